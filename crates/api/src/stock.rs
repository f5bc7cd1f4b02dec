//! Movements, counts, sales and the ledger over HTTP.

use crate::app::App;
use crate::body::{Json, Query};
use crate::caller::{Caller, Deed};
use crate::calls::{Call, Logged};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, ItemId, LotId, Position, Reference, SiteId};
use realtail_omnichannel::Command;
use realtail_vocabulary::{
    Account, CountedLine, Event, Movement, Oversold, Posting, Reason, Sale, StockCount, StockEvent,
};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

const MOVES_MAX: usize = 10_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_moves))
        .routes(routes!(post_counts))
        .routes(routes!(post_sales))
        .routes(routes!(get_ledger))
}

#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovesBody {
    #[schema(min_items = 1, max_items = 10_000)]
    moves: Vec<Movement>,
}

/// Where it stands in the log.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Moved {
    position: Position,
    trace: String,
    moved: usize,
}

/// A count beside the book.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CountAnswer {
    position: Position,
    trace: String,
    lines: Vec<Difference>,
}

#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = CountDifference)]
pub(crate) struct Difference {
    #[serde(flatten)]
    line: CountedLine,
    /// Counted less book.
    difference: i64,
}

/// A sale that was taken in.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct SaleAnswer {
    sale: String,
    position: Position,
    trace: String,
    /// Lines that sold more than the book knew of. The book is below zero there until somebody counts.
    oversold_at_till: Vec<Oversold>,
}

/// One row of the ledger.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Row {
    position: Position,
    at: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_at: Option<Instant>,
    /// What moved it.
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    from: Account,
    to: Account,
    #[serde(skip_serializing_if = "Option::is_none")]
    lot: Option<LotId>,
    quantity: i64,
    /// By how much the site's sellable stock changed.
    change: i64,
    /// The site's sellable stock after it.
    balance: i64,
    by: String,
    trace: String,
}

/// The moves behind a number, newest first.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Ledger {
    item: ItemId,
    site: SiteId,
    on_hand: i64,
    rows: Vec<Row>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

fn json(value: impl Serialize) -> Response {
    axum::Json(value).into_response()
}

/// Move stock between accounts, all or nothing.
#[utoipa::path(post, path = "/v1/stock/moves", tag = "stock", request_body = MovesBody,
    responses((status = 200, body = Moved), Problems))]
async fn post_moves(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<MovesBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Stock)?;
    let moves = body.value.moves;
    if moves.is_empty() || moves.len() > MOVES_MAX {
        return Err(Problem::invalid("moves", format!("send 1 to {MOVES_MAX} moves a call")));
    }
    for account in moves.iter().flat_map(|m| [&m.from, &m.to]) {
        account.site_of().map_or(Ok(()), |site| caller.at(site))?;
    }
    let call = Call::new(&app, &caller, "stock.move", &headers, &body.bytes)?;
    let moved = moves.len();
    let done = |position: Position, _: &Logged| json(Moved { position, trace: position.to_string(), moved });
    call.run(Command::Move(moves), done, || {
        json(Moved { position: Position(0), trace: String::new(), moved })
    })
    .await
}

/// Count stock; differences to the book go to or come from `shrink`.
#[utoipa::path(post, path = "/v1/stock/counts", tag = "stock", request_body = StockCount,
    responses((status = 200, body = CountAnswer), Problems))]
async fn post_counts(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<StockCount>,
) -> Result<Response, Problem> {
    caller.may(Deed::Stock)?;
    caller.at(&body.value.site)?;
    let call = Call::new(&app, &caller, "stock.count", &headers, &body.bytes)?;
    call.run(Command::Count(body.value), count_answer, || count_answer(Position(0), &nothing())).await
}

fn count_answer(position: Position, entry: &Logged) -> Response {
    let lines = entry.events.iter().find_map(|event| match event {
        Event::Stock(StockEvent::Counted { lines, .. }) => Some(lines),
        _ => None,
    });
    let difference =
        |line: &CountedLine| Difference { difference: line.counted - line.book, line: line.clone() };
    let lines = lines.into_iter().flatten().map(difference).collect();
    json(CountAnswer { position, trace: position.to_string(), lines })
}

fn nothing() -> Logged {
    Logged {
        at: Instant::EPOCH,
        received_at: Instant::EPOCH,
        signal: Default::default(),
        by: Default::default(),
        cause: None,
        keys: Default::default(),
        events: Vec::new(),
        refusal: None,
    }
}

/// Take in a sale that already happened. Never refused for want of stock; the same as the signal `retail.sale.completed`.
#[utoipa::path(post, path = "/v1/sales", tag = "stock", request_body = Sale,
    responses((status = 200, body = SaleAnswer), Problems))]
async fn post_sales(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Json<Sale>,
) -> Result<Response, Problem> {
    caller.may(Deed::Signal)?;
    let sale = body.value;
    check_sale(&caller, &sale)?;
    let call = Call::new(&app, &caller, "retail.sale.completed", &headers, &body.bytes)?;
    let call = call.named(&["sale", sale.sale.as_str()], &content_of(&sale));
    call.run(Command::Sell(sale), sale_answer, || sale_answer(Position(0), &nothing())).await
}

/// What a sale says, however it was written down.
pub(crate) fn content_of(sale: &Sale) -> Vec<u8> {
    serde_json::to_vec(sale).unwrap_or_default()
}

pub(crate) fn check_sale(caller: &Caller, sale: &Sale) -> Result<(), Problem> {
    caller.at(&sale.site)?;
    if sale.lines.len() > 1000 {
        return Err(Problem::invalid("lines", "a sale has at most 1000 lines"));
    }
    match &sale.customer {
        Some(customer) if customer.as_str().contains('@') => Err(Problem::invalid(
            "customer",
            "give the retailer's own customer number; e-mail addresses are personal data and do not belong here",
        )),
        _ => Ok(()),
    }
}

/// What a till beyond the book sold.
pub(crate) fn oversold_in(entry: &Logged) -> Vec<Oversold> {
    let found = entry.events.iter().find_map(|event| match event {
        Event::Stock(StockEvent::Sold { oversold, .. }) => Some(oversold.clone()),
        _ => None,
    });
    found.unwrap_or_default()
}

fn sale_answer(position: Position, entry: &Logged) -> Response {
    let sale = entry.events.iter().find_map(|event| match event {
        Event::Stock(StockEvent::Sold { sale, .. }) => Some(sale.to_string()),
        _ => None,
    });
    let oversold_at_till = oversold_in(entry);
    json(SaleAnswer {
        sale: sale.unwrap_or_default(),
        position,
        trace: position.to_string(),
        oversold_at_till,
    })
}

/// The moves behind a number, newest first.
#[utoipa::path(get, path = "/v1/stock/ledger", tag = "stock",
    params(("item" = ItemId, Query), ("site" = SiteId, Query), ("cursor" = Option<String>, Query),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = Ledger), Problems))]
async fn get_ledger(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let missing =
        |what: &'static str| Problem::malformed(format!("missing parameter {what}")).with("field", what);
    let item: ItemId = query.one("item")?.ok_or_else(|| missing("item"))?;
    let site: SiteId = query.one("site")?.ok_or_else(|| missing("site"))?;
    let (cursor, limit) = (query.one::<Cursor>("cursor")?, query.limit()?);
    query.end()?;
    let (item, last, on_hand) = {
        let replica = app.read();
        let stock = &replica.machine.omnichannel;
        let unknown = |refusal: realtail_omnichannel::Refusal| {
            Problem::from(&realtail_platform::Refusal::from(refusal))
        };
        let item_no = stock.catalogue.item_no(&item).map_err(unknown)?;
        let site_no = stock.catalogue.site_no(&site).map_err(unknown)?;
        let cell = stock.stock.cell(item_no, site_no);
        let name = stock.catalogue.item(item_no).item.clone();
        (name, cell.map_or(Position(0), |c| c.last), cell.map_or(0, |c| c.on_hand))
    };
    // The newest move is looked up in the log.
    app.settled().await;
    let start = cursor.unwrap_or(Cursor { position: last, balance: on_hand });
    let walk = move || walk(&app, item, site, on_hand, start, limit);
    tokio::task::spawn_blocking(walk).await.map_err(Problem::fault)?
}

/// Where a page of the ledger goes on: an entry, and the balance after it.
#[derive(Clone, Copy, Debug)]
struct Cursor {
    position: Position,
    balance: i64,
}

impl std::str::FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Cursor, &'static str> {
        let wrong = "a cursor is the next_cursor of the page before";
        let (position, balance) = text.split_once('.').ok_or(wrong)?;
        let position = Position(position.parse().map_err(|_| wrong)?);
        Ok(Cursor { position, balance: balance.parse().map_err(|_| wrong)? })
    }
}

/// Follows the chain that postings make through the log, so no index of moves has to be kept in memory.
fn walk(
    app: &App,
    item: ItemId,
    site: SiteId,
    on_hand: i64,
    start: Cursor,
    limit: usize,
) -> Result<Response, Problem> {
    let Cursor { mut position, mut balance } = start;
    let mut rows = Vec::new();
    while position.0 > 0 && rows.len() < limit {
        let entry = app.handle.entry(position).map_err(Problem::fault)?;
        let Some(entry) = entry else { return Err(Problem::malformed("the cursor points nowhere")) };
        let mut previous = Position(0);
        for (event, posting) in
            entry.events.iter().flat_map(|e| e.postings().iter().map(move |p| (e, p))).rev_all()
        {
            if posting.item != item {
                continue;
            }
            let (less, more) = (sellable_at(&posting.from, &site), sellable_at(&posting.to, &site));
            if posting.from.site_of() != Some(&site) && posting.to.site_of() != Some(&site) {
                continue;
            }
            let units = posting.quantity.units();
            let change = i64::from(more) * units - i64::from(less) * units;
            rows.push(row(position, &entry, event, posting, change, balance));
            balance -= change;
            previous = before(posting, &site).unwrap_or(previous);
        }
        if previous >= position {
            return Err(Problem::malformed("the cursor is not one of this item and site"));
        }
        position = previous;
    }
    let next_cursor = (position.0 > 0).then(|| format!("{}.{balance}", position.0));
    Ok(json(Ledger { item, site, on_hand, rows, next_cursor }))
}

/// All of an iterator, last first.
trait RevAll: Iterator + Sized {
    fn rev_all(self) -> std::iter::Rev<std::vec::IntoIter<Self::Item>> {
        self.collect::<Vec<_>>().into_iter().rev()
    }
}

impl<I: Iterator> RevAll for I {}

fn sellable_at(account: &Account, wanted: &SiteId) -> bool {
    match account {
        Account::Site { site, condition, .. } => site == wanted && condition.is_sellable(),
        Account::Shipment { .. } | Account::Outside { .. } => false,
    }
}

fn before(posting: &Posting, site: &SiteId) -> Option<Position> {
    if posting.from.site_of() == Some(site) { posting.previous_from } else { posting.previous_to }
}

fn row(
    position: Position,
    entry: &Logged,
    event: &Event,
    posting: &Posting,
    change: i64,
    balance: i64,
) -> Row {
    let (reason, reference, occurred_at) = match event {
        Event::Stock(StockEvent::Moved { reason, reference, occurred_at, .. }) => {
            (Some(*reason), reference.as_ref().map(Reference::to_string), *occurred_at)
        }
        Event::Stock(StockEvent::Sold { sale, sold_at, .. }) => {
            (Some(Reason::Sale), Some(sale.to_string()), Some(*sold_at))
        }
        Event::Stock(StockEvent::Counted { counted_at, .. }) => {
            (Some(Reason::Count), None, Some(*counted_at))
        }
        Event::Hold(event) => (Some(Reason::Sale), Some(event.hold().to_string()), None),
        _ => (None, None, None),
    };
    Row {
        position,
        at: entry.at,
        occurred_at,
        event: event.kind(),
        reason,
        reference,
        from: posting.from.clone(),
        to: posting.to.clone(),
        lot: posting.lot.clone(),
        quantity: posting.quantity.units(),
        change,
        balance,
        by: entry.by.to_string(),
        trace: entry.origin(position).to_string(),
    }
}
