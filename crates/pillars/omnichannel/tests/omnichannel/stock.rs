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
    shop("| receipt A 10 S1", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1 -> S2 transfer; available A@S1; available A@S2", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1 -> #X ship; move A 4 #X -> S2 receipt; move A 1 #X -> S2 receipt", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1 -> customer sale; move A 1 customer -> S1!inspect return; places A@S1", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1 -> waste waste; move A 1 S1 -> shrink theft", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1 -> S1!damaged damage; available A@S1; move A 4 S1!damaged -> waste waste; places A@S1", expect![[]]);
    shop("receipt A 10 S1 | move A 4 S1!quarantine -> S1 adjustment", expect![[]]);
    shop("| move A 4 supplier -> waste waste", expect![[]]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    shop("| receipt X 10 S1", expect![[]]);
    shop("| receipt A 10 S9", expect![[]]);
    shop("| receipt A 10 S1/loft", expect![[]]);
    shop("| receipt F 10 S1", expect![[]]);
    shop("| move A 1 S1 -> S1 transfer", expect![[]]);
    shop("| move A 1 supplier -> S1 receipt happened 2d", expect![[]]);
    shop("| move A 1 supplier -> S1 receipt happened 1d", expect![[]]);
}

#[test]
fn a_call_of_many_moves_is_one() {
    // Each sees what those before it did.
    shop("| move A 5 supplier -> S1 receipt & A 5 S1 -> S2 transfer & A 5 S2 -> customer sale; available A@S2", expect![[]]);
    // The last one fails, so nothing has moved.
    shop("receipt A 5 S1 | move A 3 S1 -> S2 transfer & A 3 S1 -> S2 transfer; available A@S1; available A@S2", expect![[]]);
}

#[test]
fn only_a_sale_that_happened_goes_below_zero() {
    shop("receipt A 3 S1 | move A 5 S1 -> S2 transfer", expect![[]]);
    shop("receipt A 3 S1 | move A 5 S1 -> shrink theft", expect![[]]);
    shop("receipt A 3 S1 | move A 5 S1/floor -> shrink theft", expect![[]]);
    shop("receipt A 3 S1 | move A 5 S1 -> customer sale; available A@S1", expect![[]]);
    shop("| move A 5 #X -> S1 sale", expect![[]]);
    // Below zero in no zone, above it in one: the site as a whole must not go below zero by a plan.
    shop("move A 5 S1 -> customer sale; count S1/back A 10; | available A@S1; move A 8 S1/back -> S2 transfer", expect![[]]);
}

#[test]
fn plans_spare_what_is_promised_and_facts_cannot() {
    let held = "receipt A 10 S1; hold h anna web 60s A 8@S1; ";
    shop(&format!("{held} | move A 3 S1 -> S2 transfer"), expect![[]]);
    shop(&format!("{held} | move A 2 S1 -> S2 transfer"), expect![[]]);
    shop(&format!("{held} | move A 9 S1 -> S1/floor put_away"), expect![[]]);
    shop(&format!("{held} | move A 3 S1 -> S1!damaged damage; available A@S1"), expect![[]]);
    shop(&format!("{held} | sell S1 A 10; available A@S1; post h"), expect![[]]);
    shop(&format!("{held} | move A 2 supplier -> S1 receipt & A 4 S1 -> S2 transfer"), expect![[]]);
    shop(&format!("{held} | move A 1 S1 -> S2 transfer & A 2 S1 -> S2 transfer"), expect![[]]);
}

#[test]
fn zones_are_parts_of_their_site() {
    let zoned = "receipt A 4 S1/floor; receipt A 6 S1/back; receipt A 1 S1; ";
    shop(&format!("{zoned} | sell S1 A 3; places A@S1"), expect![[]]);
    shop(&format!("{zoned} | sell S1 A 13; places A@S1"), expect![[]]);
    shop(&format!("{zoned} | move A 5 S1/floor -> S2 transfer"), expect![[]]);
    // Goods are never put away to where they stand already.
    shop("receipt A 4 S1/floor; receipt A 6 S1/back | move A 5 S1 -> S1/floor put_away; places A@S1", expect![[]]);
    shop("receipt A 4 S1/floor; receipt A 6 S1/back | move A 7 S1 -> S1/floor put_away", expect![[]]);
    // A zone that still holds goods cannot be taken away.
    shop(&format!("{zoned} | site S1 floor:sales_floor"), expect![[]]);
    shop(&format!("{zoned} | move A 6 S1/back -> S1/floor put_away; site S1 floor:sales_floor; sell S1 A 11; places A@S1"), expect![[]]);
}

#[test]
fn a_count_settles_the_difference_with_shrink() {
    shop("receipt A 10 S1 | count S1 A 8; available A@S1", expect![[]]);
    shop("receipt A 10 S1 | count S1 A 12 B 1", expect![[]]);
    shop("receipt A 10 S1 | count S1 A 10", expect![[]]);
    shop("receipt A 4 S1/floor; receipt A 6 S1/back; receipt A 1 S1 | count S1 A 2; places A@S1", expect![[]]);
    shop("receipt A 4 S1/floor; receipt A 6 S1/back | count S1/back A 7; places A@S1", expect![[]]);
    shop("sell S1 A 3 | count S1 A 2; available A@S1", expect![[]]);
    shop("| count S1 A 1 A 2", expect![[]]);
    shop("| count S1/loft A 1", expect![[]]);
    shop("| count S1 F 1", expect![[]]);
}

#[test]
fn a_sale_that_happened_is_never_refused_for_want_of_stock() {
    shop("receipt A 5 S1 | sell S1 A 2 B 1 A 1; available A@S1; available B@S1", expect![[]]);
    shop("receipt A 1 S1 | sell S1 A 2 A 2", expect![[]]);
    shop("| sell S1 F 2 A 1", expect![[]]);
    shop("| sell S1 X 2", expect![[]]);
    check("site S; item A gtin 4006381333931; receipt A 5 S | sell S 04006381333931 2; sell S 4006381333931 1", expect![[]]);
}

#[test]
fn the_first_to_expire_goes_first() {
    let lots = "receipt A 3 S1 lot L2 expires 60s; receipt A 3 S1 lot L1 expires 30s; receipt A 2 S1; ";
    shop(&format!("{lots} | sell S1 A 4"), expect![[]]);
    shop(&format!("{lots} | sell S1 A 9; available A@S1; receipt A 4 S1 lot L3 expires 90s; available A@S1"), expect![[]]);
    shop(&format!("{lots} | at 30s-1us; available A@S1; at 30s; available A@S1; at 60s; available A@S1"), expect![[]]);
    shop(&format!("{lots} | move A 2 S1 -> S2 transfer lot L2; sell S2 A 1"), expect![[]]);
    shop(&format!("{lots} | move A 4 S1 -> S2 transfer lot L2"), expect![[]]);
    shop(&format!("{lots} | move A 1 S1 -> S2 transfer lot L9"), expect![[]]);
    // Zones and lots are drawn together.
    shop("receipt A 2 S1/floor lot L1 expires 30s; receipt A 3 S1/back lot L2 expires 60s | sell S1 A 4", expect![[]]);
}

#[test]
fn what_has_expired_is_not_sold_by_us() {
    let lots = "receipt A 3 S1 lot L1 expires 30s; receipt A 3 S1 lot L2 expires 60s; ";
    // A fresh lot first, though an expired one stands before it.
    shop(&format!("{lots} hold h anna web 60s A 3@S1; at 30s | post h"), expect![[]]);
    shop(&format!("{lots} hold h anna web 60s A 4@S1; at 30s | post h; post h A 3"), expect![[]]);
    shop(&format!("{lots} at 30s | move A 2 S1 -> S2 transfer"), expect![[]]);
    shop(&format!("{lots} at 30s | move A 2 S1 -> waste waste"), expect![[]]);
    // At the till it has happened; the fresh ones are the likelier.
    shop(&format!("{lots} at 30s | sell S1 A 4"), expect![[]]);
    // What is named can go back to where it came from: nobody was promised it.
    shop(&format!("{lots} hold h anna web 60s A 3@S1; at 30s | move A 3 S1 -> supplier return lot L1"), expect![[]]);
    shop(&format!("{lots} hold h anna web 60s A 3@S1; at 30s | move A 3 S1 -> supplier return lot L2"), expect![[]]);
}

#[test]
fn a_lot_keeps_its_name_and_its_expiry() {
    // A sale that happened is taken in, whatever lot the till has read.
    shop("receipt A 3 S1 lot L1 expires 30s | move A 5 S1 -> customer sale lot L1; available A@S1", expect![[]]);
    shop("receipt A 3 S1 | move A 1 S1 -> customer sale lot L9", expect![[]]);
    // Through quarantine and back.
    shop("receipt A 3 S1 lot L1 expires 30s; move A 3 S1 -> S1!quarantine adjustment lot L1 | move A 3 S1!quarantine -> S1 adjustment lot L1 expires 30s; at 30s; available A@S1", expect![[]]);
    // Said once, known within the same call, and when more of it arrives.
    shop("| move A 1 supplier -> S1 receipt lot L1 expires 30s & A 1 supplier -> S1 receipt lot L1; at 30s; available A@S1", expect![[]]);
    shop("receipt A 1 S1 lot L1 expires 30s; dispatch D supplier -> S1 A 2; receive D S1 A 2 lot L1 | at 30s; available A@S1", expect![[]]);
}

#[test]
fn the_most_specific_rule_wins() {
    let stock = "receipt A 10 S1; receipt A 10 S2; item M in Dairy; receipt M 10 S1; ";
    let read = "available A@S1 web; available A@S1 app; available A@S2 web; explain A@S1 web";
    shop(&format!("{stock} rule all safety 1 | {read}"), expect![[]]);
    shop(&format!("{stock} rule all safety 1; rule web channel web safety 2 buffer 3; rule one site S1 safety 4 | {read}"), expect![[]]);
    shop(&format!("{stock} rule one site S1 channel web safety 4; rule it item A safety 5 | {read}"), expect![[]]);
    shop(&format!("{stock} rule no item A site S1 channel web sell no; rule all sell yes | {read}"), expect![[]]);
    shop(&format!("{stock} rule all safety 1; rule milk category Dairy safety 6; rule here site S1 channel web safety 2 | available M@S1 web; explain M@S1 web"), expect![[]]);
    // Among equals the name that sorts first.
    shop(&format!("{stock} rule b item A safety 2; rule a item A safety 1 | explain A@S1; unrule a; explain A@S1; unrule a"), expect![[]]);
    // Changed, not added.
    shop(&format!("{stock} rule a item A safety 2; rule a item B safety 3 | explain A@S1; explain B@S1"), expect![[]]);
    shop("| rule a item A; rule a item X safety 1; rule a site S9 safety 1", expect![[]]);
    // A rule may name its item by GTIN.
    check("site S; item A gtin 4006381333931; receipt A 5 S; rule g item 4006381333931 safety 2 | available A@S; explain A@S", expect![[]]);
    shop(&format!("{stock} rule all safety 1; rule no item A site S1 channel web sell no; restart | {read}"), expect![[]]);
}

#[test]
fn a_hold_leaves_what_rules_keep_back() {
    shop("receipt A 10 S1; rule s safety 4; rule w channel web buffer 2 | hold h a web 60s A 5@S1; hold h a web 60s A 4@S1; hold g a app 60s A 2@S1; hold g b app 60s A 3@S1", expect![[]]);
    shop("receipt A 10 S1; rule w channel web sell no | hold h a web 60s A 1@S1; hold h a app 60s A 1@S1", expect![[]]);
}
