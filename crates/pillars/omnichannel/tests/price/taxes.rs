//! Taxes by category and place, in the price or on top of it.

use crate::language::check;
use expect_test::expect;

const SHOP: &str = "site S Europe/Berlin; site T UTC; region R S; item A Food; item B Toys; item C Toys tax food; \
    list base EUR; price base A 107 B 119 C 107; ";

/// After the shop stands.
#[track_caller]
fn priced(case: &str, expected: expect_test::Expect) {
    check(&format!("{SHOP}{case}"), expected);
}

#[test]
fn taxes_in_the_price_change_no_total() {
    priced(
        "tax std 19% incl; tax low 7% incl cat:Food; tax own 7% incl cat:food | basket A 1 B 1 C 1",
        expect![[r#"
            A 1: 107 incl 7 low = 107
            B 1: 119 incl 19 std = 119
            C 1: 107 incl 7 own = 107
            = 333 EUR, tax 33"#]],
    );
    // Once for all lines of a tax, not line by line: 3 x 0.16 would be 0.48, and a third of a cent is not lost.
    priced(
        "tax std 19% incl | basket B 1@100 B 1@101 B 1@102",
        expect![[r#"
        B 1: 100 incl 16 std = 100
        B 1: 101 incl 16 std = 101
        B 1: 102 incl 16 std = 102
        = 303 EUR, tax 48"#]],
    );
    priced(
        "tax std 19% incl; promo p 50% | basket B 1",
        expect![[r#"
        B 1: 119 - 60 p incl 9 std = 59
        = 59 EUR, tax 9"#]],
    );
    priced(
        "tax zero 0% incl | basket B 1",
        expect![[r#"
        B 1: 119 incl 0 zero = 119
        = 119 EUR"#]],
    );
}

#[test]
fn taxes_on_top_are_added() {
    priced(
        "tax state 7.25% to:US-CA kind:state; tax county 1% to:US-CA-90 kind:county | basket A 1@1000 to:US-CA-90210; \
        basket A 1@1000 to:US-CA-80000; basket A 1@1000 to:US-NV; basket A 1@1000",
        expect![[r#"
            A 1: 1000 + 73 state + 10 county = 1083
            = 1083 EUR, tax 83
            A 1: 1000 + 73 state = 1073
            = 1073 EUR, tax 73
            A 1: 1000
            = 1000 EUR
            A 1: 1000
            = 1000 EUR"#]],
    );
    priced(
        "tax state 8.875% to:US | basket A 3@99 B 1@101 to:US",
        expect![[r#"
        A 3: 297 + 26 state = 323
        B 1: 101 + 9 state = 110
        = 433 EUR, tax 35"#]],
    );
    priced(
        "tax eco 10% kind:eco incl; tax vat 20% | basket A 1@110",
        expect![[r#"
        A 1: 110 incl 10 eco + 20 vat = 130
        = 130 EUR, tax 30"#]],
    );
}

#[test]
fn of_one_kind_the_closest_is_borne() {
    priced(
        "tax a 19% incl; tax b 20% incl to:DE; tax c 16% incl site:S; tax d 17% incl region:R \
        | basket B 1 at:S; basket B 1 at:T; basket B 1 to:DE; basket B 1 at:S to:DE; basket B 1 to:FR",
        expect![[r#"
            B 1: 119 incl 16 c = 119
            = 119 EUR, tax 16
            B 1: 119 incl 19 a = 119
            = 119 EUR, tax 19
            B 1: 119 incl 20 b = 119
            = 119 EUR, tax 20
            B 1: 119 incl 20 b = 119
            = 119 EUR, tax 20
            B 1: 119 incl 19 a = 119
            = 119 EUR, tax 19"#]],
    );
    priced(
        "item F Food,Fish; tax a 19% incl; tax b 7% incl cat:Food; tax c 5% incl cat:Fish | basket F 1@105 A 1",
        expect![[r#"
            F 1: 105 incl 5 c = 105
            A 1: 107 incl 7 b = 107
            = 212 EUR, tax 12"#]],
    );
}

#[test]
fn a_tax_begins_and_ends() {
    priced(
        "at 2026-01-05T00:00:00Z; tax vat 19% incl; tax vat 21% incl from:2027-01-01T00:00:00Z \
         | basket B 1; basket B 1 when:2027-01-01T00:00:00Z; no tax vat; at 2027-01-01T00:00:00Z; basket B 1",
        expect![[r#"
            B 1: 119 incl 19 vat = 119
            = 119 EUR, tax 19
            B 1: 119 incl 21 vat = 119
            = 119 EUR, tax 21
            retail.tax.removed

            B 1: 119
            = 119 EUR"#]],
    );
    priced(
        "price base B 119 from:2020-01-01T00:00:00Z; at 2026-01-05T00:00:00Z; tax vat 16% incl from:2020-07-01T00:00:00Z until:2021-01-01T00:00:00Z; restart \
         | basket B 1; basket B 1 when:2020-08-01T00:00:00Z",
        expect![[r#"
            B 1: 119
            = 119 EUR
            B 1: 119 incl 16 vat = 119
            = 119 EUR, tax 16"#]],
    );
    priced(
        "| tax vat 1001% incl; tax vat 1% site:Z; no tax vat; tax vat 19% incl; tax vat 19% incl",
        expect![[r#"
            refused: rate_ppm: 10010000 is more than 10000000; 190000 is 19 %
            refused: there is no site "Z"
            refused: there is no tax "vat"
            retail.tax.set
            nothing new"#]],
    );
}
