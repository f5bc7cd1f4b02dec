//! Loss over HTTP: cases and what somebody found who looked, and where units went.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::models::switched_on;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_intelligence::{Command, KnownCase, LossPrecision};
use realtail_kernel::{Instant, ItemId, Label, LossCaseId, Position, Reference, SiteId, Word, ZoneId};
use realtail_platform::Retail;
use realtail_vocabulary::{LossCase, LossMark, LossSubject, LossVerdict, PaymentAttempt, TillTransaction};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most steps of one transaction.
const STEPS_MAX: usize = 1_000;
/// So many bytes of a digest tell any two things apart that a retailer will ever see.
const VEIL_BYTES: usize = 12;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_loss_cases))
        .routes(routes!(get_loss_case))
        .routes(routes!(mark_loss_case))
        .routes(routes!(get_shrink))
}

/// Why units are not where they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShrinkCause {
    /// Written off as waste.
    Waste,
    /// Written off as stolen.
    Theft,
    /// Seen to be handed over unscanned, and missing at the next count.
    Till,
    /// Many were missing at once, with no delivery since the last count.
    Sweep,
    /// Many were missing at once, after a delivery.
    Receiving,
    /// A few at a time, as it has always been there.
    Steady,
}

/// Units that are gone.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Shrunk {
    /// Where.
    pub site: SiteId,
    /// Of what.
    pub item: ItemId,
    /// In which zone; the site as a whole where none was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// Why.
    pub cause: ShrinkCause,
    /// How many.
    pub units: u64,
    /// Their worth at the price of the last sale, in minor units.
    pub worth: i64,
}

/// What looks for losses, as the interface sees it.
pub trait LossDoor: Send + Sync {
    /// How many cases a site may open a day, on average.
    fn budget_per_site_day(&self) -> f64;

    /// Where units went since the beginning of the log, and the newest entry that this rests on.
    fn shrink(&self) -> (Position, Vec<Shrunk>);
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CaseState {
    /// Nobody has looked yet.
    Open,
    /// It was as the case says.
    Right,
    /// There was a good reason.
    Wrong,
}

impl std::str::FromStr for CaseState {
    type Err = String;

    fn from_str(text: &str) -> Result<CaseState, String> {
        match text {
            "open" => Ok(CaseState::Open),
            "right" => Ok(CaseState::Right),
            "wrong" => Ok(CaseState::Wrong),
            other => Err(format!("{other:?} is no state of a case; choose open, right or wrong")),
        }
    }
}

/// A case, and what became of it.
#[derive(Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct LossCaseDocument {
    #[serde(flatten)]
    case: LossCase,
    state: CaseState,
    opened_at: Instant,
    /// The log entry that opened it.
    position: Position,
    /// Whether the plain rule would have opened it too: something was seen five times at least, and three times as often as
    /// peers come to.
    plain_rule_agrees: bool,
    /// Who looked, as the name of a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    marked_by: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marked_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Label>,
}

/// Cases, the newest first, and how good they were so far.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LossCasePage {
    cases: Vec<LossCaseDocument>,
    /// How many cases a site may open a day, on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_per_site_day: Option<f64>,
    /// Of all marked cases of the site that is asked for, or of all sites.
    precision: LossPrecision,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What was found by looking.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LossMarkBody {
    verdict: LossVerdict,
    /// What else is to be said. It stands in the log for good, so name nobody.
    note: Option<Label>,
}

/// How much is gone for one cause.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShrinkTotal {
    cause: ShrinkCause,
    units: u64,
    /// In minor units.
    worth: i64,
}

/// Where units went, since the beginning of the log.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShrinkPage {
    /// The newest log entry that this rests on.
    current_to: Position,
    /// By cause.
    causes: Vec<ShrinkTotal>,
    /// By place and cause, what is worth most first.
    places: Vec<Shrunk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn state(known: &KnownCase) -> CaseState {
    match known.verdict() {
        None => CaseState::Open,
        Some(LossVerdict::Right) => CaseState::Right,
        Some(LossVerdict::Wrong) => CaseState::Wrong,
    }
}

fn document(known: &KnownCase) -> LossCaseDocument {
    let mark = known.mark.as_ref();
    LossCaseDocument {
        case: known.case.clone(),
        state: state(known),
        opened_at: known.opened_at,
        position: known.position,
        plain_rule_agrees: known.is_plain(),
        marked_by: mark.map(|(mark, _)| mark.by.clone()),
        marked_at: mark.map(|(_, at)| *at),
        note: mark.and_then(|(mark, _)| mark.note.clone()),
    }
}

/// Whether a case is about somebody who was erased: nobody looks at it any more.
fn is_forgotten(machine: &Retail, known: &KnownCase) -> bool {
    match &known.case.subject {
        LossSubject::Customer { customer } => machine.omnichannel.customers.is_erased(customer),
        _ => false,
    }
}

/// A case that the caller may see.
fn visible(app: &App, caller: &Caller, case: &LossCaseId) -> Result<LossCaseDocument, Problem> {
    let replica = app.read();
    let known = replica.machine.intelligence.losses().get(case.as_str());
    let known = known.filter(|known| !is_forgotten(&replica.machine, known));
    let known = known.ok_or_else(|| Problem::not_found("loss case", case))?;
    caller.at(&known.case.site)?;
    Ok(document(known))
}

/// Cases of loss, the newest first: who or what stands out among peers, and what speaks for it.
#[utoipa::path(get, path = "/v1/loss/cases", tag = "intelligence",
    params(("site" = Option<SiteId>, Query), ("state" = Option<CaseState>, Query),
        ("since" = Option<Instant>, Query, description = "Only those that were opened then or later"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = LossCasePage), Problems))]
async fn list_loss_cases(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Loss)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (asked, since) = (query.one::<CaseState>("state")?, query.one::<Instant>("since")?);
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let replica = app.read();
    let losses = replica.machine.intelligence.losses();
    let is_asked = |known: &&KnownCase| {
        site.as_ref().is_none_or(|site| known.case.site == *site)
            && asked.is_none_or(|asked| state(known) == asked)
            && since.is_none_or(|since| known.opened_at >= since)
            && !is_forgotten(&replica.machine, known)
    };
    let (found, next_cursor) = crate::price::page(losses.newest_first().filter(is_asked), cursor, limit);
    let budget_per_site_day = app.losses.as_ref().map(|door| door.budget_per_site_day());
    let precision = losses.precision(site.as_ref());
    let cases = found.into_iter().map(document).collect();
    Ok(axum::Json(LossCasePage { cases, budget_per_site_day, precision, next_cursor }).into_response())
}

/// One case of loss.
#[utoipa::path(get, path = "/v1/loss/cases/{case}", tag = "intelligence", params(("case" = LossCaseId, Path)),
    responses((status = 200, body = LossCaseDocument), Problems))]
async fn get_loss_case(
    State(app): State<App>,
    caller: Caller,
    Segment(case): Segment<LossCaseId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Loss)?;
    switched_on(&app)?;
    Ok(axum::Json(visible(&app, &caller, &case)?).into_response())
}

/// Say what was found by looking at a case, once. What is raised next goes by it: what was right is heard more, and what was
/// wrong less, and is expected of its subject from then on.
#[utoipa::path(post, path = "/v1/loss/cases/{case}/mark", tag = "intelligence", request_body = LossMarkBody,
    params(("case" = LossCaseId, Path)), responses((status = 200, body = LossCaseDocument), Problems))]
async fn mark_loss_case(
    State(app): State<App>,
    mut caller: Caller,
    Segment(case): Segment<LossCaseId>,
    headers: HeaderMap,
    body: Json<LossMarkBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Loss)?;
    let before = visible(&app, &caller, &case)?;
    // It answers the case, so that the trace goes on from there.
    if caller.cause.is_none() {
        caller.cause = Some(app.cause(before.position).await?);
    }
    let call = Call::new(&app, &caller, "loss_case.mark", &headers, &body.bytes)?;
    let by = Word::new(caller.key.as_str()).map_err(Problem::fault)?;
    let LossMarkBody { verdict, note } = body.value;
    let mark = LossMark { case: case.clone(), verdict, by, note };
    let answer = || match visible(&app, &caller, &case) {
        Ok(document) => axum::Json(document).into_response(),
        Err(problem) => problem.into_response(),
    };
    let command = realtail_platform::Command::Intelligence(Command::MarkLossCase(Box::new(mark)));
    call.run(command, |_, _| answer(), answer).await
}

/// Where units went since the beginning of the log: by cause, and by place. What is missing at a count is put down to what was
/// seen at tills first, and then, by how rare as many are there, to a sweep, to a delivery or to what is steady.
#[utoipa::path(get, path = "/v1/loss/shrink", tag = "intelligence",
    params(("site" = Option<SiteId>, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ShrinkPage), Problems))]
async fn get_shrink(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Loss)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    switched_on(&app)?;
    let door = app.losses.clone().ok_or_else(crate::models::off)?;
    let (current_to, mut lost) = door.shrink();
    lost.retain(|lost| site.as_ref().is_none_or(|site| lost.site == *site));
    lost.sort_by(|one, other| other.worth.cmp(&one.worth).then(other.units.cmp(&one.units)));
    let mut totals: BTreeMap<ShrinkCause, (u64, i64)> = BTreeMap::new();
    for lost in &lost {
        let total = totals.entry(lost.cause).or_default();
        *total = (total.0 + lost.units, total.1 + lost.worth);
    }
    let total = |(cause, (units, worth))| ShrinkTotal { cause, units, worth };
    let (places, next_cursor) = crate::price::page(lost.into_iter(), cursor, limit);
    let causes = totals.into_iter().map(total).collect();
    Ok(axum::Json(ShrinkPage { current_to, causes, places, next_cursor }).into_response())
}

/// Refuses a transaction that says nothing, or too much, or is of another site than the key.
pub(crate) fn check_transaction(caller: &Caller, told: &TillTransaction) -> Result<(), Problem> {
    caller.at(&told.site)?;
    if !(1..=STEPS_MAX).contains(&told.steps.len()) {
        return Err(Problem::invalid("steps", format!("give 1 to {STEPS_MAX} steps")));
    }
    Ok(())
}

/// Replaces what identifies the means of payment, the device and the address by digests under a secret that stands in no log:
/// equal ones are told as equal, and nobody is found by them.
pub(crate) fn veil_attempt(
    caller: &Caller,
    secret: &[u8; 32],
    mut attempt: PaymentAttempt,
) -> Result<PaymentAttempt, Problem> {
    caller.at(&attempt.site)?;
    let veil = |kind: &str, plain: &Reference| {
        let mut hash = Sha256::new();
        for part in [&secret[..], b"payment attempt", kind.as_bytes(), plain.as_str().as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut text = String::new();
        for byte in &hash.finalize()[..VEIL_BYTES] {
            let _ = write!(text, "{byte:02x}");
        }
        Reference::new(text).map_err(Problem::fault)
    };
    attempt.token = veil("token", &attempt.token)?;
    attempt.device = veil("device", &attempt.device)?;
    attempt.address = veil("address", &attempt.address)?;
    Ok(attempt)
}
