//! When what is on hand falls below the safety stock that a rule asks for, the planner is told once.

use super::touched;
use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, HoldEvent};

pub(super) struct SafetyStockTouchedTellsThePlanner;

impl Policy<Retail> for SafetyStockTouchedTellsThePlanner {
    fn name(&self) -> &'static str {
        "safety_stock_touched_tells_the_planner"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let stock = &retail.omnichannel;
        // A promise leaves the goods where they are.
        if !stock.catalogue.has_rules() || matches!(event, Event::Hold(HoldEvent::Placed { .. })) {
            return Vec::new();
        }
        let low = |pair: super::Touched<'_>| {
            let cell = stock.stock.cell(pair.item_no, pair.site_no)?;
            let found = stock.availability(pair.item_no, pair.site_no, None, now);
            let (on_hand, safety_stock) = (found.on_hand, found.safety_stock);
            let low = safety_stock > 0 && on_hand < safety_stock;
            if low == cell.told_low() {
                return None;
            }
            let (item, site) = (pair.item.clone(), pair.site.clone());
            Some(Command::Act(if low {
                Action::StockLow { item, site, on_hand, safety_stock }
            } else {
                Action::StockRestored { item, site, on_hand }
            }))
        };
        touched(event, retail).into_iter().filter_map(low).collect()
    }
}
