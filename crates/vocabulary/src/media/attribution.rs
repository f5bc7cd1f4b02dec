//! Which advertising led to which sale.

use super::placement::Pseudonym;
use realtail_kernel::{CampaignId, CustomerId, Instant, ItemId, PushOfferId, Reference};
use serde::{Deserialize, Serialize};

/// How a shopper was reached.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum TouchKind {
    /// Could see it.
    View,
    /// Followed it.
    Click,
    /// Opened a notice on the phone.
    PushOpened,
}

/// By what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TouchOf {
    /// A campaign.
    Campaign(CampaignId),
    /// An offer that phones were told of.
    Push(PushOfferId),
}

/// What part of a line is put down to one touch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Credit {
    /// By what the shopper was reached.
    pub of: TouchOf,
    /// How.
    pub touch: TouchKind,
    /// When.
    pub touched_at: Instant,
    /// Whether it was for another item of the same brand.
    pub halo: bool,
    /// By the last touch: all of the line, or nothing, in minor units.
    pub last: i64,
    /// By all touches alike: an equal part, in minor units.
    pub linear: i64,
}

/// A line of a sale, and what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributedLine {
    /// Its number in the receipt or order: 1 is the first.
    pub line: u16,
    /// What was sold.
    pub item: ItemId,
    /// How much.
    pub units: i64,
    /// For how much, in minor units.
    pub value: i64,
    /// What led to it, the last touch last.
    pub credits: Vec<Credit>,
}

/// A sale, and what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The receipt or the order.
    pub sale: Reference,
    /// Who bought, as the log knows visitors.
    pub visitor: Pseudonym,
    /// The lines that something led to.
    pub lines: Vec<AttributedLine>,
}

/// Why a sale of an advertised item is put down to nothing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NotAttributed {
    /// The customer has not agreed to measurement, or withdrew it.
    NoConsent,
    /// Nothing reached the shopper in time.
    NoTouch,
}

/// Units of an attributed line that came back, or were cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOutLine {
    /// The line of the receipt or order.
    pub line: u16,
    /// How much of it.
    pub units: i64,
}

/// Customers whose data may not be used for something any more, or who are one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinedConsents {
    /// The number that is an alias from now on.
    pub customer: CustomerId,
    /// The number that goes on.
    pub into: CustomerId,
}
