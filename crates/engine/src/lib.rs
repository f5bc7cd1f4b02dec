//! The loop that carries everything: decide, append, apply, answer, act.

mod clock;
mod codec;
mod core;
mod engine;
mod entry;
pub mod log;
#[cfg(feature = "testing")]
pub mod log_suite;
mod pipeline;
mod replica;
mod snapshot;
mod window;

pub use clock::{Clock, SystemClock};
pub use codec::{CodecFault, Placed, decode_batch, encode_entry};
pub use core::{Core, EntryOf, OutcomeOf, Pending};
pub use engine::{Engine, Progress, Settings, StartError, recover, replay};
pub use entry::{Cause, Entry, Key, KeyKind, Outcome, Request, Signal};
pub use pipeline::{Committed, Handle, Look, NotTaken, Observer, Outcomes, Reply};
pub use replica::Replica;
pub use snapshot::{SnapshotFault, Snapshots};
