//! Where tags are, over HTTP.

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_devices::Presence;
use realtail_kernel::{Epc, Gtin, Instant, ItemId, SiteId, ZoneId};
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most tags that are looked at for one page: what is left is behind its cursor.
const LOOKED_AT_MAX: usize = 50_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_tags)).routes(routes!(get_tag))
}

/// Where a tag is.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TagDocument {
    epc: Epc,
    /// The trade item in the EPC, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    gtin: Option<Gtin>,
    /// The item, where the retailer has one of this GTIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<ItemId>,
    site: SiteId,
    zone: ZoneId,
    since: Instant,
    /// How sure that was when it came, in parts per million.
    confidence_ppm: u32,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TagPage {
    tags: Vec<TagDocument>,
    /// How many there are in each zone, where an item and a site are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<Vec<ZoneCount>>,
    /// There may be more; a page before the last may have fewer tags than asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ZoneCount {
    zone: ZoneId,
    count: u32,
}

impl TagDocument {
    fn of(epc: &Epc, presence: &Presence) -> TagDocument {
        let Presence { site, zone, item, since, confidence_ppm } = presence.clone();
        let gtin = epc.sgtin().map(realtail_kernel::Sgtin::gtin);
        TagDocument { epc: epc.clone(), gtin, item, site, zone, since, confidence_ppm }
    }
}

/// List tags that are present, by item, site and zone.
#[utoipa::path(get, path = "/v1/tags", tag = "devices",
    params(("item" = Option<ItemId>, Query), ("site" = Option<SiteId>, Query), ("zone" = Option<ZoneId>, Query),
        ("cursor" = Option<Epc>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TagPage), Problems))]
async fn list_tags(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let site = caller.bounded(query.one::<SiteId>("site")?)?;
    let (item, zone) = (query.one::<ItemId>("item")?, query.one::<ZoneId>("zone")?);
    let (cursor, limit) = (query.one::<Epc>("cursor")?, query.limit()?);
    query.end()?;
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let item = match item {
        Some(item) => {
            let no = catalogue.item_no(&item).map_err(|_| Problem::not_found("item", &item))?;
            Some(catalogue.item(no).item.clone())
        }
        None => None,
    };
    let present = &replica.machine.devices.tags;
    let is_wanted = |presence: &Presence| {
        site.as_ref().is_none_or(|site| presence.site == *site)
            && zone.as_ref().is_none_or(|zone| presence.zone == *zone)
            && (item.is_none() || presence.item == item)
    };
    let (mut tags, mut next_cursor) = (Vec::new(), None);
    for (n, (epc, presence)) in present.after(cursor.as_ref()).enumerate() {
        if is_wanted(presence) {
            tags.push(TagDocument::of(epc, presence));
        }
        if tags.len() == limit || n + 1 == LOOKED_AT_MAX {
            let is_last = present.after(Some(epc)).next().is_none();
            next_cursor = (!is_last).then(|| epc.to_string());
            break;
        }
    }
    let counts = item.as_ref().zip(site.as_ref()).map(|(item, site)| {
        present.zones(site, item).map(|(zone, count)| ZoneCount { zone: zone.clone(), count }).collect()
    });
    Ok(axum::Json(TagPage { tags, counts, next_cursor }).into_response())
}

/// Where a tag is, by its EPC as a URI or as hexadecimal digits.
#[utoipa::path(get, path = "/v1/tags/{epc}", tag = "devices",
    params(("epc" = Epc, Path)), responses((status = 200, body = TagDocument), Problems))]
async fn get_tag(
    State(app): State<App>,
    caller: Caller,
    Segment(epc): Segment<Epc>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let presence = replica.machine.devices.tags.presence(&epc);
    let presence = presence.ok_or_else(|| Problem::not_found("tag that is heard", &epc))?;
    caller.at(&presence.site)?;
    Ok(axum::Json(TagDocument::of(&epc, presence)).into_response())
}
