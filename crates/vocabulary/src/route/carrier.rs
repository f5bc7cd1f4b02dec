//! Carriers: where they go, for how much, and how long they take.

use crate::{Country, DeliveryMethod};
use realtail_kernel::{CarrierName, TimeOfDay, Weekday, Word};
use serde::{Deserialize, Serialize};

/// One service of somebody who carries goods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Carrier {
    /// Its name, with the service: `post-express`.
    pub carrier: CarrierName,
    /// Which change of it this is, from 1.
    #[serde(default)]
    pub version: u32,
    /// Whether it ships or delivers from nearby.
    pub method: DeliveryMethod,
    /// The service that a shopper asks for; `standard` where nothing is said.
    #[serde(default = "standard")]
    pub service: Word,
    /// Where it goes; the first that fits counts.
    pub zones: Vec<CarrierZone>,
    /// When it comes for the day's parcels, on the clock of the site; what is packed later leaves on its next day.
    #[serde(default = "end_of_day")]
    pub cut_off: TimeOfDay,
    /// On which days it comes; Monday to Friday where nothing is said.
    #[serde(default = "working_days")]
    pub pickup_days: Vec<Weekday>,
}

pub(crate) fn standard() -> Word {
    Word::new("standard").expect("a word")
}

fn end_of_day() -> TimeOfDay {
    TimeOfDay::END
}

fn working_days() -> Vec<Weekday> {
    vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
}

/// A part of the world for which a carrier has one table of prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CarrierZone {
    /// What the carrier calls it.
    pub zone: Word,
    /// Where that is; everywhere where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Reach>,
    /// How far from the site at most; needs the position of both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km_max: Option<u32>,
    /// What a parcel costs, lightest first; what is heavier than the last goes in several.
    pub prices: Vec<WeightPrice>,
    /// How long it takes.
    pub transit: Transit,
}

/// A country, or the part of it whose postal codes begin so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reach {
    /// The country.
    pub country: Country,
    /// What the postal code begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_prefix: Option<Word>,
}

/// What a parcel up to a weight costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeightPrice {
    /// Up to how many grams, these included.
    #[schema(minimum = 1)]
    pub weight_g_max: i64,
    /// Minor units.
    #[schema(minimum = 0)]
    pub price: i64,
}

/// How long a parcel is under way, in days on which the carrier works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Transit {
    /// At the least.
    pub days_min: u32,
    /// At the most.
    pub days_max: u32,
    /// Of a courier who leaves as soon as it is packed: hours at the most, instead of days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_max: Option<u32>,
    /// How often it keeps to that, in parts per million.
    #[serde(default = "mostly")]
    #[schema(maximum = 1_000_000)]
    pub on_time_ppm: u32,
}

fn mostly() -> u32 {
    950_000
}
