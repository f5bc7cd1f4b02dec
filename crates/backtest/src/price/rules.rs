//! The rules of marking down that are compared.

use super::lots::{Drawn, SPREAD};
use realtail_learn::price::{Belief, Day, Ending, Guards, Lot, endings_at_most, plan};

/// What a unit costs the retailer, as a share of its usual price; receipts do not tell.
pub const COST_SHARE: f64 = 0.65;
/// What the removal of a wasted unit costs, as a share of its usual price.
pub const REMOVAL_SHARE: f64 = 0.05;
/// What a wasted unit weighs in plans besides, as a share of its usual price: the margin that the retailer would give up
/// for a unit less of waste. Chosen on the seeds 101 to 110 so that both margin and waste clear their bars.
const WASTE_WEIGHT_SHARE: f64 = 4.0;
/// No price below, as a share of the usual one.
const FLOOR_SHARE: f64 = 0.25;

/// How many rules there are.
pub const RULES: usize = 5;

/// A rule of marking down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Never.
    None,
    /// 30, 50 and 70 % off: three days, two days and one day before a lot expires; four weeks, two weeks and one week
    /// before a season ends.
    Calendar,
    /// What is planned each period for margin alone, as if waste were no matter beyond its removal.
    MarginAlone,
    /// What is planned each period from what is believed at first.
    NotLearning,
    /// What is planned each period from what is believed by then.
    Planned,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; RULES] =
        [Rule::None, Rule::Calendar, Rule::MarginAlone, Rule::NotLearning, Rule::Planned];

    /// For tables.
    pub fn name(self) -> &'static str {
        match self {
            Rule::None => "no markdown",
            Rule::Calendar => "calendar 30/50/70 %",
            Rule::MarginAlone => "planned for margin alone",
            Rule::NotLearning => "planned without learning",
            Rule::Planned => "planned",
        }
    }
}

/// A period of a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its price.
    pub cents: u32,
    /// Units asked for.
    pub asked: u32,
    /// Units sold.
    pub sold: u32,
    /// Units left.
    pub left: u32,
}

/// Sells a lot under a rule, period by period.
pub fn sell(lot: &Drawn, rule: Rule) -> Vec<Period> {
    let usual = lot.product.usual_cents;
    let guards = Guards {
        floor_cents: (FLOOR_SHARE * f64::from(usual)).ceil() as u32,
        competitor_cents: None,
        ending: Ending::Nine,
        steps_percent: vec![10, 20, 30, 40, 50, 60, 70],
    };
    let mut belief = Belief::new(lot.product.elasticity, lot.level_deviation);
    let (mut left, mut cents) = (lot.units, usual);
    let mut periods = Vec::new();
    for period in 0..lot.forecast_units.len() {
        cents = match rule {
            Rule::None => cents,
            Rule::Calendar => calendar(lot, period, cents, &guards),
            Rule::MarginAlone => planned(lot, period, left, cents, &guards, &belief, 0.0),
            Rule::Planned | Rule::NotLearning => {
                planned(lot, period, left, cents, &guards, &belief, WASTE_WEIGHT_SHARE)
            }
        };
        let asked = lot.asked(period, cents);
        let sold = asked.min(left);
        left -= sold;
        periods.push(Period { cents, asked, sold, left });
        if matches!(rule, Rule::Planned | Rule::MarginAlone) {
            let relative_price = f64::from(cents) / f64::from(usual);
            let day = Day { forecast_units: lot.forecast_units[period], spread: SPREAD, relative_price };
            belief.seen(&day, sold, left == 0);
        }
    }
    periods
}

fn calendar(lot: &Drawn, period: usize, cents: u32, guards: &Guards) -> u32 {
    let left = lot.forecast_units.len() - period;
    let percent_left = match (lot.product.perishable, left) {
        (_, 1) => 30,
        (_, 2) => 50,
        (true, 3) | (false, 3 | 4) => 70,
        _ => 100,
    };
    let off = endings_at_most(lot.product.usual_cents * percent_left / 100, guards.ending);
    off.filter(|off| percent_left < 100 && *off >= guards.floor_cents && *off < cents).unwrap_or(cents)
}

fn planned(
    lot: &Drawn,
    period: usize,
    left: u32,
    cents: u32,
    guards: &Guards,
    belief: &Belief,
    waste_weight_share: f64,
) -> u32 {
    if left == 0 {
        return cents;
    }
    let usual = lot.product.usual_cents;
    let lot = Lot {
        units: left,
        forecast_units: lot.forecast_units[period..].to_vec(),
        spread: SPREAD,
        usual_cents: usual,
        waste_cents: (REMOVAL_SHARE + waste_weight_share) * f64::from(usual),
    };
    plan(&lot, belief, &guards.ladder(usual, cents)).price_cents
}
