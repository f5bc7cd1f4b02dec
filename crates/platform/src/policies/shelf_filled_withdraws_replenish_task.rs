//! When a shelf is filled otherwise, or the goods for it are gone, nobody need walk for them any more.

use super::shelf_empty_raises_replenish_task::fill_at;
use super::{Touched, moved_in_zones};
use crate::machine::{Command, Retail};
use crate::switches::Pillar;
use realtail_kernel::{Instant, Policy, Word};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::task::{DoneTask, FloorTaskState, KnownTask, TaskCommand};
use realtail_vocabulary::{DeviceEvent, Event, FloorTaskKind};

pub(super) struct ShelfFilledWithdrawsReplenishTask;

impl Policy<Retail> for ShelfFilledWithdrawsReplenishTask {
    fn name(&self) -> &'static str {
        "shelf_filled_withdraws_replenish_task"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let stock = &retail.omnichannel;
        if stock.tasks.open() == 0 {
            return Vec::new();
        }
        let mut commands = Vec::new();
        for pair in moved_in_zones(event, retail).into_iter().chain(told_filled(event, retail)) {
            let tasks = stock.tasks.of(pair.item_no, pair.site_no);
            for known in tasks.filter(|known| known.task.kind == FloorTaskKind::Replenish) {
                let cell = stock.stock.cell(pair.item_no, pair.site_no);
                let on_floor = cell.and_then(|cell| stock.on_floor(cell)).unwrap_or(0);
                let in_zone = |zone| stock.stock.sellable_in(pair.item_no, pair.site_no, zone);
                let left = known.task.from.as_ref().map_or(0, in_zone);
                // Where a shelf or a camera says, the book is not asked.
                let is_filled = match event {
                    Event::Device(_) => !is_told_empty(&pair, retail),
                    _ => on_floor > fill_at(retail, pair.item, pair.site) && !is_told_empty(&pair, retail),
                };
                commands.extend(ended(known, is_filled, left).map(omnichannel::Command::Task));
            }
        }
        commands.into_iter().map(Command::from).collect()
    }
}

/// The pair of which a shelf or a camera says that it is filled again.
fn told_filled<'a>(event: &'a Event, retail: &'a Retail) -> Option<Touched<'a>> {
    let Event::Device(DeviceEvent::ShelfFilled { site, item, .. }) = event else { return None };
    let catalogue = &retail.omnichannel.catalogue;
    let (item_no, site_no) = (catalogue.item_no(item).ok()?, catalogue.site_no(site).ok()?);
    Some(Touched { item, site, item_no, site_no })
}

fn is_told_empty(pair: &Touched<'_>, retail: &Retail) -> bool {
    retail.switches.is_on(Pillar::Devices) && retail.devices.is_told_empty(pair.site, pair.item)
}

/// Readers that see goods go the whole way say that the task is done; who has taken it on is let finish.
fn ended(known: &KnownTask, is_filled: bool, left: i64) -> Option<TaskCommand> {
    let task = known.task.task.clone();
    let word = |text: &str| Word::new(text).expect("a word");
    if known.brought >= known.task.quantity {
        return Some(TaskCommand::Done(DoneTask {
            task,
            by: word("readers"),
            quantity: Some(known.brought),
        }));
    }
    let is_taken_on = matches!(known.state, FloorTaskState::Claimed(_));
    if is_filled && !is_taken_on {
        return Some(TaskCommand::Withdraw(task, word("shelf_is_filled")));
    }
    (left <= 0 && !is_filled).then(|| TaskCommand::Withdraw(task, word("goods_are_gone")))
}
