//! Task OF-CJ17, first half: the year replayed up to each campaign, and what was known of each household on its eve.

use super::prepare::{DAY, day};
use super::state::Numbers;
use anyhow::Result;
use realtail_journey::{Campaign as Sent, Journey, Line, Product, Redemption};
use realtail_learn::taste::features::Moment;
use realtail_learn::taste::offers::{Campaign, Coupon, Offers};
use realtail_learn::taste::ranker::Candidates;
use realtail_learn::taste::{Article, Basket, Taste};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::rc::Rc;

/// Days since 1970 of the first of February, August and October and the fifteenth of December 2017.
const FEBRUARY: i32 = 17_198;
const AUGUST: i32 = 17_379;
const OCTOBER: i32 = 17_440;
const DECEMBER_15: i32 = 17_515;

/// Which campaigns, by their first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Before August.
    Train,
    /// In August and September.
    Validation,
    /// From October on.
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

/// What all households of a campaign are asked about.
pub struct Shown {
    /// Of which campaigns.
    pub part: Part,
    /// The campaign's number.
    pub campaign: u32,
    /// Whether each household was handed only some of the coupons.
    pub type_a: bool,
    /// Numbers of the coupons, ascending.
    pub coupons: Vec<u64>,
    /// How often the products of each were bought before.
    pub popularity: Vec<f32>,
}

/// A household and a campaign.
pub struct Query {
    /// The campaign.
    pub shown: Rc<Shown>,
    /// The household.
    pub household: u32,
    /// All its coupons, by place.
    pub candidates: Candidates,
    /// Places of the coupons that were used.
    pub used: Vec<u32>,
}

/// The data, in the order in which it happened.
struct Year<B: Iterator<Item = Vec<Line>>> {
    products: Vec<Product>,
    baskets: Peekable<B>,
    redemptions: Vec<Redemption>,
    coupons: BTreeMap<(u32, u64), Vec<u32>>,
    taste: Taste,
    offers: Offers,
    popularity: Vec<f32>,
    redeemed: usize,
}

/// All queries, each with what was known before the campaign's first day.
pub fn queries(journey: &Journey) -> Result<Vec<Query>> {
    let mut year = read(journey)?;
    let mut campaigns = journey.campaigns()?;
    campaigns.sort_by_key(|campaign| (campaign.first_day, campaign.campaign));
    let mut reached: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (campaign, household) in journey.reached()? {
        reached.entry(campaign).or_default().push(household);
    }
    let mut queries = Vec::new();
    for campaign in &campaigns {
        year.learn_until(campaign.first_day);
        let households = reached.remove(&campaign.campaign).unwrap_or_default();
        if let Some(part) = Part::of(campaign.first_day) {
            queries.extend(year.ask(campaign, part, &households));
        }
        households.iter().for_each(|household| year.offers.learn_reached(*household));
    }
    Ok(queries)
}

fn read(journey: &Journey) -> Result<Year<impl Iterator<Item = Vec<Line>>>> {
    let mut products = journey.products()?;
    products.sort_by_key(|product| product.product);
    let (mut kinds, mut categories) = (Numbers::default(), Numbers::default());
    let article = |product: &Product| {
        let category = format!("{:?} {:?}", product.department, product.category);
        Article {
            kind: kinds.of(format!("{category} {:?}", product.kind)),
            category: categories.of(category),
            maker: product.maker.map_or(0, |maker| maker as u32),
        }
    };
    let taste = Taste::new(products.iter().map(article).collect());
    let mut baskets: BTreeMap<(i64, u64), Vec<Line>> = BTreeMap::new();
    for line in journey.lines()?.into_iter().filter(|line| line.quantity > 0) {
        baskets.entry((line.at_micros, line.basket)).or_default().push(line);
    }
    let mut redemptions = journey.redemptions()?;
    redemptions.sort_by_key(|redemption| (redemption.day, redemption.household, redemption.coupon));
    let mut coupons: BTreeMap<(u32, u64), Vec<u32>> = BTreeMap::new();
    for coupon in journey.coupons()? {
        let items = coupons.entry((coupon.campaign, coupon.coupon)).or_default();
        items.extend(place(&products, coupon.product));
    }
    let popularity = vec![0.0; products.len()];
    let baskets = baskets.into_values().peekable();
    let offers = Offers::default();
    Ok(Year { products, baskets, redemptions, coupons, taste, offers, popularity, redeemed: 0 })
}

fn place(products: &[Product], product: u32) -> Option<u32> {
    products.binary_search_by_key(&product, |product| product.product).ok().map(|place| place as u32)
}

impl<B: Iterator<Item = Vec<Line>>> Year<B> {
    /// Learns all that happened before a day.
    fn learn_until(&mut self, first_day: i32) {
        let start = i64::from(first_day) * DAY;
        while let Some(lines) = self.baskets.next_if(|lines| lines[0].at_micros < start) {
            self.learn_basket(&lines);
        }
        while let Some(redemption) = self.redemptions.get(self.redeemed).filter(|r| r.day < first_day) {
            let items = self.coupons.get(&(redemption.campaign, redemption.coupon));
            let category = |item: &u32| self.taste.article(*item).category;
            let mut categories: Vec<u32> = items.into_iter().flatten().map(category).collect();
            categories.sort_unstable();
            categories.dedup();
            let Redemption { household, coupon, campaign, day } = *redemption;
            self.offers.learn_used(household, campaign, coupon, &categories, day as f32);
            self.redeemed += 1;
        }
    }

    fn learn_basket(&mut self, lines: &[Line]) {
        let mut items: Vec<u32> =
            lines.iter().filter_map(|line| place(&self.products, line.product)).collect();
        items.iter().for_each(|item| self.popularity[*item as usize] += 1.0);
        items.sort_unstable();
        items.dedup();
        let household = lines[0].household;
        let with = |part: fn(&Line) -> i64| lines.iter().filter(|line| part(line) > 0).count() as f32;
        let (coupons, cards) = (with(|line| line.coupon_cents), with(|line| line.card_cents));
        self.offers.learn_lines(household, lines.len() as f32, coupons, cards);
        if !items.is_empty() {
            let day = day(lines[0].at_micros);
            self.taste.learn_shopping(&Basket { household, store: 0, day, items: &items });
        }
    }

    /// What is known of each household on the eve of a campaign, and what it used later.
    fn ask(&self, sent: &Sent, part: Part, households: &[u32]) -> Vec<Query> {
        let known = |redemption: &&Redemption| {
            redemption.campaign == sent.campaign && redemption.day < part.label_end()
        };
        let used = self.redemptions.iter().filter(known);
        let used: FxHashSet<(u32, u64)> = used.map(|r| (r.household, r.coupon)).collect();
        let all = self.coupons.range((sent.campaign, 0)..=(sent.campaign, u64::MAX));
        let all = all.map(|((_, coupon), items)| Coupon { coupon: *coupon, items: items.clone() });
        let kind = match sent.kind.as_str() {
            "Type A" => 0.0,
            "Type B" => 1.0,
            _ => 2.0,
        };
        let (first, days) = (sent.first_day as f32, (sent.last_day - sent.first_day) as f32);
        let campaign = Campaign::new(&self.taste, kind, first, days, all.collect());
        let popularity =
            |coupon: &Coupon| coupon.items.iter().map(|item| self.popularity[*item as usize]).sum();
        let shown = Rc::new(Shown {
            part,
            campaign: sent.campaign,
            type_a: kind == 0.0,
            coupons: campaign.coupons().iter().map(|coupon| coupon.coupon).collect(),
            popularity: campaign.coupons().iter().map(popularity).collect(),
        });
        let query = |household: &u32| {
            let moment = Moment::of(&self.taste, *household, first);
            let used = shown.coupons.iter().enumerate().filter(|(_, c)| used.contains(&(*household, **c)));
            Query {
                shown: Rc::clone(&shown),
                household: *household,
                candidates: self.offers.candidates(&moment, *household, &campaign),
                used: used.map(|(place, _)| place as u32).collect(),
            }
        };
        households.iter().map(query).collect()
    }
}
