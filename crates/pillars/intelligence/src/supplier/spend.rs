//! Which suggestions fit what may be spent this week.

use crate::machine::Intelligence;
use crate::replenish::Weighed;
use crate::room::Stockroom;
use realtail_kernel::{Instant, ItemId, Label, SiteId, Word};
use realtail_learn::replenish::{Candidate, within_budget};
use realtail_vocabulary::{Budget, PurchaseChangeKind, ReplenishmentPlan};
use std::collections::BTreeMap;

/// Orders that were placed longer ago are of no week that is still on.
const WEEK_MS: i64 = 8 * 86_400_000;

/// How many units of a suggestion fit, and what bounds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The budget that bounds them most.
    pub budget: Word,
    /// How many units fit.
    pub units: u32,
}

/// What of a budget is spent this week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent {
    /// What was ordered since Monday, in minor units.
    pub spent: i64,
    /// What may be ordered besides.
    pub left: i64,
}

/// A suggestion that competes for money.
pub(crate) struct Wanted<'a> {
    pub plan: &'a ReplenishmentPlan,
    pub weighed: Weighed,
    pub order: u32,
}

fn week(room: &dyn Stockroom, site: &SiteId, at: Instant) -> i32 {
    // 1970-01-01 was a Thursday.
    (room.day(site, at).number() + 3).div_euclid(7)
}

/// Whether a budget is about what an item costs at a site.
fn bounds(
    budget: &Budget,
    site: &SiteId,
    supplier: Option<&Label>,
    item: &ItemId,
    room: &dyn Stockroom,
) -> bool {
    let named = |none: bool, is_there: bool| none || is_there;
    named(budget.sites.is_empty(), budget.sites.contains(site))
        && named(budget.suppliers.is_empty(), supplier.is_some_and(|own| budget.suppliers.contains(own)))
        && (budget.categories.is_empty() || {
            let categories = room.goods(item).categories;
            categories.iter().any(|category| budget.categories.contains(category))
        })
}

impl Intelligence {
    /// What of a budget is spent this week: what was ordered since Monday at the unit costs of the plans, less what was called
    /// off. Weeks are those of each site's calendar.
    pub fn spent(&self, budget: &Budget, room: &dyn Stockroom) -> Spent {
        let now = room.now();
        let mut spent: i64 = 0;
        let recent =
            self.purchases().newest_first().take_while(|placed| placed.placed_at >= now.plus_ms(-WEEK_MS));
        for placed in recent {
            let order = &placed.order;
            let ordered_at = order.ordered_at.unwrap_or(placed.placed_at);
            if week(room, &order.site, ordered_at) != week(room, &order.site, now) {
                continue;
            }
            let called_off = |item: &ItemId| -> i64 {
                let changes = self.purchases().changes(&order.order);
                let off =
                    changes.filter(|known| known.what == PurchaseChangeKind::Cancel && known.item == *item);
                off.map(|known| known.quantity.units()).sum()
            };
            for line in order.lines.iter() {
                let money = self.plan(&line.item, &order.site).and_then(|plan| plan.money.as_ref());
                let Some(money) = money else { continue };
                if bounds(budget, &order.site, order.supplier.as_ref(), &line.item, room) {
                    let units = (line.quantity.units() - called_off(&line.item)).max(0);
                    spent = spent.saturating_add(units.saturating_mul(money.unit_cost));
                }
            }
        }
        Spent { spent, left: (budget.money_per_week - spent).max(0) }
    }

    /// Of each suggestion how many units fit all the budgets that bound it: those that gain most for their money. What no
    /// budget bounds is not told.
    pub fn fits(
        &self,
        site: Option<&SiteId>,
        item: Option<&ItemId>,
        room: &dyn Stockroom,
    ) -> BTreeMap<(ItemId, SiteId), Fit> {
        let mut fits: BTreeMap<(ItemId, SiteId), Fit> = BTreeMap::new();
        if self.suppliers().budgets().next().is_none() {
            return fits;
        }
        // All of them compete, also those that nobody asks for.
        let wanted: Vec<Wanted<'_>> = self.plans().filter_map(|plan| self.wanted(plan, room)).collect();
        for budget in self.suppliers().budgets() {
            let is_bound = |wanted: &&Wanted<'_>| {
                let plan = wanted.plan;
                bounds(budget, &plan.site, plan.supplier.as_ref(), &plan.item, room)
            };
            let bound: Vec<&Wanted<'_>> = wanted.iter().filter(is_bound).collect();
            let candidates: Vec<Candidate<'_>> =
                bound.iter().map(|wanted| wanted.weighed.candidate(0.0)).collect();
            let left = self.spent(budget, room).left;
            for (wanted, units) in bound.iter().zip(within_budget(&candidates, left as f64)) {
                let fit = Fit { budget: budget.budget.clone(), units: units.min(wanted.order) };
                let pair = (wanted.plan.item.clone(), wanted.plan.site.clone());
                if fits.get(&pair).is_none_or(|known| fit.units < known.units) {
                    fits.insert(pair, fit);
                }
            }
        }
        fits.retain(|(of, at), _| site.is_none_or(|site| site == at) && item.is_none_or(|item| item == of));
        fits
    }

    /// What is suggested of a plan that says what is at stake and orders from a supplier.
    fn wanted<'a>(&self, plan: &'a ReplenishmentPlan, room: &dyn Stockroom) -> Option<Wanted<'a>> {
        if plan.source.is_some() || self.purchases().declined(&plan.item, &plan.site, room.now()).is_some() {
            return None;
        }
        let order = u32::try_from(self.suggest(plan, room)?.order).ok().filter(|order| *order > 0)?;
        Some(Wanted { plan, weighed: self.weighed(plan, room)?, order })
    }
}
