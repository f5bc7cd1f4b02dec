//! What the provider's answers mean: done, declined, taken by nobody, or unknown.

use crate::payment_intents::client::Heard;
use crate::payment_intents::object::{ApiError, ErrorBody, Intent};
use crate::provider::{Found, Performed, word};
use realtail_vocabulary::ProviderAnswer;
use serde::de::DeserializeOwned;

/// A refusal. Texts in which there may be a card number are left out.
pub(super) fn declined(code: &str, detail: Option<&str>) -> ProviderAnswer {
    let harmless = |text: &&str| !realtail_kernel::looks_like_a_card_number(text);
    ProviderAnswer::Declined { code: word(code), detail: detail.filter(harmless).map(word) }
}

/// What became of a call that does something.
pub(super) fn judge(
    heard: Heard,
    read: impl FnOnce(&[u8]) -> serde_json::Result<ProviderAnswer>,
) -> Performed {
    let unsure = |problem: &str| Performed::Answered(ProviderAnswer::Unsure { problem: word(problem) });
    match heard {
        Heard::NotSent(problem) => Performed::NotTaken { problem, wait: None },
        Heard::Lost(problem) => unsure(&problem),
        Heard::Said { status: 200..=299, body, .. } => match read(&body) {
            Ok(answer) => Performed::Answered(answer),
            Err(error) => unsure(&format!("the answer cannot be read: {error}")),
        },
        // Refused before anything was done: too many calls, or a key that is not good, which a person has to mend.
        Heard::Said { status: status @ (401 | 403 | 429), wait, body } => {
            let problem = format!("answered {status}: {}", said(&body));
            Performed::NotTaken { problem, wait }
        }
        // The first call under this key is still being worked on.
        Heard::Said { status: 409, body, .. } => unsure(&format!("answered 409: {}", said(&body))),
        Heard::Said { status: status @ 400..=499, body, .. } => match error(&body) {
            // The key came with something else before: what became of that has to be looked up.
            Some(error) if error.kind.as_deref() == Some("idempotency_error") => {
                unsure(error.message.as_deref().unwrap_or("the key came with something else before"))
            }
            Some(error) => Performed::Answered(error.declined()),
            None => unsure(&format!("answered {status} without a reason")),
        },
        Heard::Said { status, .. } => unsure(&format!("answered {status}")),
    }
}

/// What became of a call that only looks.
pub(super) fn look<T: DeserializeOwned>(heard: Heard) -> Result<T, Found> {
    let unsure = |problem: String, wait| Err(Found::StillUnsure { problem, wait });
    match heard {
        Heard::NotSent(problem) | Heard::Lost(problem) => unsure(problem, None),
        Heard::Said { status: 200..=299, body, .. } => {
            let read = serde_json::from_slice(&body);
            read.or_else(|error| unsure(format!("the answer cannot be read: {error}"), None))
        }
        Heard::Said { status: 404, .. } => Err(Found::NeverArrived),
        Heard::Said { status: status @ 400, body, .. } => match error(&body) {
            Some(error) => Err(Found::Answered(error.declined())),
            None => unsure(format!("answered {status} without a reason"), None),
        },
        Heard::Said { status, wait, .. } => unsure(format!("answered {status}"), wait),
    }
}

/// The intent that an error says it is about.
pub(super) fn intent_at_fault(heard: &Heard) -> Option<Intent> {
    match heard {
        Heard::Said { status: 400..=499, body, .. } => error(body)?.payment_intent.map(|intent| *intent),
        Heard::Said { .. } | Heard::NotSent(_) | Heard::Lost(_) => None,
    }
}

fn error(body: &[u8]) -> Option<ApiError> {
    serde_json::from_slice::<ErrorBody>(body).ok().map(|body| body.error)
}

/// The code only: a message may repeat what was sent, and a key that is not good is among that.
fn said(body: &[u8]) -> String {
    let code = error(body).and_then(|error| error.code.or(error.kind));
    code.unwrap_or_else(|| "no reason".to_owned())
}
