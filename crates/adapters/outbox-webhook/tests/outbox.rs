//! The outbox against receivers that fail in every way that receivers fail.

mod engine;
mod receiver;

use base64::Engine as _;
use engine::{Engine, until};
use hmac::{Hmac, Mac};
use realtail_outbox_webhook::{Outbox, Settings};
use receiver::{Does, Receiver};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn start(engine: &Arc<Engine>) -> Outbox {
    let settings = Settings {
        window: 4,
        attempts_max: 3,
        timeout: Duration::from_millis(300),
        backoff_base: Duration::from_millis(20),
        backoff_max: Duration::from_millis(50),
    };
    Outbox::start(engine.clone(), settings).expect("a thread")
}

#[test]
fn what_is_about_the_same_arrives_in_order_once_and_signed() {
    let (engine, receiver) = (Engine::new(), Receiver::new([]));
    engine.act("before");
    engine.set_webhook("w", receiver.url());
    let outbox = start(&engine);
    engine.act(&"milk ".repeat(40));
    until("all have arrived", || engine.cursor("w") == 41);
    let expected: Vec<String> = (2..=41).map(|position| format!("{position}.0")).collect();
    assert_eq!(receiver.ids(), expected, "in order, and nothing from before the endpoint");
    assert_eq!(engine.state().delivered, expected);
    assert!(
        engine.state().advances <= 4,
        "the cursor is written down now and then: {}",
        engine.state().advances
    );
    let now = engine_seconds(&engine);
    for got in receiver.got() {
        let (id, time) = (&got.headers["webhook-id"], &got.headers["webhook-timestamp"]);
        assert!((now - time.parse::<i64>().expect("seconds")).abs() < 60, "{time}");
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[7; 32]).expect("a key");
        mac.update(format!("{id}.{time}.{}", got.body).as_bytes());
        let signature = got.headers["webhook-signature"].strip_prefix("v1,").expect("version 1");
        let signature = base64::engine::general_purpose::STANDARD.decode(signature).expect("base64");
        mac.verify_slice(&signature).expect("the signature of the endpoint's key");
        assert_eq!(got.headers["content-type"], "application/cloudevents+json; charset=utf-8");
    }
    outbox.stop();
}

fn engine_seconds(engine: &Arc<Engine>) -> i64 {
    use realtail_outbox_webhook::Ledger;
    engine.now().micros() / 1_000_000
}

#[test]
fn a_failed_delivery_is_tried_again_and_others_do_not_wait() {
    let receiver =
        Receiver::new([]).with("1.0", &[Does::Answers(500, ""), Does::Hangs, Does::Answers(200, "")]);
    let engine = Engine::new();
    engine.set_webhook("w", receiver.url());
    let outbox = start(&engine);
    engine.act("milk bread milk eggs");
    until("all have arrived", || engine.cursor("w") == 4);
    let ids = receiver.ids();
    assert_eq!(ids.iter().filter(|id| *id == "1.0").count(), 3, "{ids:?}");
    let place = |id: &str| ids.iter().rposition(|i| i == id).expect("arrived");
    assert!(
        place("2.0") < place("1.0") && place("4.0") < place("1.0"),
        "bread and eggs do not wait: {ids:?}"
    );
    assert!(place("3.0") > place("1.0"), "the second milk waits for the first: {ids:?}");
    assert!(engine.dead("w").is_empty());
    outbox.stop();
}

#[test]
fn what_cannot_be_delivered_is_given_up_with_its_reason() {
    check(Does::Answers(500, ""), 3, "answered 500 Internal Server Error: no");
    check(
        Does::Answers(302, "Location: http://127.0.0.1:1/elsewhere\r\n"),
        3,
        "answered 302 Found and redirects are not followed: no",
    );
    check(Does::Answers(410, ""), 1, "answered 410 Gone: no");
    check(Does::Hangs, 3, "no answer within 300ms");
    check(Does::Slow(Duration::from_secs(1)), 3, "no answer within 300ms");

    #[track_caller]
    fn check(does: Does, attempts: u32, error: &str) {
        let receiver = Receiver::new([]).with("1.0", &[does]);
        let engine = Engine::new();
        engine.set_webhook("w", receiver.url());
        let outbox = start(&engine);
        engine.act("milk milk");
        until("the cursor moves on", || engine.cursor("w") == 2);
        assert_eq!(engine.dead("w"), [(1, attempts, error.to_owned())]);
        assert_eq!(receiver.ids().last().map(String::as_str), Some("2.0"), "the next went out after it");
        outbox.stop();
    }
}

#[test]
fn a_refused_connection_and_a_broken_address_are_given_up_and_sent_again_on_demand() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let engine = Engine::new();
    engine.set_webhook("w", format!("http://{address}/hook?shop=1"));
    engine.set_webhook("v", "http://[::/".to_owned());
    let outbox = start(&engine);
    engine.act("milk");
    until("both gave up", || engine.cursor("w") == 1 && engine.cursor("v") == 1);
    let (_, attempts, error) = engine.dead("w").remove(0);
    assert!(attempts == 3 && error.contains("refused"), "{attempts} {error}");
    assert!(engine.dead("v")[0].2.starts_with("nothing can be sent to"), "{:?}", engine.dead("v"));
    // Still away: given up again. Then back.
    engine.resend("w", 1);
    until("gave up again", || !engine.dead("w").is_empty());
    let receiver = Receiver::on(TcpListener::bind(address).expect("the same port"), []);
    engine.resend("w", 1);
    until("arrived", || engine.state().endpoints[&engine::name("w")].resend.is_empty());
    assert!(engine.dead("w").is_empty());
    assert_eq!(receiver.ids(), ["1.0"]);
    outbox.stop();
}

#[test]
fn a_receiver_that_asks_for_time_is_left_alone() {
    for status in [429, 503] {
        let receiver = Receiver::new([])
            .with("1.0", &[Does::Answers(status, "Retry-After: 1\r\n"), Does::Answers(204, "")]);
        let engine = Engine::new();
        engine.set_webhook("w", receiver.url());
        let outbox = start(&engine);
        engine.act("milk");
        until("asked for time", || receiver.got().len() == 1);
        std::thread::sleep(Duration::from_millis(50));
        engine.act("bread");
        until("both have arrived", || engine.cursor("w") == 2);
        let got = receiver.got();
        assert_eq!(got.len(), 3);
        assert!(got[1].at - got[0].at > Duration::from_millis(900), "{status}: left alone for a second");
        outbox.stop();
    }
}

#[test]
fn a_dead_endpoint_holds_up_no_other() {
    let (dead, slow, quick) = (
        Receiver::new(std::iter::repeat_n(Does::Hangs, 1000)),
        Receiver::new(std::iter::repeat_n(Does::Slow(Duration::from_millis(100)), 1000)),
        Receiver::new([]),
    );
    let engine = Engine::new();
    for (name, receiver) in [("dead", &dead), ("slow", &slow), ("quick", &quick)] {
        engine.set_webhook(name, receiver.url());
    }
    let outbox = start(&engine);
    let started = Instant::now();
    let subjects: Vec<String> = (0..100).map(|n| format!("item{n}")).collect();
    engine.act(&subjects.join(" "));
    until("the quick one has all", || quick.got().len() == 100);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    until("the slow one has all", || engine.cursor("slow") == 100);
    assert!(engine.cursor("dead") < 100, "the dead one is still being tried");
    outbox.stop();
}

#[test]
fn a_restart_skips_nothing() {
    let receiver = Receiver::new(std::iter::repeat_n(Does::Slow(Duration::from_millis(5)), 10_000));
    let engine = Engine::new();
    engine.set_webhook("w", receiver.url());
    engine.state().busy = 3;
    let subjects: Vec<String> = (0..300).map(|n| format!("item{}", n % 7)).collect();
    engine.act(&subjects.join(" "));
    for so_many in [20, 90, 200] {
        let outbox = start(&engine);
        until("some have arrived", || receiver.got().len() >= so_many);
        outbox.stop();
        assert!(engine.cursor("w") < 300, "stopped in the middle");
    }
    let outbox = start(&engine);
    until("all have arrived", || engine.cursor("w") == 300);
    outbox.stop();
    let ids: std::collections::BTreeSet<String> = receiver.ids().into_iter().collect();
    assert_eq!(ids.len(), 300, "each at least once");
    assert!(engine.dead("w").is_empty());
}

#[test]
fn an_endpoint_can_go_move_and_come_back_while_it_is_delivered_to() {
    let (old, new) = (Receiver::new(std::iter::repeat_n(Does::Answers(500, ""), 1000)), Receiver::new([]));
    let engine = Engine::new();
    engine.set_webhook("gone", old.url());
    engine.set_webhook("moved", old.url());
    let outbox = start(&engine);
    engine.act("milk bread eggs");
    until("tried", || old.got().len() >= 6);
    engine.remove_webhook("gone");
    let moved = {
        let mut state = engine.state();
        let endpoint = state.endpoints.get_mut(&engine::name("moved")).expect("it is there");
        endpoint.webhook.url = new.url();
        endpoint.cursor
    };
    engine.act("tea");
    until("the moved one gets the rest", || engine.cursor("moved") == 4);
    assert!(moved.0 < 4 && new.ids().contains(&"4.0".to_owned()));
    let tried = old.got().len();
    engine.set_webhook("gone", new.url());
    engine.act("salt");
    until("back", || engine.cursor("gone") == 5);
    assert_eq!(old.got().len(), tried, "nothing more to the old address");
    outbox.stop();
}
