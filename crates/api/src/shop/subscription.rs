//! Which of a shopper's phones are told. Where they are told is the shopper's alone: it is sealed in the log.

use super::session::Shopper;
use crate::app::App;
use crate::body::{self, PrivateJson, Query};
use crate::calls::{Call, submit};
use crate::problem::{Problem, Problems};
use crate::push::PhoneAddress;
use crate::vault;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_engine::Request;
use realtail_kernel::{CustomerId, Instant, SubscriptionId};
use realtail_mobile::Command as Mobile;
use realtail_platform::Command;
use realtail_vocabulary::{Subscription, SubscriptionEnd};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

const KIND: &str = "push-endpoint";

/// The shop's public key.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PushKey {
    /// What `pushManager.subscribe` takes as `applicationServerKey`, in base64url.
    key: String,
}

/// A browser's `PushSubscription`, as its `toJSON` gives it.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubscriptionBody {
    #[schema(max_length = 2000)]
    endpoint: String,
    /// Milliseconds since 1970.
    #[serde(rename = "expirationTime")]
    #[schema(rename = "expirationTime")]
    expiration_time: Option<f64>,
    keys: SubscriptionKeys,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubscriptionKeys {
    /// The phone's public key, in base64url.
    p256dh: String,
    /// What only the phone and the shop know, in base64url.
    auth: String,
}

/// Which phone.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndpointBody {
    #[schema(max_length = 2000)]
    endpoint: String,
}

/// Read the key with which a phone subscribes.
#[utoipa::path(get, path = "/v1/shop/push-key", tag = "shop", security(()),
    responses((status = 200, body = PushKey), Problems))]
pub(crate) async fn push_key(State(app): State<App>, query: Query) -> Result<Response, Problem> {
    query.end()?;
    Ok(axum::Json(PushKey { key: app.push.key() }).into_response())
}

/// The same address is the same subscription, and its name tells nobody which address that is.
fn name_of(app: &App, shopper: &CustomerId, endpoint: &str) -> Result<SubscriptionId, Problem> {
    let hash = app.vault.hash(KIND, &format!("{shopper} {endpoint}"));
    let text: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    SubscriptionId::new(text).map_err(Problem::fault)
}

/// Tell this phone of what the shopper agrees to be told of. The same address again takes the place of the one before.
#[utoipa::path(put, path = "/v1/shop/me/subscription", tag = "shop", request_body = SubscriptionBody,
    responses((status = 204), Problems))]
pub(crate) async fn subscribe(
    State(app): State<App>,
    shopper: Shopper,
    body: PrivateJson<SubscriptionBody>,
) -> Result<Response, Problem> {
    let SubscriptionBody { endpoint, expiration_time, keys } = body.value;
    let SubscriptionKeys { p256dh, auth } = keys;
    app.push.check(&endpoint, &p256dh, &auth).map_err(|(field, problem)| Problem::invalid(field, problem))?;
    let expires_at = match expiration_time {
        None => None,
        Some(ms) if (0.0..1e15).contains(&ms) => Some(Instant::from_micros((ms * 1_000.0) as i64)),
        Some(_) => {
            let detail = "expirationTime is in milliseconds since 1970, or null";
            return Err(Problem::invalid("expirationTime", detail));
        }
    };
    let customer = shopper.customer.clone();
    let subscription = name_of(&app, &customer, &endpoint)?;
    let sealed = vault::seal(&app, &customer, &PhoneAddress { endpoint, p256dh, auth }).await?;
    let command = Mobile::Subscribe(Box::new(Subscription { subscription, customer, sealed, expires_at }));
    let call = Call::keyed(&app, &shopper.caller, "shop.subscribe", None, b"");
    let done = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::Mobile(command), |_, _| done(), done).await
}

/// Tell a phone no more; without a body, none of the shopper's.
#[utoipa::path(delete, path = "/v1/shop/me/subscription", tag = "shop",
    request_body(content = EndpointBody, description = "Which phone; all of them without a body"),
    responses((status = 204), Problems))]
pub(crate) async fn unsubscribe(
    State(app): State<App>,
    shopper: Shopper,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = body::read(body).await?;
    let names: Vec<SubscriptionId> = if bytes.is_empty() {
        let state = app.read();
        let known = state.machine.mobile.shopper(&shopper.customer);
        known.map(|known| known.subscriptions.keys().cloned().collect()).unwrap_or_default()
    } else {
        body::must_be_json(&headers)?;
        let EndpointBody { endpoint } = body::parse_private(&bytes)?;
        vec![name_of(&app, &shopper.customer, &endpoint)?]
    };
    let request = |subscription| Request {
        command: Command::Mobile(Mobile::Unsubscribe {
            customer: shopper.customer.clone(),
            subscription,
            why: SubscriptionEnd::Withdrawn,
        }),
        signal: compact_str::CompactString::const_new("shop.unsubscribe"),
        by: compact_str::CompactString::new(shopper.caller.key.as_str()),
        received_at: app.handle.now(),
        cause: shopper.caller.cause,
        keys: SmallVec::new(),
    };
    let requests: SmallVec<[_; 1]> = names.into_iter().map(request).collect();
    super::wishes::all_done(submit(&app, requests).await?)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
