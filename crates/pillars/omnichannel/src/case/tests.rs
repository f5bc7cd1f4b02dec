//! Cases as sentences: who has taken what, who may answer, and what becomes of it where the person is forgotten.

use super::{CaseCommand, CaseState};
use crate::machine::{Command, Omnichannel};
use crate::{CustomerCommand, refusal::Refusal};
use expect_test::{Expect, expect};
use realtail_kernel::{Instant, Machine, Position, Stamp};
use realtail_vocabulary::{OpenedCase, Sealed};

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect(text)
}

fn sealed(text: &str) -> Sealed {
    Sealed::new(text.as_bytes().to_vec()).expect("short")
}

fn command(sentence: &str) -> Command {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    Command::Case(match words[..] {
        ["open", case, "for", customer] => CaseCommand::Open(Box::new(OpenedCase {
            case: id(case),
            customer: id(customer),
            channel: id("app"),
            reason: id("asked"),
            language: id("en"),
            order: None,
            transcript: sealed("hello"),
        })),
        ["claim", case, by] => CaseCommand::Claim(id(case), id(by)),
        ["ask", case] => CaseCommand::Ask(id(case), id("ann"), sealed("and?")),
        ["answer", case, by] => CaseCommand::Answer(id(case), id(by), id("ann"), sealed("soon")),
        ["settle", case] => CaseCommand::Settle(id(case)),
        ["close", case, by] => CaseCommand::Close(id(case), id(by)),
        ["erase", customer] => return Command::Customer(CustomerCommand::Erase(id(customer))),
        _ => panic!("no such sentence: {sentence}"),
    })
}

/// Tells sentences, and compares how the last went and where the case stands.
#[track_caller]
fn check(story: &str, expected: Expect) {
    let mut state = Omnichannel::default();
    let (mut told, mut position) = (String::new(), 0);
    for sentence in story.split(',').map(str::trim) {
        let at = Instant::from_micros(1_767_225_600_000_000 + position * 1_000_000);
        let decided: Result<_, Refusal> = state.decide(&command(sentence), at);
        told = match decided {
            Ok(events) => {
                for event in &events {
                    position += 1;
                    let place = Position(position as u64);
                    state.apply(event, Stamp { position: place, origin: place, at });
                }
                events.iter().map(realtail_vocabulary::Event::kind).collect::<Vec<_>>().join(" ")
            }
            Err(refusal) => format!("refused: {refusal}"),
        };
        assert_eq!(Omnichannel::thaw(state.freeze()).cases, state.cases, "a restart changes nothing");
    }
    let stands = state.cases.all().map(|known| {
        let with = match &known.state {
            CaseState::Open => String::new(),
            CaseState::Claimed(by) | CaseState::Closed(by) => format!(" by {by}"),
        };
        let waits = if known.waits { ", waits" } else { "" };
        format!("{} {}{with}{waits}, {} said", known.case, known.state.as_str(), known.said.len())
    });
    expected.assert_eq(&format!("{told} | {}", stands.collect::<Vec<_>>().join("; ")));
}

#[test]
fn a_case_is_taken_answered_and_closed_by_one() {
    check("open k1 for ann", expect!["retail.case.opened | k1 open, waits, 0 said"]);
    check("open k1 for ann, claim k1 bo", expect!["retail.case.claimed | k1 claimed by bo, waits, 0 said"]);
    check("open k1 for ann, claim k1 bo, claim k1 bo", expect![" | k1 claimed by bo, waits, 0 said"]);
    check(
        "open k1 for ann, claim k1 bo, claim k1 cy",
        expect!["refused: case k1 is with bo; take another, or ask them | k1 claimed by bo, waits, 0 said"],
    );
    // Whoever answers what nobody has, takes it.
    check(
        "open k1 for ann, answer k1 bo",
        expect!["retail.case.claimed retail.case.answered | k1 claimed by bo, 1 said"],
    );
    check(
        "open k1 for ann, answer k1 bo, ask k1",
        expect!["retail.case.asked | k1 claimed by bo, waits, 2 said"],
    );
    check(
        "open k1 for ann, answer k1 bo, answer k1 cy",
        expect!["refused: case k1 is with bo, who answers it | k1 claimed by bo, 1 said"],
    );
    check(
        "open k1 for ann, answer k1 bo, close k1 bo",
        expect!["retail.case.closed | k1 closed by bo, 1 said"],
    );
    check(
        "open k1 for ann, close k1 bo, ask k1",
        expect![
            "refused: case k1 is closed, so it takes no ask; it takes none any more | k1 closed by bo, 0 said"
        ],
    );
    check("open k1 for ann, close k1 bo, close k1 cy", expect![" | k1 closed by bo, 0 said"]);
    check(
        "open k1 for ann, claim k1 bo, close k1 cy",
        expect!["refused: case k1 is with bo, who closes it | k1 claimed by bo, waits, 0 said"],
    );
    // The customer may, whoever has it.
    check(
        "open k1 for ann, claim k1 bo, settle k1",
        expect!["retail.case.closed | k1 closed by customer, 0 said"],
    );
    check("open k1 for ann, close k1 bo, settle k1", expect![" | k1 closed by bo, 0 said"]);
    check("claim k1 bo", expect![[r#"refused: there is no case "k1" | "#]]);
}

#[test]
fn a_customer_has_one_open_case() {
    check(
        "open k1 for ann, open k2 for ann",
        expect!["refused: case k1 of customer ann is open; write there | k1 open, waits, 0 said"],
    );
    check(
        "open k1 for ann, close k1 bo, open k2 for ann",
        expect!["retail.case.opened | k1 closed by bo, 0 said; k2 open, waits, 0 said"],
    );
    check(
        "open k1 for ann, open k1 for bea",
        expect![[r#"refused: case "k1" was used before with another content | k1 open, waits, 0 said"#]],
    );
}

#[test]
fn nobody_answers_a_person_who_was_forgotten() {
    check("open k1 for ann, erase ann", expect!["retail.customer.erased | k1 closed by erasure, 0 said"]);
    check(
        "open k1 for ann, erase ann, answer k1 bo",
        expect![
            "refused: case k1 is closed, so it takes no answer; it takes none any more | k1 closed by erasure, 0 said"
        ],
    );
}
