//! Fridges that get warm, and who goes without.

use crate::language::check;
use expect_test::expect;

#[test]
fn what_was_too_warm_is_set_apart_and_somebody_looks_at_it() {
    check(
        "stock milk 5 fridge lot L1\nwarm fridge",
        expect![
            "milk 5 north/fridge -> north/fridge!quarantine lot L1; inspect-1: 5 milk fridge (t1: 9.4 °C for 20 min; lots L1); told of inspect-1"
        ],
    );
    check(
        "stock milk 5 fridge lot L1\nstock milk 2 fridge lot L2\nstock jeans 1 fridge\nwarm fridge",
        expect![
            "jeans 1 north/fridge -> north/fridge!quarantine; inspect-1: 1 jeans fridge (t1: 9.4 °C for 20 min); milk 5 north/fridge -> north/fridge!quarantine lot L1, milk 2 north/fridge -> north/fridge!quarantine lot L2; inspect-2: 7 milk fridge (t1: 9.4 °C for 20 min; lots L1, L2); told of inspect-1; told of inspect-2"
        ],
    );
    check("stock milk 5 fridge\nwarm fridge\n? tasks", expect!["inspect-1 open (entry 8)"]);
    // What stands elsewhere is as good as before.
    check(
        "stock milk 5 fridge\nstock milk 2 floor\nwarm fridge\n? milk",
        expect!["2 on hand, 0 allocated, sure 1.00"],
    );
    check("stock milk 5 south/fridge\nwarm fridge", expect!["nothing new"]);
    check("stock milk 5 fridge\nwarm nowhere", expect!["nothing new"]);
    // Told twice, there is nothing left to set apart.
    check("stock milk 5 fridge\nwarm fridge\nwarm fridge", expect!["nothing new"]);
    check(
        "policy fridge_too_warm_quarantines_lots off\nstock milk 5 fridge\nwarm fridge",
        expect!["nothing new"],
    );
    check("stock milk 5 fridge\nwarm fridge\ndone inspect-1 ann", expect!["inspect-1 done by ann with 5"]);
}

#[test]
fn orders_on_what_was_set_apart_go_to_other_sites() {
    let two = "stock milk 4 fridge
        order o1 ship milk 1
        order o2 ship milk 2
        stock milk 9 south/fridge
        ";
    let told = |sentence: &str| format!("{two}{sentence}");
    check(
        &told("warm fridge"),
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 3 milk promised too many; north has no 2 of o2: quarantined; o2 now by south (2); north has no 1 of o1: quarantined; o1 now by south (1); told of inspect-1; south told of o2; all milk promised is there; south told of o1"
        ],
    );
    check(&told("warm fridge\n? milk"), expect!["0 on hand, 0 allocated, sure 1.00"]);
    // The oldest order keeps what is left.
    check(
        &told("stock milk 1 floor\nwarm fridge"),
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 2 milk promised too many; north has no 2 of o2: quarantined; o2 now by south (2); told of inspect-1; all milk promised is there; south told of o2"
        ],
    );
    check(
        &told("stock milk 2 floor\nwarm fridge"),
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 1 milk promised too many; north has no 1 of o2: quarantined; o2 now by south (1); told of inspect-1; all milk promised is there; south told of o2"
        ],
    );
    check(
        &told("stock milk 3 floor\nwarm fridge"),
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); told of inspect-1"
        ],
    );
    // What is picked has left the fridge.
    check(
        &told("pick o2 1\nwarm fridge"),
        expect![
            "milk 2 north/fridge -> north/fridge!quarantine; inspect-1: 2 milk fridge (t1: 9.4 °C for 20 min); 1 milk promised too many; north has no 1 of o1: quarantined; o1 now by south (1); told of inspect-1; all milk promised is there; south told of o1"
        ],
    );
    check(&told("pick o2 1\nwarm fridge\n? milk"), expect!["2 on hand, 2 allocated, sure 1.00"]);
    check(
        &told("policy goods_quarantined_reroute_their_orders off\nwarm fridge"),
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 3 milk promised too many; told of inspect-1"
        ],
    );
}

#[test]
fn what_nobody_else_has_is_taken_off_the_order() {
    check(
        "stock milk 4 fridge\norder o1 ship milk 3\nstock milk 2 south/fridge\nwarm fridge",
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 3 milk promised too many; north has no 3 of o1: quarantined; o1 now by south (2); retail.order.cancelled; told of inspect-1; all milk promised is there; south told of o1; shopper told that o1 costs 100 less"
        ],
    );
    // The shopper chose the site.
    check(
        "stock milk 4 fridge\norder o1 pickup milk 3\nstock milk 9 south/fridge\nwarm fridge",
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 3 milk promised too many; north has no 3 of o1: quarantined; retail.order.cancelled; retail.order.completed; told of inspect-1; all milk promised is there; shopper told that o1 costs 300 less"
        ],
    );
    // Two orders do not go to the same last units.
    check(
        "stock milk 4 fridge\norder o1 ship milk 2\norder o2 ship milk 2\nstock milk 3 south/fridge\nwarm fridge",
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 4 milk promised too many; north has no 2 of o2: quarantined; o2 now by south (2); north has no 2 of o1: quarantined; o1 now by south (1); retail.order.cancelled; told of inspect-1; south told of o2; all milk promised is there; south told of o1; shopper told that o1 costs 100 less"
        ],
    );
    // A basket that holds units is nobody's order yet: a person decides.
    check(
        "stock milk 4 fridge\nhold h1 milk 3\nwarm fridge",
        expect![
            "milk 4 north/fridge -> north/fridge!quarantine; inspect-1: 4 milk fridge (t1: 9.4 °C for 20 min); 3 milk promised too many; told of inspect-1"
        ],
    );
}
