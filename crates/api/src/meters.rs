//! What others count beside the engine, for `/metrics`.

use std::fmt::Write;
use std::sync::{Mutex, PoisonError};

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// Its name without `realtail_`, as Prometheus names things: the unit last, `_total` where it only grows.
    pub name: &'static str,
    /// Whether it only grows.
    pub kind: MeterKind,
    /// What it counts, in a sentence.
    pub help: &'static str,
    /// How many.
    pub value: u64,
}

/// Whether a number only grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeterKind {
    /// It only grows.
    Counter,
    /// It goes up and down.
    Gauge,
}

type Reading = Box<dyn Fn() -> Vec<Meter> + Send + Sync>;

/// Those who count something.
#[derive(Default)]
pub(crate) struct Meters(Mutex<Vec<Reading>>);

impl Meters {
    /// Reads these too, whenever somebody asks.
    pub fn add(&self, reading: impl Fn() -> Vec<Meter> + Send + Sync + 'static) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(reading));
    }

    /// All of them as they are now, in the Prometheus text format.
    pub fn write(&self, text: &mut String) {
        for reading in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            for Meter { name, kind, help, value } in reading() {
                let kind = match kind {
                    MeterKind::Counter => "counter",
                    MeterKind::Gauge => "gauge",
                };
                metric(text, name, kind, help, value as f64);
            }
        }
    }
}

/// Writes one metric down.
pub(crate) fn metric(text: &mut String, name: &str, kind: &str, help: &str, value: f64) {
    let _ = write!(
        text,
        "# HELP realtail_{name} {help}\n# TYPE realtail_{name} {kind}\nrealtail_{name} {value}\n"
    );
}
