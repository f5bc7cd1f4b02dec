//! Posting a hold: what was promised is taken, and the rest given back.

use super::{Hold, Line, Place};
use crate::catalogue::{ItemNo, RegionNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Shortage};
use crate::stock::draft::{Draft, Draw, Floor, Side};
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
    hold.must_stand()?;
    let wanted = match &command.lines {
        None => together(&hold.lines),
        Some(lines) => part(state, hold, lines)?,
    };
    let taken = assign(state, hold, wanted, now)?;
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let customer = Side::Outside(Outside::Customer.into());
    let (mut lines, mut postings) = (Vec::new(), Vec::new());
    for ((item, site), units) in taken {
        let here = Side::Site(site, None, Condition::Sellable);
        let draw = Draw { item, quantity: units, lot: None, floor: Floor::Zero };
        let shifted = draft.shift(draw, &here, &customer, None)?;
        if command.post_as == PostAs::Sale {
            postings.extend(shifted);
        }
        let quantity = Quantity::try_from(units).map_err(|e| Refusal::invalid("quantity", e.to_string()))?;
        let (item, site) = (state.catalogue.item(item).item.clone(), state.catalogue.site(site).site.clone());
        lines.push(PostedLine { item, quantity, site });
    }
    Ok(vec![Event::Hold(HoldEvent::Posted {
        hold: hold.hold.clone(),
        post_as: command.post_as,
        lines,
        postings,
    })])
}

type Wanted = BTreeMap<(ItemNo, Place), i64>;

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
fn assign(
    state: &Omnichannel,
    hold: &Hold,
    wanted: Wanted,
    now: Instant,
) -> Result<BTreeMap<(ItemNo, SiteNo), i64>, Refusal> {
    let mut taken: BTreeMap<(ItemNo, SiteNo), i64> = BTreeMap::new();
    for ((item, place), units) in &wanted {
        if let Place::Site(site) = place {
            let room = Room { state, hold, item: *item, later: waiting(&wanted, *item, None), now };
            // Beyond what the hold has at the site itself, a region's line was sent there by name.
            if *units > room.own(*place) && room.at(*site, &taken) < *units {
                return Err(room.short(Some(*site), None, *units, room.at(*site, &taken)));
            }
            *taken.entry((*item, *site)).or_default() += units;
        }
    }
    for ((item, place), units) in &wanted {
        if let Place::Region(region) = place {
            let later = waiting(&wanted, *item, Some(*region));
            let room = Room { state, hold, item: *item, later, now };
            room.assign(*region, *units, &mut taken)?;
        }
    }
    Ok(taken)
}

/// Lines on regions behind `after`.
fn waiting(wanted: &Wanted, item: ItemNo, after: Option<RegionNo>) -> Vec<(RegionNo, i64)> {
    let later = wanted.iter().filter_map(|((of, place), units)| match place {
        Place::Region(region) if *of == item && after.is_none_or(|a| *region > a) => Some((*region, *units)),
        Place::Region(_) | Place::Site(_) => None,
    });
    later.collect()
}

/// What sites can give to a hold that has its own units set free first.
struct Room<'a> {
    state: &'a Omnichannel,
    hold: &'a Hold,
    item: ItemNo,
    /// Lines of this hold on regions that have no site yet, and must still find one.
    later: Vec<(RegionNo, i64)>,
    now: Instant,
}

impl Room<'_> {
    fn own(&self, place: Place) -> i64 {
        self.hold.lines.iter().filter(|l| l.item == self.item && l.place == place).map(|l| l.units).sum()
    }

    /// What `site` can give without taking from what other holds need.
    fn at(&self, site: SiteNo, taken: &BTreeMap<(ItemNo, SiteNo), i64>) -> i64 {
        let taken = |site: SiteNo| taken.get(&(self.item, site)).copied().unwrap_or(0);
        let capacity = |site: SiteNo, free: i64| free + self.own(Place::Site(site)) - taken(site);
        let mut others = self.state.network(self.item, self.now, capacity);
        for (region, (units, _)) in &mut others.demands {
            *units -= self.own(Place::Region(*region));
            *units += self.later.iter().filter(|(r, _)| r == region).map(|(_, later)| later).sum::<i64>();
        }
        let free = self.state.stock.cell(self.item, site).map_or(0, |cell| self.state.free(cell, self.now));
        capacity(site, free) - others.required(site)
    }

    fn assign(
        &self,
        region: RegionNo,
        units: i64,
        taken: &mut BTreeMap<(ItemNo, SiteNo), i64>,
    ) -> Result<(), Refusal> {
        let mut left = units;
        let mut sites: Vec<SiteNo> = self.state.catalogue.region_sites(region).to_vec();
        while left > 0 {
            let best = sites.iter().copied().map(|site| (self.at(site, taken), site));
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
        if left == 0 {
            return Ok(());
        }
        Err(self.short(None, Some(region), units, units - left))
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
