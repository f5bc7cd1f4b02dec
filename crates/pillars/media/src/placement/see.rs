//! A view or a click of something that was shown: it costs what it was to cost, once.

use crate::machine::Media;
use crate::shop::Shop;
use realtail_kernel::{ItemId, OwnerId, PlacementId, Reference};
use realtail_vocabulary::{InVain, MediaEvent, PaysFor, Sight};

/// A view or a click, as a page tells of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Who.
    pub visitor: OwnerId,
    /// Of which placement.
    pub placement: Reference,
    /// Of which item; need not be said where only one is shown.
    pub item: Option<ItemId>,
    /// What happened.
    pub sight: Sight,
}

/// Whatever does not count is noted, and never charged.
pub(crate) fn see(media: &Media, seen: &Seen, shop: &dyn Shop) -> Vec<MediaEvent> {
    let Seen { visitor, placement, item, sight } = seen;
    let in_vain =
        |reason: InVain| vec![MediaEvent::SeenInVain { placement: placement.clone(), sight: *sight, reason }];
    let name = PlacementId::new(placement.as_str()).ok();
    let Some((name, open)) = name.and_then(|name| Some((name.clone(), media.placements.get(&name)?))) else {
        return in_vain(InVain::UnknownOrExpired);
    };
    let slot = match item {
        Some(item) => open.slots.iter().find(|slot| slot.item == *item),
        None => open.slots.first().filter(|_| open.slots.len() == 1),
    };
    let Some(slot) = slot else { return in_vain(InVain::OtherItem) };
    let who = media.measured(visitor.as_str(), shop).ok();
    if open.visitor.is_some() && who.is_some() && open.visitor != who {
        return in_vain(InVain::OtherVisitor);
    }
    if slot.saw(*sight) {
        return in_vain(InVain::Repeated);
    }
    let pays = match (slot.pays_for, sight) {
        (PaysFor::Click, Sight::Clicked) | (PaysFor::View, Sight::Viewed) => true,
        (PaysFor::Click, Sight::Viewed) | (PaysFor::View, Sight::Clicked) => false,
    };
    vec![MediaEvent::PlacementSeen {
        placement: name,
        slot: slot.slot,
        sight: *sight,
        charged: if pays { slot.price } else { 0 },
        touched: who,
    }]
}
