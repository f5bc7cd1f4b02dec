//! Open a case of loss.

use crate::machine::Intelligence;
use realtail_kernel::{Instant, Rejection};
use realtail_vocabulary::{IntelligenceEvent, LossCase};

/// What a site does not open it may save up, for so many days.
const SAVED_DAYS: f64 = 28.0;
const DAY_MS: i64 = 86_400_000;

/// A model that says the same again changes nothing; nor does one that would open more than its budget lets it.
pub(crate) fn decide(state: &Intelligence, case: &LossCase) -> Result<Vec<IntelligenceEvent>, Rejection> {
    if state.losses.get(case.case.as_str()).is_some() {
        return Ok(vec![]);
    }
    check(case)?;
    let before = state.losses.happened(&case.site);
    if !is_within_budget(before, case) {
        let problem = format!(
            "site {} has opened as many cases in the {SAVED_DAYS} days up to {} as {} a day let it",
            case.site, case.happened_at, case.budget_per_site_day
        );
        return Err(Rejection::wrong_state(problem));
    }
    Ok(vec![IntelligenceEvent::LossCaseOpened(Box::new(case.clone()))])
}

/// Whether a site may open a case beside those that it opened before: in any four weeks no more than their days let it, and
/// what it may have saved up in the four weeks before; one where that is less than one.
pub(crate) fn is_within_budget(before: &[Instant], case: &LossCase) -> bool {
    let from = case.happened_at.plus_ms(-(SAVED_DAYS as i64) * DAY_MS);
    let opened = before.iter().filter(|at| **at > from && **at <= case.happened_at).count() + 1;
    let budget = case.budget_per_site_day;
    // A day more, for the site's own days are not ours.
    opened as f64 <= (SAVED_DAYS + 1.0) * budget + (SAVED_DAYS * budget).max(1.0)
}

/// A case says why, in numbers that are numbers.
pub(crate) fn check(case: &LossCase) -> Result<(), Rejection> {
    let is_amount = |amount: f64| amount.is_finite() && amount >= 0.0;
    if !is_amount(case.budget_per_site_day) {
        return Err(Rejection::invalid("budget_per_site_day", "give a number of cases, 0 or more"));
    }
    if !(is_amount(case.score) && is_amount(case.threshold) && case.score >= case.threshold) {
        return Err(Rejection::invalid("score", "give a score that reaches the threshold, both 0 or more"));
    }
    let is_sound = |of: &realtail_vocabulary::LossEvidence| {
        let amounts = [of.seen, of.expected, of.half_life_days, of.surprise];
        amounts.into_iter().all(is_amount) && (0.0..=1.000_001).contains(&of.share)
    };
    if case.evidence.is_empty() || !case.evidence.iter().all(is_sound) {
        let problem = "say what speaks for it, in numbers of 0 or more and shares of 0 to 1";
        return Err(Rejection::invalid("evidence", problem));
    }
    Ok(())
}
