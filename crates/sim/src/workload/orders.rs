//! Orders and all that may be done with them, in any order: the workload of the runs that sell.

use super::{Workload, name};
use crate::chance::Chance;
use realtail_kernel::{
    Currency, HoldId, Instant, ItemId, Label, OrderId, PriceListId, Quantity, SiteId, Word,
};
use realtail_omnichannel::order::{
    Arrive, CancelLines, Claim, Found, HandOver, OrderCommand, Pick, PlaceOrder, RefundOrder, Reject, Ship,
    Stage, TenderAsked,
};
use realtail_omnichannel::{Command as Stock, PriceCommand};
use realtail_platform::Command;
use realtail_vocabulary::{
    Delivery, Destination, LineQuantity, OrderLimits, PlacedLine, PriceEntry, PriceList,
};

/// Orders whose steps are still gone.
const RECENT: usize = 6;

impl Workload {
    /// The next request of a run that sells.
    pub(super) fn trade(&mut self, chance: &mut Chance, now: Instant) -> Command {
        match self.made {
            1 | 2 => unreachable!("sites and items come first"),
            3 => Stock::Price(PriceCommand::SetList(self.price_list())).into(),
            4 => Stock::Price(PriceCommand::SetPrices(list(), self.prices(chance))).into(),
            5..=8 => self.stock_up(chance, now),
            _ if chance.percent(45) => {
                let Some(mut around) = self.around.take() else { return self.any_trade(chance, now) };
                let command = self.around(&mut around, chance, now);
                self.around = Some(around);
                command
            }
            _ => self.any_trade(chance, now),
        }
    }

    fn any_trade(&mut self, chance: &mut Chance, now: Instant) -> Command {
        let order = |workload: &Workload, chance: &mut Chance| workload.an_order(chance);
        match chance.below(35) {
            0..=6 => self.place_order(chance),
            7..=9 => self.stock_up(chance, now),
            10 => self.sale(chance, now),
            11 => self.count(chance, now),
            12 => self.place(chance),
            13 => Stock::Void(self.a_hold(chance)).into(),
            14 => step(OrderCommand::SetLimits(limits(chance))),
            15 | 16 => step(OrderCommand::Claim(Claim {
                order: order(self, chance),
                fulfilment: part(chance),
                by: by(),
            })),
            17..=19 => self.pick_order(chance),
            20 => {
                let (order, fulfilment) = (order(self, chance), part(chance));
                step(OrderCommand::Stage(Stage { order, fulfilment, by: by(), place: name!(Label, "A1") }))
            }
            21 => step(OrderCommand::Arrive(Arrive {
                order: order(self, chance),
                fulfilment: part(chance),
                bay: None,
            })),
            22 | 23 => {
                let (order, fulfilment, code) =
                    (order(self, chance), part(chance), Some(name!(Word, "CODE")));
                step(OrderCommand::HandOver(HandOver { order, fulfilment, by: by(), code, name: None }))
            }
            24 | 25 => {
                let (order, fulfilment, carrier) = (order(self, chance), part(chance), name!(Word, "post"));
                step(OrderCommand::Ship(Ship { order, fulfilment, by: by(), carrier, tracking: None }))
            }
            26 => self.reject(chance),
            27 => {
                let order = order(self, chance);
                self.cancel(order, chance)
            }
            29..=33 => self.goods_back(chance, now),
            28 => {
                let (order, amount) = (order(self, chance), chance.between(1, 900));
                step(OrderCommand::Refund(RefundOrder {
                    order,
                    amount,
                    reason: name!(Word, "late"),
                    by: by(),
                }))
            }
            _ => match chance.percent(50) {
                true => step(OrderCommand::PutBack(order(self, chance), part(chance), by())),
                false => step(OrderCommand::Route(order(self, chance), part(chance))),
            },
        }
    }

    fn price_list(&self) -> PriceList {
        let currency = Currency::try_from("EUR".to_owned()).expect("a currency");
        PriceList {
            list: list(),
            name: None,
            currency,
            sites: Vec::new(),
            regions: Vec::new(),
            channels: Vec::new(),
            groups: Vec::new(),
            valid_from: None,
            valid_until: None,
            priority: 0,
        }
    }

    fn prices(&self, chance: &mut Chance) -> Vec<PriceEntry> {
        let entry = |no: usize| PriceEntry {
            item: name!(ItemId, "i{no}"),
            unit_price: Some(chance.between(1, 999)),
            per: 1,
            valid_from: None,
            valid_until: None,
        };
        (0..self.items).map(entry).collect()
    }

    fn place_order(&mut self, chance: &mut Chance) -> Command {
        let order = if chance.percent(5) && !self.orders.is_empty() {
            self.an_order(chance)
        } else {
            name!(OrderId, "o{}", self.orders.len())
        };
        if self.orders.last() != Some(&order) && !self.orders.contains(&order) {
            self.orders.push(order.clone());
        }
        let lines = (1..=1 + chance.below(3) as u16).map(|line| self.order_line(line, chance)).collect();
        let hold: Option<HoldId> = chance.percent(15).then(|| self.a_hold(chance));
        let command = PlaceOrder {
            order,
            channel: self.channel(chance),
            customer: chance.percent(60).then(|| Workload::person(chance)),
            hold,
            delivery: self.delivery(chance),
            promised_at: None,
            lines,
            coupons: Vec::new(),
            currency: None,
            carriage: [0, 0, 499][chance.below(3)],
            tenders: tenders(chance),
            contact: None,
            pickup_code: chance.percent(50).then(|| name!(Word, "CODE")),
        };
        Stock::PlaceOrder(Box::new(command)).into()
    }

    fn order_line(&self, line: u16, chance: &mut Chance) -> PlacedLine {
        PlacedLine {
            line,
            item: self.item(chance),
            quantity: Quantity::try_from(chance.between(1, 3)).unwrap_or(Quantity::ONE),
            delivery: chance.percent(10).then(|| self.delivery(chance)),
            substitutes: if chance.percent(20) { vec![self.item(chance)] } else { Vec::new() },
        }
    }

    fn delivery(&self, chance: &mut Chance) -> Delivery {
        let to = || Destination {
            country: "DE".to_owned().try_into().expect("a country"),
            postal_code: None,
            region: None,
            position: None,
        };
        let site: SiteId = self.site(chance);
        match chance.below(6) {
            0 | 1 => Delivery::Pickup { site, curbside: chance.percent(50) },
            2 => Delivery::CarryOut { site },
            3 => Delivery::Deliver { site: chance.percent(50).then_some(site), to: to() },
            _ => Delivery::Ship { to: to(), service: None },
        }
    }

    fn pick_order(&self, chance: &mut Chance) -> Command {
        let found = |line: u16, chance: &mut Chance| Found {
            line,
            picked: chance.between(0, 3),
            substitute: chance.percent(20).then(|| self.item(chance)),
        };
        let lines = chance.percent(30).then(|| (1..=3).map(|line| found(line, chance)).collect());
        let order = self.an_order(chance);
        step(OrderCommand::Pick(Pick { order, fulfilment: part(chance), by: by(), lines }))
    }

    fn reject(&self, chance: &mut Chance) -> Command {
        let reason = name!(Word, "{}", ["not_found", "too_busy"][chance.below(2)]);
        let lines = chance.percent(40).then(|| some_lines(chance));
        let order = self.an_order(chance);
        step(OrderCommand::Reject(Reject { order, fulfilment: part(chance), by: by(), reason, lines }))
    }

    pub(super) fn cancel(&self, order: OrderId, chance: &mut Chance) -> Command {
        let lines = chance.percent(50).then(|| some_lines(chance));
        let reason = name!(Word, "changed_mind");
        step(OrderCommand::Cancel(CancelLines { order, lines, reason, by: by() }))
    }

    pub(super) fn an_order(&self, chance: &mut Chance) -> OrderId {
        let led_to =
            self.around.as_ref().filter(|_| chance.percent(20)).and_then(|around| around.led_to(chance));
        if let Some(order) = led_to {
            return order;
        }
        let recent = self.orders.len().saturating_sub(RECENT);
        let known = chance.pick(&self.orders[recent..]).cloned();
        known.filter(|_| !chance.percent(2)).unwrap_or_else(|| name!(OrderId, "no-order"))
    }
}

fn list() -> PriceListId {
    name!(PriceListId, "main")
}

fn step(command: OrderCommand) -> Command {
    Stock::Order(command).into()
}

fn by() -> Word {
    name!(Word, "badge-7")
}

fn part(chance: &mut Chance) -> u16 {
    1 + [0, 0, 0, 1, 2][chance.below(5)]
}

fn some_lines(chance: &mut Chance) -> Vec<LineQuantity> {
    let quantity = Quantity::try_from(chance.between(1, 2)).unwrap_or(Quantity::ONE);
    vec![LineQuantity { line: 1 + chance.below(3) as u16, quantity }]
}

fn tenders(chance: &mut Chance) -> Vec<TenderAsked> {
    let tender = |means: &str, amount| TenderAsked {
        means: name!(Word, "{means}"),
        token: None,
        sealed_token: None,
        purse: None,
        amount,
    };
    match chance.below(5) {
        0 => vec![tender("cash", None)],
        1 => vec![tender("test", Some(chance.between(1, 300))), tender("test", None)],
        2 => vec![tender("cash", Some(chance.between(1, 300))), tender("test", None)],
        _ => vec![tender("test", None)],
    }
}

fn limits(chance: &mut Chance) -> OrderLimits {
    OrderLimits {
        payment_minutes: chance.between(1, 30) as u32,
        reroute_unclaimed: chance.percent(50),
        ..OrderLimits::default()
    }
}
