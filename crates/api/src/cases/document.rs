//! A case as it is shown: what is sealed of it is read off the log, and opened for those who may see it.

use crate::app::App;
use crate::assistant::{ToldCall, ToldTurn, Transcript};
use crate::calls::{Logged, entry};
use crate::problem::Problem;
use crate::vault;
use realtail_kernel::{CaseId, Channel, CustomerId, Instant, OrderId, Position, Word};
use realtail_omnichannel::case::{Case, CaseState};
use realtail_vocabulary::{CaseEvent, Event};
use serde::Serialize;

/// A case in a list.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CaseRow {
    case: CaseId,
    /// `open`, `claimed` or `closed`.
    #[schema(value_type = String)]
    state: &'static str,
    customer: CustomerId,
    channel: Channel,
    /// Why a person has to answer: `asked`, `complaint`, `damaged`, `cancel`, `unclear`, `unknown` or `not_found`.
    reason: Word,
    /// What the customer writes in: ISO 639-1.
    language: Word,
    /// The order in question.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderId>,
    opened_at: Instant,
    changed_at: Instant,
    /// Whether the customer waits for an answer.
    waits: bool,
    /// Who has it, or closed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Word>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CasePage {
    pub cases: Vec<CaseRow>,
    /// How many there are in all.
    pub total: usize,
}

/// Who wrote in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Writes {
    /// The customer.
    Customer,
    /// A person of the service team.
    Service,
}

/// Something that was written in a case.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SaidDocument {
    by: Writes,
    at: Instant,
    /// Not there where the person was forgotten.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A case.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CaseDocument {
    #[serde(flatten)]
    row: CaseRow,
    /// Whether what was said can be read: not any more where the person was forgotten.
    readable: bool,
    /// What was said before a person took over.
    transcript: Vec<ToldTurn>,
    /// What the assistant had asked of the shop.
    tried: Vec<ToldCall>,
    /// What was written since.
    said: Vec<SaidDocument>,
    /// The entry that opened it.
    position: Position,
}

pub(super) fn row(known: &Case) -> CaseRow {
    let by = match &known.state {
        CaseState::Open => None,
        CaseState::Claimed(by) | CaseState::Closed(by) => Some(by.clone()),
    };
    CaseRow {
        case: known.case.clone(),
        state: known.state.as_str(),
        customer: known.customer.clone(),
        channel: known.channel.clone(),
        reason: known.reason.clone(),
        language: known.language.clone(),
        order: known.order.clone(),
        opened_at: known.opened_at,
        changed_at: known.changed_at,
        waits: known.waits,
        by,
    }
}

/// A case with all that was said.
pub(super) async fn current(app: &App, case: &CaseId) -> Result<CaseDocument, Problem> {
    let known = {
        let replica = app.read();
        let known = replica.machine.omnichannel.cases.get(case);
        known.map_err(|refusal| Problem::from(&refusal.into()))?.clone()
    };
    shown(app, known).await
}

async fn shown(app: &App, known: Case) -> Result<CaseDocument, Problem> {
    // Only what is durable stands in the log.
    app.settled().await;
    let app = app.clone();
    let read = move || -> Result<CaseDocument, Problem> {
        let opened = transcript_in(&app, &known.case, &*entry(&app, known.opened_by)?);
        let readable = opened.is_some();
        let Transcript { transcript, tried } =
            opened.unwrap_or(Transcript { transcript: Vec::new(), tried: Vec::new() });
        let said = said_in(&app, &known)?;
        Ok(CaseDocument { row: row(&known), readable, transcript, tried, said, position: known.opened_by })
    };
    tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?
}

/// All cases of a customer that are remembered, the newest first: for the customer's own eyes.
pub(crate) async fn all_of(app: &App, customer: &CustomerId) -> Result<Vec<CaseDocument>, Problem> {
    let mut theirs: Vec<Case> = {
        let replica = app.read();
        let shop = &replica.machine.omnichannel;
        let customer = shop.customers.resolve(customer);
        let is_theirs = |known: &&Case| shop.customers.resolve(&known.customer) == customer;
        shop.cases.all().filter(is_theirs).cloned().collect()
    };
    theirs.sort_by_key(|known| std::cmp::Reverse(known.opened_by));
    let mut documents = Vec::new();
    for known in theirs {
        documents.push(shown(app, known).await?);
    }
    Ok(documents)
}

/// Where a case stands, and what was written since it was handed over; nothing where it is not remembered any more.
pub(crate) async fn said(
    app: &App,
    case: &CaseId,
) -> Result<Option<(&'static str, Vec<SaidDocument>)>, Problem> {
    let known = {
        let replica = app.read();
        replica.machine.omnichannel.cases.get(case).ok().cloned()
    };
    let Some(known) = known else { return Ok(None) };
    app.settled().await;
    let app = app.clone();
    let read = move || Ok(Some((known.state.as_str(), said_in(&app, &known)?)));
    tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?
}

fn transcript_in(app: &App, case: &CaseId, entry: &Logged) -> Option<Transcript> {
    entry.events.iter().find_map(|event| match event {
        Event::Case(CaseEvent::Opened(opened)) if opened.case == *case => {
            vault::open(app, &opened.customer, &opened.transcript)
        }
        _ => None,
    })
}

fn said_in(app: &App, known: &Case) -> Result<Vec<SaidDocument>, Problem> {
    let mut said = Vec::new();
    for position in &known.said {
        let entry = entry(app, *position)?;
        said.extend(entry.events.iter().filter_map(|event| match event {
            Event::Case(CaseEvent::Asked { case, customer, words }) if *case == known.case => {
                let text = vault::open(app, customer, words);
                Some(SaidDocument { by: Writes::Customer, at: entry.at, text })
            }
            Event::Case(CaseEvent::Answered { case, customer, words, .. }) if *case == known.case => {
                let text = vault::open(app, customer, words);
                Some(SaidDocument { by: Writes::Service, at: entry.at, text })
            }
            _ => None,
        }));
    }
    Ok(said)
}
