//! When a till sold what the book did not know of, an associate is asked to count.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, StockEvent};

pub(super) struct OversoldAtTillAsksForACount;

impl Policy<Retail> for OversoldAtTillAsksForACount {
    fn name(&self) -> &'static str {
        "oversold_at_till_asks_for_a_count"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Stock(StockEvent::Sold { site, oversold, .. }) = event else { return Vec::new() };
        let count = |line: &realtail_vocabulary::Oversold| {
            Command::Act(Action::CountRequested {
                item: line.item.clone(),
                site: site.clone(),
                book: -line.units,
            })
        };
        oversold.iter().map(count).collect()
    }
}
