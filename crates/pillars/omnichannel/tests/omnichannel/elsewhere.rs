//! Failures that other systems had, kept as tests so that we do not repeat them.

use crate::language::{Shop, check};
use expect_test::expect;

/// medusa #16502: two entries of one reservation call draw on the same stock; each was compared with the untouched
/// balance, both passed, and the sum was reserved.
#[test]
fn medusa_16502_two_lines_that_share_a_stock_are_checked_together() {
    let stock = "site S; site T; region R S T; item A; receipt A 5 S; ";
    check(
        &format!("{stock} | hold h anna web 60s A 5@S A 5@S"),
        expect!["refused: not enough stock: 10 of A at S asked for, 5 available"],
    );
    check(
        &format!("{stock} | hold h anna web 60s A 5@S A 5@R"),
        expect!["refused: not enough stock: 5 of A in R asked for, 0 available"],
    );
    check(
        &format!("{stock} | hold h anna web 60s A 5@R A 5@R"),
        expect!["refused: not enough stock: 10 of A in R asked for, 5 available"],
    );
    check(
        &format!("{stock} | dispatch D S -> T A 3 A 3"),
        expect!["refused: not enough stock: 3 of A at S asked for, 2 available"],
    );
}

/// medusa #16569: the reserved count was read, raised and written back; two calls at once lost one of the two, so
/// the count no longer matched the reservations. Here the count is only ever changed by events, one after the other.
#[test]
fn medusa_16569_the_held_count_is_the_sum_of_the_holds() {
    check(
        "site S; item A; receipt A 5 S; hold h anna web 60s A 1@S; hold g ben web 60s A 1@S | available A@S; void h; available A@S; void g; available A@S",
        expect![[r#"
            5 on hand, 2 held, 3 available
            voided h
            5 on hand, 1 held, 4 available
            voided g
            5 on hand, 5 available"#]],
    );
}

/// medusa #16825: two orders were completed for one unit. Vendure #3508 and spree #3808 are the same at the payment
/// step: both shoppers had passed the check before either had reserved.
#[track_caller]
fn two_orders_for_one_unit() {
    let mut shop = Shop::default();
    shop.given("site S; item A; receipt A 1 S");
    assert_eq!(shop.say("hold h anna web 60s A 1@S"), "held h until 60s: A 1@S");
    assert_eq!(
        shop.say("hold g ben web 60s A 1@S"),
        "refused: not enough stock: 1 of A at S asked for, 0 available"
    );
    assert_eq!(shop.say("post g"), "refused: there is no hold \"g\"");
    assert_eq!(shop.say("post h"), "sold h: A 1 S -> customer");
    assert_eq!(shop.say("available A@S"), "0 on hand, 0 available");
}

#[test]
fn medusa_16825_one_unit_is_promised_to_one_order() {
    two_orders_for_one_unit();
}

/// vendure #3508: stock was set aside only once payment was authorised, so two checkouts of the last unit both paid.
#[test]
fn vendure_3508_the_last_unit_is_promised_before_payment() {
    two_orders_for_one_unit();
}

/// spree #3808: two shoppers at the payment step both completed; the count on hand ended at minus one.
#[test]
fn spree_3808_the_count_never_goes_below_zero_by_two_payments() {
    two_orders_for_one_unit();
}

/// medusa #12401: the reserved count went below zero (units given back more than once) and could not be mended.
#[test]
fn medusa_12401_units_are_given_back_once() {
    check(
        "site S; item A; receipt A 5 S; hold h anna web 60s A 4@S; void h | void h; at 60s; tick; post h; available A@S",
        expect![[r#"
            nothing new

            nothing new
            refused: hold h was voided at 1970-01-01T00:00:00Z; a hold is resolved once
            5 on hand, 5 available"#]],
    );
    check(
        "site S; item A; receipt A 5 S; hold h anna web 60s A 4@S; post h as allocation; release h | release h; fulfil h; available A@S",
        expect![[r#"
            nothing new
            refused: hold h is no open allocation; post it with as: allocation first
            5 on hand, 5 available"#]],
    );
}

/// woocommerce #67751 (and #67354): a shopper whose session had moved on to a new draft order was told that the last
/// unit was gone; it was their own older draft that held it.
#[test]
fn woocommerce_67751_a_shopper_is_not_blocked_by_their_own_stale_hold() {
    check(
        "site S; item A; receipt A 1 S; hold draft anna web 60s A 1@S; at 30s | hold new anna web 60s A 1@S; post draft; post new",
        expect![[r#"
            voided draft for new; held new until 90s: A 1@S
            refused: hold draft was voided at 1970-01-01T00:00:30Z; a hold is resolved once
            sold new: A 1 S -> customer"#]],
    );
}

/// saleor #17170: availability was summed over warehouses, so one that was below zero lowered what another could give.
#[test]
fn saleor_17170_a_site_below_zero_takes_nothing_from_another() {
    let stock = "site S; site T; region R S T; item A; receipt A 3 T; sell S A 4; ";
    check(
        &format!("{stock} | available A@T; available A@R; hold h anna web 60s A 3@R; post h"),
        expect![[r#"
        3 on hand, 3 available
        3 available
        held h until 60s: A 3@R
        sold h: A 3 T -> customer"#]],
    );
    // Nor does a region whose promises a till has broken.
    check(
        "site S; site T; site U; region R S; region Q T U; item A; receipt A 5 S; receipt A 5 T; receipt A 5 U; hold h anna web 60s A 5@R; hold g ben web 60s A 1@Q; sell S A 5 | available A@T; available A@Q",
        expect![[r#"
            5 on hand, 5 available
            9 available"#]],
    );
}

/// saleor #11233: stock that two sources share was added up once for each of them.
#[test]
fn saleor_11233_a_shared_site_is_counted_once() {
    check(
        "site S; region L S; region R S; item A; receipt A 5 S; hold h anna web 60s A 3@L | available A@R; hold g ben web 60s A 3@R; hold g ben web 60s A 2@R; available A@S",
        expect![[r#"
            2 available
            refused: not enough stock: 3 of A in R asked for, 2 available
            held g until 60s: A 2@R
            5 on hand, 0 available"#]],
    );
}
