//! What one unit costs a shopper now.

use crate::app::App;
use realtail_kernel::{Currency, CustomerId, Instant, ItemId, Quantity, SiteId};
use realtail_omnichannel::{Basket, BasketLine, Omnichannel};
use serde::Serialize;

/// A price as on a shelf.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PriceTag {
    currency: Currency,
    /// What the shopper pays for one, in minor units.
    total: i64,
    /// What it costs before discounts.
    list: i64,
    /// What is taken off.
    discount: i64,
}

/// When prices are as of: what was decided last may be of this very moment.
pub(super) fn at(app: &App, decided: Instant) -> Instant {
    app.handle.now().max(decided)
}

/// What one unit costs on the channel `app`; nothing where it has no price.
pub(super) fn of(
    state: &Omnichannel,
    customer: Option<&CustomerId>,
    item: &ItemId,
    site: Option<&SiteId>,
    at: Instant,
) -> Option<PriceTag> {
    let (groups, member) = customer.map_or((&[][..], false), |customer| state.customers.groups_of(customer));
    let one = BasketLine {
        line: 1,
        item: item.clone(),
        quantity: Quantity::try_from(1_i64).ok()?,
        unit_price: None,
    };
    let basket = Basket {
        channel: super::session::channel().ok()?,
        site: site.cloned(),
        ship_to: None,
        customer: customer.map(|customer| state.customers.resolve(customer).clone()),
        groups: groups.to_vec(),
        member,
        coupons: Vec::new(),
        currency: None,
        lines: vec![one],
        explain: false,
    };
    let priced = state.prices.evaluate(&state.catalogue, &basket, at).ok()?;
    let line = priced.lines.first()?;
    Some(PriceTag {
        currency: priced.currency,
        total: priced.total,
        list: line.list_amount,
        discount: priced.discount,
    })
}

/// What one unit costs now, and on the list, and what is taken off.
pub(crate) fn price_now(
    app: &App,
    customer: Option<&CustomerId>,
    item: &ItemId,
) -> Option<(Currency, i64, i64, i64)> {
    let replica = app.read();
    let tag = of(&replica.machine.omnichannel, customer, item, None, at(app, replica.at))?;
    Some((tag.currency, tag.total, tag.list, tag.discount))
}
