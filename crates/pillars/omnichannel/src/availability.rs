//! What may be promised now, and why.

use crate::catalogue::{ItemNo, RegionNo, SiteNo};
use crate::hold::Place;
use crate::machine::Omnichannel;
use crate::network::Network;
use crate::stock::Cell;
use realtail_kernel::{Channel, Instant, RuleName};
use realtail_vocabulary::ZoneKind;
use std::collections::BTreeMap;

/// Supply that is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// How many units.
    pub quantity: i64,
    /// When, where that is known.
    pub expected_at: Option<Instant>,
    /// The shipment or the purchase order.
    pub source: String,
}

/// What may be promised of an item at a site on a channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Availability {
    /// Sellable units by the book.
    pub on_hand: i64,
    /// Units in holds on this site.
    pub held: i64,
    /// Units promised for good.
    pub allocated: i64,
    /// Units never promised here on this channel: safety stock and the channel's buffer.
    pub safety_stock: i64,
    /// What may be promised; never below zero.
    pub available: i64,
    /// What of that stands on the sales floor, so that a shopper can carry it out now; all of it where the site does not
    /// keep its book of the item by zones.
    pub carry_out: i64,
    /// How sure the book is, 0 to 1: 1 / (1 + times it was found wrong since a count that agreed).
    pub confidence: f64,
}

/// A value, and the rule that says it.
pub type Setting<T> = Option<(T, RuleName)>;

/// Which rules made an availability what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// Units never promised.
    pub safety_stock: Setting<u32>,
    /// Further units that this channel does not promise.
    pub channel_buffer: Setting<u32>,
    /// Whether it may be promised at all.
    pub may_sell: Setting<bool>,
}

impl Omnichannel {
    /// What may be promised of `item` at `site` on `channel` at `now`.
    pub fn availability(
        &self,
        item: ItemNo,
        site: SiteNo,
        channel: Option<&Channel>,
        now: Instant,
    ) -> Availability {
        let nothing = Availability {
            on_hand: 0,
            held: 0,
            allocated: 0,
            safety_stock: 0,
            available: 0,
            carry_out: 0,
            confidence: 1.0,
        };
        let kept_back = self.kept_back(item, site, channel);
        let Some(cell) = self.stock.cell(item, site) else {
            return Availability { safety_stock: kept_back.unwrap_or(0), ..nothing };
        };
        let available = self.room(item, Place::Site(site), channel, now);
        Availability {
            on_hand: cell.on_hand,
            held: cell.held - self.holds.lapsed_units(item, Place::Site(site), now),
            allocated: cell.allocated,
            safety_stock: kept_back.unwrap_or(0),
            available,
            carry_out: available.min(self.on_floor(cell).unwrap_or(available)),
            confidence: if cell.on_hand < 0 { 0.0 } else { 1.0 / (1.0 + f64::from(cell.doubts)) },
        }
    }

    /// Sellable units on the sales floor; none where none of the pair's sellable units stands in any zone, for then nobody
    /// knows. What stands nowhere in particular beside units in zones is not on the floor.
    pub fn on_floor(&self, cell: &Cell) -> Option<i64> {
        if !cell.has_places() {
            return None;
        }
        let mut on_floor = None;
        for (key, units) in self.stock.places_of(cell.item, cell.site) {
            if let (Some(zone), true) = (&key.2, key.3.is_sellable()) {
                let is_floor = self.catalogue.zone_kind(cell.site, zone) == Some(ZoneKind::SalesFloor);
                *on_floor.get_or_insert(0) += if is_floor { *units } else { 0 };
            }
        }
        on_floor.map(|units: i64| units.max(0))
    }

    /// Of so many units that may be promised, those that can be carried out now.
    pub(crate) fn of_floor(&self, item: ItemNo, site: SiteNo, units: i64) -> i64 {
        let on_floor = self.stock.cell(item, site).and_then(|cell| self.on_floor(cell));
        on_floor.map_or(units, |on_floor| units.min(on_floor))
    }

    /// Which rules stand behind an availability.
    pub fn explain(&self, item: ItemNo, site: SiteNo, channel: Option<&Channel>) -> Explained {
        let rules = &self.catalogue;
        let own = |found: Option<(u32, &RuleName)>| found.map(|(v, n)| (v, n.clone()));
        Explained {
            safety_stock: own(rules.rule(item, site, channel, |r| r.safety_stock)),
            channel_buffer: own(rules.rule(item, site, channel, |r| r.channel_buffer)),
            may_sell: rules.rule(item, site, channel, |r| r.may_sell).map(|(v, n)| (v, n.clone())),
        }
    }

    /// What is on its way to a pair, soonest first.
    pub fn incoming(&self, item: ItemNo, site: SiteNo) -> Vec<Incoming> {
        match self.stock.cell(item, site) {
            Some(cell) if cell.has_incoming() => self.supply.incoming(item, site),
            _ => Vec::new(),
        }
    }

    /// Units that rules keep back; none where the channel may not sell at all.
    pub(crate) fn kept_back(&self, item: ItemNo, site: SiteNo, channel: Option<&Channel>) -> Option<i64> {
        if !self.catalogue.has_rules() {
            return Some(0);
        }
        let rules = &self.catalogue;
        if let Some((false, _)) = rules.rule(item, site, channel, |r| r.may_sell) {
            return None;
        }
        let units = |found: Option<(u32, &RuleName)>| found.map_or(0, |(units, _)| i64::from(units));
        let safety = units(rules.rule(item, site, channel, |r| r.safety_stock));
        Some(safety + units(rules.rule(item, site, channel, |r| r.channel_buffer)))
    }

    /// What nobody has been promised, where sites have `moved` since: below zero where more is promised than there is.
    pub(crate) fn unpromised(
        &self,
        item: ItemNo,
        site: SiteNo,
        now: Instant,
        moved: impl Fn(SiteNo) -> i64,
    ) -> i64 {
        let free = self.stock.cell(item, site).map_or(0, |cell| self.free(cell, now)) + moved(site);
        if !self.holds.regions_hold(item) {
            return free;
        }
        free - self.network(item, now, |site, free| free + moved(site)).required(site)
    }

    /// Units of an item at a site that are there, have not expired and are promised to nobody: what may leave for another site.
    pub fn unpromised_units(&self, item: ItemNo, site: SiteNo, now: Instant) -> i64 {
        self.unpromised(item, site, now, |_| 0)
    }

    /// What holds on this site leave.
    pub(crate) fn free(&self, cell: &Cell, now: Instant) -> i64 {
        let lapsed = self.holds.lapsed_units(cell.item, Place::Site(cell.site), now);
        cell.on_hand - cell.held + lapsed - cell.allocated - self.stock.expired(cell, now)
    }

    /// What regions ask of their sites for an item. `capacity` says what of a site's free units may serve them.
    pub(crate) fn network(
        &self,
        item: ItemNo,
        now: Instant,
        capacity: impl Fn(SiteNo, i64) -> i64,
    ) -> Network {
        let mut network = Network::default();
        for (region, units) in self.holds.regions_holding(item) {
            let sites = self.catalogue.region_sites(region).to_vec();
            let lapsed = self.holds.lapsed_units(item, Place::Region(region), now);
            network.demands.insert(Place::Region(region), (units - lapsed, sites));
        }
        let sites: Vec<SiteNo> =
            network.demands.values().flat_map(|(_, sites)| sites.iter().copied()).collect();
        network.capacities = self.capacities(item, &sites, now, capacity);
        network
    }

    /// What each of these sites can give to regions.
    pub(crate) fn capacities(
        &self,
        item: ItemNo,
        sites: &[SiteNo],
        now: Instant,
        capacity: impl Fn(SiteNo, i64) -> i64,
    ) -> BTreeMap<SiteNo, i64> {
        let give = |site: &SiteNo| {
            let free = self.stock.cell(item, *site).map_or(0, |cell| self.free(cell, now));
            (*site, capacity(*site, free))
        };
        sites.iter().map(give).collect()
    }

    /// How many more units a region may promise on a channel.
    pub fn available_in_region(
        &self,
        item: ItemNo,
        region: RegionNo,
        channel: Option<&Channel>,
        now: Instant,
    ) -> i64 {
        self.room(item, Place::Region(region), channel, now)
    }

    /// How many more units may be promised at a place; never below zero.
    pub(crate) fn room(&self, item: ItemNo, place: Place, channel: Option<&Channel>, now: Instant) -> i64 {
        let spare =
            |site: SiteNo, free: i64| self.kept_back(item, site, channel).map_or(0, |kept| free - kept);
        if let Place::Site(site) = place
            && !self.holds.regions_hold(item)
        {
            let free = self.stock.cell(item, site).map_or(0, |cell| self.free(cell, now));
            return spare(site, free).max(0);
        }
        let sites = self.sites_at(place);
        let mut network = self.network(item, now, spare);
        network.capacities.extend(self.capacities(item, &sites, now, spare));
        network.room(place, &sites)
    }

    /// The sites that may serve a place.
    pub(crate) fn sites_at(&self, place: Place) -> Vec<SiteNo> {
        match place {
            Place::Site(site) => vec![site],
            Place::Region(region) => self.catalogue.region_sites(region).to_vec(),
        }
    }
}
