//! Many orders in one call.

use super::body::OrderBody;
use super::document::{OrderDocument, shown};
use super::refusal;
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::calls::{Answer, key, submit};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_engine::{KeyKind, Outcome, Request};
use realtail_kernel::OrderId;
use realtail_omnichannel::{Command, Omnichannel};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use smallvec::{SmallVec, smallvec};
use std::time::Duration;

const BATCH_MAX: usize = 1_000;
/// So many orders are looked at before others may look, or decide.
const AT_A_LOOK: usize = 16;
/// About so long is the answer for an order.
const ANSWER_BYTES: usize = 2_048;

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderBatch {
    #[schema(value_type = Vec<OrderBody>, max_items = 1000)]
    orders: Vec<Box<RawValue>>,
}

/// What came of each order of a batch, in their order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OrderBatchAnswer {
    results: Vec<OrderBatchResult>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OrderBatchResult {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

struct Asked {
    order: OrderId,
    wait: Duration,
}

/// Place up to 1,000 orders, each answered on its own.
#[utoipa::path(post, path = "/v1/orders:batch", tag = "orders", request_body = OrderBatch,
    responses((status = 200, body = OrderBatchAnswer), Problems))]
pub(crate) async fn place_batch(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<OrderBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Hold)?;
    let orders = body.value.orders;
    if orders.len() > BATCH_MAX {
        return Err(Problem::invalid("orders", format!("send at most {BATCH_MAX} orders a call")));
    }
    if headers.contains_key("idempotency-key") {
        let detail =
            "a batch is many requests: give each order a number, which makes it repeatable on its own";
        return Err(Problem::malformed(detail).with("field", "Idempotency-Key"));
    }
    let asked_for = orders.len();
    let mut requests = SmallVec::with_capacity(orders.len());
    let mut asked: Vec<Result<Asked, Problem>> = Vec::with_capacity(orders.len());
    for order in &orders {
        asked.push(read(&app, &caller, order, &mut requests).await);
    }
    let outcomes = submit(&app, requests).await?;
    let waits: Vec<_> = asked.iter().flatten().map(|asked| (&asked.order, asked.wait)).collect();
    super::settle_all(&app, &waits).await;
    let mut outcomes = outcomes.into_iter();
    let mut results = Vec::with_capacity(asked.len());
    let mut asked = asked.into_iter().peekable();
    while asked.peek().is_some() {
        let replica = app.read();
        results.extend(asked.by_ref().take(AT_A_LOOK).map(|asked| match asked {
            Ok(asked) => answered(&replica.machine.omnichannel, &caller, &asked.order, outcomes.next()),
            Err(problem) => refused(problem),
        }));
    }
    Ok(crate::body::answer(&OrderBatchAnswer { results }, asked_for * ANSWER_BYTES))
}

async fn read(
    app: &App,
    caller: &Caller,
    order: &RawValue,
    requests: &mut SmallVec<[Request<realtail_platform::Command>; 1]>,
) -> Result<Asked, Problem> {
    let bytes = order.get().as_bytes();
    let body: OrderBody = crate::body::parse(bytes)?;
    let wait = Duration::from_millis(body.wait_ms);
    let named = body.order().cloned();
    let command = body.read(app, caller).await?;
    let order = command.order.clone();
    let keys = named
        .map(|named| smallvec![key(KeyKind::Thing, &["order", named.as_str()], &super::content(app, bytes))]);
    requests.push(Request {
        command: Command::PlaceOrder(Box::new(command)).into(),
        signal: compact_str::CompactString::const_new("order.place"),
        by: compact_str::CompactString::new(caller.key.as_str()),
        received_at: app.handle.now(),
        cause: caller.cause,
        keys: keys.unwrap_or_default(),
    });
    Ok(Asked { order, wait })
}

fn refused(problem: Problem) -> OrderBatchResult {
    OrderBatchResult { status: problem.status, order: None, problem: Some(problem) }
}

fn answered(
    state: &Omnichannel,
    caller: &Caller,
    order: &OrderId,
    outcome: Option<Answer>,
) -> OrderBatchResult {
    let document = match outcome {
        Some(Outcome::Done { .. } | Outcome::Repeated { .. } | Outcome::Unchanged) => {
            shown(state, caller, order)
        }
        Some(Outcome::Refused(refusal)) => Err(Problem::from(&refusal)),
        Some(Outcome::Conflict { .. }) => {
            Err(Problem::conflicting_retry("this number came with another content before"))
        }
        None => Err(Problem::from(realtail_engine::NotTaken::Stopping)),
    };
    match document {
        Ok(document) => match &document.refused {
            Some(why) => refused(refusal(why)),
            None if document.state == "placed" => {
                OrderBatchResult { status: 202, order: Some(document), problem: None }
            }
            None => OrderBatchResult { status: 201, order: Some(document), problem: None },
        },
        Err(problem) => refused(problem),
    }
}
