//! What an item belongs to is worked out when it is set: it must follow whatever changes, and be there after a restart.

use crate::language::Shop;
use expect_test::{Expect, expect};

const SHOP: &str =
    "item A Food brand X; item B Toys; list base EUR; price base A 107 B 107; at 2026-01-05T00:00:00Z; ";

/// After the shop stands; a restart before the baskets must make no difference.
#[track_caller]
fn priced(case: &str, expected: Expect) {
    let (given, when) = case.split_once('|').expect("a case reads `given | when`");
    let told = |more: &str| {
        let mut shop = Shop::default();
        shop.given(&format!("{SHOP}{given}{more}"));
        let said: Vec<String> = when.split(';').map(|sentence| shop.say(sentence.trim())).collect();
        said.join("\n")
    };
    let as_it_stands = told("");
    assert_eq!(as_it_stands, told("; restart"), "after a restart");
    expected.assert_eq(&as_it_stands);
}

#[test]
fn an_item_goes_with_its_categories_and_its_brand() {
    let promotions = "promo p 10% cat:Food; promo q 20% cat:Toys; promo r 50% brand:Y; basket A 1;";
    priced(
        &format!("{promotions} item A Toys | basket A 1"),
        expect![[r#"
            A 1: 107 - 21 q = 86
            = 86 EUR"#]],
    );
    priced(
        &format!("{promotions} item A Garden brand Y | basket A 1"),
        expect![[r#"
            A 1: 107 - 54 r = 53
            = 53 EUR"#]],
    );
    priced(
        &format!(
            "{promotions} at 2026-01-06T00:00:00Z; item A Toys | basket A 1 when:2026-01-05T12:00:00Z; basket A 1"
        ),
        expect![[r#"
            A 1: 107 - 11 p = 96
            = 96 EUR
            A 1: 107 - 21 q = 86
            = 86 EUR"#]],
    );
}

#[test]
fn a_promotion_may_name_what_no_item_had_and_no_promotion_named() {
    priced(
        "basket A 1; promo p 10% cat:Food; basket A 1; promo p 20% brand:X | basket A 1",
        expect![[r#"
            A 1: 107 - 21 p = 86
            = 86 EUR"#]],
    );
    priced(
        "promo p 10% cat:New; basket A 1; item A New; item C Other,New; price base C 107 | basket A 1 C 1",
        expect![[r#"
            A 1: 107 - 11 p = 96
            C 1: 107 - 10 p = 97
            = 193 EUR"#]],
    );
    priced(
        "promo p 10% cat:Food; basket A 1; end p | basket A 1",
        expect![[r#"
            A 1: 107
            = 107 EUR"#]],
    );
}

#[test]
fn taxes_go_by_what_the_item_is_now_or_was_then() {
    priced(
        "basket A 1; tax low 7% incl cat:Food | basket A 1",
        expect![[r#"
            A 1: 107 incl 7 low = 107
            = 107 EUR, tax 7"#]],
    );
    priced(
        "tax low 7% incl cat:Food; basket A 1; item A Toys | basket A 1",
        expect![[r#"
            A 1: 107
            = 107 EUR"#]],
    );
    priced(
        "tax low 7% incl cat:food; basket A 1; item A Toys tax food | basket A 1",
        expect![[r#"
            A 1: 107 incl 7 low = 107
            = 107 EUR, tax 7"#]],
    );
    // By then nothing that still stands names the category.
    priced(
        "tax low 7% incl cat:Food; at 2026-01-06T00:00:00Z; item A Toys; no tax low \
         | basket A 1 when:2026-01-05T12:00:00Z; basket A 1",
        expect![[r#"
            A 1: 107 incl 7 low = 107
            = 107 EUR, tax 7
            A 1: 107
            = 107 EUR"#]],
    );
}

#[test]
fn a_basket_may_have_more_positions_than_a_number_has_bits() {
    let mut shop = Shop::default();
    shop.given("list base EUR");
    for n in 0..150 {
        shop.given(&format!("item I{n:03} Food; price base I{n:03} {}", 1_000 + n));
    }
    let lines: Vec<String> = (0..150).map(|n| format!("I{n:03} 1")).collect();
    // One unit, three items on both sides of where a number ends, and the cheapest of each three.
    shop.given("promo a off 100 times:1; promo b off 1 on:I063,I064,I149; promo d 3for2");
    let said = shop.say(&format!("basket {}", lines.join(" ")));
    let sum: i64 = (0..150).map(|n| 1_000 + n).sum();
    let free: i64 = (0..150).step_by(3).map(|n| 1_000 + n).sum();
    assert!(said.ends_with(&format!("= {} EUR", sum - free - 103)), "{said}");
}
