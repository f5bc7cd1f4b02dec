//! Campaigns over HTTP: planned, read, paused, reported on; and what holds for all placements.

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
use realtail_kernel::{BrandId, CampaignId, Instant};
use realtail_media as media;
use realtail_media::{Campaign, day_of};
use realtail_platform::Command;
use realtail_vocabulary::{CampaignPlan, PlacementRules};
use serde::Serialize;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_campaigns))
        .routes(routes!(put_campaign, get_campaign))
        .routes(routes!(pause_campaign))
        .routes(routes!(resume_campaign))
        .routes(routes!(campaign_report))
        .routes(routes!(put_rules, get_rules))
}

/// Whether a campaign is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CampaignState {
    /// It has not begun.
    Planned,
    /// It is shown.
    Running,
    /// Its brand wants it so.
    Paused,
    /// What is left of its budget pays for nothing more.
    Spent,
    /// It is over.
    Ended,
}

/// A campaign with its accounts, in minor units.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CampaignDocument {
    campaign: CampaignId,
    state: CampaignState,
    /// What is set aside for what may still be clicked or seen.
    reserved: i64,
    /// What clicks and views have cost.
    spent: i64,
    /// What the budget leaves.
    left: i64,
    /// What today's budget leaves.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_today: Option<i64>,
    #[serde(flatten)]
    #[schema(value_type = CampaignPlan)]
    plan: Arc<CampaignPlan>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CampaignPage {
    campaigns: Vec<CampaignDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

pub(super) fn document(campaign: &Campaign, now: Instant) -> CampaignDocument {
    let plan = &campaign.plan;
    let state = if plan.ends_at.is_some_and(|end| end <= now) {
        CampaignState::Ended
    } else if !campaign.running {
        CampaignState::Paused
    } else if campaign.left() < plan.bid {
        CampaignState::Spent
    } else if plan.starts_at > now {
        CampaignState::Planned
    } else {
        CampaignState::Running
    };
    CampaignDocument {
        campaign: campaign.campaign.clone(),
        state,
        reserved: campaign.reserved,
        spent: campaign.spent,
        left: campaign.left(),
        left_today: plan.budget_per_day.map(|_| campaign.left_of_day(day_of(now))),
        plan: plan.clone(),
    }
}

fn current(app: &App, campaign: &CampaignId) -> Result<CampaignDocument, Problem> {
    let replica = app.read();
    let known = replica.machine.media.campaigns.get(campaign);
    let known = known.ok_or_else(|| Problem::not_found("campaign", campaign))?;
    Ok(document(known, app.handle.now()))
}

/// A campaign that the caller may see; whether another brand has one of this name is nobody's business.
fn own<'a>(media: &'a media::Media, caller: &Caller, campaign: &CampaignId) -> Result<&'a Campaign, Problem> {
    let known = media.campaigns.get(campaign).filter(|known| caller.sees_brand(&known.plan.brand));
    known.ok_or_else(|| Problem::not_found("campaign", campaign))
}

/// List campaigns, in the order in which they were planned.
#[utoipa::path(get, path = "/v1/campaigns", tag = "media", params(("brand" = Option<BrandId>, Query),
    ("cursor" = Option<String>, Query), ("limit" = Option<usize>, Query)),
    responses((status = 200, body = CampaignPage), Problems))]
async fn list_campaigns(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Report)?;
    is_on(&app)?;
    let (brand, limit) = (query.one::<BrandId>("brand")?, query.limit()?);
    let from = query.one::<usize>("cursor")?.unwrap_or(0);
    query.end()?;
    brand.iter().try_for_each(|brand| caller.of_brand(brand))?;
    let (replica, now) = (app.read(), app.handle.now());
    let mut rows = replica.machine.media.campaigns.all().enumerate().skip(from);
    let wanted = |(_, campaign): &(usize, &Campaign)| {
        let of = &campaign.plan.brand;
        caller.sees_brand(of) && brand.as_ref().is_none_or(|brand| of == brand)
    };
    let page: Vec<(usize, &Campaign)> = rows.by_ref().filter(wanted).take(limit).collect();
    let next_cursor = rows.next().and_then(|_| Some((page.last()?.0 + 1).to_string()));
    let campaigns = page.into_iter().map(|(_, campaign)| document(campaign, now)).collect();
    Ok(json(CampaignPage { campaigns, next_cursor }))
}

/// Draws what makes visitors unknowable, before there is anything to see. It stands in the log, so that the same log gives
/// the same pseudonyms.
async fn salt_visitors(app: &App, caller: &Caller) -> Result<(), Problem> {
    if app.read().machine.media.is_salted() {
        return Ok(());
    }
    let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
    let command = Command::Media(media::Command::SetSalt([high, low]));
    Call::keyed(app, caller, "media.salt", None, b"")
        .run(command, |_, _| json(()), || json(()))
        .await
        .map(drop)
}

/// Plan a campaign, or plan it anew. What it has spent stays spent.
#[utoipa::path(put, path = "/v1/campaigns/{campaign}", tag = "media", request_body = CampaignPlan,
    params(("campaign" = CampaignId, Path)), responses((status = 200, body = CampaignDocument), Problems))]
async fn put_campaign(
    State(app): State<App>,
    caller: Caller,
    Segment(campaign): Segment<CampaignId>,
    headers: HeaderMap,
    body: Json<CampaignPlan>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let mut plan = body.value;
    for item in &mut plan.items {
        let replica = app.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        let known = catalogue.item_no(item).map_err(|_| Problem::not_found("item", &*item))?;
        *item = catalogue.item(known).item.clone();
    }
    for site in &plan.sites {
        let known = app.read().machine.omnichannel.catalogue.site_no(site).is_ok();
        known.then_some(()).ok_or_else(|| Problem::not_found("site", site))?;
    }
    salt_visitors(&app, &caller).await?;
    let command = media::Command::SetCampaign(campaign.clone(), Box::new(plan));
    let call = Call::new(&app, &caller, "campaign.set", &headers, &body.bytes)?;
    let answer = || current(&app, &campaign).map_or_else(IntoResponse::into_response, json);
    call.run(Command::Media(command), |_, _| answer(), answer).await
}

/// Read a campaign.
#[utoipa::path(get, path = "/v1/campaigns/{campaign}", tag = "media",
    params(("campaign" = CampaignId, Path)), responses((status = 200, body = CampaignDocument), Problems))]
async fn get_campaign(
    State(app): State<App>,
    caller: Caller,
    Segment(campaign): Segment<CampaignId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Report)?;
    is_on(&app)?;
    let replica = app.read();
    Ok(json(document(own(&replica.machine.media, &caller, &campaign)?, app.handle.now())))
}

async fn switch(
    app: App,
    caller: Caller,
    campaign: CampaignId,
    headers: HeaderMap,
    running: bool,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let signal = if running { "campaign.resume" } else { "campaign.pause" };
    let call = Call::new(&app, &caller, signal, &headers, campaign.as_str().as_bytes())?;
    let command = media::Command::SwitchCampaign(campaign.clone(), running);
    let answer = || current(&app, &campaign).map_or_else(IntoResponse::into_response, json);
    call.run(Command::Media(command), |_, _| answer(), answer).await
}

/// Show a campaign no more, until it is resumed. What is shown already still counts.
#[utoipa::path(post, path = "/v1/campaigns/{campaign}/pause", tag = "media",
    params(("campaign" = CampaignId, Path)), responses((status = 200, body = CampaignDocument), Problems))]
async fn pause_campaign(
    State(app): State<App>,
    caller: Caller,
    Segment(campaign): Segment<CampaignId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    switch(app, caller, campaign, headers, false).await
}

/// Let a paused campaign go on.
#[utoipa::path(post, path = "/v1/campaigns/{campaign}/resume", tag = "media",
    params(("campaign" = CampaignId, Path)), responses((status = 200, body = CampaignDocument), Problems))]
async fn resume_campaign(
    State(app): State<App>,
    caller: Caller,
    Segment(campaign): Segment<CampaignId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    switch(app, caller, campaign, headers, true).await
}

/// What a campaign did, day by day, and why it lost where it did.
#[utoipa::path(get, path = "/v1/campaigns/{campaign}/report", tag = "media",
    params(("campaign" = CampaignId, Path), ("from" = Option<realtail_kernel::Day>, Query),
        ("to" = Option<realtail_kernel::Day>, Query)),
    responses((status = 200, body = Report), Problems))]
async fn campaign_report(
    State(app): State<App>,
    caller: Caller,
    Segment(campaign): Segment<CampaignId>,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Report)?;
    is_on(&app)?;
    let span = Span::of(&app, &mut query)?;
    query.end()?;
    let replica = app.read();
    let known = own(&replica.machine.media, &caller, &campaign)?;
    Ok(json(report_of(&[known], &span)))
}

/// Say what holds for all placements, from now on.
#[utoipa::path(put, path = "/v1/placement-rules", tag = "media", request_body = PlacementRules,
    responses((status = 200, body = PlacementRules), Problems))]
async fn put_rules(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<PlacementRules>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let rules = body.value;
    let call = Call::new(&app, &caller, "placement_rules.set", &headers, &body.bytes)?;
    call.run(Command::Media(media::Command::SetRules(rules)), |_, _| json(rules), || json(rules)).await
}

/// Read what holds for all placements.
#[utoipa::path(get, path = "/v1/placement-rules", tag = "media",
    responses((status = 200, body = PlacementRules), Problems))]
async fn get_rules(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    is_on(&app)?;
    query.end()?;
    let rules = app.read().machine.media.campaigns.rules;
    Ok(json(rules))
}
