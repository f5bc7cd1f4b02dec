//! What looks for losses needs of the engine, and the engine of it.

use realtail_api::{LossDoor, ShrinkCause, Shrunk};
use realtail_engine::{Handle, NotTaken, Request};
use realtail_kernel::Position;
use realtail_models::Heard;
use realtail_models::loss::{CurrentLosses, LossDesk, Opening, WhyLost};
use realtail_platform::{Command, Retail};
use smallvec::SmallVec;

/// Under which name cases stand in the log.
const BY: &str = "models";

/// The engine as whoever looks for losses sees it.
pub struct EngineDesk(pub Handle<Retail>);

impl LossDesk for EngineDesk {
    fn open(&self, openings: Vec<Opening>) -> Heard {
        // The delay of a case counts from the signal that led to it.
        let request = |opening: Opening| Request {
            command: Command::Intelligence(realtail_intelligence::Command::OpenLossCase(Box::new(
                opening.case,
            ))),
            signal: opening.signal.into(),
            by: BY.into(),
            received_at: opening.received_at,
            cause: Some(opening.cause),
            keys: SmallVec::new(),
        };
        // A refusal stands nowhere: the pillar was switched off meanwhile, or the budget is spent.
        match self.0.submit(openings.into_iter().map(request).collect(), Box::new(|_| ())) {
            Ok(()) => Heard::Taken,
            Err(NotTaken::Busy | NotTaken::StorageFull) => Heard::Busy,
            Err(NotTaken::Stopping) => Heard::Stopping,
        }
    }
}

/// What looks for losses, as the interface sees it.
pub struct Losses(pub CurrentLosses);

impl LossDoor for Losses {
    fn budget_per_site_day(&self) -> f64 {
        self.0.look(|losses| losses.budget())
    }

    fn shrink(&self) -> (Position, Vec<Shrunk>) {
        let (current_to, lost) = self.0.look(|losses| (losses.current_to(), losses.lost()));
        let shrunk = |lost: realtail_models::loss::Lost| Shrunk {
            site: lost.site,
            item: lost.item,
            zone: lost.zone,
            cause: match lost.why {
                WhyLost::Waste => ShrinkCause::Waste,
                WhyLost::Theft => ShrinkCause::Theft,
                WhyLost::Till => ShrinkCause::Till,
                WhyLost::Sweep => ShrinkCause::Sweep,
                WhyLost::Receiving => ShrinkCause::Receiving,
                WhyLost::Steady => ShrinkCause::Steady,
            },
            units: lost.units,
            worth: lost.worth,
        };
        (current_to, lost.into_iter().map(shrunk).collect())
    }
}
