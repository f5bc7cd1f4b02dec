//! When something is to be done on the shop floor, the associates of the site are told.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, FloorTask, TaskEvent};

pub(super) struct TaskRaisedTellsAssociates;

impl Policy<Retail> for TaskRaisedTellsAssociates {
    fn name(&self) -> &'static str {
        "task_raised_tells_associates"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Task(TaskEvent::Raised(raised)) = event else { return Vec::new() };
        let FloorTask { task, kind, site, item, quantity, .. } = (**raised).clone();
        vec![Command::Act(Action::FloorTaskAssigned { task, kind, site, item, quantity })]
    }
}
