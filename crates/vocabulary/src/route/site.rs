//! What a site can do for orders, and what that costs.

use crate::DeliveryMethod;
use realtail_kernel::{CarrierName, Day, Label, SiteId, TimeOfDay, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// From when to when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenHours {
    /// When it opens.
    pub from: TimeOfDay,
    /// When it closes; `24:00` at the end of the day.
    pub to: TimeOfDay,
}

/// A day that differs from others of its weekday.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DayException {
    /// Which day.
    pub day: Day,
    /// When it is open then; closed where nothing is said.
    #[serde(default)]
    pub hours: Vec<OpenHours>,
}

/// How a site serves orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SiteSettings {
    /// The site.
    pub site: SiteId,
    /// Which change of them this is, from 1.
    #[serde(default)]
    pub version: u32,
    /// When it works, by weekday; a weekday that is missing is closed. Around the clock where nothing at all is said.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hours: BTreeMap<Weekday, Vec<OpenHours>>,
    /// Days that differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<DayException>,
    /// How many orders it can pick in an hour; as many as come where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders_per_hour: Option<u32>,
    /// How long before anything can be picked, in minutes.
    #[serde(default)]
    pub lead_minutes: u32,
    /// What an order takes to pick and pack whatever is in it, in minutes.
    #[serde(default)]
    pub pick_minutes_per_order: u32,
    /// What each line adds, in minutes.
    #[serde(default)]
    pub pick_minutes_per_line: u32,
    /// What a minute of picking costs, in minor units.
    #[serde(default)]
    pub labour_per_minute: i64,
    /// What each line costs besides, in minor units.
    #[serde(default)]
    pub labour_per_line: i64,
    /// Until when an order must be in to be picked the same day.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cut_offs: BTreeMap<DeliveryMethod, TimeOfDay>,
    /// Who comes for parcels here; every carrier where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carriers: Vec<CarrierName>,
    /// When a carrier comes here, where that differs from what it says itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub carrier_cut_offs: BTreeMap<CarrierName, TimeOfDay>,
    /// Which groups it belongs to, for routing rules to name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Label>,
}

impl SiteSettings {
    /// Of a site nobody has said anything of: works around the clock, costs nothing.
    pub fn of(site: SiteId) -> SiteSettings {
        SiteSettings {
            site,
            version: 0,
            hours: BTreeMap::new(),
            exceptions: Vec::new(),
            orders_per_hour: None,
            lead_minutes: 0,
            pick_minutes_per_order: 0,
            pick_minutes_per_line: 0,
            labour_per_minute: 0,
            labour_per_line: 0,
            cut_offs: BTreeMap::new(),
            carriers: Vec::new(),
            carrier_cut_offs: BTreeMap::new(),
            groups: Vec::new(),
        }
    }
}
