//! Several promotions at once: in which order, which beside which, and which alone.

use crate::language::check;
use expect_test::expect;

const SHOP: &str = "item A Food; item B Food; item C Food; list base EUR; price base A 1000 B 2000 C 500; ";

/// After the shop stands.
#[track_caller]
fn priced(case: &str, expected: expect_test::Expect) {
    check(&format!("{SHOP}{case}"), expected);
}

#[test]
fn the_highest_number_goes_first() {
    // 10 % of 10.00 and then 1.00 off, or 1.00 off and then 10 % of 9.00.
    priced(
        "promo p 10% prio:1; promo q off 100 | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 p - 100 q = 800
        = 800 EUR"#]],
    );
    priced(
        "promo p 10%; promo q off 100 prio:1 | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 q - 90 p = 810
        = 810 EUR"#]],
    );
    // Among equals the name that sorts first.
    priced(
        "promo z off 100; promo y 10% | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 y - 100 z = 800
        = 800 EUR"#]],
    );
    priced(
        "promo p 10%; promo q 100% | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 p - 900 q = 0
        = 0 EUR"#]],
    );
}

#[test]
fn offers_on_units_then_on_lines_then_on_the_spend() {
    priced(
        "promo s spend 1000 off 100 prio:9; promo l 50% prio:5; promo u 2for1 | basket A 2",
        expect![[r#"
            A 2: 2000 - 1000 u - 500 l = 500
            = 500 EUR
            not s: spend_more 500"#]],
    );
    // A unit is part of one offer that joins units.
    priced(
        "promo u 2for1; promo v 3for2 | basket A 4",
        expect![[r#"
        A 4: 4000 - 2000 u = 2000
        = 2000 EUR
        not v: too_few 3"#]],
    );
    priced(
        "promo u 2for1; promo v 3for2 prio:1 | basket A 4",
        expect![[r#"
        A 4: 4000 - 1000 v = 3000
        = 3000 EUR
        not u: too_few 1"#]],
    );
    priced(
        "promo u 2for1; promo v 3for2 prio:1 | basket A 5",
        expect![[r#"
        A 5: 5000 - 1000 v - 1000 u = 3000
        = 3000 EUR"#]],
    );
}

#[test]
fn the_best_of_those_that_name_one_word() {
    priced(
        "promo p 10% best:x; promo q off 150 best:x; promo r off 10 | basket A 1 B 1",
        expect![[r#"
        A 1: 1000 - 150 q - 10 r = 840
        B 1: 2000 - 200 p - 10 r = 1790
        = 2630 EUR"#]],
    );
    priced(
        "promo u 3for2 best:x prio:1; promo v 2for1 best:x | basket A 4; basket A 3",
        expect![[r#"
        A 4: 4000 - 2000 v = 2000
        = 2000 EUR
        not u: not_better
        A 3: 3000 - 1000 u = 2000
        = 2000 EUR
        not v: not_better"#]],
    );
}

#[test]
fn an_exclusive_offer_stands_alone_where_it_is_better_for_the_shopper() {
    priced(
        "promo e 30% exclusive; promo p 10%; promo q 10% | basket A 1",
        expect![[r#"
        A 1: 1000 - 300 e = 700
        = 700 EUR
        not p: not_better
        not q: not_better"#]],
    );
    priced(
        "promo e 15% exclusive prio:9; promo p 10%; promo q 10% | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 p - 90 q = 810
        = 810 EUR
        not e: not_better"#]],
    );
    // As good as the others: they stay.
    priced(
        "promo e 10% exclusive prio:9; promo p 10% | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 p = 900
        = 900 EUR
        not e: not_better"#]],
    );
    // On each position by itself.
    priced(
        "promo e price 800 on:A,B exclusive; promo p 30% on:A | basket A 1 B 1",
        expect![[r#"
        A 1: 1000 - 300 p = 700
        B 1: 2000 - 1200 e = 800
        = 1500 EUR"#]],
    );
    // Of two exclusive ones the better.
    priced(
        "promo e 20% exclusive prio:9; promo f 25% exclusive | basket A 1",
        expect![[r#"
        A 1: 1000 - 250 f = 750
        = 750 EUR
        not e: not_better"#]],
    );
    // The coupon of the spend would be lost on what it keeps: 12 % alone against 10 % and then 20 %.
    priced(
        "promo e 12% exclusive; promo p 10%; promo s spend 500 20% | basket A 1",
        expect![[r#"
        A 1: 1000 - 100 p - 180 s = 720
        = 720 EUR
        not e: not_better"#]],
    );
    // It would pull the basket below the spend, and so is not given.
    priced(
        "promo e off 150 on:A exclusive; promo p off 100 on:A; promo s spend 1400 off 100 | basket A 1 C 1",
        expect![[r#"
            A 1: 1000 - 100 p - 64 s = 836
            C 1: 500 - 36 s = 464
            = 1300 EUR
            not e: not_better"#]],
    );
}

#[test]
fn an_exclusive_offer_on_units_keeps_its_units() {
    // Two are joined and get nothing else; the third has 10 %.
    priced(
        "promo u 2for1 on:A exclusive; promo p 10% | basket A 3",
        expect![[r#"
            A 3: 3000 - 1000 u - 100 p = 1900
            = 1900 EUR"#]],
    );
    priced(
        "promo u 2for1 on:A exclusive; promo p 60% | basket A 3",
        expect![[r#"
            A 3: 3000 - 1800 p = 1200
            = 1200 EUR
            not u: not_better"#]],
    );
    priced(
        "promo u bundle 2000 A*1 B*1 exclusive; promo p 10% | basket A 2 B 1",
        expect![[r#"
            A 2: 2000 - 333 u - 100 p = 1567
            B 1: 2000 - 667 u = 1333
            = 2900 EUR"#]],
    );
}

#[test]
fn an_exclusive_offer_on_the_spend_keeps_its_goods() {
    priced(
        "promo s spend 2000 40% exclusive; promo p 30% on:A | basket A 1 B 1",
        expect![[r#"
        A 1: 1000 - 400 s = 600
        B 1: 2000 - 800 s = 1200
        = 1800 EUR
        not p: not_better"#]],
    );
    priced(
        "promo s spend 2000 10% exclusive; promo p 30% on:A,B | basket A 1 B 1",
        expect![[r#"
        A 1: 1000 - 300 p = 700
        B 1: 2000 - 600 p = 1400
        = 2100 EUR
        not s: not_better"#]],
    );
    priced(
        "promo s spend 5000 40% exclusive | basket A 1 B 1",
        expect![[r#"
            A 1: 1000
            B 1: 2000
            = 3000 EUR
            not s: spend_more 2000"#]],
    );
}
