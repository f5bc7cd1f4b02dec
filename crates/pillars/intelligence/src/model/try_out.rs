//! Hold versions of a model against what came to pass, and let the best of them serve.

use crate::machine::Intelligence;
use crate::model::Model;
use realtail_kernel::{Label, Rejection, Word};
use realtail_vocabulary::{IntelligenceEvent, ModelLive, ModelTrial};

/// A version in the shadow serves once it beats both the plain rule and what serves. What serves gives way to the version
/// before it where that did better, and to the plain rule where that did.
pub(crate) fn decide(state: &Intelligence, trial: &ModelTrial) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let unknown = || Rejection::unknown("model", &trial.model);
    let model = state.model(trial.model.as_str()).ok_or_else(unknown)?;
    check(model, trial)?;
    let mut events = vec![IntelligenceEvent::ModelTried(Box::new(trial.clone()))];
    if let Some((version, why)) = verdict(model, trial) {
        let why = Label::new(why).map_err(|problem| Rejection::invalid("why", problem.to_string()))?;
        let live = ModelLive { model: trial.model.clone(), version, why };
        events.push(IntelligenceEvent::ModelWentLive(Box::new(live)));
    }
    Ok(events)
}

fn check(model: &Model, trial: &ModelTrial) -> Result<(), Rejection> {
    let scores = trial.scores.iter().map(|scored| scored.score).chain([trial.baseline]);
    if !scores.into_iter().all(|score| score.is_finite() && score >= 0.0) {
        return Err(Rejection::invalid("scores", "give numbers, 0 or more; what is lower is better"));
    }
    if trial.days == 0 || trial.series == 0 {
        return Err(Rejection::invalid("days", "a trial takes at least one day and one series"));
    }
    match trial.scores.iter().find(|scored| !model.knows(&scored.version)) {
        Some(scored) => Err(Rejection::unknown("model version", &scored.version)),
        None => Ok(()),
    }
}

/// Which version serves from now on, and why; nothing where that does not change.
fn verdict(model: &Model, trial: &ModelTrial) -> Option<(Option<Word>, String)> {
    let score = |version: Option<&Word>| {
        let scored = trial.scores.iter().find(|scored| Some(&scored.version) == version);
        scored.map(|scored| scored.score)
    };
    let (live, baseline) = (model.live(), trial.baseline);
    let served = if live.is_some() { score(live)? } else { baseline };
    let on = format!("{} on {} days not learnt from", trial.metric, trial.days);
    if let Some(shadow) = model.shadow()
        && let Some(reached) = score(Some(&shadow.version))
        && reached < served
        && reached < baseline
    {
        let why = format!(
            "{reached:.4} against {served:.4} of what served and {baseline:.4} of the plain rule, {on}"
        );
        return Some((Some(shadow.version.clone()), why));
    }
    live?;
    let former = model.former().filter(|former| Some(*former) != live);
    let (best, reached) = match score(former) {
        Some(reached) if reached < baseline => (former.cloned(), reached),
        _ => (None, baseline),
    };
    let why = format!("returned: {reached:.4} against {served:.4} of what served, {on}");
    (reached < served).then_some((best, why))
}
