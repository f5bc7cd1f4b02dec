//! The rules of ordering that are compared.

use super::shelf::{Morning, PACK_UNITS};
use realtail_learn::replenish::{LeadTimes, Outlook, Situation, Stakes, Terms, suggest};

/// Days that the plain rules look back.
const BACK_DAYS: usize = 56;
/// Days that the min/max rule orders ahead.
const AHEAD_DAYS: f64 = 7.0;

/// Mean and standard deviation of the last days' demand, looked up once a week.
#[derive(Clone, Debug, Default)]
pub struct Habit {
    mean: f64,
    deviation: f64,
    looked_up: bool,
}

impl Habit {
    fn refresh(&mut self, day: usize, asked: &[u32]) {
        if self.looked_up && day % 7 != 1 {
            return;
        }
        let back = &asked[day.saturating_sub(BACK_DAYS)..day];
        let count = back.len().max(1) as f64;
        self.mean = back.iter().map(|units| f64::from(*units)).sum::<f64>() / count;
        let squares: f64 = back.iter().map(|units| (f64::from(*units) - self.mean).powi(2)).sum();
        self.deviation = (squares / (count - 1.0).max(1.0)).sqrt();
        self.looked_up = true;
    }
}

/// Whole packs that bring a position up to a level.
fn packs_up_to(level: f64, position: u32) -> u32 {
    let missing = level - f64::from(position);
    if missing > 0.0 { (missing / f64::from(PACK_UNITS)).ceil() as u32 * PACK_UNITS } else { 0 }
}

/// Fixed min/max: at the minimum or below, up to the maximum, a week's demand above it. The minimum is the demand of the
/// supplier's days and `safety` standard deviations of it.
pub fn min_max(habit: &mut Habit, morning: &Morning<'_>, asked: &[u32], lead_days: f64, safety: f64) -> u32 {
    habit.refresh(morning.day, asked);
    let min = habit.mean * lead_days + safety * habit.deviation * lead_days.sqrt();
    if f64::from(morning.position) > min {
        return 0;
    }
    packs_up_to(min + AHEAD_DAYS * habit.mean, morning.position)
}

/// Base stock that knows no forecast: each day up to the demand of the supplier's days and a day, and `safety` standard
/// deviations of it.
pub fn base_stock(habit: &mut Habit, morning: &Morning<'_>, asked: &[u32], lead_days: f64, safety: f64) -> u32 {
    habit.refresh(morning.day, asked);
    let days = lead_days + 1.0;
    packs_up_to(habit.mean * days + safety * habit.deviation * days.sqrt(), morning.position)
}

/// Ours: what the suggested order says.
pub fn suggested(lead: &LeadTimes, morning: &Morning<'_>, outlook: &Outlook, stakes: &Stakes) -> u32 {
    let situation = Situation { outlook, lead, position_units: i64::from(morning.position) };
    let terms = Terms {
        pack_units: PACK_UNITS,
        order_units_min: PACK_UNITS,
        capacity_units: None,
        presentation_units: 0,
        life_days: None,
    };
    suggest(&situation, &terms, stakes).units
}
