//! Points and gift cards as sentences: what moves, what is refused, and what holds after any sequence.

use super::{WalletCommand, Wallets};
use crate::customer::CustomerCommand;
use crate::invariants;
use crate::machine::{Command, Omnichannel};
use crate::refusal::Refusal;
use expect_test::{Expect, expect};
use realtail_kernel::{Instant, Machine, Money, Position, Stamp};
use realtail_vocabulary::{CustomerRecord, Digest, Event, Purse, WalletEvent};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const DAY_MS: i64 = 86_400_000;

fn read<T: DeserializeOwned>(value: impl Into<Value>) -> T {
    serde_json::from_value(value.into()).expect("well-formed")
}

#[derive(Clone, Default)]
struct Desk {
    state: Omnichannel,
    events: Vec<(Event, Stamp)>,
    now: Instant,
}

impl Desk {
    fn open() -> Desk {
        Desk { now: "2026-01-10T00:00:00Z".parse().expect("a time"), ..Desk::default() }
    }

    fn take(&mut self, events: Vec<Event>) {
        for event in events {
            let stamp = Stamp {
                position: Position(self.events.len() as u64 + 1),
                origin: Position(self.events.len() as u64 + 1),
                at: self.now,
            };
            self.state.apply(&event, stamp);
            self.events.push((event, stamp));
        }
        invariants::all(&self.state).expect("all holds");
    }

    fn until(&mut self, now: Instant) {
        while let Some(due) = self.state.next_due().filter(|due| *due <= now) {
            self.now = self.now.max(due);
            let events = self.state.tick(due);
            assert!(!events.is_empty(), "a timer that is due brings something about");
            self.take(events);
        }
        self.now = now;
    }

    fn wallet(
        &mut self,
        decide: impl FnOnce(&Wallets) -> Result<Vec<WalletEvent>, Refusal>,
    ) -> Result<(), Refusal> {
        let events = decide(&self.state.wallets)?;
        self.take(events.into_iter().map(Event::Wallet).collect());
        Ok(())
    }

    fn ask(&mut self, command: impl Into<Command>) -> Result<(), Refusal> {
        let events = self.state.decide(&command.into(), self.now)?;
        self.take(events);
        Ok(())
    }

    /// One sentence.
    fn hear(&mut self, sentence: &str) -> Result<(), Refusal> {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let number = |n: usize| words[n].parse::<i64>().expect("a number");
        let eur = |amount: i64| -> Money { read(json!({"amount": amount, "currency": "EUR"})) };
        let now = self.now;
        match words[0] {
            "member" => self.ask(CustomerCommand::Set(Box::new(CustomerRecord {
                customer: read(words[1]),
                loyalty: Some(read(words[1])),
                groups: Default::default(),
                identity: None,
                profile: None,
            }))),
            "merge" => self.ask(CustomerCommand::Merge { customer: read(words[1]), into: read(words[2]) }),
            "erase" => self.ask(CustomerCommand::Erase(read(words[1]))),
            "day" => {
                self.until(self.now.plus_ms(number(1) * DAY_MS));
                Ok(())
            }
            "earn" => self.ask(WalletCommand::Earn {
                customer: read(words[1]),
                source: read(words[2]),
                spent: eur(number(3)),
            }),
            "reverse" => {
                let (customer, source) = (read(words[1]), read(words[2]));
                self.wallet(|wallets| Ok(wallets.reverse(&customer, &source, number(3), now)))
            }
            "card" => self.ask(WalletCommand::IssueCard {
                card: read(words[1]),
                digest: Digest([words[1].as_bytes()[0]; 32]),
                amount: eur(number(2)),
                expires_at: words.get(3).map(|_| now.plus_ms(number(3) * DAY_MS)),
                active: false,
            }),
            "activate" => self.ask(WalletCommand::ActivateCard(read(words[1]))),
            "pay" => {
                let purse = match words[2].strip_prefix('#') {
                    Some(card) => Purse::GiftCard(read(card)),
                    None => Purse::Points(read(words[2])),
                };
                self.wallet(|wallets| wallets.authorise(&read(words[1]), &purse, eur(number(3)), now))
            }
            "capture" => self.wallet(|wallets| wallets.capture(&read(words[1]), number(2))),
            "void" => self.wallet(|wallets| Ok(wallets.void(&read(words[1]), now))),
            "refund" => self.wallet(|wallets| wallets.refund(&read(words[1]), number(2), now)),
            other => panic!("nobody says {other}"),
        }
    }

    fn shown(&self) -> String {
        let wallets = &self.state.wallets;
        let points = wallets.all_points().filter(|w| w.joined_into.is_none()).map(|w| {
            format!(
                "{}: {} pending, {} to spend, {} set aside",
                w.customer,
                w.pending,
                w.spendable(self.now),
                w.reserved
            )
        });
        let cards = wallets
            .all_cards()
            .map(|c| format!("#{}: {} to spend, {} set aside", c.card, c.spendable(self.now), c.reserved));
        points.chain(cards).collect::<Vec<_>>().join("; ")
    }
}

impl From<CustomerCommand> for Command {
    fn from(command: CustomerCommand) -> Command {
        Command::Customer(command)
    }
}

impl From<WalletCommand> for Command {
    fn from(command: WalletCommand) -> Command {
        Command::Wallet(command)
    }
}

fn programme(desk: &mut Desk, value_points: u32) {
    // A point for each euro; points expire with the twelfth month after they may be spent.
    let programme = json!({"currency": "EUR", "earn_points": 1, "per_minor": 100, "value_minor": 5,
        "value_points": value_points, "pending_days": 14, "expiry_months": 12});
    desk.ask(WalletCommand::SetProgramme(read(programme))).expect("a good programme");
}

/// The only test code that knows the interface: sentences, and what there is after the last, or why not.
#[track_caller]
fn check(case: &str, expected: Expect) {
    let mut desk = Desk::open();
    programme(&mut desk, 1);
    desk.hear("member ann").expect("fine");
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
}

#[test]
fn points_are_pending_until_goods_cannot_come_back() {
    check("earn ann r1 5099", expect!["ann: 50 pending, 0 to spend, 0 set aside"]);
    check("earn ann r1 5099, day 13", expect!["ann: 50 pending, 0 to spend, 0 set aside"]);
    check("earn ann r1 5099, day 14", expect!["ann: 0 pending, 50 to spend, 0 set aside"]);
    check("earn ann r1 99", expect![""]);
    // Only members earn.
    check("earn bob r1 5000", expect![""]);
    // 2026-01-24 and twelve months: the end of January 2027.
    check("earn ann r1 5000, day 386", expect!["ann: 0 pending, 50 to spend, 0 set aside"]);
    check("earn ann r1 5000, day 387", expect!["ann: 0 pending, 0 to spend, 0 set aside"]);
    check(
        "earn ann r1 5000, day 387 | pay p ann 5",
        expect!["refused: the purse can pay 0 in minor units, 5 were asked for"],
    );
}

#[test]
fn what_comes_back_takes_its_points_along() {
    check("earn ann r1 5099 | reverse ann r1 5099", expect!["ann: 0 pending, 0 to spend, 0 set aside"]);
    check("earn ann r1 5099 | reverse ann r1 1", expect!["ann: 49 pending, 0 to spend, 0 set aside"]);
    check(
        "earn ann r1 5099, reverse ann r1 1 | reverse ann r1 9999",
        expect!["ann: 0 pending, 0 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, earn ann r2 7000, day 14 | reverse ann r1 5000",
        expect!["ann: 0 pending, 70 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 200, capture p 200 | reverse ann r1 5000",
        expect!["ann: 0 pending, 0 to spend, 0 set aside"],
    );
    check("earn ann r1 5000 | reverse ann r2 5000", expect!["ann: 50 pending, 0 to spend, 0 set aside"]);
}

#[test]
fn points_pay_like_any_other_means() {
    // A point is worth 5 cents.
    check("earn ann r1 5000, day 14 | pay p ann 101", expect!["ann: 0 pending, 29 to spend, 21 set aside"]);
    check(
        "earn ann r1 5000, day 14 | pay p ann 251",
        expect!["refused: the purse can pay 250 in minor units, 251 were asked for"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 250 | pay q ann 1",
        expect!["refused: the purse can pay 0 in minor units, 1 were asked for"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 100 | pay p ann 100",
        expect!["ann: 0 pending, 30 to spend, 20 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 100 | pay p ann 99",
        expect!["refused: payment p has set something else aside before"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101 | capture p 1",
        expect!["ann: 0 pending, 29 to spend, 20 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, capture p 1 | capture p 101",
        expect!["refused: amount: 101 cannot be captured; payment p has 100 left to capture"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, capture p 1 | void p",
        expect!["ann: 0 pending, 49 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, capture p 1, void p | capture p 1",
        expect!["refused: amount: 1 cannot be captured; payment p has 0 left to capture"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, void p | void p",
        expect!["ann: 0 pending, 50 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, capture p 101, refund p 50 | refund p 51",
        expect!["ann: 0 pending, 50 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 101, capture p 101, refund p 50 | refund p 52",
        expect!["refused: amount: 52 cannot be refunded; payment p has 51 left to refund"],
    );
    check(
        "earn ann r1 5000, day 14 | refund p 1",
        expect!["refused: payment p has nothing set aside; authorise it first"],
    );
    // What ran out of time meanwhile does not come back, but what had paid does.
    check(
        "earn ann r1 5000, day 14, pay p ann 100, day 400 | void p",
        expect!["ann: 0 pending, 0 to spend, 0 set aside"],
    );
    check(
        "earn ann r1 5000, day 14, pay p ann 100, capture p 100, day 400 | refund p 100",
        expect!["ann: 0 pending, 20 to spend, 0 set aside"],
    );
}

#[test]
fn a_gift_card_pays_what_it_holds() {
    check("card c 2000", expect!["#c: 0 to spend, 0 set aside"]);
    check(
        "card c 2000 | card c 2000",
        expect!["refused: gift card \"c\" was used before with another content"],
    );
    check(
        "card c 2000 | pay p #c 1",
        expect!["refused: gift card c was not activated; activate it when it is paid for"],
    );
    check("card c 2000, activate c | activate c", expect!["#c: 2000 to spend, 0 set aside"]);
    check("card c 2000, activate c | pay p #c 500", expect!["#c: 1500 to spend, 500 set aside"]);
    check(
        "card c 2000, activate c | pay p #c 2001",
        expect!["refused: the purse can pay 2000 in minor units, 2001 were asked for"],
    );
    check(
        "card c 2000, activate c, pay p #c 500, capture p 200, void p | refund p 150",
        expect!["#c: 1950 to spend, 0 set aside"],
    );
    check("card c 2000 30, activate c | day 30", expect!["#c: 0 to spend, 0 set aside"]);
    check(
        "card c 2000 30, activate c, day 29, pay p #c 2000 | day 5",
        expect!["#c: 0 to spend, 2000 set aside"],
    );
    check(
        "card c 2000 30, activate c, day 29, pay p #c 2000, day 5 | void p",
        expect!["#c: 0 to spend, 0 set aside"],
    );
    check(
        "card c 2000 30, activate c, pay p #c 2000, capture p 2000, day 40 | refund p 700",
        expect!["#c: 700 to spend, 0 set aside"],
    );
    check(
        "card c 2000 30, activate c, pay p #c 2000, capture p 2000, day 40, refund p 700 | day 90",
        expect!["#c: 0 to spend, 0 set aside"],
    );
    check("pay p #c 1", expect!["refused: there is no gift card \"c\""]);
}

#[test]
fn two_customers_that_were_one_have_one_purse() {
    let given = "member bob, earn bob r1 5000, day 14, pay p bob 100, earn bob r2 3000, earn ann r3 1000";
    check(&format!("{given} | merge bob ann"), expect!["ann: 40 pending, 30 to spend, 20 set aside"]);
    check(&format!("{given}, merge bob ann | void p"), expect!["ann: 40 pending, 50 to spend, 0 set aside"]);
    check(
        &format!("{given}, merge bob ann, capture p 100 | refund p 100"),
        expect!["ann: 40 pending, 50 to spend, 0 set aside"],
    );
    check(
        &format!("{given}, merge bob ann | reverse bob r2 3000"),
        expect!["ann: 10 pending, 30 to spend, 20 set aside"],
    );
    check(
        &format!("{given}, merge bob ann | earn bob r4 700"),
        expect!["ann: 47 pending, 30 to spend, 20 set aside"],
    );
    check(
        &format!("{given}, merge bob ann | pay q bob 150"),
        expect!["ann: 40 pending, 0 to spend, 50 set aside"],
    );
}

#[test]
fn who_is_forgotten_has_no_points() {
    let given = "earn ann r1 5000, day 14, pay p ann 100, earn ann r2 3000, erase ann";
    check(given, expect!["ann: 0 pending, 0 to spend, 20 set aside"]);
    check(&format!("{given} | void p"), expect!["ann: 0 pending, 0 to spend, 0 set aside"]);
    check(
        &format!("{given}, capture p 100 | refund p 100"),
        expect!["ann: 0 pending, 0 to spend, 0 set aside"],
    );
    check(&format!("{given} | earn ann r3 5000"), expect!["ann: 0 pending, 0 to spend, 20 set aside"]);
    check(&format!("{given} | erase ann"), expect!["ann: 0 pending, 0 to spend, 20 set aside"]);
    check(
        &format!("{given} | member ann"),
        expect![
            "refused: customer ann was erased at 2026-01-24T00:00:00Z; register the person under another number"
        ],
    );
}

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn sentence(&mut self) -> String {
        let (who, what, card) = (self.below(4), self.below(12), self.below(3));
        let (little, much) = (1 + self.below(60), 1 + self.below(9000));
        match self.below(20) {
            0..=3 => format!("earn m{who} r{what} {much}"),
            4 => format!("reverse m{who} r{what} {much}"),
            5 => format!("day {}", self.below(60)),
            6 => format!("card {}{card} {much} {}", self.below(9), 1 + self.below(200)),
            7 => format!("activate {}{card}", self.below(9)),
            8 if self.below(20) == 0 => format!("merge m{who} m{}", self.below(4)),
            9 if self.below(30) == 0 => format!("erase m{who}"),
            10 => format!("void p{what}"),
            11..=13 => format!("capture p{what} {little}"),
            14 | 15 => format!("refund p{what} {little}"),
            16 | 17 => format!("pay p{what} #{}{card} {little}", self.below(9)),
            _ => format!("pay p{what} m{who} {little}"),
        }
    }
}

/// Whatever is asked: the ledgers add up to zero, no purse is below zero, no payment takes or gives back more than it
/// may. `Desk::take` looks after each event; at the end the log gives the same state, and so does a snapshot.
#[test]
fn every_point_and_every_coin_is_accounted_for() {
    for seed in 0..200 {
        let mut chance = Chance(seed);
        let mut desk = Desk::open();
        // A rate at which points and coins do not divide.
        programme(&mut desk, 1 + u32::try_from(seed % 7).expect("small"));
        (0..4).for_each(|n| desk.hear(&format!("member m{n}")).expect("fine"));
        for _ in 0..300 {
            let _ = desk.hear(&chance.sentence());
        }
        let mut again = Omnichannel::default();
        desk.events.iter().for_each(|(event, stamp)| again.apply(event, *stamp));
        assert!(again == desk.state, "seed {seed}: the log gives the same state");
        let bytes = rmp_serde::to_vec_named(&desk.state.freeze()).expect("written");
        let thawed = Omnichannel::thaw(rmp_serde::from_slice(&bytes).expect("read"));
        assert!(
            thawed == desk.state && thawed.next_due() == desk.state.next_due(),
            "seed {seed}: a snapshot"
        );
        let (wallets, thawed) = (&desk.state.wallets, &thawed.wallets);
        assert_eq!((&wallets.due, &wallets.by_digest), (&thawed.due, &thawed.by_digest), "seed {seed}");
    }
}
