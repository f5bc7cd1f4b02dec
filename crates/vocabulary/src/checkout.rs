//! Checkouts and carts of shopping agents: what was asked for, what was quoted, and what is offered to bring it.

use crate::Sealed;
use realtail_kernel::{
    CartId, CheckoutId, Currency, CustomerId, HoldId, Instant, ItemId, Label, OfferName, OrderId, Quantity,
    SiteId, Word,
};
use serde::{Deserialize, Serialize};

/// One line of a basket, under the name that the agent or the engine gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutLine {
    /// Its name inside the basket.
    pub line: Word,
    /// What.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
}

/// How goods come to the shopper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bringing {
    /// They are sent.
    Shipping,
    /// The shopper collects them.
    Pickup,
}

/// Where goods may go, as far as it may stand in the open: the street is sealed with the buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryPlace {
    /// Its name; a site's own code where goods are collected.
    pub destination: Word,
    /// ISO 3166-1 alpha-2, as it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Word>,
    /// The part of the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Word>,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Word>,
}

/// A way of delivery that was offered for some lines, at its price there and then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// Which.
    pub offer: OfferName,
    /// What people call it.
    pub title: Label,
    /// What it costs, in minor units.
    pub price: i64,
}

/// How some lines are to come to the shopper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryChoice {
    /// Its name inside the checkout.
    pub method: Word,
    /// Sent or collected.
    pub bringing: Bringing,
    /// Which lines.
    pub lines: Vec<Word>,
    /// Where they may go.
    #[serde(default)]
    pub destinations: Vec<DeliveryPlace>,
    /// Where they go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Word>,
    /// The name of the one parcel they go in.
    pub group: Word,
    /// What was offered.
    #[serde(default)]
    pub offered: Vec<Offered>,
    /// What was taken of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferName>,
}

impl DeliveryChoice {
    /// The offer that was taken.
    pub fn taken(&self) -> Option<&Offered> {
        let taken = self.offer.as_ref()?;
        self.offered.iter().find(|offered| offered.offer == *taken)
    }

    /// Where the goods go.
    pub fn chosen(&self) -> Option<&DeliveryPlace> {
        let chosen = self.destination.as_ref()?;
        self.destinations.iter().find(|destination| destination.destination == *chosen)
    }
}

/// What a line costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedLine {
    /// One unit.
    pub unit_price: i64,
    /// All units, before anything is taken off.
    pub subtotal: i64,
    /// What is taken off.
    #[serde(default)]
    pub discount: i64,
    /// Tax that comes on top.
    #[serde(default)]
    pub tax: i64,
    /// What is paid for it.
    pub total: i64,
}

/// Something taken off, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedDiscount {
    /// The code that brought it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Word>,
    /// What people call it.
    pub title: Label,
    /// How much, in minor units; never negative.
    pub amount: i64,
    /// How much of it on which line, by its place in the basket.
    #[serde(default)]
    pub lines: Vec<(u32, i64)>,
}

/// What a basket costs, line by line, at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Each line, in the basket's order.
    pub lines: Vec<QuotedLine>,
    /// What was taken off.
    #[serde(default)]
    pub discounts: Vec<QuotedDiscount>,
    /// The lines before anything is taken off.
    pub subtotal: i64,
    /// What is taken off them.
    #[serde(default)]
    pub discount: i64,
    /// What bringing them costs.
    #[serde(default)]
    pub delivery: i64,
    /// Tax that comes on top.
    #[serde(default)]
    pub tax: i64,
    /// What is to be paid.
    pub total: i64,
}

/// A means of payment as far as it may be told again: never what could be charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Its name, made by the agent.
    pub instrument: Word,
    /// Which handler it is for.
    pub handler: Word,
    /// `card`, `tokenized_card`, …
    pub kind: Word,
    /// The brand, where it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Word>,
    /// The last digits, where they are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_digits: Option<Word>,
}

/// What the agent should know of its last call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutNote {
    /// There is no such code, or it is not for this basket.
    CodeRejected {
        /// The code as it came.
        code: Word,
    },
    /// What was chosen is not offered there.
    OfferGone {
        /// What was chosen.
        offer: OfferName,
    },
}

/// How far a checkout has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutState {
    /// It may be changed.
    #[default]
    Open,
    /// An order was placed, and its payment is being asked for.
    Completing {
        /// The order.
        order: OrderId,
    },
    /// There is an order.
    Completed {
        /// The order.
        order: OrderId,
    },
    /// It was given up.
    Cancelled,
}

/// A checkout as it stands: each event says all of it, so any answer can be given again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkout {
    /// Its number.
    pub checkout: CheckoutId,
    /// How often it was changed.
    pub revision: u32,
    /// Where the agent's profile is, which says where to tell of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// The cart it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<CartId>,
    /// In what it is paid.
    pub currency: Currency,
    /// What is bought.
    pub lines: Vec<CheckoutLine>,
    /// The codes that were given.
    #[serde(default)]
    pub codes: Vec<Word>,
    /// Under whose key the person is sealed: a customer, or a number for somebody who is none yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// Buyer, consent and addresses, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Sealed>,
    /// How the lines come to the shopper.
    #[serde(default)]
    pub deliveries: Vec<DeliveryChoice>,
    /// Means of payment that were named.
    #[serde(default)]
    pub instruments: Vec<Instrument>,
    /// What it costs.
    pub quote: Quote,
    /// What is kept for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    /// Until when what was quoted stands.
    pub expires_at: Instant,
    /// What the agent should know.
    #[serde(default)]
    pub notes: Vec<CheckoutNote>,
    /// How far it has come.
    #[serde(default)]
    pub state: CheckoutState,
}

/// What a shopper has gathered, with a price but no promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Its number.
    pub cart: CartId,
    /// In what it is priced.
    pub currency: Currency,
    /// What is in it.
    pub lines: Vec<CheckoutLine>,
    /// The codes that were given.
    #[serde(default)]
    pub codes: Vec<Word>,
    /// Under whose key the person is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The buyer, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Sealed>,
    /// What it would cost.
    pub quote: Quote,
    /// What the agent should know.
    #[serde(default)]
    pub notes: Vec<CheckoutNote>,
    /// Until when it is kept.
    pub expires_at: Instant,
}

/// When a way of delivery costs nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FreeDelivery {
    /// From this subtotal on, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_subtotal: Option<i64>,
    /// Where one of these items is in the basket.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
}

/// A way of delivery that shoppers are offered, and what they pay for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DeliveryOffer {
    /// Its name.
    pub offer: OfferName,
    /// What people call it.
    pub title: Label,
    /// `standard`, `express`, …: of each, shoppers see the one that is nearest to their country.
    pub service: Word,
    /// The country it is for, ISO 3166-1 alpha-2; all others where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Word>,
    /// What shoppers pay, in minor units.
    pub price: i64,
    /// Of this currency.
    pub currency: Currency,
    /// When it costs nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free: Vec<FreeDelivery>,
}

/// Something that happened to a parcel, told by somebody else than this engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelNote {
    /// Its name.
    pub note: Word,
    /// When.
    pub at: Instant,
    /// `shipped`, `delivered`, …
    pub kind: Word,
    /// Which lines, how much of each.
    pub lines: Vec<(Word, u32)>,
    /// The carrier's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Word>,
    /// Where to follow it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking_url: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Word>,
}

/// A change of an order's money, told by somebody else than this engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdjustmentNote {
    /// Its name.
    pub note: Word,
    /// When.
    pub at: Instant,
    /// `refund`, `credit`, …
    pub kind: Word,
    /// `pending`, `completed` or `failed`.
    pub state: Word,
    /// How much, in minor units, where it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Word>,
}

/// What happened at checkouts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutEvent {
    /// A checkout was opened or changed; it stands here as a whole.
    Set(Box<Checkout>),
    /// A checkout has come further.
    Moved {
        /// Which.
        checkout: CheckoutId,
        /// Where to.
        state: CheckoutState,
    },
    /// A cart was made or changed; it stands here as a whole.
    CartSet(Box<Cart>),
    /// A cart was thrown away, with this in it.
    CartCancelled(Box<Cart>),
    /// A way of delivery is offered from now on.
    OfferSet(Box<DeliveryOffer>),
    /// A way of delivery is offered no more.
    OfferRemoved {
        /// Which.
        offer: OfferName,
    },
    /// Somebody else told what happened to an order.
    OrderNoted {
        /// Which.
        order: OrderId,
        /// To its parcels.
        #[serde(default)]
        parcels: Vec<ParcelNote>,
        /// To its money.
        #[serde(default)]
        adjustments: Vec<AdjustmentNote>,
    },
    /// The agent was told of an order as it was at an entry, or will never be.
    Told {
        /// Which order.
        order: OrderId,
        /// The entry whose news were told.
        through: realtail_kernel::Position,
        /// Whether they arrived.
        arrived: bool,
    },
}

/// Where an agent's goods are collected.
pub fn pickup_site(delivery: &DeliveryChoice) -> Option<SiteId> {
    match delivery.bringing {
        Bringing::Pickup => SiteId::new(delivery.destination.as_ref()?.as_str()).ok(),
        Bringing::Shipping => None,
    }
}
