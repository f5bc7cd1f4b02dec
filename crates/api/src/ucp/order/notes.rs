//! What somebody else told of an order: read, and shown as it was told.

use super::super::answer::Refused;
use axum::http::StatusCode;
use realtail_kernel::{Instant, OrderId, Word};
use realtail_omnichannel::NoteOrder;
use realtail_vocabulary::{AdjustmentNote, ParcelNote};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct OrderBody {
    fulfillment: Option<FulfillmentBody>,
    adjustments: Option<Vec<AdjustmentBody>>,
}

#[derive(Deserialize)]
struct FulfillmentBody {
    events: Option<Vec<EventBody>>,
}

#[derive(Deserialize)]
struct EventBody {
    id: Word,
    occurred_at: Instant,
    #[serde(rename = "type")]
    kind: Word,
    #[serde(default)]
    line_items: Vec<LineBody>,
    tracking_number: Option<Word>,
    tracking_url: Option<String>,
    description: Option<Word>,
}

#[derive(Deserialize)]
struct LineBody {
    id: Word,
    quantity: u32,
}

#[derive(Deserialize)]
struct AdjustmentBody {
    id: Word,
    #[serde(rename = "type")]
    kind: Word,
    occurred_at: Instant,
    status: Status,
    amount: Option<i64>,
    description: Option<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    Completed,
    Failed,
}

impl Status {
    fn as_str(&self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Completed => "completed",
            Status::Failed => "failed",
        }
    }
}

/// What an order that came back says more than we know; events of our own among it are known by their names.
pub(super) fn read(order: &OrderId, bytes: &[u8]) -> Result<NoteOrder, Refused> {
    let wrong = |e: serde_json::Error| {
        Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid_request", e.to_string())
    };
    let body: OrderBody = serde_json::from_slice(bytes).map_err(wrong)?;
    let ours = format!("{order}-");
    let theirs = |event: &EventBody| !event.id.as_str().starts_with(&ours);
    let events = body.fulfillment.and_then(|f| f.events).unwrap_or_default();
    let adjustments = body.adjustments.unwrap_or_default();
    Ok(NoteOrder {
        order: order.clone(),
        parcels: events.into_iter().filter(theirs).map(parcel_of).collect(),
        adjustments: adjustments
            .into_iter()
            .filter(|a| !a.id.as_str().starts_with(&ours))
            .map(adjusted)
            .collect(),
    })
}

fn parcel_of(event: EventBody) -> ParcelNote {
    ParcelNote {
        note: event.id,
        at: event.occurred_at,
        kind: event.kind,
        lines: event.line_items.into_iter().map(|line| (line.id, line.quantity)).collect(),
        tracking: event.tracking_number,
        tracking_url: event.tracking_url.filter(|url| url.len() <= 2_000),
        description: event.description,
    }
}

fn adjusted(adjustment: AdjustmentBody) -> AdjustmentNote {
    AdjustmentNote {
        note: adjustment.id,
        at: adjustment.occurred_at,
        kind: adjustment.kind,
        state: Word::new(adjustment.status.as_str()).expect("a word"),
        amount: adjustment.amount,
        description: adjustment.description,
    }
}

pub(super) fn parcel(note: &ParcelNote) -> Value {
    let lines: Vec<Value> =
        note.lines.iter().map(|(line, quantity)| json!({"id": line, "quantity": quantity})).collect();
    let mut shown = json!({"id": note.note, "occurred_at": note.at, "type": note.kind, "line_items": lines});
    for (name, value) in [
        ("tracking_number", note.tracking.as_ref().map(Word::as_str)),
        ("tracking_url", note.tracking_url.as_deref()),
        ("description", note.description.as_ref().map(Word::as_str)),
    ] {
        if let Some(value) = value {
            shown[name] = json!(value);
        }
    }
    shown
}

pub(super) fn adjustment(note: &AdjustmentNote) -> Value {
    let mut shown = json!({"id": note.note, "type": note.kind, "occurred_at": note.at, "status": note.state});
    if let Some(amount) = note.amount {
        shown["amount"] = json!(amount);
    }
    if let Some(description) = &note.description {
        shown["description"] = json!(description);
    }
    shown
}
