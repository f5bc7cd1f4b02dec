//! Closing a case: the customer has been answered, or needs no answer any more.

use super::CaseState;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CaseId, Word};
use realtail_vocabulary::{CaseEvent, Event};

pub(super) fn decide(state: &Omnichannel, case: &CaseId, by: &Word) -> Result<Vec<Event>, Refusal> {
    match &state.cases.get(case)?.state {
        // A retry: done already.
        CaseState::Closed(_) => Ok(Vec::new()),
        CaseState::Claimed(other) if other != by => {
            Err(Refusal::WrongState { problem: format!("case {case} is with {other}, who closes it") })
        }
        CaseState::Open | CaseState::Claimed(_) => {
            Ok(vec![Event::Case(CaseEvent::Closed { case: case.clone(), by: by.clone() })])
        }
    }
}

/// The customer settles it, whoever has it.
pub(super) fn settle(state: &Omnichannel, case: &CaseId) -> Result<Vec<Event>, Refusal> {
    if !state.cases.get(case)?.state.is_open() {
        return Ok(Vec::new());
    }
    let by = Word::new("customer").map_err(|e| Refusal::invalid("by", e.to_string()))?;
    Ok(vec![Event::Case(CaseEvent::Closed { case: case.clone(), by })])
}
