//! What is given back: never more than was taken, whatever comes in which order.

use super::desk::{Desk, check};
use expect_test::expect;

/// An order of three pairs of socks and a belt, paid by card, taken along and captured.
const TAKEN: &str = "stock socks north 9
     stock belt north 9
     order o1 carry north socksx3 beltx1 pay test
     answer o1-p1 1 done 2499
     answer o1-p1 2 done 2499";

#[test]
fn goods_of_an_order_come_back_anywhere_and_are_paid_back_as_they_were_paid() {
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened"),
        expect!["back from o1 [1:socksx2 resell 666] refund 666 o1-p1/3; moved; ask o1-p1/3 refund 666"],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened\n? return r1"),
        expect!["refund_pending 666, 0 outstanding [666 o1-p1/3 pending] 1: socks 2 resell"],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened\nanswer o1-p1 3 done 666\n? return r1"),
        expect!["refunded 666, 0 outstanding [666 o1-p1/3 done] 1: socks 2 resell"],
    );
    // By the item, and twice in one return in different conditions.
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south socksx1 socksx2:damaged"),
        expect![
            "back from o1 [1:socksx1 resell 333, 1:socksx2 damaged 666] refund 999 o1-p1/3; moved; moved; ask o1-p1/3 refund 999"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x4"),
        expect![
            "refused: lines[0].quantity: of line 1 of order o1 3 units can come back, not 4; 3 were handed out, 0 came back before"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2\nreturn r2 of o1 at south 1x2"),
        expect![
            "refused: lines[0].quantity: of line 1 of order o1 1 units can come back, not 2; 3 were handed out, 2 came back before"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 3x1"),
        expect!["refused: lines[0].line: order o1 has no line 3"],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south jeansx1"),
        expect![
            "refused: lines[0].quantity: of jeans in order o1 0 units can come back, not 1; 4 were handed out, 0 came back before"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o9 at south jeansx1"),
        expect![[r#"refused: there is no order "o9""#]],
    );
}

#[test]
fn the_same_return_again_is_the_same_return() {
    let once = format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened");
    check(&format!("{once}\nreturn r1 of o1 at south 1x2:opened"), expect!["nothing new"]);
    check(&format!("{once}\nreturn r1 of o1 at south socksx2:opened"), expect!["nothing new"]);
    check(
        &format!("{once}\nreturn r1 of o1 at south 1x1:opened"),
        expect![[r#"refused: return "r1" was used before with another content"#]],
    );
    check(
        &format!("{once}\nreturn r1 of o1 at north 1x2:opened"),
        expect![[r#"refused: return "r1" was used before with another content"#]],
    );
    check(
        &format!("{once}\nreturn r1 of o1 at south 1x2:opened to gift_card"),
        expect![[r#"refused: return "r1" was used before with another content"#]],
    );
}

#[test]
fn the_last_means_is_paid_back_first() {
    let split = "stock socks north 9
         order o1 carry north socksx3 pay cash 400 test
         answer o1-p2 1 done 599
         answer o1-p2 2 done 599";
    check(
        &format!("{split}\nreturn r1 of o1 at north 1x1"),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p2/3; moved; ask o1-p2/3 refund 333"],
    );
    check(
        &format!("{split}\nreturn r1 of o1 at north 1x3"),
        expect![
            "back from o1 [1:socksx3 resell 999] refund 599 o1-p2/3, 400 o1-p1; moved; ask o1-p2/3 refund 599; o1-p1 refund 400"
        ],
    );
}

#[test]
fn what_was_given_for_goodwill_is_not_given_twice() {
    let goodwill = format!("{TAKEN}\nrefund o1 2000");
    check(&format!("{goodwill}\n? room o1"), expect!["499"]);
    check(
        &format!("{goodwill}\nreturn r1 of o1 at south 1x3 2x1"),
        expect![
            "back from o1 [1:socksx3 resell 999 less 500 given back before, 2:beltx1 resell 1500 less 1500 given back before] refund 499 o1-p1/4; moved; moved; ask o1-p1/4 refund 499"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x3\nrefund o1 1501"),
        expect![
            "refused: amount: 1500 of order o1 can be given back, not 1501; no more goes back than was taken"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x3\nrefund o1 1500"),
        expect!["gave back 1500; ask o1-p1/4 refund 1500"],
    );
    // On a gift card it is given back all the same.
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x3 to gift_card\nrefund o1 1501"),
        expect![
            "refused: amount: 1500 of order o1 can be given back, not 1501; no more goes back than was taken"
        ],
    );
    check(
        &format!("{TAKEN}\nrefund o1 2000\nreturn r1 of o1 at south 1x3 to gift_card"),
        expect![
            "back from o1 [1:socksx3 resell 999 less 500 given back before] refund 499 card r1; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
}

/// juspay/hyperswitch#13182: two refunds at once, each of which was checked against what had been refunded before either.
#[test]
fn hyperswitch_13182_refunds_at_once_never_exceed_what_was_captured() {
    // 100 were captured; two refunds of 60 come before the provider has answered either.
    let shop = "stock jeans north 9
         order o1 carry north jeansx2 pay test
         answer o1-p1 1 done 10000
         answer o1-p1 2 done 10000";
    let twice = format!("{shop}\nrefund o1 6000");
    check(
        &format!("{twice}\nrefund o1 6000"),
        expect![
            "refused: amount: 4000 of order o1 can be given back, not 6000; no more goes back than was taken"
        ],
    );
    check(&format!("{twice}\n? room o1"), expect!["4000"]);
    // A return and a refund, and returns beside each other, are bounded by the same room.
    check(
        &format!("{twice}\nreturn r1 of o1 at north 1x2"),
        expect![
            "back from o1 [1:jeansx2 resell 10000 less 6000 given back before] refund 4000 o1-p1/4; moved; ask o1-p1/4 refund 4000"
        ],
    );
    let returns = format!("{shop}\nreturn r1 of o1 at north 1x1\nreturn r2 of o1 at south 1x1");
    check(
        &format!("{returns}\nrefund o1 1"),
        expect!["refused: amount: 0 of order o1 can be given back, not 1; no more goes back than was taken"],
    );
    check(
        &format!("{returns}\nreturn r3 of o1 at north 1x1"),
        expect![
            "refused: lines[0].quantity: of line 1 of order o1 0 units can come back, not 1; 2 were handed out, 2 came back before"
        ],
    );
    // Nobody knows what came of the first: its room stays taken until somebody does.
    check(
        &format!("{returns}\nanswer o1-p1 3 unsure\nrefund o1 1"),
        expect!["refused: amount: 0 of order o1 can be given back, not 1; no more goes back than was taken"],
    );
    // A refund that is declined frees its room, and no more than that.
    let declined = format!("{returns}\nanswer o1-p1 3 declined closed_account");
    check(&format!("{declined}\n? room o1"), expect!["5000"]);
    check(
        &format!("{declined}\n? return r1"),
        expect!["refund_failed 5000, 5000 outstanding [5000 o1-p1/3 declined] 1: jeans 1 resell"],
    );
    check(
        &format!("{declined}\nrefund o1 5001"),
        expect![
            "refused: amount: 5000 of order o1 can be given back, not 5001; no more goes back than was taken"
        ],
    );
    // It may be asked for again, once.
    check(&format!("{declined}\nagain r1"), expect!["refund 5000 o1-p1/5; ask o1-p1/5 refund 5000"]);
    check(&format!("{declined}\nagain r1\nagain r1"), expect!["nothing new"]);
    check(
        &format!("{declined}\nagain r1 gift_card"),
        expect!["refund 5000 card r1-again; retail.gift_card.issued; retail.gift_card.activated"],
    );
    check(
        &format!("{declined}\nagain r1 gift_card\n? return r1"),
        expect![
            "refunded 5000, 0 outstanding [5000 o1-p1/3 declined, 5000 card r1-again done] 1: jeans 1 resell"
        ],
    );
    // Whoever comes first has the room that was freed.
    check(
        &format!("{declined}\nrefund o1 5000\nagain r1"),
        expect!["refused: 5000 are owed for return r1, and nothing of order o1 can be given back now"],
    );
    check(
        &format!("{declined}\nrefund o1 4000\nagain r1"),
        expect!["refund 1000 o1-p1/6; ask o1-p1/6 refund 1000"],
    );
    // The answers come again, and late: nothing more goes back.
    check(
        &format!("{declined}\nagain r1\nanswer o1-p1 5 done 5000\nanswer o1-p1 3 done 5000\n? payment o1-p1"),
        expect!["partly_refunded 10000/10000/5000"],
    );
}

/// The same in every order of asking and answering, with amounts that together are more than was captured.
#[test]
fn hyperswitch_13182_in_every_order() {
    let asks =
        ["refund o1 6000", "refund o1 6000", "return r1 of o1 at north 1x1", "return r2 of o1 at south 1x1"];
    let mut orders: Vec<Vec<&str>> = vec![Vec::new()];
    for ask in asks {
        let longer = |order: &Vec<&'static str>| {
            let order = order.clone();
            (0..=order.len()).map(move |at| [&order[..at], &[ask], &order[at..]].concat())
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    assert_eq!(orders.len(), 24);
    for order in orders {
        // Each ask is answered at once, after the next, or at the end; done or declined.
        for how in 0..16_u32 {
            let mut desk = Desk::new();
            for sentence in ["stock jeans north 9", "order o1 carry north jeansx2 pay test"] {
                desk.tell(sentence);
            }
            desk.tell("answer o1-p1 1 done 10000");
            desk.tell("answer o1-p1 2 done 10000");
            for (n, ask) in order.iter().enumerate() {
                desk.tell(ask);
                let answer = if how >> n & 1 == 1 { "done 1" } else { "declined no" };
                if n % 2 == 1 {
                    (3..8).for_each(|ask| drop(desk.tell(&format!("answer o1-p1 {ask} {answer}"))));
                }
            }
            (3..16).for_each(|ask| drop(desk.tell(&format!("answer o1-p1 {ask} done 1"))));
            desk.tell("again r1");
            desk.tell("again r2");
            (3..16).for_each(|ask| drop(desk.tell(&format!("answer o1-p1 {ask} done 1"))));
            let payment = desk.shop.state.payments.all().next().expect("a payment");
            // What must hold was checked after each sentence; in the end, all that is owed has gone back.
            assert_eq!(payment.refunded, payment.captured, "{order:?} {how}");
        }
    }
}

#[test]
fn a_return_before_the_capture_has_answered_waits_for_it() {
    let open = "stock socks north 9
         order o1 carry north socksx3 pay test
         answer o1-p1 1 done 999";
    let back = format!("{open}\nreturn r1 of o1 at north 1x2");
    check(&back, expect!["back from o1 [1:socksx2 resell 666]; moved"]);
    check(
        &format!("{back}\n? return r1"),
        expect!["refund_pending 666, 666 outstanding [] 1: socks 2 resell"],
    );
    check(
        &format!("{back}\nanswer o1-p1 2 done 999"),
        expect!["answered o1-p1/2; retail.return.refund_asked; ask o1-p1/3 refund 666"],
    );
    check(
        &format!("{back}\nanswer o1-p1 2 done 999\n? return r1"),
        expect!["refund_pending 666, 0 outstanding [666 o1-p1/3 pending] 1: socks 2 resell"],
    );
    // Where nothing was captured, nothing is given back, and a person has to look.
    check(
        &format!("{back}\nanswer o1-p1 2 declined no\n? return r1"),
        expect!["refund_failed 666, 666 outstanding [] 1: socks 2 resell"],
    );
    check(
        &format!("{back}\nanswer o1-p1 2 declined no\nagain r1"),
        expect!["refused: 666 are owed for return r1, and nothing of order o1 can be given back now"],
    );
    check(
        &format!("{open}\nreturn r1 of o1 at north 1x2 to gift_card"),
        expect!["refused: of 666 only 0 have been captured; wait for that, or give it back as it was paid"],
    );
}

#[test]
fn a_receipt_is_paid_back_out_of_the_till() {
    let sold = "stock jeans north 9
         stock socks north 9
         sale s1 north jeansx1 socksx3-99 pay gift_card 1000 card";
    check(
        &format!("{sold}\nreturn r1 sale s1 at south socksx1"),
        expect!["back from s1 [2:socksx1 resell 300] refund 300 card; moved"],
    );
    check(
        &format!("{sold}\nreturn r1 sale s1 at south 2x3 1x1"),
        expect![
            "back from s1 [2:socksx3 resell 900, 1:jeansx1 resell 5000] refund 4900 card, 1000 gift_card; moved; moved"
        ],
    );
    check(
        &format!("{sold}\nreturn r1 sale s1 at south 2x3\nreturn r2 sale s1 at north 2x1"),
        expect!["refused: lines[0].quantity: of line 2 on receipt s1 0 units can come back, not 1"],
    );
    check(
        &format!("{sold}\nreturn r1 sale s1 at south beltx1"),
        expect!["refused: lines[0].quantity: of belt on receipt s1 0 units can come back, not 1"],
    );
    check(
        &format!("{sold}\nreturn r1 sale s2 at south beltx1"),
        expect![[r#"refused: there is no receipt "s2""#]],
    );
    check(
        &format!("{sold}\nreturn r1 sale s1 at south jeansx1 to gift_card"),
        expect![
            "back from s1 [1:jeansx1 resell 5000] refund 5000 card r1; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
    // Change is no money of the shopper's: 50 were given, 10 came back at once.
    check(
        &format!(
            "{sold}\nsale s2 north socksx3 beltx2 pay gift_card 500 cash 5000\nreturn r1 sale s2 at north 1x3 2x2"
        ),
        expect![
            "back from s2 [1:socksx3 resell 999, 2:beltx2 resell 3000] refund 3499 cash, 500 gift_card; moved; moved"
        ],
    );
    // Less was paid than the lines say: each bears its part.
    check(
        &format!("{sold}\nsale s2 north socksx3 pay voucher 200 cash 500\nreturn r1 sale s2 at north 1x1"),
        expect!["back from s2 [1:socksx1 resell 233] refund 233 cash; moved"],
    );
    // Nobody said how it was paid.
    check(
        &format!("{sold}\nsale s2 north socksx3\nreturn r1 sale s2 at north 1x1"),
        expect!["back from s2 [1:socksx1 resell 333] refund 333 till; moved"],
    );
}

#[test]
fn a_fee_is_kept_where_the_rules_say_so() {
    let fee =
        format!("{TAKEN}\nrules {{\"restocking_fee_ppm\": 150000, \"no_fee_reasons\": [\"wrong_item\"]}}");
    check(
        &format!("{fee}\nreturn r1 of o1 at south 1x1"),
        expect![
            "back from o1 [1:socksx1 resell 333 less 49] refund 284 o1-p1/3; moved; ask o1-p1/3 refund 284"
        ],
    );
    check(
        &format!("{fee}\nreturn r1 of o1 at south 1x1:faulty"),
        expect!["back from o1 [1:socksx1 inspect 333] refund 333 o1-p1/3; moved; ask o1-p1/3 refund 333"],
    );
    check(
        &format!("{fee}\nreturn r1 of o1 at south 1x1:opened::wrong_item"),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p1/3; moved; ask o1-p1/3 refund 333"],
    );
    check(&format!("{fee}\nreturn r1 of o1 at south 1x3 2x1\n? room o1"), expect!["374"]);
}

#[test]
fn an_exchange_holds_the_new_goods_in_the_same_decision() {
    let shop = format!("{TAKEN}\nstock shirt south 2");
    check(
        &format!("{shop}\nreturn r1 of o1 at south 1x3 for shirtx1"),
        expect![
            "back from o1 [1:socksx3 resell 999] refund 999 card r1 exchange exchange/r1 for 1999; moved; retail.gift_card.issued; retail.gift_card.activated; hold exchange/r1: shirtx1@south"
        ],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at south 1x3 2x1 for shirtx1"),
        expect![
            "back from o1 [1:socksx3 resell 999, 2:beltx1 resell 1500] refund 1999 card r1, 500 o1-p1/3 exchange exchange/r1 for 1999; moved; moved; retail.gift_card.issued; retail.gift_card.activated; ask o1-p1/3 refund 500; hold exchange/r1: shirtx1@south"
        ],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at south 1x3 for shirtx3"),
        expect!["refused: not enough stock: 3 of shirt at south asked for, 2 available"],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at south 1x3 for shirtx1 to original"),
        expect![
            "back from o1 [1:socksx3 resell 999] refund 999 o1-p1/3 exchange exchange/r1 for 1999; moved; ask o1-p1/3 refund 999; hold exchange/r1: shirtx1@south"
        ],
    );
    // The order that takes them is known with the return.
    let taken = format!(
        "{shop}\nreturn r1 of o1 at south 1x3 for shirtx1\norder o2 with exchange/r1 carry south shirtx1 pay cash"
    );
    check(
        &taken,
        expect![
            "placed o2 for 1999; o2-p1 authorise 1999; allocated shirtx1@south; confirmed o2: 1 south [1x1]; handed over 1 by Counter; left shirtx1@south; o2-p1 capture 1999; done o2"
        ],
    );
}

#[test]
fn what_was_withheld_for_a_refund_that_is_declined_later_can_be_given_back() {
    let short = format!("{TAKEN}\nrefund o1 2000\nreturn r1 of o1 at south 1x3 2x1");
    check(&format!("{short}\nagain r1"), expect!["nothing new"]);
    let declined = format!("{short}\nanswer o1-p1 3 declined no");
    check(
        &format!("{declined}\nagain r1"),
        expect!["refund 2000 o1-p1/5, 2000 more than before; ask o1-p1/5 refund 2000"],
    );
    check(
        &format!("{declined}\nagain r1\nanswer o1-p1 4 done 499\nanswer o1-p1 5 done 2000\n? return r1"),
        expect![
            "refunded 2499, 0 outstanding [499 o1-p1/4 done, 2000 o1-p1/5 done] 1: socks 3 resell, 2: belt 1 resell"
        ],
    );
    check(
        &format!("{declined}\nrefund o1 1900\nagain r1"),
        expect!["refund 100 o1-p1/6, 100 more than before; ask o1-p1/6 refund 100"],
    );
}

#[test]
fn promotions_get_their_budget_back_for_what_came_back() {
    let promotion = r#"promotion {"promotion": "autumn", "benefit": {"kind": "percent", "rate_ppm": 100000}, "limits": {"budget": 150}}"#;
    let shop = format!("{promotion}\nstock socks north 9\norder o1 carry north socksx3 pay cash");
    check(
        &shop,
        expect![
            "hold order/o1: socksx3@north; placed o1 for 899; o1-p1 authorise 899; allocated socksx3@north; confirmed o1: 1 north [1x3]; handed over 1 by Counter; left socksx3@north; o1-p1 capture 899; done o1"
        ],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at north 1x1"),
        expect![
            "back from o1 [1:socksx1 resell 300] refund 300 o1-p1 promotion autumn 33; moved; o1-p1 refund 300"
        ],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at north 1x1\nreturn r2 of o1 at north 1x2"),
        expect![
            "back from o1 [1:socksx2 resell 599] refund 599 o1-p1 promotion autumn 67; moved; o1-p1 refund 599"
        ],
    );
    // 50 are left of the budget; what came back makes it enough again.
    check(
        &format!("{shop}\norder o2 carry north socksx3 pay cash"),
        expect![
            "hold order/o2: socksx3@north; placed o2 for 999; o2-p1 authorise 999; allocated socksx3@north; confirmed o2: 1 north [1x3]; handed over 1 by Counter; left socksx3@north; o2-p1 capture 999; done o2"
        ],
    );
    check(
        &format!("{shop}\nreturn r1 of o1 at north 1x2\norder o2 carry north socksx3 pay cash"),
        expect![
            "hold order/o2: socksx3@north; placed o2 for 899; o2-p1 authorise 899; allocated socksx3@north; confirmed o2: 1 north [1x3]; handed over 1 by Counter; left socksx3@north; o2-p1 capture 899; done o2"
        ],
    );
}

#[test]
fn points_that_the_goods_earned_are_taken_back() {
    let shop = r#"programme {"currency": "XXX", "earn_points": 1, "per_minor": 100, "value_minor": 1, "value_points": 1, "pending_days": 30}
        member ben
        stock jeans north 9
        sale s1 north of ben jeansx2 pay cash
        earn ben s1 10000"#;
    check(
        &format!("{shop}\nreturn r1 sale s1 at south 1x1"),
        expect!["back from s1 [1:jeansx1 resell 5000] refund 5000 cash; moved; retail.points.reversed"],
    );
    check(
        &format!("{shop}\nreturn r1 sale s1 at south 1x1 by cleo"),
        expect!["back from s1 [1:jeansx1 resell 5000] refund 5000 cash; moved; retail.points.reversed"],
    );
}
