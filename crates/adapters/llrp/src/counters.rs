//! What is counted of the connections to readers.

use std::sync::atomic::{AtomicU64, Ordering};

/// What happened since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Readers that read now.
    pub connected: u64,
    /// Connections over which a reader began to read.
    pub begun: u64,
    /// Connections that were lost, or could not be made.
    pub lost: u64,
    /// Tags that were reported.
    pub reads: u64,
}

/// Counts along. Whoever holds it holds no more than the numbers.
#[derive(Debug, Default)]
pub struct Counters {
    connected: AtomicU64,
    begun: AtomicU64,
    lost: AtomicU64,
    reads: AtomicU64,
}

impl Counters {
    /// What happened until now.
    pub fn now(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            connected: read(&self.connected),
            begun: read(&self.begun),
            lost: read(&self.lost),
            reads: read(&self.reads),
        }
    }

    /// A reader reads, until what is given goes out of sight.
    pub(crate) fn begin(&self) -> Connected<'_> {
        self.begun.fetch_add(1, Ordering::Relaxed);
        self.connected.fetch_add(1, Ordering::Relaxed);
        Connected(self)
    }

    pub(crate) fn lose(&self) {
        self.lost.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn hear(&self, tags: usize) {
        self.reads.fetch_add(tags as u64, Ordering::Relaxed);
    }
}

/// A connection over which a reader reads.
pub(crate) struct Connected<'a>(&'a Counters);

impl Drop for Connected<'_> {
    fn drop(&mut self) {
        self.0.connected.fetch_sub(1, Ordering::Relaxed);
    }
}
