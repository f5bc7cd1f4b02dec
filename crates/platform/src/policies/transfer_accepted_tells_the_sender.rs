//! When goods are to go to another site, an associate is to pick and send them, and the sender's own systems are told.

use crate::machine::{Command, Retail};
use realtail_intelligence::shipment_of;
use realtail_kernel::{Instant, Label, Policy};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::task::{RaiseTask, TaskCommand};
use realtail_vocabulary::{Action, Event, FloorTaskKind, IntelligenceEvent, Transfer};

pub(super) struct TransferAcceptedTellsTheSender;

impl Policy<Retail> for TransferAcceptedTellsTheSender {
    fn name(&self) -> &'static str {
        "transfer_accepted_tells_the_sender"
    }

    fn react(&self, event: &Event, _retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::TransferAccepted(accepted)) = event else {
            return Vec::new();
        };
        let Transfer { transfer, item, from, to, quantity, expected_at, .. } = &**accepted;
        let Ok(shipment) = shipment_of(transfer) else { return Vec::new() };
        let reason = format!("{to} misses them more; write {shipment} on the box");
        let Ok(reason) = Label::new(reason) else { return Vec::new() };
        let raise = RaiseTask {
            kind: FloorTaskKind::Send,
            site: from.clone(),
            item: item.clone(),
            quantity: quantity.units(),
            lot: None,
            from: None,
            to: None,
            shipment: Some(shipment),
            reason,
            due_at: Some(*expected_at),
        };
        let told = Action::TransferOrdered {
            transfer: transfer.clone(),
            item: item.clone(),
            from: from.clone(),
            to: to.clone(),
            quantity: quantity.units(),
        };
        vec![omnichannel::Command::Task(TaskCommand::Raise(Box::new(raise))).into(), Command::Act(told)]
    }
}
