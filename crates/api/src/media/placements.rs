//! What is shown for money, over HTTP: decided when it is asked for, on the stock and the budgets of that instant.

use super::json;
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::calls::{Call, Logged};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::{CampaignId, CustomerId, Instant, ItemId, Label, OwnerId, PlacementId, SiteId};
use realtail_media as media;
use realtail_media::{Ask, Campaigns, RULE, Seen};
use realtail_platform::Command;
use realtail_vocabulary::{
    AdSeen, DeliveryMethod, Event, FilledSlot, Lost, MediaEvent, PaysFor, Placement, Sight, Surface,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(decide))
}

/// Something that would be shown without money.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CandidateBody {
    item: ItemId,
    /// How well it fits, above 0 and up to 1.
    #[schema(exclusive_minimum = 0, maximum = 1)]
    relevance: f64,
}

/// The question what is to be shown at one place.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideBody {
    surface: Surface,
    /// For shoppers of which site; of any where it is not said.
    site: Option<SiteId>,
    /// By which method the goods must be to be had there; by any where it is not said.
    method: Option<DeliveryMethod>,
    /// What was searched for.
    query: Option<Label>,
    /// Which category is shown.
    category: Option<Label>,
    /// Who looks, by a number that means nothing elsewhere.
    visitor: Option<OwnerId>,
    /// Who that is, where it is known.
    customer: Option<CustomerId>,
    /// How many slots there are.
    #[schema(minimum = 1, maximum = 20)]
    slots: u8,
    /// What would be shown without money; found by query, category or surface where there are none.
    #[schema(max_items = 1000)]
    candidates: Option<Vec<CandidateBody>>,
    /// Whether the losers are told one by one, and not only counted.
    #[serde(default = "yes")]
    #[schema(default = true)]
    explain: bool,
}

fn yes() -> bool {
    true
}

/// What stands in a slot.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SlotDocument {
    slot: u8,
    item: ItemId,
    campaign: CampaignId,
    pays_for: PaysFor,
    /// What that click or view will cost, in minor units.
    price: i64,
}

/// What is not shown, and why.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LoserDocument {
    campaign: CampaignId,
    item: ItemId,
    reason: Lost,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LostCount {
    reason: Lost,
    count: usize,
}

/// What is to be shown.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PlacementDocument {
    /// Its name, with which views and clicks are told; none where no campaign is for any of it.
    placement: Option<PlacementId>,
    slots: Vec<SlotDocument>,
    losers: Vec<LoserDocument>,
    /// How many were not shown, by reason.
    lost: Vec<LostCount>,
    /// By what rule it was decided, with its version.
    #[schema(value_type = String)]
    rule: &'static str,
    /// Until when views and clicks of it count.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<Instant>,
}

/// Nothing is shown for money.
pub(crate) fn nothing() -> PlacementDocument {
    let (slots, losers, lost) = (Vec::new(), Vec::new(), Vec::new());
    PlacementDocument { placement: None, slots, losers, lost, rule: RULE, expires_at: None }
}

fn losers(campaigns: &Campaigns, placed: &Placement) -> Vec<LoserDocument> {
    let rows = placed.lost.iter().flat_map(|lost| lost.who.iter().map(|who| (lost.reason, *who)));
    let row = |(reason, who): (Lost, u32)| {
        let campaign = campaigns.numbered(who >> 8)?;
        let item = campaign.plan.items.get((who & 255) as usize)?.clone();
        Some(LoserDocument { campaign: campaign.campaign.clone(), item, reason })
    };
    rows.filter_map(row).collect()
}

fn document(app: &App, placed: &Placement, explain: bool) -> PlacementDocument {
    let slot = |filled: &FilledSlot| {
        let FilledSlot { slot, item, campaign, pays_for, price } = filled.clone();
        SlotDocument { slot, item, campaign, pays_for, price }
    };
    let told = explain && !placed.lost.is_empty();
    PlacementDocument {
        placement: Some(placed.placement.clone()),
        slots: placed.slots.iter().map(slot).collect(),
        losers: if told { losers(&app.read().machine.media.campaigns, placed) } else { Vec::new() },
        lost: placed.lost.iter().map(|l| LostCount { reason: l.reason, count: l.who.len() }).collect(),
        rule: RULE,
        expires_at: Some(placed.expires_at),
    }
}

fn relevance_ppm(candidate: &CandidateBody) -> Result<u32, Problem> {
    let ppm = candidate.relevance * 1_000_000.0;
    if !(candidate.relevance > 0.0 && candidate.relevance <= 1.0) {
        let detail = format!(
            "relevance of {} is {}; give more than 0 and at most 1",
            candidate.item, candidate.relevance
        );
        return Err(Problem::invalid("candidates", detail));
    }
    Ok((ppm.round() as u32).max(1))
}

/// Decide what is shown for money at one place. Only what can be had there, by that method, is shown; each slot goes to the
/// highest bid times relevance, and costs what it takes to stand before the next. The most that it can cost is set aside
/// until a view or a click is told by `retail.ad.viewed` or `retail.ad.clicked`, or until it expires.
#[utoipa::path(post, path = "/v1/placements:decide", tag = "media", request_body = DecideBody,
    responses((status = 200, body = PlacementDocument), Problems))]
async fn decide(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<DecideBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Signal)?;
    let Json { value, bytes } = body;
    let explain = value.explain;
    let candidates = value.candidates.as_ref().map(|candidates| {
        let pair = |candidate: &CandidateBody| Ok((candidate.item.clone(), relevance_ppm(candidate)?));
        candidates.iter().map(pair).collect::<Result<Vec<_>, Problem>>()
    });
    let ask = Ask {
        surface: value.surface,
        site: value.site,
        method: value.method,
        query: value.query,
        category: value.category,
        visitor: value.visitor,
        customer: value.customer,
        slots: value.slots,
        candidates: candidates.transpose()?,
        drawn: uuid::Uuid::new_v4().as_u128() as u64,
    };
    let call = Call::new(&app, &caller, "placement.decide", &headers, &bytes)?;
    answered(&app, call, ask, explain).await
}

/// Has it decided, and says what came of it.
pub(crate) async fn answered(
    app: &App,
    call: Call<'_>,
    ask: Ask,
    explain: bool,
) -> Result<Response, Problem> {
    let answer = |entry: &Logged| {
        let placed = entry.events.iter().find_map(|event| match event {
            Event::Media(MediaEvent::Placed(placed)) => Some(placed),
            _ => None,
        });
        json(placed.map_or_else(nothing, |placed| document(app, placed, explain)))
    };
    let command = Command::Media(media::Command::Decide(Box::new(ask)));
    call.run(command, |_, entry| answer(entry), || json(nothing())).await
}

/// A view or a click that a page tells of.
pub(crate) fn seen(told: AdSeen, sight: Sight) -> Command {
    let AdSeen { visitor, placement, item } = told;
    Command::Media(media::Command::See(Seen { visitor, placement, item, sight }))
}
