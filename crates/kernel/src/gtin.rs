//! GS1 keys with their check digit (GS1 General Specifications, section 7.9).

use serde::{Deserialize, Serialize};

/// Why digits are no GS1 key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckDigit {
    /// Not the right number of digits, or not only digits.
    #[error("{key} takes {lengths} digits, got {given:?}")]
    Shape {
        /// Which key.
        key: &'static str,
        /// The lengths it may have.
        lengths: &'static str,
        /// What was given.
        given: String,
    },
    /// The last digit does not fit those before it.
    #[error("{key} {given} has the wrong check digit: expected {expected}")]
    Wrong {
        /// Which key.
        key: &'static str,
        /// What was given.
        given: String,
        /// The digit that would be right.
        expected: u8,
    },
}

/// The check digit that belongs behind `digits`: weights 3 and 1 from the right.
fn check_digit(digits: &[u8]) -> u8 {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(i, d)| u32::from(*d) * if i % 2 == 0 { 3 } else { 1 }).sum();
    ((10 - sum % 10) % 10) as u8
}

fn parse(key: &'static str, lengths: &'static str, allowed: &[usize], text: &str) -> Result<u64, CheckDigit> {
    let shape = || CheckDigit::Shape { key, lengths, given: text.chars().take(20).collect() };
    if !allowed.contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(shape());
    }
    let digits: Vec<u8> = text.bytes().map(|b| b - b'0').collect();
    let (last, body) = digits.split_last().ok_or_else(shape)?;
    let expected = check_digit(body);
    if *last != expected {
        return Err(CheckDigit::Wrong { key, given: text.to_owned(), expected });
    }
    text.parse().map_err(|_| shape())
}

/// The GTIN whose first 13 digits these are, with the check digit that belongs behind them.
pub(crate) fn gtin_of_body(body: u64) -> Gtin {
    let digits: Vec<u8> = format!("{body:013}").bytes().map(|b| b - b'0').collect();
    Gtin(body * 10 + u64::from(check_digit(&digits)))
}

/// A Global Trade Item Number, held as GTIN-14; GTIN-8, -12 and -13 are the same with zeros in front.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^([0-9]{8}|[0-9]{12,14})$", example = "04006381333931")]
pub struct Gtin(u64);

/// A Global Location Number: 13 digits.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, pattern = r"^[0-9]{13}$", example = "4012345000009")]
pub struct Gln(u64);

impl std::str::FromStr for Gtin {
    type Err = CheckDigit;

    fn from_str(text: &str) -> Result<Gtin, CheckDigit> {
        parse("GTIN", "8, 12, 13 or 14", &[8, 12, 13, 14], text).map(Gtin)
    }
}

impl std::str::FromStr for Gln {
    type Err = CheckDigit;

    fn from_str(text: &str) -> Result<Gln, CheckDigit> {
        parse("GLN", "13", &[13], text).map(Gln)
    }
}

impl std::fmt::Display for Gtin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

impl std::fmt::Display for Gln {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:013}", self.0)
    }
}

macro_rules! through_text {
    ($($name:ident)+) => {$(
        impl TryFrom<String> for $name {
            type Error = CheckDigit;

            fn try_from(text: String) -> Result<$name, CheckDigit> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.to_string()
            }
        }
    )+};
}

through_text! { Gtin Gln }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gtins_of_every_length_are_one_number() {
        // Examples of the GS1 General Specifications and of goods on a shelf.
        for (given, kept) in [
            ("96385074", "00000096385074"),
            ("614141000036", "00614141000036"),
            ("4006381333931", "04006381333931"),
            ("10614141000415", "10614141000415"),
        ] {
            assert_eq!(given.parse::<Gtin>().expect(given).to_string(), kept);
        }
    }

    #[test]
    fn a_wrong_check_digit_says_which_would_be_right() {
        let error = "4006381333932".parse::<Gtin>().expect_err("wrong").to_string();
        assert_eq!(error, "GTIN 4006381333932 has the wrong check digit: expected 1");
        let error = "12345".parse::<Gtin>().expect_err("wrong").to_string();
        assert_eq!(error, "GTIN takes 8, 12, 13 or 14 digits, got \"12345\"");
        assert!("4012345000009".parse::<Gln>().is_ok());
        assert!("4012345000008".parse::<Gln>().is_err());
    }
}
