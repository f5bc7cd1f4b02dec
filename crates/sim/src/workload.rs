//! What clients ask for: few items and few sites, so that they get in each other's way.

mod orders;
mod pillars;
mod returns;
mod trade;

use crate::chance::Chance;
use compact_str::CompactString;
pub use pillars::Around;
use realtail_engine::{Key, KeyKind, Request};
use realtail_kernel::{
    Channel, Gtin, HoldId, Instant, ItemId, Label, LotId, OrderId, OwnerId, Position, PurchaseOrderId,
    Quantity, RegionId, RuleName, ShipmentId, SiteId, Word, ZoneId,
};
use realtail_mobile::Caps;
use realtail_omnichannel::Command as Stock;
use realtail_platform::Command;
use realtail_vocabulary::{
    ApiKey, DeadLetter, Digest, Event, Item, Observed, PageViewed, Role, Signal, Site, SiteKind, StockRule,
    Unit, Webhook, Zone, ZoneKind,
};

/// The kinds of requests, each with a weight of its own in each run.
const KINDS: usize = 20;
/// GTINs with their check digit, one for each item.
const GTINS: [&str; 6] =
    ["96385074", "614141000036", "4006381333931", "10614141000415", "4012345000009", "5901234123457"];

/// Makes requests. What it was is all that it knows: it never looks at the engine.
#[derive(Clone, Debug)]
pub struct Workload {
    weights: [u64; KINDS],
    items: usize,
    sites: usize,
    /// Percent of requests with an idempotency key.
    keyed: u64,
    /// Percent of lines that name the item by its GTIN.
    by_gtin: u64,
    /// Percent of receipts with a lot.
    with_lot: u64,
    /// Percent of places that name a zone.
    with_zone: u64,
    units_max: i64,
    made: u64,
    holds: Vec<HoldId>,
    shipments: Vec<(ShipmentId, usize)>,
    past: Vec<Request<Command>>,
    orders: Vec<OrderId>,
    /// How many returns there were.
    returns: u64,
    /// Whether orders are placed; of runs where they are, only invariants are checked.
    sells: bool,
    /// What goes on around orders, in such runs.
    around: Option<Around>,
}

/// A name that is known to be one.
macro_rules! name {
    ($kind:ty, $($text:tt)+) => {
        <$kind>::new(format!($($text)+)).expect("a short printable name")
    };
}
pub(crate) use name;

impl Workload {
    /// Draws what this run will be like.
    pub fn new(chance: &mut Chance, sells: bool) -> Workload {
        let mut weights = [0; KINDS];
        for weight in &mut weights {
            *weight = [0, 1, 1, 3, 8][chance.below(5)];
        }
        weights[10] += 2; // A run without holds tells little.
        Workload {
            weights,
            items: 1 + chance.below(GTINS.len()),
            sites: 1 + chance.below(4),
            keyed: chance.number() % 90,
            by_gtin: [0, 0, 20][chance.below(3)],
            with_lot: [0, 30, 70][chance.below(3)],
            with_zone: [0, 20, 50][chance.below(3)],
            units_max: chance.between(2, 9),
            made: 0,
            holds: Vec::new(),
            shipments: Vec::new(),
            past: Vec::new(),
            orders: Vec::new(),
            returns: 0,
            sells,
            around: sells.then(|| Around::new(chance)),
        }
    }

    /// How many sites there are.
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// How many notices a shopper gets, in runs in which there are any.
    pub fn caps(&self) -> Option<Caps> {
        self.around.as_ref().map(|around| around.caps)
    }

    /// Hears what came of what was asked for.
    pub fn hear(&mut self, event: &Event) {
        if let Some(around) = &mut self.around {
            around.hear(event);
        }
    }

    /// The next request of some client.
    pub fn next(&mut self, chance: &mut Chance, now: Instant) -> Request<Command> {
        self.made += 1;
        let command = match self.made {
            1 => Stock::SetSites((0..self.sites).map(|no| self.a_site(no, chance)).collect()).into(),
            2 => Stock::SetItems((0..self.items).map(|no| self.an_item(no, chance)).collect()).into(),
            _ if self.sells => self.trade(chance, now),
            3..=5 => self.stock_up(chance, now),
            _ => self.any(chance, now),
        };
        let request = self.ask(command, chance, now);
        if chance.percent(30) {
            self.past.push(request.clone());
        }
        request
    }

    fn any(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let total: u64 = self.weights.iter().sum();
        let mut drawn = chance.number() % total.max(1);
        let kind = self.weights.iter().position(|weight| {
            let here = drawn < *weight;
            drawn = drawn.saturating_sub(*weight);
            here
        });
        match kind.unwrap_or(10) {
            0 => self.catalogue(chance),
            1 => self.region(chance),
            2 | 3 => self.rule(chance),
            4 => self.stock_up(chance, now),
            5 => self.moves(chance, now),
            6 => self.count(chance, now),
            7 => self.sale(chance, now),
            8 => self.dispatch(chance, now),
            9 => self.receive(chance, now),
            10..=12 => self.place(chance),
            13 | 14 => self.post(chance),
            15 => Stock::Void(self.a_hold(chance)).into(),
            16 => self.extend(chance),
            17 => match chance.percent(60) {
                true => Stock::Fulfil(self.a_hold(chance)).into(),
                false => Stock::Release(self.a_hold(chance)).into(),
            },
            18 => self.expect(chance, now),
            _ => self.desk(chance, now),
        }
    }

    /// Puts a command under keys: none, a new one, one used before with the same or another content.
    fn ask(&mut self, command: Command, chance: &mut Chance, now: Instant) -> Request<Command> {
        let late = if chance.percent(10) { chance.between(0, 5_000) } else { 0 };
        let key = |kind, chance: &mut Chance| {
            let name = u128::from(chance.number()) << 64 | u128::from(chance.number());
            Key { kind, name, content: chance.number() }
        };
        let mut request = Request {
            command,
            signal: CompactString::const_new("sim.request"),
            by: CompactString::const_new("sim"),
            received_at: now.plus_ms(-late),
            cause: None,
            keys: smallvec::smallvec![],
        };
        if chance.percent(self.keyed) {
            request.keys.push(key(KeyKind::Request, chance));
        }
        if chance.percent(20) {
            let kind = if chance.percent(50) { KeyKind::Thing } else { KeyKind::Signal };
            request.keys.push(key(kind, chance));
        }
        if chance.percent(8)
            && let Some(past) = chance.pick(&self.past.clone())
        {
            if chance.percent(50) {
                return past.clone(); // The same again.
            }
            request.keys = past.keys.clone(); // Another content under the same key.
            request.keys.iter_mut().for_each(|key| key.content ^= 1);
        }
        request
    }

    fn a_site(&self, no: usize, chance: &mut Chance) -> Site {
        let zone = |zone: &str, kind| Zone { zone: name!(ZoneId, "{zone}"), kind };
        let mut zones = vec![
            zone("dock", ZoneKind::Dock),
            zone("floor", ZoneKind::SalesFloor),
            zone("back", ZoneKind::Backroom),
        ];
        if self.sells {
            zones.push(zone("fridge", ZoneKind::Cold));
        }
        Site {
            site: name!(SiteId, "s{no}"),
            name: name!(Label, "Site {no}"),
            kind: if chance.percent(70) { SiteKind::Store } else { SiteKind::Warehouse },
            timezone: "Europe/Berlin".parse().expect("a time zone"),
            gln: None,
            position: None,
            zones,
            serves: None,
            address: None,
            daily_order_capacity: None,
        }
    }

    fn an_item(&self, no: usize, chance: &mut Chance) -> Item {
        let category = chance.below(2);
        Item {
            item: name!(ItemId, "i{no}"),
            name: name!(Label, "Item {no}"),
            gtin: GTINS[no].parse::<Gtin>().ok(),
            brand: (self.sells && no < 4).then(|| name!(Label, "b{}", no % 2)),
            categories: vec![name!(Label, "c{category}")],
            unit: Unit::Each,
            stocked: no != 5,
            attributes: Default::default(),
        }
    }

    fn catalogue(&mut self, chance: &mut Chance) -> Command {
        if chance.percent(30) {
            let no = chance.below(self.sites);
            return Stock::SetSites(vec![self.a_site(no, chance)]).into();
        }
        let no = chance.below(self.items);
        let mut item = self.an_item(no, chance);
        if chance.percent(10) {
            item.gtin = GTINS[chance.below(GTINS.len())].parse().ok();
        }
        Stock::SetItems(vec![item]).into()
    }

    fn region(&mut self, chance: &mut Chance) -> Command {
        let sites: Vec<SiteId> =
            (0..self.sites).filter(|_| chance.percent(60)).map(|no| name!(SiteId, "s{no}")).collect();
        Stock::SetRegion(self.region_name(chance), sites).into()
    }

    fn region_name(&self, chance: &mut Chance) -> RegionId {
        name!(RegionId, "r{}", chance.below(3))
    }

    fn rule(&mut self, chance: &mut Chance) -> Command {
        let rule = name!(RuleName, "rule{}", chance.below(5));
        if chance.percent(25) {
            return Stock::RemoveRule(rule).into();
        }
        let units = |chance: &mut Chance| chance.percent(50).then(|| chance.below(3) as u32);
        Stock::SetRule(StockRule {
            name: rule,
            item: chance.percent(30).then(|| self.item(chance)),
            category: chance.percent(30).then(|| name!(Label, "c{}", chance.below(2))),
            site: chance.percent(30).then(|| self.site(chance)),
            channel: chance.percent(30).then(|| self.channel(chance)),
            safety_stock: units(chance),
            channel_buffer: units(chance),
            may_sell: chance.percent(15).then(|| chance.percent(50)),
        })
        .into()
    }

    /// An item by its number or its GTIN; now and then one that is not there.
    pub(crate) fn item(&self, chance: &mut Chance) -> ItemId {
        if chance.permille(5) {
            return name!(ItemId, "nothing");
        }
        let no = chance.below(self.items);
        if chance.percent(self.by_gtin) { name!(ItemId, "{}", GTINS[no]) } else { name!(ItemId, "i{no}") }
    }

    pub(crate) fn site(&self, chance: &mut Chance) -> SiteId {
        let no = if chance.permille(5) { 99 } else { chance.below(self.sites) };
        name!(SiteId, "s{no}")
    }

    pub(crate) fn units(&self, chance: &mut Chance) -> Quantity {
        Quantity::try_from(chance.between(1, self.units_max)).unwrap_or(Quantity::ONE)
    }

    pub(crate) fn channel(&self, chance: &mut Chance) -> Channel {
        name!(Channel, "{}", ["web", "store", "app"][chance.below(3)])
    }

    pub(crate) fn lot(&self, chance: &mut Chance) -> LotId {
        name!(LotId, "lot{}", chance.below(3))
    }

    pub(crate) fn zone(&self, chance: &mut Chance) -> Option<ZoneId> {
        let zone = ["dock", "floor", "back", "fridge"][chance.below(if self.sells { 4 } else { 3 })];
        chance.percent(self.with_zone).then(|| name!(ZoneId, "{zone}"))
    }

    pub(crate) fn a_hold(&self, chance: &mut Chance) -> HoldId {
        let recent = self.holds.len().saturating_sub(12);
        let known = chance.pick(&self.holds[recent..]).cloned();
        known.filter(|_| !chance.percent(2)).unwrap_or_else(|| name!(HoldId, "no-hold"))
    }

    fn desk(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let hook = |chance: &mut Chance| name!(realtail_kernel::WebhookName, "w{}", chance.below(3));
        let position = Position(1 + chance.below(40) as u64);
        match chance.below(9) {
            0 => {
                let no = chance.below(4);
                Command::CreateKey(ApiKey {
                    key: name!(realtail_kernel::KeyId, "k{no}"),
                    name: name!(Label, "Key {}", chance.below(2)),
                    role: Role::Operator,
                    site: None,
                    channel: None,
                    brand: None,
                    digest: Digest([no as u8; 32]),
                    created_at: Instant::EPOCH,
                })
            }
            1 => Command::RevokeKey(name!(realtail_kernel::KeyId, "k{}", chance.below(4))),
            2 => {
                let url = "https://example.org/hook".to_owned();
                Command::SetWebhook(Webhook { webhook: hook(chance), url, actions: Vec::new() })
            }
            3 => Command::RemoveWebhook(hook(chance)),
            4 => Command::Advance(hook(chance), position),
            5 => Command::GiveUp(DeadLetter {
                webhook: hook(chance),
                position,
                attempts: 3,
                error: "no answer".to_owned(),
                given_up_at: now,
            }),
            6 => Command::Resend(hook(chance), position),
            7 => Command::Redelivered(hook(chance), position),
            _ => Command::Observe(Box::new(Observed {
                source: name!(Word, "shop"),
                id: name!(Word, "e{}", chance.below(1000)),
                time: None,
                signal: Signal::PageViewed(PageViewed {
                    visitor: name!(OwnerId, "v{}", chance.below(5)),
                    channel: self.channel(chance),
                    item: None,
                    category: None,
                }),
            })),
        }
    }

    pub(crate) fn order(&self, chance: &mut Chance) -> PurchaseOrderId {
        name!(PurchaseOrderId, "po{}", chance.below(4))
    }
}
