//! Placing a hold: all lines or none, checked together.

use super::{Hold, HoldState, Line, Place};
use crate::catalogue::{ItemNo, RegionNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage, Thing};
use realtail_kernel::{Channel, HoldId, Instant, OwnerId};
use realtail_vocabulary::{Event, HoldEvent, HoldLine, HoldPlace, VoidReason};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// A hold lasts at most thirty days: what is promised for longer is an order.
pub(crate) const LASTS_MS_MAX: i64 = 30 * 24 * 60 * 60 * 1000;
const LINES_MAX: usize = 1_000;

/// Promises units to somebody for a while.
#[derive(Clone, Debug)]
pub struct PlaceHold {
    /// Its name, made by whoever asks.
    pub hold: HoldId,
    /// Whose it is.
    pub owner: OwnerId,
    /// On which channel.
    pub channel: Channel,
    /// For how long.
    pub expires_in_ms: i64,
    /// What, where.
    pub lines: SmallVec<[HoldLine; 1]>,
}

pub(crate) fn decide(state: &Omnichannel, command: &PlaceHold, now: Instant) -> Result<Vec<Event>, Refusal> {
    check_lasting(command.expires_in_ms)?;
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Refusal::invalid("lines", format!("a hold has 1 to {LINES_MAX} lines")));
    }
    let mut names = command.lines.clone();
    let mut lines: SmallVec<[Line; 1]> = SmallVec::with_capacity(names.len());
    for line in &mut names {
        lines.push(read_line(state, line)?);
    }
    if let Some(known) = state.holds.find(&command.hold) {
        return repeated(known, command, &lines);
    }
    let superseded = match shortages(state, command, &lines, &[], now) {
        None => Vec::new(),
        Some(short) => give_way(state, command, &lines, short, now)?,
    };
    let mut events: Vec<Event> = Vec::with_capacity(1 + superseded.len());
    for hold in superseded {
        let reason = VoidReason::SupersededBy(command.hold.clone());
        events.push(Event::Hold(HoldEvent::Voided { hold, reason }));
    }
    events.push(Event::Hold(HoldEvent::Placed {
        hold: command.hold.clone(),
        owner: command.owner.clone(),
        channel: command.channel.clone(),
        expires_at: now.plus_ms(command.expires_in_ms),
        lines: names,
    }));
    Ok(events)
}

pub(crate) fn check_lasting(expires_in_ms: i64) -> Result<(), Refusal> {
    if (1..=LASTS_MS_MAX).contains(&expires_in_ms) {
        return Ok(());
    }
    let problem =
        format!("a hold lasts from 1 to {LASTS_MS_MAX} milliseconds (30 days), not {expires_in_ms}");
    Err(Refusal::invalid("expires_in_ms", problem))
}

fn read_line(state: &Omnichannel, line: &mut HoldLine) -> Result<Line, Refusal> {
    let item = state.catalogue.item_no(&line.item)?;
    let known = state.catalogue.item(item);
    if !known.stocked {
        return Err(Refusal::invalid(
            "item",
            format!("no stock is kept of {}, so none can be held", known.item),
        ));
    }
    if line.item != known.item {
        line.item = known.item.clone();
    }
    let place = match &line.place {
        HoldPlace::Site(site) => Place::Site(state.catalogue.site_no(site)?),
        HoldPlace::Region(region) => Place::Region(state.catalogue.region_no(region)?),
    };
    Ok(Line { item, units: line.quantity.units(), place })
}

/// The same hold again: done already. Another content under the same name: refused.
fn repeated(known: &Hold, command: &PlaceHold, lines: &[Line]) -> Result<Vec<Event>, Refusal> {
    if known.owner == command.owner && known.channel == command.channel && known.lines[..] == *lines {
        return Ok(Vec::new());
    }
    Err(Refusal::ConflictingRetry { what: Thing::Hold, id: command.hold.to_string() })
}

/// A hold never blocks its own owner: where units are short, the owner's older holds on the same items give way,
/// oldest first, and no more of them than it takes.
fn give_way(
    state: &Omnichannel,
    command: &PlaceHold,
    lines: &[Line],
    short: Vec<Shortage>,
    now: Instant,
) -> Result<Vec<HoldId>, Refusal> {
    let touches =
        |hold: &&Hold| hold.lines.iter().any(|held| lines.iter().any(|line| line.item == held.item));
    let older: Vec<&Hold> = state.holds.of_owner(&command.owner).into_iter().filter(touches).collect();
    for n in 1..=older.len() {
        if shortages(state, command, lines, &older[..n], now).is_none() {
            return Ok(older[..n].iter().map(|hold| hold.hold.clone()).collect());
        }
    }
    Err(Refusal::InsufficientStock { shortages: short })
}

/// What is missing if all lines are taken together, with the units of `freed` holds given back first.
fn shortages(
    state: &Omnichannel,
    command: &PlaceHold,
    lines: &[Line],
    freed: &[&Hold],
    now: Instant,
) -> Option<Vec<Shortage>> {
    if let ([line], []) = (lines, freed) {
        return shortage_of_one(state, command, line, now).map(|short| vec![short]);
    }
    let mut by_item: BTreeMap<ItemNo, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        by_item.entry(line.item).or_default().push(line);
    }
    let mut short = Vec::new();
    for (item, lines) in by_item {
        short.extend(ItemCheck::new(state, command, item, &lines, freed, now).shortages());
    }
    if short.is_empty() { None } else { Some(short) }
}

/// The usual hold: one line.
fn shortage_of_one(state: &Omnichannel, command: &PlaceHold, line: &Line, now: Instant) -> Option<Shortage> {
    let channel = Some(&command.channel);
    let (available, site, region) = match line.place {
        Place::Site(site) => {
            let availability = state.availability(line.item, site, channel, now);
            (availability.available, Some(site), None)
        }
        Place::Region(region) => {
            (state.available_in_region(line.item, region, channel, now), None, Some(region))
        }
    };
    (available < line.units).then(|| named(state, line.item, site, region, line.units, available))
}

fn named(
    state: &Omnichannel,
    item: ItemNo,
    site: Option<SiteNo>,
    region: Option<RegionNo>,
    requested: i64,
    available: i64,
) -> Shortage {
    Shortage {
        item: state.catalogue.item(item).item.clone(),
        site: site.map(|no| state.catalogue.site(no).site.clone()),
        region: region.map(|no| state.catalogue.region(no).clone()),
        requested,
        available: available.max(0),
    }
}

/// All lines of a call that want the same item.
struct ItemCheck<'a> {
    state: &'a Omnichannel,
    channel: &'a Channel,
    item: ItemNo,
    wanted: BTreeMap<Place, i64>,
    given_back: BTreeMap<Place, i64>,
    now: Instant,
}

impl<'a> ItemCheck<'a> {
    fn new(
        state: &'a Omnichannel,
        command: &'a PlaceHold,
        item: ItemNo,
        lines: &[&Line],
        freed: &[&Hold],
        now: Instant,
    ) -> ItemCheck<'a> {
        let mut wanted: BTreeMap<Place, i64> = BTreeMap::new();
        for line in lines {
            *wanted.entry(line.place).or_default() += line.units;
        }
        let mut given_back: BTreeMap<Place, i64> = BTreeMap::new();
        for line in freed.iter().flat_map(|hold| &hold.lines).filter(|line| line.item == item) {
            *given_back.entry(line.place).or_default() += line.units;
        }
        ItemCheck { state, channel: &command.channel, item, wanted, given_back, now }
    }

    fn given_back(&self, place: Place) -> i64 {
        self.given_back.get(&place).copied().unwrap_or(0)
    }

    /// What regions ask for once the freed holds are gone; sites give what the lines of this call leave.
    fn network(&self, capacity: impl Fn(SiteNo, i64) -> i64) -> crate::network::Network {
        let more = |site: SiteNo, free: i64| capacity(site, free + self.given_back(Place::Site(site)));
        let mut network = self.state.network(self.item, self.now, more);
        for (region, (units, _)) in &mut network.demands {
            *units -= self.given_back(Place::Region(*region));
        }
        network
    }

    fn shortages(&self) -> Vec<Shortage> {
        let mut short = Vec::new();
        let before = self.network(|_, free| free);
        for (place, requested) in &self.wanted {
            let Place::Site(site) = *place else { continue };
            let available = self.available_at(site, &before);
            if available < *requested {
                short.push(named(self.state, self.item, Some(site), None, *requested, available));
            }
        }
        if short.is_empty() { self.region_shortages() } else { short }
    }

    fn available_at(&self, site: SiteNo, before: &crate::network::Network) -> i64 {
        let Some(kept) = self.state.kept_back(self.item, site, Some(self.channel)) else { return 0 };
        let Some(cell) = self.state.stock.cell(self.item, site) else { return 0 };
        let free = self.state.free(cell, self.now) + self.given_back(Place::Site(site));
        free - kept - if before.is_idle() { 0 } else { before.required(site) }
    }

    /// Regions after the sites of this call have taken theirs; one after the other, each with those before it.
    fn region_shortages(&self) -> Vec<Shortage> {
        let taken = |site: SiteNo| self.wanted.get(&Place::Site(site)).copied().unwrap_or(0);
        let regions: Vec<(RegionNo, i64)> = self
            .wanted
            .iter()
            .filter_map(|(place, units)| match place {
                Place::Region(region) => Some((*region, *units)),
                Place::Site(_) => None,
            })
            .collect();
        let (before, after) = (self.network(|_, free| free), self.network(|site, free| free - taken(site)));
        if !before.is_idle() && after.served(None) < before.served(None) {
            return self.all_short();
        }
        let spare = |site: SiteNo, free: i64| {
            let kept = self.state.kept_back(self.item, site, Some(self.channel));
            kept.map_or(0, |kept| free - taken(site) - kept)
        };
        let mut network = self.network(spare);
        let mut short = Vec::new();
        for (region, requested) in regions {
            let sites = self.state.catalogue.region_sites(region);
            let freed = |site: SiteNo, free: i64| spare(site, free + self.given_back(Place::Site(site)));
            network.capacities.extend(self.state.capacities(self.item, sites, self.now, freed));
            let room = network.room(region, sites);
            if room < requested {
                short.push(named(self.state, self.item, None, Some(region), requested, room));
            }
            network.demands.entry(region).or_insert_with(|| (0, sites.to_vec())).0 += requested;
        }
        short
    }

    /// Each site by itself would do, but all of them together leave too little for a region's holds.
    fn all_short(&self) -> Vec<Shortage> {
        let sites = self.wanted.iter().filter_map(|(place, units)| match place {
            Place::Site(site) => Some((*site, *units)),
            Place::Region(_) => None,
        });
        let before = self.network(|_, free| free);
        sites
            .map(|(site, units)| {
                named(self.state, self.item, Some(site), None, units, self.available_at(site, &before))
            })
            .collect()
    }
}

impl Hold {
    /// Whether it stands.
    pub fn is_open(&self) -> bool {
        self.state == HoldState::Held
    }
}
