//! Relieving a site of what it can serve no more: a fact took the goods away from under an order, so others are asked.

use super::reject::without_a_site;
use super::step::Step;
use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::in_quantities;
use realtail_kernel::{Instant, ItemId, OrderId, Word};
use realtail_vocabulary::{Event, LineQuantity};

/// Lets others serve what of an item a site has no goods for any more; nothing where it has enough for all its orders.
#[derive(Clone, Debug)]
pub struct Relieve {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Of which item.
    pub item: ItemId,
    /// Who says so.
    pub by: Word,
    /// Why, in a word: one that casts no doubt on the book, which is right.
    pub reason: Word,
}

pub(super) fn decide(state: &Omnichannel, command: &Relieve, now: Instant) -> Result<Vec<Event>, Refusal> {
    let Relieve { order, fulfilment, item, by, reason } = command;
    let order = state.orders.get(order)?;
    let Some(fulfilment) = order.fulfilment(*fulfilment) else { return Ok(Vec::new()) };
    let item = state.catalogue.item_no(item)?;
    let mut short = short(state, item, fulfilment.site, now);
    if short <= 0 || fulfilment.is_picked() || !fulfilment.legal().contains(&Step::Reject) {
        return Ok(Vec::new());
    }
    let mut lines: Vec<LineQuantity> = Vec::new();
    for line in fulfilment.lines.iter().filter(|line| line.item == item) {
        let units = (line.units - line.picked).clamp(0, short);
        short -= units;
        lines.extend(in_quantities(units).map(|quantity| LineQuantity { line: line.line, quantity }));
    }
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    without_a_site(state, order, fulfilment, by, reason, &lines, now)
}

/// How many units orders were promised at a site beyond those that can be sold there.
fn short(state: &Omnichannel, item: ItemNo, site: SiteNo, now: Instant) -> i64 {
    let of_cell = |cell: &crate::stock::Cell| {
        let good = cell.on_hand - state.stock.expired(cell, now);
        cell.allocated - good.max(0)
    };
    state.stock.cell(item, site).map_or(0, of_cell)
}
