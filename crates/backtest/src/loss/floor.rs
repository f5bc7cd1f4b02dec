//! A shop floor from a seed: real receipts with cashiers, tills, refunds, orders and counts, honest and otherwise.
//!
//! Real are when people come, who, how many lines they buy and for how much. The 457 stores are dealt out among eight, and
//! each receipt stands for eight shoppers who come within half an hour of it, for the panel is a fraction of those who shop
//! there. Everything irregular is drawn, at the rates below; stores differ in them by a deviation of 0.4 in logarithms, and
//! cashiers of a store by 0.35. Some look guilty and are not: the service desk that takes most
//! refunds, the trainee who voids four times as often for three weeks, dormitories where twenty customers share an address,
//! families that return more than others, and a place by the door that loses three times the units of others.

use super::scheme::{GUILTY_NUMBERS, Ground, Kind, Scheme, plant};
use crate::visits::{DAY_SECONDS, Visit};
use realtail_learn::chance::Chance;
use realtail_learn::loss::{Answer, Attempt, Count, Deed, Proof, Receipt, Step, What};
use std::collections::BTreeMap;

/// Days that are watched.
pub const DAYS: i64 = 182;
/// Days before the first scheme, in which nothing is scored.
pub const WARM_UP_DAYS: i64 = 49;
/// Stores.
pub const STORES: u32 = 8;
const SHOPPERS_PER_VISIT: u64 = 8;
const CASHIERS: u64 = 10;
const CREW: usize = 4;
const PLACES: u64 = 30;
/// Addresses of dormitories begin here.
const DORMITORIES: u64 = 1 << 30;

/// A deed, and which scheme it belongs to.
pub struct Planted {
    /// What happened.
    pub deed: Deed,
    /// The scheme's place in the list, and what the deed cost, in cents.
    pub guilt: Option<(usize, i64)>,
}

/// All that happened, in order of time, and the schemes in it.
pub struct Floor {
    /// What happened.
    pub deeds: Vec<Planted>,
    /// What was planted.
    pub schemes: Vec<Scheme>,
}

/// Whether there are schemes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Morals {
    /// Nobody is guilty; what plain rules are set on.
    Honest,
    /// Three of each kind are.
    Mixed,
}

impl Floor {
    /// From real visits and a seed.
    pub fn new(visits: &[Visit], seed: u64, morals: Morals) -> Floor {
        let mut chance = Chance::new(seed);
        let ground = Ground {
            stores: STORES,
            cashiers: CASHIERS,
            places: PLACES,
            first_day: WARM_UP_DAYS,
            end_day: DAYS,
        };
        let mut schemes = plant(&ground, &mut chance);
        if morals == Morals::Honest {
            schemes.clear();
        }
        let mut maker = Maker { staff: Staff::new(&mut chance), chance, deeds: Vec::new(), schemes };
        let dealt = deal(visits);
        for visit in visits.iter().take_while(|visit| visit.at_seconds < DAYS * DAY_SECONDS) {
            for copy in 0..SHOPPERS_PER_VISIT {
                maker.shop(visit, dealt[&visit.store], copy);
            }
        }
        (0..DAYS).for_each(|day| maker.count(day));
        super::outside::add(&maker.schemes, &mut maker.chance, &mut maker.deeds);
        maker.deeds.retain(|planted| (0..DAYS * DAY_SECONDS).contains(&planted.deed.at_seconds));
        maker.deeds.sort_by_key(|planted| planted.deed.at_seconds);
        Floor { deeds: maker.deeds, schemes: maker.schemes }
    }
}

/// Real stores dealt out among ours, the largest first.
fn deal(visits: &[Visit]) -> BTreeMap<u32, u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    visits.iter().for_each(|visit| *counts.entry(visit.store).or_default() += 1);
    let mut stores: Vec<(u32, u32)> = counts.into_iter().map(|(store, count)| (count, store)).collect();
    stores.sort_unstable_by(|one, other| other.cmp(one));
    stores.into_iter().enumerate().map(|(rank, (_, store))| (store, rank as u32 % STORES)).collect()
}

/// How much each cashier does of each irregular thing, beside others.
struct Staff {
    habits: Vec<[f64; 6]>,
    trained_from_day: Vec<i64>,
    crews: Vec<Vec<u64>>,
}

impl Staff {
    fn new(chance: &mut Chance) -> Staff {
        let count = u64::from(STORES) * CASHIERS;
        let mut apart =
            |deviation: f64| [(); 6].map(|()| (deviation * chance.normal() - deviation.powi(2) / 2.0).exp());
        let stores: Vec<[f64; 6]> = (0..STORES).map(|_| apart(0.4)).collect();
        let habit = |number: u64| {
            let (own, store) = (apart(0.35), &stores[(number / CASHIERS) as usize]);
            std::array::from_fn(|at| own[at] * store[at])
        };
        let habits = (0..count).map(habit).collect();
        let trained_from_day = (0..STORES).map(|_| 50 + chance.below(90) as i64).collect();
        let deal = |_| {
            let mut crew: Vec<u64> = (0..CASHIERS).collect();
            for at in 0..crew.len() {
                let other = at + chance.below(crew.len() - at);
                crew.swap(at, other);
            }
            crew
        };
        let crews = (0..DAYS * i64::from(STORES)).map(deal).collect();
        Staff { habits, trained_from_day, crews }
    }
}

struct Maker {
    staff: Staff,
    chance: Chance,
    deeds: Vec<Planted>,
    schemes: Vec<Scheme>,
}

/// One shopper at a till.
struct Turn {
    at_seconds: i64,
    store: u32,
    cashier: u64,
    till: u64,
    customer: Option<u64>,
}

impl Maker {
    fn happens(&mut self, probability: f64) -> bool {
        self.chance.unit() < probability
    }

    fn push(&mut self, turn: &Turn, steps: Vec<Step>, guilt: Option<(usize, i64)>) {
        let receipt = Receipt { cashier: turn.cashier, till: turn.till, customer: turn.customer, steps };
        let deed = Deed { at_seconds: turn.at_seconds, store: turn.store, what: What::Receipt(receipt) };
        self.deeds.push(Planted { deed, guilt });
    }

    fn shop(&mut self, visit: &Visit, store: u32, copy: u64) {
        let at_seconds =
            (visit.at_seconds + self.chance.below(3_600) as i64 - 1_800).clamp(0, DAYS * DAY_SECONDS - 1);
        let person = u64::from(visit.household) * SHOPPERS_PER_VISIT + copy;
        let (day, hour) = (at_seconds / DAY_SECONDS, at_seconds % DAY_SECONDS / 3_600);
        let crew = &self.staff.crews[(day * i64::from(STORES)) as usize + store as usize];
        let at = self.chance.below(CREW) + if hour < 14 { 0 } else { CREW };
        let who = crew[at];
        let till = if who == 0 { 0 } else { 1 + at % CREW } as u64;
        let turn = Turn {
            at_seconds,
            store,
            cashier: u64::from(store) * 100 + who,
            till: u64::from(store) * 100 + till,
            customer: (self.chance.unit() < 0.6).then_some(person),
        };
        self.sell(visit, &turn, who, day, hour);
        if self.happens(0.04) {
            self.order(visit, at_seconds, store, person);
        }
    }

    /// A sale, with what goes wrong in it honestly, what a guilty cashier does with it, and refunds after it.
    fn sell(&mut self, visit: &Visit, turn: &Turn, who: u64, day: i64, hour: i64) {
        let habits = self.staff.habits[(u64::from(turn.store) * CASHIERS + who) as usize];
        let trained = day - self.staff.trained_from_day[turn.store as usize];
        let training = if who == CASHIERS - 1 && (0..21).contains(&trained) { 4.0 } else { 1.0 };
        let rush = if (16..19).contains(&hour) { 1.3 } else { 1.0 };
        let lines = f64::from(visit.lines);
        let line_cents = visit.cents / i64::from(visit.lines.max(1));
        let mut steps = vec![Step::Scanned { lines: visit.lines, cents: visit.cents }];
        let odds = [
            (0.000_5 * lines * habits[0], Step::Unscanned { cents: line_cents }),
            (0.004 * lines * habits[1] * training * rush, Step::Voided { cents: line_cents }),
            (0.012 * habits[2], Step::Overridden { cents: line_cents / 3 }),
            (0.010 * habits[3], Step::GiftLoaded { cents: 3_500 }),
        ];
        for (odds, step) in odds {
            if self.happens(odds) {
                steps.push(step);
                if matches!(step, Step::Overridden { .. }) && self.happens(0.15) {
                    steps.push(Step::Discounted { cents: line_cents / 5 });
                }
            }
        }
        steps.push(Step::Totalled);
        if self.happens(0.003 * habits[4] * training) {
            steps.push(Step::Voided { cents: line_cents });
        }
        let guilt = self.cheat(visit, turn, day, &mut steps);
        self.push(turn, steps, guilt);
        // The desk takes most refunds, and more come by day.
        let daytime = if (10..16).contains(&hour) { 1.5 } else { 0.8 };
        let desk = if who == 0 { 6.0 } else { 0.6 };
        let family = if (visit.household).is_multiple_of(50) { 3.0 } else { 1.0 };
        if self.happens(0.009 * habits[5] * daytime * desk * family) {
            let proof = if self.happens(0.15) { Proof::Nothing } else { Proof::Receipt };
            let later = Turn { at_seconds: turn.at_seconds + 300, ..*turn };
            self.push(&later, vec![Step::Refunded { cents: line_cents.max(300), proof }], None);
        }
    }

    /// What a guilty cashier does with a sale.
    fn cheat(&mut self, visit: &Visit, turn: &Turn, day: i64, steps: &mut Vec<Step>) -> Option<(usize, i64)> {
        let is_hers = |scheme: &Scheme| {
            scheme.kind.is_of_cashier() && scheme.number == turn.cashier && scheme.is_on(day)
        };
        let at = self.schemes.iter().position(is_hers)?;
        let Scheme { kind, boldness, number, .. } = self.schemes[at];
        let line_cents = (visit.cents / i64::from(visit.lines.max(1))).max(200);
        let lost = match kind {
            Kind::Sweethearting if self.happens(0.06 * boldness) => {
                if self.happens(0.35) {
                    steps.insert(1, Step::Unscanned { cents: 3 * line_cents });
                }
                3 * line_cents
            }
            Kind::Sweethearting if self.happens(0.04 * boldness) => {
                steps.insert(1, Step::Voided { cents: line_cents });
                line_cents
            }
            Kind::RefundRing if self.happens(0.012 * boldness) => {
                let card = GUILTY_NUMBERS + number * 10 + self.chance.below(3) as u64;
                let wait = 60 + self.chance.below(540) as i64;
                let later = Turn { at_seconds: turn.at_seconds + wait, customer: Some(card), ..*turn };
                let refund = Step::Refunded { cents: 2_500, proof: Proof::Nothing };
                self.push(&later, vec![refund], Some((at, 2_500)));
                return None;
            }
            Kind::VoidAndPocket if self.happens(0.012 * boldness) => {
                steps.push(Step::Voided { cents: visit.cents / 2 });
                visit.cents / 2
            }
            Kind::OverrideForFriends if self.happens(0.03 * boldness) => {
                steps.insert(1, Step::Overridden { cents: visit.cents * 3 / 10 });
                steps.insert(2, Step::Discounted { cents: visit.cents / 10 });
                visit.cents * 4 / 10
            }
            Kind::GiftCardDrain if self.happens(0.02 * boldness) => {
                steps.insert(1, Step::GiftLoaded { cents: 5_000 });
                5_000
            }
            _ => return None,
        };
        Some((at, lost))
    }

    /// An honest order; some are declined, and half of those are tried again with another card.
    fn order(&mut self, visit: &Visit, at_seconds: i64, store: u32, person: u64) {
        let second = |chance: &mut Chance| u64::from(chance.unit() < 0.1);
        let is_dormitory = person.is_multiple_of(61);
        let address =
            if is_dormitory { DORMITORIES + u64::from(store) * 10 + person / 61 % 3 } else { person / 2 };
        let mut attempt = Attempt {
            customer: person,
            token: person * 4 + second(&mut self.chance),
            device: person * 2 + second(&mut self.chance),
            address,
            cents: visit.cents,
            answer: Answer::Accepted,
        };
        if self.happens(0.03) {
            attempt.answer = Answer::Declined;
            let declined = attempt.clone();
            self.deeds.push(order(at_seconds, store, declined, None));
            if self.happens(0.5) {
                return;
            }
            attempt.token += 2;
            attempt.answer = Answer::Accepted;
        }
        self.deeds.push(order(at_seconds + 120, store, attempt, None));
    }

    /// Every place is counted every third day.
    fn count(&mut self, day: i64) {
        for place in 0..u64::from(STORES) * PLACES {
            if (place as i64 + day) % 3 != 0 {
                continue;
            }
            let (store, spot) = ((place / PLACES) as u32, place % PLACES);
            let number = u64::from(store) * 1_000 + spot;
            let mut own = Chance::new(number);
            let expected = 60 + own.below(240) as u32;
            let usual = (0.4 * own.normal()).exp() * if spot == 0 { 3.0 } else { 1.0 };
            let wasted = self.poisson(f64::from(expected) * 0.004);
            let lost = self.poisson(f64::from(expected) * 0.006 * usual);
            let on = |scheme: &Scheme| {
                scheme.kind == Kind::ShelfSweep && scheme.number == number && scheme.is_on(day)
            };
            let sweep = self.schemes.iter().position(on).filter(|_| self.happens(0.75));
            let swept = sweep.map_or(0, |at| (f64::from(expected) * 0.12 * self.schemes[at].boldness) as u32);
            let count = Count {
                place: number,
                expected_units: expected,
                found_units: expected.saturating_sub(wasted + lost + swept),
                wasted_units: wasted,
                delivered_units: if self.happens(0.5) { expected / 2 } else { 0 },
                unscanned_units: 0,
                unit_cents: 800,
            };
            let at_seconds = day * DAY_SECONDS + 7 * 3_600 + spot as i64 * 60;
            let guilt = sweep.map(|at| (at, i64::from(swept) * 800));
            self.deeds.push(Planted { deed: Deed { at_seconds, store, what: What::Count(count) }, guilt });
        }
    }

    /// Counts of a mean (Knuth, The Art of Computer Programming 2, 3.4.1).
    fn poisson(&mut self, mean: f64) -> u32 {
        let (end, mut product, mut count) = ((-mean).exp(), self.chance.unit(), 0);
        while product > end {
            product *= self.chance.unit();
            count += 1;
        }
        count
    }
}

/// An attempt to order.
pub fn order(at_seconds: i64, store: u32, attempt: Attempt, guilt: Option<(usize, i64)>) -> Planted {
    Planted { deed: Deed { at_seconds, store, what: What::Attempt(attempt) }, guilt }
}
