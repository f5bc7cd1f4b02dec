//! Where a transfer goes: its goods leave, arrive, or do not go after all.

use super::TransferState;
use crate::machine::Intelligence;
use realtail_kernel::{Label, Quantity, Rejection, TransferId};
use realtail_vocabulary::IntelligenceEvent;

/// The goods have left. Once: what leaves later under its name is another shipment.
pub(super) fn sent(state: &Intelligence, transfer: &TransferId, units: i64) -> Vec<IntelligenceEvent> {
    let known = state.moves().get(transfer.as_str());
    let is_open = known.is_some_and(|known| known.state == TransferState::Accepted);
    match Quantity::try_from(units) {
        Ok(quantity) if is_open => {
            vec![IntelligenceEvent::TransferSent { transfer: transfer.clone(), quantity }]
        }
        _ => vec![],
    }
}

/// The goods have arrived, as many as were found.
pub(super) fn received(state: &Intelligence, transfer: &TransferId, units: i64) -> Vec<IntelligenceEvent> {
    let known = state.moves().get(transfer.as_str());
    let before = match known.map(|known| &known.state) {
        Some(TransferState::Sent(_)) => 0,
        // In more than one part.
        Some(TransferState::Received(before)) => *before,
        Some(TransferState::Accepted | TransferState::GivenUp(_)) | None => return vec![],
    };
    vec![IntelligenceEvent::TransferReceived { transfer: transfer.clone(), quantity: before + units.max(0) }]
}

/// The goods stay. What has left is sent back by another transfer.
pub(super) fn give_up(
    state: &Intelligence,
    transfer: &TransferId,
    reason: &Label,
) -> Result<Vec<IntelligenceEvent>, Rejection> {
    let known = state.moves().get(transfer.as_str());
    let known = known.ok_or_else(|| Rejection::unknown("transfer", transfer))?;
    match &known.state {
        TransferState::Accepted => {
            let (transfer, reason) = (transfer.clone(), reason.clone());
            Ok(vec![IntelligenceEvent::TransferGivenUp { transfer, reason }])
        }
        TransferState::GivenUp(_) => Ok(vec![]),
        TransferState::Sent(_) | TransferState::Received(_) => {
            let problem =
                format!("the goods of transfer {transfer} have left; move them back by another one");
            Err(Rejection::wrong_state(problem))
        }
    }
}
