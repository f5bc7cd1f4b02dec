//! What the outbox asks of the engine: who is told, what there is to tell, and where to write down how far it got.

use bytes::Bytes;
use realtail_kernel::{Instant, Position, WebhookName};
use realtail_vocabulary::{ActionKind, DeadLetter, Webhook};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::watch;

/// An endpoint, and how far it has got.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Where to send what.
    pub webhook: Webhook,
    /// All actions up to this entry were delivered or given up.
    pub cursor: Position,
    /// What was given up and is to be tried again.
    pub resend: BTreeSet<Position>,
}

/// An action on its way to an endpoint.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The entry of the action.
    pub position: Position,
    /// Which of the entry's events it is.
    pub n: usize,
    /// What it is about. Of two letters about the same, the later waits until the earlier has arrived.
    pub subject: String,
    /// The CloudEvent as JSON.
    pub body: Bytes,
    /// What began it all.
    pub signal: String,
    /// When that came in.
    pub received_at: Instant,
}

impl Letter {
    /// The id under which the receiver recognises a repetition.
    pub fn id(&self) -> String {
        format!("{}.{}", self.position, self.n)
    }
}

/// Some letters, in order, and how far was looked for them.
#[derive(Clone, Debug)]
pub struct Page {
    /// The letters.
    pub letters: Vec<Letter>,
    /// There are no others up to this entry.
    pub through: Position,
}

/// What the outbox has to say to the log.
#[derive(Clone, Debug)]
pub enum Note {
    /// All actions up to an entry were delivered or given up.
    Advance {
        /// To whom.
        webhook: WebhookName,
        /// Up to which entry.
        through: Position,
    },
    /// One was given up.
    GiveUp(DeadLetter),
    /// One that was to be tried again has arrived.
    Redelivered {
        /// At whom.
        webhook: WebhookName,
        /// The entry of the action.
        position: Position,
    },
}

/// Why a note was not written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRecorded {
    /// Not now; to be tried again in a moment.
    Busy,
    /// The engine is stopping.
    Stopping,
}

/// Done once the note is durable, or was refused because the endpoint is gone.
pub type Recorded = Pin<Box<dyn Future<Output = Result<(), NotRecorded>> + Send>>;

/// What the outbox asks of the engine.
pub trait Ledger: Send + Sync + 'static {
    /// The wall time.
    fn now(&self) -> Instant;

    /// Changes with every new action and every change of the endpoints; tells where the log ended then.
    fn changed(&self) -> watch::Receiver<Position>;

    /// All endpoints.
    fn endpoints(&self) -> Vec<WebhookName>;

    /// How an endpoint stands; nothing where there is none of this name.
    fn endpoint(&self, webhook: &WebhookName) -> Option<Standing>;

    /// What signs the letters to an endpoint.
    fn signing_key(&self, webhook: &WebhookName) -> [u8; 32];

    /// The first actions of these kinds from an entry on; of all kinds where none is named. May read the log, so it
    /// is called where waiting is allowed.
    ///
    /// # Errors
    /// What is wrong with the log, in words.
    fn letters_from(&self, from: Position, kinds: &[ActionKind], max: usize) -> Result<Page, String>;

    /// The actions of one entry. May read the log.
    ///
    /// # Errors
    /// What is wrong with the log, in words.
    fn letters_at(&self, position: Position) -> Result<Vec<Letter>, String>;

    /// Writes a note into the log.
    fn record(&self, note: Note) -> Recorded;

    /// Told of every letter that has arrived for the first time, for the delay from its signal.
    fn delivered(&self, letter: &Letter);
}
