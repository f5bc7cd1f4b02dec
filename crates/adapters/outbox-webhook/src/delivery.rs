//! One delivery with all its tries.

use crate::Settings;
use crate::client::{Answer, Client, Wait};
use crate::ledger::{Ledger, Letter};
use crate::sign::signature;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// However long a receiver asks to be left alone, it is asked again after this time.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(3600);

/// What all deliveries to one endpoint share.
pub(crate) struct Line {
    client: Client,
    settings: Arc<Settings>,
    ledger: Arc<dyn Ledger>,
    key: [u8; 32],
    state: Mutex<LineState>,
}

struct LineState {
    url: String,
    /// The receiver asked to be left alone until then.
    not_before: Option<Instant>,
}

/// How a delivery ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It has arrived.
    Arrived,
    /// It was given up.
    GivenUp {
        /// After so many tries.
        attempts: u32,
        /// What came of the last.
        error: String,
    },
}

impl Line {
    pub fn new(
        client: Client,
        settings: Arc<Settings>,
        ledger: Arc<dyn Ledger>,
        key: [u8; 32],
        url: String,
    ) -> Line {
        Line { client, settings, ledger, key, state: Mutex::new(LineState { url, not_before: None }) }
    }

    fn state(&self) -> MutexGuard<'_, LineState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on to another address, tries that wait included.
    pub fn redirect(&self, url: &str) {
        let mut state = self.state();
        if state.url != url {
            url.clone_into(&mut state.url);
            state.not_before = None;
        }
    }

    /// Tries until the letter has arrived or is given up.
    pub async fn deliver(&self, letter: &Letter) -> Fate {
        for attempt in 1.. {
            self.wait_until_welcome().await;
            let error = match self.send(letter).await {
                Answer::Taken => return Fate::Arrived,
                Answer::Gone(error) => return Fate::GivenUp { attempts: attempt, error },
                Answer::Failed(error, wait) => {
                    self.heed(wait);
                    error
                }
            };
            tracing::debug!("webhook {}: try {attempt}: {error}", letter.id());
            if attempt >= self.settings.attempts_max {
                return Fate::GivenUp { attempts: attempt, error };
            }
            tokio::time::sleep(backoff(&self.settings, attempt, chance())).await;
        }
        unreachable!("tries are counted from 1 up to the last")
    }

    async fn send(&self, letter: &Letter) -> Answer {
        let url = self.state().url.clone();
        let (id, timestamp) = (letter.id(), self.ledger.now().micros() / 1_000_000);
        let signature = signature(&self.key, &id, timestamp, &letter.body);
        let headers = [
            ("webhook-id", id),
            ("webhook-timestamp", timestamp.to_string()),
            ("webhook-signature", signature),
        ];
        self.client.post(&url, &headers, letter.body.clone()).await
    }

    async fn wait_until_welcome(&self) {
        loop {
            let until = self.state().not_before;
            match until {
                Some(until) if until > Instant::now() => tokio::time::sleep_until(until).await,
                _ => return,
            }
        }
    }

    fn heed(&self, wait: Option<Wait>) {
        let wait = match wait {
            None => return,
            Some(Wait::For(wait)) => wait,
            Some(Wait::Until(time)) => {
                let seconds = time - self.ledger.now().micros() / 1_000_000;
                Duration::from_secs(u64::try_from(seconds).unwrap_or(0))
            }
        };
        let until = Instant::now() + wait.min(RETRY_AFTER_MAX);
        let mut state = self.state();
        state.not_before = state.not_before.max(Some(until));
    }
}

/// Doubles with each failure up to the longest wait; `chance` of 0 to 1 takes up to half of it off, so that deliveries
/// that failed together do not all come back together.
fn backoff(settings: &Settings, failures: u32, chance: f64) -> Duration {
    let doubled = 2u32.saturating_pow(failures.saturating_sub(1));
    let longest = settings.backoff_base.saturating_mul(doubled).min(settings.backoff_max);
    longest.mul_f64(1.0 - chance / 2.0)
}

fn chance() -> f64 {
    let drawn = getrandom::u32().unwrap_or(u32::MAX / 2);
    f64::from(drawn) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_scatter() {
        let settings = Settings::default();
        let check = |failures, chance, ms| {
            assert_eq!(
                backoff(&settings, failures, chance),
                Duration::from_millis(ms),
                "{failures} {chance}"
            );
        };
        check(1, 0.0, 500);
        check(1, 1.0, 250);
        check(2, 0.0, 1000);
        check(7, 0.0, 32_000);
        check(11, 0.0, 300_000);
        check(40, 1.0, 150_000);
    }
}
