//! How suppliers take and deliver orders, and what may be spent on them.

use realtail_kernel::{Currency, Day, Label, SiteId, Weekday, Word};
use serde::{Deserialize, Serialize};

/// In what the room of a truck is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TruckMeasure {
    /// Units, whatever they are.
    Units,
    /// Pallets, by the `pallet_size` of the plans.
    Pallets,
    /// Kilograms, by the attribute `weight_g` of the items.
    Kilograms,
}

/// What a supplier's goods come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Truck {
    /// How much goes into it.
    #[schema(minimum = 1)]
    pub capacity: u32,
    /// Of what.
    pub measure: TruckMeasure,
    /// What one costs, in minor units, however full it is.
    #[schema(minimum = 0)]
    pub cost: i64,
}

/// How fast a supplier can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpediteTerms {
    /// A line that is hastened is there so many days later.
    pub lead_time_days: u16,
    /// What that costs a line, in minor units.
    #[schema(minimum = 0)]
    pub cost: i64,
}

/// How late a supplier lets a line be called off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CancelTerms {
    /// As long as it is due in so many days or more.
    pub days_before: u16,
    /// What that costs a line, in minor units.
    #[schema(minimum = 0)]
    pub cost: i64,
}

/// How a supplier takes and delivers orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SupplierTerms {
    /// Whose.
    pub supplier: Label,
    /// On which weekdays orders are taken.
    pub order_days: Vec<Weekday>,
    /// On which weekdays goods arrive.
    pub delivery_days: Vec<Weekday>,
    /// On these days neither.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Day>,
    /// The least that an order must come to, in minor units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_value_min: Option<i64>,
    /// The fewest units of an order, over all its lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_units_min: Option<u32>,
    /// What the goods come in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truck: Option<Truck>,
    /// How fast it can be, where a line can be hastened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expedite: Option<ExpediteTerms>,
    /// How late a line can be called off, where it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cancel: Option<CancelTerms>,
    /// What orders are made out in, ISO 4217; the amounts above and the unit costs of the plans are in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
}

/// What may be spent on orders to suppliers in a week, from Monday on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Budget {
    /// Its name.
    pub budget: Word,
    /// For which sites; for all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<SiteId>,
    /// For which suppliers; for all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppliers: Vec<Label>,
    /// For items of which categories; of all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Label>,
    /// How much, in minor units.
    #[schema(minimum = 0)]
    pub money_per_week: i64,
}
