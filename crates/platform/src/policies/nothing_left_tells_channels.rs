//! When nothing of an item is left to promise at a site, channels are told; and again when there is.

use super::touched;
use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event};

pub(super) struct NothingLeftTellsChannels;

impl Policy<Retail> for NothingLeftTellsChannels {
    fn name(&self) -> &'static str {
        "nothing_left_tells_channels"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let stock = &retail.omnichannel;
        let mut commands = Vec::new();
        for pair in touched(event, retail) {
            let Some(cell) = stock.stock.cell(pair.item_no, pair.site_no) else { continue };
            let available = stock.availability(pair.item_no, pair.site_no, None, now).available;
            let is_gone = available <= 0;
            if is_gone == cell.told_sold_out() {
                continue;
            }
            let (item, site) = (pair.item.clone(), pair.site.clone());
            commands.push(Command::Act(if is_gone {
                Action::SoldOut { item, site }
            } else {
                Action::BackInStock { item, site, available }
            }));
        }
        commands
    }
}
