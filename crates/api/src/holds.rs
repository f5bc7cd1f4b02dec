//! Holds over HTTP.

mod document;

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::{Answer, Call, idempotency_key, submit, told};
use crate::problem::{Problem, Problems};
use axum::extract::{self, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
pub(crate) use document::{HoldDocument, as_placed, current, hold_document, placed, respond};
use realtail_engine::{Outcome, Request};
use realtail_kernel::{Channel, HoldId, ItemId, OwnerId, Quantity, RegionId, SiteId};
use realtail_omnichannel::{Command, Extend, Hold, Place, PlaceHold, PostHold, PostLine};
use realtail_vocabulary::{HoldLine, HoldPlace, PostAs};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use utoipa_axum::{router::OpenApiRouter, routes};

const BATCH_MAX: usize = 1_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(place, list))
        .routes(routes!(place_batch))
        .routes(routes!(get))
        .routes(routes!(post))
        .routes(routes!(void))
        .routes(routes!(extend))
        .routes(routes!(fulfil))
        .routes(routes!(release))
}

/// One line that is to be held: at a site, or anywhere in a region.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineBody {
    item: ItemId,
    quantity: Quantity,
    site: Option<SiteId>,
    region: Option<RegionId>,
}

/// A hold that is asked for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldBody {
    /// Its name; made up where none is given. The same name again gives the same answer.
    hold: Option<HoldId>,
    /// Whose it is. A hold never blocks its own owner.
    owner: OwnerId,
    channel: Channel,
    /// For how long, up to thirty days.
    #[schema(minimum = 1, maximum = 2_592_000_000_i64)]
    expires_in_ms: i64,
    #[schema(min_items = 1, max_items = 1000)]
    lines: SmallVec<[LineBody; 1]>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldBatch {
    #[schema(max_items = 1000)]
    holds: Vec<HoldBody>,
}

/// Part of a hold that is to be taken.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostLineBody {
    item: ItemId,
    quantity: Quantity,
    /// From where, if the hold leaves a choice.
    site: Option<SiteId>,
}

#[derive(Default, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostBody {
    /// What is taken; all where nothing is said. The rest is given back.
    lines: Option<Vec<PostLineBody>>,
    /// What it becomes.
    #[serde(default, rename = "as")]
    post_as: PostAs,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExtendBody {
    /// For how long from now.
    #[schema(minimum = 1, maximum = 2_592_000_000_i64)]
    expires_in_ms: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct HoldPage {
    holds: Vec<HoldDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What came of each hold of a batch, in their order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BatchAnswer {
    results: Vec<BatchResult>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BatchResult {
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    hold: Option<HoldDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Problem>,
}

impl LineBody {
    fn read(self, n: usize) -> Result<HoldLine, Problem> {
        let place = match (self.site, self.region) {
            (Some(site), None) => HoldPlace::Site(site),
            (None, Some(region)) => HoldPlace::Region(region),
            _ => {
                let field = format!("lines[{n}].site");
                let detail = format!("{field}: a line names either a site or a region");
                return Err(Problem::malformed(detail).with("field", field));
            }
        };
        Ok(HoldLine { item: self.item, quantity: self.quantity, place })
    }
}

impl HoldBody {
    fn read(self, caller: &Caller) -> Result<PlaceHold, Problem> {
        let HoldBody { hold, owner, channel, expires_in_ms, lines } = self;
        caller.on(&channel)?;
        let lines: SmallVec<[HoldLine; 1]> =
            lines.into_iter().enumerate().map(|(n, line)| line.read(n)).collect::<Result<_, _>>()?;
        for line in &lines {
            match &line.place {
                HoldPlace::Site(site) => caller.at(site)?,
                HoldPlace::Region(region) if caller.is_bound() => {
                    return Err(Problem::forbidden(format!(
                        "this key is for one site, not for region {region}"
                    )));
                }
                HoldPlace::Region(_) => (),
            }
        }
        let hold = match hold {
            Some(hold) => hold,
            None => fresh_hold()?,
        };
        Ok(PlaceHold { hold, owner, channel, expires_in_ms, lines })
    }
}

/// A name for a hold that came without one. Made here, at the door: nothing inside draws lots.
pub(crate) fn fresh_hold() -> Result<HoldId, Problem> {
    HoldId::new(uuid::Uuid::now_v7().simple().to_string()).map_err(|e| Problem::malformed(e.to_string()))
}

/// Place a hold: all lines or none.
#[utoipa::path(post, path = "/v1/holds", tag = "holds", request_body = HoldBody,
    responses((status = 201, body = HoldDocument), Problems))]
async fn place(State(app): State<App>, request: extract::Request) -> Response {
    answer_place(&app, request).await
}

/// Answers `POST /v1/holds`. It keeps little while it waits: tens of thousands of these may wait at once.
pub(crate) async fn answer_place(app: &App, request: extract::Request) -> Response {
    match try_place(app, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn try_place(app: &App, request: extract::Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let caller = Caller::answering(app, &parts.headers).await?;
    caller.may(Deed::Hold)?;
    crate::body::must_be_json(&parts.headers)?;
    let key = idempotency_key(&parts.headers)?;
    drop(parts);
    let bytes = crate::body::read(body).await?;
    let command = crate::body::parse::<HoldBody>(&bytes)?.read(&caller)?;
    let hold = command.hold.clone();
    let call = Call::keyed(app, &caller, "hold.place", key.as_ref(), &bytes);
    let outcome = call.submit(Command::Place(command).into());
    // The connection reads the next request into the same buffer once nobody has it any more.
    drop(bytes);
    let outcome = outcome.await?;
    if matches!(outcome, Outcome::Unchanged) {
        return Ok(app.answer(async { respond(StatusCode::CREATED, as_placed(app, &hold)) }).await);
    }
    told(app, outcome, |_, entry| {
        respond(StatusCode::CREATED, placed(entry).ok_or_else(|| Problem::not_found("hold", &hold)))
    })
}

/// Place up to 1,000 holds, each answered on its own.
#[utoipa::path(post, path = "/v1/holds:batch", tag = "holds", request_body = HoldBatch,
    responses((status = 200, body = BatchAnswer), Problems))]
async fn place_batch(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<HoldBatch>,
) -> Result<Response, Problem> {
    caller.may(Deed::Hold)?;
    let holds = body.value.holds;
    if holds.len() > BATCH_MAX {
        return Err(Problem::invalid("holds", format!("send at most {BATCH_MAX} holds a call")));
    }
    if headers.contains_key("idempotency-key") {
        let detail =
            "a batch is many requests: give each hold a `hold` id, which makes it repeatable on its own";
        return Err(Problem::malformed(detail).with("field", "Idempotency-Key"));
    }
    let received_at = app.handle.now();
    let mut requests = SmallVec::with_capacity(holds.len());
    let mut read: Vec<Result<HoldId, Problem>> = Vec::with_capacity(holds.len());
    for hold in holds {
        read.push(hold.read(&caller).map(|command| {
            let hold = command.hold.clone();
            requests.push(Request {
                command: Command::Place(command).into(),
                signal: compact_str::CompactString::const_new("hold.place"),
                by: compact_str::CompactString::new(caller.key.as_str()),
                received_at,
                cause: caller.cause,
                keys: SmallVec::new(),
            });
            hold
        }));
    }
    let mut outcomes = submit(&app, requests).await?.into_iter();
    let results = read
        .into_iter()
        .map(|hold| match hold {
            Ok(hold) => batch_result(&app, &hold, outcomes.next()),
            Err(problem) => refused(problem),
        })
        .collect();
    Ok(axum::Json(BatchAnswer { results }).into_response())
}

fn refused(problem: Problem) -> BatchResult {
    BatchResult { status: problem.status, hold: None, problem: Some(problem) }
}

fn batch_result(app: &App, hold: &HoldId, outcome: Option<Answer>) -> BatchResult {
    let document = match outcome {
        Some(Outcome::Done { entry, .. }) => placed(&entry).ok_or_else(|| Problem::not_found("hold", hold)),
        Some(Outcome::Unchanged) => as_placed(app, hold),
        Some(Outcome::Refused(refusal)) => Err(Problem::from(&refusal)),
        Some(Outcome::Repeated { .. } | Outcome::Conflict { .. }) | None => {
            Err(Problem::from(realtail_engine::NotTaken::Stopping))
        }
    };
    match document {
        Ok(document) => BatchResult { status: 201, hold: Some(document), problem: None },
        Err(problem) => refused(problem),
    }
}

/// Read a hold.
#[utoipa::path(get, path = "/v1/holds/{hold}", tag = "holds",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    Ok(respond(StatusCode::OK, Ok(current(&app, &hold)?)))
}

/// A key for one site or channel resolves only holds of its own.
fn may_resolve(app: &App, caller: &Caller, hold: &HoldId) -> Result<(), Problem> {
    caller.may(Deed::Hold)?;
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let Ok(known) = stock.holds.get(hold) else { return Err(Problem::not_found("hold", hold)) };
    caller.on(&known.channel)?;
    for line in &known.lines {
        match line.place {
            Place::Site(site) => caller.at(&stock.catalogue.site(site).site)?,
            Place::Region(_) if caller.is_bound() => {
                return Err(Problem::forbidden("this key is for one site, the hold is on a region"));
            }
            Place::Region(_) => (),
        }
    }
    Ok(())
}

/// Asks for a hold to be changed, and shows it as it is then.
async fn change(
    app: &App,
    caller: &Caller,
    hold: &HoldId,
    signal: &'static str,
    headers: &HeaderMap,
    body: &[u8],
    command: Command,
) -> Result<Response, Problem> {
    may_resolve(app, caller, hold)?;
    // The same body for two holds is not a repetition.
    let content = [hold.as_str().as_bytes(), b"\0", body].concat();
    let call = Call::new(app, caller, signal, headers, &content)?;
    let answer = || respond(StatusCode::OK, current(app, hold));
    call.run(command, |_, _| answer(), answer).await
}

/// Take what a hold promises, or part of it; the rest is given back.
#[utoipa::path(post, path = "/v1/holds/{hold}/post", tag = "holds", request_body = Option<PostBody>,
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn post(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
    body: axum::body::Body,
) -> Result<Response, Problem> {
    let bytes = crate::body::read(body).await?;
    let PostBody { lines, post_as } = if bytes.is_empty() {
        PostBody::default()
    } else {
        crate::body::must_be_json(&headers)?;
        crate::body::parse(&bytes)?
    };
    let line = |line: PostLineBody| PostLine { item: line.item, quantity: line.quantity, site: line.site };
    let lines = lines.map(|lines| lines.into_iter().map(line).collect());
    let command = Command::Post(PostHold { hold: hold.clone(), lines, post_as });
    change(&app, &caller, &hold, "hold.post", &headers, &bytes, command).await
}

/// Give a hold back.
#[utoipa::path(post, path = "/v1/holds/{hold}/void", tag = "holds",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn void(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    change(&app, &caller, &hold, "hold.void", &headers, b"", Command::Void(hold.clone())).await
}

/// Let a hold stand for so long from now.
#[utoipa::path(post, path = "/v1/holds/{hold}/extend", tag = "holds", request_body = ExtendBody,
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn extend(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
    body: Json<ExtendBody>,
) -> Result<Response, Problem> {
    let command = Command::Extend(Extend { hold: hold.clone(), expires_in_ms: body.value.expires_in_ms });
    change(&app, &caller, &hold, "hold.extend", &headers, &body.bytes, command).await
}

/// The goods of an allocation left for the customer.
#[utoipa::path(post, path = "/v1/holds/{hold}/fulfil", tag = "holds",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn fulfil(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    change(&app, &caller, &hold, "hold.fulfil", &headers, b"", Command::Fulfil(hold.clone())).await
}

/// The goods of an allocation are free again.
#[utoipa::path(post, path = "/v1/holds/{hold}/release", tag = "holds",
    params(("hold" = HoldId, Path)), responses((status = 200, body = HoldDocument), Problems))]
async fn release(
    State(app): State<App>,
    caller: Caller,
    Segment(hold): Segment<HoldId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    change(&app, &caller, &hold, "hold.release", &headers, b"", Command::Release(hold.clone())).await
}

/// List holds, newest first. Resolved ones only as long as they are remembered.
#[utoipa::path(get, path = "/v1/holds", tag = "holds",
    params(("state" = Option<String>, Query), ("owner" = Option<OwnerId>, Query), ("item" = Option<ItemId>, Query),
        ("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = HoldPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (state, owner) = (query.one::<String>("state")?, query.one::<OwnerId>("owner")?);
    let (item, site) = (query.one::<ItemId>("item")?, query.one::<SiteId>("site")?);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    if let Some(state) = &state
        && !["held", "posted", "voided", "expired"].contains(&state.as_str())
    {
        return Err(Problem::malformed("state is held, posted, voided or expired").with("field", "state"));
    }
    // On a still copy: with very many holds, others need not wait for this.
    let (holds, catalogue) = {
        let replica = app.read();
        (replica.machine.omnichannel.holds.still(), replica.machine.omnichannel.catalogue.clone())
    };
    let item =
        item.and_then(|item| catalogue.item_no(&item).ok().or(Some(realtail_omnichannel::ItemNo(u32::MAX))));
    let site =
        site.and_then(|site| catalogue.site_no(&site).ok().or(Some(realtail_omnichannel::SiteNo(u32::MAX))));
    let wanted = |hold: &&Hold| {
        state.as_ref().is_none_or(|s| s == hold.state.as_str())
            && owner.as_ref().is_none_or(|o| *o == hold.owner)
            && item.is_none_or(|i| hold.lines.iter().any(|line| line.item == i))
            && site.is_none_or(|s| hold.lines.iter().any(|line| line.place == Place::Site(s)))
    };
    let mut found: Vec<&Hold> = holds.all().filter(wanted).collect();
    let newest = |hold: &&Hold| (std::cmp::Reverse(hold.placed_at), hold.hold.clone());
    let end = cursor.saturating_add(limit).min(found.len());
    if end > 0 && end < found.len() {
        found.select_nth_unstable_by_key(end - 1, newest);
    }
    let total = found.len();
    found.truncate(end);
    found.sort_by_key(newest);
    let holds = found.iter().skip(cursor).map(|hold| hold_document(hold, &catalogue)).collect();
    let next_cursor = (end < total).then(|| end.to_string());
    Ok(axum::Json(HoldPage { holds, next_cursor }).into_response())
}
