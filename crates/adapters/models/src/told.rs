//! The log told from a position on.

use realtail_engine::log::LogReader;
use realtail_engine::{Entry, decode_batch};
use realtail_kernel::Position;
use realtail_vocabulary::Event;
use serde::de::IgnoredAny;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(test)]
pub(crate) mod memory;

/// Entries as they stand in the log, whoever was refused what.
pub(crate) type Entries = [(Position, Entry<Event, IgnoredAny>)];

/// Tells batch by batch, for as long as `each` wants more. Whether it came to its end, and was not stopped.
///
/// # Errors
/// Where the log cannot be read.
pub(crate) fn tell(
    log: &dyn LogReader,
    from: Position,
    stop: &AtomicBool,
    mut each: impl FnMut(&Entries) -> bool,
) -> Result<bool, String> {
    for batch in log.read(from) {
        if stop.load(Ordering::Acquire) {
            return Ok(false);
        }
        let batch = batch.map_err(|fault| fault.to_string())?;
        let entries = decode_batch::<Event, IgnoredAny>(&batch).map_err(|fault| fault.to_string())?;
        if !each(&entries) {
            break;
        }
    }
    Ok(true)
}
