//! Who the bearer of a key is: what pages and phones ask first.

use crate::app::App;
use crate::body::Query;
use crate::caller::Caller;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{BrandId, Channel, Instant, KeyId, SiteId};
use realtail_vocabulary::Role;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(me))
}

/// The key that was sent, without its secret.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct MeDocument {
    pub key: KeyId,
    pub role: Role,
    /// The only site it may touch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The only channel it may sell on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The brand whose campaigns it sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<BrandId>,
    /// The engine's time, by which a device can set its own right.
    pub now: Instant,
}

/// Who am I: the role of this key, where it counts, and what time it is at the engine.
#[utoipa::path(get, path = "/v1/me", tag = "access", responses((status = 200, body = MeDocument), Problems))]
async fn me(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    query.end()?;
    Ok(axum::Json(caller.described(app.handle.now())).into_response())
}
