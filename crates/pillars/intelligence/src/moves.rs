//! Goods that move between sites, orders that are hastened or called off, and what came of all that was advised.

mod accept;
mod change;
mod decline;
mod follow;
mod judge;
mod rule;
mod set_terms;
mod step;
mod suggest;

#[cfg(test)]
mod tests;

pub use follow::LineAdvice;
pub use judge::{Arrival, Record, RecordWeek};
pub use suggest::SuggestedTransfer;

use crate::machine::Intelligence;
use crate::room::Stockroom;
use realtail_kernel::{
    HoldId, Instant, ItemId, Label, NotAnIdentifier, Position, PurchaseOrderId, Quantity, Rejection,
    ShipmentId, SiteId, Stamp, TransferId,
};
use realtail_vocabulary::{
    DeclinedMove, IntelligenceEvent, MoveAdvice, PurchaseChangeKind, Transfer, TransferTerms,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What may be asked about goods that move.
#[derive(Clone, Debug)]
pub enum MoveCommand {
    /// Say what moving goods between sites costs.
    SetTerms(Box<TransferTerms>),
    /// Let goods go from one site to another.
    Accept(Box<Transfer>),
    /// Let a rule ask for so many units of an item from the site that supplies another, at a time of the retailer's world;
    /// only policies ask for this.
    AcceptByRule(ItemId, SiteId, u32, Instant),
    /// Goods of a transfer have left; only policies ask for this.
    NoteSent(TransferId, i64),
    /// Goods of a transfer have arrived; only policies ask for this.
    NoteReceived(TransferId, i64),
    /// Goods of a transfer do not go.
    GiveUp(TransferId, Label),
    /// Hasten a line of an order to a supplier, or call it off: the order, the item, what, what that was expected to gain, and
    /// why.
    ChangePurchase(PurchaseOrderId, ItemId, PurchaseChangeKind, Option<i64>, Option<Label>),
    /// Do not follow an advice for a while.
    Decline(Box<DeclinedMove>),
    /// Goods have arrived at a site; only policies ask for this.
    Judge(Box<Arrival>),
}

/// Where a transfer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransferState {
    /// The goods are set apart where they are.
    Accepted,
    /// So many units are on their way.
    Sent(Quantity),
    /// So many units were found on arrival.
    Received(i64),
    /// They do not go, and why.
    GivenUp(Label),
}

impl TransferState {
    /// Its name as it is written in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            TransferState::Accepted => "accepted",
            TransferState::Sent(_) => "sent",
            TransferState::Received(_) => "received",
            TransferState::GivenUp(_) => "given_up",
        }
    }
}

/// A transfer, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTransfer {
    /// As it was accepted.
    pub transfer: Transfer,
    /// When.
    pub accepted_at: Instant,
    /// The log entry that says so.
    pub position: Position,
    /// Where it stands.
    pub state: TransferState,
}

/// What names the goods of a transfer: what is set apart, what is expected and the shipment in which they go.
const GOODS_PREFIX: &str = "transfer-";

/// What is set apart for a transfer.
///
/// # Errors
/// Never for a transfer that was accepted.
pub fn hold_of(transfer: &TransferId) -> Result<HoldId, NotAnIdentifier> {
    HoldId::new(format!("{GOODS_PREFIX}{transfer}"))
}

/// What is expected of a transfer where it goes.
///
/// # Errors
/// Never for a transfer that was accepted.
pub fn supply_of(transfer: &TransferId) -> Result<PurchaseOrderId, NotAnIdentifier> {
    PurchaseOrderId::new(format!("{GOODS_PREFIX}{transfer}"))
}

/// The shipment in which the goods of a transfer go.
///
/// # Errors
/// Never for a transfer that was accepted.
pub fn shipment_of(transfer: &TransferId) -> Result<ShipmentId, NotAnIdentifier> {
    ShipmentId::new(format!("{GOODS_PREFIX}{transfer}"))
}

/// Transfers, changes of orders, and the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moves {
    terms: Option<TransferTerms>,
    transfers: BTreeMap<TransferId, KnownTransfer>,
    /// The newest last.
    in_order: Vec<TransferId>,
    declined: Vec<DeclinedMove>,
    /// How many were accepted by rule.
    automatic: u64,
    /// When what a rule asked for last of an item is expected at a site.
    asked_by_rule: BTreeMap<ItemId, BTreeMap<SiteId, Instant>>,
    pub(crate) record: Record,
}

impl Moves {
    /// What moving goods between sites costs, where it was said.
    pub fn terms(&self) -> Option<&TransferTerms> {
        self.terms.as_ref()
    }

    /// A transfer by its number.
    pub fn get(&self, transfer: &str) -> Option<&KnownTransfer> {
        self.transfers.get(transfer)
    }

    /// The transfer whose goods bear this name: what is set apart, expected, or shipped.
    pub fn of_goods(&self, name: &str) -> Option<&KnownTransfer> {
        self.get(name.strip_prefix(GOODS_PREFIX)?)
    }

    /// All transfers, the newest first.
    pub fn newest_first(&self) -> impl Iterator<Item = &KnownTransfer> {
        self.in_order.iter().rev().filter_map(|transfer| self.transfers.get(transfer))
    }

    /// What came of what was accepted.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether an advice was declined, until a time that has not come yet.
    pub fn declined(&self, advice: &MoveAdvice, now: Instant) -> Option<&DeclinedMove> {
        self.declined.iter().find(|declined| declined.advice == *advice && now < declined.until)
    }

    fn set_state(&mut self, transfer: &TransferId, state: TransferState) {
        if let Some(known) = self.transfers.get_mut(transfer) {
            known.state = state;
        }
    }

    pub(crate) fn apply_terms(&mut self, terms: &TransferTerms) {
        self.terms = Some(terms.clone());
    }

    pub(crate) fn apply_accepted(&mut self, transfer: &Transfer, stamp: Stamp) {
        let known = KnownTransfer {
            transfer: transfer.clone(),
            accepted_at: stamp.at,
            position: stamp.position,
            state: TransferState::Accepted,
        };
        if transfer.automatic {
            self.automatic += 1;
            let sites = self.asked_by_rule.entry(transfer.item.clone()).or_default();
            sites.insert(transfer.to.clone(), transfer.expected_at);
        }
        self.in_order.push(transfer.transfer.clone());
        self.transfers.insert(transfer.transfer.clone(), known);
    }

    pub(crate) fn apply_sent(&mut self, transfer: &TransferId, quantity: Quantity) {
        self.set_state(transfer, TransferState::Sent(quantity));
    }

    pub(crate) fn apply_received(&mut self, transfer: &TransferId, quantity: i64) {
        self.set_state(transfer, TransferState::Received(quantity));
    }

    pub(crate) fn apply_given_up(&mut self, transfer: &TransferId, reason: &Label) {
        self.set_state(transfer, TransferState::GivenUp(reason.clone()));
    }

    pub(crate) fn apply_declined(&mut self, declined: &DeclinedMove, now: Instant) {
        self.declined.retain(|known| known.advice != declined.advice && now < known.until);
        self.declined.push(declined.clone());
    }
}

pub(crate) fn decide(
    state: &Intelligence,
    command: &MoveCommand,
    room: &dyn Stockroom,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    match command {
        MoveCommand::SetTerms(terms) => set_terms::decide(state, terms),
        MoveCommand::Accept(transfer) => accept::decide(state, transfer, room),
        MoveCommand::AcceptByRule(item, site, units, at) => {
            rule::decide(state, (item, site), *units, *at, room)
        }
        MoveCommand::NoteSent(transfer, units) => Ok(step::sent(state, transfer, *units)),
        MoveCommand::NoteReceived(transfer, units) => Ok(step::received(state, transfer, *units)),
        MoveCommand::GiveUp(transfer, reason) => step::give_up(state, transfer, reason),
        MoveCommand::ChangePurchase(order, item, what, gain, why) => {
            let asked = change::Asked { order, item, what: *what, gain: *gain, why: why.as_ref() };
            change::decide(state, &asked, room)
        }
        MoveCommand::Decline(declined) => decline::decide(state, declined, room.now()),
        MoveCommand::Judge(arrival) => Ok(judge::decide(state, arrival)),
    }
}
