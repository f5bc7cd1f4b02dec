//! What may be promised: what is there, less what is promised, expired, kept back, and needed for regions.

use super::holds::{Spot, State};
use super::{Ledger, Model};
use realtail_kernel::{Channel, Instant};
use realtail_platform::Retail;
use std::collections::BTreeMap;

/// What regions ask of their sites for one item.
#[derive(Clone, Debug, Default)]
pub struct Demands(pub Vec<(Spot, Vec<usize>, i64)>);

impl Demands {
    /// The most that sites can serve. By the theorem of the least cut: for each choice of regions, those chosen get
    /// at most what their sites have, and the others at most what they ask for; the least of all choices is the most
    /// that can be served.
    pub fn served(&self, capacity: &dyn Fn(usize) -> i64) -> i64 {
        (0u32..1 << self.0.len()).map(|chosen| self.cut(chosen, capacity)).min().unwrap_or(0)
    }

    fn cut(&self, chosen: u32, capacity: &dyn Fn(usize) -> i64) -> i64 {
        let (mut sites, mut sum) = (Vec::new(), 0);
        for (i, (_, region, units)) in self.0.iter().enumerate() {
            if chosen & 1 << i == 0 {
                sum += units;
            } else {
                sites.extend(region);
            }
        }
        sites.sort_unstable();
        sites.dedup();
        sum + sites.into_iter().map(|site| capacity(site).max(0)).sum::<i64>()
    }

    /// What a site must keep since no other can take it over.
    pub fn required(&self, site: usize, capacity: &dyn Fn(usize) -> i64) -> i64 {
        self.served(capacity) - self.served(&|s| if s == site { 0 } else { capacity(s) })
    }

    /// Adds units to what is asked for in a place.
    pub fn add(&mut self, spot: Spot, sites: &[usize], units: i64) {
        match self.0.iter_mut().find(|(s, ..)| *s == spot) {
            Some((.., known)) => *known += units,
            None => self.0.push((spot, sites.to_vec(), units)),
        }
    }

    /// How many more units could be asked for in a place.
    pub fn room(&self, spot: Spot, sites: &[usize], capacity: &dyn Fn(usize) -> i64) -> i64 {
        let mut more = self.clone();
        more.add(spot, sites, sites.iter().map(|site| capacity(*site).max(0)).sum());
        more.served(capacity) - self.served(capacity)
    }
}

impl Model {
    /// Units of open holds in a place.
    pub(super) fn held(&self, item: usize, spot: Spot, now: Instant) -> i64 {
        let open = self.holds.iter().filter(|h| h.state == State::Held && h.expires_at > now);
        open.flat_map(|h| &h.lines).filter(|l| l.0 == item && l.2 == spot).map(|l| l.1).sum()
    }

    pub(super) fn allocated(&self, item: usize, site: usize) -> i64 {
        let open = self.holds.iter().filter(|h| h.state == State::Allocated);
        open.flat_map(|h| &h.posted).filter(|l| l.0 == item && l.1 == site).map(|l| l.2).sum()
    }

    pub(super) fn demands(&self, item: usize, now: Instant) -> Demands {
        let mut demands = Demands::default();
        for (region, (_, sites)) in self.regions.iter().enumerate() {
            let units = self.held(item, Spot::Region(region), now);
            if units > 0 {
                demands.add(Spot::Region(region), sites, units);
            }
        }
        demands
    }

    /// What the holds on a site leave of it.
    pub(super) fn free(&self, ledger: &Ledger, item: usize, site: usize, now: Instant) -> i64 {
        ledger.on_hand(item, site)
            - self.held(item, Spot::Site(site), now)
            - self.allocated(item, site)
            - ledger.expired(item, site, now)
    }

    /// What each site leaves, worked out once.
    pub(super) fn frees(&self, ledger: &Ledger, item: usize, now: Instant) -> Vec<i64> {
        (0..self.sites.len()).map(|site| self.free(ledger, item, site, now)).collect()
    }

    /// What nobody was promised.
    pub(super) fn unpromised(&self, ledger: &Ledger, item: usize, site: usize, now: Instant) -> i64 {
        let free = self.frees(ledger, item, now);
        free[site] - self.demands(item, now).required(site, &|s| free[s])
    }

    /// What each site may promise on a channel.
    pub(super) fn spares(&self, item: usize, channel: Option<&Channel>, now: Instant) -> Vec<i64> {
        let spare =
            |(site, free): (usize, i64)| self.kept_back(item, site, channel).map_or(0, |kept| free - kept);
        self.frees(&self.ledger, item, now).into_iter().enumerate().map(spare).collect()
    }

    /// The sites of a place.
    pub(super) fn sites_of(&self, spot: Spot) -> Vec<usize> {
        match spot {
            Spot::Site(site) => vec![site],
            Spot::Region(region) => self.regions[region].1.clone(),
        }
    }

    /// What may be promised in a place.
    pub(super) fn available(&self, item: usize, spot: Spot, channel: Option<&Channel>, now: Instant) -> i64 {
        let spare = self.spares(item, channel, now);
        self.demands(item, now).room(spot, &self.sites_of(spot), &|s| spare[s])
    }

    pub(super) fn compare_pair(
        &self,
        retail: &Retail,
        item: usize,
        site: usize,
        now: Instant,
    ) -> Result<(), String> {
        let stock = &retail.omnichannel;
        let (name, place) = (&self.items[item].item, &self.sites[site].site);
        let number = stock.catalogue.item_no(name).and_then(|i| Ok((i, stock.catalogue.site_no(place)?)));
        let (item_no, site_no) = number.map_err(|e| format!("read {name} at {place}: {e}"))?;
        for channel in [None, Some("web"), Some("store")] {
            let channel = channel.and_then(|c| Channel::new(c).ok());
            let found = stock.availability(item_no, site_no, channel.as_ref(), now);
            let found = (found.on_hand, found.held, found.allocated, found.available);
            let expected = (
                self.ledger.on_hand(item, site),
                self.held(item, Spot::Site(site), now),
                self.allocated(item, site),
                self.available(item, Spot::Site(site), channel.as_ref(), now),
            );
            if found != expected {
                return Err(format!(
                    "{name} at {place} on {channel:?} has (on hand, held, allocated, available) {found:?}, predicted {expected:?}"
                ));
            }
        }
        let mut incoming: Vec<_> = stock
            .incoming(item_no, site_no)
            .into_iter()
            .map(|i| (i.quantity, i.expected_at, i.source))
            .collect();
        incoming.sort();
        let expected = self.incoming(item, site);
        if incoming != expected {
            return Err(format!("{incoming:?} of {name} is on its way to {place}, predicted {expected:?}"));
        }
        self.compare_places(retail, item, site, (item_no, site_no))
    }

    fn compare_places(
        &self,
        retail: &Retail,
        item: usize,
        site: usize,
        (item_no, site_no): (realtail_omnichannel::ItemNo, realtail_omnichannel::SiteNo),
    ) -> Result<(), String> {
        let Some(cell) = retail.omnichannel.stock.cell(item_no, site_no) else { return Ok(()) };
        let mut found = BTreeMap::new();
        for place in retail.omnichannel.stock.places(cell) {
            *found.entry((place.zone, place.condition)).or_insert(0) += place.quantity;
        }
        let mut expected = BTreeMap::new();
        let sellable = realtail_vocabulary::Condition::Sellable;
        let mut loose = self.ledger.on_hand(item, site);
        for ((i, s, zone), units) in &self.ledger.zones {
            if (*i, *s) == (item, site) {
                expected.insert((Some(zone.clone()), sellable), *units);
                loose -= units;
            }
        }
        expected.insert((None, sellable), loose);
        for ((i, s, zone, condition), units) in &self.ledger.aside {
            if (*i, *s) == (item, site) {
                expected.insert((zone.clone(), *condition), *units);
            }
        }
        found.retain(|_, units| *units != 0);
        expected.retain(|_, units| *units != 0);
        if found == expected {
            return Ok(());
        }
        let name = &self.items[item].item;
        Err(format!("{name} at {} lies {found:?}, predicted {expected:?}", self.sites[site].site))
    }

    pub(super) fn compare_region(
        &self,
        retail: &Retail,
        item: usize,
        region: usize,
        now: Instant,
    ) -> Result<(), String> {
        let stock = &retail.omnichannel;
        let (name, place) = (&self.items[item].item, &self.regions[region].0);
        let number = stock.catalogue.item_no(name).and_then(|i| Ok((i, stock.catalogue.region_no(place)?)));
        let (item_no, region_no) = number.map_err(|e| format!("read {name} in {place}: {e}"))?;
        let found = stock.available_in_region(item_no, region_no, None, now);
        let expected = self.available(item, Spot::Region(region), None, now);
        if found == expected {
            return Ok(());
        }
        Err(format!("{found} of {name} are available in {place}, predicted {expected}"))
    }
}
