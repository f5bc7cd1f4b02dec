//! The calendar: weekdays, days of the month, and the feasts before which people stock up.
//!
//! Days are counted from the first of January 1970. Easter is reckoned as by Meeus, Jones and Butcher (Meeus, Astronomical
//! Algorithms, 1991, chapter 8), dates as by Hinnant's civil calendar.

use super::ahead::{AheadDay, PromotedDay};
use serde::{Deserialize, Serialize};

/// Days to or from a feast that are told apart.
const FEAST_DAYS_MAX: i32 = 30;

/// Whose feasts are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Land {
    /// Easter and Christmas, New Year and the first of May.
    #[default]
    Elsewhere,
    /// Easter, Thanksgiving and Christmas, New Year and the long weekends.
    UnitedStates,
}

impl Land {
    /// Feasts of a year before which people stock up, in rising order; those on which families cook are marked.
    fn feasts(self, year: i32) -> [(i32, bool); 7] {
        let easter = (easter(year), true);
        let (new_year, christmas) = ((days(year, 1, 1), false), (days(year, 12, 25), true));
        match self {
            Land::Elsewhere => {
                let may_day = (days(year, 5, 1), false);
                let (first, second) =
                    if easter.0 < may_day.0 { (easter, may_day) } else { (may_day, easter) };
                [new_year, new_year, first, second, christmas, christmas, christmas]
            }
            Land::UnitedStates => {
                let monday = |month, first| on_weekday(days(year, month, first), 0);
                let thanksgiving = on_weekday(days(year, 11, 22), 3);
                [
                    new_year,
                    easter,
                    (monday(5, 25), false),
                    (days(year, 7, 4), false),
                    (monday(9, 1), false),
                    (thanksgiving, true),
                    christmas,
                ]
            }
        }
    }

    /// Feasts of the year of a day, of the one before and the one after.
    fn around(self, day: i32) -> impl Iterator<Item = (i32, bool)> {
        let (year, _, _) = date(day);
        (year - 1..=year + 1).flat_map(move |year| self.feasts(year))
    }

    /// Which time around a great feast a day is, below [`super::SEASONS`]: the week before it, its last three days, the
    /// feast, and the two days after it; nothing for none.
    pub fn season(self, day: i32) -> u8 {
        for (feast, _) in self.around(day).filter(|(_, great)| *great) {
            match feast - day {
                -2 | -1 => return 4,
                0 => return 3,
                1..=3 => return 2,
                4..=7 => return 1,
                _ => {}
            }
        }
        0
    }

    /// A day to be forecast, on which this is promoted.
    pub fn ahead(self, day: i32, promoted: PromotedDay, open: bool) -> AheadDay {
        let next = self.around(day).map(|(feast, _)| feast).find(|feast| *feast >= day);
        let last = self.around(day).map(|(feast, _)| feast).filter(|feast| *feast < day).last();
        let away = |feast: Option<i32>| {
            feast.map_or(FEAST_DAYS_MAX, |feast| (feast - day).abs().min(FEAST_DAYS_MAX)) as f32
        };
        let (_, _, day_of_month) = date(day);
        AheadDay {
            weekday: weekday(day),
            day_of_month,
            promoted,
            feasts: [away(next), away(last)],
            feast: self.season(day),
            open,
        }
    }
}

/// Monday is nothing.
pub fn weekday(day: i32) -> u8 {
    (day + 3).rem_euclid(7) as u8
}

/// The first such weekday from a day on.
fn on_weekday(day: i32, wanted: u8) -> i32 {
    day + (i32::from(wanted) - i32::from(weekday(day))).rem_euclid(7)
}

/// Days since 1970 of a date.
pub fn days(year: i32, month: u8, day_of_month: u8) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (i32::from(month) + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + i32::from(day_of_month) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// Year, month and day of the month.
pub fn date(day: i32) -> (i32, u8, u8) {
    let day = day + 719_468;
    let (era, day_of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month as u8, (day_of_year - (153 * shifted + 2) / 5 + 1) as u8)
}

fn easter(year: i32) -> i32 {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let march = moon + sunday - 7 * late + 114;
    days(year, (march / 31) as u8, (march % 31 + 1) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_there_and_back() {
        for (date_given, number) in
            [((1970, 1, 1), 0), ((2000, 2, 29), 11_016), ((2017, 1, 1), 17_167), ((2026, 11, 27), 20_784)]
        {
            let (year, month, day_of_month) = date_given;
            assert_eq!(days(year, month, day_of_month), number);
            assert_eq!(date(number), date_given);
        }
        assert!((-200_000..200_000).step_by(97).all(|day| {
            let (year, month, day_of_month) = date(day);
            days(year, month, day_of_month) == day
        }));
    }

    #[test]
    fn feasts_of_some_years() {
        let none = PromotedDay { before: 0, on: 0, after: None };
        for (land, year, month, day_of_month) in [
            (Land::UnitedStates, 2017, 4, 16),
            (Land::UnitedStates, 2017, 5, 29),
            (Land::UnitedStates, 2017, 9, 4),
            (Land::UnitedStates, 2017, 11, 23),
            (Land::UnitedStates, 2024, 3, 31),
            (Land::UnitedStates, 2026, 11, 26),
            (Land::Elsewhere, 2025, 4, 20),
            (Land::Elsewhere, 2025, 5, 1),
        ] {
            let day = days(year, month, day_of_month);
            assert!(
                land.feasts(year).iter().any(|(feast, _)| *feast == day),
                "{year}-{month}-{day_of_month}"
            );
            assert_eq!(land.ahead(day, none, true).feasts[0], 0.0);
            assert!(land.feasts(year).windows(2).all(|two| two[0].0 <= two[1].0), "{year} rises");
        }
    }

    #[test]
    fn the_time_around_a_great_feast() {
        let christmas = days(2025, 12, 25);
        let seasons: Vec<u8> = (-9..4).map(|away| Land::Elsewhere.season(christmas + away)).collect();
        assert_eq!(seasons, [0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 4, 4, 0]);
    }
}
