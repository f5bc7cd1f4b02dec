//! Goods that come back, in any order beside all that may be done with orders.

use super::{Workload, name};
use crate::chance::Chance;
use realtail_kernel::{Channel, GiftCardId, Instant, Quantity, ReturnId, Word};
use realtail_omnichannel::Command as Stock;
use realtail_omnichannel::returns::{
    Dispose, DisposeLine, ExchangeLine, LineBack, NewCard, RefundAgain, ReturnCommand, Shown, TakeBack,
};
use realtail_platform::Command;
use realtail_vocabulary::{Digest, Disposition, RefundTo, ReturnRules, ReturnedCondition, Role};

/// Returns that are still disposed of and refunded again.
const RECENT: u64 = 8;

impl Workload {
    /// Something about goods that come back.
    pub(super) fn goods_back(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let command = match chance.below(8) {
            0 => ReturnCommand::SetRules(Box::new(rules(chance))),
            1 => ReturnCommand::Dispose(self.dispose(chance)),
            2 => ReturnCommand::Refund(self.refund_again(chance)),
            _ => ReturnCommand::TakeBack(Box::new(self.take_back(chance, now))),
        };
        Stock::Return(command).into()
    }

    fn take_back(&mut self, chance: &mut Chance, now: Instant) -> TakeBack {
        let return_id = if chance.percent(5) { self.a_return(chance) } else { self.next_return() };
        let of = if chance.percent(90) { Shown::Order(self.an_order(chance)) } else { Shown::Nothing };
        let exchange = if chance.percent(10) { vec![self.instead(chance)] } else { Vec::new() };
        let refund_to = match chance.below(10) {
            _ if !exchange.is_empty() => RefundTo::Exchange,
            0 | 1 => RefundTo::GiftCard,
            _ => RefundTo::Original,
        };
        let lines = (0..1 + chance.below(2)).map(|_| self.line_back(&of, chance)).collect();
        TakeBack {
            card: Some(card(&return_id, 0)),
            return_id,
            site: self.site(chance),
            of,
            customer: chance.percent(20).then(|| name!(realtail_kernel::CustomerId, "c{}", chance.below(3))),
            by: by(),
            returned_at: chance.percent(20).then(|| now.plus_ms(-chance.between(0, 3 * 86_400_000))),
            lines,
            refund_to,
            exchange,
            channel: name!(Channel, "store"),
            override_by: chance.percent(50).then_some(Role::Operator),
        }
    }

    fn line_back(&self, of: &Shown, chance: &mut Chance) -> LineBack {
        let by_item = matches!(of, Shown::Nothing) || chance.percent(20);
        LineBack {
            line: (!by_item).then(|| 1 + chance.below(3) as u16),
            item: by_item.then(|| self.item(chance)),
            quantity: few(chance),
            reason: name!(Word, "changed_mind"),
            condition: condition(chance),
            disposition: chance.percent(30).then(|| self.disposition(chance)),
            unit_price: chance.percent(50).then(|| chance.between(0, 500)),
        }
    }

    fn instead(&self, chance: &mut Chance) -> ExchangeLine {
        let site = chance.percent(50).then(|| self.site(chance));
        ExchangeLine { item: self.item(chance), quantity: few(chance), site }
    }

    fn disposition(&self, chance: &mut Chance) -> Disposition {
        match chance.below(6) {
            0 => Disposition::Resell,
            1 => Disposition::Inspect,
            2 => Disposition::Damaged,
            3 => Disposition::ToVendor,
            4 => Disposition::Waste,
            _ => Disposition::SendTo { site: self.site(chance) },
        }
    }

    fn dispose(&self, chance: &mut Chance) -> Dispose {
        let line = DisposeLine {
            line: 1 + chance.below(2) as u16,
            quantity: few(chance),
            to: self.disposition(chance),
            shipment: None,
        };
        Dispose { return_id: self.a_return(chance), by: by(), lines: vec![line] }
    }

    fn refund_again(&self, chance: &mut Chance) -> RefundAgain {
        let return_id = self.a_return(chance);
        let to = if chance.percent(30) { RefundTo::GiftCard } else { RefundTo::Original };
        let card = Some(card(&return_id, 1 + chance.number() % 1_000_000));
        RefundAgain { return_id, by: by(), to, card }
    }

    fn next_return(&mut self) -> ReturnId {
        self.returns += 1;
        name!(ReturnId, "r{}", self.returns)
    }

    fn a_return(&self, chance: &mut Chance) -> ReturnId {
        name!(ReturnId, "r{}", self.returns.saturating_sub(chance.number() % RECENT))
    }
}

fn by() -> Word {
    name!(Word, "desk-1")
}

fn few(chance: &mut Chance) -> Quantity {
    Quantity::try_from(chance.between(1, 2)).unwrap_or(Quantity::ONE)
}

fn condition(chance: &mut Chance) -> ReturnedCondition {
    use ReturnedCondition::{Damaged, Faulty, Opened, Unopened, Used};
    [Unopened, Unopened, Opened, Used, Damaged, Faulty][chance.below(6)]
}

fn card(return_id: &ReturnId, n: u64) -> NewCard {
    let card = name!(GiftCardId, "{return_id}-{n}");
    let mut digest = [0; 32];
    let bytes = card.as_str().as_bytes();
    let length = bytes.len().min(32);
    digest[..length].copy_from_slice(&bytes[..length]);
    NewCard { card, digest: Digest(digest) }
}

fn rules(chance: &mut Chance) -> ReturnRules {
    ReturnRules {
        window_days: chance.between(0, 30) as u16,
        blind_up_to: chance.percent(50).then(|| chance.between(0, 2_000)),
        blind_cash: chance.percent(50),
        restocking_fee_ppm: [0, 0, 70_001][chance.below(3)],
        ..ReturnRules::default()
    }
}
