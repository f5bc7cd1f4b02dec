//! One run: clients, one engine or two, a disk, a clock, and all that can happen to them in any order.

mod look;
mod payments;
mod recovery;
mod surroundings;

use crate::chance::Chance;
use crate::disk::Disk;
use crate::history::History;
use crate::invariants::{self, Breach, Held, Watch, breach};
use crate::model::Model;
use crate::moments::Moments;
use crate::mutation::{Mutation, Subject};
use crate::node::{Asked, Node, Waiting};
use crate::provider::Provider;
use crate::workload::Workload;
use crate::{Options, Tally};
use realtail_engine::log::{AppendError, Batch, Log};
use realtail_engine::{Outcome, OutcomeOf, Replica, Request};
use realtail_kernel::{Instant, Position};
use realtail_platform::Command;
use std::collections::BTreeMap;
use std::rc::Rc;
use surroundings::Surroundings;

/// Requests that may wait at an engine; more are told to come back.
const QUEUE_MAX: usize = 8;
/// The same in runs that sell, where more goes on at once.
const QUEUE_MAX_SELLING: usize = 24;
/// Requests that come at once, at most, in runs that sell.
const CROWD: usize = 6;
/// 2026-01-05T08:00:00Z, a Monday.
const OPENING: Instant = Instant::from_micros(1_767_600_000_000_000);

/// How rough this run is: per thousand steps.
struct Weather {
    crash: u64,
    fail: u64,
    takeover: u64,
    jump: u64,
    lose_answer: u64,
    repeat: u64,
    snapshot: u64,
    decide: usize,
}

impl Weather {
    fn new(chance: &mut Chance) -> Weather {
        let mut rate = |most: usize| if chance.percent(30) { 0 } else { chance.below(most + 1) as u64 };
        Weather {
            crash: rate(15),
            fail: rate(10),
            takeover: rate(8),
            jump: rate(20),
            lose_answer: rate(200),
            repeat: rate(150),
            snapshot: rate(40),
            decide: 1 + rate(7) as usize,
        }
    }
}

/// Everything there is in a run.
pub struct World<P: Subject> {
    chance: Chance,
    weather: Weather,
    workload: Workload,
    mutation: Option<Mutation>,
    audited: bool,
    now: Instant,
    disk: Disk,
    snapshots: Vec<(Position, Vec<u8>)>,
    nodes: Vec<Node<P>>,
    nodes_made: u64,
    /// Messages on their way to an engine.
    network: Vec<Asked>,
    asked: usize,
    /// The auditor's state at the end of the log.
    durable: Model,
    /// The log read back and replayed, entry by entry.
    shadow: Replica<P>,
    watch: Watch,
    moments: Moments,
    answered: BTreeMap<Position, u32>,
    settled: BTreeMap<u128, Position>,
    /// In runs that sell.
    provider: Option<Provider>,
    surroundings: Option<Surroundings>,
    /// What happened.
    pub history: History,
    /// How often.
    pub tally: Tally,
}

impl<P: Subject> World<P> {
    /// The world of a seed before anything has happened.
    pub fn new(seed: u64, options: &Options) -> World<P> {
        let mut chance = Chance::new(seed);
        let mut disk = Disk::default();
        disk.takes_stale_writers = options.mutation == Some(Mutation::TakesStaleWriter);
        // Every other run sells: the auditor predicts no orders, so of those only invariants are checked.
        let sells = options.sells.unwrap_or(seed.is_multiple_of(2));
        let weather = Weather::new(&mut chance);
        let workload = Workload::new(&mut chance, sells);
        World {
            weather,
            moments: Moments::new(workload.caps(), surroundings::people()),
            workload,
            provider: sells.then(|| Provider::new(&mut chance)),
            surroundings: sells.then(|| Surroundings::new(&mut chance)),
            chance,
            mutation: options.mutation,
            audited: options.audited && !sells,
            now: OPENING,
            disk,
            snapshots: Vec::new(),
            nodes: Vec::new(),
            nodes_made: 0,
            network: Vec::new(),
            asked: 0,
            durable: Model::new(),
            shadow: Replica::empty(),
            watch: Watch::default(),
            answered: BTreeMap::new(),
            settled: BTreeMap::new(),
            history: History::default(),
            tally: Tally::default(),
        }
    }

    /// What stands on the disk.
    pub fn log(&self) -> Vec<Batch> {
        self.disk.batches_from(Position(1))
    }

    /// Lets so many things happen, then stops and looks at what is left.
    ///
    /// # Errors
    /// The first breach of an invariant.
    pub fn run(&mut self, steps: u64) -> Held {
        for _ in 0..steps {
            self.step()?;
            self.tally.steps += 1;
        }
        while let Some(node) = self.nodes.pop() {
            self.crash(node, "the end")?;
        }
        self.recover()?;
        self.full_replay()?;
        self.settle_payments()?;
        self.tally.simulated_ms += (self.now.micros_since(OPENING) / 1000).max(0) as u64;
        Ok(())
    }

    fn step(&mut self) -> Held {
        self.pass_time();
        if self.nodes.is_empty() {
            return self.recover();
        }
        if self.chance.permille(self.weather.crash) {
            let at = self.chance.below(self.nodes.len());
            let node = self.nodes.swap_remove(at);
            return self.crash(node, "crashed");
        }
        if self.nodes.len() == 1 && self.chance.permille(self.weather.takeover) {
            self.tally.takeovers += 1;
            return self.recover();
        }
        let at = self.chance.below(self.nodes.len());
        if self.chance.permille(self.weather.snapshot) {
            return self.snapshot(at);
        }
        if self.provider.is_some() && self.chance.percent(20) {
            return self.call_provider(at);
        }
        if self.surroundings.is_some() && self.chance.percent(15) {
            return self.surroundings(at);
        }
        match self.chance.below(11) {
            0..=2 => {
                (0..self.at_once()).for_each(|_| self.ask());
                Ok(())
            }
            3..=5 => {
                (0..self.at_once()).for_each(|_| self.deliver(at));
                Ok(())
            }
            6 | 7 => self.decide(at),
            8 => {
                self.begin_append(at);
                Ok(())
            }
            9 => self.end_append(at),
            _ => self.read(at),
        }
    }

    fn pass_time(&mut self) {
        let ms = if !self.chance.permille(self.weather.jump) {
            [0, 0, 1, 5, 50][self.chance.below(5)]
        } else if self.chance.percent(40) {
            -self.chance.between(1, 60_000) // Somebody set the clock back.
        } else {
            self.chance.between(1_000, 4_000_000)
        };
        self.now = self.now.plus_ms(ms);
    }

    /// More go on at once where things are sold than where every answer is predicted.
    fn at_once(&mut self) -> usize {
        if self.surroundings.is_some() { 1 + self.chance.below(CROWD) } else { 1 }
    }

    fn ask(&mut self) {
        let request = self.workload.next(&mut self.chance, self.now);
        self.ask_for(request);
    }

    fn ask_for(&mut self, request: Request<Command>) {
        let asked = Asked { number: self.asked, request: Rc::new(request) };
        self.asked += 1;
        self.tally.requests += 1;
        self.send(asked);
    }

    /// Some messages are sent twice.
    fn send(&mut self, asked: Asked) {
        if self.chance.permille(self.weather.repeat) {
            self.network.push(asked.clone());
        }
        self.network.push(asked);
    }

    /// The next message arrives: not always the one that was sent first.
    fn deliver(&mut self, at: usize) {
        if self.network.is_empty() {
            return;
        }
        let last = self.chance.below(self.network.len());
        let first = self.chance.below(last + 1);
        let most = if self.surroundings.is_some() { QUEUE_MAX_SELLING } else { QUEUE_MAX };
        if self.nodes[at].queue.len() >= most {
            self.tally.busy += 1;
            return; // It stays where it is: the client tries again.
        }
        let asked = self.network.remove(first);
        self.nodes[at].queue.push_back(asked);
    }

    fn decide(&mut self, at: usize) -> Held {
        let most = (self.chance.below(self.weather.decide) + 1) * self.at_once();
        let (now, audited) = (self.now, self.audited);
        let node = &mut self.nodes[at];
        let said = node.decide(most, now, audited);
        if self.mutation == Some(Mutation::AnswersBeforeDurable)
            && let Some(waiting) = &mut node.slot
        {
            let early = std::mem::take(&mut waiting.answers);
            for (asked, outcome) in early {
                self.answer(at, asked, &outcome)?;
            }
        }
        let said = said.inspect_err(|breach| self.history.note(breach.words.clone()))?;
        if !said.is_empty() {
            self.history.note(format!("{} at {now}: {}", self.nodes[at].id, said.join(" | ")));
        }
        Ok(())
    }

    fn begin_append(&mut self, at: usize) {
        let node = &mut self.nodes[at];
        if node.flight.is_none() {
            node.flight = node.slot.take();
        }
    }

    fn end_append(&mut self, at: usize) -> Held {
        let Some(waiting) = self.nodes[at].flight.take() else { return Ok(()) };
        if waiting.pending.entries.is_empty() {
            if self.disk.confirm(waiting.pending.first).is_err() {
                let node = self.nodes.swap_remove(at);
                self.tally.deposed += 1;
                return self.crash(node, "was deposed");
            }
        } else {
            if self.chance.permille(self.weather.fail) {
                let mut node = self.nodes.swap_remove(at);
                node.flight = Some(waiting);
                self.tally.failed_writes += 1;
                return self.crash(node, "write failed");
            }
            if !self.persist(&waiting)? {
                let node = self.nodes.swap_remove(at);
                self.tally.deposed += 1;
                return self.crash(node, "was deposed");
            }
            let node = &mut self.nodes[at];
            let mut looks = waiting.looks.into_iter().peekable();
            for entry in &waiting.pending.entries {
                node.replica.apply(entry);
                while let Some(look) = looks.next_if(|look| look.next == node.replica.next) {
                    invariants::readers_are_shown_the_log(&look, &node.replica)?;
                }
            }
        }
        self.history.note(format!("{} made durable up to {}", self.nodes[at].id, Log::next(&self.disk)));
        for (asked, outcome) in waiting.answers {
            self.answer(at, asked, &outcome)?;
        }
        self.look(at)
    }

    /// Appends, reads back, and holds what was written to the invariants. False where the log refuses this writer.
    fn persist(&mut self, waiting: &Waiting<P>) -> Result<bool, Breach> {
        let pending = &waiting.pending;
        let count = pending.entries.len() as u32;
        let payload = self.as_written(&pending.payload, pending.first, count)?;
        match self.disk.append(pending.first, count, &payload) {
            Ok(()) => (),
            Err(AppendError::Stale { .. }) => return Ok(false),
            Err(AppendError::Fault(fault)) => return Err(breach("the_disk_works", fault.to_string())),
        }
        let batch = Batch { first: pending.first, count, payload };
        for entry in self.watch.batch(&batch)? {
            let position = self.shadow.next;
            self.moments.before(self.shadow.machine.retail(), position, &entry)?;
            self.shadow.apply(&entry);
            self.moments.behind(self.shadow.machine.retail(), position, &entry);
            for event in &entry.events {
                self.workload.hear(event);
                *self.tally.kinds.entry(event.kind()).or_default() += 1;
            }
            if let Some(around) = &mut self.surroundings {
                around.learned.take(position, &entry);
            }
        }
        self.moments.corrected(self.shadow.machine.retail())?;
        self.durable = waiting.after.clone();
        self.tally.entries += u64::from(count);
        Ok(true)
    }

    fn answer(&mut self, at: usize, asked: Asked, outcome: &OutcomeOf<P>) -> Held {
        self.tally.count(outcome);
        let log_next = Log::next(&self.disk);
        let keys = &asked.request.keys;
        match outcome {
            Outcome::Done { position, .. } => {
                invariants::answers_are_durable(*position, log_next)?;
                if let Some(digest) = self.watch.log.get(position) {
                    self.answered.insert(*position, *digest);
                }
                for key in keys {
                    if let Some(first) = self.settled.insert(key.name, *position) {
                        let words = format!("#{} was done at {first} and again at {position}", asked.number);
                        return Err(breach("same_command_same_answer", words));
                    }
                }
            }
            Outcome::Repeated { position, kind } => {
                invariants::answers_are_durable(*position, log_next)?;
                let first = keys.iter().filter(|k| k.kind == *kind).find_map(|k| self.settled.get(&k.name));
                if first.is_some_and(|first| first != position) {
                    let words =
                        format!("#{} repeats {position}, its first answer was {first:?}", asked.number);
                    return Err(breach("same_command_same_answer", words));
                }
            }
            Outcome::Refused(_) if keys.iter().any(|k| self.settled.contains_key(&k.name)) => {
                let words = format!("#{} was done before and is refused now", asked.number);
                return Err(breach("same_command_same_answer", words));
            }
            Outcome::Unchanged | Outcome::Conflict { .. } | Outcome::Refused(_) => (),
        }
        if self.chance.permille(self.weather.lose_answer) {
            self.history.note(format!("the answer to #{} is lost, node {}", asked.number, self.nodes[at].id));
            self.send(asked);
        }
        Ok(())
    }
}
