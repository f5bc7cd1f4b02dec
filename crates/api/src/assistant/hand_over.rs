//! Handing over to a person: what was said and tried is sealed under the customer's key, and a case is opened.

use super::asking::Asking;
use super::door::{ToldAnswer, ToldCall, ToldHandOver, ToldTurn};
use super::hall::Room;
use crate::app::App;
use crate::calls::{Answer, Call};
use crate::problem::Problem;
use crate::vault;
use axum::http::HeaderMap;
use realtail_engine::Outcome;
use realtail_kernel::{CaseId, CustomerId, OrderId, Word};
use realtail_omnichannel::Command;
use realtail_omnichannel::case::CaseCommand;
use realtail_vocabulary::OpenedCase;
use serde::{Deserialize, Serialize};

/// Of what was said, so many bytes go along: the newest.
const TRANSCRIPT_BYTES_MAX: usize = 40 << 10;
/// Of what was tried, so much: the newest.
const TRIED_MAX: usize = 40;

/// What a person is given who takes over, as it is sealed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Transcript {
    pub transcript: Vec<ToldTurn>,
    pub tried: Vec<ToldCall>,
}

impl Transcript {
    fn of(given: &ToldHandOver) -> Transcript {
        let mut bytes = 0;
        let fits = |turn: &&ToldTurn| {
            bytes += turn.text.len() + 40;
            bytes <= TRANSCRIPT_BYTES_MAX
        };
        let mut transcript: Vec<ToldTurn> = given.transcript.iter().rev().take_while(fits).cloned().collect();
        transcript.reverse();
        let from = given.tried.len().saturating_sub(TRIED_MAX);
        Transcript { transcript, tried: given.tried[from..].to_vec() }
    }
}

/// Whether a person still has to answer a case.
pub(super) fn is_open(app: &App, case: &CaseId) -> bool {
    let replica = app.read();
    replica.machine.omnichannel.cases.get(case).is_ok_and(|known| known.state.is_open())
}

/// Gives the conversation to a person, and tells the case. Who has an open case already goes on there.
pub(super) async fn hand_over(
    app: &App,
    asking: &Asking,
    room: &Room,
    told: &ToldAnswer,
    given: &ToldHandOver,
) -> Result<CaseId, Problem> {
    let customer = match asking.customer.clone().or_else(|| room.customer.clone()) {
        Some(customer) => customer,
        None => vault::guest()?,
    };
    let open = {
        let replica = app.read();
        let known = replica.machine.omnichannel.cases.newest_of(&customer);
        known.filter(|known| known.state.is_open()).map(|known| known.case.clone())
    };
    if let Some(case) = open {
        let newest = given.transcript.iter().rev().find(|turn| turn.by == "customer");
        pass_on(app, asking, &case, newest.map_or("…", |turn| &turn.text)).await?;
        return Ok(case);
    }
    let transcript = vault::seal(app, &customer, &Transcript::of(given)).await?;
    let opened = OpenedCase {
        case: fresh()?,
        customer,
        channel: asking.channel(app)?,
        reason: word(told.about.as_deref().unwrap_or("unknown"))?,
        language: word(told.language)?,
        order: given.order.as_deref().and_then(|order| OrderId::new(order).ok()),
        transcript,
    };
    let case = opened.case.clone();
    done(submit(app, asking, "case.open", CaseCommand::Open(Box::new(opened))).await?)?;
    Ok(case)
}

/// Gives what the customer writes to the person who has the case.
pub(super) async fn pass_on(app: &App, asking: &Asking, case: &CaseId, text: &str) -> Result<(), Problem> {
    let customer = customer_of(app, case)?;
    let words = vault::seal(app, &customer, &text).await?;
    done(submit(app, asking, "case.ask", CaseCommand::Ask(case.clone(), customer, words)).await?)
}

/// The customer needs no answer any more, and is answered by the assistant again.
pub(super) async fn settle(app: &App, asking: &Asking, case: &CaseId) -> Result<(), Problem> {
    done(submit(app, asking, "case.settle", CaseCommand::Settle(case.clone())).await?)
}

fn customer_of(app: &App, case: &CaseId) -> Result<CustomerId, Problem> {
    let replica = app.read();
    let known = replica.machine.omnichannel.cases.get(case);
    known.map(|known| known.customer.clone()).map_err(|refusal| Problem::from(&refusal.into()))
}

async fn submit(
    app: &App,
    asking: &Asking,
    signal: &'static str,
    command: CaseCommand,
) -> Result<Answer, Problem> {
    let call = Call::new(app, &asking.caller, signal, &HeaderMap::new(), b"")?;
    call.submit(Command::Case(command).into()).await
}

fn done(outcome: Answer) -> Result<(), Problem> {
    match outcome {
        Outcome::Done { .. } | Outcome::Unchanged | Outcome::Repeated { .. } => Ok(()),
        Outcome::Refused(refusal) => Err(Problem::from(&refusal)),
        Outcome::Conflict { .. } => Err(Problem::conflicting_retry("this came with another content before")),
    }
}

fn word(text: &str) -> Result<Word, Problem> {
    Word::new(text).map_err(Problem::fault)
}

/// A number that can be read aloud: ten digits.
fn fresh() -> Result<CaseId, Problem> {
    let drawn = uuid::Uuid::new_v4().as_u128() % 10_000_000_000;
    CaseId::new(format!("C-{drawn:010}")).map_err(Problem::fault)
}
