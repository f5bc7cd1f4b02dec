//! A customer's order: what was bought, who serves it, and every step until it is in the shopper's hands.

mod limits;

use crate::{DeliveryMethod, Destination, Posting, PricedBasket, RoutingAnswer, Sealed};
pub use limits::OrderLimits;
use realtail_kernel::{
    Channel, CustomerId, FulfilmentId, HoldId, Instant, ItemId, Label, OrderId, PaymentId, Quantity, SiteId,
    Word,
};
use serde::{Deserialize, Serialize};

/// How goods reach the shopper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Delivery {
    /// The shopper collects at a site.
    Pickup {
        /// Where.
        site: SiteId,
        /// Whether it is brought out to the car.
        #[serde(default)]
        curbside: bool,
    },
    /// A carrier brings it, from wherever serves best.
    Ship {
        /// Where to.
        to: Destination,
        /// The carrier's service, such as `standard` or `express`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        service: Option<Word>,
    },
    /// A site brings it itself.
    Deliver {
        /// From where; the router chooses where it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<SiteId>,
        /// Where to.
        to: Destination,
    },
    /// The shopper leaves the site with it.
    CarryOut {
        /// Where.
        site: SiteId,
    },
}

impl Delivery {
    /// The method, in the contract's word.
    pub fn method(&self) -> DeliveryMethod {
        match self {
            Delivery::Pickup { .. } => DeliveryMethod::Pickup,
            Delivery::Ship { .. } => DeliveryMethod::Ship,
            Delivery::Deliver { .. } => DeliveryMethod::Deliver,
            Delivery::CarryOut { .. } => DeliveryMethod::CarryOut,
        }
    }

    /// The site, where the shopper chose one.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Delivery::Pickup { site, .. } | Delivery::CarryOut { site } => Some(site),
            Delivery::Deliver { site, .. } => site.as_ref(),
            Delivery::Ship { .. } => None,
        }
    }

    /// Where it goes, where that is not the site itself.
    pub fn destination(&self) -> Option<&Destination> {
        match self {
            Delivery::Ship { to, .. } | Delivery::Deliver { to, .. } => Some(to),
            Delivery::Pickup { .. } | Delivery::CarryOut { .. } => None,
        }
    }

    /// The service that was asked for, where one was.
    pub fn service(&self) -> Option<&Word> {
        match self {
            Delivery::Ship { service, .. } => service.as_ref(),
            Delivery::Pickup { .. } | Delivery::Deliver { .. } | Delivery::CarryOut { .. } => None,
        }
    }
}

/// One line of an order as it was placed. Its price stands in the priced basket under the same number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacedLine {
    /// Its number in the order: 1 is the first.
    pub line: u16,
    /// What.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// How it reaches the shopper, where that is not how the rest does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
    /// What the shopper takes instead where it cannot be found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substitutes: Vec<ItemId>,
}

/// One means by which an order is to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPayment {
    /// Its name.
    pub payment: PaymentId,
    /// Who is asked, or the means: `test`, `payment_intents`, `cash`, `points`, `gift_card`.
    pub means: Word,
    /// How much, in minor units.
    pub amount: i64,
}

/// How much of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineQuantity {
    /// The line's number.
    pub line: u16,
    /// How much of it.
    pub quantity: Quantity,
}

/// What one site is to do for an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedFulfilment {
    /// Its number in the order: 1 is the first.
    pub fulfilment: u16,
    /// Who does it.
    pub site: SiteId,
    /// How the goods reach the shopper.
    pub method: DeliveryMethod,
    /// What.
    pub lines: Vec<LineQuantity>,
    /// When its site can begin with it, by its hours and what it has taken on; its capacity is taken then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot_at: Option<Instant>,
    /// By when it should be picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Instant>,
    /// Why nobody works on it yet; the units are kept all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parked: Option<Word>,
}

/// An order as it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacedOrder {
    /// Its number.
    pub order: OrderId,
    /// Where it was placed.
    pub channel: Channel,
    /// Whose it is; a guest has a number of his own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// What keeps its units.
    pub hold: HoldId,
    /// How it reaches the shopper.
    pub delivery: Delivery,
    /// By when the shopper was promised to have it, or to collect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Instant>,
    /// What was bought.
    pub lines: Vec<PlacedLine>,
    /// What it costs, line by line, and why.
    pub price: PricedBasket,
    /// What the carriage costs on top, in minor units.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub carriage: i64,
    /// How it is to be paid.
    pub payments: Vec<PlannedPayment>,
    /// Name, address and the like, under the person's own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Sealed>,
    /// What proves at the counter that it is the shopper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup_code: Option<Word>,
    /// Until when the payment must have answered.
    pub expires_at: Instant,
    /// Who is to serve it, where no region is still to choose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub planned: Vec<PlannedFulfilment>,
    /// Why they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Box<RoutingAnswer>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_nothing(amount: &i64) -> bool {
    *amount == 0
}

/// Why an order never came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refused {
    /// A provider declined.
    PaymentDeclined {
        /// Which payment.
        payment: PaymentId,
        /// Its word for why.
        code: Word,
    },
    /// No answer came in time.
    PaymentTimedOut,
    /// A fact took the goods away before the payment was authorised.
    StockGone,
    /// The shopper gave up before the payment was authorised.
    GivenUp,
}

/// What was taken off the shelf for a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickedLine {
    /// The line's number.
    pub line: u16,
    /// How many units were found.
    pub picked: i64,
    /// How many were asked for.
    pub asked: i64,
    /// What was taken instead, where the shopper had agreed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute: Option<ItemId>,
}

/// What showed that goods went to the right person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// The pickup code was shown.
    Code,
    /// A name was given; it is sealed with the order's contact.
    Name(Sealed),
    /// It went over the counter with the receipt.
    Counter,
}

/// A time limit of an order or of one of its fulfilments.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The payment should have answered.
    Payment,
    /// A parked fulfilment is looked at again.
    Parked,
    /// A site should have begun.
    Claim,
    /// The goods should have been picked.
    Pick,
    /// The goods should have left, or lie ready.
    Ready,
    /// The shopper should have collected.
    Collect,
}

/// A change to an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderEvent {
    /// It was placed: its units are held, its payments are asked for.
    Placed(Box<PlacedOrder>),
    /// Its hold is posted and its payments are authorised: from here on it is an order.
    Confirmed {
        /// The order.
        order: OrderId,
        /// Who serves what.
        fulfilments: Vec<PlannedFulfilment>,
        /// Why they do, where a region had left it open.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        routing: Option<Box<RoutingAnswer>>,
    },
    /// It never came about: its hold is void, and so are its payments.
    Refused {
        /// The order.
        order: OrderId,
        /// Why.
        why: Refused,
    },
    /// Somebody takes a fulfilment on.
    Claimed {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// Who, by a name that is no person's: a device, a badge.
        by: Word,
    },
    /// Goods were taken off the shelf.
    Picked {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
        /// What was found.
        lines: Vec<PickedLine>,
        /// What that moved, where the site has a place for picked goods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        postings: Vec<Posting>,
    },
    /// They lie ready.
    Staged {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
        /// Where they lie.
        place: Label,
    },
    /// The shopper has come for them.
    Arrived {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// Where the car stands.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bay: Option<Word>,
    },
    /// The shopper has them.
    HandedOver {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
        /// What showed that it was the right person.
        proof: Proof,
    },
    /// A carrier has them.
    Shipped {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
        /// Which carrier.
        carrier: Word,
        /// Its number of the parcel.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tracking: Option<Word>,
    },
    /// The carrier has brought them.
    Delivered {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
    },
    /// The site cannot serve these lines.
    Rejected {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
        /// Why.
        reason: Word,
        /// What it cannot serve.
        lines: Vec<LineQuantity>,
    },
    /// Others serve what a site could not, or what was parked.
    Rerouted {
        /// The order.
        order: OrderId,
        /// The fulfilment that was parked and is one of these now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unparked: Option<u16>,
        /// Who serves what now.
        fulfilments: Vec<PlannedFulfilment>,
        /// Why they do.
        routing: Box<RoutingAnswer>,
    },
    /// Part of it, or all, is not wanted or cannot be had.
    Cancelled {
        /// The order.
        order: OrderId,
        /// What.
        lines: Vec<LineQuantity>,
        /// Why.
        reason: Word,
        /// By whom.
        by: Word,
        /// What it takes off the order, in minor units.
        amount: i64,
    },
    /// Goods of a cancelled line are back where they came from.
    PutBack {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// By whom.
        by: Word,
    },
    /// A time limit has passed.
    Late {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
        /// Which limit.
        clock: Clock,
        /// When it was.
        due_at: Instant,
    },
    /// Nobody came for it in time; its units are free again.
    Uncollected {
        /// The order.
        order: OrderId,
        /// Which fulfilment.
        fulfilment: u16,
    },
    /// Every unit is with the shopper or cancelled.
    Completed {
        /// The order.
        order: OrderId,
    },
    /// Money goes back beside any return.
    Refunded {
        /// The order.
        order: OrderId,
        /// How much, in minor units.
        amount: i64,
        /// Why.
        reason: Word,
        /// Who decided it.
        by: Word,
    },
    /// How long each step may take.
    LimitsSet(OrderLimits),
}

impl OrderEvent {
    /// The order it is about.
    pub fn order(&self) -> Option<&OrderId> {
        match self {
            OrderEvent::Placed(placed) => Some(&placed.order),
            OrderEvent::Confirmed { order, .. }
            | OrderEvent::Refused { order, .. }
            | OrderEvent::Claimed { order, .. }
            | OrderEvent::Picked { order, .. }
            | OrderEvent::Staged { order, .. }
            | OrderEvent::Arrived { order, .. }
            | OrderEvent::HandedOver { order, .. }
            | OrderEvent::Shipped { order, .. }
            | OrderEvent::Delivered { order, .. }
            | OrderEvent::Rejected { order, .. }
            | OrderEvent::Rerouted { order, .. }
            | OrderEvent::Cancelled { order, .. }
            | OrderEvent::PutBack { order, .. }
            | OrderEvent::Late { order, .. }
            | OrderEvent::Uncollected { order, .. }
            | OrderEvent::Refunded { order, .. }
            | OrderEvent::Completed { order } => Some(order),
            OrderEvent::LimitsSet(_) => None,
        }
    }

    /// What it moved.
    pub fn postings(&self) -> &[Posting] {
        if let OrderEvent::Picked { postings, .. } = self { postings } else { &[] }
    }
}

/// The name of a fulfilment, from its order and its number.
pub fn fulfilment_name(order: &OrderId, fulfilment: u16) -> FulfilmentId {
    FulfilmentId::new(format!("{order}-{fulfilment}")).expect("an order's name leaves room for the number")
}
