//! When more lanes are needed soon than are open, whoever runs the store is told, and told again once enough are.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, IntelligenceEvent};

pub(super) struct LanesShortTellsTheStore;

impl Policy<Retail> for LanesShortTellsTheStore {
    fn name(&self) -> &'static str {
        "lanes_short_tells_the_store"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let action = match event {
            Event::Intelligence(IntelligenceEvent::LanesAdvised(advice)) => Action::LanesShort {
                site: advice.site.clone(),
                lanes_open: advice.lanes_open,
                lanes_needed: advice.lanes_needed,
                reason: advice.reason.clone(),
            },
            Event::Intelligence(IntelligenceEvent::LanesSufficed { site, lanes_open }) => {
                Action::LanesCovered { site: site.clone(), lanes_open: *lanes_open }
            }
            _ => return Vec::new(),
        };
        vec![Command::Act(action)]
    }
}
