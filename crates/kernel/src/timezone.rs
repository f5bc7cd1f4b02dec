//! The time zone a site lives in.

use compact_str::CompactString;
use serde::{Deserialize, Deserializer, Serialize};

/// A name of the IANA time zone database, such as `Europe/Berlin`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "Europe/Berlin", pattern = r"^[A-Za-z][A-Za-z0-9_+/\-]{1,50}$")]
pub struct Timezone(CompactString);

/// A text that names no time zone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no time zone; give a name of the IANA database, such as Europe/Berlin")]
pub struct NotATimezone {
    given: String,
}

impl std::str::FromStr for Timezone {
    type Err = NotATimezone;

    fn from_str(text: &str) -> Result<Timezone, NotATimezone> {
        match jiff::tz::TimeZone::get(text) {
            Ok(_) => Ok(Timezone(CompactString::new(text))),
            Err(_) => Err(NotATimezone { given: text.chars().take(40).collect() }),
        }
    }
}

impl Timezone {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Timezone {
    /// Checked at the door only: a name that the log holds was right when it came in.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timezone, D::Error> {
        let human = deserializer.is_human_readable();
        let text = CompactString::deserialize(deserializer)?;
        if human { text.parse().map_err(serde::de::Error::custom) } else { Ok(Timezone(text)) }
    }
}
