//! Holds at a site: placed, posted, voided, extended, run out, given way.

use crate::language::{Shop, check};
use expect_test::expect;

#[track_caller]
fn shop(case: &str, expected: expect_test::Expect) {
    check(&format!("site S1; site S2; item A; item B; item F unstocked; receipt A 10 S1; receipt B 5 S1; receipt A 3 S2; {case}"), expected);
}

#[test]
fn a_hold_takes_all_lines_or_none() {
    shop("| hold h anna web 60s A 4@S1; available A@S1", expect![[]]);
    shop("| hold h anna web 60s A 4@S1 B 5@S1 A 3@S2; available A@S1", expect![[]]);
    shop("| hold h anna web 60s A 4@S1 B 6@S1; available A@S1", expect![[]]);
    shop("| hold h anna web 60s A 11@S1 B 6@S1", expect![[]]);
    shop("| hold h anna web 60s X 1@S1; hold h anna web 60s A 1@S9; hold h anna web 60s F 1@S1; hold h anna web 60s", expect![[]]);
    shop("| hold h anna web 0s A 1@S1; hold h anna web 31d A 1@S1; hold h anna web 30d A 1@S1", expect![[]]);
}

#[test]
fn the_same_again_is_done_already() {
    shop("hold h anna web 60s A 4@S1 | hold h anna web 60s A 4@S1; hold h anna web 60s A 5@S1; hold h ben web 60s A 4@S1; hold h anna app 60s A 4@S1", expect![[]]);
    shop("hold h anna web 60s A 4@S1; post h | hold h anna web 60s A 4@S1; post h; post h A 4; post h A 3; post h as allocation; void h", expect![[]]);
    shop("hold h anna web 60s A 4@S1; void h | void h; post h; hold h anna web 60s A 4@S1; extend h 5s", expect![[]]);
    shop("hold h anna web 60s A 4@S1; post h as allocation; release h | release h; fulfil h", expect![[]]);
    shop("hold h anna web 60s A 4@S1; post h as allocation; fulfil h | fulfil h; release h", expect![[]]);
    shop("| post h; void h; extend h 60s; fulfil h; release h", expect![[]]);
}

#[test]
fn a_hold_is_posted_in_part_or_whole() {
    shop("hold h anna web 60s A 4@S1 B 2@S1 | post h; available A@S1; state h", expect![[]]);
    shop("hold h anna web 60s A 4@S1 B 2@S1 | post h A 3; available A@S1; available B@S1; state h", expect![[]]);
    shop("hold h anna web 60s A 4@S1 A 2@S2 | post h A 5; available A@S1; available A@S2", expect![[]]);
    shop("hold h anna web 60s A 4@S1 A 2@S2 | post h A 2@S2", expect![[]]);
    shop("hold h anna web 60s A 4@S1 A 2@S2 | post h A 3@S2", expect![[]]);
    shop("hold h anna web 60s A 4@S1 A 2@S2 | post h A 2 A 5", expect![[]]);
    shop("hold h anna web 60s A 4@S1 | post h B 1; post h X 1; post h A 1@S9", expect![[]]);
}

#[test]
fn an_allocation_is_fulfilled_or_released() {
    let allocated = "hold h anna web 60s A 4@S1 B 1@S1; post h as allocation; ";
    shop(&format!("{allocated} | available A@S1; fulfil h; available A@S1"), expect![[]]);
    shop(&format!("{allocated} | release h; available A@S1; state h"), expect![[]]);
    shop(&format!("{allocated} at 90s; tick; restart | available A@S1; fulfil h"), expect![[]]);
    shop(&format!("{allocated} sell S1 A 8 | fulfil h; available A@S1"), expect![[]]);
    shop("hold h anna web 60s A 4@S1 | fulfil h; release h", expect![[]]);
    // What is promised for good is not taken by a hold, though the till has sold what both had.
    shop(&format!("{allocated} hold g ben web 60s A 6@S1; sell S1 A 3 | post g; post g A 3; fulfil h"), expect![[]]);
}

#[test]
fn a_hold_runs_out_to_the_microsecond() {
    let held = "hold h anna web 60s A 4@S1; ";
    // No sweep to wait for: nothing ticks here.
    shop(&format!("{held} at 60s-1us | available A@S1; at 60s; available A@S1; state h"), expect![[]]);
    shop(&format!("{held} at 60s-1us | post h"), expect![[]]);
    shop(&format!("{held} at 60s | post h; void h; extend h 60s; tick; post h; available A@S1; tick"), expect![[]]);
    shop(&format!("{held} at 60s | hold g ben web 60s A 10@S1; tick"), expect![[]]);
    shop(&format!("{held} at 60s | hold g ben web 60s A 9@S1 A 1@S1; tick"), expect![[]]);
    shop(&format!("{held} at 60s | move A 10 S1 -> S2 transfer"), expect![[]]);
    shop(&format!("{held} extend h 90s; at 60s; tick | available A@S1; at 90s; tick; available A@S1"), expect![[]]);
    shop(&format!("{held} at 30s; extend h 10s; restart; at 40s | tick"), expect![[]]);
    // Late: it ran out when it ran out, not when somebody looked.
    shop(&format!("{held} at 70s; tick | void h"), expect![[]]);
}

#[test]
fn a_hold_never_blocks_its_own_owner() {
    shop("hold h anna web 60s A 8@S1 | hold g anna web 60s A 2@S1; hold i anna web 60s A 5@S1; available A@S1", expect![[]]);
    // Nobody else gives way.
    shop("hold h ben web 60s A 8@S1 | hold g anna web 60s A 5@S1", expect![[]]);
    shop("hold h ben web 60s A 6@S1; hold i anna web 60s A 4@S1 | hold g anna web 60s A 5@S1", expect![[]]);
    // The oldest first, and no more than it takes.
    shop("hold a anna web 60s A 4@S1; at 1s; hold b anna web 60s A 4@S1; at 2s | hold c anna web 60s A 6@S1", expect![[]]);
    shop("hold a anna web 60s A 4@S1; at 1s; hold b anna web 60s A 4@S1; at 2s | hold c anna web 60s A 7@S1", expect![[]]);
    // The same item elsewhere is no help, so it stands.
    shop("hold a anna web 60s A 3@S2; at 1s; hold b anna web 60s A 8@S1; at 2s | hold c anna web 60s A 6@S1", expect![[]]);
    // A small one that would not have been enough stands where a larger one is needed anyway.
    shop("hold a anna web 60s A 1@S1; at 1s; hold b anna web 60s A 8@S1; at 2s | hold c anna web 60s A 9@S1", expect![[]]);
    // Allocations stand.
    shop("hold a anna web 60s A 8@S1; post a as allocation | hold c anna web 60s A 6@S1", expect![[]]);
}

#[test]
fn a_resolved_hold_is_remembered() {
    shop("hold h anna web 60s A 4@S1; void h; restart | state h; post h", expect![[]]);
}

#[test]
fn an_allocation_outlives_two_hundred_thousand_holds() {
    let mut shop = Shop::default();
    shop.given("site S1; item A; receipt A 10 S1; hold kept anna web 30d A 4@S1; post kept as allocation; hold gone anna web 30d A 1@S1; void gone");
    let place = |n: u32| format!("hold h{n} ben web 60s A 1@S1");
    for n in 0..200_001 {
        shop.quietly(&place(n));
        shop.quietly(&format!("void h{n}"));
    }
    shop.given("void h1");
    assert_eq!(shop.say("state gone"), "there is no hold \"gone\"", "the oldest is forgotten");
    assert_eq!(shop.say("available A@S1"), "10 on hand, 4 allocated, 6 available");
    assert_eq!(shop.say("fulfil kept"), "fulfilled kept: A 4 S1 -> customer");
}
