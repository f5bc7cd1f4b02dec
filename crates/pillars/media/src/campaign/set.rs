//! A campaign is planned, planned anew, paused, or goes on; and what holds for all placements.

use super::Campaigns;
use super::index::words_of;
use crate::totals::day_of;
use realtail_kernel::{CampaignId, Instant, Rejection};
use realtail_vocabulary::{CampaignPlan, MediaEvent, PlacementRules};

/// The most items of one campaign: a loser is told by its campaign's number times 256 plus the place of its item.
const ITEMS_MAX: usize = 200;
const WORDS_MAX: usize = 100;
const BID_MAX: i64 = 1_000_000_000;
const BUDGET_MAX: i64 = 1_000_000_000_000;
const CAMPAIGNS_MAX: usize = 1 << 24;

impl Campaigns {
    pub(crate) fn set(
        &self,
        name: &CampaignId,
        plan: &CampaignPlan,
        now: Instant,
    ) -> Result<Vec<MediaEvent>, Rejection> {
        check(plan)?;
        self.check_currency(plan.currency)?;
        if let Some(known) = self.get(name) {
            if *known.plan == *plan {
                return Ok(Vec::new());
            }
            if known.plan.brand != plan.brand {
                let problem =
                    format!("campaign {name} is paid by {}; plan another campaign", known.plan.brand);
                return Err(Rejection::wrong_state(problem));
            }
            let used = known.reserved + known.spent;
            if plan.budget_total < used {
                let problem = format!("{used} is spent or reserved already; give no less");
                return Err(Rejection::invalid("budget_total", problem));
            }
            let day = day_of(now);
            let today = if known.day == day { known.committed } else { 0 };
            if plan.budget_per_day.is_some_and(|budget| budget < today) {
                let problem = format!("{today} is spent or reserved today already; give no less");
                return Err(Rejection::invalid("budget_per_day", problem));
            }
        } else if self.known.len() >= CAMPAIGNS_MAX {
            return Err(Rejection::wrong_state(
                "there are too many campaigns; use the name of one that is over",
            ));
        }
        Ok(vec![MediaEvent::CampaignSet { campaign: name.clone(), plan: Box::new(plan.clone()) }])
    }

    pub(crate) fn switch(&self, name: &CampaignId, running: bool) -> Result<Vec<MediaEvent>, Rejection> {
        let known = self.get(name).ok_or_else(|| Rejection::unknown("campaign", name))?;
        if known.running == running {
            return Ok(Vec::new());
        }
        Ok(vec![MediaEvent::CampaignSwitched { campaign: name.clone(), running }])
    }

    pub(crate) fn set_rules(&self, rules: &PlacementRules) -> Result<Vec<MediaEvent>, Rejection> {
        let PlacementRules { reserve_price, valid_s, clicks_per_million_views } = *rules;
        within("reserve_price", reserve_price, 1, BID_MAX)?;
        within("valid_s", i64::from(valid_s), 10, 86_400)?;
        within("clicks_per_million_views", i64::from(clicks_per_million_views), 1, 1_000_000)?;
        if *rules == self.rules {
            return Ok(Vec::new());
        }
        Ok(vec![MediaEvent::RulesSet(*rules)])
    }
}

fn within(field: &'static str, value: i64, least: i64, most: i64) -> Result<(), Rejection> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Rejection::invalid(field, format!("{value} is not between {least} and {most}")))
}

fn once<T: PartialEq + std::fmt::Debug>(
    field: &'static str,
    values: &[T],
    most: usize,
) -> Result<(), Rejection> {
    if values.len() > most {
        return Err(Rejection::invalid(field, format!("give at most {most}")));
    }
    match values.iter().enumerate().find(|(i, value)| values[..*i].contains(value)) {
        Some((_, value)) => Err(Rejection::invalid(field, format!("{value:?} stands twice"))),
        None => Ok(()),
    }
}

fn check(plan: &CampaignPlan) -> Result<(), Rejection> {
    within("bid", plan.bid, 1, BID_MAX)?;
    within("budget_total", plan.budget_total, 1, BUDGET_MAX)?;
    if let Some(budget) = plan.budget_per_day {
        within("budget_per_day", budget, 1, BUDGET_MAX)?;
    }
    within("windows.click_days", i64::from(plan.windows.click_days), 0, 30)?;
    within("windows.view_days", i64::from(plan.windows.view_days), 0, 30)?;
    if plan.views_per_visitor_and_day == Some(0) {
        return Err(Rejection::invalid("views_per_visitor_and_day", "give at least 1, or leave it out"));
    }
    if plan.items.is_empty() {
        return Err(Rejection::invalid("items", "name at least one item"));
    }
    if plan.surfaces.is_empty() {
        return Err(Rejection::invalid("surfaces", "name at least one of search, category, signage, home"));
    }
    if plan.ends_at.is_some_and(|end| end <= plan.starts_at) {
        return Err(Rejection::invalid("ends_at", "give a time after starts_at"));
    }
    if let Some(text) = plan.keywords.iter().find(|text| words_of(text.as_str()).is_empty()) {
        return Err(Rejection::invalid("keywords", format!("{text:?} has no word in it")));
    }
    once("items", &plan.items, ITEMS_MAX)?;
    once("surfaces", &plan.surfaces, 4)?;
    once("keywords", &plan.keywords, WORDS_MAX)?;
    once("categories", &plan.categories, WORDS_MAX)?;
    once("sites", &plan.sites, 10_000)?;
    once("methods", &plan.methods, 4)
}
