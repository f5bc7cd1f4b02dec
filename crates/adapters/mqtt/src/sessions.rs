//! What is remembered of clients between two lines: what must not be taken twice.

use realtail_kernel::Instant;
use realtail_vocabulary::Digest;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;
use tokio::time::Instant as Moment;

/// Messages of quality 1 of which a repetition is recognised.
const RECENT_MAX: usize = 128;

/// A client: under one key, its own name tells it.
pub(crate) type Client = (Digest, String);

#[derive(Default)]
struct Session {
    /// Messages of quality 2 that were taken, and that the client may still send again.
    received: BTreeSet<u16>,
    /// When messages of quality 1 came in first: a repetition is of that time too.
    recent: VecDeque<(u16, u64, Instant)>,
    /// Ends the line that there is.
    line: Option<Arc<Notify>>,
    /// Until when it is kept without a line; for ever where none.
    until: Option<Moment>,
    /// Whether a line may go on with it.
    is_kept: bool,
    touched: u64,
}

/// All of them.
pub(crate) struct Sessions {
    all: Mutex<(BTreeMap<Client, Session>, u64)>,
    max: usize,
}

impl Sessions {
    pub(crate) fn new(max: usize) -> Sessions {
        Sessions { all: Mutex::default(), max }
    }

    fn with<T>(&self, run: impl FnOnce(&mut BTreeMap<Client, Session>, u64) -> T) -> T {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.1 += 1;
        let turn = all.1;
        run(&mut all.0, turn)
    }

    /// A new line: ends the earlier one of the client, and tells whether there is something to go on with.
    pub(crate) fn open(&self, client: &Client, clean: bool, expiry_s: u32) -> (bool, Arc<Notify>) {
        let line = Arc::new(Notify::new());
        let present = self.with(|all, turn| {
            if all.len() >= self.max && !all.contains_key(client) {
                let idle = all.iter().filter(|(_, session)| session.line.is_none());
                if let Some(oldest) = idle.min_by_key(|(_, s)| s.touched).map(|(client, _)| client.clone()) {
                    all.remove(&oldest);
                }
            }
            let session = all.entry(client.clone()).or_default();
            if let Some(earlier) = session.line.replace(line.clone()) {
                earlier.notify_one();
            }
            let is_good = session.is_kept && session.until.is_none_or(|until| until > Moment::now());
            let present = is_good && !clean;
            if !present {
                session.received.clear();
            }
            session.touched = turn;
            session.is_kept = expiry_s > 0;
            session.until = None;
            present
        });
        (present, line)
    }

    /// The line is gone; what is remembered is kept for so long.
    pub(crate) fn close(&self, client: &Client, line: &Arc<Notify>, expiry_s: u32) {
        self.with(|all, turn| {
            let Some(session) = all.get_mut(client) else { return };
            // Another line has taken over.
            if !session.line.as_ref().is_some_and(|own| Arc::ptr_eq(own, line)) {
                return;
            }
            session.line = None;
            session.touched = turn;
            session.is_kept = expiry_s > 0;
            let lasts = std::time::Duration::from_secs(u64::from(expiry_s));
            session.until = (expiry_s < u32::MAX).then(|| Moment::now() + lasts);
        });
    }

    /// Whether the client has a line.
    pub(crate) fn is_connected(&self, client: &Client) -> bool {
        self.with(|all, _| all.get(client).is_some_and(|session| session.line.is_some()))
    }

    /// Whether a message of quality 2 was taken already.
    pub(crate) fn was_received(&self, client: &Client, id: u16) -> bool {
        self.with(|all, _| all.get(client).is_some_and(|session| session.received.contains(&id)))
    }

    /// It was taken.
    pub(crate) fn receive(&self, client: &Client, id: u16) {
        self.with(|all, _| all.get_mut(client).is_some_and(|session| session.received.insert(id)));
    }

    /// It is not sent again. Tells whether it was taken before.
    pub(crate) fn release(&self, client: &Client, id: u16) -> bool {
        self.with(|all, _| all.get_mut(client).is_some_and(|session| session.received.remove(&id)))
    }

    /// When a message came in: the first time, where it is sent again.
    pub(crate) fn came_in(
        &self,
        client: &Client,
        message: (u16, bool),
        content: &(&str, &[u8]),
        now: Instant,
    ) -> Instant {
        let (id, dup) = message;
        let mut hasher = DefaultHasher::new();
        content.hash(&mut hasher);
        let hash = hasher.finish();
        self.with(|all, _| {
            let Some(session) = all.get_mut(client) else { return now };
            let known = session.recent.iter().find(|(other, content, _)| (*other, *content) == (id, hash));
            if let Some((_, _, at)) = known.filter(|_| dup) {
                return *at;
            }
            session.recent.retain(|(other, _, _)| *other != id);
            if session.recent.len() >= RECENT_MAX {
                session.recent.pop_front();
            }
            session.recent.push_back((id, hash, now));
            now
        })
    }
}
