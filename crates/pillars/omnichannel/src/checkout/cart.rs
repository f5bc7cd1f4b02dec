//! Making, changing and throwing away a cart: priced, but nothing is promised.

use super::baskets;
use super::quote::{self, Asked, Quoted};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CartId, Channel, Currency, CustomerId, Instant, Word};
use realtail_vocabulary::{Cart, CheckoutEvent, CheckoutLine, Event, Sealed};

/// A cart is kept for so long after it was touched.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// Makes a cart, or puts another content into it.
#[derive(Clone, Debug)]
pub struct SetCart {
    /// Its number.
    pub cart: CartId,
    /// On which channel it would be sold.
    pub channel: Channel,
    /// In what it is to be priced.
    pub currency: Option<Currency>,
    /// What is in it.
    pub lines: Vec<CheckoutLine>,
    /// Codes; none to keep those that are in it.
    pub codes: Option<Vec<Word>>,
    /// The buyer, sealed, and under whose key; none to keep the one it has.
    pub person: Option<(CustomerId, Sealed)>,
}

pub(crate) fn set(state: &Omnichannel, command: &SetCart, now: Instant) -> Result<Vec<Event>, Refusal> {
    let known = state.checkouts.cart(&command.cart).ok();
    let (lines, _) = baskets::check(state, &command.lines)?;
    let codes = match (&command.codes, known) {
        (Some(codes), _) => baskets::codes(codes)?,
        (None, known) => known.map(|known| known.codes.clone()).unwrap_or_default(),
    };
    let (customer, person) = match &command.person {
        Some((customer, person)) => (Some(customer.clone()), Some(person.clone())),
        None => known.map(|known| (known.customer.clone(), known.person.clone())).unwrap_or_default(),
    };
    let asked = Asked {
        lines: &lines,
        codes: &codes,
        channel: &command.channel,
        customer: customer.as_ref(),
        currency: command.currency.or_else(|| known.map(|known| known.currency)),
        goes: None,
        now,
    };
    let Quoted { quote, currency, notes } = quote::ask(state, &asked)?;
    let cart = Cart {
        cart: command.cart.clone(),
        currency,
        lines,
        codes,
        customer,
        person,
        quote,
        notes,
        expires_at: now.plus_ms(KEPT_MS),
    };
    Ok(vec![Event::Checkout(CheckoutEvent::CartSet(Box::new(cart)))])
}

pub(crate) fn cancel(state: &Omnichannel, cart: &CartId) -> Result<Vec<Event>, Refusal> {
    let known = state.checkouts.cart(cart)?;
    Ok(vec![Event::Checkout(CheckoutEvent::CartCancelled(Box::new(known.clone())))])
}
