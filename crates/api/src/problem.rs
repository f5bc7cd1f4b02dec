//! Errors as RFC 9457 problem documents: what is wrong, where, and what instead.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_engine::NotTaken;
use realtail_kernel::Rejection;
use realtail_omnichannel as omnichannel;
use realtail_platform::Refusal;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::openapi::{ContentBuilder, RefOr, Response as Described, ResponseBuilder};

/// Where the types of problems are described.
const TYPES: &str = "https://realtail.dev/problems";

/// A problem document.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem; its last segment says it in words.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here, and what to do instead.
    pub detail: String,
    /// What the kind of problem adds, such as `shortages`, `field`, `hold`, `resolution`.
    #[serde(flatten)]
    #[schema(additional_properties)]
    pub more: BTreeMap<&'static str, serde_json::Value>,
    /// After how many seconds to try again.
    #[serde(skip)]
    pub retry_after_s: Option<u32>,
}

impl Problem {
    /// A problem of a kind, with what is wrong here.
    pub fn new(status: StatusCode, kind: &str, title: &str, detail: impl Into<String>) -> Problem {
        Problem {
            kind: format!("{TYPES}/{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            more: BTreeMap::new(),
            retry_after_s: None,
        }
    }

    /// A request that cannot be read.
    pub fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "malformed-request", "The request cannot be read", detail)
    }

    /// A value that cannot be.
    pub fn invalid(field: &str, detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-value", "A value cannot be", detail)
            .with("field", field)
    }

    /// Nothing is called so.
    pub fn not_found(what: &str, id: impl std::fmt::Display) -> Problem {
        let detail = format!("there is no {what} {:?}", id.to_string());
        Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
    }

    /// The caller's role does not go that far.
    pub fn forbidden(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "This key may not do that", detail)
    }

    /// The same key with another content.
    pub fn key_reused() -> Problem {
        let detail =
            "this Idempotency-Key came with another request before; give each request a key of its own";
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency-key-reused",
            "The key was used before",
            detail,
        )
    }

    /// The retailer's own number with another content.
    pub fn conflicting_retry(detail: impl Into<String>) -> Problem {
        Problem::new(
            StatusCode::CONFLICT,
            "conflicting-retry",
            "The name was used before for something else",
            detail,
        )
    }

    /// Machinery that failed to read; never the caller's doing.
    pub fn fault(detail: impl std::fmt::Display) -> Problem {
        tracing::error!("{detail}");
        let detail = "the log could not be read; the server's own log says why";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "storage-fault", "The storage failed", detail).retry(5)
    }

    /// Adds a field.
    pub fn with(mut self, name: &'static str, value: impl Serialize) -> Problem {
        self.more.insert(name, serde_json::to_value(value).unwrap_or_default());
        self
    }

    /// The kind of problem as the last segment of its type says it.
    pub(crate) fn word(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }

    pub(crate) fn retry(mut self, seconds: u32) -> Problem {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl From<NotTaken> for Problem {
    fn from(reason: NotTaken) -> Problem {
        let (status, kind, seconds) = match reason {
            NotTaken::Busy => (StatusCode::TOO_MANY_REQUESTS, "busy", 1),
            NotTaken::StorageFull => (StatusCode::SERVICE_UNAVAILABLE, "storage-full", 30),
            NotTaken::Stopping => (StatusCode::SERVICE_UNAVAILABLE, "stopping", 5),
        };
        Problem::new(status, kind, "Nothing was taken in", reason.to_string()).retry(seconds)
    }
}

impl From<&Refusal> for Problem {
    fn from(refusal: &Refusal) -> Problem {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Omnichannel(refusal) => stock_problem(refusal, detail),
            Refusal::Unknown { .. } => {
                Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
            }
            Refusal::Exists { .. } => Problem::conflicting_retry(detail),
            Refusal::Pillar(rejection) => rejected(rejection, detail),
        }
    }
}

fn rejected(rejection: &Rejection, detail: String) -> Problem {
    match rejection {
        Rejection::Unknown { .. } => {
            Problem::new(StatusCode::NOT_FOUND, "not-found", "There is no such thing", detail)
        }
        Rejection::Exists { .. } => Problem::conflicting_retry(detail),
        Rejection::Invalid { field, .. } => Problem::invalid(field, detail),
        Rejection::WrongState { .. } => {
            Problem::new(StatusCode::CONFLICT, "wrong-state", "It cannot be done as things stand", detail)
        }
        Rejection::SwitchedOff { .. } => {
            Problem::new(StatusCode::FORBIDDEN, "switched-off", "This pillar is switched off", detail)
        }
    }
}

fn stock_problem(refusal: &omnichannel::Refusal, detail: String) -> Problem {
    use omnichannel::Refusal;
    match refusal {
        Refusal::InsufficientStock { shortages } => {
            Problem::new(StatusCode::CONFLICT, "insufficient-stock", "There is not enough stock", detail)
                .with("shortages", shortages)
        }
        Refusal::InsufficientFunds { requested, available, .. } => {
            let title = "The purse holds less than that";
            Problem::new(StatusCode::CONFLICT, "insufficient-funds", title, detail)
                .with("requested", requested)
                .with("available", available)
        }
        Refusal::Unknown { what, id } => {
            let kind = format!("unknown-{}", what.as_str().replace(' ', "-"));
            Problem::new(StatusCode::NOT_FOUND, &kind, "There is no such thing", detail)
                .with(what.field(), id)
        }
        Refusal::HoldResolved { hold, resolution, at } => {
            Problem::new(StatusCode::CONFLICT, "hold-resolved", "The hold was resolved before", detail)
                .with("hold", hold)
                .with("resolution", resolution)
                .with("resolved_at", at)
        }
        Refusal::TooManyHolds { open, open_max, next_ends_at } => {
            let title = "As many holds are open as may be";
            Problem::new(StatusCode::CONFLICT, "too-many-holds", title, detail)
                .with("open", open)
                .with("open_max", open_max)
                .with("next_ends_at", next_ends_at)
        }
        Refusal::ConflictingRetry { .. } => Problem::conflicting_retry(detail),
        Refusal::Invalid { field, .. } => Problem::invalid(field, detail),
        Refusal::IllegalStep { state, legal, .. } => {
            Problem::new(StatusCode::CONFLICT, "illegal-step", "That step cannot be gone now", detail)
                .with("state", state)
                .with("legal", legal)
        }
        Refusal::AgainstReturnRules { broken, may_override } => {
            let title = "The rules for returns forbid it";
            Problem::new(StatusCode::CONFLICT, "against-return-rules", title, detail)
                .with("broken", broken)
                .with("may_override", may_override)
        }
        Refusal::WrongState { .. } => {
            Problem::new(StatusCode::CONFLICT, "wrong-state", "That cannot be done now", detail)
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let retry = self.retry_after_s;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(HeaderName::from_static("www-authenticate"), HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// All the problems any call may answer with, for the OpenAPI document.
pub struct Problems;

impl utoipa::IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let described = |text: &str| {
            let problem = utoipa::openapi::Ref::from_schema_name("Problem");
            let content = ContentBuilder::new().schema(Some(problem)).build();
            RefOr::T(
                ResponseBuilder::new().description(text).content("application/problem+json", content).build(),
            )
        };
        [
            ("400", "The request cannot be read: malformed JSON, an unknown field, a wrong type"),
            ("401", "No API key, or one that is not good"),
            ("403", "The key's role does not go that far"),
            ("404", "There is no such thing"),
            (
                "409",
                "It cannot be done as things stand: not enough stock, resolved before, a conflicting retry",
            ),
            ("413", "The body is too large"),
            ("415", "The body is not JSON"),
            ("422", "A value cannot be, or the Idempotency-Key came with another request before"),
            ("429", "Too much waits already; try again after Retry-After"),
            ("503", "Nothing can be taken in at present; try again after Retry-After"),
        ]
        .into_iter()
        .map(|(status, text)| (status.to_owned(), described(text)))
        .collect()
    }
}
