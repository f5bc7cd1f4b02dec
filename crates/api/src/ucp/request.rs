//! What every call of an agent has: a body of JSON, and the number of a thing in its path. Refused in the protocol's form.

use super::agent::Agent;
use super::answer::Refused;
use super::door::{NotMet, WhyNotMet};
use crate::app::App;
use crate::body::{self, Segment};
use axum::body::{Body, Bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// A body, as it came and as it reads; refused where it is not the one that was signed. What is wrong is told without what
/// was given: a credential may be among it.
pub(super) async fn read<T: DeserializeOwned>(
    agent: &Agent,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Bytes, T), Refused> {
    body::must_be_json(headers)?;
    let bytes = body::read(body).await?;
    if agent.digest.is_some_and(|signed| signed != <[u8; 32]>::from(Sha256::digest(&bytes))) {
        let detail = "it has another digest than its Content-Digest says".to_owned();
        return Err(NotMet { why: WhyNotMet::DigestMismatch, detail }.into());
    }
    let value = body::parse_private(&bytes)?;
    Ok((bytes, value))
}

/// The number of a thing, as it stands in the path.
pub(super) struct Number(pub String);

impl FromRequestParts<App> for Number {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Number, Refused> {
        let Segment(number) = Segment::<String>::from_request_parts(parts, app).await?;
        Ok(Number(number))
    }
}

/// The path is the protocol's, and the method is not for it.
pub(super) async fn method_not_allowed(method: Method, uri: Uri) -> Refused {
    let detail =
        format!("{} does not take {method}; /.well-known/ucp names the document of what does", uri.path());
    Refused::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
}

/// The path begins as one of the protocol's and is none.
pub(crate) fn no_such_path(uri: &Uri) -> Refused {
    Refused::not_found("path", uri.path())
}
