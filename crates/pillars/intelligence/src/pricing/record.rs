//! The record of prices: what those that were set were expected to make, and what came of them.

use realtail_kernel::{Day, Instant};
use realtail_vocabulary::{JudgedPrice, PriceAim, TakenPrice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Records are kept for so many weeks.
const WEEKS_MAX: i32 = 104;

/// What a price was set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Kind {
    Lot,
    Season,
    Regular,
}

impl Kind {
    fn of(aim: &PriceAim) -> Kind {
        match aim {
            PriceAim::Lot { .. } => Kind::Lot,
            PriceAim::Season { .. } => Kind::Season,
            PriceAim::Regular => Kind::Regular,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Kind::Lot => "lot",
            Kind::Season => "season",
            Kind::Regular => "regular",
        }
    }
}

/// Prices of one kind that were set in a week. Amounts are minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceRecordWeek {
    /// How many prices were set; each step of a markdown is one.
    pub prices: u32,
    /// How many of them the rules set, and no person.
    pub automatic: u32,
    /// How many that were set first in the week are judged: what they were for is sold, or over.
    pub judged: u32,
    /// What the judged ones were expected to gain.
    pub expected_gain: i64,
    /// What they made.
    pub made: i64,
    /// Units that were sold at them.
    pub sold_units: i64,
    /// Units that were left in the end.
    pub waste_units: i64,
}

/// What came of prices that were set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PriceRecord {
    /// By the Monday of the week, as days since 1970, and by kind.
    weeks: BTreeMap<(i32, Kind), PriceRecordWeek>,
}

impl PriceRecord {
    /// Each week and kind, the newest first.
    pub fn weeks(&self) -> impl Iterator<Item = (Day, &'static str, &PriceRecordWeek)> {
        self.weeks.iter().rev().map(|((monday, kind), week)| (Day::of_number(*monday), kind.as_str(), week))
    }

    fn week(&mut self, at: Instant, kind: Kind) -> &mut PriceRecordWeek {
        let day = i32::try_from(at.micros().div_euclid(86_400_000_000)).unwrap_or_default();
        // 1970-01-01 was a Thursday.
        let monday = (day + 3).div_euclid(7) * 7 - 3;
        self.weeks.retain(|(known, _), _| *known > monday - 7 * WEEKS_MAX);
        self.weeks.entry((monday, kind)).or_default()
    }

    pub(super) fn count(&mut self, taken: &TakenPrice, at: Instant) {
        let week = self.week(at, Kind::of(&taken.advice.aim));
        week.prices += 1;
        week.automatic += u32::from(taken.by.is_none());
    }

    pub(super) fn judge(&mut self, judged: &JudgedPrice) {
        let week = self.week(judged.taken_at, Kind::of(&judged.aim));
        week.judged += 1;
        week.expected_gain += judged.expected_gain;
        week.made += judged.made;
        week.sold_units += judged.sold_units;
        week.waste_units += judged.waste_units;
    }
}
