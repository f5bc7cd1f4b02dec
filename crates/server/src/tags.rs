//! From what readers hear to what the engine knows of tags: one task cleans all reads and reports the facts.

mod clerk;
mod observer;

use clerk::Clerk;
pub use observer::ReadsObserver;
use realtail_api::App;
use realtail_devices::cleaning::Settings;
use realtail_engine::Cause;
use realtail_kernel::{DeviceId, Epc, Instant, SiteId, ZoneId};
use realtail_llrp::{Desk, Reader, TagReport};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use tokio::sync::watch;

/// Reads that may wait to be cleaned; what comes beyond is passed over, for a tag that is there is heard again.
const WAITING_MAX: usize = 65_536;

/// What is told to whoever cleans.
enum Told {
    /// A read.
    Read(Read),
    /// A reader is there and listens.
    Listens(DeviceId, Instant),
    /// Nothing more will come.
    Stop,
}

/// A read, as it came in.
struct Read {
    reader: DeviceId,
    antenna: Option<u16>,
    epc: Epc,
    rssi_dbm: Option<i16>,
    /// When, by the reader's clock, where it says.
    at: Option<Instant>,
    /// When it came in here.
    received_at: Instant,
    /// Of a signal: where it says that it was heard, and its entry in the log.
    signal: Option<(SiteId, Option<ZoneId>, Cause)>,
}

/// Where reads are handed in. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    sender: SyncSender<Told>,
    /// Counts up when there may be other devices than before.
    registry: Arc<watch::Sender<u64>>,
    passed_over: Arc<AtomicU64>,
}

/// The other end of an intake, until somebody cleans.
pub struct Waiting {
    receiver: Receiver<Told>,
    intake: Intake,
}

/// Opens an intake: it fills from the start of the engine, and is worked off once there is something to work with.
pub fn open() -> (Intake, Waiting) {
    let (sender, receiver) = sync_channel(WAITING_MAX);
    let (registry, passed_over) = (Arc::new(watch::Sender::new(0)), Arc::default());
    let intake = Intake { sender, registry, passed_over };
    (intake.clone(), Waiting { receiver, intake })
}

impl Intake {
    /// How many reads were passed over.
    pub fn passed_over(&self) -> Arc<AtomicU64> {
        self.passed_over.clone()
    }

    fn tell(&self, told: Told) {
        match self.sender.try_send(told) {
            Ok(()) | Err(TrySendError::Disconnected(_)) => (),
            Err(TrySendError::Full(_)) => {
                self.passed_over.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

/// Cleaning at work.
pub struct Cleaning {
    intake: Intake,
    stopping: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Cleaning {
    /// Starts on a thread of its own.
    pub fn start(app: App, waiting: Waiting, settings: Settings) -> std::io::Result<Cleaning> {
        let Waiting { receiver, intake } = waiting;
        let stopping = Arc::new(AtomicBool::new(false));
        let mut clerk = Clerk::new(app, intake.clone(), stopping.clone(), settings);
        let run = move || clerk.work(&receiver);
        let thread = std::thread::Builder::new().name("tags".to_owned()).spawn(run)?;
        Ok(Cleaning { intake, stopping, thread })
    }

    /// Ends. Where tags are stands in the log; what was read and not yet certain is heard again.
    pub fn stop(self) {
        let Cleaning { intake, stopping, thread } = self;
        stopping.store(true, Ordering::Relaxed);
        intake.tell(Told::Stop);
        if thread.join().is_err() {
            tracing::error!("the thread that cleans reads has panicked");
        }
    }
}

/// The engine as the connections to readers see it.
pub struct ReaderDesk {
    /// The engine.
    pub app: App,
    /// Where their reads go.
    pub intake: Intake,
}

impl Desk for ReaderDesk {
    fn changed(&self) -> watch::Receiver<u64> {
        self.intake.registry.subscribe()
    }

    fn readers(&self) -> Vec<Reader> {
        let replica = self.app.handle.read();
        let reader = |device: &realtail_vocabulary::Device| {
            let address = device.llrp.as_ref()?.to_string();
            Some(Reader { device: device.device.clone(), address })
        };
        replica.machine.devices.registry.devices().filter_map(reader).collect()
    }

    fn listens(&self, reader: &DeviceId) {
        let now = self.app.handle.now();
        self.app.devices_seen(reader, now);
        self.intake.tell(Told::Listens(reader.clone(), now));
    }

    fn heard(&self, reader: &DeviceId, tags: Vec<TagReport>) {
        let received_at = self.app.handle.now();
        for tag in tags {
            let at = tag.last_seen_us.or(tag.first_seen_us).and_then(|us| i64::try_from(us).ok());
            self.intake.tell(Told::Read(Read {
                reader: reader.clone(),
                antenna: tag.antenna,
                epc: tag.epc,
                rssi_dbm: tag.peak_rssi_dbm.map(i16::from),
                at: at.map(Instant::from_micros),
                received_at,
                signal: None,
            }));
        }
    }
}
