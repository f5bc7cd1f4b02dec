//! What sites can give of an item to an order, leaving what others were promised.

use crate::catalogue::{ItemNo, SiteNo};
use crate::hold::{Line, Place};
use crate::machine::Omnichannel;
use crate::network::Network;
use realtail_kernel::{Channel, Instant, SiteId};
use realtail_vocabulary::StockRule;
use smallvec::SmallVec;

/// An item that an order wants, and what is known of it before any site is asked.
pub(crate) struct Wanted<'a> {
    state: &'a Omnichannel,
    item: ItemNo,
    units: i64,
    /// What the order itself holds of it.
    own: SmallVec<[(Place, i64); 4]>,
    /// What earlier batches have given it already, site by site.
    given: SmallVec<[(SiteNo, i64); 4]>,
    /// The rules that may keep some of it back, the most specific first; nothing where kept-back units may be used.
    rules: SmallVec<[(Option<&'a SiteId>, &'a StockRule); 4]>,
    is_stocked: bool,
    now: Instant,
}

impl<'a> Wanted<'a> {
    pub(crate) fn new(
        state: &'a Omnichannel,
        (item, units): (ItemNo, i64),
        own: &[Line],
        given: &[(SiteNo, ItemNo, i64)],
        channel: &'a Channel,
        keeps_back: bool,
        now: Instant,
    ) -> Wanted<'a> {
        let own = own.iter().filter(|line| line.item == item).map(|line| (line.place, line.units)).collect();
        let rules = match keeps_back {
            true => state.catalogue.rules_of(item, channel).collect(),
            false => SmallVec::new(),
        };
        let is_stocked = state.catalogue.item(item).stocked;
        let given = given.iter().filter(|(_, of, _)| *of == item).map(|(site, _, units)| (*site, *units));
        Wanted { state, item, units, own, given: given.collect(), rules, is_stocked, now }
    }

    fn own_at(&self, place: Place) -> i64 {
        self.own.iter().filter(|(at, _)| *at == place).map(|(_, units)| units).sum()
    }

    /// What the order holds at a site, without what it has been given of that already.
    fn own_left_at(&self, site: SiteNo) -> i64 {
        let given: i64 = self.given.iter().filter(|(at, _)| *at == site).map(|(_, units)| units).sum();
        self.own_at(Place::Site(site)) - given
    }

    /// What no hold on the site itself keeps, and how often its book was found wrong.
    pub(crate) fn free(&self, site: SiteNo) -> (i64, u16) {
        if !self.is_stocked {
            return (self.units, 0);
        }
        let Some(cell) = self.state.stock.cell(self.item, site) else { return (0, 0) };
        (self.state.free(cell, self.now) + self.own_left_at(site), cell.doubts)
    }

    fn rules_at(&self, site: &SiteId) -> impl Iterator<Item = &(Option<&'a SiteId>, &'a StockRule)> {
        self.rules.iter().filter(move |(at, _)| at.is_none_or(|at| at == site))
    }

    /// Whether the channel may sell the item at a site.
    pub(crate) fn may_sell(&self, site: &SiteId) -> bool {
        self.rules_at(site).find_map(|(_, rule)| rule.may_sell) != Some(false)
    }

    /// What rules let the order have of so many free units at a site: the same that a hold would leave there.
    fn spare(&self, site: &SiteId, free: i64) -> i64 {
        if self.rules.is_empty() {
            return free;
        }
        if !self.may_sell(site) {
            return 0;
        }
        let here = || self.rules_at(site);
        let units = |found: Option<u32>| i64::from(found.unwrap_or(0));
        free - units(here().find_map(|(_, rule)| rule.safety_stock))
            - units(here().find_map(|(_, rule)| rule.channel_buffer))
    }

    /// Gives, site by site, what it can spare, regions not asked, and how often its book was found wrong. Mostly nothing
    /// stands in the way: then only cells are read, and the processor fetches the next ones while it waits for the first.
    pub(crate) fn spare_at_each<'s>(
        &self,
        sites: impl Iterator<Item = (SiteNo, &'s SiteId)>,
        mut give: impl FnMut(usize, i64, u16),
    ) {
        let is_plain = self.is_stocked
            && self.own.is_empty()
            && self.given.is_empty()
            && self.rules.is_empty()
            && self.state.holds.next_due().is_none_or(|due| due > self.now);
        let row = self.state.stock.row(self.item);
        for (s, (no, site)) in sites.enumerate() {
            let (spare, doubts) = match row.cell(no) {
                Some(cell) if is_plain && !cell.has_lots() => {
                    (cell.on_hand - cell.held - cell.allocated, cell.doubts)
                }
                None if is_plain => (0, 0),
                Some(_) | None => self.spare_at(no, site),
            };
            give(s, spare, doubts);
        }
    }

    /// What a site can give, regions not asked, and how often its book was found wrong.
    fn spare_at(&self, no: SiteNo, site: &SiteId) -> (i64, u16) {
        let (free, doubts) = self.free(no);
        (self.spare(site, free), doubts)
    }

    /// Takes off what regions need of these sites, the order's own promise not counted, and `aside` at each of them.
    /// `spare` is what the sites could give if there were no regions.
    pub(crate) fn leave_to_regions(&self, sites: &[SiteNo], spare: &mut [i64], aside: i64) {
        let demands = self.demands();
        let asked: i64 = demands.iter().map(|(_, units)| units).sum();
        if asked == 0 || !self.is_stocked || self.has_plenty(&demands, asked) {
            spare.iter_mut().for_each(|spare| *spare -= aside);
            return;
        }
        let capacity = |site: SiteNo, free: i64| {
            self.spare(&self.state.catalogue.site(site).site, free + self.own_left_at(site))
        };
        let mut others = self.state.network(self.item, self.now, capacity);
        for (place, (units, _)) in &mut others.demands {
            *units -= self.own_at(*place);
        }
        let served = others.served(None);
        for (site, spare) in sites.iter().zip(spare.iter_mut()) {
            if *spare > 0 && others.capacities.contains_key(site) {
                *spare -= served - others.served(Some(*site));
            }
            *spare -= aside;
        }
        self.make_joint(&mut others, served, sites, spare);
    }

    /// What regions ask for, the order's own promise not counted.
    fn demands(&self) -> SmallVec<[(Place, i64); 4]> {
        let regions = self.state.holds.regions_holding(self.item);
        let demand = |(region, units): (crate::catalogue::RegionNo, i64)| {
            let place = Place::Region(region);
            let lapsed = self.state.holds.lapsed_units(self.item, place, self.now);
            (place, units - lapsed - self.own_at(place))
        };
        regions.map(demand).filter(|(_, units)| *units > 0).collect()
    }

    /// Whether every region could be served even if all asked of the same sites and the order had taken its units there
    /// first: then nobody must keep anything. Mostly the first few sites suffice.
    fn has_plenty(&self, demands: &[(Place, i64)], asked: i64) -> bool {
        demands.iter().all(|(place, _)| {
            let mut left = asked.saturating_add(self.units);
            let Place::Region(region) = place else { return true };
            self.state.catalogue.region_sites(*region).iter().any(|site| {
                left -= self.spare_at(*site, &self.state.catalogue.site(*site).site).0.max(0);
                left <= 0
            })
        })
    }

    /// What each site could give by itself is not what all could give together: where units are this scarce, the order
    /// takes all from one site, or from several one after the other.
    fn make_joint(&self, others: &mut Network, served: i64, sites: &[SiteNo], spare: &mut [i64]) {
        if spare.iter().any(|spare| *spare >= self.units) {
            for spare in spare.iter_mut().filter(|spare| **spare < self.units) {
                *spare = 0;
            }
            return;
        }
        for (site, spare) in sites.iter().zip(spare) {
            let Some(capacity) = others.capacities.get(site).copied() else { continue };
            let mut give = (*spare).clamp(0, self.units);
            while give > 0 {
                others.capacities.insert(*site, capacity - give);
                let short = served - others.served(None);
                if short <= 0 {
                    break;
                }
                give -= short.min(give);
            }
            others.capacities.insert(*site, capacity - give);
            *spare = give;
        }
    }
}
