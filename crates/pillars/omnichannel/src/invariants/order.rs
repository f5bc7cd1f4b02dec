//! What must hold of orders and their money.

use super::Breach;
use crate::catalogue::{ItemNo, SiteNo};
use crate::hold::{HoldState, Place};
use crate::machine::Omnichannel;
use crate::order::{Order, OrderState};
use crate::payment::{Ask, AskState, Payment};
use realtail_vocabulary::{PaymentOperation, PostAs};
use std::collections::BTreeMap;

/// An order stands if and only if its hold is posted and its payments are authorised.
///
/// # Errors
/// The first order of which one is so and another is not.
pub fn orders_stand_on_hold_and_payment(state: &Omnichannel) -> Result<(), Breach> {
    state.orders.all().try_for_each(|order| stands(state, order))
}

fn stands(state: &Omnichannel, order: &Order) -> Result<(), Breach> {
    let hold = state.holds.find(&order.hold).map(|hold| &hold.state);
    let held = match (&order.state, hold) {
        (OrderState::Placed, hold) => hold == Some(&HoldState::Held),
        (OrderState::Refused(_), hold) => !matches!(hold, Some(HoldState::Held | HoldState::Posted(_))),
        (OrderState::Confirmed, hold) => hold == Some(&HoldState::Posted(PostAs::Allocation)),
        // Resolved holds are forgotten in time.
        (OrderState::Completed | OrderState::Cancelled, hold) => {
            matches!(hold, None | Some(HoldState::Fulfilled | HoldState::Released))
        }
    };
    if !held {
        return Err(format!(
            "order {} is {:?}, its hold is {:?}",
            order.order,
            order.state,
            state.holds.find(&order.hold)
        ));
    }
    for payment in order.payments.iter().filter_map(|payment| state.payments.get(payment).ok()) {
        let paid = match &order.state {
            OrderState::Placed => payment.captured == 0 && !payment.voided,
            OrderState::Refused(_) => payment.captured == 0,
            OrderState::Confirmed | OrderState::Completed | OrderState::Cancelled => {
                payment.authorised > 0 && !payment.is_pending()
            }
        };
        if !paid {
            return Err(format!("order {} is {:?}, payment {payment:?}", order.order, order.state));
        }
    }
    Ok(())
}

/// What is asked for and done together: never more captured than authorised, nor more given back than captured,
/// whatever was answered in which order.
///
/// # Errors
/// The first payment of which more was.
pub fn payments_are_bounded(state: &Omnichannel) -> Result<(), Breach> {
    let bounded = |payment: &Payment| {
        let under_way = |operation: PaymentOperation| -> i64 {
            let open = |ask: &&Ask| matches!(ask.state, AskState::Waiting | AskState::Unsure);
            payment.asks.iter().filter(open).filter(|a| a.operation == operation).map(|a| a.amount).sum()
        };
        let captured = payment.captured + under_way(PaymentOperation::Capture);
        let refunded = payment.refunded + under_way(PaymentOperation::Refund);
        captured <= payment.authorised
            && refunded <= payment.captured
            && (!payment.voided || payment.captured == 0)
    };
    match state.payments.all().find(|payment| !bounded(payment)) {
        None => Ok(()),
        Some(payment) => Err(format!("more was taken or given back than there was: {payment:?}")),
    }
}

/// What the allocation of an order keeps is what its open fulfilments are to serve.
///
/// # Errors
/// The first order of which it is not.
pub fn allocations_are_what_orders_serve(state: &Omnichannel) -> Result<(), Breach> {
    for order in state.orders.open().filter(|order| order.state == OrderState::Confirmed) {
        let mut kept: BTreeMap<(ItemNo, SiteNo), i64> = BTreeMap::new();
        for line in state.holds.find(&order.hold).map(|hold| &hold.posted[..]).unwrap_or_default() {
            if let Place::Site(site) = line.place {
                *kept.entry((line.item, site)).or_default() += line.units;
            }
        }
        for fulfilment in order.fulfilments.iter().filter(|f| f.state.is_open()) {
            for line in &fulfilment.lines {
                *kept.entry((line.item, fulfilment.site)).or_default() -= line.units;
            }
        }
        if let Some(((item, site), units)) = kept.into_iter().find(|(_, units)| *units != 0) {
            return Err(format!(
                "order {} keeps {units} more of {} at {} than it is to serve",
                order.order,
                state.catalogue.item(item).item,
                state.catalogue.site(site).site
            ));
        }
    }
    Ok(())
}

/// Every unit of a line is open, cancelled or gone, each once; every minor unit it costs is open, cancelled or taken.
///
/// # Errors
/// The first line of which one is not.
pub fn order_lines_add_up(state: &Omnichannel) -> Result<(), Breach> {
    for order in state.orders.all() {
        let mut served: BTreeMap<u16, i64> = BTreeMap::new();
        for line in order.fulfilments.iter().filter(|f| f.state.is_open()).flat_map(|f| &f.lines) {
            *served.entry(line.line).or_default() += line.units;
        }
        for line in &order.lines {
            let open = if order.state == OrderState::Confirmed { line.open() } else { 0 };
            let served = served.get(&line.line).copied().unwrap_or(0);
            let money = line.money;
            let sound = served == open
                && line.open() >= 0
                && (0..=line.left).contains(&line.returned)
                && money.captured + money.cancelled <= money.total
                && (line.open() > 0 || money.captured + money.cancelled == money.total)
                && (0..=money.captured).contains(&money.refunded);
            if !sound {
                return Err(format!(
                    "order {} has a line that does not add up: {line:?}, {served} served",
                    order.order
                ));
            }
        }
    }
    Ok(())
}

/// All that must hold of orders.
///
/// # Errors
/// The first breach.
pub fn all(state: &Omnichannel) -> Result<(), Breach> {
    orders_stand_on_hold_and_payment(state)?;
    payments_are_bounded(state)?;
    allocations_are_what_orders_serve(state)?;
    order_lines_add_up(state)
}
