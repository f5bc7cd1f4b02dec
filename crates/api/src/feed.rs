//! What was seen of the log since the start: the newest entries, delays, rates. Fed by the engine, read by many.

use crate::settled::Settled;
use hdrhistogram::Histogram;
use realtail_engine::{Committed, EntryOf, Observer};
use realtail_kernel::{Instant, Position};
use realtail_platform::{Access, Retail};
use realtail_vocabulary::{DeliveryEvent, Event, HoldEvent, PaymentAsk, PaymentEvent, StockEvent};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

/// Entries kept in memory, and postings and events in them; what is older is read from the log.
const NEWEST_MAX: usize = 8_192;
const NEWEST_WEIGHT_MAX: usize = 65_536;
/// Actions kept for the list of actions.
const ACTIONS_MAX: usize = 10_000;
/// Traces of which it is known what callers went on with.
const LINKED_TRACES_MAX: usize = 10_000;
/// A delay that is longer is counted as this long.
const DELAY_US_MAX: u64 = 3_600_000_000;
/// The last minute, in slices.
const SLICES: usize = 6;
const SLICE_US: i64 = 10_000_000;
/// What a signal that led to no further action led to: it was made durable.
pub const RECORDED: &str = "recorded";
/// An action that a webhook endpoint has acknowledged.
pub const WEBHOOK_DELIVERED: &str = "webhook_delivered";
/// A notice that a push service has taken.
pub const PUSH_SENT: &str = "push_sent";
/// What the outbox writes down is no signal: it is about actions, and would hide the signals of the shop.
pub const OUTBOX: &str = "outbox";

/// An entry, and when it was durable.
#[derive(Clone)]
pub struct Seen {
    /// Where it stands.
    pub position: Position,
    /// When it was durable and visible; when it was decided, for those from before the start.
    pub seen_at: Instant,
    /// What it says.
    pub entry: Arc<EntryOf<Retail>>,
}

/// How long things of one kind took.
struct Delays {
    since_start: Histogram<u64>,
    slices: VecDeque<(i64, Histogram<u64>)>,
}

/// Percentiles of a delay, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Percentiles {
    /// How many there were.
    pub count: u64,
    /// Half were quicker.
    pub p50_ms: f64,
    /// 95 of 100 were quicker.
    pub p95_ms: f64,
    /// 99 of 100 were quicker.
    pub p99_ms: f64,
    /// None was slower.
    pub max_ms: f64,
}

/// Counted per second.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// What came in from outside.
    pub signals: u64,
    /// What happened.
    pub events: u64,
    /// Holds that were placed.
    pub holds: u64,
    /// What was decided to be done.
    pub actions: u64,
    /// Lines of sales.
    pub sale_lines: u64,
    /// Lines that a till sold beyond the book.
    pub oversold_at_till: u64,
    /// Holds that ran out.
    pub expired: u64,
}

#[derive(Default)]
struct Inner {
    newest: VecDeque<Seen>,
    newest_weight: usize,
    actions: VecDeque<Seen>,
    /// From here on, `actions` has all there are.
    actions_from: Position,
    delays: BTreeMap<(String, &'static str), Delays>,
    /// From a signal's arrival until what a policy answered was durable.
    policies: BTreeMap<String, Delays>,
    /// Entries of which a caller said which trace they go on with, by its first entry.
    linked: BTreeMap<Position, Vec<Position>>,
    /// The traces in it, the oldest first.
    linked_traces: VecDeque<Position>,
    totals: Counts,
    /// Totals at the start of each of the last seconds.
    seconds: VecDeque<(i64, Counts)>,
}

/// What was seen of the log since the start.
pub struct Feed {
    inner: Mutex<Inner>,
    /// The keys as they are now, so that letting somebody in never waits for a batch.
    access: RwLock<Arc<Access>>,
    next: watch::Sender<Position>,
    /// Where the log ended when there last was an action, or a change of who is told of them.
    outbox: watch::Sender<Position>,
    /// Who takes asks to payment providers.
    asks: Mutex<Option<UnboundedSender<Vec<PaymentAsk>>>>,
    started_at: Instant,
    /// Who waits for which order.
    pub(crate) settled: Settled,
}

impl Feed {
    /// Begins with the newest entries of the log, so that lists are not empty after a restart.
    pub fn new(newest: Vec<(Position, EntryOf<Retail>)>, next: Position, started_at: Instant) -> Feed {
        let access = RwLock::default();
        let actions_from = newest.first().map_or(next, |(position, _)| *position);
        let mut inner = Inner { actions_from, ..Inner::default() };
        for (position, entry) in newest {
            let seen = Seen { position, seen_at: entry.at, entry: Arc::new(entry) };
            inner.keep(&seen);
        }
        let (next, outbox) = (watch::Sender::new(next), watch::Sender::new(next));
        let (asks, settled) = (Mutex::default(), Settled::default());
        Feed { inner: Mutex::new(inner), access, next, outbox, asks, started_at, settled }
    }

    /// The keys that are good.
    pub fn access(&self) -> Arc<Access> {
        self.access.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells what the keys are now.
    pub fn set_access(&self, access: &Access) {
        *self.access.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(access.clone());
    }

    fn change_access(&self, entries: &[Arc<EntryOf<Retail>>]) {
        let mut access = self.access.write().unwrap_or_else(PoisonError::into_inner);
        for event in entries.iter().flat_map(|entry| &entry.events) {
            if let Event::Access(event) = event {
                Arc::make_mut(&mut access).apply(event);
            }
        }
    }

    /// How many entries before the end of the log are worth reading at the start.
    pub const fn newest_max() -> u64 {
        NEWEST_MAX as u64
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells when there is more, by where the next entry will stand.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.next.subscribe()
    }

    /// Entries from `from` on, if they are still in memory; at most `max`.
    pub fn from(&self, from: Position, max: usize) -> Option<Vec<Seen>> {
        let inner = self.lock();
        let first = inner.newest.front().map_or_else(|| *self.next.borrow(), |seen| seen.position);
        if from < first {
            return None;
        }
        let skip = (from.0 - first.0) as usize;
        Some(inner.newest.iter().skip(skip).take(max).cloned().collect())
    }

    /// The entry at `position`, if it is still in memory.
    pub fn get(&self, position: Position) -> Option<Seen> {
        self.from(position, 1)?.pop().filter(|seen| seen.position == position)
    }

    /// The newest actions before `before`, newest first.
    pub fn actions(&self, before: Position, max: usize, wanted: impl Fn(&Seen) -> bool) -> Vec<Seen> {
        let inner = self.lock();
        let older = inner.actions.iter().rev().filter(|seen| seen.position < before);
        older.filter(|seen| wanted(seen)).take(max).cloned().collect()
    }

    /// Tells when there is something for the outbox, by where the log ends.
    pub fn watch_outbox(&self) -> watch::Receiver<Position> {
        self.outbox.subscribe()
    }

    /// Asks to payment providers that become durable from now on. Whoever asks last gets them.
    pub fn take_asks(&self) -> UnboundedReceiver<Vec<PaymentAsk>> {
        let (sender, receiver) = unbounded_channel();
        *self.asks.lock().unwrap_or_else(PoisonError::into_inner) = Some(sender);
        receiver
    }

    fn tell_asks(&self, entries: &[Arc<EntryOf<Retail>>]) {
        let asks: Vec<PaymentAsk> =
            entries.iter().flat_map(|entry| &entry.events).filter_map(asked).collect();
        let taker = self.asks.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(taker), false) = (&*taker, asks.is_empty()) {
            // Nobody carries asks any more: they wait in the state for the next start.
            let _ = taker.send(asks);
        }
    }

    /// The first actions from `from` on that are wanted, if all since are still in memory, and the last entry that was
    /// looked at for them.
    pub fn actions_from(
        &self,
        from: Position,
        max: usize,
        wanted: impl Fn(&Seen) -> bool,
    ) -> Option<(Vec<Seen>, Position)> {
        let end = Position(self.next.borrow().0.saturating_sub(1));
        let inner = self.lock();
        if from < inner.actions_from {
            return None;
        }
        let skip = inner.actions.partition_point(|seen| seen.position < from);
        let found = inner.actions.iter().skip(skip).filter(|seen| wanted(seen)).take(max);
        let found: Vec<Seen> = found.cloned().collect();
        let last = found.last().map_or(end, |seen| seen.position);
        let through = if found.len() == max { last } else { end.max(last) };
        Some((found, through))
    }

    /// Counts that the outside has what `signal` led to: an endpoint, a push service.
    pub fn delivered(&self, signal: &str, received_at: Instant, now: Instant, to: &'static str) {
        self.lock().delay(signal, received_at, now, to);
    }

    /// The newest entries that came from outside, newest first.
    pub fn roots(&self, max: usize) -> Vec<Seen> {
        let inner = self.lock();
        let begins = |seen: &&Seen| seen.entry.cause.is_none() && is_signal(seen);
        let roots = inner.newest.iter().rev().filter(begins);
        roots.take(max).cloned().collect()
    }

    /// All delays: signal, action, since the start, in the last minute.
    pub fn delays(&self, now: Instant) -> Vec<(String, &'static str, Percentiles, Percentiles)> {
        let oldest = now.micros() / SLICE_US - SLICES as i64;
        let inner = self.lock();
        let row = |((signal, action), delays): (&(String, &'static str), &Delays)| {
            let (since_start, minute) = delays.percentiles(oldest);
            (signal.clone(), *action, since_start, minute)
        };
        inner.delays.iter().map(row).collect()
    }

    /// What each policy has answered: its name, since the start, in the last minute.
    pub fn policies(&self, now: Instant) -> BTreeMap<String, (Percentiles, Percentiles)> {
        let oldest = now.micros() / SLICE_US - SLICES as i64;
        let inner = self.lock();
        let row = |(policy, delays): (&String, &Delays)| (policy.clone(), delays.percentiles(oldest));
        inner.policies.iter().map(row).collect()
    }

    /// Entries of which a caller said that they go on with this trace, the oldest first.
    pub fn linked(&self, origin: Position) -> Vec<Position> {
        self.lock().linked.get(&origin).cloned().unwrap_or_default()
    }

    /// Since when delays are counted.
    pub fn started_at(&self) -> Instant {
        self.started_at
    }

    /// All counts since the start.
    pub fn totals(&self) -> Counts {
        self.lock().totals
    }

    /// Counts per second, over the last few seconds.
    pub fn rates(&self, now: Instant) -> (Counts, f64) {
        let inner = self.lock();
        let second = now.micros() / 1_000_000;
        let since = inner.seconds.iter().find(|(s, _)| *s >= second - 5);
        let Some((from, then)) = since else { return (Counts::default(), 1.0) };
        let seconds = ((now.micros() - from * 1_000_000) as f64 / 1e6).max(1.0);
        let t = inner.totals;
        let counts = Counts {
            signals: t.signals - then.signals,
            events: t.events - then.events,
            holds: t.holds - then.holds,
            actions: t.actions - then.actions,
            sale_lines: t.sale_lines - then.sale_lines,
            oversold_at_till: t.oversold_at_till - then.oversold_at_till,
            expired: t.expired - then.expired,
        };
        (counts, seconds)
    }
}

impl Delays {
    fn new() -> Delays {
        Delays { since_start: histogram(), slices: VecDeque::new() }
    }

    fn record(&mut self, us: u64, slice: i64) {
        self.since_start.saturating_record(us);
        if self.slices.back().is_none_or(|(newest, _)| *newest < slice) {
            self.slices.push_back((slice, histogram()));
            if self.slices.len() > SLICES + 1 {
                self.slices.pop_front();
            }
        }
        if let Some((_, newest)) = self.slices.back_mut() {
            newest.saturating_record(us);
        }
    }

    /// Since the start, and in the slices that are newer than `oldest`.
    fn percentiles(&self, oldest: i64) -> (Percentiles, Percentiles) {
        let mut minute = histogram();
        for (slice, counted) in &self.slices {
            if *slice > oldest {
                let _ = minute.add(counted);
            }
        }
        (percentiles(&self.since_start), percentiles(&minute))
    }
}

/// How much memory an entry takes, about.
fn weight(seen: &Seen) -> usize {
    seen.entry.events.iter().map(|event| 1 + event.postings().len()).sum()
}

/// Whether it came from outside.
fn is_signal(seen: &Seen) -> bool {
    seen.entry.cause.is_none_or(|cause| cause.later) && seen.entry.by != OUTBOX
}

fn asked(event: &Event) -> Option<PaymentAsk> {
    match event {
        Event::Payment(PaymentEvent::Asked(ask)) => Some(ask.clone()),
        _ => None,
    }
}

/// Whether the outbox has anything to do for it. That a cursor moved is its own doing.
fn is_for_outbox(event: &Event) -> bool {
    match event {
        Event::Action(_) => true,
        Event::Delivery(event) => !matches!(event, DeliveryEvent::Advanced { .. }),
        _ => false,
    }
}

/// How long it took, in microseconds, and the slice of time that it ended in.
fn measured(received_at: Instant, at: Instant) -> (u64, i64) {
    (at.micros_since(received_at).clamp(1, DELAY_US_MAX as i64) as u64, at.micros() / SLICE_US)
}

fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, DELAY_US_MAX, 2).expect("bounds that fit two digits")
}

fn percentiles(counted: &Histogram<u64>) -> Percentiles {
    if counted.is_empty() {
        return Percentiles::default();
    }
    let ms = |us: u64| us as f64 / 1000.0;
    Percentiles {
        count: counted.len(),
        p50_ms: ms(counted.value_at_quantile(0.50)),
        p95_ms: ms(counted.value_at_quantile(0.95)),
        p99_ms: ms(counted.value_at_quantile(0.99)),
        max_ms: ms(counted.max()),
    }
}

impl Inner {
    fn keep(&mut self, seen: &Seen) {
        if seen.entry.events.iter().any(|event| matches!(event, Event::Action(_))) {
            self.actions.push_back(seen.clone());
            if self.actions.len() > ACTIONS_MAX
                && let Some(oldest) = self.actions.pop_front()
            {
                self.actions_from = oldest.position.next();
            }
        }
        if let Some(cause) = seen.entry.cause.filter(|cause| cause.later) {
            self.link(cause.origin, seen.position);
        }
        self.newest_weight += weight(seen);
        self.newest.push_back(seen.clone());
        while self.newest.len() > NEWEST_MAX || self.newest_weight > NEWEST_WEIGHT_MAX {
            let Some(oldest) = self.newest.pop_front() else { break };
            self.newest_weight -= weight(&oldest);
        }
    }

    fn count(&mut self, seen: &Seen) {
        let entry = &seen.entry;
        let is_signal = is_signal(seen);
        let delay = |inner: &mut Inner, action| {
            inner.delay(entry.signal.as_str(), entry.received_at, seen.seen_at, action);
        };
        self.totals.signals += u64::from(is_signal);
        self.totals.events += entry.events.len() as u64;
        if is_signal {
            delay(self, RECORDED);
        }
        if entry.cause.is_some_and(|cause| !cause.later) {
            self.answered(&entry.by, entry.received_at, seen.seen_at);
        }
        for event in &entry.events {
            match event {
                Event::Action(action) => {
                    self.totals.actions += 1;
                    delay(self, action.kind().as_str());
                }
                Event::Hold(HoldEvent::Placed { .. }) => self.totals.holds += 1,
                Event::Hold(HoldEvent::Expired { .. }) => self.totals.expired += 1,
                Event::Stock(StockEvent::Sold { lines, oversold, .. }) => {
                    self.totals.sale_lines += lines.len() as u64;
                    self.totals.oversold_at_till += oversold.len() as u64;
                }
                _ => (),
            }
        }
    }

    fn delay(&mut self, signal: &str, received_at: Instant, at: Instant, action: &'static str) {
        let (us, slice) = measured(received_at, at);
        let delays = match self.delays.iter_mut().find(|((s, a), _)| s == signal && *a == action) {
            Some((_, delays)) => delays,
            None => self.delays.entry((signal.to_owned(), action)).or_insert_with(Delays::new),
        };
        delays.record(us, slice);
    }

    /// Counts what a policy answered.
    fn answered(&mut self, policy: &str, received_at: Instant, at: Instant) {
        let (us, slice) = measured(received_at, at);
        match self.policies.get_mut(policy) {
            Some(delays) => delays.record(us, slice),
            None => self.policies.entry(policy.to_owned()).or_insert_with(Delays::new).record(us, slice),
        }
    }

    /// Notes that a caller went on with a trace.
    fn link(&mut self, origin: Position, position: Position) {
        let linked = self.linked.entry(origin).or_default();
        if linked.is_empty() {
            self.linked_traces.push_back(origin);
        }
        linked.push(position);
        if self.linked_traces.len() > LINKED_TRACES_MAX
            && let Some(oldest) = self.linked_traces.pop_front()
        {
            self.linked.remove(&oldest);
        }
    }
}

/// The side of the feed that the engine feeds.
pub struct Feeder(pub Arc<Feed>);

impl Observer<Retail> for Feeder {
    fn committed(&mut self, batch: &Committed<'_, Retail>) {
        let mut inner = self.0.lock();
        let second = batch.at.micros() / 1_000_000;
        if inner.seconds.back().is_none_or(|(newest, _)| *newest < second) {
            let totals = inner.totals;
            inner.seconds.push_back((second, totals));
            if inner.seconds.len() > 60 {
                inner.seconds.pop_front();
            }
        }
        for (position, entry) in batch.iter() {
            let seen = Seen { position, seen_at: batch.at, entry: entry.clone() };
            inner.count(&seen);
            inner.keep(&seen);
        }
        drop(inner);
        let about_keys =
            |entry: &Arc<EntryOf<Retail>>| entry.events.iter().any(|e| matches!(e, Event::Access(_)));
        if batch.entries.iter().any(about_keys) {
            self.0.change_access(batch.entries);
        }
        self.0.next.send_replace(batch.next());
        self.0.tell_asks(batch.entries);
        self.0.settled.see(batch.entries.iter().flat_map(|entry| &entry.events));
        if batch.entries.iter().any(|entry| entry.events.iter().any(is_for_outbox)) {
            self.0.outbox.send_replace(batch.next());
        }
    }
}
