//! The models that learn from the log: kept current by each entry, restarted from a checkpoint, and learned anew.

use crate::chance::Chance;
use crate::invariants::{Breach, Held, breach};
use realtail_engine::Entry;
use realtail_intelligence::Command as Intelligence;
use realtail_kernel::{Instant, Position};
use realtail_models::Models;
use realtail_platform::{Command, Refusal, Retail};
use realtail_vocabulary::Event;

/// What the models know, and what is kept of it on the disk.
#[derive(Default)]
pub struct Learned {
    models: Models,
    checkpoint: Option<Vec<u8>>,
}

impl Learned {
    /// Takes in an entry that has become durable.
    pub fn take(&mut self, position: Position, entry: &Entry<Event, Refusal>) {
        self.models.follow(position, entry);
    }

    /// Writes down what is known.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn leave_checkpoint(&mut self) -> Held {
        let written = rmp_serde::to_vec(&self.models);
        self.checkpoint = Some(written.map_err(|e| breach("what_is_learned_can_be_written", e.to_string()))?);
        Ok(())
    }

    /// What a process that starts now knows: the checkpoint, if there is one and it is kept, and the log behind it.
    ///
    /// # Errors
    /// Where it is not what was known before.
    pub fn restart(
        &mut self,
        keeps_checkpoint: bool,
        log: &[(Position, Entry<Event, Refusal>)],
    ) -> Result<(), Breach> {
        let checkpoint = self.checkpoint.as_ref().filter(|_| keeps_checkpoint);
        let mut models = match checkpoint.map(|bytes| rmp_serde::from_slice(bytes)) {
            None => Models::default(),
            Some(Ok(models)) => models,
            Some(Err(why)) => return Err(breach("what_is_learned_can_be_read", why.to_string())),
        };
        log.iter().for_each(|(position, entry)| models.follow(*position, entry));
        if models != self.models {
            let (now, then) = (models.current_to(), self.models.current_to());
            let words = format!("what is learned up to {now} is not what was known up to {then}");
            return Err(breach("what_is_learned_is_in_the_log", words));
        }
        self.models = models;
        Ok(())
    }

    /// A forecast for one of the plans, as the models have it now.
    pub fn forecast(&self, retail: &Retail, now: Instant, chance: &mut Chance) -> Option<Command> {
        let plans: Vec<_> = retail.intelligence.plans().collect();
        let plan = chance.pick(&plans)?;
        let days = plan.lead_time_days.saturating_add(plan.review_days).max(1);
        let level = f64::from(plan.service_level_ppm) / 1e6;
        let as_of = self.models.business_now(now);
        let told = self.models.forecast(&plan.item, &plan.site, days, as_of, Some(level))?;
        Some(Command::Intelligence(Intelligence::Say(Box::new(told.forecast))))
    }
}
