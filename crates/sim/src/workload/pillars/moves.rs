//! Goods that move between sites, orders that are hastened or called off, suppliers' terms and budgets: few numbers, so that
//! they come twice.

use super::Around;
use crate::chance::Chance;
use crate::workload::name;
use realtail_intelligence::{Command as Intelligence, MoveCommand, SupplierCommand, shipment_of};
use realtail_kernel::{Instant, ItemId, Label, PurchaseOrderId, Quantity, SiteId, TransferId, Weekday, Word};
use realtail_omnichannel::Command as Stock;
use realtail_omnichannel::task::{DoneTask, TaskCommand};
use realtail_platform::Command;
use realtail_vocabulary::{
    Budget, CancelTerms, DeclinedMove, ExpediteTerms, MoveAdvice, PurchaseChangeKind, Receipt, SupplierTerms,
    Transfer, TransferKind, TransferTerms, Truck, TruckMeasure,
};

const DAY_MS: i64 = 86_400_000;

pub(super) fn any((item, from, to): (ItemId, SiteId, SiteId), chance: &mut Chance, now: Instant) -> Command {
    let command = match chance.below(14) {
        0..=7 => return asks(accept((item, from, to), chance, now)),
        8 | 9 => MoveCommand::SetTerms(Box::new(terms(chance))),
        10 => MoveCommand::Decline(Box::new(DeclinedMove {
            advice: MoveAdvice::Transfer { item, from, to },
            why: None,
            until: now.plus_ms(chance.between(-1, 3) * DAY_MS),
        })),
        11 => {
            let order = name!(PurchaseOrderId, "auto-{:06}", 1 + chance.below(4));
            let what =
                if chance.percent(50) { PurchaseChangeKind::Expedite } else { PurchaseChangeKind::Cancel };
            MoveCommand::ChangePurchase(order, item, what, None, None)
        }
        _ => return supplier(from, chance),
    };
    asks(command)
}

/// What becomes of transfers that were accepted, where there are any: sent, received, given up.
pub(super) fn further(around: &Around, chance: &mut Chance) -> Option<Command> {
    if let Some((transfer, site)) = Around::recent(chance, &around.transfers).cloned() {
        return Some(receive(&transfer, site));
    }
    let task = Around::recent(chance, &around.sends).cloned()?;
    if chance.percent(20) {
        let accepted: Vec<&TransferId> = around.accepted.keys().collect();
        let transfer = (*chance.pick(&accepted)?).clone();
        return Some(asks(MoveCommand::GiveUp(transfer, name!(Label, "the van is broken"))));
    }
    let by = name!(Word, "badge-{}", chance.below(2));
    let quantity = chance.percent(30).then(|| chance.between(1, 4));
    Some(Stock::Task(TaskCommand::Done(DoneTask { task, by, quantity })).into())
}

fn asks(command: MoveCommand) -> Command {
    Command::Intelligence(Intelligence::Move(command))
}

fn number(chance: &mut Chance) -> TransferId {
    name!(TransferId, "t{}", chance.below(60))
}

/// Mostly fewer than there are, now and then more.
fn accept((item, from, to): (ItemId, SiteId, SiteId), chance: &mut Chance, now: Instant) -> MoveCommand {
    let quantity = if chance.percent(80) { chance.between(1, 2) } else { chance.between(3, 9) };
    MoveCommand::Accept(Box::new(Transfer {
        transfer: number(chance),
        item,
        from,
        to,
        quantity: Quantity::try_from(quantity).unwrap_or(Quantity::ONE),
        kind: TransferKind::Balance,
        expected_at: now.plus_ms(DAY_MS),
        suggested: chance.percent(70).then_some(quantity as u32),
        gain: chance.percent(70).then(|| chance.between(1, 900)),
        why: None,
        automatic: false,
    }))
}

fn receive(transfer: &TransferId, site: SiteId) -> Command {
    let shipment = shipment_of(transfer).expect("a short name");
    Stock::Receive(Receipt { shipment, site, lines: None, more_to_come: false, received_at: None }).into()
}

fn terms(chance: &mut Chance) -> TransferTerms {
    TransferTerms {
        unit_cost: chance.between(0, 20),
        trip_cost: chance.between(0, 200),
        lead_time_days: chance.below(3) as u16,
        sites: Vec::new(),
    }
}

fn supplier(site: SiteId, chance: &mut Chance) -> Command {
    let name = name!(Label, "s{}", chance.below(2));
    let command = match chance.below(5) {
        0 => SupplierCommand::RemoveTerms(name),
        1 => SupplierCommand::RemoveBudget(name!(Word, "b{}", chance.below(2))),
        2 => SupplierCommand::SetBudget(Box::new(Budget {
            budget: name!(Word, "b{}", chance.below(2)),
            sites: vec![site],
            suppliers: Vec::new(),
            categories: Vec::new(),
            money_per_week: chance.between(0, 5_000),
        })),
        _ => SupplierCommand::SetTerms(Box::new(SupplierTerms {
            supplier: name,
            order_days: Weekday::ALL[chance.below(6)..].to_vec(),
            delivery_days: Weekday::ALL[chance.below(6)..].to_vec(),
            closed: Vec::new(),
            order_value_min: chance.percent(30).then(|| chance.between(0, 5_000)),
            order_units_min: None,
            truck: chance.percent(30).then(|| Truck {
                capacity: 1 + chance.below(40) as u32,
                measure: TruckMeasure::Units,
                cost: chance.between(0, 900),
            }),
            expedite: chance
                .percent(70)
                .then(|| ExpediteTerms { lead_time_days: 0, cost: chance.between(0, 90) }),
            cancel: chance.percent(70).then(|| CancelTerms { days_before: 0, cost: chance.between(0, 90) }),
            currency: None,
        })),
    };
    Command::Intelligence(Intelligence::Supplier(command))
}
