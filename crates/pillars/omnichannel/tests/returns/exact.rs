//! Sequences that nobody wrote: partial returns, cancellations, goodwill, declines, answers in any order. All is checked
//! after each step, and in the end every minor unit is accounted for.

use super::desk::Desk;
use realtail_omnichannel::returns::RefundState;
use realtail_vocabulary::{PaymentOperation, ReturnOf};

/// A small generator of numbers (SplitMix64, Steele and others 2014): the same seed tells the same story.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

const SITES: [&str; 3] = ["north", "south", "depot"];

fn return_sentence(chance: &mut Chance, n: u64, orders: u64, sales: u64) -> String {
    let of = match chance.below(5) {
        0..=2 => format!("of o{}", chance.below(orders.max(1))),
        3 => format!("sale s{}", chance.below(sales.max(1))),
        _ => "blind".to_owned(),
    };
    let line = |chance: &mut Chance| {
        let what = chance.of(&["1", "2", "socks", "shirt", "belt"]);
        let condition = chance.of(&["unopened", "opened", "used", "damaged", "faulty"]);
        let way = chance.of(&["", "", ":waste", ":to_vendor", ":depot", ":inspect"]);
        format!("{what}x{}:{condition}{way}", 1 + chance.below(3))
    };
    let first = line(chance);
    let second = if chance.below(3) == 0 { format!(" {}", line(chance)) } else { String::new() };
    let to = chance.of(&["", "", "", " to gift_card", " for beltx1", " override", " by ben", " ago 2d"]);
    // Some come twice under one number, with the same content or with another.
    let number = if chance.below(8) == 0 { n.saturating_sub(1) } else { n };
    format!("return r{number} {of} at {} {first}{second}{to}", chance.of(&SITES))
}

/// What might be said next; much of it is refused, which must change nothing.
fn sentence(chance: &mut Chance, n: u64, orders: &mut u64, sales: &mut u64) -> String {
    let order = format!("o{}", chance.below((*orders).max(1)));
    let part = 1 + chance.below(3);
    match chance.below(24) {
        0..=1 if *orders < 6 => {
            let delivery = match chance.below(3) {
                0 => format!("pickup {}", chance.of(&SITES)),
                1 => format!("carry {}", chance.of(&SITES)),
                _ => "ship".to_owned(),
            };
            let pay = chance.of(&["test", "cash", "cash 333 test", "test 100 payment_intents"]);
            let units = 1 + chance.below(4);
            *orders += 1;
            format!("order o{} {delivery} socks|beltx{units} shirtx2 pay {pay}", *orders - 1)
        }
        2 => {
            let pay = chance.of(&["cash", "card", "gift_card 100 cash 9000", "card 500 cash", "voucher 50"]);
            *sales += 1;
            let (units, off) = (1 + chance.below(5), chance.below(300));
            format!("sale s{} {} of ben socksx{units}-{off} shirtx1 pay {pay}", *sales - 1, chance.of(&SITES))
        }
        3 => format!("stock {} {} {}", chance.of(&["socks", "shirt", "belt"]), chance.of(&SITES), 2),
        4..=5 => {
            let (payment, ask) = (1 + chance.below(2), 1 + chance.below(7));
            let answer =
                chance.of(&["done 1000000", "done 1000000", "done 1000000", "declined no", "unsure"]);
            format!("answer {order}-p{payment} {ask} {answer}")
        }
        10..=11 => {
            let found = chance.of(&["", "", " 1=1 2=1", " 1=1belt 2=0", " 1=2 2=2"]);
            format!("pick {order} {part}{found}")
        }
        12..=13 => format!("hand {order} {part} ABCD-2345"),
        14 => format!("ship {order} {part}"),
        15 => format!("cancel {order}{}", chance.of(&["", " 1x1", " 2x1"])),
        16 => format!("refund {order} {}", 1 + chance.below(900)),
        17 => format!("again r{}{}", chance.below(n + 1), chance.of(&["", " gift_card"])),
        18 => {
            let way = chance.of(&["resell", "waste", "depot", "inspect", "damaged", "to_vendor"]);
            format!("dispose r{} {part}x{} {way}", chance.below(n + 1), 1 + chance.below(2))
        }
        19 => format!("later {} min", chance.of(&["1", "20", "130", "5000"])),
        _ => return_sentence(chance, n, *orders, *sales),
    }
}

#[test]
fn whatever_comes_back_in_whatever_order_everything_adds_up() {
    let (mut accepted, mut failed, mut given_back) = (0, 0, 0_i64);
    for seed in 0..300 {
        let mut chance = Chance(seed);
        let mut desk = Desk::new();
        desk.tell("rules {\"blind_up_to\": 2000, \"blind_cash\": true, \"restocking_fee_ppm\": 70001}");
        for item in ["socks", "shirt", "belt"] {
            SITES.iter().for_each(|site| drop(desk.tell(&format!("stock {item} {site} 6"))));
        }
        let (mut orders, mut sales) = (0, 0);
        for n in 0..120 {
            let said = sentence(&mut chance, n, &mut orders, &mut sales);
            desk.tell(&said);
            answer_one(&mut chance, &mut desk);
            if n % 20 == 19 {
                desk.tell("restart");
            }
        }
        settle(&mut desk, orders);
        let state = &desk.shop.state;
        accepted += state.returns.len();
        for known in state.returns.all() {
            let money = state.refund_state(known);
            assert_ne!(money, RefundState::RefundPending, "seed {seed}: all has been answered");
            if money == RefundState::RefundFailed {
                assert!(matches!(known.of, ReturnOf::Order(_)), "seed {seed}: a till does not decline");
                failed += 1;
            }
            given_back += known.refund() - known.outstanding(&state.payments);
        }
        exact(&desk, seed);
    }
    assert!(accepted > 1_500 && failed > 20 && given_back > 100_000, "{accepted} {failed} {given_back}");
}

/// Now and then a provider answers something that waits; what it was asked to authorise, mostly well.
fn answer_one(chance: &mut Chance, desk: &mut Desk) {
    if chance.below(2) == 0 {
        return;
    }
    let waiting: Vec<_> = desk.shop.state.payments.waiting().cloned().collect();
    if waiting.is_empty() {
        return;
    }
    let ask = &waiting[chance.below(waiting.len() as u64) as usize];
    let declines = if ask.operation == PaymentOperation::Authorise { 12 } else { 4 };
    let answer = if chance.below(declines) == 0 { "declined no" } else { "done 1000000" };
    desk.tell(&format!("answer {} {} {answer}", ask.payment, ask.ask));
}

/// Every provider answers what still waits.
fn settle(desk: &mut Desk, orders: u64) {
    for order in 0..orders {
        for payment in 1..=2 {
            (1..40)
                .for_each(|ask| drop(desk.tell(&format!("answer o{order}-p{payment} {ask} done 1000000"))));
        }
    }
}

/// Of a line that came back whole, what came back had cost what was taken: to the minor unit, however it was cut.
fn exact(desk: &Desk, seed: u64) {
    for order in desk.shop.state.orders.all() {
        for line in &order.lines {
            let whole = line.returned == line.left;
            assert!(line.money.came_back <= line.money.captured, "seed {seed} {line:?}");
            assert!(!whole || line.money.came_back == line.money.captured, "seed {seed} {line:?}");
        }
    }
    for (sale, receipt) in desk.shop.state.returns.receipts.all_that_came_back() {
        for n in 0..receipt.units.len() {
            let whole = receipt.units[n] == receipt.bought[n];
            assert!(receipt.value[n] <= receipt.paid[n], "seed {seed} {sale}");
            assert!(!whole || receipt.value[n] == receipt.paid[n], "seed {seed} {sale}");
        }
    }
}
