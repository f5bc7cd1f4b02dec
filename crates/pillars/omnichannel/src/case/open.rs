//! Opening a case: one at a time for a customer.

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_vocabulary::{CaseEvent, Event, OpenedCase};

pub(super) fn decide(state: &Omnichannel, opened: &OpenedCase) -> Result<Vec<Event>, Refusal> {
    if state.cases.get(&opened.case).is_ok() {
        return Err(Refusal::ConflictingRetry { what: Thing::Case, id: opened.case.to_string() });
    }
    if state.customers.is_erased(&opened.customer) {
        state.customers.living(&opened.customer)?;
    }
    if let Some(known) = state.cases.newest_of(&opened.customer).filter(|known| known.state.is_open()) {
        let problem = format!("case {} of customer {} is open; write there", known.case, known.customer);
        return Err(Refusal::WrongState { problem });
    }
    Ok(vec![Event::Case(CaseEvent::Opened(Box::new(opened.clone())))])
}
