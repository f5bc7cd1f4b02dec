//! Signals: what is counted of a subject, and how deeds come to counts.

use super::deed::{Answer, Attempt, Count, Proof, Receipt, Step, Subject};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Signal {
    /// Receipts with something that was handed over unscanned, per line.
    Unscanned,
    /// Receipts with a line taken off before the total, per line.
    Voids,
    /// Receipts with a line taken off after the customer saw the total.
    VoidsAfterTotal,
    /// Receipts that pay money back.
    Refunds,
    /// Money paid back without a receipt right after a sale at the same till.
    RefundsAfterSale,
    /// Receipts with a price typed in.
    Overrides,
    /// Receipts with a price typed in and a discount by hand after it.
    OverridesDiscounted,
    /// Receipts that load a gift card.
    GiftLoads,
    /// A customer's returns, per visit.
    Returns,
    /// A customer's returns without a receipt, per visit.
    ReturnsUnproven,
    /// Attempts within an hour of the one before.
    Repeats,
    /// Attempts that the provider declined.
    Declines,
    /// Attempts with a means of payment that is new to the device or the address.
    TokensTried,
    /// Attempts by a customer who is new to the address.
    CustomersNew,
    /// Units missing, per unit expected.
    Missing,
    /// A cashier's or a till's rates taken together are unlike those of others.
    Odd,
}

impl Signal {
    /// How many there are.
    pub const COUNT: usize = 16;

    /// Its name, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Signal::Unscanned => "unscanned",
            Signal::Voids => "voids",
            Signal::VoidsAfterTotal => "voids_after_total",
            Signal::Refunds => "refunds",
            Signal::RefundsAfterSale => "refunds_after_sale",
            Signal::Overrides => "price_overrides",
            Signal::OverridesDiscounted => "price_overrides_discounted",
            Signal::GiftLoads => "gift_card_loads",
            Signal::Returns => "returns",
            Signal::ReturnsUnproven => "returns_without_receipt",
            Signal::Repeats => "attempts_repeated",
            Signal::Declines => "payments_declined",
            Signal::TokensTried => "tokens_tried",
            Signal::CustomersNew => "customers_new",
            Signal::Missing => "units_missing",
            Signal::Odd => "rates_unlike_others",
        }
    }

    /// In words, for a case.
    pub fn words(self) -> &'static str {
        match self {
            Signal::Unscanned => "handed over unscanned",
            Signal::Voids => "lines taken off before the total",
            Signal::VoidsAfterTotal => "lines taken off after the total",
            Signal::Refunds => "money paid back",
            Signal::RefundsAfterSale => "money paid back without receipt right after a sale",
            Signal::Overrides => "prices typed in",
            Signal::OverridesDiscounted => "prices typed in, then a discount by hand",
            Signal::GiftLoads => "gift cards loaded",
            Signal::Returns => "goods brought back",
            Signal::ReturnsUnproven => "goods brought back without receipt",
            Signal::Repeats => "attempts within an hour of the one before",
            Signal::Declines => "payments declined",
            Signal::TokensTried => "means of payment not seen here before",
            Signal::CustomersNew => "customers not seen here before",
            Signal::Missing => "units missing at a count",
            Signal::Odd => "rates that together are unlike those of others",
        }
    }
}

/// A count of a signal, what it was out of, and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// Of what.
    pub signal: Signal,
    /// How many.
    pub seen: f64,
    /// Out of how many.
    pub exposure: f64,
    /// Worth in cents.
    pub cents: f64,
}

/// A sale, for so long, is "right before" a refund.
const RIGHT_AFTER_SECONDS: i64 = 15 * 60;
const REPEAT_SECONDS: i64 = 3_600;
/// Companions remembered of one subject: enough to tell one that is new, and no way to fill the memory.
const COMPANIONS_MAX: usize = 64;

/// What must be remembered to tell sequences.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    /// The last sale at each till.
    sold: BTreeMap<u64, i64>,
    /// The last attempt of each token, device and address.
    tried: BTreeMap<Subject, i64>,
    /// Tokens and customers seen with each device and address.
    companions: BTreeMap<Subject, BTreeSet<Subject>>,
}

impl Memory {
    /// What a receipt says of its cashier and its till, and of its customer.
    pub fn receipt(&mut self, at_seconds: i64, receipt: &Receipt) -> (Vec<Tally>, Vec<Tally>) {
        let read = Read::of(&receipt.steps);
        let sold = self.sold.get(&receipt.till).is_some_and(|sold| at_seconds - sold <= RIGHT_AFTER_SECONDS);
        let after_sale = if sold { read.unproven } else { None };
        if read.lines > 0.0 {
            self.sold.insert(receipt.till, at_seconds);
        }
        let staff = vec![
            tally(Signal::Unscanned, read.unscanned, read.lines),
            tally(Signal::Voids, read.voided, read.lines),
            tally(Signal::VoidsAfterTotal, read.voided_late, 1.0),
            tally(Signal::Refunds, read.refunded, 1.0),
            tally(Signal::RefundsAfterSale, after_sale, 1.0),
            tally(Signal::Overrides, read.overridden, 1.0),
            tally(Signal::OverridesDiscounted, read.discounted, 1.0),
            tally(Signal::GiftLoads, read.gifts, 1.0),
        ];
        (staff, read.of_customer())
    }

    /// What an attempt says of its token, its device and its address.
    pub fn attempt(&mut self, at_seconds: i64, attempt: &Attempt) -> Vec<(Subject, Vec<Tally>)> {
        let (token, customer) = (Subject::Token(attempt.token), Subject::Customer(attempt.customer));
        let subjects = [token, Subject::Device(attempt.device), Subject::Address(attempt.address)];
        let tally = |signal, seen: bool| Tally {
            signal,
            seen: f64::from(u8::from(seen)),
            exposure: 1.0,
            cents: if seen { attempt.cents as f64 } else { 0.0 },
        };
        let told = subjects.map(|subject| {
            let before = self.tried.insert(subject, at_seconds);
            let repeated = before.is_some_and(|before| at_seconds - before <= REPEAT_SECONDS);
            let mut tallies = vec![
                tally(Signal::Repeats, repeated),
                tally(Signal::Declines, attempt.answer == Answer::Declined),
            ];
            if subject != token {
                let known = self.companions.entry(subject).or_default();
                tallies.push(tally(Signal::TokensTried, is_new(known, token)));
                tallies.push(tally(Signal::CustomersNew, is_new(known, customer)));
            }
            (subject, tallies)
        });
        told.into()
    }

    /// Forgets what was not heard of since then.
    pub fn forget(&mut self, before_seconds: i64) {
        self.tried.retain(|_, at| *at >= before_seconds);
        self.sold.retain(|_, at| *at >= before_seconds);
        let tried = &self.tried;
        self.companions.retain(|subject, _| tried.contains_key(subject));
    }
}

/// What a visit says of its customer.
pub fn visit(steps: &[Step]) -> Vec<Tally> {
    Read::of(steps).of_customer()
}

/// Whether there was one, and what it was worth.
fn tally(signal: Signal, cents: Option<i64>, exposure: f64) -> Tally {
    let seen = f64::from(u8::from(cents.is_some()));
    Tally { signal, seen, exposure, cents: cents.unwrap_or_default() as f64 }
}

/// What a count says of its place: units missing that no waste explains.
pub fn count(count: &Count) -> Vec<Tally> {
    let missing = count.expected_units.saturating_sub(count.found_units).saturating_sub(count.wasted_units);
    vec![Tally {
        signal: Signal::Missing,
        seen: f64::from(missing),
        exposure: f64::from(count.expected_units),
        cents: f64::from(missing) * count.unit_cents as f64,
    }]
}

/// Whether others of its kind are known already and this one is not: the first companion is no news.
fn is_new(known: &mut BTreeSet<Subject>, companion: Subject) -> bool {
    let kind = companion.kind();
    let others = known.iter().filter(|other| other.kind() == kind).count();
    if others >= COMPANIONS_MAX && !known.contains(&companion) {
        return true;
    }
    known.insert(companion) && others > 0
}

/// Sums of a receipt's irregular steps; `None` where there was none.
#[derive(Default)]
struct Read {
    lines: f64,
    unscanned: Option<i64>,
    voided: Option<i64>,
    voided_late: Option<i64>,
    refunded: Option<i64>,
    unproven: Option<i64>,
    overridden: Option<i64>,
    discounted: Option<i64>,
    gifts: Option<i64>,
}

impl Read {
    fn of_customer(&self) -> Vec<Tally> {
        vec![tally(Signal::Returns, self.refunded, 1.0), tally(Signal::ReturnsUnproven, self.unproven, 1.0)]
    }

    fn of(steps: &[Step]) -> Read {
        let mut read = Read::default();
        let add = |sum: &mut Option<i64>, cents: i64| *sum = Some(sum.unwrap_or_default() + cents);
        let mut totalled = false;
        for step in steps {
            match *step {
                Step::Scanned { lines, .. } => read.lines += f64::from(lines),
                Step::Unscanned { cents } => add(&mut read.unscanned, cents),
                Step::Voided { cents } if totalled => add(&mut read.voided_late, cents),
                Step::Voided { cents } => add(&mut read.voided, cents),
                Step::Overridden { cents } => add(&mut read.overridden, cents),
                Step::Discounted { cents } if read.overridden.is_some() => add(&mut read.discounted, cents),
                Step::Discounted { .. } => (),
                Step::GiftLoaded { cents } => add(&mut read.gifts, cents),
                Step::Refunded { cents, proof } => {
                    add(&mut read.refunded, cents);
                    if proof == Proof::Nothing {
                        add(&mut read.unproven, cents);
                    }
                }
                Step::Totalled => totalled = true,
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_steps_tells_signals_apart() {
        use Step::*;
        let scanned = Scanned { lines: 4, cents: 900 };
        let refund = Refunded { cents: 500, proof: Proof::Nothing };
        for (steps, expected) in [
            (vec![scanned, Voided { cents: 100 }, Totalled], vec![Signal::Voids]),
            (vec![scanned, Totalled, Voided { cents: 100 }], vec![Signal::VoidsAfterTotal]),
            (
                vec![scanned, Overridden { cents: 50 }, Discounted { cents: 10 }],
                vec![Signal::Overrides, Signal::OverridesDiscounted],
            ),
            (vec![scanned, Discounted { cents: 10 }, Overridden { cents: 50 }], vec![Signal::Overrides]),
            (vec![refund], vec![Signal::Refunds, Signal::RefundsAfterSale]),
            (vec![Refunded { cents: 5, proof: Proof::Receipt }], vec![Signal::Refunds]),
        ] {
            let mut memory = Memory::default();
            let sale = Receipt { cashier: 1, till: 7, customer: None, steps: vec![scanned] };
            memory.receipt(1_000, &sale);
            let (staff, _) = memory.receipt(1_200, &Receipt { steps: steps.clone(), ..sale });
            let seen: Vec<Signal> = staff.iter().filter(|t| t.seen > 0.0).map(|t| t.signal).collect();
            assert_eq!(seen, expected, "{steps:?}");
        }
    }

    #[test]
    fn a_device_that_tries_cards_is_told_from_one_that_uses_its_own() {
        let mut memory = Memory::default();
        let attempt = |token| Attempt {
            customer: 1,
            token,
            device: 3,
            address: 4,
            cents: 100,
            answer: Answer::Accepted,
        };
        let mut tried = |at, token| {
            let told = memory.attempt(at, &attempt(token));
            told[1].1.iter().filter(|t| t.seen > 0.0).map(|t| t.signal).collect::<Vec<_>>()
        };
        assert_eq!(tried(0, 10), []);
        assert_eq!(tried(9_000, 10), []);
        assert_eq!(tried(9_060, 11), [Signal::Repeats, Signal::TokensTried]);
    }
}
