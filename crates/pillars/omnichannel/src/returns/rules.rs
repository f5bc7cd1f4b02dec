//! What may come back, and how.

use crate::catalogue::{Catalogue, ItemNo};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::Word;
use realtail_vocabulary::{
    CategoryReturnRules, Disposition, Event, ReturnEvent, ReturnRules, ReturnedCondition, Role,
};

const ALL_PPM: u32 = 1_000_000;
const DAYS_MAX: u16 = 3650;
const CATEGORIES_MAX: usize = 1_000;
const REASONS_MAX: usize = 100;

pub(super) fn decide(state: &Omnichannel, rules: &ReturnRules) -> Result<Vec<Event>, Refusal> {
    if *state.returns.rules() == *rules {
        return Ok(Vec::new());
    }
    check(rules)?;
    Ok(vec![Event::Return(ReturnEvent::RulesSet(Box::new(rules.clone())))])
}

fn check(rules: &ReturnRules) -> Result<(), Refusal> {
    let within = |field: &str, given: i64, least: i64, most: i64| {
        let problem = || format!("from {least} to {most}, not {given}");
        if (least..=most).contains(&given) { Ok(()) } else { Err(Refusal::invalid(field, problem())) }
    };
    within("window_days", i64::from(rules.window_days), 0, i64::from(DAYS_MAX))?;
    within("restocking_fee_ppm", i64::from(rules.restocking_fee_ppm), 0, i64::from(ALL_PPM))?;
    within("exchange_minutes", i64::from(rules.exchange_minutes), 1, 30 * 24 * 60)?;
    within("abuse.window_days", i64::from(rules.abuse.window_days), 1, 365)?;
    within("abuse.share_ppm_from", i64::from(rules.abuse.share_ppm_from), 0, i64::from(ALL_PPM))?;
    within("blind_up_to", rules.blind_up_to.unwrap_or(0), 0, i64::MAX)?;
    within("no_fee_reasons", rules.no_fee_reasons.len() as i64, 0, REASONS_MAX as i64)?;
    within("categories", rules.categories.len() as i64, 0, CATEGORIES_MAX as i64)?;
    for (n, rule) in rules.categories.iter().enumerate() {
        let field = |name: &str| format!("categories[{n}].{name}");
        within(&field("window_days"), i64::from(rule.window_days.unwrap_or(0)), 0, i64::from(DAYS_MAX))?;
        let fee = i64::from(rule.restocking_fee_ppm.unwrap_or(0));
        within(&field("restocking_fee_ppm"), fee, 0, i64::from(ALL_PPM))?;
        if rules.categories[..n].iter().any(|other| other.category == rule.category) {
            let problem = format!("{} stands twice; say all that holds for it once", rule.category);
            return Err(Refusal::invalid(&field("category"), problem));
        }
    }
    Ok(())
}

/// What the rules say of one item.
pub(super) struct ForItem<'a> {
    rules: &'a ReturnRules,
    categories: Vec<&'a CategoryReturnRules>,
}

impl<'a> ForItem<'a> {
    pub fn new(rules: &'a ReturnRules, catalogue: &Catalogue, item: ItemNo) -> ForItem<'a> {
        let of = &catalogue.item(item).categories;
        let categories = rules.categories.iter().filter(|rule| of.contains(&rule.category)).collect();
        ForItem { rules, categories }
    }

    /// The first category that says something, or what holds for all.
    fn says<T>(&self, says: impl Fn(&'a CategoryReturnRules) -> Option<T>, all: T) -> T {
        self.categories.iter().find_map(|rule| says(rule)).unwrap_or(all)
    }

    pub fn window_days(&self) -> u16 {
        self.says(|rule| rule.window_days, self.rules.window_days)
    }

    pub fn needs_receipt(&self) -> bool {
        self.says(|rule| rule.receipt_needed, false)
    }

    pub fn resells(&self, condition: ReturnedCondition) -> bool {
        self.says(|rule| rule.resell.as_ref(), &self.rules.resell).contains(&condition)
    }

    /// What becomes of it where nobody says.
    pub fn disposition(&self, condition: ReturnedCondition) -> Disposition {
        match condition {
            _ if self.resells(condition) => Disposition::Resell,
            ReturnedCondition::Damaged => Disposition::Damaged,
            ReturnedCondition::Unopened
            | ReturnedCondition::Opened
            | ReturnedCondition::Used
            | ReturnedCondition::Faulty => Disposition::Inspect,
        }
    }

    /// What is kept of `value` for taking it back, rounded down: nothing where the goods were at fault.
    pub fn fee(&self, value: i64, condition: ReturnedCondition, reason: &Word) -> i64 {
        let at_fault = matches!(condition, ReturnedCondition::Damaged | ReturnedCondition::Faulty);
        if at_fault || self.rules.no_fee_reasons.contains(reason) {
            return 0;
        }
        let ppm = self.says(|rule| rule.restocking_fee_ppm, self.rules.restocking_fee_ppm);
        let fee = i128::from(value) * i128::from(ppm) / i128::from(ALL_PPM);
        i64::try_from(fee).unwrap_or(value).clamp(0, value.max(0))
    }
}

/// Whether somebody with this role may allow what the rules forbid.
pub(super) fn may_override(rules: &ReturnRules, role: Option<Role>) -> bool {
    role.is_some_and(|role| rules.may_override.contains(&role))
}
