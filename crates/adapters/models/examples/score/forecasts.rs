//! What is said of the days to come, scored on the days that came.

use crate::panel::{CLOSED, DAYS, Line, NEW_YEAR, Receipts, Series};
use crate::rules::Rule;
use crate::scores::{QUANTILES, Said, Scores};
use realtail_models::rate::{Moment, Rates, Tuning};

/// The days from which 28 are forecast: two to tune on, and the one that counts.
const ORIGINS: [(&str, usize); 3] = [("V2", 281), ("V1", 309), ("T", 337)];
const SPAN: usize = 28;
/// In days, when day 0 began on the clocks of the stores, as they stand in winter.
const MIDNIGHT: f64 = NEW_YEAR as f64 + 5.0 / 24.0;

/// The series of one level, and how they weigh.
struct Level {
    name: &'static str,
    series: Vec<Series>,
}

fn levels(receipts: &Receipts) -> [Level; 2] {
    let (pairs, products) = receipts.panel();
    [Level { name: "PS", series: pairs }, Level { name: "P", series: products }]
}

fn learn(demand: &mut Rates, receipts: &Receipts, line: &Line) {
    let moment = Moment { at: line.micros as f64 / 86_400e6, day: NEW_YEAR + line.day as i32 };
    let (item, site) = (receipts.items[&line.product], receipts.sites[&line.store]);
    demand.learn(item, site, moment, line.units as f32);
}

/// What the model says of single days, or of some together.
fn say(
    demand: &Rates,
    receipts: &Receipts,
    series: &Series,
    origin: usize,
    days: &[(usize, usize)],
) -> Vec<Said> {
    let item = receipts.items[&series.product];
    let at = MIDNIGHT + origin as f64;
    let outlook = match series.store {
        Some(store) => demand.outlook(item, receipts.sites[&store], at),
        None => demand.outlook_everywhere(item, at),
    };
    let span = |(from, to): &(usize, usize)| {
        let open = (*from..*to).filter(|day| *day != CLOSED);
        let mean: f64 = open.map(|day| outlook.on(NEW_YEAR + day as i32)).sum();
        Said { mean, quantiles: outlook.quantiles(mean, &QUANTILES) }
    };
    days.iter().map(span).collect()
}

fn singly(from: usize, to: usize) -> Vec<(usize, usize)> {
    (from..to).map(|day| (day, day + 1)).collect()
}

fn add(scores: &mut Scores, series: &Series, origin: usize, said: &[Said], days: &[(usize, usize)]) {
    let was = &series.units[..origin];
    let first = was.iter().position(|units| *units > 0.0).unwrap_or(0);
    let steps: Vec<f64> = was[first..].windows(2).map(|two| (two[1] - two[0]).powi(2)).collect();
    let scale = (steps.iter().sum::<f64>() / steps.len().max(1) as f64).max(1e-9);
    let cents = |days: &[f64]| days.iter().sum::<f64>();
    let weight = cents(&series.cents[origin - 28..origin]);
    let price = cents(&series.cents[..origin]) / was.iter().sum::<f64>().max(1.0) / 100.0;
    let came: Vec<f64> = days.iter().map(|(from, to)| series.units[*from..*to].iter().sum()).collect();
    scores.add(said, &came, scale, weight, price);
}

/// One origin, 28 days: the mean over both levels of WRMSSE and wQL, and the level's own.
fn at_origins(receipts: &Receipts, levels: &[Level; 2], tuning: Tuning) -> Vec<[Scores; 2]> {
    let mut demand = Rates::tuned(tuning);
    let mut lines = receipts.demand().peekable();
    let mut found = Vec::new();
    for (_, origin) in ORIGINS {
        while let Some(line) = lines.next_if(|line| line.day < origin) {
            learn(&mut demand, receipts, line);
        }
        let days = singly(origin, origin + SPAN);
        let score = |level: &Level| {
            let mut scores = Scores::default();
            for series in &level.series {
                add(&mut scores, series, origin, &say(&demand, receipts, series, origin, &days), &days);
            }
            scores
        };
        found.push([score(&levels[0]), score(&levels[1])]);
    }
    found
}

fn both(scores: &[Scores; 2], of: impl Fn(&Scores) -> f64) -> f64 {
    (of(&scores[0]) + of(&scores[1])) / 2.0
}

fn row(name: &str, fold: &str, scores: &[Scores; 2]) {
    let (wrmsse, wql) = (both(scores, Scores::wrmsse), both(scores, Scores::wql));
    println!(
        "| {name} | {fold} | {wrmsse:.4} | {:.4} | {:.4} | {wql:.4} | {:.4} | {:.4} | {:+.3} |",
        scores[0].wrmsse(),
        scores[1].wrmsse(),
        scores[0].wql(),
        scores[1].wql(),
        both(scores, Scores::bias),
    );
}

pub fn score(receipts: &Receipts, tuning: Tuning) {
    let levels = levels(receipts);
    println!("28 days from one origin, day by day\n");
    println!(
        "| model | origin | WRMSSE | PS | P | wQL | PS | P | bias |\n|---|---|---|---|---|---|---|---|---|"
    );
    for ((fold, _), scores) in ORIGINS.iter().zip(at_origins(receipts, &levels, tuning)) {
        row("discounted-rate 1", fold, &scores);
    }
    for rule in [Rule::Mean28, Rule::SameWeekday] {
        for (fold, origin) in ORIGINS {
            let days = singly(origin, origin + SPAN);
            let scores = [&levels[0], &levels[1]].map(|level| {
                let mut scores = Scores::default();
                for series in &level.series {
                    let said: Vec<Said> =
                        (0..SPAN).map(|ahead| rule.say(&series.units[..origin], ahead, 1)).collect();
                    add(&mut scores, series, origin, &said, &days);
                }
                scores
            });
            row(rule.name(), fold, &scores);
        }
    }
    rolling(receipts, &levels, tuning);
}

/// Every day of the last twelve weeks: the next day, the next 7 and the next 28 days together.
fn rolling(receipts: &Receipts, levels: &[Level; 2], tuning: Tuning) {
    println!(
        "\nevery day from day {} on: days together, the wQL of the sums, and how often the median and the 95 % quantile were enough\n",
        ORIGINS[0].1
    );
    println!(
        "| model | level | days | RMSSE of sums | wQL | <= median | <= 95 % | bias |\n|---|---|---|---|---|---|---|---|"
    );
    for span in [1, 7, 28] {
        let mut demand = Rates::tuned(tuning);
        let mut lines = receipts.demand().peekable();
        let mut scores: Vec<Scores> = vec![Scores::default(); 6];
        for origin in ORIGINS[0].1..=DAYS - span {
            while let Some(line) = lines.next_if(|line| line.day < origin) {
                learn(&mut demand, receipts, line);
            }
            let days = [(origin, origin + span)];
            for (n, level) in levels.iter().enumerate() {
                for series in &level.series {
                    let was = &series.units[..origin];
                    add(
                        &mut scores[n],
                        series,
                        origin,
                        &say(&demand, receipts, series, origin, &days),
                        &days,
                    );
                    add(&mut scores[2 + n], series, origin, &[Rule::Mean28.say(was, 0, span)], &days);
                    add(&mut scores[4 + n], series, origin, &[Rule::SameWeekday.say(was, 0, span)], &days);
                }
            }
        }
        let names = ["discounted-rate 1", Rule::Mean28.name(), Rule::SameWeekday.name()];
        for (n, scores) in scores.iter().enumerate() {
            let (median, high) = scores.coverage();
            println!(
                "| {} | {} | {span} | {:.4} | {:.4} | {median:.3} | {high:.3} | {:+.3} |",
                names[n / 2],
                levels[n % 2].name,
                scores.wrmsse(),
                scores.wql(),
                scores.bias(),
            );
        }
    }
}

/// A setting, what it may be, and how it is set.
type Choice = (&'static str, &'static [f64], fn(&mut Tuning, f64));

/// One setting after the other, on the two folds before the one that counts.
pub fn tune(receipts: &Receipts) -> Tuning {
    let levels = levels(receipts);
    let mut best = (f64::INFINITY, Tuning::default());
    let judge = |tuning: Tuning| {
        let found = at_origins(receipts, &levels, tuning);
        let loss = |scores: &[Scores; 2]| both(scores, Scores::wrmsse) + both(scores, Scores::wql);
        (loss(&found[0]) + loss(&found[1])) / 2.0
    };
    let choices: [Choice; 7] = [
        ("slow_days", &[56.0, 80.0, 112.0, 160.0, 240.0], |t, v| t.slow_days = v),
        ("fast_days", &[7.0, 14.0, 21.0, 28.0, 40.0], |t, v| t.fast_days = v),
        ("fast_share", &[0.0, 0.25, 0.5, 0.75, 1.0], |t, v| t.fast_share = v),
        ("prior_days", &[0.0, 7.0, 14.0, 28.0, 56.0, 112.0], |t, v| t.prior_days = v),
        ("weekday_units", &[25.0, 50.0, 100.0, 200.0, 400.0, 1000.0], |t, v| t.weekday_units = v),
        ("spread_units", &[5.0, 20.0, 60.0], |t, v| t.spread_units = v),
        ("level_doubt", &[0.0, 0.5, 1.0, 2.0, 4.0, 8.0], |t, v| t.level_doubt = v),
    ];
    for _ in 0..2 {
        for (name, values, set) in choices {
            for value in values {
                let mut tuning = best.1;
                set(&mut tuning, *value);
                let loss = judge(tuning);
                println!("{name} {value}: {loss:.4}");
                if loss < best.0 {
                    best = (loss, tuning);
                }
            }
        }
    }
    println!("{:?} {:.4}\n", best.1, best.0);
    best.1
}
