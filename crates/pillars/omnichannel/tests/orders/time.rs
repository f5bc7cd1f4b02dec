//! Time limits, which fire at their instant and not at some sweep.

use crate::language::check;
use expect_test::expect;

#[test]
fn an_order_that_nobody_pays_ends_with_its_hold() {
    let placed = "stock jeans north 3\norder o1 pickup north jeansx2 pay test";
    check(&format!("{placed}\nlater 14 min"), expect!["nothing"]);
    check(&format!("{placed}\nlater 16 min"), expect!["expired order/o1; no order o1: PaymentTimedOut"]);
    // The provider answers after all: what it keeps ready is let go.
    check(
        &format!("{placed}\nlater 16 min\nanswer o1-p1 1 done 10000"),
        expect!["answered o1-p1/1; ask o1-p1/2 void 10000"],
    );
    check(
        &format!("{placed}\nlater 16 min\n? stock jeans north"),
        expect!["3 on hand, 0 allocated, 3 free, sure 1.00 -:3"],
    );
    // A hold that would have ended sooner stands as long as the payment may take.
    check(
        "stock jeans north 3\nhold h1 north jeansx2\norder o1 with h1 pickup north jeansx2 pay test\nlater 12 min",
        expect!["nothing"],
    );
}

#[test]
fn each_step_has_its_clock() {
    let released = "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 done 10000";
    check(&format!("{released}\nlater 31 min"), expect!["late 1: Claim"]);
    check(&format!("{released}\nlater 31 min\nlater 600 min"), expect!["nothing"]);
    check(&format!("{released}\nclaim o1 1\nlater 61 min"), expect!["late 1: Pick"]);
    check(&format!("{released}\nclaim o1 1\npick o1 1\nlater 121 min"), expect!["late 1: Ready"]);
}

#[test]
fn a_promise_that_is_about_to_be_broken_is_noticed_at_its_instant() {
    let released = "stock jeans north 3
         order o1 by 2026-11-23T09:20:00Z pickup north jeansx2 pay test
         answer o1-p1 1 done 10000";
    check(&format!("{released}\nlater 19 min"), expect!["nothing"]);
    check(&format!("{released}\nlater 20 min"), expect!["late 1: Claim"]);
    check(&format!("{released}\nlater 5 min\nclaim o1 1\nlater 15 min"), expect!["late 1: Pick"]);
    check(&format!("{released}\nclaim o1 1\npick o1 1\nlater 20 min"), expect!["late 1: Ready"]);
    // Once it is broken, the steps have their usual limits.
    check(&format!("{released}\nlater 25 min\nclaim o1 1\nlater 61 min"), expect!["late 1: Pick"]);
    check(&format!("{released}\nclaim o1 1\npick o1 1\nstage o1 1 A7\nlater 30 min"), expect!["nothing"]);
    check(
        "stock jeans north 3\norder o1 by 2026-11-23T09:00:00Z pickup north jeansx2 pay test",
        expect![
            "refused: promised_at: 2026-11-23T09:00:00Z is over; ask for promises again and send one that still stands"
        ],
    );
}

#[test]
fn midnight_closes_no_store_that_is_open_around_the_clock() {
    // Found by a test that ran an hour before midnight: what would be ready after it began only then.
    let ordered = |hours: &str| {
        let settings = format!(
            "{{\"site\": \"north\", \"lead_minutes\": 60, \"pick_minutes_per_order\": 65, \"orders_per_hour\": 1{hours}}}"
        );
        format!(
            "settings {settings}\nstock jeans north 3\nlater 737 min\norder o1 pickup north jeansx2 pay cash"
        )
    };
    let day = r#"[{"from": "00:00", "to": "24:00"}]"#;
    let daily = format!(r#", "hours": {{"mon": {day}, "tue": {day}}}"#);
    for hours in ["", &daily] {
        let ordered = ordered(hours);
        check(&format!("{ordered}\nlater 89 min"), expect!["nothing"]);
        check(&format!("{ordered}\nlater 91 min"), expect!["late 1: Claim"]);
    }
    // One that does close then begins with it on the next morning.
    let closing = ordered(
        r#", "hours": {"mon": [{"from": "10:00", "to": "24:00"}], "tue": [{"from": "08:00", "to": "20:00"}]}"#,
    );
    check(&format!("{closing}\nlater 91 min"), expect!["nothing"]);
    check(&format!("{closing}\nlater 612 min"), expect!["nothing"]);
    check(&format!("{closing}\nlater 614 min"), expect!["late 1: Claim"]);
}

#[test]
fn two_orders_that_nobody_claims_are_not_given_the_same_unit() {
    // Found by the simulation: both limits pass in one instant, and each looked at the stock as it was before the other.
    check(
        "reroute-unclaimed
         stock jeans south 2
         order o1 ship jeansx1 pay cash
         order o2 ship jeansx1 pay cash
         stock jeans depot 1
         later 31 min",
        expect![[r#"
            rejected 1 [1x1]: unclaimed; reassigned -[jeansx1@south] +[jeansx1@depot]; rerouted: 2 depot [1x1]
            rejected 1 [1x1]: unclaimed; reassigned -[jeansx1@south] +[]; cancelled [1x1] worth 5000; done o2; o2-p1 void 5000"#]],
    );
}

#[test]
fn what_nobody_collects_is_free_again_and_was_never_taken() {
    let ready = "stock jeans north 3
         order o1 pickup north jeansx2 pay test
         answer o1-p1 1 done 10000
         pick o1 1
         stage o1 1 A7";
    check(
        &format!("{ready}\nlater 10080 min"),
        expect!["uncollected 1; reassigned -[jeansx2@north] +[]; done o1; ask o1-p1/2 void 10000"],
    );
    check(
        &format!("{ready}\nlater 10080 min\n? stock jeans north"),
        expect!["3 on hand, 0 allocated, 3 free, sure 1.00 -:3"],
    );
    check(&format!("{ready}\nlater 10080 min\n? tasks north"), expect!["o1-1:put_back"]);
    check(
        &format!("{ready}\nlater 10080 min\nhand o1 1 ABCD-2345"),
        expect!["refused: fulfilment o1-1 is uncollected, so it takes no hand_over; it takes put_back"],
    );
}
