//! Sites, items and regions: what everything else refers to.

use realtail_kernel::{Gln, Gtin, ItemId, Label, RegionId, RuleName, SiteId, Timezone, ZoneId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// Open to shoppers.
    Store,
    /// A distribution or fulfilment centre.
    Warehouse,
    /// A store that only picks.
    DarkStore,
    /// Somebody else's site that ships for us.
    Supplier,
}

/// What a zone is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneKind {
    /// Where shoppers take goods from.
    SalesFloor,
    /// The tills.
    Checkout,
    /// Where collected orders wait.
    Pickup,
    /// Fitting rooms.
    FittingRoom,
    /// The way out.
    Exit,
    /// Behind the scenes.
    Backroom,
    /// Chilled or frozen.
    Cold,
    /// Where goods come in.
    Dock,
}

/// A part of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its name inside the site.
    pub zone: ZoneId,
    /// What it is for.
    pub kind: ZoneKind,
}

/// What a site does for shoppers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Orders are collected here.
    Pickup,
    /// Orders are sent from here.
    Ship,
    /// Goods are sold over the counter.
    Sale,
}

/// A point on the globe, WGS 84 degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GeoPosition {
    /// Latitude, -90 to 90.
    #[schema(minimum = -90, maximum = 90)]
    pub lat: f64,
    /// Longitude, -180 to 180.
    #[schema(minimum = -180, maximum = 180)]
    pub lon: f64,
}

/// A store, a warehouse: a place that holds stock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Site {
    /// The retailer's code.
    pub site: SiteId,
    /// What people call it.
    pub name: Label,
    /// What it is.
    pub kind: SiteKind,
    /// Where its clocks stand.
    pub timezone: Timezone,
    /// Its Global Location Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gln: Option<Gln>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<GeoPosition>,
    /// Where it is, as people write it: street and town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Label>,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    /// What it does for shoppers; all of it where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<Vec<Service>>,
    /// How many orders it can pick in a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_order_capacity: Option<u32>,
}

/// What one unit of an item is. Quantities are whole numbers of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A piece.
    #[default]
    Each,
    /// A gram.
    G,
    /// A millilitre.
    Ml,
    /// A millimetre.
    Mm,
}

/// Something that is sold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Item {
    /// The retailer's number.
    pub item: ItemId,
    /// What people call it.
    pub name: Label,
    /// Its Global Trade Item Number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gtin: Option<Gtin>,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Label>,
    /// What it belongs to, widest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Label>,
    /// What one unit is.
    #[serde(default)]
    pub unit: Unit,
    /// Whether stock is kept of it; fuel and services are not stocked.
    #[serde(default = "stocked")]
    pub stocked: bool,
    /// Whatever else the retailer wants to keep with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

fn stocked() -> bool {
    true
}

/// A change to the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueEvent {
    /// A site was added or changed.
    SiteSet(Site),
    /// An item was added or changed.
    ItemSet(Item),
    /// A region was added or changed.
    RegionSet {
        /// The region.
        region: RegionId,
        /// The sites in it.
        sites: Vec<SiteId>,
    },
    /// A stock rule was added or changed.
    RuleSet(crate::StockRule),
    /// A stock rule was taken away.
    RuleRemoved {
        /// The rule.
        name: RuleName,
    },
}
