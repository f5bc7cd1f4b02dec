//! The sizes that the definition names, and that nothing after the cut is used.

use super::grow::{grow, held_out};
use super::offers::{Part, queries};
use super::plain::Plain;
use super::prepare::*;
use super::score::{Completions, Lists};
use realtail_journey::{Journey, Product};
use realtail_learn::chance::Chance;
use realtail_learn::taste::promotions::Promotions;

/// The data, where it is on this machine.
fn journey() -> Option<Journey> {
    let found = Journey::find(None);
    if found.is_none() {
        eprintln!("left out: the Complete Journey data is not here");
    }
    found
}

#[test]
fn what_is_prepared_has_the_sizes_of_the_definition() {
    let Some(journey) = journey() else { return };
    let receipts = Receipts::read(&journey).unwrap();
    assert_eq!(receipts.lines, 1_441_448);
    for (at, expected) in [
        (VALIDATION, [17_793, 2_443, 112_881, 1_082_217, 1_951, 22_903, 8_060]),
        (TEST, [18_780, 2_457, 124_241, 1_197_171, 1_971, 24_302, 8_136]),
    ] {
        let cut = receipts.cut(at);
        let before = &cut.visits[..cut.before];
        let mut households: Vec<u32> = before.iter().map(|visit| visit.household).collect();
        households.sort_unstable();
        households.dedup();
        let targets = cut.targets(at);
        let found = [
            cut.items.len(),
            households.len(),
            cut.before,
            before.iter().map(|visit| visit.items.len()).sum(),
            targets.len(),
            targets.iter().map(|target| target.visit.items.len()).sum(),
            cut.visits[cut.before..].iter().filter(|visit| visit.items.len() >= 3).count(),
        ];
        assert_eq!(found, expected);
    }
}

#[test]
fn offers_have_the_sizes_of_the_definition() {
    let Some(journey) = journey() else { return };
    let all = queries(&journey).unwrap();
    for (part, pairs, used) in
        [(Part::Train, 306_213, 554), (Part::Validation, 228_797, 632), (Part::Test, 257_201, 829)]
    {
        let of_part = || all.iter().filter(|query| query.shown.part == part);
        assert_eq!(of_part().map(|query| query.shown.coupons.len()).sum::<usize>(), pairs, "{part:?}");
        assert_eq!(of_part().map(|query| query.used.len()).sum::<usize>(), used, "{part:?}");
    }
}

const CUT: i64 = 17_400 * DAY;

/// Thirty households that buy some of their own products every week, from half a year before the cut to a month after.
fn made_up() -> Receipts {
    let text = |text: String| Some(text);
    let product = |number: u32| Product {
        product: number,
        maker: Some(i64::from(number % 3)),
        department: text("GROCERY".to_owned()),
        brand: None,
        category: text(format!("category {}", number / 8)),
        kind: text(format!("kind {}", number / 4)),
        size: None,
    };
    let mut chance = Chance::new(2);
    let mut all = Vec::new();
    for day in -180..30 {
        for household in (0..30u32).filter(|household| (i64::from(*household) + day) % 7 == 0) {
            let own = (0..8).map(|at| (household * 3 + at * 5) % 40);
            let mut products: Vec<u32> = own.filter(|_| chance.unit() < 0.5).collect();
            products.push(chance.below(40) as u32);
            products.sort_unstable();
            products.dedup();
            let at = CUT + day * DAY + i64::from(household) * 1_000_000;
            let basket = 1_000 + all.len() as u64;
            all.push(Receipt { basket, household, store: household % 2, at, products });
        }
    }
    all.sort_by_key(|receipt| (receipt.at, receipt.basket));
    let lines = all.iter().map(|receipt| receipt.products.len()).sum();
    Receipts { all, products: (0..40).map(product).collect(), stores: vec![1, 2], lines }
}

/// All lists of all households at the cut, scores and all.
fn answers(receipts: &Receipts) -> String {
    let cut = receipts.cut(CUT);
    let grown = grow(receipts, &cut, Promotions::default());
    let told = |household: u32| {
        let (taste, lists, day) = (&grown.taste, &grown.ahead, day(CUT));
        format!(
            "{:?} {:?} {:?}\n",
            lists.next(taste, household, day, 20),
            lists.never_bought(taste, household, day, 20),
            lists.complete(taste, household, day, &[3, 4], 20)
        )
    };
    (0..30).map(told).collect()
}

#[test]
fn nothing_after_the_cut_changes_what_is_foreseen() {
    let mut receipts = made_up();
    let before = answers(&receipts);
    for receipt in receipts.all.iter_mut().filter(|receipt| receipt.at >= CUT) {
        receipt.products = (0..40).filter(|product| (product + receipt.household) % 4 == 0).collect();
    }
    assert!(answers(&receipts) == before, "the future was looked at");
    // The day before the cut is no future.
    let last = receipts.all.iter_mut().rfind(|receipt| receipt.at < CUT).unwrap();
    last.products = vec![1, 2, 3];
    assert!(answers(&receipts) != before, "the past was not looked at");
}

#[test]
fn lists_are_scored_by_the_definition() {
    let mut lists = Lists::default();
    // Bought 1, 2, 3 and 4, of which 3 and 4 are new; 1 and 4 are in the list, first and third.
    lists.add(&[1, 9, 4], &[1, 2, 3, 4], |item| item < 3);
    let gain = |rank: f64| 1.0 / (rank + 1.0).log2();
    let ideal = gain(1.0) + gain(2.0) + gain(3.0) + gain(4.0);
    assert_eq!(lists.recall(), [0.5, 0.5]);
    assert!((lists.gain()[0] - (gain(1.0) + gain(3.0)) / ideal).abs() < 1e-12);
    assert_eq!((lists.hit(), lists.repeat_and_explore()), (1.0, [0.5, 0.5]));
    lists.add(&[7], &[8], |_| true);
    assert_eq!((lists.recall(), lists.hit(), lists.count()), ([0.25, 0.25], 0.5, 2));

    let mut completions = Completions::default();
    completions.add(&[5, 6], 6, true);
    completions.add(&[5, 6], 7, false);
    let row = completions.row("model");
    assert_eq!(row, ["model", ".5000", ".5000", ".2500", ".3155", "1.0000", ".0000"]);
}

#[test]
fn plain_rules_count_what_they_say() {
    let receipts = made_up();
    let cut = receipts.cut(CUT);
    let plain = Plain::at(&cut, true);
    let household = 4;
    let count = |item: u32| {
        let own = cut.visits[..cut.before].iter().filter(|visit| visit.household == household);
        own.filter(|visit| visit.items.contains(&item)).count()
    };
    let own = plain.own_top(household, 5);
    assert!(own.windows(2).all(|pair| count(pair[0]) >= count(pair[1])));
    assert!((0..40).all(|item| count(item) <= count(own[0])));
    assert!(plain.top(40, |item| item == 3).iter().all(|item| *item != 3));
    let (out, query) = held_out(&cut.visits[0]);
    assert!(!query.contains(&out) && query.len() + 1 == cut.visits[0].items.len());
    assert!(plain.together(&query, 5).iter().all(|item| !query.contains(item)));
}
