//! Single holds of one unit: everybody, in turns, round after round.

use anyhow::Result;

use crate::args::Contender;
use crate::baseline::postgres::{Postgres, Style};
use crate::bench::{Bench, step, take};
use crate::load::{Success, drive};
use crate::process::Server;
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::shop::Shop;
use crate::template::Template;

/// Any of 10,000 items at any of 100 sites.
pub const UNIFORM: &str = "holds, uniform";
/// One item at one site.
pub const HOT: &str = "holds, one hot item";
/// The body of a single hold.
pub const BODY: &str = concat!(
    r#"{"hold":"h<hold>","owner":"shopper-<owner>","channel":"web","expires_in_ms":900000,"#,
    r#""lines":[{"item":"item-<item>","quantity":1,"site":"site-<site>"}]}"#
);

/// Measures both for all numbers of clients.
pub fn run(bench: &mut Bench) -> Result<()> {
    for (work, shop) in [(UNIFORM, Shop::UNIFORM), (HOT, Shop::HOT)] {
        for clients in bench.plan.clients.clone() {
            step(&format!("{work}, {clients} clients"), || {
                (0..bench.plan.rounds).try_for_each(|_| round(bench, work, shop, clients))
            })?;
        }
    }
    Ok(())
}

/// The request, for Realtail and for the constant-answer server alike.
pub fn request(shop: Shop) -> Template {
    Realtail::post("/v1/holds", "application/json", BODY, &shop.marks())
}

fn round(bench: &mut Bench, work: &'static str, shop: Shop, clients: usize) -> Result<()> {
    let mut taken = Vec::new();
    let http = |server: &Server| {
        let load = bench.load(server, Protocol::Http, clients, Success::Status);
        take(&[server.pid()], || drive(&load, &request(shop)))
    };
    if let Some(realtail) = &bench.realtail {
        taken.push((Contender::Realtail, http(&realtail.server)?));
    }
    if let Some(redis) = &bench.redis {
        let load = bench.load(&redis.server, Protocol::Resp, clients, Success::Body(":1\r\n"));
        taken.push((Contender::Redis, take(&[redis.server.pid()], || drive(&load, &redis.hold(shop)))?));
    }
    if let Some(postgres) = &bench.postgres {
        let styles = [
            (Contender::Postgres, Style::Transaction),
            (Contender::PostgresOneStatement, Style::OneStatement),
        ];
        for (contender, style) in styles {
            let drive = |postgres: &Postgres| {
                postgres.drive(shop, style, clients, bench.plan.warm_up, bench.plan.counted)
            };
            taken.push((contender, take(&[postgres.cluster.server.pid()], || drive(postgres))?));
        }
    }
    // To a constant answer all items are alike.
    if let (Some(constant), UNIFORM) = (&bench.constant, work) {
        taken.push((Contender::Constant, http(&constant.server)?));
    }
    for (contender, sample) in taken {
        bench.keep(work, "holds", contender, clients, sample);
    }
    Ok(())
}
