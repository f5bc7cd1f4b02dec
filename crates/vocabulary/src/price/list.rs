//! Price lists: what things cost, for whom, where and when.

use super::is_default;
use realtail_kernel::{Channel, Currency, GroupName, Instant, ItemId, Label, PriceListId, RegionId, SiteId};
use serde::{Deserialize, Serialize};

/// A price list. Where it says nothing of sites, channels, groups or times, it is for all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceList {
    /// What it is called.
    pub list: PriceListId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// What its prices are in. `XXX` stands for the retailer's only currency, where nobody has named it.
    pub currency: Currency,
    /// The sites it is for. Sites and regions add up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// The groups of sites it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionId>,
    /// The channels it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// The groups of customers it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupName>,
    /// From when on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when, not including it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// Of the lists that have a price for an item, the one with the highest number gives it. Among equals the list that
    /// is for fewer (groups, then sites, then channels, then a time) goes first, then the name that sorts first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub priority: i32,
}

/// What an item costs on a list, from some time on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceEntry {
    /// The item: the retailer's number, or a GTIN.
    pub item: ItemId,
    /// What it costs, in minor units; without it the list has no price for the item from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    pub unit_price: Option<i64>,
    /// For how many units that is: 1,000 for a price per kilogram of an item that is counted in grams.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[schema(minimum = 1, maximum = 1_000_000, default = 1)]
    pub per: u32,
    /// From when on; from now on where it is not said. A price that begins later goes before one that began earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when, not including it; then what was valid before is valid again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
}

pub(super) fn one() -> u32 {
    1
}

pub(super) fn is_one(per: &u32) -> bool {
    *per == 1
}
