//! Payment intents through the courier, against a provider that fails as the real one does.

mod desk;
mod fake;

use desk::{FakeDesk, ask, word};
use expect_test::{Expect, expect};
use fake::{Fails, Fake, KEY};
use hmac::{Hmac, Mac};
use realtail_payments::{HeaderMap, News, PaymentIntents, Provider, Refused, payment_intents};
use realtail_vocabulary::{PaymentAsk, PaymentOperation};
use sha2::Sha256;
use std::sync::Arc;

const SECRET: &str = "whsec_fake";

fn settings(url: String) -> payment_intents::Settings {
    payment_intents::Settings {
        url,
        key: KEY.to_owned(),
        webhook_secret: SECRET.to_owned(),
        tolerance_s: 300,
        version: "2024-06-20".to_owned(),
        key_prefix: "shop".to_owned(),
    }
}

fn client(fake: &Fake) -> Arc<PaymentIntents> {
    Arc::new(PaymentIntents::new(settings(format!("http://{}", fake.address))).expect("good settings"))
}

fn parse(text: &str, n: u32) -> PaymentAsk {
    let words: Vec<&str> = text.split_whitespace().collect();
    let amount = words.last().and_then(|w| w.parse().ok()).expect("an amount");
    let operation = match words[0] {
        "authorise" => PaymentOperation::Authorise,
        "capture" => PaymentOperation::Capture,
        "void" => PaymentOperation::Void,
        "refund" => PaymentOperation::Refund,
        other => panic!("no ask is called {other}"),
    };
    let token = (operation == PaymentOperation::Authorise).then(|| word(words[1]));
    PaymentAsk { token, ..ask("order-1/p'1", n, operation, amount, payment_intents::NAME) }
}

fn failure(text: &str) -> Fails {
    match text {
        "cut before" => Fails::CutBefore,
        "cut after" => Fails::CutAfter,
        "cut after, key forgotten" => Fails::CutAfterAndForget,
        "half an answer" => Fails::HalfAnAnswer,
        "500 after" => Fails::BreaksAfter,
        "slow" => Fails::SlowAfter(900),
        "429" => Fails::TooMany,
        "401" => Fails::BadKey,
        other => panic!("nothing fails by {other}"),
    }
}

/// `authorise pm_card_visa 100; capture 60 [cut after]`: one ask after the other, each with what happens to its first
/// calls; then what the engine was told, and what the provider has done.
fn check(case: &str, expected: Expect) {
    check_on(&Fake::new(), case, expected);
}

fn check_on(fake: &Fake, case: &str, expected: Expect) {
    let (desk, payments) = FakeDesk::carried(client(fake));
    for (n, text) in (1..).zip(case.split("; ")) {
        let (text, fails) = text.split_once(" [").unwrap_or((text, ""));
        let fails = fails.trim_end_matches(']').split(" | ").filter(|f| !f.is_empty());
        fake.fail(fails.map(failure));
        desk.ask_and_wait(parse(text, n));
    }
    payments.stop();
    let said = desk.said().join("\n").replace("order-1/p'1/", "");
    expected.assert_eq(&format!("{said}\n{}", fake.told()));
}

#[test]
fn all_is_well() {
    check(
        "authorise pm_card_visa 100; capture 60; capture 40; refund 30; refund 70",
        expect![[r#"
        1 done 100
        2 done 60
        3 done 40
        4 done 30
        5 done 70
        100 of 100 received, succeeded; 100 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 60; void 40",
        expect![[r#"
        1 done 100
        2 done 60
        3 done 40
        60 of 100 received, canceled; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; void 100",
        expect![[r#"
        1 done 100
        2 done 100
        0 of 100 received, canceled; 0 refunded"#]],
    );
    // Such a card is captured once; the rest is let go with it.
    check(
        "authorise pm_card_single 100; capture 60; void 40; capture 40",
        expect![[r#"
        1 done 100
        2 done 60
        3 done 40
        4 declined payment_intent_unexpected_state
        60 of 100 received, succeeded; 0 refunded"#]],
    );
}

#[test]
fn declined() {
    check(
        "authorise pm_card_chargeDeclined 100",
        expect![[r#"
        1 declined generic_decline
        0 of 100 received, requires_payment_method; 0 refunded"#]],
    );
    check(
        "authorise pm_card_chargeDeclinedInsufficientFunds 100",
        expect![[r#"
        1 declined insufficient_funds
        0 of 100 received, requires_payment_method; 0 refunded"#]],
    );
    check(
        "authorise pm_card_authenticationRequired 100",
        expect![[r#"
        1 declined authentication_required
        0 of 100 received, requires_payment_method; 0 refunded"#]],
    );
    check(
        "authorise pm_unknown 100",
        expect![[r#"
        1 declined resource_missing
        ; 0 refunded"#]],
    );
    check(
        "authorise tok_visa 100",
        expect![[r#"
        1 declined not_a_payment_method
        ; 0 refunded"#]],
    );
    check(
        "authorise 4242424242424242 100",
        expect![[r#"
        1 declined card_number_refused
        ; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 1",
        expect![[r#"
        1 declined amount_too_small
        ; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 101",
        expect![[r#"
        1 done 100
        2 declined amount_too_large
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 60; refund 50; refund 11",
        expect![[r#"
        1 done 100
        2 done 60
        3 done 50
        4 declined charge_already_refunded
        60 of 100 received, requires_capture; 50 refunded"#]],
    );
    check(
        "capture 100",
        expect![[r#"
        1 declined reference_missing
        ; 0 refunded"#]],
    );
}

#[test]
fn what_nobody_knows_is_found_out_and_done_once() {
    check(
        "authorise pm_card_visa 100 [cut before]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100 [cut after]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100 [half an answer]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100 [slow]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100 [500 after]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_chargeDeclined 100 [cut after]",
        expect![[r#"
        1 unsure
        1 declined generic_decline
        0 of 100 received, requires_payment_method; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 60 [cut after]; capture 40 [slow]",
        expect![[r#"
        1 done 100
        2 unsure
        2 done 60
        3 unsure
        3 done 40
        100 of 100 received, succeeded; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 60 [500 after]; capture 40 [cut before | 500 after]",
        expect![[r#"
            1 done 100
            2 unsure
            2 done 60
            3 unsure
            3 done 40
            100 of 100 received, succeeded; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; void 100 [500 after]",
        expect![[r#"
        1 done 100
        2 unsure
        2 done 100
        0 of 100 received, canceled; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 100; refund 30 [500 after]; refund 70 [cut after]",
        expect![[r#"
            1 done 100
            2 done 100
            3 unsure
            3 done 30
            4 unsure
            4 done 70
            100 of 100 received, succeeded; 100 refunded"#]],
    );
}

#[test]
fn a_key_that_was_forgotten_does_nothing_twice() {
    check(
        "authorise pm_card_visa 100 [cut after, key forgotten]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    check(
        "authorise pm_card_visa 100; capture 60 [cut after, key forgotten]; refund 60 [cut after, key forgotten]",
        expect![[r#"
            1 done 100
            2 unsure
            2 done 60
            3 unsure
            3 done 60
            60 of 100 received, requires_capture; 60 refunded"#]],
    );
}

#[test]
fn what_cannot_be_searched_for_yet_is_sent_again_under_its_key() {
    let fake = Fake::new();
    fake.index(false);
    check_on(
        &fake,
        "authorise pm_card_visa 100 [cut after | cut before]",
        expect![[r#"
        1 unsure
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
    assert_eq!(fake.posts(), 3);
}

#[test]
fn what_was_not_taken_waits_and_nobody_is_unsure() {
    check(
        "authorise pm_card_visa 100 [429 | 429 | 401]; capture 100 [429]",
        expect![[r#"
        1 done 100
        2 done 100
        100 of 100 received, succeeded; 0 refunded"#]],
    );
}

#[test]
fn a_provider_that_is_down_gets_what_waited_when_it_is_back() {
    let fake = Fake::new();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("one");
    let down = PaymentIntents::new(settings(format!("http://{nobody}"))).expect("good settings");
    let (desk, payments) = FakeDesk::carried(Arc::new(down));
    desk.ask(parse("authorise pm_card_visa 100", 1));
    std::thread::sleep(std::time::Duration::from_millis(300));
    payments.stop();
    assert!(desk.said().is_empty(), "it certainly did not arrive: {:?}", desk.said());
    check_on(
        &fake,
        "authorise pm_card_visa 100",
        expect![[r#"
        1 done 100
        0 of 100 received, requires_capture; 0 refunded"#]],
    );
}

fn signed(time_s: i64, body: &str) -> HeaderMap {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key");
    mac.update(format!("{time_s}.{body}").as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let mut headers = HeaderMap::new();
    headers.insert("stripe-signature", format!("t={time_s},v1={hex}").parse().expect("a header"));
    headers
}

#[test]
fn webhooks_say_the_same_as_answers_in_any_order_and_number() {
    let fake = Fake::new();
    let provider = client(&fake);
    let (desk, payments) = FakeDesk::carried(provider.clone());
    let asks = "authorise pm_card_visa 100; capture 60; refund 20; void 40";
    for (n, text) in (1..).zip(asks.split("; ")) {
        desk.ask_and_wait(parse(text, n));
    }
    payments.stop();
    let now = realtail_kernel::Instant::from_micros(1_000_000_000_000);
    for event in fake.events().iter().rev().chain(&fake.events()) {
        let body = event.to_string();
        desk.notice(provider.read_webhook(&signed(1_000_000, &body), body.as_bytes(), now).expect("signed"));
    }
    expect![[r#"
        p/1 done 100
        p/2 done 60
        p/3 done 20
        p/4 done 40
        p void by webhook, unasked
        p/3 done 20 by webhook (known already)
        p/2 done 60 by webhook (known already)
        p/1 done 100 by webhook (known already)
        p/1 done 100 by webhook (known already)
        p/2 done 60 by webhook (known already)
        p/3 done 20 by webhook (known already)
        p void by webhook, unasked"#]]
    .assert_eq(&desk.said().join("\n").replace("order-1/p'1", "p"));
}

#[test]
fn webhooks_answer_what_waits() {
    let fake = Fake::new();
    let provider = client(&fake);
    let (quiet, payments) = FakeDesk::carried(provider.clone());
    for (n, text) in (1..).zip("authorise pm_card_visa 100; capture 60; void 40".split("; ")) {
        quiet.ask_and_wait(parse(text, n));
    }
    payments.stop();
    // Another engine, to which no call was ever answered.
    let waiting = FakeDesk::new();
    let _keeps_listening = realtail_payments::Desk::asks(&*waiting);
    for (n, text) in (1..).zip("authorise pm_card_visa 100; capture 60; void 40".split("; ")) {
        waiting.ask(parse(text, n));
    }
    let now = realtail_kernel::Instant::from_micros(1_000_000_000_000);
    for event in fake.events() {
        let body = event.to_string();
        let notice = provider.read_webhook(&signed(1_000_000, &body), body.as_bytes(), now);
        waiting.notice(notice.expect("signed"));
    }
    expect![[r#"
        p/1 done 100 by webhook
        p/2 done 60 by webhook
        p/3 done 40 by webhook"#]]
    .assert_eq(&waiting.said().join("\n").replace("order-1/p'1", "p"));
}

#[test]
fn webhooks_by_others_too_late_or_about_others_are_not_taken() {
    let fake = Fake::new();
    let provider = client(&fake);
    let now = realtail_kernel::Instant::from_micros(1_000_000_000_000);
    let check = |headers: HeaderMap, body: &str, expected: &str| {
        let found = match provider.read_webhook(&headers, body.as_bytes(), now) {
            Ok(notice) => match notice.news {
                News::Answer { .. } => "an answer".to_owned(),
                News::Nothing { kind } => format!("nothing: {kind}"),
            },
            Err(Refused::BadSignature(why)) => why.to_owned(),
            Err(Refused::Unreadable(_)) => "unreadable".to_owned(),
        };
        assert_eq!(found, expected, "{body}");
    };
    let other = r#"{"id":"evt_1","type":"customer.created","data":{"object":{"id":"cus_1"}}}"#;
    let foreign = r#"{"id":"evt_2","type":"payment_intent.succeeded","data":{"object":{"id":"pi_9",
        "status":"succeeded","amount":5,"amount_received":5,"currency":"eur","metadata":{}}}}"#;
    check(signed(1_000_000, other), other, "nothing: customer.created");
    check(signed(1_000_000, foreign), foreign, "nothing: payment_intent.succeeded");
    check(signed(999_000, other), other, "the signature is too old, or from the future");
    check(signed(1_000_000, foreign), other, "no signature is right");
    check(HeaderMap::new(), other, "the signature is missing");
    check(signed(1_000_000, "{}"), "{}", "unreadable");
}

#[test]
fn no_secret_is_shown() {
    let shown = format!("{:?}", settings("https://payments.example".to_owned()));
    assert!(!shown.contains(KEY) && !shown.contains(SECRET), "{shown}");
    let refused = PaymentIntents::new(settings("http://payments.example".to_owned())).err();
    assert!(refused.is_some_and(|why| why.contains("in the clear") && !why.contains(KEY)));
}
