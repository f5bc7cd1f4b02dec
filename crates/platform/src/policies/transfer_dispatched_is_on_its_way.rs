//! When the goods of a transfer have left, it is on its way, nobody need send them any more, and no more is expected of it.

use crate::machine::{Command, Retail};
use realtail_intelligence::{self as intelligence, KnownTransfer, MoveCommand, TransferState, supply_of};
use realtail_kernel::{Instant, Policy, Word};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::task::TaskCommand;
use realtail_vocabulary::{Event, FloorTaskKind, SupplyEvent, SupplyOrder};

pub(super) struct TransferDispatchedIsOnItsWay;

impl Policy<Retail> for TransferDispatchedIsOnItsWay {
    fn name(&self) -> &'static str {
        "transfer_dispatched_is_on_its_way"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Supply(SupplyEvent::Dispatched { order: Some(order), postings, .. }) = event else {
            return Vec::new();
        };
        let Some(known) = retail.intelligence.moves().of_goods(order.as_str()) else { return Vec::new() };
        if known.state != TransferState::Accepted {
            return Vec::new();
        }
        let units = postings.iter().filter(|posting| posting.item == known.transfer.item);
        let units = units.map(|posting| posting.quantity.units()).sum();
        let sent = MoveCommand::NoteSent(known.transfer.transfer.clone(), units);
        let mut commands = vec![Command::Intelligence(intelligence::Command::Move(sent))];
        commands.extend(nothing_more(known, retail, "sent"));
        commands
    }
}

/// Nobody need send anything for it, and nothing that has not left is expected.
pub(super) fn nothing_more(known: &KnownTransfer, retail: &Retail, why: &str) -> Vec<Command> {
    let (stock, transfer) = (&retail.omnichannel, &known.transfer);
    let mut commands: Vec<Command> = Vec::new();
    if let Ok(order) = supply_of(&transfer.transfer) {
        if stock.supply.order(order.as_str()).is_some() {
            let closed = SupplyOrder {
                order: order.clone(),
                supplier: None,
                site: transfer.to.clone(),
                lines: vec![],
            };
            commands.push(omnichannel::Command::Expect(closed).into());
        }
        let pair = (stock.catalogue.item_no(&transfer.item), stock.catalogue.site_no(&transfer.from));
        let (Ok(item), Ok(site), Ok(why)) = (pair.0, pair.1, Word::new(why)) else { return commands };
        let of_it = |task: &&omnichannel::task::KnownTask| {
            let shipment = task.task.shipment.as_ref();
            task.task.kind == FloorTaskKind::Send
                && shipment.is_some_and(|name| name.as_str() == order.as_str())
        };
        let open = stock.tasks.of(item, site).filter(of_it);
        let withdraw = |task: &omnichannel::task::KnownTask| {
            omnichannel::Command::Task(TaskCommand::Withdraw(task.task.task.clone(), why.clone())).into()
        };
        commands.extend(open.map(withdraw));
    }
    commands
}
