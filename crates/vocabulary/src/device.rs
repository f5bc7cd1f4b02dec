//! Devices in stores, and the facts that their signals come to.

use crate::{Bay, ShelfLook};
use realtail_kernel::{BayId, DeviceId, Epc, Instant, ItemId, Label, SiteId, ZoneId};
use serde::{Deserialize, Serialize};

/// What a device is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    /// Hears tags.
    Reader,
    /// Weighs what lies on it.
    Shelf,
    /// Tells how warm it is.
    Thermometer,
    /// Counts who goes by.
    Counter,
    /// Shows shoppers something.
    Sign,
    /// Takes pictures of shelves.
    Camera,
}

/// An antenna of a reader, and the zone that it listens to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Antenna {
    /// Its number at the reader, from 1.
    pub antenna: u16,
    /// Which zone.
    pub zone: ZoneId,
}

/// What lies on a shelf that weighs, and when it runs low.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShelfPlan {
    /// What.
    pub item: ItemId,
    /// What one unit weighs, in grams.
    #[schema(minimum = 1)]
    pub unit_weight_g: u32,
    /// What the empty shelf weighs, in grams.
    #[serde(default)]
    pub empty_weight_g: i64,
    /// At so many units, or fewer, it is low.
    pub low_at_units: u32,
    /// From so many units on it is well filled again: more than `low_at_units`.
    pub filled_at_units: u32,
    /// How long it must be low before anybody is told, in milliseconds: who lifts a pack may put it back.
    #[serde(default)]
    pub for_ms: u64,
}

/// How warm it may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClimatePlan {
    /// Above this it is too warm, in thousandths of a degree Celsius.
    pub too_warm_above_millicelsius: i32,
    /// At this or below all is well again: not above the other.
    pub well_at_millicelsius: i32,
    /// How long it must be too warm before anybody is told, in milliseconds: a door that is open is no alarm.
    pub for_ms: u64,
}

/// A device as the retailer registers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// Its name: the `reader`, `shelf` or `sensor` of its signals.
    pub device: DeviceId,
    /// What it is.
    pub kind: DeviceKind,
    /// Where it stands.
    pub site: SiteId,
    /// In which zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// Of a reader: which antenna listens to which zone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub antennas: Vec<Antenna>,
    /// Of a reader that is connected to: its address, `HOST` or `HOST:PORT`, of the Low Level Reader Protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub llrp: Option<Label>,
    /// Of a shelf: what lies on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<ShelfPlan>,
    /// Of a thermometer: how warm it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub climate: Option<ClimatePlan>,
    /// After so long without a word it is taken for silent, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent_after_ms: Option<u64>,
}

/// That a tag came, moved, or left, after all that was heard was weighed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TagFact {
    /// The EPC as a pure identity URI, such as `urn:epc:id:sgtin:0614141.112345.400`.
    pub epc: Epc,
    /// The item, where the retailer knows the GTIN in the EPC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The zone it was in; none where it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ZoneId>,
    /// The zone it is in; none where it left, and is heard nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ZoneId>,
    /// When it was heard at the new place first, or at the old one last.
    pub at: Instant,
    /// How sure that is, in parts per million.
    pub confidence_ppm: u32,
}

/// What happened to devices, and what they found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceEvent {
    /// A device is known, or is another than before.
    Set(Box<Device>),
    /// A device is gone.
    Removed {
        /// Which.
        device: DeviceId,
    },
    /// Nothing was heard of it for too long.
    FellSilent {
        /// Which.
        device: DeviceId,
        /// When it was heard last.
        last_seen_at: Instant,
    },
    /// It is heard again.
    HeardAgain {
        /// Which.
        device: DeviceId,
    },
    /// Tags came, moved or left.
    TagsMoved {
        /// Where.
        site: SiteId,
        /// All that were found out at once.
        facts: Vec<TagFact>,
    },
    /// A shelf is low, and nobody is told yet: who lifts a pack may put it back. It is logged because readings are
    /// not, and the time must run on after a restart.
    ShelfSank {
        /// Which.
        device: DeviceId,
        /// Since when.
        since: Instant,
        /// When somebody is told, if it is not filled before.
        due_at: Instant,
        /// How much lies on it.
        units: i64,
    },
    /// A shelf is not low any more, and nobody was told that it was.
    ShelfRose {
        /// Which.
        device: DeviceId,
        /// Since when.
        at: Instant,
    },
    /// A shelf has run low.
    ShelfRanLow {
        /// Which.
        device: DeviceId,
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// Of which bay, where a camera saw it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bay: Option<BayId>,
        /// What lies on it.
        item: ItemId,
        /// How much of it. Where a camera saw it, how many facings something stands in: so many units at least.
        units: i64,
        /// Since when.
        since: Instant,
    },
    /// A shelf is well filled again.
    ShelfFilled {
        /// Which.
        device: DeviceId,
        /// Where.
        site: SiteId,
        /// Of which bay, where a camera saw it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bay: Option<BayId>,
        /// What lies on it.
        item: ItemId,
        /// How much of it.
        units: i64,
        /// Since when, by the clock of the shelf.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
    /// A bay of shelves is planned, or is planned otherwise than before.
    BaySet(Box<Bay>),
    /// A bay is planned no more.
    BayRemoved {
        /// Where.
        site: SiteId,
        /// Which.
        bay: BayId,
    },
    /// A camera saw a bay.
    ShelfSeen(Box<ShelfLook>),
    /// It is too warm, and nobody is told yet: a door that is open is no alarm. It is logged because readings are not,
    /// and the time must run on after a restart.
    WarmedUp {
        /// Which thermometer.
        device: DeviceId,
        /// Since when.
        since: Instant,
        /// When somebody is told, if it is not cold enough before.
        due_at: Instant,
        /// How warm, in thousandths of a degree Celsius.
        millicelsius: i32,
    },
    /// It is not too warm any more, and nobody was told that it was.
    CooledDown {
        /// Which thermometer.
        device: DeviceId,
        /// Since when.
        at: Instant,
    },
    /// It has been too warm for too long.
    GotTooWarm {
        /// Which thermometer.
        device: DeviceId,
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// How warm, in thousandths of a degree Celsius.
        millicelsius: i32,
        /// Since when.
        since: Instant,
    },
    /// It is cold enough again.
    Cooled {
        /// Which thermometer.
        device: DeviceId,
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// How warm, in thousandths of a degree Celsius.
        millicelsius: i32,
        /// Since when, by the clock of the thermometer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Instant>,
    },
}
