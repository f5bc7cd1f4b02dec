//! When the goods of a transfer have arrived, it is done.

use crate::machine::{Command, Retail};
use realtail_intelligence::{self as intelligence, MoveCommand};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Account, Event, SupplyEvent};

pub(super) struct TransferReceivedIsDone;

impl Policy<Retail> for TransferReceivedIsDone {
    fn name(&self) -> &'static str {
        "transfer_received_is_done"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Supply(SupplyEvent::Received { shipment, postings, .. }) = event else {
            return Vec::new();
        };
        let shipped = retail.omnichannel.supply.shipment(shipment).ok();
        let order = shipped.and_then(|shipped| shipped.order.as_ref());
        let known = order.and_then(|order| retail.intelligence.moves().of_goods(order.as_str()));
        let Some(known) = known else { return Vec::new() };
        let arrived = postings.iter().filter(|posting| {
            posting.item == known.transfer.item && matches!(posting.to, Account::Site { .. })
        });
        let units = arrived.map(|posting| posting.quantity.units()).sum();
        let received = MoveCommand::NoteReceived(known.transfer.transfer.clone(), units);
        vec![Command::Intelligence(intelligence::Command::Move(received))]
    }
}
