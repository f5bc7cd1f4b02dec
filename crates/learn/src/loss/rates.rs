//! What a subject is expected to do, from its peers of the same store and hour and from its own past, and what it was
//! seen to do.
//!
//! Counts are Poisson around a rate, and the rates of peers scatter as a gamma distribution (gamma-Poisson shrinkage,
//! DuMouchel, The American Statistician 53, 1999). Old counts fade exponentially, on both sides alike, which is the power
//! discount of a gamma prior (West, Harrison and Migon, JASA 80, 1985; for surveillance: Heard and others, Annals of
//! Applied Statistics 4, 2010). Three comparisons are kept: of some days with what peers and its own habit lead to expect,
//! of some weeks with the same, and of its habit with that of peers.

use super::deed::Subject;
use super::signal::{Signal, Tally};
use super::tail::surprise;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A comparison of what was seen with what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum View {
    /// Some days, beside peers and the subject's own habit.
    Days,
    /// Some weeks, beside the same.
    Weeks,
    /// The subject's habit, beside peers alone.
    Habit,
}

impl View {
    /// All of them, in the order of a rate's sums.
    pub const ALL: [View; 3] = [View::Days, View::Weeks, View::Habit];

    /// After so many days a count weighs half.
    pub fn half_life_days(self) -> f64 {
        match self {
            View::Days => 2.0,
            View::Weeks => 8.0,
            View::Habit => 20.0,
        }
    }
}

/// After so many days a count weighs half in what a subject is known to do.
const OWN_HALF_LIFE_DAYS: f64 = 60.0;
const DAY_SECONDS: f64 = 86_400.0;
const HOURS: usize = 24;
/// Counts that a wider group lends to a narrower one.
const LENT_COUNTS: f64 = 4.0;
/// Receipts, lines or units that stand behind a rate of which nothing was seen yet.
const RATE_START: f64 = 0.01;
/// Shape of the scatter of peers where nothing is known of it, in peers of weight one.
const SHAPE_START: f64 = 4.0;
/// Squared expected counts that stand behind that.
const SHAPE_LENT: f64 = 100.0;

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
    /// By view.
    pub sums: [Sums; 3],
    /// Levels of surprise that were passed lately, by view.
    pub passed: [u16; 3],
    /// Worth of what was seen, fading as the habit does, in cents.
    pub cents: f64,
    /// Out of how many, fading as the habit does.
    exposure: f64,
    /// Seen and expected from peers, fading the slowest.
    own: (f64, f64),
    /// Times as many as peers that are accepted of this subject, beyond one: it was accused of them wrongly.
    excused: f64,
}

impl Rate {
    /// What was seen and expected of the habit.
    pub fn habit(&self) -> Sums {
        self.sums[View::Habit as usize]
    }

    /// How many times what peers do the subject is used to doing.
    fn usual(&self, shape: f64) -> f64 {
        (self.own.0 + shape) / (self.own.1 + shape)
    }
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
    /// Levels of the score that were passed lately.
    pub passed: u16,
    /// No case is opened about it before then, in seconds.
    pub quiet_until: i64,
}

impl Standing {
    fn fade(&mut self, at_seconds: i64) {
        let passed = (at_seconds - self.at_seconds).max(0) as f64;
        self.at_seconds = self.at_seconds.max(at_seconds);
        if passed == 0.0 {
            return;
        }
        let keep = View::ALL.map(|view| (-passed / DAY_SECONDS / view.half_life_days()).exp2());
        let keep_own = (-passed / DAY_SECONDS / OWN_HALF_LIFE_DAYS).exp2();
        for rate in self.rates.values_mut() {
            for (sums, keep) in rate.sums.iter_mut().zip(keep) {
                sums.seen *= keep;
                sums.expected *= keep;
                sums.faded *= keep * keep;
            }
            rate.cents *= keep[View::Habit as usize];
            rate.exposure *= keep[View::Habit as usize];
            rate.own = (rate.own.0 * keep_own, rate.own.1 * keep_own);
        }
    }

    /// Lets every level be passed anew.
    pub fn forget_passed(&mut self) {
        self.passed = 0;
        self.rates.values_mut().for_each(|rate| rate.passed = [0; 3]);
    }

    /// Takes what is seen now as what this subject does anyhow, by how many times it exceeded peers.
    pub fn excuse(&mut self, signal: Signal, shape: f64) {
        if let Some(rate) = self.rates.get_mut(&signal) {
            let habit = rate.habit();
            let times = (habit.seen + shape) / (habit.expected + shape);
            rate.excused = (1.0 + rate.excused) * times.max(1.0) - 1.0;
            rate.own.1 *= times.max(1.0);
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
        let keep = (-passed / DAY_SECONDS / View::Habit.half_life_days()).exp2();
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
    scatter: BTreeMap<(Kind, Signal), [Scatter; 3]>,
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
            let usual = rate.usual(shape(self.scatter.get(&key), View::Habit));
            let own = (rate.habit().seen, rate.exposure);
            let whole = self.whole.entry(key).or_default();
            let base = whole.rate((0.0, 0.0), RATE_START);
            whole.add(at_seconds, tally);
            let hours = self.hours.entry(key).or_insert_with(|| vec![Share::default(); HOURS]);
            // Few hours see as much as all together, and one burst by night must not explain itself.
            let of_hour = (hours[hour].rate((0.0, 0.0), base) / base).clamp(0.4, 2.5);
            hours[hour].add(at_seconds, tally);
            let here = self.stores.entry((key.0, key.1, store)).or_default();
            let of_store = here.rate(own, base);
            here.add(at_seconds, tally);
            let expected = tally.exposure * of_store * of_hour * (1.0 + rate.excused);
            for (sums, times) in rate.sums.iter_mut().zip([usual, usual, 1.0]) {
                sums.seen += tally.seen;
                sums.expected += expected * times;
                sums.faded += expected * times;
            }
            rate.own = (rate.own.0 + tally.seen, rate.own.1 + expected);
            rate.cents += tally.cents;
            rate.exposure += tally.exposure;
            expected_sum += expected * usual;
        }
        expected_sum
    }

    /// Shape of the gamma distribution around which rates scatter; the larger, the more alike they are.
    pub fn shape(&self, subject: Subject, signal: Signal, view: View) -> f64 {
        shape(self.scatter.get(&(subject.kind(), signal)), view)
    }

    /// How rare it is to see so much more than expected, among subjects of a kind.
    pub fn surprise(&self, subject: Subject, signal: Signal, view: View, sums: &Sums) -> f64 {
        let (seen, expected) = sums.as_counts();
        surprise(seen, expected, self.shape(subject, signal, view))
    }

    /// Learns how much rates differ, from one subject at the end of a day. One that stands out far is held back, so that
    /// it does not excuse itself.
    pub fn learn_scatter(&mut self, subject: Subject, standing: &Standing) {
        for (signal, rate) in &standing.rates {
            let scatter = self.scatter.entry((subject.kind(), *signal)).or_default();
            for view in View::ALL {
                let (seen, expected) = rate.sums[view as usize].as_counts();
                if expected < 0.2 {
                    continue;
                }
                let shape = shape(Some(&*scatter), view);
                let far = 3.0 * (expected + expected * expected / shape).sqrt();
                let off = (seen - expected).clamp(-far, far);
                let scatter = &mut scatter[view as usize];
                scatter.expected_squared += expected * expected;
                scatter.beyond_chance += off * off - expected;
            }
        }
    }

    /// Lets what was learnt of the scatter fade by a day.
    pub fn fade_scatter(&mut self) {
        for scatter in self.scatter.values_mut().flatten() {
            scatter.expected_squared *= 0.98;
            scatter.beyond_chance *= 0.98;
        }
    }
}

fn shape(scatter: Option<&[Scatter; 3]>, view: View) -> f64 {
    let scatter = scatter.map(|scatter| scatter[view as usize]).unwrap_or_default();
    let squared = scatter.expected_squared + SHAPE_LENT;
    let beyond = scatter.beyond_chance.max(0.0) + SHAPE_LENT / SHAPE_START;
    (squared / beyond).clamp(0.3, 50.0)
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
        let slow = |who: usize| standings[who].rates[&Signal::Refunds].habit();
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
        let before = accused.rates[&Signal::Refunds].habit();
        assert!(before.seen > 4.0 * before.expected);
        accused.excuse(Signal::Refunds, 4.0);
        work(&mut peers, &mut accused, &mut other, 2_000);
        let after = accused.rates[&Signal::Refunds].habit();
        assert!(after.seen < 1.7 * after.expected, "{after:?}");
    }
}
