//! A conversation as it is shown.

use super::door::{ToldAnswer, ToldSource};
use super::hall::Room;
use crate::app::App;
use crate::cases::{self, SaidDocument};
use crate::problem::Problem;
use realtail_kernel::{CaseId, CustomerId, Instant};
use realtail_omnichannel::case::Case;
use serde::Serialize;

/// For how long after its end a customer meets a case again.
const CLOSED_FOR_MS: i64 = 7 * 24 * 3_600_000;

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Speaks {
    /// The customer.
    Customer,
    /// The assistant.
    Assistant,
}

/// Something that was said.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TurnDocument {
    by: Speaks,
    at: Instant,
    /// Plain text; empty where the message went to a person.
    text: String,
    /// Of an answer: `told`, `asked`, `refused`, `unknown`, `not_found`, `talked`, `handed_over`, or `passed_on` where it
    /// went to the person who has the case.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// What is asked for, such as `order` or `confirmation`, or why a person takes over, such as `asked` or `complaint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    /// ISO 639-1.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
    /// Where the facts of an answer come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<ToldSource>,
}

impl TurnDocument {
    pub(super) fn of_customer(text: &str, at: Instant) -> TurnDocument {
        let text = text.to_owned();
        TurnDocument {
            by: Speaks::Customer,
            at,
            text,
            kind: None,
            about: None,
            language: None,
            sources: Vec::new(),
        }
    }

    pub(super) fn passed_on(at: Instant) -> TurnDocument {
        TurnDocument {
            by: Speaks::Assistant,
            kind: Some("passed_on".to_owned()),
            ..TurnDocument::of_customer("", at)
        }
    }

    pub(super) fn of_assistant(told: &ToldAnswer, at: Instant) -> TurnDocument {
        TurnDocument {
            by: Speaks::Assistant,
            at,
            text: told.text.clone(),
            kind: Some(told.kind.clone()),
            about: told.about.clone(),
            language: Some(told.language),
            sources: told.sources.clone(),
        }
    }
}

/// The case that a person has, or had.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ConversationCase)]
pub(crate) struct CaseSeen {
    case: CaseId,
    /// `open` where nobody has taken it yet, `claimed`, or `closed`.
    #[schema(value_type = String)]
    state: &'static str,
    /// What was written since it was handed over.
    said: Vec<SaidDocument>,
}

/// A conversation.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ConversationDocument {
    conversation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    /// It ends then, if nobody says anything.
    expires_at: Instant,
    turns: Vec<TurnDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<CaseSeen>,
}

/// A customer's case that is open, or was closed a short while ago.
fn met(app: &App, customer: &CustomerId) -> Option<CaseId> {
    let now = app.handle.now();
    let replica = app.read();
    let known = replica.machine.omnichannel.cases.newest_of(customer)?;
    let is_fresh = |known: &Case| known.state.is_open() || now < known.changed_at.plus_ms(CLOSED_FOR_MS);
    is_fresh(known).then(|| known.case.clone())
}

pub(super) async fn of(app: &App, room: &Room) -> Result<ConversationDocument, Problem> {
    let (turns, case) = {
        let mut kept = room.kept.lock().await;
        if kept.case.is_none() {
            kept.case = room.customer.as_ref().and_then(|customer| met(app, customer));
        }
        (kept.turns.clone(), kept.case.clone())
    };
    let case = match case {
        Some(case) => cases::said(app, &case).await?.map(|(state, said)| CaseSeen { case, state, said }),
        None => None,
    };
    Ok(ConversationDocument {
        conversation: room.conversation.clone(),
        customer: room.customer.clone(),
        expires_at: room.expires_at(),
        turns,
        case,
    })
}
