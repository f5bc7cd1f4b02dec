//! Processor time of this process, which a busy machine does not stretch as it does the time on the wall.

use rustix::time::{ClockId, clock_gettime};

/// Seconds of processor time that this process has taken so far.
pub fn seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 * 1e-9
}

/// Runs something, and tells the processor time that it took, in seconds.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = seconds();
    let done = work();
    (done, seconds() - start)
}
