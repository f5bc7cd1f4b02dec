//! Goods that come, move and go, and promises on them.

use super::{Workload, name};
use crate::chance::Chance;
use realtail_kernel::{HoldId, Instant, OwnerId, Reference, SaleId, ShipmentId};
use realtail_omnichannel::{Command as Stock, Extend, PlaceHold, PostHold, PostLine};
use realtail_platform::Command;
use realtail_vocabulary::{
    Account, Amount, Condition, CountLine, CountMethod, Dispatch, ExpectedLine, HoldLine, HoldPlace,
    Movement, Outside, PostAs, Reason, Receipt, Sale, SaleLine, ShipmentLine, StockCount, SupplyOrder,
};

impl Workload {
    fn expiry(&self, chance: &mut Chance, now: Instant) -> Option<Instant> {
        chance.percent(80).then(|| now.plus_ms(chance.between(-60_000, 3_600_000)))
    }

    fn movement(&self, from: Account, to: Account, reason: Reason, chance: &mut Chance) -> Movement {
        Movement {
            item: self.item(chance),
            quantity: self.units(chance),
            from,
            to,
            reason,
            reference: None,
            lot: None,
            expires_at: None,
            occurred_at: None,
        }
    }

    /// Goods from a supplier.
    pub(super) fn stock_up(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let lines = 1 + chance.below(4);
        let receipt = |chance: &mut Chance| {
            let to = Account::Site {
                site: self.site(chance),
                zone: self.zone(chance),
                condition: Condition::Sellable,
            };
            let mut movement = self.movement(Outside::Supplier.into(), to, Reason::Receipt, chance);
            if chance.percent(self.with_lot) {
                movement.lot = Some(self.lot(chance));
                movement.expires_at = self.expiry(chance, now);
            }
            if chance.percent(20) {
                movement.reference = Some(name!(Reference, "{}", self.order(chance)));
            }
            movement
        };
        Stock::Move((0..lines).map(|_| receipt(chance)).collect()).into()
    }

    fn account(&self, chance: &mut Chance) -> Account {
        match chance.below(10) {
            0 => Outside::Customer.into(),
            1 => [Outside::Waste, Outside::Shrink, Outside::Supplier][chance.below(3)].into(),
            2 if !self.shipments.is_empty() => {
                let (shipment, _) = self.shipments[chance.below(self.shipments.len())].clone();
                Account::Shipment { shipment }
            }
            n => {
                let condition = if n > 7 { Condition::Damaged } else { Condition::Sellable };
                Account::Site { site: self.site(chance), zone: self.zone(chance), condition }
            }
        }
    }

    pub(super) fn moves(&mut self, chance: &mut Chance, now: Instant) -> Command {
        const REASONS: [Reason; 8] = [
            Reason::Transfer,
            Reason::Transfer,
            Reason::Return,
            Reason::PutAway,
            Reason::Damage,
            Reason::Adjustment,
            Reason::Theft,
            Reason::Sale,
        ];
        let lines = 1 + chance.below(3);
        let movement = |chance: &mut Chance| {
            let reason = REASONS[chance.below(REASONS.len())];
            let (from, to) = (self.account(chance), self.account(chance));
            let mut movement = self.movement(from, to, reason, chance);
            if chance.percent(self.with_lot / 3) {
                movement.lot = Some(self.lot(chance));
            }
            if chance.percent(3) {
                movement.occurred_at = Some(now.plus_ms(chance.between(-1000, 200_000_000)));
            }
            movement
        };
        Stock::Move((0..lines).map(|_| movement(chance)).collect()).into()
    }

    pub(super) fn count(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let lines = 1 + chance.below(2);
        Stock::Count(StockCount {
            site: self.site(chance),
            zone: self.zone(chance),
            lines: (0..lines)
                .map(|_| CountLine { item: self.item(chance), counted: chance.below(12) as u32 })
                .collect(),
            counted_at: chance.percent(50).then_some(now),
            method: CountMethod::Manual,
        })
        .into()
    }

    pub(super) fn sale(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let lines = chance.below(4).max(chance.below(2));
        Stock::Sell(Sale {
            sale: name!(SaleId, "sale{}", chance.below(100_000)),
            site: self.site(chance),
            till: None,
            sold_at: now.plus_ms(chance.between(-100_000, 0)),
            customer: (self.sells && chance.percent(70)).then(|| Workload::person(chance)),
            lines: (0..lines)
                .map(|_| SaleLine {
                    item: self.item(chance),
                    quantity: self.units(chance),
                    unit_price: Amount::Minor(199),
                    discount: None,
                })
                .collect(),
            tenders: Vec::new(),
            hold: None,
        })
        .into()
    }

    fn shipped(&self, chance: &mut Chance, now: Instant, arrives: bool) -> ShipmentLine {
        let lot = chance.percent(self.with_lot / 2).then(|| self.lot(chance));
        let expires_at = if lot.is_some() { self.expiry(chance, now) } else { None };
        let damaged = chance.percent(if arrives { 20 } else { 2 });
        let condition = if damaged { Condition::Damaged } else { Condition::Sellable };
        ShipmentLine { item: self.item(chance), quantity: self.units(chance), lot, expires_at, condition }
    }

    pub(super) fn dispatch(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let known = chance.percent(10).then(|| chance.pick(&self.shipments).cloned()).flatten();
        let (shipment, to) = known.unwrap_or_else(|| {
            let fresh = (name!(ShipmentId, "ship{}", self.shipments.len()), chance.below(self.sites));
            self.shipments.push(fresh.clone());
            fresh
        });
        let lines = 1 + chance.below(3);
        Stock::Dispatch(Dispatch {
            shipment,
            from: chance.percent(50).then(|| self.site(chance)),
            to: name!(realtail_kernel::SiteId, "s{to}"),
            lines: (0..lines).map(|_| self.shipped(chance, now, false)).collect(),
            expected_at: chance.percent(70).then(|| now.plus_ms(chance.between(0, 100_000))),
            order: chance.percent(30).then(|| self.order(chance)),
        })
        .into()
    }

    pub(super) fn receive(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let Some((shipment, to)) = chance.pick(&self.shipments).cloned() else {
            return self.stock_up(chance, now);
        };
        let lines = chance.below(4);
        let more_to_come = chance.percent(30);
        let site =
            if chance.percent(5) { self.site(chance) } else { name!(realtail_kernel::SiteId, "s{to}") };
        let lines = (0..lines).map(|_| self.shipped(chance, now, true)).collect();
        let lines = chance.percent(60).then_some(lines);
        Stock::Receive(Receipt { shipment, site, lines, more_to_come, received_at: None }).into()
    }

    pub(super) fn expect(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let lines = chance.below(4);
        let line = |chance: &mut Chance| ExpectedLine {
            item: self.item(chance),
            quantity: self.units(chance),
            expected_at: now.plus_ms(chance.between(0, 100) * 1000),
        };
        Stock::Expect(SupplyOrder {
            order: self.order(chance),
            supplier: None,
            site: self.site(chance),
            lines: (0..lines).map(|_| line(chance)).collect(),
        })
        .into()
    }

    pub(super) fn place(&mut self, chance: &mut Chance) -> Command {
        let known = chance.percent(5).then(|| chance.pick(&self.holds).cloned()).flatten();
        let hold = known.unwrap_or_else(|| {
            let fresh = name!(HoldId, "h{}", self.holds.len());
            self.holds.push(fresh.clone());
            fresh
        });
        let expires_in_ms = match chance.below(20) {
            0 => 0,
            1..=8 => chance.between(1, 3_000),
            _ => chance.between(3_000, 600_000),
        };
        let lines = [1, 1, 1, 2, 3][chance.below(5)];
        let line = |chance: &mut Chance| {
            let region = chance.percent(30);
            let place = if region {
                HoldPlace::Region(self.region_name(chance))
            } else {
                HoldPlace::Site(self.site(chance))
            };
            HoldLine { item: self.item(chance), quantity: self.units(chance), place }
        };
        let lines = (0..lines).map(|_| line(chance)).collect();
        let owner = name!(OwnerId, "o{}", chance.below(8));
        let channel = self.channel(chance);
        Stock::Place(PlaceHold { hold, owner, channel, expires_in_ms, lines }).into()
    }

    pub(super) fn post(&mut self, chance: &mut Chance) -> Command {
        let lines = chance.below(3);
        let line = |chance: &mut Chance| PostLine {
            item: self.item(chance),
            quantity: self.units(chance),
            site: chance.percent(40).then(|| self.site(chance)),
        };
        let lines: Vec<PostLine> = (0..lines).map(|_| line(chance)).collect();
        Stock::Post(PostHold {
            hold: self.a_hold(chance),
            lines: chance.percent(30).then_some(lines),
            post_as: if chance.percent(50) { PostAs::Sale } else { PostAs::Allocation },
        })
        .into()
    }

    pub(super) fn extend(&mut self, chance: &mut Chance) -> Command {
        let expires_in_ms = if chance.percent(5) { -1 } else { chance.between(1, 100_000) };
        Stock::Extend(Extend { hold: self.a_hold(chance), expires_in_ms }).into()
    }
}
