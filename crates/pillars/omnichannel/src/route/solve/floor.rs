//! What carrying an order costs at the least, whoever carries it, by the number of its parcels.
//!
//! Parcels are paid in steps of weight, so a bound that thinks of one source at a time sees only the lightest step. What all
//! parcels weigh together is known, though: so many parcels with that weight cannot be carried for less than the cheapest
//! steps that hold it. What a source's carriers take beyond the cheapest is charged to the source and, by weight, to its
//! lines.

use super::within::can_use;
use super::{Cost, Freight, Problem, Source};
use realtail_vocabulary::WeightPrice;
use smallvec::SmallVec;

/// So many parcels are told apart; more are bounded together.
pub(super) const PARCELS: usize = 6;
/// More steps than this are not combined: the lightest step counts then.
const STEPS_MAX: usize = 24;
/// The rate of a line that a source cannot serve.
pub(super) const NOWHERE: i64 = i64::MAX / 1024;

/// Freight at the least, and what each source and its lines cost beside it.
pub(super) struct Floor {
    /// With at least so many parcels, less one.
    at_least: [Cost; PARCELS],
    /// For each source: its fixed cost, and how much dearer its carriers are than the cheapest at any weight.
    pub house: Vec<Cost>,
    /// For each source and need: what all of the need would cost at the offer's rate, with what its weight is dearer there.
    /// No way to serve a part of it is cheaper than that part of this.
    rates: Vec<i64>,
    /// For each source, how much dearer its carriers are.
    pub dearer: Vec<Dearer>,
    needs: usize,
    /// The weights at which a price goes up, and the whole weight.
    ends: SmallVec<[i64; STEPS_MAX]>,
}

/// How much more a source's carriers take than the cheapest, at the least.
#[derive(Clone, Copy, Default)]
pub(super) struct Dearer {
    pub parcel: Cost,
    pub per_kg: i64,
}

impl Dearer {
    pub fn by_weight(self, mg: i64) -> i64 {
        // Mostly nothing: a division of this width costs more than all the rest.
        if self.per_kg == 0 {
            return 0;
        }
        (i128::from(self.per_kg) * i128::from(mg) / 1_000_000) as i64
    }
}

impl Floor {
    pub fn new(problem: &Problem) -> Floor {
        let mg: i64 = problem.needs.iter().map(|need| need.unit_mg * need.units).sum();
        let tables = tables(problem);
        let steps = steps(&tables, mg);
        let cheapest = |mg: i64| tables.iter().map(|table| table.price(mg)).min().unwrap_or(0);
        let prices: SmallVec<[(i64, Cost); STEPS_MAX]> =
            steps.iter().map(|end| (*end, cheapest(*end))).collect();
        let dearer = dearer(problem, &prices);
        let house = problem.sources.iter().zip(&dearer).map(|(source, dearer)| source.fixed + dearer.parcel);
        let mut rates = Vec::with_capacity(problem.offers.len());
        for (s, dearer) in dearer.iter().enumerate() {
            for (need, offer) in problem.needs.iter().zip(problem.offers_of(s)) {
                rates.push(match can_use(problem, offer, need.units) {
                    true => rate(offer, need.units) + dearer.by_weight(need.unit_mg * need.units),
                    false => NOWHERE,
                });
            }
        }
        let at_least = at_least(&prices, mg, cheapest(mg.min(1)));
        Floor { at_least, house: house.collect(), rates, dearer, needs: problem.needs.len(), ends: steps }
    }

    /// What freight costs at the least, with at least so many parcels.
    pub fn of(&self, parcels: usize) -> Cost {
        self.at_least[parcels.clamp(1, PARCELS) - 1]
    }

    pub fn ends(&self) -> &[i64] {
        &self.ends
    }

    pub fn rates_of(&self, source: usize) -> &[i64] {
        &self.rates[source * self.needs..(source + 1) * self.needs]
    }
}

/// What all units of a need would cost at the rate of an offer.
pub(super) fn rate(offer: &super::Offer, units: i64) -> i64 {
    let line = match offer.room >= units {
        true => offer.line,
        false => (i128::from(offer.line) * i128::from(units) / i128::from(offer.room.max(1))) as i64,
    };
    line.saturating_add(offer.unit.saturating_mul(units)).min(NOWHERE - 1)
}

/// The tables of all carriers, each once with the least that comes on top.
fn tables<'a>(problem: &Problem<'a>) -> SmallVec<[Freight<'a>; 8]> {
    let mut tables: SmallVec<[Freight; 8]> = SmallVec::new();
    for freight in problem.sources.iter().flat_map(|source| source.freight) {
        match tables.iter_mut().find(|table| is_same(table.prices, freight.prices)) {
            Some(table) => table.extra = table.extra.min(freight.extra),
            None => tables.push(*freight),
        }
    }
    // Where one source pays nobody, nothing is known of what must be paid.
    if problem.sources.iter().any(|source| source.freight.is_empty()) {
        tables.clear();
    }
    tables
}

fn is_same(a: &[WeightPrice], b: &[WeightPrice]) -> bool {
    std::ptr::eq(a, b) || (a.is_empty() && b.is_empty())
}

/// The weights up to `mg` at which a price goes up, and `mg` itself.
fn steps(tables: &[Freight], mg: i64) -> SmallVec<[i64; STEPS_MAX]> {
    let mut steps: SmallVec<[i64; STEPS_MAX]> = SmallVec::new();
    for table in tables {
        let Some(heaviest) = table.prices.last() else { continue };
        // Of several parcels, too, where one does not hold it.
        let mut full = 0i64;
        while full < mg && steps.len() <= STEPS_MAX {
            let ends = table.prices.iter().map(|step| step.weight_g_max.saturating_mul(1000));
            steps.extend(ends.map(|end| full.saturating_add(end)).filter(|end| *end < mg));
            full = full.saturating_add(heaviest.weight_g_max.saturating_mul(1000).max(1));
        }
    }
    steps.push(mg);
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// For each source a line below what its carriers take beyond the cheapest.
fn dearer(problem: &Problem, prices: &[(i64, Cost)]) -> Vec<Dearer> {
    let found = |source: &Source| -> Dearer {
        if source.freight.is_empty() || prices.len() > STEPS_MAX {
            return Dearer::default();
        }
        let over = |(end, price): &(i64, Cost)| (*end, (source.parcel(*end) - price).max(0));
        let (first_end, first) = over(&prices[0]);
        let slope = |(end, over): (i64, Cost)| (over - first) * 1_000_000 / Cost::from(end - first_end);
        let per_kg = prices[1..].iter().map(over).map(slope).min().unwrap_or(0).max(0);
        let per_kg = per_kg.min(first * 1_000_000 / Cost::from(first_end.max(1)));
        let below = |(end, over): (i64, Cost)| over - (per_kg * Cost::from(end)).div_euclid(1_000_000) - 1;
        let parcel = prices.iter().map(over).map(below).min().unwrap_or(0);
        if parcel < 0 { Dearer::default() } else { Dearer { parcel, per_kg: per_kg as i64 } }
    };
    // Most sources share their carriers.
    let mut known: SmallVec<[(usize, Dearer); 8]> = SmallVec::new();
    let mut all = Vec::with_capacity(problem.sources.len());
    for (s, source) in problem.sources.iter().enumerate() {
        let is_alike = |other: &Source| {
            let pairs = other.freight.iter().zip(source.freight);
            let mut pairs = pairs.map(|(a, b)| a.extra == b.extra && is_same(a.prices, b.prices));
            other.freight.len() == source.freight.len() && pairs.all(|alike| alike)
        };
        let same = known.iter().find(|(other, _)| is_alike(&problem.sources[*other]));
        let dearer = same.map_or_else(|| found(source), |(_, dearer)| *dearer);
        if same.is_none() && known.len() < known.inline_size() {
            known.push((s, dearer));
        }
        all.push(dearer);
    }
    all
}

/// All parcels but one fill a step to its end: else one could be made heavier for nothing.
fn at_least(prices: &[(i64, Cost)], mg: i64, lightest: Cost) -> [Cost; PARCELS] {
    let mut at_least = std::array::from_fn(|parcels| lightest * (parcels as Cost + 1));
    if prices.len() > STEPS_MAX {
        return at_least;
    }
    // However many there are, no weight is carried for less than the best rate of any step.
    let at_rate = |(end, price): &(i64, Cost)| price * Cost::from(mg) / Cost::from((*end).max(1));
    let at_rate = prices.iter().map(at_rate).min().unwrap_or(0);
    at_least[PARCELS - 1] = at_least[PARCELS - 1].max(at_rate);
    // Of few steps all choices are looked at, of many only those of few parcels.
    let parcels_max = match prices.len() {
        0..=6 => PARCELS - 1,
        7..=10 => 3,
        _ => 2,
    };
    for parcels in 1..=parcels_max {
        at_least[parcels - 1] = cheapest(prices, mg, lightest, parcels, prices.len());
    }
    for parcels in (0..PARCELS - 1).rev() {
        at_least[parcels] = at_least[parcels].max(at_rate).min(at_least[parcels + 1]);
    }
    at_least
}

/// What so many parcels cost at the least that weigh so much together, each of one of the first steps.
fn cheapest(prices: &[(i64, Cost)], mg: i64, lightest: Cost, parcels: usize, steps: usize) -> Cost {
    if parcels == 1 {
        return if mg <= 0 { lightest } else { price_of(prices, mg) };
    }
    let with = |step: usize| {
        let (end, price) = prices[step];
        price + cheapest(prices, mg - end, lightest, parcels - 1, step + 1)
    };
    (0..steps).map(with).min().unwrap_or(0)
}

/// What the cheapest carrier takes for a weight.
fn price_of(prices: &[(i64, Cost)], mg: i64) -> Cost {
    let at = prices.partition_point(|(end, _)| *end < mg);
    prices.get(at).or(prices.last()).map_or(0, |(_, price)| *price)
}
