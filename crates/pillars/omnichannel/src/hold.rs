//! Holds: promises that keep units for somebody, until they are resolved once.

pub(crate) mod extend;
pub(crate) mod fulfil;
pub(crate) mod place;
pub(crate) mod post;
pub(crate) mod void;

use crate::catalogue::{Catalogue, ItemNo, RegionNo, SiteNo};
use crate::refusal::{Refusal, Thing};
use crate::stock::Stock;
pub use extend::Extend;
pub use place::PlaceHold;
pub use post::{PostHold, PostLine};
use realtail_kernel::{Channel, HoldId, Instant, OwnerId, Paged, Stamp};
use realtail_vocabulary::{HoldEvent, HoldLine, HoldPlace, PostAs, PostedLine, VoidReason};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Holds that have come to their end and are still remembered, so that a late answer can say what became of them.
const RESOLVED_MAX: usize = 200_000;

/// Where a line holds its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// At a site.
    Site(SiteNo),
    /// Anywhere in a region.
    Region(RegionNo),
}

/// One line of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// Where.
    pub place: Place,
}

/// What has become of a hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldState {
    /// It stands.
    Held,
    /// It was taken.
    Posted(PostAs),
    /// It was taken as an allocation, and the goods have left.
    Fulfilled,
    /// It was taken as an allocation, and given back.
    Released,
    /// It was given up.
    Voided(VoidReason),
    /// It ran out.
    Expired,
}

impl HoldState {
    /// How it was resolved, in the contract's word.
    pub fn as_str(&self) -> &'static str {
        match self {
            HoldState::Held => "held",
            HoldState::Posted(_) | HoldState::Fulfilled | HoldState::Released => "posted",
            HoldState::Voided(_) => "voided",
            HoldState::Expired => "expired",
        }
    }
}

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Its name.
    pub hold: HoldId,
    /// Whose it is.
    pub owner: OwnerId,
    /// Where it was placed.
    pub channel: Channel,
    /// When it was placed.
    pub placed_at: Instant,
    /// Until when it stands.
    pub expires_at: Instant,
    /// What is held.
    pub lines: SmallVec<[Line; 1]>,
    /// What was taken when it was posted.
    pub posted: Vec<Line>,
    /// What has become of it.
    pub state: HoldState,
    /// When it was resolved.
    pub resolved_at: Option<Instant>,
}

/// All holds that stand, and the newest of those that do not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Holds {
    slots: Paged<Option<Hold>>,
    /// Slots of resolved holds, oldest first; the first is used again when there are too many.
    resolved: VecDeque<u32>,
    #[serde(skip)]
    by_id: FxHashMap<HoldId, u32>,
    #[serde(skip)]
    by_owner: FxHashMap<OwnerId, SmallVec<[u32; 2]>>,
    #[serde(skip)]
    due: BTreeSet<(Instant, u32)>,
    #[serde(skip)]
    by_region: BTreeMap<(ItemNo, RegionNo), i64>,
}

impl PartialEq for Holds {
    fn eq(&self, other: &Holds) -> bool {
        self.slots == other.slots && self.resolved == other.resolved
    }
}

impl Holds {
    /// The hold of this name, if it stands or is remembered.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, hold: &HoldId) -> Result<&Hold, Refusal> {
        self.find(hold).ok_or_else(|| Refusal::Unknown { what: Thing::Hold, id: hold.to_string() })
    }

    pub(crate) fn find(&self, hold: &HoldId) -> Option<&Hold> {
        self.slots.get(*self.by_id.get(hold)? as usize)?.as_ref()
    }

    /// All that are remembered, in no order that means anything.
    pub fn all(&self) -> impl Iterator<Item = &Hold> {
        self.slots.iter().flatten()
    }

    /// How many stand.
    pub fn open(&self) -> usize {
        self.due.len()
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Those whose time has come by `now` and that no tick has resolved yet.
    pub(crate) fn lapsed(&self, now: Instant) -> impl Iterator<Item = &Hold> {
        self.due.range(..=(now, u32::MAX)).filter_map(|(_, slot)| self.slots.get(*slot as usize)?.as_ref())
    }

    /// Units at a site whose hold has run out though no tick has said so yet.
    pub(crate) fn lapsed_units(&self, item: ItemNo, site: SiteNo, now: Instant) -> i64 {
        self.lapsed_in(item, Place::Site(site), now)
    }

    /// The same anywhere.
    pub(crate) fn lapsed_in(&self, item: ItemNo, place: Place, now: Instant) -> i64 {
        let here = |line: &&Line| line.item == item && line.place == place;
        self.lapsed(now).flat_map(|hold| hold.lines.iter().filter(here)).map(|line| line.units).sum()
    }

    pub(crate) fn regions_hold(&self, item: ItemNo) -> bool {
        !self.by_region.is_empty() && self.regions_holding(item).next().is_some()
    }

    pub(crate) fn regions_holding(&self, item: ItemNo) -> impl Iterator<Item = (RegionNo, i64)> {
        let range = (item, RegionNo(0))..=(item, RegionNo(u32::MAX));
        self.by_region.range(range).map(|((_, region), units)| (*region, *units))
    }

    pub(crate) fn region_is_held(&self, region: RegionNo) -> bool {
        self.by_region.keys().any(|(_, held)| *held == region)
    }

    /// The holds of an owner that stand, oldest first.
    pub(crate) fn of_owner(&self, owner: &OwnerId) -> Vec<&Hold> {
        let slots = self.by_owner.get(owner).into_iter().flatten();
        let mut holds: Vec<&Hold> =
            slots.filter_map(|slot| self.slots.get(*slot as usize)?.as_ref()).collect();
        holds.sort_by(|a, b| (a.placed_at, &a.hold).cmp(&(b.placed_at, &b.hold)));
        holds
    }

    pub(crate) fn apply(
        &mut self,
        event: &HoldEvent,
        stamp: Stamp,
        catalogue: &Catalogue,
        stock: &mut Stock,
    ) {
        match event {
            HoldEvent::Placed { hold, owner, channel, expires_at, lines } => {
                let lines = lines.iter().filter_map(|line| line_in_numbers(line, catalogue)).collect();
                let hold = Hold {
                    hold: hold.clone(),
                    owner: owner.clone(),
                    channel: channel.clone(),
                    placed_at: stamp.at,
                    expires_at: *expires_at,
                    lines,
                    posted: Vec::new(),
                    state: HoldState::Held,
                    resolved_at: None,
                };
                self.place(hold, stock);
            }
            HoldEvent::Extended { hold, expires_at } => self.extend(hold, *expires_at),
            HoldEvent::Voided { hold, reason } => {
                self.resolve(hold, HoldState::Voided(reason.clone()), stamp, stock)
            }
            HoldEvent::Expired { hold } => self.resolve(hold, HoldState::Expired, stamp, stock),
            HoldEvent::Posted { hold, post_as, lines, postings } => {
                self.resolve(hold, HoldState::Posted(*post_as), stamp, stock);
                let posted: Vec<Line> =
                    lines.iter().filter_map(|line| posted_in_numbers(line, catalogue)).collect();
                if *post_as == PostAs::Allocation {
                    allocate(stock, &posted, 1);
                }
                if let Some(hold) = self.find_mut(hold) {
                    hold.posted = posted;
                }
                postings.iter().for_each(|p| stock.post(p, catalogue, stamp.position));
            }
            HoldEvent::Fulfilled { hold, postings } => {
                self.end_allocation(hold, HoldState::Fulfilled, stock);
                postings.iter().for_each(|p| stock.post(p, catalogue, stamp.position));
            }
            HoldEvent::Released { hold } => self.end_allocation(hold, HoldState::Released, stock),
        }
    }

    fn find_mut(&mut self, hold: &HoldId) -> Option<&mut Hold> {
        self.slots.get_mut(*self.by_id.get(hold)? as usize)?.as_mut()
    }

    fn place(&mut self, hold: Hold, stock: &mut Stock) {
        for line in &hold.lines {
            self.keep(line, line.units, stock);
        }
        let slot = match self.resolved.front() {
            Some(oldest) if self.resolved.len() >= RESOLVED_MAX => *oldest,
            _ => self.slots.push(None) as u32,
        };
        if let Some(forgotten) = self.slots[slot as usize].take() {
            self.resolved.pop_front();
            self.by_id.remove(&forgotten.hold);
        }
        self.remember(slot, &hold);
        self.slots[slot as usize] = Some(hold);
    }

    fn remember(&mut self, slot: u32, hold: &Hold) {
        self.by_id.insert(hold.hold.clone(), slot);
        if hold.state == HoldState::Held {
            self.by_owner.entry(hold.owner.clone()).or_default().push(slot);
            self.due.insert((hold.expires_at, slot));
        }
    }

    fn keep(&mut self, line: &Line, units: i64, stock: &mut Stock) {
        match line.place {
            Place::Site(site) => stock.cell_mut(line.item, site).held += units,
            Place::Region(region) => crate::stock::add_to(&mut self.by_region, (line.item, region), units),
        }
    }

    fn extend(&mut self, name: &HoldId, expires_at: Instant) {
        let Some(slot) = self.by_id.get(name).copied() else { return };
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        self.due.remove(&(hold.expires_at, slot));
        hold.expires_at = expires_at;
        self.due.insert((expires_at, slot));
    }

    fn resolve(&mut self, name: &HoldId, state: HoldState, stamp: Stamp, stock: &mut Stock) {
        let Some(slot) = self.by_id.get(name).copied() else { return };
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        debug_assert_eq!(hold.state, HoldState::Held, "a hold is resolved once");
        hold.state = state;
        hold.resolved_at = Some(stamp.at);
        let lines = hold.lines.clone();
        self.due.remove(&(hold.expires_at, slot));
        if let Some(slots) = self.by_owner.get_mut(&hold.owner) {
            slots.retain(|s| *s != slot);
            if slots.is_empty() {
                let owner = hold.owner.clone();
                self.by_owner.remove(&owner);
            }
        }
        for line in &lines {
            self.keep(line, -line.units, stock);
        }
        self.resolved.push_back(slot);
    }

    fn end_allocation(&mut self, name: &HoldId, state: HoldState, stock: &mut Stock) {
        let Some(hold) = self.find_mut(name) else { return };
        hold.state = state;
        allocate(stock, &hold.posted, -1);
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        let slots = self.slots.clone();
        for (slot, hold) in (0u32..).zip(slots.iter()) {
            let Some(hold) = hold else { continue };
            self.remember(slot, hold);
            for line in hold.lines.iter().filter(|_| hold.state == HoldState::Held) {
                if let Place::Region(region) = line.place {
                    crate::stock::add_to(&mut self.by_region, (line.item, region), line.units);
                }
            }
        }
    }

    /// The same without what `index` makes again.
    pub(crate) fn freeze(&self) -> Holds {
        Holds { slots: self.slots.clone(), resolved: self.resolved.clone(), ..Holds::default() }
    }
}

fn allocate(stock: &mut Stock, lines: &[Line], sign: i64) {
    for line in lines {
        if let Place::Site(site) = line.place {
            stock.cell_mut(line.item, site).allocated += sign * line.units;
        }
    }
}

fn line_in_numbers(line: &HoldLine, catalogue: &Catalogue) -> Option<Line> {
    let place = match &line.place {
        HoldPlace::Site(site) => Place::Site(catalogue.site_no(site).ok()?),
        HoldPlace::Region(region) => Place::Region(catalogue.region_no(region).ok()?),
    };
    Some(Line { item: catalogue.item_no(&line.item).ok()?, units: line.quantity.units(), place })
}

fn posted_in_numbers(line: &PostedLine, catalogue: &Catalogue) -> Option<Line> {
    let place = Place::Site(catalogue.site_no(&line.site).ok()?);
    Some(Line { item: catalogue.item_no(&line.item).ok()?, units: line.quantity.units(), place })
}

impl Hold {
    /// Refuses where the hold has come to its end.
    pub(crate) fn must_stand(&self) -> Result<(), Refusal> {
        if self.state == HoldState::Held {
            return Ok(());
        }
        Err(Refusal::HoldResolved {
            hold: self.hold.clone(),
            resolution: self.state.as_str().to_owned(),
            at: self.resolved_at.unwrap_or(self.expires_at),
        })
    }
}
