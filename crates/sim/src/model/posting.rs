//! Posting a hold: every unit gets a site, and is sold or allocated there.

use super::holds::{Spot, State};
use super::ledger::{Side, Units};
use super::{Model, Verdict};
use crate::essence::{joined, short};
use realtail_kernel::Instant;
use realtail_omnichannel::{PostHold, PostLine};
use realtail_vocabulary::{Outside, PostAs};
use std::collections::BTreeMap;

type Wanted = BTreeMap<(usize, Spot), i64>;
type Taken = BTreeMap<(usize, usize), i64>;

impl Model {
    pub(super) fn post(&mut self, post: &PostHold, now: Instant) -> Verdict {
        if self.posted_so(post)? {
            return Ok(Vec::new());
        }
        let found = self.standing(&post.hold)?;
        let mut held = Wanted::new();
        for (item, units, spot) in &self.holds[found].lines {
            *held.entry((*item, *spot)).or_default() += units;
        }
        let wanted = match &post.lines {
            None => held.clone(),
            Some(lines) => self.part(held.clone(), lines)?,
        };
        let taken = self.assign(found, &held, &wanted, now)?;
        let mut ledger = self.ledger.clone();
        let (mut lines, mut moved, mut posted) = (Vec::new(), Vec::new(), Vec::new());
        for ((item, site), units) in taken {
            let (name, place) = (self.name(item), self.site_name(site));
            // Not what has expired, nor what others were promised for good.
            let there = self.ledger.on_hand(item, site)
                - self.allocated(item, site)
                - self.ledger.expired(item, site, now);
            if there < units {
                return Err(format!("short: {}", short(name, place, units, there.max(0))));
            }
            let (here, away) = (Side::Shelf(site, None), Side::Outside(Outside::Customer));
            self.shift(&mut ledger, Units::good(item, units, now), (&here, &away));
            lines.push(format!("{units} {name} {place}"));
            moved.push(format!("{units} {name} {place}/Sellable to Customer"));
            posted.push((item, site, units));
        }
        let moved = if post.post_as == PostAs::Sale { joined(moved) } else { String::new() };
        let hold = &mut self.holds[found];
        hold.posted = posted;
        hold.state = if post.post_as == PostAs::Sale { State::Sold } else { State::Allocated };
        if post.post_as == PostAs::Sale {
            self.ledger = ledger;
        }
        Ok(vec![format!("posted {} as {:?}: {}; {moved}", post.hold, post.post_as, joined(lines))])
    }

    /// Whether the hold was posted before with the same units as the same.
    fn posted_so(&self, post: &PostHold) -> Result<bool, String> {
        let hold = &self.holds[self.hold(&post.hold)?];
        let became = match hold.state {
            State::Sold => PostAs::Sale,
            State::Allocated | State::Fulfilled | State::Released => PostAs::Allocation,
            State::Held | State::Voided | State::Expired => return Ok(false),
        };
        let mut left: BTreeMap<usize, i64> = BTreeMap::new();
        let mut add = |item: usize, units: i64| *left.entry(item).or_default() += units;
        hold.posted.iter().for_each(|(item, _, units)| add(*item, *units));
        match &post.lines {
            None => hold.lines.iter().for_each(|(item, units, _)| add(*item, -units)),
            Some(lines) => {
                for line in lines {
                    let Ok(item) = self.item(&line.item) else { return Ok(false) };
                    add(item, -line.quantity.units());
                }
            }
        }
        Ok(became == post.post_as && left.values().all(|rest| *rest == 0))
    }

    /// Takes what a partial post names off the lines of the hold that it fits.
    fn part(&self, mut held: Wanted, lines: &[PostLine]) -> Result<Wanted, String> {
        if lines.is_empty() {
            return Err("invalid lines".to_owned());
        }
        let mut wanted = Wanted::new();
        for line in lines {
            let item = self.item(&line.item)?;
            let named = line.site.as_ref().map(|site| self.site(site)).transpose()?;
            let mut left = line.quantity.units();
            for ((of, spot), units) in &mut held {
                let to = match (named, *spot) {
                    (None, spot) => Some(spot),
                    (Some(site), Spot::Site(at)) => (site == at).then_some(*spot),
                    (Some(site), Spot::Region(r)) => {
                        self.regions[r].1.contains(&site).then_some(Spot::Site(site))
                    }
                };
                let Some(to) = to.filter(|_| *of == item) else { continue };
                let part = left.min(*units);
                if part > 0 {
                    *wanted.entry((item, to)).or_default() += part;
                    *units -= part;
                    left -= part;
                }
            }
            if left > 0 {
                return Err("invalid lines".to_owned());
            }
        }
        Ok(wanted)
    }

    /// Sites first, then each region from the site with the most room on.
    fn assign(&self, hold: usize, held: &Wanted, wanted: &Wanted, now: Instant) -> Result<Taken, String> {
        let mut without = self.clone();
        without.holds[hold].state = State::Voided;
        let mut taken = Taken::new();
        for ((item, spot), units) in wanted {
            let Spot::Site(site) = *spot else { continue };
            let own = held.get(&(*item, *spot)).copied().unwrap_or(0);
            let room = without.room_at(*item, site, &taken, &waiting(wanted, *item, None), now);
            if *units > own && room < *units {
                return Err(format!(
                    "short: {}",
                    short(self.name(*item), self.site_name(site), *units, room.max(0))
                ));
            }
            *taken.entry((*item, site)).or_default() += units;
        }
        for ((item, spot), units) in wanted {
            let Spot::Region(region) = *spot else { continue };
            let later = waiting(wanted, *item, Some(region));
            let channel = Some(&self.holds[hold].channel);
            let room = |site, taken: &Taken| without.room_at(*item, site, taken, &later, now);
            let kept = |site| self.kept_back(*item, site, channel);
            let free = |site, taken: &Taken| without.left(*item, taken, now)[site];
            // What rules keep back goes behind what they do not; last, whoever comes first is served.
            let mut left = *units;
            self.spread((*item, region), &mut left, &mut taken, &|s, t| {
                kept(s).map_or(0, |k| room(s, t) - k)
            });
            self.spread((*item, region), &mut left, &mut taken, &room);
            self.spread((*item, region), &mut left, &mut taken, &free);
            if left > 0 {
                let (name, place) = (self.name(*item), self.regions[region].0.as_str());
                return Err(format!("short: {}", short(name, place, *units, *units - left)));
            }
        }
        Ok(taken)
    }

    /// Takes units from site after site of a region, each time from the one with the most room.
    fn spread(
        &self,
        (item, region): (usize, usize),
        left: &mut i64,
        taken: &mut Taken,
        room: &dyn Fn(usize, &Taken) -> i64,
    ) {
        let mut sites = self.regions[region].1.clone();
        sites.sort_unstable();
        while *left > 0 && !sites.is_empty() {
            let rooms: Vec<i64> = sites.iter().map(|site| room(*site, taken)).collect();
            let most = rooms.iter().copied().max().unwrap_or(0);
            let site = rooms.iter().position(|room| *room == most).map(|at| sites.remove(at));
            let (Some(site), 1..) = (site, most) else { break };
            *taken.entry((item, site)).or_default() += most.min(*left);
            *left -= most.min(*left);
        }
    }

    /// What each site leaves once this post has taken so much.
    fn left(&self, item: usize, taken: &Taken, now: Instant) -> Vec<i64> {
        let frees = self.frees(&self.ledger, item, now).into_iter().enumerate();
        frees.map(|(site, free)| free - taken.get(&(item, site)).copied().unwrap_or(0)).collect()
    }

    /// What a site can give without taking what other holds, or later lines of this one, need.
    fn room_at(&self, item: usize, site: usize, taken: &Taken, later: &[(usize, i64)], now: Instant) -> i64 {
        let left = self.left(item, taken, now);
        let mut demands = self.demands(item, now);
        for (region, units) in later {
            demands.add(Spot::Region(*region), &self.regions[*region].1, *units);
        }
        left[site] - demands.required(site, &|s| left[s])
    }
}

/// The lines of a post on regions behind `after`, which have no site yet.
fn waiting(wanted: &Wanted, item: usize, after: Option<usize>) -> Vec<(usize, i64)> {
    let later = wanted.iter().filter_map(|((of, spot), units)| match spot {
        Spot::Region(region) if *of == item && after.is_none_or(|a| *region > a) => Some((*region, *units)),
        _ => None,
    });
    later.collect()
}
