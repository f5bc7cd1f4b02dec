//! A point in time, in microseconds, told to the pure core and never asked for by it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Microseconds since 1970-01-01T00:00:00Z. RFC 3339 text in JSON, a number in the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-11-23T11:26:44Z")]
pub struct Instant(i64);

/// A text that is no point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no time; give RFC 3339 with an offset, such as 2026-11-23T11:26:44Z")]
pub struct NotATime {
    given: String,
}

impl Instant {
    /// The earliest of all.
    pub const EPOCH: Instant = Instant(0);

    /// Later than all.
    pub const END: Instant = Instant(i64::MAX);

    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Instant {
        Instant(micros)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Later by so many milliseconds; stops at the end of time rather than wrap.
    pub const fn plus_ms(self, ms: i64) -> Instant {
        Instant(self.0.saturating_add(ms.saturating_mul(1000)))
    }

    /// The end of the month in UTC, so many months on: the first moment that is not in it any more. Stops at the end of
    /// the calendar.
    pub fn month_end_after(self, months: u16) -> Instant {
        let end = || {
            let date =
                jiff::Timestamp::from_microsecond(self.0).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
            let first =
                date.first_of_month().checked_add(jiff::Span::new().months(i64::from(months) + 1)).ok()?;
            let midnight =
                first.to_datetime(jiff::civil::Time::midnight()).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
            Some(Instant(midnight.timestamp().as_microsecond()))
        };
        end().unwrap_or(Instant(jiff::Timestamp::MAX.as_microsecond()))
    }

    /// Microseconds from `earlier` to this; negative where it is the other way round.
    pub const fn micros_since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl std::str::FromStr for Instant {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Instant, NotATime> {
        text.parse::<jiff::Timestamp>()
            .map(|t| Instant(t.as_microsecond()))
            .map_err(|_| NotATime { given: text.chars().take(40).collect() })
    }
}

impl std::fmt::Display for Instant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(time) => write!(f, "{time}"),
            Err(_) => write!(f, "{} µs", self.0),
        }
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
        if deserializer.is_human_readable() {
            let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Instant)
        }
    }
}

/// Reads a time that stands in a variant which a field names. What such a variant holds is read before it is known which
/// it is, and from then on nobody can say whether it came from text or from the log: so either is taken.
///
/// # Errors
/// Where it is neither.
pub fn instant_in_tagged<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Instant, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Micros(i64),
        Text(String),
    }
    match Either::deserialize(deserializer)? {
        Either::Micros(micros) => Ok(Instant(micros)),
        Either::Text(text) => text.parse().map_err(serde::de::Error::custom),
    }
}

/// The same of a time that need not be there.
///
/// # Errors
/// Where it is there, and neither.
pub fn optional_instant_in_tagged<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Instant>, D::Error> {
    #[derive(Deserialize)]
    struct Wrapped(#[serde(deserialize_with = "instant_in_tagged")] Instant);
    Ok(Option::<Wrapped>::deserialize(deserializer)?.map(|wrapped| wrapped.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_in_their_own_length() {
        let end =
            |from: &str, months| from.parse::<Instant>().expect("a time").month_end_after(months).to_string();
        assert_eq!(end("2026-01-31T23:59:59Z", 0), "2026-02-01T00:00:00Z");
        assert_eq!(end("2026-01-31T12:00:00Z", 1), "2026-03-01T00:00:00Z");
        assert_eq!(end("2026-12-01T00:00:00Z", 24), "2029-01-01T00:00:00Z");
        assert_eq!(
            end("9999-01-01T00:00:00Z", 1200),
            Instant(jiff::Timestamp::MAX.as_microsecond()).to_string()
        );
    }

    #[test]
    fn json_speaks_rfc_3339() {
        let time: Instant = serde_json::from_str("\"2026-11-23T12:26:44.5+01:00\"").expect("a time");
        assert_eq!(time.to_string(), "2026-11-23T11:26:44.5Z");
        let error = serde_json::from_str::<Instant>("\"2026-11-23 11:26\"").expect_err("no offset");
        assert!(error.to_string().contains("RFC 3339"), "{error}");
    }
}
