//! Threads that work behind those that serve.

use rustix::time::{ClockId, clock_gettime};

/// How far they stand back.
const NICE: i32 = 10;

/// Lets this thread stand back behind those that serve.
pub(crate) fn stand_back(who: &str) {
    if let Err(fault) = rustix::process::setpriority_process(None, NICE) {
        tracing::info!("{who} cannot stand back: {fault}");
    }
}

/// Processor time of this thread, in milliseconds.
pub(crate) fn processor_ms() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    (time.tv_sec * 1_000 + time.tv_nsec / 1_000_000).unsigned_abs()
}
