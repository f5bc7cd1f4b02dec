//! Taxes by category and place.

use super::is_default;
use crate::Country;
use realtail_kernel::{Instant, Label, RegionId, SiteId, TaxId, Word};
use serde::{Deserialize, Serialize};

/// A part of the world that a tax is raised in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxPlace {
    /// The country.
    pub country: Country,
    /// A state, a county: ISO 3166-2, with or without the country in front, such as `CA` or `US-CA`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Word>,
    /// What the postal code begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_prefix: Option<Word>,
}

/// A tax. Of the taxes of one kind a line bears the one that is said most closely for it: for its category before for all,
/// for its site before its region before its place. Taxes of different kinds add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Tax {
    /// What it is called.
    pub tax: TaxId,
    /// What the shopper reads on the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// What kind it is of, such as `vat`, `state`, `county`.
    pub kind: Word,
    /// On goods of this category, or whose attribute `tax_category` says this; on all where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Label>,
    /// On what is sent to one of these places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<TaxPlace>,
    /// On what is sold at these sites and not sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// On what is sold at the sites of these regions and not sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionId>,
    /// In parts per million: 190,000 is 19 %.
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub rate_ppm: u32,
    /// Whether prices have it in them already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inclusive: bool,
    /// From when on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
    /// Until when, not including it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
}
