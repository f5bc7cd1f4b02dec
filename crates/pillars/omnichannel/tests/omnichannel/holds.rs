//! Holds at a site: placed, posted, voided, extended, run out, given way.

use crate::language::{Shop, check};
use expect_test::expect;

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    check(
        &format!(
            "site S1; site S2; item A; item B; item F unstocked; receipt A 10 S1; receipt B 5 S1; receipt A 3 S2; {case}"
        ),
        expected,
    );
}

#[test]
fn a_hold_takes_all_lines_or_none() {
    shop(
        "| hold h anna web 60s A 4@S1; available A@S1",
        expect![[r#"
        held h until 60s: A 4@S1
        10 on hand, 4 held, 6 available"#]],
    );
    shop(
        "| hold h anna web 60s A 4@S1 B 5@S1 A 3@S2; available A@S1",
        expect![[r#"
        held h until 60s: A 4@S1, B 5@S1, A 3@S2
        10 on hand, 4 held, 6 available"#]],
    );
    shop(
        "| hold h anna web 60s A 4@S1 B 6@S1; available A@S1",
        expect![[r#"
        refused: not enough stock: 6 of B at S1 asked for, 5 available
        10 on hand, 10 available"#]],
    );
    shop(
        "| hold h anna web 60s A 11@S1 B 6@S1",
        expect![
            "refused: not enough stock: 11 of A at S1 asked for, 10 available; 6 of B at S1 asked for, 5 available"
        ],
    );
    shop(
        "| hold h anna web 60s X 1@S1; hold h anna web 60s A 1@S9; hold h anna web 60s F 1@S1; hold h anna web 60s",
        expect![[r#"
        refused: there is no item "X"
        refused: there is no site "S9"
        refused: item: no stock is kept of F, so none can be held
        refused: lines: a hold has 1 to 1000 lines"#]],
    );
    shop(
        "| hold h anna web 0s A 1@S1; hold h anna web 31d A 1@S1; hold h anna web 30d A 1@S1",
        expect![[r#"
        refused: expires_in_ms: a hold lasts from 1 to 2592000000 milliseconds (30 days), not 0
        refused: expires_in_ms: a hold lasts from 1 to 2592000000 milliseconds (30 days), not 2678400000
        held h until 2592000s: A 1@S1"#]],
    );
}

#[test]
fn the_same_again_is_done_already() {
    shop(
        "hold h anna web 60s A 4@S1 | hold h anna web 60s A 4@S1; hold h anna web 60s A 5@S1; hold h ben web 60s A 4@S1; hold h anna app 60s A 4@S1",
        expect![[r#"
        nothing new
        refused: hold "h" was used before with another content
        refused: hold "h" was used before with another content
        refused: hold "h" was used before with another content"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1; post h | hold h anna web 60s A 4@S1; post h; post h A 4; post h A 3; post h A 4 X 1; post h as allocation; void h",
        expect![[r#"
            nothing new
            nothing new
            nothing new
            refused: hold h was posted at 1970-01-01T00:00:00Z; a hold is resolved once
            refused: hold h was posted at 1970-01-01T00:00:00Z; a hold is resolved once
            refused: hold h was posted at 1970-01-01T00:00:00Z; a hold is resolved once
            refused: hold h was posted at 1970-01-01T00:00:00Z; a hold is resolved once"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1; void h | void h; post h; hold h anna web 60s A 4@S1; extend h 5s",
        expect![[r#"
            nothing new
            refused: hold h was voided at 1970-01-01T00:00:00Z; a hold is resolved once
            nothing new
            refused: hold h was voided at 1970-01-01T00:00:00Z; a hold is resolved once"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1; post h as allocation; release h | release h; fulfil h",
        expect![[r#"
            nothing new
            refused: hold h is no open allocation; post it with as: allocation first"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1; post h as allocation; fulfil h | fulfil h; release h",
        expect![[r#"
            nothing new
            refused: hold h is no open allocation; post it with as: allocation first"#]],
    );
    shop(
        "| post h; void h; extend h 60s; fulfil h; release h",
        expect![[r#"
        refused: there is no hold "h"
        refused: there is no hold "h"
        refused: there is no hold "h"
        refused: there is no hold "h"
        refused: there is no hold "h""#]],
    );
}

#[test]
fn a_hold_is_posted_in_part_or_whole() {
    shop(
        "hold h anna web 60s A 4@S1 B 2@S1 | post h; available A@S1; state h",
        expect![[r#"
        sold h: A 4 S1 -> customer, B 2 S1 -> customer
        6 on hand, 6 available
        posted until 60s"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1 B 2@S1 | post h A 3; available A@S1; available B@S1; state h",
        expect![[r#"
        sold h: A 3 S1 -> customer
        7 on hand, 7 available
        5 on hand, 5 available
        posted until 60s"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1 A 2@S2 | post h A 5; available A@S1; available A@S2",
        expect![[r#"
        sold h: A 4 S1 -> customer, A 1 S2 -> customer
        6 on hand, 6 available
        2 on hand, 2 available"#]],
    );
    shop("hold h anna web 60s A 4@S1 A 2@S2 | post h A 2@S2", expect!["sold h: A 2 S2 -> customer"]);
    shop(
        "hold h anna web 60s A 4@S1 A 2@S2 | post h A 3@S2",
        expect!["refused: lines: the hold has 1 fewer of A than that"],
    );
    shop(
        "hold h anna web 60s A 4@S1 A 2@S2 | post h A 2 A 5",
        expect!["refused: lines: the hold has 1 fewer of A than that"],
    );
    shop(
        "hold h anna web 60s A 4@S1 | post h B 1; post h X 1; post h A 1@S9",
        expect![[r#"
        refused: lines: the hold has 1 fewer of B than that
        refused: there is no item "X"
        refused: there is no site "S9""#]],
    );
}

#[test]
fn an_allocation_is_fulfilled_or_released() {
    let allocated = "hold h anna web 60s A 4@S1 B 1@S1; post h as allocation; ";
    shop(
        &format!("{allocated} | available A@S1; fulfil h; available A@S1"),
        expect![[r#"
        10 on hand, 4 allocated, 6 available
        fulfilled h: A 4 S1 -> customer, B 1 S1 -> customer
        6 on hand, 6 available"#]],
    );
    shop(
        &format!("{allocated} | release h; available A@S1; state h"),
        expect![[r#"
        released h
        10 on hand, 10 available
        posted until 60s"#]],
    );
    shop(
        &format!("{allocated} at 90s; tick; restart | available A@S1; fulfil h"),
        expect![[r#"
        10 on hand, 4 allocated, 6 available
        fulfilled h: A 4 S1 -> customer, B 1 S1 -> customer"#]],
    );
    shop(
        &format!("{allocated} sell S1 A 8 | fulfil h; available A@S1"),
        expect![[r#"
        refused: not enough stock: 4 of A at S1 asked for, 2 available
        2 on hand, 4 allocated, 0 available"#]],
    );
    shop(
        "hold h anna web 60s A 4@S1 | fulfil h; release h",
        expect![[r#"
        refused: hold h is no open allocation; post it with as: allocation first
        refused: hold h is no open allocation; post it with as: allocation first"#]],
    );
    // What is promised for good is not taken by a hold, though the till has sold what both had.
    shop(
        &format!("{allocated} hold g ben web 60s A 6@S1; sell S1 A 3 | post g; post g A 3; fulfil h"),
        expect![[r#"
            refused: not enough stock: 6 of A at S1 asked for, 3 available
            sold g: A 3 S1 -> customer
            fulfilled h: A 4 S1 -> customer, B 1 S1 -> customer"#]],
    );
}

#[test]
fn a_hold_runs_out_to_the_microsecond() {
    let held = "hold h anna web 60s A 4@S1; ";
    // No sweep to wait for: nothing ticks here.
    shop(
        &format!("{held} at 60s-1us | available A@S1; at 60s; available A@S1; state h"),
        expect![[r#"
        10 on hand, 4 held, 6 available

        10 on hand, 10 available
        held until 60s"#]],
    );
    shop(&format!("{held} at 60s-1us | post h"), expect!["sold h: A 4 S1 -> customer"]);
    shop(
        &format!("{held} at 60s | post h; void h; extend h 60s; tick; post h; available A@S1; tick"),
        expect![[r#"
            refused: hold h was expired at 1970-01-01T00:01:00Z; a hold is resolved once
            refused: hold h was expired at 1970-01-01T00:01:00Z; a hold is resolved once
            refused: hold h was expired at 1970-01-01T00:01:00Z; a hold is resolved once
            expired h
            refused: hold h was expired at 1970-01-01T00:01:00Z; a hold is resolved once
            10 on hand, 10 available
            nothing new"#]],
    );
    shop(
        &format!("{held} at 60s | hold g ben web 60s A 10@S1; tick"),
        expect![[r#"
        held g until 120s: A 10@S1
        expired h"#]],
    );
    shop(
        &format!("{held} at 60s | hold g ben web 60s A 9@S1 A 1@S1; tick"),
        expect![[r#"
            held g until 120s: A 9@S1, A 1@S1
            expired h"#]],
    );
    shop(&format!("{held} at 60s | move A 10 S1 -> S2 transfer"), expect!["transfer: A 10 S1 -> S2"]);
    shop(
        &format!("{held} extend h 90s; at 60s; tick | available A@S1; at 90s; tick; available A@S1"),
        expect![[r#"
        10 on hand, 4 held, 6 available

        expired h
        10 on hand, 10 available"#]],
    );
    shop(&format!("{held} at 30s; extend h 10s; restart; at 40s | tick"), expect!["expired h"]);
    // Late: it ran out when it ran out, not when somebody looked.
    shop(
        &format!("{held} at 70s; tick | void h"),
        expect!["refused: hold h was expired at 1970-01-01T00:01:00Z; a hold is resolved once"],
    );
}

#[test]
fn a_hold_never_blocks_its_own_owner() {
    shop(
        "hold h anna web 60s A 8@S1 | hold g anna web 60s A 2@S1; hold i anna web 60s A 5@S1; available A@S1",
        expect![[r#"
            held g until 60s: A 2@S1
            voided h for i; held i until 60s: A 5@S1
            10 on hand, 7 held, 3 available"#]],
    );
    // Nobody else gives way.
    shop(
        "hold h ben web 60s A 8@S1 | hold g anna web 60s A 5@S1",
        expect!["refused: not enough stock: 5 of A at S1 asked for, 2 available"],
    );
    shop(
        "hold h ben web 60s A 6@S1; hold i anna web 60s A 4@S1 | hold g anna web 60s A 5@S1",
        expect!["refused: not enough stock: 5 of A at S1 asked for, 0 available"],
    );
    // The oldest first, and no more than it takes.
    shop(
        "hold a anna web 60s A 4@S1; at 1s; hold b anna web 60s A 4@S1; at 2s | hold c anna web 60s A 6@S1",
        expect!["voided a for c; held c until 62s: A 6@S1"],
    );
    shop(
        "hold a anna web 60s A 4@S1; at 1s; hold b anna web 60s A 4@S1; at 2s | hold c anna web 60s A 7@S1",
        expect!["voided a for c; voided b for c; held c until 62s: A 7@S1"],
    );
    // The same item elsewhere is no help, so it stands.
    shop(
        "hold a anna web 60s A 3@S2; at 1s; hold b anna web 60s A 8@S1; at 2s | hold c anna web 60s A 6@S1",
        expect!["voided b for c; held c until 62s: A 6@S1"],
    );
    // A small one that would not have been enough stands where a larger one is needed anyway.
    shop(
        "hold a anna web 60s A 1@S1; at 1s; hold b anna web 60s A 8@S1; at 2s | hold c anna web 60s A 9@S1",
        expect!["voided b for c; held c until 62s: A 9@S1"],
    );
    // Allocations stand.
    shop(
        "hold a anna web 60s A 8@S1; post a as allocation | hold c anna web 60s A 6@S1",
        expect!["refused: not enough stock: 6 of A at S1 asked for, 2 available"],
    );
}

#[test]
fn an_owner_has_no_more_open_than_a_limit() {
    let two = "hold-of-2 a anna web 60s A 1@S1; hold-of-2 b anna web 90s A 1@S1; ";
    let third = "hold-of-2 c anna web 60s A 1@S1";
    shop(
        &format!("{two} | {third}; available A@S1"),
        expect![[r#"
        refused: 2 holds are open and 2 at once are the most; give one back, order what it keeps, or wait until 1970-01-01T00:01:00Z, when the first of them ends
        10 on hand, 2 held, 8 available"#]],
    );
    shop(
        &format!("{two} | hold-of-2 b anna web 90s A 1@S1; hold-of-2 c ben web 60s A 1@S1"),
        expect![[r#"
        nothing new
        held c until 60s: A 1@S1"#]],
    );
    // What was given back, sold or ran out is not open.
    shop(&format!("{two} void a | {third}"), expect!["held c until 60s: A 1@S1"]);
    shop(&format!("{two} post a as allocation | {third}"), expect!["held c until 60s: A 1@S1"]);
    shop(
        &format!("{two} at 60s-1us | {third}"),
        expect![
            "refused: 2 holds are open and 2 at once are the most; give one back, order what it keeps, or wait until 1970-01-01T00:01:00Z, when the first of them ends"
        ],
    );
    shop(&format!("{two} at 60s | {third}"), expect!["held c until 120s: A 1@S1"]);
    // Whoever asks for all of an item has earlier ones give way, which makes room.
    shop(
        &format!("{two} | hold-of-2 c anna web 60s A 9@S1"),
        expect!["voided a for c; held c until 60s: A 9@S1"],
    );
    shop(
        &format!("{two} | hold-of-2 c anna web 60s A 11@S1"),
        expect!["refused: not enough stock: 11 of A at S1 asked for, 8 available"],
    );
}

#[test]
fn a_resolved_hold_is_remembered() {
    shop(
        "hold h anna web 60s A 4@S1; void h; restart | state h; post h",
        expect![[r#"
        voided until 60s
        refused: hold h was voided at 1970-01-01T00:00:00Z; a hold is resolved once"#]],
    );
}

#[test]
fn an_allocation_outlives_two_hundred_thousand_holds() {
    let mut shop = Shop::default();
    shop.given("site S1; item A; receipt A 10 S1; hold kept anna web 30d A 4@S1; post kept as allocation; hold gone anna web 30d A 1@S1; void gone");
    let place = |n: u32| format!("hold h{n} ben web 60s A 1@S1");
    for n in 0..200_001 {
        shop.quietly(&place(n));
        shop.quietly(&format!("void h{n}"));
    }
    assert_eq!(shop.say("state gone"), "there is no hold \"gone\"", "the oldest is forgotten");
    assert_eq!(shop.say("available A@S1"), "10 on hand, 4 allocated, 6 available");
    assert_eq!(shop.say("fulfil kept"), "fulfilled kept: A 4 S1 -> customer");
}

#[test]
fn a_till_sells_from_its_lease_and_keeps_the_rest() {
    let lease = "hold h till-7 store 60s A 6@S1 A 2@S2; ";
    shop(
        &format!(
            "{lease} | lease-sold S1 till-7 h A 2; available A@S1; lease-sold S1 till-7 h A 5; available A@S1; state h"
        ),
        expect![[r#"
            drawn h: A 2@S1; sold 1 lines: A 2 S1 -> customer
            8 on hand, 4 held, 4 available
            drawn h: A 4@S1; sold 1 lines: A 5 S1 -> customer
            3 on hand, 3 available
            held until 60s"#]],
    );
    // All of it sold: the lease has come to its end.
    shop(
        "hold h till-7 store 60s A 6@S1 | lease-sold S1 till-7 h A 6 B 1; state h; void h; available A@S1",
        expect![[r#"
            drawn h: A 6@S1; sold 2 lines: A 6 S1 -> customer, B 1 S1 -> customer
            posted until 60s
            refused: hold h was posted at 1970-01-01T00:00:00Z; a hold is resolved once
            4 on hand, 4 available"#]],
    );
    // Not this till's, or not standing any more: a sale that happened counts all the same.
    shop(
        &format!(
            "{lease} | lease-sold S1 till-8 h A 2; at 60s; lease-sold S1 till-7 h A 2; state h; available A@S1"
        ),
        expect![[r#"
            sold 1 lines: A 2 S1 -> customer

            sold 1 lines: A 2 S1 -> customer
            held until 60s
            6 on hand, 6 available"#]],
    );
}
