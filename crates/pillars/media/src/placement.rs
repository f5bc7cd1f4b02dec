//! What is shown for money: decided on the state of this very instant, and open until it was seen or its time is over.

mod decide;
mod name;
mod price;
mod see;

use crate::campaign::Campaigns;
use crate::shards::Shards;
use crate::totals::day_of;
pub use decide::Ask;
pub(crate) use decide::{ANY_METHOD, decide};
use realtail_kernel::{Instant, ItemId, PlacementId, Stamp};
use realtail_vocabulary::{PaysFor, Placement, Pseudonym, Sight};
pub use see::Seen;
pub(crate) use see::see;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// By what rule a placement is decided, with its version.
pub const RULE: &str = "generalised_second_price 1";

/// Something that is shown, and what was seen of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OpenSlot {
    pub(crate) slot: u8,
    pub(crate) campaign: u32,
    pub(crate) item: ItemId,
    pub(crate) pays_for: PaysFor,
    pub(crate) price: i64,
    viewed: bool,
    clicked: bool,
}

impl OpenSlot {
    pub(crate) fn saw(&self, sight: Sight) -> bool {
        match sight {
            Sight::Viewed => self.viewed,
            Sight::Clicked => self.clicked,
        }
    }

    /// Whether what it pays for has happened.
    pub(crate) fn is_settled(&self) -> bool {
        match self.pays_for {
            PaysFor::Click => self.clicked,
            PaysFor::View => self.viewed,
        }
    }
}

/// A placement of which something may still be seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Open {
    pub(crate) visitor: Option<Pseudonym>,
    /// The UTC day of the decision: its budget pays.
    pub(crate) day: i32,
    pub(crate) slots: Vec<OpenSlot>,
}

/// By campaign, how often a visitor saw it in a day.
pub(crate) type ViewsOfDay = Shards<Pseudonym, Vec<(u32, u16)>>;

/// All placements of which something may still be seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Placements {
    /// By the second at which they end, so that a whole second ends at once and a clone costs next to nothing.
    open: BTreeMap<i64, Arc<BTreeMap<PlacementId, Open>>>,
    /// How often visitors saw campaigns that count it, on the newest day.
    seen: (i32, ViewsOfDay),
}

impl Placements {
    /// The placement of this name, while something of it may still be seen.
    pub(crate) fn get(&self, placement: &PlacementId) -> Option<&Open> {
        self.open.get(&name::second_of(placement)?)?.get(placement)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Open> {
        self.open.values().flat_map(|second| second.values())
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.open.values().map(|second| second.len()).sum()
    }

    /// How often a visitor saw a campaign on a day.
    pub(crate) fn views(&self, visitor: Pseudonym, campaign: u32, day: i32) -> u16 {
        let seen = if self.seen.0 == day { self.seen.1.get(&visitor) } else { None };
        seen.and_then(|seen| seen.iter().find(|(no, _)| *no == campaign)).map_or(0, |(_, views)| *views)
    }

    /// When the first of them ends.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.open.keys().next().map(|second| Instant::from_micros(second * 1_000_000))
    }

    pub(crate) fn apply_placed(&mut self, placed: &Placement, campaigns: &mut Campaigns, stamp: Stamp) {
        let day = day_of(stamp.at);
        let mut slots = Vec::with_capacity(placed.slots.len());
        for filled in &placed.slots {
            let Some(number) = campaigns.number(&filled.campaign) else { continue };
            campaigns.reserve(number, filled.price, day);
            campaigns.change(number, |campaign, _| campaign.of_day(stamp.at).won += 1);
            slots.push(OpenSlot {
                slot: filled.slot,
                campaign: number,
                item: filled.item.clone(),
                pays_for: filled.pays_for,
                price: filled.price,
                viewed: false,
                clicked: false,
            });
        }
        for lost in &placed.lost {
            for who in &lost.who {
                let count = |campaign: &mut crate::Campaign| {
                    campaign.of_day(stamp.at).lost[lost.reason as usize] += 1;
                };
                campaigns.change(who >> 8, |campaign, _| count(campaign));
            }
        }
        if slots.is_empty() {
            return;
        }
        let Some(second) = name::second_of(&placed.placement) else { return };
        let open = Open { visitor: placed.visitor, day, slots };
        Arc::make_mut(self.open.entry(second).or_default()).insert(placed.placement.clone(), open);
    }

    /// Takes in a view or a click that counts, and tells of which campaign and item.
    pub(crate) fn apply_seen(
        &mut self,
        placement: &PlacementId,
        slot: u8,
        sight: Sight,
    ) -> Option<(u32, ItemId)> {
        let second = self.open.get_mut(&name::second_of(placement)?)?;
        let open = Arc::make_mut(second).get_mut(placement)?;
        let slot = open.slots.iter_mut().find(|open| open.slot == slot)?;
        match sight {
            Sight::Viewed => slot.viewed = true,
            Sight::Clicked => slot.clicked = true,
        }
        Some((slot.campaign, slot.item.clone()))
    }

    pub(crate) fn count_view(&mut self, visitor: Pseudonym, campaign: u32, day: i32) {
        if self.seen.0 != day {
            self.seen = (day, Shards::default());
        }
        let seen = self.seen.1.entry(visitor);
        match seen.iter_mut().find(|(no, _)| *no == campaign) {
            Some((_, views)) => *views = views.saturating_add(1),
            None => seen.push((campaign, 1)),
        }
    }

    pub(crate) fn apply_expired(&mut self, through: Instant, campaigns: &mut Campaigns) {
        let later = self.open.split_off(&(through.micros().div_euclid(1_000_000) + 1));
        for second in std::mem::replace(&mut self.open, later).into_values() {
            for open in second.values() {
                for slot in open.slots.iter().filter(|slot| !slot.is_settled()) {
                    campaigns.give_back(slot.campaign, slot.price, open.day);
                }
            }
        }
    }
}
