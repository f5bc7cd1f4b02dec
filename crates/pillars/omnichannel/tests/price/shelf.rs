//! What stands on labels: now, and over the days before, from which a reduction may be told.

use crate::language::{Shop, read};
use expect_test::{Expect, expect};
use realtail_kernel::Instant;
use serde_json::json;

/// Each price of A at S over January with the time from which it held.
fn check(given: &str, expected: Expect) {
    let mut shop = Shop::default();
    shop.given(&format!("at 2026-01-01T00:00:00Z; item A; site S UTC; site T UTC; {given}"));
    let [from, until] = ["2026-01-10T00:00:00Z", "2026-02-01T00:00:00Z"].map(|at| read::<Instant>(json!(at)));
    let prices = shop.state.shelf_prices(&read(json!("A")), &read(json!("S")), from, until);
    let told = prices.iter().map(|(at, (price, per, currency))| {
        let day = at.to_string()[..10].to_owned();
        if *per == 1 {
            format!("{day} {price} {currency}")
        } else {
            format!("{day} {price}/{per} {currency}")
        }
    });
    expected.assert_eq(&told.collect::<Vec<_>>().join(", "));
    let last = prices.last().map(|(_, label)| *label);
    let now = Instant::from_micros(until.micros() - 1);
    assert_eq!(shop.state.shelf_price(&read(json!("A")), &read(json!("S")), now), last, "the last one holds");
}

#[test]
fn labels_follow_the_lists_that_hold_in_the_store() {
    check("", expect![""]);
    check("list base EUR; price base A 199", expect!["2026-01-10 199 EUR"]);
    check("list base EUR; price base A 250/1000", expect!["2026-01-10 250/1000 EUR"]);
    check(
        "list base EUR; price base A 199; at 2026-01-15T00:00:00Z; price base A 249; at 2026-01-20T00:00:00Z; price base A 199",
        expect!["2026-01-10 199 EUR, 2026-01-15 249 EUR, 2026-01-20 199 EUR"],
    );
    // A price for some days, after which the former one holds again; another list of the store's own; and others' lists.
    check(
        "list base EUR; price base A 199; price base A 149 from:2026-01-12T00:00:00Z until:2026-01-14T00:00:00Z",
        expect!["2026-01-10 199 EUR, 2026-01-12 149 EUR, 2026-01-14 199 EUR"],
    );
    check(
        "list base EUR; price base A 199; list own EUR site:S prio:9 until:2026-01-20T00:00:00Z; price own A 99; \
         list far EUR site:T prio:9; price far A 1; list web EUR channel:web prio:9; price web A 2; \
         list staff EUR group:staff prio:9; price staff A 3",
        expect!["2026-01-10 99 EUR, 2026-01-20 199 EUR"],
    );
}
