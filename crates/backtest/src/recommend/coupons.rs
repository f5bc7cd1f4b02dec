//! Task OF-CJ17, second half: coupons ranked over all households, and within each household.

use super::export::Export;
use super::offers::{Part, Query, queries};
use super::score::figure;
use crate::table;
use anyhow::Result;
use realtail_journey::Journey;
use realtail_learn::taste::offers;

const HEADER: [&str; 10] =
    ["offers", "AUC", "AP", "P@1", "P@5", "R@5", "R@10", "MRR", "AP not type A", "P@1 not type A"];
const KNOWN: [[&str; 10]; 4] = [
    [
        "known: coupon popularity",
        ".7913",
        ".0149",
        ".0850",
        ".1755",
        ".3848",
        ".5230",
        ".3362",
        ".0132",
        ".1500",
    ],
    [
        "known: purchases, 30 days",
        ".8802",
        ".0425",
        ".3776",
        ".2007",
        ".4391",
        ".6364",
        ".5425",
        ".0430",
        ".5375",
    ],
    [
        "known: logistic regression",
        ".9401",
        ".0887",
        ".3401",
        ".2361",
        ".4985",
        ".6817",
        ".5101",
        ".0688",
        ".4500",
    ],
    ["known: LightGBM", ".9350", ".0827", ".3333", ".2252", ".4667", ".6831", ".4982", ".0701", ".5000"],
];

/// A coupon of a household: its score, and whether it was used.
struct Pair {
    score: f32,
    used: bool,
    type_a: bool,
}

/// Sums over queries with at least ten coupons and one that was used.
#[derive(Default)]
struct Within {
    queries: f64,
    first: f64,
    five: f64,
    recall: [f64; 2],
    reciprocal: f64,
    not_a: (f64, f64),
}

impl Within {
    fn add(&mut self, query: &Query, scores: &[f32]) {
        if scores.len() < 10 || query.used.is_empty() {
            return;
        }
        let popularity = &query.shown.popularity;
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| {
            scores[*b].total_cmp(&scores[*a]).then(popularity[*b].total_cmp(&popularity[*a])).then(a.cmp(b))
        });
        let hits: Vec<bool> = order.iter().map(|place| query.used.contains(&(*place as u32))).collect();
        let among = |length: usize| hits.iter().take(length).filter(|hit| **hit).count() as f64;
        self.queries += 1.0;
        self.first += among(1);
        self.five += among(5) / 5.0;
        self.recall[0] += among(5) / query.used.len() as f64;
        self.recall[1] += among(10) / query.used.len() as f64;
        self.reciprocal += hits.iter().position(|hit| *hit).map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        if !query.shown.type_a {
            self.not_a = (self.not_a.0 + among(1), self.not_a.1 + 1.0);
        }
    }
}

/// The area under the curve, and the average precision; pairs of equal scores stand in the order given.
fn overall<'a>(pairs: impl Iterator<Item = &'a Pair>) -> [f64; 2] {
    let mut pairs: Vec<&Pair> = pairs.collect();
    pairs.sort_by(|a, b| b.score.total_cmp(&a.score));
    let used = pairs.iter().filter(|pair| pair.used).count() as f64;
    let missed = pairs.len() as f64 - used;
    let (mut hits, mut precision, mut area, mut start) = (0.0, 0.0, 0.0, 0);
    while start < pairs.len() {
        let equal = pairs[start..].iter().take_while(|pair| pair.score == pairs[start].score).count();
        let before = hits;
        for (rank, pair) in pairs[start..start + equal].iter().enumerate() {
            if pair.used {
                hits += 1.0;
                precision += hits / (start + rank + 1) as f64;
            }
        }
        let misses = equal as f64 - (hits - before);
        area += misses * f64::midpoint(before, hits);
        start += equal;
    }
    [area / (used * missed), precision / used]
}

fn row(name: &str, queries: &[&Query], score: impl Fn(&Query) -> Vec<f32>) -> Vec<String> {
    let (mut within, mut pairs) = (Within::default(), Vec::new());
    for query in queries {
        let scores = score(query);
        within.add(query, &scores);
        let type_a = query.shown.type_a;
        pairs.extend(scores.iter().enumerate().map(|(place, score)| Pair {
            score: *score,
            used: query.used.contains(&(place as u32)),
            type_a,
        }));
    }
    let [area, precision] = overall(pairs.iter());
    let [_, not_a] = overall(pairs.iter().filter(|pair| !pair.type_a));
    let Within { queries, first, five, recall: [r5, r10], reciprocal, .. } = within;
    let mut row = vec![name.to_owned()];
    row.extend([area, precision].map(figure));
    row.extend([first, five, r5, r10, reciprocal].map(|sum| figure(sum / queries)));
    row.extend([not_a, within.not_a.0 / within.not_a.1].map(figure));
    row
}

/// Fits on the campaigns before, and scores the part asked for; tells the table, and notes our scores for the export.
pub fn run(journey: &Journey, tuning: bool, export: &mut Export) -> Result<String> {
    let all = queries(journey)?;
    let part = if tuning { Part::Validation } else { Part::Test };
    let mut lessons = offers::lessons();
    for query in all.iter().filter(|query| query.shown.part < part) {
        lessons.note(&query.candidates, &query.used, 1.0);
    }
    let ranker = offers::OfferRanker::fit(&lessons);
    let asked: Vec<&Query> = all.iter().filter(|query| query.shown.part == part).collect();
    for query in &asked {
        let scores = ranker.scores(&query.candidates);
        for (coupon, score) in query.shown.coupons.iter().zip(scores) {
            export.offer(query.household, query.shown.campaign, *coupon, score)?;
        }
    }
    let rows = [
        row("coupon popularity", &asked, |query| query.shown.popularity.clone()),
        row("purchases, 30 days", &asked, |query| offers::purchases(&query.candidates)),
        row("ours", &asked, |query| ranker.scores(&query.candidates)),
    ];
    let known = KNOWN.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect());
    let rows: Vec<Vec<String>> = rows.into_iter().chain(known).collect();
    let pairs: usize = asked.iter().map(|query| query.shown.coupons.len()).sum();
    let used: usize = asked.iter().map(|query| query.used.len()).sum();
    Ok(format!("{pairs} pairs, {used} used\n{}", table::text(&HEADER, &rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn area_and_precision_are_those_of_the_books() {
        for (pairs, expected) in [
            (&[(3.0, true), (2.0, false), (1.0, false)][..], [1.0, 1.0]),
            (&[(3.0, false), (2.0, true), (1.0, false)], [0.5, 0.5]),
            // Equal scores count half.
            (&[(1.0, true), (1.0, false)], [0.5, 1.0]),
            (&[(4.0, true), (3.0, false), (2.0, true), (1.0, false)], [0.75, (1.0 + 2.0 / 3.0) / 2.0]),
        ] {
            let pairs: Vec<Pair> = pairs
                .iter()
                .map(|(score, used)| Pair { score: *score, used: *used, type_a: false })
                .collect();
            assert_eq!(overall(pairs.iter()), expected);
        }
    }
}
