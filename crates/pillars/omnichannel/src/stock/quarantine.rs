//! Setting goods of a zone apart: they stay where they are, and nobody may sell them before somebody has looked.

use super::move_stock;
use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::order::FulfilmentState;
use crate::refusal::{Refusal, Thing};
use crate::stock::draft::in_quantities;
use realtail_kernel::{Instant, ItemId, Reference, SiteId, ZoneId};
use realtail_vocabulary::{Account, Condition, Event, Movement, Reason};

/// Sets goods of a zone apart.
#[derive(Clone, Debug)]
pub struct Quarantine {
    /// Where.
    pub site: SiteId,
    /// In which zone.
    pub zone: ZoneId,
    /// Which item.
    pub item: ItemId,
    /// On whose word: a thermometer, a recall.
    pub reference: Option<Reference>,
}

pub(crate) fn decide(state: &Omnichannel, command: &Quarantine, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Quarantine { site, zone, item, reference } = command;
    let (site_no, item_no) = (state.catalogue.site_no(site)?, state.catalogue.item_no(item)?);
    if state.catalogue.zone_kind(site_no, zone).is_none() {
        return Err(Refusal::Unknown { what: Thing::Zone, id: format!("{site}/{zone}") });
    }
    let account = |condition| Account::Site { site: site.clone(), zone: Some(zone.clone()), condition };
    let movement = |quantity| Movement {
        item: item.clone(),
        quantity,
        from: account(Condition::Sellable),
        to: account(Condition::Quarantine),
        reason: Reason::Adjustment,
        reference: reference.clone(),
        lot: None,
        expires_at: None,
        occurred_at: None,
    };
    let units = state.to_quarantine(item_no, site_no, zone);
    let moves: Vec<Movement> = in_quantities(units).map(movement).collect();
    move_stock::decide(state, &moves, now)
}

impl Omnichannel {
    /// How many units would be set apart: what stands there, but for what is picked. That has left the shelf, though the
    /// book has it there until it leaves the site.
    pub fn to_quarantine(&self, item: ItemNo, site: SiteNo, zone: &ZoneId) -> i64 {
        let standing = self.stock.sellable_in(item, site, zone);
        if standing <= 0 {
            return 0;
        }
        let picked = |fulfilment: &crate::order::Fulfilment| -> i64 {
            let is_gone = matches!(
                fulfilment.state,
                FulfilmentState::HandedOver
                    | FulfilmentState::Shipped
                    | FulfilmentState::Delivered
                    | FulfilmentState::Rejected
                    | FulfilmentState::Cancelled
                    | FulfilmentState::Uncollected
            );
            let of_item = fulfilment.lines.iter().filter(|line| line.item == item && !is_gone);
            of_item.map(|line| line.picked).sum()
        };
        let picked: i64 = self.orders.at_site(site).map(|(_, fulfilment)| picked(fulfilment)).sum();
        (self.stock.on_hand(item, site) - picked).clamp(0, standing)
    }

    /// The items that stand sellable in a zone, and how many of each. Looks at every zone there is: for what happens
    /// rarely.
    pub fn standing_in(&self, site: SiteNo, zone: &ZoneId) -> Vec<ItemNo> {
        let there = self.stock.all_places().filter(|(key, units)| {
            key.1 == site && key.2.as_ref() == Some(zone) && key.3.is_sellable() && **units > 0
        });
        there.map(|(key, _)| key.0).collect()
    }

    /// The lots of a pair that may be sold, first to expire first, and how many units of each.
    pub fn lots_at(&self, item: ItemNo, site: SiteNo) -> Vec<(realtail_kernel::LotId, i64)> {
        self.stock.lots_of(item, site).map(|(key, units)| (key.3.clone(), *units)).collect()
    }
}
