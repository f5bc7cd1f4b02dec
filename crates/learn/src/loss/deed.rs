//! What is watched: receipts step by step, attempts to order, and counts of shelves.

use serde::{Deserialize, Serialize};

/// Something that happened, by opaque numbers: none of them is a name, an address or a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// When, in seconds of the store's own clock since 1970.
    pub at_seconds: i64,
    /// In which store, or which store serves the order.
    pub store: u32,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A receipt was closed at a till.
    Receipt(Receipt),
    /// A customer bought something or brought it back, and nobody tells at which till.
    Visit(Visit),
    /// Somebody tried to order.
    Attempt(Attempt),
    /// Units were counted at a place.
    Count(Count),
}

/// A receipt, as the till wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Who sat at the till.
    pub cashier: u64,
    /// Which till.
    pub till: u64,
    /// Whose card was shown, if one was.
    pub customer: Option<u64>,
    /// What was done, in its order.
    pub steps: Vec<Step>,
}

/// A customer's visit, where it is not known who served.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Who.
    pub customer: u64,
    /// What was done, in its order.
    pub steps: Vec<Step>,
}

/// A step of a receipt, with what it is worth in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many lines were scanned.
    Scanned {
        /// How many.
        lines: u32,
        /// Their worth.
        cents: i64,
    },
    /// Scales, cameras or tags told of something that was handed over and is not on the receipt.
    Unscanned {
        /// Its worth.
        cents: i64,
    },
    /// A line was taken off.
    Voided {
        /// Its worth.
        cents: i64,
    },
    /// The price of a line was typed in.
    Overridden {
        /// How much less it cost.
        cents: i64,
    },
    /// A discount was given by hand.
    Discounted {
        /// How much.
        cents: i64,
    },
    /// A gift card was loaded.
    GiftLoaded {
        /// With how much.
        cents: i64,
    },
    /// Something was taken back.
    Refunded {
        /// For how much.
        cents: i64,
        /// How it was shown where it had been bought.
        proof: Proof,
    },
    /// The sum was shown to the customer.
    Totalled,
}

/// Whether goods that come back were shown to have been bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// A receipt was shown.
    Receipt,
    /// Nothing was.
    Nothing,
}

/// An attempt to order.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Who.
    pub customer: u64,
    /// With which means of payment.
    pub token: u64,
    /// From which device.
    pub device: u64,
    /// To which address.
    pub address: u64,
    /// For how much, in cents.
    pub cents: i64,
    /// What the provider said.
    pub answer: Answer,
}

/// What the payment provider said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It will pay.
    Accepted,
    /// It will not.
    Declined,
}

/// A count of units at a place, beside what the books say.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// Where: a shelf, a zone, a freezer.
    pub place: u64,
    /// Units that should lie there.
    pub expected_units: u32,
    /// Units that do.
    pub found_units: u32,
    /// Of those missing, units that were written off as waste since the last count but not yet booked.
    pub wasted_units: u32,
    /// Units that a supplier brought since the last count.
    pub delivered_units: u32,
    /// Units that were seen to be handed over unscanned since the last count.
    pub unscanned_units: u32,
    /// What a unit is worth, in cents.
    pub unit_cents: i64,
}

/// Who or what a case is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Somebody who sits at tills.
    Cashier(u64),
    /// A till.
    Till(u64),
    /// A customer.
    Customer(u64),
    /// A means of payment.
    Token(u64),
    /// A device that orders.
    Device(u64),
    /// Where orders go.
    Address(u64),
    /// A place in a store.
    Place(u64),
}

impl Subject {
    /// How many kinds of subjects there are.
    pub const KINDS: usize = 7;

    /// Which kind: subjects are compared with others of their kind only.
    pub fn kind(self) -> usize {
        match self {
            Subject::Cashier(_) => 0,
            Subject::Till(_) => 1,
            Subject::Customer(_) => 2,
            Subject::Token(_) => 3,
            Subject::Device(_) => 4,
            Subject::Address(_) => 5,
            Subject::Place(_) => 6,
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (kind, number) = match self {
            Subject::Cashier(number) => ("cashier", number),
            Subject::Till(number) => ("till", number),
            Subject::Customer(number) => ("customer", number),
            Subject::Token(number) => ("token", number),
            Subject::Device(number) => ("device", number),
            Subject::Address(number) => ("address", number),
            Subject::Place(number) => ("place", number),
        };
        write!(f, "{kind} {number}")
    }
}
