//! An item as a shopper sees it: what it costs, and how and where it can be had.

use super::near::{self, Near};
use super::session::{self, Shopper};
use super::tag::{self, PriceTag};
use crate::app::App;
use crate::body::{Query, Segment};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Channel, Instant, ItemId, Label, SiteId};
use realtail_omnichannel::{ItemNo, Omnichannel, OrderLine, Promise, PromiseAsk, SiteNo, promise};
use realtail_vocabulary::{Country, DeliveryMethod, Destination, GeoPosition, Item, Service};
use serde::Serialize;

/// So many stores are told of.
const STORES_MAX: usize = 8;

/// An item, and how it can be had.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = ShopItemDocument)]
pub(crate) struct ItemDocument {
    as_of: Instant,
    #[serde(flatten)]
    item: Item,
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<PriceTag>,
    /// Stores, the nearest first where the shopper says where that is from.
    stores: Vec<StoreDocument>,
    /// When it is there if it is sent now, where the shopper says to which country.
    #[serde(skip_serializing_if = "Option::is_none")]
    ship: Option<ShipDocument>,
}

/// A store, and what it has.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct StoreDocument {
    site: SiteId,
    name: Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<GeoPosition>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distance_m: Option<u32>,
    pickup: WayDocument,
    carry_out: WayDocument,
}

/// A way to have it at a store.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WayDocument {
    /// How many there are for this way now.
    available: i64,
    /// From when it can be had there: the promise that an order takes along.
    #[serde(skip_serializing_if = "Option::is_none")]
    ready_at: Option<Instant>,
    /// Who orders by then has it by then.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_order_at: Option<Instant>,
    /// Why then, or why not.
    reason: String,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ShipDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    arrives_by: Option<Instant>,
    /// Why then, or why not.
    reason: String,
}

/// An item with its price, and how it can be had around the shopper: carried out at once, collected, or sent.
#[utoipa::path(get, path = "/v1/shop/items/{item}", tag = "shop",
    params(("item" = ItemId, Path), ("lat" = Option<f64>, Query, minimum = -90, maximum = 90),
        ("lon" = Option<f64>, Query, minimum = -180, maximum = 180),
        ("country" = Option<String>, Query, description = "ISO 3166-1, two capital letters: where it would be sent")),
    responses((status = 200, body = ItemDocument), Problems))]
pub(crate) async fn get(
    State(app): State<App>,
    shopper: Shopper,
    Segment(item): Segment<ItemId>,
    mut query: Query,
) -> Result<Response, Problem> {
    let place = near::place(&mut query)?;
    let country = query.one::<String>("country")?.map(Country::try_from).transpose();
    let country = country.map_err(|e| Problem::malformed(e.to_string()).with("field", "country"))?;
    query.end()?;
    let (channel, now) = (session::channel()?, app.handle.now());
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let no = state.catalogue.item_no(&item).map_err(|_| Problem::not_found("item", &item))?;
    let asking = Asking { state, no, channel: &channel, now };
    let stores = asking.stores(place);
    let ship = country.map(|country| {
        asking.ship(&Destination { country, postal_code: None, region: None, position: place })
    });
    let item = state.catalogue.item(no).clone();
    let price = tag::of(state, Some(&shopper.customer), &item.item, None, tag::at(&app, replica.at));
    drop(replica);
    Ok(axum::Json(ItemDocument { as_of: now, item, price, stores, ship }).into_response())
}

struct Asking<'a> {
    state: &'a Omnichannel,
    no: ItemNo,
    channel: &'a Channel,
    now: Instant,
}

impl Asking<'_> {
    /// The nearest stores; where nobody knows how far they are, those first that have most of it.
    fn stores(&self, place: Option<GeoPosition>) -> Vec<StoreDocument> {
        let mut near = near::stores(self.state, place, usize::MAX);
        if near.iter().all(|near| near.metres.is_none()) {
            let available = |near: &Near| {
                self.state.availability(self.no, near.no, Some(self.channel), self.now).available
            };
            near.sort_by_cached_key(|near| std::cmp::Reverse(available(near)));
        }
        near.truncate(STORES_MAX);
        let sites: Vec<SiteNo> = near.iter().map(|near| near.no).collect();
        let promises = self.promises(&[DeliveryMethod::Pickup, DeliveryMethod::CarryOut], &sites, None);
        near.into_iter().map(|near| self.store(near, &promises)).collect()
    }

    fn store(&self, near: Near, promises: &[Promise]) -> StoreDocument {
        let site = self.state.catalogue.site(near.no);
        let found = self.state.availability(self.no, near.no, Some(self.channel), self.now);
        let way = |method, service, available: i64| {
            let promise = promises.iter().find(|p| p.method == method && p.site.as_ref() == Some(&site.site));
            let serves = near::serves(site, service);
            let promise = promise.filter(|_| serves && available > 0);
            WayDocument {
                available: if serves { available.max(0) } else { 0 },
                ready_at: promise.and_then(|promise| promise.ready_at),
                latest_order_at: promise.map(|promise| promise.latest_order_at),
                reason: match promise {
                    Some(promise) => promise.reason.clone(),
                    None if serves => "none is there now".to_owned(),
                    None => "this store does not do that".to_owned(),
                },
            }
        };
        StoreDocument {
            site: site.site.clone(),
            name: site.name.clone(),
            position: site.position,
            distance_m: near.metres,
            pickup: way(DeliveryMethod::Pickup, Service::Pickup, found.available),
            carry_out: way(DeliveryMethod::CarryOut, Service::Sale, found.carry_out),
        }
    }

    fn ship(&self, to: &Destination) -> ShipDocument {
        match self.promises(&[DeliveryMethod::Ship], &[], Some(to)).into_iter().next() {
            Some(promise) => ShipDocument { arrives_by: promise.arrives_by, reason: promise.reason },
            None => ShipDocument { arrives_by: None, reason: "it cannot be sent there now".to_owned() },
        }
    }

    fn promises(
        &self,
        methods: &[DeliveryMethod],
        sites: &[SiteNo],
        place: Option<&Destination>,
    ) -> Vec<Promise> {
        let lines = [OrderLine { line: 1, item: self.no, units: 1, value: 0 }];
        let ask = PromiseAsk { channel: self.channel, lines: &lines, place, methods, sites, own: &[] };
        if sites.is_empty() && place.is_none() {
            return Vec::new();
        }
        promise(self.state, &ask, self.now).promises
    }
}
