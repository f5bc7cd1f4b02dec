//! Bays of shelves as they are planned, and what a camera saw of them.

use realtail_kernel::{BayId, DeviceId, Instant, ItemId, Reference, SiteId, Word, ZoneId};
use serde::{Deserialize, Serialize};

/// A bay of shelves as it is planned (planogram): what stands where. Lengths are in centimetres, from the upper left
/// corner of the bay as a shopper faces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bay {
    /// Where.
    pub site: SiteId,
    /// Its name at that site.
    pub bay: BayId,
    /// In which zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// How wide it is.
    #[schema(minimum = 1, maximum = 2000)]
    pub width_cm: u16,
    /// How high it is.
    #[schema(minimum = 1, maximum = 1000)]
    pub height_cm: u16,
    /// Its shelves, from the top.
    #[schema(min_items = 1, max_items = 20)]
    pub shelves: Vec<BayShelf>,
    /// Which cameras see it, and where in their pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 8)]
    pub views: Vec<BayView>,
}

/// A shelf of a bay: the room above its board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BayShelf {
    /// Where its room begins, from the top of the bay.
    pub top_cm: u16,
    /// How high that room is, down to the front edge of the board.
    #[schema(minimum = 1)]
    pub height_cm: u16,
    /// What stands there, from the left.
    #[schema(max_items = 100)]
    pub places: Vec<BayPlace>,
}

/// Where an item stands: one facing beside the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BayPlace {
    /// What.
    pub item: ItemId,
    /// Where the first facing begins, from the left of the bay.
    pub left_cm: u16,
    /// How wide a facing is.
    #[schema(minimum = 1)]
    pub facing_width_cm: u16,
    /// How many facings there are.
    #[schema(minimum = 1, maximum = 100)]
    pub facings: u16,
    /// With so many facings that are not empty, or fewer, the item is missing from the bay.
    #[serde(default)]
    pub low_at_facings: u16,
}

/// A camera that sees a bay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BayView {
    /// Which.
    pub camera: DeviceId,
    /// The corners of the bay in its picture: upper left, upper right, lower right, lower left; each how far from the
    /// left and from the top, in parts per million of the picture's width and height.
    #[schema(value_type = Vec<Vec<i32>>, min_items = 4, max_items = 4)]
    pub corners_ppm: [[i32; 2]; 4],
}

/// What a camera, or a box that looks at its pictures, saw of a bay. Of shelves only: nobody who stood before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShelfSeen {
    /// The camera.
    pub camera: Reference,
    /// Where.
    pub site: SiteId,
    /// Which bay.
    pub bay: BayId,
    /// When the picture was taken; the time of the event where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<Instant>,
    /// A fingerprint of the picture, such as its SHA-256 in hexadecimal digits. The picture itself is not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Word>,
    /// What was seen, place by place.
    #[schema(min_items = 1, max_items = 2000)]
    pub places: Vec<SeenPlace>,
}

/// What was seen of one place of a bay, or of all of an item in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenPlace {
    /// Which item; where it is not said, `shelf` and `place` say where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// On which shelf, counted from 1 at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<u16>,
    /// Which place of that shelf in the planogram, counted from 1 at the left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u16>,
    /// How many facings something stands in.
    pub facings_seen: u16,
    /// How many facings are empty. Those that were hidden are in neither number.
    pub facings_empty: u16,
    /// Which facings are empty, counted from 1 at the left, where that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<u16>,
    /// How sure that is, in parts per million.
    #[schema(maximum = 1_000_000)]
    pub confidence_ppm: u32,
}

/// A look at a bay that counts: by a camera that is registered, at a bay that is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ShelfLook {
    /// The camera.
    pub camera: DeviceId,
    /// Where.
    pub site: SiteId,
    /// Which bay.
    pub bay: BayId,
    /// When the picture was taken.
    pub at: Instant,
    /// A fingerprint of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Word>,
    /// What was seen.
    pub places: Vec<SeenPlace>,
}
