//! Saying that a task cannot be done.

use super::still_open;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{TaskId, Word};
use realtail_vocabulary::{Event, TaskEvent};

pub(super) fn decide(
    state: &Omnichannel,
    task: &TaskId,
    by: &Word,
    reason: &Word,
) -> Result<Vec<Event>, Refusal> {
    still_open(state, task, "cannot")?;
    let (task, by, reason) = (task.clone(), by.clone(), reason.clone());
    Ok(vec![Event::Task(TaskEvent::NotDone { task, by, reason })])
}
