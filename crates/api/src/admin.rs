//! API keys, webhooks and dead letters over HTTP.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed, digest};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use realtail_kernel::{BrandId, Channel, Instant, KeyId, Label, Position, SiteId, WebhookName};
use realtail_platform::Command;
use realtail_vocabulary::{ActionKind, ApiKey, DeadLetter, Role, Webhook};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_key, list_keys))
        .routes(routes!(revoke_key))
        .routes(routes!(list_webhooks))
        .routes(routes!(put_webhook, delete_webhook))
        .routes(routes!(list_dead_letters))
        .routes(routes!(resend))
}

/// A key that is asked for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyBody {
    /// Whose it is, in words.
    name: Label,
    role: Role,
    /// The only site it may touch.
    site: Option<SiteId>,
    /// The only channel it may sell on.
    channel: Option<Channel>,
    /// The brand whose campaigns it sees: for the role `brand`, which needs one.
    brand: Option<BrandId>,
}

/// A key without its secret.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct KeyDocument {
    key: KeyId,
    name: Label,
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SiteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<BrandId>,
    created_at: Instant,
}

/// A key with its secret, which is shown this once.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct NewKey {
    #[serde(flatten)]
    key: KeyDocument,
    /// What goes behind `Bearer`. It is not kept: write it down now.
    secret: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct KeyPage {
    keys: Vec<KeyDocument>,
}

/// An address as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookBody {
    /// Where to send: an http or https address.
    #[schema(pattern = "^https?://", max_length = 2000)]
    url: String,
    /// Which actions; all where none is named.
    #[serde(default)]
    actions: Vec<ActionKind>,
}

/// An address, and how far it has got.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WebhookDocument {
    #[serde(flatten)]
    webhook: Webhook,
    /// All actions up to this entry were delivered or given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_through: Option<Position>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dead_letters: Option<usize>,
    /// The secret that signs what is sent, the Standard Webhooks way.
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_secret: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WebhookPage {
    webhooks: Vec<WebhookDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DeadLetterPage {
    dead_letters: Vec<DeadLetter>,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

fn key_document(key: &ApiKey) -> KeyDocument {
    let ApiKey { key, name, role, site, channel, brand, created_at, .. } = key.clone();
    KeyDocument { key, name, role, site, channel, brand, created_at }
}

/// Draws a secret, and a name for it that may be shown.
pub fn draw_key() -> Result<(KeyId, String), Problem> {
    let mut bytes = [0u8; 36];
    getrandom::fill(&mut bytes).map_err(|e| Problem::fault(format!("draw a key: {e}")))?;
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let key = KeyId::new(format!("key_{}", &text[..8])).map_err(|e| Problem::fault(e.to_string()))?;
    Ok((key, format!("rt_{text}")))
}

/// Only a brand's key is for a brand, and it is for nothing else.
fn check_bounds(app: &App, asked: &KeyBody) -> Result<(), Problem> {
    let replica = app.read();
    if let Some(site) = &asked.site {
        let known = replica.machine.omnichannel.catalogue.site_no(site);
        known.map_err(|refusal| Problem::from(&realtail_platform::Refusal::from(refusal)))?;
    }
    match (&asked.brand, asked.role == Role::Brand) {
        (Some(brand), true) => {
            let known = replica.machine.media.campaigns.brand(brand);
            known.ok_or_else(|| Problem::not_found("brand", brand))?;
            match (&asked.site, &asked.channel) {
                (None, None) => Ok(()),
                (Some(_), _) => Err(Problem::invalid("site", "a brand's key is for no site; leave it out")),
                (None, Some(_)) => {
                    Err(Problem::invalid("channel", "a brand's key is for no channel; leave it out"))
                }
            }
        }
        (None, true) => Err(Problem::invalid("brand", "say whose campaigns the key of a brand sees")),
        (Some(_), false) => {
            Err(Problem::invalid("brand", "only a key with the role brand is for a brand; leave it out"))
        }
        (None, false) => Ok(()),
    }
}

/// Make an API key.
#[utoipa::path(post, path = "/v1/keys", tag = "access", request_body = KeyBody,
    responses((status = 201, body = NewKey), Problems))]
async fn create_key(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<KeyBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Keys)?;
    if headers.contains_key("idempotency-key") {
        let detail = "a key's secret is told once and not kept, so the answer cannot be given again; send no Idempotency-Key";
        return Err(Problem::malformed(detail).with("field", "Idempotency-Key"));
    }
    let (key, secret) = draw_key()?;
    check_bounds(&app, &body.value)?;
    let KeyBody { name, role, site, channel, brand } = body.value;
    let (digest, created_at) = (digest(&secret), app.handle.now());
    let key = ApiKey { key, name, role, site, channel, brand, digest, created_at };
    let answer = NewKey { key: key_document(&key), secret };
    let call = Call::new(&app, &caller, "key.create", &headers, &body.bytes)?;
    let done = || (StatusCode::CREATED, axum::Json(&answer)).into_response();
    call.run(Command::CreateKey(key), |_, _| done(), done).await
}

/// List API keys, without their secrets.
#[utoipa::path(get, path = "/v1/keys", tag = "access", responses((status = 200, body = KeyPage), Problems))]
async fn list_keys(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Keys)?;
    query.end()?;
    let replica = app.read();
    Ok(json(KeyPage { keys: replica.machine.access.keys().map(key_document).collect() }))
}

/// Revoke an API key, from now on.
#[utoipa::path(delete, path = "/v1/keys/{key}", tag = "access", params(("key" = KeyId, Path)),
    responses((status = 204), Problems))]
async fn revoke_key(
    State(app): State<App>,
    caller: Caller,
    Segment(key): Segment<KeyId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Keys)?;
    let call = Call::new(&app, &caller, "key.revoke", &headers, key.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::RevokeKey(key), |_, _| gone(), gone).await
}

/// The secret of an endpoint, derived so that none has to be kept in the log.
pub fn signing_key(webhook_secret: &[u8; 32], webhook: &WebhookName) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(webhook_secret);
    hash.update(webhook.as_str().as_bytes());
    hash.finalize().into()
}

fn shown_secret(app: &App, webhook: &WebhookName) -> String {
    let key = signing_key(&app.webhook_secret, webhook);
    format!("whsec_{}", base64::engine::general_purpose::STANDARD.encode(key))
}

/// List webhooks.
#[utoipa::path(get, path = "/v1/webhooks", tag = "delivery", responses((status = 200, body = WebhookPage), Problems))]
async fn list_webhooks(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    query.end()?;
    let replica = app.read();
    let document = |endpoint: &realtail_platform::Endpoint| WebhookDocument {
        webhook: endpoint.webhook.clone(),
        delivered_through: Some(endpoint.cursor),
        dead_letters: Some(endpoint.dead_letters.len()),
        signing_secret: None,
    };
    Ok(json(WebhookPage { webhooks: replica.machine.delivery.endpoints().map(document).collect() }))
}

/// Tell an address of actions from now on, signed the Standard Webhooks way.
#[utoipa::path(put, path = "/v1/webhooks/{webhook}", tag = "delivery", request_body = WebhookBody,
    params(("webhook" = WebhookName, Path)), responses((status = 200, body = WebhookDocument), Problems))]
async fn put_webhook(
    State(app): State<App>,
    caller: Caller,
    Segment(webhook): Segment<WebhookName>,
    headers: HeaderMap,
    body: Json<WebhookBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let WebhookBody { url, actions } = body.value;
    let right = url.parse::<axum::http::Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some() && url.len() <= 2000
    });
    if !right {
        return Err(Problem::invalid("url", "give an http or https address of at most 2000 bytes"));
    }
    let signing_secret = Some(shown_secret(&app, &webhook));
    let webhook = Webhook { webhook, url, actions };
    let call = Call::new(&app, &caller, "webhook.set", &headers, &body.bytes)?;
    let answer = WebhookDocument {
        webhook: webhook.clone(),
        delivered_through: None,
        dead_letters: None,
        signing_secret,
    };
    call.run(Command::SetWebhook(webhook), |_, _| json(&answer), || json(&answer)).await
}

/// Tell an address no more.
#[utoipa::path(delete, path = "/v1/webhooks/{webhook}", tag = "delivery", params(("webhook" = WebhookName, Path)),
    responses((status = 204), Problems))]
async fn delete_webhook(
    State(app): State<App>,
    caller: Caller,
    Segment(webhook): Segment<WebhookName>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "webhook.remove", &headers, webhook.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::RemoveWebhook(webhook), |_, _| gone(), gone).await
}

/// List deliveries that were given up.
#[utoipa::path(get, path = "/v1/dead-letters", tag = "delivery",
    responses((status = 200, body = DeadLetterPage), Problems))]
async fn list_dead_letters(
    State(app): State<App>,
    caller: Caller,
    query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    query.end()?;
    let replica = app.read();
    let letters = replica.machine.delivery.endpoints().flat_map(|e| e.dead_letters.values().cloned());
    Ok(json(DeadLetterPage { dead_letters: letters.collect() }))
}

/// Try a delivery again that was given up.
#[utoipa::path(post, path = "/v1/dead-letters/{webhook}/{position}/resend", tag = "delivery",
    params(("webhook" = WebhookName, Path), ("position" = u64, Path)), responses((status = 204), Problems))]
async fn resend(
    State(app): State<App>,
    caller: Caller,
    Segment((webhook, position)): Segment<(WebhookName, u64)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = format!("{webhook}/{position}");
    let call = Call::new(&app, &caller, "dead_letter.resend", &headers, content.as_bytes())?;
    let sent = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::Resend(webhook, Position(position)), |_, _| sent(), sent).await
}
