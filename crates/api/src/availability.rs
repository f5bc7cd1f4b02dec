//! Availability over HTTP: what may be promised now.

use crate::app::App;
use crate::body::{Json, Query};
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, Instant, ItemId, RuleName, SiteId, ZoneId};
use realtail_omnichannel::{ItemNo, Omnichannel, Setting, SiteNo};
use realtail_vocabulary::Condition;
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The most pairs that one call may ask for.
const PAIRS_MAX: usize = 10_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_availability)).routes(routes!(query_availability))
}

/// What may be promised now.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AvailabilityDocument {
    /// When this was read.
    as_of: Instant,
    /// How long what is shown lags behind what is decided; decisions become visible when they are durable.
    lag_ms: f64,
    lines: Vec<Line>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Line {
    item: ItemId,
    site: SiteId,
    /// Sellable units by the book.
    on_hand: i64,
    /// Units in holds on this site.
    held: i64,
    /// Units promised for good.
    allocated: i64,
    /// Units that rules keep back here on this channel.
    safety_stock: i64,
    /// What may be promised now on this channel.
    available: i64,
    /// What of that a shopper can carry out of the site now: what stands in zones of the kind `sales_floor`; all of it
    /// where none of the item's units there stands in any zone.
    carry_out: i64,
    /// What is on its way, soonest first.
    incoming: Vec<IncomingLine>,
    /// How sure the book is, 0 to 1: 1 / (1 + times it was found wrong since a count that agreed).
    confidence: f64,
    /// Where the units stand, and in which condition; only where that is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    zones: Vec<ZoneLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<Explain>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct IncomingLine {
    quantity: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_at: Option<Instant>,
    /// The shipment or the purchase order.
    source: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ZoneLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<ZoneId>,
    condition: Condition,
    quantity: i64,
}

/// Which rule said what.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Explain {
    #[serde(skip_serializing_if = "Option::is_none")]
    safety_stock: Option<UnitsByRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel_buffer: Option<UnitsByRule>,
    #[serde(skip_serializing_if = "Option::is_none")]
    may_sell: Option<MaySellByRule>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct UnitsByRule {
    value: u32,
    rule: RuleName,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct MaySellByRule {
    value: bool,
    rule: RuleName,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairsBody {
    channel: Option<Channel>,
    #[schema(max_items = 10_000)]
    pairs: Vec<Pair>,
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    item: ItemId,
    site: SiteId,
}

/// What may be promised of items at sites on a channel. `item` and `site` may be repeated; without `site`, everywhere the item ever was.
#[utoipa::path(get, path = "/v1/availability", tag = "stock",
    params(("item" = Vec<ItemId>, Query), ("site" = Option<Vec<SiteId>>, Query),
        ("channel" = Option<Channel>, Query), ("explain" = Option<bool>, Query)),
    responses((status = 200, body = AvailabilityDocument), Problems))]
async fn get_availability(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (items, sites) = (query.all::<ItemId>("item")?, query.all::<SiteId>("site")?);
    let (channel, explain) =
        (query.one::<Channel>("channel")?, query.one::<bool>("explain")?.unwrap_or(false));
    query.end()?;
    if items.is_empty() {
        return Err(Problem::malformed("missing parameter item").with("field", "item"));
    }
    if items.len().saturating_mul(sites.len().max(1)) > PAIRS_MAX {
        return Err(Problem::invalid("item", format!("ask for at most {PAIRS_MAX} pairs a call")));
    }
    let now = app.handle.now();
    let mut lines = Vec::with_capacity(items.len());
    for item in &items {
        // Given back after each item, so that a long list does not keep everybody waiting.
        let replica = app.read();
        let stock = &replica.machine.omnichannel;
        let reader = Reader { stock, channel: channel.as_ref(), explain, now };
        let item = reader.item(item)?;
        if sites.is_empty() {
            lines.extend(stock.stock.sites_of(item).map(|cell| reader.line(item, cell.site)));
        }
        for site in &sites {
            lines.push(reader.line(item, reader.site(site)?));
        }
    }
    Ok(document(&app, now, lines))
}

/// What may be promised of up to 10,000 pairs.
#[utoipa::path(post, path = "/v1/availability:query", tag = "stock", request_body = PairsBody,
    responses((status = 200, body = AvailabilityDocument), Problems))]
async fn query_availability(
    State(app): State<App>,
    caller: Caller,
    body: Json<PairsBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let PairsBody { channel, pairs } = body.value;
    if pairs.len() > PAIRS_MAX {
        return Err(Problem::invalid("pairs", format!("ask for at most {PAIRS_MAX} pairs a call")));
    }
    let now = app.handle.now();
    let mut lines = Vec::with_capacity(pairs.len());
    // The lock is given back now and then, so that a long list does not keep the next batch waiting.
    for some in pairs.chunks(256) {
        let replica = app.read();
        let reader =
            Reader { stock: &replica.machine.omnichannel, channel: channel.as_ref(), explain: false, now };
        for pair in some {
            lines.push(reader.line(reader.item(&pair.item)?, reader.site(&pair.site)?));
        }
    }
    Ok(document(&app, now, lines))
}

fn document(app: &App, as_of: Instant, lines: Vec<Line>) -> Response {
    let lag_ms = app.handle.now().micros_since(as_of).max(0) as f64 / 1000.0;
    axum::Json(AvailabilityDocument { as_of, lag_ms, lines }).into_response()
}

struct Reader<'a> {
    stock: &'a Omnichannel,
    channel: Option<&'a Channel>,
    explain: bool,
    now: Instant,
}

fn unknown(refusal: realtail_omnichannel::Refusal) -> Problem {
    Problem::from(&realtail_platform::Refusal::from(refusal))
}

impl Reader<'_> {
    fn item(&self, item: &ItemId) -> Result<ItemNo, Problem> {
        self.stock.catalogue.item_no(item).map_err(unknown)
    }

    fn site(&self, site: &SiteId) -> Result<SiteNo, Problem> {
        self.stock.catalogue.site_no(site).map_err(unknown)
    }

    fn line(&self, item: ItemNo, site: SiteNo) -> Line {
        let found = self.stock.availability(item, site, self.channel, self.now);
        let catalogue = &self.stock.catalogue;
        let incoming = self.stock.incoming(item, site).into_iter();
        Line {
            item: catalogue.item(item).item.clone(),
            site: catalogue.site(site).site.clone(),
            on_hand: found.on_hand,
            held: found.held,
            allocated: found.allocated,
            safety_stock: found.safety_stock,
            available: found.available,
            carry_out: found.carry_out,
            incoming: incoming
                .map(|i| IncomingLine { quantity: i.quantity, expected_at: i.expected_at, source: i.source })
                .collect(),
            confidence: found.confidence,
            zones: self.zones(item, site),
            explain: self.explain.then(|| self.explained(item, site)),
        }
    }

    fn zones(&self, item: ItemNo, site: SiteNo) -> Vec<ZoneLine> {
        let cell = self.stock.stock.cell(item, site).filter(|cell| cell.has_places());
        let places = cell.map_or(Vec::new(), |cell| self.stock.stock.places(cell));
        places
            .into_iter()
            .map(|p| ZoneLine { zone: p.zone, condition: p.condition, quantity: p.quantity })
            .collect()
    }

    fn explained(&self, item: ItemNo, site: SiteNo) -> Explain {
        let found = self.stock.explain(item, site, self.channel);
        let units = |setting: Setting<u32>| setting.map(|(value, rule)| UnitsByRule { value, rule });
        Explain {
            safety_stock: units(found.safety_stock),
            channel_buffer: units(found.channel_buffer),
            may_sell: found.may_sell.map(|(value, rule)| MaySellByRule { value, rule }),
        }
    }
}
