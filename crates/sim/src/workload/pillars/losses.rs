//! Cases of loss, as a model says them and somebody marks them: few numbers, so that they come twice.

use crate::chance::Chance;
use crate::workload::name;
use realtail_intelligence::Command as Intelligence;
use realtail_kernel::{Instant, Label, LossCaseId, Position, Reference, SiteId, Word};
use realtail_platform::Command;
use realtail_vocabulary::{LossCase, LossEvidence, LossMark, LossSubject, LossVerdict};

pub(super) fn any(site: SiteId, chance: &mut Chance, now: Instant) -> Command {
    let case = name!(LossCaseId, "{}", chance.below(12));
    let command = if chance.percent(40) {
        let verdict = if chance.percent(50) { LossVerdict::Right } else { LossVerdict::Wrong };
        let by = name!(Word, "badge-{}", chance.below(2));
        Intelligence::MarkLossCase(Box::new(LossMark { case, verdict, by, note: None }))
    } else {
        let seen = chance.between(1, 9) as f64;
        let evidence = LossEvidence {
            signal: name!(Word, "voids"),
            words: name!(Label, "lines taken off before the total"),
            seen,
            expected: 1.0,
            by_own_habit: false,
            half_life_days: 20.0,
            surprise: seen,
            share: 1.0,
            worth: chance.between(1, 900),
        };
        Intelligence::OpenLossCase(Box::new(LossCase {
            case,
            site,
            subject: LossSubject::Operator { operator: name!(Reference, "op-{}", chance.below(4)) },
            happened_at: now,
            score: seen,
            // Now and then one that no model should have opened.
            threshold: if chance.percent(90) { seen } else { seen + 1.0 },
            peers: 3,
            budget_per_site_day: [0.02, 0.1, 0.5][chance.below(3)],
            evidence: vec![evidence],
            model: name!(Word, "loss"),
            version: name!(Word, "1"),
            fingerprint: name!(Word, "f"),
            current_to: Position(1),
        }))
    };
    Command::Intelligence(command)
}
