//! The assistant's answers in the interface's words.

use realtail_api::{ToldAnswer, ToldCall, ToldHandOver, ToldSource, ToldTurn};
use realtail_assistant::conversation::{Speaks, Turn, Wanted};
use realtail_assistant::tools::Call;
use realtail_assistant::{Answer, HandOver, Kind, Reason, Source};

/// An answer as the interface tells it.
pub(super) fn told(answer: Answer) -> ToldAnswer {
    let (kind, about) = match answer.kind {
        Kind::Told => ("told", None),
        Kind::Asked(wanted) => ("asked", Some(wanted_word(wanted))),
        Kind::Refused => ("refused", None),
        Kind::Unknown => ("unknown", None),
        Kind::NotFound => ("not_found", None),
        Kind::Talked => ("talked", None),
        Kind::HandedOver(reason) => ("handed_over", Some(reason_word(reason))),
    };
    ToldAnswer {
        text: answer.text,
        language: answer.language.code(),
        kind: kind.to_owned(),
        about: about.map(str::to_owned),
        sources: answer.sources.into_iter().map(source).collect(),
        hand_over: answer.hand_over.map(hand_over),
    }
}

/// What is said where the assistant cannot be made, which its first conversation would have found out.
pub(super) fn gone() -> ToldAnswer {
    ToldAnswer {
        text: String::new(),
        language: "en",
        kind: "unknown".to_owned(),
        about: None,
        sources: Vec::new(),
        hand_over: None,
    }
}

fn source(source: Source) -> ToldSource {
    match source {
        Source::Tool(asked) => ToldSource::Tool(call(asked)),
        Source::Text { text, section } => ToldSource::Text { text, section },
    }
}

fn call(asked: Call) -> ToldCall {
    let Call { tool, arguments, ids } = asked;
    ToldCall { tool, arguments, ids }
}

fn hand_over(given: HandOver) -> ToldHandOver {
    let turn = |turn: Turn| {
        let by = match turn.by {
            Speaks::Customer => "customer",
            Speaks::Assistant => "assistant",
        };
        ToldTurn { by: by.to_owned(), text: turn.text }
    };
    ToldHandOver {
        order: given.order,
        transcript: given.transcript.into_iter().map(turn).collect(),
        tried: given.tried.into_iter().map(call).collect(),
    }
}

fn wanted_word(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Order => "order",
        Wanted::Contact => "contact",
        Wanted::Line => "line",
        Wanted::Confirmation => "confirmation",
        Wanted::Item => "item",
        Wanted::Store => "store",
        Wanted::Rephrasing => "rephrasing",
        Wanted::SignIn => "sign_in",
    }
}

fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Asked => "asked",
        Reason::Complaint => "complaint",
        Reason::Damaged => "damaged",
        Reason::Cancel => "cancel",
        Reason::Unclear => "unclear",
        Reason::Unknown => "unknown",
        Reason::NotFound => "not_found",
    }
}
