//! Answers in the protocol's form: its envelope, and refusals that say what is wrong.

use super::VERSION;
use crate::problem::Problem;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use realtail_omnichannel as omnichannel;
use realtail_platform::Refusal;
use serde_json::{Map, Value, json};

/// What is offered at checkouts.
const OF_CHECKOUT: [&str; 4] = ["checkout", "discount", "fulfillment", "buyer_consent"];
/// What is offered at carts.
const OF_CART: [&str; 2] = ["cart", "discount"];

/// A call that was not carried out.
#[derive(Debug)]
pub(super) struct Refused {
    problem: Problem,
    code: Option<&'static str>,
}

impl Refused {
    /// With the protocol's word for it.
    pub fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Refused {
        let kind = code.replace('_', "-");
        Refused {
            problem: Problem::new(status, &kind, "The call was not carried out", detail),
            code: Some(code),
        }
    }

    /// A request that cannot be carried out as it is.
    pub fn bad(code: &'static str, detail: impl Into<String>) -> Refused {
        Refused::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// Nothing is called so.
    pub fn not_found(what: &str, id: &str) -> Refused {
        Refused::new(StatusCode::NOT_FOUND, "not_found", format!("there is no {what} {id:?}: not found"))
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        Refused { problem, code: None }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Refused { problem, code } = self;
        match code {
            None => problem.into_response(),
            // What agents read (`code`, `content`) beside what everybody else reads here (`type`, `detail`).
            Some(code) => {
                let content = problem.detail.clone();
                problem.with("code", code).with("content", content).into_response()
            }
        }
    }
}

/// Why the engine did not carry out a command, in the protocol's words.
pub(super) fn refused(refusal: &Refusal) -> Refused {
    let Refusal::Omnichannel(refusal) = refusal else { return Problem::from(refusal).into() };
    let detail = refusal.to_string();
    match refusal {
        omnichannel::Refusal::InsufficientStock { shortages } => {
            let short = |short: &omnichannel::Shortage| {
                let omnichannel::Shortage { item, requested, available, .. } = short;
                format!("{requested} of {item} are wanted and {available} can be had")
            };
            let short: Vec<String> = shortages.iter().map(short).collect();
            Refused::bad("out_of_stock", format!("Insufficient stock: {}", short.join(", ")))
        }
        omnichannel::Refusal::Unknown { what, id } => match what {
            omnichannel::Thing::Item => Refused::bad("not_found", format!("Product {id} not found")),
            what => Refused::not_found(what.as_str(), id),
        },
        omnichannel::Refusal::WrongState { .. } | omnichannel::Refusal::ConflictingRetry { .. } => {
            Refused::new(StatusCode::CONFLICT, "conflict", detail)
        }
        omnichannel::Refusal::Invalid { .. } => Refused::bad("invalid_request", detail),
        _ => Problem::from(&Refusal::from(refusal.clone())).into(),
    }
}

/// The same key came with another request before.
pub(super) fn key_reused() -> Refused {
    let detail = "this Idempotency-Key came with another request before; give each request a key of its own";
    Refused::new(StatusCode::CONFLICT, "idempotency_conflict", detail)
}

fn capabilities(names: &[&str]) -> Value {
    let named = names.iter().map(|name| (format!("dev.ucp.shopping.{name}"), json!([{"version": VERSION}])));
    Value::Object(named.collect::<Map<String, Value>>())
}

/// The head of an answer about a checkout.
pub(super) fn of_checkout() -> Value {
    json!({
        "version": VERSION,
        "status": "success",
        "capabilities": capabilities(&OF_CHECKOUT),
        "payment_handlers": super::profile::handlers(),
    })
}

/// The head of an answer about a cart.
pub(super) fn of_cart() -> Value {
    json!({"version": VERSION, "status": "success", "capabilities": capabilities(&OF_CART)})
}

/// The head of an answer about an order.
pub(super) fn of_order() -> Value {
    json!({"version": VERSION, "status": "success", "capabilities": capabilities(&["order"])})
}

pub(super) fn respond(status: StatusCode, document: Value) -> Response {
    (status, Json(document)).into_response()
}
