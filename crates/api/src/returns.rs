//! Returns over HTTP: goods come back, go where they belong, and the money with them.

mod announced;
mod body;
mod card;
mod document;
mod receipt;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Answer, Call, told};
use crate::orders::by;
use crate::problem::{Problem, Problems};
pub(crate) use announced::{announce, fresh_announced};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use body::{DisposeBody, RefundAgainBody, ReturnBody};
use document::{ReturnDocument, current, return_document};
use realtail_engine::Outcome;
use realtail_kernel::{CustomerId, Instant, OrderId, ReturnId, SaleId, SiteId};
use realtail_omnichannel::returns::{
    Dispose, DisposeLine, Place, RefundAgain, RefundState, Return, ReturnCommand, Returns,
};
use realtail_omnichannel::{Command, SiteNo};
use realtail_vocabulary::{Event, RefundTo, ReturnEvent, ReturnRules};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(take_back, list))
        .routes(routes!(get_rules, set_rules))
        .routes(routes!(get))
        .routes(routes!(dispose))
        .routes(routes!(refund))
        .merge(announced::routes())
        .merge(receipt::routes())
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReturnPage {
    returns: Vec<ReturnDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Take goods back: of an order, of a receipt, or with neither; anywhere.
///
/// The goods stand at the site at once, in the condition that goes with their disposition, and the money is on its way
/// back: never more of it than was taken. Goods that are taken instead are held in the same decision.
#[utoipa::path(post, path = "/v1/returns", tag = "returns", request_body = ReturnBody,
    responses((status = 201, body = ReturnDocument), Problems))]
async fn take_back(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<ReturnBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Serve)?;
    caller.at(body.value.site())?;
    let named = body.value.return_id().cloned();
    let command = body.value.read(&app, &caller).await?;
    let return_id = command.return_id.clone();
    let mut call = Call::new(&app, &caller, "return.take_back", &headers, &body.bytes)?;
    if let Some(named) = &named {
        call = call.named(&["return", named.as_str()], &body.bytes);
    }
    let outcome = call.submit(Command::Return(ReturnCommand::TakeBack(Box::new(command))).into()).await?;
    let return_id = first_name(&app, &outcome).unwrap_or(return_id);
    answered(&app, outcome, StatusCode::CREATED, &return_id)
}

/// The number of a return that was made up the first time.
fn first_name(app: &App, outcome: &Answer) -> Option<ReturnId> {
    let Outcome::Repeated { position, .. } = outcome else { return None };
    let entry = app.handle.entry(*position).ok()??;
    entry.events.iter().find_map(|event| match event {
        Event::Return(ReturnEvent::Accepted(accepted)) => Some(accepted.return_id.clone()),
        _ => None,
    })
}

/// The return as it is now; with the code of a gift card, for whoever asked for it.
fn answered(
    app: &App,
    outcome: Answer,
    status: StatusCode,
    return_id: &ReturnId,
) -> Result<Response, Problem> {
    let shown = || match current(app, return_id) {
        Ok(document) => (status, axum::Json(document.with_codes(app))).into_response(),
        Err(problem) => problem.into_response(),
    };
    match outcome {
        Outcome::Unchanged => Ok(shown()),
        outcome => told(app, outcome, |_, _| shown()),
    }
}

/// A key for one site changes only what came back there.
fn may_change(app: &App, caller: &Caller, return_id: &ReturnId) -> Result<(), Problem> {
    caller.may(Deed::Serve)?;
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let known = stock.returns.find(return_id).ok_or_else(|| Problem::not_found("return", return_id))?;
    caller.at(&stock.catalogue.site(known.site).site)
}

/// Say what becomes of goods that came back. What leaves the site leaves it now.
#[utoipa::path(post, path = "/v1/returns/{return}/dispose", tag = "returns", request_body = DisposeBody,
    params(("return" = ReturnId, Path)), responses((status = 200, body = ReturnDocument), Problems))]
async fn dispose(
    State(app): State<App>,
    caller: Caller,
    Segment(return_id): Segment<ReturnId>,
    headers: HeaderMap,
    body: Json<DisposeBody>,
) -> Result<Response, Problem> {
    may_change(&app, &caller, &return_id)?;
    let DisposeBody { lines, by: named } = body.value;
    let line = |line: body::DisposeLineBody| DisposeLine {
        line: line.line,
        quantity: line.quantity,
        to: line.disposition,
        shipment: line.shipment,
    };
    let command = Dispose {
        return_id: return_id.clone(),
        by: by(named, &caller)?,
        lines: lines.into_iter().map(line).collect(),
    };
    let content = [return_id.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "return.dispose", &headers, &content)?;
    let outcome = call.submit(Command::Return(ReturnCommand::Dispose(command)).into()).await?;
    answered(&app, outcome, StatusCode::OK, &return_id)
}

/// Send money on its way that a provider has declined to give back.
#[utoipa::path(post, path = "/v1/returns/{return}/refund", tag = "returns", request_body = RefundAgainBody,
    params(("return" = ReturnId, Path)), responses((status = 200, body = ReturnDocument), Problems))]
async fn refund(
    State(app): State<App>,
    caller: Caller,
    Segment(return_id): Segment<ReturnId>,
    headers: HeaderMap,
    body: Json<RefundAgainBody>,
) -> Result<Response, Problem> {
    may_change(&app, &caller, &return_id)?;
    let RefundAgainBody { refund_to, by: named } = body.value;
    let parts = {
        let replica = app.read();
        replica.machine.omnichannel.returns.find(&return_id).map_or(0, |known| known.refunds.len())
    };
    let card = match refund_to {
        RefundTo::Original => None,
        RefundTo::GiftCard => Some(card::new(&app, &return_id, parts)?),
        RefundTo::Exchange => {
            return Err(Problem::invalid("refund_to", "give it back as it was paid, or on a gift card"));
        }
    };
    let command = RefundAgain { return_id: return_id.clone(), by: by(named, &caller)?, to: refund_to, card };
    let content = [return_id.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "return.refund", &headers, &content)?;
    let outcome = call.submit(Command::Return(ReturnCommand::Refund(command)).into()).await?;
    answered(&app, outcome, StatusCode::OK, &return_id)
}

/// Read a return.
#[utoipa::path(get, path = "/v1/returns/{return}", tag = "returns",
    params(("return" = ReturnId, Path)), responses((status = 200, body = ReturnDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(return_id): Segment<ReturnId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    Ok(axum::Json(current(&app, &return_id)?).into_response())
}

/// List returns, newest first by their own time.
#[utoipa::path(get, path = "/v1/returns", tag = "returns",
    params(("site" = Option<SiteId>, Query), ("customer" = Option<CustomerId>, Query),
        ("order" = Option<OrderId>, Query), ("sale" = Option<SaleId>, Query),
        ("state" = Option<RefundState>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ReturnPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    /// Returns that are looked at for one page; others wait meanwhile.
    const LOOKED_AT_MAX: usize = 20_000;
    caller.may(Deed::Look)?;
    let site = query.one::<SiteId>("site")?;
    let customer = query.one::<CustomerId>("customer")?;
    let (order, sale) = (query.one::<OrderId>("order")?, query.one::<SaleId>("sale")?);
    let state = query.one::<String>("state")?.map(|word| state_of(&word)).transpose()?;
    let cursor = query.one::<String>("cursor")?.map(|cursor| place_of(&cursor)).transpose()?;
    let limit = query.limit()?;
    query.end()?;
    let place = cursor.unwrap_or((Instant::from_micros(i64::MAX), u32::MAX));
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let site = site.map(|site| stock.catalogue.site_no(&site)).transpose();
    let site = site.map_err(|refusal| Problem::from(&realtail_platform::Refusal::from(refusal)))?;
    let returns = &stock.returns;
    // A customer may have been told of under other numbers.
    let numbers = customer.as_ref().map(|customer| {
        let known = stock.customers.resolved(customer);
        let aliases = known.map_or(&[][..], |known| &known.aliases);
        std::iter::once(stock.customers.resolve(customer)).chain(aliases).collect::<Vec<_>>()
    });
    let fits = |known: &Return| {
        site.is_none_or(|site| known.site == site)
            && numbers.as_ref().is_none_or(|n| known.customer.as_ref().is_some_and(|c| n.contains(&c)))
            && state.is_none_or(|state| stock.refund_state(known) == state)
    };
    let of_one = || {
        let of_order = order.iter().flat_map(|order| returns.of_order(order));
        of_order.chain(sale.iter().flat_map(|sale| returns.of_sale(sale)))
    };
    if order.is_some() || sale.is_some() {
        let returns = of_one().filter(|known| fits(known)).map(|known| return_document(stock, known));
        return Ok(axum::Json(ReturnPage { returns: returns.collect(), next_cursor: None }).into_response());
    }
    let newest = newest(returns, numbers.as_deref(), site, place);
    let (mut found, mut next_cursor, mut last) = (Vec::new(), None, place);
    for (looked_at, (place, known)) in newest.enumerate() {
        if found.len() == limit || looked_at == LOOKED_AT_MAX {
            next_cursor = Some(format!("{}.{}", last.0.micros(), last.1));
            break;
        }
        last = place;
        if fits(known) {
            found.push(return_document(stock, known));
        }
    }
    Ok(axum::Json(ReturnPage { returns: found, next_cursor }).into_response())
}

/// Those behind a place in the list, the newest first: of a customer under all numbers, of a site, or all.
fn newest<'a>(
    returns: &'a Returns,
    numbers: Option<&[&CustomerId]>,
    site: Option<SiteNo>,
    place: Place,
) -> Box<dyn Iterator<Item = (Place, &'a Return)> + 'a> {
    match (numbers, site) {
        (Some(numbers), _) => {
            let of = numbers.iter().flat_map(|number| returns.of_customer(number, place));
            let mut of: Vec<_> = of.collect();
            of.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
            Box::new(of.into_iter())
        }
        (None, Some(site)) => Box::new(returns.at_site(site, place)),
        (None, None) => Box::new(returns.before(place)),
    }
}

fn state_of(word: &str) -> Result<RefundState, Problem> {
    let states = [RefundState::Refunded, RefundState::RefundPending, RefundState::RefundFailed];
    states.into_iter().find(|state| state.as_str() == word).ok_or_else(|| {
        let known = states.map(RefundState::as_str).join(", ");
        Problem::malformed(format!("state is one of {known}")).with("field", "state")
    })
}

fn place_of(cursor: &str) -> Result<Place, Problem> {
    let read = || {
        let (at, number) = cursor.split_once('.')?;
        Some((Instant::from_micros(at.parse().ok()?), number.parse().ok()?))
    };
    read().ok_or_else(|| {
        Problem::malformed("give the cursor as the page before gave it").with("field", "cursor")
    })
}

/// Say what may come back and how, as a whole.
#[utoipa::path(put, path = "/v1/returns/rules", tag = "returns", request_body = ReturnRules,
    responses((status = 200, body = ReturnRules), Problems))]
async fn set_rules(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<ReturnRules>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "return_rules.set", &headers, &body.bytes)?;
    let rules = body.value;
    let answer = || axum::Json(&rules).into_response();
    call.run(Command::Return(ReturnCommand::SetRules(Box::new(rules.clone()))), |_, _| answer(), answer).await
}

/// Read what may come back and how.
#[utoipa::path(get, path = "/v1/returns/rules", tag = "returns",
    responses((status = 200, body = ReturnRules), Problems))]
async fn get_rules(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let rules = app.read().machine.omnichannel.returns.rules();
    Ok(axum::Json(&*rules).into_response())
}
