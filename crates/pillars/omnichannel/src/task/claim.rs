//! Taking a task on, so that two do not walk for the same goods.

use super::{FloorTaskState, still_open};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{TaskId, Word};
use realtail_vocabulary::{Event, TaskEvent};

pub(super) fn decide(state: &Omnichannel, task: &TaskId, by: &Word) -> Result<Vec<Event>, Refusal> {
    match &still_open(state, task, "claim")?.state {
        FloorTaskState::Claimed(other) if other == by => Ok(Vec::new()),
        FloorTaskState::Claimed(other) => {
            let problem = format!("task {task} is with {other}; take another, or ask them");
            Err(Refusal::WrongState { problem })
        }
        FloorTaskState::Open
        | FloorTaskState::Done(..)
        | FloorTaskState::NotDone(..)
        | FloorTaskState::Withdrawn(_) => {
            Ok(vec![Event::Task(TaskEvent::Claimed { task: task.clone(), by: by.clone() })])
        }
    }
}
