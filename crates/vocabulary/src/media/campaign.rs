//! What a brand pays for: which goods, where, how much for each click or view, and how much in all.

use crate::DeliveryMethod;
use realtail_kernel::{BrandId, Currency, Instant, ItemId, Label, SiteId};
use serde::{Deserialize, Serialize};

/// Where something may be shown for money.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// Among the results of a search.
    Search,
    /// Among the goods of a category.
    Category,
    /// On a sign in a store.
    Signage,
    /// On the first page.
    Home,
}

/// What a brand pays for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum PaysFor {
    /// That somebody follows it.
    Click,
    /// That somebody could see it: half of it for a second, as the IAB and the MRC count.
    View,
}

/// How long after a touch a sale is put down to it, in days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AttributionWindows {
    /// After a click.
    #[schema(minimum = 0, maximum = 30)]
    pub click_days: u8,
    /// After a view.
    #[schema(minimum = 0, maximum = 30)]
    pub view_days: u8,
}

impl Default for AttributionWindows {
    fn default() -> AttributionWindows {
        AttributionWindows { click_days: 14, view_days: 1 }
    }
}

/// What a brand pays for, until when, and how much. Amounts are in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CampaignPlan {
    /// What people call it.
    pub name: Label,
    /// Who pays.
    pub brand: BrandId,
    /// What is shown.
    #[schema(min_items = 1, max_items = 200)]
    pub items: Vec<ItemId>,
    /// The most that one click or view may cost.
    #[schema(minimum = 1, maximum = 1_000_000_000)]
    pub bid: i64,
    /// ISO 4217; all campaigns of a retailer are in one.
    pub currency: Currency,
    /// What it pays for.
    pub pays_for: PaysFor,
    /// The most that all of it may cost.
    #[schema(minimum = 1)]
    pub budget_total: i64,
    /// The most that one day's placements may cost, by UTC days; no more than the whole where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_per_day: Option<i64>,
    /// Since when.
    pub starts_at: Instant,
    /// Until when; until the money is spent where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Instant>,
    /// Where it is shown.
    #[schema(min_items = 1)]
    pub surfaces: Vec<Surface>,
    /// For which searches: all words of one of these stand in the query. For all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Label>,
    /// In which categories; in all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Label>,
    /// For shoppers of which sites; of all where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// By which methods an item must be to be had, one of them; any where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<DeliveryMethod>,
    /// How often a visitor sees it in a day, by UTC days; as often as it comes where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 1)]
    pub views_per_visitor_and_day: Option<u16>,
    /// How long after a touch a sale is put down to it.
    #[serde(default)]
    pub windows: AttributionWindows,
}

/// What holds for all placements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PlacementRules {
    /// The least that a click or a view costs, in minor units.
    #[schema(minimum = 1)]
    pub reserve_price: i64,
    /// How long after a decision its views and clicks count, in seconds.
    #[schema(minimum = 10, maximum = 86_400)]
    pub valid_s: u32,
    /// How many of a million views are taken to be followed: by it, bids for clicks are set beside bids for views.
    #[schema(minimum = 1, maximum = 1_000_000)]
    pub clicks_per_million_views: u32,
}

impl Default for PlacementRules {
    fn default() -> PlacementRules {
        PlacementRules { reserve_price: 1, valid_s: 900, clicks_per_million_views: 20_000 }
    }
}
