//! Taxes over HTTP.

use super::{asks, gone, json, page, refused};
use crate::app::App;
use crate::body::{Json, Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use realtail_kernel::{Instant, Label, RegionId, SiteId, TaxId, Word};
use realtail_omnichannel::PriceCommand;
use realtail_vocabulary::{Tax, TaxPlace};
use serde::{Deserialize, Serialize};

/// A tax as it is sent. Of the taxes of one kind a line bears the one that is said most closely for it; taxes of different
/// kinds add up. Where it says nothing of places, sites or regions, it is raised everywhere.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TaxBody {
    /// What the shopper reads on the receipt.
    name: Option<Label>,
    /// What kind it is of, such as `vat`, `state`, `county`; `tax` where it is not said.
    kind: Option<Word>,
    /// On goods of this category, or whose attribute `tax_category` says this.
    category: Option<Label>,
    /// On what is sent to one of these places.
    #[serde(default)]
    places: Vec<TaxPlace>,
    /// On what is sold at these sites and not sent.
    #[serde(default)]
    sites: Vec<SiteId>,
    /// On what is sold at the sites of these regions and not sent.
    #[serde(default)]
    regions: Vec<RegionId>,
    /// In parts per million: 190,000 is 19 %.
    #[schema(minimum = 0, maximum = 10_000_000)]
    rate_ppm: u32,
    /// Whether prices have it in them already.
    #[serde(default)]
    inclusive: bool,
    /// From when on: until then what was set before counts.
    valid_from: Option<Instant>,
    valid_until: Option<Instant>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TaxPage {
    taxes: Vec<Tax>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Add or change a tax. One that begins later leaves what counts until then as it is.
#[utoipa::path(put, path = "/v1/taxes/{tax}", tag = "prices", request_body = TaxBody,
    params(("tax" = TaxId, Path)), responses((status = 200, body = Tax), Problems))]
pub(crate) async fn put_tax(
    State(app): State<App>,
    caller: Caller,
    Segment(tax): Segment<TaxId>,
    headers: HeaderMap,
    body: Json<TaxBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "tax.set", &headers, &body.bytes)?;
    let body = body.value;
    let kind = match body.kind {
        Some(kind) => kind,
        None => Word::new("tax").map_err(|e| Problem::malformed(e.to_string()))?,
    };
    let tax = Tax {
        tax,
        name: body.name,
        kind,
        category: body.category,
        places: body.places,
        sites: body.sites,
        regions: body.regions,
        rate_ppm: body.rate_ppm,
        inclusive: body.inclusive,
        valid_from: body.valid_from,
        valid_until: body.valid_until,
    };
    let answer = tax.clone();
    call.run(asks(PriceCommand::SetTax(Box::new(tax))), |_, _| json(&answer), || json(&answer)).await
}

/// Read a tax, as it was set last.
#[utoipa::path(get, path = "/v1/taxes/{tax}", tag = "prices",
    params(("tax" = TaxId, Path)), responses((status = 200, body = Tax), Problems))]
pub(crate) async fn get_tax(
    State(app): State<App>,
    caller: Caller,
    Segment(tax): Segment<TaxId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    replica.machine.omnichannel.prices.tax(&tax).map(json).map_err(refused)
}

/// Raise a tax no more. What was priced with it before can still be priced again as of then.
#[utoipa::path(delete, path = "/v1/taxes/{tax}", tag = "prices",
    params(("tax" = TaxId, Path)), responses((status = 204), Problems))]
pub(crate) async fn delete_tax(
    State(app): State<App>,
    caller: Caller,
    Segment(tax): Segment<TaxId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "tax.remove", &headers, tax.as_str().as_bytes())?;
    call.run(asks(PriceCommand::RemoveTax(tax)), |_, _| gone(), gone).await
}

/// List taxes.
#[utoipa::path(get, path = "/v1/taxes", tag = "prices",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = TaxPage), Problems))]
pub(crate) async fn list_taxes(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (cursor, limit) = (query.one::<usize>("cursor")?.unwrap_or(0), query.limit()?);
    query.end()?;
    let replica = app.read();
    let (taxes, next_cursor) = page(replica.machine.omnichannel.prices.taxes().cloned(), cursor, limit);
    Ok(json(TaxPage { taxes, next_cursor }))
}
