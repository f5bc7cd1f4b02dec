//! What a basket costs, and which rule did what.

use super::is_default;
use super::list::{is_one, one};
use realtail_kernel::{CouponCode, Currency, Instant, ItemId, PriceListId, PromotionId, Quantity, TaxId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What a basket costs at some time. All amounts are in minor units of its currency, and all sums come out to the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PricedBasket {
    /// ISO 4217; `XXX` where the retailer has named none.
    pub currency: Currency,
    /// As of when.
    pub at: Instant,
    /// Its lines, in the order in which they were given.
    pub lines: Vec<PricedLine>,
    /// What was taken off all lines.
    pub discount: i64,
    /// The taxes of all lines, whether the prices have them in them or not.
    pub tax: i64,
    /// What the shopper pays.
    pub total: i64,
    /// What the shopper pays in cash, where the smallest coin is too large for the total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_total: Option<i64>,
    /// The promotions that were given, to be counted when the basket becomes an order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redemptions: Vec<Redemption>,
    /// Promotions and coupons that might have been given and were not, with the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applied: Vec<NotApplied>,
}

/// What a line costs: `list_amount` less all discounts is what its goods cost, of which inclusive taxes are a part and to
/// which the others are added. `net` plus all taxes is `total`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PricedLine {
    /// Its number in the basket.
    pub line: u32,
    /// What is bought, by the retailer's number.
    pub item: ItemId,
    /// How much of its unit.
    pub quantity: Quantity,
    /// What it costs before discounts.
    pub unit_price: i64,
    /// For how many units that is.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub per: u32,
    /// The price list that says so; none where the price was given with the basket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<PriceListId>,
    /// The price of all units.
    pub list_amount: i64,
    /// What was taken off, by which promotion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<AppliedDiscount>,
    /// What is left, without any tax.
    pub net: i64,
    /// Which taxes that bears.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<AppliedTax>,
    /// What the shopper pays.
    pub total: i64,
}

/// What a promotion took off a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AppliedDiscount {
    /// The promotion.
    pub promotion: PromotionId,
    /// The how manieth version of it, from 1.
    pub version: u32,
    /// In minor units.
    pub amount: i64,
    /// What it gives, in words.
    #[schema(value_type = String)]
    pub why: Arc<str>,
}

/// A tax that a line bears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AppliedTax {
    /// The tax.
    pub tax: TaxId,
    /// In parts per million.
    pub rate_ppm: u32,
    /// In minor units.
    pub amount: i64,
    /// Whether the price has it in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inclusive: bool,
}

/// A promotion that is given to a basket, to be counted against its limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Redemption {
    /// The promotion.
    pub promotion: PromotionId,
    /// How many baskets that is: one, or none where only a part is given back.
    pub uses: u32,
    /// What it took off all lines, in minor units.
    pub amount: i64,
    /// The coupon that was shown for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<CouponCode>,
}

/// A promotion or a coupon that was not given, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NotApplied {
    /// The promotion; none where no promotion takes the coupon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promotion: Option<PromotionId>,
    /// The coupon that was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coupon: Option<CouponCode>,
    /// Why not.
    pub reason: NotGiven,
}

/// Why a promotion or a coupon was not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum NotGiven {
    /// No promotion takes this code.
    UnknownCoupon,
    /// It is given for a coupon that was not shown.
    NoCoupon,
    /// It is not given at this time.
    NotNow,
    /// It is not given at this site.
    NotHere,
    /// It is not given on this channel.
    NotOnChannel,
    /// It is not given in this currency.
    OtherCurrency,
    /// It is for members of the loyalty programme.
    MembersOnly,
    /// It is for customers of a group that this one is not in.
    OtherGroup,
    /// Nothing in the basket is among its goods.
    NoGoods,
    /// Too few of its goods are in the basket.
    TooFew {
        /// How many units more it takes.
        missing: u32,
    },
    /// Too little was spent on its goods.
    SpendMore {
        /// How much more it takes, in minor units.
        missing: i64,
    },
    /// It would take nothing off, or less than what is given in its place.
    NotBetter,
    /// What may be given in all has been given.
    BudgetUsedUp,
    /// As many baskets as may have it have had it.
    UsedUp,
    /// It is given so often to each customer, and this one is not known.
    NoCustomer,
    /// This customer has had it as often as one may.
    UsedUpByCustomer,
    /// This coupon has been used as often as it may be.
    CouponUsedUp,
}
