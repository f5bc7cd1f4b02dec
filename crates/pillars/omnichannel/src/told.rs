//! What was told last of a pair, so that nobody is told the same twice.

use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::stock::{Cell, Told};
use realtail_vocabulary::Action;

impl Omnichannel {
    pub(crate) fn remember_told(&mut self, action: &Action) {
        if let Some((item, site, told)) = self.telling(action) {
            self.stock.told(item, site, told);
        }
    }

    /// Whether this is what was told last of a pair.
    pub fn has_told(&self, action: &Action) -> bool {
        let Some((item, site, told)) = self.telling(action) else { return false };
        let cell = self.stock.cell(item, site);
        match told {
            Told::SoldOut(on) => cell.is_some_and(Cell::told_sold_out) == on,
            Told::Low(on) => cell.is_some_and(Cell::told_low) == on,
            Told::Short(on) => cell.is_some_and(Cell::told_short) == on,
        }
    }

    /// What an action tells of which pair, if it is one that is told once.
    fn telling(&self, action: &Action) -> Option<(ItemNo, SiteNo, Told)> {
        let (item, site, told) = match action {
            Action::SoldOut { item, site } => (item, site, Told::SoldOut(true)),
            Action::BackInStock { item, site, .. } => (item, site, Told::SoldOut(false)),
            Action::StockLow { item, site, .. } => (item, site, Told::Low(true)),
            Action::StockRestored { item, site, .. } => (item, site, Told::Low(false)),
            Action::Overcommitted { item, site, .. } => (item, site, Told::Short(true)),
            Action::CommitmentsCovered { item, site } => (item, site, Told::Short(false)),
            Action::CountRequested { .. }
            | Action::HoldLapsed { .. }
            | Action::TaskAssigned { .. }
            | Action::FloorTaskAssigned { .. }
            | Action::OrderRefused { .. }
            | Action::OrderReady { .. }
            | Action::OrderOnItsWay { .. }
            | Action::OrderReduced { .. }
            | Action::FulfilmentLate { .. }
            | Action::ShopperArrived { .. }
            | Action::PaymentFailed { .. }
            | Action::ReturnAbuseSuspected { .. }
            | Action::PlacementStopped { .. }
            | Action::PlacementResumed { .. }
            | Action::PushNotice { .. }
            | Action::TooWarm { .. }
            | Action::ShelfLow { .. }
            | Action::PurchaseOrderSent { .. }
            | Action::LossCaseOpened { .. }
            | Action::LanesShort { .. }
            | Action::LanesCovered { .. }
            | Action::PurchaseOrderChanged { .. }
            | Action::TransferOrdered { .. }
            | Action::PriceLabel { .. } => return None,
        };
        Some((self.catalogue.item_no(item).ok()?, self.catalogue.site_no(site).ok()?, told))
    }
}
