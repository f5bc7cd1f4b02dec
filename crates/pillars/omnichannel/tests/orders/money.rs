//! What is authorised, taken and given back, to the minor unit.

use crate::language::check;
use expect_test::expect;

#[test]
fn tenders_share_the_total() {
    let shop = "stock socks north 9";
    check(
        &format!("{shop}\norder o1 pickup north socksx3 pay cash 400 test"),
        expect![
            "hold order/o1: socksx3@north; placed o1 for 999; o1-p1 authorise 400; ask o1-p2/1 authorise 599"
        ],
    );
    check(
        &format!("{shop}\norder o1 pickup north socksx3 pay test 400"),
        expect!["refused: tenders: the tenders pay 400, the order costs 999"],
    );
    check(
        &format!("{shop}\norder o1 pickup north socksx3 pay test 1200"),
        expect!["refused: tenders: the tenders pay 1200, the order costs 999"],
    );
    check(
        &format!("{shop}\norder o1 pickup north socksx3 pay test cash"),
        expect!["refused: tenders: one tender may leave its amount out and take the rest, no more"],
    );
    check(
        &format!("{shop}\norder o1 pickup north socksx3 pay test 0"),
        expect!["refused: tenders: a tender pays at least one minor unit"],
    );
    // Both are asked; the order waits for the last.
    let two = format!("{shop}\norder o1 pickup north socksx3 pay test 400 payment_intents");
    check(&format!("{two}\nanswer o1-p1 1 done 400"), expect!["answered o1-p1/1"]);
    check(
        &format!("{two}\nanswer o1-p1 1 done 400\nanswer o1-p2 1 done 599"),
        expect!["answered o1-p2/1; allocated socksx3@north; confirmed o1: 1 north [1x3]"],
    );
    check(
        &format!("{two}\nanswer o1-p1 1 done 400\nanswer o1-p2 1 declined no"),
        expect![[
            r#"answered o1-p2/1; no order o1: PaymentDeclined { payment: PaymentId("o1-p2"), code: Word("no") }; void order/o1; ask o1-p1/2 void 400"#
        ]],
    );
    check(
        &format!("{two}\nanswer o1-p1 1 declined no\nanswer o1-p2 1 done 599"),
        expect!["answered o1-p2/1; ask o1-p2/2 void 599"],
    );
}

#[test]
fn units_of_a_line_are_taken_singly_and_add_up() {
    // 3 for 999 cannot be split evenly: 333 each here, and the parts always make the whole.
    let parts = "stock socks north 1
         stock socks south 1
         stock socks depot 1
         order o1 ship socksx3 pay test
         answer o1-p1 1 done 999";
    check(
        &format!(
            "{parts}\npick o1 1\nship o1 1\npick o1 2\nship o1 2\npick o1 3\nship o1 3\n? payment o1-p1"
        ),
        expect!["authorised 999/0/0"],
    );
    check(
        &format!("{parts}\npick o1 1\nship o1 1\nanswer o1-p1 2 done 333\ncancel o1\n? payment o1-p1"),
        expect!["partly_captured 999/333/0"],
    );
}

#[test]
fn an_answer_counts_once_and_less_than_asked_is_a_refusal() {
    let asked = "stock jeans north 1\norder o1 pickup north jeansx1 pay test";
    check(&format!("{asked}\nanswer o1-p1 1 unsure"), expect!["answered o1-p1/1"]);
    check(&format!("{asked}\nanswer o1-p1 1 unsure\nanswer o1-p1 1 unsure"), expect!["nothing new"]);
    check(
        &format!("{asked}\nanswer o1-p1 1 unsure\nanswer o1-p1 1 done 5000"),
        expect!["answered o1-p1/1; allocated jeansx1@north; confirmed o1: 1 north [1x1]"],
    );
    check(&format!("{asked}\nanswer o1-p1 1 done 5000\nanswer o1-p1 1 done 5000"), expect!["nothing new"]);
    check(
        &format!("{asked}\nanswer o1-p1 1 done 5000\nanswer o1-p1 1 declined late"),
        expect!["nothing new"],
    );
    check(
        &format!("{asked}\nanswer o1-p1 1 done 4000"),
        expect![[
            r#"answered o1-p1/1; no order o1: PaymentDeclined { payment: PaymentId("o1-p1"), code: Word("partly_authorised") }; void order/o1; ask o1-p1/2 void 4000"#
        ]],
    );
    check(
        &format!("{asked}\nanswer o1-p1 2 done 5000"),
        expect![[r#"refused: there is no payment "o1-p1/2""#]],
    );
    check("answer o1-p1 1 done 5000", expect![[r#"refused: there is no payment "o1-p1""#]]);
}

#[test]
fn no_more_goes_back_than_was_taken_whatever_the_order_of_asks_and_answers() {
    let taken = "stock jeans north 1
         order o1 carry north jeansx1 pay test
         answer o1-p1 1 done 5000";
    // Nothing is taken before the provider says so.
    check(
        &format!("{taken}\nrefund o1 1"),
        expect!["refused: amount: 0 of order o1 can be given back, not 1; no more goes back than was taken"],
    );
    let taken = format!("{taken}\nanswer o1-p1 2 done 5000");
    check(&format!("{taken}\nrefund o1 3000"), expect!["gave back 3000; ask o1-p1/3 refund 3000"]);
    check(
        &format!("{taken}\nrefund o1 3000\nrefund o1 3000"),
        expect![
            "refused: amount: 2000 of order o1 can be given back, not 3000; no more goes back than was taken"
        ],
    );
    check(
        &format!("{taken}\nrefund o1 3000\nrefund o1 2000"),
        expect!["gave back 2000; ask o1-p1/4 refund 2000"],
    );
    check(
        &format!("{taken}\nrefund o1 3000\nanswer o1-p1 3 declined no\nrefund o1 5000"),
        expect!["gave back 5000; ask o1-p1/4 refund 5000"],
    );
    check(
        &format!("{taken}\nrefund o1 3000\nanswer o1-p1 3 unsure\nrefund o1 2001"),
        expect![
            "refused: amount: 2000 of order o1 can be given back, not 2001; no more goes back than was taken"
        ],
    );
    check(
        &format!("{taken}\nrefund o1 0"),
        expect![
            "refused: amount: 5000 of order o1 can be given back, not 0; no more goes back than was taken"
        ],
    );
}
