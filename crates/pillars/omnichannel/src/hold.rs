//! Holds: promises that keep units for somebody, until they are resolved once.

pub(crate) mod extend;
pub(crate) mod fulfil;
mod owners;
pub(crate) mod place;
pub(crate) mod post;
pub(crate) mod void;
pub(crate) mod within;

use crate::catalogue::{Catalogue, ItemNo, RegionNo, SiteNo};
use crate::refusal::{Refusal, Thing};
use crate::stock::Stock;
pub use extend::Extend;
use owners::Owners;
pub use place::PlaceHold;
pub use post::{PostHold, PostLine};
use realtail_kernel::{Channel, HoldId, Index, Instant, OwnerId, Paged, Stamp};
use realtail_vocabulary::{HoldEvent, HoldLine, HoldPlace, PostAs, PostedLine, VoidReason};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::Hasher;
pub use within::PlaceWithin;

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
#[serde(from = "(ItemNo, i64, Place)", into = "(ItemNo, i64, Place)")]
pub struct Line {
    /// What.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// Where.
    pub place: Place,
}

impl From<(ItemNo, i64, Place)> for Line {
    fn from((item, units, place): (ItemNo, i64, Place)) -> Line {
        Line { item, units, place }
    }
}

impl From<Line> for (ItemNo, i64, Place) {
    fn from(line: Line) -> (ItemNo, i64, Place) {
        (line.item, line.units, line.place)
    }
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
#[serde(from = "AtRest", into = "AtRest")]
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

/// A hold in a snapshot: without the names of its fields, of which there would be millions.
type AtRest = (
    (HoldId, OwnerId, Channel),
    (Instant, Instant, Option<Instant>),
    SmallVec<[Line; 1]>,
    Vec<Line>,
    HoldState,
);

impl From<AtRest> for Hold {
    fn from(at_rest: AtRest) -> Hold {
        let ((hold, owner, channel), (placed_at, expires_at, resolved_at), lines, posted, state) = at_rest;
        Hold { hold, owner, channel, placed_at, expires_at, lines, posted, state, resolved_at }
    }
}

impl From<Hold> for AtRest {
    fn from(hold: Hold) -> AtRest {
        let Hold { hold, owner, channel, placed_at, expires_at, lines, posted, state, resolved_at } = hold;
        ((hold, owner, channel), (placed_at, expires_at, resolved_at), lines, posted, state)
    }
}

/// All holds that stand, and the newest of those that do not.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Holds {
    slots: Paged<Option<Hold>>,
    /// Slots of resolved holds, oldest first; the first is used again when there are too many.
    resolved: VecDeque<u32>,
    #[serde(skip)]
    by_id: Index,
    #[serde(skip)]
    by_owner: Owners,
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
        self.slots[self.slot_of(hold)? as usize].as_ref()
    }

    fn slot_of(&self, hold: &HoldId) -> Option<u32> {
        self.by_id.find(hash(hold.as_str()), |slot| self.at(slot).is_some_and(|known| known.hold == *hold))
    }

    fn at(&self, slot: u32) -> Option<&Hold> {
        self.slots.get(slot as usize)?.as_ref()
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
        self.due.range(..=(now, u32::MAX)).filter_map(|(_, slot)| self.at(*slot))
    }

    /// Units at a place whose hold has run out though no tick has said so yet.
    pub(crate) fn lapsed_units(&self, item: ItemNo, place: Place, now: Instant) -> i64 {
        if self.next_due().is_none_or(|due| due > now) {
            return 0;
        }
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

    /// What is promised on regions, and nothing else.
    pub(crate) fn of_regions(&self) -> Holds {
        Holds { by_region: self.by_region.clone(), ..Holds::default() }
    }

    pub(crate) fn region_is_held(&self, region: RegionNo) -> bool {
        self.by_region.keys().any(|(_, held)| *held == region)
    }

    /// The holds of an owner that stand, oldest first.
    pub(crate) fn of_owner(&self, owner: &OwnerId) -> Vec<&Hold> {
        let mut holds: Vec<&Hold> =
            self.by_owner.slots(owner, &self.slots).filter_map(|slot| self.at(slot)).collect();
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
            HoldEvent::Drawn { hold, lines } => {
                let lines: Vec<Line> =
                    lines.iter().filter_map(|line| posted_in_numbers(line, catalogue)).collect();
                self.draw(hold, &lines, stamp, stock);
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
            HoldEvent::PartlyFulfilled { hold, lines, postings } => {
                self.change_allocation(hold, lines, &[], HoldState::Fulfilled, catalogue, stock);
                postings.iter().for_each(|p| stock.post(p, catalogue, stamp.position));
            }
            HoldEvent::Reassigned { hold, released, promised } => {
                self.change_allocation(hold, released, promised, HoldState::Released, catalogue, stock);
            }
        }
    }

    fn find_mut(&mut self, hold: &HoldId) -> Option<&mut Hold> {
        let slot = self.slot_of(hold)?;
        self.slots[slot as usize].as_mut()
    }

    fn place(&mut self, hold: Hold, stock: &mut Stock) {
        for line in &hold.lines {
            self.keep(line, line.units, stock);
        }
        let slot = match self.resolved.front() {
            Some(oldest) if self.resolved.len() >= RESOLVED_MAX => *oldest,
            _ => self.slots.push(None) as u32,
        };
        if let Some(forgotten) = &self.slots[slot as usize] {
            self.resolved.pop_front();
            self.by_id.remove(hash(forgotten.hold.as_str()), slot);
        }
        self.slots[slot as usize] = Some(hold);
        self.remember(slot);
    }

    /// Makes the hold in a slot known by its name, and by its owner and its time while it stands.
    fn remember(&mut self, slot: u32) {
        let slots = &self.slots;
        let Some(hold) = &slots[slot as usize] else { return };
        self.by_id.insert(hash(hold.hold.as_str()), slot);
        if hold.state == HoldState::Held {
            self.by_owner.add(slot, slots);
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
        let Some(slot) = self.slot_of(name) else { return };
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        self.due.remove(&(hold.expires_at, slot));
        hold.expires_at = expires_at;
        self.due.insert((expires_at, slot));
    }

    fn resolve(&mut self, name: &HoldId, state: HoldState, stamp: Stamp, stock: &mut Stock) {
        let Some(slot) = self.slot_of(name) else { return };
        self.by_owner.remove(slot, &self.slots);
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        debug_assert_eq!(hold.state, HoldState::Held, "a hold is resolved once");
        // A hold runs out when it runs out, not when a tick comes to say so.
        hold.resolved_at = Some(if state == HoldState::Expired { hold.expires_at } else { stamp.at });
        hold.state = state;
        let lines = hold.lines.clone();
        self.due.remove(&(hold.expires_at, slot));
        for line in &lines {
            self.keep(line, -line.units, stock);
        }
        // An allocation still keeps units: it is remembered until they leave or are free.
        if self.slots[slot as usize]
            .as_ref()
            .is_some_and(|h| h.state != HoldState::Posted(PostAs::Allocation))
        {
            self.resolved.push_back(slot);
        }
    }

    /// Takes what was sold off a hold; one that has nothing left has come to its end.
    fn draw(&mut self, name: &HoldId, drawn: &[Line], stamp: Stamp, stock: &mut Stock) {
        for line in drawn {
            self.keep(line, -line.units, stock);
        }
        let Some(hold) = self.find_mut(name) else { return };
        hold.lines = changed(&hold.lines, drawn, &[]).into();
        if hold.lines.is_empty() {
            self.resolve(name, HoldState::Posted(PostAs::Sale), stamp, stock);
        }
    }

    fn end_allocation(&mut self, name: &HoldId, state: HoldState, stock: &mut Stock) {
        let Some(slot) = self.slot_of(name) else { return };
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        hold.state = state;
        allocate(stock, &hold.posted, -1);
        self.resolved.push_back(slot);
    }

    /// Takes lines off an allocation and adds others; one that has nothing left has come to its end.
    fn change_allocation(
        &mut self,
        name: &HoldId,
        less: &[PostedLine],
        more: &[PostedLine],
        end: HoldState,
        catalogue: &Catalogue,
        stock: &mut Stock,
    ) {
        let in_numbers = |lines: &[PostedLine]| -> Vec<Line> {
            lines.iter().filter_map(|line| posted_in_numbers(line, catalogue)).collect()
        };
        let (less, more) = (in_numbers(less), in_numbers(more));
        let Some(slot) = self.slot_of(name) else { return };
        let Some(hold) = self.slots[slot as usize].as_mut() else { return };
        allocate(stock, &less, -1);
        allocate(stock, &more, 1);
        hold.posted = changed(&hold.posted, &less, &more);
        if hold.posted.is_empty() {
            hold.state = end;
            self.resolved.push_back(slot);
        }
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        let slots = self.slots.clone();
        for (slot, hold) in (0u32..).zip(slots.iter()) {
            let Some(hold) = hold else { continue };
            self.remember(slot);
            for line in hold.lines.iter().filter(|_| hold.state == HoldState::Held) {
                if let Place::Region(region) = line.place {
                    crate::stock::add_to(&mut self.by_region, (line.item, region), line.units);
                }
            }
        }
    }

    /// A copy for looking at as a whole, which costs next to nothing and finds no hold by name.
    pub fn still(&self) -> Holds {
        Holds { slots: self.slots.clone(), ..Holds::default() }
    }

    /// The same without what `index` makes again.
    pub(crate) fn freeze(&self) -> Holds {
        Holds { slots: self.slots.clone(), resolved: self.resolved.clone(), ..Holds::default() }
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish()
}

fn allocate(stock: &mut Stock, lines: &[Line], sign: i64) {
    for line in lines {
        if let Place::Site(site) = line.place {
            stock.cell_mut(line.item, site).allocated += sign * line.units;
        }
    }
}

/// What is left of lines after a change, each pair once; a line of nothing goes.
fn changed(lines: &[Line], less: &[Line], more: &[Line]) -> Vec<Line> {
    let mut left: BTreeMap<(ItemNo, Place), i64> = BTreeMap::new();
    for (lines, sign) in [(lines, 1), (less, -1), (more, 1)] {
        lines.iter().for_each(|line| *left.entry((line.item, line.place)).or_default() += sign * line.units);
    }
    let line = |((item, place), units)| Line { item, units, place };
    left.into_iter().filter(|(_, units)| *units != 0).map(line).collect()
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
    pub(crate) fn must_stand(&self, now: Instant) -> Result<(), Refusal> {
        let resolution = match self.state {
            HoldState::Held if self.expires_at > now => return Ok(()),
            HoldState::Held => HoldState::Expired.as_str(),
            _ => self.state.as_str(),
        };
        Err(Refusal::HoldResolved {
            hold: self.hold.clone(),
            resolution: resolution.to_owned(),
            at: self.resolved_at.unwrap_or(self.expires_at),
        })
    }
}
