//! What there is of what is planned.

use crate::machine::Retail;
use realtail_intelligence::Standing;
use realtail_kernel::Instant;
use realtail_vocabulary::ReplenishmentPlan;

impl Retail {
    /// What there is of an item at a site, and what is on its way there; nothing where either is not known.
    pub fn standing(&self, plan: &ReplenishmentPlan, now: Instant) -> Option<Standing> {
        let stock = &self.omnichannel;
        let item = stock.catalogue.item_no(&plan.item).ok()?;
        let site = stock.catalogue.site_no(&plan.site).ok()?;
        let found = stock.availability(item, site, None, now);
        let incoming = stock.incoming(item, site).iter().map(|incoming| incoming.quantity).sum();
        Some(Standing { on_hand: found.on_hand, incoming, promised: found.held + found.allocated })
    }
}
