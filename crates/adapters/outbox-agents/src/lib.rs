//! Knows shopping agents by the profiles that they publish, checks what they sign, and tells them how the orders fare that
//! they placed: the whole order each time, signed, at least once, at the address that the agent's own profile names.

mod client;
mod courier;
mod desk;
mod fields;
mod key;
mod profile;
mod profiles;
mod replays;
mod sign;
mod unmet;
mod verify;

pub use desk::{Desk, Letter, News, Pending};
pub use profile::Profile;
pub use profiles::Profiles;
pub use sign::Signer;
pub use unmet::{Unmet, Why};
pub use verify::{Call, FRESH_S};

use client::Client;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;

/// How agents are told.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Tries before a piece of news is given up.
    pub attempts_max: u32,
    /// How long one try may take.
    pub timeout: Duration,
    /// The wait after the first failure; it doubles with each further one.
    pub backoff_base: Duration,
    /// The longest wait.
    pub backoff_max: Duration,
    /// Whether agents may be reached without encryption and on this machine: for tests alone, since anybody may name
    /// any address as that of a profile.
    pub plain: bool,
}

/// The couriers at work. Stop them before the engine, whose handles they hold.
pub struct Couriers {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Couriers {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(
        desk: Arc<dyn Desk>,
        signer: Signer,
        profiles: Profiles,
        settings: Settings,
    ) -> std::io::Result<Couriers> {
        let client = Client::new(settings.timeout, settings.plain).map_err(std::io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let run = move || {
            runtime.block_on(courier::attend(
                courier::Office { desk, client, profiles, signer, settings }.into(),
                stopped,
            ));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("outbox-agents".to_owned()).spawn(run)?;
        Ok(Couriers { stop, thread })
    }

    /// Ends. What is on its way is told again after the next start.
    pub fn stop(self) {
        let Couriers { stop, thread } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the thread that tells agents of their orders has panicked");
        }
    }
}
