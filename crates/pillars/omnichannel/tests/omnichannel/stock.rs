//! Moves, counts, sales, lots and rules.

use crate::language::check;
use expect_test::expect;

const TWO: &str = "site S1 floor:sales_floor back:backroom; site S2; item A; item B; item F unstocked; ";

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    check(&format!("{TWO}{case}"), expected);
}

#[test]
fn stock_moves_between_all_accounts() {
    shop("| receipt A 10 S1", expect!["receipt: A 10 supplier -> S1"]);
    shop(
        "receipt A 10 S1 | move A 4 S1 -> S2 transfer; available A@S1; available A@S2",
        expect![[r#"
        transfer: A 4 S1 -> S2
        6 on hand, 6 available
        4 on hand, 4 available"#]],
    );
    shop(
        "receipt A 10 S1 | move A 4 S1 -> #X ship; move A 4 #X -> S2 receipt; move A 1 #X -> S2 receipt",
        expect![[r#"
        ship: A 4 S1 -> #X
        receipt: A 4 #X -> S2
        refused: not enough stock: 1 of A asked for, 0 available"#]],
    );
    shop(
        "receipt A 10 S1 | move A 4 S1 -> customer sale; move A 1 customer -> S1!inspect return; places A@S1",
        expect![[r#"
        sale: A 4 S1 -> customer
        return: A 1 customer -> S1!inspect
        loose 6, loose!inspect 1"#]],
    );
    shop(
        "receipt A 10 S1 | move A 4 S1 -> waste waste; move A 1 S1 -> shrink theft",
        expect![[r#"
        waste: A 4 S1 -> waste
        theft: A 1 S1 -> shrink"#]],
    );
    shop(
        "receipt A 10 S1 | move A 4 S1 -> S1!damaged damage; available A@S1; move A 4 S1!damaged -> waste waste; places A@S1",
        expect![[r#"
        damage: A 4 S1 -> S1!damaged
        6 on hand, 6 available
        waste: A 4 S1!damaged -> waste
        loose 6"#]],
    );
    shop(
        "receipt A 10 S1 | move A 4 S1!quarantine -> S1 adjustment",
        expect!["refused: not enough stock: 4 of A at S1 asked for, 0 available"],
    );
    shop("| move A 4 supplier -> waste waste", expect!["waste: A 4 supplier -> waste"]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    shop("| receipt X 10 S1", expect![[r#"refused: there is no item "X""#]]);
    shop("| receipt A 10 S9", expect![[r#"refused: there is no site "S9""#]]);
    shop("| receipt A 10 S1/loft", expect![[r#"refused: there is no zone "S1/loft""#]]);
    shop("| receipt F 10 S1", expect!["refused: item: no stock is kept of F"]);
    shop(
        "| move A 1 S1 -> S1 transfer",
        expect!["refused: to: the same account as from: nothing would move"],
    );
    shop(
        "| move A 1 supplier -> S1 receipt happened 2d",
        expect![
            "refused: occurred_at: 1970-01-03T00:00:00Z is more than a day ahead of 1970-01-01T00:00:00Z; a thing that happened has a time in the past"
        ],
    );
    shop("| move A 1 supplier -> S1 receipt happened 1d", expect!["receipt: A 1 supplier -> S1"]);
}

#[test]
fn a_call_of_many_moves_is_one() {
    // Each sees what those before it did.
    shop(
        "| move A 5 supplier -> S1 receipt & A 5 S1 -> S2 transfer & A 5 S2 -> customer sale; available A@S2",
        expect![[r#"
        receipt: A 5 supplier -> S1; transfer: A 5 S1 -> S2; sale: A 5 S2 -> customer
        0 on hand, 0 available"#]],
    );
    // The last one fails, so nothing has moved.
    shop(
        "receipt A 5 S1 | move A 3 S1 -> S2 transfer & A 3 S1 -> S2 transfer; available A@S1; available A@S2",
        expect![[r#"
        refused: not enough stock: 3 of A at S1 asked for, 2 available
        5 on hand, 5 available
        0 on hand, 0 available"#]],
    );
}

#[test]
fn only_a_sale_that_happened_goes_below_zero() {
    shop(
        "receipt A 3 S1 | move A 5 S1 -> S2 transfer",
        expect!["refused: not enough stock: 5 of A at S1 asked for, 3 available"],
    );
    shop(
        "receipt A 3 S1 | move A 5 S1 -> shrink theft",
        expect!["refused: not enough stock: 5 of A at S1 asked for, 3 available"],
    );
    shop(
        "receipt A 3 S1 | move A 5 S1/floor -> shrink theft",
        expect!["refused: not enough stock: 5 of A at S1 asked for, 0 available"],
    );
    shop(
        "receipt A 3 S1 | move A 5 S1 -> customer sale; available A@S1",
        expect![[r#"
        sale: A 5 S1 -> customer
        -2 on hand, 0 available"#]],
    );
    shop("| move A 5 #X -> S1 sale", expect!["refused: not enough stock: 5 of A asked for, 0 available"]);
    // Below zero in no zone, above it in one: the site as a whole must not go below zero by a plan.
    shop(
        "move A 5 S1 -> customer sale; count S1/back A 10; | available A@S1; move A 8 S1/back -> S2 transfer",
        expect![[r#"
            5 on hand, 5 available
            refused: not enough stock: 8 of A at S1 asked for, 5 available"#]],
    );
}

#[test]
fn plans_spare_what_is_promised_and_facts_cannot() {
    let held = "receipt A 10 S1; hold h anna web 60s A 8@S1; ";
    shop(
        &format!("{held} | move A 3 S1 -> S2 transfer"),
        expect!["refused: not enough stock: 3 of A at S1 asked for, 2 available"],
    );
    shop(&format!("{held} | move A 2 S1 -> S2 transfer"), expect!["transfer: A 2 S1 -> S2"]);
    shop(&format!("{held} | move A 9 S1 -> S1/floor put_away"), expect!["putaway: A 9 S1 -> S1/floor"]);
    shop(
        &format!("{held} | move A 3 S1 -> S1!damaged damage; available A@S1"),
        expect![[r#"
        damage: A 3 S1 -> S1!damaged
        7 on hand, 8 held, 0 available"#]],
    );
    shop(
        &format!("{held} | sell S1 A 10; available A@S1; post h"),
        expect![[r#"
        sold 1 lines: A 10 S1 -> customer
        0 on hand, 8 held, 0 available
        refused: not enough stock: 8 of A at S1 asked for, 0 available"#]],
    );
    shop(
        &format!("{held} | move A 2 supplier -> S1 receipt & A 4 S1 -> S2 transfer"),
        expect!["receipt: A 2 supplier -> S1; transfer: A 4 S1 -> S2"],
    );
    shop(
        &format!("{held} | move A 1 S1 -> S2 transfer & A 2 S1 -> S2 transfer"),
        expect!["refused: not enough stock: 2 of A at S1 asked for, 1 available"],
    );
}

#[test]
fn zones_are_parts_of_their_site() {
    let zoned = "receipt A 4 S1/floor; receipt A 6 S1/back; receipt A 1 S1; ";
    shop(
        &format!("{zoned} | sell S1 A 3; places A@S1"),
        expect![[r#"
        sold 1 lines: A 1 S1 -> customer, A 2 S1/floor -> customer
        back 6, floor 2"#]],
    );
    shop(
        &format!("{zoned} | sell S1 A 13; places A@S1"),
        expect![[r#"
        sold 1 lines: A 1 S1 -> customer, A 4 S1/floor -> customer, A 6 S1/back -> customer, A 2 S1 -> customer, A below zero by 2
        loose -2"#]],
    );
    shop(
        &format!("{zoned} | move A 5 S1/floor -> S2 transfer"),
        expect!["refused: not enough stock: 5 of A at S1 asked for, 4 available"],
    );
    // Goods are never put away to where they stand already.
    shop(
        "receipt A 4 S1/floor; receipt A 6 S1/back | move A 5 S1 -> S1/floor put_away; places A@S1",
        expect![[r#"
            putaway: A 5 S1/back -> S1/floor
            back 1, floor 9"#]],
    );
    shop(
        "receipt A 4 S1/floor; receipt A 6 S1/back | move A 7 S1 -> S1/floor put_away",
        expect!["refused: not enough stock: 7 of A at S1 asked for, 6 available"],
    );
    // A zone that still holds goods cannot be taken away.
    shop(
        &format!("{zoned} | site S1 floor:sales_floor"),
        expect!["refused: zone back of S1 still holds goods; move them first"],
    );
    shop(
        &format!(
            "{zoned} | move A 6 S1/back -> S1/floor put_away; site S1 floor:sales_floor; sell S1 A 11; places A@S1"
        ),
        expect![[r#"
        putaway: A 6 S1/back -> S1/floor
        set
        sold 1 lines: A 1 S1 -> customer, A 10 S1/floor -> customer
    "#]],
    );
}

#[test]
fn a_count_settles_the_difference_with_shrink() {
    shop(
        "receipt A 10 S1 | count S1 A 8; available A@S1",
        expect![[r#"
        counted A 8 (book 10): A 2 S1 -> shrink
        8 on hand, 8 available"#]],
    );
    shop(
        "receipt A 10 S1 | count S1 A 12 B 1",
        expect!["counted A 12 (book 10), B 1 (book 0): A 2 shrink -> S1, B 1 shrink -> S1"],
    );
    shop("receipt A 10 S1 | count S1 A 10", expect!["counted A 10 (book 10): "]);
    shop(
        "receipt A 4 S1/floor; receipt A 6 S1/back; receipt A 1 S1 | count S1 A 2; places A@S1",
        expect![[r#"
        counted A 2 (book 11): A 1 S1 -> shrink, A 4 S1/floor -> shrink, A 4 S1/back -> shrink
        back 2"#]],
    );
    shop(
        "receipt A 4 S1/floor; receipt A 6 S1/back | count S1/back A 7; places A@S1",
        expect![[r#"
        counted A 7 (book 6): A 1 shrink -> S1/back
        back 7, floor 4"#]],
    );
    shop(
        "sell S1 A 3 | count S1 A 2; available A@S1",
        expect![[r#"
        counted A 2 (book -3): A 5 shrink -> S1
        2 on hand, 2 available"#]],
    );
    shop("| count S1 A 1 A 2", expect!["refused: lines: A stands twice in one count; add the two together"]);
    shop("| count S1/loft A 1", expect![[r#"refused: there is no zone "S1/loft""#]]);
    shop("| count S1 F 1", expect!["refused: lines: no stock is kept of F"]);
}

#[test]
fn a_sale_that_happened_is_never_refused_for_want_of_stock() {
    shop(
        "receipt A 5 S1 | sell S1 A 2 B 1 A 1; available A@S1; available B@S1",
        expect![[r#"
        sold 3 lines: A 2 S1 -> customer, B 1 S1 -> customer, A 1 S1 -> customer, B below zero by 1
        2 on hand, 2 available
        -1 on hand, 0 available"#]],
    );
    shop(
        "receipt A 1 S1 | sell S1 A 2 A 2",
        expect!["sold 2 lines: A 2 S1 -> customer, A 2 S1 -> customer, A below zero by 3"],
    );
    shop("| sell S1 F 2 A 1", expect!["sold 2 lines: A 1 S1 -> customer, A below zero by 1"]);
    shop("| sell S1 X 2", expect![[r#"refused: there is no item "X""#]]);
    check(
        "site S; item A gtin 4006381333931; receipt A 5 S | sell S 04006381333931 2; sell S 4006381333931 1",
        expect![[r#"
        sold 1 lines: A 2 S -> customer
        sold 1 lines: A 1 S -> customer"#]],
    );
}

#[test]
fn the_first_to_expire_goes_first() {
    let lots = "receipt A 3 S1 lot L2 expires 60s; receipt A 3 S1 lot L1 expires 30s; receipt A 2 S1; ";
    shop(
        &format!("{lots} | sell S1 A 4"),
        expect!["sold 1 lines: A 3 S1 -> customer lot L1 expires 30s, A 1 S1 -> customer lot L2 expires 60s"],
    );
    shop(
        &format!("{lots} | sell S1 A 9; available A@S1; receipt A 4 S1 lot L3 expires 90s; available A@S1"),
        expect![[r#"
        sold 1 lines: A 3 S1 -> customer lot L1 expires 30s, A 3 S1 -> customer lot L2 expires 60s, A 3 S1 -> customer, A below zero by 1
        -1 on hand, 0 available
        receipt: A 4 supplier -> S1 lot L3 expires 90s
        3 on hand, 3 available"#]],
    );
    shop(
        &format!("{lots} | at 30s-1us; available A@S1; at 30s; available A@S1; at 60s; available A@S1"),
        expect![[r#"

        8 on hand, 8 available

        8 on hand, 5 available

        8 on hand, 2 available"#]],
    );
    shop(
        &format!("{lots} | move A 2 S1 -> S2 transfer lot L2; sell S2 A 1"),
        expect![[r#"
        transfer: A 2 S1 -> S2 lot L2 expires 60s
        sold 1 lines: A 1 S2 -> customer lot L2 expires 60s"#]],
    );
    shop(
        &format!("{lots} | move A 4 S1 -> S2 transfer lot L2"),
        expect!["refused: not enough stock: 4 of A at S1 asked for, 3 available"],
    );
    shop(
        &format!("{lots} | move A 1 S1 -> S2 transfer lot L9"),
        expect!["refused: not enough stock: 1 of A at S1 asked for, 0 available"],
    );
    // Zones and lots are drawn together.
    shop(
        "receipt A 2 S1/floor lot L1 expires 30s; receipt A 3 S1/back lot L2 expires 60s | sell S1 A 4",
        expect![
            "sold 1 lines: A 2 S1/floor -> customer lot L1 expires 30s, A 2 S1/back -> customer lot L2 expires 60s"
        ],
    );
}

#[test]
fn what_has_expired_is_not_sold_by_us() {
    let lots = "receipt A 3 S1 lot L1 expires 30s; receipt A 3 S1 lot L2 expires 60s; ";
    // A fresh lot first, though an expired one stands before it.
    shop(
        &format!("{lots} hold h anna web 60s A 3@S1; at 30s | post h"),
        expect!["sold h: A 3 S1 -> customer lot L2 expires 60s"],
    );
    shop(
        &format!("{lots} hold h anna web 60s A 4@S1; at 30s | post h; post h A 3"),
        expect![[r#"
            refused: not enough stock: 4 of A at S1 asked for, 3 available
            sold h: A 3 S1 -> customer lot L2 expires 60s"#]],
    );
    shop(
        &format!("{lots} at 30s | move A 2 S1 -> S2 transfer"),
        expect!["transfer: A 2 S1 -> S2 lot L2 expires 60s"],
    );
    shop(
        &format!("{lots} at 30s | move A 2 S1 -> waste waste"),
        expect!["waste: A 2 S1 -> waste lot L1 expires 30s"],
    );
    // At the till it has happened; the fresh ones are the likelier.
    shop(
        &format!("{lots} at 30s | sell S1 A 4"),
        expect!["sold 1 lines: A 3 S1 -> customer lot L2 expires 60s, A 1 S1 -> customer lot L1 expires 30s"],
    );
    // What is named can go back to where it came from: nobody was promised it.
    shop(
        &format!("{lots} hold h anna web 60s A 3@S1; at 30s | move A 3 S1 -> supplier return lot L1"),
        expect!["return: A 3 S1 -> supplier lot L1 expires 30s"],
    );
    shop(
        &format!("{lots} hold h anna web 60s A 3@S1; at 30s | move A 3 S1 -> supplier return lot L2"),
        expect!["refused: not enough stock: 3 of A at S1 asked for, 0 available"],
    );
}

/// What a call has moved so far counts for what may leave, but never what of that has expired.
#[test]
fn expired_units_on_the_move_count_once() {
    let lots = "receipt A 3 S1 lot L1 expires 30s; receipt A 3 S1 lot L2 expires 60s; ";
    shop(
        &format!(
            "{lots} hold h anna web 60s A 1@S1; at 30s | move A 3 S1 -> supplier return lot L1 & A 2 S1 -> S2 transfer"
        ),
        expect!["return: A 3 S1 -> supplier lot L1 expires 30s; transfer: A 2 S1 -> S2 lot L2 expires 60s"],
    );
    shop(
        "receipt A 3 S2 lot L1 expires 30s; receipt A 3 S1; hold h anna web 60s A 3@S1; at 30s | move A 3 S2 -> S1 transfer lot L1 & A 3 S1 -> S2 transfer",
        expect!["refused: not enough stock: 3 of A at S1 asked for, 0 available"],
    );
    // Of one name and two expiries, only what has expired is free to go.
    shop(
        "receipt A 2 S1 lot L1 expires 30s; receipt A 2 S2 lot L1 expires 60s; move A 2 S2 -> S1 transfer; hold h anna web 60s A 2@S1; at 30s | move A 4 S1 -> supplier return lot L1; move A 2 S1 -> supplier return lot L1",
        expect![[r#"
            refused: not enough stock: 4 of A at S1 asked for, 2 available
            return: A 2 S1 -> supplier lot L1 expires 30s"#]],
    );
}

#[test]
fn a_lot_keeps_its_name_and_its_expiry() {
    // A sale that happened is taken in, whatever lot the till has read.
    shop(
        "receipt A 3 S1 lot L1 expires 30s | move A 5 S1 -> customer sale lot L1; available A@S1",
        expect![[r#"
            sale: A 3 S1 -> customer lot L1 expires 30s, A 2 S1 -> customer
            -2 on hand, 0 available"#]],
    );
    shop("receipt A 3 S1 | move A 1 S1 -> customer sale lot L9", expect!["sale: A 1 S1 -> customer"]);
    // Through quarantine and back.
    shop(
        "receipt A 3 S1 lot L1 expires 30s; move A 3 S1 -> S1!quarantine adjustment lot L1 | move A 3 S1!quarantine -> S1 adjustment lot L1 expires 30s; at 30s; available A@S1",
        expect![[r#"
            adjustment: A 3 S1!quarantine -> S1 lot L1 expires 30s

            3 on hand, 0 available"#]],
    );
    // Said once, known within the same call, and when more of it arrives.
    shop(
        "| move A 1 supplier -> S1 receipt lot L1 expires 30s & A 1 supplier -> S1 receipt lot L1; at 30s; available A@S1",
        expect![[r#"
            receipt: A 1 supplier -> S1 lot L1 expires 30s; receipt: A 1 supplier -> S1 lot L1 expires 30s

            2 on hand, 0 available"#]],
    );
    shop(
        "receipt A 1 S1 lot L1 expires 30s; dispatch D supplier -> S1 A 2; receive D S1 A 2 lot L1 | at 30s; available A@S1",
        expect![[r#"

            3 on hand, 0 available"#]],
    );
}

#[test]
fn the_most_specific_rule_wins() {
    let stock = "receipt A 10 S1; receipt A 10 S2; item M in Dairy; receipt M 10 S1; ";
    let read = "available A@S1 web; available A@S1 app; available A@S2 web; explain A@S1 web";
    shop(
        &format!("{stock} rule all safety 1 | {read}"),
        expect![[r#"
        10 on hand, 1 kept back, 9 available
        10 on hand, 1 kept back, 9 available
        10 on hand, 1 kept back, 9 available
        safety 1 by all"#]],
    );
    shop(
        &format!(
            "{stock} rule all safety 1; rule web channel web safety 2 buffer 3; rule one site S1 safety 4 | {read}"
        ),
        expect![[r#"
        10 on hand, 7 kept back, 3 available
        10 on hand, 4 kept back, 6 available
        10 on hand, 5 kept back, 5 available
        safety 4 by one, buffer 3 by web"#]],
    );
    shop(
        &format!("{stock} rule one site S1 channel web safety 4; rule it item A safety 5 | {read}"),
        expect![[r#"
        10 on hand, 5 kept back, 5 available
        10 on hand, 5 kept back, 5 available
        10 on hand, 5 kept back, 5 available
        safety 5 by it"#]],
    );
    shop(
        &format!("{stock} rule no item A site S1 channel web sell no; rule all sell yes | {read}"),
        expect![[r#"
        10 on hand, 0 available
        10 on hand, 10 available
        10 on hand, 10 available
        sell false by no"#]],
    );
    shop(
        &format!(
            "{stock} rule all safety 1; rule milk category Dairy safety 6; rule here site S1 channel web safety 2 | available M@S1 web; explain M@S1 web"
        ),
        expect![[r#"
        10 on hand, 6 kept back, 4 available
        safety 6 by milk"#]],
    );
    // Among equals the name that sorts first.
    shop(
        &format!(
            "{stock} rule b item A safety 2; rule a item A safety 1 | explain A@S1; unrule a; explain A@S1; unrule a"
        ),
        expect![[r#"
            safety 1 by a
            rule a removed
            safety 2 by b
            refused: there is no rule "a""#]],
    );
    // Changed, not added.
    shop(
        &format!("{stock} rule a item A safety 2; rule a item B safety 3 | explain A@S1; explain B@S1"),
        expect![[r#"

        safety 3 by a"#]],
    );
    shop(
        "| rule a item A; rule a item X safety 1; rule a site S9 safety 1",
        expect![[r#"
        refused: safety_stock: a rule says at least one of safety_stock, channel_buffer, may_sell
        refused: there is no item "X"
        refused: there is no site "S9""#]],
    );
    // A rule may name its item by GTIN.
    check(
        "site S; item A gtin 4006381333931; receipt A 5 S; rule g item 4006381333931 safety 2 | available A@S; explain A@S",
        expect![[r#"
            5 on hand, 2 kept back, 3 available
            safety 2 by g"#]],
    );
    shop(
        &format!("{stock} rule all safety 1; rule no item A site S1 channel web sell no; restart | {read}"),
        expect![[r#"
        10 on hand, 0 available
        10 on hand, 1 kept back, 9 available
        10 on hand, 1 kept back, 9 available
        safety 1 by all, sell false by no"#]],
    );
}

#[test]
fn a_hold_leaves_what_rules_keep_back() {
    shop(
        "receipt A 10 S1; rule s safety 4; rule w channel web buffer 2 | hold h a web 60s A 5@S1; hold h a web 60s A 4@S1; hold g a app 60s A 2@S1; hold g b app 60s A 3@S1",
        expect![[r#"
        refused: not enough stock: 5 of A at S1 asked for, 4 available
        held h until 60s: A 4@S1
        held g until 60s: A 2@S1
        refused: hold "g" was used before with another content"#]],
    );
    shop(
        "receipt A 10 S1; rule w channel web sell no | hold h a web 60s A 1@S1; hold h a app 60s A 1@S1",
        expect![[r#"
        refused: not enough stock: 1 of A at S1 asked for, 0 available
        held h until 60s: A 1@S1"#]],
    );
}

#[test]
fn what_stands_on_the_sales_floor_can_be_carried_out() {
    // Where no zone is known, all that is there can be.
    shop("receipt A 5 S1 | carry A@S1", expect!["5 of 5 can be carried out"]);
    shop("| carry A@S1", expect!["0 of 0 can be carried out"]);
    shop("receipt A 5 S2; hold h anna web 60s A 2@S2 | carry A@S2", expect!["3 of 3 can be carried out"]);
    shop("receipt A 1 S1/floor; receipt A 4 S1/back | carry A@S1", expect!["1 of 5 can be carried out"]);
    // What stands nowhere in particular may be anywhere.
    shop("receipt A 1 S1/floor; receipt A 4 S1 | carry A@S1", expect!["1 of 5 can be carried out"]);
    shop("receipt A 4 S1/back | carry A@S1", expect!["0 of 4 can be carried out"]);
    shop(
        "receipt A 4 S1/back | move A 3 S1/back -> S1/floor put_away; carry A@S1; move A 3 S1/floor -> S1/back put_away; carry A@S1",
        expect![[r#"
            putaway: A 3 S1/back -> S1/floor
            3 of 4 can be carried out
            putaway: A 3 S1/floor -> S1/back
            0 of 4 can be carried out"#]],
    );
    // Holds take from what is available, and only then from the floor.
    let held = "receipt A 2 S1/floor; receipt A 4 S1/back; hold h anna web 60s A 3@S1";
    shop(&format!("{held} | carry A@S1"), expect!["2 of 3 can be carried out"]);
    shop(&format!("{held}; hold i bea web 60s A 2@S1 | carry A@S1"), expect!["1 of 1 can be carried out"]);
    shop(&format!("{held}; at 60s | carry A@S1"), expect!["2 of 6 can be carried out"]);
    shop(&format!("{held}; void h | carry A@S1"), expect!["2 of 6 can be carried out"]);
    // A rule that keeps units back keeps them from the floor's shoppers last.
    shop(
        "receipt A 2 S1/floor; receipt A 4 S1/back; rule r safety 5 | carry A@S1",
        expect!["1 of 1 can be carried out"],
    );
    // What may not be sold is nowhere; a till that sold more than stood there leaves nothing.
    shop(
        "receipt A 2 S1/floor | move A 2 S1/floor -> S1/floor!damaged damage; receipt A 3 S1; carry A@S1",
        expect![[r#"
            damage: A 2 S1/floor -> S1/floor!damaged
            receipt: A 3 supplier -> S1
            3 of 3 can be carried out"#]],
    );
    shop(
        "receipt A 1 S1/floor; receipt A 2 S1/back; sell S1 A 2 | carry A@S1",
        expect!["0 of 1 can be carried out"],
    );
}
