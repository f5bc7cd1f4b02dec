//! What was measured, as it is kept in the JSON file.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::args::Contender;
use crate::bars::Bar;
use crate::machine::Machine;

/// Everything one run found.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Where and when.
    pub machine: Machine,
    /// Whether this was the short run.
    pub quick: bool,
    /// Rates under load.
    pub rows: Vec<Row>,
    /// Single numbers.
    pub figures: Vec<Figure>,
    /// The bars, and whether they were reached.
    pub bars: Vec<Bar>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// One kind of work by one contender with so many clients, over all rounds.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What was done.
    pub work: &'static str,
    /// What a unit of it is.
    pub unit: &'static str,
    /// By whom.
    pub contender: Contender,
    /// Connections.
    pub clients: usize,
    /// Round by round.
    pub samples: Vec<Sample>,
}

/// One round.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Sample {
    /// Units of work per second.
    pub per_second: f64,
    /// Requests per second.
    pub requests_per_second: f64,
    /// Half of the replies came faster.
    pub p50_ms: f64,
    /// All but one in a hundred came faster.
    pub p99_ms: f64,
    /// Microseconds of processor per request in the load generator.
    pub client_cpu_us: f64,
    /// Microseconds of processor per request in the server.
    pub server_cpu_us: f64,
    /// Replies that were no success, by reason.
    pub failures: BTreeMap<String, u64>,
}

/// A single number.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// What it is.
    pub name: &'static str,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// How it was found.
    pub how: String,
}

impl Report {
    /// The row of this work, if it was done.
    pub fn row(&self, work: &str, contender: Contender, clients: usize) -> Option<&Row> {
        self.rows.iter().find(|row| row.work == work && row.contender == contender && row.clients == clients)
    }

    /// The figure of this name, if it was taken.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }

    /// Adds a round to its row.
    pub fn add(
        &mut self,
        work: &'static str,
        unit: &'static str,
        who: Contender,
        clients: usize,
        sample: Sample,
    ) {
        let same = |row: &&mut Row| row.work == work && row.contender == who && row.clients == clients;
        match self.rows.iter_mut().find(same) {
            Some(row) => row.samples.push(sample),
            None => self.rows.push(Row { work, unit, contender: who, clients, samples: vec![sample] }),
        }
    }

    /// Adds a single number.
    pub fn add_figure(&mut self, name: &'static str, value: f64, unit: &'static str, how: impl Into<String>) {
        let how = how.into();
        eprintln!("  {name}: {value:.2} {unit} ({how})");
        self.figures.push(Figure { name, value, unit, how });
    }
}

impl Row {
    /// The middle round by some measure.
    pub fn median_of(&self, measure: impl Fn(&Sample) -> f64) -> f64 {
        median(self.samples.iter().map(measure).collect())
    }

    /// The median rate.
    pub fn per_second(&self) -> f64 {
        self.median_of(|sample| sample.per_second)
    }

    /// How many replies were no success, over all rounds.
    pub fn failed(&self) -> u64 {
        self.samples.iter().flat_map(|sample| sample.failures.values()).sum()
    }

    /// Round by round, this row's rate over the other's; a round in which the other did nothing says nothing.
    pub fn ratios(&self, other: &Row) -> Vec<f64> {
        let rounds = self.samples.iter().zip(&other.samples).filter(|(_, theirs)| theirs.per_second > 0.0);
        rounds.map(|(ours, theirs)| ours.per_second / theirs.per_second).collect()
    }
}

/// The middle value; zero where there is none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        length if length % 2 == 1 => values[length / 2],
        length => f64::midpoint(values[length / 2 - 1], values[length / 2]),
    }
}
