//! Price lists, promotions and taxes, with all that they ever were, and what is made of them to be quick.

use super::book::ListNo;
use super::goods::Labels;
use super::index::{Index, OfferNo};
use super::offer::{Glance, Offer};
use super::ranking::Ranking;
use super::versions::Versions;
use crate::catalogue::{Catalogue, ItemNo, RegionNo};
use indexmap::IndexMap;
use realtail_kernel::{Instant, PriceListId, PromotionId, RegionId, SiteId, TaxId};
use realtail_vocabulary::{CatalogueEvent, Item, PriceList, Promotion, Tax};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is set by people rather than counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rules {
    pub lists: IndexMap<PriceListId, Versions<PriceList>, FxBuildHasher>,
    pub promotions: IndexMap<PromotionId, Versions<Arc<Promotion>>, FxBuildHasher>,
    pub taxes: IndexMap<TaxId, Versions<Tax>, FxBuildHasher>,
    /// What items were until some time, where that decides on prices.
    items_were: BTreeMap<ItemNo, Vec<(Instant, Item)>>,
    /// The sites that regions had until some time.
    regions_were: BTreeMap<RegionId, Vec<(Instant, Vec<SiteId>)>>,
    #[serde(skip)]
    made: Made,
}

/// What is made of the rules.
#[derive(Clone, Debug, Default)]
struct Made {
    /// Lists that only ever were for named sites, by each of them.
    lists_by_site: FxHashMap<SiteId, Vec<ListNo>>,
    other_lists: Vec<ListNo>,
    offers: Vec<Offer>,
    /// Of each offer.
    glances: Vec<Glance>,
    ranking: Ranking,
    /// The offer that a promotion is now.
    latest: FxHashMap<PromotionId, OfferNo>,
    /// When the offers of today run out, of those that do.
    running_out: BTreeSet<(Instant, OfferNo)>,
    /// Offers that may be given from `past_until` on.
    live: Index,
    /// Those that were replaced, ended or ran out before.
    past: Index,
    past_until: Instant,
}

impl PartialEq for Rules {
    fn eq(&self, other: &Rules) -> bool {
        self.lists == other.lists
            && self.promotions == other.promotions
            && self.taxes == other.taxes
            && self.items_were == other.items_were
            && self.regions_were == other.regions_were
    }
}

impl Rules {
    pub fn list_no(&self, list: &PriceListId) -> Option<ListNo> {
        self.lists.get_index_of(list).map(|no| ListNo(no as u32))
    }

    pub fn list(&self, no: ListNo) -> (&PriceListId, &Versions<PriceList>) {
        self.lists.get_index(no.0 as usize).expect("a number is given out once its list is here")
    }

    pub fn set_list(&mut self, list: &PriceList, at: Instant) {
        let (index, _) = self.lists.insert_full_if_new(&list.list);
        self.lists[index].push(at, Some(list.clone()));
        self.place_list(ListNo(index as u32));
    }

    pub fn remove_list(&mut self, list: &PriceListId, at: Instant) {
        if let Some(versions) = self.lists.get_mut(list) {
            versions.push(at, None);
        }
    }

    /// Remembers where a list may be looked for.
    fn place_list(&mut self, no: ListNo) {
        let (_, versions) = self.list(no);
        let lists: Vec<&PriceList> = versions.all().filter_map(|(_, list)| list).collect();
        let at_sites = lists.iter().all(|list| !list.sites.is_empty() && list.regions.is_empty());
        let sites: Vec<SiteId> = lists.iter().flat_map(|list| list.sites.iter().cloned()).collect();
        let places = self.made.lists_by_site.values_mut().chain([&mut self.made.other_lists]);
        places.for_each(|lists| lists.retain(|known| *known != no));
        match at_sites {
            true => sites.into_iter().for_each(|site| {
                let lists = self.made.lists_by_site.entry(site).or_default();
                if lists.last() != Some(&no) {
                    lists.push(no);
                }
            }),
            false => self.made.other_lists.push(no),
        }
    }

    /// The lists that may be for a site.
    pub fn lists_for(&self, site: Option<&SiteId>) -> impl Iterator<Item = ListNo> {
        let at_site = site.and_then(|site| self.made.lists_by_site.get(site));
        self.made.other_lists.iter().chain(at_site.into_iter().flatten()).copied()
    }

    pub fn set_promotion(
        &mut self,
        promotion: &Promotion,
        at: Instant,
        catalogue: &Catalogue,
        labels: &mut Labels,
    ) {
        let (index, _) = self.promotions.insert_full_if_new(&promotion.promotion);
        let promotion = Arc::new(promotion.clone());
        self.promotions[index].push(at, Some(promotion.clone()));
        let version = self.promotions[index].len() as u32;
        self.replace(Some((promotion, version)), None, at, catalogue, labels);
    }

    pub fn end_promotion(
        &mut self,
        promotion: &PromotionId,
        at: Instant,
        catalogue: &Catalogue,
        labels: &mut Labels,
    ) {
        if let Some(versions) = self.promotions.get_mut(promotion) {
            versions.push(at, None);
            self.replace(None, Some(promotion), at, catalogue, labels);
        }
    }

    /// Makes the offer that a promotion is now, and puts the one it was among the past.
    fn replace(
        &mut self,
        new: Option<(Arc<Promotion>, u32)>,
        ended: Option<&PromotionId>,
        at: Instant,
        catalogue: &Catalogue,
        labels: &mut Labels,
    ) {
        let name = new.as_ref().map(|(promotion, _)| &promotion.promotion).or(ended);
        if let Some(old) = name.and_then(|name| self.made.latest.remove(name)) {
            self.made.glances[old as usize].until = at;
            self.made.retire(old, at);
        }
        if let Some((promotion, version)) = new {
            let name = promotion.promotion.clone();
            let offer = Offer::new(promotion, version, catalogue, labels);
            let no = self.made.offers.len() as OfferNo;
            self.made.live.add(no, &offer);
            if let Some(until) = offer.promotion.conditions.valid_until {
                self.made.running_out.insert((until, no));
            }
            self.made.glances.push(Glance::new(&offer, at));
            self.made.offers.push(offer);
            self.made.ranking.add_last(&self.made.offers);
            self.made.latest.insert(name, no);
        }
        self.made.retire_what_ran_out(at);
    }

    pub fn offer(&self, no: OfferNo) -> &Offer {
        &self.made.offers[no as usize]
    }

    pub fn glance(&self, no: OfferNo) -> &Glance {
        &self.made.glances[no as usize]
    }

    /// How many offers there ever were.
    pub fn offers(&self) -> usize {
        self.made.offers.len()
    }

    /// The order in which the versions of promotions go.
    pub fn ranking(&self) -> &Ranking {
        &self.made.ranking
    }

    /// Where to look for the offers that may have been given at `at`.
    pub fn indexes(&self, at: Instant) -> impl Iterator<Item = &Index> + Clone {
        let past = (at < self.made.past_until).then_some(&self.made.past);
        Some(&self.made.live).into_iter().chain(past)
    }

    pub fn set_tax(&mut self, tax: &Tax, at: Instant, labels: &mut Labels) {
        give_category(tax, labels);
        let (index, _) = self.taxes.insert_full_if_new(&tax.tax);
        self.taxes[index].push(at, Some(tax.clone()));
    }

    pub fn remove_tax(&mut self, tax: &TaxId, at: Instant) {
        if let Some(versions) = self.taxes.get_mut(tax) {
            versions.push(at, None);
        }
    }

    /// Whether the catalogue is about to forget what the past was priced by.
    pub fn forgets(event: &CatalogueEvent, catalogue: &Catalogue) -> bool {
        match event {
            CatalogueEvent::ItemSet(item) => catalogue.item_no(&item.item).is_ok_and(|no| {
                let old = catalogue.item(no);
                old.item == item.item && !is_priced_alike(old, item)
            }),
            CatalogueEvent::RegionSet { region, sites } => {
                catalogue.region_no(region).is_ok_and(|no| !sites_of(no, catalogue).eq(sites.iter()))
            }
            CatalogueEvent::SiteSet(_) | CatalogueEvent::RuleSet(_) | CatalogueEvent::RuleRemoved { .. } => {
                false
            }
        }
    }

    /// Keeps what the catalogue is about to forget.
    pub fn keep(&mut self, event: &CatalogueEvent, catalogue: &Catalogue, at: Instant) {
        match event {
            CatalogueEvent::ItemSet(item) => {
                if let Ok(no) = catalogue.item_no(&item.item) {
                    self.items_were.entry(no).or_default().push((at, catalogue.item(no).clone()));
                }
            }
            CatalogueEvent::RegionSet { region, .. } => {
                if let Ok(no) = catalogue.region_no(region) {
                    let sites = sites_of(no, catalogue).cloned().collect();
                    self.regions_were.entry(region.clone()).or_default().push((at, sites));
                }
            }
            CatalogueEvent::SiteSet(_) | CatalogueEvent::RuleSet(_) | CatalogueEvent::RuleRemoved { .. } => {}
        }
    }

    /// What an item was at `at`, if that decides otherwise on prices than what it is now.
    pub fn item_was(&self, no: ItemNo, at: Instant) -> Option<&Item> {
        let mut were = self.items_were.get(&no)?.iter();
        were.find(|(until, _)| at < *until).map(|(_, item)| item)
    }

    /// Whether a site was in a region at `at`.
    pub fn region_has(&self, region: &RegionId, site: &SiteId, catalogue: &Catalogue, at: Instant) -> bool {
        let mut were = self.regions_were.get(region).into_iter().flatten();
        if let Some((_, sites)) = were.find(|(until, _)| at < *until) {
            return sites.contains(site);
        }
        let Ok(no) = catalogue.region_no(region) else { return false };
        catalogue.region_sites(no).iter().any(|no| catalogue.site(*no).site == *site)
    }

    /// Makes again what a snapshot does not keep.
    pub fn index(&mut self, catalogue: &Catalogue, labels: &mut Labels) {
        self.made = Made::default();
        (0..self.lists.len() as u32).for_each(|no| self.place_list(ListNo(no)));
        let taxes = self.taxes.values().flat_map(|versions| versions.all());
        taxes.filter_map(|(_, tax)| tax).for_each(|tax| give_category(tax, labels));
        let promotions = self.promotions.clone();
        let mut all: Vec<(Instant, &PromotionId, u32, Option<&Arc<Promotion>>)> = Vec::new();
        for (name, versions) in &promotions {
            all.extend((1..).zip(versions.all()).map(|(n, (at, promotion))| (at, name, n, promotion)));
        }
        all.sort_by_key(|(at, _, version, _)| (*at, *version));
        for (at, name, version, promotion) in all {
            let new = promotion.map(|promotion| (promotion.clone(), version));
            self.replace(new, Some(name), at, catalogue, labels);
        }
    }
}

impl Made {
    fn retire(&mut self, no: OfferNo, at: Instant) {
        let offer = &self.offers[no as usize];
        self.live.remove(no, offer);
        self.past.add(no, offer);
        self.past_until = self.past_until.max(at);
        if let Some(until) = offer.promotion.conditions.valid_until {
            self.running_out.remove(&(until, no));
        }
    }

    /// Promotions run out more often than anybody ends them.
    fn retire_what_ran_out(&mut self, at: Instant) {
        while let Some((_, no)) = self.running_out.first().copied().filter(|(until, _)| *until <= at) {
            self.latest.remove(&self.offers[no as usize].promotion.promotion);
            self.retire(no, at);
        }
    }
}

/// What an item was is told by numbers that were given out before, so that of a tax must be among them.
fn give_category(tax: &Tax, labels: &mut Labels) {
    if let Some(category) = &tax.category {
        labels.give(category.as_str());
    }
}

fn sites_of(region: RegionNo, catalogue: &Catalogue) -> impl Iterator<Item = &SiteId> {
    catalogue.region_sites(region).iter().map(|no| &catalogue.site(*no).site)
}

/// What decides on prices: brand, categories, unit and the attribute that taxes go by.
fn is_priced_alike(one: &Item, other: &Item) -> bool {
    let tax = |item: &Item| item.attributes.get(TAX_CATEGORY).cloned();
    (&one.brand, &one.categories, one.unit, tax(one))
        == (&other.brand, &other.categories, other.unit, tax(other))
}

/// The attribute of an item that says what kind of goods it is for taxes.
pub(crate) const TAX_CATEGORY: &str = "tax_category";

/// Finding the place of a name, or making one.
trait InsertIfNew<K, V> {
    fn insert_full_if_new(&mut self, name: &K) -> (usize, &mut V);
}

impl<K: Clone + Eq + std::hash::Hash, T> InsertIfNew<K, Versions<T>>
    for IndexMap<K, Versions<T>, FxBuildHasher>
{
    fn insert_full_if_new(&mut self, name: &K) -> (usize, &mut Versions<T>) {
        let entry = self.entry(name.clone());
        let index = entry.index();
        (index, entry.or_default())
    }
}
