//! A payment as it is shown.

use super::document::{PaymentSummary, payment_summary};
use crate::app::App;
use crate::body::Segment;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Currency, OrderId, PaymentId, ReturnId, Word};
use realtail_omnichannel::payment::{Ask, AskState};
use realtail_vocabulary::PaymentOperation;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get))
}

/// A payment.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PaymentDocument {
    #[serde(flatten)]
    summary: PaymentSummary,
    order: OrderId,
    currency: Currency,
    /// The provider's own number of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<Word>,
    /// What the provider was asked, the first first.
    asks: Vec<AskDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AskDocument {
    ask: usize,
    operation: PaymentOperation,
    amount: i64,
    /// `waiting`, `unsure`, `done` or `declined`.
    #[schema(value_type = String)]
    state: &'static str,
    /// The provider's word for why it declined.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Word>,
    #[serde(rename = "return", skip_serializing_if = "Option::is_none")]
    return_id: Option<ReturnId>,
}

fn ask_document((n, ask): (usize, &Ask)) -> AskDocument {
    let (state, code) = match &ask.state {
        AskState::Waiting => ("waiting", None),
        AskState::Unsure => ("unsure", None),
        AskState::Done => ("done", None),
        AskState::Declined(code) => ("declined", Some(code.clone())),
    };
    let (operation, amount, return_id) = (ask.operation, ask.amount, ask.return_id.clone());
    AskDocument { ask: n + 1, operation, amount, state, code, return_id }
}

/// Read a payment: what was authorised, taken and given back, and what the provider still has to answer.
#[utoipa::path(get, path = "/v1/payments/{payment}", tag = "orders",
    params(("payment" = PaymentId, Path)), responses((status = 200, body = PaymentDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(payment): Segment<PaymentId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let known = replica.machine.omnichannel.payments.get(&payment);
    let known = known.map_err(|_| Problem::not_found("payment", &payment))?;
    let document = PaymentDocument {
        summary: payment_summary(known),
        order: known.order.clone(),
        currency: known.currency,
        reference: known.reference.clone(),
        asks: known.asks.iter().enumerate().map(ask_document).collect(),
    };
    drop(replica);
    Ok(axum::Json(document).into_response())
}
