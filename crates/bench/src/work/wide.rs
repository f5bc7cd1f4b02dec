//! A retailer of 500 sites, each with most of the items: where promises, routing and prices are asked for.

use anyhow::{Context, Result};

use crate::bench::{Bench, OPENING_UNITS, step};
use crate::realtail::Realtail;
use crate::shop::Shop;
use crate::template::{Fill, Mark};

/// 1,000 items at 500 sites.
pub const SHOP: Shop = Shop { items: 1_000, sites: 500 };
/// One client a core: what an answer takes where none waits for another.
pub const FEW_CLIENTS: usize = 2;
/// Enough that answers wait for each other.
pub const CLIENTS: usize = 8;

/// Starts it where it does not run yet.
pub fn start(bench: &mut Bench) -> Result<()> {
    let realtail = step("start and load a Realtail of 500 sites", || {
        let realtail = Realtail::start(bench.args.binary.as_deref(), &bench.args.temp)?;
        realtail.load_catalogue(SHOP, 0)?;
        realtail.load_stock_where(SHOP, OPENING_UNITS, SHOP.pairs(), is_carried)?;
        super::orders::set_prices(&realtail, SHOP)?;
        set_sites(&realtail)?;
        Ok(realtail)
    });
    bench.realtail = Some(realtail.context("start Realtail")?);
    Ok(())
}

/// What stands in questions to this retailer.
pub fn marks() -> Vec<Mark> {
    let place = Mark { name: "<place>", digits: 3, fill: Fill::Below(1000) };
    SHOP.marks().into_iter().chain([place]).collect()
}

/// Seven in ten pairs, so that hardly a site has all of ten items and many have most of them.
fn is_carried(pair: u64) -> bool {
    (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) % 10 < 7
}

/// Open by day, with a bound on what can be picked, and labour that costs.
fn set_sites(realtail: &Realtail) -> Result<()> {
    let mut wire = realtail.wire()?;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let hours: Vec<String> =
        days.iter().map(|day| format!(r#""{day}":[{{"from":"08:00","to":"20:00"}}]"#)).collect();
    for site in 0..SHOP.sites {
        let body = format!(
            concat!(
                r#"{{"hours":{{{hours}}},"orders_per_hour":60,"lead_minutes":15,"pick_minutes_per_order":5,"#,
                r#""pick_minutes_per_line":2,"labour_per_minute":{labour},"labour_per_line":10}}"#
            ),
            hours = hours.join(","),
            labour = 30 + site % 30
        );
        wire.must("PUT", &format!("/v1/routing/sites/site-{site:03}"), &body)?;
    }
    Ok(())
}
