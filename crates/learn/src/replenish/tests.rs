//! Orders against textbook values, against a long simulation, and against what must never happen.

use super::*;
use crate::chance::Chance;
use crate::counts::Counts;

const TERMS: Terms = Terms {
    pack_units: 6,
    order_units_min: 6,
    pallet_units: None,
    capacity_units: None,
    presentation_units: 0,
    life_days: None,
};
const STAKES: Stakes = Stakes {
    cost_cents: 100.0,
    short_cents: 60.0,
    holding_cents_day: 1.0,
    expired_cents: 100.0,
    line_cents: 0.0,
    pallet_cents: 0.0,
};

fn outlook(units_day: f64, days: usize) -> Outlook {
    Outlook::new(&vec![Counts::new(units_day, 1.0); days], 0.0, 1)
}

/// A supplier who always takes so many days.
fn lead(days: u32) -> LeadTimes {
    let mut lead = LeadTimes::quoted(days);
    (0..500).for_each(|_| lead.received(days));
    lead
}

fn order(
    outlook: &Outlook,
    lead: &LeadTimes,
    position_units: i64,
    terms: &Terms,
    stakes: &Stakes,
) -> Suggestion {
    suggest(&Situation { outlook, lead, position_units }, terms, stakes)
}

#[test]
fn critical_ratios_are_those_of_the_newsvendor() {
    for (short_cents, holding_cents_day, expired_cents, review_days, expires, ratio) in [
        // Bought for 10, sold for 15, 5 got for what is left.
        (500.0, 0.0, 500.0, 1, true, 0.5),
        (900.0, 0.0, 100.0, 1, true, 0.9),
        (90.0, 10.0, 100.0, 1, false, 0.9),
        (70.0, 10.0, 0.0, 3, false, 0.7),
        (0.0, 0.0, 0.0, 1, false, 0.0),
    ] {
        let stakes = Stakes { short_cents, holding_cents_day, expired_cents, ..STAKES };
        let found = critical_ratio(&stakes, review_days, expires);
        assert!((found - ratio).abs() < 1e-12, "{stakes:?}: {found}");
    }
}

#[test]
fn levels_are_those_of_the_tables() {
    // Poisson, mean 4: P(X <= 7) = 0.9489, P(X <= 8) = 0.9786.
    let four = outlook(1.0, 4);
    for (level, units) in [(0.9, 7), (0.95, 8), (0.97, 8), (0.98, 9)] {
        assert_eq!(four.units_that_last(4, level), units, "{level}");
    }
    // E[(X - 4)+] = 4 P(X = 4) = 4 * 0.195367.
    assert!((four.mean(4) - 4.0 + four.left(4, 4) - 4.0 * 0.195_367).abs() < 1e-4);
    assert!((four.mean(10) - 10.0).abs() < 1e-9, "the last day stands for those after it");
}

#[test]
fn batches_are_economic_order_quantities() {
    for (units_day, line_cents, order_units_min, batch) in [
        (10.0, 0.0, 6, 6),
        // The square root of 2 * 10 * 2000 / 1 is 200, in packs of 6 198.
        (10.0, 2_000.0, 6, 198),
        (0.1, 5.0, 6, 6),
        (0.1, 0.0, 20, 24),
    ] {
        let terms = Terms { order_units_min, ..TERMS };
        let stakes = Stakes { line_cents, ..STAKES };
        assert_eq!(batch_units(&terms, &stakes, units_day), batch, "{units_day} {line_cents}");
    }
}

/// Cents a day of reordering a pack at `reorder` or below, over many simulated days with lost sales.
fn simulated_cents_day(units_day: f64, lead_days: usize, reorder: i64, stakes: &Stakes) -> f64 {
    const DAYS: usize = 60_000;
    let mut chance = Chance::new(7);
    let demand = Counts::new(units_day, 1.0);
    let mut arrivals = vec![0; DAYS + lead_days + 1];
    let (mut stock, mut coming, mut cents) = (0_i64, 0_i64, 0.0);
    for day in 0..DAYS {
        stock += arrivals[day];
        coming -= arrivals[day];
        while stock + coming <= reorder {
            arrivals[day + lead_days] += 6;
            coming += 6;
        }
        let asked = demand.quantile(chance.unit()) as i64;
        cents += (asked - stock).max(0) as f64 * stakes.short_cents;
        stock = (stock - asked).max(0);
        cents += stock as f64 * stakes.holding_cents_day;
    }
    cents / DAYS as f64
}

#[test]
fn reorder_points_are_the_best_that_a_simulation_finds() {
    // Where much is lost, what is lost on the way leaves more than a position can tell, and we order a little too much.
    for (units_day, lead_days, short_cents, worse) in [
        (0.3, 4, 60.0, 1.02),
        (0.3, 4, 200.0, 1.02),
        (1.5, 3, 60.0, 1.02),
        (3.5, 5, 100.0, 1.03),
        (3.5, 5, 20.0, 1.08),
    ] {
        let stakes = Stakes { short_cents, ..STAKES };
        let found = order(&outlook(units_day, 10), &lead(lead_days), 0, &TERMS, &stakes).reorder_units;
        let cents = |reorder| simulated_cents_day(units_day, lead_days as usize, reorder, &stakes);
        let best = (0..45).map(cents).fold(f64::INFINITY, f64::min);
        let ours = cents(found);
        assert!(
            ours < worse * best,
            "{units_day} a day, {short_cents} cents: {ours} at {found}, best {best}"
        );
    }
}

#[test]
fn what_sells_too_slowly_for_a_pack_is_not_ordered() {
    let (slow, lead) = (outlook(0.02, 10), lead(4));
    let none = order(&slow, &lead, 0, &TERMS, &STAKES);
    assert_eq!((none.units, none.reorder_units), (0, -1));
    let dear = Stakes { short_cents: 1_000.0, ..STAKES };
    assert_eq!(order(&slow, &lead, 0, &TERMS, &dear).units, 6);
}

#[test]
fn what_is_promised_or_stands_for_show_is_ordered_first() {
    let (quiet, lead) = (outlook(0.0, 10), lead(3));
    for (position, presentation_units, units) in
        [(0, 0, 0), (-1, 0, 6), (-6, 0, 6), (-7, 0, 12), (0, 4, 6), (4, 4, 0), (-3, 4, 12)]
    {
        let terms = Terms { presentation_units, ..TERMS };
        let found = order(&quiet, &lead, position, &terms, &STAKES);
        assert_eq!(found.units, units, "{position} with {presentation_units} for show: {found}");
    }
}

#[test]
fn orders_keep_to_life_capacity_and_packs() {
    let mut chance = Chance::new(3);
    for _ in 0..300 {
        let units_day = 8.0 * chance.unit();
        let outlook = outlook(units_day, 12);
        let lead = lead(1 + chance.below(4) as u32);
        let life_days = 1 + chance.below(6) as u32;
        let terms = Terms {
            pack_units: 1 + chance.below(12) as u32,
            life_days: Some(life_days),
            capacity_units: Some(chance.below(40) as u32),
            presentation_units: chance.below(4) as u32,
            pallet_units: Some(24),
            ..TERMS
        };
        let stakes = Stakes { short_cents: 500.0 * chance.unit(), pallet_cents: 50.0, ..STAKES };
        let position = chance.below(12) as i64;
        let found = order(&outlook, &lead, position, &terms, &stakes);
        let lead_days = lead.mean().floor() as u32;
        let after = position as f64 + f64::from(found.units);
        let sold = outlook.mean(lead_days + life_days);
        let room = outlook.mean(lead_days) + f64::from(terms.capacity_units.unwrap_or_default());
        assert!(found.units == 0 || after <= sold, "{found} of {sold} before expiry");
        assert!(found.units == 0 || after <= room, "{found} with room for {room}");
        assert!(found.units.is_multiple_of(terms.pack_units) || found.units.is_multiple_of(24), "{found}");
        assert!(found.gain_cents >= -1e-9 || found.units.is_multiple_of(24), "{found}");
    }
}

#[test]
fn shorter_lives_and_spoilage_order_less() {
    let (outlook, lead) = (outlook(2.0, 20), lead(2));
    let units = |life_days, expired_cents| {
        let terms = Terms { pack_units: 1, order_units_min: 1, life_days, ..TERMS };
        order(&outlook, &lead, 0, &terms, &Stakes { expired_cents, short_cents: 200.0, ..STAKES }).units
    };
    assert!(units(Some(3), 100.0) < units(Some(8), 100.0));
    assert!(units(Some(3), 1_000.0) < units(Some(3), 10.0));
    assert!(units(Some(8), 100.0) <= units(None, 100.0));
}

#[test]
fn money_goes_to_what_gains_most_for_it() {
    let (fast, slow, lead) = (outlook(5.0, 10), outlook(0.5, 10), lead(3));
    let candidate = |outlook, stakes| Candidate {
        situation: Situation { outlook, lead: &lead, position_units: 0 },
        terms: &TERMS,
        stakes,
        truck_share: 0.01,
    };
    let cheap = Stakes { cost_cents: 50.0, ..STAKES };
    let candidates = [candidate(&fast, &STAKES), candidate(&slow, &STAKES), candidate(&fast, &cheap)];
    let mut before = 0;
    for budget in [0.0, 299.0, 600.0, 2_000.0, 1e9] {
        let units = within_budget(&candidates, budget);
        let cost: f64 = units.iter().zip(&candidates).map(|(u, c)| f64::from(*u) * c.stakes.cost_cents).sum();
        assert!(cost <= budget, "{units:?} cost {cost} of {budget}");
        assert!(units[2] >= units[0] && units[0] >= units[1], "{units:?}");
        assert!(units.iter().sum::<u32>() >= before, "more money never buys less");
        before = units.iter().sum();
    }
    let all = candidates.each_ref().map(|c| suggest(&c.situation, c.terms, c.stakes).units);
    assert_eq!(within_budget(&candidates, 1e9), all);
}

#[test]
fn trucks_leave_when_they_pay_for_themselves() {
    let (outlook, lead) = (outlook(5.0, 10), lead(3));
    let candidates = [(); 2].map(|()| Candidate {
        situation: Situation { outlook: &outlook, lead: &lead, position_units: 0 },
        terms: &TERMS,
        stakes: &STAKES,
        truck_share: 0.02,
    });
    assert_eq!(in_trucks(&candidates, 1e6), (vec![0, 0], 0));
    let (units, trucks) = in_trucks(&candidates, 10.0);
    let room = f64::from(units[0] + units[1]) * 0.02;
    assert!(trucks >= 1 && room <= f64::from(trucks) && room > f64::from(trucks) - 1.0, "{units:?} {trucks}");
}

#[test]
fn an_order_is_filled_up_to_a_minimum_with_what_costs_least() {
    let (fast, slow, lead) = (outlook(5.0, 10), outlook(0.5, 10), lead(3));
    let candidate = |outlook| Candidate {
        situation: Situation { outlook, lead: &lead, position_units: 0 },
        terms: &TERMS,
        stakes: &STAKES,
        truck_share: 0.0,
    };
    let candidates = [candidate(&fast), candidate(&slow)];
    let start: Vec<u32> = candidates.iter().map(|c| suggest(&c.situation, c.terms, c.stakes).units).collect();
    let cost = |units: &[u32]| units.iter().map(|units| f64::from(*units) * STAKES.cost_cents).sum::<f64>();
    let takes = |candidate: &Candidate<'_>| candidate.stakes.cost_cents;
    let least = cost(&start);
    let (same, gain) = filled_up(&candidates, &start, takes, least);
    assert_eq!(same, start, "it is enough already");
    let (more, gain_of_more) = filled_up(&candidates, &start, takes, 1.5 * least);
    assert!(cost(&more) >= 1.5 * least, "{more:?}");
    assert!(cost(&more) < 1.5 * least + 7.0 * STAKES.cost_cents, "no pack too many: {more:?}");
    assert!(more[0] - start[0] > more[1] - start[1], "what sells faster is sooner gone: {more:?}");
    assert!(gain_of_more < gain, "it costs something");
    let bounded = Terms { capacity_units: Some(0), ..TERMS };
    let full = [Candidate { terms: &bounded, ..candidate(&slow) }];
    assert!(cost(&filled_up(&full, &[0], takes, 1e9).0) < 1e9, "no more than there is room for");
}

#[test]
fn short_stock_is_shared_so_that_all_fare_alike() {
    let (one, four) = (outlook(1.0, 8), outlook(4.0, 8));
    let store = |outlook, units, wanted_units| Store {
        outlook,
        days: 5,
        units,
        free_units: 0,
        short_cents: 1.0,
        wanted_units,
    };
    for (available, stores, shares) in [
        (10, vec![store(&one, 0, 99), store(&one, 0, 99)], vec![5, 5]),
        (3, vec![store(&one, 4, 99), store(&one, 1, 99)], vec![0, 3]),
        (25, vec![store(&one, 0, 99), store(&four, 0, 99)], vec![6, 19]),
        (10, vec![store(&one, 0, 2), store(&one, 0, 3)], vec![2, 3]),
        (0, vec![store(&one, 0, 2)], vec![0]),
    ] {
        assert_eq!(fair_shares(available, 1, &stores), shares);
    }
}

#[test]
fn transfers_go_from_plenty_to_need_and_pay_for_themselves() {
    let one = outlook(1.0, 14);
    let store = |units: u32| Store {
        outlook: &one,
        days: 10,
        units: i64::from(units),
        free_units: units,
        short_cents: 100.0,
        wanted_units: 0,
    };
    let terms = TransferTerms { unit_cents: 10.0, trip_cents: 50.0, pack_units: 1 };
    let found = transfers(&[store(30), store(0), store(10)], &terms);
    assert!(found.iter().all(|transfer| transfer.from == 0));
    assert_eq!(found[0].to, 1);
    assert!((10..=16).contains(&found[0].units), "{found:?}");
    assert!(found[0].gain_cents <= 100.0 * found[0].sold_units && found[0].gain_cents > 0.0, "{found:?}");
    assert!(transfers(&[store(10), store(9)], &terms).is_empty());
    assert!(transfers(&[store(30), store(0)], &TransferTerms { trip_cents: 5_000.0, ..terms }).is_empty());
    assert!(transfers(&[], &terms).is_empty());
    // What is not there yet cannot be given, and goes where a missing unit is dearer.
    let promised = Store { free_units: 4, ..store(30) };
    let dear = Store { short_cents: 300.0, ..store(0) };
    let found = transfers(&[promised, store(0), dear], &terms);
    assert_eq!(found.iter().map(|transfer| transfer.units).sum::<u32>(), 4, "{found:?}");
    assert_eq!((found[0].from, found[0].to), (0, 2), "{found:?}");
}

#[test]
fn orders_on_their_way_are_hastened_or_called_off_where_it_pays() {
    let (outlook, lead) = (outlook(2.0, 14), lead(4));
    let follow = |position_units, stock_units, order| {
        let situation = Situation { outlook: &outlook, lead: &lead, position_units };
        follow_up(&situation, &TERMS, &STAKES, stock_units, &order)
    };
    let order = OpenOrder { units: 12, due_days: 6, hasten: Some((1, 50.0)), cancel_cents: Some(5.0) };
    assert!(matches!(follow(12, 0, order), FollowUp::Hasten { sold_units, .. } if sold_units > 8.0));
    assert_eq!(follow(24, 12, OpenOrder { hasten: Some((1, 1e4)), ..order }), FollowUp::Keep);
    assert!(matches!(follow(92, 80, order), FollowUp::Cancel { .. }));
    assert_eq!(follow(92, 80, OpenOrder { cancel_cents: None, ..order }), FollowUp::Keep);
}

#[test]
fn a_suggestion_explains_itself() {
    let (demand, lead) = (outlook(2.0, 10), lead(3));
    let found = order(&demand, &lead, 1, &TERMS, &STAKES);
    let situation = Situation { outlook: &demand, lead: &lead, position_units: 1 };
    assert_eq!(gain_cents(&situation, &TERMS, &STAKES, found.units), found.gain_cents);
    assert_eq!(
        found.to_string(),
        format!(
            "order 6 for 6.00: 1 in stock and on order, 8.0 expected to be asked for, reordered at {}; \
             2.00 would be short without it and {:.2} with it, {:.1} unit-days of stock more, worth {:.2} in all; \
             nothing is short with a probability of {:.0} %",
            found.reorder_units,
            found.short_units_after,
            found.stock_unit_days,
            found.gain_cents / 100.0,
            100.0 * found.lasts_probability
        )
    );
}
