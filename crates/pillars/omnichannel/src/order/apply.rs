//! What events make of orders.

use super::money::LineMoney;
use super::{Fulfilment, FulfilmentLine, FulfilmentState, Order, OrderLine, OrderState, Orders};
use crate::catalogue::{Catalogue, SiteNo};
use crate::price::slice;
use realtail_kernel::{Instant, Stamp, Word};
use realtail_vocabulary::{
    Clock, DeliveryMethod, LineQuantity, OrderEvent, OrderLimits, PickedLine, PlacedOrder, PlannedFulfilment,
};
use std::sync::Arc;

impl Orders {
    pub(crate) fn apply(&mut self, event: &OrderEvent, stamp: Stamp, catalogue: &Catalogue) {
        match event {
            OrderEvent::LimitsSet(limits) => self.limits = *limits,
            OrderEvent::Placed(placed) => {
                let order = Order::placed(placed, stamp, catalogue);
                let number = self.book.add(Arc::new(order));
                self.point_to(number);
            }
            _ => {
                let Some(number) = event.order().and_then(|order| self.book.number(order.as_str())) else {
                    return;
                };
                self.point_no_more_to(number);
                let limits = self.limits;
                if let Some(order) = self.book.at_mut(number) {
                    Arc::make_mut(order).take_in(event, stamp, catalogue, &limits);
                }
                self.point_to(number);
            }
        }
    }

    fn point_to(&mut self, number: u32) {
        let Some(order) = self.book.at(number) else { return };
        if let Some(due) = order.due {
            self.due.insert((due, number, 0, Clock::Payment));
        }
        if !matches!(order.state, OrderState::Placed | OrderState::Confirmed) {
            // Goods of an ended order may still have to be put back.
            for fulfilment in order.fulfilments.iter().filter(|f| !f.put_back.is_empty()) {
                self.at_site.entry(fulfilment.site).or_default().insert((number, fulfilment.number));
            }
            return;
        }
        self.open.insert(number);
        if !order.hold.as_str().starts_with(super::place::HOLD_PREFIX) {
            self.by_hold.insert(order.hold.clone(), number);
        }
        for fulfilment in &order.fulfilments {
            if let Some((at, clock)) = fulfilment.due {
                self.due.insert((at, number, fulfilment.number, clock));
            }
            if fulfilment.is_work() {
                self.at_site.entry(fulfilment.site).or_default().insert((number, fulfilment.number));
            }
        }
    }

    fn point_no_more_to(&mut self, number: u32) {
        let Some(order) = self.book.at(number) else { return };
        self.open.remove(&number);
        if let Some(due) = order.due {
            self.due.remove(&(due, number, 0, Clock::Payment));
        }
        if !self.by_hold.is_empty() {
            self.by_hold.remove(&order.hold);
        }
        for fulfilment in &order.fulfilments {
            if let Some((at, clock)) = fulfilment.due {
                self.due.remove(&(at, number, fulfilment.number, clock));
            }
            if let Some(here) = self.at_site.get_mut(&fulfilment.site) {
                here.remove(&(number, fulfilment.number));
            }
        }
    }

    /// Makes again what is not kept in a snapshot.
    pub(crate) fn index(&mut self) {
        self.book.index();
        for number in 0..self.book.len() as u32 {
            self.point_to(number);
        }
    }
}

impl Fulfilment {
    /// Whether somebody at its site has something to do for it.
    fn is_work(&self) -> bool {
        !self.put_back.is_empty() || (self.state.is_open() && self.state != FulfilmentState::Parked)
    }

    fn new(
        plan: &PlannedFulfilment,
        order: &Order,
        stamp: Stamp,
        catalogue: &Catalogue,
    ) -> Option<Fulfilment> {
        let line = |line: &LineQuantity| {
            let item = order.line(line.line)?.item;
            Some(FulfilmentLine { line: line.line, item, units: line.quantity.units(), picked: 0 })
        };
        Some(Fulfilment {
            number: plan.fulfilment,
            site: catalogue.site_no(&plan.site).ok()?,
            method: plan.method,
            lines: plan.lines.iter().filter_map(line).collect(),
            state: if plan.parked.is_some() { FulfilmentState::Parked } else { FulfilmentState::Released },
            since: stamp.at,
            raised_by: stamp.mark(),
            due_at: plan.due_at,
            promised_at: order.promised_at.filter(|_| plan.method == DeliveryMethod::Pickup),
            slot_at: plan.slot_at,
            due: None,
            late: false,
            by: None,
            place: None,
            zone: None,
            bay: None,
            carrier: None,
            tracking: None,
            parked: plan.parked.clone(),
            put_back: Vec::new(),
        })
    }

    /// Goes on to a step, whose time limit runs from now.
    fn step(&mut self, state: FulfilmentState, stamp: Stamp, limits: &OrderLimits) {
        let at = stamp.at;
        (self.state, self.since, self.raised_by) = (state, at, stamp.mark());
        let minutes = |minutes: u32| at.plus_ms(i64::from(minutes) * 60_000);
        // A step may not take so long that a promise is broken and nobody has noticed.
        let promised_at = self.promised_at.filter(|promised_at| *promised_at > at).unwrap_or(Instant::END);
        let in_time = |limit: Instant| limit.min(promised_at);
        self.due = match state {
            FulfilmentState::Parked => Some((minutes(limits.parked_minutes), Clock::Parked)),
            // Nobody is late with what cannot be begun yet.
            FulfilmentState::Released => {
                let begins = self.slot_at.map_or(at, |slot_at| slot_at.max(at));
                Some((in_time(begins.plus_ms(i64::from(limits.claim_minutes) * 60_000)), Clock::Claim))
            }
            FulfilmentState::Picking => Some((in_time(minutes(limits.pick_minutes)), Clock::Pick)),
            FulfilmentState::Picked => Some((in_time(minutes(limits.ready_minutes)), Clock::Ready)),
            FulfilmentState::Staged if self.method == DeliveryMethod::Pickup => {
                Some((minutes(limits.collect_minutes), Clock::Collect))
            }
            FulfilmentState::Staged => Some((minutes(limits.ready_minutes), Clock::Ready)),
            FulfilmentState::Arrived
            | FulfilmentState::HandedOver
            | FulfilmentState::Shipped
            | FulfilmentState::Delivered
            | FulfilmentState::Rejected
            | FulfilmentState::Cancelled
            | FulfilmentState::Uncollected => None,
        };
    }

    /// Takes units of a line out; tells how many of them were picked already.
    fn take_out(&mut self, line: u16, units: i64) -> i64 {
        let Some(found) = self.lines.iter_mut().find(|l| l.line == line) else { return 0 };
        found.units -= units;
        let back = (found.picked - found.units).max(0);
        found.picked -= back;
        let item = found.item;
        if back > 0 {
            self.put_back.push((line, item, back));
        }
        self.lines.retain(|l| l.units > 0);
        back
    }
}

/// Units that a cancellation takes out of a fulfilment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TakenOut {
    pub fulfilment: u16,
    pub line: u16,
    pub item: crate::catalogue::ItemNo,
    pub site: crate::catalogue::SiteNo,
    pub units: i64,
}

impl Order {
    /// The hours of sites that it takes up.
    pub(super) fn slots(&self) -> Vec<(u16, SiteNo, Instant)> {
        let takes =
            |f: &&Fulfilment| f.state != FulfilmentState::Parked && (f.state.is_open() || f.state.has_left());
        // Logs of before fulfilments had a slot name only when it was due.
        let slot = |f: &Fulfilment| Some((f.number, f.site, f.slot_at.or(f.due_at)?));
        self.fulfilments.iter().filter(takes).filter_map(slot).collect()
    }

    pub(super) fn placed(placed: &PlacedOrder, stamp: Stamp, catalogue: &Catalogue) -> Order {
        let priced = |line: u16| placed.price.lines.iter().find(|priced| priced.line == u32::from(line));
        let lines = placed.lines.iter().filter_map(|line| {
            let priced = priced(line.line)?;
            Some(OrderLine {
                line: line.line,
                item: catalogue.item_no(&line.item).ok()?,
                units: line.quantity.units(),
                cancelled: 0,
                left: 0,
                returned: 0,
                money: LineMoney {
                    unit_price: priced.unit_price,
                    discount: priced.discounts.iter().map(|discount| discount.amount).sum(),
                    tax: priced.taxes.iter().map(|tax| tax.amount).sum(),
                    total: priced.total,
                    ..LineMoney::default()
                },
                promotions: priced.discounts.iter().map(|d| (d.promotion.clone(), d.amount)).collect(),
                substitutes: line.substitutes.iter().filter_map(|i| catalogue.item_no(i).ok()).collect(),
                delivery: line.delivery.clone().map(Box::new),
            })
        });
        Order {
            order: placed.order.clone(),
            channel: placed.channel.clone(),
            customer: placed.customer.clone(),
            hold: placed.hold.clone(),
            placed_at: stamp.at,
            placed: stamp.position,
            delivery: placed.delivery.clone(),
            promised_at: placed.promised_at,
            currency: placed.price.currency,
            carriage: placed.carriage,
            carriage_captured: 0,
            goodwill: 0,
            credited: 0,
            lines: lines.collect(),
            payments: placed.payments.iter().map(|planned| planned.payment.clone()).collect(),
            fulfilments: Vec::new(),
            planned: placed.planned.clone(),
            state: OrderState::Placed,
            due: Some(placed.expires_at),
            pickup_code: placed.pickup_code.clone(),
            redemptions: placed.price.redemptions.clone(),
            rejected_by: Vec::new(),
            history: vec![stamp.position],
        }
    }

    /// Takes in what has happened to it; a draft of it does the same to see where a decision leads.
    pub(crate) fn take_in(
        &mut self,
        event: &OrderEvent,
        stamp: Stamp,
        catalogue: &Catalogue,
        limits: &OrderLimits,
    ) {
        if self.history.last() != Some(&stamp.position) {
            self.history.push(stamp.position);
        }
        match event {
            OrderEvent::Placed(_) | OrderEvent::LimitsSet(_) => (),
            OrderEvent::Confirmed { fulfilments, .. } => {
                (self.state, self.due, self.planned) = (OrderState::Confirmed, None, Vec::new());
                self.add_fulfilments(fulfilments, stamp, catalogue, limits);
            }
            OrderEvent::Refused { why, .. } => {
                (self.state, self.due, self.planned) = (OrderState::Refused(why.clone()), None, Vec::new());
            }
            OrderEvent::Completed { .. } => self.complete(),
            OrderEvent::Refunded { amount, .. } => self.goodwill += amount,
            OrderEvent::Cancelled { lines, .. } => self.cancel(lines, stamp, limits),
            OrderEvent::Rerouted { unparked, fulfilments, .. } => {
                if let Some(parked) = unparked.and_then(|number| self.fulfilment_mut(number)) {
                    parked.lines.clear();
                    parked.step(FulfilmentState::Cancelled, stamp, limits);
                }
                self.add_fulfilments(fulfilments, stamp, catalogue, limits);
            }
            OrderEvent::Claimed { fulfilment, .. }
            | OrderEvent::Picked { fulfilment, .. }
            | OrderEvent::Staged { fulfilment, .. }
            | OrderEvent::Arrived { fulfilment, .. }
            | OrderEvent::HandedOver { fulfilment, .. }
            | OrderEvent::Shipped { fulfilment, .. }
            | OrderEvent::Delivered { fulfilment, .. }
            | OrderEvent::Rejected { fulfilment, .. }
            | OrderEvent::PutBack { fulfilment, .. }
            | OrderEvent::Late { fulfilment, .. }
            | OrderEvent::Uncollected { fulfilment, .. } => {
                self.step(*fulfilment, event, stamp, catalogue, limits);
            }
        }
    }

    fn add_fulfilments(
        &mut self,
        plans: &[PlannedFulfilment],
        stamp: Stamp,
        catalogue: &Catalogue,
        limits: &OrderLimits,
    ) {
        for plan in plans {
            let Some(mut fulfilment) = Fulfilment::new(plan, self, stamp, catalogue) else { continue };
            let state = fulfilment.state;
            fulfilment.step(state, stamp, limits);
            // Most orders have one, and there are millions of orders.
            self.fulfilments.reserve_exact(1);
            self.fulfilments.push(fulfilment);
        }
    }

    fn step(
        &mut self,
        number: u16,
        event: &OrderEvent,
        stamp: Stamp,
        catalogue: &Catalogue,
        limits: &OrderLimits,
    ) {
        let Some(fulfilment) = self.fulfilment_mut(number) else { return };
        match event {
            OrderEvent::Claimed { by, .. } => {
                fulfilment.by = Some(by.clone());
                fulfilment.step(FulfilmentState::Picking, stamp, limits);
            }
            OrderEvent::Picked { by, lines, postings, .. } => {
                fulfilment.by = Some(by.clone());
                fulfilment.zone = postings.first().and_then(super::pick::zone_of);
                fulfilment.picked(lines, stamp, catalogue, limits);
            }
            OrderEvent::Staged { place, .. } => {
                fulfilment.place = Some(place.clone());
                fulfilment.step(FulfilmentState::Staged, stamp, limits);
            }
            OrderEvent::Arrived { bay, .. } => {
                fulfilment.bay = bay.clone();
                fulfilment.step(FulfilmentState::Arrived, stamp, limits);
            }
            OrderEvent::HandedOver { .. } => {
                fulfilment.step(FulfilmentState::HandedOver, stamp, limits);
                self.leave(number);
            }
            OrderEvent::Shipped { carrier, tracking, .. } => {
                (fulfilment.carrier, fulfilment.tracking) = (Some(carrier.clone()), tracking.clone());
                fulfilment.step(FulfilmentState::Shipped, stamp, limits);
                self.leave(number);
            }
            OrderEvent::Delivered { .. } => fulfilment.step(FulfilmentState::Delivered, stamp, limits),
            OrderEvent::Rejected { reason, lines, .. } => self.reject(number, lines, reason, stamp, limits),
            OrderEvent::PutBack { .. } => fulfilment.put_back.clear(),
            OrderEvent::Late { clock, .. } => fulfilment.is_late(*clock, stamp, limits),
            OrderEvent::Uncollected { .. } => {
                fulfilment.step(FulfilmentState::Uncollected, stamp, limits);
                let lines = std::mem::take(&mut fulfilment.lines);
                let back = lines.iter().map(|line| (line.line, line.item, line.units));
                fulfilment.put_back.extend(back);
                for line in &lines {
                    self.cancel_units(line.line, line.units);
                }
            }
            _ => (),
        }
    }

    /// Its goods leave: what they cost is taken.
    fn leave(&mut self, number: u16) {
        let Some(fulfilment) = self.fulfilment(number) else { return };
        let lines: Vec<(u16, i64)> = fulfilment.lines.iter().map(|line| (line.line, line.units)).collect();
        self.carriage_captured = self.carriage;
        for (line, units) in lines {
            let Some(line) = self.line_mut(line) else { continue };
            line.money.captured += slice(line.money.total, line.units, line.left + line.cancelled, units);
            line.left += units;
        }
    }

    /// What the goods of a fulfilment cost, with the carriage where nothing has left before.
    pub(crate) fn worth(&self, fulfilment: &Fulfilment) -> i64 {
        let mut worth = self.carriage - self.carriage_captured;
        for line in &fulfilment.lines {
            let Some(known) = self.line(line.line) else { continue };
            worth += slice(known.money.total, known.units, known.left + known.cancelled, line.units);
        }
        worth
    }

    fn cancel_units(&mut self, line: u16, units: i64) {
        let Some(line) = self.line_mut(line) else { return };
        line.money.cancelled += slice(line.money.total, line.units, line.left + line.cancelled, units);
        line.cancelled += units;
    }

    fn cancel(&mut self, lines: &[LineQuantity], stamp: Stamp, limits: &OrderLimits) {
        for out in self.taken_out(lines) {
            let Some(fulfilment) = self.fulfilment_mut(out.fulfilment) else { continue };
            fulfilment.take_out(out.line, out.units);
            if fulfilment.lines.is_empty() {
                fulfilment.step(FulfilmentState::Cancelled, stamp, limits);
            }
        }
        for line in lines {
            self.cancel_units(line.line, line.quantity.units());
        }
    }

    /// Which units of which fulfilments a cancellation takes: from those that have got least far first.
    pub(crate) fn taken_out(&self, lines: &[LineQuantity]) -> Vec<TakenOut> {
        let mut open: Vec<&Fulfilment> = self.fulfilments.iter().filter(|f| f.state.is_open()).collect();
        open.sort_by_key(|f| (f.state, f.number));
        let mut taken: Vec<TakenOut> = Vec::new();
        for wanted in lines {
            // Units that a rejection has left without a site come out of no fulfilment.
            let served: i64 =
                open.iter().flat_map(|f| &f.lines).filter(|l| l.line == wanted.line).map(|l| l.units).sum();
            let loose = self.line(wanted.line).map_or(0, |line| line.open() - served).max(0);
            let mut left = wanted.quantity.units() - loose.min(wanted.quantity.units());
            for fulfilment in &open {
                for line in fulfilment.lines.iter().filter(|line| line.line == wanted.line) {
                    let units = line.units.min(left);
                    if units > 0 {
                        taken.push(TakenOut {
                            fulfilment: fulfilment.number,
                            line: line.line,
                            item: line.item,
                            site: fulfilment.site,
                            units,
                        });
                        left -= units;
                    }
                }
            }
        }
        taken
    }

    fn reject(
        &mut self,
        number: u16,
        lines: &[LineQuantity],
        reason: &Word,
        stamp: Stamp,
        limits: &OrderLimits,
    ) {
        let Some(fulfilment) = self.fulfilment_mut(number) else { return };
        for line in lines {
            fulfilment.take_out(line.line, line.quantity.units());
        }
        let site = fulfilment.site;
        if fulfilment.lines.is_empty() {
            fulfilment.parked = Some(reason.clone());
            fulfilment.step(FulfilmentState::Rejected, stamp, limits);
        }
        if !self.rejected_by.contains(&site) {
            self.rejected_by.push(site);
        }
    }

    /// Whether nothing is left to do for the shopper.
    pub(crate) fn is_done(&self) -> bool {
        self.state == OrderState::Confirmed
            && self.lines.iter().all(|line| line.open() == 0)
            && !self.fulfilments.iter().any(|fulfilment| fulfilment.state.is_open())
    }

    fn complete(&mut self) {
        let anything_left = self.lines.iter().any(|line| line.left > 0);
        self.state = if anything_left { OrderState::Completed } else { OrderState::Cancelled };
    }
}

impl Fulfilment {
    fn picked(&mut self, lines: &[PickedLine], stamp: Stamp, catalogue: &Catalogue, limits: &OrderLimits) {
        for found in lines {
            let Some(line) = self.lines.iter_mut().find(|line| line.line == found.line) else { continue };
            line.picked = found.picked;
            // What was not found is rejected beside this, in the same decision.
            let substitute = found.substitute.as_ref().and_then(|item| catalogue.item_no(item).ok());
            line.item = substitute.unwrap_or(line.item);
        }
        let waits = self.state == FulfilmentState::Arrived;
        self.step(if waits { FulfilmentState::Arrived } else { FulfilmentState::Picked }, stamp, limits);
    }

    fn is_late(&mut self, clock: Clock, stamp: Stamp, limits: &OrderLimits) {
        if clock == Clock::Parked {
            // It is looked at again later.
            let (since, raised_by) = (self.since, self.raised_by);
            self.step(FulfilmentState::Parked, stamp, limits);
            (self.since, self.raised_by) = (since, raised_by);
        } else {
            (self.late, self.due) = (true, None);
        }
    }
}
