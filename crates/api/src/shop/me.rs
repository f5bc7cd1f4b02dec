//! All that is kept of a shopper, for the shopper's own eyes; and the end of it.

use super::session::Shopper;
use crate::app::App;
use crate::body::{Query, Segment};
use crate::calls::Call;
use crate::cases::{self, CaseDocument};
use crate::customers;
use crate::problem::{Problem, Problems};
use crate::push::{PhoneAddress, url_of};
use crate::vault;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, CustomerId, Instant, ItemId, Label, Position, PushId, PushOfferId, SiteId};
use realtail_mobile::{Command as Mobile, Notice, NoticeState};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::{Consent, GeoPosition, Subscription, WallHours};
use serde::Serialize;

/// Who a session is for, and what is kept of the shopper.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShopperDocument {
    shopper: CustomerId,
    channel: Option<Channel>,
    /// All that the shopper ever agreed to or withdrew, the newest of each.
    consents: Vec<Consent>,
    /// How many phones are told.
    subscriptions: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    quiet_hours: Option<WallHours>,
    /// Items that the shopper looked at in the last seven days.
    interest: Vec<InterestDocument>,
    /// Until when the position is kept, in memory alone; not there where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    position_kept_until: Option<Instant>,
    /// What the shopper was told, the newest first.
    notices: Vec<NoticeDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct InterestDocument {
    item: ItemId,
    at: Instant,
}

/// What has become of a notice.
#[derive(Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum NoticeWord {
    /// It is to go out.
    Decided,
    /// The push service has it.
    Sent,
    /// It did not go out.
    Failed,
    /// The shopper opened it.
    Opened,
}

/// A notice.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct NoticeDocument {
    push: PushId,
    offer: PushOfferId,
    item: ItemId,
    site: SiteId,
    /// As long as the offer stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Label>,
    decided_at: Instant,
    expires_at: Instant,
    state: NoticeWord,
    /// When it got there.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<Instant>,
    /// Why it did not go out.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// The page it leads to.
    url: String,
    /// The entry that decided it, for the header `Realtail-Cause`.
    position: Position,
}

/// All that is kept of a shopper.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShopperExport {
    #[serde(flatten)]
    me: ShopperDocument,
    /// Where the phones are told.
    phones: Vec<PhoneDocument>,
    /// Where the shopper was last, where that is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_position: Option<GeoPosition>,
    /// What was said to the service team, and what it answered.
    cases: Vec<CaseDocument>,
    /// What is known of the customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<customers::CustomerDocument>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PhoneDocument {
    endpoint: String,
    p256dh: String,
    auth: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Instant>,
}

/// What a shopper agreed to.
pub(super) fn consents_of(app: &App, customer: &CustomerId) -> Vec<Consent> {
    app.read().machine.media.consents.of(customer).cloned().collect()
}

fn document(app: &App, shopper: &Shopper) -> ShopperDocument {
    let now = app.handle.now();
    let consents = consents_of(app, &shopper.customer);
    let position = app.scout.presence.find(&shopper.customer, now);
    let state = app.read();
    let known = state.machine.mobile.shopper(&shopper.customer);
    let interest = known.into_iter().flat_map(|known| {
        let lately = known.interest.iter().filter(|(item, _)| known.is_interested_in(item, now));
        lately.map(|(item, at)| InterestDocument { item: item.clone(), at: *at })
    });
    let notices = known.into_iter().flat_map(|known| known.notices.iter().rev());
    ShopperDocument {
        shopper: shopper.customer.clone(),
        channel: shopper.caller.described(now).channel,
        consents,
        subscriptions: known.map_or(0, |known| known.phones(now).count()),
        quiet_hours: known.and_then(|known| known.quiet.clone()),
        interest: interest.collect(),
        position_kept_until: position.map(|(_, until)| until),
        notices: notices.map(|notice| notice_document(notice, &state.machine)).collect(),
    }
}

fn notice_document(notice: &Notice, retail: &Retail) -> NoticeDocument {
    let offer = retail.mobile.offers.get(&notice.offer).map(|known| &known.offer);
    let (state, at, reason) = match &notice.state {
        NoticeState::Decided => (NoticeWord::Decided, None, None),
        NoticeState::Sent(at) => (NoticeWord::Sent, Some(*at), None),
        NoticeState::Failed(why) => (NoticeWord::Failed, None, Some(why.as_str().to_owned())),
        NoticeState::Opened(at) => (NoticeWord::Opened, Some(*at), None),
    };
    NoticeDocument {
        push: notice.push.clone(),
        offer: notice.offer.clone(),
        item: notice.item.clone(),
        site: notice.site.clone(),
        title: offer.map(|offer| offer.title.clone()),
        text: offer.map(|offer| offer.text.clone()),
        decided_at: notice.at,
        expires_at: notice.expires_at,
        state,
        at,
        reason,
        url: url_of(notice.push.as_str(), notice.position, &notice.item, &notice.site),
        position: notice.position,
    }
}

/// Who am I: the shopper of this session, and what is kept of me.
#[utoipa::path(get, path = "/v1/shop/me", tag = "shop",
    responses((status = 200, body = ShopperDocument), Problems))]
pub(crate) async fn me(State(app): State<App>, shopper: Shopper, query: Query) -> Result<Response, Problem> {
    query.end()?;
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(document(&app, &shopper))).into_response())
}

/// Take all that is kept of me along.
#[utoipa::path(get, path = "/v1/shop/me/export", tag = "shop",
    responses((status = 200, body = ShopperExport), Problems))]
pub(crate) async fn export(
    State(app): State<App>,
    shopper: Shopper,
    query: Query,
) -> Result<Response, Problem> {
    query.end()?;
    let me = document(&app, &shopper);
    let sealed: Vec<Subscription> = {
        let state = app.read();
        let known = state.machine.mobile.shopper(&shopper.customer);
        known.map(|known| known.subscriptions.values().cloned().collect()).unwrap_or_default()
    };
    let opened = sealed.into_iter().filter_map(|phone| {
        let PhoneAddress { endpoint, p256dh, auth } = vault::open(&app, &shopper.customer, &phone.sealed)?;
        Some(PhoneDocument { endpoint, p256dh, auth, expires_at: phone.expires_at })
    });
    let phones = opened.collect();
    let here = app.scout.presence.find(&shopper.customer, app.handle.now());
    let last_position = here.map(|(at, _)| GeoPosition { lat: at.lat(), lon: at.lng() });
    let known = app.read().machine.omnichannel.customers.resolved(&shopper.customer).is_some();
    let customer = match known {
        true => Some(customers::document(&app, &shopper.caller, &shopper.customer).await?),
        false => None,
    };
    let cases = cases::all_of(&app, &shopper.customer).await?;
    let export = ShopperExport { me, phones, last_position, cases, customer };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(export)).into_response())
}

/// Forget me: my key is destroyed, and all that was sealed under it opens no more, here and in any copy of the log.
#[utoipa::path(delete, path = "/v1/shop/me", tag = "shop", responses((status = 204), Problems))]
pub(crate) async fn erase(
    State(app): State<App>,
    shopper: Shopper,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    app.scout.presence.leave(&shopper.customer);
    app.hall().forget(&shopper.customer);
    if app.read().machine.omnichannel.customers.resolved(&shopper.customer).is_none() {
        // Nothing was ever kept.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    customers::forget(&app, &shopper.caller, shopper.customer, &headers).await
}

/// Say that a notice was opened.
#[utoipa::path(post, path = "/v1/shop/me/notices/{push}/opened", tag = "shop",
    params(("push" = PushId, Path)), responses((status = 204), Problems))]
pub(crate) async fn opened(
    State(app): State<App>,
    shopper: Shopper,
    Segment(push): Segment<PushId>,
) -> Result<Response, Problem> {
    let mut caller = shopper.caller;
    if caller.cause.is_none() {
        // It answers the notice, whether the phone says so or not.
        let position = {
            let state = app.read();
            state.machine.mobile.notice(&push).map(|(_, notice)| notice.position)
        };
        if let Some(position) = position {
            app.settled().await;
            caller.cause = app.cause(position).await.ok();
        }
    }
    let call = Call::keyed(&app, &caller, "shop.notice_opened", None, b"");
    let done = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::Mobile(Mobile::Opened(push, shopper.customer)), |_, _| done(), done).await
}
