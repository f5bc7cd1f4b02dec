//! Return to what served before.

use crate::machine::Intelligence;
use realtail_kernel::{Label, Rejection, Word};
use realtail_vocabulary::{IntelligenceEvent, ModelLive};

/// A person's decision, whatever the trials say.
pub(crate) fn decide(
    state: &Intelligence,
    model: &Word,
    why: &Label,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let known = state.model(model.as_str()).ok_or_else(|| Rejection::unknown("model", model))?;
    if known.live().is_none() {
        return Err(Rejection::wrong_state("the plain rule serves already; there is nothing to return to"));
    }
    let former = known.former().filter(|former| Some(*former) != known.live()).cloned();
    let live = ModelLive { model: model.clone(), version: former, why: why.clone() };
    Ok(vec![IntelligenceEvent::ModelWentLive(Box::new(live))])
}
