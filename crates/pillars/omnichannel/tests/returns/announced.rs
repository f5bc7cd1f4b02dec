//! Returns that are begun from afar: checked at once, and nothing moves before the goods are there.

use super::desk::{Desk, check};
use super::language::sentences;
use expect_test::expect;

const TAKEN: &str = "stock socks north 4
     order o1 carry north socksx3 pay cash";

/// What is told of the last sentence of a story.
fn tell(story: &str) -> String {
    let mut desk = Desk::new();
    sentences(story).map(|sentence| desk.tell(sentence)).last().unwrap_or_default()
}

#[test]
fn a_return_is_announced_and_moves_nothing() {
    check(&format!("{TAKEN}\nannounce r1 of o1 1x2"), expect!["announced r1"]);
    let announced = format!("{TAKEN}\nannounce r1 of o1 1x2");
    for (asked, told) in [
        ("? announced", "r1 of o1: 1x2"),
        ("? places socks north", "1 available; sellable 1"),
        // The same again is done already; another under its number is not.
        ("announce r1 of o1 1x2", "nothing new"),
        ("announce r1 of o1 1x1", "refused: return \"r1\" was used before with another content"),
        ("announce r2 of o1 1x1", "announced r2"),
        ("restart\n? announced", "r1 of o1: 1x2"),
    ] {
        assert_eq!(tell(&format!("{announced}\n{asked}")), told, "{asked}");
    }
}

#[test]
fn no_more_is_announced_than_can_come_back() {
    for (asked, told) in [
        ("announce r1 of o1 2x1", "refused: lines[0].line: order o1 has no line 2"),
        ("announce r1 of o9 1x1", "refused: there is no order \"o9\""),
        ("announce r1 of o1", "refused: lines: a return has 1 to 500 lines"),
        (
            "announce r1 of o1 1x4",
            "refused: lines[0].quantity: of line 1 of order o1 3 units can come back, not 4; 3 were handed out, 0 came back before",
        ),
    ] {
        assert_eq!(tell(&format!("{TAKEN}\n{asked}")), told, "{asked}");
    }
    check(
        &format!("{TAKEN}\nrules {{\"window_days\": 0}}\nlater 2880 min\nannounce r1 of o1 1x1"),
        expect![
            "refused: the rules for returns forbid it: line 1 was bought 2 days ago, and may come back for 0"
        ],
    );
}

#[test]
fn goods_that_come_back_are_waited_for_no_more() {
    let announced = format!("{TAKEN}\nannounce r1 of o1 1x2");
    check(&format!("{announced}\nreturn r1 of o1 at south 1x2:opened\n? announced"), expect!["nothing"]);
    // Without their number, too.
    check(&format!("{announced}\nreturn r5 of o1 at south 1x1:opened\n? announced"), expect!["nothing"]);
    check(
        &format!("{announced}\nreturn r1 blind at south socksx1"),
        expect!["refused: return r1 was announced for order o1; name that order, or leave the number out"],
    );
    // In vain for a month.
    check(&format!("{announced}\nlater 44640 min\n? announced"), expect!["nothing"]);
}
