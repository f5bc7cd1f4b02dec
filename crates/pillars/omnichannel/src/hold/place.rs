//! Placing a hold: all lines or none, checked together.

use super::{Hold, HoldState, Line, Place};
use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::order::place::HOLD_PREFIX;
use crate::refusal::{Refusal, Shortage, Thing};
use realtail_kernel::{Channel, HoldId, Instant, OwnerId};
use realtail_vocabulary::{Event, HoldEvent, HoldLine, HoldPlace, VoidReason};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// A hold lasts at most thirty days: what is promised for longer is an order.
pub(crate) const LASTS_MS_MAX: i64 = 30 * 24 * 60 * 60 * 1000;
const LINES_MAX: usize = 1_000;
/// Of so many holds that give way it is asked one by one whether each is needed.
const SPARED_MAX: usize = 64;

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
    if command.hold.as_str().starts_with(HOLD_PREFIX) && command.owner.as_str() != command.hold.as_str() {
        let problem =
            format!("names that begin with {HOLD_PREFIX} are for the holds of orders; take another");
        return Err(Refusal::invalid("hold", problem));
    }
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

/// Whether a hold that stands keeps just what another would.
pub(crate) fn is_same(state: &Omnichannel, known: &Hold, command: &PlaceHold) -> bool {
    let mut names = command.lines.clone();
    let lines: Result<SmallVec<[Line; 1]>, Refusal> =
        names.iter_mut().map(|line| read_line(state, line)).collect();
    lines.is_ok_and(|lines| known.channel == command.channel && known.lines == lines)
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
    let free = |hold: &&Hold| touches(hold) && state.orders.keeping(&hold.hold).is_none();
    let older: Vec<&Hold> = state.holds.of_owner(&command.owner).into_iter().filter(free).collect();
    let enough = |freed: &[&Hold]| shortages(state, command, lines, freed, now).is_none();
    if older.is_empty() || !enough(&older) {
        return Err(Refusal::InsufficientStock { shortages: short });
    }
    // More given back is never less room, so the shortest run of oldest holds can be found by halving.
    let (mut too_few, mut n) = (0, older.len());
    while n - too_few > 1 {
        let middle = too_few + (n - too_few) / 2;
        if enough(&older[..middle]) { n = middle } else { too_few = middle }
    }
    let mut freed = older[..n].to_vec();
    // The last one is needed; of those before it, the ones that do not help stand.
    for i in (0..n.saturating_sub(1).min(SPARED_MAX)).rev() {
        let kept = freed.remove(i);
        if !enough(&freed) {
            freed.insert(i, kept);
        }
    }
    Ok(freed.iter().map(|hold| hold.hold.clone()).collect())
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
    let mut wanted: BTreeMap<ItemNo, BTreeMap<Place, i64>> = BTreeMap::new();
    for line in lines {
        *wanted.entry(line.item).or_default().entry(line.place).or_default() += line.units;
    }
    let short: Vec<Shortage> = wanted
        .iter()
        .flat_map(|(item, wanted)| shortages_of(state, command, *item, wanted, freed, now))
        .collect();
    if short.is_empty() { None } else { Some(short) }
}

/// The usual hold: one line.
fn shortage_of_one(state: &Omnichannel, command: &PlaceHold, line: &Line, now: Instant) -> Option<Shortage> {
    let available = state.room(line.item, line.place, Some(&command.channel), now);
    (available < line.units).then(|| named(state, line.item, line.place, line.units, available))
}

fn named(state: &Omnichannel, item: ItemNo, place: Place, requested: i64, available: i64) -> Shortage {
    let (site, region) = match place {
        Place::Site(site) => (Some(state.catalogue.site(site).site.clone()), None),
        Place::Region(region) => (None, Some(state.catalogue.region(region).clone())),
    };
    Shortage { item: state.catalogue.item(item).item.clone(), site, region, requested, available }
}

/// What is missing of one item when all its lines ask for it together, sites first.
fn shortages_of(
    state: &Omnichannel,
    command: &PlaceHold,
    item: ItemNo,
    wanted: &BTreeMap<Place, i64>,
    freed: &[&Hold],
    now: Instant,
) -> Vec<Shortage> {
    let mut given_back: BTreeMap<Place, i64> = BTreeMap::new();
    let standing = freed.iter().filter(|hold| hold.expires_at > now);
    for line in standing.flat_map(|hold| &hold.lines).filter(|line| line.item == item) {
        *given_back.entry(line.place).or_default() += line.units;
    }
    let back = |place: Place| given_back.get(&place).copied().unwrap_or(0);
    let spare = |site: SiteNo, free: i64| {
        let kept = state.kept_back(item, site, Some(&command.channel));
        kept.map_or(0, |kept| free + back(Place::Site(site)) - kept)
    };
    let mut network = state.network(item, now, spare);
    for (place, (units, _)) in &mut network.demands {
        *units -= back(*place);
    }
    let mut short = Vec::new();
    for (place, requested) in wanted {
        let sites = state.sites_at(*place);
        let room = {
            network.capacities.extend(state.capacities(item, &sites, now, spare));
            network.room(*place, &sites)
        };
        if room < *requested {
            short.push(named(state, item, *place, *requested, room));
        }
        network.ask(*place, &sites, room.min(*requested));
    }
    short
}

impl Hold {
    /// Whether it stands.
    pub fn is_open(&self) -> bool {
        self.state == HoldState::Held
    }
}
