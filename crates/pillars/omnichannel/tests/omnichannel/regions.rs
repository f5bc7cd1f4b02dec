//! Holds on regions: promised before a site is chosen.

use crate::language::check;
use expect_test::expect;

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    let sites =
        "site S1; site S2; site S3; site S4; region L S1 S2; region R S2 S3; region Q S4; item A; item B; ";
    check(&format!("{sites}{case}"), expected);
}

const STOCK: &str = "receipt A 5 S1; receipt A 5 S2; receipt A 5 S3; ";

#[test]
fn a_region_promises_what_its_sites_have_together() {
    shop(
        &format!(
            "{STOCK} | hold h anna web 60s A 8@L; available A@L; available A@R; available A@S1; available A@S2; available A@S3"
        ),
        expect![[r#"
        held h until 60s: A 8@L
        2 available
        7 available
        5 on hand, 2 available
        5 on hand, 2 available
        5 on hand, 5 available"#]],
    );
    // A shared site is counted once.
    shop(
        &format!(
            "{STOCK} hold h anna web 60s A 10@L | hold g ben web 60s A 6@R; hold g ben web 60s A 5@R; available A@S3"
        ),
        expect![[r#"
        refused: not enough stock: 6 of A in R asked for, 5 available
        held g until 60s: A 5@R
        5 on hand, 0 available"#]],
    );
    shop(
        &format!("{STOCK} | hold h anna web 60s A 10@L A 6@R"),
        expect!["refused: not enough stock: 6 of A in R asked for, 5 available"],
    );
    shop(
        &format!("{STOCK} | hold h anna web 60s A 10@L A 5@R; available A@S2"),
        expect![[r#"
        held h until 60s: A 10@L, A 5@R
        5 on hand, 0 available"#]],
    );
    shop(
        &format!("{STOCK} | hold h anna web 60s A 5@S1 A 5@S2 A 1@L"),
        expect!["refused: not enough stock: 1 of A in L asked for, 0 available"],
    );
    // Each site alone could give, both together cannot.
    shop(
        &format!(
            "{STOCK} hold h anna web 60s A 5@L | hold g ben web 60s A 5@S1 A 1@S2; hold g ben web 60s A 5@S1"
        ),
        expect![[r#"
            refused: not enough stock: 1 of A at S2 asked for, 0 available
            held g until 60s: A 5@S1"#]],
    );
    shop(
        "| region E; region E S1 S1; region E S9; hold h anna web 60s A 1@L",
        expect![[r#"
        refused: sites: a region has at least one site
        refused: sites: S1 stands twice
        refused: there is no site "S9"
        refused: not enough stock: 1 of A in L asked for, 0 available"#]],
    );
    shop(
        &format!("{STOCK} hold h anna web 60s A 5@L | region L S1; region L S1 S2; void h; region L S1"),
        expect![[r#"
            refused: holds stand on region L; its sites can change when they are resolved
            set
            voided h
            set"#]],
    );
}

#[test]
fn plans_in_one_call_spare_what_a_region_has_promised() {
    shop(
        &format!("{STOCK} hold h anna web 60s A 5@L | move A 5 S1 -> S3 transfer & A 5 S2 -> S3 transfer"),
        expect!["refused: not enough stock: 5 of A at S2 asked for, 0 available"],
    );
    shop(
        &format!(
            "{STOCK} hold h anna web 60s A 5@L | move A 5 S1 -> S3 transfer; move A 1 S2 -> S3 transfer"
        ),
        expect![[r#"
        transfer: A 5 S1 -> S3
        refused: not enough stock: 1 of A at S2 asked for, 0 available"#]],
    );
    shop(
        &format!("{STOCK} hold h anna web 60s A 5@L | dispatch D S1 -> S3 A 5; dispatch E S2 -> S3 A 1"),
        expect![[r#"
        dispatched D: A 5 S1 -> #D
        refused: not enough stock: 1 of A at S2 asked for, 0 available"#]],
    );
}

#[test]
fn a_posted_region_goes_to_the_site_with_the_most_room() {
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 3@L | post h",
        expect!["sold h: A 3 S2 -> customer"],
    );
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 7@L | post h",
        expect!["sold h: A 2 S1 -> customer, A 5 S2 -> customer"],
    );
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 3@L | post h A 2@S1; available A@S2",
        expect![[r#"
        sold h: A 2 S1 -> customer
        5 on hand, 5 available"#]],
    );
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 5@L | post h A 4@S1",
        expect!["refused: not enough stock: 4 of A at S1 asked for, 3 available"],
    );
    shop(
        "receipt A 3 S1; hold h anna web 60s A 3@L | post h A 1@S3",
        expect!["refused: lines: the hold has 1 fewer of A than that"],
    );
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 2@S1 A 4@L | post h",
        expect!["sold h: A 2 S1 -> customer, A 4 S2 -> customer"],
    );
    // It leaves what another region needs.
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 3@L; hold g ben web 60s A 5@R | post h; post g",
        expect![[r#"
        sold h: A 3 S1 -> customer
        sold g: A 5 S2 -> customer"#]],
    );
    // Two regions in one hold: the first leaves what the second needs.
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 3@L A 5@R | post h",
        expect!["sold h: A 3 S1 -> customer, A 5 S2 -> customer"],
    );
    // Not to a site that may not sell it here, nor below what is kept back, while another can give.
    shop(
        "receipt A 3 S1; receipt A 9 S2; rule no site S2 channel web sell no; hold h anna web 60s A 3@L | post h",
        expect!["sold h: A 3 S1 -> customer"],
    );
    shop(
        "receipt A 3 S1; receipt A 9 S2; rule s site S2 safety 8; hold h anna web 60s A 4@L | post h",
        expect!["sold h: A 3 S1 -> customer, A 1 S2 -> customer"],
    );
    shop(
        "receipt A 3 S1; receipt A 5 S2; hold h anna web 60s A 3@L; post h as allocation | available A@S2; fulfil h",
        expect![[r#"
        5 on hand, 3 allocated, 2 available
        fulfilled h: A 3 S2 -> customer"#]],
    );
}

#[test]
fn what_is_kept_back_is_not_promised_through_a_region() {
    // Were the site given the region's units, the region would fall back on the safety stock of the other.
    shop(
        "receipt A 10 S1; receipt A 5 S2; rule s site S1 safety 10; hold h anna web 60s A 5@L | available A@S2 web; available A@L web; hold g ben web 60s A 3@S2",
        expect![[r#"
            5 on hand, 0 available
            0 available
            refused: not enough stock: 3 of A at S2 asked for, 0 available"#]],
    );
    shop(
        "receipt A 10 S1; receipt A 5 S2; rule s site S1 safety 8 | available A@L web; hold h anna web 60s A 8@L; hold h anna web 60s A 7@L",
        expect![[r#"
        7 available
        refused: not enough stock: 8 of A in L asked for, 7 available
        held h until 60s: A 7@L"#]],
    );
}

#[test]
fn a_region_that_was_oversold_at_the_till_harms_nobody_else() {
    let stolen = "receipt A 5 S1; receipt A 5 S4; receipt A 5 S3; hold h anna web 60s A 5@L; sell S1 A 4; ";
    // Q and S4 have nothing to do with L.
    shop(
        &format!(
            "{stolen} | available A@L; available A@S4; available A@Q; available A@S3; hold g ben web 60s A 3@Q A 2@S4"
        ),
        expect![[r#"
            0 available
            5 on hand, 5 available
            5 available
            5 on hand, 5 available
            held g until 60s: A 3@Q, A 2@S4"#]],
    );
    shop(
        &format!("{stolen} hold g ben web 60s A 5@Q | post g; post h; post h A 1"),
        expect![[r#"
        sold g: A 5 S4 -> customer
        refused: not enough stock: 5 of A in L asked for, 1 available
        sold h: A 1 S1 -> customer"#]],
    );
    // Who posts first is served.
    shop(
        "receipt A 6 S1; hold h anna web 60s A 3@L; hold g ben web 60s A 3@L; sell S1 A 1 | post h; post g; post g A 2",
        expect![[r#"
            sold h: A 3 S1 -> customer
            refused: not enough stock: 3 of A in L asked for, 2 available
            sold g: A 2 S1 -> customer"#]],
    );
}

#[test]
fn a_region_hold_runs_out_and_gives_way() {
    shop(
        &format!(
            "{STOCK} hold h anna web 60s A 8@L; at 60s | available A@L; available A@S1; hold g ben web 60s A 10@L; tick"
        ),
        expect![[r#"
            10 available
            5 on hand, 5 available
            held g until 120s: A 10@L
            expired h"#]],
    );
    shop(
        &format!("{STOCK} hold h anna web 60s A 8@L | hold g anna web 60s A 9@L; available A@L"),
        expect![[r#"
        voided h for g; held g until 60s: A 9@L
        1 available"#]],
    );
    shop(
        &format!("{STOCK} hold h anna web 60s A 8@L | hold g anna web 60s A 5@S1; available A@S2"),
        expect![[r#"
        voided h for g; held g until 60s: A 5@S1
        5 on hand, 5 available"#]],
    );
    shop(
        &format!("{STOCK} hold h anna web 60s A 8@L; restart | available A@L; available A@S2; post h"),
        expect![[r#"
        2 available
        5 on hand, 2 available
        sold h: A 5 S1 -> customer, A 3 S2 -> customer"#]],
    );
}
