//! What this shop offers to agents, where they look for it.

use super::VERSION;
use super::agent::base;
use super::agreed;
use crate::app::App;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

const SPEC: &str = "https://ucp.dev/2026-04-08/specification";

/// Who gives the tokens that are taken here.
pub(super) const HANDLER: &str = "mock_payment_handler";

/// The means of payment: the built-in test provider, by tokens. None of them is named here: this is part of every
/// answer about a checkout, and no answer has a credential in it.
pub(super) fn handlers() -> Value {
    json!({"dev.ucp.mock_payment": [{
        "id": HANDLER,
        "name": "dev.ucp.mock_payment",
        "version": VERSION,
        "available_instruments": [{"type": "card"}],
        "config": {"environment": "test"},
    }]})
}

/// The shop's profile.
pub(super) async fn get(State(app): State<App>, headers: HeaderMap) -> Response {
    let endpoint = base(&app, &headers);
    let profile = json!({
        "ucp": {
            "version": VERSION,
            "services": {"dev.ucp.shopping": [{
                "version": VERSION,
                "spec": format!("{SPEC}/overview"),
                "transport": "rest",
                "endpoint": endpoint,
                "schema": "https://ucp.dev/2026-04-08/services/shopping/rest.openapi.json",
            }]},
            "capabilities": agreed::offered(),
            "payment_handlers": handlers(),
        },
        "signing_keys": app.agents.signing_key.iter().collect::<Vec<_>>(),
    });
    ([(header::CACHE_CONTROL, "public, max-age=60")], axum::Json(profile)).into_response()
}
