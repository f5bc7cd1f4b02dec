//! Which advertising led to which sale: what reached whom is kept for as long as a sale may be put down to it, under a
//! pseudonym and only of those who do not object.

mod attribute;
mod take_out;

use crate::campaign::Campaigns;
use crate::shards::Shards;
use crate::totals::day_of;
pub use attribute::SoldLine;
pub(crate) use attribute::attribute;
use realtail_kernel::{CampaignId, Instant, ItemId, PushOfferId, Reference};
use realtail_vocabulary::{AttributedLine, Attribution, Pseudonym, TakenOutLine, TouchKind, TouchOf};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
pub(crate) use take_out::take_out;

/// The longest window that a campaign may have.
const TOUCH_DAYS_MAX: i32 = 31;
/// How long a sale is remembered, for what comes back of it.
const SALE_DAYS_MAX: i32 = 180;
/// The most touches of one visitor that are kept of a day.
const TOUCHES_OF_DAY_MAX: usize = 50;
/// How long after a notice was opened a sale is put down to it, in days.
pub(crate) const PUSH_DAYS: u8 = 2;

/// By what a shopper was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Source {
    Campaign(u32),
    Push(PushOfferId),
}

/// That a shopper was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Touch {
    pub(crate) at: Instant,
    pub(crate) kind: TouchKind,
    pub(crate) by: Source,
    pub(crate) item: ItemId,
}

/// A sale that was put down to something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sold {
    day: i32,
    /// Each with how many of its units came back.
    pub(crate) lines: Vec<(AttributedLine, i64)>,
}

/// What is put down to the notices of one offer, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushTotals {
    /// How many were opened.
    pub opened: u64,
    /// By the last touch.
    pub last: i64,
    /// By equal parts.
    pub linear: i64,
}

/// What reached whom, and the sales that were put down to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Touches {
    /// By UTC day, so that a whole day is forgotten at once.
    by_day: BTreeMap<i32, Shards<Pseudonym, Vec<Touch>>>,
    sales: Shards<Reference, Sold>,
    swept: i32,
    pushes: BTreeMap<PushOfferId, PushTotals>,
}

impl Touches {
    /// What is put down to the notices of an offer.
    pub fn push(&self, offer: &PushOfferId) -> PushTotals {
        self.pushes.get(offer).copied().unwrap_or_default()
    }

    /// What reached a visitor, the newest last.
    pub(crate) fn of(&self, visitor: Pseudonym, now: Instant) -> Vec<&Touch> {
        let days = self.by_day.range(day_of(now) - TOUCH_DAYS_MAX..);
        days.filter_map(|(_, touches)| touches.get(&visitor)).flatten().collect()
    }

    pub(crate) fn sold(&self, sale: &Reference) -> Option<&Sold> {
        self.sales.get(sale)
    }

    /// All sales that were put down to something.
    pub(crate) fn sales(&self) -> impl Iterator<Item = (&Reference, &Sold)> {
        self.sales.iter()
    }

    /// Whether no sale of that day, or of a later one, was forgotten yet.
    pub(crate) fn knows_sales_since(&self, day: i32) -> bool {
        day > self.swept - SALE_DAYS_MAX
    }

    /// Whether anything is kept of what reached a visitor, however long ago.
    pub(crate) fn knows(&self, visitor: Pseudonym) -> bool {
        self.by_day.values().any(|touches| touches.get(&visitor).is_some())
    }

    pub(crate) fn touch(&mut self, visitor: Pseudonym, touch: Touch) {
        let day = day_of(touch.at);
        let touches = self.by_day.entry(day).or_default().entry(visitor);
        // Whoever clicks like mad is reached no more often for it.
        if touches.len() < TOUCHES_OF_DAY_MAX {
            touches.push(touch);
        }
        self.by_day = self.by_day.split_off(&(day - TOUCH_DAYS_MAX));
    }

    pub(crate) fn forget(&mut self, visitor: Pseudonym) {
        self.by_day.values_mut().for_each(|touches| touches.remove(&visitor));
    }

    /// A notice of a campaign's offer counts for the campaign, of any other for the offer itself.
    pub(crate) fn apply_push(
        &mut self,
        visitor: Pseudonym,
        (offer, campaign): (&PushOfferId, Option<u32>),
        item: &ItemId,
        at: Instant,
    ) {
        self.pushes.entry(offer.clone()).or_default().opened += 1;
        let by = campaign.map_or_else(|| Source::Push(offer.clone()), Source::Campaign);
        self.touch(visitor, Touch { at, kind: TouchKind::PushOpened, by, item: item.clone() });
    }

    pub(crate) fn apply_attributed(&mut self, sale: &Attribution, campaigns: &mut Campaigns, at: Instant) {
        let day = day_of(at);
        if self.swept != day {
            self.sales.retain(|sold| sold.day > day - SALE_DAYS_MAX);
            self.swept = day;
        }
        for line in &sale.lines {
            self.count(line, 0, line.units, 1, campaigns, at);
        }
        let lines = sale.lines.iter().map(|line| (line.clone(), 0)).collect();
        *self.sales.entry(sale.sale.clone()) = Sold { day, lines };
    }

    pub(crate) fn apply_taken_out(
        &mut self,
        sale: &Reference,
        out: &[TakenOutLine],
        campaigns: &mut Campaigns,
        at: Instant,
    ) {
        for taken in out {
            let Some(sold) = self.sales.get_mut(sale) else { return };
            let Some((line, out)) = sold.lines.iter_mut().find(|(line, _)| line.line == taken.line) else {
                continue;
            };
            let (before, line) = (*out, line.clone());
            *out += taken.units;
            self.count(&line, before, before + taken.units, -1, campaigns, at);
        }
    }

    /// Counts units from one to another of a line, or takes them out again: the parts add up to the whole to the unit.
    fn count(
        &mut self,
        line: &AttributedLine,
        from: i64,
        to: i64,
        sign: i64,
        campaigns: &mut Campaigns,
        at: Instant,
    ) {
        let part = |amount: i64| -> i64 {
            let up_to = |units: i64| i128::from(amount) * i128::from(units) / i128::from(line.units.max(1));
            (up_to(to) - up_to(from)) as i64
        };
        let last = line.credits.len().saturating_sub(1);
        for (i, credit) in line.credits.iter().enumerate() {
            let (by_last, linear) = (part(credit.last), part(credit.linear));
            match &credit.of {
                TouchOf::Push(offer) => {
                    let totals = self.pushes.entry(offer.clone()).or_default();
                    totals.last += sign * by_last;
                    totals.linear += sign * linear;
                }
                TouchOf::Campaign(campaign) => {
                    let units = if i == last && !credit.halo { to - from } else { 0 };
                    count_for(campaigns, campaign, at, |day| match (sign > 0, credit.halo) {
                        (true, false) => {
                            day.units += units;
                            day.last += by_last;
                            day.linear += linear;
                        }
                        (false, false) => {
                            day.returned_units += units;
                            day.returned_last += by_last;
                            day.returned_linear += linear;
                        }
                        (_, true) => {
                            day.halo_last += sign * by_last;
                            day.halo_linear += sign * linear;
                        }
                    });
                }
            }
        }
    }
}

fn count_for(
    campaigns: &mut Campaigns,
    campaign: &CampaignId,
    at: Instant,
    count: impl FnOnce(&mut crate::DayTotals),
) {
    if let Some(number) = campaigns.number(campaign) {
        campaigns.change(number, |campaign, _| count(campaign.of_day(at)));
    }
}
