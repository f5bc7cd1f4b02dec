//! The auditor: its own retailer in plain maps, with rules written straight down, to predict every answer.

mod catalogue;
mod desk;
mod holds;
mod ledger;
mod posting;
mod promise;
mod stock;
mod supply;

pub use holds::{Held, State};
pub use ledger::Ledger;

use crate::essence;
use realtail_engine::{EntryOf, KeyKind, Request};
use realtail_kernel::{Instant, ItemId, Platform, Position, PurchaseOrderId, RuleName, ShipmentId, SiteId};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{Event, Item, StockRule, SupplyOrder, ZoneKind};
use std::collections::{BTreeMap, BTreeSet};

/// What should come of a request: the events in essence, or why not.
pub type Verdict = Result<Vec<String>, String>;

/// A site as far as stock is concerned.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its code.
    pub site: SiteId,
    /// Its zones.
    pub zones: Vec<(ZoneKind, realtail_kernel::ZoneId)>,
}

/// A shipment under way or done with.
#[derive(Clone, Debug)]
pub struct Voyage {
    /// Where it goes.
    pub to: usize,
    /// When it is expected.
    pub expected_at: Option<Instant>,
    /// Whether it was received to the end.
    pub closed: bool,
}

/// The whole retailer. Items, sites and regions are numbered in the order in which they first came.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The newest time of any entry.
    pub at: Instant,
    /// Where the next entry will stand.
    pub next: u64,
    pub(crate) sites: Vec<Place>,
    pub(crate) items: Vec<Item>,
    pub(crate) regions: Vec<(realtail_kernel::RegionId, Vec<usize>)>,
    pub(crate) rules: BTreeMap<RuleName, StockRule>,
    pub(crate) ledger: Ledger,
    pub(crate) holds: Vec<Held>,
    pub(crate) voyages: BTreeMap<ShipmentId, Voyage>,
    pub(crate) orders: BTreeMap<PurchaseOrderId, SupplyOrder>,
    pub(crate) desk: desk::Desk,
    keys: BTreeMap<u128, (Position, u64)>,
}

/// The outcome that the model expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Carried out, with these events.
    Done(Vec<String>),
    /// Nothing to do.
    Unchanged,
    /// Asked for before.
    Repeated(Position, KeyKind),
    /// The key was used for something else.
    Conflict(KeyKind),
    /// Refused.
    Refused(String),
}

impl Model {
    /// Before the first entry.
    pub fn new() -> Model {
        Model { next: 1, ..Model::default() }
    }

    /// The holds that are due first of those due by `now`, which the engine must resolve before anything else, those of
    /// one instant together. Resolves them.
    pub fn expire(&mut self, now: Instant) -> Vec<String> {
        let open = self.holds.iter().filter(|hold| hold.state == State::Held && hold.expires_at <= now);
        let Some(first) = open.map(|hold| hold.expires_at).min() else { return Vec::new() };
        let due = |hold: &&mut Held| hold.state == State::Held && hold.expires_at == first;
        let expired = self.holds.iter_mut().filter(due).map(|hold| {
            hold.state = State::Expired;
            format!("expired {}", hold.hold)
        });
        let mut expired: Vec<String> = expired.collect();
        expired.sort();
        expired
    }

    /// What should come of a request at `now`; carries it out. `position` is where its entry will stand, if it has one.
    pub fn take(&mut self, request: &Request<Command>, now: Instant, position: Position) -> Expected {
        for key in &request.keys {
            if let Some((first, content)) = self.keys.get(&key.name) {
                let same = *content == key.content || key.kind == KeyKind::Signal;
                return if same {
                    Expected::Repeated(*first, key.kind)
                } else {
                    Expected::Conflict(key.kind)
                };
            }
        }
        let verdict = self.decide(&request.command, now, position);
        let (kept, expected) = match verdict {
            Ok(events) if events.is_empty() => return Expected::Unchanged,
            Ok(mut events) => {
                events.sort();
                (KeyKind::Thing, Expected::Done(events))
            }
            Err(why) => (KeyKind::Request, Expected::Refused(why)),
        };
        for key in &request.keys {
            if kept == KeyKind::Thing || key.kind == KeyKind::Request {
                self.keys.insert(key.name, (position, key.content));
            }
        }
        expected
    }

    fn decide(&mut self, command: &Command, now: Instant, position: Position) -> Verdict {
        match command {
            Command::Omnichannel(command) => self.decide_stock(command, now),
            Command::Observe(observed) => Ok(vec![essence::event(&Event::Observed(observed.clone()))]),
            Command::Act(action) => Ok(vec![essence::event(&Event::Action(action.clone()))]),
            other => self.desk.decide(other, position),
        }
    }

    fn decide_stock(&mut self, command: &realtail_omnichannel::Command, now: Instant) -> Verdict {
        use realtail_omnichannel::Command;
        match command {
            Command::SetSites(sites) => self.set_sites(sites),
            Command::SetItems(items) => self.set_items(items),
            Command::SetRegion(region, sites) => self.set_region(region, sites),
            Command::SetRule(rule) => self.set_rule(rule),
            Command::RemoveRule(name) => self.remove_rule(name),
            Command::Move(moves) => self.moves(moves, now),
            Command::Count(count) => self.count(count, now),
            Command::Sell(sale) => self.sell(sale, now),
            Command::Dispatch(dispatch) => self.dispatch(dispatch, now),
            Command::Receive(receipt) => self.receive(receipt),
            Command::Expect(order) => self.expect(order),
            Command::SetApart(_) => Err("the workload moves nothing between sites by advice".to_owned()),
            Command::Place(place) => self.place(place, now),
            Command::PlaceWithin(_) => Err("the workload limits nobody's holds".to_owned()),
            Command::Post(post) => self.post(post, now),
            Command::Void(hold) => self.void(hold),
            Command::Extend(extend) => self.extend(extend, now),
            Command::Fulfil(hold) => self.fulfil(hold, now),
            Command::Release(hold) => self.release(hold),
            Command::SetRouting(_) => Err("the workload changes no routing".to_owned()),
            Command::Checkout(_)
            | Command::Customer(_)
            | Command::Wallet(_)
            | Command::Price(_)
            | Command::PlaceOrder(_)
            | Command::Order(_)
            | Command::AnswerPayment(_)
            | Command::Return(_)
            | Command::Quarantine(_)
            | Command::Task(_)
            | Command::Case(_) => Err("the workload has none".to_owned()),
        }
    }

    /// Notes what entries the engine has written, once they were found to be as predicted.
    pub fn passed<P: Platform>(&mut self, entries: &[std::sync::Arc<EntryOf<P>>]) {
        self.next += entries.len() as u64;
        for entry in entries {
            self.at = self.at.max(entry.at);
        }
    }

    pub(crate) fn item(&self, name: &ItemId) -> Result<usize, String> {
        let gtin = name.as_str().parse::<realtail_kernel::Gtin>().ok();
        let own = self.items.iter().position(|item| item.item == *name);
        own.or_else(|| self.items.iter().position(|item| gtin.is_some() && item.gtin == gtin))
            .ok_or_else(|| format!("unknown item {name}"))
    }

    pub(crate) fn site(&self, name: &SiteId) -> Result<usize, String> {
        self.sites.iter().position(|p| p.site == *name).ok_or_else(|| format!("unknown site {name}"))
    }

    /// Compares what the engine may promise, and all it keeps, with what the auditor would.
    ///
    /// # Errors
    /// The first difference.
    pub fn compare(&self, retail: &Retail, now: Instant) -> Result<(), String> {
        for item in 0..self.items.len() {
            for site in 0..self.sites.len() {
                self.compare_pair(retail, item, site, now)?;
            }
            for region in 0..self.regions.len() {
                self.compare_region(retail, item, region, now)?;
            }
        }
        self.compare_holds(retail)?;
        let rules: BTreeSet<&RuleName> = retail.omnichannel.catalogue.rules().map(|r| &r.name).collect();
        if rules != self.rules.keys().collect() {
            return Err(format!("the rules are {rules:?}, predicted {:?}", self.rules.keys()));
        }
        self.desk.compare(retail)
    }
}
