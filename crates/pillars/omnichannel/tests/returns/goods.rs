//! Where the goods go: on sale at once, to be looked at, away.

use super::desk::check;
use expect_test::expect;

const TAKEN: &str = "stock socks north 3
     order o1 carry north socksx3 pay cash";

#[test]
fn a_good_return_can_be_sold_where_it_came_back_at_once() {
    check(&format!("{TAKEN}\n? places socks south"), expect!["nothing"]);
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened\n? places socks south"),
        expect!["2 available; sellable 2"],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x2:opened\norder o2 carry south socksx2 pay cash"),
        expect![
            "hold order/o2: socksx2@south; placed o2 for 666; o2-p1 authorise 666; allocated socksx2@south; confirmed o2: 1 south [1x2]; handed over 1 by Counter; left socksx2@south; o2-p1 capture 666; done o2"
        ],
    );
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at south 1x1:used 1x1:damaged\n? places socks south"),
        expect!["0 available; damaged 1, inspect 1"],
    );
}

#[test]
fn what_is_to_leave_waits_in_quarantine_until_it_does() {
    let back =
        format!("{TAKEN}\nreturn r1 of o1 at south 1x1:faulty:to_vendor 1x1:damaged:waste 1x1:opened:depot");
    check(&format!("{back}\n? places socks south"), expect!["0 available; quarantine 3"]);
    check(
        &format!("{back}\n? return r1"),
        expect![
            "refunded 999, 0 outstanding [999 o1-p1 done] 1: socks 1 to_vendor, 2: socks 1 waste, 3: socks 1 to depot"
        ],
    );
    check(
        &format!("{back}\ndispose r1 1x1 to_vendor 2x1 waste 3x1 depot"),
        expect![
            "disposed [1x1 to_vendor -> to_vendor, 2x1 waste -> waste, 3x1 to depot -> to depot]; moved; moved; retail.shipment.dispatched"
        ],
    );
    check(
        &format!("{back}\ndispose r1 1x1 to_vendor 2x1 waste 3x1 depot\n? return r1"),
        expect![
            "refunded 999, 0 outstanding [999 o1-p1 done] 1: socks 1 to_vendor gone, 2: socks 1 waste gone, 3: socks 1 to depot gone"
        ],
    );
    check(
        &format!("{back}\ndispose r1 1x1 to_vendor\ndispose r1 1x1 resell"),
        expect![
            "refused: lines[0].quantity: of line 1 0 units can become resell, not 1; the others are that already, or have left"
        ],
    );
}

#[test]
fn what_becomes_of_goods_may_change_later() {
    let back = format!("{TAKEN}\nreturn r1 of o1 at south 1x3:used");
    check(
        &format!("{back}\ndispose r1 1x2 resell\n? places socks south"),
        expect!["2 available; sellable 2, inspect 1"],
    );
    check(
        &format!("{back}\ndispose r1 1x2 resell\n? return r1"),
        expect!["refunded 999, 0 outstanding [999 o1-p1 done] 1: socks 1 inspect + 2 resell"],
    );
    check(
        &format!("{back}\ndispose r1 1x2 resell 1x1 damaged\ndispose r1 1x2 waste\n? return r1"),
        expect!["refunded 999, 0 outstanding [999 o1-p1 done] 1: socks 1 resell + 2 waste gone"],
    );
    check(
        &format!("{back}\ndispose r1 1x4 resell"),
        expect![
            "refused: lines[0].quantity: of line 1 3 units can become resell, not 4; the others are that already, or have left"
        ],
    );
    check(
        &format!("{back}\ndispose r1 2x1 resell"),
        expect!["refused: lines[0].line: return r1 has no line 2"],
    );
    check(
        &format!("{back}\ndispose r1 1x1 inspect"),
        expect![
            "refused: lines[0].quantity: of line 1 0 units can become inspect, not 1; the others are that already, or have left"
        ],
    );
    check(
        &format!("{back}\ndispose r1 1x1 south"),
        expect!["refused: disposition: the goods are at south already"],
    );
    // What was sold again meanwhile is gone: by the book, and by what is promised.
    let resold = format!("{back}\ndispose r1 1x3 resell\norder o2 pickup south socksx3 pay cash");
    check(
        &format!("{resold}\ndispose r1 1x1 inspect"),
        expect![
            "refused: of socks at south only 0 units are promised to nobody; the others are sold already"
        ],
    );
    check(
        &format!("{resold}\npick o2 1\nstage o2 1 A\nhand o2 1 ABCD-2345\ndispose r1 1x1 waste"),
        expect!["refused: not enough stock: 1 of socks at south asked for, 0 available"],
    );
}
