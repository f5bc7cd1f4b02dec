//! Talks to RFID readers in the Low Level Reader Protocol (LLRP 1.0.1, which 1.1 understands): connects, has them report
//! each tag they hear, and tells a desk. What readers are there is asked of the desk again whenever that changes.

mod counters;
mod desk;
mod frame;
mod message;
mod parameter;
mod report;
mod session;

pub use counters::{Counters, Counts};
pub use desk::{Desk, Reader, TagReport};
pub use frame::{FRAME_BYTES_MAX, Frame, Frames, NotAFrame};
pub use report::tag_reports;

use realtail_kernel::DeviceId;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle as Task;

/// How readers are met.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long connecting and each answer may take.
    pub timeout: Duration,
    /// How often a reader is to say that it is still there; after three of these without a word it is connected anew.
    pub keepalive: Duration,
    /// The wait after the first failure; it doubles with each further one.
    pub backoff_base: Duration,
    /// The longest wait.
    pub backoff_max: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            timeout: Duration::from_secs(10),
            keepalive: Duration::from_secs(2),
            backoff_base: Duration::from_millis(500),
            backoff_max: Duration::from_secs(30),
        }
    }
}

/// The connections at work. Stop them before the engine, whose handles the desk holds.
pub struct Readers {
    counters: Arc<Counters>,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Readers {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(desk: Arc<dyn Desk>, settings: Settings) -> std::io::Result<Readers> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let counters = Arc::new(Counters::default());
        let meeting = Meeting { desk, settings, counters: counters.clone() };
        let run = move || {
            runtime.block_on(attend(meeting, stopped));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("llrp".to_owned()).spawn(run)?;
        Ok(Readers { counters, stop, thread })
    }

    /// What happens, counted.
    pub fn counters(&self) -> Arc<Counters> {
        self.counters.clone()
    }

    /// Ends, and lets the readers go.
    pub fn stop(self) {
        let Readers { stop, thread, .. } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the thread that talks to readers has panicked");
        }
    }
}

/// Who wants to know, how readers are met, and what is counted of it.
#[derive(Clone)]
struct Meeting {
    desk: Arc<dyn Desk>,
    settings: Settings,
    counters: Arc<Counters>,
}

/// A reader that is connected to, and how to let it go.
struct Followed {
    address: String,
    stop: watch::Sender<bool>,
    task: Task<()>,
}

/// Connects to the readers there are, and follows them as they change.
async fn attend(meeting: Meeting, mut stopped: watch::Receiver<bool>) {
    let desk = meeting.desk.clone();
    let mut changed = desk.changed();
    let mut followed: BTreeMap<DeviceId, Followed> = BTreeMap::new();
    loop {
        changed.borrow_and_update();
        let wanted: BTreeMap<DeviceId, String> =
            desk.readers().into_iter().map(|reader| (reader.device, reader.address)).collect();
        let (kept, gone): (BTreeMap<_, _>, BTreeMap<_, _>) =
            followed.into_iter().partition(|(device, reader)| wanted.get(device) == Some(&reader.address));
        followed = kept;
        // One that has moved is let go first: some readers take one connection only.
        let_go(gone).await;
        for (device, address) in wanted {
            followed.entry(device.clone()).or_insert_with(|| {
                let (stop, stopped) = watch::channel(false);
                let follow = session::follow(meeting.clone(), device, address.clone(), stopped);
                Followed { address, stop, task: tokio::spawn(follow) }
            });
        }
        tokio::select! {
            more = changed.changed() => if more.is_err() { break },
            _ = stopped.wait_for(|stopped| *stopped) => break,
        }
    }
    let_go(followed).await;
}

async fn let_go(readers: BTreeMap<DeviceId, Followed>) {
    readers.values().for_each(|reader| {
        reader.stop.send_replace(true);
    });
    for reader in readers.into_values() {
        if reader.task.await.is_err() {
            tracing::error!("following the reader at {} has panicked", reader.address);
        }
    }
}
