//! Mark a case as right or wrong.

use crate::machine::Intelligence;
use realtail_kernel::Rejection;
use realtail_vocabulary::{IntelligenceEvent, LossMark, LossVerdict};

/// Once: the model has learnt from it then. The same mark again changes nothing.
pub(crate) fn decide(state: &Intelligence, mark: &LossMark) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let known = state.losses.get(mark.case.as_str());
    let known = known.ok_or_else(|| Rejection::unknown("loss case", &mark.case))?;
    match &known.mark {
        None => Ok(vec![IntelligenceEvent::LossCaseMarked(Box::new(mark.clone()))]),
        Some((marked, _)) if marked == mark => Ok(vec![]),
        Some((marked, at)) => {
            let verdict = match marked.verdict {
                LossVerdict::Right => "right",
                LossVerdict::Wrong => "wrong",
            };
            let problem = format!("case {} was marked {verdict} at {at}, and is marked once", mark.case);
            Err(Rejection::wrong_state(problem))
        }
    }
}
