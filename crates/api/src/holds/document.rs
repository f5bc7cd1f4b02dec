//! A hold as it is shown.

use crate::app::App;
use crate::calls::Logged;
use crate::problem::Problem;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, HoldId, Instant, ItemId, OwnerId, RegionId, SiteId};
use realtail_omnichannel::{Catalogue, Hold, HoldState, Line, Place};
use realtail_vocabulary::{Event, HoldEvent, HoldLine, HoldPlace, PostAs, VoidReason};
use serde::Serialize;
use smallvec::SmallVec;

/// A hold.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct HoldDocument {
    hold: HoldId,
    owner: OwnerId,
    channel: Channel,
    /// `held`, `posted`, `voided` or `expired`.
    #[schema(value_type = String)]
    state: &'static str,
    expires_at: Instant,
    placed_at: Instant,
    lines: SmallVec<[LineDocument; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolved_at: Option<Instant>,
    /// What was taken, from where.
    #[serde(skip_serializing_if = "Option::is_none")]
    posted: Option<Vec<LineDocument>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_as: Option<PostAs>,
    /// What became of the allocation: `open`, `fulfilled` or `released`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    allocation: Option<&'static str>,
    /// The newer hold of the same owner that took its units.
    #[serde(skip_serializing_if = "Option::is_none")]
    superseded_by: Option<HoldId>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct LineDocument {
    item: ItemId,
    quantity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SiteId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<RegionId>,
}

fn line_document(line: &Line, catalogue: &Catalogue) -> LineDocument {
    let (site, region) = match line.place {
        Place::Site(site) => (Some(catalogue.site(site).site.clone()), None),
        Place::Region(region) => (None, Some(catalogue.region(region).clone())),
    };
    LineDocument { item: catalogue.item(line.item).item.clone(), quantity: line.units, site, region }
}

pub(crate) fn hold_document(hold: &Hold, catalogue: &Catalogue) -> HoldDocument {
    let (post_as, allocation) = match hold.state {
        HoldState::Posted(PostAs::Allocation) => (Some(PostAs::Allocation), Some("open")),
        HoldState::Posted(PostAs::Sale) => (Some(PostAs::Sale), None),
        HoldState::Fulfilled => (Some(PostAs::Allocation), Some("fulfilled")),
        HoldState::Released => (Some(PostAs::Allocation), Some("released")),
        HoldState::Held | HoldState::Voided(_) | HoldState::Expired => (None, None),
    };
    let superseded_by = match &hold.state {
        HoldState::Voided(VoidReason::SupersededBy(newer)) => Some(newer.clone()),
        _ => None,
    };
    HoldDocument {
        hold: hold.hold.clone(),
        owner: hold.owner.clone(),
        channel: hold.channel.clone(),
        state: hold.state.as_str(),
        expires_at: hold.expires_at,
        placed_at: hold.placed_at,
        lines: hold.lines.iter().map(|line| line_document(line, catalogue)).collect(),
        resolved_at: hold.resolved_at,
        posted: post_as.map(|_| hold.posted.iter().map(|line| line_document(line, catalogue)).collect()),
        post_as,
        allocation,
        superseded_by,
    }
}

/// The answer to a hold that was placed, as it was when it was placed.
pub(crate) fn placed(entry: &Logged) -> Option<HoldDocument> {
    entry.events.iter().find_map(|event| {
        let Event::Hold(HoldEvent::Placed { hold, owner, channel, expires_at, lines }) = event else {
            return None;
        };
        let line = |line: &HoldLine| {
            let (site, region) = match &line.place {
                HoldPlace::Site(site) => (Some(site.clone()), None),
                HoldPlace::Region(region) => (None, Some(region.clone())),
            };
            LineDocument { item: line.item.clone(), quantity: line.quantity.units(), site, region }
        };
        Some(HoldDocument {
            hold: hold.clone(),
            owner: owner.clone(),
            channel: channel.clone(),
            state: "held",
            expires_at: *expires_at,
            placed_at: entry.at,
            lines: lines.iter().map(line).collect(),
            resolved_at: None,
            posted: None,
            post_as: None,
            allocation: None,
            superseded_by: None,
        })
    })
}

/// A hold that stood already: the answer it got when it was placed.
pub(crate) fn as_placed(app: &App, hold: &HoldId) -> Result<HoldDocument, Problem> {
    let mut document = current(app, hold)?;
    document.state = "held";
    (document.resolved_at, document.posted, document.post_as) = (None, None, None);
    (document.allocation, document.superseded_by) = (None, None);
    Ok(document)
}

pub(crate) fn current(app: &App, hold: &HoldId) -> Result<HoldDocument, Problem> {
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let known = stock.holds.get(hold).map_err(|_| Problem::not_found("hold", hold))?;
    let mut document = hold_document(known, &stock.catalogue);
    if known.is_open() && known.expires_at <= app.handle.now() {
        // Its time has come; the tick that says so is under way.
        document.state = "expired";
        document.resolved_at = Some(known.expires_at);
    }
    Ok(document)
}

pub(crate) fn respond(status: StatusCode, answer: Result<HoldDocument, Problem>) -> Response {
    match answer {
        Ok(document) => (status, axum::Json(document)).into_response(),
        Err(problem) => problem.into_response(),
    }
}
