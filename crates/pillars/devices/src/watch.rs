//! Something out of bounds: told of only after it was so for long enough, and well again only past another limit.

use realtail_kernel::{DeviceId, Instant, Mark, Rejection, SiteId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A reading further ahead than this comes from a device whose clock is wrong.
pub(crate) const AHEAD_MS_MAX: i64 = 300_000;
/// So does one that is older than this: a device that kept its readings while it was offline sends younger ones.
const BACK_MS_MAX: i64 = 7 * 86_400_000;

/// What was read, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// How much, in the unit of the log: thousandths of a degree, or units of an item.
    pub value: i64,
    /// When, by the clock of the device.
    pub at: Instant,
}

/// A device says what it measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// Which.
    pub device: DeviceId,
    /// Where it says that it stands, if it does.
    pub site: Option<SiteId>,
    /// What it measured: degrees Celsius, or grams.
    pub measured: T,
    /// When, by the clock of the device.
    pub at: Instant,
    /// The latest that was heard of it before, where that is known.
    pub newest: Option<Heard>,
}

/// Since when a device is out of bounds, and whether somebody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Since when.
    pub since: Instant,
    /// When somebody is told; none where that is done.
    pub due_at: Option<Instant>,
}

/// Where a reading lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// Out of bounds.
    Out,
    /// Neither out of bounds nor well: it keeps an alarm, and starts none.
    Between,
    /// Well.
    Well,
}

/// What the log knows of one device: the readings themselves are not in it, only when they crossed a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Watch {
    /// Out of bounds, and nobody is told yet.
    Out {
        /// The time of the first reading that was.
        since: Instant,
        /// When somebody is told, if no reading says otherwise before.
        due_at: Instant,
        /// What it read.
        value: i64,
        /// The entry that said so.
        began: Mark,
    },
    /// Out of bounds for so long that somebody was told.
    Told {
        /// The time of the first reading that was.
        since: Instant,
        /// What was told.
        value: i64,
    },
    /// Within bounds again.
    Ended {
        /// The time of the first reading that was.
        at: Instant,
    },
}

/// What a reading changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is out of bounds since then.
    Left(Instant, i64),
    /// It was not out of bounds for long enough: nobody needs to know.
    Broke(Instant),
    /// It is out of bounds for long enough.
    Told(Instant),
    /// It is well again.
    Over(Instant),
}

/// How a kind of device is judged.
pub(crate) struct Bounds<F: Fn(i64) -> Level> {
    /// Where a value lies.
    pub level: F,
    /// How long it must be out of bounds.
    pub for_ms: u64,
}

impl<F: Fn(i64) -> Level> Bounds<F> {
    /// What a reading changes. `newest` is the reading of the latest time that was heard before it, where that is
    /// known: a reading that comes late says nothing of now.
    pub(crate) fn judge(&self, watch: Option<&Watch>, reading: Heard, newest: Option<Heard>) -> Option<Turn> {
        let level = (self.level)(reading.value);
        let later = newest.filter(|newest| newest.at > reading.at);
        let later_is_out = later.map(|later| (self.level)(later.value) == Level::Out);
        match watch {
            Some(Watch::Ended { at }) if reading.at < *at => None,
            Some(Watch::Out { since, .. } | Watch::Told { since, .. }) if reading.at < *since => None,
            None | Some(Watch::Ended { .. }) => {
                let begins = level == Level::Out && later_is_out != Some(false);
                begins.then(|| self.left(reading.at, reading.value))
            }
            Some(Watch::Out { since, .. }) => match (level, later.filter(|_| later_is_out == Some(true))) {
                (Level::Out, later) => {
                    let until = later.map_or(reading.at, |later| later.at);
                    (until >= since.plus_ms(self.for_ms())).then_some(Turn::Told(*since))
                }
                // It was within bounds in between, and is out of them again.
                (Level::Between | Level::Well, Some(later)) => Some(self.left(later.at, later.value)),
                (Level::Between | Level::Well, None) => Some(Turn::Broke(reading.at)),
            },
            Some(Watch::Told { .. }) => {
                let is_over = level == Level::Well && later_is_out != Some(true);
                is_over.then_some(Turn::Over(reading.at))
            }
        }
    }

    fn left(&self, since: Instant, value: i64) -> Turn {
        if self.for_ms == 0 { Turn::Told(since) } else { Turn::Left(since, value) }
    }

    fn for_ms(&self) -> i64 {
        i64::try_from(self.for_ms).unwrap_or(i64::MAX)
    }

    /// When somebody is told, if no reading says otherwise before. A reading that is older than the whole time was
    /// kept by a device that was offline: what else it kept is on its way, and gets as long to arrive.
    pub(crate) fn due_at(&self, since: Instant, now: Instant) -> Instant {
        let due_at = since.plus_ms(self.for_ms());
        if due_at > now { due_at } else { now.plus_ms(self.for_ms()) }
    }
}

/// All devices of a kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Watches {
    by_device: BTreeMap<DeviceId, Watch>,
    due: BTreeSet<(Instant, DeviceId)>,
}

impl Watches {
    pub(crate) fn get(&self, device: &DeviceId) -> Option<&Watch> {
        self.by_device.get(device)
    }

    /// Those of which somebody was told.
    pub(crate) fn told(&self) -> impl Iterator<Item = &DeviceId> {
        let told = |(device, watch): (_, &Watch)| matches!(watch, Watch::Told { .. }).then_some(device);
        self.by_device.iter().filter_map(told)
    }

    /// Since when a device is out of bounds, where it is.
    pub(crate) fn alarm(&self, device: &DeviceId) -> Option<Alarm> {
        match *self.get(device)? {
            Watch::Out { since, due_at, .. } => Some(Alarm { since, due_at: Some(due_at) }),
            Watch::Told { since, .. } => Some(Alarm { since, due_at: None }),
            Watch::Ended { .. } => None,
        }
    }

    pub(crate) fn set(&mut self, device: &DeviceId, watch: Watch) {
        self.remove(device);
        if let Watch::Out { due_at, .. } = watch {
            self.due.insert((due_at, device.clone()));
        }
        self.by_device.insert(device.clone(), watch);
    }

    pub(crate) fn remove(&mut self, device: &DeviceId) {
        if let Some(Watch::Out { due_at, .. }) = self.by_device.remove(device) {
            self.due.remove(&(due_at, device.clone()));
        }
    }

    /// The plan is another: what runs is due as that says.
    pub(crate) fn replan(&mut self, device: &DeviceId, for_ms: u64) {
        if let Some(Watch::Out { since, value, began, .. }) = self.get(device).cloned() {
            let due_at = since.plus_ms(i64::try_from(for_ms).unwrap_or(i64::MAX));
            self.set(device, Watch::Out { since, due_at, value, began });
        }
    }

    /// Which entry said that a device is out of bounds, while nobody is told yet.
    pub(crate) fn began(&self, device: &DeviceId) -> Option<Mark> {
        match self.get(device)? {
            Watch::Out { began, .. } => Some(*began),
            Watch::Told { .. } | Watch::Ended { .. } => None,
        }
    }

    /// Whether what is out of bounds, and nothing else, is due when it says.
    ///
    /// # Errors
    /// The first device of which that is not so.
    pub(crate) fn are_due(&self) -> Result<(), DeviceId> {
        let due_of = |(device, watch): (&DeviceId, &Watch)| match watch {
            Watch::Out { due_at, .. } => Some((*due_at, device.clone())),
            Watch::Told { .. } | Watch::Ended { .. } => None,
        };
        let due: BTreeSet<(Instant, DeviceId)> = self.by_device.iter().filter_map(due_of).collect();
        match due.symmetric_difference(&self.due).next() {
            None => Ok(()),
            Some((_, device)) => Err(device.clone()),
        }
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(due_at, _)| *due_at)
    }

    /// Of whom somebody is to be told by now: since when, and what was read.
    pub(crate) fn due(&self, now: Instant) -> impl Iterator<Item = (&DeviceId, Instant, i64)> {
        let due = self.due.iter().take_while(move |(due_at, _)| *due_at <= now);
        due.filter_map(|(_, device)| match self.get(device)? {
            Watch::Out { since, value, .. } => Some((device, *since, *value)),
            Watch::Told { .. } | Watch::Ended { .. } => None,
        })
    }
}

/// Refuses the time of a reading that a device cannot have taken it at.
///
/// # Errors
/// Where it lies too far ahead, or too far back.
pub fn check_time(at: Instant, now: Instant) -> Result<(), Rejection> {
    if at > now.plus_ms(AHEAD_MS_MAX) {
        let problem = format!("{at} is more than five minutes ahead of {now}; set the clock of the device");
        return Err(Rejection::invalid("at", problem));
    }
    if at < now.plus_ms(-BACK_MS_MAX) {
        let problem = format!("{at} is more than seven days before {now}; set the clock of the device");
        return Err(Rejection::invalid("at", problem));
    }
    Ok(())
}
