//! One process of the engine, taken apart so that it can be stopped between any two steps.

use crate::essence;
use crate::invariants::{Breach, breach};
use crate::model::{Expected, Model};
use crate::mutation::Subject;
use realtail_engine::{Core, EntryOf, Outcome, OutcomeOf, Pending, Replica, Request};
use realtail_kernel::{Instant, Position};
use realtail_omnichannel::Cell;
use realtail_platform::{Command, Retail};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

/// A request on its way, by its number.
#[derive(Clone)]
pub struct Asked {
    /// Which.
    pub number: usize,
    /// What.
    pub request: Rc<Request<Command>>,
}

/// Decided work on its way to the disk, with those who wait for it.
pub struct Waiting<P: Subject> {
    /// What must become durable.
    pub pending: Pending<P>,
    /// What to say then.
    pub answers: Vec<(Asked, OutcomeOf<P>)>,
    /// What to show then.
    pub looks: Vec<Look>,
    /// The auditor's state behind it.
    pub after: Model,
}

/// What a reader was shown: the state before `next`.
pub struct Look {
    /// The first entry that is not in it.
    pub next: Position,
    cells: Vec<Cell>,
}

impl Look {
    /// Whether this is what the state shows.
    pub fn is_of(&self, retail: &Retail) -> bool {
        retail.omnichannel.stock.cells().eq(&self.cells)
    }
}

/// The engine as one process: what it has decided runs ahead of what is durable.
pub struct Node<P: Subject> {
    /// Its number.
    pub id: u64,
    core: Core<P>,
    /// What was durable when it last heard of the disk.
    pub replica: Replica<P>,
    /// The auditor's state, as far ahead as the engine's.
    pub model: Model,
    /// Its clock never goes backwards.
    pub clock: Instant,
    /// Requests that wait to be decided.
    pub queue: VecDeque<Asked>,
    /// Decided, and waits for the batch under way.
    pub slot: Option<Waiting<P>>,
    /// Being made durable.
    pub flight: Option<Waiting<P>>,
}

impl<P: Subject> Node<P> {
    /// Goes on from a recovered state.
    pub fn new(id: u64, replica: Replica<P>, model: Model) -> Node<P> {
        Node {
            id,
            core: Core::new(replica.clone()),
            clock: replica.at,
            replica,
            model,
            queue: VecDeque::new(),
            slot: None,
            flight: None,
        }
    }

    /// Decides up to `most` of what waits, as the engine's deciding thread does; `audited` compares with the model.
    ///
    /// # Errors
    /// Where the engine says something else than the auditor.
    pub fn decide(&mut self, most: usize, now: Instant, audited: bool) -> Result<Vec<String>, Breach> {
        let mut answers = Vec::new();
        let mut pending = self.core.take_pending();
        let mut said = Vec::new();
        self.clock = self.clock.max(now);
        for _ in 0..most {
            let Some(asked) = self.queue.pop_front() else { break };
            let (first, outcome) = (self.core.next(), self.core.take((*asked.request).clone(), now));
            let decided = self.core.take_pending();
            said.push(format!("#{} {}", asked.number, spoken::<P>(&outcome)));
            if audited {
                self.audit(first, &decided.entries, Some((&asked.request, &outcome)))?;
            }
            pending.extend(decided);
            answers.push((asked, outcome));
        }
        let first = self.core.next();
        self.core.tick(now);
        let decided = self.core.take_pending();
        if audited {
            self.audit(first, &decided.entries, None)?;
        }
        pending.extend(decided);
        if !answers.is_empty() || !pending.entries.is_empty() {
            self.hand_on(pending, answers);
        }
        Ok(said)
    }

    /// Where its next entry will stand, ahead of the disk.
    pub fn next(&self) -> Position {
        self.core.next()
    }

    /// Reads the newest state. What is ahead of the disk is shown when it is not any more: then nothing is given back.
    pub fn look(&mut self) -> Option<Look> {
        let replica = self.core.replica();
        let cells = replica.machine.retail().omnichannel.stock.cells().cloned().collect();
        let look = Look { next: replica.next, cells };
        match self.slot.as_mut().or(self.flight.as_mut()) {
            Some(waiting) if look.next > self.replica.next => {
                waiting.looks.push(look);
                None
            }
            _ => Some(look),
        }
    }

    fn hand_on(&mut self, pending: Pending<P>, answers: Vec<(Asked, OutcomeOf<P>)>) {
        let after = self.model.clone();
        match &mut self.slot {
            Some(waiting) => {
                if !pending.entries.is_empty() {
                    waiting.pending.extend(pending);
                }
                waiting.answers.extend(answers);
                waiting.after = after;
            }
            empty => *empty = Some(Waiting { pending, answers, looks: Vec::new(), after }),
        }
    }

    /// Compares what was decided with what the model says should be.
    fn audit(
        &mut self,
        first: Position,
        entries: &[Arc<EntryOf<P>>],
        asked: Option<(&Request<Command>, &OutcomeOf<P>)>,
    ) -> Result<(), Breach> {
        let wrong = |found: String, expected: String| {
            Err(breach("answers_are_as_predicted", format!("{found}\n  predicted: {expected}")))
        };
        let derived = |from: usize| entries[from..].iter().take_while(|e| e.cause.is_some()).count();
        let mut at = 0;
        loop {
            let expired = self.model.expire(self.clock);
            if expired.is_empty() {
                break;
            }
            let found = entries.get(at).map(|entry| essences::<P>(entry)).unwrap_or_default();
            if found != expired {
                return wrong(format!("fired {found:?}"), format!("{expired:?}"));
            }
            at += 1 + derived(at + 1);
        }
        if let Some((request, outcome)) = asked {
            let position = Position(first.0 + at as u64);
            let expected = self.model.take(request, self.clock, position);
            let found = outcome_of::<P>(outcome);
            let placed = match outcome {
                Outcome::Done { position: found, .. } => *found == position,
                _ => true,
            };
            if found != expected || !placed {
                return wrong(
                    format!("{:?}\n  answered: {found:?}", request.command),
                    format!("{expected:?}"),
                );
            }
            let refused = matches!(expected, Expected::Refused(_));
            if matches!(expected, Expected::Done(_)) || refused && at < entries.len() {
                at += 1 + derived(at + 1);
            }
        }
        if at != entries.len() {
            return wrong(format!("{} entries", entries.len()), format!("{at}"));
        }
        self.model.passed::<P>(entries);
        Ok(())
    }
}

fn essences<P: Subject>(entry: &EntryOf<P>) -> Vec<String> {
    let mut found: Vec<String> = entry.events.iter().map(essence::event).collect();
    found.sort();
    found
}

fn outcome_of<P: Subject>(outcome: &OutcomeOf<P>) -> Expected {
    match outcome {
        Outcome::Done { entry, .. } => Expected::Done(essences::<P>(entry)),
        Outcome::Unchanged => Expected::Unchanged,
        Outcome::Repeated { position, kind } => Expected::Repeated(*position, *kind),
        Outcome::Conflict { kind } => Expected::Conflict(*kind),
        Outcome::Refused(refusal) => Expected::Refused(essence::refusal(refusal)),
    }
}

fn spoken<P: Subject>(outcome: &OutcomeOf<P>) -> String {
    match outcome {
        Outcome::Done { position, entry } => {
            format!("done at {position}: {}", essences::<P>(entry).join("; "))
        }
        Outcome::Unchanged => "unchanged".to_owned(),
        Outcome::Repeated { position, .. } => format!("repeats {position}"),
        Outcome::Conflict { kind } => format!("conflict with another {kind:?}"),
        Outcome::Refused(refusal) => format!("refused: {}", essence::refusal(refusal)),
    }
}
