//! Crashes, and what comes after them.

use super::World;
use crate::invariants::{self, Breach, Held, breach};
use crate::mutation::{Mutation, Subject};
use crate::node::Node;
use realtail_engine::log::{Batch, Log};
use realtail_engine::{EntryOf, Replica, decode_batch, encode_entry, replay};
use realtail_kernel::Position;

impl<P: Subject> World<P> {
    /// A process ends at once. Of a write under way nothing, some or all has reached the disk.
    pub(super) fn crash(&mut self, mut node: Node<P>, why: &str) -> Held {
        self.history.note(format!("{} {why}", node.id));
        self.tally.crashes += 1;
        if let Some(waiting) = node.flight.take().filter(|w| !w.pending.entries.is_empty()) {
            let pending = &waiting.pending;
            match self.chance.below(3) {
                0 => (),
                1 => {
                    let kept = self.chance.below(pending.payload.len() + 16);
                    let rubbish = vec![0xA5; self.chance.below(24)];
                    let count = pending.entries.len() as u32;
                    self.disk.tear(pending.first, count, &pending.payload, kept, &rubbish);
                    if self.nodes.is_empty() {
                        self.history.note(format!("the write was torn after {kept} bytes"));
                    }
                    self.cut();
                }
                _ => {
                    let landed = self.persist(&waiting)?;
                    self.history.note(format!("the write landed all the same: {landed}"));
                }
            }
        }
        if self.mutation == Some(Mutation::LosesAckedBatch) {
            self.disk.lose_last();
        }
        // Clients that wait for an answer ask again.
        let unanswered = node.queue.into_iter();
        let decided = [node.slot, node.flight].into_iter().flatten().flat_map(|w| w.answers);
        for asked in unanswered.chain(decided.map(|(asked, _)| asked)) {
            if self.chance.percent(70) {
                self.send(asked);
            }
        }
        Ok(())
    }

    fn cut(&mut self) {
        if self.disk.open() > 0 {
            self.tally.torn_tails += 1;
        }
    }

    /// A process starts: the newest snapshot that is whole, and the log behind it.
    pub(super) fn recover(&mut self) -> Held {
        self.cut();
        let log_next = Log::next(&self.disk);
        let digests = self.disk.batches_from(Position(1)).iter().flat_map(invariants::digests).collect();
        invariants::nothing_answered_is_lost(&self.answered, &digests)?;
        let replica = self.recovered()?;
        if replica.next != log_next {
            let words = format!("recovered up to {}, the log goes to {log_next}", replica.next);
            return Err(breach("recovery_reads_all", words));
        }
        invariants::replay_gives_the_same_state("what was recovered", &replica, &self.shadow)?;
        invariants::of_the_stock(replica.machine.retail())?;
        invariants::of_the_pillars(replica.machine.retail(), self.now.max(replica.at))?;
        self.learn_again()?;
        if self.audited {
            let now = self.now.max(replica.at);
            let same = self.durable.compare(replica.machine.retail(), now);
            same.map_err(|words| breach("reads_are_as_predicted", words))?;
        }
        self.nodes_made += 1;
        self.history.note(format!("{} started at {log_next}", self.nodes_made));
        self.nodes.push(Node::new(self.nodes_made, replica, self.durable.clone()));
        Ok(())
    }

    fn recovered(&mut self) -> Result<Replica<P>, Breach> {
        let mut from = Replica::empty();
        if self.chance.percent(70) {
            let corrupt = self.chance.percent(20);
            for (newest, (position, bytes)) in self.snapshots.iter_mut().rev().enumerate() {
                if corrupt && newest == 0 {
                    let at = self.chance.below(bytes.len());
                    bytes[at] ^= 1 << self.chance.below(8);
                }
                match Replica::from_snapshot(bytes) {
                    Ok(replica) => {
                        self.tally.snapshots_recovered += 1;
                        from = replica;
                        break;
                    }
                    Err(_) if corrupt => self.tally.snapshots_corrupt += 1,
                    Err(why) => return Err(breach("a_snapshot_can_be_read", format!("{position}: {why}"))),
                }
            }
            if corrupt {
                self.snapshots.pop();
            }
        }
        match self.mutation {
            Some(Mutation::ForgetsKeys | Mutation::ReplaysOutOfOrder) => self.crooked(Replica::empty()),
            _ => replay(&self.disk, from, Vec::new(), |_| ())
                .map_err(|e| breach("the_log_can_be_replayed", e.to_string())),
        }
    }

    fn crooked(&self, mut replica: Replica<P>) -> Result<Replica<P>, Breach> {
        let mut entries = self.decoded()?;
        if self.mutation == Some(Mutation::ForgetsKeys) {
            entries.iter_mut().for_each(|entry| entry.keys.clear());
        } else if entries.len() > 8 {
            let middle = entries.len() / 2;
            entries.swap(middle, middle + 1);
        }
        entries.iter().for_each(|entry| replica.apply(entry));
        Ok(replica)
    }

    /// The models of a process that starts know what those before it knew.
    fn learn_again(&mut self) -> Held {
        let keeps_checkpoint = self.chance.percent(60);
        if self.surroundings.is_none() {
            return Ok(());
        }
        let log: Vec<_> = (1..).map(Position).zip(self.decoded()?).collect();
        match &mut self.surroundings {
            Some(around) => around.learned.restart(keeps_checkpoint, &log),
            None => Ok(()),
        }
    }

    fn decoded(&self) -> Result<Vec<EntryOf<P>>, Breach> {
        let mut entries = Vec::new();
        for batch in self.disk.batches_from(Position(1)) {
            let read =
                decode_batch(&batch).map_err(|e| breach("what_is_written_can_be_read", e.to_string()))?;
            entries.extend(read.into_iter().map(|(_, entry)| entry));
        }
        Ok(entries)
    }

    /// The whole log from the beginning, once more.
    pub(super) fn full_replay(&self) -> Held {
        let replayed = replay(&self.disk, Replica::empty(), Vec::new(), |_| ())
            .map_err(|e| breach("the_log_can_be_replayed", e.to_string()))?;
        invariants::replay_gives_the_same_state("what lived", &self.shadow, &replayed)
    }

    /// The payload as it reaches the disk: as it is, unless a mutation spoils it.
    pub(super) fn as_written(&self, payload: &[u8], first: Position, count: u32) -> Result<Vec<u8>, Breach> {
        let spoilt = matches!(self.mutation, Some(Mutation::LosesCause | Mutation::NegativeDelay));
        if !spoilt {
            return Ok(payload.to_vec());
        }
        let batch = Batch { first, count, payload: payload.to_vec() };
        let unreadable =
            |e: realtail_engine::CodecFault| breach("what_is_written_can_be_read", e.to_string());
        let mut written = Vec::new();
        for (position, mut entry) in decode_batch::<P::Event, P::Refusal>(&batch).map_err(unreadable)? {
            if self.mutation == Some(Mutation::LosesCause) {
                entry.cause = None;
            } else {
                entry.received_at = entry.at.plus_ms(1);
            }
            encode_entry(position, &entry, &mut written).map_err(unreadable)?;
        }
        Ok(written)
    }
}
