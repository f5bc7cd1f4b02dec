//! Withdrawing a task that need not be done any more.

use super::still_open;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{TaskId, Word};
use realtail_vocabulary::{Event, TaskEvent};

pub(super) fn decide(state: &Omnichannel, task: &TaskId, reason: &Word) -> Result<Vec<Event>, Refusal> {
    still_open(state, task, "withdraw")?;
    Ok(vec![Event::Task(TaskEvent::Withdrawn { task: task.clone(), reason: reason.clone() })])
}
