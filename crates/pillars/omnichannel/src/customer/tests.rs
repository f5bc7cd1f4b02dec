//! Customers as sentences: who is who, what is on whose timeline, and who is forgotten.

use super::CustomerCommand;
use crate::invariants;
use crate::machine::{Command, Omnichannel};
use crate::refusal::Refusal;
use expect_test::{Expect, expect};
use realtail_kernel::{Instant, Machine, Position, Stamp};
use realtail_vocabulary::{Contact, CustomerRecord, Event, Observed, Sealed};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: impl Into<Value>) -> T {
    serde_json::from_value(value.into()).expect("well-formed")
}

fn sealed(text: &str) -> Sealed {
    Sealed::new(text.as_bytes().to_vec()).expect("short")
}

#[derive(Clone, Default)]
struct Desk {
    state: Omnichannel,
    events: Vec<(Event, Stamp)>,
}

impl Desk {
    fn now(&self) -> Instant {
        Instant::from_micros(1_767_225_600_000_000 + self.events.len() as i64 * 1_000_000)
    }

    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            let stamp = Stamp {
                position: Position(self.events.len() as u64 + 1),
                origin: Position(self.events.len() as u64 + 1),
                at: self.now(),
            };
            self.state.apply(&event, stamp);
            self.events.push((event, stamp));
        }
        invariants::all(&self.state).expect("all holds");
    }

    /// One sentence.
    fn hear(&mut self, sentence: &str) -> Result<(), Refusal> {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let command = match words[0] {
            "set" => {
                let word = |name: &str| words.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix(':'));
                CustomerCommand::Set(Box::new(CustomerRecord {
                    customer: read(words[1]),
                    loyalty: word("card").map(read),
                    groups: word("groups").into_iter().flat_map(|g| g.split('+')).map(read).collect(),
                    identity: None,
                    profile: word("name").map(sealed),
                }))
            }
            "merge" => CustomerCommand::Merge { customer: read(words[1]), into: read(words[2]) },
            "erase" => CustomerCommand::Erase(read(words[1])),
            "talk" => CustomerCommand::AddContact {
                customer: read(words[1]),
                contact: Contact {
                    contact: read(words[2]),
                    channel: read("phone"),
                    about: None,
                    at: self.now(),
                    note: sealed("said"),
                },
            },
            "join" => {
                let observed: Observed = read(json!({"source": "app", "id": words.concat(),
                    "signal": {"retail.loyalty.joined": {"customer": words[1]}}}));
                self.take(vec![Event::Observed(Box::new(observed))]);
                return Ok(());
            }
            "buy" => {
                let sold: Event = read(json!({"stock": {"sold": {"sale": words[2], "site": "S",
                    "sold_at": self.now(), "customer": words[1], "lines": [], "postings": []}}}));
                self.take(vec![sold]);
                return Ok(());
            }
            other => panic!("nobody says {other}"),
        };
        let events = self.state.decide(&Command::Customer(command), self.now())?;
        self.take(events);
        Ok(())
    }

    fn shown(&self) -> String {
        let customers = &self.state.customers;
        let one = |known: &super::Customer| {
            if let Some(into) = &known.merged_into {
                return format!("{} is {}", known.customer, customers.resolve(into));
            }
            let (groups, member) = customers.groups_of(&known.customer);
            let timeline = known.timeline.newest().map(|n| format!("{:?}", n.kind).to_lowercase());
            let state = match (known.erased_at, known.profile_at) {
                (Some(_), None) => "erased".to_owned(),
                (Some(_), Some(_)) => "erased, but not the profile".to_owned(),
                (None, Some(at)) => format!("profile at {at}"),
                (None, None) => "a number".to_owned(),
            };
            let groups = groups.iter().map(|g| format!(" {g}")).collect::<String>();
            let member = if member { " member" } else { "" };
            let card = known.loyalty.as_ref().map(|card| format!(" card {card}")).unwrap_or_default();
            format!(
                "{}: {state}{member}{card}{groups} [{}]",
                known.customer,
                timeline.collect::<Vec<_>>().join(" ")
            )
        };
        customers.all().map(one).collect::<Vec<_>>().join("; ")
    }
}

/// The only test code that knows the interface: sentences, and what there is after the last, or why not.
#[track_caller]
fn check(case: &str, expected: Expect) {
    let mut desk = Desk::default();
    let sentences: Vec<&str> = case.split([',', '|']).collect();
    let (last, before) = sentences.split_last().expect("a sentence");
    for sentence in before {
        desk.hear(sentence).unwrap_or_else(|refusal| panic!("{sentence}: {refusal}"));
    }
    let shown = match desk.hear(last) {
        Ok(()) => desk.shown(),
        Err(refusal) => format!("refused: {refusal}"),
    };
    expected.assert_eq(&shown);
    let mut again = Omnichannel::default();
    desk.events.iter().for_each(|(event, stamp)| again.apply(event, *stamp));
    let bytes = rmp_serde::to_vec_named(&desk.state.freeze()).expect("written");
    let thawed = Omnichannel::thaw(rmp_serde::from_slice(&bytes).expect("read"));
    assert!(
        again == desk.state && thawed == desk.state,
        "the log gives the same state, and so does a snapshot"
    );
    for known in desk.state.customers.all() {
        let loyalty = known.loyalty.as_ref();
        let found = |customers: &super::Customers| {
            loyalty.and_then(|l| customers.by_loyalty(l)).map(|c| c.customer.clone())
        };
        if desk.state.customers.is_erased(&known.customer) {
            assert_eq!((&known.identity, known.profile_at, loyalty), (&None, None, None), "of aliases too");
        }
        assert_eq!(found(&desk.state.customers), found(&thawed.customers), "by loyalty card");
    }
}

#[test]
fn a_customer_is_what_was_said_last() {
    check("set ann name:Ann groups:staff+gold", expect!["ann: profile at 1 staff gold [profile]"]);
    check(
        "set ann name:Ann card:7 groups:staff | set ann name:Anna",
        expect!["ann: profile at 2 member [profile profile]"],
    );
    check("buy ann r1", expect!["ann: a number [sale]"]);
    check("buy ann r1 | set ann name:Ann", expect!["ann: profile at 2 [profile sale]"]);
    check(
        "set ann card:7 | set bob card:7",
        expect![
            "refused: loyalty: loyalty number 7 is that of customer ann; merge the two if they are one person"
        ],
    );
    check(
        "set ann card:7, set ann | set bob card:7",
        expect!["ann: a number member [profile profile]; bob: a number member card 7 [profile]"],
    );
    check("join ann | buy ann r1", expect!["ann: a number member [sale signal]"]);
}

#[test]
fn two_numbers_may_be_one_person() {
    let given = "set ann name:Ann card:7 groups:staff, buy ann r1, set bob name:Bob card:8 groups:gold, buy bob r2, talk bob t1";
    check(
        &format!("{given} | merge bob ann"),
        expect![
            "ann: profile at 1 member card 7 staff gold [profile contact sale profile sale profile]; bob is ann"
        ],
    );
    check(
        &format!("{given}, merge bob ann | merge bob ann"),
        expect![
            "ann: profile at 1 member card 7 staff gold [profile contact sale profile sale profile]; bob is ann"
        ],
    );
    check(
        &format!("{given}, merge bob ann | merge ann bob"),
        expect![
            "ann: profile at 1 member card 7 staff gold [profile contact sale profile sale profile]; bob is ann"
        ],
    );
    check(
        &format!("{given}, merge bob ann | buy bob r3"),
        expect![
            "ann: profile at 1 member card 7 staff gold [sale profile contact sale profile sale profile]; bob is ann"
        ],
    );
    check(
        &format!("{given}, merge bob ann | set bob name:Bob"),
        expect!["refused: customer bob was merged into ann; change ann"],
    );
    check(
        &format!("{given}, merge bob ann | set ann card:8"),
        expect![
            "ann: a number member card 8 [profile profile contact sale profile sale profile]; bob is ann"
        ],
    );
    check(
        &format!("{given}, set cid, merge bob ann, merge ann cid | talk bob t2"),
        expect![
            "ann is cid; bob is cid; cid: a number member staff gold [contact profile profile profile contact sale profile sale profile]"
        ],
    );
    check(&format!("{given} | merge bob dan"), expect![[r#"refused: there is no customer "dan""#]]);
}

#[test]
fn who_is_erased_is_only_a_number() {
    let given = "set ann name:Ann card:7 groups:staff, buy ann r1, set bob name:Bob card:8, merge bob ann";
    check(&format!("{given} | erase ann"), expect!["ann: erased []; bob is ann"]);
    check(&format!("{given} | erase bob"), expect!["ann: erased []; bob is ann"]);
    check(&format!("{given}, erase ann | erase bob"), expect!["ann: erased []; bob is ann"]);
    check(&format!("{given}, erase ann | buy bob r3"), expect!["ann: erased []; bob is ann"]);
    check(&format!("{given}, erase ann | join ann"), expect!["ann: erased []; bob is ann"]);
    check(
        &format!("{given}, erase ann | set ann name:Ann"),
        expect![
            "refused: customer ann was erased at 2026-01-01T00:00:05Z; register the person under another number"
        ],
    );
    check(
        &format!("{given}, erase ann | talk bob t1"),
        expect![
            "refused: customer bob was erased at 2026-01-01T00:00:05Z; register the person under another number"
        ],
    );
    check(
        &format!("{given}, erase ann, set cid | merge cid bob"),
        expect![
            "refused: customer bob was erased at 2026-01-01T00:00:05Z; register the person under another number"
        ],
    );
    check(
        &format!("{given}, erase ann | set cid card:7"),
        expect!["ann: erased []; bob is ann; cid: a number member card 7 [profile]"],
    );
    check("erase dan", expect![[r#"refused: there is no customer "dan""#]]);
}

#[test]
fn a_timeline_keeps_the_newest_hundred() {
    let mut desk = Desk::default();
    (0..250).for_each(|n| desk.hear(&format!("buy ann r{n}")).expect("fine"));
    (0..30).for_each(|n| desk.hear(&format!("buy bob b{n}")).expect("fine"));
    let newest = |desk: &Desk| -> Vec<u64> {
        let known = desk.state.customers.resolved(&read("ann")).expect("known");
        known.timeline.newest().map(|noted| noted.position.0).collect()
    };
    assert_eq!(newest(&desk), (151..=250).rev().collect::<Vec<_>>());
    desk.hear("merge bob ann").expect("fine");
    assert_eq!(newest(&desk), (182..=281).rev().collect::<Vec<_>>());
}
