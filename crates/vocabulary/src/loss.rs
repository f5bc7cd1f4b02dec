//! Cases of loss: who or what stands out, what speaks for it, and what somebody found who looked.

use realtail_kernel::{
    CustomerId, Instant, ItemId, Label, LossCaseId, Position, Reference, SiteId, Word, ZoneId,
};
use serde::{Deserialize, Serialize};

/// Who or what a case is about: a person only by the number that the log knows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LossSubject {
    /// Somebody who works tills.
    Operator {
        /// The operator's number.
        operator: Reference,
    },
    /// A till of the site.
    Till {
        /// Its number.
        till: Reference,
    },
    /// A customer.
    Customer {
        /// The customer's number at the retailer.
        customer: CustomerId,
    },
    /// A means of payment.
    PaymentToken {
        /// What stands for it.
        token: Reference,
    },
    /// A device that orders.
    Device {
        /// What stands for it.
        device: Reference,
    },
    /// Where orders go.
    Address {
        /// What stands for it.
        address: Reference,
    },
    /// An item at its place in the site.
    Place {
        /// The item.
        item: ItemId,
        /// The zone that was counted; without one the site as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
    },
}

impl LossSubject {
    /// Its kind, as it is written in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            LossSubject::Operator { .. } => "operator",
            LossSubject::Till { .. } => "till",
            LossSubject::Customer { .. } => "customer",
            LossSubject::PaymentToken { .. } => "payment_token",
            LossSubject::Device { .. } => "device",
            LossSubject::Address { .. } => "address",
            LossSubject::Place { .. } => "place",
        }
    }
}

/// One thing that speaks for a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LossEvidence {
    /// What was counted, such as `voids_after_total`.
    pub signal: Word,
    /// The same in words.
    pub words: Label,
    /// How many were seen, old ones weighing less.
    pub seen: f64,
    /// How many peers of the same site and hours would have come to.
    pub expected: f64,
    /// Whether `expected` also goes by what the subject is used to doing.
    pub by_own_habit: bool,
    /// After so many days a count weighs half.
    pub half_life_days: f64,
    /// How rare that is among peers, as `-log10` of the probability: 3 is one in a thousand.
    pub surprise: f64,
    /// Its part of the score, 0 to 1.
    pub share: f64,
    /// What was seen is worth so much, in minor units.
    pub worth: i64,
}

/// Somebody or something that stands out, for a person to look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LossCase {
    /// Its number: the log entry that led to it, so that the same one is never opened twice.
    pub case: LossCaseId,
    /// Where.
    pub site: SiteId,
    /// About whom or what.
    pub subject: LossSubject,
    /// When the last deed happened that led to it, in the retailer's world.
    pub happened_at: Instant,
    /// How far it stands out: the sum of surprises, each weighed by what marks have taught.
    pub score: f64,
    /// What the score had to reach for the alarms to stay within the budget.
    pub threshold: f64,
    /// With how many peers of its site it was compared.
    pub peers: u32,
    /// How many cases a site may open a day, on average.
    pub budget_per_site_day: f64,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<LossEvidence>,
    /// Which model.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// A hash of all deeds and marks that it had learnt from.
    pub fingerprint: Word,
    /// The newest log entry that it rests on.
    pub current_to: Position,
}

/// What somebody found who looked at a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossVerdict {
    /// It was as the case says.
    Right,
    /// There was a good reason.
    Wrong,
}

/// A case that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LossMark {
    /// Which case.
    pub case: LossCaseId,
    /// What was found.
    pub verdict: LossVerdict,
    /// By whom: the name of a key, which is no person's.
    pub by: Word,
    /// What else is to be said. It stands in the log for good, so it names nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Label>,
}
