//! The pillar as one machine: which command goes to which verb, which event to which state.

use crate::answers;
use crate::case::{self, CaseCommand, Cases};
use crate::catalogue::Catalogue;
use crate::checkout::{self, CheckoutCommand, Checkouts};
use crate::customer::{self, CustomerCommand, Customers};
use crate::hold::{self, Extend, Holds, PlaceHold, PlaceWithin, PostHold};
use crate::order::{self, Orders};
use crate::payment::{self, Payments};
use crate::price::{self, PriceCommand, Prices};
use crate::refusal::{Refusal, Thing};
use crate::returns::{self, ReturnCommand, Returns};
use crate::route::{self, Routing, SetRouting};
use crate::stock::{self, Stock, quarantine::Quarantine};
use crate::supply::{self, SetApart, Supply};
use crate::task::{self, FloorTasks, TaskCommand};
use crate::wallet::{self, WalletCommand, Wallets};
use realtail_kernel::{HoldId, Instant, Machine, Mark, RegionId, RuleName, SiteId, Stamp};
use realtail_vocabulary::{
    CatalogueEvent, Dispatch, Event, Item, Movement, Receipt, Sale, Site, StockCount, StockEvent, StockRule,
    SupplyOrder,
};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What may be asked of the pillar.
#[derive(Clone, Debug)]
pub enum Command {
    /// Add or change sites.
    SetSites(Vec<Site>),
    /// Add or change items.
    SetItems(Vec<Item>),
    /// Add or change a region.
    SetRegion(RegionId, Vec<SiteId>),
    /// Add or change a stock rule.
    SetRule(StockRule),
    /// Take a stock rule away.
    RemoveRule(RuleName),
    /// Move stock, all or nothing.
    Move(Vec<Movement>),
    /// Set goods of a zone apart.
    Quarantine(Quarantine),
    /// Count stock.
    Count(StockCount),
    /// Take in a sale that happened.
    Sell(Sale),
    /// Take in a shipment that left.
    Dispatch(Dispatch),
    /// Take in a shipment that arrived.
    Receive(Receipt),
    /// Say what supply is expected.
    Expect(SupplyOrder),
    /// Set goods apart that are to go to another site; only policies ask for this.
    SetApart(SetApart),
    /// Place a hold.
    Place(PlaceHold),
    /// Place a hold, where its owner has not too many open.
    PlaceWithin(PlaceWithin),
    /// Post a hold.
    Post(PostHold),
    /// Give a hold back.
    Void(HoldId),
    /// Let a hold stand for longer.
    Extend(Extend),
    /// The goods of an allocation left.
    Fulfil(HoldId),
    /// The goods of an allocation are free again.
    Release(HoldId),
    /// Change what the router goes by.
    SetRouting(SetRouting),
    /// Something about customers.
    Customer(CustomerCommand),
    /// Something about points and gift cards.
    Wallet(WalletCommand),
    /// Something about prices, promotions or taxes.
    Price(PriceCommand),
    /// Place an order.
    PlaceOrder(Box<order::PlaceOrder>),
    /// Go a step with an order.
    Order(order::OrderCommand),
    /// Take in what a payment provider answered.
    AnswerPayment(payment::AnswerPayment),
    /// Something of checkouts, carts and what they are offered.
    Checkout(CheckoutCommand),
    /// Something about returns.
    Return(ReturnCommand),
    /// Something to do on the shop floor.
    Task(TaskCommand),
    /// A question that a person has to answer.
    Case(CaseCommand),
}

/// Stock, what is on its way, and holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Omnichannel {
    /// Sites, items, regions, rules.
    pub catalogue: Arc<Catalogue>,
    /// Balances.
    pub stock: Stock,
    /// Shipments and purchase orders.
    pub supply: Supply,
    /// Promises.
    pub holds: Holds,
    /// What the router goes by.
    pub routing: Routing,
    /// Customers.
    pub customers: Customers,
    /// Points and gift cards.
    pub wallets: Wallets,
    /// Price lists, promotions and taxes.
    pub prices: Prices,
    /// Orders.
    pub orders: Orders,
    /// Payments.
    pub payments: Payments,
    /// Checkouts and carts of shopping agents.
    pub checkouts: Checkouts,
    /// Returns, and where receipts stand.
    pub returns: Returns,
    /// What associates do beside orders.
    pub tasks: FloorTasks,
    /// Questions that a person has to answer.
    pub cases: Cases,
}

impl Machine for Omnichannel {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::SetSites(sites) => self.set_sites(sites),
            Command::SetItems(items) => {
                self.catalogue.check_items(items)?;
                Ok(items.iter().map(|item| Event::Catalogue(CatalogueEvent::ItemSet(item.clone()))).collect())
            }
            Command::SetRegion(region, sites) => self.set_region(region, sites),
            Command::SetRule(rule) => {
                let rule = self.catalogue.check_rule(rule)?;
                Ok(vec![Event::Catalogue(CatalogueEvent::RuleSet(rule))])
            }
            Command::RemoveRule(name) if self.catalogue.rules().any(|rule| rule.name == *name) => {
                Ok(vec![Event::Catalogue(CatalogueEvent::RuleRemoved { name: name.clone() })])
            }
            Command::RemoveRule(name) => Err(Refusal::Unknown { what: Thing::Rule, id: name.to_string() }),
            Command::Move(moves) => stock::move_stock::decide(self, moves, now),
            Command::Quarantine(quarantine) => stock::quarantine::decide(self, quarantine, now),
            Command::Count(count) => stock::count::decide(self, count, now),
            Command::Sell(sale) => stock::sell::decide(self, sale, now),
            Command::Dispatch(dispatch) => supply::dispatch::decide(self, dispatch, now),
            Command::Receive(receipt) => supply::receive::decide(self, receipt, now),
            Command::Expect(order) => supply::order::decide(self, order),
            Command::SetApart(apart) => supply::set_apart::decide(self, apart, now),
            Command::Place(place) => hold::place::decide(self, place, now),
            Command::PlaceWithin(place) => hold::within::decide(self, place, now),
            Command::Post(post) => {
                self.not_an_orders(&post.hold)?;
                hold::post::decide(self, post, now)
            }
            Command::Void(hold) => {
                self.not_an_orders(hold)?;
                hold::void::decide(self, hold, now)
            }
            Command::Extend(extend) => {
                self.not_an_orders(&extend.hold)?;
                hold::extend::decide(self, extend, now)
            }
            Command::Fulfil(hold) => {
                self.not_an_orders(hold)?;
                hold::fulfil::fulfil(self, hold, now)
            }
            Command::Release(hold) => {
                self.not_an_orders(hold)?;
                hold::fulfil::release(self, hold)
            }
            Command::SetRouting(change) => route::set::decide(self, change),
            Command::Customer(command) => customer::decide(self, command),
            Command::Wallet(command) => wallet::decide(self, command, now),
            Command::Price(command) => price::decide(self, command, now),
            Command::Checkout(command) => checkout::decide(self, command, now),
            Command::PlaceOrder(place) => order::place::decide(self, place, now),
            Command::Order(command) => order::decide(self, command, now),
            Command::AnswerPayment(answer) => payment::answer::decide(self, answer, now),
            Command::Return(command) => returns::decide(self, command, now),
            Command::Task(command) => task::decide(self, command, now),
            Command::Case(command) => case::decide(self, command),
        }
    }

    fn answers(&self, command: &Command) -> Option<Mark> {
        answers::answers(self, command)
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        returns::observe(self, event, stamp);
        let Omnichannel {
            catalogue,
            stock,
            supply,
            holds,
            routing,
            customers,
            wallets,
            prices,
            payments,
            checkouts,
            tasks,
            cases,
            ..
        } = self;
        prices.follow(event, stamp, catalogue);
        match event {
            Event::Catalogue(event) => Arc::make_mut(catalogue).apply(event),
            Event::Stock(event) => {
                event.postings().iter().for_each(|p| stock.post(p, catalogue, stamp.position));
                supply.follow(event.postings(), catalogue, stock);
                tasks.follow(event.postings(), catalogue);
                self.doubt(event);
            }
            Event::Supply(event) => supply.apply(event, stamp, catalogue, stock),
            Event::Hold(event) => holds.apply(event, stamp, catalogue, stock),
            Event::Order(event) => {
                checkouts.follow(event, stamp.position);
                order::follow(self, event, stamp);
            }
            Event::Payment(event) => payments.apply(event, stamp),
            Event::Routing(event) => routing.apply(event, catalogue),
            Event::Customer(event) => {
                cases.follow(event, stamp);
                customers.apply(event, stamp);
            }
            Event::Case(event) => cases.apply(event, stamp),
            Event::Wallet(event) => wallets.apply(event, stamp),
            Event::Price(event) => prices.apply(event, stamp, catalogue),
            Event::Checkout(event) => checkouts.apply(event, stamp.position),
            Event::Return(event) => returns::follow(self, event, stamp),
            Event::Action(action) => self.remember_told(action),
            Event::Task(event) => tasks.apply(event, stamp, catalogue),
            // Those of other pillars are not handed over.
            Event::Observed(_)
            | Event::Access(_)
            | Event::Delivery(_)
            | Event::Device(_)
            | Event::Intelligence(_)
            | Event::Media(_)
            | Event::Mobile(_)
            | Event::Switch(_) => (),
        }
        customer::follow(self, event, stamp);
    }

    fn next_due(&self) -> Option<Instant> {
        [self.holds.next_due(), self.orders.next_due(), self.wallets.next_due()].into_iter().flatten().min()
    }

    fn tick(&self, now: Instant) -> Vec<Event> {
        let mut events = hold::void::expire(self, now);
        events.extend(order::clocks::tick(self, now));
        events.extend(self.wallets.tick(now).into_iter().map(Event::Wallet));
        events
    }
}

impl Omnichannel {
    /// What keeps the units of an order goes its way with the order.
    fn not_an_orders(&self, hold: &HoldId) -> Result<(), Refusal> {
        match self.orders.keeping(hold) {
            None => Ok(()),
            Some(order) => {
                let problem =
                    format!("hold {hold} keeps the units of order {order}; cancel or serve that instead");
                Err(Refusal::WrongState { problem })
            }
        }
    }

    fn set_sites(&self, sites: &[Site]) -> Result<Vec<Event>, Refusal> {
        for site in sites {
            self.catalogue.check_site(site)?;
            self.check_zones_left(site)?;
        }
        Ok(sites.iter().map(|site| Event::Catalogue(CatalogueEvent::SiteSet(site.clone()))).collect())
    }

    /// A zone that still holds goods cannot be taken away.
    fn check_zones_left(&self, site: &Site) -> Result<(), Refusal> {
        let Ok(no) = self.catalogue.site_no(&site.site) else { return Ok(()) };
        let kept = |zone: &realtail_kernel::ZoneId| site.zones.iter().any(|z| z.zone == *zone);
        if self.catalogue.site(no).zones.iter().all(|z| kept(&z.zone)) {
            return Ok(());
        }
        let here = self.stock.all_places().filter(|(key, _)| key.1 == no);
        match here.filter_map(|(key, _)| key.2.as_ref()).find(|zone| !kept(zone)) {
            None => Ok(()),
            Some(zone) => Err(Refusal::WrongState {
                problem: format!("zone {zone} of {} still holds goods; move them first", site.site),
            }),
        }
    }

    fn set_region(&self, region: &RegionId, sites: &[SiteId]) -> Result<Vec<Event>, Refusal> {
        if sites.is_empty() {
            return Err(Refusal::invalid("sites", "a region has at least one site"));
        }
        for (i, site) in sites.iter().enumerate() {
            self.catalogue.site_no(site)?;
            if sites[..i].contains(site) {
                return Err(Refusal::invalid("sites", format!("{site} stands twice")));
            }
        }
        if let Ok(no) = self.catalogue.region_no(region)
            && self.holds.region_is_held(no)
            && !sites.iter().eq(self
                .catalogue
                .region_sites(no)
                .iter()
                .map(|no| &self.catalogue.site(*no).site))
        {
            let problem =
                format!("holds stand on region {region}; its sites can change when they are resolved");
            return Err(Refusal::WrongState { problem });
        }
        Ok(vec![Event::Catalogue(CatalogueEvent::RegionSet {
            region: region.clone(),
            sites: sites.to_vec(),
        })])
    }

    /// The book is doubted each time it is found wrong, until a count agrees with it.
    fn doubt(&mut self, event: &StockEvent) {
        match event {
            StockEvent::Counted { site, lines, .. } => {
                for line in lines {
                    self.doubt_pair(&line.item, site, line.counted != line.book);
                }
            }
            StockEvent::Sold { site, oversold, .. } => {
                for line in oversold {
                    self.doubt_pair(&line.item, site, true);
                }
            }
            StockEvent::Moved { .. } => (),
        }
    }

    pub(crate) fn doubt_pair(&mut self, item: &realtail_kernel::ItemId, site: &SiteId, wrong: bool) {
        let (Ok(item), Ok(site)) = (self.catalogue.item_no(item), self.catalogue.site_no(site)) else {
            return;
        };
        let cell = self.stock.cell_mut(item, site);
        cell.doubts = if wrong { cell.doubts.saturating_add(1) } else { 0 };
    }

    /// A copy that costs next to nothing, to be written as a snapshot while the pillar goes on.
    pub fn freeze(&self) -> Frozen {
        Frozen {
            catalogue: self.catalogue.clone(),
            stock: self.stock.freeze(),
            supply: self.supply.clone(),
            holds: self.holds.freeze(),
            routing: self.routing.clone(),
            customers: self.customers.freeze(),
            wallets: self.wallets.freeze(),
            prices: self.prices.freeze(),
            orders: self.orders.freeze(),
            payments: self.payments.freeze(),
            checkouts: self.checkouts.clone(),
            returns: self.returns.freeze(),
            tasks: self.tasks.freeze(),
            cases: self.cases.clone(),
        }
    }

    /// A copy for looking at as a whole, which costs next to nothing and finds no pair by name.
    pub fn still(&self) -> Omnichannel {
        self.freeze().into()
    }

    /// The pillar as it was when it was frozen.
    pub fn thaw(frozen: Frozen) -> Omnichannel {
        let mut thawed = Omnichannel::from(frozen);
        Arc::make_mut(&mut thawed.catalogue).index();
        thawed.stock.index();
        thawed.holds.index();
        thawed.customers.index();
        thawed.wallets.index();
        thawed.orders.index();
        thawed.payments.index();
        thawed.prices.index(&thawed.catalogue);
        thawed.returns.index();
        thawed.tasks.index(&thawed.catalogue);
        thawed
    }
}

impl From<Frozen> for Omnichannel {
    fn from(frozen: Frozen) -> Omnichannel {
        let Frozen {
            catalogue,
            stock,
            supply,
            holds,
            routing,
            customers,
            wallets,
            prices,
            orders,
            payments,
            checkouts,
            returns,
            tasks,
            cases,
        } = frozen;
        Omnichannel {
            catalogue,
            stock,
            supply,
            holds,
            routing,
            customers,
            wallets,
            prices,
            orders,
            payments,
            checkouts,
            returns,
            tasks,
            cases,
        }
    }
}

/// The pillar at rest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    catalogue: Arc<Catalogue>,
    stock: Stock,
    supply: Supply,
    holds: Holds,
    routing: Routing,
    customers: Customers,
    wallets: Wallets,
    prices: Prices,
    orders: Orders,
    payments: Payments,
    checkouts: Checkouts,
    returns: Returns,
    #[serde(default)]
    tasks: FloorTasks,
    #[serde(default)]
    cases: Cases,
}
