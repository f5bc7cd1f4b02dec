//! Answers in the protocol's form: its envelope, and refusals that say what is wrong.

use super::VERSION;
use super::agreed::Agreed;
use super::door::{NotMet, WhyNotMet};
use crate::problem::Problem;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_omnichannel as omnichannel;
use realtail_platform::Refusal;
use serde_json::{Value, json};
use std::borrow::Cow;

/// The protocol's word for a version that is not spoken here.
pub(super) const VERSION_UNSUPPORTED: &str = "version_unsupported";
/// The protocol's word for an agent that has nothing in common with this shop. It is an answer, so its status is 200.
pub(super) const CAPABILITIES_INCOMPATIBLE: &str = "capabilities_incompatible";

/// A call that was not carried out.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    code: Cow<'static, str>,
    content: String,
    /// What of the request it is about.
    path: Option<String>,
    retry_after_s: Option<u32>,
    /// Where a person may go on instead.
    continue_url: Option<String>,
}

impl Refused {
    /// With the protocol's word for it.
    pub fn new(status: StatusCode, code: &'static str, content: impl Into<String>) -> Refused {
        let content = content.into();
        Refused { status, code: code.into(), content, path: None, retry_after_s: None, continue_url: None }
    }

    /// A request that cannot be carried out as it is.
    pub fn bad(code: &'static str, content: impl Into<String>) -> Refused {
        Refused::new(StatusCode::BAD_REQUEST, code, content)
    }

    /// A part of a request that cannot be: `line_items[0].quantity`.
    pub fn invalid(field: &str, why: impl std::fmt::Display) -> Refused {
        Refused::bad("invalid_request", format!("{field}: {why}")).at(field)
    }

    /// Names the part of the request that it is about.
    pub fn at(mut self, field: &str) -> Refused {
        self.path = Some(format!("$.{field}"));
        self
    }

    /// Names the pages where a person may buy what the agent cannot.
    pub fn or_go_on_at(mut self, url: Option<String>) -> Refused {
        self.continue_url = url;
        self
    }

    /// Nothing is called so.
    pub fn not_found(what: &str, id: &str) -> Refused {
        Refused::new(StatusCode::NOT_FOUND, "not_found", format!("there is no {what} {id:?}: not found"))
    }

    /// Who can do something about it: whoever may send another request, or nobody by this protocol.
    fn severity(&self) -> &'static str {
        match self.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => "unrecoverable",
            StatusCode::METHOD_NOT_ALLOWED => "unrecoverable",
            _ if [VERSION_UNSUPPORTED, CAPABILITIES_INCOMPATIBLE].contains(&&*self.code) => "unrecoverable",
            _ => "recoverable",
        }
    }

    fn document(&self) -> Value {
        let Refused { code, content, path, .. } = self;
        let mut message =
            json!({"type": "error", "code": code, "content": content, "severity": self.severity()});
        if let Some(path) = path {
            message["path"] = json!(path);
        }
        let mut document = json!({
            "ucp": {"version": VERSION, "status": "error", "capabilities": {}},
            "messages": [message],
            // Where the protocol's errors of transport have them, and where its own test suite looks.
            "code": code,
            "content": content,
            "detail": content,
        });
        if let Some(url) = &self.continue_url {
            document["continue_url"] = json!(url);
        }
        document
    }
}

/// What the rest of the interface says, in the protocol's words. A value that cannot be is 422 there and 400 here.
impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
        let (status, code) = match status {
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                (StatusCode::BAD_REQUEST, "invalid_request".into())
            }
            StatusCode::UNAUTHORIZED => (status, "unauthorized".into()),
            StatusCode::CONFLICT => (status, "conflict".into()),
            StatusCode::TOO_MANY_REQUESTS => (status, "rate_limited".into()),
            StatusCode::SERVICE_UNAVAILABLE => (status, "unavailable".into()),
            _ => (status, problem.word().replace('-', "_").into()),
        };
        let field = problem.more.get("field").and_then(Value::as_str);
        let path = field.map(|field| format!("$.{field}"));
        let Problem { detail: content, retry_after_s, .. } = problem;
        Refused { status, code, content, path, retry_after_s, continue_url: None }
    }
}

/// As the protocol's overview ("Error Codes") has them.
impl From<NotMet> for Refused {
    fn from(NotMet { why, detail }: NotMet) -> Refused {
        let (status, code) = match why {
            WhyNotMet::InvalidAddress => (StatusCode::BAD_REQUEST, "invalid_profile_url"),
            WhyNotMet::Unreachable => (StatusCode::FAILED_DEPENDENCY, "profile_unreachable"),
            WhyNotMet::Malformed => (StatusCode::UNPROCESSABLE_ENTITY, "profile_malformed"),
            WhyNotMet::Busy => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            WhyNotMet::SignatureMissing => (StatusCode::UNAUTHORIZED, "signature_missing"),
            WhyNotMet::SignatureInvalid => (StatusCode::UNAUTHORIZED, "signature_invalid"),
            WhyNotMet::KeyNotFound => (StatusCode::UNAUTHORIZED, "key_not_found"),
            WhyNotMet::AlgorithmUnsupported => (StatusCode::BAD_REQUEST, "algorithm_unsupported"),
            WhyNotMet::DigestMismatch => (StatusCode::BAD_REQUEST, "digest_mismatch"),
        };
        let about = match why {
            WhyNotMet::InvalidAddress | WhyNotMet::Unreachable | WhyNotMet::Malformed => {
                "the agent's profile"
            }
            WhyNotMet::Busy => "the agent",
            _ => "the signature",
        };
        let refused = Refused::new(status, code, format!("{about}: {detail}"));
        Refused { retry_after_s: (why == WhyNotMet::Busy).then_some(1), ..refused }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = respond(self.status, self.document());
        let headers = response.headers_mut();
        headers.extend(self.retry_after_s.map(|seconds| (header::RETRY_AFTER, HeaderValue::from(seconds))));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Why the engine did not carry out a command, in the protocol's words.
pub(super) fn refused(refusal: &Refusal) -> Refused {
    let Refusal::Omnichannel(refusal) = refusal else { return Problem::from(refusal).into() };
    let detail = refusal.to_string();
    match refusal {
        omnichannel::Refusal::InsufficientStock { shortages } => {
            let short = |short: &omnichannel::Shortage| {
                let omnichannel::Shortage { item, requested, available, .. } = short;
                format!("{requested} of {item} are wanted and {available} can be had")
            };
            let short: Vec<String> = shortages.iter().map(short).collect();
            Refused::bad("out_of_stock", format!("Insufficient stock: {}", short.join(", ")))
        }
        omnichannel::Refusal::Unknown { what, id } => match what {
            omnichannel::Thing::Item => Refused::bad("not_found", format!("Product {id} not found")),
            what => Refused::not_found(what.as_str(), id),
        },
        omnichannel::Refusal::WrongState { .. } | omnichannel::Refusal::ConflictingRetry { .. } => {
            Refused::new(StatusCode::CONFLICT, "conflict", detail)
        }
        omnichannel::Refusal::Invalid { field, .. } => {
            let refused = Refused::bad("invalid_request", detail);
            // Other fields have names of our own, which agents do not know.
            let is_theirs = ["line_items", "discounts", "fulfillment"].contains(&field.as_str());
            if is_theirs { refused.at(field) } else { refused }
        }
        _ => Problem::from(&Refusal::from(refusal.clone())).into(),
    }
}

/// The same key came with another request before.
pub(super) fn key_reused() -> Refused {
    let detail = "this Idempotency-Key came with another request before; give each request a key of its own";
    Refused::new(StatusCode::CONFLICT, "idempotency_conflict", detail)
}

/// The head of an answer about a checkout, a cart or an order.
pub(super) fn head(agreed: &Agreed, root: &str) -> Value {
    json!({"version": VERSION, "status": "success", "capabilities": agreed.about(root)})
}

pub(super) fn respond(status: StatusCode, document: Value) -> Response {
    (status, Json(document)).into_response()
}
