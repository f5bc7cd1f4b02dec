//! When a case of loss was opened, whoever looks after losses is told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy, Word};
use realtail_vocabulary::{Action, Event, IntelligenceEvent};

pub(super) struct LossCaseOpenedTellsWhoeverLooks;

impl Policy<Retail> for LossCaseOpenedTellsWhoeverLooks {
    fn name(&self) -> &'static str {
        "loss_case_opened_tells_whoever_looks"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::LossCaseOpened(opened)) = event else {
            return Vec::new();
        };
        let Ok(about) = Word::new(opened.subject.kind()) else { return Vec::new() };
        vec![Command::Act(Action::LossCaseOpened {
            case: opened.case.clone(),
            site: opened.site.clone(),
            about,
        })]
    }
}
