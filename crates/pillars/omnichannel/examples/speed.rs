//! What one decision costs: `cargo run --release --example speed -p realtail-omnichannel`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "it measures, and prints what it measured"
)]

use realtail_kernel::{Instant, ItemId, Machine, Position, SiteId, Stamp};
use realtail_omnichannel::{Command, ItemNo, Omnichannel, PlaceHold, SiteNo};
use realtail_vocabulary::{Account, Amount, HoldLine, HoldPlace, Movement, Outside, Reason, Sale, SaleLine};
use std::hint::black_box;

const ITEMS: u32 = 10_000;
const SITES: u32 = 100;
const ROUNDS: u32 = 500_000;

fn main() {
    let mut state = stocked();
    let now = Instant::from_micros(1_000_000);
    let holds: Vec<Command> = (0..ROUNDS).map(hold).collect();
    timed("hold of one line, decided and applied", &holds, |command| run(&mut state, command, now));
    let sales: Vec<Command> = (0..ROUNDS / 5).map(sale).collect();
    timed("sale of five lines, decided and applied", &sales, |command| run(&mut state, command, now));
    let pairs: Vec<(u32, u32)> = (0..ROUNDS).map(pair).collect();
    timed("availability of a pair", &pairs, |(item, site)| {
        black_box(state.availability(ItemNo(*item), SiteNo(*site), None, now));
    });
}

fn timed<T>(what: &str, all: &[T], mut each: impl FnMut(&T)) {
    let start = std::time::Instant::now();
    all.iter().for_each(&mut each);
    println!("{what}: {} ns", start.elapsed().as_nanos() / all.len() as u128);
}

fn run(state: &mut Omnichannel, command: &Command, now: Instant) {
    let events = state.decide(command, now).expect("accepted");
    events
        .iter()
        .for_each(|event| state.apply(event, Stamp { position: Position(1), origin: Position(1), at: now }));
}

fn pair(n: u32) -> (u32, u32) {
    let mixed = n.wrapping_mul(2_654_435_761);
    (mixed % ITEMS, (mixed >> 16) % SITES)
}

fn item(no: u32) -> ItemId {
    ItemId::new(format!("I{no:08}")).expect("an item")
}

fn site(no: u32) -> SiteId {
    SiteId::new(format!("S{no:03}")).expect("a site")
}

fn units(n: i64) -> realtail_kernel::Quantity {
    n.try_into().expect("a quantity")
}

fn hold(n: u32) -> Command {
    let (i, s) = pair(n);
    let line = HoldLine { item: item(i), quantity: units(1), place: HoldPlace::Site(site(s)) };
    Command::Place(PlaceHold {
        hold: realtail_kernel::HoldId::new(format!("hold-{n}")).expect("a hold"),
        owner: realtail_kernel::OwnerId::new(format!("owner-{n}")).expect("an owner"),
        channel: realtail_kernel::Channel::new("web").expect("a channel"),
        expires_in_ms: 60_000 + i64::from(n % 1000),
        lines: [line].into_iter().collect(),
    })
}

fn sale(n: u32) -> Command {
    let line = |k: u32| SaleLine {
        item: item(pair(n * 5 + k).0),
        quantity: units(1),
        unit_price: Amount::Minor(100),
        discount: None,
    };
    Command::Sell(Sale {
        sale: realtail_kernel::SaleId::new(format!("sale-{n}")).expect("a sale"),
        site: site(pair(n).1),
        till: None,
        sold_at: Instant::EPOCH,
        customer: None,
        lines: (0..5).map(line).collect(),
        tenders: Vec::new(),
        hold: None,
    })
}

fn stocked() -> Omnichannel {
    let mut state = Omnichannel::default();
    let read = |text: String| serde_json::from_str(&text).expect("as the contract says");
    let sites = (0..SITES).map(|s| {
        read(format!(r#"{{"site":"{}","name":"x","kind":"store","timezone":"Europe/Berlin"}}"#, site(s)))
    });
    run(&mut state, &Command::SetSites(sites.collect()), Instant::EPOCH);
    let named =
        |i| serde_json::from_str(&format!(r#"{{"item":"{}","name":"x"}}"#, item(i))).expect("an item");
    run(&mut state, &Command::SetItems((0..ITEMS).map(named).collect()), Instant::EPOCH);
    for i in 0..ITEMS {
        let receipt = |s| Movement {
            item: item(i),
            quantity: units(100_000),
            from: Account::Outside { outside: Outside::Supplier },
            to: Account::site(site(s)),
            reason: Reason::Receipt,
            reference: None,
            lot: None,
            expires_at: None,
            occurred_at: None,
        };
        run(&mut state, &Command::Move((0..SITES).map(receipt).collect()), Instant::EPOCH);
    }
    state
}
