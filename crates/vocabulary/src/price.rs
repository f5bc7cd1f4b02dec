//! Prices, promotions and taxes: what is set, and what came of it for a basket.

mod list;
mod priced;
mod promotion;
mod tax;

pub use list::{PriceEntry, PriceList};
pub use priced::{AppliedDiscount, AppliedTax, NotApplied, NotGiven, PricedBasket, PricedLine, Redemption};
pub use promotion::{Benefit, BundleGroup, Conditions, Limits, Off, Promotion, Selection, Stacking};
pub use tax::{Tax, TaxPlace};

use realtail_kernel::{PriceListId, PromotionId, TaxId};
use serde::{Deserialize, Serialize};

/// A change to what things cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceEvent {
    /// A price list was added or changed; its prices stay.
    ListSet(PriceList),
    /// A price list was taken away, with its prices.
    ListRemoved {
        /// The list.
        list: PriceListId,
    },
    /// Prices of a list were set.
    PricesSet {
        /// The list.
        list: PriceListId,
        /// What costs how much.
        entries: Vec<PriceEntry>,
    },
    /// A promotion was added or changed.
    PromotionSet(Box<Promotion>),
    /// A promotion is given no more.
    PromotionEnded {
        /// The promotion.
        promotion: PromotionId,
    },
    /// A tax was added or changed.
    TaxSet(Box<Tax>),
    /// A tax is raised no more.
    TaxRemoved {
        /// The tax.
        tax: TaxId,
    },
}

/// Whether it is what need not be said.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
