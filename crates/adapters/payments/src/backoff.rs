//! How long to wait before asking again.

use crate::Settings;
use std::time::Duration;

/// Doubles with each try up to the longest wait. Up to half of it is taken off by chance, so that asks that failed
/// together do not all come back together.
pub(crate) fn backoff(settings: &Settings, tries: u32) -> Duration {
    let drawn = getrandom::u32().unwrap_or(u32::MAX / 2);
    scattered(settings, tries, f64::from(drawn) / f64::from(u32::MAX))
}

fn scattered(settings: &Settings, tries: u32, chance: f64) -> Duration {
    let doubled = 2u32.saturating_pow(tries.saturating_sub(1));
    let longest = settings.backoff_base.saturating_mul(doubled).min(settings.backoff_max);
    longest.mul_f64(1.0 - chance / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_scatter() {
        let settings = Settings::default();
        let check = |tries, chance, ms| {
            assert_eq!(scattered(&settings, tries, chance), Duration::from_millis(ms), "{tries} {chance}");
        };
        check(1, 0.0, 250);
        check(1, 1.0, 125);
        check(3, 0.0, 1000);
        check(20, 0.0, 60_000);
        check(40, 1.0, 30_000);
    }
}
