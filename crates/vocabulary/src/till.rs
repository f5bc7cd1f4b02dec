//! What tills and checkouts tell of how a sale came about: the steps of a transaction, and attempts to pay.
//!
//! The terms are those of the POSLog of ARTS: a workstation, its operator, and line items that are scanned, voided or
//! overridden.

use realtail_kernel::{CustomerId, Instant, ItemId, Quantity, Reference, SaleId, SiteId};
use serde::{Deserialize, Serialize};

/// A transaction at a till, step by step: also one that sold nothing. It moves no stock and no money; the sale itself is told as
/// `retail.sale.completed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TillTransaction {
    /// Its number at the till.
    pub transaction: Reference,
    /// Where.
    pub site: SiteId,
    /// At which till: the POSLog's `WorkstationID`.
    pub till: Reference,
    /// Who worked it: the POSLog's `OperatorID`, a number and never a name.
    pub operator: Reference,
    /// The customer's number at the retailer, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The receipt that it came to, where it is told of as a sale too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale: Option<SaleId>,
    /// When it ended.
    pub ended_at: Instant,
    /// What was done, in its order.
    #[schema(min_items = 1, max_items = 1_000)]
    pub steps: Vec<TillStep>,
}

/// A step of a transaction. Amounts are in minor units of the retailer's own currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "step", rename_all = "snake_case", deny_unknown_fields)]
pub enum TillStep {
    /// Lines were scanned or keyed in.
    Scanned {
        /// How many.
        lines: u32,
        /// What they cost.
        amount: u32,
    },
    /// Scales, cameras or tags told of something that was handed over and is not on the receipt.
    Unscanned {
        /// What it costs.
        amount: u32,
        /// What it was, where that is known: a count of it need not look for these units.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
        /// How much of it; one where it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<Quantity>,
    },
    /// A line was taken off; behind `totalled`, after the customer had seen the sum.
    Voided {
        /// What it cost.
        amount: u32,
    },
    /// The price of a line was typed in.
    PriceOverridden {
        /// How much less it cost.
        amount: u32,
    },
    /// A discount was given by hand.
    Discounted {
        /// How much.
        amount: u32,
    },
    /// A gift card was loaded.
    GiftCardLoaded {
        /// With how much.
        amount: u32,
    },
    /// Something was taken back.
    Refunded {
        /// For how much.
        amount: u32,
        /// Whether a receipt was shown.
        receipt_shown: bool,
    },
    /// The sum was shown to the customer.
    Totalled,
}

/// What became of an attempt to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentOutcome {
    /// The provider will pay.
    Accepted,
    /// It will not.
    Declined,
}

/// An attempt to pay for an order. What identifies the means, the device and the address is replaced by a keyed digest before
/// anything is kept, so that only equal ones can be told, and nobody is found by them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentAttempt {
    /// Its number at the checkout.
    pub attempt: Reference,
    /// The site that would serve the order.
    pub site: SiteId,
    /// The customer's number at the retailer, or a guest's.
    pub customer: CustomerId,
    /// The provider's token of the means of payment; never a card number.
    pub token: Reference,
    /// What the checkout recognises the device by.
    pub device: Reference,
    /// What the checkout recognises the address by.
    pub address: Reference,
    /// How much, in minor units of the retailer's own currency.
    pub amount: u32,
    /// What the provider said.
    pub outcome: PaymentOutcome,
    /// When; now where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempted_at: Option<Instant>,
}
