//! From the basket to the shopper's hands, and every way it may go otherwise.

use crate::language::check;
use expect_test::expect;

#[test]
fn an_order_is_held_and_paid_in_one_decision_and_confirmed_in_another() {
    check(
        "stock jeans north 3
         order o1 pickup north jeansx2 pay test",
        expect!["hold order/o1: jeansx2@north; placed o1 for 10000; ask o1-p1/1 authorise 10000"],
    );
    check(
        "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 done 10000",
        expect!["answered o1-p1/1; allocated jeansx2@north; confirmed o1: 1 north [1x2]"],
    );
    check(
        "stock jeans north 1
         order o1 pickup north jeansx2 pay test",
        expect!["refused: not enough stock: 2 of jeans at north asked for, 1 available"],
    );
    // The orphan of medusa #16825: the payment stands, and an error behind it leaves no order. Here both are one entry.
    check(
        "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 declined card_declined",
        expect![[
            r#"answered o1-p1/1; no order o1: PaymentDeclined { payment: PaymentId("o1-p1"), code: Word("card_declined") }; void order/o1"#
        ]],
    );
    check(
        "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 declined card_declined
         ? stock jeans north",
        expect!["3 on hand, 0 allocated, 3 free, sure 1.00 -:3"],
    );
}

#[test]
fn a_pickup_goes_its_way_and_is_captured_when_it_is_handed_over() {
    let ready = "stock jeans north floor 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 done 10000
         claim o1 1
         pick o1 1
         stage o1 1 A7";
    check(ready, expect!["1 lies at A7"]);
    check(
        &format!("{ready}\n? stock jeans north"),
        expect!["3 on hand, 2 allocated, 1 free, sure 1.00 floor:3"],
    );
    check(
        &format!("{ready}\nhand o1 1"),
        expect!["refused: code: ask for the pickup code, or for the name the order was placed under"],
    );
    check(
        &format!("{ready}\nhand o1 1 ABCD-9999"),
        expect!["refused: code: that is not this order's code; look at it again"],
    );
    check(
        &format!("{ready}\nhand o1 1 abcd2345"),
        expect!["handed over 1 by Code; left jeansx2@north; ask o1-p1/2 capture 10000; done o1"],
    );
    check(
        &format!("{ready}\narrive o1 1 bay-4\nhand o1 1 ABCD-2345\n? order o1"),
        expect!["completed 10000: 1 north handed_over [jeansx2]"],
    );
    check(
        &format!("{ready}\nhand o1 1 ABCD-2345\n? stock jeans north"),
        expect!["1 on hand, 0 allocated, 1 free, sure 1.00 floor:1"],
    );
    check(&format!("{ready}\nhand o1 1 ABCD-2345\nhand o1 1 ABCD-2345"), expect!["nothing new"]);
    check(
        &format!("{ready}\nhand o1 1 ABCD-2345\ncancel o1"),
        expect!["refused: order o1 is completed, so it takes no cancel; it takes return, refund"],
    );
}

#[test]
fn an_illegal_step_names_the_legal_ones() {
    let released = "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 done 10000";
    check(
        &format!("{released}\nstage o1 1 A7"),
        expect![
            "refused: fulfilment o1-1 is released, so it takes no stage; it takes accept, pick, arrive, reject, cancel"
        ],
    );
    check(
        &format!("{released}\nship o1 1"),
        expect![
            "refused: fulfilment o1-1 is released, so it takes no ship; it takes accept, pick, arrive, reject, cancel"
        ],
    );
    check(&format!("{released}\nclaim o1 2"), expect![[r#"refused: there is no fulfilment "o1-2""#]]);
    check("claim o1 1", expect![[r#"refused: there is no order "o1""#]]);
    check(&format!("{released}\nclaim o1 1\nclaim o1 1"), expect!["nothing new"]);
}

#[test]
fn an_order_is_as_far_as_the_parts_that_live() {
    let shipped = "stock jeans north 2
         stock jeans south 2
         stock shirt north 1
         order o1 ship jeansx2 shirtx1 pay test
         answer o1-p1 1 done 11999";
    let word = |story: &str, expected| check(&format!("{shipped}\n{story}\n? order o1"), expected);
    word("later 1 min", expect!["released 11999: 1 north released [jeansx2 shirtx1]"]);
    word("reject o1 1 not_found", expect!["released 10000: 1 north rejected [], 2 south released [jeansx2]"]);
    word(
        "reject o1 1 not_found\nclaim o1 2",
        expect!["in_progress 10000: 1 north rejected [], 2 south picking [jeansx2]"],
    );
    word("cancel o1 1x2", expect!["released 1999: 1 north released [shirtx1]"]);
    word(
        "claim o1 1\nreject o1 1 too_busy",
        expect!["released 10000: 1 north rejected [], 2 south released [jeansx2]"],
    );
    word("claim o1 1", expect!["in_progress 11999: 1 north picking [jeansx2 shirtx1]"]);
    word(
        "claim o1 1\npick o1 1 1=1 2=1",
        expect!["in_progress 11999: 1 north picked [jeansx1 shirtx1], 2 south released [jeansx1]"],
    );
}

#[test]
fn what_a_store_cannot_find_goes_to_another_at_once() {
    let shipped = "stock jeans north 2
         stock jeans south 2
         stock jeans depot 2
         order o1 ship jeansx2 pay test
         answer o1-p1 1 done 10000";
    check(shipped, expect!["answered o1-p1/1; allocated jeansx2@south; confirmed o1: 1 south [1x2]"]);
    check(
        &format!("{shipped}\nreject o1 1 not_found"),
        expect![
            "rejected 1 [1x2]: not_found; reassigned -[jeansx2@south] +[jeansx2@north]; rerouted: 2 north [1x2]"
        ],
    );
    check(
        &format!("{shipped}\nreject o1 1 not_found\n? stock jeans south"),
        expect!["2 on hand, 0 allocated, 2 free, sure 0.50 -:2"],
    );
    check(
        &format!("{shipped}\nreject o1 1 not_found\n? stock jeans north"),
        expect!["2 on hand, 2 allocated, 0 free, sure 1.00 -:2"],
    );
    check(
        &format!("{shipped}\nclaim o1 1\npick o1 1 1=1"),
        expect![
            "picked 1 [1: 1 of 2]; rejected 1 [1x1]: not_found; reassigned -[jeansx1@south] +[jeansx1@north]; rerouted: 2 north [1x1]"
        ],
    );
    check(
        &format!("{shipped}\nclaim o1 1\npick o1 1 1=1\nship o1 1\n? order o1"),
        expect!["in_progress 10000: 1 south shipped [jeansx1], 2 north released [jeansx1]"],
    );
    // Who is too busy says nothing of the stock.
    check(
        &format!("{shipped}\nreject o1 1 too_busy\n? stock jeans south"),
        expect!["2 on hand, 0 allocated, 2 free, sure 1.00 -:2"],
    );
    // Nobody is left: the shopper is told, and what was kept ready is let go.
    check(
        &format!("{shipped}\nreject o1 1 not_found\nreject o1 2 not_found\nreject o1 3 not_found"),
        expect![
            "rejected 3 [1x2]: not_found; reassigned -[jeansx2@depot] +[]; cancelled [1x2] worth 10000; done o1; ask o1-p1/2 void 10000"
        ],
    );
}

#[test]
fn a_pickup_that_cannot_be_found_is_replaced_by_what_the_shopper_agreed_to_or_taken_off() {
    let two = "stock jeans north 2
         stock belt north 5
         stock socks north 5
         order o1 pickup north jeans|beltx2 socksx1 pay test
         answer o1-p1 1 done 10333";
    check(
        &format!("{two}\npick o1 1 1=2belt 2=1"),
        expect!["picked 1 [1: 2 of 2 as belt, 2: 1 of 1]; reassigned -[jeansx2@north] +[beltx2@north]"],
    );
    check(
        &format!("{two}\npick o1 1 1=2belt 2=1\n? stock belt north"),
        expect!["5 on hand, 2 allocated, 3 free, sure 1.00 -:5"],
    );
    check(
        &format!("{two}\npick o1 1 1=2belt 2=1\nhand o1 1 ABCD-2345"),
        expect!["handed over 1 by Code; left beltx2@north socksx1@north; ask o1-p1/2 capture 10333; done o1"],
    );
    check(
        &format!("{two}\npick o1 1 1=2socks 2=1"),
        expect!["refused: substitute: the shopper did not agree to socks for line 1, but to belt"],
    );
    check(
        &format!("{two}\npick o1 1 1=1 2=1"),
        expect![
            "picked 1 [1: 1 of 2, 2: 1 of 1]; rejected 1 [1x1]: not_found; reassigned -[jeansx1@north] +[]; cancelled [1x1] worth 5000"
        ],
    );
    check(
        &format!("{two}\npick o1 1 1=1 2=1\nhand o1 1 ABCD-2345"),
        expect!["handed over 1 by Code; left jeansx1@north socksx1@north; ask o1-p1/2 capture 5333; done o1"],
    );
    check(
        &format!("{two}\npick o1 1 1=3 2=1"),
        expect!["refused: picked: line 1 asks for 2 units; pick 0 to 2"],
    );
    check(&format!("{two}\npick o1 1 3=1"), expect!["refused: lines: line 3 is not part of this fulfilment"]);
}

#[test]
fn an_order_comes_in_parts_where_no_site_has_all_of_it() {
    let split = "stock jeans north 1
         stock shirt south 1
         order o1 ship jeansx1 shirtx1 pay test
         answer o1-p1 1 done 6999";
    check(
        split,
        expect![
            "answered o1-p1/1; allocated jeansx1@north shirtx1@south; confirmed o1: 1 north [1x1], 2 south [2x1]"
        ],
    );
    check(
        &format!("{split}\npick o1 1\nship o1 1"),
        expect!["shipped 1 with post; left jeansx1@north; ask o1-p1/2 capture 5000"],
    );
    check(
        &format!("{split}\npick o1 1\nship o1 1\npick o1 2\nship o1 2\n? payment o1-p1"),
        expect!["authorised 6999/0/0"],
    );
}

#[test]
fn goods_over_the_counter_leave_with_the_decision_that_pays_for_them() {
    check(
        "stock jeans north 3\norder o1 carry north jeansx1 pay cash",
        expect![
            "hold order/o1: jeansx1@north; placed o1 for 5000; o1-p1 authorise 5000; allocated jeansx1@north; confirmed o1: 1 north [1x1]; handed over 1 by Counter; left jeansx1@north; o1-p1 capture 5000; done o1"
        ],
    );
    check(
        "stock jeans north 3\norder o1 carry north jeansx1 pay test\nanswer o1-p1 1 done 5000",
        expect![
            "answered o1-p1/1; allocated jeansx1@north; confirmed o1: 1 north [1x1]; handed over 1 by Counter; left jeansx1@north; ask o1-p1/2 capture 5000; done o1"
        ],
    );
    check(
        "stock jeans north 3\norder o1 carry north jeansx1 pay cash\n? stock jeans north",
        expect!["2 on hand, 0 allocated, 2 free, sure 1.00 -:2"],
    );
}

#[test]
fn part_or_all_is_cancelled_as_long_as_it_has_not_left() {
    let three = "stock jeans north 3
         order o1 pickup north jeansx3 pay test
         answer o1-p1 1 done 15000";
    check(
        &format!("{three}\ncancel o1 1x1"),
        expect!["cancelled [1x1] worth 5000; reassigned -[jeansx1@north] +[]"],
    );
    check(
        &format!("{three}\ncancel o1"),
        expect![
            "cancelled [1x3] worth 15000; reassigned -[jeansx3@north] +[]; done o1; ask o1-p1/2 void 15000"
        ],
    );
    check(&format!("{three}\ncancel o1\ncancel o1"), expect!["nothing new"]);
    check(
        &format!("{three}\ncancel o1 1x4"),
        expect![
            "refused: lines: line 1 has 3 units that can still be cancelled, not 4; goods that have left come back by a return"
        ],
    );
    check(&format!("{three}\npick o1 1\ncancel o1 1x1\n? tasks north"), expect!["o1-1:stage o1-1:put_back"]);
    check(
        &format!("{three}\npick o1 1\ncancel o1 1x1\nback o1 1\nhand o1 1 ABCD-2345"),
        expect!["handed over 1 by Code; left jeansx2@north; ask o1-p1/2 capture 10000; done o1"],
    );
    // Before the payment has answered, all of it or nothing.
    let placed = "stock jeans north 3\norder o1 pickup north jeansx3 pay test";
    check(&format!("{placed}\ncancel o1"), expect!["no order o1: GivenUp; void order/o1"]);
    check(
        &format!("{placed}\ncancel o1\nanswer o1-p1 1 done 15000"),
        expect!["answered o1-p1/1; ask o1-p1/2 void 15000"],
    );
    check(
        &format!("{placed}\ncancel o1 1x1"),
        expect!["refused: the payment has not been authorised yet; cancel the whole order, or wait for it"],
    );
}

#[test]
fn a_hold_that_stands_already_becomes_the_orders_and_nobody_elses() {
    let held = "stock jeans north 3
         hold h1 north jeansx2
         order o1 with h1 pickup north jeansx2 pay test";
    check(held, expect!["extended h1; placed o1 for 10000; ask o1-p1/1 authorise 10000"]);
    check(
        &format!("{held}\nvoid h1"),
        expect!["refused: hold h1 keeps the units of order o1; cancel or serve that instead"],
    );
    check(
        &format!("{held}\nanswer o1-p1 1 done 10000"),
        expect!["answered o1-p1/1; allocated jeansx2@north; confirmed o1: 1 north [1x2]"],
    );
    check(
        &format!("{held}\nanswer o1-p1 1 declined no\n? stock jeans north"),
        expect!["3 on hand, 0 allocated, 3 free, sure 1.00 -:3"],
    );
    check(
        "stock jeans north 3\nhold h1 north jeansx1\norder o1 with h1 pickup north jeansx2 pay test",
        expect!["refused: not enough stock: 2 of jeans asked for, 1 available"],
    );
    // A newer hold of the same basket does not take the units of the order.
    check(
        &format!("{held}\nhold h2 north jeansx3"),
        expect!["refused: not enough stock: 3 of jeans at north asked for, 1 available"],
    );
}

#[test]
fn what_a_till_sells_meanwhile_is_told_before_anything_is_taken() {
    check(
        "stock jeans north 2
         order o1 pickup north jeansx2 pay test
         sold jeans north 1
         answer o1-p1 1 done 10000",
        expect!["answered o1-p1/1; no order o1: StockGone; void order/o1; ask o1-p1/2 void 10000"],
    );
}

#[test]
fn what_a_till_sells_meanwhile_is_sent_by_another_site_that_has_it() {
    let placed = "stock jeans north 2\norder o1 ship jeansx2 pay test\nsold jeans north 1";
    let paid = |more: &str| format!("{placed}\n{more}\nanswer o1-p1 1 done 10000");
    check(
        &paid("stock jeans south 2"),
        expect!["answered o1-p1/1; allocated jeansx2@south; confirmed o1: 1 south [1x2]"],
    );
    // Both have one: the rules of the router say whether an order may be split.
    check(
        &paid("stock jeans south 1"),
        expect![
            "answered o1-p1/1; allocated jeansx1@north jeansx1@south; confirmed o1: 1 north [1x1], 2 south [1x1]"
        ],
    );
    check(
        &paid("stock jeans south 1\nhold h1 south jeansx1"),
        expect!["answered o1-p1/1; no order o1: StockGone; void order/o1; ask o1-p1/2 void 10000"],
    );
    check(
        &(paid("stock jeans south 2\nhold h1 south jeansx1")),
        expect![
            "answered o1-p1/1; allocated jeansx1@north jeansx1@south; confirmed o1: 1 north [1x1], 2 south [1x1]"
        ],
    );
    check(
        &(paid("stock jeans south 2") + "\n? stock jeans north"),
        expect!["1 on hand, 0 allocated, 1 free, sure 1.00 -:1"],
    );
    check(
        &(paid("stock jeans south 2") + "\n? stock jeans south"),
        expect!["2 on hand, 2 allocated, 0 free, sure 1.00 -:2"],
    );
    // What the order holds at a site is given to it once, however many batches of rules ask for it.
    check(
        "stock jeans north 1
         stock jeans south 1
         order o1 ship jeansx2 pay test
         sold jeans north 1
         stock jeans south 2
         hold h1 south jeansx2
         answer o1-p1 1 done 10000",
        expect!["answered o1-p1/1; no order o1: StockGone; void order/o1; ask o1-p1/2 void 10000"],
    );
    // Two were promised the same unit: who has paid first has it.
    check(
        "stock jeans north 2
         order o1 pickup north jeansx1 pay test
         order o2 ship jeansx1 pay test
         sold jeans north 1
         answer o1-p1 1 done 5000
         answer o2-p1 1 done 5000",
        expect!["answered o2-p1/1; no order o2: StockGone; void order/o2; ask o2-p1/2 void 5000"],
    );
}

#[test]
fn an_order_number_means_one_order() {
    check(
        "stock jeans north 3
         order o1 pickup north jeansx1 pay test
         order o1 pickup north jeansx2 pay test",
        expect![[r#"refused: order "o1" was used before with another content"#]],
    );
}

#[test]
fn what_is_carried_out_stands_on_the_sales_floor() {
    let order = "order o1 carry north jeansx2 pay cash";
    let to = |stock: &str| format!("{stock}\n{order}");
    check(
        &to("stock jeans north floor 2"),
        expect![
            "hold order/o1: jeansx2@north; placed o1 for 10000; o1-p1 authorise 10000; allocated jeansx2@north; confirmed o1: 1 north [1x2]; handed over 1 by Counter; left jeansx2@north; o1-p1 capture 10000; done o1"
        ],
    );
    check(
        &to("stock jeans north floor 1\nstock jeans north counter 4"),
        expect!["refused: not enough stock: 2 of jeans at north asked for, 1 available"],
    );
    check(
        &to("stock jeans north counter 4\nstock jeans south floor 4"),
        expect!["refused: not enough stock: 2 of jeans at north asked for, 0 available"],
    );
    // The book of the item is not kept by zones there.
    check(
        &to("stock jeans north 2"),
        expect![
            "hold order/o1: jeansx2@north; placed o1 for 10000; o1-p1 authorise 10000; allocated jeansx2@north; confirmed o1: 1 north [1x2]; handed over 1 by Counter; left jeansx2@north; o1-p1 capture 10000; done o1"
        ],
    );
}
