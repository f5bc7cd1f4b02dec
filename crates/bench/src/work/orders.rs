//! Orders of three lines: priced, held, authorised and routed; one by one beside Medusa, many a call, at half load.

use anyhow::Result;

use crate::args::Contender;
use crate::baseline::medusa::{HOME, Medusa, PRODUCTS};
use crate::bench::{Bench, step, take};
use crate::load::{Success, drive};
use crate::realtail::{Realtail, list};
use crate::reply::Protocol;
use crate::shop::Shop;
use crate::template::{Fill, Mark, Template};

/// One a call.
pub const SINGLE: &str = "orders, 3 lines";
/// One a call, half as many as go.
pub const SINGLE_AT_HALF: &str = "orders at half load";
/// Many a call: how many, and what is measured of it at full load and at half.
pub const BATCHES: [(usize, &str, &str); 2] = [
    (20, "orders:batch of 20", "orders:batch of 20 at half load"),
    (100, "orders:batch of 100", "orders:batch of 100 at half load"),
];
/// Clients of the calls for many.
pub const BATCH_CLIENTS: usize = 8;
/// Clients of the calls for one that find full load.
pub const CLIENTS: usize = 64;
/// Carts whose last step is timed alone.
const CARTS: usize = 48;
const SHOPPERS_OF_CARTS: usize = 8;
/// Rounds of twelve seconds differ less than those of one.
const ROUNDS_BESIDE_MEDUSA: usize = 3;
const PRICES_A_CALL: u32 = 5_000;

/// Measures all of it on the Realtail that runs.
pub fn run(bench: &mut Bench) -> Result<()> {
    if let Some(realtail) = &bench.realtail {
        step("set prices", || set_prices(realtail, Shop::UNIFORM))?;
    }
    let medusa = open_medusa(bench);
    for clients in bench.plan.shoppers.clone() {
        step(&format!("{SINGLE}, {clients} clients"), || {
            (0..bench.plan.rounds.min(ROUNDS_BESIDE_MEDUSA))
                .try_for_each(|_| round(bench, medusa.as_ref(), clients))
        })?;
    }
    drop(medusa);
    step(&format!("{SINGLE}, {CLIENTS} clients"), || {
        bench.drive_realtail(SINGLE, "orders", CLIENTS, &one(), &Success::Answer(201))
    })?;
    at_half(bench, (SINGLE, SINGLE_AT_HALF), CLIENTS, &one(), &Success::Answer(201))?;
    BATCHES.iter().try_for_each(|(orders, full, half)| {
        let (request, success) = (many(*orders), Success::Needles(r#""status":201"#, *orders as u64));
        step(full, || bench.drive_realtail(full, "orders", BATCH_CLIENTS, &request, &success))?;
        at_half(bench, (full, half), BATCH_CLIENTS, &request, &success)
    })
}

/// What each item costs, on one list.
pub fn set_prices(realtail: &Realtail, shop: Shop) -> Result<()> {
    let mut wire = realtail.wire()?;
    wire.must("PUT", "/v1/price-lists/bench", r#"{"currency":"EUR"}"#)?;
    for from in (0..shop.items).step_by(PRICES_A_CALL as usize) {
        let until = (from + PRICES_A_CALL).min(shop.items);
        let prices = (from..until)
            .map(|item| format!(r#"{{"item":"item-{item:05}","unit_price":{}}}"#, 199 + item % 5_000));
        wire.must("POST", "/v1/price-lists/bench/prices", &list("prices", prices))?;
    }
    Ok(())
}

/// A bench without Medusa is still a bench.
fn open_medusa(bench: &mut Bench) -> Option<Medusa> {
    if !bench.args.asks(Contender::Medusa) {
        return None;
    }
    let Some(home) = Medusa::home() else {
        let note = format!("Medusa is not installed ({HOME} names no home of it; ./dev bench installs it)");
        bench.report.notes.push(format!("{note}: orders were measured without it"));
        return None;
    };
    let started = step("start and load Medusa", || Medusa::start(&home, &bench.args.temp));
    let warm = started.and_then(|medusa| {
        let (counted, warm_up) = (bench.plan.counted_slow, bench.plan.warm_up);
        step("warm Medusa up", || medusa.order(SHOPPERS_OF_CARTS, warm_up, counted))?;
        Ok(medusa)
    });
    match warm {
        Ok(medusa) => {
            bench.report.notes.push(format!(
                "an order of Medusa's is five calls (cart, shipping, payment collection, payment session, complete), \
                 its last step the fifth alone; {PRODUCTS} products at one site, against Realtail's 10,000 at 100"
            ));
            Some(medusa)
        }
        Err(error) => {
            bench.report.notes.push(format!("orders were measured without Medusa: {error:#}"));
            None
        }
    }
}

fn round(bench: &mut Bench, medusa: Option<&Medusa>, clients: usize) -> Result<()> {
    let mut taken = Vec::new();
    if let Some(realtail) = &bench.realtail {
        let load = bench.load(&realtail.server, Protocol::Http, clients, Success::Answer(201));
        taken.push((Contender::Realtail, take(&[realtail.server.pid()], || drive(&load, &one()))?));
    }
    if let Some(medusa) = medusa {
        let (warm_up, counted) = (bench.plan.warm_up, bench.plan.counted_slow);
        let whole = take(&medusa.pids(), || medusa.order(clients, warm_up, counted))?;
        taken.push((Contender::Medusa, whole));
        let carts = medusa.fill_carts(SHOPPERS_OF_CARTS, CARTS)?;
        let last = take(&medusa.pids(), || medusa.complete(clients, carts))?;
        taken.push((Contender::MedusaLastStep, last));
    }
    for (contender, sample) in taken {
        bench.keep(SINGLE, "orders", contender, clients, sample);
    }
    Ok(())
}

/// Half of what was found to go, and what an answer then takes.
fn at_half(
    bench: &mut Bench,
    (full, half): (&'static str, &'static str),
    clients: usize,
    request: &Template,
    success: &Success,
) -> Result<()> {
    let row = bench.report.row(full, Contender::Realtail, clients);
    let Some(pace) = row.map(|row| row.median_of(|sample| sample.requests_per_second) / 2.0) else {
        return Ok(());
    };
    step(half, || bench.pace_realtail(half, "orders", clients, Some(pace), request, success))
}

fn one() -> Template {
    Realtail::post("/v1/orders", "application/json", &body(), &marks())
}

fn many(orders: usize) -> Template {
    let body = format!(r#"{{"orders":[{}]}}"#, vec![body(); orders].join(","));
    Realtail::post("/v1/orders:batch", "application/json", &body, &marks())
}

/// Shipped to somewhere in the country; the router chooses among all sites.
fn body() -> String {
    let line = r#"{"item":"item-<item>","quantity":1}"#;
    format!(
        concat!(
            r#"{{"order":"o<hold>","channel":"web","lines":[{lines}],"#,
            r#""delivery":{{"method":"ship","to":{{"country":"NL","postal_code":"1011","#,
            r#""position":{{"lat":52.<place>,"lon":5.<place>}}}}}},"#,
            r#""tenders":[{{"kind":"test","token":"success_token"}}]}}"#
        ),
        lines = [line; 3].join(",")
    )
}

fn marks() -> Vec<Mark> {
    let place = Mark { name: "<place>", digits: 3, fill: Fill::Below(1000) };
    Shop::UNIFORM.marks().into_iter().chain([place]).collect()
}
