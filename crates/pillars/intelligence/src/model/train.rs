//! Take in that a version of a model has been trained.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, ModelVersion};

/// It stands in the shadow until a trial says that it is better than what serves.
pub(crate) fn decide(
    state: &Intelligence,
    version: &ModelVersion,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    if state.model(version.model.as_str()).is_some_and(|model| model.knows(&version.version)) {
        return Err(Rejection::exists("model version", format!("{} {}", version.model, version.version)));
    }
    Ok(vec![IntelligenceEvent::ModelTrained(Box::new(version.clone()))])
}
