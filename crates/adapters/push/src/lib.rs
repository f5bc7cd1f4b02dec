//! Tells shoppers' phones of what was decided, by Web Push: encrypted for the phone alone (RFC 8291), signed with the
//! shop's own key (RFC 8292), handed to the phone's push service (RFC 8030).

mod address;
mod client;
mod courier;
mod desk;
mod encrypt;
mod vapid;

pub use address::{NotAnAddress, check_address};
pub use desk::{Desk, Letter, Outcome, Pending, Phone};
pub use encrypt::check_keys;
pub use vapid::Vapid;

use client::Client;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;

/// How phones are told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Notices that may be on their way at once.
    pub window: usize,
    /// Tries before a notice is given up.
    pub attempts_max: u32,
    /// How long one try may take.
    pub timeout: Duration,
    /// The wait after the first failure; it doubles with each further one.
    pub backoff_base: Duration,
    /// The longest wait that is not the push service's own wish.
    pub backoff_max: Duration,
    /// Whether push services may be reached without encryption and on this machine: for tests alone, since a phone may
    /// name any address.
    pub plain: bool,
}

/// The couriers at work. Stop them before the engine, whose handles they hold.
pub struct Push {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Push {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(desk: Arc<dyn Desk>, vapid: Arc<Vapid>, settings: Settings) -> std::io::Result<Push> {
        let client = Client::new(settings.timeout, settings.plain).map_err(std::io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let run = move || {
            let office = courier::Office { desk, client, vapid, settings };
            runtime.block_on(courier::attend(office.into(), stopped));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("push".to_owned()).spawn(run)?;
        Ok(Push { stop, thread })
    }

    /// Ends. What is on its way is told again after the next start, where it is still worth telling.
    pub fn stop(self) {
        let Push { stop, thread } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the thread that tells phones has panicked");
        }
    }
}
