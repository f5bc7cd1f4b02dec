//! What is recommended, over HTTP: to a customer, for a basket, in place of an item.

mod offers;
mod why;

use crate::app::App;
use crate::body::Query;
use crate::caller::{Caller, Deed};
use crate::models::{ListAsk, ToldItem, door};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, CustomerId, ItemId, Label, Position, SiteId};
use realtail_omnichannel::SiteNo;
use realtail_vocabulary::{ContactChannel, Purpose};
use serde::Serialize;
use std::str::FromStr;
use utoipa_axum::{router::OpenApiRouter, routes};
pub(crate) use why::{Why, ago};

/// The most items that one basket may have.
const BASKET_MAX: usize = 100;
/// The most that is recommended.
const LIMIT_MAX: usize = 100;
/// How much is recommended where nothing is said.
const LIMIT: usize = 10;
/// Where a site is named so many items are looked at for each that is recommended: not all can be had.
const LOOKED_AT: usize = 4;
/// If too few of them can be had, so many are looked at once more.
const LOOKED_AT_MAX: usize = 400;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_recommendations)).merge(offers::routes())
}

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ListName {
    /// What goes with the items that are named.
    Basket,
    /// What the customer will most likely buy again next.
    NextBasket,
    /// What the customer never bought and will most likely buy next.
    NewToCustomer,
    /// What does for the item that is named.
    Substitutes,
    /// What is like the item that is named.
    Similar,
}

impl FromStr for ListName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<ListName, &'static str> {
        match text {
            "basket" => Ok(ListName::Basket),
            "next_basket" => Ok(ListName::NextBasket),
            "new_to_customer" => Ok(ListName::NewToCustomer),
            "substitutes" => Ok(ListName::Substitutes),
            "similar" => Ok(ListName::Similar),
            _ => Err("a list is one of basket, next_basket, new_to_customer, substitutes and similar"),
        }
    }
}

impl ListName {
    /// The list of some items.
    ///
    /// # Errors
    /// Where it is not asked of so many items.
    pub(crate) fn ask(self, items: &[ItemId]) -> Result<ListAsk<'_>, Problem> {
        match (self, items) {
            (ListName::NextBasket, []) => Ok(ListAsk::NextBasket),
            (ListName::NewToCustomer, []) => Ok(ListAsk::NewToCustomer),
            (ListName::NextBasket | ListName::NewToCustomer, _) => {
                Err(Problem::malformed("this list is a customer's, not an item's: leave item out")
                    .with("field", "item"))
            }
            (ListName::Basket | ListName::Substitutes | ListName::Similar, []) => {
                Err(Problem::malformed("missing parameter item").with("field", "item"))
            }
            (ListName::Basket, items) if items.len() > BASKET_MAX => {
                Err(Problem::invalid("item", format!("ask with at most {BASKET_MAX} items")))
            }
            (ListName::Basket, items) => Ok(ListAsk::Basket(items)),
            (ListName::Substitutes, [item]) => Ok(ListAsk::Substitutes(item)),
            (ListName::Similar, [item]) => Ok(ListAsk::Similar(item)),
            (ListName::Substitutes | ListName::Similar, _) => {
                Err(Problem::malformed("this list is of one item").with("field", "item"))
            }
        }
    }
}

/// What is recommended.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RecommendationList {
    list: ListName,
    /// Which model says so; a plain rule where no version of the model serves.
    #[schema(value_type = String)]
    model: &'static str,
    /// Which version of it.
    version: String,
    /// The newest log entry that it rests on.
    current_to: Position,
    /// From how many baskets it was learned.
    baskets: u64,
    /// Whether the customer's habits were used. They are only where the customer agrees to personalisation on pages, now.
    personal: bool,
    recommendations: Vec<Recommendation>,
}

/// An item that is recommended, and why.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct Recommendation {
    item: ItemId,
    name: Label,
    /// How strongly; compare it within one answer only.
    score: f64,
    /// What may be promised of it at the site that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<i64>,
    why: Why,
}

/// A customer whose habits may be used now, by the number that goes on; nothing where the customer does not agree to
/// personalisation on pages, or was never heard of.
pub(crate) fn agreeing(app: &App, customer: &CustomerId) -> Option<CustomerId> {
    let replica = app.read();
    let customers = &replica.machine.omnichannel.customers;
    let customer = customers.resolve(customer);
    let consents = &replica.machine.media.consents;
    let agrees = consents.agrees(customer, Purpose::Personalisation, ContactChannel::Onsite)
        && !customers.is_erased(customer);
    agrees.then(|| customer.clone())
}

/// The customer who was named, and whose habits may be used, where they may.
fn personal(app: &App, caller: &Caller, customer: &CustomerId) -> Result<Option<CustomerId>, Problem> {
    caller.may(Deed::Person)?;
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    app.read().machine.omnichannel.customers.living(customer).map(|_| ()).map_err(unknown)?;
    Ok(agreeing(app, customer))
}

/// What is recommended, the best first: with `item`, which may be repeated, what goes with that basket; with `customer` and
/// `list`, what the customer buys next. Habits of a customer are used only where the customer agrees to it now; otherwise the
/// answer is what everybody buys. With a site, only what may be promised there now, on the channel where one is given.
#[utoipa::path(get, path = "/v1/recommendations", tag = "intelligence",
    params(("list" = Option<ListName>, Query), ("customer" = Option<CustomerId>, Query),
        ("item" = Option<Vec<ItemId>>, Query), ("site" = Option<SiteId>, Query),
        ("channel" = Option<Channel>, Query), ("limit" = Option<u32>, Query, minimum = 1, maximum = 100)),
    responses((status = 200, body = RecommendationList), Problems))]
async fn get_recommendations(
    State(app): State<App>,
    caller: Caller,
    mut query: Query,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let list = query.one::<ListName>("list")?.unwrap_or(ListName::Basket);
    let (customer, items) = (query.one::<CustomerId>("customer")?, query.all::<ItemId>("item")?);
    let (site, channel) = (query.one::<SiteId>("site")?, query.one::<Channel>("channel")?);
    let limit = limit(&mut query)?;
    query.end()?;
    let door = door(&app)?;
    let needs_customer = matches!(list, ListName::NextBasket | ListName::NewToCustomer);
    if needs_customer && customer.is_none() {
        return Err(Problem::malformed("missing parameter customer").with("field", "customer"));
    }
    list.ask(&items)?;
    let (items, site) = known(&app, &items, site.as_ref())?;
    let ask = list.ask(&items)?;
    let customer = customer.map(|customer| personal(&app, &caller, &customer)).transpose()?.flatten();
    let wanted = if site.is_some() { limit * LOOKED_AT } else { limit };
    let mut told = door.list(&ask, customer.as_ref(), wanted);
    let mut recommendations = had(&app, &told.items, site, channel.as_ref(), limit);
    if recommendations.len() < limit && told.items.len() == wanted && site.is_some() {
        told = door.list(&ask, customer.as_ref(), LOOKED_AT_MAX);
        recommendations = had(&app, &told.items, site, channel.as_ref(), limit);
    }
    let list = RecommendationList {
        list,
        model: told.model,
        version: told.version,
        current_to: told.current_to,
        baskets: told.baskets,
        personal: customer.is_some(),
        recommendations,
    };
    Ok(axum::Json(list).into_response())
}

pub(crate) fn limit(query: &mut Query) -> Result<usize, Problem> {
    match query.one::<usize>("limit")?.unwrap_or(LIMIT) {
        limit @ 1..=LIMIT_MAX => Ok(limit),
        _ => Err(Problem::malformed(format!("limit goes from 1 to {LIMIT_MAX}")).with("field", "limit")),
    }
}

/// The items by the catalogue's own numbers, and the site.
fn known(
    app: &App,
    items: &[ItemId],
    site: Option<&SiteId>,
) -> Result<(Vec<ItemId>, Option<SiteNo>), Problem> {
    let unknown = |refusal| Problem::from(&realtail_platform::Refusal::Omnichannel(refusal));
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let own = |item: &ItemId| Ok(catalogue.item(catalogue.item_no(item)?).item.clone());
    let items: Vec<ItemId> = items.iter().map(own).collect::<Result<_, _>>().map_err(unknown)?;
    Ok((items, site.map(|site| catalogue.site_no(site)).transpose().map_err(unknown)?))
}

/// Those that can be had at a site, where one is given.
fn had(
    app: &App,
    told: &[ToldItem],
    site: Option<SiteNo>,
    channel: Option<&Channel>,
    limit: usize,
) -> Vec<Recommendation> {
    let now = app.handle.now();
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let found = told.iter().filter_map(|told| {
        let no = stock.catalogue.item_no(&told.item).ok()?;
        let available = site.map(|site| stock.availability(no, site, channel, now).available);
        if available.is_some_and(|available| available <= 0) {
            return None;
        }
        let name = stock.catalogue.item(no).name.clone();
        let why = Why::of(&told.because);
        Some(Recommendation { item: told.item.clone(), name, score: told.score, available, why })
    });
    found.take(limit).collect()
}
