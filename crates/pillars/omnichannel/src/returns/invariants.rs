//! What must hold of returns at every point of the log.

use super::{PartState, Return, part_state};
use crate::invariants::Breach;
use crate::machine::Omnichannel;
use crate::payment::Payment;
use crate::payment::ask;
use realtail_vocabulary::RefundPart;

/// No more comes back of an order's line or of a receipt than was handed out, and each knows what did.
///
/// # Errors
/// The first line of which more came back.
pub fn no_more_comes_back_than_was_bought(state: &Omnichannel) -> Result<(), Breach> {
    for order in state.orders.all() {
        for line in &order.lines {
            let of_line = |known: &Return| {
                let lines = known.lines.iter().filter(|back| back.of_line == Some(line.line));
                lines.map(|back| back.units).sum::<i64>()
            };
            let told: i64 = state.returns.of_order(&order.order).map(of_line).sum();
            if line.returned > line.left || line.returned != told {
                return Err(format!(
                    "of line {} of order {} {} were handed out, {} came back, its returns say {told}",
                    line.line, order.order, line.left, line.returned
                ));
            }
        }
    }
    for (sale, receipt) in state.returns.receipts.all_that_came_back() {
        let mut lines = receipt.units.iter().zip(&receipt.bought);
        if let Some((back, bought)) = lines.find(|(back, bought)| back > bought) {
            return Err(format!("of {bought} units on receipt {sale} {back} came back"));
        }
    }
    Ok(())
}

/// No more is given back of an order, with what is on its way and what went on gift cards, than was captured; and no
/// more of a receipt than was paid.
///
/// # Errors
/// The first order or receipt of which more was.
pub fn no_more_is_given_back_than_was_captured(state: &Omnichannel) -> Result<(), Breach> {
    for order in state.orders.all() {
        let payments = || ask::of(state, &order.payments);
        let captured: i64 = payments().map(|payment| payment.captured).sum();
        let given_back = payments().map(Payment::given_back).sum::<i64>() + order.credited;
        if given_back > captured {
            return Err(format!("{given_back} go back of order {}, {captured} were captured", order.order));
        }
        if let Some(payment) = payments().find(|payment| payment.given_back() > payment.captured) {
            return Err(format!("more of payment {} goes back than was captured", payment.payment));
        }
        let over = order.lines.iter().find(|line| line.money.refunded > line.money.captured);
        if let Some(line) = over {
            return Err(format!(
                "more of line {} of order {} goes back than it cost",
                line.line, order.order
            ));
        }
    }
    for (sale, receipt) in state.returns.receipts.all_that_came_back() {
        let tenders = receipt.tenders.iter().zip(&receipt.given_back);
        let over = tenders.filter(|(tender, given)| **given > tender.amount).count();
        if receipt.refunded > receipt.total() || over > 0 {
            return Err(format!("more than was paid is given back of receipt {sale}"));
        }
    }
    Ok(())
}

/// What is given back for a return is what its lines say, no more; and each unit of a line goes one way.
///
/// # Errors
/// The first return that does not add up.
pub fn a_refund_is_the_sum_of_its_lines(state: &Omnichannel) -> Result<(), Breach> {
    for known in state.returns.all() {
        let stands = |part: &&RefundPart| part_state(&state.payments, part) != PartState::Declined;
        let parts: i64 = known.refunds.iter().filter(stands).map(|part| part.amount).sum();
        if parts > known.refund() || known.outstanding(&state.payments) != known.refund() - parts {
            return Err(format!(
                "{parts} go back for return {}, its lines say {}",
                known.return_id,
                known.refund()
            ));
        }
        for line in &known.lines {
            let ways: i64 = line.goods.iter().map(|part| part.units).sum();
            if ways != line.units || !(0..=line.value - line.fee).contains(&line.refund) {
                return Err(format!("line {} of return {} does not add up", line.line, known.return_id));
            }
        }
    }
    Ok(())
}

/// All of them.
///
/// # Errors
/// The first breach.
pub fn all(state: &Omnichannel) -> Result<(), Breach> {
    no_more_comes_back_than_was_bought(state)?;
    no_more_is_given_back_than_was_captured(state)?;
    a_refund_is_the_sum_of_its_lines(state)
}
