//! Why a command was not carried out: answers, not faults.

use realtail_kernel::{HoldId, Instant, ItemId, RegionId, SiteId};
use realtail_vocabulary::{BrokenRule, Purse, Role};
use serde::{Deserialize, Serialize};

/// What a command may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// An item.
    Item,
    /// A site.
    Site,
    /// A zone of a site.
    Zone,
    /// A region.
    Region,
    /// A hold.
    Hold,
    /// A shipment.
    Shipment,
    /// A stock rule.
    Rule,
    /// A lot.
    Lot,
    /// A checkout of a shopping agent.
    Checkout,
    /// A cart.
    Cart,
    /// A way of delivery that is offered.
    DeliveryOffer,
    /// A carrier.
    Carrier,
    /// A customer.
    Customer,
    /// A gift card.
    GiftCard,
    /// An order.
    Order,
    /// Part of an order that one site serves.
    Fulfilment,
    /// A payment.
    Payment,
    /// A price list.
    PriceList,
    /// A promotion.
    Promotion,
    /// A tax.
    Tax,
    /// A return.
    Return,
    /// A receipt.
    Receipt,
    /// A case of the service team.
    Case,
    /// Something to do on the shop floor.
    Task,
}

impl Thing {
    /// What people call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Thing::Item => "item",
            Thing::Site => "site",
            Thing::Zone => "zone",
            Thing::Region => "region",
            Thing::Hold => "hold",
            Thing::Shipment => "shipment",
            Thing::Rule => "rule",
            Thing::Lot => "lot",
            Thing::Checkout => "checkout",
            Thing::Cart => "cart",
            Thing::DeliveryOffer => "delivery offer",
            Thing::Carrier => "carrier",
            Thing::Customer => "customer",
            Thing::GiftCard => "gift card",
            Thing::Order => "order",
            Thing::Fulfilment => "fulfilment",
            Thing::Payment => "payment",
            Thing::PriceList => "price list",
            Thing::Promotion => "promotion",
            Thing::Tax => "tax",
            Thing::Return => "return",
            Thing::Receipt => "receipt",
            Thing::Case => "case",
            Thing::Task => "task",
        }
    }

    /// What a field that names one is called.
    pub fn field(self) -> &'static str {
        match self {
            Thing::GiftCard => "gift_card",
            Thing::PriceList => "price_list",
            other => other.as_str(),
        }
    }
}

/// A line that asked for more than there is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// The item.
    pub item: ItemId,
    /// The site it was asked of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The region it was asked of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionId>,
    /// How much was asked for, all lines of the call together.
    pub requested: i64,
    /// How much could have been had.
    pub available: i64,
}

/// Why a command was not carried out. Kept in the log under its idempotency key, so that a retry gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is not enough.
    #[error("not enough stock: {}", shortages_in_words(.shortages))]
    InsufficientStock {
        /// Of what.
        shortages: Vec<Shortage>,
    },
    /// A purse holds less than it was to pay.
    #[error("the purse can pay {available} in minor units, {requested} were asked for")]
    InsufficientFunds {
        /// Which.
        purse: Purse,
        /// What was to be paid, in minor units.
        requested: i64,
        /// What it can pay.
        available: i64,
    },
    /// There is no such thing.
    #[error("there is no {} {id:?}", .what.as_str())]
    Unknown {
        /// What kind of thing.
        what: Thing,
        /// What it was called.
        id: String,
    },
    /// The hold has come to its end before.
    #[error("hold {hold} was {resolution} at {at}; a hold is resolved once")]
    HoldResolved {
        /// The hold.
        hold: HoldId,
        /// How: `posted`, `voided` or `expired`.
        resolution: String,
        /// When.
        at: Instant,
    },
    /// The owner has as many holds open as one may have.
    #[error(
        "{open} holds are open and {open_max} at once are the most; give one back, order what it keeps, or wait until \
         {next_ends_at}, when the first of them ends"
    )]
    TooManyHolds {
        /// How many are open.
        open: u32,
        /// How many may be.
        open_max: u32,
        /// When the first of them ends.
        next_ends_at: Instant,
    },
    /// The name was used before, for something else.
    #[error("{} {id:?} was used before with another content", .what.as_str())]
    ConflictingRetry {
        /// What kind of thing.
        what: Thing,
        /// What it is called.
        id: String,
    },
    /// A value cannot be, though its shape is right.
    #[error("{field}: {problem}")]
    Invalid {
        /// Which field.
        field: String,
        /// What is wrong, and what instead.
        problem: String,
    },
    /// The step is not legal where the thing stands.
    #[error("{what} is {state}, so it takes no {step}; it takes {}", legal_in_words(.legal))]
    IllegalStep {
        /// What was to go a step.
        what: String,
        /// The step.
        step: String,
        /// Where it stands.
        state: String,
        /// The steps that are legal.
        legal: Vec<String>,
    },
    /// The rules for returns forbid it.
    #[error("the rules for returns forbid it: {}", rules_in_words(.broken))]
    AgainstReturnRules {
        /// Which, for which line.
        broken: Vec<BrokenRule>,
        /// Who may allow it all the same.
        may_override: Vec<Role>,
    },
    /// It is not in a state in which that can be done.
    #[error("{problem}")]
    WrongState {
        /// What is in the way, and what can be done.
        problem: String,
    },
}

impl Refusal {
    pub(crate) fn invalid(field: &str, problem: impl Into<String>) -> Refusal {
        Refusal::Invalid { field: field.to_owned(), problem: problem.into() }
    }
}

fn legal_in_words(legal: &[String]) -> String {
    if legal.is_empty() { "none any more".to_owned() } else { legal.join(", ") }
}

fn rules_in_words(broken: &[BrokenRule]) -> String {
    let words = broken.iter().map(|rule| match rule {
        BrokenRule::WindowPassed { line, window_days, days } => {
            format!("line {line} was bought {days} days ago, and may come back for {window_days}")
        }
        BrokenRule::ReceiptNeeded { line } => {
            format!("line {line} comes back with an order or a receipt only")
        }
        BrokenRule::BlindNotAllowed => "nothing comes back without an order or a receipt".to_owned(),
        BrokenRule::BlindAbove { up_to, value } => {
            format!("without an order or a receipt up to {up_to} comes back, not {value}")
        }
        BrokenRule::BlindToGiftCard => {
            "without an order or a receipt the money goes on a gift card; say refund_to gift_card".to_owned()
        }
        BrokenRule::NotResold { line, condition } => {
            format!("line {line} is {}, and such goods are not sold again", condition.as_str())
        }
    });
    words.collect::<Vec<_>>().join("; ")
}

fn shortages_in_words(shortages: &[Shortage]) -> String {
    let words: Vec<String> = shortages
        .iter()
        .map(|s| {
            let place = match (&s.site, &s.region) {
                (Some(site), _) => format!(" at {site}"),
                (None, Some(region)) => format!(" in {region}"),
                (None, None) => String::new(),
            };
            format!("{} of {}{place} asked for, {} available", s.requested, s.item, s.available)
        })
        .collect();
    words.join("; ")
}
