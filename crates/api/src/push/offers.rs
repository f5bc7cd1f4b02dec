//! Offers that shoppers near a site are told of, over HTTP.

use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_kernel::{BrandId, CampaignId, Instant, ItemId, Label, PushOfferId, SiteId};
use realtail_mobile::Command as Mobile;
use realtail_platform::{Command, Refusal};
use realtail_vocabulary::{OfferMethod, PushOffer, WallHours};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How far around a site shoppers are near where nothing is said.
const RADIUS_M: u32 = 2_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(put, get_one, remove))
}

/// An offer as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PushOfferBody {
    item: ItemId,
    /// Which sites shoppers have to be near; each has a position.
    sites: Vec<SiteId>,
    /// The first line of the notice.
    title: Label,
    /// The rest of it.
    text: Label,
    /// How far around each site, in metres; 2,000 where it is not said.
    #[schema(minimum = 1, maximum = 10_000)]
    radius_m: Option<u32>,
    starts_at: Instant,
    ends_at: Instant,
    /// Whether only those are told who looked at the item in the last seven days.
    #[serde(default)]
    needs_interest: bool,
    /// How the item is got: what cannot be got so is not offered.
    method: OfferMethod,
    brand: Option<BrandId>,
    campaign: Option<CampaignId>,
    /// In which hours of the day shoppers are told of it, beside their own quiet hours; in all where nothing is said.
    hours: Option<WallHours>,
}

/// All offers, and why shoppers near them were not told since the engine started, and how often.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PushOfferPage {
    offers: Vec<PushOffer>,
    declined: BTreeMap<&'static str, u64>,
}

/// Tell shoppers near a site of an offer, where they agreed to it and the item can be had. Each is told of it once.
#[utoipa::path(put, path = "/v1/push-offers/{offer}", tag = "push", request_body = PushOfferBody,
    params(("offer" = PushOfferId, Path)), responses((status = 200, body = PushOffer), Problems))]
async fn put(
    State(app): State<App>,
    caller: Caller,
    Segment(offer): Segment<PushOfferId>,
    headers: HeaderMap,
    body: Json<PushOfferBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let content = [offer.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "push_offer.set", &headers, &content)?;
    let PushOfferBody { item, sites, title, text, radius_m, starts_at, ends_at, .. } = body.value;
    {
        let state = app.read();
        let catalogue = &state.machine.omnichannel.catalogue;
        let refused = |refusal| Problem::from(&Refusal::from(refusal));
        catalogue.item_no(&item).map_err(refused)?;
        for site in &sites {
            caller.at(site)?;
            let no = catalogue.site_no(site).map_err(refused)?;
            if catalogue.site(no).position.is_none() {
                let detail = format!("site {site} has no position, so nobody is near it; set one");
                return Err(Problem::invalid("sites", detail));
            }
        }
    }
    let offer = PushOffer {
        offer,
        item,
        sites,
        title,
        text,
        radius_m: radius_m.unwrap_or(RADIUS_M),
        starts_at,
        ends_at,
        needs_interest: body.value.needs_interest,
        method: body.value.method,
        brand: body.value.brand,
        campaign: body.value.campaign,
        hours: body.value.hours,
    };
    let answer = offer.clone();
    let answer = || axum::Json(&answer).into_response();
    call.run(Command::Mobile(Mobile::SetOffer(Box::new(offer))), |_, _| answer(), answer).await
}

/// List the offers that shoppers are told of.
#[utoipa::path(get, path = "/v1/push-offers", tag = "push",
    responses((status = 200, body = PushOfferPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    query.end()?;
    let state = app.read();
    let offers = state.machine.mobile.offers.values().map(|known| known.offer.clone()).collect();
    Ok(axum::Json(PushOfferPage { offers, declined: app.scout.declined() }).into_response())
}

/// Read an offer that shoppers are told of.
#[utoipa::path(get, path = "/v1/push-offers/{offer}", tag = "push", params(("offer" = PushOfferId, Path)),
    responses((status = 200, body = PushOffer), Problems))]
async fn get_one(
    State(app): State<App>,
    caller: Caller,
    Segment(offer): Segment<PushOfferId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let state = app.read();
    let known = state.machine.mobile.offers.get(&offer);
    let known = known.ok_or_else(|| Problem::not_found("push offer", &offer))?;
    Ok(axum::Json(&known.offer).into_response())
}

/// Tell shoppers of it no more; notices that wait are not sent.
#[utoipa::path(delete, path = "/v1/push-offers/{offer}", tag = "push", params(("offer" = PushOfferId, Path)),
    responses((status = 204), Problems))]
async fn remove(
    State(app): State<App>,
    caller: Caller,
    Segment(offer): Segment<PushOfferId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "push_offer.remove", &headers, offer.as_str().as_bytes())?;
    let gone = || StatusCode::NO_CONTENT.into_response();
    call.run(Command::Mobile(Mobile::RemoveOffer(offer)), |_, _| gone(), gone).await
}
