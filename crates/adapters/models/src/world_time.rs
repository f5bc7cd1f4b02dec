//! The time in the retailer's world. Sales say when they were made; what does not say so is told as it happens, or in a replay of
//! the past, which is far behind the clock on the wall.

use realtail_kernel::Instant;
use serde::{Deserialize, Serialize};

/// Sales that are told later than this are a replay: tills without a network and files of a night are not so late.
const REPLAY_MICROS: i64 = 2 * 86_400_000_000;

/// The newest time that was heard of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct WorldTime {
    newest: Instant,
    heard_at: Instant,
}

impl WorldTime {
    /// The newest time that was heard of.
    pub fn newest(self) -> Instant {
        self.newest
    }

    /// What time it is: it goes on from the newest sale at the pace of the clock on the wall.
    pub fn now(self, wall: Instant) -> Instant {
        let gone = wall.micros_since(self.heard_at).max(0);
        Instant::from_micros(self.newest.micros().saturating_add(gone))
    }

    /// When something happened that was told at a time and does not say itself when it was.
    pub fn of(self, told_at: Instant) -> Instant {
        let now = self.now(told_at);
        let is_replay = self != WorldTime::default() && told_at.micros_since(now) > REPLAY_MICROS;
        if is_replay { now } else { told_at }
    }

    /// Something happened at a time, as was told at another. Whether nothing newer was heard of before.
    pub fn hear(&mut self, at: Instant, told_at: Instant) -> bool {
        let is_newer = at > self.newest;
        if is_newer {
            (self.newest, self.heard_at) = (at, told_at);
        }
        is_newer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_say_when_it_was_is_of_now_or_of_the_year_that_is_replayed() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        // The newest sale, when it was told; when an order was told, and when it was placed in the retailer's world.
        for (sold, told, order, expected) in [
            ("2026-11-27T10:00:00Z", "2026-11-27T10:00:01Z", "2026-11-27T10:05:00Z", "2026-11-27T10:05:00Z"),
            // A file of the night before.
            ("2026-11-26T20:00:00Z", "2026-11-27T03:00:00Z", "2026-11-27T10:05:00Z", "2026-11-27T10:05:00Z"),
            // A year of which a day passes in a second.
            ("2017-03-01T10:00:00Z", "2026-11-27T10:00:00Z", "2026-11-27T10:00:02Z", "2017-03-01T10:00:02Z"),
        ] {
            let mut time = WorldTime::default();
            assert_eq!(time.of(at(order)), at(order), "nothing was sold yet");
            assert!(time.hear(at(sold), at(told)) && !time.hear(at(sold), at(told)));
            assert_eq!(time.of(at(order)), at(expected), "{sold}");
        }
    }
}
