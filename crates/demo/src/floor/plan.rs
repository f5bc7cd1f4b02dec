//! Which store is shown, and which of its items have tags.

use crate::{DemoError, Retailer};
use realtail_kernel::{Gtin, ItemId, Label, SiteId};

/// So many items have tags.
const ITEMS: usize = 24;
/// Items of which so many are kept: enough that some stand behind, few enough that each can have a tag.
const UNITS: std::ops::RangeInclusive<u32> = 3..=10;
/// So many of them are advertised.
const ADVERTISED: usize = 4;

/// An item of which each unit has a tag.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// Index into the pairs of the retailer.
    pub(crate) pair: u32,
    /// Index into its items.
    pub(crate) index: u32,
    pub(crate) item: ItemId,
    pub(crate) name: Label,
    pub(crate) gtin: Gtin,
    /// The opening stock.
    pub(crate) units: u32,
    /// How many the shelf takes; the others stand in the backroom.
    pub(crate) capacity: u32,
    /// What a unit brings in over the year, on average.
    pub(crate) price_cents: i64,
}

/// What is shown.
#[derive(Clone, Debug)]
pub(crate) struct FloorPlan {
    /// Index into the sites of the retailer.
    pub(crate) index: u32,
    pub(crate) site: SiteId,
    pub(crate) items: Vec<Planned>,
    /// Who pays for the campaign.
    pub(crate) brand: Label,
    /// What is advertised: places among the items.
    pub(crate) advertised: Vec<usize>,
}

impl Planned {
    /// The first word of its name: what a shopper types.
    pub(crate) fn word(&self) -> &str {
        let mut words = self.name.as_str().split(|letter: char| !letter.is_alphanumeric());
        words.find(|word| !word.is_empty()).unwrap_or("item")
    }
}

impl FloorPlan {
    /// The items that are advertised.
    pub(crate) fn advertised(&self) -> impl Iterator<Item = &Planned> {
        self.advertised.iter().filter_map(|place| self.items.get(*place))
    }
}

/// The store with the most receipts, and what it sells most often of what it keeps a few of. None where it has no such
/// items.
pub(crate) fn choose(retailer: &Retailer, targets: &[u32]) -> Result<Option<FloorPlan>, DemoError> {
    let mut receipts = vec![0_u32; retailer.sites.len()];
    let mut lines = vec![0_u32; retailer.pairs.len()];
    for (basket, sold) in retailer.baskets() {
        receipts.get_mut(basket.site as usize).into_iter().for_each(|count| *count += 1);
        for pair in sold.iter().filter_map(|line| line.pair) {
            lines.get_mut(pair as usize).into_iter().for_each(|count| *count += 1);
        }
    }
    let busiest = (0..).zip(&receipts).max_by_key(|(_, count)| **count).map(|(site, _)| site);
    let Some(index) = busiest else { return Ok(None) };
    let Some(site) = retailer.sites.get(index as usize) else { return Ok(None) };
    let units = |pair: &u32| targets.get(*pair as usize).copied().unwrap_or(0);
    let mut pairs: Vec<u32> = retailer.pairs_of(index).filter(|pair| UNITS.contains(&units(pair))).collect();
    pairs.sort_by_key(|pair| (std::cmp::Reverse(lines.get(*pair as usize).copied()), *pair));
    pairs.truncate(ITEMS);
    let prices = prices(retailer, &pairs);
    let planned = pairs.iter().zip(prices).map(|(pair, price)| planned(retailer, *pair, units(pair), price));
    let items: Vec<Planned> = planned.collect::<Result<_, _>>()?;
    if items.is_empty() {
        return Ok(None);
    }
    let (brand, advertised) = advertised(retailer, &items)?;
    Ok(Some(FloorPlan { index, site: site.site.clone(), items, brand, advertised }))
}

/// What a unit of each pair brings in on average, in cents.
fn prices(retailer: &Retailer, pairs: &[u32]) -> Vec<i64> {
    let mut sums = vec![(0_i64, 0_i64); pairs.len()];
    for line in retailer.baskets().flat_map(|(_, lines)| lines) {
        let place = line.pair.and_then(|pair| pairs.iter().position(|known| *known == pair));
        if let Some(sum) = place.and_then(|place| sums.get_mut(place)) {
            *sum = (sum.0 + line.paid_cents(), sum.1 + i64::from(line.quantity));
        }
    }
    sums.into_iter().map(|(cents, units)| cents / units.max(1)).collect()
}

fn planned(retailer: &Retailer, pair: u32, units: u32, price_cents: i64) -> Result<Planned, DemoError> {
    let none = || DemoError::data("no such pair");
    let index = retailer.pairs.get(pair as usize).ok_or_else(none)?.item;
    let item = retailer.items.get(index as usize).ok_or_else(none)?;
    let gtin = item.gtin.or_else(|| made_up(index)).ok_or_else(|| DemoError::data("no such GTIN"))?;
    let (name, capacity) = (item.name.clone(), units.div_ceil(2));
    Ok(Planned { pair, index, item: item.item.clone(), name, gtin, units, capacity, price_cents })
}

/// A GTIN for a retailer that tells none. 952 is for demonstrations: no company has it.
fn made_up(index: u32) -> Option<Gtin> {
    let body = format!("952{index:09}");
    (0..10).find_map(|digit| format!("{body}{digit}").parse().ok())
}

/// The brand with the most of these items, and the first few of them.
fn advertised(retailer: &Retailer, items: &[Planned]) -> Result<(Label, Vec<usize>), DemoError> {
    let brand = |planned: &Planned| retailer.items.get(planned.index as usize)?.brand.clone();
    let brands: Vec<Option<Label>> = items.iter().map(brand).collect();
    let often = |one: &Label| brands.iter().flatten().filter(|other| *other == one).count();
    let most = brands.iter().flatten().max_by_key(|brand| often(brand)).cloned();
    let places = |own: &Option<Label>| {
        let known = (0..).zip(&brands).filter(|(_, brand)| *brand == own);
        known.map(|(place, _)| place).take(ADVERTISED).collect()
    };
    let places = places(&most);
    let unnamed = || Label::new("own brand").map_err(DemoError::data);
    Ok((most.map_or_else(unnamed, Ok)?, places))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BaseStock, Size, Source, targets};

    #[test]
    fn the_busiest_store_is_shown_with_what_it_keeps_a_few_of() {
        let size = Size { sites: 3, items: 300, days: 8, receipts: 1_600 };
        let retailer = Retailer::open(&Source::Generated(size), 1).expect("made");
        let targets = targets(&retailer, BaseStock::default());
        let plan = choose(&retailer, &targets).expect("chosen").expect("there is one");
        let receipts = |site: u32| retailer.baskets().filter(|(basket, _)| basket.site == site).count();
        assert!((0..3).all(|site| receipts(site) <= receipts(plan.index)));
        assert_eq!((plan.items.len(), plan.advertised.len()), (ITEMS, ADVERTISED));
        for planned in &plan.items {
            assert_eq!(planned.units, targets[planned.pair as usize]);
            assert!(planned.capacity < planned.units, "{planned:?}");
            assert_eq!(retailer.pairs[planned.pair as usize].site, plan.index);
        }
        let brand = |planned: &Planned| retailer.items[planned.index as usize].brand.clone();
        assert!(plan.advertised().all(|planned| brand(planned).as_ref() == Some(&plan.brand)));
        assert!(made_up(17).is_some_and(|gtin| gtin.to_string().contains("952000000017")));
    }
}
