//! Shipments and purchase orders: what is on its way, and what comes of it.

use crate::language::check;
use expect_test::expect;

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    check(
        &format!("site S1; site S2; item A gtin 4006381333931; item B; item F unstocked; {case}"),
        expected,
    );
}

#[test]
fn a_shipment_is_in_transit_until_it_is_received() {
    shop(
        "receipt A 10 S1 | dispatch D S1 -> S2 A 4 due 60s; available A@S1; incoming A@S2; receive D S2; available A@S2; incoming A@S2; receive D S2",
        expect![[r#"
        dispatched D: A 4 S1 -> #D
        6 on hand, 6 available
        4 60s from D
        received: A 4 #D -> S2, done
        4 on hand, 4 available
        nothing
        refused: shipment D was received at 1970-01-01T00:00:00Z; book a difference found later as a count"#]],
    );
    shop(
        "| dispatch D supplier -> S2 A 4 B 1; incoming A@S2; restart; receive D S2 A 4 B 1",
        expect![[r#"
        dispatched D: A 4 supplier -> #D, B 1 supplier -> #D
        4 some day from D

        received: A 4 #D -> S2, B 1 #D -> S2, done"#]],
    );
    shop(
        "receipt A 3 S1 | dispatch D S1 -> S2 A 2 A 2",
        expect!["refused: not enough stock: 2 of A at S1 asked for, 1 available"],
    );
    shop(
        "receipt A 3 S1; hold h anna web 60s A 2@S1 | dispatch D S1 -> S2 A 2; dispatch D S1 -> S2 A 1; dispatch D S1 -> S2 A 1",
        expect![[r#"
        refused: not enough stock: 2 of A at S1 asked for, 1 available
        dispatched D: A 1 S1 -> #D
        refused: shipment "D" was used before with another content"#]],
    );
    shop(
        "| dispatch D supplier -> S9 A 1; dispatch D S1 -> S2 X 1; dispatch D supplier -> S1 F 1; dispatch D supplier -> S1 A 1!damaged",
        expect![[r#"
            refused: there is no site "S9"
            refused: there is no item "X"
            refused: lines: no stock is kept of F
            refused: condition: a shipment leaves sellable; its condition is told when it is received"#]],
    );
}

#[test]
fn differences_are_named_and_booked_to_shrink() {
    let sent = "dispatch D supplier -> S2 A 10 B 2; ";
    shop(
        &format!("{sent} | receive D S2 A 8 B 2"),
        expect!["received: A 8 #D -> S2, B 2 #D -> S2, A 2 #D -> shrink, 8 of 10 A, done"],
    );
    shop(
        &format!("{sent} | receive D S2 A 12 B 2"),
        expect!["received: A 10 #D -> S2, A 2 shrink -> S2, B 2 #D -> S2, 12 of 10 A, done"],
    );
    shop(
        &format!("{sent} | receive D S2 A 9 A 1!damaged; places A@S2"),
        expect![[r#"
        received: A 9 #D -> S2, A 1 #D -> S2!damaged, B 2 #D -> shrink, 0 of 2 B, done
        loose 9, loose!damaged 1"#]],
    );
    shop(
        &format!("{sent} | receive D S2 nothing nothing"),
        expect!["received: A 10 #D -> shrink, B 2 #D -> shrink, 0 of 10 A, 0 of 2 B, done"],
    );
    shop(
        &format!("{sent} | receive D S1; receive E S2; receive D S2 X 1"),
        expect![[r#"
        refused: site: shipment D goes to S2; redirect it by a move from the shipment
        refused: there is no shipment "E"
        refused: there is no item "X""#]],
    );
    shop(&format!("{sent} | receive D S2 F 1"), expect!["refused: lines: no stock is kept of F"]);
}

#[test]
fn a_shipment_may_come_in_parts() {
    let sent = "dispatch D supplier -> S2 A 10 due 60s; ";
    shop(
        &format!("{sent} | receive D S2 A 4 more; incoming A@S2; receive D S2 A 5; incoming A@S2"),
        expect![[r#"
        received: A 4 #D -> S2, more to come
        6 60s from D
        received: A 5 #D -> S2, A 1 #D -> shrink, 5 of 6 A, done
        nothing"#]],
    );
    shop(
        &format!("{sent} | receive D S2 A 12 more; incoming A@S2; receive D S2"),
        expect![[r#"
            received: A 10 #D -> S2, A 2 shrink -> S2, 12 of 10 A, more to come
            nothing
            received: , done"#]],
    );
    // What is moved out of a shipment is no longer on its way.
    shop(
        &format!("{sent} | move A 4 #D -> S1 transfer; incoming A@S2; receive D S2; incoming A@S2"),
        expect![[r#"
            transfer: A 4 #D -> S1
            6 60s from D
            received: A 6 #D -> S2, done
            nothing"#]],
    );
    shop(
        &format!("{sent} | move A 10 #D -> S1 transfer; incoming A@S2"),
        expect![[r#"
            transfer: A 10 #D -> S1
            nothing"#]],
    );
}

#[test]
fn an_order_says_what_comes_and_when() {
    let order = "expect PO S1 A 10 60s B 5 90s A 5 30s; ";
    shop(
        &format!(
            "{order} | incoming A@S1; expect PO S1 A 1 60s; incoming A@S1; incoming B@S1; expect PO S1; incoming A@S1"
        ),
        expect![[r#"
        5 30s from PO, 10 60s from PO
        order PO: A 1 60s
        1 60s from PO
        nothing
        order PO: closed
        nothing"#]],
    );
    shop(
        &format!("{order} | dispatch D supplier -> S1 A 7 order PO due 20s; incoming A@S1"),
        expect![[r#"
        dispatched D: A 7 supplier -> #D; order PO: A 8 60s, B 5 90s
        7 20s from D, 8 60s from PO"#]],
    );
    shop(
        &format!("{order} | dispatch D supplier -> S1 4006381333931 7 order PO due 20s; incoming A@S1"),
        expect![[r#"
            dispatched D: A 7 supplier -> #D; order PO: A 8 60s, B 5 90s
            7 20s from D, 8 60s from PO"#]],
    );
    shop(
        &format!("{order} | receipt A 5 S1 ref PO; incoming A@S1"),
        expect![[r#"
        receipt: A 5 supplier -> S1; order PO: A 10 60s, B 5 90s
        10 60s from PO"#]],
    );
    // Two lines of one call both count.
    shop(
        &format!(
            "{order} | move A 5 supplier -> S1 receipt ref PO & B 5 supplier -> S1 receipt ref PO; incoming A@S1; incoming B@S1"
        ),
        expect![[r#"
            receipt: A 5 supplier -> S1; receipt: B 5 supplier -> S1; order PO: A 10 60s
            10 60s from PO
            nothing"#]],
    );
    shop(
        &format!(
            "{order} | receipt A 15 S1 ref PO; receipt B 9 S1 ref PO; incoming B@S1; receipt A 1 S1 ref PO"
        ),
        expect![[r#"
        receipt: A 15 supplier -> S1; order PO: B 5 90s
        receipt: B 9 supplier -> S1; order PO: closed
        nothing
        receipt: A 1 supplier -> S1"#]],
    );
    shop(
        &format!("{order} restart | receipt A 5 S1 ref PO; incoming A@S1"),
        expect![[r#"
        receipt: A 5 supplier -> S1; order PO: A 10 60s, B 5 90s
        10 60s from PO"#]],
    );
    shop(
        "| expect PO S9 A 1 60s; expect PO S1 X 1 60s",
        expect![[r#"
        refused: there is no site "S9"
        refused: there is no item "X""#]],
    );
}

#[test]
fn lots_travel_with_their_goods() {
    let lots = "receipt A 3 S1 lot L1 expires 30s; receipt A 3 S1 lot L2 expires 60s; receipt A 1 S1; ";
    shop(
        &format!(
            "{lots} dispatch D S1 -> S2 A 5; | receive D S2 A 4 more; restart; receive D S2; sell S2 A 4"
        ),
        expect![[r#"
            received: A 3 #D -> S2 lot L1 expires 30s, A 1 #D -> S2 lot L2 expires 60s, more to come

            received: A 1 #D -> S2 lot L2 expires 60s, done
            sold 1 lines: A 3 S2 -> customer lot L1 expires 30s, A 1 S2 -> customer lot L2 expires 60s"#]],
    );
    // What is missing goes to shrink, of the lots that are missing.
    shop(
        &format!("{lots} dispatch D S1 -> S2 A 5 | receive D S2 A 4; at 30s; available A@S2"),
        expect![[r#"
        received: A 3 #D -> S2 lot L1 expires 30s, A 1 #D -> S2 lot L2 expires 60s, A 1 #D -> shrink lot L2 expires 60s, 4 of 5 A, done

        4 on hand, 1 available"#]],
    );
    // Sent on, they keep their expiry.
    shop(
        &format!(
            "{lots} dispatch D S1 -> S2 A 3; receive D S2 | move A 2 S2 -> #E ship; move A 2 #E -> S1 transfer"
        ),
        expect![[r#"
            ship: A 2 S2 -> #E lot L1 expires 30s
            transfer: A 2 #E -> S1 lot L1 expires 30s"#]],
    );
    // Also where whoever moves them names the lot and not its expiry.
    shop(
        &format!(
            "{lots} dispatch D S1 -> S2 A 3 | move A 3 #D -> S2 transfer lot L1; at 30s; available A@S2"
        ),
        expect![[r#"
            transfer: A 3 #D -> S2 lot L1 expires 30s

            3 on hand, 0 available"#]],
    );
}
