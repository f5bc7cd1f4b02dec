//! What the adapter needs of the engine.

use realtail_kernel::{DeviceId, Epc};
use tokio::sync::watch;

/// A reader to be connected to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Its name.
    pub device: DeviceId,
    /// `HOST` or `HOST:PORT`.
    pub address: String,
}

/// A tag that a reader heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagReport {
    /// What stands on it.
    pub epc: Epc,
    /// The antenna that heard it, from 1.
    pub antenna: Option<u16>,
    /// How strongly it was heard at best, in dBm.
    pub peak_rssi_dbm: Option<i8>,
    /// When it was heard first, in microseconds since 1970 by the reader's clock.
    pub first_seen_us: Option<u64>,
    /// When it was heard last.
    pub last_seen_us: Option<u64>,
}

/// Whoever keeps the readers, and wants to know what they hear.
pub trait Desk: Send + Sync + 'static {
    /// Tells when there may be other readers than before.
    fn changed(&self) -> watch::Receiver<u64>;

    /// The readers to be connected to.
    fn readers(&self) -> Vec<Reader>;

    /// A reader is there: it listens, whether it hears anything or not.
    fn listens(&self, reader: &DeviceId);

    /// A reader heard these tags. Must not wait: no reader's messages are read meanwhile.
    fn heard(&self, reader: &DeviceId, tags: Vec<TagReport>);
}
