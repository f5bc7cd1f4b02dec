//! Huge quantities and pathological calls: no panic, no wrong wrap, no line lost.

use crate::language::{Shop, check, hold_line, id};
use expect_test::expect;
use realtail_omnichannel::{Command, PlaceHold};

const MOST: &str = "1000000000";

#[test]
fn more_than_one_line_can_move_is_moved_in_several() {
    let stock =
        format!("site S; site T; item A; receipt A {MOST} S; receipt A {MOST} S; receipt A {MOST} S; ");
    check(
        &format!("{stock} | available A@S; count S A 1"),
        expect![[r#"
        3000000000 on hand, 3000000000 available
        counted A 1 (book 3000000000): A 1000000000 S -> shrink, A 1000000000 S -> shrink, A 999999999 S -> shrink"#]],
    );
    check(
        &format!(
            "{stock} hold h anna web 60s A {MOST}@S A {MOST}@S A 7@S | post h as allocation; fulfil h; available A@S"
        ),
        expect![[r#"
            allocated h: A 1000000000@S, A 1000000000@S, A 7@S
            fulfilled h: A 1000000000 S -> customer, A 1000000000 S -> customer, A 7 S -> customer
            999999993 on hand, 999999993 available"#]],
    );
    check(
        &format!(
            "{stock} dispatch D S -> T A {MOST} A {MOST} A 5 | receive D T; available A@T; incoming A@T"
        ),
        expect![[r#"
            received: A 1000000000 #D -> T, A 1000000000 #D -> T, A 5 #D -> T, done
            2000000005 on hand, 2000000005 available
            nothing"#]],
    );
}

#[test]
fn sums_beyond_what_one_line_says_stay_right() {
    let mut shop = Shop::default();
    shop.given("site S; site T; region R S T; item A; rule s safety 4294967295 buffer 4294967295");
    for _ in 0..20_000 {
        shop.quietly(&format!("receipt A {MOST} S"));
    }
    assert_eq!(
        shop.say("available A@S"),
        "20000000000000 on hand, 8589934590 kept back, 19991410065410 available"
    );
    assert_eq!(shop.say("available A@R"), "19991410065410 available");
    for _ in 0..40_000 {
        shop.quietly(&format!("sell S A {MOST}"));
    }
    assert_eq!(shop.say("available A@S"), "-20000000000000 on hand, 8589934590 kept back, 0 available");
    assert!(shop.say(&format!("hold h anna web 60s A {MOST}@R")).starts_with("refused"));
}

#[test]
fn a_thousand_lines_on_one_item_are_one_question() {
    let mut shop = Shop::default();
    shop.given(&format!("site S; site T; region R S T; item A; receipt A {MOST} S; receipt A {MOST} T"));
    let place = |shop: &Shop, name: &str, units: i64| {
        let lines = (0..1000).map(|n| hold_line(&shop.state, "A", units, ["S", "T", "R"][n % 3])).collect();
        let hold =
            PlaceHold { hold: id(name), owner: id("anna"), channel: id("web"), expires_in_ms: 60_000, lines };
        Command::Place(hold)
    };
    let many = place(&shop, "h", 1_000_000_000);
    assert!(shop.run(&many).starts_with("refused: not enough stock: 334000000000 of A at S asked for"));
    let many = place(&shop, "h", 2_000_000);
    assert!(shop.run(&many).starts_with("held h"), "all of it");
    assert_eq!(shop.say("available A@R"), "0 available");
    assert!(shop.say("post h").starts_with("sold h"));
    assert_eq!(shop.say("available A@S"), "0 on hand, 0 available");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test is about time")]
fn an_owner_with_very_many_holds_is_answered_in_time() {
    let mut shop = Shop::default();
    shop.given(&format!("site S; item A; receipt A {MOST} S"));
    for n in 0..5_000 {
        shop.quietly(&format!("hold h{n} till web 60s A 200000@S"));
    }
    let start = std::time::Instant::now();
    assert!(shop.say("hold more till web 60s A 400000000@S").contains("held more"));
    assert!(shop.say("hold most ben web 60s A 1000000000@S").starts_with("refused"));
    assert!(start.elapsed().as_secs() < 5, "took {:?}", start.elapsed());
}
