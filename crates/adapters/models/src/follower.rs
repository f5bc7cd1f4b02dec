//! Follows the log on a thread of its own, and says what has changed.

use crate::checkpoint::{Checkpoint, SHAPE};
use crate::desk::{Desk, Heard, Saying};
use crate::models::{Models, Moved};
use crate::price::{LedBy, Looks, PriceAdvising, PriceTold};
use crate::rate::No;
use crate::told::tell;
use crate::{taste, trainer};
use parking_lot::RwLock;
use realtail_engine::log::LogReader;
use realtail_engine::{Cause, Committed, Entry, Observer};
use realtail_kernel::{Machine, Platform, Position};
use realtail_vocabulary::Event;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant as Stopwatch};

/// Batches that wait for the follower; what does not fit is read from the log.
const QUEUE: usize = 1_024;
/// Batches that are taken in before anything is said.
const AT_ONCE: usize = 256;
/// Forecasts that are looked at before the next batches are taken in.
const SAID_AT_ONCE: usize = 128;
/// Pairs whose prices are looked at before the next batches are taken in.
const PRICED_AT_ONCE: usize = 32;
/// How long a full round, or a busy engine, keeps it from saying more: what moves meanwhile is said once.
const PAUSE: Duration = Duration::from_millis(20);
/// How long it sleeps where nothing happens.
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// After so many entries a checkpoint is left.
const CHECKPOINT_EVERY: u64 = 200_000;

/// Entries that became durable together, and the position of the first.
pub(crate) struct Batch<R> {
    pub(crate) first: Position,
    pub(crate) entries: Vec<Arc<Entry<Event, R>>>,
}

/// Hands every durable batch to the follower, and never waits for it.
pub struct Tap<R> {
    sender: SyncSender<Batch<R>>,
    missed: Arc<AtomicBool>,
}

impl<P> Observer<P> for Tap<P::Refusal>
where
    P: Platform + Machine<Event = Event>,
{
    fn committed(&mut self, batch: &Committed<'_, P>) {
        let batch = Batch { first: batch.first, entries: batch.entries.to_vec() };
        if self.sender.try_send(batch).is_err() {
            self.missed.store(true, Ordering::Release);
        }
    }
}

/// A follower that has not started yet.
pub struct Prepared<R> {
    pub(crate) receiver: Receiver<Batch<R>>,
    pub(crate) missed: Arc<AtomicBool>,
}

/// A tap for the engine and the follower behind it.
pub fn prepare<R>() -> (Tap<R>, Prepared<R>) {
    let (sender, receiver) = sync_channel(QUEUE);
    let missed = Arc::new(AtomicBool::new(false));
    (Tap { sender, missed: missed.clone() }, Prepared { receiver, missed })
}

/// What was learned so far, for whoever asks.
#[derive(Clone)]
pub struct Current(Arc<RwLock<Models>>);

impl Current {
    /// Looks at it. Keep it short: what is sold meanwhile waits to be learned.
    pub fn look<T>(&self, look: impl FnOnce(&Models) -> T) -> T {
        look(&self.0.read())
    }

    /// Fits the weeks of receipts anew, where another week is over since: only then are elasticities told.
    pub fn prepare_elasticities(&self) {
        self.0.write().prices.weeks.prepare();
    }
}

/// The follower at work. Stop it before the engine, whose handles it holds.
pub struct Follower {
    models: Arc<RwLock<Models>>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl<R: Send + Sync + 'static> Prepared<R> {
    /// Starts on a thread of its own, from the checkpoint in `folder` where there is a good one.
    ///
    /// # Errors
    /// Where the folder cannot be made, or the thread cannot be had.
    pub fn start(
        self,
        folder: &Path,
        log: Arc<dyn LogReader>,
        desk: Arc<dyn Desk>,
    ) -> std::io::Result<Follower> {
        let checkpoint = Checkpoint::open(folder, SHAPE)?;
        // What knows more than the log does is of another log.
        let is_good = |models: &Models| models.current_to() < log.next() && models.is_tuned_as_now();
        let learned = checkpoint.read::<Models>().filter(is_good).unwrap_or_default();
        let left_at = learned.current_to();
        let models = Arc::new(RwLock::new(learned));
        let stop = Arc::new(AtomicBool::new(false));
        let demand = trainer::Trainer::new(folder, log.clone(), desk.clone(), models.clone(), stop.clone());
        let tastes = taste::Trainer::new(folder, log.clone(), desk.clone(), models.clone(), stop.clone());
        let follow = Follow {
            log,
            desk,
            checkpoint,
            left_at,
            models: models.clone(),
            stop: stop.clone(),
            waiting: Waiting::default(),
            priced: Waiting::default(),
        };
        let run = move || follow.run(&self.receiver, &self.missed);
        let named = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let threads = vec![
            named("models").spawn(run)?,
            named("demand").spawn(move || demand.run())?,
            named("tastes").spawn(move || tastes.run())?,
        ];
        Ok(Follower { models, stop, threads })
    }
}

impl Follower {
    /// What was learned so far.
    pub fn current(&self) -> Current {
        Current(self.models.clone())
    }

    /// Ends, and leaves a checkpoint.
    pub fn stop(self) {
        self.stop.store(true, Ordering::Release);
        for thread in self.threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the models has panicked");
            }
        }
    }
}

/// Pairs that are to be looked at, each once, with what led to it last.
struct Waiting<C> {
    order: VecDeque<(No, No)>,
    causes: FxHashMap<(No, No), Option<C>>,
}

impl<C> Default for Waiting<C> {
    fn default() -> Waiting<C> {
        Waiting { order: VecDeque::new(), causes: FxHashMap::default() }
    }
}

impl<C> Waiting<C> {
    fn add(&mut self, pair: (No, No), cause: Option<C>) {
        match self.causes.get_mut(&pair) {
            Some(known) => *known = cause.or(known.take()),
            None => {
                self.causes.insert(pair, cause);
                self.order.push_back(pair);
            }
        }
    }

    fn pop(&mut self) -> Option<((No, No), Option<C>)> {
        let pair = self.order.pop_front()?;
        Some((pair, self.causes.remove(&pair).flatten()))
    }
}

struct Follow {
    log: Arc<dyn LogReader>,
    desk: Arc<dyn Desk>,
    checkpoint: Checkpoint,
    /// Up to where the checkpoint knows the log.
    left_at: Position,
    models: Arc<RwLock<Models>>,
    stop: Arc<AtomicBool>,
    /// Whose forecast may have moved.
    waiting: Waiting<Cause>,
    /// Whose price may be another one.
    priced: Waiting<LedBy>,
}

impl Follow {
    fn run<R>(mut self, receiver: &Receiver<Batch<R>>, missed: &AtomicBool) {
        self.read_log();
        // What was said before this start may be what was thought before the stop.
        let plans = self.models.read().plans();
        plans.into_iter().for_each(|pair| self.waiting.add(pair, None));
        let priced = self.models.read().priced_pairs();
        priced.into_iter().for_each(|pair| self.priced.add(pair, None));
        let mut silent_until = Stopwatch::now();
        while !self.stop.load(Ordering::Acquire) {
            let wait = if self.waiting.order.is_empty() { LOOK_AGAIN } else { PAUSE };
            let wait = if silent_until > Stopwatch::now() { wait } else { wait.min(self.patience()) };
            match receiver.recv_timeout(wait) {
                Ok(batch) => {
                    self.take(&batch);
                    receiver.try_iter().take(AT_ONCE).for_each(|batch| self.take(&batch));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if missed.swap(false, Ordering::AcqRel) {
                self.read_log();
            }
            if Stopwatch::now() >= silent_until && self.say() {
                silent_until = Stopwatch::now() + PAUSE;
            }
            self.advise();
            self.price();
            if self.models.read().current_to().0 >= self.left_at.0 + CHECKPOINT_EVERY {
                self.leave_checkpoint();
            }
        }
        self.leave_checkpoint();
    }

    /// How long to wait for more where something is to be said: not at all.
    fn patience(&self) -> Duration {
        let idle = self.waiting.order.is_empty() && self.priced.order.is_empty();
        if idle { LOOK_AGAIN } else { Duration::ZERO }
    }

    fn take<R>(&mut self, batch: &Batch<R>) {
        if batch.first > self.models.read().current_to().next() {
            self.read_log();
        }
        let mut models = self.models.write();
        for (entry, position) in batch.entries.iter().zip(batch.first.0..) {
            let position = Position(position);
            let moved = models.take(position, entry);
            note((&mut self.waiting, &mut self.priced), &models, moved, position, entry);
        }
        models.prepare();
    }

    /// Takes in what the log has beyond what is known.
    fn read_log(&mut self) {
        let from = self.models.read().current_to().next();
        if from >= self.log.next() {
            return;
        }
        let told = tell(self.log.as_ref(), from, &self.stop, |entries| {
            let mut models = self.models.write();
            for (position, entry) in entries {
                let moved = models.take(*position, entry);
                note((&mut self.waiting, &mut self.priced), &models, moved, *position, entry);
            }
            models.prepare();
            true
        });
        if let Err(fault) = told {
            tracing::error!("the models cannot follow the log: {fault}");
        }
    }

    /// Says what has changed so much that it matters. Whether it should be silent for a while then.
    fn say(&mut self) -> bool {
        let mut looked_at = Vec::new();
        let mut sayings = Vec::new();
        {
            let models = self.models.read();
            while let Some((pair, cause)) =
                (looked_at.len() < SAID_AT_ONCE).then(|| self.waiting.pop()).flatten()
            {
                looked_at.push((pair, cause));
                let forecast = models.planned(pair).filter(|forecast| models.said.is_news(pair, forecast));
                sayings.extend(forecast.map(|forecast| (pair, Saying { forecast, cause })));
            }
        }
        let is_full = looked_at.len() == SAID_AT_ONCE;
        if sayings.is_empty() {
            return is_full;
        }
        match self.desk.say(sayings.iter().map(|(_, saying)| saying.clone()).collect()) {
            Heard::Taken => {
                let mut models = self.models.write();
                for (pair, saying) in &sayings {
                    let position = saying.forecast.current_to;
                    models.said.say(*pair, &saying.forecast, position);
                }
                is_full
            }
            Heard::Busy => {
                sayings.into_iter().for_each(|(pair, saying)| self.waiting.add(pair, saying.cause));
                true
            }
            Heard::Stopping => false,
        }
    }

    /// Hands in what is to be said of lanes. Where the engine is busy it is tried again in the next round.
    fn advise(&self) {
        let advice = self.models.read().lane_advice();
        if !advice.is_empty() && self.desk.advise(advice) == Heard::Taken {
            self.models.write().labour.handed_in();
        }
    }

    /// Says which prices are worth changing, and what came of those that were. Where the engine is busy it is tried again.
    fn price(&mut self) {
        let mut looked_at = Vec::new();
        while looked_at.len() < PRICED_AT_ONCE
            && let Some(looked) = self.priced.pop()
        {
            looked_at.push(looked);
        }
        if !self.models.read().prices.is_asked() {
            looked_at.clear();
        }
        if !looked_at.is_empty() {
            self.models.write().prices.weeks.prepare();
        }
        let mut advice = Vec::new();
        for (pair, led_by) in &looked_at {
            let names = {
                let models = self.models.read();
                models.trade.items.name(pair.0).cloned().zip(models.trade.sites.name(pair.1).cloned())
            };
            // The desk looks at the engine's state: nobody may wait for the models meanwhile.
            let facts = names.and_then(|(item, site)| self.desk.price_facts(&item, &site));
            let Some(facts) = facts else { continue };
            let models = self.models.read();
            let told = models.look_at_price(*pair, &facts);
            let news = told.into_iter().filter(|told| models.prices.is_news(*pair, told));
            advice.extend(news.map(|what| PriceAdvising { what, led_by: led_by.clone() }));
        }
        let outcomes = {
            let models = self.models.read();
            models.prices.outcomes(&models.trade)
        };
        let is_over = !outcomes.is_empty();
        let judge = |outcome| PriceAdvising { what: PriceTold::Judge(Box::new(outcome)), led_by: None };
        advice.extend(outcomes.into_iter().map(judge));
        if advice.is_empty() {
            return;
        }
        match self.desk.price(advice) {
            Heard::Taken if is_over => self.models.write().prices.handed_in(),
            Heard::Busy => looked_at.into_iter().for_each(|(pair, led_by)| self.priced.add(pair, led_by)),
            Heard::Taken | Heard::Stopping => {}
        }
    }

    fn leave_checkpoint(&mut self) {
        let models = self.models.read();
        if models.current_to() == self.left_at {
            return;
        }
        match self.checkpoint.write(&*models) {
            Ok(()) => {}
            Err(fault) => tracing::warn!(
                "write checkpoint of the models: {fault}; the next start reads more of the log"
            ),
        }
        self.left_at = models.current_to();
    }
}

/// Notes what an entry moved. Where all may have moved, as where a day has ended without sales, it is nothing's doing.
fn note<R>(
    (waiting, priced): (&mut Waiting<Cause>, &mut Waiting<LedBy>),
    models: &Models,
    moved: Moved,
    position: Position,
    entry: &Entry<Event, R>,
) {
    let cause = Cause { entry: position, origin: entry.origin(position), later: true };
    moved.pairs.into_iter().for_each(|pair| waiting.add(pair, Some(cause)));
    if moved.all {
        models.plans().into_iter().for_each(|pair| waiting.add(pair, None));
    }
    let looks = moved.prices;
    if !models.prices.is_asked() || looks == Looks::default() {
        return;
    }
    let led_by = || LedBy { cause, signal: entry.signal.to_string(), received_at: entry.received_at };
    looks.pairs.into_iter().for_each(|pair| priced.add(pair, Some(led_by())));
    if looks.all {
        models.priced_pairs().into_iter().for_each(|pair| priced.add(pair, None));
    } else if !looks.items.is_empty() {
        let pairs = models.priced_pairs().into_iter().filter(|(item, _)| looks.items.contains(item));
        pairs.for_each(|pair| priced.add(pair, Some(led_by())));
    }
}
