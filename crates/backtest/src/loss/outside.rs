//! What the guilty do who are no cashiers: customers, devices and addresses.

use super::floor::{Planted, STORES, order};
use super::scheme::{Kind, Scheme};
use crate::visits::DAY_SECONDS;
use realtail_learn::chance::Chance;
use realtail_learn::loss::{Answer, Attempt, Deed, Proof, Receipt, Step, What};

/// Adds their deeds.
pub fn add(schemes: &[Scheme], chance: &mut Chance, deeds: &mut Vec<Planted>) {
    for (at, scheme) in schemes.iter().enumerate() {
        match scheme.kind {
            Kind::ReturnAbuse => bring_back(at, scheme, chance, deeds),
            Kind::CardTesting => test_cards(at, scheme, chance, deeds),
            Kind::AddressRing => order_for_nobody(at, scheme, chance, deeds),
            _ => (),
        }
    }
}

fn bring_back(at: usize, scheme: &Scheme, chance: &mut Chance, deeds: &mut Vec<Planted>) {
    for day in scheme.first_day..scheme.end_day {
        if chance.unit() >= 3.0 / 7.0 * scheme.boldness {
            continue;
        }
        let proof = if chance.unit() < 0.5 { Proof::Nothing } else { Proof::Receipt };
        // At the desk, in whichever store.
        let store = (scheme.store + chance.below(2) as u32) % STORES;
        let receipt = Receipt {
            cashier: u64::from(store) * 100,
            till: u64::from(store) * 100,
            customer: Some(scheme.number),
            steps: vec![Step::Refunded { cents: 3_000, proof }],
        };
        let at_seconds = day * DAY_SECONDS + (10 * 3_600) + chance.below(9 * 3_600) as i64;
        let deed = Deed { at_seconds, store, what: What::Receipt(receipt) };
        deeds.push(Planted { deed, guilt: Some((at, 3_000)) });
    }
}

fn test_cards(at: usize, scheme: &Scheme, chance: &mut Chance, deeds: &mut Vec<Planted>) {
    let first = scheme.first_day;
    for night in [first, first + 1 + chance.below(7) as i64] {
        let begun = night * DAY_SECONDS + 2 * 3_600 + chance.below(3_600) as i64;
        let tries = (25.0 * scheme.boldness) as u64;
        for card in 0..tries {
            let accepted = chance.unit() < 0.3;
            let attempt = Attempt {
                customer: scheme.number + card / 5,
                token: scheme.number + (night as u64) * 100_000 + card,
                device: scheme.number,
                address: scheme.number,
                cents: 200,
                answer: if accepted { Answer::Accepted } else { Answer::Declined },
            };
            let lost = if accepted { 6_000 } else { 0 };
            let at_seconds = begun + card as i64 * 70;
            deeds.push(order(at_seconds, scheme.store, attempt, Some((at, lost))));
        }
    }
}

fn order_for_nobody(at: usize, scheme: &Scheme, chance: &mut Chance, deeds: &mut Vec<Planted>) {
    for day in scheme.first_day..scheme.end_day {
        if chance.unit() >= 0.5 * scheme.boldness {
            continue;
        }
        let stranger = scheme.number + 1 + day as u64;
        let attempt = Attempt {
            customer: stranger,
            token: stranger * 4,
            device: stranger * 2,
            address: scheme.number,
            cents: 12_000,
            answer: Answer::Accepted,
        };
        let at_seconds = day * DAY_SECONDS + 9 * 3_600 + chance.below(12 * 3_600) as i64;
        deeds.push(order(at_seconds, scheme.store, attempt, Some((at, 12_000))));
    }
}
