//! Opening and changing a checkout: priced, offered its ways of delivery, and held once nothing is missing.

use super::baskets;
use super::deliver::{self, Parcel};
use super::quote::{self, Quoted};
use crate::catalogue::ItemNo;
use crate::hold::{self, Extend, PlaceHold};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{
    CartId, Channel, CheckoutId, Currency, CustomerId, HoldId, Instant, OfferName, OwnerId, Word,
};
use realtail_vocabulary::{
    Bringing, Checkout, CheckoutEvent, CheckoutLine, CheckoutNote, CheckoutState, Delivery, DeliveryChoice,
    DeliveryPlace, Event, HoldEvent, HoldLine, Instrument, Sealed, VoidReason,
};
use smallvec::SmallVec;

/// How some lines are wanted.
#[derive(Clone, Debug)]
pub struct WantedDelivery {
    /// Its name.
    pub method: Word,
    /// Sent or collected.
    pub bringing: Bringing,
    /// Which lines; all that are left where none is named.
    pub lines: Vec<Word>,
    /// Where they may go; the sites that have them where they are collected.
    pub destinations: Vec<DeliveryPlace>,
    /// Where they are to go.
    pub destination: Option<Word>,
    /// The name of their parcel.
    pub group: Option<Word>,
    /// The way that was chosen.
    pub offer: Option<OfferName>,
}

/// Opens a checkout, or changes what is named of it: what is `None` stays as it is.
#[derive(Clone, Debug)]
pub struct SetCheckout {
    /// Its number.
    pub checkout: CheckoutId,
    /// How often it had been changed when it was looked at; none to open it.
    pub seen: Option<u32>,
    /// On which channel it is sold.
    pub channel: Channel,
    /// Where the agent's profile is.
    pub agent: Option<String>,
    /// The cart it is made from.
    pub cart: Option<CartId>,
    /// In what it is to be paid.
    pub currency: Option<Currency>,
    /// What is bought.
    pub lines: Option<Vec<CheckoutLine>>,
    /// Codes.
    pub codes: Option<Vec<Word>>,
    /// Buyer and addresses, sealed, and under whose key.
    pub person: Option<(CustomerId, Sealed)>,
    /// How the lines are to come.
    pub deliveries: Option<Vec<WantedDelivery>>,
    /// Means of payment.
    pub instruments: Option<Vec<Instrument>>,
    /// For how long it is held, once it is.
    pub hold_ms: i64,
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &SetCheckout,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let known = state.checkouts.get(&command.checkout).ok();
    must_be_as_seen(known, command)?;
    let Asked { lines, items, codes, customer, person, wanted } = asked(state, command, known)?;
    let goes = wanted.first().and_then(goes);
    let basket = quote::Asked {
        lines: &lines,
        codes: &codes,
        channel: &command.channel,
        customer: customer.as_ref(),
        currency: command.currency.or_else(|| known.map(|known| known.currency)),
        goes: goes.as_ref(),
        now,
    };
    let Quoted { quote, currency, notes } = quote::ask(state, &basket)?;
    let instruments = command.instruments.as_ref().or_else(|| known.map(|known| &known.instruments));
    let mut checkout = Checkout {
        checkout: command.checkout.clone(),
        revision: known.map_or(1, |known| known.revision + 1),
        agent: command.agent.clone().or_else(|| known.and_then(|known| known.agent.clone())),
        cart: command.cart.clone().or_else(|| known.and_then(|known| known.cart.clone())),
        currency,
        lines,
        codes,
        customer,
        person,
        deliveries: Vec::new(),
        instruments: instruments.cloned().unwrap_or_default(),
        quote,
        hold: known.and_then(|known| known.hold.clone()),
        expires_at: now.plus_ms(command.hold_ms),
        notes,
        state: CheckoutState::Open,
    };
    let held = deliver_all(state, &mut checkout, &items, wanted, &command.channel, now);
    let mut events = keep(state, &mut checkout, held, command, now)?;
    events.push(Event::Checkout(CheckoutEvent::Set(Box::new(checkout))));
    Ok(events)
}

/// What is asked for, with what is known already where nothing else is said.
struct Asked {
    lines: Vec<CheckoutLine>,
    items: Vec<ItemNo>,
    codes: Vec<Word>,
    customer: Option<CustomerId>,
    person: Option<Sealed>,
    wanted: Vec<WantedDelivery>,
}

fn asked(state: &Omnichannel, command: &SetCheckout, known: Option<&Checkout>) -> Result<Asked, Refusal> {
    let named = command.lines.as_ref().or_else(|| known.map(|known| &known.lines));
    let (lines, items) = baskets::check(state, named.map_or(&[], Vec::as_slice))?;
    let codes = match &command.codes {
        Some(codes) => baskets::codes(codes)?,
        None => known.map(|known| known.codes.clone()).unwrap_or_default(),
    };
    let (customer, person) = match &command.person {
        Some((customer, person)) => (Some(customer.clone()), Some(person.clone())),
        None => known.map(|known| (known.customer.clone(), known.person.clone())).unwrap_or_default(),
    };
    let kept = || known.map(|known| known.deliveries.iter().map(again).collect()).unwrap_or_default();
    Ok(Asked {
        lines,
        items,
        codes,
        customer,
        person,
        wanted: command.deliveries.clone().unwrap_or_else(kept),
    })
}

/// Where most of it goes, as far as prices and taxes must know.
fn goes(wanted: &WantedDelivery) -> Option<Delivery> {
    let chosen = wanted.destination.as_ref()?;
    match wanted.bringing {
        Bringing::Pickup => Some(Delivery::Pickup { site: chosen.as_str().parse().ok()?, curbside: false }),
        Bringing::Shipping => {
            let place = wanted.destinations.iter().find(|place| place.destination == *chosen)?;
            super::complete::shipped_to(place).ok()
        }
    }
}

fn must_be_as_seen(known: Option<&Checkout>, command: &SetCheckout) -> Result<(), Refusal> {
    let id = &command.checkout;
    match (known, command.seen) {
        (None, None) => Ok(()),
        (None, Some(_)) => Err(Refusal::Unknown { what: Thing::Checkout, id: id.to_string() }),
        (Some(_), None) => Err(Refusal::ConflictingRetry { what: Thing::Checkout, id: id.to_string() }),
        (Some(known), Some(_)) if known.state != CheckoutState::Open => Err(super::end::over(known)),
        (Some(known), Some(seen)) if known.revision != seen => Err(Refusal::WrongState {
            problem: format!("checkout {id} was changed meanwhile; read it again and change it then"),
        }),
        (Some(_), Some(_)) => Ok(()),
    }
}

fn again(delivery: &DeliveryChoice) -> WantedDelivery {
    WantedDelivery {
        method: delivery.method.clone(),
        bringing: delivery.bringing,
        lines: delivery.lines.clone(),
        destinations: delivery.destinations.clone(),
        destination: delivery.destination.clone(),
        group: Some(delivery.group.clone()),
        offer: delivery.offer.clone(),
    }
}

/// Settles how each line comes to the shopper, adds what that costs, and tells what would be held for it.
fn deliver_all(
    state: &Omnichannel,
    checkout: &mut Checkout,
    items: &[ItemNo],
    wanted: Vec<WantedDelivery>,
    channel: &Channel,
    now: Instant,
) -> Vec<HoldLine> {
    let mut held = Vec::new();
    let lines = checkout.lines.clone();
    let subtotal = checkout.quote.subtotal;
    for (wanted, names) in share(&lines, wanted) {
        let with_item = |name: &Word| {
            let at = lines.iter().position(|line| line.line == *name)?;
            Some((&lines[at], items[at]))
        };
        let parcel = Parcel {
            lines: names.iter().filter_map(with_item).collect(),
            subtotal,
            basket: &lines,
            currency: checkout.currency,
            channel,
            now,
        };
        let delivery = settle(state, &parcel, wanted, names.clone(), &mut checkout.notes);
        checkout.quote.delivery += delivery.taken().map_or(0, |taken| taken.price);
        held.extend(deliver::held_lines(state, &parcel, delivery.bringing, delivery.chosen()));
        checkout.deliveries.push(delivery);
    }
    checkout.quote.total += checkout.quote.delivery;
    if checkout.deliveries.is_empty() {
        let lines = lines.iter().zip(items.iter().copied()).collect();
        let parcel = Parcel {
            lines,
            subtotal,
            basket: &lines_of(checkout),
            currency: checkout.currency,
            channel,
            now,
        };
        held = deliver::held_lines(state, &parcel, Bringing::Shipping, None);
    }
    held
}

fn lines_of(checkout: &Checkout) -> Vec<CheckoutLine> {
    checkout.lines.clone()
}

/// Which lines each delivery brings: those it names that exist, and the first brings what nobody names.
fn share(lines: &[CheckoutLine], wanted: Vec<WantedDelivery>) -> Vec<(WantedDelivery, Vec<Word>)> {
    let mut taken: Vec<Word> = Vec::new();
    let mut shared: Vec<(WantedDelivery, Vec<Word>)> = Vec::new();
    for delivery in wanted {
        let is_free = |name: &&Word| lines.iter().any(|l| l.line == **name) && !taken.contains(*name);
        let own: Vec<Word> = delivery.lines.iter().filter(is_free).cloned().collect();
        taken.extend(own.iter().cloned());
        shared.push((delivery, own));
    }
    let left = lines.iter().map(|line| line.line.clone()).filter(|line| !taken.contains(line));
    if let Some((_, own)) = shared.first_mut() {
        own.extend(left);
    }
    shared.retain(|(_, own)| !own.is_empty());
    shared
}

fn settle(
    state: &Omnichannel,
    parcel: &Parcel<'_>,
    wanted: WantedDelivery,
    lines: Vec<Word>,
    notes: &mut Vec<CheckoutNote>,
) -> DeliveryChoice {
    let WantedDelivery { method, bringing, destination, group, offer, .. } = wanted;
    let destinations = match bringing {
        Bringing::Shipping => wanted.destinations,
        Bringing::Pickup => deliver::pickup_sites(state, parcel),
    };
    let is_there = |name: &Word| destinations.iter().any(|d| d.destination == *name);
    let destination = destination.filter(is_there);
    let chosen = destinations.iter().find(|d| Some(&d.destination) == destination.as_ref());
    let offered = deliver::offers(state, parcel, bringing, chosen);
    let is_offered = |name: &OfferName| offered.iter().any(|offered| offered.offer == *name);
    let gone = offer.clone().filter(|offer| !is_offered(offer) && destination.is_some());
    notes.extend(gone.map(|offer| CheckoutNote::OfferGone { offer }));
    let offer = offer.filter(is_offered);
    let group = group.unwrap_or_else(|| method.clone());
    DeliveryChoice { method, bringing, lines, destinations, destination, group, offered, offer }
}

/// Holds what a checkout needs once nothing else is missing. Before that it is only looked whether there is enough.
fn keep(
    state: &Omnichannel,
    checkout: &mut Checkout,
    lines: Vec<HoldLine>,
    command: &SetCheckout,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let old = checkout.hold.take();
    let standing = old.as_ref().and_then(|old| state.holds.get(old).ok()).filter(|old| old.is_open());
    let give_back = |events: &mut Vec<Event>| {
        let is_given = |event: &Event, hold: &HoldId| matches!(event, Event::Hold(HoldEvent::Voided { hold: given, .. }) if given == hold);
        if let Some(old) = standing.map(|old| &old.hold)
            && !events.iter().any(|event| is_given(event, old))
        {
            events.insert(0, voided(old));
        }
    };
    let mut events = Vec::new();
    if lines.is_empty() {
        give_back(&mut events);
        return Ok(events);
    }
    let place = PlaceHold {
        hold: hold_name(checkout)?,
        owner: owner(&checkout.checkout)?,
        channel: command.channel.clone(),
        expires_in_ms: command.hold_ms,
        lines: lines.into_iter().collect::<SmallVec<[HoldLine; 1]>>(),
    };
    if super::is_settled(checkout)
        && let Some(old) = standing
        && hold::place::is_same(state, old, &place)
    {
        checkout.hold = Some(old.hold.clone());
        let extend = Extend { hold: old.hold.clone(), expires_in_ms: command.hold_ms };
        return hold::extend::decide(state, &extend, now);
    }
    events = hold::place::decide(state, &place, now)?;
    if !super::is_settled(checkout) {
        events.clear();
    } else {
        checkout.hold = Some(place.hold);
    }
    give_back(&mut events);
    Ok(events)
}

fn voided(hold: &HoldId) -> Event {
    Event::Hold(HoldEvent::Voided { hold: hold.clone(), reason: VoidReason::Asked })
}

fn hold_name(checkout: &Checkout) -> Result<HoldId, Refusal> {
    let name = format!("checkout/{}/{}", checkout.checkout, checkout.revision);
    HoldId::new(name).map_err(|error| Refusal::invalid("checkout", error.to_string()))
}

pub(super) fn owner(checkout: &CheckoutId) -> Result<OwnerId, Refusal> {
    OwnerId::new(format!("checkout/{checkout}"))
        .map_err(|error| Refusal::invalid("checkout", error.to_string()))
}
