//! Movements of stock and what causes them.

use crate::{Account, Outside};
use realtail_kernel::{
    Channel, CustomerId, HoldId, Instant, ItemId, Label, LotId, Money, Position, Quantity, Reference,
    RuleName, SaleId, SiteId, Word, ZoneId,
};
use serde::{Deserialize, Serialize};

/// Why stock moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Came in from a supplier.
    Receipt,
    /// Went to another place of ours.
    Transfer,
    /// Was sold.
    Sale,
    /// Came back from a customer.
    Return,
    /// Was put right by hand.
    Adjustment,
    /// Was counted.
    Count,
    /// Broke.
    Damage,
    /// Was thrown away.
    Waste,
    /// Was stolen.
    Theft,
    /// Went to its place.
    PutAway,
    /// Was taken for an order.
    Pick,
    /// Was packed.
    Pack,
    /// Left for a customer.
    Ship,
}

/// A movement that is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// What moves: the retailer's number, or a GTIN.
    pub item: ItemId,
    /// How much of its unit.
    pub quantity: Quantity,
    /// Where from.
    pub from: Account,
    /// Where to.
    pub to: Account,
    /// Why.
    pub reason: Reason,
    /// What it says on the paper: an order, a delivery note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Which lot; where it is not said, the one that expires first is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Until when the lot may be sold; said once, when it first comes in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// When it happened; now where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Instant>,
}

/// A change of two balances by the same number of units: the only thing that changes any balance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// What moved.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// The account that has less.
    pub from: Account,
    /// The account that has more.
    pub to: Account,
    /// The lot, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Until when the lot may be sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// The entry before this one that moved this item at the `from` site. The ledger is read backwards along these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_from: Option<Position>,
    /// The same for the `to` site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_to: Option<Position>,
}

/// How a count was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountMethod {
    /// By a person.
    Manual,
    /// By reading tags.
    Rfid,
    /// By a shelf that weighs or sees.
    Shelf,
}

/// What was found of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CountLine {
    /// The item.
    pub item: ItemId,
    /// How many units are there.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    pub counted: u32,
}

/// A count of a site, or of a zone in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockCount {
    /// Where.
    pub site: SiteId,
    /// In which zone; without one the site as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// What was found. An item may stand here once.
    #[schema(min_items = 1, max_items = 10_000)]
    pub lines: Vec<CountLine>,
    /// When; now where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<Instant>,
    /// How.
    pub method: CountMethod,
}

/// What was found beside what the book said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CountedLine {
    /// The item.
    pub item: ItemId,
    /// How many units were there.
    pub counted: i64,
    /// How many the book said.
    pub book: i64,
}

/// A price: minor units in the retailer's own currency, or an amount that names its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Amount {
    /// Minor units.
    Minor(i64),
    /// Minor units with their currency.
    Money(Money),
}

/// One line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleLine {
    /// What was sold.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// What one unit cost before discounts.
    pub unit_price: Amount,
    /// What was taken off the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discount: Option<Amount>,
}

/// How a sale was paid. Never a card number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tender {
    /// The means: `cash`, `card`, `gift_card`, `points`, …
    pub kind: Word,
    /// How much.
    pub amount: Amount,
}

/// A sale that already happened, at a till or in a web shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// The number of the receipt, unlike any other of this retailer.
    pub sale: SaleId,
    /// Where.
    pub site: SiteId,
    /// At which till.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub till: Option<Reference>,
    /// When.
    pub sold_at: Instant,
    /// The customer's number at the retailer, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// What was sold.
    #[schema(min_items = 1, max_items = 1_000)]
    pub lines: Vec<SaleLine>,
    /// How it was paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<Tender>,
    /// The hold by which this till had leased its units, to sell them without a network. What was sold comes off it, and
    /// the rest stays held; where it does not stand any more, or is not this till's, the sale counts all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
}

/// A line that sold more than the book knew of: the shelf is right and the book was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Oversold {
    /// The item.
    pub item: ItemId,
    /// How many units the book is below zero now.
    pub units: i64,
}

/// Who may sell what, and how much is kept back. The most specific rule that says something wins:
/// item before category, then site, then channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StockRule {
    /// Its name.
    pub name: RuleName,
    /// Only for this item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Only for items of this category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Label>,
    /// Only at this site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Only on this channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Units that are never promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safety_stock: Option<u32>,
    /// Further units that this channel does not promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_buffer: Option<u32>,
    /// Whether it may be promised at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub may_sell: Option<bool>,
}

/// Something that changed balances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockEvent {
    /// Stock moved as it was asked to.
    Moved {
        /// Why.
        reason: Reason,
        /// What it says on the paper.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<Reference>,
        /// When it happened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        occurred_at: Option<Instant>,
        /// What moved.
        postings: Vec<Posting>,
    },
    /// Stock was counted.
    Counted {
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// How.
        method: CountMethod,
        /// When.
        counted_at: Instant,
        /// What was found beside what the book said.
        lines: Vec<CountedLine>,
        /// The differences.
        postings: Vec<Posting>,
    },
    /// A sale happened.
    Sold {
        /// The receipt.
        sale: SaleId,
        /// Where.
        site: SiteId,
        /// At which till.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        till: Option<Reference>,
        /// When.
        sold_at: Instant,
        /// To whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        /// What.
        lines: Vec<SaleLine>,
        /// How it was paid.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tenders: Vec<Tender>,
        /// What that moved: nothing for items of which no stock is kept.
        postings: Vec<Posting>,
        /// Where the book is below zero now.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        oversold: Vec<Oversold>,
    },
}

impl StockEvent {
    /// What it moved.
    pub fn postings(&self) -> &[Posting] {
        match self {
            StockEvent::Moved { postings, .. }
            | StockEvent::Counted { postings, .. }
            | StockEvent::Sold { postings, .. } => postings,
        }
    }
}

impl From<Outside> for Account {
    fn from(outside: Outside) -> Account {
        Account::Outside { outside }
    }
}
