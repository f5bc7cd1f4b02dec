//! Finds who is near what, and asks for a decision: when somebody moves, when an offer begins, when its item can be had
//! again, when somebody looks at it.

use super::index::{OfferIndex, Spot};
use super::presence::Presence;
use crate::app::App;
use compact_str::CompactString;
use h3o::LatLng;
use realtail_engine::{Cause, Committed, EntryOf, NotTaken, Observer, Outcome, OutcomeOf, Outcomes, Request};
use realtail_kernel::{CustomerId, Instant, ItemId, Position, PushId, PushOfferId, Rejection, SiteId};
use realtail_mobile::{DecidePush, Declined};
use realtail_platform::{Command, Refusal, Retail};
use realtail_vocabulary::{
    Account, Action, CatalogueEvent, Consent, ContactChannel, CustomerEvent, Event, MediaEvent, MobileEvent,
    Purpose,
};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Notify, oneshot, watch};

/// As whom decisions are asked for.
const BY: &str = "scout";
/// How often it is looked for offers that begin, and for positions that are not to be kept any longer.
const LOOK_AGAIN: Duration = Duration::from_millis(250);
/// Shoppers who are looked at while the state is held, and decisions that are asked for at once.
const AT_ONCE: usize = 256;
/// The wait before decisions are asked for again that could not be taken.
const ASK_AGAIN: Duration = Duration::from_millis(50);

/// What began it.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    /// What it is called in delays and traces.
    pub signal: CompactString,
    /// When it came in.
    pub received_at: Instant,
    /// Its entry, where it has one.
    pub cause: Option<Cause>,
}

impl Trigger {
    fn of(entry: &EntryOf<Retail>, position: Position) -> Trigger {
        let cause = Cause { entry: position, origin: entry.origin(position), later: true };
        Trigger { signal: entry.signal.clone(), received_at: entry.received_at, cause: Some(cause) }
    }
}

/// What may lead to a notice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Clue {
    /// An offer was set, or has begun.
    Offer(PushOfferId),
    /// There may be an item again somewhere.
    Item(ItemId, SiteId),
    /// A shopper looked at an item.
    Looked(CustomerId, ItemId),
}

/// Whom to ask about: the shopper, the offer, and near which site.
type Target = (CustomerId, PushOfferId, SiteId);

/// Knows who is near and which offers are.
#[derive(Default)]
pub struct Scout {
    pub(crate) presence: Presence,
    index: RwLock<Arc<OfferIndex>>,
    stale: AtomicBool,
    clues: Mutex<BTreeMap<Clue, Trigger>>,
    woken: Notify,
    /// Why shoppers were not told, since the start.
    declined: Mutex<BTreeMap<&'static str, u64>>,
    decided: watch::Sender<Position>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Scout {
    /// Begins with nobody near; the offers are read when they are first asked for.
    pub fn new() -> Scout {
        Scout { stale: AtomicBool::new(true), ..Scout::default() }
    }

    /// Tells when a notice was decided.
    pub fn watch(&self) -> watch::Receiver<Position> {
        self.decided.subscribe()
    }

    /// Why shoppers were not told, since the start, and how often.
    pub(crate) fn declined(&self) -> BTreeMap<&'static str, u64> {
        lock(&self.declined).clone()
    }

    fn count(&self, declined: &[Declined]) {
        let mut counts = lock(&self.declined);
        declined.iter().for_each(|why| *counts.entry(why.as_str()).or_default() += 1);
    }

    fn index(&self, app: &App) -> Arc<OfferIndex> {
        if self.stale.swap(false, Ordering::AcqRel) {
            let made = OfferIndex::of(&app.handle.read().machine, app.handle.now());
            *self.index.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(made);
        }
        self.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A shopper who allowed it is somewhere: it is kept for a while, and offers nearby are decided on.
    pub(crate) fn moved(&self, app: &App, customer: &CustomerId, at: LatLng, trigger: &Trigger) -> Instant {
        let now = app.handle.now();
        let until = self.presence.put(customer, at, now);
        let near = self.index(app).around(at, now);
        let targets: Vec<Target> =
            near.into_iter().map(|spot| (customer.clone(), spot.offer, spot.site)).collect();
        let requests = self.judged(app, &targets, trigger);
        if !requests.is_empty() {
            let reply = {
                let app = app.clone();
                Box::new(move |outcomes: Outcomes<Retail>| app.scout.heed(&outcomes))
            };
            // What is not taken now may be when the shopper moves on.
            let _ = app.handle.submit(requests, reply);
        }
        until
    }

    /// The decisions to ask for: of those who would be told as things stand, each of a shopper's at most as many as a day
    /// may have. The others are counted with the reason.
    fn judged(&self, app: &App, targets: &[Target], trigger: &Trigger) -> SmallVec<[Request<Command>; 1]> {
        let (caps, now) = (app.push.caps(), app.handle.now());
        let (mut good, mut declined): (Vec<&Target>, Vec<Declined>) = (Vec::new(), Vec::new());
        {
            let state = app.handle.read();
            let mut before: Option<(&CustomerId, usize)> = None;
            for target in targets {
                let (customer, offer, site) = target;
                let asked = before.filter(|(of, _)| *of == customer).map_or(0, |(_, asked)| asked);
                if asked >= caps.a_day {
                    declined.push(Declined::DailyCap);
                    continue;
                }
                let machine = &state.machine;
                match machine.mobile.may_push(customer, (offer, site), caps, machine, now) {
                    Ok(_) => {
                        before = Some((customer, asked + 1));
                        good.push(target);
                    }
                    Err(why) => declined.push(why),
                }
            }
        }
        self.count(&declined);
        let request = |(customer, offer, site): &Target| {
            let push = PushId::new(format!("push-{}", uuid::Uuid::now_v7().simple())).ok()?;
            let (customer, offer, site) = (customer.clone(), offer.clone(), site.clone());
            Some(Request {
                command: Command::DecidePush(Box::new(DecidePush { push, customer, offer, site, caps })),
                signal: trigger.signal.clone(),
                by: BY.into(),
                received_at: trigger.received_at,
                cause: trigger.cause,
                keys: SmallVec::new(),
            })
        };
        good.into_iter().filter_map(request).collect()
    }

    /// Counts what the writer saw otherwise.
    fn heed(&self, outcomes: &[OutcomeOf<Retail>]) {
        let why = |outcome: &OutcomeOf<Retail>| match outcome {
            Outcome::Refused(Refusal::Pillar(Rejection::WrongState { problem })) => {
                Declined::ALL.into_iter().find(|why| why.as_str() == problem)
            }
            _ => None,
        };
        self.count(&outcomes.iter().filter_map(why).collect::<Vec<_>>());
    }

    fn clue(&self, clue: Clue, trigger: Trigger) {
        lock(&self.clues).insert(clue, trigger);
        self.woken.notify_one();
    }

    /// Follows clues until it is told to stop.
    pub async fn run(&self, app: &App, mut stopped: watch::Receiver<bool>) {
        let mut looked_at = app.handle.now();
        loop {
            tokio::select! {
                _ = stopped.wait_for(|stop| *stop) => return,
                () = self.woken.notified() => (),
                () = tokio::time::sleep(LOOK_AGAIN) => (),
            }
            let now = app.handle.now();
            self.presence.expire(now);
            let begun: Vec<PushOfferId> = self.index(app).starting(looked_at, now).cloned().collect();
            looked_at = now;
            for offer in begun {
                if let Some(trigger) = begins(app, &offer).await {
                    lock(&self.clues).insert(Clue::Offer(offer), trigger);
                }
            }
            let clues = std::mem::take(&mut *lock(&self.clues));
            for (clue, trigger) in clues {
                for targets in self.targets(app, &clue).chunks(AT_ONCE) {
                    self.ask(app, self.judged(app, targets, &trigger)).await;
                }
            }
        }
    }

    /// Whom a clue is about.
    fn targets(&self, app: &App, clue: &Clue) -> Vec<Target> {
        let (index, now) = (self.index(app), app.handle.now());
        let around = |spot: &Spot| {
            let near = self.presence.around(spot.at, spot.radius_m, now).into_iter();
            near.map(|customer| (customer, spot.offer.clone(), spot.site.clone())).collect::<Vec<_>>()
        };
        let live = |spot: &&Spot| spot.starts_at <= now && now < spot.ends_at;
        let mut targets: Vec<Target> = match clue {
            Clue::Offer(offer) => index.of_offer(offer).filter(live).flat_map(around).collect(),
            Clue::Item(item, site) => {
                let there = index.of_item(item).filter(live).filter(|spot| spot.site == *site);
                there.flat_map(around).collect()
            }
            Clue::Looked(customer, item) => {
                let Some((at, _)) = self.presence.find(customer, now) else { return Vec::new() };
                let near = index.of_item(item).filter(live).filter(|s| s.at.distance_m(at) <= s.radius_m);
                near.map(|spot| (customer.clone(), spot.offer.clone(), spot.site.clone())).collect()
            }
        };
        // Several sites of one offer may be near one shopper.
        targets.sort();
        targets.dedup_by(|(customer, offer, _), (other, same, _)| customer == other && offer == same);
        targets
    }

    /// Asks, and waits until what was asked is decided.
    async fn ask(&self, app: &App, requests: SmallVec<[Request<Command>; 1]>) {
        if requests.is_empty() {
            return;
        }
        loop {
            let (sender, receiver) = oneshot::channel();
            let reply = Box::new(move |outcomes: Outcomes<Retail>| {
                // Nobody waits any more where the engine stops.
                let _ = sender.send(outcomes);
            });
            match app.handle.submit(requests.clone(), reply) {
                Ok(()) => {
                    if let Ok(outcomes) = receiver.await {
                        self.heed(&outcomes);
                    }
                    return;
                }
                Err(NotTaken::Stopping) => return,
                Err(NotTaken::Busy | NotTaken::StorageFull) => tokio::time::sleep(ASK_AGAIN).await,
            }
        }
    }
}

/// What begins with an offer follows from the entry that set it, and counts from when it begins.
async fn begins(app: &App, offer: &PushOfferId) -> Option<Trigger> {
    let (position, received_at) = {
        let state = app.handle.read();
        let known = state.machine.mobile.offers.get(offer)?;
        (known.position, known.offer.starts_at)
    };
    let cause = app.cause(position).await.ok()?;
    Some(Trigger { signal: "push_offer.begins".into(), received_at, cause: Some(cause) })
}

/// The side of the scout that the engine feeds.
pub struct ScoutKeeper(pub Arc<Scout>);

impl Observer<Retail> for ScoutKeeper {
    fn committed(&mut self, batch: &Committed<'_, Retail>) {
        for (position, entry) in batch.iter() {
            for event in &entry.events {
                self.see(event, entry, position);
            }
        }
    }
}

impl ScoutKeeper {
    fn see(&self, event: &Event, entry: &EntryOf<Retail>, position: Position) {
        let scout = &*self.0;
        let trigger = || Trigger::of(entry, position);
        match event {
            Event::Mobile(MobileEvent::OfferSet(offer)) => {
                scout.stale.store(true, Ordering::Release);
                scout.clue(Clue::Offer(offer.offer.clone()), trigger());
            }
            Event::Mobile(MobileEvent::OfferRemoved { .. })
            | Event::Catalogue(CatalogueEvent::SiteSet(_)) => scout.stale.store(true, Ordering::Release),
            Event::Mobile(MobileEvent::InterestShown { customer, item }) if self.is_offered(item) => {
                scout.clue(Clue::Looked(customer.clone(), item.clone()), trigger());
            }
            Event::Mobile(MobileEvent::PushDecided { .. }) => {
                scout.decided.send_replace(position);
            }
            Event::Action(Action::BackInStock { item, site, .. }) if self.is_offered(item) => {
                scout.clue(Clue::Item(item.clone(), site.clone()), trigger());
            }
            Event::Media(MediaEvent::ConsentChanged(Consent {
                customer,
                purpose: Purpose::Location,
                channel: ContactChannel::Push,
                given: false,
                ..
            })) => scout.presence.leave(customer),
            Event::Customer(CustomerEvent::Erased { customers }) => {
                customers.iter().for_each(|customer| scout.presence.leave(customer));
            }
            event => {
                for posting in event.postings() {
                    if let Account::Site { site, .. } = &posting.to
                        && self.is_offered(&posting.item)
                    {
                        scout.clue(Clue::Item(posting.item.clone(), site.clone()), trigger());
                    }
                }
            }
        }
    }

    /// Whether there is an offer of an item, or may be.
    fn is_offered(&self, item: &ItemId) -> bool {
        let index = self.0.index.read().unwrap_or_else(PoisonError::into_inner);
        self.0.stale.load(Ordering::Acquire) || index.has_item(item)
    }
}
