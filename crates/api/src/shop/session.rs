//! A shopper's session: a number that means nothing elsewhere, and a token that proves it.
//!
//! Nothing is kept of it: the token is the number with a keyed hash of it, so a million visitors who only look cost nothing.

use crate::app::App;
use crate::caller::{Caller, cause_of};
use crate::calls::{Call, idempotency_key, key};
use crate::problem::{Problem, Problems};
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_engine::KeyKind;
use realtail_kernel::{Channel, CustomerId, OwnerId};
use serde::Serialize;

/// What tells tokens of sessions from keys.
pub(crate) const PREFIX: &str = "rs_";
const KIND: &str = "shop-session";

/// The bearer of a session: who it is, and as whom the shop writes for it.
pub(crate) struct Shopper {
    /// The shopper's number: of the customer, the owner of baskets and holds, the visitor of pages.
    pub customer: CustomerId,
    /// Sells on the channel `app`, and no more.
    pub caller: Caller,
}

impl Shopper {
    /// As the owner of holds and baskets.
    pub fn owner(&self) -> Result<OwnerId, Problem> {
        OwnerId::new(self.customer.as_str()).map_err(Problem::fault)
    }

    /// A write of this shopper's. The idempotency key is the shopper's own: the same one of another is another.
    pub fn call<'a>(
        &'a self,
        app: &'a App,
        signal: &'static str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Call<'a>, Problem> {
        let mut call = Call::keyed(app, &self.caller, signal, None, body);
        if let Some(given) = idempotency_key(headers)? {
            let given = given.to_str().unwrap_or_default();
            let name = ["request", self.caller.key.as_str(), self.customer.as_str(), signal, given];
            call.keys.push(key(KeyKind::Request, &name, body));
        }
        Ok(call)
    }
}

/// The channel that shoppers' phones buy on.
pub(crate) fn channel() -> Result<Channel, Problem> {
    Channel::new("app").map_err(Problem::fault)
}

/// A session that has begun. The token is shown this once.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Session {
    shopper: CustomerId,
    /// Sent as `Authorization: Bearer …` with all that this shopper asks.
    token: String,
}

/// Begin a session as a shopper. It takes no key.
#[utoipa::path(post, path = "/v1/shop/sessions", tag = "shop", security(()),
    responses((status = 201, body = Session), Problems))]
pub(crate) async fn begin(State(app): State<App>) -> Result<Response, Problem> {
    is_open(&app)?;
    let shopper = format!("shopper-{}", uuid::Uuid::new_v4().simple());
    let token = format!("{PREFIX}{shopper}.{}", proof(&app, &shopper));
    let shopper = CustomerId::new(shopper).map_err(Problem::fault)?;
    let answer = axum::Json(Session { shopper, token });
    Ok((StatusCode::CREATED, [(header::CACHE_CONTROL, "no-store")], answer).into_response())
}

fn is_open(app: &App) -> Result<(), Problem> {
    if app.shop_open {
        return Ok(());
    }
    Err(Problem::forbidden("this shop is not open to shoppers: the setting shop.open says so"))
}

fn proof(app: &App, shopper: &str) -> String {
    app.vault.hash(KIND, shopper).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether two texts are the same, in a time that tells nothing of where they differ.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

impl FromRequestParts<App> for Shopper {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Shopper, Problem> {
        is_open(app)?;
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).map(str::trim);
        let proved = token.and_then(|token| token.strip_prefix(PREFIX)?.rsplit_once('.'));
        let shopper = proved.filter(|(shopper, given)| is_same(&proof(app, shopper), given));
        let customer = shopper.and_then(|(shopper, _)| CustomerId::new(shopper).ok()).ok_or_else(|| {
            let title = "No good session came with the request";
            let detail = "begin one with POST /v1/shop/sessions and send its token";
            Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", title, detail)
        })?;
        if app.read().machine.omnichannel.customers.is_erased(&customer) {
            let detail = "this shopper has been forgotten; begin another session";
            let title = "No good session came with the request";
            return Err(Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", title, detail));
        }
        let cause = cause_of(app, &parts.headers).await?;
        Ok(Shopper { customer, caller: Caller::shop(cause)? })
    }
}
