//! How long answers and learning take, in processor time of one thread, beside what Serenade's library takes.

use super::grow::{BASKETS_MIN, Grown, held_out};
use super::live::{Learns, follow};
use super::next::LENGTH;
use super::prepare::Cut;
use super::state;
use crate::{cpu, table};
use anyhow::Result;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::next;

/// Microseconds that each of many calls took.
#[derive(Default)]
struct Times(Vec<f64>);

impl Times {
    fn time<T>(&mut self, work: impl FnOnce() -> T) {
        let (done, seconds) = cpu::timed(work);
        std::hint::black_box(done);
        self.0.push(seconds * 1e6);
    }

    fn row(&mut self, name: &str) -> Vec<String> {
        self.0.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| self.0[((self.0.len() - 1) as f64 * share) as usize];
        let mean = self.0.iter().sum::<f64>() / self.0.len() as f64;
        let mut row = vec![name.to_owned(), self.0.len().to_string()];
        row.extend([mean, at(0.5), at(0.9), at(0.99)].map(|micros| format!("{micros:.1}")));
        row.push(format!("{:.0}", 1e6 / mean));
        row
    }
}

const HEADER: [&str; 7] =
    ["processor time, microseconds", "calls", "mean", "p50", "p90", "p99", "a second and core"];
const KNOWN: [[&str; 7]; 2] = [
    ["known: Serenade, m=1500 k=500", "8136", "822", "823", "1204", "1447", "1217"],
    ["known: Serenade, m=1502 k=288 last 4", "8136", "527", "507", "793", "1013", "1897"],
];

/// Times each question at each visit of the month after the cut, and the learning of the visit.
pub fn run(cut: &Cut, grown: &Grown) -> Result<String> {
    let lists = &grown.ahead;
    let [mut again, mut new, mut all, mut complete, mut learn]: [Times; 5] = Default::default();
    let mut taste = grown.taste.clone();
    follow(cut, &mut taste, Learns::OwnHousehold, |taste, number, visit| {
        let (household, day) = (visit.household, visit.day());
        if taste.household(household).is_some_and(|household| household.baskets >= BASKETS_MIN) {
            again.time(|| grown.now.rank(&next::candidates(&Moment::of(taste, household, day)), LENGTH));
            if number.is_multiple_of(4) {
                new.time(|| lists.never_bought(taste, household, day, LENGTH));
                all.time(|| lists.next(taste, household, day, LENGTH));
            }
        }
        if visit.items.len() >= 3 {
            let (_, query) = held_out(visit);
            complete.time(|| lists.complete(taste, household, day, &query, LENGTH));
        }
        Ok(())
    })?;
    let mut taste = grown.taste.clone();
    for visit in &cut.visits[cut.before..] {
        learn.time(|| taste.learn(&state::basket(visit)));
    }
    let mut rows = vec![
        again.row("next basket, own items, 20"),
        new.row("never bought, 20"),
        all.row("next basket with items never bought, 20"),
        complete.row("complete the basket, 20"),
        learn.row("learn a basket"),
    ];
    rows.extend(KNOWN.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()));
    Ok(table::text(&HEADER, &rows))
}
