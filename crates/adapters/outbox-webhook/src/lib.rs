//! Tells webhook endpoints of actions: signed, at least once, each endpoint at its own pace from its own durable cursor.

mod client;
mod courier;
mod delivery;
mod ledger;
mod queue;
mod sign;

pub use ledger::{Ledger, Letter, NotRecorded, Note, Page, Recorded, Standing};

use client::Client;
use courier::Courier;
use realtail_kernel::WebhookName;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task;
use tokio::time::timeout;

/// How often the list of endpoints is looked at, changed or not.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How often it is looked at while much happens.
const LOOK_AT_MOST: Duration = Duration::from_millis(50);
/// What is on its way at a stop may still arrive within this time.
const STOP_PATIENCE: Duration = Duration::from_secs(3);

/// How deliveries are tried.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Deliveries to one endpoint that may be on their way at once.
    pub window: usize,
    /// Tries before a delivery is given up.
    pub attempts_max: u32,
    /// How long one try may take.
    pub timeout: Duration,
    /// The wait after the first failure; it doubles with each further one.
    pub backoff_base: Duration,
    /// The longest wait.
    pub backoff_max: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            window: 8,
            attempts_max: 8,
            timeout: Duration::from_secs(10),
            backoff_base: Duration::from_millis(500),
            backoff_max: Duration::from_secs(300),
        }
    }
}

/// The running outbox. Stop it before the engine, whose handles it holds.
pub struct Outbox {
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Outbox {
    /// Starts on a thread of its own.
    ///
    /// # Errors
    /// Where the thread or its runtime cannot be had.
    pub fn start(ledger: Arc<dyn Ledger>, settings: Settings) -> std::io::Result<Outbox> {
        let client = Client::new(settings.timeout).map_err(std::io::Error::other)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (stop, stopped) = watch::channel(false);
        let run = move || {
            runtime.block_on(attend(ledger, client, Arc::new(settings), stopped));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_timeout(Duration::from_secs(1));
        };
        let thread = std::thread::Builder::new().name("outbox".to_owned()).spawn(run)?;
        Ok(Outbox { stop, thread })
    }

    /// Lets what is on its way arrive, if it does so soon, writes down how far each endpoint has got, and ends.
    pub fn stop(self) {
        let Outbox { stop, thread } = self;
        stop.send_replace(true);
        if thread.join().is_err() {
            tracing::error!("the outbox thread has panicked");
        }
    }
}

/// Keeps one courier at work for each endpoint.
async fn attend(
    ledger: Arc<dyn Ledger>,
    client: Client,
    settings: Arc<Settings>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut changed = ledger.changed();
    let mut couriers: BTreeMap<WebhookName, task::JoinHandle<()>> = BTreeMap::new();
    loop {
        changed.borrow_and_update();
        couriers.retain(|_, courier| !courier.is_finished());
        for name in ledger.endpoints() {
            let start = |name: &WebhookName| {
                let courier = Courier::new(ledger.clone(), client.clone(), settings.clone(), name.clone());
                tokio::spawn(courier.run(stopped.clone()))
            };
            couriers.entry(name).or_insert_with_key(start);
        }
        tokio::select! {
            () = told_to_stop(&mut stopped) => break,
            () = look_again(&mut changed) => (),
        }
    }
    let ended = futures_util::future::join_all(couriers.into_values());
    if timeout(STOP_PATIENCE, ended).await.is_err() {
        tracing::warn!("stopping with deliveries on their way; they will be made again");
    }
}

/// Comes back once the outbox is to stop, or nobody is left to say so.
async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    let _ = stopped.wait_for(|stop| *stop).await;
}

async fn look_again(changed: &mut watch::Receiver<realtail_kernel::Position>) {
    tokio::time::sleep(LOOK_AT_MOST).await;
    match timeout(LOOK_AGAIN, changed.changed()).await {
        Ok(Ok(())) | Err(_) => (),
        // Nothing will change any more: wait to be stopped.
        Ok(Err(_)) => std::future::pending().await,
    }
}
