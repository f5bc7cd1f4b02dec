//! Returns that are begun from afar, over HTTP: told beforehand, and taken back under the same number when they are there.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Answer, Call, key};
use crate::orders::by;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_engine::{KeyKind, Outcome};
use realtail_kernel::{CustomerId, Instant, ItemId, Label, OrderId, Quantity, ReturnId, Word};
use realtail_omnichannel::returns::{Announce, Announced, ReturnCommand};
use realtail_omnichannel::{Command, Omnichannel};
use realtail_vocabulary::{AnnouncedLine, Event, ReturnEvent};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(begin, list)).routes(routes!(get))
}

/// A return that is to come.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnnounceReturnBody)]
pub(crate) struct AnnounceBody {
    /// Its number; made up where none is given. The same number again gives the same answer.
    #[serde(rename = "return")]
    return_id: Option<ReturnId>,
    order: OrderId,
    #[schema(min_items = 1, max_items = 500)]
    lines: Vec<AnnouncedLine>,
    /// Who tells it, by a name that is no person's.
    by: Option<Word>,
}

/// A line of what is to come back.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AnnouncedLineDocument {
    /// The line of the order.
    line: u16,
    item: ItemId,
    name: Label,
    quantity: Quantity,
    reason: Word,
}

/// A return that is to come: nothing has moved and no money has gone back yet.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AnnouncedDocument {
    /// Its number. `POST /v1/returns` takes the goods back under it.
    #[serde(rename = "return")]
    return_id: ReturnId,
    order: OrderId,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    by: Word,
    announced_at: Instant,
    /// Until when the goods are waited for.
    expires_at: Instant,
    lines: Vec<AnnouncedLineDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AnnouncedPage {
    returns: Vec<AnnouncedDocument>,
}

/// A number that can be read aloud at the counter: ten digits.
pub(crate) fn fresh_announced() -> Result<ReturnId, Problem> {
    let drawn = uuid::Uuid::new_v4().as_u128() % 10_000_000_000;
    ReturnId::new(format!("R-{drawn:010}")).map_err(Problem::fault)
}

fn document(state: &Omnichannel, known: &Announced) -> AnnouncedDocument {
    let announced = &known.announced;
    let order = state.orders.find(&announced.order);
    let line = |line: &AnnouncedLine| {
        let item = state.catalogue.item(order?.line(line.line)?.item);
        Some(AnnouncedLineDocument {
            line: line.line,
            item: item.item.clone(),
            name: item.name.clone(),
            quantity: line.quantity,
            reason: line.reason.clone(),
        })
    };
    AnnouncedDocument {
        return_id: announced.return_id.clone(),
        order: announced.order.clone(),
        customer: announced.customer.clone(),
        by: announced.by.clone(),
        announced_at: known.announced_at,
        expires_at: announced.expires_at,
        lines: announced.lines.iter().filter_map(line).collect(),
    }
}

fn current(app: &App, return_id: &ReturnId) -> Result<AnnouncedDocument, Problem> {
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let known = state.returns.find_announced(return_id).filter(|known| known.is_waited_for(now));
    Ok(document(state, known.ok_or_else(|| Problem::not_found("announced return", return_id))?))
}

/// The number that was made up the first time, and of now where there was no first time.
fn settled(app: &App, outcome: Answer, return_id: ReturnId) -> Result<ReturnId, Problem> {
    match outcome {
        Outcome::Done { .. } | Outcome::Unchanged => Ok(return_id),
        Outcome::Refused(refusal) => Err(Problem::from(&refusal)),
        Outcome::Conflict { kind: KeyKind::Request } => Err(Problem::key_reused()),
        Outcome::Conflict { .. } => {
            Err(Problem::conflicting_retry("this number came with another content before"))
        }
        Outcome::Repeated { position, .. } => {
            let entry = app.handle.entry(position).map_err(Problem::fault)?;
            let entry = entry.ok_or_else(|| Problem::fault(format!("entry {position} is missing")))?;
            if let Some(refusal) = &entry.refusal {
                return Err(Problem::from(refusal));
            }
            let first = entry.events.iter().find_map(|event| match event {
                Event::Return(ReturnEvent::Announced(announced)) => Some(announced.return_id.clone()),
                _ => None,
            });
            Ok(first.unwrap_or(return_id))
        }
    }
}

/// Begins a return, once under a name: what the assistant does with a plain yes.
pub(crate) async fn announce(
    app: &App,
    caller: &Caller,
    command: Announce,
    once: &str,
) -> Result<ReturnId, Problem> {
    let return_id = command.return_id.clone();
    let mut call = Call::keyed(app, caller, "return.announce", None, b"");
    let lines = serde_json::to_vec(&command.lines).map_err(Problem::fault)?;
    call.keys.push(key(KeyKind::Request, &["return.announce", once], &lines));
    let outcome = call.submit(Command::Return(ReturnCommand::Announce(command)).into()).await?;
    settled(app, outcome, return_id)
}

/// Begin a return from afar: the goods are still with the shopper, so nothing moves and no money goes back yet.
///
/// It is checked as at the counter. Taken back under its number, at any site, the goods become a return like any other;
/// what nobody brings within 30 days is waited for no more.
#[utoipa::path(post, path = "/v1/returns/announced", tag = "returns", request_body = AnnounceBody,
    responses((status = 201, body = AnnouncedDocument), Problems))]
async fn begin(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<AnnounceBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Hold)?;
    let AnnounceBody { return_id: named, order, lines, by: teller } = body.value;
    let return_id = named.clone().map_or_else(fresh_announced, Ok)?;
    let command = Announce { return_id: return_id.clone(), order, by: by(teller, &caller)?, lines };
    let mut call = Call::new(&app, &caller, "return.announce", &headers, &body.bytes)?;
    if let Some(named) = &named {
        call = call.named(&["announced", named.as_str()], &body.bytes);
    }
    let outcome = call.submit(Command::Return(ReturnCommand::Announce(command)).into()).await?;
    let is_repeated = matches!(outcome, Outcome::Repeated { .. });
    let return_id = settled(&app, outcome, return_id)?;
    let mut answer = (StatusCode::CREATED, axum::Json(current(&app, &return_id)?)).into_response();
    if is_repeated {
        let name = axum::http::HeaderName::from_static("idempotent-replayed");
        answer.headers_mut().insert(name, axum::http::HeaderValue::from_static("true"));
    }
    Ok(answer)
}

/// List returns that are to come, the newest first.
#[utoipa::path(get, path = "/v1/returns/announced", tag = "returns",
    params(("customer" = Option<CustomerId>, Query), ("order" = Option<OrderId>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = AnnouncedPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let customer = query.one::<CustomerId>("customer")?;
    let order = query.one::<OrderId>("order")?;
    let limit = query.limit()?;
    query.end()?;
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let customer = customer.as_ref().map(|customer| state.customers.resolve(customer));
    let fits = |known: &&Announced| {
        let announced = &known.announced;
        let of = announced.customer.as_ref().map(|of| state.customers.resolve(of));
        order.as_ref().is_none_or(|order| announced.order == *order) && (customer.is_none() || of == customer)
    };
    let mut found: Vec<&Announced> = state.returns.all_announced(now).filter(fits).collect();
    found.sort_by_key(|known| std::cmp::Reverse(known.announced_at));
    let returns = found.into_iter().take(limit).map(|known| document(state, known)).collect();
    Ok(axum::Json(AnnouncedPage { returns }).into_response())
}

/// Read a return that is to come.
#[utoipa::path(get, path = "/v1/returns/announced/{return}", tag = "returns",
    params(("return" = ReturnId, Path)), responses((status = 200, body = AnnouncedDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(return_id): Segment<ReturnId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    Ok(axum::Json(current(&app, &return_id)?).into_response())
}
