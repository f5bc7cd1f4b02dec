//! Announcing a return from afar: what is to come back is checked as at the counter, and nothing moves until it is there.

use super::accept::{Claim, LineBack, against};
use super::of_order::OrderBack;
use super::rules::ForItem;
use super::{Announced, Returns};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{Instant, OrderId, ReturnId, Stamp, Word};
use realtail_vocabulary::{
    AcceptedReturn, AnnouncedLine, AnnouncedReturn, Event, ReturnEvent, ReturnOf, ReturnedCondition,
};

const LINES_MAX: usize = 500;
/// For how long goods are waited for.
const WAIT_US: i64 = 30 * 24 * 60 * 60 * 1_000_000;

/// Announces a return.
#[derive(Clone, Debug)]
pub struct Announce {
    /// The number that the return will have.
    pub return_id: ReturnId,
    /// Which order the goods are of.
    pub order: OrderId,
    /// Who tells it.
    pub by: Word,
    /// What is to come back.
    pub lines: Vec<AnnouncedLine>,
}

pub(super) fn decide(state: &Omnichannel, command: &Announce, now: Instant) -> Result<Vec<Event>, Refusal> {
    if let Some(known) = state.returns.find_announced(&command.return_id) {
        let known = &known.announced;
        return match known.order == command.order && known.lines == command.lines {
            true => Ok(Vec::new()),
            false => Err(taken(&command.return_id)),
        };
    }
    if state.returns.find(&command.return_id).is_some() {
        return Err(taken(&command.return_id));
    }
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Refusal::invalid("lines", format!("a return has 1 to {LINES_MAX} lines")));
    }
    let mut bought = OrderBack::new(state, &command.order)?;
    let customer = bought.order.customer.clone();
    // What was announced before is as good as back: it cannot be announced again.
    for (n, waiting) in state.returns.announced_of(&command.order, now).flat_map(lines_of).enumerate() {
        // What came back meanwhile without its number is not there to be claimed.
        let _ = claim(&mut bought, waiting, n);
    }
    let rules = state.returns.rules_at(now);
    let mut broken = Vec::new();
    for (n, line) in command.lines.iter().enumerate() {
        let number = n as u16 + 1;
        for claimed in claim(&mut bought, line, n)? {
            let of_item = ForItem::new(&rules, &state.catalogue, claimed.item);
            broken.extend(against(&of_item, &claimed, &as_back(line), number, now));
        }
    }
    if !broken.is_empty() {
        return Err(Refusal::AgainstReturnRules { broken, may_override: rules.may_override.clone() });
    }
    let announced = AnnouncedReturn {
        return_id: command.return_id.clone(),
        order: command.order.clone(),
        customer,
        by: command.by.clone(),
        lines: command.lines.clone(),
        expires_at: Instant::from_micros(now.micros().saturating_add(WAIT_US)),
    };
    Ok(vec![Event::Return(ReturnEvent::Announced(Box::new(announced)))])
}

fn taken(return_id: &ReturnId) -> Refusal {
    Refusal::ConflictingRetry { what: Thing::Return, id: return_id.to_string() }
}

fn lines_of(known: &Announced) -> impl Iterator<Item = &AnnouncedLine> {
    known.announced.lines.iter()
}

/// As they would come back at the counter; in what state they are, nobody has seen yet.
fn as_back(line: &AnnouncedLine) -> LineBack {
    LineBack {
        line: Some(line.line),
        item: None,
        quantity: line.quantity,
        reason: line.reason.clone(),
        condition: ReturnedCondition::Opened,
        disposition: None,
        unit_price: None,
    }
}

fn claim(bought: &mut OrderBack<'_>, line: &AnnouncedLine, n: usize) -> Result<Vec<Claim>, Refusal> {
    bought.claim(&as_back(line), &format!("lines[{n}]"))
}

impl Returns {
    /// The announcement of this number, whether it is still waited for or not.
    pub fn find_announced(&self, return_id: &ReturnId) -> Option<&Announced> {
        self.announced.get(return_id).map(|known| &**known)
    }

    /// All that is waited for, by number.
    pub fn all_announced(&self, now: Instant) -> impl Iterator<Item = &Announced> {
        self.announced.values().map(|known| &**known).filter(move |known| known.is_waited_for(now))
    }

    /// What is waited for of an order.
    pub fn announced_of(&self, order: &OrderId, now: Instant) -> impl Iterator<Item = &Announced> {
        self.all_announced(now).filter(move |known| known.announced.order == *order)
    }

    /// Waits for goods from now on; what was waited for in vain for long enough is forgotten.
    pub(super) fn announce(&mut self, announced: &AnnouncedReturn, stamp: Stamp) {
        self.announced.retain(|_, known| known.is_waited_for(stamp.at));
        let known = Announced { announced: announced.clone(), announced_at: stamp.at };
        self.announced.insert(announced.return_id.clone(), std::sync::Arc::new(known));
    }

    /// Goods have come back: they are not waited for any more, whichever number they came under.
    pub(super) fn came_back(&mut self, accepted: &AcceptedReturn) {
        self.announced.remove(&accepted.return_id);
        let ReturnOf::Order(order) = &accepted.of else { return };
        let came = |line: &AnnouncedLine| accepted.lines.iter().any(|back| back.of_line == Some(line.line));
        self.announced.retain(|_, known| {
            if known.announced.order == *order && known.announced.lines.iter().any(came) {
                std::sync::Arc::make_mut(known).announced.lines.retain(|line| !came(line));
            }
            !known.announced.lines.is_empty()
        });
    }
}
