//! Taking a case, so that two do not answer the same customer.

use super::{CaseState, still_open};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CaseId, Word};
use realtail_vocabulary::{CaseEvent, Event};

pub(super) fn decide(state: &Omnichannel, case: &CaseId, by: &Word) -> Result<Vec<Event>, Refusal> {
    match &still_open(state, case, "claim")?.state {
        CaseState::Claimed(other) if other == by => Ok(Vec::new()),
        CaseState::Claimed(other) => Err(Refusal::WrongState {
            problem: format!("case {case} is with {other}; take another, or ask them"),
        }),
        CaseState::Open | CaseState::Closed(_) => {
            Ok(vec![Event::Case(CaseEvent::Claimed { case: case.clone(), by: by.clone() })])
        }
    }
}
