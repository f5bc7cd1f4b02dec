//! The calendar of a place: days of the week, days, and times on the clock on its wall.

use crate::{Instant, Timezone};
use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the week.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// All seven, from Monday.
    pub const ALL: [Weekday; 7] =
        [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no day; give year, month and day, such as 2026-12-24")]
pub struct NotADay {
    given: String,
}

/// A day of the calendar, without a time zone: `2026-12-24`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-12-24")]
pub struct Day(civil::Date);

impl Day {
    /// The day after this one; the last of all stays.
    pub fn next(self) -> Day {
        Day(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The day so many days after 1970-01-01; the first or the last of all where the calendar does not go that far.
    pub fn of_number(days_since_1970: i32) -> Day {
        let epoch = civil::Date::constant(1970, 1, 1);
        Day(epoch.saturating_add(jiff::Span::new().days(days_since_1970.clamp(-3_000_000, 3_000_000))))
    }

    /// Days from 1970-01-01 to this one.
    pub fn number(self) -> i32 {
        let hours = self.0.duration_since(civil::Date::constant(1970, 1, 1)).as_hours();
        i32::try_from(hours / 24).unwrap_or_default()
    }

    /// Which day of the week it is.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[usize::from(self.0.weekday().to_monday_zero_offset().unsigned_abs())]
    }
}

impl std::str::FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Day, NotADay> {
        let given = || NotADay { given: text.chars().take(40).collect() };
        if text.len() != 10 {
            return Err(given());
        }
        text.parse().map(Day).map_err(|_| given())
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is no time of day; give hours and minutes from 00:00 to 24:00, such as 18:30")]
pub struct NotATimeOfDay {
    given: String,
}

/// A time on the clock on the wall, to the minute: `18:30`. `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = String, example = "18:30", pattern = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// When the day begins.
    pub const MIDNIGHT: TimeOfDay = TimeOfDay(0);
    /// When the day ends.
    pub const END: TimeOfDay = TimeOfDay(24 * 60);
    /// The last minute of the day.
    pub const LAST: TimeOfDay = TimeOfDay(24 * 60 - 1);

    /// Minutes since midnight.
    pub fn minutes(self) -> i64 {
        i64::from(self.0)
    }
}

impl std::str::FromStr for TimeOfDay {
    type Err = NotATimeOfDay;

    fn from_str(text: &str) -> Result<TimeOfDay, NotATimeOfDay> {
        let number = |part: &str| {
            let digits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u16>().ok()).flatten()
        };
        let parts = text.split_once(':').and_then(|(h, m)| Some((number(h)?, number(m)?)));
        match parts {
            Some((hours @ 0..=23, minutes @ 0..=59)) => Ok(TimeOfDay(hours * 60 + minutes)),
            Some((24, 0)) => Ok(TimeOfDay::END),
            _ => Err(NotATimeOfDay { given: text.chars().take(40).collect() }),
        }
    }
}

impl std::fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TimeOfDay, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A time zone looked up once, for many questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Wall(jiff::tz::TimeZone);

impl Timezone {
    /// The clock on the wall there. UTC where the name is one that this build does not know.
    pub fn wall(&self) -> Wall {
        Wall(jiff::tz::TimeZone::get(self.as_str()).unwrap_or(jiff::tz::TimeZone::UTC))
    }
}

impl Wall {
    /// What the calendar and the clock show at an instant.
    pub fn read(&self, at: Instant) -> (Day, TimeOfDay) {
        let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        let shown = self.0.to_datetime(at);
        let minutes = u16::from(shown.hour().unsigned_abs()) * 60 + u16::from(shown.minute().unsigned_abs());
        (Day(shown.date()), TimeOfDay(minutes))
    }

    /// What the calendar and the clock show at an instant, as microseconds since they showed 1970-01-01T00:00.
    pub fn shown_micros(&self, at: Instant) -> i64 {
        let time = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        at.micros().saturating_add(i64::from(self.0.to_offset(time).seconds()) * 1_000_000)
    }

    /// The instant at which they show that. Where clocks are put forward over it, the instant of the change; where they
    /// show it twice, the first.
    pub fn instant(&self, day: Day, time: TimeOfDay) -> Instant {
        let (date, minutes) = if time == TimeOfDay::END { (day.next().0, 0) } else { (day.0, time.0) };
        let (hour, minute) = ((minutes / 60) as i8, (minutes % 60) as i8);
        let shown = date.at(hour, minute, 0, 0);
        let found = self.0.to_ambiguous_timestamp(shown).compatible();
        Instant::from_micros(found.map_or(i64::MAX, jiff::Timestamp::as_microsecond))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Wall {
        "Europe/Berlin".parse::<Timezone>().expect("a time zone").wall()
    }

    #[test]
    fn a_wall_clock_reads_both_ways() {
        // instant, what the wall in Berlin shows
        for (at, day, time) in
            [("2026-01-15T07:30:00Z", "2026-01-15", "08:30"), ("2026-07-15T22:30:00Z", "2026-07-16", "00:30")]
        {
            let (at, day, time) =
                (at.parse().expect("a time"), day.parse().expect("a day"), time.parse().expect("a time"));
            assert_eq!(berlin().read(at), (day, time));
            assert_eq!(berlin().instant(day, time), at);
            let shown = berlin().shown_micros(at).div_euclid(60_000_000);
            assert_eq!(Day::of_number(shown.div_euclid(24 * 60) as i32), day);
            assert_eq!(i64::from(day.number()), shown.div_euclid(24 * 60));
            assert_eq!(shown.rem_euclid(24 * 60), time.minutes());
        }
        let day: Day = "2026-03-28".parse().expect("a day");
        assert_eq!(berlin().instant(day, TimeOfDay::END).to_string(), "2026-03-28T23:00:00Z");
        assert_eq!(day.weekday(), Weekday::Sat);
        assert_eq!(day.next().weekday(), Weekday::Sun);
        // The hour that spring takes away.
        let gone = berlin().instant(day.next(), "02:30".parse().expect("a time"));
        assert_eq!(gone.to_string(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn what_is_no_time_of_day_is_refused() {
        for text in ["24:01", "7:00", "12:60", "noon", "+1:00", ""] {
            assert!(text.parse::<TimeOfDay>().is_err(), "{text}");
        }
        assert_eq!("24:00".parse::<TimeOfDay>().expect("the end").to_string(), "24:00");
        assert!("2026-02-30".parse::<Day>().is_err() && "20260228".parse::<Day>().is_err());
    }
}
