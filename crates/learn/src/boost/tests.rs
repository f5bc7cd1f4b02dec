//! Trees find what was put into the rows, and nothing that was not.

use super::*;

/// Rows of two columns, the second of chance alone and sometimes unknown, and a mean that depends on the first.
fn rows(count: usize, seen: impl Fn(f64, &mut Chance) -> f64) -> (Table, Vec<f32>) {
    let mut chance = Chance::new(7);
    let mut table = Table::new(2);
    let mut target = Vec::new();
    for row in 0..count {
        let x = chance.unit();
        let other = if row % 5 == 0 { f32::NAN } else { chance.unit() as f32 };
        table.push(&[x as f32, other]);
        target.push(seen(x, &mut chance) as f32);
    }
    (table, target)
}

fn fitted(table: &Table, target: &[f32], objective: Objective, settings: &Settings) -> Trees {
    let bins = Bins::fit(table, 63);
    let binned = bins.bin(table);
    fit(&Rows { binned: &binned, target, weight: &[], offset: &[] }, &bins, objective, settings)
}

/// Of so few rows, many leaves would learn the chance in them.
fn few_leaves() -> Settings {
    Settings { leaves: 4, leaf_rows: 200, ..Settings::default() }
}

#[test]
fn a_step_is_found_where_it_stands() {
    let (table, target) = rows(4000, |x, chance| if x < 0.3 { 1.0 } else { 5.0 } + 0.1 * chance.normal());
    let trees = fitted(&table, &target, Objective::Squared, &few_leaves());
    assert!((trees.score(&[0.1, 0.5]) - 1.0).abs() < 0.1);
    assert!((trees.score(&[0.9, f32::NAN]) - 5.0).abs() < 0.1);
    assert!(trees.importance(2)[0] > 0.99);
}

#[test]
fn means_of_counts_are_found_through_their_logarithm() {
    let poisson = |mean: f64, chance: &mut Chance| {
        let (mut product, mut count) = (chance.unit(), 0.0);
        while product > (-mean).exp() {
            product *= chance.unit();
            count += 1.0;
        }
        count
    };
    let (table, target) = rows(8000, |x, chance| poisson(if x < 0.5 { 0.2 } else { 2.0 }, chance));
    let trees = fitted(&table, &target, Objective::Tweedie { power: 1.3 }, &few_leaves());
    assert!((trees.score(&[0.2, 0.5]).exp() - 0.2).abs() < 0.06);
    assert!((trees.score(&[0.8, 0.5]).exp() - 2.0).abs() < 0.2);
}

#[test]
fn an_offset_leaves_only_what_it_does_not_know() {
    let (table, target) = rows(4000, |x, _| 3.0 * x);
    let offset: Vec<f32> = table.column(0).iter().map(|x| 3.0 * x).collect();
    let bins = Bins::fit(&table, 63);
    let binned = bins.bin(&table);
    let rows = Rows { binned: &binned, target: &target, weight: &[], offset: &offset };
    let trees = fit(&rows, &bins, Objective::Squared, &few_leaves());
    assert!(trees.score(&[0.7, 0.1]).abs() < 1e-3);
}

#[test]
fn quantiles_leave_their_share_below() {
    let (table, target) = rows(8000, |x, chance| 10.0 * x + chance.normal());
    for p in [0.1f32, 0.5, 0.9] {
        let trees = fitted(&table, &target, Objective::Pinball { p }, &few_leaves());
        let below = trees.scores(&table).iter().zip(&target).filter(|(q, y)| f64::from(**y) <= **q).count();
        let share = below as f64 / target.len() as f64;
        assert!((share - f64::from(p)).abs() < 0.03, "{p}: {share}");
    }
}

#[test]
fn odds_are_found() {
    let (table, target) =
        rows(8000, |x, chance| f64::from(u8::from(chance.unit() < if x < 0.5 { 0.1 } else { 0.7 })));
    let trees = fitted(&table, &target, Objective::Logistic, &few_leaves());
    let share = |x: f32| 1.0 / (1.0 + (-trees.score(&[x, 0.5])).exp());
    assert!((share(0.2) - 0.1).abs() < 0.04 && (share(0.8) - 0.7).abs() < 0.05);
}

#[test]
fn the_same_rows_give_the_same_trees() {
    let (table, target) = rows(2000, |x, chance| x + chance.normal());
    let grown = || fitted(&table, &target, Objective::Squared, &few_leaves()).scores(&table);
    assert_eq!(grown(), grown());
}

#[test]
fn a_forest_says_what_its_trees_say() {
    let (table, target) = rows(3000, |x, chance| (9.0 * x).sin() + 0.3 * chance.normal());
    let trees =
        fitted(&table, &target, Objective::Squared, &Settings { leaf_rows: 20, ..Settings::default() });
    let mut cells = Vec::new();
    for row in 0..301 {
        // Each column's cell is unknown now and then.
        let cell = |column: usize| if row % 7 == column { f32::NAN } else { table.column(column)[row] };
        cells.extend([cell(0), cell(1)]);
    }
    let scores = Forest::new(&trees, 2).scores(&cells);
    assert_eq!(scores.len(), 301);
    for (score, row) in scores.iter().zip(cells.chunks(2)) {
        assert!((f64::from(*score) - trees.score(row)).abs() < 1e-4);
    }
}
