//! A basket for which the router or a promise is asked.

use super::refused;
use crate::problem::Problem;
use realtail_kernel::{HoldId, ItemId, Quantity, SiteId};
use realtail_omnichannel::{Line, Omnichannel, OrderLine, SiteNo};
use serde::Deserialize;

/// The most lines of a basket.
pub(super) const LINES_MAX: usize = 500;

/// Something in a basket.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasketLine {
    pub item: ItemId,
    pub quantity: Quantity,
    /// What all of it costs the shopper, in minor units; the router spares what is dear and scarce.
    #[schema(minimum = 0)]
    pub value: Option<i64>,
}

/// The lines by number, from 1.
pub(super) fn lines(state: &Omnichannel, basket: &[BasketLine]) -> Result<Vec<OrderLine>, Problem> {
    if basket.is_empty() || basket.len() > LINES_MAX {
        return Err(Problem::invalid("basket", format!("a basket has 1 to {LINES_MAX} lines")));
    }
    let line = |(line, body): (u16, &BasketLine)| {
        let item = state.catalogue.item_no(&body.item).map_err(refused)?;
        let value = body.value.unwrap_or(0).max(0);
        Ok(OrderLine { line, item, units: body.quantity.units(), value })
    };
    (1..).zip(basket).map(line).collect()
}

pub(super) fn sites(state: &Omnichannel, sites: &[SiteId]) -> Result<Vec<SiteNo>, Problem> {
    sites.iter().map(|site| state.catalogue.site_no(site).map_err(refused)).collect()
}

/// What the basket holds already.
pub(super) fn own(state: &Omnichannel, hold: Option<&HoldId>) -> Result<Vec<Line>, Problem> {
    let Some(hold) = hold else { return Ok(Vec::new()) };
    Ok(state.holds.get(hold).map_err(refused)?.lines.to_vec())
}
