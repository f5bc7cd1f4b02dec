//! What readers are shown, what the whole state looks like behind a batch, and the snapshots that are made of it.

use super::World;
use crate::invariants::{self, Held, breach};
use crate::mutation::{Mutation, Subject};
use realtail_engine::log::Log;

impl<P: Subject> World<P> {
    /// Somebody reads; what is shown at once must be durable already.
    pub(super) fn read(&mut self, at: usize) -> Held {
        let node = &mut self.nodes[at];
        let ahead = node.next();
        let shown = node.look();
        self.tally.reads += 1;
        let log_next = Log::next(&self.disk);
        if self.mutation == Some(Mutation::ShowsBeforeDurable) {
            return invariants::readers_see_only_what_is_durable(ahead, log_next);
        }
        let Some(look) = shown else { return Ok(()) };
        invariants::readers_see_only_what_is_durable(look.next, log_next)?;
        invariants::readers_are_shown_the_log(&look, &self.nodes[at].replica)
    }

    /// Looks at the whole state after a batch.
    pub(super) fn look(&mut self, at: usize) -> Held {
        let log_next = Log::next(&self.disk);
        let node = &self.nodes[at];
        invariants::readers_see_only_what_is_durable(node.replica.next, log_next)?;
        let retail = node.replica.machine.retail();
        invariants::of_the_stock(retail)?;
        invariants::of_the_pillars(retail, self.now.max(node.clock))?;
        if node.replica.next != log_next {
            return Ok(()); // A deposed writer's readers lag behind.
        }
        self.watch.nothing_is_oversold(retail)?;
        if self.audited && self.chance.percent(40) {
            let now = self.now.max(node.replica.at);
            self.durable.compare(retail, now).map_err(|words| breach("reads_are_as_predicted", words))?;
        }
        if self.chance.percent(10) {
            invariants::replay_gives_the_same_state("what lived", &node.replica, &self.shadow)?;
        }
        Ok(())
    }

    pub(super) fn snapshot(&mut self, at: usize) -> Held {
        let replica = &self.nodes[at].replica;
        let bytes = replica.to_snapshot().map_err(|e| breach("a_snapshot_can_be_written", e))?;
        self.history.note(format!("{} wrote a snapshot at {}", self.nodes[at].id, replica.next));
        self.snapshots.push((replica.next, bytes));
        if self.snapshots.len() > 2 {
            self.snapshots.remove(0);
        }
        Ok(())
    }
}
