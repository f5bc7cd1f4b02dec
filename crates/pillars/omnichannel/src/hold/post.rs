//! Posting a hold: what was promised is taken, and the rest given back.

use super::{Hold, HoldState, Line, Place};
use crate::catalogue::{ItemNo, RegionNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage};
use crate::stock::draft::{Draft, Draw, Floor, Side, in_quantities};
use realtail_kernel::{HoldId, Instant, ItemId, Quantity, SiteId};
use realtail_vocabulary::{Condition, Event, HoldEvent, Outside, PostAs, PostedLine};
use std::collections::BTreeMap;

/// Takes what a hold promises.
#[derive(Clone, Debug)]
pub struct PostHold {
    /// Which.
    pub hold: HoldId,
    /// What of it; all where nothing is said.
    pub lines: Option<Vec<PostLine>>,
    /// What it becomes.
    pub post_as: PostAs,
}

/// Part of what a hold promises.
#[derive(Clone, Debug)]
pub struct PostLine {
    /// What.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// From which site, where the hold has the item in several places.
    pub site: Option<SiteId>,
}

pub(crate) fn decide(state: &Omnichannel, command: &PostHold, now: Instant) -> Result<Vec<Event>, Refusal> {
    let hold = state.holds.get(&command.hold)?;
    if repeats(state, hold, command) {
        return Ok(Vec::new());
    }
    hold.must_stand(now)?;
    let wanted = match &command.lines {
        None => together(&hold.lines),
        Some(lines) => part(state, hold, lines)?,
    };
    take(state, hold, assign(state, hold, wanted, now)?, command.post_as, now)
}

/// Posts a hold at other sites than it is on, each of which was found to have room beside what others hold there.
pub(crate) fn elsewhere(
    state: &Omnichannel,
    hold: &HoldId,
    lines: &[PostedLine],
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let hold = state.holds.get(hold)?;
    hold.must_stand(now)?;
    let mut taken = Taken::new();
    for PostedLine { item, quantity, site } in lines {
        let at = (state.catalogue.item_no(item)?, state.catalogue.site_no(site)?);
        *taken.entry(at).or_default() += quantity.units();
    }
    take(state, hold, taken, PostAs::Allocation, now)
}

fn take(
    state: &Omnichannel,
    hold: &Hold,
    taken: Taken,
    post_as: PostAs,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let customer = Side::Outside(Outside::Customer.into());
    let (mut lines, mut postings) = (Vec::new(), Vec::new());
    for ((item, site), units) in taken {
        let here = Side::Site(site, None, Condition::Sellable);
        let good = promisable(state, item, site, now);
        if good < units {
            let room = Room { state, hold, item, pending: &Pending::new(), spare: false, now };
            return Err(room.short(Some(site), None, units, good));
        }
        let draw = Draw { item, quantity: units, lot: None, floor: Floor::Zero, expired_last: Some(now) };
        let shifted = draft.shift(draw, &here, &customer, None)?;
        if post_as == PostAs::Sale {
            postings.extend(shifted);
        }
        let (item, site) = (&state.catalogue.item(item).item, &state.catalogue.site(site).site);
        let line = |quantity| PostedLine { item: item.clone(), quantity, site: site.clone() };
        lines.extend(in_quantities(units).map(line));
    }
    Ok(vec![Event::Hold(HoldEvent::Posted { hold: hold.hold.clone(), post_as, lines, postings })])
}

/// Units at a site that may leave for a customer: not those of lots that have expired, nor those promised for good.
fn promisable(state: &Omnichannel, item: ItemNo, site: SiteNo, now: Instant) -> i64 {
    let cell = state.stock.cell(item, site);
    cell.map_or(0, |cell| cell.on_hand - cell.allocated - state.stock.expired(cell, now))
}

/// Whether the hold was posted just so before.
fn repeats(state: &Omnichannel, hold: &Hold, command: &PostHold) -> bool {
    let became = match hold.state {
        HoldState::Posted(became) => became,
        HoldState::Fulfilled | HoldState::Released => PostAs::Allocation,
        HoldState::Held | HoldState::Voided(_) | HoldState::Expired => return false,
    };
    let mut posted: BTreeMap<ItemNo, i64> = BTreeMap::new();
    for line in &hold.posted {
        *posted.entry(line.item).or_default() += line.units;
    }
    let asked = match &command.lines {
        None => hold.lines.iter().map(|line| (line.item, line.units)).collect(),
        Some(lines) => {
            let number =
                |line: &PostLine| Some((state.catalogue.item_no(&line.item).ok()?, line.quantity.units()));
            let Some(asked) = lines.iter().map(number).collect::<Option<Vec<_>>>() else { return false };
            asked
        }
    };
    for (item, units) in asked {
        *posted.entry(item).or_default() -= units;
    }
    became == command.post_as && posted.values().all(|rest| *rest == 0)
}

type Wanted = BTreeMap<(ItemNo, Place), i64>;

type Taken = BTreeMap<(ItemNo, SiteNo), i64>;

fn together(lines: &[Line]) -> Wanted {
    let mut wanted = Wanted::new();
    for line in lines {
        *wanted.entry((line.item, line.place)).or_default() += line.units;
    }
    wanted
}

/// What a partial post asks for, taken off the lines of the hold it fits.
fn part(state: &Omnichannel, hold: &Hold, lines: &[PostLine]) -> Result<Wanted, Refusal> {
    if lines.is_empty() {
        return Err(Refusal::invalid(
            "lines",
            "name at least one line, or leave lines out to post all; to post nothing, void the hold",
        ));
    }
    let mut left = together(&hold.lines);
    let mut wanted = Wanted::new();
    for line in lines {
        let item = state.catalogue.item_no(&line.item)?;
        let site = line.site.as_ref().map(|site| state.catalogue.site_no(site)).transpose()?;
        let mut units = line.quantity.units();
        for ((held, place), rest) in &mut left {
            let fits = match (site, place) {
                (None, _) => true,
                (Some(site), Place::Site(at)) => site == *at,
                (Some(site), Place::Region(region)) => state.catalogue.region_sites(*region).contains(&site),
            };
            let take = units.min(*rest);
            if *held == item && fits && take > 0 {
                let place = site.map_or(*place, |site| match place {
                    Place::Site(_) => *place,
                    Place::Region(_) => Place::Site(site),
                });
                *wanted.entry((item, place)).or_default() += take;
                *rest -= take;
                units -= take;
            }
        }
        if units > 0 {
            let problem = format!("the hold has {} fewer of {} than that", units, line.item);
            return Err(Refusal::invalid("lines", problem));
        }
    }
    Ok(wanted)
}

/// Gives every unit a site: region lines go to the site with the most room, to several only where none has enough.
fn assign(state: &Omnichannel, hold: &Hold, wanted: Wanted, now: Instant) -> Result<Taken, Refusal> {
    let mut taken = Taken::new();
    // What the hold's other regions still wait for is left to them.
    let mut pending: Pending = wanted.clone();
    for ((item, place), units) in &wanted {
        if let Place::Site(site) = place {
            let room = Room { state, hold, item: *item, pending: &pending, spare: false, now };
            // Beyond what the hold has at the site itself, a region's line was sent there by name.
            if *units > room.own(*place) && room.at(*site, &taken) < *units {
                return Err(room.short(Some(*site), None, *units, room.at(*site, &taken)));
            }
            *taken.entry((*item, *site)).or_default() += units;
        }
    }
    for ((item, place), units) in &wanted {
        if let Place::Region(region) = place {
            pending.remove(&(*item, *place));
            let room = |spare| Room { state, hold, item: *item, pending: &pending, spare, now };
            // From what may be sold on this channel first; a promise that stands goes before what is kept back,
            // and who comes first is served where a fact has left too little for all.
            let left = room(true).assign(*region, *units, &mut taken);
            let left = room(false).assign(*region, left, &mut taken);
            let left = room(false).assign_at_any_rate(*region, left, &mut taken);
            if left > 0 {
                return Err(room(false).short(None, Some(*region), *units, units - left));
            }
        }
    }
    Ok(taken)
}

type Pending = Wanted;

/// What sites can give to a hold that has its own units set free first.
struct Room<'a> {
    state: &'a Omnichannel,
    hold: &'a Hold,
    item: ItemNo,
    /// What regions of the hold itself still wait for.
    pending: &'a Pending,
    /// Whether what rules keep back is left alone.
    spare: bool,
    now: Instant,
}

impl Room<'_> {
    fn own(&self, place: Place) -> i64 {
        self.hold.lines.iter().filter(|l| l.item == self.item && l.place == place).map(|l| l.units).sum()
    }

    /// What `site` can give without taking from what other holds need.
    fn at(&self, site: SiteNo, taken: &Taken) -> i64 {
        let capacity = |site: SiteNo, free: i64| self.capacity(site, free, taken);
        let mut others = self.state.network(self.item, self.now, capacity);
        for (place, (units, _)) in &mut others.demands {
            *units += self.pending.get(&(self.item, *place)).copied().unwrap_or(0) - self.own(*place);
        }
        self.kept_to_rules(site, self.free_at(site, taken) - others.required(site))
    }

    fn capacity(&self, site: SiteNo, free: i64, taken: &Taken) -> i64 {
        free + self.own(Place::Site(site)) - taken.get(&(self.item, site)).copied().unwrap_or(0)
    }

    fn free_at(&self, site: SiteNo, taken: &Taken) -> i64 {
        let free = self.state.stock.cell(self.item, site).map_or(0, |cell| self.state.free(cell, self.now));
        self.capacity(site, free, taken)
    }

    fn kept_to_rules(&self, site: SiteNo, units: i64) -> i64 {
        if !self.spare {
            return units;
        }
        self.state.kept_back(self.item, site, Some(&self.hold.channel)).map_or(0, |kept| units - kept)
    }

    /// Gives units of a region to its sites, leaving what others need; tells how many are left.
    fn assign(&self, region: RegionNo, units: i64, taken: &mut Taken) -> i64 {
        self.assign_by(region, units, taken, |site, taken| self.at(site, taken))
    }

    /// The same where other regions must go without.
    fn assign_at_any_rate(&self, region: RegionNo, units: i64, taken: &mut Taken) -> i64 {
        self.assign_by(region, units, taken, |site, taken| self.free_at(site, taken))
    }

    fn assign_by(
        &self,
        region: RegionNo,
        units: i64,
        taken: &mut Taken,
        room_at: impl Fn(SiteNo, &Taken) -> i64,
    ) -> i64 {
        let mut left = units;
        let mut sites: Vec<SiteNo> = self.state.catalogue.region_sites(region).to_vec();
        while left > 0 {
            let best = sites.iter().copied().map(|site| (room_at(site, taken), site));
            let Some((room, site)) = best.max_by_key(|(room, site)| (*room, std::cmp::Reverse(*site))) else {
                break;
            };
            if room <= 0 {
                break;
            }
            *taken.entry((self.item, site)).or_default() += room.min(left);
            left -= room.min(left);
            sites.retain(|s| *s != site);
        }
        left
    }

    fn short(
        &self,
        site: Option<SiteNo>,
        region: Option<RegionNo>,
        requested: i64,
        available: i64,
    ) -> Refusal {
        let catalogue = &self.state.catalogue;
        let shortage = Shortage {
            item: catalogue.item(self.item).item.clone(),
            site: site.map(|no| catalogue.site(no).site.clone()),
            region: region.map(|no| catalogue.region(no).clone()),
            requested,
            available: available.max(0),
        };
        Refusal::InsufficientStock { shortages: vec![shortage] }
    }
}
