//! Asks a weather service what the days ahead will be like at each site, and tells the engine what is new.
//!
//! The service speaks as Open-Meteo does, which anybody may run themselves: one `GET` a site with its position, and columns
//! of days as the answer. Where it fails, nothing is told and it is asked again later; forecasts go on with what is known.

mod answer;
mod client;

pub use answer::NotUnderstood;

use client::Client;
use realtail_kernel::{Instant, SiteId};
use realtail_vocabulary::{GeoPosition, WeatherDay, WeatherForecast};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;

/// After so many questions in a row without an answer the other sites wait for the next round.
const FAILURES_IN_A_ROW: u32 = 3;

/// How the service is asked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its address, up to the question mark.
    pub url: String,
    /// How often each site is asked about.
    pub every: Duration,
    /// How long one answer may take.
    pub timeout: Duration,
    /// The wait after the first failure; it doubles with each further one, up to `every`.
    pub backoff: Duration,
}

/// A site, and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Which.
    pub site: SiteId,
    /// Where.
    pub position: GeoPosition,
    /// The name of its time zone, by which days begin.
    pub timezone: String,
}

/// The engine as the weather sees it.
pub trait Desk: Send + Sync {
    /// All sites of which it is known where they lie.
    fn places(&self) -> Vec<Place>;

    /// The time.
    fn now(&self) -> Instant;

    /// Takes a forecast. Whether it was taken; what was not is told again.
    fn tell(&self, forecast: WeatherForecast) -> bool;
}

/// What was counted so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that were understood.
    pub answered: u64,
    /// Answers that did not come, or could not be understood.
    pub failed: u64,
    /// Forecasts that said something new, and were taken.
    pub told: u64,
}

/// Counters that others may read at any time.
#[derive(Debug, Default)]
pub struct Counters {
    answered: AtomicU64,
    failed: AtomicU64,
    told: AtomicU64,
}

impl Counters {
    /// As they stand.
    pub fn now(&self) -> Counts {
        let [answered, failed, told] =
            [&self.answered, &self.failed, &self.told].map(|count| count.load(Ordering::Relaxed));
        Counts { answered, failed, told }
    }
}

/// Whoever asks, at work.
pub struct Weather {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
    counters: Arc<Counters>,
}

impl Weather {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had, or the address is none.
    pub fn start(desk: Arc<dyn Desk>, settings: Settings) -> std::io::Result<Weather> {
        let client = Client::new(&settings).map_err(std::io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let counters = Arc::new(Counters::default());
        let asking = Asking { desk, client, settings, counters: counters.clone(), told: HashMap::new() };
        let run = move || {
            runtime.block_on(asking.go_on(stopped));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("weather".to_owned()).spawn(run)?;
        Ok(Weather { stop, thread, counters })
    }

    /// What it counts.
    pub fn counters(&self) -> Arc<Counters> {
        self.counters.clone()
    }

    /// Ends.
    pub fn stop(self) {
        let Weather { stop, thread, .. } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the thread that asks for the weather has panicked");
        }
    }
}

struct Asking {
    desk: Arc<dyn Desk>,
    client: Client,
    settings: Settings,
    counters: Arc<Counters>,
    /// What was told of each site last.
    told: HashMap<SiteId, Vec<WeatherDay>>,
}

impl Asking {
    async fn go_on(mut self, mut stopped: watch::Receiver<bool>) {
        let mut failures = 0_u32;
        loop {
            let asked = tokio::select! {
                asked = self.round() => asked,
                _ = stopped.wait_for(|stopped| *stopped) => return,
            };
            let wait = match asked {
                Ok(()) => {
                    failures = 0;
                    self.settings.every
                }
                Err(why) => {
                    if failures == 0 {
                        tracing::warn!("the weather is not known: {why}; it is asked for again");
                    }
                    failures = failures.saturating_add(1);
                    let wait = self.settings.backoff.saturating_mul(1 << failures.min(16).saturating_sub(1));
                    wait.min(self.settings.every)
                }
            };
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return,
            }
        }
    }

    /// Asks about each site, one after the other: a service that anybody may use wants no crowd. One site of which it knows
    /// nothing keeps no other from being asked about; a service that answers nothing is let be.
    async fn round(&mut self) -> Result<(), String> {
        let (mut fault, mut in_a_row) = (None, 0);
        for place in self.desk.places() {
            let asked = self.client.ask(&place).await.and_then(|body| {
                answer::read(&body).map_err(|why| format!("its answer is not understood: {why}"))
            });
            match asked {
                Ok(days) => {
                    in_a_row = 0;
                    self.counters.answered.fetch_add(1, Ordering::Relaxed);
                    self.tell(place.site, days);
                }
                Err(why) => {
                    in_a_row += 1;
                    self.counters.failed.fetch_add(1, Ordering::Relaxed);
                    fault.get_or_insert_with(|| format!("{}: {why}", place.site));
                    if in_a_row == FAILURES_IN_A_ROW {
                        break;
                    }
                }
            }
        }
        fault.map_or(Ok(()), Err)
    }

    /// Tells what is other than it was told before.
    fn tell(&mut self, site: SiteId, days: Vec<WeatherDay>) {
        if self.told.get(&site) == Some(&days) {
            return;
        }
        let issued_at = self.desk.now();
        if self.desk.tell(WeatherForecast { site: site.clone(), issued_at, days: days.clone() }) {
            self.counters.told.fetch_add(1, Ordering::Relaxed);
            self.told.insert(site, days);
        }
    }
}
