//! What happened to an order since, read off the log, in the protocol's words.

use super::super::answer::Refused;
use crate::app::App;
use crate::calls::Logged;
use crate::problem::Problem;
use realtail_kernel::{Instant, Position};
use realtail_omnichannel::order::Order;
use realtail_vocabulary::{Checkout, Event, LineQuantity, OrderEvent, fulfilment_name};
use serde_json::{Value, json};
use std::sync::Arc;

/// Entries that are looked at; an order has seldom more than a dozen.
const ENTRIES_MAX: usize = 200;

/// The steps of an order with their times.
pub(super) struct History {
    steps: Vec<(Position, Instant, OrderEvent)>,
}

impl History {
    /// Reads what stands in the log of an order.
    pub async fn of(app: &App, order: &Order) -> Result<History, Refused> {
        // Only what is durable stands in the log.
        app.settled().await;
        let reading = (app.clone(), order.history.clone(), order.order.clone());
        let read = move || {
            let (app, positions, order) = reading;
            let mut steps = Vec::new();
            for position in positions.into_iter().take(ENTRIES_MAX) {
                let entry = entry(&app, position)?;
                let own = entry.events.iter().filter_map(|event| match event {
                    Event::Order(event) if event.order() == Some(&order) => Some(event.clone()),
                    _ => None,
                });
                steps.extend(own.map(|event| (position, entry.at, event)));
            }
            Ok::<History, Problem>(History { steps })
        };
        Ok(tokio::task::spawn_blocking(read).await.map_err(Problem::fault)??)
    }

    /// What happened to its parcels.
    pub fn parcels(&self, order: &Order, checkout: &Checkout) -> Vec<Value> {
        let parcel = |(_, at, event): &(Position, Instant, OrderEvent)| {
            let (fulfilment, kind) = match event {
                OrderEvent::Staged { fulfilment, .. } => (*fulfilment, "ready_for_pickup"),
                OrderEvent::Shipped { fulfilment, .. } => (*fulfilment, "shipped"),
                OrderEvent::HandedOver { fulfilment, .. } | OrderEvent::Delivered { fulfilment, .. } => {
                    (*fulfilment, "delivered")
                }
                OrderEvent::Uncollected { fulfilment, .. } => (*fulfilment, "returned_to_sender"),
                _ => return None,
            };
            let known = order.fulfilment(fulfilment)?;
            let name = |line: u16| checkout.lines.get((line as usize).checked_sub(1)?);
            let line = |line: &realtail_omnichannel::order::FulfilmentLine| {
                Some(json!({"id": name(line.line)?.line, "quantity": line.units}))
            };
            let mut shown = json!({
                "id": format!("{}-{kind}", fulfilment_name(&order.order, fulfilment)),
                "occurred_at": at,
                "type": kind,
                "line_items": known.lines.iter().filter_map(line).collect::<Vec<_>>(),
            });
            if let OrderEvent::Shipped { carrier, tracking, .. } = event {
                shown["carrier"] = json!(carrier);
                if let Some(tracking) = tracking {
                    shown["tracking_number"] = json!(tracking);
                }
            }
            Some(shown)
        };
        self.steps.iter().filter_map(parcel).collect()
    }

    /// What was taken off it, and what was given back.
    pub fn adjustments(&self, checkout: &Checkout) -> Vec<Value> {
        let adjustment = |(position, at, event): &(Position, Instant, OrderEvent)| {
            let (order, kind, lines, amount, reason): (_, _, &[LineQuantity], _, _) = match event {
                OrderEvent::Cancelled { order, lines, amount, reason, .. } => {
                    (order, "cancellation", lines, *amount, reason)
                }
                OrderEvent::Refunded { order, amount, reason, .. } => (order, "refund", &[], *amount, reason),
                _ => return None,
            };
            let line = |line: &LineQuantity| {
                let known = checkout.lines.get((line.line as usize).checked_sub(1)?)?;
                Some(json!({"id": known.line, "quantity": -line.quantity.units()}))
            };
            let mut shown = json!({
                "id": format!("{order}-{kind}-{position}"),
                "type": kind,
                "occurred_at": at,
                "status": "completed",
                "description": reason,
                "totals": [{"type": "total", "amount": -amount}],
            });
            if !lines.is_empty() {
                shown["line_items"] = lines.iter().filter_map(line).collect();
            }
            Some(shown)
        };
        self.steps.iter().filter_map(adjustment).collect()
    }
}

fn entry(app: &App, position: Position) -> Result<Arc<Logged>, Problem> {
    if let Some(seen) = app.feed.get(position) {
        return Ok(seen.entry);
    }
    let entry = app.handle.entry(position).map_err(Problem::fault)?;
    entry.map(Arc::new).ok_or_else(|| Problem::fault(format!("entry {position} is missing")))
}
