//! Shipments and purchase orders: what is on its way, and what comes of it.

use crate::language::check;
use expect_test::expect;

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    check(&format!("site S1; site S2; item A gtin 4006381333931; item B; item F unstocked; {case}"), expected);
}

#[test]
fn a_shipment_is_in_transit_until_it_is_received() {
    shop("receipt A 10 S1 | dispatch D S1 -> S2 A 4 due 60s; available A@S1; incoming A@S2; receive D S2; available A@S2; incoming A@S2; receive D S2", expect![[]]);
    shop("| dispatch D supplier -> S2 A 4 B 1; incoming A@S2; restart; receive D S2 A 4 B 1", expect![[]]);
    shop("receipt A 3 S1 | dispatch D S1 -> S2 A 2 A 2", expect![[]]);
    shop("receipt A 3 S1; hold h anna web 60s A 2@S1 | dispatch D S1 -> S2 A 2; dispatch D S1 -> S2 A 1; dispatch D S1 -> S2 A 1", expect![[]]);
    shop("| dispatch D supplier -> S9 A 1; dispatch D S1 -> S2 X 1; dispatch D supplier -> S1 F 1; dispatch D supplier -> S1 A 1!damaged", expect![[]]);
}

#[test]
fn differences_are_named_and_booked_to_shrink() {
    let sent = "dispatch D supplier -> S2 A 10 B 2; ";
    shop(&format!("{sent} | receive D S2 A 8 B 2"), expect![[]]);
    shop(&format!("{sent} | receive D S2 A 12 B 2"), expect![[]]);
    shop(&format!("{sent} | receive D S2 A 9 A 1!damaged; places A@S2"), expect![[]]);
    shop(&format!("{sent} | receive D S2 nothing nothing"), expect![[]]);
    shop(&format!("{sent} | receive D S1; receive E S2; receive D S2 X 1"), expect![[]]);
    shop(&format!("{sent} | receive D S2 F 1"), expect![[]]);
}

#[test]
fn a_shipment_may_come_in_parts() {
    let sent = "dispatch D supplier -> S2 A 10 due 60s; ";
    shop(&format!("{sent} | receive D S2 A 4 more; incoming A@S2; receive D S2 A 5; incoming A@S2"), expect![[]]);
    shop(&format!("{sent} | receive D S2 A 12 more; incoming A@S2; receive D S2"), expect![[]]);
    // What is moved out of a shipment is no longer on its way.
    shop(&format!("{sent} | move A 4 #D -> S1 transfer; incoming A@S2; receive D S2; incoming A@S2"), expect![[]]);
    shop(&format!("{sent} | move A 10 #D -> S1 transfer; incoming A@S2"), expect![[]]);
}

#[test]
fn an_order_says_what_comes_and_when() {
    let order = "expect PO S1 A 10 60s B 5 90s A 5 30s; ";
    shop(&format!("{order} | incoming A@S1; expect PO S1 A 1 60s; incoming A@S1; incoming B@S1; expect PO S1; incoming A@S1"), expect![[]]);
    shop(&format!("{order} | dispatch D supplier -> S1 A 7 order PO due 20s; incoming A@S1"), expect![[]]);
    shop(&format!("{order} | dispatch D supplier -> S1 4006381333931 7 order PO due 20s; incoming A@S1"), expect![[]]);
    shop(&format!("{order} | receipt A 5 S1 ref PO; incoming A@S1"), expect![[]]);
    // Two lines of one call both count.
    shop(&format!("{order} | move A 5 supplier -> S1 receipt ref PO & B 5 supplier -> S1 receipt ref PO; incoming A@S1; incoming B@S1"), expect![[]]);
    shop(&format!("{order} | receipt A 15 S1 ref PO; receipt B 9 S1 ref PO; incoming B@S1; receipt A 1 S1 ref PO"), expect![[]]);
    shop(&format!("{order} restart | receipt A 5 S1 ref PO; incoming A@S1"), expect![[]]);
    shop("| expect PO S9 A 1 60s; expect PO S1 X 1 60s", expect![[]]);
}
