//! What must hold of every basket under any promotions.

use crate::language::{Shop, adds_up, read};
use proptest::prelude::*;
use realtail_omnichannel::{Basket, BasketLine, share_of};
use realtail_vocabulary::PricedBasket;
use serde_json::json;

const ITEMS: [&str; 6] = ["A", "B", "C", "D", "E", "K"];
const SHOP: &str = "site S Europe/Berlin; item A Food,Dairy brand X; item B Food,Dairy; item C Food,Meat brand X; item D Toys brand Y; \
    item E Toys; item K Food unit g; list base EUR";

/// A price list, promotions and taxes.
fn shops() -> impl Strategy<Value = Vec<String>> {
    let price = prop_oneof![Just(0), 1..10_u32, 1..3_000_u32];
    let prices = proptest::collection::vec(price, ITEMS.len());
    let prices = prices.prop_map(|prices| {
        let each = ITEMS.iter().zip(prices).map(|(item, price)| {
            if *item == "K" { format!("K {price}/1000") } else { format!("{item} {price}") }
        });
        format!("price base {}", each.collect::<Vec<_>>().join(" "))
    });
    (prices, proptest::collection::vec(promotions(), 0..8), taxes()).prop_map(
        |(prices, promotions, taxes)| {
            let named =
                promotions.into_iter().enumerate().map(|(n, promotion)| format!("promo p{n} {promotion}"));
            std::iter::once(prices).chain(named).chain(taxes).collect()
        },
    )
}

fn promotions() -> impl Strategy<Value = String> {
    let benefit = prop_oneof![
        (1..=1_000_000_u32).prop_map(|ppm| format!("{}%", f64::from(ppm) / 10_000.0)),
        (1..500_u32).prop_map(|off| format!("off {off}")),
        (0..1_000_u32).prop_map(|price| format!("price {price}")),
        (0..1_000_u32).prop_map(|price| format!("member {price}")),
        (2..5_u32, 0..4_u32).prop_map(|(take, pay)| format!("{take}for{}", pay.min(take - 1))),
        (2..5_u32).prop_map(|of| format!("cheapest {of}")),
        (2..5_u32).prop_map(|of| format!("half {of}")),
        (0..3_000_u32, 1..3_u32).prop_map(|(price, n)| format!("bundle {price} Food:*{n} A,D*1")),
        (0..5_000_u32, 1..=100_u32).prop_map(|(spend, rate)| format!("spend {spend} {rate}%")),
        (0..5_000_u32, 1..2_000_u32).prop_map(|(spend, off)| format!("spend {spend} off {off}")),
    ];
    let goods = prop_oneof![
        4 => Just(""), 2 => Just("on:A,B"), 2 => Just("cat:Food"), 1 => Just("cat:Dairy not:A"), 1 => Just("brand:X"),
    ];
    let more = prop_oneof![6 => Just(""), 1 => Just("times:2"), 1 => Just("best:x")];
    (benefit, goods, more, 0..3_i32, proptest::bool::weighted(0.3)).prop_map(
        |(benefit, goods, more, prio, alone)| {
            // A bundle names its goods itself.
            let goods = if benefit.starts_with("bundle") { "" } else { goods };
            format!("{benefit} {goods} {more} prio:{prio} {}", if alone { "exclusive" } else { "" })
        },
    )
}

fn taxes() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        Just(vec![]),
        Just(vec!["tax vat 19% incl".to_owned(), "tax low 7% incl cat:Food".to_owned()]),
        Just(vec![
            "tax state 7.25% kind:state".to_owned(),
            "tax county 1.5% kind:county cat:Toys".to_owned()
        ]),
        Just(vec![
            "tax eco 3% kind:eco incl".to_owned(),
            "tax vat 19% incl".to_owned(),
            "tax city 1% kind:city".to_owned()
        ]),
    ]
}

fn lines() -> impl Strategy<Value = Vec<BasketLine>> {
    let line = (0..ITEMS.len(), 1..9_i64, proptest::option::weighted(0.1, 0..2_000_i64));
    proptest::collection::vec(line, 1..9).prop_map(|lines| {
        let line = |(n, (item, quantity, unit_price)): (u32, (usize, i64, Option<i64>))| {
            let quantity = if ITEMS[item] == "K" { quantity * 137 } else { quantity };
            BasketLine {
                line: n,
                item: read(json!(ITEMS[item])),
                quantity: read(json!(quantity)),
                unit_price,
            }
        };
        (1..).zip(lines).map(line).collect()
    })
}

fn basket(lines: Vec<BasketLine>) -> Basket {
    Basket {
        channel: read(json!("web")),
        site: Some(read(json!("S"))),
        ship_to: None,
        customer: None,
        groups: Vec::new(),
        member: true,
        coupons: Vec::new(),
        currency: None,
        lines,
        explain: true,
    }
}

fn shop(sentences: &[String]) -> Shop {
    let mut shop = Shop::default();
    shop.given(SHOP);
    sentences.iter().for_each(|sentence| shop.given(sentence));
    shop
}

fn priced(shop: &Shop, lines: Vec<BasketLine>) -> PricedBasket {
    let basket = basket(lines);
    let priced = shop.state.prices.evaluate(&shop.state.catalogue, &basket, shop.now).expect("it has prices");
    adds_up(&basket, &priced);
    priced
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_total_is_of_the_goods_and_not_of_how_they_lie(sentences in shops(), lines in lines(), seed in any::<u64>()) {
        let shop = shop(&sentences);
        let once = priced(&shop, lines.clone());
        prop_assert_eq!(&once, &priced(&shop, lines.clone()), "the same basket has the same price");
        let mut turned = lines.clone();
        let by = seed as usize % turned.len();
        turned.rotate_left(by);
        turned.reverse();
        let turned = priced(&shop, turned);
        prop_assert_eq!((once.total, once.discount, once.tax), (turned.total, turned.discount, turned.tax));
        // Pieces scanned one by one cost what they cost at once; what is weighed is one piece.
        let mut single: Vec<BasketLine> = Vec::new();
        for line in &lines {
            let pieces = if line.item.as_str() == "K" { 1 } else { line.quantity.units() };
            let quantity = read(json!(line.quantity.units() / pieces));
            single.extend((0..pieces).map(|_| BasketLine { quantity, ..line.clone() }));
        }
        for (n, line) in (1..).zip(&mut single) {
            line.line = n;
        }
        let single = priced(&shop, single);
        prop_assert_eq!((once.total, once.discount, once.tax), (single.total, single.discount, single.tax));
    }

    #[test]
    fn exclusive_offers_never_make_it_dearer(sentences in shops(), lines in lines()) {
        let all = priced(&shop(&sentences), lines.clone());
        let stackable: Vec<String> = sentences.into_iter().filter(|s| !s.contains("exclusive")).collect();
        let without = priced(&shop(&stackable), lines);
        prop_assert!(all.discount >= without.discount, "{} with, {} without", all.discount, without.discount);
    }

    #[test]
    fn partial_refunds_add_up_whatever_their_order(sentences in shops(), lines in lines(), cuts in proptest::collection::vec(1..4_i64, 1..9)) {
        for line in priced(&shop(&sentences), lines).lines {
            let (mut done, mut sum) = (0, (0, 0, 0));
            for cut in cuts.iter().copied().chain([i64::MAX]) {
                let share = share_of(&line, done, cut);
                prop_assert!(share.net >= 0 && share.tax >= 0, "{:?} of {:?}", share, line);
                prop_assert_eq!(share.net + share.tax, share.total);
                sum = (sum.0 + share.net, sum.1 + share.tax, sum.2 + share.total);
                done += cut.min(line.quantity.units() - done);
            }
            let tax: i64 = line.taxes.iter().map(|tax| tax.amount).sum();
            prop_assert_eq!(sum, (line.net, tax, line.total));
        }
    }

    #[test]
    fn a_restart_prices_alike(sentences in shops(), lines in lines()) {
        let mut shop = shop(&sentences);
        let before = priced(&shop, lines.clone());
        shop.say("restart");
        prop_assert_eq!(before, priced(&shop, lines));
    }
}
