//! What a shopper may want: the next basket, what is new to the shopper, what goes with an item, what there is instead.

use super::find::{Around, FoundItem};
use super::near;
use super::session::{self, Shopper};
use crate::app::App;
use crate::body::Query;
use crate::models::{ToldBecause, ToldItem, door};
use crate::problem::{Problem, Problems};
use crate::recommendations::{ListName, ago, agreeing};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, ItemId};
use realtail_omnichannel::Omnichannel;
use serde::Serialize;

const LIMIT: usize = 8;
const LIMIT_MAX: usize = 30;
/// So many items are looked at for each that is told: not all can be had.
const LOOKED_AT: usize = 4;

/// What a shopper may want.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopSuggestions)]
pub(crate) struct Suggestions {
    as_of: Instant,
    list: ListName,
    basis: Basis,
    /// The best first; all of them can be had.
    items: Vec<Suggestion>,
}

/// What a list rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ShopBasis)]
pub(crate) enum Basis {
    /// What the shopper bought.
    Own,
    /// What everybody buys: the shopper agrees to more, but nothing is known yet.
    NothingKnown,
    /// What everybody buys: the shopper does not agree to personalisation on pages.
    NotAgreed,
}

/// An item, and why.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopSuggestion)]
pub(crate) struct Suggestion {
    #[serde(flatten)]
    found: FoundItem,
    /// In words, of the shopper alone.
    why: String,
}

/// What this shopper may want: as at `/v1/recommendations`, of items that can be had. What was bought is used only where the
/// shopper agrees; otherwise what everybody buys is told.
#[utoipa::path(get, path = "/v1/shop/recommendations", tag = "shop",
    params(("list" = ListName, Query), ("item" = Option<Vec<ItemId>>, Query),
        ("lat" = Option<f64>, Query, minimum = -90, maximum = 90),
        ("lon" = Option<f64>, Query, minimum = -180, maximum = 180),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 30)),
    responses((status = 200, body = Suggestions), Problems))]
pub(crate) async fn suggest(
    State(app): State<App>,
    shopper: Shopper,
    mut query: Query,
) -> Result<Response, Problem> {
    let list = query.one::<ListName>("list")?;
    let list = list.ok_or_else(|| Problem::malformed("missing parameter list").with("field", "list"))?;
    let items = query.all::<ItemId>("item")?;
    let place = near::place(&mut query)?;
    let limit = query.one::<usize>("limit")?.unwrap_or(LIMIT);
    query.end()?;
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::malformed(format!("limit is 1 to {LIMIT_MAX}")).with("field", "limit"));
    }
    let ask = list.ask(&items)?;
    let door = door(&app)?;
    let customer = agreeing(&app, &shopper.customer);
    let told = door.list(&ask, customer.as_ref(), limit * LOOKED_AT);
    let channel = session::channel()?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let around = Around::new(&app, state, replica.at, place, &channel);
    let is_own = |told: &&ToldItem| matches!(told.because, ToldBecause::Bought { .. });
    let is_next = list == ListName::NextBasket;
    let basis = match &customer {
        None => Basis::NotAgreed,
        Some(_) if is_next && !told.items.iter().any(|told| is_own(&told)) => Basis::NothingKnown,
        Some(_) => Basis::Own,
    };
    // A next basket of one's own is of what one buys; what everybody buys does not fill it up.
    let wanted = told.items.iter().filter(|told| !is_next || basis != Basis::Own || is_own(told));
    let found = wanted.filter_map(|told| {
        let no = state.catalogue.item_no(&told.item).ok()?;
        let found = around.item(&shopper, no, around.nearest(no));
        found.available.then(|| Suggestion { found, why: why(state, told) })
    });
    let items = found.take(limit).collect();
    let as_of = around.now;
    Ok(axum::Json(Suggestions { as_of, list, basis, items }).into_response())
}

/// In words for the shopper. Nothing is told of what others bought but that they did.
fn why(state: &Omnichannel, told: &ToldItem) -> String {
    match &told.because {
        ToldBecause::Bought { times: 1, last_days, .. } => format!("You bought it {}", ago(*last_days)),
        ToldBecause::Bought { times, last_days, .. } => {
            format!("You bought it {times} times, last {}", ago(*last_days))
        }
        ToldBecause::With { with, .. } => {
            let named = state.catalogue.item_no(with).map(|no| state.catalogue.item(no).name.as_str());
            format!("Goes with {}", named.unwrap_or(with.as_str()))
        }
        ToldBecause::OfAKind => "Of the same kind".to_owned(),
        ToldBecause::Alike => "Bought by the same people".to_owned(),
        ToldBecause::Popular => "Much bought".to_owned(),
    }
}
