//! What may come back and how, who may allow more, and who returns too much.

use super::desk::check;
use expect_test::expect;

const TAKEN: &str = "stock socks north 9
     order o1 carry north socksx3 pay cash";

#[test]
fn goods_come_back_in_time_or_somebody_allows_it() {
    let late = format!("{TAKEN}\nrules {{\"window_days\": 14}}\nlater 20160 min");
    check(
        &format!("{late}\nreturn r1 of o1 at north 1x1"),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p1; moved; o1-p1 refund 333"],
    );
    let later = format!("{late}\nlater 1440 min");
    check(
        &format!("{later}\nreturn r1 of o1 at north 1x1"),
        expect![
            "refused: the rules for returns forbid it: line 1 was bought 15 days ago, and may come back for 14"
        ],
    );
    check(
        &format!("{later}\nreturn r1 of o1 at north 1x1 override"),
        expect![
            "back from o1 [1:socksx1 resell 333] refund 333 o1-p1 although WindowPassed { line: 1, window_days: 14, days: 15 }; moved; o1-p1 refund 333"
        ],
    );
    // It came back in time, and was told late: there was no network.
    check(
        &format!("{later}\nreturn r1 of o1 at north 1x1 ago 3d"),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p1; moved; o1-p1 refund 333"],
    );
    // The rules that held then hold.
    check(
        &format!(
            "{TAKEN}\nlater 14400 min\nrules {{\"window_days\": 1}}\nreturn r1 of o1 at north 1x1 ago 2d"
        ),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p1; moved; o1-p1 refund 333"],
    );
}

#[test]
fn goods_come_back_blind_by_rule() {
    check(
        "return r1 blind at north socksx1 to gift_card",
        expect!["refused: the rules for returns forbid it: nothing comes back without an order or a receipt"],
    );
    let blind = "rules {\"blind_up_to\": 1000}";
    check(
        &format!("{blind}\nreturn r1 blind at north socksx2 to gift_card"),
        expect![
            "back from nothing [socksx2 resell 666] refund 666 card r1; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
    check(
        &format!("{blind}\nreturn r1 blind at north socksx4 to gift_card"),
        expect![
            "refused: the rules for returns forbid it: without an order or a receipt up to 1000 comes back, not 1332"
        ],
    );
    check(
        &format!("{blind}\nreturn r1 blind at north socksx4 to gift_card override"),
        expect![
            "back from nothing [socksx4 resell 1332] refund 1332 card r1 although BlindAbove { up_to: 1000, value: 1332 }; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
    check(
        &format!("{blind}\nreturn r1 blind at north socksx1"),
        expect![
            "refused: the rules for returns forbid it: without an order or a receipt the money goes on a gift card; say refund_to gift_card"
        ],
    );
    check(
        "rules {\"blind_up_to\": 1000, \"blind_cash\": true}\nreturn r1 blind at north socksx1",
        expect!["back from nothing [socksx1 resell 333] refund 333 cash; moved"],
    );
    // Never for more than it costs now.
    check(
        &format!("{blind}\nreturn r1 blind at north socksx1 to gift_card price 200"),
        expect![
            "back from nothing [socksx1 resell 200] refund 200 card r1; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
    check(
        &format!("{blind}\nreturn r1 blind at north socksx1 to gift_card price 900"),
        expect![
            "back from nothing [socksx1 resell 333] refund 333 card r1; moved; retail.gift_card.issued; retail.gift_card.activated"
        ],
    );
    check(
        &format!("{blind}\nreturn r1 blind at north 1x1 to gift_card"),
        expect!["refused: lines[0].line: there is no order or receipt that has lines; name the item"],
    );
}

#[test]
fn goods_are_sold_again_only_as_the_rules_say() {
    check(
        &format!("{TAKEN}\nreturn r1 of o1 at north 1x1:used:resell"),
        expect![
            "refused: the rules for returns forbid it: line 1 is used, and such goods are not sold again"
        ],
    );
    check(
        &format!("{TAKEN}\nrules {{\"resell\": [\"used\"]}}\nreturn r1 of o1 at north 1x1:used"),
        expect!["back from o1 [1:socksx1 resell 333] refund 333 o1-p1; moved; o1-p1 refund 333"],
    );
    check("rules {\"window_days\": 5000}", expect!["refused: window_days: from 0 to 3650, not 5000"]);
    check("rules {}", expect!["nothing new"]);
    check(
        "rules {\"abuse\": {\"window_days\": 400}}",
        expect!["refused: abuse.window_days: from 1 to 365, not 400"],
    );
}

#[test]
fn who_returns_a_lot_is_told_of_once() {
    let rules = "rules {\"abuse\": {\"window_days\": 30, \"returns_from\": 3, \"share_ppm_from\": 800000, \"share_returns_from\": 2}}
         stock socks north 99
         sale s1 north of ben socksx9 pay cash
         sale s2 north of cleo socksx1 pay cash
         sale s3 north of cleo socksx1 pay cash";
    check(&format!("{rules}\n? suspicion ben"), expect!["none"]);
    let two = format!("{rules}\nreturn r1 sale s1 at north 1x1\nreturn r2 sale s1 at north 1x1");
    check(&format!("{two}\n? suspicion ben"), expect!["none"]);
    let three = format!("{two}\nreturn r3 sale s1 at north 1x1");
    check(
        &format!("{three}\n? suspicion ben"),
        expect!["ben: 3 returns in 30 days worth 999, 33 % of what was bought"],
    );
    check(&format!("{three}\nsuspect ben\nreturn r4 sale s1 at north 1x1\n? suspicion ben"), expect!["none"]);
    // Told late, but within the same days by its own time.
    check(
        &format!("{two}\nlater 43000 min\nreturn r3 sale s1 at north 1x1 ago 20d\n? suspicion ben"),
        expect!["ben: 3 returns in 30 days worth 999, 33 % of what was bought"],
    );
    check(
        &format!("{two}\nlater 44000 min\nreturn r3 sale s1 at north 1x1\n? suspicion ben"),
        expect!["none"],
    );
    // Nearly all that was bought came back.
    check(&format!("{rules}\nreturn r1 sale s2 at north 1x1\n? suspicion cleo"), expect!["none"]);
    check(
        &format!(
            "{rules}\nreturn r1 sale s2 at north 1x1\nreturn r2 sale s3 at north 1x1\nrestart\n? suspicion cleo"
        ),
        expect!["cleo: 2 returns in 30 days worth 666, 100 % of what was bought"],
    );
}
