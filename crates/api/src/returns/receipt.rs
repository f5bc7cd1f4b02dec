//! Receipts over HTTP: read off the log, with what of them can still come back.

use crate::app::App;
use crate::body::{Query, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Logged;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{
    Currency, CustomerId, Instant, ItemId, Label, LoyaltyNo, Position, Reference, ReturnId, SaleId, SiteId,
    Word,
};
use realtail_omnichannel::Omnichannel;
use realtail_omnichannel::returns::{ReceiptShown, receipt_read};
use realtail_vocabulary::{Event, SaleLine, StockEvent, TimelineKind};
use serde::Serialize;
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get)).routes(routes!(list))
}

/// A line of a receipt, and what of it can still come back.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReceiptLineDocument {
    line: u16,
    item: ItemId,
    name: Label,
    quantity: i64,
    /// What was paid for all of it, in minor units.
    paid: i64,
    returned: i64,
    /// How much of it can still come back.
    returnable: i64,
    /// What that was paid with.
    value: i64,
}

/// How a receipt was paid.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReceiptTenderDocument {
    means: Word,
    /// What it can give back at most: what was paid with it, the change taken off.
    amount: i64,
    given_back: i64,
}

/// A receipt.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReceiptDocument {
    sale: SaleId,
    site: SiteId,
    #[serde(skip_serializing_if = "Option::is_none")]
    till: Option<Reference>,
    sold_at: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    currency: Currency,
    paid: i64,
    refunded: i64,
    lines: Vec<ReceiptLineDocument>,
    tenders: Vec<ReceiptTenderDocument>,
    /// What came back of it before.
    returns: Vec<ReturnId>,
    position: Position,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReceiptPage {
    receipts: Vec<ReceiptDocument>,
}

/// A receipt as the log has it, with where it was made out.
struct Found {
    shown: ReceiptShown,
    site: SiteId,
    till: Option<Reference>,
}

fn entry(app: &App, position: Position) -> Result<Arc<Logged>, Problem> {
    if let Some(seen) = app.feed.get(position) {
        return Ok(seen.entry);
    }
    let entry = app.handle.entry(position).map_err(Problem::fault)?;
    entry.map(Arc::new).ok_or_else(|| Problem::fault(format!("entry {position} is missing")))
}

/// The receipts in an entry: one, or none.
fn found_in(position: Position, entry: &Logged) -> Option<Found> {
    entry.events.iter().find_map(|event| match event {
        Event::Stock(StockEvent::Sold { sale, site, till, sold_at, customer, lines, tenders, .. }) => {
            let shown = ReceiptShown {
                sale: sale.clone(),
                position,
                sold_at: *sold_at,
                customer: customer.clone(),
                lines: lines.clone(),
                tenders: tenders.clone(),
            };
            Some(Found { shown, site: site.clone(), till: till.clone() })
        }
        _ => None,
    })
}

/// Reads receipts off the log, which takes the disk's time and not the event loop's.
async fn read_all(app: &App, positions: Vec<Position>) -> Result<Vec<Found>, Problem> {
    // Only what is durable stands in the log.
    app.settled().await;
    let reading = app.clone();
    let read = move || {
        let found =
            positions.into_iter().map(|position| Ok(found_in(position, &*entry(&reading, position)?)));
        found.filter_map(Result::transpose).collect::<Result<Vec<_>, Problem>>()
    };
    tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?
}

async fn find(app: &App, sale: &SaleId) -> Result<Found, Problem> {
    let positions = app.read().machine.omnichannel.returns.receipts.positions(sale);
    let found = read_all(app, positions).await?;
    let found = found.into_iter().find(|found| found.shown.sale == *sale);
    found.ok_or_else(|| Problem::not_found("receipt", sale))
}

/// A receipt, for a return of it.
pub(super) async fn read(app: &App, sale: &SaleId) -> Result<ReceiptShown, Problem> {
    Ok(find(app, sale).await?.shown)
}

fn document(stock: &Omnichannel, found: Found) -> Result<ReceiptDocument, Problem> {
    let Found { shown, site, till } = found;
    let refused = |refusal| Problem::from(&realtail_platform::Refusal::from(refusal));
    let (read, currency) = receipt_read(&shown).map_err(refused)?;
    let came_back = stock.returns.receipts.came_back(&shown.sale);
    let of = |amounts: Option<&Vec<i64>>, n: usize| amounts.and_then(|of| of.get(n)).copied().unwrap_or(0);
    let line = |(n, (sold, paid)): (usize, (&SaleLine, &realtail_vocabulary::PaidLine))| {
        let item = stock.catalogue.item_no(&sold.item).map_err(refused)?;
        let returned = of(came_back.map(|back| &back.units), n);
        Ok(ReceiptLineDocument {
            line: n as u16 + 1,
            item: sold.item.clone(),
            name: stock.catalogue.item(item).name.clone(),
            quantity: paid.quantity.units(),
            paid: paid.paid,
            returned,
            returnable: paid.quantity.units() - returned,
            value: paid.paid - of(came_back.map(|back| &back.value), n),
        })
    };
    let lines = shown.lines.iter().zip(&read.lines).enumerate().map(line);
    let lines = lines.collect::<Result<Vec<_>, Problem>>()?;
    let tender = |(n, tender): (usize, &realtail_vocabulary::PaidTender)| ReceiptTenderDocument {
        means: tender.means.clone(),
        amount: tender.amount,
        given_back: of(came_back.map(|back| &back.given_back), n),
    };
    Ok(ReceiptDocument {
        paid: read.lines.iter().map(|line| line.paid).sum(),
        refunded: came_back.map_or(0, |back| back.refunded),
        lines,
        tenders: read.tenders.iter().enumerate().map(tender).collect(),
        returns: stock.returns.of_sale(&shown.sale).map(|known| known.return_id.clone()).collect(),
        sale: shown.sale,
        site,
        till,
        sold_at: shown.sold_at,
        customer: shown.customer,
        currency,
        position: shown.position,
    })
}

/// Read a receipt, and what of it can still come back.
#[utoipa::path(get, path = "/v1/receipts/{sale}", tag = "returns",
    params(("sale" = SaleId, Path)), responses((status = 200, body = ReceiptDocument), Problems))]
async fn get(
    State(app): State<App>,
    caller: Caller,
    Segment(sale): Segment<SaleId>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let found = find(&app, &sale).await?;
    let replica = app.read();
    Ok(axum::Json(document(&replica.machine.omnichannel, found)?).into_response())
}

/// The newest receipts of a customer, by the customer's number or by the loyalty card.
#[utoipa::path(get, path = "/v1/receipts", tag = "returns",
    params(("customer" = Option<CustomerId>, Query), ("loyalty" = Option<LoyaltyNo>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = ReceiptPage), Problems))]
async fn list(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (customer, loyalty) = (query.one::<CustomerId>("customer")?, query.one::<LoyaltyNo>("loyalty")?);
    let limit = query.limit()?;
    query.end()?;
    let positions: Vec<Position> = {
        let replica = app.read();
        let customers = &replica.machine.omnichannel.customers;
        let known = match (&customer, &loyalty) {
            (Some(customer), None) => {
                customers.resolved(customer).ok_or_else(|| Problem::not_found("customer", customer))
            }
            (None, Some(loyalty)) => {
                customers.by_loyalty(loyalty).ok_or_else(|| Problem::not_found("loyalty card", loyalty))
            }
            _ => {
                let detail = "name a customer, or a loyalty card";
                Err(Problem::malformed(detail).with("field", "customer"))
            }
        };
        let sales = known?.timeline.newest().filter(|noted| noted.kind == TimelineKind::Sale);
        sales.take(limit).map(|noted| noted.position).collect()
    };
    let found = read_all(&app, positions).await?;
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let receipts = found.into_iter().filter_map(|found| document(stock, found).ok()).collect();
    Ok(axum::Json(ReceiptPage { receipts }).into_response())
}
