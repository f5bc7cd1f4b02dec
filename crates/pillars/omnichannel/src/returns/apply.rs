//! What events make of returns, and of the books around them.

use super::exchange::HOLD_PREFIX;
use super::{Exchange, Goods, Return, ReturnLine, Returns};
use crate::catalogue::Catalogue;
use crate::machine::Omnichannel;
use realtail_kernel::{CustomerId, Instant, OrderId, Stamp};
use realtail_vocabulary::{
    AcceptedLine, AcceptedReturn, Action, CustomerEvent, Event, OrderEvent, RaisedLine, RefundPart,
    RefundPlace, ReturnEvent, ReturnOf, SaleLine, StockEvent, TimelineKind,
};
use std::sync::Arc;

/// Takes in what has happened to a return, and what that means for the order, the receipt, the customer and the
/// promotions it is about.
pub(crate) fn follow(state: &mut Omnichannel, event: &ReturnEvent, stamp: Stamp) {
    match event {
        ReturnEvent::RulesSet(rules) => state.returns.rules.push((stamp.at, Arc::new((**rules).clone()))),
        ReturnEvent::Announced(announced) => state.returns.announce(announced, stamp),
        ReturnEvent::Accepted(accepted) => take_in(state, accepted, stamp),
        ReturnEvent::Disposed { return_id, lines, .. } => {
            state.returns.change(return_id.as_str(), stamp, |known| {
                for line in lines {
                    let (units, shipment) = (line.quantity.units(), line.shipment.as_ref());
                    known.dispose(line.line, units, &line.from, &line.to, shipment);
                }
            });
        }
        ReturnEvent::RefundAsked { return_id, refunds, raised, .. } => {
            let known = state.returns.find(return_id);
            if let Some((known, order)) = known.and_then(|known| Some((known, order_of(&known.of)?))) {
                let line =
                    |raised: &RaisedLine| Some((known.line(raised.line)?.of_line?, 0, 0, raised.amount));
                let lines = raised.iter().filter_map(line);
                state.orders.take_back(order, lines, on_cards(refunds), stamp);
            }
            state.returns.change(return_id.as_str(), stamp, |known| {
                known.refunds.extend_from_slice(refunds);
                for raised in raised {
                    let line = (raised.line as usize).checked_sub(1).and_then(|n| known.lines.get_mut(n));
                    line.into_iter().for_each(|line| line.refund += raised.amount);
                }
            });
        }
    }
}

fn order_of(of: &ReturnOf) -> Option<&OrderId> {
    match of {
        ReturnOf::Order(order) => Some(order),
        ReturnOf::Sale(_) | ReturnOf::Blind => None,
    }
}

/// What went on gift cards beside the payments.
fn on_cards(refunds: &[RefundPart]) -> i64 {
    let on_card = |part: &&RefundPart| matches!(part.to, RefundPlace::GiftCard { .. });
    refunds.iter().filter(on_card).map(|part| part.amount).sum()
}

fn take_in(state: &mut Omnichannel, accepted: &AcceptedReturn, stamp: Stamp) {
    state.returns.came_back(accepted);
    if let Some(customer) = &accepted.customer {
        state.customers.note(customer, accepted.returned_at, TimelineKind::Return, stamp.position);
    }
    match (&accepted.of, &accepted.receipt) {
        (ReturnOf::Order(order), _) => {
            let line =
                |line: &AcceptedLine| Some((line.of_line?, line.quantity.units(), line.value, line.refund));
            let lines = accepted.lines.iter().filter_map(line);
            state.orders.take_back(order, lines, on_cards(&accepted.refunds), stamp);
            let customer = state.orders.find(order).and_then(|order| order.customer.clone());
            if !accepted.redemptions.is_empty() {
                state.prices.give_back(&accepted.redemptions, customer.as_ref());
            }
        }
        (ReturnOf::Sale(sale), Some(receipt)) => state.returns.receipts.take_back(sale, receipt, accepted),
        (ReturnOf::Sale(_), None) => debug_assert!(false, "a receipt comes with what it says"),
        (ReturnOf::Blind, _) => (),
    }
    let number = Return::accepted(accepted, stamp, &state.catalogue)
        .map(|fresh| state.returns.book.add(Arc::new(fresh)));
    if let Some(number) = number {
        state.returns.point_to(number);
    }
}

/// What other rooms' events say of what was bought, by whom, and of goods that are taken instead.
pub(crate) fn observe(state: &mut Omnichannel, event: &Event, stamp: Stamp) {
    match event {
        Event::Stock(StockEvent::Sold { sale, customer, sold_at, lines, .. }) => {
            state.returns.receipts.sold(sale, stamp.position);
            if let Some(customer) = customer {
                state.returns.bought(customer, *sold_at, lines);
            }
        }
        Event::Order(OrderEvent::Placed(placed)) => {
            let of = placed.hold.as_str().strip_prefix(HOLD_PREFIX);
            if let Some(of) = of.filter(|of| state.returns.book.number(of).is_some()) {
                state.returns.change(of, stamp, |known| {
                    if let Some(exchange) = &mut known.exchange {
                        exchange.order = Some(placed.order.clone());
                    }
                });
            }
        }
        Event::Order(OrderEvent::Confirmed { order, .. }) => {
            let Some(order) = state.orders.find(order) else { return };
            if let Some(customer) = &order.customer {
                state.returns.shoppers.bought(customer, stamp.at, order.currency, order.total());
            }
        }
        Event::Customer(CustomerEvent::Erased { customers }) => {
            customers.iter().for_each(|customer| state.returns.shoppers.forget(customer));
        }
        Event::Action(Action::ReturnAbuseSuspected { customer, .. }) => {
            state.returns.shoppers.told(customer, stamp.at);
        }
        _ => (),
    }
}

impl Returns {
    fn change(&mut self, name: &str, stamp: Stamp, change: impl FnOnce(&mut Return)) {
        let Some(known) = self.book.get_mut(name) else { return };
        let known = Arc::make_mut(known);
        change(known);
        if known.history.last() != Some(&stamp.position) {
            known.history.push(stamp.position);
        }
    }

    fn bought(&mut self, customer: &CustomerId, at: Instant, lines: &[SaleLine]) {
        if let Some((value, currency)) = super::of_receipt::worth(lines) {
            self.shoppers.bought(customer, at, currency, value);
        }
    }

    fn point_to(&mut self, number: u32) {
        let Some(known) = self.book.at(number) else { return };
        let at = known.returned_at;
        self.by_time.insert((at, number));
        self.by_site.insert((known.site, at, number));
        if let Some(customer) = &known.customer {
            self.by_customer.insert((customer.clone(), at, number));
        }
        match &known.of {
            ReturnOf::Order(order) => self.by_order.entry(order.clone()).or_default().push(number),
            ReturnOf::Sale(sale) => self.by_sale.entry(sale.clone()).or_default().push(number),
            ReturnOf::Blind => (),
        }
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        self.book.index();
        self.receipts.index();
        self.shoppers.index();
        for number in 0..self.book.len() as u32 {
            self.point_to(number);
        }
    }
}

impl Return {
    fn accepted(accepted: &AcceptedReturn, stamp: Stamp, catalogue: &Catalogue) -> Option<Return> {
        let line = |line: &AcceptedLine| {
            let units = line.quantity.units();
            let (disposition, first) = (line.disposition.clone(), line.disposition.clone());
            Some(ReturnLine {
                line: line.line,
                of_line: line.of_line,
                item: catalogue.item_no(&line.item).ok()?,
                units,
                reason: line.reason.clone(),
                condition: line.condition,
                value: line.value,
                fee: line.fee,
                refund: line.refund,
                goods: vec![Goods { disposition, units, gone: false, shipment: None }],
                first,
            })
        };
        Some(Return {
            return_id: accepted.return_id.clone(),
            site: catalogue.site_no(&accepted.site).ok()?,
            of: accepted.of.clone(),
            customer: accepted.customer.clone(),
            by: accepted.by.clone(),
            returned_at: accepted.returned_at,
            told_at: stamp.at,
            currency: accepted.currency,
            lines: accepted.lines.iter().filter_map(line).collect(),
            refund_to: accepted.refund_to,
            refunds: accepted.refunds.clone(),
            exchange: accepted.exchange.as_ref().map(|exchange| Exchange {
                hold: exchange.hold.clone(),
                price: exchange.price,
                order: None,
            }),
            overridden: accepted.overridden.clone(),
            history: vec![stamp.position],
        })
    }
}
