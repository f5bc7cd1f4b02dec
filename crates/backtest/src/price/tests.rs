//! What must hold of every lot under every rule, and that no rule sees the days to come.

use super::lots::{Drawn, Product, draw};
use super::rules::{Rule, sell};
use realtail_learn::price::{Ending, Estimate, endings_at_most};

fn drawn() -> Vec<Drawn> {
    let product = |product: u32| Product {
        product,
        perishable: product.is_multiple_of(2),
        usual_cents: 99 + 130 * product,
        units_day: f64::from(product),
        elasticity: Estimate { mean: -1.8, deviation: 0.6 },
    };
    draw(&(1..9).map(product).collect::<Vec<_>>(), 7).into_iter().step_by(9).collect()
}

#[test]
fn units_are_conserved_and_prices_keep_to_their_bounds() {
    for lot in drawn() {
        for rule in Rule::ALL {
            let periods = sell(&lot, rule);
            let sold: u32 = periods.iter().map(|period| period.sold).sum();
            let left = periods.last().map_or(0, |period| period.left);
            assert_eq!(sold + left, lot.units, "{rule:?}: {lot:?}");
            let mut before = lot.product.usual_cents;
            for period in periods {
                assert!(period.cents <= before, "{rule:?} goes up: {lot:?}");
                assert!(4 * period.cents >= lot.product.usual_cents, "{rule:?} below the floor: {lot:?}");
                let ends = endings_at_most(period.cents, Ending::Nine) == Some(period.cents);
                assert!(ends || period.cents == lot.product.usual_cents, "{rule:?} at {}", period.cents);
                assert!(period.sold <= period.asked);
                before = period.cents;
            }
        }
    }
}

#[test]
fn what_comes_later_changes_no_price_before() {
    let mut changed = 0;
    for lot in drawn() {
        let cut = lot.luck.len() / 2;
        let mut other = lot.clone();
        other.luck[cut..].iter_mut().for_each(|luck| *luck = 1.0 - *luck);
        for rule in Rule::ALL {
            let (one, two) = (sell(&lot, rule), sell(&other, rule));
            // The price of the cut itself is set before the first sale that differs.
            let prices = |periods: &[super::rules::Period]| {
                periods[..=cut].iter().map(|p| p.cents).collect::<Vec<_>>()
            };
            assert_eq!(prices(&one), prices(&two), "{rule:?}: {lot:?}");
            changed += u32::from(one != two);
        }
    }
    assert!(changed > 0, "the future did change");
}

#[test]
fn the_truth_is_not_looked_at() {
    for lot in drawn() {
        let other = Drawn { elasticity: lot.elasticity - 1.0, level: lot.level * 1.5, ..lot.clone() };
        for rule in Rule::ALL {
            assert_eq!(sell(&lot, rule)[0].cents, sell(&other, rule)[0].cents, "{rule:?}: {lot:?}");
        }
    }
}
