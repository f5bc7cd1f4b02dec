//! Holds: placed all or nothing, resolved once.

use super::{Model, Verdict};
use crate::essence::{joined, short};
use realtail_kernel::{HoldId, Instant};
use realtail_omnichannel::{Extend, PlaceHold};
use realtail_platform::Retail;
use realtail_vocabulary::{HoldPlace, Outside};
use std::collections::BTreeMap;

/// Where a line holds its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// At a site.
    Site(usize),
    /// In a region.
    Region(usize),
}

/// What has become of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It stands.
    Held,
    /// It was sold.
    Sold,
    /// It was promised for good.
    Allocated,
    /// That promise was kept.
    Fulfilled,
    /// That promise was taken back.
    Released,
    /// It was given back.
    Voided,
    /// It ran out.
    Expired,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Sold | State::Allocated | State::Fulfilled | State::Released => "posted",
            State::Voided => "voided",
            State::Expired => "expired",
        }
    }
}

/// A hold, in the order in which holds were placed.
#[derive(Clone, Debug)]
pub struct Held {
    /// Its name.
    pub hold: HoldId,
    /// Whose it is.
    pub owner: realtail_kernel::OwnerId,
    /// On which channel.
    pub channel: realtail_kernel::Channel,
    /// Since when.
    pub placed_at: Instant,
    /// Until when.
    pub expires_at: Instant,
    /// Item, units, where.
    pub lines: Vec<(usize, i64, Spot)>,
    /// Item, site, units that were taken.
    pub posted: Vec<(usize, usize, i64)>,
    /// What has become of it.
    pub state: State,
}

const MONTH_MS: i64 = 30 * 24 * 60 * 60 * 1000;

fn lasting(expires_in_ms: i64) -> Result<(), String> {
    if (1..=MONTH_MS).contains(&expires_in_ms) { Ok(()) } else { Err("invalid expires_in_ms".to_owned()) }
}

impl Model {
    pub(super) fn region_is_held(&self, region: usize) -> bool {
        let on = |h: &&Held| h.lines.iter().any(|line| line.2 == Spot::Region(region));
        self.holds.iter().filter(|h| h.state == State::Held).any(|h| on(&h))
    }

    pub(super) fn hold(&self, hold: &HoldId) -> Result<usize, String> {
        self.holds.iter().position(|h| h.hold == *hold).ok_or_else(|| format!("unknown hold {hold}"))
    }

    pub(super) fn standing(&self, hold: &HoldId) -> Result<usize, String> {
        let found = self.hold(hold)?;
        match self.holds[found].state {
            State::Held => Ok(found),
            other => Err(format!("{hold} was {}", other.word())),
        }
    }

    pub(super) fn place(&mut self, place: &PlaceHold, now: Instant) -> Verdict {
        lasting(place.expires_in_ms)?;
        if place.lines.is_empty() {
            return Err("invalid lines".to_owned());
        }
        let mut lines = Vec::new();
        for line in &place.lines {
            let item = self.item(&line.item)?;
            if !self.items[item].stocked {
                return Err("invalid item".to_owned());
            }
            let spot = match &line.place {
                HoldPlace::Site(site) => Spot::Site(self.site(site)?),
                HoldPlace::Region(region) => Spot::Region(self.region(region)?),
            };
            lines.push((item, line.quantity.units(), spot));
        }
        if let Ok(known) = self.hold(&place.hold) {
            let known = &self.holds[known];
            let same =
                (&known.owner, &known.channel) == (&place.owner, &place.channel) && known.lines == lines;
            return if same { Ok(Vec::new()) } else { Err(format!("conflict hold {}", place.hold)) };
        }
        let way = self.giving_way(place, &lines, now)?;
        let mut said = Vec::new();
        for older in way {
            self.holds[older].state = State::Voided;
            said.push(format!("voided {} for {}", self.holds[older].hold, place.hold));
        }
        let expires_at = now.plus_ms(place.expires_in_ms);
        said.push(format!("placed {} until {}", place.hold, expires_at.micros()));
        self.holds.push(Held {
            hold: place.hold.clone(),
            owner: place.owner.clone(),
            channel: place.channel.clone(),
            placed_at: now,
            expires_at,
            lines,
            posted: Vec::new(),
            state: State::Held,
        });
        Ok(said)
    }

    pub(super) fn region(&self, region: &realtail_kernel::RegionId) -> Result<usize, String> {
        let found = self.regions.iter().position(|(name, _)| name == region);
        found.ok_or_else(|| format!("unknown region {region}"))
    }

    /// The owner's own older holds on the same items that must go for this one to fit: oldest first, no more than it
    /// takes; of those, from the newest on, the ones without which it still fits stand.
    fn giving_way(
        &self,
        place: &PlaceHold,
        lines: &[(usize, i64, Spot)],
        now: Instant,
    ) -> Result<Vec<usize>, String> {
        let mut older: Vec<usize> = (0..self.holds.len())
            .filter(|h| {
                let hold = &self.holds[*h];
                hold.state == State::Held
                    && hold.owner == place.owner
                    && hold.lines.iter().any(|held| lines.iter().any(|line| line.0 == held.0))
            })
            .collect();
        older.sort_by_key(|h| (self.holds[*h].placed_at, &self.holds[*h].hold));
        let short = self.shortages(place, lines, now);
        if short.is_empty() {
            return Ok(Vec::new());
        }
        let mut without = self.clone();
        let Some(enough) = older.iter().position(|h| {
            without.holds[*h].state = State::Voided;
            without.shortages(place, lines, now).is_empty()
        }) else {
            return Err(format!("short: {}", joined(short)));
        };
        older.truncate(enough + 1);
        for at in (0..enough).rev() {
            without.holds[older[at]].state = State::Held;
            if without.shortages(place, lines, now).is_empty() {
                older.remove(at);
            } else {
                without.holds[older[at]].state = State::Voided;
            }
        }
        Ok(older)
    }

    /// What is missing, all lines of an item counted together: first at sites, then in regions, each after what was found before it.
    fn shortages(&self, place: &PlaceHold, lines: &[(usize, i64, Spot)], now: Instant) -> Vec<String> {
        let mut by_item: BTreeMap<usize, BTreeMap<Spot, i64>> = BTreeMap::new();
        for (item, units, spot) in lines {
            *by_item.entry(*item).or_default().entry(*spot).or_default() += units;
        }
        by_item.iter().flat_map(|(item, wanted)| self.shortages_of(place, *item, wanted, now)).collect()
    }

    fn shortages_of(
        &self,
        place: &PlaceHold,
        item: usize,
        wanted: &BTreeMap<Spot, i64>,
        now: Instant,
    ) -> Vec<String> {
        let spare = self.spares(item, Some(&place.channel), now);
        let mut demands = self.demands(item, now);
        let mut shorts = Vec::new();
        for (spot, units) in wanted {
            let sites = self.sites_of(*spot);
            let room = demands.room(*spot, &sites, &|s| spare[s]);
            if room < *units {
                let at = match spot {
                    Spot::Site(site) => self.site_name(*site),
                    Spot::Region(region) => self.regions[*region].0.as_str(),
                };
                shorts.push(short(self.name(item), at, *units, room));
            }
            demands.add(*spot, &sites, room.min(*units));
        }
        shorts
    }

    pub(super) fn void(&mut self, hold: &HoldId) -> Verdict {
        if self.is(hold, State::Voided) {
            return Ok(Vec::new());
        }
        let found = self.standing(hold)?;
        self.holds[found].state = State::Voided;
        Ok(vec![format!("voided {hold}")])
    }

    pub(super) fn extend(&mut self, extend: &Extend, now: Instant) -> Verdict {
        lasting(extend.expires_in_ms)?;
        let found = self.standing(&extend.hold)?;
        let expires_at = now.plus_ms(extend.expires_in_ms);
        self.holds[found].expires_at = expires_at;
        Ok(vec![format!("extended {} until {}", extend.hold, expires_at.micros())])
    }

    fn is(&self, hold: &HoldId, state: State) -> bool {
        self.hold(hold).is_ok_and(|found| self.holds[found].state == state)
    }

    fn allocation(&self, hold: &HoldId) -> Result<usize, String> {
        let found = self.hold(hold)?;
        if self.holds[found].state == State::Allocated { Ok(found) } else { Err("wrong state".to_owned()) }
    }

    pub(super) fn fulfil(&mut self, hold: &HoldId, now: Instant) -> Verdict {
        if self.is(hold, State::Fulfilled) {
            return Ok(Vec::new());
        }
        let found = self.allocation(hold)?;
        let mut ledger = self.ledger.clone();
        let mut moved = Vec::new();
        let away = super::ledger::Side::Outside(Outside::Customer);
        for (item, site, units) in &self.holds[found].posted {
            let there = ledger.on_hand(*item, *site);
            let (name, place) = (self.name(*item), self.site_name(*site));
            if there < *units {
                return Err(format!("short: {}", short(name, place, *units, there.max(0))));
            }
            let here = super::ledger::Side::Shelf(*site, None);
            self.shift(&mut ledger, super::ledger::Units::good(*item, *units, now), (&here, &away));
            moved.push(format!("{units} {name} {place}/Sellable to Customer"));
        }
        self.ledger = ledger;
        self.holds[found].state = State::Fulfilled;
        Ok(vec![format!("fulfilled {hold}: {}", joined(moved))])
    }

    pub(super) fn release(&mut self, hold: &HoldId) -> Verdict {
        if self.is(hold, State::Released) {
            return Ok(Vec::new());
        }
        let found = self.allocation(hold)?;
        self.holds[found].state = State::Released;
        Ok(vec![format!("released {hold}")])
    }

    pub(super) fn compare_holds(&self, retail: &Retail) -> Result<(), String> {
        let holds = &retail.omnichannel.holds;
        for expected in &self.holds {
            let found = holds.get(&expected.hold).map_err(|e| e.to_string())?;
            let same =
                found.state.as_str() == expected.state.word() && found.expires_at == expected.expires_at;
            if !same {
                return Err(format!(
                    "hold {} is {} until {}, predicted {} until {}",
                    expected.hold,
                    found.state.as_str(),
                    found.expires_at,
                    expected.state.word(),
                    expected.expires_at
                ));
            }
        }
        let open = self.holds.iter().filter(|h| h.state == State::Held).count();
        if holds.open() == open && holds.all().count() == self.holds.len() {
            return Ok(());
        }
        Err(format!(
            "{} of {} holds stand, predicted {open} of {}",
            holds.open(),
            holds.all().count(),
            self.holds.len()
        ))
    }
}
