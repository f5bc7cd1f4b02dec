//! Which steps are legal where, and the refusal that names them.

use super::{Fulfilment, FulfilmentState, Order, OrderState};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::OrderId;
use realtail_vocabulary::{DeliveryMethod, fulfilment_name};
use serde::{Deserialize, Serialize};

/// Something that may be done to an order or a fulfilment, in the contract's words.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = OrderStep)]
pub enum Step {
    /// Take it on.
    Accept,
    /// Take the goods off the shelf.
    Pick,
    /// Lay them ready.
    Stage,
    /// Say that the shopper is there.
    Arrive,
    /// Give them to the shopper.
    HandOver,
    /// Give them to a carrier.
    Ship,
    /// Say that the carrier has brought them.
    Deliver,
    /// Say that the site cannot serve it.
    Reject,
    /// Bring goods back to their place.
    PutBack,
    /// Let another site serve it.
    Route,
    /// Give up part or all of it.
    Cancel,
    /// Give money back.
    Refund,
    /// Bring goods back.
    Return,
}

impl Step {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Accept => "accept",
            Step::Pick => "pick",
            Step::Stage => "stage",
            Step::Arrive => "arrive",
            Step::HandOver => "hand_over",
            Step::Ship => "ship",
            Step::Deliver => "deliver",
            Step::Reject => "reject",
            Step::PutBack => "put_back",
            Step::Route => "route",
            Step::Cancel => "cancel",
            Step::Refund => "refund",
            Step::Return => "return",
        }
    }
}

impl Fulfilment {
    /// What may be done next.
    pub fn legal(&self) -> Vec<Step> {
        use FulfilmentState as At;
        let sent = matches!(self.method, DeliveryMethod::Ship | DeliveryMethod::Deliver);
        let mut legal = match self.state {
            At::Parked => vec![Step::Route, Step::Cancel],
            At::Released => vec![Step::Accept, Step::Pick, Step::Arrive, Step::Reject, Step::Cancel],
            At::Picking => vec![Step::Pick, Step::Arrive, Step::Reject, Step::Cancel],
            At::Picked if sent => vec![Step::Stage, Step::Ship, Step::Reject, Step::Cancel],
            At::Picked => vec![Step::Stage, Step::Arrive, Step::HandOver, Step::Reject, Step::Cancel],
            At::Staged if sent => vec![Step::Ship, Step::Reject, Step::Cancel],
            At::Staged => vec![Step::Arrive, Step::HandOver, Step::Reject, Step::Cancel],
            At::Arrived => vec![Step::Pick, Step::HandOver, Step::Reject, Step::Cancel],
            At::Shipped => vec![Step::Deliver, Step::Return],
            At::HandedOver | At::Delivered => vec![Step::Return],
            At::Rejected | At::Cancelled | At::Uncollected => Vec::new(),
        };
        if self.state == At::Arrived && self.is_picked() {
            legal.retain(|step| *step != Step::Pick);
        } else if self.state == At::Arrived {
            legal.retain(|step| *step != Step::HandOver);
        }
        if sent || self.state == At::Arrived {
            legal.retain(|step| *step != Step::Arrive);
        }
        if !self.put_back.is_empty() {
            legal.push(Step::PutBack);
        }
        legal
    }

    /// Whether all of it is off the shelf.
    pub fn is_picked(&self) -> bool {
        self.lines.iter().all(|line| line.picked >= line.units)
    }
}

impl Order {
    /// What may be done to it as a whole.
    pub fn legal(&self) -> Vec<Step> {
        let mut legal = Vec::new();
        if matches!(self.state, OrderState::Placed | OrderState::Confirmed)
            && self.lines.iter().any(|line| line.open() > 0)
        {
            legal.push(Step::Cancel);
        }
        if self.lines.iter().any(|line| line.left > line.returned) {
            legal.push(Step::Return);
        }
        if self.lines.iter().any(|line| line.money.captured > line.money.refunded) {
            legal.push(Step::Refund);
        }
        legal
    }
}

/// The fulfilment, if `step` is legal where it stands.
pub(super) fn legal<'a>(
    state: &'a Omnichannel,
    order: &OrderId,
    fulfilment: u16,
    step: Step,
) -> Result<(&'a Order, &'a Fulfilment), Refusal> {
    let order = state.orders.get(order)?;
    let name = || fulfilment_name(&order.order, fulfilment).to_string();
    let known = order
        .fulfilment(fulfilment)
        .ok_or_else(|| Refusal::Unknown { what: Thing::Fulfilment, id: name() })?;
    let legal = known.legal();
    if legal.contains(&step) {
        return Ok((order, known));
    }
    Err(Refusal::IllegalStep {
        what: format!("fulfilment {}", name()),
        step: step.as_str().to_owned(),
        state: known.state.as_str().to_owned(),
        legal: legal.into_iter().map(|step| step.as_str().to_owned()).collect(),
    })
}
