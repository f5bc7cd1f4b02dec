//! The end of an allocation: the goods leave for the customer, or are free again.

use super::{Hold, HoldState, Place};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::{Draft, Draw, Floor, Side};
use realtail_kernel::HoldId;
use realtail_vocabulary::{Condition, Event, HoldEvent, Outside, PostAs};

fn allocation<'a>(state: &'a Omnichannel, hold: &HoldId) -> Result<&'a Hold, Refusal> {
    let hold = state.holds.get(hold)?;
    if hold.state == HoldState::Posted(PostAs::Allocation) {
        return Ok(hold);
    }
    let problem = format!("hold {} is no open allocation; post it with as: allocation first", hold.hold);
    Err(Refusal::WrongState { problem })
}

pub(crate) fn fulfil(state: &Omnichannel, hold: &HoldId) -> Result<Vec<Event>, Refusal> {
    let hold = allocation(state, hold)?;
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let customer = Side::Outside(Outside::Customer.into());
    let mut postings = Vec::new();
    for line in &hold.posted {
        let Place::Site(site) = line.place else { continue };
        let here = Side::Site(site, None, Condition::Sellable);
        let draw = Draw { item: line.item, quantity: line.units, lot: None, floor: Floor::Zero };
        postings.extend(draft.shift(draw, &here, &customer, None)?);
    }
    Ok(vec![Event::Hold(HoldEvent::Fulfilled { hold: hold.hold.clone(), postings })])
}

pub(crate) fn release(state: &Omnichannel, hold: &HoldId) -> Result<Vec<Event>, Refusal> {
    let hold = allocation(state, hold)?;
    Ok(vec![Event::Hold(HoldEvent::Released { hold: hold.hold.clone() })])
}
