//! Shelves that run empty, and who fills them.

use crate::language::check;
use expect_test::expect;

/// One on the floor, four behind.
const ONE: &str = "policy shelf_empty_raises_replenish_task off
    stock jeans 1 floor
    stock jeans 4 back
    policy shelf_empty_raises_replenish_task on
    ";

#[track_caller]
fn shelf(story: &str, expected: expect_test::Expect) {
    check(&format!("{ONE}{story}"), expected);
}

#[test]
fn the_last_one_leaves_and_the_forecast_says_how_many_follow() {
    shelf(
        "sell jeans 1",
        expect![
            "replenish-1: 1 jeans back -> floor (no forecast and no plan: one unit; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    shelf(
        "plan jeans takes 3 fill 0 review 1\nsell jeans 1",
        expect![
            "replenish-1: 3 jeans back -> floor (no forecast yet: as many as the shelf takes; 0 on the shelf, which takes 3; 4 in back); told of replenish-1"
        ],
    );
    shelf(
        "said croston 2 mean 0.5 p90 2 in 1 days\nsell jeans 1",
        expect![
            "replenish-1: 2 jeans back -> floor (croston 2: at most 2 asked for in a day, 9 times of 10; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    // Over ten days 12 with a mean of 1 a day: in one day 1 + 2 / sqrt(10), so two.
    shelf(
        "said croston 2 mean 1 p90 12 in 10 days\nsell jeans 1",
        expect![
            "replenish-1: 2 jeans back -> floor (croston 2: at most 2 asked for in a day, 9 times of 10; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    // The plan's review time is what is to be covered, the shelf and the backroom are what can be.
    shelf(
        "said croston 2 mean 1 p90 2 in 1 days\nplan jeans takes 9 fill 0 review 2\nsell jeans 1",
        expect![
            "replenish-1: 4 jeans back -> floor (croston 2: at most 4 asked for in 2 days, 9 times of 10; 0 on the shelf, which takes 9; 4 in back); told of replenish-1"
        ],
    );
    shelf(
        "said croston 2 mean 9 p90 12 in 1 days\nplan jeans takes 3 fill 0 review 1\nsell jeans 1",
        expect![
            "replenish-1: 3 jeans back -> floor (croston 2: at most 12 asked for in a day, 9 times of 10; 0 on the shelf, which takes 3; 4 in back); told of replenish-1"
        ],
    );
    shelf(
        "said croston 2 mean 9 p90 12 in 1 days\nsell jeans 1",
        expect![
            "replenish-1: 4 jeans back -> floor (croston 2: at most 12 asked for in a day, 9 times of 10; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    shelf(
        "said croston 2 mean 0 p90 0 in 1 days\nsell jeans 1",
        expect![
            "replenish-1: 1 jeans back -> floor (croston 2: at most 0 asked for in a day, 9 times of 10; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    // What stands there already counts.
    shelf(
        "said croston 2 mean 3 p90 4 in 1 days\nplan jeans takes 9 fill 1 review 1\nmove jeans 1 back floor\nsell jeans 1",
        expect![
            "replenish-1: 3 jeans back -> floor (croston 2: at most 4 asked for in a day, 9 times of 10; 1 on the shelf, which takes 9; 3 in back); told of replenish-1"
        ],
    );
}

#[test]
fn nobody_walks_where_nothing_is_to_be_brought() {
    shelf("move jeans 1 back floor\nsell jeans 1", expect!["nothing new"]);
    shelf("waste jeans 4 back\nsell jeans 1", expect!["nothing new"]);
    // A site that knows of no zones, and one that never had a shelf for it.
    check("stock jeans 3 plain", expect!["jeans 3 supplier -> plain"]);
    check("stock milk 3 fridge", expect!["milk 3 supplier -> north/fridge"]);
    // One task a shelf, however often it is asked.
    shelf("sell jeans 1\nwaste jeans 1 back", expect!["jeans 1 north/back -> waste"]);
    shelf("policy shelf_empty_raises_replenish_task off\nsell jeans 1\n? tasks", expect!["none"]);
    // A pillar that is off says nothing.
    shelf(
        "said croston 2 mean 3 p90 4 in 1 days\noff intelligence\nsell jeans 1",
        expect![
            "replenish-1: 1 jeans back -> floor (no forecast and no plan: one unit; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
}

#[test]
fn done_moves_what_was_brought_and_no_more_than_stands_there() {
    let raised = "plan jeans takes 3 fill 0 review 1\nsell jeans 1\n";
    let told = |sentence: &str| format!("{raised}{sentence}");
    shelf(&told("? tasks"), expect!["replenish-1 open (entry 11)"]);
    shelf(
        &told("done replenish-1 ann"),
        expect!["replenish-1 done by ann with 3; jeans 3 north/back -> north/floor"],
    );
    shelf(&told("done replenish-1 ann 2\n? jeans"), expect!["back 2, floor 2"]);
    shelf(
        &told("done replenish-1 ann 5"),
        expect![
            "refused: quantity: 4 of jeans stand in back of north by the book, so 5 more cannot come from there; count the zone first"
        ],
    );
    shelf(
        &told("done replenish-1 ann 0"),
        expect!["refused: quantity: at least one unit; say that it cannot be done where there was none"],
    );
    shelf(&told("claim replenish-1 ann"), expect!["replenish-1 with ann"]);
    shelf(&told("claim replenish-1 ann\nclaim replenish-1 ann"), expect!["nothing new"]);
    shelf(
        &told("claim replenish-1 ann\nclaim replenish-1 bob"),
        expect!["refused: task replenish-1 is with ann; take another, or ask them"],
    );
    shelf(&told("cannot replenish-1 ann not_found"), expect!["replenish-1 not done by ann: not_found"]);
    shelf(
        &told("cannot replenish-1 ann not_found\ndone replenish-1 ann"),
        expect!["refused: task replenish-1 is not_done, so it takes no done; it takes none any more"],
    );
    // Said twice, it has one effect.
    shelf(&told("done replenish-1 ann\ndone replenish-1 ann"), expect!["nothing new"]);
    shelf(&told("done replenish-9 ann"), expect![[r#"refused: there is no task "replenish-9""#]]);
    // Sold out again, somebody walks again.
    shelf(
        &told("done replenish-1 ann 1\nsell jeans 1"),
        expect![
            "replenish-2: 3 jeans back -> floor (no forecast yet: as many as the shelf takes; 0 on the shelf, which takes 3; 3 in back); told of replenish-2"
        ],
    );
}

#[test]
fn readers_that_see_the_goods_first_are_believed() {
    let raised = "plan jeans takes 3 fill 0 review 1\nsell jeans 1\nclaim replenish-1 ann\n";
    let told = |sentence: &str| format!("{raised}{sentence}");
    // One of three was seen to go: the rest moves when she says so.
    shelf(
        &told("move jeans 1 back floor\ndone replenish-1 ann 3"),
        expect!["replenish-1 done by ann with 3; jeans 2 north/back -> north/floor"],
    );
    shelf(
        &told("move jeans 2 back floor\nmove jeans 1 back floor"),
        expect!["jeans 1 north/back -> north/floor; replenish-1 done by readers with 3"],
    );
    shelf(&told("move jeans 3 back floor\ndone replenish-1 ann 3\n? jeans"), expect!["back 1, floor 3"]);
}

#[test]
fn a_walk_that_is_in_vain_is_called_off() {
    let raised = "plan jeans takes 3 fill 0 review 1\nsell jeans 1\n";
    let told = |sentence: &str| format!("{raised}{sentence}");
    shelf(
        &told("stock jeans 2 floor"),
        expect!["jeans 2 supplier -> north/floor; replenish-1 withdrawn: shelf_is_filled"],
    );
    shelf(&told("claim replenish-1 ann\nstock jeans 2 floor"), expect!["jeans 2 supplier -> north/floor"]);
    shelf(
        &told("waste jeans 4 back"),
        expect!["jeans 4 north/back -> waste; replenish-1 withdrawn: goods_are_gone"],
    );
    shelf(
        &told("claim replenish-1 ann\ncount jeans back 0"),
        expect!["replenish-1 withdrawn: goods_are_gone"],
    );
    shelf(&told("waste jeans 3 back"), expect!["jeans 3 north/back -> waste"]);
    shelf(
        &told("stock jeans 2 floor\ndone replenish-1 ann"),
        expect!["refused: task replenish-1 is withdrawn, so it takes no done; it takes none any more"],
    );
}

#[test]
fn what_a_camera_sees_outweighs_the_book() {
    let full = "policy shelf_empty_raises_replenish_task off
        stock jeans 5 floor
        stock jeans 4 back
        policy shelf_empty_raises_replenish_task on
        seen jeans 0";
    let story = |then: &str, expected: expect_test::Expect| check(&format!("{full}{then}"), expected);
    story(
        "",
        expect![
            "replenish-1: 1 jeans back -> floor (no forecast and no plan: one unit; 0 on the shelf; 4 in back); told of replenish-1"
        ],
    );
    // The book has five on the floor, and they are not there: one that is sold fills no shelf.
    story("\nsell jeans 1\n? tasks", expect!["replenish-1 open (entry 10)"]);
    story("\nseen jeans 3", expect!["replenish-1 withdrawn: shelf_is_filled"]);
    story("\nclaim replenish-1 ann\nseen jeans 3\n? tasks", expect!["replenish-1 claimed (entry 10)"]);
    // Whoever brought it is not sent again before somebody looked.
    story("\ndone replenish-1 ann\n? tasks", expect!["none"]);
}
