//! Price lists: which of them gives a price, for whom, where and when, today and in the past.

use crate::language::check;
use expect_test::expect;

const SHOP: &str = "site S Europe/Berlin; site T Europe/Berlin; region R S; item A; item B; item K unit g; \
    list base EUR; price base A 199 B 250 K 1299/1000; ";

/// After the shop stands.
#[track_caller]
fn priced(case: &str, expected: expect_test::Expect) {
    check(&format!("{SHOP}{case}"), expected);
}

#[test]
fn a_price_is_for_so_many_units() {
    priced(
        "| basket A 3 B 1",
        expect![[r#"
        A 3: 597
        B 1: 250
        = 847 EUR"#]],
    );
    // 250 g at 12.99 a kilogram are 3.2475.
    priced(
        "| basket K 250",
        expect![[r#"
        K 250: 325
        = 325 EUR"#]],
    );
    // Each weighing is rounded by itself, as on its label.
    priced(
        "| basket K 250 K 250",
        expect![[r#"
        K 250: 325
        K 250: 325
        = 650 EUR"#]],
    );
    priced(
        "| basket A 2@150 A 1",
        expect![[r#"
        A 2: 300
        A 1: 199
        = 499 EUR"#]],
    );
    priced(
        "item C | basket C 1",
        expect![
            "refused: lines[0].item: C has no price in EUR on the channel web then; set one with POST /v1/price-lists/base/prices, or give unit_price with the line"
        ],
    );
    priced(
        "item C | basket C 1@0",
        expect![[r#"
        C 1: 0
        = 0 EUR"#]],
    );
    check(
        "item A; list shop EUR channel:store; price shop A 1 | basket A 1 web",
        expect![
            "refused: lines[0].item: A has no price: no price list is for the channel web then; make one with PUT /v1/price-lists/{list}, or give unit_price with the line"
        ],
    );
}

#[test]
fn the_list_with_the_highest_number_then_the_narrowest_gives_the_price() {
    priced(
        "list staff EUR group:staff; price staff A 100 | basket A 1 B 1 of:staff; basket A 1",
        expect![[r#"
            A 1: 100
            B 1: 250
            = 350 EUR
            A 1: 199
            = 199 EUR"#]],
    );
    priced(
        "list south EUR site:T; price south A 210 | basket A 1 at:T; basket A 1 at:S; basket A 1",
        expect![[r#"
            A 1: 210
            = 210 EUR
            A 1: 199
            = 199 EUR
            A 1: 199
            = 199 EUR"#]],
    );
    priced(
        "list city EUR region:R; price city A 220 | basket A 1 at:S; basket A 1 at:T",
        expect![[r#"
        A 1: 220
        = 220 EUR
        A 1: 199
        = 199 EUR"#]],
    );
    priced(
        "list web EUR channel:web; price web A 180 | basket A 1 web; basket A 1 store",
        expect![[r#"
        A 1: 180
        = 180 EUR
        A 1: 199
        = 199 EUR"#]],
    );
    priced(
        "list web EUR channel:web; price web A 180; list sale EUR prio:1; price sale A 150 | basket A 1 web",
        expect![[r#"
            A 1: 150
            = 150 EUR"#]],
    );
    priced(
        "list t EUR from:2026-02-01T00:00:00Z until:2026-03-01T00:00:00Z; price t A 111 \
         | at 2026-01-31T23:59:59Z; basket A 1; at 2026-02-01T00:00:00Z; basket A 1; at 2026-03-01T00:00:00Z; basket A 1",
        expect![[r#"

            A 1: 199
            = 199 EUR

            A 1: 111
            = 111 EUR

            A 1: 199
            = 199 EUR"#]],
    );
}

#[test]
fn a_basket_is_paid_in_one_currency() {
    let two = "list swiss CHF site:T; price swiss A 233; ";
    priced(
        &format!("{two} | basket A 1 at:T; basket A 1 at:T in:EUR; basket B 1 at:T; basket A 1 in:USD"),
        expect![[r#"
            A 1: 233
            = 233 CHF, in cash 235
            A 1: 199
            = 199 EUR
            refused: lines[0].item: B has no price in CHF on the channel web at T then; set one with POST /v1/price-lists/swiss/prices, or give unit_price with the line
            refused: lines[0].item: A has no price: no price list is for the channel web then; make one with PUT /v1/price-lists/{list}, or give unit_price with the line"#]],
    );
    // What is said without a currency is in the retailer's own, whatever that is called.
    check(
        "item A; changed A 250 | basket A 1; basket A 1 in:EUR",
        expect![[r#"
        A 1: 250
        = 250 XXX
        A 1: 250
        = 250 EUR"#]],
    );
    check(
        "item A; item B; changed A 250; list b EUR; price b B 100 | basket A 1 B 1",
        expect![[r#"
        A 1: 250
        B 1: 100
        = 350 EUR"#]],
    );
}

#[test]
fn the_price_that_begins_last_counts() {
    priced(
        "at 2026-01-05T00:00:00Z; price base A 150 from:2026-01-12T00:00:00Z; price base A 180; \
         price base B 99 from:2026-01-06T00:00:00Z until:2026-01-07T00:00:00Z \
         | basket A 1 B 1; at 2026-01-06T12:00:00Z; basket A 1 B 1; at 2026-01-12T00:00:00Z; basket A 1 B 1",
        expect![[r#"
            A 1: 180
            B 1: 250
            = 430 EUR

            A 1: 180
            B 1: 99
            = 279 EUR

            A 1: 150
            B 1: 250
            = 400 EUR"#]],
    );
    // No price any more, and then one again.
    priced(
        "at 2026-01-05T00:00:00Z; price base A - | basket A 1; price base A 170; basket A 1",
        expect![[r#"
            refused: lines[0].item: A has no price in EUR on the channel web then; set one with POST /v1/price-lists/base/prices, or give unit_price with the line
            retail.price.changed
            A 1: 170
            = 170 EUR"#]],
    );
    priced(
        "| price base A 199; price base A 198; price base A 198",
        expect![[r#"
        nothing new
        retail.price.changed
        nothing new"#]],
    );
}

#[test]
fn the_past_is_as_it_was() {
    let days = "at 2026-01-05T00:00:00Z; price base A 150; at 2026-01-06T00:00:00Z; price base A 140; \
        at 2026-01-07T00:00:00Z; no list base; at 2026-01-08T00:00:00Z; list base EUR; price base A 130; \
        at 2026-01-09T00:00:00Z; restart; ";
    priced(
        &format!(
            "{days} | basket A 1; basket A 1 when:2026-01-07T12:00:00Z; basket A 1 when:2026-01-06T12:00:00Z; \
             basket A 1 when:2026-01-05T12:00:00Z; basket B 1; basket B 1 when:2026-01-06T12:00:00Z"
        ),
        expect![[r#"
            A 1: 130
            = 130 EUR
            refused: lines[0].item: A has no price: no price list is for the channel web then; make one with PUT /v1/price-lists/{list}, or give unit_price with the line
            A 1: 140
            = 140 EUR
            A 1: 150
            = 150 EUR
            refused: lines[0].item: B has no price in EUR on the channel web then; set one with POST /v1/price-lists/base/prices, or give unit_price with the line
            B 1: 250
            = 250 EUR"#]],
    );
    // Told late what was valid before: that is known from now on, and of a time of which nothing was known.
    priced(
        "at 2026-01-05T00:00:00Z; item C; price base A 120 from:2026-01-01T00:00:00Z; price base C 10 from:2026-01-01T00:00:00Z \
         | basket A 1 C 1; basket A 1 C 1 when:2026-01-02T00:00:00Z",
        expect![[r#"
            A 1: 120
            C 1: 10
            = 130 EUR
            A 1: 199
            C 1: 10
            = 209 EUR"#]],
    );
}

#[test]
fn what_an_item_was_decides_the_past() {
    priced(
        "item A Dairy; promo d 10% cat:Dairy; at 2026-01-05T00:00:00Z; item A Toys; site U UTC; region R U; restart; \
         promo r 50% region:R | basket A 1; basket A 1 when:2026-01-04T00:00:00Z",
        expect![[r#"
            A 1: 199
            = 199 EUR
            A 1: 199 - 20 d = 179
            = 179 EUR"#]],
    );
    priced(
        "promo r 50% region:R; at 2026-01-05T00:00:00Z; region R T; restart \
         | basket A 1 at:S; basket A 1 at:T; basket A 1 at:S when:2026-01-04T00:00:00Z",
        expect![[r#"
            A 1: 199
            = 199 EUR
            A 1: 199 - 100 r = 99
            = 99 EUR
            A 1: 199 - 100 r = 99
            = 99 EUR"#]],
    );
}

#[test]
fn a_changed_price_is_set_where_it_is_said() {
    priced(
        "| changed A 250; basket A 1",
        expect![[r#"
        retail.price.changed
        A 1: 250
        = 250 EUR"#]],
    );
    priced(
        "| changed A 250 EUR; basket A 1; changed A 250 EUR",
        expect![[r#"
        retail.price.changed
        A 1: 250
        = 250 EUR
        nothing new"#]],
    );
    priced(
        "| changed A 250 at:S; basket A 1 at:S; basket A 1 at:T",
        expect![[r#"
        retail.price_list.set, retail.price.changed
        A 1: 250
        = 250 EUR
        A 1: 199
        = 199 EUR"#]],
    );
    priced(
        "| changed A 250 EUR at:S on:web; changed B 1 EUR at:S on:web; basket A 1 B 1 web at:S",
        expect![[r#"
            retail.price_list.set, retail.price.changed
            retail.price.changed
            A 1: 250
            B 1: 1
            = 251 EUR"#]],
    );
    priced(
        "| changed A 250 USD; basket A 1 in:USD; basket A 1",
        expect![[r#"
        retail.price_list.set, retail.price.changed
        A 1: 250
        = 250 USD
        A 1: 199
        = 199 EUR"#]],
    );
    priced(
        "at 2026-01-05T00:00:00Z | changed A 250 from:2026-01-06T00:00:00Z; basket A 1; at 2026-01-06T00:00:00Z; basket A 1",
        expect![[r#"
            retail.price.changed
            A 1: 199
            = 199 EUR

            A 1: 250
            = 250 EUR"#]],
    );
    priced(
        "| changed Z 1; changed A 1 at:Z; changed A -1",
        expect![[r#"
        refused: there is no item "Z"
        refused: there is no site "Z"
        refused: prices[0].unit_price: -1 is no price; give minor units from 0 to 1000000000000"#]],
    );
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    priced(
        "| list base USD; list x EUR site:Z; list x EUR region:Z; no list x",
        expect![[r#"
        refused: currency: the prices of base are in EUR; make another list for USD
        refused: there is no site "Z"
        refused: there is no region "Z"
        refused: there is no price list "x""#]],
    );
    priced(
        "| list x EUR from:2026-02-01T00:00:00Z until:2026-02-01T00:00:00Z",
        expect![
            "refused: valid_until: it would end at 2026-02-01T00:00:00Z before it begins at 2026-02-01T00:00:00Z"
        ],
    );
    priced(
        "| price x A 1; price base A -1; price base Z 1; price base A 1 A 2; price base A 1/0",
        expect![[r#"
            refused: there is no price list "x"
            refused: prices[0].unit_price: -1 is no price; give minor units from 0 to 1000000000000
            refused: there is no item "Z"
            refused: prices[1].item: A stands twice; give each item one price for a time
            refused: prices[0].per: 0 is no number of units; give 1 to 1000000"#]],
    );
    priced(
        "| basket Z 1; basket A 1 at:Z; basket A 1@-1; basket A 1000000000@1000000000000",
        expect![[r#"
        refused: there is no item "Z"
        refused: there is no site "Z"
        refused: lines[0].unit_price: a price is a number of minor units from 0 to 1000000000000
        refused: lines[0].quantity: all units of A together cost more than 1000000000000; give less"#]],
    );
}

#[test]
fn cash_is_paid_in_coins() {
    check(
        "item A; list base CHF; price base A 199 | basket A 1; basket A 5",
        expect![[r#"
        A 1: 199
        = 199 CHF, in cash 200
        A 5: 995
        = 995 CHF"#]],
    );
}
