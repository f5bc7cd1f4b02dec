//! Goods of an order come back, and what they cost with them.

use super::{OrderLine, Orders};
use crate::price::slice;
use realtail_kernel::{OrderId, Stamp};
use std::sync::Arc;

impl OrderLine {
    /// What the next units that come back had cost. However many come at a time, all that left come to all that was taken.
    pub(crate) fn worth_of(&self, units: i64) -> i64 {
        (slice(self.money.captured, self.left, 0, self.returned + units) - self.money.came_back).max(0)
    }

    /// So many units came back, which had cost so much, of which so much is given back.
    pub(crate) fn take_back(&mut self, units: i64, value: i64, refund: i64) {
        self.returned += units;
        self.money.came_back += value;
        self.money.refunded += refund;
    }
}

impl Orders {
    /// What a return makes of its order: its lines with units, their value and what is given back; what went on gift cards.
    pub(crate) fn take_back(
        &mut self,
        order: &OrderId,
        lines: impl Iterator<Item = (u16, i64, i64, i64)>,
        credited: i64,
        stamp: Stamp,
    ) {
        let Some(order) = self.book.get_mut(order.as_str()) else { return };
        let order = Arc::make_mut(order);
        for (line, units, value, refund) in lines {
            if let Some(line) = order.line_mut(line) {
                line.take_back(units, value, refund);
            }
        }
        order.credited += credited;
        if order.history.last() != Some(&stamp.position) {
            order.history.push(stamp.position);
        }
    }
}
