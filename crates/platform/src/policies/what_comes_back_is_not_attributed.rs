//! What comes back, or is cancelled, is taken out of what was put down to advertising.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy, Reference};
use realtail_media as media;
use realtail_vocabulary::{Event, OrderEvent, ReturnEvent, ReturnOf, TakenOutLine};

pub(super) struct WhatComesBackIsNotAttributed;

impl Policy<Retail> for WhatComesBackIsNotAttributed {
    fn name(&self) -> &'static str {
        "what_comes_back_is_not_attributed"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        if retail.media.campaigns.is_empty() {
            return Vec::new();
        }
        let (sale, lines): (&str, Vec<TakenOutLine>) = match event {
            Event::Order(OrderEvent::Cancelled { order, lines, .. }) => {
                let line = |line: &realtail_vocabulary::LineQuantity| TakenOutLine {
                    line: line.line,
                    units: line.quantity.units(),
                };
                (order.as_str(), lines.iter().map(line).collect())
            }
            Event::Return(ReturnEvent::Accepted(accepted)) => {
                let sale = match &accepted.of {
                    ReturnOf::Order(order) => order.as_str(),
                    ReturnOf::Sale(sale) => sale.as_str(),
                    ReturnOf::Blind => return Vec::new(),
                };
                let line = |line: &realtail_vocabulary::AcceptedLine| {
                    Some(TakenOutLine { line: line.of_line?, units: line.quantity.units() })
                };
                (sale, accepted.lines.iter().filter_map(line).collect())
            }
            _ => return Vec::new(),
        };
        let Ok(sale) = Reference::new(sale) else { return Vec::new() };
        vec![Command::Media(media::Command::TakeOut(sale, lines))]
    }
}
