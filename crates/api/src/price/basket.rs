//! What a basket costs, over HTTP.

use super::{json, refused};
use crate::app::App;
use crate::body::Json;
use crate::caller::{Caller, Deed};
use crate::problem::{Problem, Problems};
use axum::extract::State;
use axum::response::Response;
use realtail_kernel::{
    Channel, CouponCode, Currency, CustomerId, GroupName, Instant, ItemId, Quantity, SiteId,
};
use realtail_omnichannel::{Basket, BasketLine};
use realtail_vocabulary::{Destination, PricedBasket};
use serde::Deserialize;

/// A basket that is to be priced.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasketBody {
    channel: Channel,
    /// At which site: where it is sold or collected.
    site: Option<SiteId>,
    /// Where it is sent, if it is: taxes go by this then, and not by the site.
    ship_to: Option<Destination>,
    /// Whose it is. The groups and the membership of a known customer count by themselves.
    customer: Option<CustomerId>,
    /// Groups of customers besides those that the customer is in.
    #[serde(default)]
    groups: Vec<GroupName>,
    /// Whether it is a member's, whatever is known of the customer.
    member: Option<bool>,
    #[serde(default)]
    coupons: Vec<CouponCode>,
    /// What it is to be priced in; that of the first price list for it where it is not said.
    currency: Option<Currency>,
    /// As of when; now where it is not said. The past is as it was then.
    at: Option<Instant>,
    /// Whether all promotions for these goods are told of, those too that are for another place, time, channel or group.
    #[serde(default)]
    explain: bool,
    #[schema(min_items = 1, max_items = 1_000)]
    lines: Vec<BasketLineBody>,
}

/// One line of a basket.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasketLineBody {
    /// Its number; counted from 1 where none is given. All lines have one, or none has.
    line: Option<u32>,
    /// The retailer's number, or a GTIN.
    item: ItemId,
    quantity: Quantity,
    /// What one unit costs, in minor units, whatever the price lists say.
    unit_price: Option<i64>,
}

impl BasketBody {
    fn lines(lines: Vec<BasketLineBody>) -> Vec<BasketLine> {
        let line = |(n, line): (u32, BasketLineBody)| {
            let BasketLineBody { line, item, quantity, unit_price } = line;
            BasketLine { line: line.unwrap_or(n), item, quantity, unit_price }
        };
        (1..).zip(lines).map(line).collect()
    }
}

/// Price a basket: which promotion and which tax does what to which line, now or at any time in the past.
#[utoipa::path(post, path = "/v1/baskets:price", tag = "prices", request_body = BasketBody,
    responses((status = 200, body = PricedBasket), Problems))]
pub(crate) async fn price_basket(
    State(app): State<App>,
    caller: Caller,
    body: Json<BasketBody>,
) -> Result<Response, Problem> {
    caller.may(Deed::Look)?;
    let body = body.value;
    caller.on(&body.channel)?;
    let replica = app.read();
    let omnichannel = &replica.machine.omnichannel;
    let known = body.customer.as_ref().map(|customer| omnichannel.customers.groups_of(customer));
    let (of_customer, member) = known.unwrap_or_default();
    let mut groups = body.groups;
    groups.extend(of_customer.iter().cloned());
    let basket = Basket {
        channel: body.channel,
        site: body.site,
        ship_to: body.ship_to,
        customer: body.customer.map(|customer| omnichannel.customers.resolve(&customer).clone()),
        groups,
        member: body.member.unwrap_or(member),
        coupons: body.coupons,
        currency: body.currency,
        lines: BasketBody::lines(body.lines),
        explain: body.explain,
    };
    // What was decided last may be of this very moment.
    let at = body.at.unwrap_or_else(|| app.handle.now().max(replica.at));
    let priced = omnichannel.prices.evaluate(&omnichannel.catalogue, &basket, at);
    Ok(json(priced.map_err(refused)?))
}
