//! Each kind of promotion by itself: what it takes off, of which lines, and how that is rounded.

use crate::language::check;
use expect_test::expect;

const SHOP: &str = "site S Europe/Berlin; item A Food,Dairy brand Alder; item B Food,Dairy; item C Food,Meat brand Alder; \
    item D Toys; item K Food unit g; list base EUR; price base A 199 B 250 C 1000 D 1000 K 1299/1000; ";

/// After the shop stands.
#[track_caller]
fn priced(case: &str, expected: expect_test::Expect) {
    check(&format!("{SHOP}{case}"), expected);
}

#[test]
fn percent_is_rounded_once_for_all_goods() {
    priced(
        "promo p 10% on:A | basket A 3",
        expect![[r#"
        A 3: 597 - 60 p = 537
        = 537 EUR"#]],
    );
    // On three lines it is the same as on one.
    priced(
        "promo p 10% on:A | basket A 1 A 1 A 1",
        expect![[r#"
        A 1: 199 - 20 p = 179
        A 1: 199 - 20 p = 179
        A 1: 199 - 20 p = 179
        = 537 EUR"#]],
    );
    priced(
        "promo p 33.3333% | basket A 1 B 1 K 333",
        expect![[r#"
        A 1: 199 - 67 p = 132
        B 1: 250 - 83 p = 167
        K 333: 433 - 144 p = 289
        = 588 EUR"#]],
    );
    priced(
        "promo p 100% | basket A 3",
        expect![[r#"
        A 3: 597 - 597 p = 0
        = 0 EUR"#]],
    );
    priced(
        "item E; price base E 1; promo p 1% | basket E 1",
        expect![[r#"
        E 1: 1
        = 1 EUR
        not p: not_better"#]],
    );
}

#[test]
fn amounts_and_fixed_prices_are_for_each_unit() {
    priced(
        "promo p off 50 on:A | basket A 3",
        expect![[r#"
        A 3: 597 - 150 p = 447
        = 447 EUR"#]],
    );
    priced(
        "promo p off 300 on:A | basket A 3",
        expect![[r#"
        A 3: 597 - 597 p = 0
        = 0 EUR"#]],
    );
    priced(
        "promo p off 100/1000 on:K | basket K 250",
        expect![[r#"
        K 250: 325 - 25 p = 300
        = 300 EUR"#]],
    );
    priced(
        "promo p price 150 on:A | basket A 3",
        expect![[r#"
        A 3: 597 - 147 p = 450
        = 450 EUR"#]],
    );
    priced(
        "promo p price 999/1000 on:K | basket K 250",
        expect![[r#"
        K 250: 325 - 75 p = 250
        = 250 EUR"#]],
    );
    // Never dearer than without it.
    priced(
        "promo p price 300 on:A | basket A 1",
        expect![[r#"
        A 1: 199
        = 199 EUR
        not p: not_better"#]],
    );
    priced(
        "promo p price 150 on:A times:2 | basket A 3",
        expect![[r#"
        A 3: 597 - 98 p = 499
        = 499 EUR"#]],
    );
    priced(
        "promo p 50% cat:Dairy times:2 | basket A 2 B 1",
        expect![[r#"
        A 2: 398 - 100 p = 298
        B 1: 250 - 125 p = 125
        = 423 EUR"#]],
    );
}

#[test]
fn member_prices_are_for_members() {
    priced(
        "promo p member 150 on:A | basket A 3 member; basket A 3",
        expect![[r#"
        A 3: 597 - 147 p = 450
        = 450 EUR
        A 3: 597
        = 597 EUR
        not p: members_only"#]],
    );
    priced(
        "promo p 10% on:A members | basket A 3 member; basket A 3",
        expect![[r#"
        A 3: 597 - 60 p = 537
        = 537 EUR
        A 3: 597
        = 597 EUR
        not p: members_only"#]],
    );
    priced(
        "promo p 10% group:staff,vip | basket A 1 of:vip; basket A 1 of:kids; basket A 1 explain",
        expect![[r#"
            A 1: 199 - 20 p = 179
            = 179 EUR
            A 1: 199
            = 199 EUR
            A 1: 199
            = 199 EUR
            not p: other_group"#]],
    );
}

#[test]
fn goods_are_named_or_excepted() {
    priced(
        "promo p 10% cat:Dairy | basket A 1 B 1 C 1 D 1",
        expect![[r#"
        A 1: 199 - 20 p = 179
        B 1: 250 - 25 p = 225
        C 1: 1000
        D 1: 1000
        = 2404 EUR"#]],
    );
    priced(
        "promo p 10% brand:Alder cat:Dairy | basket A 1 B 1 C 1 D 1",
        expect![[r#"
        A 1: 199 - 20 p = 179
        B 1: 250
        C 1: 1000
        D 1: 1000
        = 2429 EUR"#]],
    );
    priced(
        "promo p 10% on:D brand:Alder cat:Dairy | basket A 1 B 1 C 1 D 1",
        expect![[r#"
        A 1: 199 - 20 p = 179
        B 1: 250
        C 1: 1000
        D 1: 1000 - 100 p = 900
        = 2329 EUR"#]],
    );
    priced(
        "promo p 10% brand:Alder | basket A 1 B 1 C 1 D 1",
        expect![[r#"
        A 1: 199 - 20 p = 179
        B 1: 250
        C 1: 1000 - 100 p = 900
        D 1: 1000
        = 2329 EUR"#]],
    );
    priced(
        "promo p 10% notcat:Dairy | basket A 1 B 1 C 1 D 1",
        expect![[r#"
        A 1: 199
        B 1: 250
        C 1: 1000 - 100 p = 900
        D 1: 1000 - 100 p = 900
        = 2249 EUR"#]],
    );
    priced(
        "promo p 10% cat:Food not:B notbrand:Alder | basket A 1 B 1 C 1 D 1 K 100",
        expect![[r#"
        A 1: 199
        B 1: 250
        C 1: 1000
        D 1: 1000
        K 100: 130 - 13 p = 117
        = 2566 EUR"#]],
    );
}

#[test]
fn n_for_m_joins_the_dearest_first() {
    priced(
        "promo p 3for2 on:A | basket A 2; basket A 3; basket A 7",
        expect![[r#"
        A 2: 398
        = 398 EUR
        not p: too_few 1
        A 3: 597 - 199 p = 398
        = 398 EUR
        A 7: 1393 - 398 p = 995
        = 995 EUR"#]],
    );
    // Across lines of different price: C C B and B A A; the cheapest of each three is free, and all three share it.
    priced(
        "promo p 3for2 cat:Food | basket A 2 B 2 C 2",
        expect![[r#"
        A 2: 398 - 122 p = 276
        B 2: 500 - 105 p = 395
        C 2: 2000 - 222 p = 1778
        = 2449 EUR"#]],
    );
    priced(
        "promo p 3for2 cat:Food times:1 | basket A 2 B 2 C 2",
        expect![[r#"
        A 2: 398
        B 2: 500 - 28 p = 472
        C 2: 2000 - 222 p = 1778
        = 2648 EUR"#]],
    );
    priced(
        "promo p 3for1 on:A | basket A 3",
        expect![[r#"
        A 3: 597 - 398 p = 199
        = 199 EUR"#]],
    );
    // What is weighed is no piece.
    priced(
        "promo p 3for2 cat:Food | basket K 300 A 2",
        expect![[r#"
        K 300: 390
        A 2: 398
        = 788 EUR
        not p: too_few 1"#]],
    );
    priced(
        "promo p 1000for1 on:A | basket A 1000000",
        expect![[r#"
        A 1000000: 199000000 - 198801000 p = 199000
        = 199000 EUR"#]],
    );
}

#[test]
fn the_cheapest_is_free_or_reduced() {
    priced(
        "promo p cheapest 3 cat:Food | basket A 2 B 2 C 2",
        expect![[r#"
        A 2: 398 - 199 p = 199
        B 2: 500 - 250 p = 250
        C 2: 2000
        = 2449 EUR"#]],
    );
    // Two of one price: the item whose number sorts last has it, whatever the order of lines.
    priced(
        "promo p cheapest 2 | basket C 1 D 1; basket D 1 C 1",
        expect![[r#"
        C 1: 1000
        D 1: 1000 - 1000 p = 0
        = 1000 EUR
        D 1: 1000 - 1000 p = 0
        C 1: 1000
        = 1000 EUR"#]],
    );
    priced(
        "promo p half 2 on:A | basket A 5",
        expect![[r#"
        A 5: 995 - 200 p = 795
        = 795 EUR"#]],
    );
    priced(
        "promo p cheapest 3 | basket A 1 B 1",
        expect![[r#"
        A 1: 199
        B 1: 250
        = 449 EUR
        not p: too_few 1"#]],
    );
}

#[test]
fn bundles_have_one_price() {
    priced(
        "promo p bundle 1100 A*1 C*1 | basket A 1 C 1",
        expect![[r#"
        A 1: 199 - 16 p = 183
        C 1: 1000 - 83 p = 917
        = 1100 EUR"#]],
    );
    priced(
        "promo p bundle 1100 A*1 C*1 | basket A 3 C 2 D 1",
        expect![[r#"
        A 3: 597 - 32 p = 565
        C 2: 2000 - 166 p = 1834
        D 1: 1000
        = 3399 EUR"#]],
    );
    priced(
        "promo p bundle 1100 A*1 C*1 | basket A 1 D 1",
        expect![[r#"
        A 1: 199
        D 1: 1000
        = 1199 EUR
        not p: too_few 1"#]],
    );
    // Two of a category and one of an item that is of it, too: the narrower group goes first.
    priced(
        "promo p bundle 600 Dairy:*2 B*1 | basket A 1 B 2",
        expect![[r#"
        A 1: 199 - 28 p = 171
        B 2: 500 - 71 p = 429
        = 600 EUR"#]],
    );
    priced(
        "promo p bundle 300 A*2 | basket A 5",
        expect![[r#"
        A 5: 995 - 196 p = 799
        = 799 EUR"#]],
    );
    // Dearer than one by one: nobody wants it.
    priced(
        "promo p bundle 9900 A*1 C*1 | basket A 1 C 1",
        expect![[r#"
        A 1: 199
        C 1: 1000
        = 1199 EUR
        not p: not_better"#]],
    );
}

#[test]
fn enough_spent_takes_something_off() {
    priced(
        "promo p spend 1000 10% | basket A 5; basket A 6",
        expect![[r#"
        A 5: 995
        = 995 EUR
        not p: spend_more 5
        A 6: 1194 - 119 p = 1075
        = 1075 EUR"#]],
    );
    priced(
        "promo p spend 1000 off 300 | basket A 1 B 2 C 1",
        expect![[r#"
        A 1: 199 - 35 p = 164
        B 2: 500 - 88 p = 412
        C 1: 1000 - 177 p = 823
        = 1399 EUR"#]],
    );
    priced(
        "promo p spend 1000 off 300 cat:Meat,Toys | basket A 1 C 1",
        expect![[r#"
        A 1: 199
        C 1: 1000 - 300 p = 700
        = 899 EUR"#]],
    );
    priced(
        "promo p spend 0 off 500 | basket A 1",
        expect![[r#"
        A 1: 199 - 199 p = 0
        = 0 EUR"#]],
    );
    // Measured after other offers: 2.00 off C leaves less than 10.00.
    priced(
        "promo p spend 1000 off 300; promo c off 200 on:C | basket C 1; basket C 1 A 1",
        expect![[r#"
        C 1: 1000 - 200 c = 800
        = 800 EUR
        not p: spend_more 200
        C 1: 1000 - 200 c = 800
        A 1: 199
        = 999 EUR
        not p: spend_more 1"#]],
    );
    // Of two steps only the better one, where they say so.
    priced(
        "promo s spend 500 off 50 best:step; promo t spend 1000 off 150 best:step | basket A 3; basket C 1",
        expect![[r#"
            A 3: 597 - 50 s = 547
            = 547 EUR
            not t: spend_more 403
            C 1: 1000 - 150 t = 850
            = 850 EUR
            not s: not_better"#]],
    );
    priced(
        "promo s spend 500 off 50; promo t spend 1000 off 150 | basket C 1",
        expect![[r#"
        C 1: 1000 - 50 s - 150 t = 800
        = 800 EUR"#]],
    );
}

#[test]
fn coupons_are_shown() {
    let p = "promo p 10% on:A coupon:SAVE,X1; ";
    priced(
        &format!("{p} | basket A 1; basket A 1 with:save; basket A 1 explain"),
        expect![[r#"
        A 1: 199
        = 199 EUR
        A 1: 199 - 20 p = 179
        = 179 EUR
        A 1: 199
        = 199 EUR"#]],
    );
    priced(
        &format!("{p} | basket B 1 with:SAVE; basket A 1 with:NONE; basket A 1 with:X1,SAVE"),
        expect![[r#"
            B 1: 250
            = 250 EUR
            not p for SAVE: no_goods
            A 1: 199
            = 199 EUR
            not for NONE: unknown_coupon
            A 1: 199 - 20 p = 179
            = 179 EUR"#]],
    );
    priced(
        "promo p 10% coupon:SAVE channel:app | basket A 1 web with:SAVE; basket A 1 app with:SAVE",
        expect![[r#"
            A 1: 199
            = 199 EUR
            not p for SAVE: not_on_channel
            A 1: 199 - 20 p = 179
            = 179 EUR"#]],
    );
    priced(
        "promo p 10% coupon:SAVE; end p | basket A 1 with:SAVE",
        expect![[r#"
        A 1: 199
        = 199 EUR
        not for SAVE: unknown_coupon"#]],
    );
}

#[test]
fn promotions_have_their_place_and_time() {
    priced(
        "promo p 10% site:S | basket A 1 at:S; basket A 1; basket A 1 explain",
        expect![[r#"
        A 1: 199 - 20 p = 179
        = 179 EUR
        A 1: 199
        = 199 EUR
        A 1: 199
        = 199 EUR
        not p: not_here"#]],
    );
    priced(
        "promo p 10% channel:app | basket A 1 app; basket A 1 web explain",
        expect![[r#"
        A 1: 199 - 20 p = 179
        = 179 EUR
        A 1: 199
        = 199 EUR
        not p: not_on_channel"#]],
    );
    priced(
        "promo p 10% in:USD | basket A 1 explain",
        expect![[r#"
        A 1: 199
        = 199 EUR
        not p: other_currency"#]],
    );
    priced(
        "promo p 10% from:2026-01-05T00:00:00Z until:2026-01-06T00:00:00Z | at 2026-01-04T23:59:59Z; basket A 1 explain; \
         at 2026-01-05T00:00:00Z; basket A 1; at 2026-01-06T00:00:00Z; basket A 1",
        expect![[r#"

            A 1: 199
            = 199 EUR
            not p: not_now

            A 1: 199 - 20 p = 179
            = 179 EUR

            A 1: 199
            = 199 EUR"#]],
    );
    // Monday, 5 January, 8:30 in Berlin is 7:30 in London.
    priced(
        "promo p 10% days:mon hours:08:30-09:00 | at 2026-01-05T07:29:00Z; basket A 1 at:S; at 2026-01-05T07:30:00Z; \
         basket A 1 at:S; basket A 1; at 2026-01-05T08:00:00Z; basket A 1 at:S; basket A 1",
        expect![[r#"

            A 1: 199
            = 199 EUR

            A 1: 199 - 20 p = 179
            = 179 EUR
            A 1: 199
            = 199 EUR

            A 1: 199
            = 199 EUR
            A 1: 199
            = 199 EUR"#]],
    );
    // Past midnight: the hours belong to the day on which they begin.
    priced(
        "promo p 10% days:mon hours:22:00-02:00 zone:UTC | at 2026-01-05T23:00:00Z; basket A 1; at 2026-01-06T01:00:00Z; \
         basket A 1; at 2026-01-05T01:00:00Z; basket A 1",
        expect![[r#"

            A 1: 199 - 20 p = 179
            = 179 EUR

            A 1: 199 - 20 p = 179
            = 179 EUR

            A 1: 199
            = 199 EUR"#]],
    );
}

#[test]
fn every_version_has_its_time() {
    priced(
        "at 2026-01-05T00:00:00Z; promo p 10% on:A; at 2026-01-06T00:00:00Z; promo p 20% on:A; at 2026-01-07T00:00:00Z; end p; \
         at 2026-01-08T00:00:00Z; promo p 30% on:A; restart | basket A 1 when:2026-01-04T00:00:00Z; \
         basket A 1 when:2026-01-05T00:00:00Z; basket A 1 when:2026-01-06T00:00:00Z; basket A 1 when:2026-01-07T00:00:00Z; basket A 1",
        expect![[r#"
            A 1: 199
            = 199 EUR
            A 1: 199 - 20 p = 179
            = 179 EUR
            A 1: 199 - 40 p = 159
            = 159 EUR
            A 1: 199
            = 199 EUR
            A 1: 199 - 60 p = 139
            = 139 EUR"#]],
    );
    // What ran out is found again when the past is asked about.
    priced(
        "at 2026-01-05T00:00:00Z; promo p 10% on:A until:2026-01-06T00:00:00Z; at 2026-01-07T00:00:00Z; promo q 1% on:B; restart \
         | basket A 1; basket A 1 when:2026-01-05T12:00:00Z",
        expect![[r#"
            A 1: 199
            = 199 EUR
            A 1: 199 - 20 p = 179
            = 179 EUR"#]],
    );
    priced(
        "promo p 10% | promo p 10%; promo p 11%; end p; end p; promo p 11%",
        expect![[r#"
        nothing new
        retail.promotion.set
        retail.promotion.ended
        refused: there is no promotion "p"
        retail.promotion.set"#]],
    );
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    priced(
        "| promo p 0%; promo p 101%; promo p off 0; promo p price -1; promo p 2for2; promo p 1for0",
        expect![[r#"
            refused: benefit.rate_ppm: 0 is no part; give 1 to 1000000 parts per million
            refused: benefit.rate_ppm: 1010000 is no part; give 1 to 1000000 parts per million
            refused: benefit.amount: 0 will not do; give 1 to 1000000000000 minor units
            refused: benefit.unit_price: -1 will not do; give 0 to 1000000000000 minor units
            refused: benefit.pay: pay less than 2; 2 takes nothing off
            refused: benefit.take: 1 will not do; give 2 to 1000"#]],
    );
    priced(
        "| promo p cheapest 1; promo p bundle 5; promo p bundle 5 A*0; promo p bundle 5 A*1 on:A",
        expect![[r#"
            refused: benefit.of: 1 will not do; give 2 to 1000
            refused: benefit.groups: 0 will not do; give 1 to 1000
            refused: benefit.groups: 0 will not do; give 1 to 1000
            refused: goods: a bundle names its goods in benefit.groups; leave goods out"#]],
    );
    priced(
        "| promo p 5% on:Z; promo p 5% site:Z; promo p 5% region:Z; promo p spend -1 5%",
        expect![[r#"
        refused: there is no item "Z"
        refused: there is no site "Z"
        refused: there is no region "Z"
        refused: benefit.spend: -1 will not do; give 0 to 1000000000000 minor units"#]],
    );
    priced(
        "| promo p 5% times:0; promo p 5% budget:0; promo p 5% hours:09:00-09:00",
        expect![[r#"
        refused: limits.times_per_basket: a limit is 1 or more; leave it out where there is none, and end the promotion to stop it
        refused: limits.budget: a limit is 1 or more; leave it out where there is none, and end the promotion to stop it
        refused: conditions.hours: they end when they begin; leave them out for all day"#]],
    );
    priced(
        "| promo p 5% from:2026-02-01T00:00:00Z until:2026-01-01T00:00:00Z",
        expect![
            "refused: valid_until: it would end at 2026-01-01T00:00:00Z before it begins at 2026-02-01T00:00:00Z"
        ],
    );
}
