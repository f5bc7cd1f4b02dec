//! Who is needed on a day: at tills by a promise to shoppers, for orders by their due times, at shelves by what is sold.

use super::{Labour, MODEL, Mean, QUARTER_MICROS, VERSION};
use crate::rate::No;
use crate::trade::Trade;
use realtail_kernel::Word;
use realtail_learn::counts::Counts;
use realtail_learn::labour::{
    Arrivals, QUARTER_SECONDS, QUARTERS, Target, Task, level, loads, needed_unsure,
};
use realtail_vocabulary::ServiceTargets;

/// With fewer shoppers in a quarter hour the store is taken to be shut.
const OPEN_MIN: f64 = 0.05;
/// What is smaller is no person.
const NOBODY: f64 = 1e-6;

/// A day of a site: who is expected, and who is needed, by quarter hour from midnight on.
#[derive(Clone, Debug, PartialEq)]
pub struct LabourDay {
    /// Shoppers at the tills: expected, and from how many to how many eight of ten times.
    pub shoppers: Vec<[f64; 3]>,
    /// Who came so far, where it is the day that has begun.
    pub came: Option<Vec<u32>>,
    /// The quarter hour that it is on that day.
    pub now: Option<usize>,
    /// Orders to pick that are expected.
    pub orders: Vec<f64>,
    /// Seconds that a shopper is served.
    pub service_seconds: f64,
    /// People needed at tills, for picking and at shelves.
    pub needs: [Vec<u32>; 3],
    /// Which model says so, in which version, from what.
    pub by: [Word; 3],
}

impl Labour {
    /// A day of a site. Nothing only where the words for it cannot be made.
    pub fn day(&self, trade: &Trade, site: No, day: i32, targets: &ServiceTargets) -> Option<LabourDay> {
        let now = (self.begun == Some(day)).then(|| trade.shown(site, trade.business()));
        let now =
            now.filter(|(shown, _)| *shown == day).map(|(_, micros)| (micros / QUARTER_MICROS) as usize);
        let expected = |arrivals: &Arrivals| {
            let mut expected = arrivals.day(site, i64::from(day));
            if let Some(now) = now {
                expected.truncate(now);
                expected.extend(arrivals.live(site, i64::from(day), now));
            }
            expected
        };
        let (shoppers, orders) = (expected(&self.shoppers), expected(&self.orders));
        let service_seconds = self.service_seconds(site, targets);
        let orders: Vec<f64> = orders.iter().map(|counts| counts.mean()).collect();
        let lines = |of: &rustc_hash::FxHashMap<No, Mean>| of.get(&site).copied().and_then(Mean::get);
        let needs = [
            tills(&shoppers, service_seconds, targets),
            picking(&shoppers, &orders, lines(&self.lines_of_order).unwrap_or(1.0), targets),
            shelves(&shoppers, lines(&self.lines_of_basket).unwrap_or(1.0), targets),
        ];
        let came = (self.begun == Some(day)).then(|| {
            let mut came: Vec<u32> = self.shoppers.today(site).iter().map(|count| *count as u32).collect();
            came.resize(QUARTERS, 0);
            came
        });
        let fingerprint = crc32c::crc32c(format!("{shoppers:?} {needs:?} {targets:?}").as_bytes());
        let names = [MODEL.to_owned(), VERSION.to_owned(), format!("{fingerprint:08x}")];
        let [model, version, from] = names.map(Word::new);
        let told = |counts: &Counts| [counts.mean(), counts.quantile(0.1), counts.quantile(0.9)];
        Some(LabourDay {
            shoppers: shoppers.iter().map(told).collect(),
            came,
            now,
            orders,
            service_seconds,
            needs,
            by: [model.ok()?, version.ok()?, from.ok()?],
        })
    }
}

/// Lanes that keep the promise, at least one while the store is open.
fn tills(shoppers: &[Counts], service_seconds: f64, targets: &ServiceTargets) -> Vec<u32> {
    let means: Vec<f64> = shoppers.iter().map(|counts| counts.mean()).collect();
    let target = Target {
        share: f64::from(targets.served_share_ppm) / 1e6,
        wait_seconds: f64::from(targets.wait_seconds),
    };
    let each = loads(&means, service_seconds).into_iter().zip(shoppers);
    let needed = |(load, counts): (f64, &Counts)| {
        if counts.mean() < OPEN_MIN {
            return 0;
        }
        // What counts scatter beyond Poisson is how unsure their rate is.
        let beyond = (counts.variance() - counts.mean()).max(0.0).sqrt() / counts.mean();
        needed_unsure(load, beyond, service_seconds, target).clamp(1, targets.tills)
    };
    each.map(needed).collect()
}

/// From when until when the store is open: the first and the last quarter hour in which shoppers are expected.
fn open(shoppers: &[Counts]) -> Option<(usize, usize)> {
    let is_open = |counts: &Counts| counts.mean() >= OPEN_MIN;
    Some((shoppers.iter().position(is_open)?, shoppers.iter().rposition(is_open)? + 1))
}

/// Pickers, so that each order is ready in time and as few as can be are needed at once.
fn picking(shoppers: &[Counts], orders: &[f64], lines: f64, targets: &ServiceTargets) -> Vec<u32> {
    let Some((from, to)) = open(shoppers) else { return vec![0; QUARTERS] };
    let work = lines * f64::from(targets.pick_line_seconds) / QUARTER_SECONDS;
    let within = (targets.pick_within_minutes / 15).max(1) as usize;
    let task = |(quarter, orders): (usize, &f64)| {
        let begin = quarter.clamp(from, to - 1);
        Task { from: begin, due: (begin + within).min(to), work: orders * work }
    };
    whole(&level(&orders.iter().enumerate().map(task).collect::<Vec<_>>()))
}

/// What is sold over the day is brought to the shelves again over the day.
fn shelves(shoppers: &[Counts], lines: f64, targets: &ServiceTargets) -> Vec<u32> {
    let Some((from, due)) = open(shoppers) else { return vec![0; QUARTERS] };
    let units = lines * shoppers.iter().map(|counts| counts.mean()).sum::<f64>();
    let work = units * f64::from(targets.shelf_unit_seconds) / QUARTER_SECONDS;
    whole(&level(&[Task { from, due, work }]))
}

fn whole(people: &[f64]) -> Vec<u32> {
    people.iter().map(|people| (people - NOBODY).ceil().max(0.0) as u32).collect()
}
