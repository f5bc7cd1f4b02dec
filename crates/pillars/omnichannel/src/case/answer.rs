//! What is said in a case: by its customer, and by whoever has taken it.

use super::{Case, CaseState, WORDS_MAX, still_open};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CaseId, CustomerId, Word};
use realtail_vocabulary::{CaseEvent, Event, Sealed};

pub(super) fn ask(
    state: &Omnichannel,
    case: &CaseId,
    customer: &CustomerId,
    words: &Sealed,
) -> Result<Vec<Event>, Refusal> {
    has_room(still_open(state, case, "ask")?)?;
    let (case, customer, words) = (case.clone(), customer.clone(), words.clone());
    Ok(vec![Event::Case(CaseEvent::Asked { case, customer, words })])
}

/// Whoever answers a case that nobody has, takes it.
pub(super) fn answer(
    state: &Omnichannel,
    case: &CaseId,
    by: &Word,
    customer: &CustomerId,
    words: &Sealed,
) -> Result<Vec<Event>, Refusal> {
    let known = still_open(state, case, "answer")?;
    has_room(known)?;
    let mut events = Vec::new();
    match &known.state {
        CaseState::Claimed(other) if other != by => {
            let problem = format!("case {case} is with {other}, who answers it");
            return Err(Refusal::WrongState { problem });
        }
        CaseState::Claimed(_) | CaseState::Closed(_) => (),
        CaseState::Open => {
            events.push(Event::Case(CaseEvent::Claimed { case: case.clone(), by: by.clone() }));
        }
    }
    let (case, by) = (case.clone(), by.clone());
    events.push(Event::Case(CaseEvent::Answered {
        case,
        by,
        customer: customer.clone(),
        words: words.clone(),
    }));
    Ok(events)
}

fn has_room(known: &Case) -> Result<(), Refusal> {
    if known.said.len() < WORDS_MAX {
        return Ok(());
    }
    let problem =
        format!("{WORDS_MAX} messages were written in case {}; close it and begin another", known.case);
    Err(Refusal::WrongState { problem })
}
