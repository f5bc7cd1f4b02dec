//! Listens, lets lines in up to a limit, and ends them in good order.

use crate::desk::Desk;
use crate::line;
use crate::sessions::Sessions;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long lines may take to end when the broker stops.
const STOP_PATIENCE: Duration = Duration::from_secs(5);
/// How long the broker waits where the machine has no room for another line.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How the broker runs.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Lines at once; with more, a new one is closed at once.
    pub connections_max: usize,
    /// The largest packet that it takes.
    pub packet_bytes_max: usize,
    /// How long a line may take to say who it is, and to take what it is told.
    pub patience: Duration,
}

/// Why it does not run.
#[derive(Debug, thiserror::Error)]
pub enum BrokerError {
    /// The address cannot be listened at.
    #[error("listen for MQTT at {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The machine has no thread for it.
    #[error("start the MQTT broker: {0}")]
    Start(#[source] std::io::Error),
}

/// What happened since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that stand now.
    pub connected: usize,
    /// Lines that were let in.
    pub let_in: u64,
    /// Lines that were not: a wrong key, no room, no MQTT.
    pub turned_away: u64,
    /// Messages that were taken.
    pub taken: u64,
    /// Messages that were refused.
    pub refused: u64,
    /// Lines that ended for what they sent.
    pub broken: u64,
}

/// Counts along. Whoever holds it holds no more than the numbers.
#[derive(Debug, Default)]
pub struct Counters {
    pub(crate) connected: AtomicUsize,
    pub(crate) let_in: AtomicU64,
    pub(crate) turned_away: AtomicU64,
    pub(crate) taken: AtomicU64,
    pub(crate) refused: AtomicU64,
    pub(crate) broken: AtomicU64,
}

impl Counters {
    /// What happened until now.
    pub fn now(&self) -> Counts {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Counts {
            connected: self.connected.load(Ordering::Relaxed),
            let_in: read(&self.let_in),
            turned_away: read(&self.turned_away),
            taken: read(&self.taken),
            refused: read(&self.refused),
            broken: read(&self.broken),
        }
    }
}

pub(crate) fn count(counter: &AtomicU64) -> u64 {
    counter.fetch_add(1, Ordering::Relaxed)
}

/// What all lines share.
pub(crate) struct Shared {
    pub desk: Arc<dyn Desk>,
    pub settings: Settings,
    pub sessions: Sessions,
    pub counters: Arc<Counters>,
    pub stop: watch::Receiver<bool>,
}

/// A broker that runs on a thread of its own.
pub struct Broker {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Broker {
    /// Begins to listen.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn start(desk: Arc<dyn Desk>, settings: Settings) -> Result<Broker, BrokerError> {
        let listen = settings.listen;
        let refused = |e| BrokerError::Listen(listen, e);
        let listener = std::net::TcpListener::bind(listen).map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let (stop, stopped) = watch::channel(false);
        let sessions = Sessions::new(settings.connections_max);
        let counters = Arc::default();
        let shared = Arc::new(Shared { desk, settings, sessions, counters, stop: stopped });
        // One thread: what comes in within one turn of its loop goes to the engine together.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(BrokerError::Start)?;
        let own = shared.clone();
        let run = move || runtime.block_on(listen_on(listener, own));
        let thread = std::thread::Builder::new().name("mqtt".to_owned()).spawn(run);
        Ok(Broker { address, shared, stop, thread: thread.map_err(BrokerError::Start)? })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happens, counted.
    pub fn counters(&self) -> Arc<Counters> {
        self.shared.counters.clone()
    }

    /// Ends all lines: what came in is answered, and nothing more is taken.
    pub fn stop(self) {
        let _ = self.stop.send(true);
        if self.thread.join().is_err() {
            tracing::error!("the MQTT broker panicked");
        }
    }
}

async fn listen_on(listener: std::net::TcpListener, shared: Arc<Shared>) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(fault) => {
            tracing::error!("listen for MQTT: {fault}");
            return;
        }
    };
    let (mut lines, mut stop) = (JoinSet::new(), shared.stop.clone());
    loop {
        tokio::select! {
            // Whoever holds the other end is gone, or says so.
            _ = stop.changed() => break,
            Some(_) = lines.join_next() => (),
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) if lines.len() < shared.settings.connections_max => {
                    lines.spawn(line::serve(stream, shared.clone()));
                }
                Ok(_) => {
                    if count(&shared.counters.turned_away).is_multiple_of(1000) {
                        tracing::warn!("a line was turned away: mqtt.connections_max is reached");
                    }
                }
                Err(fault) => {
                    tracing::warn!("take a line in: {fault}");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    let all = async { while lines.join_next().await.is_some() {} };
    if tokio::time::timeout(STOP_PATIENCE, all).await.is_err() {
        tracing::warn!("some lines did not end in time");
    }
}
