//! What every call can reach.

use crate::assistant::{AssistantDoor, Hall};
use crate::devices::seen::Seen;
use crate::feed::Feed;
use crate::meters::{Meter, Meters};
use crate::payments::PaymentDoor;
use crate::problem::Problem;
use crate::readings::Readings;
use crate::status::Checked;
use realtail_engine::{Cause, Handle, Look};
use realtail_kernel::{DeviceId, Instant, KeyId, Position};
use realtail_platform::Retail;
use realtail_vocabulary::Digest;
use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::{Mutex, MutexGuard, OwnedSemaphorePermit, Semaphore};

tokio::task_local! {
    /// What the answer to this request rests on: all before this entry.
    static RESTS_BEFORE: Cell<Position>;
}

/// What every call can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Reachable>);

struct Reachable {
    inner: Inner,
    /// What was seen when every pair was looked at last.
    checked: Mutex<Option<Checked>>,
    /// Room for one replay of orders: each keeps a core busy for as long as it runs.
    replaying: Arc<Semaphore>,
    /// Room for so many looks at stills at once: each keeps a core busy, and a picture in memory.
    looking: Arc<Semaphore>,
    /// Room for one search of shifts: each keeps a core busy.
    planning: Arc<Semaphore>,
    /// What was heard of devices last.
    readings: Readings,
    /// When each device was heard last.
    seen: Seen,
    /// What others count.
    meters: Meters,
    /// Conversations with the service assistant.
    hall: Hall,
}

/// For so long the state is looked at before others may write.
const TURN: std::time::Duration = std::time::Duration::from_millis(1);

/// See [`App`].
pub struct Inner {
    /// The engine.
    pub handle: Handle<Retail>,
    /// What was seen of the log since the start.
    pub feed: Arc<Feed>,
    /// Of the key that has all rights whatever the log says, where the settings give one.
    pub admin_digest: Option<Digest>,
    /// The name under which that key's writes are logged.
    pub admin_key: KeyId,
    /// From which the secrets of webhooks are derived.
    pub webhook_secret: [u8; 32],
    /// The payment providers that are switched on.
    pub payments: Arc<dyn PaymentDoor>,
    /// The models, where the pillar of forecasts takes part.
    pub models: Option<Arc<dyn crate::models::ModelDoor>>,
    /// What looks for losses, where the pillar of forecasts takes part.
    pub losses: Option<Arc<dyn crate::loss::LossDoor>>,
    /// What knows who comes when and searches shifts, where the pillar of forecasts takes part.
    pub labour: Option<Arc<dyn crate::labour::LabourDoor>>,
    /// What keeps the keys of persons.
    pub vault: Arc<dyn crate::vault::Vault>,
    /// Who has which e-mail address or telephone number.
    pub directory: Arc<crate::directory::Directory>,
    /// Since when this process serves.
    pub started_at: Instant,
    /// Payment providers that are switched on, by their names.
    pub payment_providers: Vec<&'static str>,
    /// Which kind of log it writes: `embedded` or `jetstream`.
    pub log_kind: &'static str,
    /// Whether shoppers' own phones may ask.
    pub shop_open: bool,
    /// How many holds a shopper may have open at once.
    pub shop_holds_max: u32,
    /// What finds items by words.
    pub search: Arc<dyn crate::shop::SearchDoor>,
    /// What looks at stills of shelves.
    pub vision: Arc<dyn crate::shelves::VisionDoor>,
    /// Who is near what.
    pub scout: Arc<crate::push::Scout>,
    /// Those who tell phones, as the interface sees them.
    pub push: Arc<dyn crate::push::PushDoor>,
    /// How shopping agents are met.
    pub agents: crate::ucp::Agents,
    /// The service assistant, or what it lacks.
    pub assistant: Result<Arc<dyn AssistantDoor>, String>,
    /// Who knows them.
    pub agent_door: Arc<dyn crate::ucp::AgentDoor>,
}

impl App {
    /// Makes what is in it reachable.
    pub fn new(inner: Inner) -> App {
        App(Arc::new(Reachable {
            inner,
            checked: Mutex::default(),
            replaying: Arc::new(Semaphore::new(1)),
            looking: Arc::new(Semaphore::new(2)),
            planning: Arc::new(Semaphore::new(1)),
            seen: Seen::default(),
            meters: Meters::default(),
            readings: Readings::default(),
            hall: Hall::default(),
        }))
    }

    /// What was heard of devices last.
    pub(crate) fn readings(&self) -> &Readings {
        &self.0.readings
    }

    /// Conversations with the service assistant.
    pub(crate) fn hall(&self) -> &Hall {
        &self.0.hall
    }

    /// Shows what somebody else counts among the metrics.
    pub fn measure(&self, reading: impl Fn() -> Vec<Meter> + Send + Sync + 'static) {
        self.0.meters.add(reading);
    }

    /// What others count.
    pub(crate) fn meters(&self) -> &Meters {
        &self.0.meters
    }

    /// Notes that a device was heard: whoever takes its signals in says so.
    pub fn devices_seen(&self, device: &DeviceId, at: Instant) {
        self.0.seen.note(device, at);
    }

    /// When a device was heard last since the start, if it was.
    pub fn device_seen(&self, device: &DeviceId) -> Option<Instant> {
        self.0.seen.last(device)
    }

    /// What was seen when every pair was looked at last; whoever holds it is the only one that looks.
    pub(crate) async fn checked(&self) -> MutexGuard<'_, Option<Checked>> {
        self.0.checked.lock().await
    }

    /// The right to replay orders, for whoever asks first.
    pub(crate) fn replay_alone(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.replaying).try_acquire_owned().ok()
    }

    /// The right to look at a still, once others are done with theirs; none where the process ends.
    pub(crate) async fn look_in_turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.looking).acquire_owned().await.ok()
    }

    /// The right to search shifts, once others are done with theirs; none where the process ends.
    pub(crate) async fn plan_in_turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.planning).acquire_owned().await.ok()
    }

    /// The newest state. It may be ahead of the disk; the answer to the request waits until it is not.
    pub(crate) fn read(&self) -> Look<'_, Retail> {
        let look = self.handle.read();
        let noted = RESTS_BEFORE.try_with(|before| before.set(before.get().max(look.next)));
        debug_assert!(noted.is_ok(), "the state is read for an answer that does not wait for the disk");
        look
    }

    /// Looks at many things of the newest state, about a millisecond at a time, so that nobody waits long to write meanwhile: each is
    /// seen as it is when its turn comes.
    pub(crate) async fn by_turns<K, T, I: IntoIterator<Item = T>>(
        &self,
        keys: Vec<K>,
        each: impl Fn(&Retail, &K) -> I,
    ) -> Vec<T> {
        let (mut found, mut keys) = (Vec::new(), keys.into_iter().peekable());
        while keys.peek().is_some() {
            {
                let (look, began) = (self.read(), std::time::Instant::now());
                while began.elapsed() < TURN
                    && let Some(key) = keys.next()
                {
                    found.extend(each(&look.machine, &key));
                }
            }
            tokio::task::yield_now().await;
        }
        found
    }

    /// Answers a request, and lets nothing out before all that was read for it is durable.
    pub(crate) async fn answer<T>(&self, answering: impl Future<Output = T>) -> T {
        let waited = async {
            let answer = answering.await;
            self.settled().await;
            answer
        };
        RESTS_BEFORE.scope(Cell::default(), waited).await
    }

    /// What answers this entry has it as its cause.
    ///
    /// # Errors
    /// Where no such entry is durable.
    pub async fn cause(&self, entry: Position) -> Result<Cause, Problem> {
        let origin = match self.feed.get(entry) {
            Some(seen) => seen.entry.origin(entry),
            None if entry < self.handle.durable() && entry > Position(0) => {
                let handle = self.handle.clone();
                let read = tokio::task::spawn_blocking(move || handle.entry(entry)).await;
                let found = read.map_err(Problem::fault)?.map_err(Problem::fault)?;
                found.ok_or_else(|| Problem::not_found("entry", entry))?.origin(entry)
            }
            None => return Err(Problem::not_found("entry", entry)),
        };
        Ok(Cause { entry, origin, later: true })
    }

    /// Waits until all that was read so far for this answer is durable, and so can be found in the log.
    pub(crate) async fn settled(&self) {
        let before = RESTS_BEFORE.try_with(Cell::get).unwrap_or_default();
        if before > self.handle.durable() {
            // It fails only where the feed has ended, and the engine with it.
            let _ = self.feed.watch().wait_for(|next| *next >= before).await;
        }
    }
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0.inner
    }
}
