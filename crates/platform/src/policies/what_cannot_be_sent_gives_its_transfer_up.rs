//! When an associate cannot send the goods of a transfer, it is given up.

use crate::machine::{Command, Retail};
use realtail_intelligence::{self as intelligence, MoveCommand};
use realtail_kernel::{Instant, Label, Policy};
use realtail_vocabulary::{Event, TaskEvent};

pub(super) struct WhatCannotBeSentGivesItsTransferUp;

impl Policy<Retail> for WhatCannotBeSentGivesItsTransferUp {
    fn name(&self) -> &'static str {
        "what_cannot_be_sent_gives_its_transfer_up"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Task(TaskEvent::NotDone { task, reason, .. }) = event else { return Vec::new() };
        let task = retail.omnichannel.tasks.get(task).ok();
        let shipment = task.and_then(|task| task.task.shipment.as_ref());
        let known = shipment.and_then(|shipment| retail.intelligence.moves().of_goods(shipment.as_str()));
        let (Some(known), Ok(reason)) = (known, Label::new(reason.as_str())) else { return Vec::new() };
        let given_up = MoveCommand::GiveUp(known.transfer.transfer.clone(), reason);
        vec![Command::Intelligence(intelligence::Command::Move(given_up))]
    }
}
