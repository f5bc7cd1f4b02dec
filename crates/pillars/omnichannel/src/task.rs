//! What associates do on the shop floor beside orders: shelves to fill, lots to look at.

mod claim;
mod done;
mod not_done;
mod raise;
mod withdraw;

pub use done::DoneTask;
pub use raise::RaiseTask;

use crate::catalogue::{Catalogue, ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{Instant, ItemId, Mark, ShipmentId, SiteId, Stamp, TaskId, Word, ZoneId};
use realtail_vocabulary::{Account, Event, FloorTask, FloorTaskKind, Posting, TaskEvent};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// So many that came to an end are remembered, for whoever says late that they are done.
const CLOSED_MAX: usize = 10_000;

/// What may be asked about such tasks.
#[derive(Clone, Debug)]
pub enum TaskCommand {
    /// There is something to do; only policies ask for this.
    Raise(Box<RaiseTask>),
    /// Somebody takes it on.
    Claim(TaskId, Word),
    /// It is done.
    Done(DoneTask),
    /// It cannot be done: who says so, and why.
    NotDone(TaskId, Word, Word),
    /// It need not be done any more; only policies ask for this.
    Withdraw(TaskId, Word),
}

/// Where such a task stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FloorTaskState {
    /// Nobody is at it.
    Open,
    /// Somebody is.
    Claimed(Word),
    /// It was done, with so many units.
    Done(Word, i64),
    /// It could not be done.
    NotDone(Word, Word),
    /// It need not be done any more.
    Withdrawn(Word),
}

impl FloorTaskState {
    /// Its name as it is written in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            FloorTaskState::Open => "open",
            FloorTaskState::Claimed(_) => "claimed",
            FloorTaskState::Done(..) => "done",
            FloorTaskState::NotDone(..) => "not_done",
            FloorTaskState::Withdrawn(_) => "withdrawn",
        }
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self, FloorTaskState::Open | FloorTaskState::Claimed(_))
    }
}

/// A task, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTask {
    /// As it was raised.
    pub task: FloorTask,
    /// When.
    pub raised_at: Instant,
    /// The log entry that raised it: what is done for it has that as its cause.
    pub raised_by: Mark,
    /// Where it stands.
    pub state: FloorTaskState,
    /// Units that were seen to go the task's way before anybody said that it is done: readers are quicker than people.
    pub brought: i64,
}

type Key = (SiteNo, ItemNo, FloorTaskKind, Option<ZoneId>, Option<ShipmentId>);

/// All tasks that are to be done, and the newest of those that are not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FloorTasks {
    tasks: BTreeMap<TaskId, KnownTask>,
    /// Those that came to an end, the oldest first.
    closed: VecDeque<TaskId>,
    /// How many there ever were: the next is named after it.
    raised: u64,
    #[serde(skip)]
    open: BTreeMap<Key, TaskId>,
}

impl PartialEq for FloorTasks {
    fn eq(&self, other: &FloorTasks) -> bool {
        self.tasks == other.tasks && self.closed == other.closed && self.raised == other.raised
    }
}

impl FloorTasks {
    /// The task of this name, if it is to be done or remembered.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, task: &TaskId) -> Result<&KnownTask, Refusal> {
        self.tasks.get(task).ok_or_else(|| Refusal::Unknown { what: Thing::Task, id: task.to_string() })
    }

    /// What is to be done at a site, by item.
    pub fn at(&self, site: SiteNo) -> impl Iterator<Item = &KnownTask> {
        self.open_from(site, ItemNo(0)).take_while(move |(key, _)| key.0 == site).map(|(_, known)| known)
    }

    /// What is to be done with an item at a site.
    pub fn of(&self, item: ItemNo, site: SiteNo) -> impl Iterator<Item = &KnownTask> {
        self.open_from(site, item)
            .take_while(move |(key, _)| key.0 == site && key.1 == item)
            .map(|(_, known)| known)
    }

    fn open_from(&self, site: SiteNo, item: ItemNo) -> impl Iterator<Item = (&Key, &KnownTask)> {
        let from = (site, item, FloorTaskKind::Replenish, None, None);
        self.open.range(from..).filter_map(|(key, task)| Some((key, self.tasks.get(task)?)))
    }

    /// How many are to be done.
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// How many are to be done, task by task.
    pub(crate) fn counted_open(&self) -> usize {
        self.tasks.values().filter(|known| known.state.is_open()).count()
    }

    /// The same without what `index` makes again.
    pub(crate) fn freeze(&self) -> FloorTasks {
        FloorTasks {
            tasks: self.tasks.clone(),
            closed: self.closed.clone(),
            raised: self.raised,
            open: BTreeMap::new(),
        }
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self, catalogue: &Catalogue) {
        let open = self.tasks.values().filter(|known| known.state.is_open());
        let keyed = open.filter_map(|known| Some((key(&known.task, catalogue)?, known.task.task.clone())));
        self.open = keyed.collect();
    }

    pub(crate) fn apply(&mut self, event: &TaskEvent, stamp: Stamp, catalogue: &Catalogue) {
        match event {
            TaskEvent::Raised(task) => self.raise(task, stamp, catalogue),
            TaskEvent::Claimed { task, by } => self.set(task, FloorTaskState::Claimed(by.clone())),
            TaskEvent::Done { task, by, quantity } => {
                self.close(task, FloorTaskState::Done(by.clone(), *quantity), catalogue);
            }
            TaskEvent::NotDone { task, by, reason } => {
                self.close(task, FloorTaskState::NotDone(by.clone(), reason.clone()), catalogue);
            }
            TaskEvent::Withdrawn { task, reason } => {
                self.close(task, FloorTaskState::Withdrawn(reason.clone()), catalogue);
            }
        }
    }

    fn raise(&mut self, task: &FloorTask, stamp: Stamp, catalogue: &Catalogue) {
        self.raised += 1;
        if let Some(key) = key(task, catalogue) {
            self.open.insert(key, task.task.clone());
        }
        let known = KnownTask {
            task: task.clone(),
            raised_at: stamp.at,
            raised_by: stamp.mark(),
            state: FloorTaskState::Open,
            brought: 0,
        };
        self.tasks.insert(task.task.clone(), known);
    }

    fn set(&mut self, task: &TaskId, state: FloorTaskState) {
        if let Some(known) = self.tasks.get_mut(task) {
            known.state = state;
        }
    }

    fn close(&mut self, task: &TaskId, state: FloorTaskState, catalogue: &Catalogue) {
        let Some(known) = self.tasks.get_mut(task) else { return };
        known.state = state;
        if let Some(key) = key(&known.task, catalogue) {
            self.open.remove(&key);
        }
        self.closed.push_back(task.clone());
        if self.closed.len() > CLOSED_MAX
            && let Some(oldest) = self.closed.pop_front()
        {
            self.tasks.remove(&oldest);
        }
    }

    /// Sees goods go the way of a task.
    pub(crate) fn follow(&mut self, postings: &[Posting], catalogue: &Catalogue) {
        if self.open.is_empty() {
            return;
        }
        for posting in postings {
            let (Some((site, from)), Some((_, to))) = (in_zone(&posting.from), in_zone(&posting.to)) else {
                continue;
            };
            let (Ok(item), Ok(no)) = (catalogue.item_no(&posting.item), catalogue.site_no(site)) else {
                continue;
            };
            let key = (no, item, FloorTaskKind::Replenish, Some(to.clone()), None);
            let known = self.open.get(&key).and_then(|task| self.tasks.get_mut(task));
            if let Some(known) = known.filter(|known| known.task.from.as_ref() == Some(from)) {
                known.brought += posting.quantity.units();
            }
        }
    }
}

/// Goods that may be sold and stand in a zone.
fn in_zone(account: &Account) -> Option<(&SiteId, &ZoneId)> {
    match account {
        Account::Site { site, zone: Some(zone), condition } if condition.is_sellable() => Some((site, zone)),
        Account::Site { .. } | Account::Shipment { .. } | Account::Outside { .. } => None,
    }
}

fn key(task: &FloorTask, catalogue: &Catalogue) -> Option<Key> {
    let (site, item) = (catalogue.site_no(&task.site).ok()?, catalogue.item_no(&task.item).ok()?);
    Some((site, item, task.kind, task.to.clone(), task.shipment.clone()))
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &TaskCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    match command {
        TaskCommand::Raise(raise) => raise::decide(state, raise),
        TaskCommand::Claim(task, by) => claim::decide(state, task, by),
        TaskCommand::Done(done) => done::decide(state, done, now),
        TaskCommand::NotDone(task, by, reason) => not_done::decide(state, task, by, reason),
        TaskCommand::Withdraw(task, reason) => withdraw::decide(state, task, reason),
    }
}

/// Refuses a step with a task that has come to its end.
fn still_open<'a>(state: &'a Omnichannel, task: &TaskId, step: &str) -> Result<&'a KnownTask, Refusal> {
    let known = state.tasks.get(task)?;
    if known.state.is_open() {
        return Ok(known);
    }
    Err(Refusal::IllegalStep {
        what: format!("task {task}"),
        step: step.to_owned(),
        state: known.state.as_str().to_owned(),
        legal: Vec::new(),
    })
}

/// Sellable units of an item in a zone.
fn standing(state: &Omnichannel, item: &ItemId, site: &SiteId, zone: &ZoneId) -> Result<i64, Refusal> {
    let (item, site) = (state.catalogue.item_no(item)?, state.catalogue.site_no(site)?);
    Ok(state.stock.sellable_in(item, site, zone))
}
