//! Bounds that every price keeps to.

use serde::{Deserialize, Serialize};

/// How prices end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// At any cent.
    Any,
    /// At a nine: 0.19, 1.09, 2.59.
    Nine,
    /// At ninety-nine: 0.99, 1.99.
    NinetyNine,
}

/// Bounds of a price, in cents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guards {
    /// Never below: what the goods cost, or what the retailer may sell at a loss for.
    pub floor_cents: u32,
    /// Never above: what a competitor asks, if that binds.
    pub competitor_cents: Option<u32>,
    /// How prices end.
    pub ending: Ending,
    /// Steps of a markdown in per cent off the usual price; others are not printed on labels.
    pub steps_percent: Vec<u8>,
}

/// The greatest price with that ending that is no more than `cents`; nothing where there is none.
pub fn endings_at_most(cents: u32, ending: Ending) -> Option<u32> {
    let (last, every) = match ending {
        Ending::Any => return Some(cents).filter(|cents| *cents > 0),
        Ending::Nine => (9, 10),
        Ending::NinetyNine => (99, 100),
    };
    cents.checked_sub(last).map(|above| last + above / every * every)
}

impl Guards {
    /// Whether a price keeps to the bounds.
    pub fn allow(&self, cents: u32) -> bool {
        cents >= self.floor_cents
            && self.competitor_cents.is_none_or(|most| cents <= most)
            && endings_at_most(cents, self.ending) == Some(cents)
    }

    /// The prices that a markdown may go through, from what it costs now downwards: steps off the usual price, each with
    /// its ending, within the bounds, none above the price of now, for a markdown never goes up again. The price of now
    /// stands first where it may stay, and is all there is where nothing below it is allowed.
    pub fn ladder(&self, usual_cents: u32, now_cents: u32) -> Vec<u32> {
        let most = self.competitor_cents.map_or(now_cents, |most| most.min(now_cents));
        let step = |percent: &u8| {
            let off = u64::from(usual_cents) * u64::from(100 - (*percent).min(100)) / 100;
            endings_at_most(off as u32, self.ending)
        };
        let mut prices: Vec<u32> = self.steps_percent.iter().filter_map(step).collect();
        prices.retain(|price| *price >= self.floor_cents && *price <= most);
        if most == now_cents {
            prices.push(now_cents);
        }
        prices.sort_unstable_by(|a, b| b.cmp(a));
        prices.dedup();
        if prices.is_empty() {
            prices.push(now_cents);
        }
        prices
    }
}
