//! Checkouts and carts of shopping agents, and the ways of delivery that they are offered.

mod baskets;
pub(crate) mod cart;
pub(crate) mod complete;
pub(crate) mod deliver;
pub(crate) mod end;
pub(crate) mod note;
pub(crate) mod offer;
mod quote;
pub(crate) mod set;

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
pub use cart::SetCart;
pub use complete::{CompleteCheckout, NOT_SETTLED};
pub use note::NoteOrder;
use realtail_kernel::{CartId, CheckoutId, Instant, OfferName, OrderId, Position};
use realtail_vocabulary::{
    AdjustmentNote, Cart, Checkout, CheckoutEvent, CheckoutState, DeliveryOffer, Event, OrderEvent,
    ParcelNote,
};
use serde::{Deserialize, Serialize};
pub use set::{SetCheckout, WantedDelivery};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Checkouts and carts that are remembered; the oldest goes when there are more.
const REMEMBERED_MAX: usize = 50_000;

/// What is asked of the room.
#[derive(Clone, Debug)]
pub enum CheckoutCommand {
    /// Open or change a checkout.
    Set(Box<SetCheckout>),
    /// Place the order of a checkout.
    Complete(Box<CompleteCheckout>),
    /// Give a checkout up.
    Cancel(CheckoutId),
    /// Make or change a cart.
    SetCart(Box<SetCart>),
    /// Throw a cart away.
    CancelCart(CartId),
    /// Offer a way of delivery.
    SetOffer(Box<DeliveryOffer>),
    /// Offer it no more.
    RemoveOffer(OfferName),
    /// Take in what somebody else tells of an order.
    NoteOrder(Box<NoteOrder>),
    /// The agent of an order was told of it, or will never be.
    Tell {
        /// Which order.
        order: OrderId,
        /// The entry whose news were told.
        through: Position,
        /// Whether they arrived.
        arrived: bool,
    },
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &CheckoutCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    match command {
        CheckoutCommand::Set(set) => set::decide(state, set, now),
        CheckoutCommand::Complete(complete) => complete::decide(state, complete, now),
        CheckoutCommand::Cancel(checkout) => end::cancel(state, checkout),
        CheckoutCommand::SetCart(set) => cart::set(state, set, now),
        CheckoutCommand::CancelCart(cart) => cart::cancel(state, cart),
        CheckoutCommand::SetOffer(offer) => offer::set(state, offer),
        CheckoutCommand::RemoveOffer(offer) => offer::remove(state, offer),
        CheckoutCommand::NoteOrder(note) => note::decide(state, note),
        CheckoutCommand::Tell { order, through, arrived } => note::tell(state, order, *through, *arrived),
    }
}

/// Whether nothing is missing: every line has a destination and a way there.
pub fn is_settled(checkout: &Checkout) -> bool {
    !checkout.deliveries.is_empty()
        && checkout.deliveries.iter().all(|d| d.chosen().is_some() && d.taken().is_some())
}

/// What somebody else told of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderNotes {
    /// Of its parcels.
    pub parcels: Vec<ParcelNote>,
    /// Of its money.
    pub adjustments: Vec<AdjustmentNote>,
}

/// All checkouts and carts that are remembered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checkouts {
    checkouts: BTreeMap<CheckoutId, Arc<Checkout>>,
    carts: BTreeMap<CartId, Arc<Cart>>,
    offers: BTreeMap<OfferName, DeliveryOffer>,
    by_order: BTreeMap<OrderId, CheckoutId>,
    by_cart: BTreeMap<CartId, CheckoutId>,
    notes: BTreeMap<OrderId, OrderNotes>,
    /// Entries with news of orders that their agents have not been told.
    news: BTreeSet<(OrderId, Position)>,
}

impl Checkouts {
    /// A checkout.
    ///
    /// # Errors
    /// Where there is none of this number, or it is remembered no more.
    pub fn get(&self, checkout: &CheckoutId) -> Result<&Checkout, Refusal> {
        let known = self.checkouts.get(checkout).map(Arc::as_ref);
        known.ok_or_else(|| Refusal::Unknown { what: Thing::Checkout, id: checkout.to_string() })
    }

    /// A cart.
    ///
    /// # Errors
    /// Where there is none of this number, or it was thrown away.
    pub fn cart(&self, cart: &CartId) -> Result<&Cart, Refusal> {
        let known = self.carts.get(cart).map(Arc::as_ref);
        known.ok_or_else(|| Refusal::Unknown { what: Thing::Cart, id: cart.to_string() })
    }

    /// The checkout that an order was placed from.
    pub fn of_order(&self, order: &OrderId) -> Option<&Checkout> {
        self.checkouts.get(self.by_order.get(order)?).map(Arc::as_ref)
    }

    /// The newest checkout that was made from a cart.
    pub fn of_cart(&self, cart: &CartId) -> Option<&Checkout> {
        self.checkouts.get(self.by_cart.get(cart)?).map(Arc::as_ref)
    }

    /// All ways of delivery, by name.
    pub fn offers(&self) -> impl Iterator<Item = &DeliveryOffer> {
        self.offers.values()
    }

    /// What somebody else told of an order.
    pub fn notes(&self, order: &OrderId) -> Option<&OrderNotes> {
        self.notes.get(order)
    }

    /// Entries with news of orders that their agents have not been told, by order.
    pub fn news(&self) -> impl Iterator<Item = &(OrderId, Position)> {
        self.news.iter()
    }

    /// Takes in what happened.
    pub(crate) fn apply(&mut self, event: &CheckoutEvent, position: Position) {
        match event {
            CheckoutEvent::Set(checkout) => self.remember(checkout),
            CheckoutEvent::Moved { checkout, state } => self.move_on(checkout, state),
            CheckoutEvent::CartSet(cart) => {
                self.carts.insert(cart.cart.clone(), Arc::new(cart.as_ref().clone()));
                if self.carts.len() > REMEMBERED_MAX
                    && let Some((oldest, _)) = self.carts.pop_first()
                {
                    self.by_cart.remove(&oldest);
                }
            }
            CheckoutEvent::CartCancelled(cart) => {
                self.carts.remove(&cart.cart);
            }
            CheckoutEvent::OfferSet(offer) => {
                self.offers.insert(offer.offer.clone(), offer.as_ref().clone());
            }
            CheckoutEvent::OfferRemoved { offer } => {
                self.offers.remove(offer);
            }
            CheckoutEvent::OrderNoted { order, parcels, adjustments } => {
                let notes = self.notes.entry(order.clone()).or_default();
                notes.parcels.extend(parcels.iter().cloned());
                notes.adjustments.extend(adjustments.iter().cloned());
                self.order_changed(order, position);
            }
            CheckoutEvent::Told { order, through, .. } => {
                self.news.remove(&(order.clone(), *through));
            }
        }
    }

    /// What becomes of an order becomes of the checkout that it was placed from, and is news for its agent.
    pub(crate) fn follow(&mut self, event: &OrderEvent, position: Position) {
        let Some(order) = event.order() else { return };
        let Some(checkout) = self.by_order.get(order).cloned() else { return };
        match event {
            OrderEvent::Confirmed { .. } => {
                self.move_on(&checkout, &CheckoutState::Completed { order: order.clone() });
                self.order_changed(order, position);
            }
            OrderEvent::Refused { .. } => {
                self.by_order.remove(order);
                self.move_on(&checkout, &CheckoutState::Open);
            }
            OrderEvent::Staged { .. }
            | OrderEvent::HandedOver { .. }
            | OrderEvent::Shipped { .. }
            | OrderEvent::Delivered { .. }
            | OrderEvent::Cancelled { .. }
            | OrderEvent::Uncollected { .. }
            | OrderEvent::Refunded { .. } => self.order_changed(order, position),
            OrderEvent::Placed(_)
            | OrderEvent::Claimed { .. }
            | OrderEvent::Picked { .. }
            | OrderEvent::Arrived { .. }
            | OrderEvent::Rejected { .. }
            | OrderEvent::Rerouted { .. }
            | OrderEvent::PutBack { .. }
            | OrderEvent::Late { .. }
            | OrderEvent::Completed { .. }
            | OrderEvent::LimitsSet(_) => (),
        }
    }

    /// An order has news, which its agent is to be told if it has one that can be told.
    pub(crate) fn order_changed(&mut self, order: &OrderId, position: Position) {
        if self.of_order(order).is_some_and(|checkout| checkout.agent.is_some()) {
            self.news.insert((order.clone(), position));
        }
    }

    fn remember(&mut self, checkout: &Checkout) {
        if let Some(cart) = &checkout.cart {
            self.by_cart.insert(cart.clone(), checkout.checkout.clone());
        }
        self.checkouts.insert(checkout.checkout.clone(), Arc::new(checkout.clone()));
        // Their numbers begin with the time, so the first is the oldest.
        if self.checkouts.len() > REMEMBERED_MAX
            && let Some((_, oldest)) = self.checkouts.pop_first()
        {
            self.forget(&oldest);
        }
    }

    fn forget(&mut self, checkout: &Checkout) {
        if let CheckoutState::Completing { order } | CheckoutState::Completed { order } = &checkout.state {
            self.by_order.remove(order);
            self.notes.remove(order);
            self.news.retain(|(of, _)| of != order);
        }
        if let Some(cart) = &checkout.cart {
            self.by_cart.remove(cart);
        }
    }

    fn move_on(&mut self, checkout: &CheckoutId, state: &CheckoutState) {
        let Some(known) = self.checkouts.get_mut(checkout) else { return };
        Arc::make_mut(known).state = state.clone();
        if let CheckoutState::Completing { order } | CheckoutState::Completed { order } = state {
            self.by_order.insert(order.clone(), checkout.clone());
        }
    }
}
