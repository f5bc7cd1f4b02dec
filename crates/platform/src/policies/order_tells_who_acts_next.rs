//! When an order goes a step, whoever acts next is told: associates, the shopper, a manager.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, OrderId, Policy, SiteId};
use realtail_omnichannel::order::Fulfilment;
use realtail_vocabulary::{
    Action, Clock, Event, OrderEvent, PaymentEvent, PaymentOperation, PlannedFulfilment, ProviderAnswer,
};

pub(super) struct OrderTellsWhoActsNext;

impl Policy<Retail> for OrderTellsWhoActsNext {
    fn name(&self) -> &'static str {
        "order_tells_who_acts_next"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let actions = match event {
            Event::Order(event) => of_order(event, retail),
            Event::Payment(event) => of_payment(event, retail).into_iter().collect(),
            _ => Vec::new(),
        };
        actions.into_iter().map(Command::Act).collect()
    }
}

fn of_order(event: &OrderEvent, retail: &Retail) -> Vec<Action> {
    let orders = &retail.omnichannel.orders;
    let channel = |order: &OrderId| orders.find(order).map(|order| order.channel.clone());
    let one = |action: Option<Action>| action.into_iter().collect();
    match event {
        OrderEvent::Confirmed { order, fulfilments, .. }
        | OrderEvent::Rerouted { order, fulfilments, .. } => {
            fulfilments.iter().filter_map(|fulfilment| assigned(order, fulfilment, retail)).collect()
        }
        OrderEvent::Refused { order, why } => one(channel(order).map(|channel| Action::OrderRefused {
            order: order.clone(),
            channel,
            why: why.clone(),
        })),
        OrderEvent::Cancelled { order, amount, .. } => one(channel(order)
            .map(|channel| Action::OrderReduced { order: order.clone(), channel, amount: *amount })),
        OrderEvent::Staged { order, fulfilment, .. } => one(site(retail, order, *fulfilment)
            .map(|site| Action::OrderReady { order: order.clone(), fulfilment: *fulfilment, site })),
        OrderEvent::Arrived { order, fulfilment, .. } => one(site(retail, order, *fulfilment)
            .map(|site| Action::ShopperArrived { order: order.clone(), fulfilment: *fulfilment, site })),
        OrderEvent::Shipped { order, fulfilment, carrier, .. } => {
            let (order, carrier) = (order.clone(), carrier.clone());
            vec![Action::OrderOnItsWay { order, fulfilment: *fulfilment, carrier }]
        }
        // That a parked part was looked at again in vain is nobody's concern.
        OrderEvent::Late { clock: Clock::Parked, .. } => Vec::new(),
        OrderEvent::Late { order, fulfilment, clock, .. } => {
            one(site(retail, order, *fulfilment).map(|site| Action::FulfilmentLate {
                order: order.clone(),
                fulfilment: *fulfilment,
                site,
                clock: *clock,
            }))
        }
        OrderEvent::Placed(_)
        | OrderEvent::Claimed { .. }
        | OrderEvent::Picked { .. }
        | OrderEvent::HandedOver { .. }
        | OrderEvent::Delivered { .. }
        | OrderEvent::Rejected { .. }
        | OrderEvent::PutBack { .. }
        | OrderEvent::Uncollected { .. }
        | OrderEvent::Refunded { .. }
        | OrderEvent::Completed { .. }
        | OrderEvent::LimitsSet(_) => Vec::new(),
    }
}

/// What is parked, and what has gone over the counter already, is nobody's task.
fn assigned(order: &OrderId, planned: &PlannedFulfilment, retail: &Retail) -> Option<Action> {
    let known = retail.omnichannel.orders.find(order)?.fulfilment(planned.fulfilment)?;
    (planned.parked.is_none() && known.is_to_pick()).then(|| Action::TaskAssigned {
        order: order.clone(),
        fulfilment: planned.fulfilment,
        site: planned.site.clone(),
    })
}

fn site(retail: &Retail, order: &OrderId, fulfilment: u16) -> Option<SiteId> {
    let known: &Fulfilment = retail.omnichannel.orders.find(order)?.fulfilment(fulfilment)?;
    Some(retail.omnichannel.catalogue.site(known.site).site.clone())
}

/// An order whose payment is declined is refused, and that is told; what fails later needs a person.
fn of_payment(event: &PaymentEvent, retail: &Retail) -> Option<Action> {
    let PaymentEvent::Answered { payment, ask, operation, answer: ProviderAnswer::Declined { .. } } = event
    else {
        return None;
    };
    if *operation == PaymentOperation::Authorise {
        return None;
    }
    let known = retail.omnichannel.payments.get(payment).ok()?;
    let asked = (*ask as usize).checked_sub(1).and_then(|n| known.asks.get(n));
    Some(Action::PaymentFailed {
        payment: payment.clone(),
        order: known.order.clone(),
        operation: *operation,
        return_id: asked.and_then(|asked| asked.return_id.clone()),
    })
}
