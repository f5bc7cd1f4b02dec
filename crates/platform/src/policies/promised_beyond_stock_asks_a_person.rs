//! When a fact takes units away from under promises, somebody is asked who goes without.

use super::touched;
use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event};

pub(super) struct PromisedBeyondStockAsksAPerson;

impl Policy<Retail> for PromisedBeyondStockAsksAPerson {
    fn name(&self) -> &'static str {
        "promised_beyond_stock_asks_a_person"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let short = |pair: super::Touched<'_>| {
            let cell = retail.omnichannel.stock.cell(pair.item_no, pair.site_no)?;
            let promised = cell.held + cell.allocated;
            let units = if promised > 0 { (promised - cell.on_hand).max(0) } else { 0 };
            if (units > 0) == cell.told_short() {
                return None;
            }
            let (item, site) = (pair.item.clone(), pair.site.clone());
            Some(Command::Act(if units > 0 {
                Action::Overcommitted { item, site, units }
            } else {
                Action::CommitmentsCovered { item, site }
            }))
        };
        touched(event, retail).into_iter().filter_map(short).collect()
    }
}
