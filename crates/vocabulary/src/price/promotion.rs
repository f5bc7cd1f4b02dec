//! Promotions: what is given, on which goods, where, when, to whom, how often, and beside what.

use super::is_default;
use super::list::{is_one, one};
use crate::{Item, OpenHours};
use realtail_kernel::{
    Channel, CouponCode, Currency, GroupName, Instant, ItemId, Label, PromotionId, RegionId, SiteId,
    Timezone, Weekday, Word,
};
use serde::{Deserialize, Serialize};

/// A promotion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Promotion {
    /// What it is called.
    pub promotion: PromotionId,
    /// What the shopper reads on the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// What is given.
    pub benefit: Benefit,
    /// The currency of its amounts; it is given in any other currency no more. In any where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// On which goods; on all where nothing is said. A bundle names its goods itself.
    #[serde(default, skip_serializing_if = "is_default")]
    pub goods: Selection,
    /// Where, when and to whom.
    #[serde(default, skip_serializing_if = "is_default")]
    pub conditions: Conditions,
    /// The highest number goes first; among equals the name that sorts first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: i32,
    /// Beside which others.
    #[serde(default, skip_serializing_if = "is_default")]
    pub stacking: Stacking,
    /// Of the promotions that name the same word only the best for the shopper is given: of the offers on lines the best
    /// for each line, of those that join units or ask for a spend the best for the basket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_of: Option<Word>,
    /// How often, and how much.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Limits,
}

/// What a promotion gives.
///
/// Offers that join several units (bundle price, n for m, cheapest free) count pieces, so goods that are weighed or
/// measured do not take part in them, and they are given first; a unit is part of at most one of them. Then come the
/// offers on each line by itself, and last those on what was spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Benefit {
    /// A part of the price off. It is taken of all goods together and rounded once.
    Percent {
        /// In parts per million: 200,000 is 20 %.
        #[schema(minimum = 1, maximum = 1_000_000)]
        rate_ppm: u32,
    },
    /// An amount off each unit.
    AmountOff {
        /// In minor units.
        #[schema(minimum = 1)]
        amount: i64,
        /// For how many units that is.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        #[schema(minimum = 1, maximum = 1_000_000, default = 1)]
        per: u32,
    },
    /// Another price for each unit; never a higher one.
    FixedPrice {
        /// In minor units.
        #[schema(minimum = 0)]
        unit_price: i64,
        /// For how many units that is.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        #[schema(minimum = 1, maximum = 1_000_000, default = 1)]
        per: u32,
    },
    /// Another price for each unit, for members; never a higher one.
    MemberPrice {
        /// In minor units.
        #[schema(minimum = 0)]
        unit_price: i64,
        /// For how many units that is.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        #[schema(minimum = 1, maximum = 1_000_000, default = 1)]
        per: u32,
    },
    /// Units of several kinds of goods together for one price, as often as the basket has them. The dearest units of each
    /// kind go first; what is saved is spread over the units by what they cost.
    BundlePrice {
        /// In minor units.
        #[schema(minimum = 0)]
        price: i64,
        /// What belongs to it.
        #[schema(min_items = 1, max_items = 20)]
        groups: Vec<BundleGroup>,
    },
    /// Take n, pay m, across all goods named. The dearest units are put together first, and the cheapest of each n are
    /// free; what is saved is spread over all n by what they cost, so that who brings one back gets its share.
    NForM {
        /// How many are taken.
        #[schema(minimum = 2, maximum = 1_000)]
        take: u32,
        /// How many of them are paid.
        #[schema(minimum = 0, maximum = 999)]
        pay: u32,
    },
    /// Of every n units the cheapest is free, or reduced. The dearest units are put together first. The reduction stands
    /// on the cheapest unit itself; among units of one price on that of the item whose number sorts last.
    CheapestFree {
        /// Of how many.
        #[schema(minimum = 2, maximum = 1_000)]
        of: u32,
        /// What is taken off it, in parts per million; all where it is not said.
        #[serde(default = "all", skip_serializing_if = "is_all")]
        #[schema(minimum = 1, maximum = 1_000_000, default = 1_000_000)]
        rate_ppm: u32,
    },
    /// Something off the goods named when enough of them is bought. What is spent is measured after the offers on lines and
    /// units, as the shopper would pay it, and before any other offer of this kind.
    Threshold {
        /// What must be spent, in minor units.
        #[schema(minimum = 0)]
        spend: i64,
        /// What is taken off.
        off: Off,
    },
}

fn all() -> u32 {
    1_000_000
}

fn is_all(rate_ppm: &u32) -> bool {
    *rate_ppm == all()
}

/// What is taken off once enough is spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Off {
    /// A part.
    Percent {
        /// In parts per million.
        #[schema(minimum = 1, maximum = 1_000_000)]
        rate_ppm: u32,
    },
    /// An amount, once.
    Amount {
        /// In minor units.
        #[schema(minimum = 1)]
        amount: i64,
    },
}

/// One kind of goods in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BundleGroup {
    /// Which goods.
    pub goods: Selection,
    /// How many of them.
    #[serde(default = "one")]
    #[schema(minimum = 1, maximum = 1_000, default = 1)]
    pub quantity: u32,
}

/// Goods: items named one by one, and those that are of one of the categories and of one of the brands, each where any is
/// named; all where nothing is named. What is excepted is never among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// These.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemId>,
    /// Those of one of these categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Label>,
    /// Those of one of these brands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brands: Vec<Label>,
    /// But not these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_items: Vec<ItemId>,
    /// Nor those of any of these categories.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_categories: Vec<Label>,
    /// Nor those of any of these brands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except_brands: Vec<Label>,
}

impl Selection {
    /// Whether an item is among them.
    pub fn takes(&self, item: &Item) -> bool {
        let has = |labels: &[Label]| item.categories.iter().any(|category| labels.contains(category));
        let is_of = |brands: &[Label]| item.brand.as_ref().is_some_and(|brand| brands.contains(brand));
        if self.except_items.contains(&item.item)
            || has(&self.except_categories)
            || is_of(&self.except_brands)
        {
            return false;
        }
        if self.items.is_empty() && self.categories.is_empty() && self.brands.is_empty() {
            return true;
        }
        let is_of_groups = (self.categories.is_empty() || has(&self.categories))
            && (self.brands.is_empty() || is_of(&self.brands));
        self.items.contains(&item.item)
            || (is_of_groups && !(self.categories.is_empty() && self.brands.is_empty()))
    }
}

/// Where, when and to whom a promotion is given; everything that is said must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// At these sites. Sites and regions add up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// At the sites of these regions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionId>,
    /// On these channels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// To customers of one of these groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupName>,
    /// Only to members of the loyalty programme.
    #[serde(default, skip_serializing_if = "is_default")]
    pub members_only: bool,
    /// Only to who shows one of these codes; capital and small letters are the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponCode>,
    /// From when on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when, not including it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// On these days of the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
    /// At these hours of the day. Hours that go past midnight belong to the day on which they begin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpenHours>,
    /// On whose clock; on the site's where it is not said, and on UTC where there is no site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<Timezone>,
}

/// Whether a promotion is given beside others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stacking {
    /// Beside all others that may stand beside others.
    #[default]
    Stackable,
    /// Alone on the goods that it is given on, and only where the shopper pays less with it than with the others.
    Exclusive,
}

/// How often a promotion is given, and how much in all. It is given whole or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// What may be given in all, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<i64>,
    /// How many baskets may have it in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses: Option<u64>,
    /// How many baskets of one customer may have it. A customer whom we do not know cannot have it then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses_per_customer: Option<u32>,
    /// How many baskets may have it with one coupon code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uses_per_coupon: Option<u32>,
    /// How often one basket may have it: so many bundles, or so many times n for m, or so many units at another price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times_per_basket: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_are_named_one_by_one_or_by_what_they_are_and_may_be_excepted() {
        let label = |text: &&str| Label::new(*text).unwrap();
        let labels = |texts: &[&str]| texts.iter().map(label).collect::<Vec<Label>>();
        let item: Item = serde_json::from_str(
            r#"{"item": "cola", "name": "Cola", "brand": "Fizz", "categories": ["Drinks", "Soft drinks"]}"#,
        )
        .unwrap();
        // items, categories, brands, excepted categories; whether cola is taken
        type Names = &'static [&'static str];
        let cases: [(Names, Names, Names, Names, bool); 9] = [
            (&[], &[], &[], &[], true),
            (&["cola"], &[], &[], &[], true),
            (&["tea"], &[], &[], &[], false),
            (&[], &["Drinks"], &[], &[], true),
            (&[], &["Drinks"], &["Plain"], &[], false),
            (&[], &["Bread"], &["Fizz"], &[], false),
            (&["cola"], &["Bread"], &[], &[], true),
            (&["cola"], &[], &[], &["Soft drinks"], false),
            (&[], &[], &[], &["Bread"], true),
        ];
        for (items, categories, brands, except_categories, takes) in cases {
            let selection = Selection {
                items: items.iter().map(|item| ItemId::new(*item).unwrap()).collect(),
                categories: labels(categories),
                brands: labels(brands),
                except_categories: labels(except_categories),
                ..Selection::default()
            };
            assert_eq!(selection.takes(&item), takes, "{selection:?}");
        }
    }
}
