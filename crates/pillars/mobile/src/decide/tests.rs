//! Whether a shopper is told, case by case.

use super::*;
use crate::machine::Command;
use expect_test::{Expect, expect};
use realtail_kernel::{Label, Machine, Position, Stamp, SubscriptionId, Word};
use realtail_vocabulary::{PushOffer, Sealed, Subscription, WallHours};
use std::collections::BTreeSet;

const HOUR_MS: i64 = 3_600_000;

#[derive(Default)]
struct Around {
    withdrawn: BTreeSet<Purpose>,
    sold_out: bool,
}

impl Agreement for Around {
    fn agrees(&self, _customer: &CustomerId, purpose: Purpose, _channel: ContactChannel) -> bool {
        !self.withdrawn.contains(&purpose)
    }
}

impl Supply for Around {
    fn can_be_had(&self, _item: &ItemId, _site: &SiteId, _method: OfferMethod, _now: Instant) -> bool {
        !self.sold_out
    }
}

fn name<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a name")
}

fn at(hour: i64) -> Instant {
    Instant::EPOCH.plus_ms(hour * HOUR_MS)
}

/// The offer holds from the first hour to the two hundredth.
fn offer(offer: &str, needs_interest: bool) -> PushOffer {
    PushOffer {
        offer: name(offer),
        item: name("jeans"),
        sites: vec![name("north")],
        title: Label::new("Jeans").expect("a text"),
        text: Label::new("20 % off").expect("a text"),
        radius_m: 2_000,
        starts_at: at(1),
        ends_at: at(200),
        needs_interest,
        method: OfferMethod::CarryOut,
        brand: None,
        campaign: None,
        hours: None,
    }
}

fn phone() -> Command {
    Command::Subscribe(Box::new(Subscription {
        subscription: SubscriptionId::new("phone").expect("a name"),
        customer: name("ann"),
        sealed: Sealed::new(vec![1]).expect("few bytes"),
        expires_at: None,
    }))
}

fn quiet() -> Command {
    let (from, to, timezone) = (name("22:00"), name("07:00"), name("UTC"));
    Command::SetQuietHours(name("ann"), Some(WallHours { from, to, timezone }))
}

struct Desk {
    state: Mobile,
    around: Around,
    now: Instant,
    position: u64,
    told: Vec<String>,
}

impl Desk {
    fn apply(&mut self, events: Vec<MobileEvent>) {
        self.position += 1;
        let stamp =
            Stamp { position: Position(self.position), origin: Position(self.position), at: self.now };
        events.iter().for_each(|event| self.state.apply(event, stamp));
        assert_eq!(crate::invariants::all(&self.state), Ok(()));
    }

    fn decide(&mut self, command: &Command) {
        let events = self.state.decide(command, self.now).expect("not refused");
        self.apply(events);
    }

    fn push(&mut self, push: &str, offer: &str) -> String {
        let caps = Caps { a_day: 2, a_week: 3 };
        let push: PushId = name(push);
        let ask = DecidePush { push, customer: name("ann"), offer: name(offer), site: name("north"), caps };
        match self.state.decide_push(&ask, &self.around, self.now) {
            Ok(event) => {
                self.apply(vec![event]);
                "told".to_owned()
            }
            Err(why) => why.as_str().to_owned(),
        }
    }

    fn step(&mut self, step: &str) {
        let words: Vec<&str> = step.split_whitespace().collect();
        match words[0] {
            "offer" => self.decide(&Command::SetOffer(Box::new(offer(words[1], words.len() > 2)))),
            "hours" => {
                let (from, to) = words[2].split_once('-').expect("hours read `from-to`");
                let hours = Some(WallHours { from: name(from), to: name(to), timezone: name("UTC") });
                let offer = PushOffer { hours, ..offer(words[1], false) };
                match self.state.decide(&Command::SetOffer(Box::new(offer)), self.now) {
                    Ok(events) => self.apply(events),
                    Err(refusal) => self.told.push(refusal.to_string()),
                }
            }
            "remove" => self.decide(&Command::RemoveOffer(name(words[1]))),
            "phone" => self.decide(&phone()),
            "quiet" => self.decide(&quiet()),
            "looked" => self.apply(vec![Mobile::interest(&name("ann"), &name("jeans"))]),
            "forget" => self.decide(&Command::ForgetInterest(name("ann"))),
            "erase" => self.state.forget(&[name("ann")]),
            "withdraw" => {
                let purpose = match words[1] {
                    "offers" => Purpose::Offers,
                    "location" => Purpose::Location,
                    _ => Purpose::Personalisation,
                };
                self.around.withdrawn.insert(purpose);
            }
            "sold_out" => self.around.sold_out = true,
            "hour" => self.now = at(words[1].parse().expect("a number")),
            "fails" => {
                self.decide(&Command::Failed(name(words[1]), Word::new("answered 400").expect("a word")))
            }
            "opened" => self.decide(&Command::Opened(name(words[1]), name("ann"))),
            "sent" => self.decide(&Command::Sent(name(words[1]))),
            "again" => {
                let told = self.push(words[1], words[2]);
                self.told.push(told);
            }
            "push" => {
                let told = self.push(&format!("push-{}", self.position), words[1]);
                self.told.push(told);
            }
            other => panic!("no such step: {other}"),
        }
    }
}

/// Steps in their order, from the tenth hour of a day on; what came of each push.
#[track_caller]
fn check(case: &str, expected: Expect) {
    let (now, around) = (at(10), Around::default());
    let mut desk = Desk { state: Mobile::default(), around, now, position: 0, told: Vec::new() };
    case.split(',').for_each(|step| desk.step(step.trim()));
    let waiting = desk.state.waiting().count();
    expected.assert_eq(&format!("{}; {waiting} waiting", desk.told.join(", ")));
}

#[test]
fn a_shopper_nearby_is_told_once() {
    check("offer a, phone, push a, push a", expect!["told, already_told; 1 waiting"]);
    check("offer a, phone, push a, sent push-2, push a", expect!["told, already_told; 0 waiting"]);
    // What did not arrive does not count.
    check("offer a, phone, push a, fails push-2, push a", expect!["told, told; 1 waiting"]);
    // It arrived all the same, and so it counts, whatever becomes of the next.
    check(
        "offer a, phone, push a, fails push-2, push a, opened push-2, fails push-4, push a",
        expect!["told, told, already_told; 0 waiting"],
    );
    // Whoever asks twice for the same notice gets one, also where that has failed.
    check("offer a, phone, push a, again push-2 a", expect!["told, already_told; 1 waiting"]);
    check("offer a, phone, push a, fails push-2, again push-2 a", expect!["told, already_told; 0 waiting"]);
    check("offer a, push a", expect!["no_phone; 0 waiting"]);
    check("phone, push a", expect!["no_offer; 0 waiting"]);
    check("offer a, phone, remove a, push a", expect!["no_offer; 0 waiting"]);
    check("offer a, phone, hour 0, push a", expect!["not_live; 0 waiting"]);
    check("offer a, phone, hour 200, push a", expect!["not_live; 0 waiting"]);
    check("offer a, phone, sold_out, push a", expect!["not_to_be_had; 0 waiting"]);
}

#[test]
fn what_was_withdrawn_is_not_done() {
    check("offer a, phone, withdraw offers, push a", expect!["no_consent; 0 waiting"]);
    check("offer a, phone, withdraw location, push a", expect!["no_location_consent; 0 waiting"]);
    check("offer a, phone, push a, erase, push a", expect!["told, no_phone; 0 waiting"]);
}

#[test]
fn interest_lasts_seven_days() {
    check("offer a interested, phone, push a", expect!["no_interest; 0 waiting"]);
    check("offer a interested, phone, looked, push a", expect!["told; 1 waiting"]);
    check("offer a interested, phone, looked, hour 178, push a", expect!["no_interest; 0 waiting"]);
    check("offer a interested, phone, looked, forget, push a", expect!["no_interest; 0 waiting"]);
    check(
        "offer a interested, phone, looked, withdraw personalisation, push a",
        expect!["no_interest; 0 waiting"],
    );
}

#[test]
fn nobody_is_told_too_often_or_at_night() {
    let given = "offer a, offer b, offer c, offer d, phone";
    check(&format!("{given}, push a, push b, push c"), expect!["told, told, daily_cap; 2 waiting"]);
    check(
        &format!("{given}, push a, push b, hour 35, push c, hour 60, push d"),
        expect!["told, told, told, weekly_cap; 3 waiting"],
    );
    check(&format!("{given}, quiet, hour 21, push a"), expect!["told; 1 waiting"]);
    check(&format!("{given}, quiet, hour 22, push a"), expect!["quiet_hours; 0 waiting"]);
    check(&format!("{given}, quiet, hour 30, push a"), expect!["quiet_hours; 0 waiting"]);
    check(&format!("{given}, quiet, hour 31, push a"), expect!["told; 1 waiting"]);
}

#[test]
fn an_offer_has_its_hours() {
    let given = "hours a 09:00-18:00, phone";
    check(&format!("{given}, hour 32, push a"), expect!["outside_hours; 0 waiting"]);
    check(&format!("{given}, hour 33, push a"), expect!["told; 1 waiting"]);
    check(&format!("{given}, hour 41, push a"), expect!["told; 1 waiting"]);
    check(&format!("{given}, hour 42, push a"), expect!["outside_hours; 0 waiting"]);
    // Through the night; and the shopper's own hours count beside them.
    check("hours a 20:00-02:00, phone, hour 25, push a", expect!["told; 1 waiting"]);
    check("hours a 20:00-02:00, phone, quiet, hour 25, push a", expect!["quiet_hours; 0 waiting"]);
    check("hours a 20:00-02:00, phone, hour 26, push a", expect!["outside_hours; 0 waiting"]);
    check(
        "hours a 09:00-09:00, phone, hour 33, push a",
        expect![
            "hours: hours that begin when they end are none; leave them out to tell at any hour, no_offer; 0 waiting"
        ],
    );
}
