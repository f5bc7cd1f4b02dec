//! What a subject is expected to do, from its peers of the same store and hour, and what it was seen to do.
//!
//! Counts are Poisson around a rate, and the rates of peers scatter as a gamma distribution (gamma-Poisson shrinkage,
//! DuMouchel, The American Statistician 53, 1999). Old counts fade exponentially, on both sides alike, which is the power
//! discount of a gamma prior (West, Harrison and Migon, JASA 80, 1985; for surveillance: Heard and others, Annals of
//! Applied Statistics 4, 2010). Two fadings are kept: a quick one that hears a bad day, and a slow one that hears a habit.

use super::deed::Subject;
use super::signal::{Signal, Tally};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// After so many seconds a count weighs half, quick and slow.
pub const HALF_LIVES_SECONDS: [f64; 2] = [1.5 * 86_400.0, 15.0 * 86_400.0];
/// The slow one.
pub const SLOW: usize = 1;
const HOURS: usize = 24;
/// Counts that a wider group lends to a narrower one.
const LENT_COUNTS: f64 = 4.0;
/// Receipts, lines or units that stand behind a rate of which nothing was seen yet.
const RATE_START: f64 = 0.01;
/// Shape of the scatter of peers where nothing is known of it, in peers of weight one.
const SHAPE_START: f64 = 4.0;

/// Seen and expected of one signal of one subject, under one fading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    /// What was seen.
    pub seen: f64,
    /// What peers would have come to.
    pub expected: f64,
    /// Expected counts, each times its weight once more: how much of a count has faded.
    faded: f64,
}

impl Sums {
    /// Seen and expected as a Poisson count of the same mean over variance: the weights of a faded count differ, so it
    /// scatters less than a count.
    pub fn as_counts(self) -> (f64, f64) {
        let stretch = if self.faded > 0.0 { (self.expected / self.faded).clamp(1.0, 2.0) } else { 1.0 };
        (self.seen * stretch, self.expected * stretch)
    }
}

/// One signal of one subject.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Rate {
    /// Under both fadings.
    pub sums: [Sums; 2],
    /// Worth of what was seen, slowly fading, in cents.
    pub cents: f64,
    /// Out of how many, slowly fading.
    exposure: f64,
    /// Times as many as peers that are accepted of this subject, beyond one: it was accused of them wrongly.
    excused: f64,
}

/// What is known of one subject.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Standing {
    /// When it was last heard of, in seconds.
    pub at_seconds: i64,
    /// The store where it was last heard of.
    pub store: u32,
    /// By signal.
    pub rates: BTreeMap<Signal, Rate>,
    /// The highest score of this day, if it had any.
    pub score_max: Option<f64>,
    /// No case is opened about it before then, in seconds.
    pub quiet_until: i64,
}

impl Standing {
    fn fade(&mut self, at_seconds: i64) {
        let passed = (at_seconds - self.at_seconds).max(0) as f64;
        self.at_seconds = self.at_seconds.max(at_seconds);
        let keep = HALF_LIVES_SECONDS.map(|half| (-passed / half).exp2());
        for rate in self.rates.values_mut() {
            for (sums, keep) in rate.sums.iter_mut().zip(keep) {
                sums.seen *= keep;
                sums.expected *= keep;
                sums.faded *= keep * keep;
            }
            rate.cents *= keep[SLOW];
            rate.exposure *= keep[SLOW];
        }
    }

    /// Takes what is seen now as what this subject does anyhow, by how many times it exceeded peers.
    pub fn excuse(&mut self, signal: Signal, shape: f64) {
        if let Some(rate) = self.rates.get_mut(&signal) {
            let slow = rate.sums[SLOW];
            let times = (slow.seen + shape) / (slow.expected + shape);
            rate.excused = (1.0 + rate.excused) * times.max(1.0) - 1.0;
            for sums in &mut rate.sums {
                sums.expected = sums.expected.max(sums.seen);
                sums.faded = sums.faded.max(sums.expected / 2.0);
            }
        }
    }
}

/// Counts out of exposures that fade slowly.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Share {
    at_seconds: i64,
    seen: f64,
    exposure: f64,
}

impl Share {
    fn add(&mut self, at_seconds: i64, tally: &Tally) {
        let passed = (at_seconds - self.at_seconds).max(0) as f64;
        let keep = (-passed / HALF_LIVES_SECONDS[SLOW]).exp2();
        self.at_seconds = self.at_seconds.max(at_seconds);
        self.seen = self.seen * keep + tally.seen;
        self.exposure = self.exposure * keep + tally.exposure;
    }

    /// The rate without one subject's own part, drawn to a wider group's.
    fn rate(&self, own: (f64, f64), wider: f64) -> f64 {
        let (seen, exposure) = ((self.seen - own.0).max(0.0), (self.exposure - own.1).max(0.0));
        (seen + LENT_COUNTS) / (exposure + LENT_COUNTS / wider)
    }
}

/// How the rates of peers scatter: sums of squares over what chance explains.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Scatter {
    expected_squared: f64,
    beyond_chance: f64,
}

type Kind = usize;

/// Rates of all peers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Peers {
    whole: BTreeMap<(Kind, Signal), Share>,
    hours: BTreeMap<(Kind, Signal), Vec<Share>>,
    stores: BTreeMap<(Kind, Signal, u32), Share>,
    scatter: BTreeMap<(Kind, Signal), Scatter>,
}

impl Peers {
    /// Adds what was seen of a subject to what is known of it and of its peers. What was expected is settled before, so
    /// no count explains itself. Returns what was expected of all tallies together.
    pub fn add(
        &mut self,
        subject: Subject,
        at_seconds: i64,
        store: u32,
        standing: &mut Standing,
        tallies: &[Tally],
    ) -> f64 {
        standing.fade(at_seconds);
        standing.store = store;
        let mut expected_sum = 0.0;
        let hour = (at_seconds.div_euclid(3_600)).rem_euclid(HOURS as i64) as usize;
        for tally in tallies {
            let key = (subject.kind(), tally.signal);
            let rate = standing.rates.entry(tally.signal).or_default();
            let own = (rate.sums[SLOW].seen, rate.exposure);
            let whole = self.whole.entry(key).or_default();
            let base = whole.rate((0.0, 0.0), RATE_START);
            whole.add(at_seconds, tally);
            let hours = self.hours.entry(key).or_insert_with(|| vec![Share::default(); HOURS]);
            let of_hour = hours[hour].rate((0.0, 0.0), base) / base;
            hours[hour].add(at_seconds, tally);
            let here = self.stores.entry((key.0, key.1, store)).or_default();
            let of_store = here.rate(own, base);
            here.add(at_seconds, tally);
            let expected = tally.exposure * of_store * of_hour * (1.0 + rate.excused);
            for sums in &mut rate.sums {
                sums.seen += tally.seen;
                sums.expected += expected;
                sums.faded += expected;
            }
            rate.cents += tally.cents;
            rate.exposure += tally.exposure;
            expected_sum += expected;
        }
        expected_sum
    }

    /// Shape of the gamma distribution around which the peers' rates scatter; the larger, the more alike they are.
    pub fn shape(&self, subject: Subject, signal: Signal) -> f64 {
        let scatter = self.scatter.get(&(subject.kind(), signal)).copied().unwrap_or_default();
        let squared = scatter.expected_squared + 100.0;
        let beyond = scatter.beyond_chance.max(0.0) + 100.0 / SHAPE_START;
        (squared / beyond).clamp(0.3, 50.0)
    }

    /// Learns how much peers differ, from one of them at the end of a day. One that stands out far is held back, so that
    /// it does not excuse itself.
    pub fn learn_scatter(&mut self, subject: Subject, standing: &Standing) {
        for (signal, rate) in &standing.rates {
            let (seen, expected) = rate.sums[SLOW].as_counts();
            if expected < 0.2 {
                continue;
            }
            let shape = self.shape(subject, *signal);
            let far = 3.0 * (expected + expected * expected / shape).sqrt();
            let off = (seen - expected).clamp(-far, far);
            let scatter = self.scatter.entry((subject.kind(), *signal)).or_default();
            scatter.expected_squared += expected * expected;
            scatter.beyond_chance += off * off - expected;
        }
    }

    /// Lets what was learnt of the scatter fade by a day.
    pub fn fade_scatter(&mut self) {
        for scatter in self.scatter.values_mut() {
            scatter.expected_squared *= 0.98;
            scatter.beyond_chance *= 0.98;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;

    fn tally(seen: bool) -> Tally {
        Tally { signal: Signal::Refunds, seen: f64::from(u8::from(seen)), exposure: 1.0, cents: 0.0 }
    }

    #[test]
    fn what_is_expected_is_the_rate_of_the_others() {
        let (mut peers, mut chance) = (Peers::default(), Chance::new(1));
        let mut standings = vec![Standing::default(); 10];
        for step in 0..60_000i64 {
            let who = chance.below(10);
            let often = if who == 0 { 0.2 } else { 0.02 };
            let refund = tally(chance.unit() < often);
            peers.add(Subject::Cashier(who as u64), step * 60, 1, &mut standings[who], &[refund]);
        }
        let slow = |who: usize| standings[who].rates[&Signal::Refunds].sums[SLOW];
        assert!((slow(0).seen / slow(0).expected - 10.0).abs() < 2.5, "{:?}", slow(0));
        // The other nine see the tenth among their peers: their expectation is a little too high, never too low.
        let others: f64 = (1..10).map(|who| slow(who).seen / slow(who).expected).sum::<f64>() / 9.0;
        assert!((0.4..1.05).contains(&others), "{others}");
    }

    #[test]
    fn a_wrong_accusation_is_heard_less() {
        let mut peers = Peers::default();
        let (mut accused, mut other) = (Standing::default(), Standing::default());
        let work = |peers: &mut Peers, accused: &mut Standing, other: &mut Standing, from: i64| {
            for step in from..from + 2_000 {
                peers.add(Subject::Cashier(1), step * 300, 1, accused, &[tally(step % 10 == 0)]);
                peers.add(Subject::Cashier(2), step * 300, 1, other, &[tally(step % 100 == 0)]);
            }
        };
        work(&mut peers, &mut accused, &mut other, 0);
        let before = accused.rates[&Signal::Refunds].sums[SLOW];
        assert!(before.seen > 4.0 * before.expected);
        accused.excuse(Signal::Refunds, 4.0);
        work(&mut peers, &mut accused, &mut other, 2_000);
        let after = accused.rates[&Signal::Refunds].sums[SLOW];
        assert!(after.seen < 1.7 * after.expected, "{after:?}");
    }
}
