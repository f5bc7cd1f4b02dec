//! What may come back of an order, and what was paid for it.

use super::accept::{Claim, LineBack};
use crate::catalogue::ItemNo;
use crate::machine::Omnichannel;
use crate::order::Order;
use crate::price::slice;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, OrderId};
use realtail_vocabulary::Redemption;

/// An order as one decision about a return leaves it.
pub(super) struct OrderBack<'a> {
    state: &'a Omnichannel,
    pub order: Order,
    /// Units that have come back, by line and by what was handed out for it.
    came_back: Vec<(u16, ItemNo, i64)>,
    pub redemptions: Vec<Redemption>,
}

/// What was handed out for a line of an order.
struct HandedOut {
    item: ItemNo,
    units: i64,
    last_at: Instant,
}

impl<'a> OrderBack<'a> {
    pub fn new(state: &'a Omnichannel, order: &OrderId) -> Result<OrderBack<'a>, Refusal> {
        let order = state.orders.get(order)?.clone();
        let of_line = |line: &super::ReturnLine| Some((line.of_line?, line.item, line.units));
        let before = state.returns.of_order(&order.order);
        let came_back = before.flat_map(|known| known.lines.iter().filter_map(of_line)).collect();
        Ok(OrderBack { state, order, came_back, redemptions: Vec::new() })
    }

    pub fn claim(&mut self, asked: &LineBack, field: &str) -> Result<Vec<Claim>, Refusal> {
        let item = asked.item.as_ref().map(|item| self.state.catalogue.item_no(item)).transpose()?;
        let lines: Vec<u16> = match (asked.line, item) {
            (Some(line), _) if self.order.line(line).is_some() => vec![line],
            (Some(line), _) => {
                let problem = format!("order {} has no line {line}", self.order.order);
                return Err(Refusal::invalid(&format!("{field}.line"), problem));
            }
            (None, Some(_)) => self.order.lines.iter().map(|line| line.line).collect(),
            (None, None) => {
                return Err(Refusal::invalid(&format!("{field}.line"), "name the order's line, or the item"));
            }
        };
        let mut wanted = asked.quantity.units();
        let mut claims = Vec::new();
        for line in &lines {
            for (item, open, bought_at) in self.open(*line, item) {
                let units = open.min(wanted);
                if units > 0 {
                    claims.push(self.take(*line, item, units, bought_at));
                    wanted -= units;
                }
            }
        }
        if wanted == 0 { Ok(claims) } else { Err(self.too_many(asked, &lines, item, wanted, field)) }
    }

    /// What of a line can still come back.
    fn open(&self, line: u16, item: Option<ItemNo>) -> Vec<(ItemNo, i64, Instant)> {
        let open = |out: HandedOut| {
            let back = self.came_back.iter().filter(|(l, i, _)| (*l, *i) == (line, out.item));
            (out.item, out.units - back.map(|(.., units)| units).sum::<i64>(), out.last_at)
        };
        let out = self.handed_out(line).into_iter();
        out.filter(|out| item.is_none_or(|item| item == out.item)).map(open).collect()
    }

    /// Substitutes are given for a line, so what comes back need not be what was ordered.
    fn handed_out(&self, line: u16) -> Vec<HandedOut> {
        let mut found: Vec<HandedOut> = Vec::new();
        for fulfilment in self.order.fulfilments.iter().filter(|f| f.state.has_left()) {
            for given in fulfilment.lines.iter().filter(|given| given.line == line) {
                match found.iter_mut().find(|out| out.item == given.item) {
                    Some(out) => {
                        out.units += given.units;
                        out.last_at = out.last_at.max(fulfilment.since);
                    }
                    None => found.push(HandedOut {
                        item: given.item,
                        units: given.units,
                        last_at: fulfilment.since,
                    }),
                }
            }
        }
        found
    }

    fn take(&mut self, line: u16, item: ItemNo, units: i64, bought_at: Instant) -> Claim {
        self.came_back.push((line, item, units));
        let claim = Claim { of_line: Some(line), item, units, value: 0, bought_at: Some(bought_at) };
        let Some(known) = self.order.line_mut(line) else { return claim };
        let value = known.worth_of(units);
        let before = known.returned;
        // The refund is bounded later; what the units had cost does not change with it.
        known.take_back(units, value, 0);
        let (promotions, of) = (known.promotions.clone(), known.units);
        for (promotion, amount) in promotions {
            let amount = slice(amount, of, before, units);
            match self.redemptions.iter_mut().find(|known| known.promotion == promotion) {
                Some(known) => known.amount += amount,
                None if amount > 0 => {
                    self.redemptions.push(Redemption { promotion, uses: 0, amount, coupon: None });
                }
                None => (),
            }
        }
        Claim { value, ..claim }
    }

    fn too_many(
        &self,
        asked: &LineBack,
        lines: &[u16],
        item: Option<ItemNo>,
        missing: i64,
        field: &str,
    ) -> Refusal {
        let order = &self.order.order;
        let units = asked.quantity.units();
        let what = match (asked.line, item) {
            (Some(line), None) => format!("of line {line} of order {order}"),
            (Some(line), Some(item)) => {
                format!("of {} in line {line} of order {order}", self.state.catalogue.item(item).item)
            }
            (None, Some(item)) => {
                format!("of {} in order {order}", self.state.catalogue.item(item).item)
            }
            (None, None) => format!("of order {order}"),
        };
        let known = lines.iter().filter_map(|line| self.order.line(*line));
        let (left, returned) = known.fold((0, 0), |sum, line| (sum.0 + line.left, sum.1 + line.returned));
        let before = returned - (units - missing);
        let problem = format!(
            "{what} {} units can come back, not {units}; {left} were handed out, {before} came back before",
            units - missing
        );
        Refusal::invalid(&format!("{field}.quantity"), problem)
    }
}
