//! What other rooms' events say of customers: it goes on their timelines, and who joins the programme is a member.

use crate::machine::Omnichannel;
use realtail_kernel::{CustomerId, Instant, OrderId, Stamp};
use realtail_vocabulary::{
    Consent, Event, MediaEvent, MobileEvent, ReturnEvent, Signal, StockEvent, TimelineKind, WalletEvent,
};

/// Follows an event that its own room has taken in.
pub(crate) fn follow(state: &mut Omnichannel, event: &Event, stamp: Stamp) {
    let Some((customer, kind, at)) = named(state, event, stamp) else { return };
    let customer = customer.clone();
    state.customers.note(&customer, at, kind, stamp.position);
    if let Event::Observed(observed) = event
        && let Signal::LoyaltyJoined(_) = &observed.signal
    {
        state.customers.join(&customer, at);
    }
}

/// The customer whom an event names, and what kind of thing it is for a timeline.
fn named<'a>(
    state: &'a Omnichannel,
    event: &'a Event,
    stamp: Stamp,
) -> Option<(&'a CustomerId, TimelineKind, Instant)> {
    let of_order = |order: &OrderId| state.orders.find(order)?.customer.as_ref();
    let (customer, kind, at) = match event {
        Event::Stock(StockEvent::Sold { customer, sold_at, .. }) => {
            (customer.as_ref(), TimelineKind::Sale, *sold_at)
        }
        Event::Observed(observed) => {
            let customer = match &observed.signal {
                Signal::OrderPlaced(placed) => placed.customer.as_ref(),
                Signal::LoyaltyJoined(joined) => Some(&joined.customer),
                Signal::TillTransacted(told) => told.customer.as_ref(),
                Signal::PaymentAttempted(attempt) => Some(&attempt.customer),
                _ => None,
            };
            (customer, TimelineKind::Signal, observed.time.unwrap_or(stamp.at))
        }
        Event::Order(event) => (of_order(event.order()?), TimelineKind::Order, stamp.at),
        Event::Payment(event) => {
            let payment = state.payments.get(event.payment()).ok()?;
            (of_order(&payment.order), TimelineKind::Payment, stamp.at)
        }
        Event::Return(ReturnEvent::Announced(announced)) => {
            (announced.customer.as_ref(), TimelineKind::Return, stamp.at)
        }
        Event::Case(event) => (state.cases.customer_of(event.case()), TimelineKind::Contact, stamp.at),
        Event::Return(event) => {
            let known = state.returns.find(event.return_id()?)?;
            (known.customer.as_ref(), TimelineKind::Return, stamp.at)
        }
        Event::Wallet(
            WalletEvent::Earned { customer, .. }
            | WalletEvent::Reversed { customer, .. }
            | WalletEvent::PointsExpired { customer, .. },
        ) => (Some(customer), TimelineKind::Wallet, stamp.at),
        // Who is known by these alone can be erased like any other.
        Event::Media(MediaEvent::ConsentChanged(Consent { customer, .. }))
        | Event::Mobile(MobileEvent::QuietHoursSet { customer, .. }) => {
            (Some(customer), TimelineKind::Profile, stamp.at)
        }
        Event::Mobile(MobileEvent::SubscriptionSet(subscription)) => {
            (Some(&subscription.customer), TimelineKind::Profile, stamp.at)
        }
        Event::Stock(StockEvent::Moved { .. } | StockEvent::Counted { .. })
        | Event::Catalogue(_)
        | Event::Supply(_)
        | Event::Hold(_)
        | Event::Routing(_)
        | Event::Task(_)
        | Event::Device(_)
        | Event::Intelligence(_)
        | Event::Media(_)
        | Event::Mobile(_)
        | Event::Switch(_)
        // Its own room notes it.
        | Event::Customer(_)
        // What is set aside or paid out of a purse is a payment, and the rest comes with a merger or an erasure.
        | Event::Wallet(_)
        | Event::Price(_)
        | Event::Checkout(_)
        | Event::Action(_)
        | Event::Access(_)
        | Event::Delivery(_) => return None,
    };
    Some((customer?, kind, at))
}
