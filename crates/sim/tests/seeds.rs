//! A few hundred seeds, the same seed twice, and a fault on purpose for each promise.

use realtail_sim::{Mutation, Options, run};

/// Of what goes on around orders.
const COMES_UP: [&str; 35] = [
    "retail.placement.decided",
    "retail.placement.viewed",
    "retail.placement.clicked",
    "retail.placement.expired",
    "retail.placement.seen_in_vain",
    "retail.sale.attributed",
    "retail.consent.forgotten",
    "retail.consent.joined",
    "retail.push.decided",
    "retail.push.sent",
    "retail.push.failed",
    "retail.push.touched",
    "retail.subscription.removed",
    "retail.tag.moved",
    "retail.temperature.too_warm",
    "retail.temperature.cooled",
    "retail.shelf.ran_low",
    "retail.forecast.said",
    "retail.replenishment_plan.removed",
    "retail.purchase_order.placed",
    "retail.task.raised",
    "retail.loss_case.opened",
    "retail.loss_case.marked",
    "retail.transfer.accepted",
    "retail.transfer.sent",
    "retail.transfer.received",
    "retail.transfer.given_up",
    "retail.advice.arrived",
    "retail.roster.set",
    "retail.shifts.planned",
    "retail.shifts.accepted",
    "retail.lanes.advised",
    "retail.lanes.sufficed",
    "retail.price.advised",
    "retail.price_advice.taken",
];

#[test]
fn a_few_hundred_seeds_are_sound() {
    let options = Options { seeds: 300, steps: 1_000, ..Options::default() };
    match run(&options, |_| ()) {
        Ok(summary) => {
            println!("{summary}");
            let never: Vec<_> =
                COMES_UP.iter().filter(|kind| !summary.tally.kinds.contains_key(*kind)).collect();
            assert!(never.is_empty(), "what never comes up is not tried: {never:?}");
        }
        Err(failure) => panic!("{failure}"),
    }
}

#[test]
fn a_seed_alone_brings_about_the_same_history() {
    let options = Options { first_seed: 77, seeds: 3, steps: 500, ..Options::default() };
    let digest = || run(&options, |_| ()).map(|s| s.tally).map_err(|f| f.to_string());
    assert_eq!(digest(), digest());
}

/// With the auditor, and by the invariants alone: which catches it first. `-` where nothing did.
fn caught(mutation: Mutation, audited: bool) -> String {
    let options = Options {
        // What goes on around orders comes up more seldom than orders do.
        seeds: if mutation.is_of_pillars() { 120 } else { 40 },
        steps: 1_500,
        mutation: Some(mutation),
        audited,
        sells: Some(mutation.is_of_orders() || mutation.is_of_pillars()),
        ..Options::default()
    };
    match run(&options, |_| ()) {
        Ok(_) => "-".to_owned(),
        Err(failure) => format!("{} (seed {})", failure.invariant, failure.seed),
    }
}

#[test]
fn every_mutation_is_caught() {
    std::panic::set_hook(Box::new(|_| ()));
    let mut missed = Vec::new();
    for mutation in Mutation::ALL {
        let (with, without) = (caught(mutation, true), caught(mutation, false));
        println!("| {mutation:?} | {with} | {without} |");
        if with == "-" {
            missed.push(mutation);
        }
    }
    let _ = std::panic::take_hook();
    assert!(missed.is_empty(), "nothing caught {missed:?}");
}
