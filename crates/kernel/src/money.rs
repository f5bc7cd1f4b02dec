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

    /// How many digits of an amount stand behind the point, by ISO 4217.
    pub fn minor_digits(self) -> u8 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// The smallest coin, in minor units, where it is larger than the smallest unit that is priced in.
    pub fn cash_step(self) -> i64 {
        match &self.0 {
            b"CHF" | b"AUD" | b"CAD" | b"SGD" | b"BND" => 5,
            b"NZD" | b"ZAR" => 10,
            b"DKK" => 50,
            b"SEK" | b"NOK" | b"CZK" => 100,
            b"HUF" => 500,
            _ => 1,
        }
    }

    /// What an amount comes to in cash: to the nearest coin, half a coin upwards.
    pub fn in_cash(self, amount: i64) -> i64 {
        let step = self.cash_step();
        amount.saturating_add(step / 2).div_euclid(step).saturating_mul(step)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cash_is_paid_in_coins() {
        // currency, amount, in cash, digits behind the point
        for (code, amount, cash, digits) in [
            ("CHF", 1_002, 1_000, 2),
            ("CHF", 1_003, 1_005, 2),
            ("SEK", 9_950, 10_000, 2),
            ("EUR", 1_999, 1_999, 2),
            ("JPY", 1_234, 1_234, 0),
            ("KWD", 1_234, 1_234, 3),
        ] {
            let currency = Currency::try_from(code.to_owned()).expect("a currency");
            assert_eq!((currency.in_cash(amount), currency.minor_digits()), (cash, digits), "{code}");
        }
    }
}
