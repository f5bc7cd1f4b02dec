//! Completing a checkout: the order is placed at just what was quoted, in the decision that says so.

use super::end::over;
use super::set::owner;
use crate::machine::Omnichannel;
use crate::order::{PlaceOrder, TenderAsked, place};
use crate::refusal::Refusal;
use realtail_kernel::{CheckoutId, CouponCode, HoldId, Instant, OrderId, Word};
use realtail_vocabulary::{
    Bringing, Checkout, CheckoutEvent, CheckoutState, Country, Delivery, DeliveryChoice, DeliveryPlace,
    Destination, Event, OrderEvent, PlacedLine, Sealed,
};

/// What is said where a checkout misses something, in the words of the protocol that agents speak.
pub const NOT_SETTLED: &str = "Fulfillment address and option must be selected";

/// Places the order of a checkout.
#[derive(Clone, Debug)]
pub struct CompleteCheckout {
    /// Which.
    pub checkout: CheckoutId,
    /// The number of the order.
    pub order: OrderId,
    /// How it is paid.
    pub tenders: Vec<TenderAsked>,
    /// Name and address, sealed.
    pub contact: Option<Sealed>,
    /// What proves at the counter that it is the shopper.
    pub pickup_code: Option<Word>,
    /// On which channel.
    pub channel: realtail_kernel::Channel,
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &CompleteCheckout,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let known = state.checkouts.get(&command.checkout)?;
    if known.state != CheckoutState::Open {
        return Err(over(known));
    }
    if !super::is_settled(known) {
        return Err(Refusal::invalid("fulfillment", NOT_SETTLED));
    }
    let place = asked(state, command, known, now)?;
    let placed = place::decide(state, &place, now)?;
    must_cost_as_quoted(known, &placed)?;
    let (checkout, state) = (known.checkout.clone(), CheckoutState::Completing { order: place.order });
    let moved = Event::Checkout(CheckoutEvent::Moved { checkout, state });
    // First, so that the checkout knows its order by the time that the order says what became of it.
    Ok(std::iter::once(moved).chain(placed).collect())
}

/// The order that a checkout asks for.
fn asked(
    state: &Omnichannel,
    command: &CompleteCheckout,
    known: &Checkout,
    now: Instant,
) -> Result<PlaceOrder, Refusal> {
    let mut deliveries = known.deliveries.iter();
    let main = deliveries.next().ok_or_else(|| Refusal::invalid("fulfillment", NOT_SETTLED))?;
    let of_line = |name: &Word| known.deliveries.iter().find(|delivery| delivery.lines.contains(name));
    let line = |(n, line): (u16, &realtail_vocabulary::CheckoutLine)| {
        let own = of_line(&line.line).filter(|delivery| delivery.method != main.method);
        Ok(PlacedLine {
            line: n,
            item: line.item.clone(),
            quantity: line.quantity,
            delivery: own.map(delivery).transpose()?,
            substitutes: Vec::new(),
        })
    };
    let code = |code: &Word| CouponCode::new(code.as_str()).ok();
    Ok(PlaceOrder {
        order: command.order.clone(),
        channel: command.channel.clone(),
        customer: known.customer.clone(),
        hold: standing(state, known, now)?,
        delivery: delivery(main)?,
        promised_at: None,
        lines: (1..).zip(&known.lines).map(line).collect::<Result<Vec<PlacedLine>, Refusal>>()?,
        coupons: known.codes.iter().filter_map(code).collect(),
        currency: Some(known.currency),
        carriage: known.quote.delivery,
        tenders: command.tenders.clone(),
        contact: command.contact.clone(),
        pickup_code: command.pickup_code.clone(),
    })
}

/// What is kept for a checkout, where it still is; otherwise the order keeps what can be had.
fn standing(state: &Omnichannel, known: &Checkout, now: Instant) -> Result<Option<HoldId>, Refusal> {
    let owner = owner(&known.checkout)?;
    let hold = known.hold.as_ref().and_then(|hold| state.holds.find(hold));
    let hold = hold.filter(|hold| hold.is_open() && hold.expires_at > now && hold.owner == owner);
    Ok(hold.map(|hold| hold.hold.clone()))
}

fn delivery(choice: &DeliveryChoice) -> Result<Delivery, Refusal> {
    if let Some(site) = realtail_vocabulary::pickup_site(choice) {
        return Ok(Delivery::Pickup { site, curbside: false });
    }
    debug_assert_eq!(choice.bringing, Bringing::Shipping);
    shipped_to(choice.chosen().ok_or_else(|| Refusal::invalid("fulfillment", NOT_SETTLED))?)
}

/// Sent to an address.
pub(super) fn shipped_to(place: &DeliveryPlace) -> Result<Delivery, Refusal> {
    let country = place.country.as_ref().map(|country| country.as_str().to_ascii_uppercase());
    let country = Country::try_from(country.unwrap_or_default());
    let country = country.map_err(|e| Refusal::invalid("address_country", e.to_string()))?;
    let to = Destination {
        country,
        postal_code: place.postal_code.clone(),
        region: place.region.clone(),
        position: None,
    };
    Ok(Delivery::Ship { to, service: None })
}

/// A shopper pays what was shown, or is shown something else first.
fn must_cost_as_quoted(known: &Checkout, events: &[Event]) -> Result<(), Refusal> {
    let placed = events.iter().find_map(|event| match event {
        Event::Order(OrderEvent::Placed(placed)) => Some(placed.price.total + placed.carriage),
        _ => None,
    });
    match placed {
        Some(total) if total != known.quote.total => Err(Refusal::WrongState {
            problem: format!(
                "checkout {} costs {total} by now, not {}; send it again to be quoted anew",
                known.checkout, known.quote.total
            ),
        }),
        _ => Ok(()),
    }
}
