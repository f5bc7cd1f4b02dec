//! How long to wait before asking again.

use crate::chance::{Chance, Use};
use std::time::Duration;

/// The first wait, and the longest, where the engine says nothing.
const FIRST_MS: u64 = 10;
const LONGEST_MS: u64 = 2_000;

/// No wait is longer, whatever the engine says.
const TOLD_MAX: Duration = Duration::from_secs(60);

/// Seconds as a `Retry-After` header says them. A date is not understood and counts as nothing said.
pub(crate) fn retry_after(header: Option<&str>) -> Option<Duration> {
    let seconds: u64 = header?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds)).filter(|wait| !wait.is_zero())
}

/// The wait before try number `tries` (1 for the first again). What the engine told is obeyed; else the wait doubles.
/// Half of it is chance, so that those who were sent away together do not come back together.
pub(crate) fn wait(tries: u32, told: Option<Duration>, caller: u64) -> Duration {
    if let Some(told) = told {
        return told.min(TOLD_MAX);
    }
    let doubled = FIRST_MS.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(LONGEST_MS);
    let luck = Chance::of(caller, Use::Wait, u64::from(tries)).unit();
    Duration::from_micros((doubled as f64 * 1_000.0 * (0.5 + luck / 2.0)) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_seconds() {
        for (header, expected_s) in [
            (None, None),
            (Some("1"), Some(1)),
            (Some(" 30 "), Some(30)),
            (Some("0"), None),
            (Some("Mon, 23 Nov"), None),
        ] {
            assert_eq!(retry_after(header), expected_s.map(Duration::from_secs), "{header:?}");
        }
    }

    #[test]
    fn waits_double_and_end() {
        for (tries, from_ms, to_ms) in
            [(1, 5, 10), (2, 10, 20), (5, 80, 160), (9, 1_000, 2_000), (40, 1_000, 2_000)]
        {
            for caller in 0..50 {
                let ms = wait(tries, None, caller).as_secs_f64() * 1e3;
                assert!((f64::from(from_ms)..=f64::from(to_ms)).contains(&ms), "try {tries}: {ms} ms");
            }
        }
        assert_eq!(wait(7, Some(Duration::from_secs(3)), 1), Duration::from_secs(3));
        assert_eq!(wait(7, Some(Duration::from_secs(3_600)), 1), TOLD_MAX);
    }
}
