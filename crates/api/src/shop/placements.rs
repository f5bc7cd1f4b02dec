//! What a shopper is shown for money: decided as for any page, with her as the visitor, and nothing where she does not agree.

use super::session::Shopper;
use crate::app::App;
use crate::body::Json;
use crate::calls::Call;
use crate::media::placements::{PlacementDocument, answered, nothing};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Label, OwnerId};
use realtail_media::Ask;
use realtail_vocabulary::{ContactChannel, Purpose, Surface};
use serde::Deserialize;

/// Where in the app something may be shown for money.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShopPlacementBody {
    /// On which kind of page.
    surface: Surface,
    /// What was searched for.
    query: Option<Label>,
    /// Which category is looked at.
    category: Option<Label>,
    /// How many there is room for.
    #[schema(minimum = 1, maximum = 20)]
    slots: u8,
}

/// Decide what this shopper is shown for money. Nothing, where she does not agree to `offers` on `onsite`.
#[utoipa::path(post, path = "/v1/shop/placements", tag = "shop", request_body = ShopPlacementBody,
    responses((status = 200, body = PlacementDocument), Problems))]
pub(crate) async fn decide(
    State(app): State<App>,
    shopper: Shopper,
    headers: HeaderMap,
    body: Json<ShopPlacementBody>,
) -> Result<Response, Problem> {
    let Json { value, bytes } = body;
    let customer = shopper.customer;
    if !app.read().machine.media.consents.agrees(&customer, Purpose::Offers, ContactChannel::Onsite) {
        return Ok(axum::Json(nothing()).into_response());
    }
    let ask = Ask {
        surface: value.surface,
        site: None,
        method: None,
        query: value.query,
        category: value.category,
        visitor: Some(OwnerId::new(customer.as_str()).map_err(Problem::fault)?),
        customer: Some(customer),
        slots: value.slots,
        candidates: None,
        drawn: uuid::Uuid::new_v4().as_u128() as u64,
    };
    let call = Call::new(&app, &shopper.caller, "placement.decide", &headers, &bytes)?;
    answered(&app, call, ask, false).await
}
