//! Loss: who or what stands out among peers, and where units go, as the log tells of it entry by entry.
//!
//! What is learnt is a function of the log and of the budget alone. A case bears the number of the entry that led to it, so
//! that whoever learns the same log again, from a checkpoint or from its beginning, opens no case twice.

mod deeds;
mod follower;

pub use deeds::{Lost, WhyLost};
pub use follower::{CurrentLosses, LossDesk, LossFollower};

use deeds::{Happened, Reading};
use realtail_engine::{Cause, Entry};
use realtail_kernel::{Instant, Label, LossCaseId, Position, Word};
use realtail_learn::loss::{Case, Evidence, Verdict, View, Watch};
use realtail_vocabulary::{Event, IntelligenceEvent, LossCase, LossEvidence, LossMark, LossVerdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the model.
pub const MODEL: &str = "loss";
/// Its version.
pub const VERSION: &str = "1";
/// The forest of the model draws its trees from here.
const SEED: u64 = 1;
/// A case that could not be told for so long is let be: nobody can stop any more what it is about.
const TOLD_WITHIN_MS: i64 = 86_400_000;

/// A case that is to stand in the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// The case.
    pub case: LossCase,
    /// The entry that led to it.
    pub cause: Cause,
    /// The signal that began it all, and when it came in: the delay counts from here.
    pub signal: String,
    /// See `signal`.
    pub received_at: Instant,
}

/// What was learnt of losses so far.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Losses {
    current_to: Position,
    /// When the newest entry was decided.
    at: Instant,
    budget: f64,
    watch: Watch,
    reading: Reading,
    /// Which number a case of the log has in the watch.
    numbers: BTreeMap<LossCaseId, u64>,
    /// Opened here, and not in the log yet.
    waiting: Vec<Opening>,
    fingerprint: u32,
}

impl Losses {
    /// With a budget of cases per site and day.
    pub fn new(budget: f64) -> Losses {
        Losses {
            current_to: Position::default(),
            at: Instant::default(),
            budget,
            watch: Watch::new(budget, SEED),
            reading: Reading::default(),
            numbers: BTreeMap::new(),
            waiting: Vec::new(),
            fingerprint: 0,
        }
    }

    /// The newest entry that was taken in.
    pub fn current_to(&self) -> Position {
        self.current_to
    }

    /// How many cases a site may open a day, on average.
    pub fn budget(&self) -> f64 {
        self.budget
    }

    /// Where units went: by site, place and cause, since the beginning of the log.
    pub fn lost(&self) -> Vec<Lost> {
        self.reading.lost(self.watch.shrink())
    }

    /// Cases that are not in the log yet.
    pub fn waiting(&self) -> &[Opening] {
        &self.waiting
    }

    /// Takes in an entry. One that was taken in before is passed over.
    pub fn take<R>(&mut self, position: Position, entry: &Entry<Event, R>) {
        if position <= self.current_to {
            return;
        }
        (self.current_to, self.at) = (position, entry.at);
        let mut opened = 0;
        for event in &entry.events {
            match event {
                Event::Intelligence(IntelligenceEvent::LossCaseOpened(case)) => {
                    self.waiting.retain(|waiting| waiting.case.case != case.case);
                }
                Event::Intelligence(IntelligenceEvent::LossCaseMarked(mark)) => self.mark(mark),
                event => {
                    for happened in self.reading.read(event, entry.at) {
                        self.learn(&happened, position, entry, &mut opened);
                    }
                }
            }
        }
        let at = self.at;
        self.waiting.retain(|waiting| at.micros_since(waiting.received_at) < TOLD_WITHIN_MS * 1_000);
    }

    fn learn<R>(
        &mut self,
        happened: &Happened,
        position: Position,
        entry: &Entry<Event, R>,
        opened: &mut u32,
    ) {
        let text = format!("{:?}", happened.deed);
        self.fingerprint = crc32c::crc32c_append(self.fingerprint, text.as_bytes());
        let Some(case) = self.watch.observe(&happened.deed) else { return };
        *opened += 1;
        let Some(told) = self.told(&case, happened, position, *opened) else { return };
        self.numbers.insert(told.case.clone(), case.case);
        let cause = Cause { entry: position, origin: entry.origin(position), later: true };
        let (signal, received_at) = (entry.signal.to_string(), entry.received_at);
        self.waiting.push(Opening { case: told, cause, signal, received_at });
    }

    fn mark(&mut self, mark: &LossMark) {
        let Some(number) = self.numbers.remove(&mark.case) else { return };
        self.fingerprint = crc32c::crc32c_append(self.fingerprint, format!("{mark:?}").as_bytes());
        let verdict = match mark.verdict {
            LossVerdict::Right => Verdict::Right,
            LossVerdict::Wrong => Verdict::Wrong,
        };
        self.watch.mark(number, verdict);
    }

    /// A case in the words of the log; nothing only where they cannot be made.
    fn told(&self, case: &Case, happened: &Happened, position: Position, opened: u32) -> Option<LossCase> {
        let number = if opened == 1 { position.to_string() } else { format!("{position}-{opened}") };
        let (site, subject) = self.reading.subject(case.subject)?;
        Some(LossCase {
            case: LossCaseId::new(number).ok()?,
            site: site.or_else(|| self.reading.site(case.store).cloned())?,
            subject,
            happened_at: happened.at,
            score: case.score,
            threshold: case.threshold.max(0.0),
            peers: case.peers as u32,
            budget_per_site_day: self.budget,
            evidence: case.evidence.iter().map(evidence).collect::<Option<_>>()?,
            model: Word::new(MODEL).ok()?,
            version: Word::new(VERSION).ok()?,
            fingerprint: Word::new(format!("{:08x}", self.fingerprint)).ok()?,
            current_to: position,
        })
    }
}

fn evidence(part: &Evidence) -> Option<LossEvidence> {
    Some(LossEvidence {
        signal: Word::new(part.signal.name()).ok()?,
        words: Label::new(part.signal.words()).ok()?,
        seen: part.seen,
        expected: part.expected,
        by_own_habit: part.view != View::Habit,
        half_life_days: part.view.half_life_days(),
        surprise: part.surprise,
        share: part.share,
        worth: part.cents.round() as i64,
    })
}
