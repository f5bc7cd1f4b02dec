//! Goods leave: the shopper takes them, or a carrier does. What they cost is taken then, and not before.

use super::step::{Step, legal};
use super::{Fulfilment, FulfilmentState, Order};
use crate::machine::Omnichannel;
use crate::payment::Payment;
use crate::payment::ask::{self, Till};
use crate::refusal::Refusal;
use crate::stock::draft::{Draft, Draw, Floor, Side, in_quantities};
use crate::wallet::Wallets;
use realtail_kernel::{Instant, Money, OrderId, Position, Reference, Stamp, Word};
use realtail_vocabulary::{Condition, Event, HoldEvent, OrderEvent, Outside, PostedLine, Proof, Sealed};

/// Gives picked goods to the shopper.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who gives them.
    pub by: Word,
    /// The code that the shopper shows.
    pub code: Option<Word>,
    /// The name that the shopper gives where there is no code, sealed.
    pub name: Option<Sealed>,
}

pub(crate) fn decide(state: &Omnichannel, command: &HandOver, now: Instant) -> Result<Vec<Event>, Refusal> {
    let HandOver { order, fulfilment, by, code, name } = command;
    let known = state.orders.get(order)?.fulfilment(*fulfilment);
    if known.is_some_and(|f| f.state == FulfilmentState::HandedOver) {
        return Ok(Vec::new());
    }
    let (order, fulfilment) = legal(state, order, *fulfilment, Step::HandOver)?;
    let proof = match (code, name, &order.pickup_code) {
        (Some(code), _, Some(right)) if same(code, right) => Proof::Code,
        (Some(_), ..) => {
            return Err(Refusal::invalid("code", "that is not this order's code; look at it again"));
        }
        (None, Some(name), _) => Proof::Name(name.clone()),
        (None, None, None) => Proof::Counter,
        (None, None, Some(_)) => {
            let problem = "ask for the pickup code, or for the name the order was placed under";
            return Err(Refusal::invalid("code", problem));
        }
    };
    let event = OrderEvent::HandedOver {
        order: order.order.clone(),
        fulfilment: fulfilment.number,
        by: by.clone(),
        proof,
    };
    leave(state, order, fulfilment, event, ask::of(state, &order.payments), &state.wallets, now)
}

/// What people type, in capitals or not, with spaces or without.
fn same(given: &Word, right: &Word) -> bool {
    let plain = |code: &Word| {
        let kept = code.as_str().chars().filter(|c| c.is_ascii_alphanumeric());
        kept.map(|c| c.to_ascii_uppercase()).collect::<String>()
    };
    plain(given) == plain(right)
}

/// Gives picked goods to a carrier.
#[derive(Clone, Debug)]
pub struct Ship {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who gives them.
    pub by: Word,
    /// Which carrier.
    pub carrier: Word,
    /// Its number of the parcel.
    pub tracking: Option<Word>,
}

pub(crate) fn ship(state: &Omnichannel, command: &Ship, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Ship { order, fulfilment, by, carrier, tracking } = command;
    let known = state.orders.get(order)?.fulfilment(*fulfilment);
    if known.is_some_and(|f| f.state == FulfilmentState::Shipped && f.tracking == *tracking) {
        return Ok(Vec::new());
    }
    let (order, fulfilment) = legal(state, order, *fulfilment, Step::Ship)?;
    let event = OrderEvent::Shipped {
        order: order.order.clone(),
        fulfilment: fulfilment.number,
        by: by.clone(),
        carrier: carrier.clone(),
        tracking: tracking.clone(),
    };
    leave(state, order, fulfilment, event, ask::of(state, &order.payments), &state.wallets, now)
}

/// Says that the carrier has brought them.
pub(crate) fn deliver(state: &Omnichannel, order: &OrderId, fulfilment: u16) -> Result<Vec<Event>, Refusal> {
    let known = state.orders.get(order)?.fulfilment(fulfilment);
    if known.is_some_and(|f| f.state == FulfilmentState::Delivered) {
        return Ok(Vec::new());
    }
    legal(state, order, fulfilment, Step::Deliver)?;
    Ok(vec![Event::Order(OrderEvent::Delivered { order: order.clone(), fulfilment })])
}

/// The event itself, the goods out of the books, the money, and the end of the order where nothing is left to do.
pub(super) fn leave<'a>(
    state: &Omnichannel,
    order: &Order,
    fulfilment: &Fulfilment,
    event: OrderEvent,
    payments: impl Iterator<Item = &'a Payment>,
    wallets: &Wallets,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let (captures, _) = Till { wallets, now }.capture(payments, order.worth(fulfilment));
    let goods = goods_leave(state, order, fulfilment, now)?;
    let mut draft = order.clone();
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    draft.take_in(&event, stamp, &state.catalogue, &state.orders.limits);
    let mut events = vec![Event::Order(event), goods];
    events.extend(captures);
    events.extend(earned(state, order, order.worth(fulfilment), now));
    if draft.is_done() {
        events.push(Event::Order(OrderEvent::Completed { order: order.order.clone() }));
    }
    Ok(events)
}

/// A member earns points for what the goods cost, once they are in hand.
fn earned(state: &Omnichannel, order: &Order, spent: i64, now: Instant) -> Vec<Event> {
    let (Some(customer), Ok(source)) = (&order.customer, Reference::new(order.order.as_str())) else {
        return Vec::new();
    };
    let spent = Money { amount: spent, currency: order.currency };
    let earned = state.wallets.earn(&state.customers, customer, &source, spent, now);
    earned.into_iter().map(Event::Wallet).collect()
}

/// That goods are gone is a fact, whatever the book says of them.
fn goods_leave(
    state: &Omnichannel,
    order: &Order,
    fulfilment: &Fulfilment,
    now: Instant,
) -> Result<Event, Refusal> {
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let customer = Side::Outside(Outside::Customer.into());
    let site = state.catalogue.site(fulfilment.site).site.clone();
    let (mut lines, mut postings) = (Vec::new(), Vec::new());
    for line in &fulfilment.lines {
        let item = &state.catalogue.item(line.item).item;
        let line_of = |quantity| PostedLine { item: item.clone(), quantity, site: site.clone() };
        lines.extend(in_quantities(line.units).map(line_of));
        let zone = fulfilment.zone.clone();
        let there = Side::Site(fulfilment.site, zone.clone(), Condition::Sellable);
        // Goods that somebody has carried elsewhere since are drawn from wherever the book has them.
        let is_there = zone.is_none() || draft.balance(line.item, &there) >= line.units;
        let from = if is_there { there } else { Side::Site(fulfilment.site, None, Condition::Sellable) };
        let draw = Draw {
            item: line.item,
            quantity: line.units,
            lot: None,
            floor: Floor::None,
            expired_last: Some(now),
        };
        postings.extend(draft.shift(draw, &from, &customer, None)?);
    }
    Ok(Event::Hold(HoldEvent::PartlyFulfilled { hold: order.hold.clone(), lines, postings }))
}
