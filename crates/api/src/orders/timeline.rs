//! All that happened to an order, read off the log.

use super::contact::{self, OrderContact};
use super::document::TimelineStep;
use crate::app::App;
use crate::calls::{Logged, entry};
use crate::events::data_of;
use crate::problem::Problem;
use realtail_kernel::{OrderId, Position};
use realtail_vocabulary::{Event, OrderEvent, ReturnEvent, ReturnOf, RoutingAnswer};

/// What of it is shown; more is in the log.
const STEPS_MAX: usize = 200;

/// All that is read off the log for an order.
pub(super) struct Story {
    /// What happened to it.
    pub steps: Vec<TimelineStep>,
    /// The newest answer of the router for it.
    pub routing: Option<Box<RoutingAnswer>>,
    /// Whom it is for.
    pub contact: Option<OrderContact>,
}

/// All that happened to an order.
pub(super) async fn of(app: &App, order: &OrderId) -> Result<Story, Problem> {
    let positions: Vec<Position> = {
        let replica = app.read();
        let known = replica.machine.omnichannel.orders.find(order);
        known
            .map(|order| order.history.iter().rev().take(STEPS_MAX).rev().copied().collect())
            .unwrap_or_default()
    };
    // Only what is durable stands in the log.
    app.settled().await;
    let reading = (app.clone(), order.clone());
    let read = move || {
        let (app, order) = reading;
        let (mut steps, mut routing, mut contact) = (Vec::new(), None, None);
        for position in positions {
            let entry = entry(&app, position)?;
            steps.extend(steps_of(&order, position, &entry));
            routing = routed(&order, &entry).or(routing);
            contact = contact.or_else(|| contact::of(&app, &order, &entry));
        }
        Ok(Story { steps, routing, contact })
    };
    tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?
}

fn steps_of(order: &OrderId, position: Position, entry: &Logged) -> Vec<TimelineStep> {
    let own = entry.events.iter().filter(|event| is_about(order, event));
    let step = |event: &Event| TimelineStep {
        at: entry.at,
        what: event.kind(),
        by: entry.by.to_string(),
        position,
        detail: detail(event),
    };
    own.map(step).collect()
}

fn is_about(order: &OrderId, event: &Event) -> bool {
    match event {
        Event::Order(event) => event.order() == Some(order),
        // Of several orders in one entry there are none: what is asked in it is of the one it is about.
        Event::Payment(_) => true,
        Event::Return(ReturnEvent::Accepted(accepted)) => accepted.of == ReturnOf::Order(order.clone()),
        Event::Return(_) => true,
        _ => false,
    }
}

/// What the step says, without what the order itself shows.
fn detail(event: &Event) -> serde_json::Value {
    let mut data = data_of(event);
    if let serde_json::Value::Object(map) = &mut data {
        for known in ["order", "lines", "price", "routing", "planned", "postings", "delivery", "payments"] {
            let is_long = !matches!(
                event,
                Event::Order(
                    OrderEvent::Cancelled { .. } | OrderEvent::Picked { .. } | OrderEvent::Rejected { .. }
                )
            );
            if known != "lines" || is_long {
                map.remove(known);
            }
        }
    }
    data
}

fn routed(order: &OrderId, entry: &Logged) -> Option<Box<RoutingAnswer>> {
    entry.events.iter().rev().find_map(|event| match event {
        Event::Order(OrderEvent::Placed(placed)) if placed.order == *order => placed.routing.clone(),
        Event::Order(OrderEvent::Confirmed { order: about, routing, .. }) if about == order => {
            routing.clone()
        }
        Event::Order(OrderEvent::Rerouted { order: about, routing, .. }) if about == order => {
            Some(routing.clone())
        }
        _ => None,
    })
}
