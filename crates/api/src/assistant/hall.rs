//! Conversations that are going on, in memory: bounded, each its owner's alone, gone when nobody has spoken for a while.

use super::asking::Asking;
use super::document::TurnDocument;
use super::door::AssistantTalk;
use crate::problem::Problem;
use axum::http::StatusCode;
use realtail_kernel::{CaseId, CustomerId, Instant};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// A conversation ends so long after the last message.
const IDLE_MS: i64 = 30 * 60 * 1_000;
/// So many may be going on in all: with one more, the one that has been silent for longest ends.
const OPEN_MAX: usize = 10_000;
/// So many may be going on with one shopper, and with one key.
const OPEN_OF_SHOPPER_MAX: usize = 4;
const OPEN_OF_KEY_MAX: usize = 1_000;
/// So many messages a minute are answered to one shopper, and to one key.
const SAID_OF_SHOPPER_MAX: u32 = 30;
const SAID_OF_KEY_MAX: u32 = 1_200;
/// So many answers are thought about at once: each keeps a core busy for some milliseconds, or waits for a model elsewhere.
const THINKING_MAX: usize = 8;
const MINUTE_US: i64 = 60 * 1_000_000;

/// What is kept of a conversation between two messages.
pub(super) struct Kept {
    pub talk: Box<dyn AssistantTalk>,
    /// What was said, the first first.
    pub turns: Vec<TurnDocument>,
    /// The case that a person has, or had.
    pub case: Option<CaseId>,
    /// The last message's key, with what it said and its answer.
    pub last: Option<(String, String, TurnDocument)>,
}

/// A conversation.
pub(super) struct Room {
    pub conversation: String,
    owner: String,
    /// With whom, where that is known.
    pub customer: Option<CustomerId>,
    heard_at: AtomicI64,
    /// Whoever holds it speaks; the other waits.
    pub kept: Arc<tokio::sync::Mutex<Kept>>,
}

impl Room {
    /// When it ends, if nobody says anything.
    pub fn expires_at(&self) -> Instant {
        Instant::from_micros(self.heard_at.load(Ordering::Relaxed)).plus_ms(IDLE_MS)
    }
}

/// All conversations.
pub(crate) struct Hall {
    rooms: Mutex<BTreeMap<String, Arc<Room>>>,
    /// Since when messages are counted, and how many each owner has sent.
    said: Mutex<(Instant, BTreeMap<String, u32>)>,
    /// Room for answers that are thought about.
    pub(super) thinking: Arc<Semaphore>,
}

impl Default for Hall {
    fn default() -> Hall {
        Hall {
            rooms: Mutex::default(),
            said: Mutex::new((Instant::EPOCH, BTreeMap::new())),
            thinking: Arc::new(Semaphore::new(THINKING_MAX)),
        }
    }
}

impl Hall {
    fn rooms(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Room>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a conversation.
    pub(super) fn open(
        &self,
        asking: &Asking,
        talk: Box<dyn AssistantTalk>,
        now: Instant,
    ) -> Result<Arc<Room>, Problem> {
        let owner = asking.owner();
        let mut rooms = self.rooms();
        rooms.retain(|_, room| now < room.expires_at());
        let most = if asking.is_shopper { OPEN_OF_SHOPPER_MAX } else { OPEN_OF_KEY_MAX };
        while rooms.values().filter(|room| room.owner == owner).count() >= most {
            end_oldest(&mut rooms, |room| room.owner == owner);
        }
        if rooms.len() >= OPEN_MAX {
            end_oldest(&mut rooms, |_| true);
        }
        let conversation = uuid::Uuid::new_v4().simple().to_string();
        let kept = Kept { talk, turns: Vec::new(), case: None, last: None };
        let room = Arc::new(Room {
            conversation: conversation.clone(),
            owner,
            customer: asking.customer.clone(),
            heard_at: AtomicI64::new(now.micros()),
            kept: Arc::new(tokio::sync::Mutex::new(kept)),
        });
        rooms.insert(conversation, room.clone());
        Ok(room)
    }

    /// A conversation of the asker's own; whether another has one of this number is nobody's business.
    pub(super) fn find(
        &self,
        asking: &Asking,
        conversation: &str,
        now: Instant,
    ) -> Result<Arc<Room>, Problem> {
        let owner = asking.owner();
        let known = self.rooms().get(conversation).cloned();
        let own = known.filter(|room| room.owner == owner && now < room.expires_at());
        let room = own.ok_or_else(|| Problem::not_found("conversation", conversation))?;
        room.heard_at.store(now.micros(), Ordering::Relaxed);
        Ok(room)
    }

    /// Refuses messages that come too fast.
    pub(super) fn may_say(&self, asking: &Asking, now: Instant) -> Result<(), Problem> {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if now.micros_since(said.0) >= MINUTE_US {
            *said = (now, BTreeMap::new());
        }
        let most = if asking.is_shopper { SAID_OF_SHOPPER_MAX } else { SAID_OF_KEY_MAX };
        let count = said.1.entry(asking.owner()).or_default();
        if *count >= most {
            let detail = format!("{most} messages a minute are answered; wait a little");
            let title = "Messages come too fast";
            return Err(
                Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-many-messages", title, detail).retry(20)
            );
        }
        *count += 1;
        Ok(())
    }

    /// Ends the conversations of a person who is forgotten.
    pub(crate) fn forget(&self, customer: &CustomerId) {
        self.rooms().retain(|_, room| room.customer.as_ref() != Some(customer));
    }
}

fn end_oldest(rooms: &mut BTreeMap<String, Arc<Room>>, of: impl Fn(&Room) -> bool) {
    let theirs = rooms.values().filter(|room| of(room));
    let oldest = theirs.min_by_key(|room| room.heard_at.load(Ordering::Relaxed));
    if let Some(oldest) = oldest.map(|room| room.conversation.clone()) {
        rooms.remove(&oldest);
    }
}
