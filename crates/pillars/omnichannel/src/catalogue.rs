//! What the retailer has: sites, items, regions, rules; each with a dense number that the ledger counts in.

use crate::distance::Spot;
use crate::refusal::{Refusal, Thing};
use indexmap::IndexMap;
use realtail_kernel::{Channel, Gtin, ItemId, Label, RegionId, RuleName, SiteId};
use realtail_vocabulary::{CatalogueEvent, Item, Site, StockRule, Zone, ZoneKind};
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most zones a site has.
const ZONES_MAX: usize = 200;

macro_rules! numbers {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
    )+};
}

numbers! {
    /// An item, by the order in which items were first added.
    ItemNo;
    /// A site, by the order in which sites were first added.
    SiteNo;
    /// A region, by the order in which regions were first added.
    RegionNo;
}

/// Which lines a rule is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Scope {
    item: Option<ItemId>,
    category: Option<Label>,
    site: Option<SiteId>,
    channel: Option<Channel>,
}

/// Sites, items, regions and rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    sites: IndexMap<SiteId, Site, FxBuildHasher>,
    items: IndexMap<ItemId, Item, FxBuildHasher>,
    regions: IndexMap<RegionId, Vec<SiteNo>, FxBuildHasher>,
    rules: BTreeMap<RuleName, StockRule>,
    #[serde(skip)]
    spots: Vec<Option<Spot>>,
    #[serde(skip)]
    by_gtin: FxHashMap<Gtin, ItemNo>,
    #[serde(skip)]
    by_scope: BTreeMap<(std::cmp::Reverse<u8>, RuleName), Scope>,
}

impl Catalogue {
    /// The item that is called `name`: the retailer's number first, else a GTIN.
    ///
    /// # Errors
    /// Where there is none.
    pub fn item_no(&self, name: &ItemId) -> Result<ItemNo, Refusal> {
        if let Some(index) = self.items.get_index_of(name) {
            return Ok(ItemNo(index as u32));
        }
        let by_gtin = name.as_str().parse::<Gtin>().ok().and_then(|gtin| self.by_gtin.get(&gtin).copied());
        by_gtin.ok_or_else(|| Refusal::Unknown { what: Thing::Item, id: name.to_string() })
    }

    /// The site that is called `name`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn site_no(&self, name: &SiteId) -> Result<SiteNo, Refusal> {
        let index = self.sites.get_index_of(name);
        index
            .map(|i| SiteNo(i as u32))
            .ok_or_else(|| Refusal::Unknown { what: Thing::Site, id: name.to_string() })
    }

    /// The region that is called `name`.
    ///
    /// # Errors
    /// Where there is none.
    pub fn region_no(&self, name: &RegionId) -> Result<RegionNo, Refusal> {
        let index = self.regions.get_index_of(name);
        index
            .map(|i| RegionNo(i as u32))
            .ok_or_else(|| Refusal::Unknown { what: Thing::Region, id: name.to_string() })
    }

    /// The item with this number.
    pub fn item(&self, no: ItemNo) -> &Item {
        &self.items[no.0 as usize]
    }

    /// The site with this number.
    pub fn site(&self, no: SiteNo) -> &Site {
        &self.sites[no.0 as usize]
    }

    /// Where the site with this number is, if anybody has said so.
    pub(crate) fn spot(&self, no: SiteNo) -> Option<Spot> {
        self.spots[no.0 as usize]
    }

    /// The name of a region.
    pub fn region(&self, no: RegionNo) -> &RegionId {
        let (region, _) =
            self.regions.get_index(no.0 as usize).expect("a number is given out once its region is here");
        region
    }

    /// The sites of a region.
    pub fn region_sites(&self, no: RegionNo) -> &[SiteNo] {
        &self.regions[no.0 as usize]
    }

    /// All items, in the order of their numbers.
    pub fn items(&self) -> impl ExactSizeIterator<Item = &Item> {
        self.items.values()
    }

    /// The items from a number on, for pages.
    pub fn items_from(&self, no: usize) -> impl Iterator<Item = &Item> {
        self.items.get_range(no.min(self.items.len())..).into_iter().flat_map(|slice| slice.values())
    }

    /// All sites, in the order of their numbers.
    pub fn sites(&self) -> impl ExactSizeIterator<Item = &Site> {
        self.sites.values()
    }

    /// All regions with their sites.
    pub fn regions(&self) -> impl Iterator<Item = (&RegionId, impl Iterator<Item = &SiteId>)> {
        self.regions.iter().map(|(region, sites)| (region, sites.iter().map(|no| &self.site(*no).site)))
    }

    /// All rules by name.
    pub fn rules(&self) -> impl Iterator<Item = &StockRule> {
        self.rules.values()
    }

    /// What kind of zone it is, if the site has it.
    pub fn zone_kind(&self, site: SiteNo, zone: &realtail_kernel::ZoneId) -> Option<ZoneKind> {
        self.site(site).zones.iter().find(|z: &&Zone| z.zone == *zone).map(|z| z.kind)
    }

    /// The most specific rule for a line that says what `says` asks for.
    /// Item goes before category, then site, then channel; among equals the name that sorts first.
    pub fn rule<T>(
        &self,
        item: ItemNo,
        site: SiteNo,
        channel: Option<&Channel>,
        says: impl Fn(&StockRule) -> Option<T>,
    ) -> Option<(T, &RuleName)> {
        if self.rules.is_empty() {
            return None;
        }
        let (item, site) = (self.item(item), &self.site(site).site);
        self.by_scope.iter().find_map(|((_, name), scope)| {
            let fits = scope.item.as_ref().is_none_or(|i| *i == item.item)
                && scope.category.as_ref().is_none_or(|c| item.categories.contains(c))
                && scope.site.as_ref().is_none_or(|s| s == site)
                && scope.channel.as_ref().is_none_or(|c| Some(c) == channel);
            let rule = self.rules.get(name).filter(|_| fits)?;
            says(rule).map(|value| (value, &rule.name))
        })
    }

    /// The rules for an item on a channel, the most specific first, each with the site it is for, if it is for one only.
    pub(crate) fn rules_of<'a>(
        &'a self,
        item: ItemNo,
        channel: &'a Channel,
    ) -> impl Iterator<Item = (Option<&'a SiteId>, &'a StockRule)> {
        let item = self.item(item);
        self.by_scope.iter().filter_map(move |((_, name), scope)| {
            let fits = scope.item.as_ref().is_none_or(|i| *i == item.item)
                && scope.category.as_ref().is_none_or(|c| item.categories.contains(c))
                && scope.channel.as_ref().is_none_or(|c| c == channel);
            let rule = self.rules.get(name).filter(|_| fits)?;
            Some((scope.site.as_ref(), rule))
        })
    }

    /// Whether any rule stands at all: most retailers begin without, and reads are quicker then.
    pub fn has_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    pub(crate) fn check_site(&self, site: &Site) -> Result<(), Refusal> {
        if site.zones.len() > ZONES_MAX {
            return Err(Refusal::invalid("zones", format!("a site has at most {ZONES_MAX} zones")));
        }
        for (i, zone) in site.zones.iter().enumerate() {
            if site.zones[..i].iter().any(|z| z.zone == zone.zone) {
                return Err(Refusal::invalid("zones", format!("zone {} stands twice", zone.zone)));
            }
        }
        if let Some(p) = site.position
            && !((-90.0..=90.0).contains(&p.lat) && (-180.0..=180.0).contains(&p.lon))
        {
            return Err(Refusal::invalid(
                "position",
                "latitude goes from -90 to 90, longitude from -180 to 180",
            ));
        }
        Ok(())
    }

    pub(crate) fn check_item(&self, item: &Item) -> Result<(), Refusal> {
        let Some(gtin) = item.gtin else { return Ok(()) };
        match self.by_gtin.get(&gtin) {
            Some(other) if self.item(*other).item != item.item => Err(Refusal::invalid(
                "gtin",
                format!("{gtin} belongs to item {} already", self.item(*other).item),
            )),
            _ => Ok(()),
        }
    }

    /// The rule with its item by the retailer's number.
    pub(crate) fn check_rule(&self, rule: &StockRule) -> Result<StockRule, Refusal> {
        if rule.safety_stock.is_none() && rule.channel_buffer.is_none() && rule.may_sell.is_none() {
            return Err(Refusal::invalid(
                "safety_stock",
                "a rule says at least one of safety_stock, channel_buffer, may_sell",
            ));
        }
        let mut rule = rule.clone();
        if let Some(item) = &mut rule.item {
            *item = self.item(self.item_no(item)?).item.clone();
        }
        if let Some(site) = &rule.site {
            self.site_no(site)?;
        }
        Ok(rule)
    }

    /// Tells the GTINs in `items` that stand twice among themselves.
    pub(crate) fn check_items(&self, items: &[Item]) -> Result<(), Refusal> {
        let mut seen: FxHashMap<Gtin, &ItemId> = FxHashMap::default();
        for item in items {
            self.check_item(item)?;
            if let Some(gtin) = item.gtin
                && let Some(other) = seen.insert(gtin, &item.item)
                && *other != item.item
            {
                return Err(Refusal::invalid(
                    "gtin",
                    format!("{gtin} stands for {other} and for {}", item.item),
                ));
            }
        }
        Ok(())
    }

    pub(crate) fn apply(&mut self, event: &CatalogueEvent) {
        match event {
            CatalogueEvent::SiteSet(site) => {
                let (index, old) = self.sites.insert_full(site.site.clone(), site.clone());
                if old.is_none() {
                    self.spots.push(None);
                }
                self.spots[index] = site.position.map(Spot::from);
            }
            CatalogueEvent::ItemSet(item) => {
                let (index, old) = self.items.insert_full(item.item.clone(), item.clone());
                if let Some(gtin) = old.and_then(|old| old.gtin) {
                    self.by_gtin.remove(&gtin);
                }
                if let Some(gtin) = item.gtin {
                    self.by_gtin.insert(gtin, ItemNo(index as u32));
                }
            }
            CatalogueEvent::RegionSet { region, sites } => {
                let sites = sites.iter().filter_map(|site| self.site_no(site).ok()).collect();
                self.regions.insert(region.clone(), sites);
            }
            CatalogueEvent::RuleSet(rule) => {
                self.forget_scope(&rule.name);
                self.remember_scope(rule);
                self.rules.insert(rule.name.clone(), rule.clone());
            }
            CatalogueEvent::RuleRemoved { name } => {
                self.forget_scope(name);
                self.rules.remove(name);
            }
        }
    }

    fn remember_scope(&mut self, rule: &StockRule) {
        let StockRule { item, category, site, channel, name, .. } = rule.clone();
        let rank = u8::from(item.is_some()) * 8
            + u8::from(category.is_some()) * 4
            + u8::from(site.is_some()) * 2
            + u8::from(channel.is_some());
        self.by_scope.insert((std::cmp::Reverse(rank), name), Scope { item, category, site, channel });
    }

    fn forget_scope(&mut self, name: &RuleName) {
        self.by_scope.retain(|(_, n), _| n != name);
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        self.spots = self.sites.values().map(|site| site.position.map(Spot::from)).collect();
        self.by_gtin =
            (0u32..).zip(self.items.values()).filter_map(|(i, item)| Some((item.gtin?, ItemNo(i)))).collect();
        for rule in self.rules.clone().values() {
            self.remember_scope(rule);
        }
    }
}
