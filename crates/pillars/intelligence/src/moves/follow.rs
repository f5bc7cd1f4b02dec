//! What to do about orders to suppliers that are on their way.

use crate::machine::Intelligence;
use crate::purchase::Placed;
use crate::room::Stockroom;
use realtail_kernel::{Instant, ItemId, SiteId};
use realtail_learn::replenish::{FollowUp, OpenOrder, follow_up};
use realtail_vocabulary::{MoveAdvice, PurchaseChangeKind};
use std::collections::BTreeMap;

/// What to do about one line.
#[derive(Clone, Debug, PartialEq)]
pub struct LineAdvice {
    /// Of which item.
    pub item: ItemId,
    /// What.
    pub what: PurchaseChangeKind,
    /// How many units are still to come.
    pub units: i64,
    /// What the supplier asks for it, in minor units.
    pub cost: i64,
    /// What it is expected to gain after that, in minor units.
    pub gain: i64,
    /// In words.
    pub why: String,
}

/// Whole days from now on to a time, as the calendar of a site counts them.
pub(super) fn days_until(room: &dyn Stockroom, site: &SiteId, at: Instant) -> u32 {
    let days = room.day(site, at).number() - room.day(site, room.now()).number();
    u32::try_from(days).unwrap_or_default()
}

impl Intelligence {
    /// What to do about the lines of an order that have not come yet: nothing where neither pays, where the supplier's terms let
    /// neither, where the plan does not say what is at stake, or where it was declined.
    pub fn follow_up(&self, placed: &Placed, room: &dyn Stockroom) -> Vec<LineAdvice> {
        let order = &placed.order;
        let terms = order.supplier.as_ref().and_then(|supplier| self.suppliers().terms(supplier.as_str()));
        let Some(terms) = terms.filter(|terms| terms.expedite.is_some() || terms.cancel.is_some()) else {
            return Vec::new();
        };
        let mut open: BTreeMap<ItemId, (i64, Instant)> = BTreeMap::new();
        for line in room.outstanding(&order.order) {
            let known = open.entry(line.item).or_insert((0, line.expected_at));
            *known = (known.0 + line.units, known.1.min(line.expected_at));
        }
        let advise = |(item, (units, due)): (ItemId, (i64, Instant))| {
            let advice = MoveAdvice::FollowUp { order: order.order.clone(), item: item.clone() };
            if self.moves().declined(&advice, room.now()).is_some() {
                return None;
            }
            let plan = self.plan(&item, &order.site)?;
            let standing = room.standing(&item, &order.site)?;
            let weighed = self.weighed(plan, room)?;
            let due_days = days_until(room, &order.site, due);
            let cancel = terms.cancel.as_ref().filter(|cancel| due_days >= u32::from(cancel.days_before));
            let hasten = terms.expedite.as_ref();
            let found = follow_up(
                &weighed.situation(),
                &weighed.terms,
                &weighed.stakes,
                standing.on_hand - standing.promised - i64::from(weighed.terms.presentation_units),
                &OpenOrder {
                    units: u32::try_from(units).ok()?,
                    due_days,
                    hasten: hasten.map(|terms| (u32::from(terms.lead_time_days), terms.cost as f64)),
                    cancel_cents: cancel.map(|terms| terms.cost as f64),
                },
            );
            let (what, gain_cents, cost) = match found {
                FollowUp::Keep => return None,
                FollowUp::Hasten { gain_cents, .. } => {
                    (PurchaseChangeKind::Expedite, gain_cents, hasten.map_or(0, |terms| terms.cost))
                }
                FollowUp::Cancel { gain_cents, .. } => {
                    (PurchaseChangeKind::Cancel, gain_cents, cancel.map_or(0, |terms| terms.cost))
                }
            };
            let gain = gain_cents.round() as i64;
            Some(LineAdvice { item, what, units, cost, gain, why: found.to_string() })
        };
        open.into_iter().filter_map(advise).collect()
    }
}
