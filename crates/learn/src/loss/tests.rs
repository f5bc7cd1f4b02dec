//! A store with one cashier who pays money to herself.

use super::*;
use crate::chance::Chance;

const CASHIERS: u64 = 12;

/// Receipts of two stores for so many days; from day 60 on cashier 3 pays money back without a receipt after one sale in
/// twenty. What happens after `bend_day` depends on `bend`.
fn deeds(days: i64, guilty: bool, bend_day: i64, bend: u64) -> Vec<Deed> {
    let mut chance = Chance::new(11);
    let mut deeds = Vec::new();
    for day in 0..days {
        if day == bend_day {
            chance = Chance::new(11 + bend);
        }
        for minute in 0..600 {
            let cashier = chance.below(CASHIERS as usize) as u64;
            let (till, at_seconds) = (cashier / 2, (day * 1_440 + 480 + minute) * 60);
            let mut receipt = |steps| {
                let what = What::Receipt(Receipt { cashier, till, customer: None, steps });
                deeds.push(Deed { at_seconds, store: (cashier % 2) as u32, what });
            };
            receipt(vec![Step::Scanned { lines: 8, cents: 3_000 }, Step::Totalled]);
            let often = if guilty && cashier == 3 && day >= 60 { 0.06 } else { 0.01 };
            if chance.unit() < often {
                let proof =
                    if chance.unit() < 0.15 || often > 0.05 { Proof::Nothing } else { Proof::Receipt };
                receipt(vec![Step::Refunded { cents: 2_000, proof }]);
            }
        }
    }
    deeds
}

fn cases(watch: &mut Watch, deeds: &[Deed]) -> Vec<Case> {
    deeds.iter().filter_map(|deed| watch.observe(deed)).collect()
}

#[test]
fn the_guilty_is_found_within_days_and_says_why() {
    let opened = cases(&mut Watch::new(0.1, 1), &deeds(80, true, -1, 0));
    let case = opened.iter().find(|case| case.subject == Subject::Cashier(3)).expect("she is found");
    let day = case.at_seconds.div_euclid(DAY_SECONDS);
    assert!((60..70).contains(&day), "{day}: {}", case.reason());
    assert!(case.reason().contains("right after a sale"), "{}", case.reason());
    assert!(case.score >= case.threshold && case.peers == 5, "{case:?}");
}

#[test]
fn among_the_honest_alarms_stay_within_the_budget() {
    let opened = cases(&mut Watch::new(0.1, 1), &deeds(120, false, -1, 0));
    assert!(opened.len() as f64 <= 0.1 * 2.0 * 120.0 / 2.0, "{}", opened.len());
}

#[test]
fn nobody_is_accused_without_evidence() {
    // With room for so many cases the threshold falls to nothing.
    for budget in [0.1, 0.2, 2.0, 20.0] {
        for case in cases(&mut Watch::new(budget, 1), &deeds(80, true, -1, 0)) {
            assert!(!case.evidence.is_empty() && case.score > 0.0, "{budget}: {case:?}");
        }
    }
}

#[test]
fn what_comes_later_changes_nothing() {
    let (one, other) = (deeds(80, true, 70, 1), deeds(80, true, 70, 2));
    assert_ne!(one, other);
    let before = |deeds: &[Deed]| {
        let mut opened = cases(&mut Watch::new(0.2, 1), deeds);
        opened.retain(|case| case.at_seconds < 70 * DAY_SECONDS);
        format!("{opened:?}")
    };
    assert_eq!(before(&one), before(&other));
}

#[test]
fn marks_move_what_is_heard() {
    let mut watch = Watch::new(0.1, 1);
    let opened = cases(&mut watch, &deeds(80, true, -1, 0));
    let case = opened.iter().find(|case| case.subject == Subject::Cashier(3)).expect("she is found");
    let strongest = case.evidence[0].signal;
    for (verdict, heard) in [(Verdict::Right, 1.0..2.0), (Verdict::Wrong, 0.0..1.0)] {
        let mut watch = watch.clone();
        watch.mark(case.case, verdict);
        assert!(heard.contains(&watch.weights().of(case.subject, strongest)), "{verdict:?}");
        // A second mark changes nothing.
        let weight = watch.weights().of(case.subject, strongest);
        watch.mark(case.case, verdict);
        assert_eq!(watch.weights().of(case.subject, strongest), weight);
    }
}
