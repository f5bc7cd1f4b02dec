//! How and where a shopper gets an order.

use crate::GeoPosition;
use realtail_kernel::Word;
use serde::{Deserialize, Serialize};

/// How an order reaches the shopper.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryMethod {
    /// Collected at a site.
    Pickup,
    /// Sent by a carrier.
    Ship,
    /// Brought from a site nearby.
    Deliver,
    /// Taken along at once.
    CarryOut,
}

impl DeliveryMethod {
    /// What people call it.
    pub fn as_str(self) -> &'static str {
        match self {
            DeliveryMethod::Pickup => "pickup",
            DeliveryMethod::Ship => "ship",
            DeliveryMethod::Deliver => "deliver",
            DeliveryMethod::CarryOut => "carry_out",
        }
    }

    /// Whether the goods leave for a place of the shopper's.
    pub fn goes_out(self) -> bool {
        match self {
            DeliveryMethod::Ship | DeliveryMethod::Deliver => true,
            DeliveryMethod::Pickup | DeliveryMethod::CarryOut => false,
        }
    }
}

/// A country, by its two letters (ISO 3166-1), such as `DE`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[A-Z]{2}$", example = "DE")]
pub struct Country([u8; 2]);

/// A text that is no country.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no country; give two capital letters of ISO 3166-1, such as DE")]
pub struct NotACountry {
    given: String,
}

impl TryFrom<String> for Country {
    type Error = NotACountry;

    fn try_from(text: String) -> Result<Country, NotACountry> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Country([*a, *b])),
            _ => Err(NotACountry { given: text.chars().take(40).collect() }),
        }
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.to_string()
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or("??"))
    }
}

/// Where an order goes, as far as the router must know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The country.
    pub country: Country,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Word>,
    /// A state, a county, a prefecture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Word>,
    /// Where that is; without it no distance is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<GeoPosition>,
}
