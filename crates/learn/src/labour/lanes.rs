//! Lanes: whether to open one in ten minutes, from who stands there now and who is to come.

use super::queue::{Target, needed};
use super::{QUARTER_SECONDS, waits_longer};
use serde::{Deserialize, Serialize};

/// What is seen now, and what is to come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lanes {
    /// Lanes that are open.
    pub open: u32,
    /// Lanes that there are.
    pub there_are: u32,
    /// People in the queue and at the lanes.
    pub people: u32,
    /// Arrivals to be expected in a quarter hour from now on, as [`super::Arrivals::live`] tells.
    pub arrivals_per_quarter: f64,
    /// How long one is served, on average.
    pub service_seconds: f64,
    /// What was promised.
    pub target: Target,
    /// How long it takes to open a lane.
    pub notice_seconds: f64,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Advice {
    /// Leave it as it is.
    Keep,
    /// Open so many more.
    Open {
        /// How many.
        lanes: u32,
        /// Why, in words and numbers.
        reason: String,
    },
    /// So many may close: the target holds without them, and nobody waits.
    Close {
        /// How many.
        lanes: u32,
    },
}

/// A queue that is there is to be gone in so long.
const CLEARED_SECONDS: f64 = 600.0;

impl Lanes {
    /// What to do now, so that the target holds once the notice has passed.
    pub fn advise(&self) -> Advice {
        let load = self.arrivals_per_quarter * self.service_seconds / QUARTER_SECONDS;
        let waiting = self.waiting_after_notice(load);
        let steady = needed(load, self.service_seconds, self.target);
        let backlog = (waiting * self.service_seconds / CLEARED_SECONDS).ceil() as u32;
        let wanted = (steady.max(load.ceil() as u32 + backlog)).clamp(1, self.there_are);
        if wanted > self.open {
            let longer = waits_longer(self.open, load, self.service_seconds, self.target.wait_seconds);
            let reason = format!(
                "{:.1} people are expected in a quarter hour, {:.1} lanes' work; {waiting:.0} will wait in {:.0} minutes, and \
                 with {} open {:.0}% would wait longer than {:.0} s",
                self.arrivals_per_quarter,
                load,
                self.notice_seconds / 60.0,
                self.open,
                100.0 * longer,
                self.target.wait_seconds,
            );
            return Advice::Open { lanes: wanted - self.open, reason };
        }
        // One lane more than needed stays open: lanes that open and close all the time please nobody.
        if wanted + 1 < self.open && self.people < self.open {
            return Advice::Close { lanes: self.open - wanted - 1 };
        }
        Advice::Keep
    }

    /// How many will wait once the notice has passed, were people a fluid.
    fn waiting_after_notice(&self, load: f64) -> f64 {
        let open = f64::from(self.open);
        let waiting = (f64::from(self.people) - open).max(0.0);
        (waiting + (load - open) * self.notice_seconds / self.service_seconds).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_open_for_a_queue_and_for_a_rush_and_close_after_it() {
        let target = Target { share: 0.9, wait_seconds: 120.0 };
        let calm = Lanes {
            open: 2,
            there_are: 8,
            people: 1,
            arrivals_per_quarter: 8.0,
            service_seconds: 90.0,
            target,
            notice_seconds: 600.0,
        };
        assert_eq!(calm.advise(), Advice::Keep);
        for (lanes, more) in [
            (Lanes { people: 30, ..calm }, 1),
            (Lanes { arrivals_per_quarter: 30.0, ..calm }, 3),
            (Lanes { arrivals_per_quarter: 300.0, ..calm }, 6),
        ] {
            let Advice::Open { lanes: opened, reason } = lanes.advise() else { panic!("{lanes:?}") };
            assert!(opened >= more && opened + lanes.open <= 8, "{opened} {more} {reason}");
        }
        assert_eq!(Lanes { open: 5, ..calm }.advise(), Advice::Close { lanes: 2 });
    }
}
