//! What routing and promising cost: `cargo run --release --example route_speed -p realtail-omnichannel`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it measures, and prints what it measured"
)]

use realtail_kernel::{Channel, Instant, Machine, Position, Stamp};
use realtail_omnichannel::{
    Command, ItemNo, Omnichannel, OrderLine, PromiseAsk, RouteAsk, SetRouting, Sites, promise, route,
};
use realtail_vocabulary::{DeliveryMethod, Destination, GeoPosition, Solver};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::hint::black_box;

const ITEMS: u32 = 5_000;
/// Each question is asked so often, and the quickest answer counts: others use the machine too.
const REPEATS: usize = 3;

fn main() {
    println!(
        "routing an order                       sites lines  mean µs   p50 µs   p99 µs   max µs  exact  parcels   nodes  gap max"
    );
    for (sites, stocked, said) in
        [(30, 60, false), (30, 60, true), (100, 100, false), (500, 60, true), (500, 10, true)]
    {
        let shop = Shop::new(sites, stocked, said);
        for lines in [1, 3, 10] {
            let what = if said { "carriers and hours said" } else { "nothing said" };
            shop.route(&format!("{what}, {stocked} % of pairs"), lines);
        }
    }
    println!("\npromising a basket                     sites lines  mean µs   p50 µs   p99 µs   max µs");
    for (sites, lines) in [(30, 3), (500, 10)] {
        Shop::new(sites, 60, true).promise(lines);
    }
}

struct Dice(u64);

impl Dice {
    fn to(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as u32 % end.max(1)
    }

    fn place(&mut self) -> GeoPosition {
        let part = |n: u32| f64::from(n) / 10_000.0;
        GeoPosition { lat: 47.5 + part(self.to(70_000)), lon: 6.0 + part(self.to(90_000)) }
    }
}

struct Shop {
    state: Omnichannel,
    sites: u32,
    now: Instant,
}

fn read<T: DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("as the contract says")
}

impl Shop {
    fn new(sites: u32, stocked: u32, said: bool) -> Shop {
        let now = "2026-11-25T10:20:00Z".parse().expect("a time");
        let mut shop = Shop { state: Omnichannel::default(), sites, now };
        let mut dice = Dice(42);
        let site = |s: u32, dice: &mut Dice| {
            let kind = if s % 10 < 1 { "warehouse" } else { "store" };
            read(json!({"site": format!("S{s:03}"), "name": "x", "kind": kind, "timezone": "Europe/Berlin",
                "position": dice.place()}))
        };
        let all = (0..sites).map(|s| site(s, &mut dice)).collect();
        shop.run(&Command::SetSites(all));
        let item = |i: u32| {
            read(
                json!({"item": format!("I{i:05}"), "name": "x", "attributes": {"weight_g": 100 + i % 1_500}}),
            )
        };
        shop.run(&Command::SetItems((0..ITEMS).map(item).collect()));
        for i in 0..ITEMS {
            let movement = |s: u32, dice: &mut Dice| {
                read(json!({"item": format!("I{i:05}"), "quantity": 1 + dice.to(12), "reason": "receipt",
                    "from": {"outside": "supplier"}, "to": {"site": format!("S{s:03}")}}))
            };
            let has: Vec<u32> = (0..sites)
                .filter(|s| dice.to(100) < if s % 10 < 1 { stocked + 30 } else { stocked })
                .collect();
            shop.run(&Command::Move(has.into_iter().map(|s| movement(s, &mut dice)).collect()));
        }
        if said {
            shop.settings(&mut dice);
        }
        shop
    }

    fn settings(&mut self, dice: &mut Dice) {
        let zone = |name: &str, factor: u32, km: Option<u32>| {
            let price = |g: u32, p: u32| json!({"weight_g_max": g, "price": p * factor / 10});
            json!({"zone": name, "to": [{"country": "DE"}], "distance_km_max": km,
                "prices": [price(1_000, 39), price(3_000, 49), price(10_000, 79), price(31_500, 149)],
                "transit": {"days_min": 1, "days_max": 2}})
        };
        let near = json!({"carrier": "post", "method": "ship", "zones":
            [zone("near", 80, Some(100)), zone("middle", 95, Some(300)), zone("far", 110, None)]});
        self.run(&Command::SetRouting(SetRouting::Carrier(Box::new(read(near)))));
        let flat = json!({"carrier": "parcel", "method": "ship", "zones": [zone("all", 102, None)]});
        self.run(&Command::SetRouting(SetRouting::Carrier(Box::new(read(flat)))));
        let hours = json!([{"from": "08:00", "to": "20:00"}]);
        for s in 0..self.sites {
            let site = json!({"site": format!("S{s:03}"), "pick_minutes_per_order": 5, "pick_minutes_per_line": 2,
                "labour_per_minute": 20 + dice.to(20), "orders_per_hour": 200,
                "hours": {"mon": hours, "tue": hours, "wed": hours, "thu": hours, "fri": hours, "sat": hours}});
            self.run(&Command::SetRouting(SetRouting::Site(Box::new(read(site)))));
        }
    }

    fn run(&mut self, command: &Command) {
        let events = self.state.decide(command, self.now).expect("accepted");
        let stamp = Stamp { position: Position(1), origin: Position(1), at: self.now };
        events.iter().for_each(|event| self.state.apply(event, stamp));
    }

    fn basket(dice: &mut Dice, lines: u16) -> Vec<OrderLine> {
        let line = |line: u16, dice: &mut Dice| {
            let units = i64::from(1 + dice.to(3));
            OrderLine {
                line,
                item: ItemNo(dice.to(ITEMS)),
                units,
                value: units * i64::from(300 + dice.to(5_000)),
            }
        };
        (1..=lines).map(|l| line(l, dice)).collect()
    }

    fn to(dice: &mut Dice) -> Destination {
        let position = Some(dice.place());
        Destination { country: read(json!("DE")), postal_code: None, region: None, position }
    }

    fn route(&self, what: &str, lines: u16) {
        let mut dice = Dice(7);
        let channel = Channel::new("web").expect("a channel");
        let (mut exact, mut parcels, mut nodes, mut gap) = (0, 0, 0, 0);
        let mut times = Vec::new();
        let rounds = 500_000 / self.sites as usize / usize::from(lines);
        for _ in 0..rounds {
            let (basket, to) = (Shop::basket(&mut dice, lines), Shop::to(&mut dice));
            let ask = RouteAsk {
                order: "o",
                channel: &channel,
                method: DeliveryMethod::Ship,
                service: None,
                to: &to,
                lines: &basket,
                sites: Sites::All,
                exclude: &[],
                own: &[],
                promised_at: None,
            };
            let answer = timed(&mut times, || route(&self.state, &ask, self.now));
            exact += usize::from(answer.solver == Solver::Exact);
            parcels += answer.assignments.len();
            nodes += answer.nodes;
            gap = gap.max(answer.gap_ppm_max.unwrap_or(0));
        }
        let share = 100.0 * exact as f64 / rounds as f64;
        let mean_parcels = parcels as f64 / rounds as f64;
        println!(
            "{what:<38} {:>5} {lines:>5} {} {share:>5.1}% {mean_parcels:>8.2} {:>7} {:>6.2}%",
            self.sites,
            spread(times),
            nodes as usize / rounds,
            f64::from(gap) / 10_000.0
        );
    }

    fn promise(&self, lines: u16) {
        let mut dice = Dice(9);
        let channel = Channel::new("web").expect("a channel");
        let mut times = Vec::new();
        for _ in 0..500 {
            let (basket, to) = (Shop::basket(&mut dice, lines), Shop::to(&mut dice));
            let methods = [DeliveryMethod::Pickup, DeliveryMethod::Ship, DeliveryMethod::CarryOut];
            let ask = PromiseAsk {
                channel: &channel,
                lines: &basket,
                place: Some(&to),
                methods: &methods,
                sites: &[],
                own: &[],
            };
            timed(&mut times, || promise(&self.state, &ask, self.now));
        }
        println!("pickup, ship, carry out                {:>5} {lines:>5} {}", self.sites, spread(times));
    }
}

fn timed<T>(times: &mut Vec<u128>, mut asked: impl FnMut() -> T) -> T {
    let mut once = || {
        let start = std::time::Instant::now();
        let answer = black_box(asked());
        (start.elapsed().as_nanos(), answer)
    };
    let (mut quickest, mut answer) = once();
    for _ in 1..REPEATS {
        let (nanos, again) = once();
        (quickest, answer) = (quickest.min(nanos), again);
    }
    times.push(quickest);
    answer
}

fn spread(mut nanos: Vec<u128>) -> String {
    nanos.sort_unstable();
    let micros = |nanos: u128| nanos as f64 / 1000.0;
    let at = |part: f64| micros(nanos[((nanos.len() - 1) as f64 * part) as usize]);
    let mean = micros(nanos.iter().sum::<u128>() / nanos.len() as u128);
    format!("{mean:>8.1} {:>8.1} {:>8.1} {:>8.1}", at(0.5), at(0.99), at(1.0))
}
