//! Finding items by words: in their name, brand and categories, and nothing cleverer than that.

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_vocabulary::Item;
use serde::Serialize;
use utoipa_axum::{router::OpenApiRouter, routes};

const WORDS_MAX: usize = 10;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

/// What was found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = FoundItems)]
pub(crate) struct Found {
    /// Those whose name has all words first, each in the order of the catalogue.
    items: Vec<Item>,
    /// How many there are in all.
    total: usize,
}

/// Find items by words in their name, brand or categories. Every word must be found, whatever its case.
#[utoipa::path(get, path = "/v1/search", tag = "catalogue",
    params(("q" = String, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 1000)),
    responses((status = 200, body = Found), Problems))]
async fn search(State(app): State<App>, caller: Caller, mut query: Query) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let (text, limit) = (query.one::<String>("q")?.unwrap_or_default(), query.limit()?);
    query.end()?;
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).take(WORDS_MAX).collect();
    if words.is_empty() {
        return Err(Problem::malformed("q: give a word or several").with("field", "q"));
    }
    // On a copy that costs nothing: looking through a large catalogue keeps nobody waiting.
    let catalogue = app.read().machine.omnichannel.catalogue.clone();
    let (mut named, mut other) = (Vec::new(), Vec::new());
    for item in catalogue.items() {
        match rank(item, &words) {
            Some(true) => named.push(item),
            Some(false) => other.push(item),
            None => (),
        }
    }
    let total = named.len() + other.len();
    let items = named.into_iter().chain(other).take(limit).cloned().collect();
    Ok(axum::Json(Found { items, total }).into_response())
}

/// Whether an item has all words, and whether its name alone has them.
fn rank(item: &Item, words: &[String]) -> Option<bool> {
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    let name = item.name.as_str().to_lowercase();
    if has_all(&name) {
        return Some(true);
    }
    let more = item.brand.iter().chain(&item.categories).map(|label| label.as_str().to_lowercase());
    let all = more.fold(name, |all, part| all + "\n" + &part);
    has_all(&all).then_some(false)
}
