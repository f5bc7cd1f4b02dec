//! Task OF-CJ17: coupons of campaigns, ranked over all households and within each household.

use super::prepare::{DAY, day};
use crate::cpu;
use anyhow::Result;
use realtail_journey::{Journey, Line};
use realtail_learn::boost::Settings;
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::offers::{self, Campaign, Coupon, Offers};
use realtail_learn::taste::ranker::Candidates;
use realtail_learn::taste::{Article, Basket, Taste};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Days since 1970 of the first of February, August and October and the fifteenth of December 2017.
const FEBRUARY: i32 = 17_198;
const AUGUST: i32 = 17_379;
const OCTOBER: i32 = 17_440;
const DECEMBER_15: i32 = 17_515;

/// Which campaigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Train,
    Validation,
    Test,
}

impl Part {
    fn of(first_day: i32) -> Option<Part> {
        match first_day {
            FEBRUARY..AUGUST => Some(Part::Train),
            AUGUST..OCTOBER => Some(Part::Validation),
            OCTOBER..DECEMBER_15 => Some(Part::Test),
            _ => None,
        }
    }

    /// The first day of which redemptions are not known.
    fn label_end(self) -> i32 {
        match self {
            Part::Train => AUGUST,
            Part::Validation => OCTOBER,
            Part::Test => i32::MAX,
        }
    }
}

/// A household and a campaign, with all its coupons.
pub struct Query {
    pub part: Part,
    pub campaign: u32,
    pub type_a: bool,
    pub household: u32,
    pub coupons: Vec<u64>,
    pub candidates: Candidates,
    /// Places of the coupons that were used.
    pub used: Vec<u32>,
    /// How often the coupons' products were bought.
    pub popularity: Vec<f32>,
}

/// All queries, each with what was known before the campaign's first day.
pub fn queries(journey: &Journey) -> Result<Vec<Query>> {
    let mut products = journey.products()?;
    products.sort_by_key(|p| p.product);
    let mut names: [FxHashMap<String, u32>; 2] = Default::default();
    let mut number = |level: usize, name: String| {
        let next = names[level].len() as u32;
        *names[level].entry(name).or_insert(next)
    };
    let articles: Vec<Article> = products
        .iter()
        .map(|p| {
            let category = format!("{:?} {:?}", p.department, p.category);
            Article {
                kind: number(1, format!("{category} {:?}", p.kind)),
                category: number(0, category),
                maker: p.maker.map_or(0, |m| m as u32),
            }
        })
        .collect();
    let place = |product: u32| products.binary_search_by_key(&product, |p| p.product).ok().map(|p| p as u32);
    let mut taste = Taste::new(articles);
    let mut offers = Offers::default();

    let mut baskets: BTreeMap<(i64, u64), Vec<Line>> = BTreeMap::new();
    for line in journey.lines()?.into_iter().filter(|line| line.quantity > 0) {
        baskets.entry((line.at_micros, line.basket)).or_default().push(line);
    }
    let mut baskets = baskets.into_values().peekable();
    let mut redemptions = journey.redemptions()?;
    redemptions.sort_by_key(|r| (r.day, r.household, r.coupon));
    let mut next_redemption = 0;
    let mut campaigns = journey.campaigns()?;
    campaigns.sort_by_key(|c| (c.first_day, c.campaign));
    let mut coupons: BTreeMap<(u32, u64), Vec<u32>> = BTreeMap::new();
    for coupon in journey.coupons()? {
        if let Some(item) = place(coupon.product) {
            coupons.entry((coupon.campaign, coupon.coupon)).or_default().push(item);
        }
        else { coupons.entry((coupon.campaign, coupon.coupon)).or_default(); }
    }
    let mut reached: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (campaign, household) in journey.reached()? {
        reached.entry(campaign).or_default().push(household);
    }
    let mut queries = Vec::new();
    let mut popularity: Vec<f32> = vec![0.0; products.len()];
    for c in &campaigns {
        while let Some(lines) = baskets.next_if(|lines| lines[0].at_micros < i64::from(c.first_day) * DAY) {
            let mut items: Vec<u32> = lines.iter().filter_map(|line| place(line.product)).collect();
            items.iter().for_each(|i| popularity[*i as usize] += 1.0);
            items.sort_unstable();
            items.dedup();
            let household = lines[0].household;
            let with = |part: fn(&Line) -> i64| lines.iter().filter(|l| part(l) > 0).count() as f32;
            offers.learn_lines(household, lines.len() as f32, with(|l| l.coupon_cents), with(|l| l.card_cents));
            if !items.is_empty() {
                taste.learn_shopping(&Basket { household, store: 0, day: day(lines[0].at_micros), items: &items });
            }
        }
        while next_redemption < redemptions.len() && redemptions[next_redemption].day < c.first_day {
            let r = redemptions[next_redemption];
            let items = coupons.get(&(r.campaign, r.coupon)).map_or(&[][..], |items| items);
            let mut categories: Vec<u32> = items.iter().map(|item| taste.article(*item).category).collect();
            categories.sort_unstable();
            categories.dedup();
            offers.learn_used(r.household, r.campaign, r.coupon, &categories, r.day as f32);
            next_redemption += 1;
        }
        let households = reached.remove(&c.campaign).unwrap_or_default();
        if let Some(part) = Part::of(c.first_day) {
            let used: FxHashSet<(u32, u64)> = redemptions
                .iter()
                .filter(|r| r.campaign == c.campaign && r.day < part.label_end())
                .map(|r| (r.household, r.coupon))
                .collect();
            let all: Vec<Coupon> = coupons
                .range((c.campaign, 0)..=(c.campaign, u64::MAX))
                .map(|((_, coupon), items)| Coupon { coupon: *coupon, items: items.clone() })
                .collect();
            let kind = match c.kind.as_str() { "Type A" => 0.0, "Type B" => 1.0, _ => 2.0 };
            let campaign = Campaign::new(&taste, kind, c.first_day as f32, (c.last_day - c.first_day) as f32, all);
            let numbers: Vec<u64> = campaign.coupons().iter().map(|c| c.coupon).collect();
            let popular: Vec<f32> = campaign.coupons().iter().map(|c| c.items.iter().map(|i| popularity[*i as usize]).sum()).collect();
            for household in &households {
                let moment = Moment::of(&taste, *household, c.first_day as f32);
                let candidates = offers.candidates(&moment, *household, &campaign);
                let used = numbers.iter().enumerate().filter(|(_, n)| used.contains(&(*household, **n)));
                queries.push(Query {
                    part,
                    campaign: c.campaign,
                    type_a: kind == 0.0,
                    household: *household,
                    used: used.map(|(at, _)| at as u32).collect(),
                    coupons: numbers.clone(),
                    popularity: popular.clone(),
                    candidates,
                });
            }
        }
        for household in households {
            offers.learn_reached(household);
        }
    }
    Ok(queries)
}

pub fn run(journey: &Journey, tuning: bool, _export: &mut super::export::Export) -> Result<String> {
    let env = |k: &str, d: f64| std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d);
    let (queries, s) = cpu::timed(|| queries(journey));
    let queries = queries?;
    for part in [Part::Train, Part::Validation, Part::Test] {
        let q = queries.iter().filter(|q| q.part == part);
        let pairs: usize = q.clone().map(|q| q.coupons.len()).sum();
        let used: usize = q.map(|q| q.used.len()).sum();
        println!("{part:?} {pairs} {used} cpu {s:.1}");
    }
    let test = !tuning;
    let mut lessons = offers::lessons();
    for q in &queries {
        if q.part == Part::Train || (test && q.part == Part::Validation) {
            lessons.note(&q.candidates, &q.used, 1.0);
        }
    }
    let settings = Settings {
        trees: env("OT", 100.0) as usize, leaves: env("OL", 8.0) as usize, rate: env("OR", 0.05), leaf_rows: env("OM", 100.0) as usize,
        column_share: env("OC", 0.4), shrinkage: env("OS", 5.0), ..Settings::default()
    };
    let (ranker, s) = cpu::timed(|| lessons.fit(&settings, env("OSEEDS", 3.0) as u64));
    println!("lessons {} fit {s:.1}", lessons.len());
    if env("IMP", 0.0) > 0.0 { for (c, i) in ranker.importance().iter().enumerate() { print!("{c}:{i:.3} "); } println!(); }
    let part = if test { Part::Test } else { Part::Validation };
    let base = |q: &Query| q.candidates.items.iter().map(|i| realtail_learn::taste::Scored { item: *i, score: q.candidates.cells[*i as usize * offers::COLUMNS + 1] }).collect::<Vec<_>>();
    measure("decay30", &queries, part, base);
    measure("boosted", &queries, part, |q| ranker.rank(&q.candidates, usize::MAX));
    Ok(String::new())
}

fn measure(name: &str, queries: &[Query], part: Part, score: impl Fn(&Query) -> Vec<realtail_learn::taste::Scored>) {
    let mut all: Vec<(f32, bool)> = Vec::new();
    let (mut n, mut p1, mut n2, mut p12) = (0.0, 0.0, 0.0, 0.0);
    for q in queries.iter().filter(|q| q.part == part) {
        let scores = score(q);
        all.extend(scores.iter().map(|s| (s.score, q.used.contains(&s.item))));
        if q.coupons.len() >= 10 && !q.used.is_empty() {
            let top = scores.iter().max_by(|a, b| a.score.total_cmp(&b.score).then(q.popularity[a.item as usize].total_cmp(&q.popularity[b.item as usize])).then(q.coupons[b.item as usize].cmp(&q.coupons[a.item as usize]))).expect("some");
            n += 1.0;
            let hit = q.used.contains(&top.item);
            p1 += f64::from(hit as u8);
            if !q.type_a { n2 += 1.0; p12 += f64::from(hit as u8); }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let positives = all.iter().filter(|a| a.1).count() as f64;
    let (mut hits, mut ap) = (0.0, 0.0);
    for (rank, (_, hit)) in all.iter().enumerate() {
        if *hit { hits += 1.0; ap += hits / (rank + 1) as f64; }
    }
    println!("{name} offers AP {:.4} P@1 {:.4} of {n} notA {:.4} of {n2}", ap / positives, p1 / n, p12 / n2);
}
