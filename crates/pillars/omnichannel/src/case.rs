//! Cases of the service team: who asked, who has taken it, and where what was said stands in the log, sealed.

mod answer;
mod claim;
mod close;
mod open;

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{CaseId, Channel, CustomerId, Instant, OrderId, Position, Stamp, Word};
use realtail_vocabulary::{CaseEvent, CustomerEvent, Event, OpenedCase, Sealed};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// So many that came to an end are remembered; the log has them all.
const CLOSED_MAX: usize = 10_000;
/// So much may be said in one case.
pub const WORDS_MAX: usize = 500;

/// What may be asked about cases.
#[derive(Clone, Debug)]
pub enum CaseCommand {
    /// A person has to answer.
    Open(Box<OpenedCase>),
    /// Somebody takes it.
    Claim(CaseId, Word),
    /// The customer writes on.
    Ask(CaseId, CustomerId, Sealed),
    /// Whoever has taken it answers.
    Answer(CaseId, Word, CustomerId, Sealed),
    /// It has come to its end.
    Close(CaseId, Word),
    /// The customer needs no answer any more.
    Settle(CaseId),
}

pub(crate) fn decide(state: &Omnichannel, command: &CaseCommand) -> Result<Vec<Event>, Refusal> {
    match command {
        CaseCommand::Open(opened) => open::decide(state, opened),
        CaseCommand::Claim(case, by) => claim::decide(state, case, by),
        CaseCommand::Ask(case, customer, words) => answer::ask(state, case, customer, words),
        CaseCommand::Answer(case, by, customer, words) => answer::answer(state, case, by, customer, words),
        CaseCommand::Close(case, by) => close::decide(state, case, by),
        CaseCommand::Settle(case) => close::settle(state, case),
    }
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Nobody has taken it.
    Open,
    /// Somebody has.
    Claimed(Word),
    /// It has come to its end.
    Closed(Word),
}

impl CaseState {
    /// Its name as it is written in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            CaseState::Open => "open",
            CaseState::Claimed(_) => "claimed",
            CaseState::Closed(_) => "closed",
        }
    }

    /// Whether somebody still has to answer.
    pub fn is_open(&self) -> bool {
        match self {
            CaseState::Open | CaseState::Claimed(_) => true,
            CaseState::Closed(_) => false,
        }
    }
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Its number.
    pub case: CaseId,
    /// Whose question it is.
    pub customer: CustomerId,
    /// Where it was asked.
    pub channel: Channel,
    /// Why a person has to answer.
    pub reason: Word,
    /// What the customer writes in.
    pub language: Word,
    /// The order in question.
    pub order: Option<OrderId>,
    /// When it was opened.
    pub opened_at: Instant,
    /// The entry that has the transcript.
    pub opened_by: Position,
    /// Where it stands.
    pub state: CaseState,
    /// When something last happened to it.
    pub changed_at: Instant,
    /// Whether the customer spoke last.
    pub waits: bool,
    /// The entries that have what was said since, the first first.
    pub said: Vec<Position>,
}

/// All cases that are open, and the newest of those that are not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cases {
    cases: BTreeMap<CaseId, Arc<Case>>,
    /// Those that came to an end, the oldest first.
    closed: VecDeque<CaseId>,
}

impl Cases {
    /// The case of this number.
    ///
    /// # Errors
    /// Where there is none, or none any more.
    pub fn get(&self, case: &CaseId) -> Result<&Case, Refusal> {
        let known = self.cases.get(case).map(|known| &**known);
        known.ok_or_else(|| Refusal::Unknown { what: Thing::Case, id: case.to_string() })
    }

    /// All that are remembered, by number.
    pub fn all(&self) -> impl Iterator<Item = &Case> {
        self.cases.values().map(|known| &**known)
    }

    /// A customer's newest case.
    pub fn newest_of(&self, customer: &CustomerId) -> Option<&Case> {
        self.all().filter(|known| known.customer == *customer).max_by_key(|known| known.opened_by)
    }

    /// Whose case it is.
    pub(crate) fn customer_of(&self, case: &CaseId) -> Option<&CustomerId> {
        self.cases.get(case).map(|known| &known.customer)
    }

    pub(crate) fn apply(&mut self, event: &CaseEvent, stamp: Stamp) {
        match event {
            CaseEvent::Opened(opened) => self.open(opened, stamp),
            CaseEvent::Claimed { case, by } => {
                self.change(case, stamp, |known| known.state = CaseState::Claimed(by.clone()));
            }
            CaseEvent::Asked { case, .. } => self.change(case, stamp, |known| {
                known.said.push(stamp.position);
                known.waits = true;
            }),
            CaseEvent::Answered { case, .. } => self.change(case, stamp, |known| {
                known.said.push(stamp.position);
                known.waits = false;
            }),
            CaseEvent::Closed { case, by } => self.close(case, by, stamp),
        }
    }

    fn open(&mut self, opened: &OpenedCase, stamp: Stamp) {
        let OpenedCase { case, customer, channel, reason, language, order, transcript: _ } = opened;
        let known = Case {
            case: case.clone(),
            customer: customer.clone(),
            channel: channel.clone(),
            reason: reason.clone(),
            language: language.clone(),
            order: order.clone(),
            opened_at: stamp.at,
            opened_by: stamp.position,
            state: CaseState::Open,
            changed_at: stamp.at,
            waits: true,
            said: Vec::new(),
        };
        self.cases.insert(case.clone(), Arc::new(known));
    }

    fn change(&mut self, case: &CaseId, stamp: Stamp, change: impl FnOnce(&mut Case)) {
        if let Some(known) = self.cases.get_mut(case) {
            let known = Arc::make_mut(known);
            known.changed_at = stamp.at;
            change(known);
        }
    }

    fn close(&mut self, case: &CaseId, by: &Word, stamp: Stamp) {
        self.change(case, stamp, |known| {
            known.state = CaseState::Closed(by.clone());
            known.waits = false;
        });
        self.closed.push_back(case.clone());
        if self.closed.len() > CLOSED_MAX
            && let Some(oldest) = self.closed.pop_front()
        {
            self.cases.remove(&oldest);
        }
    }

    /// Nobody has to answer a person who was forgotten: nothing of what was said can be read.
    pub(crate) fn follow(&mut self, event: &CustomerEvent, stamp: Stamp) {
        let CustomerEvent::Erased { customers } = event else { return };
        let theirs = |known: &&Case| known.state.is_open() && customers.contains(&known.customer);
        let gone: Vec<CaseId> = self.all().filter(theirs).map(|known| known.case.clone()).collect();
        if let Ok(by) = Word::new("erasure") {
            gone.iter().for_each(|case| self.close(case, &by, stamp));
        }
    }
}

/// Refuses a step with a case that has come to its end.
fn still_open<'a>(state: &'a Omnichannel, case: &CaseId, step: &str) -> Result<&'a Case, Refusal> {
    let known = state.cases.get(case)?;
    if known.state.is_open() {
        return Ok(known);
    }
    Err(Refusal::IllegalStep {
        what: format!("case {case}"),
        step: step.to_owned(),
        state: known.state.as_str().to_owned(),
        legal: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
