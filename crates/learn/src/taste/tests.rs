//! What is learnt changes the next answer, and only what is learnt does.

use super::features::Moment;
use super::likeness::Likeness;
use super::lists::Lists;
use super::promotions::{Means, week};
use super::*;
use crate::boost::Settings;
use crate::chance::Chance;

const ITEMS: u32 = 60;
const HOUSEHOLDS: u32 = 50;

fn range() -> Taste {
    let article = |item: u32| Article { kind: item / 3, category: item / 6, maker: item % 4 };
    Taste::new((0..ITEMS).map(article).collect())
}

/// Households that buy six items of their own every week or two, one by chance, and items 0 and 1 together.
fn year(taste: &mut Taste, mut before: impl FnMut(&Taste, &Basket<'_>)) {
    let mut chance = Chance::new(1);
    for day in 0..120 {
        for household in (0..HOUSEHOLDS).filter(|household| household % 7 == day % 7) {
            let own = (0..6).map(|at| 2 + (household * 5 + at * 7) % (ITEMS - 2));
            let mut items: Vec<u32> = own.filter(|_| chance.unit() < 0.6).collect();
            items.push(2 + chance.below(ITEMS as usize - 2) as u32);
            if chance.unit() < 0.3 {
                items.extend([0, 1]);
            }
            items.sort_unstable();
            items.dedup();
            let basket = Basket { household, store: household % 3, day: day as f32, items: &items };
            before(taste, &basket);
            taste.learn(&basket);
        }
    }
}

fn grown() -> (Taste, Lists) {
    let mut taste = range();
    let (mut next, mut new, mut rest) = (next::lessons(), discover::lessons(), complete::lessons());
    year(&mut taste, |taste, basket| {
        if basket.day > 60.0 {
            let moment = Moment::of(taste, basket.household, basket.day);
            next.note(&next::candidates(&moment), basket.items, next::hit(basket.items));
            new.note(&discover::candidates(&moment), basket.items, next::hit(basket.items));
            if let [out, query @ ..] = basket.items {
                rest.note(&complete::candidates(&moment, query), &[*out], 1.0);
            }
        }
    });
    taste.likeness = Likeness::fit(&taste, 120.0);
    let settings = Settings { trees: 40, leaves: 6, leaf_rows: 20, rate: 0.1, ..Settings::default() };
    let lists = Lists {
        next: next.fit(&settings, 1),
        discover: new.fit(&settings, 1),
        complete: rest.fit(&settings, 1),
    };
    (taste, lists)
}

fn items(scored: &[Scored]) -> Vec<u32> {
    scored.iter().map(|scored| scored.item).collect()
}

#[test]
fn a_basket_that_is_learnt_changes_the_next_answer() {
    let (mut taste, lists) = grown();
    let household = 4;
    let new = items(&lists.never_bought(&taste, household, 121.0, 10));
    let bought = new[0];
    assert!(!items(&lists.again(&taste, household, 121.0, 100)).contains(&bought));
    let before = items(&lists.again(&taste, household, 121.0, 100)).len();
    taste.learn(&Basket { household, store: 0, day: 121.0, items: &[bought] });
    assert!(items(&lists.again(&taste, household, 122.0, 100)).contains(&bought));
    assert_eq!(items(&lists.again(&taste, household, 122.0, 100)).len(), before + 1);
    assert!(!items(&lists.never_bought(&taste, household, 122.0, 100)).contains(&bought));
}

#[test]
fn what_a_household_buys_again_and_again_is_listed_first() {
    let (taste, lists) = grown();
    let own = |household: u32| (0..6).map(move |at| 2 + (household * 5 + at * 7) % (ITEMS - 2));
    let hits = |household: u32| {
        let list = items(&lists.next(&taste, household, 121.0, 6));
        own(household).filter(|item| list.contains(item)).count()
    };
    let share = (0..HOUSEHOLDS).map(hits).sum::<usize>() as f64 / f64::from(6 * HOUSEHOLDS);
    assert!(share > 0.8, "{share}");
}

#[test]
fn a_basket_is_completed_with_what_goes_with_it_and_never_with_what_it_holds() {
    let (taste, lists) = grown();
    for household in [3, u32::MAX] {
        let list = items(&lists.complete(&taste, household, 121.0, &[1, 8], 5));
        assert!(list.contains(&0), "{household}: {list:?}");
        assert!(!list.contains(&1) && !list.contains(&8), "{household}: {list:?}");
    }
}

#[test]
fn strangers_are_told_nothing_of_their_own_and_what_is_popular_otherwise() {
    let (taste, lists) = grown();
    assert_eq!(lists.again(&taste, 9_999, 121.0, 20), []);
    assert!(!lists.never_bought(&taste, 9_999, 121.0, 20).is_empty());
}

#[test]
fn the_same_baskets_give_the_same_answers() {
    let ((one, lists), (two, others)) = (grown(), grown());
    for household in 0..HOUSEHOLDS {
        assert_eq!(lists.next(&one, household, 121.0, 20), others.next(&two, household, 121.0, 20));
    }
}

#[test]
fn items_that_go_together_are_not_those_that_do_for_one_another() {
    let mut taste = Taste::new(vec![Article::default(); 4]);
    // Everybody buys 0 with 1, and 2 or 3 in turn.
    for day in 0..20u32 {
        for household in 0..10 {
            let items = [0, 1, 2 + (day + household) % 2];
            taste.learn(&Basket { household, store: 0, day: day as f32, items: &items });
        }
    }
    assert_eq!(items(&taste.goes_with(0, 1)), [1]);
    assert_eq!(items(&taste.instead_of(2, 1)), [3]);
    assert_eq!(items(&taste.goes_with(2, 4)), [0, 1]);
}

#[test]
fn likeness_is_what_ease_says_of_items() {
    let mut taste = range();
    year(&mut taste, |_, _| {});
    let day = 120.0;
    let likeness = Likeness::fit(&taste, day);
    // The same in the primal form: B = -P / diag P with P the inverse of items by items.
    let size = ITEMS as usize;
    let rows: Vec<Vec<f32>> = taste
        .households
        .iter()
        .map(|household| {
            let cell = |item| household.items.of(item).map_or(0.0, |habit| habit.faded(day)[2].ln_1p());
            (0..ITEMS).map(cell).collect()
        })
        .collect();
    let mut square: Vec<f32> = (0..size * size)
        .map(|at| {
            let sum: f32 = rows.iter().map(|row| row[at / size] * row[at % size]).sum();
            sum + if at / size == at % size { 100.0 } else { 0.0 }
        })
        .collect();
    crate::inverse::invert(&mut square, size);
    for household in [0, 7, 33] {
        for item in 0..ITEMS {
            let Some(score) = likeness.of(household, item) else { continue };
            let column = item as usize;
            let foretold = (0..size).filter(|other| *other != column).map(|other| {
                -rows[household as usize][other] * square[other * size + column]
                    / square[column * size + column]
            });
            assert!((score - foretold.sum::<f32>()).abs() < 1e-3, "{household} {item}");
        }
    }
}

#[test]
fn habits_are_told_in_days_and_baskets() {
    let mut taste = range();
    for (day, items) in [(0.0, &[5, 6][..]), (4.0, &[6]), (10.0, &[5]), (11.0, &[7]), (20.0, &[5])] {
        taste.learn(&Basket { household: 0, store: 0, day, items });
    }
    let household = taste.household(0).unwrap();
    let habit = household.items.of(5).unwrap();
    assert_eq!((habit.count, habit.gap_days(), habit.gap_baskets()), (3, 10.0, 2.0));
    assert_eq!((habit.gap_scatter(), habit.last_gap_days), (0.0, 10.0));
    assert!((habit.faded(30.0)[0] - ((-1f32).exp() + (-2f32).exp() + (-3f32).exp())).abs() < 1e-6);
    // Items 6 and 7 are of one kind, which 5 is not.
    assert_eq!(household.kinds.of(2).map(|kind| kind.count), Some(3));
    assert_eq!(household.categories.of(0).map(|category| category.count), Some(3));
}

#[test]
fn promotions_are_told_by_week_and_store() {
    let mut taste = range();
    for store in [0, 2, 70] {
        taste.promotions.plan(5, store, 3, Means::Mailer);
    }
    let planned = taste.promotions.of(5, 3, Some(2));
    assert!((planned.mailer - 3.0 / 71.0).abs() < 1e-6 && planned.mailer_here && !planned.display_here);
    assert!(!taste.promotions.of(5, 3, Some(1)).mailer_here);
    assert_eq!(taste.promotions.of(5, 4, Some(2)), Default::default());
    // 5 January 1970 was a Monday.
    assert_eq!([0.0, 3.9, 4.0, 10.9, 11.0].map(week), [0, 0, 1, 1, 2]);
}

#[test]
fn popular_items_stand_in_the_order_of_purchases_that_fade() {
    let mut taste = range();
    for (day, item) in [(0.0, 1), (0.0, 1), (0.0, 2), (50.0, 2), (50.0, 3), (51.0, 3)] {
        taste.learn(&Basket { household: 0, store: 0, day, items: &[item] });
    }
    assert_eq!(taste.popular().collect::<Vec<u32>>(), [3, 2, 1]);
}

#[test]
fn a_household_that_is_forgotten_leaves_nothing_but_counts() {
    let mut taste = range();
    for (household, items) in [(0, &[5, 6][..]), (1, &[5]), (0, &[5])] {
        taste.learn(&Basket { household, store: 0, day: 3.0, items });
    }
    taste.forget(0);
    assert!(taste.household(0).is_none());
    assert_eq!(taste.buyers[5], [1]);
    assert!(taste.buyers[6].is_empty());
    assert_eq!(taste.demand(5).baskets, 3, "what everybody bought stays");
    let unknown = taste.plain_next(99, 4.0, 5);
    assert_eq!(taste.plain_next(0, 4.0, 5), unknown);
}

#[test]
fn two_households_that_are_one_have_the_habits_of_one() {
    let baskets = [(0.0, 0, &[5, 6][..]), (4.0, 1, &[6]), (10.0, 0, &[5]), (11.0, 1, &[7]), (20.0, 1, &[5])];
    let (mut taste, mut one) = (range(), range());
    for (day, household, items) in baskets {
        taste.learn(&Basket { household, store: household, day, items });
        one.learn(&Basket { household: 1, store: household, day, items });
    }
    taste.join(0, 1);
    assert!(taste.household(0).is_none());
    let (joined, known) = (taste.household(1).unwrap(), one.household(1).unwrap());
    assert_eq!((joined.baskets, joined.lines, joined.last_day), (known.baskets, known.lines, known.last_day));
    for item in [5, 6, 7] {
        let (joined, known) = (joined.items.of(item).unwrap(), known.items.of(item).unwrap());
        assert_eq!(
            (joined.count, joined.first_day, joined.last_day),
            (known.count, known.first_day, known.last_day)
        );
        for (joined, known) in joined.faded(21.0).iter().zip(known.faded(21.0)) {
            assert!((joined - known).abs() < 1e-5, "{item}");
        }
    }
    assert_eq!((taste.buyers[5].len(), taste.buyers[6].len()), (1, 1));
    let list = |taste: &Taste| items(&taste.plain_next(1, 21.0, 3));
    assert_eq!(list(&taste), list(&one));
    // Nobody is joined with whoever was never heard of, nor with itself.
    taste.join(77, 1);
    taste.join(1, 1);
    assert_eq!(taste.household(1).map(|household| household.baskets), Some(5));
}

#[test]
fn what_is_told_late_or_of_guests_or_of_items_that_move_breaks_nothing() {
    let mut taste = range();
    taste.learn(&Basket { household: 0, store: 0, day: 2_000.0, items: &[5, 6] });
    taste.learn(&Basket { household: 0, store: 0, day: 3.0, items: &[5] });
    let habit = *taste.household(0).unwrap().items.of(5).unwrap();
    assert_eq!((habit.count, habit.last_day, habit.faded(2_000.0)[0]), (2, 2_000.0, 2.0));
    assert!(taste.demand(5).daily(2_000.0).iter().all(|daily| daily.is_finite()));
    taste.learn_guest(0, 2_001.0, &[8, 9]);
    assert_eq!((taste.demand(8).baskets, taste.demand(8).buyers), (1, 0));
    assert_eq!(items(&taste.plain_complete(&[8], 3)), [9]);
    taste.list_anew(5, Article { kind: 90, category: 90, maker: 0 });
    taste.learn(&Basket { household: 0, store: 0, day: 2_002.0, items: &[7] });
    let row = Moment::of(&taste, 0, 2_003.0).features(5);
    assert!(row.iter().all(|cell| !cell.is_infinite()), "{row:?}");
}

#[test]
fn plain_rules_know_what_is_own_and_what_goes_with_it() {
    let mut taste = range();
    for day in 0..6 {
        taste.learn(&Basket { household: 0, store: 0, day: day as f32, items: &[10, 11] });
        taste.learn(&Basket { household: 1, store: 0, day: day as f32, items: &[10, 12] });
    }
    assert_eq!(items(&taste.plain_next(0, 6.0, 3)), [10, 11, 12]);
    assert_eq!(items(&taste.plain_new(0, 6.0, 3)), [12]);
    assert_eq!(items(&taste.plain_new(7, 6.0, 2)), [10, 11], "what everybody buys");
    assert_eq!(items(&taste.similar_to(11, 3)), [10]);
}

#[test]
fn an_item_that_everything_meets_forgets_what_it_met_once_and_keeps_what_it_meets_often() {
    let mut together = Together::default();
    for basket in 0..6_000 {
        // Item 0 is in every basket; with it now and then 1 to 20, and each time something that never comes back.
        let often = 1 + basket % 20;
        let mut items = vec![0, 100 + basket];
        if basket % 2 == 0 {
            items.push(often);
        }
        together.learn(&items);
    }
    for often in (1..=20).step_by(2) {
        assert_eq!(together.both(0, often), 300.0, "{often}");
    }
    let met_once = (0..6_000).filter(|basket| together.both(0, 100 + basket) > 0.0).count();
    assert!((1..1_000).contains(&met_once), "{met_once}");
}
