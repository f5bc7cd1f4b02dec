//! What brands pay in, and what they see of it, over HTTP.

use super::campaigns::{CampaignDocument, document};
use super::report::{Report, Span, report_of};
use super::{is_on, json};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{BrandId, Currency, Money};
use realtail_media as media;
use realtail_media::{Brand, Campaign};
use realtail_platform::Command;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_brands))
        .routes(routes!(fund_brand))
        .routes(routes!(brand_report))
}

/// A brand's purse, in minor units: what it paid in is what it has left, what is set aside, and what is spent.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BrandDocument {
    brand: BrandId,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    paid_in: i64,
    /// What nothing has reserved or spent.
    funded: i64,
    reserved: i64,
    spent: i64,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BrandList {
    brands: Vec<BrandDocument>,
}

/// A campaign, and what it did.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CampaignReport {
    campaign: CampaignDocument,
    report: Report,
}

/// What a brand sees.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BrandReport {
    #[serde(flatten)]
    purse: BrandDocument,
    /// All its campaigns together.
    report: Report,
    /// Each of them.
    campaigns: Vec<CampaignReport>,
}

fn purse(campaigns: &media::Campaigns, brand: &Brand) -> BrandDocument {
    let own = || campaigns.all().filter(|campaign| campaign.plan.brand == brand.brand);
    BrandDocument {
        brand: brand.brand.clone(),
        currency: campaigns.currency,
        paid_in: brand.paid_in,
        funded: brand.funded,
        reserved: own().map(|campaign| campaign.reserved).sum(),
        spent: own().map(|campaign| campaign.spent).sum(),
    }
}

fn current(app: &App, brand: &BrandId) -> Result<BrandDocument, Problem> {
    let replica = app.read();
    let campaigns = &replica.machine.media.campaigns;
    let known = campaigns.brand(brand).ok_or_else(|| Problem::not_found("brand", brand))?;
    Ok(purse(campaigns, known))
}

/// List the brands that pay, in the order in which they were heard of.
#[utoipa::path(get, path = "/v1/brands", tag = "media",
    responses((status = 200, body = BrandList), Problems))]
async fn list_brands(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Report)?;
    is_on(&app)?;
    query.end()?;
    let replica = app.read();
    let campaigns = &replica.machine.media.campaigns;
    let own = campaigns.brands().filter(|known| caller.sees_brand(&known.brand));
    Ok(json(BrandList { brands: own.map(|brand| purse(campaigns, brand)).collect() }))
}

/// A brand pays in; less than zero takes back what nothing has reserved or spent.
#[utoipa::path(post, path = "/v1/brands/{brand}/funds", tag = "media", request_body = Money,
    params(("brand" = BrandId, Path)), responses((status = 200, body = BrandDocument), Problems))]
async fn fund_brand(
    State(app): State<App>,
    caller: Caller,
    Segment(brand): Segment<BrandId>,
    headers: HeaderMap,
    body: Json<Money>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let mut content = brand.as_str().as_bytes().to_vec();
    content.extend_from_slice(&body.bytes);
    let call = Call::new(&app, &caller, "brand.fund", &headers, &content)?;
    let command = media::Command::Fund(brand.clone(), body.value);
    let answer = || current(&app, &brand).map_or_else(IntoResponse::into_response, json);
    call.run(Command::Media(command), |_, _| answer(), answer).await
}

/// What a brand's campaigns did, all together and each, day by day. It is as of now.
#[utoipa::path(get, path = "/v1/brands/{brand}/report", tag = "media",
    params(("brand" = BrandId, Path), ("from" = Option<realtail_kernel::Day>, Query),
        ("to" = Option<realtail_kernel::Day>, Query)),
    responses((status = 200, body = BrandReport), Problems))]
async fn brand_report(
    State(app): State<App>,
    caller: Caller,
    Segment(brand): Segment<BrandId>,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Report)?;
    caller.of_brand(&brand)?;
    is_on(&app)?;
    let span = Span::of(&app, &mut query)?;
    query.end()?;
    let (replica, now) = (app.read(), app.handle.now());
    let campaigns = &replica.machine.media.campaigns;
    let known = campaigns.brand(&brand).ok_or_else(|| Problem::not_found("brand", &brand))?;
    let own: Vec<&Campaign> = campaigns.all().filter(|campaign| campaign.plan.brand == brand).collect();
    let each = |campaign: &&Campaign| CampaignReport {
        campaign: document(campaign, now),
        report: report_of(&[campaign], &span),
    };
    Ok(json(BrandReport {
        purse: purse(campaigns, known),
        report: report_of(&own, &span),
        campaigns: own.iter().map(each).collect(),
    }))
}
