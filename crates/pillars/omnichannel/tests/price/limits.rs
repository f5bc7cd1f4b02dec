//! Budgets and limits: counted when an order is placed, given back when it is refused, and known of the past.

use crate::language::check;
use expect_test::expect;

const SHOP: &str = "item A; item B; list base EUR; price base A 1000 B 500; at 2026-01-05T00:00:00Z; ";

/// After the shop stands.
#[track_caller]
fn priced(case: &str, expected: expect_test::Expect) {
    check(&format!("{SHOP}{case}"), expected);
}

#[test]
fn a_budget_is_never_overdrawn() {
    let p = "promo p 10% budget:250; ";
    // 1.00 twice leaves 0.50, and the third basket would take 1.00.
    priced(
        &format!("{p} basket A 1; redeem; basket A 1; redeem | basket A 1; basket B 1"),
        expect![[r#"
        A 1: 1000
        = 1000 EUR
        not p: budget_used_up
        B 1: 500 - 50 p = 450
        = 450 EUR"#]],
    );
    priced(
        &format!("{p} basket A 1; redeem; basket A 1; redeem; give back | basket A 1"),
        expect![[r#"
        A 1: 1000 - 100 p = 900
        = 900 EUR"#]],
    );
    priced(
        "promo p 10% budget:50; promo q 5% exclusive | basket A 1",
        expect![[r#"
        A 1: 1000 - 50 q = 950
        = 950 EUR
        not p: budget_used_up"#]],
    );
}

#[test]
fn uses_are_counted() {
    priced(
        "promo p 10% uses:1; basket A 1; redeem | basket A 1; give back; basket A 1",
        expect![[r#"
        A 1: 1000
        = 1000 EUR
        not p: used_up
        retail.order.refused
        A 1: 1000 - 100 p = 900
        = 900 EUR"#]],
    );
    priced(
        "promo p 10% percustomer:1; basket A 1 by:anna; redeem | basket A 1 by:anna; basket A 1 by:ben; basket A 1",
        expect![[r#"
            A 1: 1000
            = 1000 EUR
            not p: used_up_by_customer
            A 1: 1000 - 100 p = 900
            = 900 EUR
            A 1: 1000
            = 1000 EUR
            not p: no_customer"#]],
    );
    priced(
        "promo p 10% coupon:X,Y percoupon:1; basket A 1 with:x; redeem | basket A 1 with:X; basket A 1 with:X,Y",
        expect![[r#"
            A 1: 1000
            = 1000 EUR
            not p for X: coupon_used_up
            A 1: 1000 - 100 p = 900
            = 900 EUR"#]],
    );
    priced(
        "promo p 10% uses:1; basket A 1; redeem; restart | basket A 1; promo p 10% uses:2; basket A 1",
        expect![[r#"
            A 1: 1000
            = 1000 EUR
            not p: used_up
            retail.promotion.set
            A 1: 1000 - 100 p = 900
            = 900 EUR"#]],
    );
}

#[test]
fn limits_are_known_of_the_past() {
    priced(
        "promo p 10% uses:1; at 2026-01-06T00:00:00Z; basket A 1; redeem; at 2026-01-07T00:00:00Z; give back; restart \
         | basket A 1 when:2026-01-05T12:00:00Z; basket A 1 when:2026-01-06T12:00:00Z; basket A 1",
        expect![[r#"
            A 1: 1000 - 100 p = 900
            = 900 EUR
            A 1: 1000
            = 1000 EUR
            not p: used_up
            A 1: 1000 - 100 p = 900
            = 900 EUR"#]],
    );
}
