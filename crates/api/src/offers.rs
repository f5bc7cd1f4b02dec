//! Ways of delivery that shoppers are offered, over HTTP.

use crate::app::App;
use crate::body::{Json, Segment};
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Currency, Label, OfferName, Word};
use realtail_omnichannel::{CheckoutCommand, Command};
use realtail_vocabulary::{DeliveryOffer, FreeDelivery};
use serde::{Deserialize, Serialize};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(put, delete))
}

/// A way of delivery as it is sent.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfferBody {
    /// What people call it.
    title: Label,
    /// `standard`, `express`, …: of each, shoppers see the one that is nearest to their country.
    service: Word,
    /// The country it is for, ISO 3166-1 alpha-2; all others where none is named.
    country: Option<Word>,
    /// What shoppers pay, in minor units.
    price: i64,
    currency: Currency,
    /// When it costs nothing.
    #[serde(default)]
    free: Vec<FreeDelivery>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OfferPage {
    delivery_offers: Vec<DeliveryOffer>,
}

/// List the ways of delivery that shoppers are offered.
#[utoipa::path(get, path = "/v1/delivery-offers", tag = "checkouts",
    responses((status = 200, body = OfferPage), Problems))]
async fn list(State(app): State<App>, caller: Caller) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let replica = app.read();
    let delivery_offers = replica.machine.omnichannel.checkouts.offers().cloned().collect();
    Ok(axum::Json(OfferPage { delivery_offers }).into_response())
}

/// Offer shoppers a way of delivery.
#[utoipa::path(put, path = "/v1/delivery-offers/{offer}", tag = "checkouts", request_body = OfferBody,
    params(("offer" = OfferName, Path)), responses((status = 200, body = DeliveryOffer), Problems))]
async fn put(
    State(app): State<App>,
    caller: Caller,
    Segment(offer): Segment<OfferName>,
    headers: HeaderMap,
    body: Json<OfferBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let OfferBody { title, service, country, price, currency, free } = body.value;
    let set = DeliveryOffer { offer: offer.clone(), title, service, country, price, currency, free };
    let content = [offer.as_str().as_bytes(), b"\0", &body.bytes].concat();
    let call = Call::new(&app, &caller, "delivery_offer.set", &headers, &content)?;
    let answer = || axum::Json(&set).into_response();
    let command = Command::Checkout(CheckoutCommand::SetOffer(Box::new(set.clone())));
    call.run(command, |_, _| answer(), answer).await
}

/// Offer a way of delivery no more.
#[utoipa::path(delete, path = "/v1/delivery-offers/{offer}", tag = "checkouts",
    params(("offer" = OfferName, Path)), responses((status = 204), Problems))]
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Segment(offer): Segment<OfferName>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    caller.may(Deed::Manage)?;
    let call = Call::new(&app, &caller, "delivery_offer.remove", &headers, offer.as_str().as_bytes())?;
    let command = Command::Checkout(CheckoutCommand::RemoveOffer(offer.clone()));
    let answer = || StatusCode::NO_CONTENT.into_response();
    call.run(command, |_, _| answer(), answer).await
}
