//! What is promoted when and where, as the promotions in the log say: known before it begins.

use crate::names::Names;
use crate::rate::No;
use realtail_kernel::{Instant, ItemId, Label, PromotionId, RegionId, SiteId, Weekday};
use realtail_learn::demand::{Promotions, weekday};
use realtail_vocabulary::{Benefit, PriceEvent, Promotion, Selection};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// States of promotion, see [`realtail_learn::demand::STATES`]: told to some (members, groups, holders of a coupon), and to all.
const TO_SOME: u8 = 1;
const TO_ALL: u8 = 2;
const DAY_MICROS: i64 = 86_400_000_000;

/// What an item is, as far as promotions ask.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Traits {
    categories: Vec<Label>,
    brand: Option<Label>,
}

/// Promotions and what they speak of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Promoted {
    promotions: BTreeMap<PromotionId, Promotion>,
    regions: BTreeMap<RegionId, Vec<SiteId>>,
    items: BTreeMap<ItemId, Traits>,
}

/// The items and places of a promotion.
struct Reach {
    items: Vec<No>,
    places: Vec<No>,
    state: u8,
}

impl Promoted {
    /// What an item belongs to, and who makes it.
    pub fn know(&mut self, item: &ItemId, categories: &[Label], brand: Option<&Label>) {
        let traits = Traits { categories: categories.to_vec(), brand: brand.cloned() };
        self.items.insert(item.clone(), traits);
    }

    /// Which sites a region has.
    pub fn region(&mut self, region: &RegionId, sites: &[SiteId]) {
        self.regions.insert(region.clone(), sites.to_vec());
    }

    /// Takes in what happened to prices. Whether promotions are others now.
    pub fn take(&mut self, event: &PriceEvent) -> bool {
        match event {
            PriceEvent::PromotionSet(promotion) => {
                self.promotions.insert(promotion.promotion.clone(), (**promotion).clone());
                true
            }
            PriceEvent::PromotionEnded { promotion } => self.promotions.remove(promotion).is_some(),
            PriceEvent::ListSet(_)
            | PriceEvent::ListRemoved { .. }
            | PriceEvent::PricesSet { .. }
            | PriceEvent::TaxSet(_)
            | PriceEvent::TaxRemoved { .. } => false,
        }
    }

    /// What is promoted on a day, in days since 1970.
    pub fn on(&self, day: i32, items: &Names<ItemId>, sites: &Names<SiteId>) -> Promotions {
        self.together(&self.in_force(day), items, sites)
    }

    /// What is promoted on each of some days: all that is, once each, and of each day which of it.
    pub fn during(
        &self,
        days: std::ops::Range<i32>,
        items: &Names<ItemId>,
        sites: &Names<SiteId>,
    ) -> (Vec<Promotions>, Vec<usize>) {
        let mut all: BTreeMap<Vec<&PromotionId>, usize> = BTreeMap::new();
        let mut told = Vec::new();
        let mut of_day = |day: i32| {
            let in_force = self.in_force(day);
            let names = in_force.iter().map(|promotion| &promotion.promotion).collect();
            *all.entry(names).or_insert_with(|| {
                told.push(self.together(&in_force, items, sites));
                told.len() - 1
            })
        };
        let days = days.map(&mut of_day).collect();
        (told, days)
    }

    fn in_force(&self, day: i32) -> Vec<&Promotion> {
        self.promotions.values().filter(|promotion| in_force(promotion, day)).collect()
    }

    fn together(
        &self,
        promotions: &[&Promotion],
        items: &Names<ItemId>,
        sites: &Names<SiteId>,
    ) -> Promotions {
        let mut together = Promotions::default();
        for reach in promotions.iter().filter_map(|promotion| self.reach(promotion, items, sites)) {
            for item in &reach.items {
                reach.places.iter().for_each(|place| together.add(*item, *place, reach.state));
            }
        }
        together.sorted()
    }

    /// Nothing where it names no goods: what is taken off the whole basket moves no single item.
    fn reach(&self, promotion: &Promotion, items: &Names<ItemId>, sites: &Names<SiteId>) -> Option<Reach> {
        let goods: Vec<&Selection> = match &promotion.benefit {
            Benefit::BundlePrice { groups, .. } => groups.iter().map(|group| &group.goods).collect(),
            _ => vec![&promotion.goods],
        };
        let names_goods = |goods: &&Selection| {
            !(goods.items.is_empty() && goods.categories.is_empty() && goods.brands.is_empty())
        };
        let goods: Vec<&Selection> = goods.into_iter().filter(names_goods).collect();
        let mut found: FxHashSet<No> = FxHashSet::default();
        for goods in goods {
            found.extend(goods.items.iter().filter_map(|item| items.get(item)));
            if !goods.categories.is_empty() || !goods.brands.is_empty() {
                let members = self.items.iter().filter(|(item, traits)| of(goods, item, traits));
                found.extend(members.filter_map(|(item, _)| items.get(item)));
            }
        }
        let conditions = &promotion.conditions;
        let everywhere = conditions.sites.is_empty() && conditions.regions.is_empty();
        let places: FxHashSet<No> = if everywhere {
            sites.numbers().collect()
        } else {
            let of_regions =
                conditions.regions.iter().filter_map(|region| self.regions.get(region)).flatten();
            conditions.sites.iter().chain(of_regions).filter_map(|site| sites.get(site)).collect()
        };
        let to_some =
            conditions.members_only || !conditions.groups.is_empty() || !conditions.coupons.is_empty();
        let state = if to_some { TO_SOME } else { TO_ALL };
        let reach = Reach { items: found.into_iter().collect(), places: places.into_iter().collect(), state };
        (!reach.items.is_empty() && !reach.places.is_empty()).then_some(reach)
    }
}

fn of(goods: &Selection, item: &ItemId, traits: &Traits) -> bool {
    let in_category = |categories: &[Label]| traits.categories.iter().any(|own| categories.contains(own));
    let of_brand = |brands: &[Label]| traits.brand.as_ref().is_some_and(|own| brands.contains(own));
    let wanted = (goods.categories.is_empty() || in_category(&goods.categories))
        && (goods.brands.is_empty() || of_brand(&goods.brands));
    let excepted = goods.except_items.contains(item)
        || in_category(&goods.except_categories)
        || of_brand(&goods.except_brands);
    wanted && !excepted
}

/// Whether a promotion is in force at any time of a day, by the clock of UTC.
fn in_force(promotion: &Promotion, day: i32) -> bool {
    let conditions = &promotion.conditions;
    let begins = i64::from(day) * DAY_MICROS;
    let from = conditions.valid_from.is_none_or(|from| from.micros() < begins + DAY_MICROS);
    let until = conditions.valid_until.is_none_or(|until: Instant| until.micros() > begins);
    let days = &conditions.days;
    from && until && (days.is_empty() || days.contains(&Weekday::ALL[usize::from(weekday(day))]))
}
