//! The rules of ordering that are compared.

use super::shelf::{Morning, PACK_UNITS};
use realtail_learn::replenish::{LeadTimes, Outlook, Situation, Stakes, Terms, suggest};

/// Days that the plain rules look back.
const BACK_DAYS: usize = 56;
/// Days that the min/max rule orders ahead.
const AHEAD_DAYS: f64 = 7.0;
/// Holding a unit for a day, as a share of its price: 25 % a year.
const HOLDING_SHARE_DAY: f64 = 0.25 / 365.0;

/// A rule of ordering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At the minimum or below, up to the maximum.
    MinMax,
    /// Each day up to a level that knows no forecast.
    BaseStock,
    /// What is suggested.
    Suggested,
    /// What is suggested where one unit of each item must stand on the shelf, however slowly it sells.
    RangeKept,
    /// What is suggested where an order line has its price too.
    FewerLines,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 5] =
        [Rule::MinMax, Rule::BaseStock, Rule::Suggested, Rule::RangeKept, Rule::FewerLines];

    /// For tables and names of files.
    pub fn name(self) -> &'static str {
        match self {
            Rule::MinMax => "min/max",
            Rule::BaseStock => "base stock",
            Rule::Suggested => "suggested",
            Rule::RangeKept => "suggested with all kept",
            Rule::FewerLines => "suggested with fewer lines",
        }
    }

    /// What makes it serve better or worse, from worse to better: standard deviations of safety, or what a lost sale is
    /// worth, in days of holding a unit.
    pub fn service(self) -> &'static [f64] {
        match self {
            Rule::MinMax | Rule::BaseStock => &[-0.5, 0.0, 0.4, 0.8, 1.2, 1.65, 2.0, 2.5, 3.0, 3.5],
            Rule::Suggested | Rule::RangeKept | Rule::FewerLines => {
                &[8.0, 14.0, 22.0, 30.0, 40.0, 55.0, 75.0, 100.0, 160.0, 300.0]
            }
        }
    }

    /// Whether it looks ahead.
    pub fn forecasts(self) -> bool {
        !matches!(self, Rule::MinMax | Rule::BaseStock)
    }

    /// What an order line costs, in days of holding a unit.
    fn line_days(self) -> f64 {
        if self == Rule::FewerLines { 80.0 } else { 0.0 }
    }
}

/// A buyer who follows a rule for one item.
#[derive(Clone, Debug)]
pub struct Buyer {
    rule: Rule,
    service: f64,
    /// Mean and standard deviation of the last days' demand, looked up once a week.
    habit: Option<(f64, f64)>,
    quoted_days: u32,
    lead: LeadTimes,
    price_cents: f64,
}

impl Buyer {
    /// Of an item of that price, from a supplier who quotes so many days.
    pub fn new(rule: Rule, service: f64, quoted_days: u32, price_cents: f64) -> Buyer {
        let lead = LeadTimes::quoted(quoted_days);
        Buyer { rule, service, habit: None, quoted_days, lead, price_cents }
    }

    /// Units to order this morning, from what was asked for on the days `before` it and what is expected from it on.
    pub fn order(&mut self, morning: &Morning<'_>, before: &[u32], outlook: Option<&Outlook>) -> u32 {
        morning.receipts.iter().for_each(|days| self.lead.received(*days));
        let lead_days = f64::from(self.quoted_days);
        match self.rule {
            Rule::MinMax => {
                let (mean, deviation) = self.habit(before);
                let min = mean * lead_days + self.service * deviation * lead_days.sqrt();
                if f64::from(morning.position) > min {
                    return 0;
                }
                packs_up_to(min + AHEAD_DAYS * mean, morning.position)
            }
            Rule::BaseStock => {
                let (mean, deviation) = self.habit(before);
                let days = lead_days + 1.0;
                packs_up_to(mean * days + self.service * deviation * days.sqrt(), morning.position)
            }
            Rule::Suggested | Rule::RangeKept | Rule::FewerLines => {
                outlook.map_or(0, |outlook| self.suggested(morning, outlook))
            }
        }
    }

    fn habit(&mut self, before: &[u32]) -> (f64, f64) {
        let monday = before.len() % 7 == 1;
        match self.habit.filter(|_| !monday) {
            Some(habit) => habit,
            None => {
                let habit = mean_and_deviation(&before[before.len().saturating_sub(BACK_DAYS)..]);
                *self.habit.insert(habit)
            }
        }
    }

    fn suggested(&self, morning: &Morning<'_>, outlook: &Outlook) -> u32 {
        let holding_cents_day = HOLDING_SHARE_DAY * self.price_cents;
        let stakes = Stakes {
            cost_cents: self.price_cents,
            short_cents: self.service * holding_cents_day,
            holding_cents_day,
            expired_cents: 0.0,
            line_cents: self.rule.line_days() * holding_cents_day,
            pallet_cents: 0.0,
        };
        let terms = Terms {
            pack_units: PACK_UNITS,
            order_units_min: PACK_UNITS,
            pallet_units: None,
            capacity_units: None,
            presentation_units: u32::from(self.rule == Rule::RangeKept),
            life_days: None,
        };
        let position_units = i64::from(morning.position);
        suggest(&Situation { outlook, lead: &self.lead, position_units }, &terms, &stakes).units
    }
}

fn mean_and_deviation(units: &[u32]) -> (f64, f64) {
    let count = units.len() as f64;
    let mean = units.iter().map(|units| f64::from(*units)).sum::<f64>() / count.max(1.0);
    let squares: f64 = units.iter().map(|units| (f64::from(*units) - mean).powi(2)).sum();
    (mean, (squares / (count - 1.0).max(1.0)).sqrt())
}

/// Whole packs that bring a position up to a level.
fn packs_up_to(level: f64, position: u32) -> u32 {
    let missing = (level - f64::from(position)).max(0.0);
    (missing / f64::from(PACK_UNITS)).ceil() as u32 * PACK_UNITS
}
