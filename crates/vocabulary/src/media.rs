//! Consent, campaigns, and what is shown for money.

use realtail_kernel::{BrandId, CustomerId, Money, Word};
use serde::{Deserialize, Serialize};

/// What a customer's data may be used for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To tell of offers.
    Offers,
    /// To choose by what the customer did what is shown.
    Personalisation,
    /// To find out which advertising led to a sale.
    Measurement,
    /// To use the position of the customer's phone.
    Location,
}

/// By what the customer is reached for it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ContactChannel {
    /// Pages and apps.
    Onsite,
    /// Notices on the phone.
    Push,
    /// E-mail.
    Email,
}

/// What a customer has agreed to, or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Consent {
    /// Who.
    pub customer: CustomerId,
    /// For what.
    pub purpose: Purpose,
    /// By which channel.
    pub channel: ContactChannel,
    /// Whether it is agreed to.
    pub given: bool,
    /// Under which text, by its version.
    pub wording: Word,
}

/// What happened in the media pillar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaEvent {
    /// A customer agreed to something, or withdrew it.
    ConsentChanged(Consent),
    /// A brand has more to spend, or less.
    BrandFunded {
        /// Which.
        brand: BrandId,
        /// By how much.
        amount: Money,
    },
}
