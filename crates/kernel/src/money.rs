//! Amounts of money in the smallest unit of their currency.

use serde::{Deserialize, Serialize};

/// An ISO 4217 alphabetic code, such as `EUR`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = "^[A-Z]{3}$", example = "EUR")]
pub struct Currency([u8; 3]);

/// A text that is no currency code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no currency; give the three capital letters of ISO 4217, such as EUR")]
pub struct NotACurrency {
    given: String,
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;

    fn try_from(text: String) -> Result<Currency, NotACurrency> {
        match <[u8; 3]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Currency(code)),
            _ => Err(NotACurrency { given: text.chars().take(10).collect() }),
        }
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.0.iter().map(|b| char::from(*b)).collect()
    }
}

impl Currency {
    /// What ISO 4217 says where no currency is involved; here: the retailer's only one, which nobody has named.
    pub const NONE: Currency = Currency(*b"XXX");
}

/// An amount in minor units: 1299 EUR is 12.99 euro. May be negative: a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Minor units of the currency.
    pub amount: i64,
    /// ISO 4217.
    pub currency: Currency,
}
