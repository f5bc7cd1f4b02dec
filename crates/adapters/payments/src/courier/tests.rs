//! The test provider's scripts through the courier, on a clock that leaps, with a desk that stands in for the engine.

mod desk;

use super::*;
use crate::desk::Taken;
use crate::provider::News;
use crate::test_provider::asks::{authorise, capture, refund, void};
use crate::test_provider::{NAME, TestProvider};
use desk::FakeDesk;
use expect_test::{Expect, expect};
use std::collections::BTreeMap;
use std::sync::Mutex;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

fn provider() -> Arc<TestProvider> {
    Arc::new(TestProvider::in_memory([7; 32]))
}

fn carried(desk: &Arc<FakeDesk>, settings: Settings) -> (watch::Sender<bool>, tokio::task::JoinHandle<()>) {
    let (stop, stopped) = watch::channel(false);
    let provider: Arc<dyn Provider> = desk.provider.clone();
    (stop, tokio::spawn(carry(desk.clone(), Begins::of(&**desk), vec![(provider, settings)], stopped)))
}

/// Waits, on the clock that leaps, until all is answered.
async fn all_answered(desk: &FakeDesk) {
    for _ in 0..10_000 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        if desk.written.lock().expect("whole").waiting.is_empty() {
            return;
        }
    }
    panic!("still waiting: {:?}", desk.written.lock().expect("whole").waiting);
}

fn parse(text: &str, n: u32) -> PaymentAsk {
    let words: Vec<&str> = text.split_whitespace().collect();
    let amount = || words.last().and_then(|w| w.parse().ok()).expect("an amount");
    match words[0] {
        "authorise" => authorise("a", n, words[1], amount()),
        "capture" => capture("a", n, amount()),
        "void" => void("a", n, amount()),
        "refund" => refund("a", n, amount()),
        other => panic!("no ask is called {other}"),
    }
}

/// `capture 60, capture 40`: the asks of one payment, all durable at once, and what the engine is told.
async fn check(case: &str, expected: Expect) {
    let desk = FakeDesk::new(provider(), Vec::new());
    let (stop, courier) = carried(&desk, Settings::default());
    for (n, ask) in (1..).zip(case.split(", ")) {
        desk.ask(parse(ask, n));
    }
    all_answered(&desk).await;
    // Events that come late still come.
    tokio::time::sleep(Duration::from_secs(1)).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    let said = std::mem::take(&mut desk.written.lock().expect("whole").said);
    let payment = PaymentId::new("a").expect("a name");
    let account = desk.provider.account(&payment).expect("an account");
    let book = format!(
        "book: {} authorised, {} captured, {} voided, {} refunded",
        account.authorised, account.captured, account.voided, account.refunded
    );
    expected.assert_eq(&format!("{}\n{book}", said.join("\n")));
}

#[tokio::test(start_paused = true)]
async fn scripts_that_answer() {
    check(
        "authorise success_token 100",
        expect![[r#"
        a/1 done 100
        book: 100 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 100, capture 60, capture 40, refund 30",
        expect![[r#"
        a/1 done 100
        a/2 done 60
        a/3 done 40
        a/4 done 30
        book: 100 authorised, 100 captured, 0 voided, 30 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 100, capture 60, void 40",
        expect![[r#"
        a/1 done 100
        a/2 done 60
        a/3 done 40
        book: 100 authorised, 60 captured, 40 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise fail_token 100",
        expect![[r#"
        a/1 declined card_declined
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise insufficient_funds 100",
        expect![[r#"
        a/1 declined insufficient_funds
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise nonsense 100",
        expect![[r#"
        a/1 declined unknown_token
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise 4242424242424242 100",
        expect![[r#"
        a/1 declined card_number_refused
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise slow_700 100",
        expect![[r#"
        a/1 done 100
        book: 100 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise capture_fails_once 100, capture 100, capture 100",
        expect![[r#"
        a/1 done 100
        a/2 declined capture_failed
        a/3 done 100
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise refund_fails 100, capture 100, refund 1",
        expect![[r#"
        a/1 done 100
        a/2 done 100
        a/3 declined refund_failed
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn scripts_that_time_out_are_looked_up_and_never_guessed() {
    check(
        "authorise timeout_then_success 100, capture 100",
        expect![[r#"
        a/1 unsure: no answer within 10s
        a/1 done 100
        a/2 done 100
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise timeout_then_declined 100",
        expect![[r#"
        a/1 unsure: no answer within 10s
        a/1 declined card_declined
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise timeout_never_arrived 100",
        expect![[r#"
        a/1 unsure: no answer within 10s
        a/1 done 100
        book: 100 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise slow_15000 100",
        expect![[r#"
        a/1 unsure: no answer within 10s
        a/1 done 100
        book: 100 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise capture_times_out 100, capture 50, capture 50",
        expect![[r#"
        a/1 done 100
        a/2 unsure: no answer within 10s
        a/2 done 50
        a/3 unsure: no answer within 10s
        a/3 done 50
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise void_times_out 100, void 100",
        expect![[r#"
        a/1 done 100
        a/2 unsure: no answer within 10s
        a/2 done 100
        book: 100 authorised, 0 captured, 100 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise refund_times_out 100, capture 100, refund 100",
        expect![[r#"
        a/1 done 100
        a/2 done 100
        a/3 unsure: no answer within 10s
        a/3 done 100
        book: 100 authorised, 100 captured, 0 voided, 100 refunded"#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn webhooks_count_once() {
    check(
        "authorise double_webhook 100, capture 100",
        expect![[r#"
        a/1 done 100
        a/2 done 100
        a/1 done 100 by webhook (known already)
        a/2 done 100 by webhook (known already)
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise settles_by_webhook 100, capture 100",
        expect![[r#"
        a/1 unsure: it will be settled by a webhook
        a/1 done 100 by webhook
        a/2 unsure: it will be settled by a webhook
        a/2 done 100 by webhook
        book: 100 authorised, 100 captured, 0 voided, 0 refunded"#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_provider_keeps_to_what_it_holds() {
    check(
        "authorise success_token 100, capture 60, capture 41",
        expect![[r#"
        a/1 done 100
        a/2 done 60
        a/3 declined capture_exceeds_authorised
        book: 100 authorised, 60 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 100, capture 60, refund 40, refund 40",
        expect![[r#"
        a/1 done 100
        a/2 done 60
        a/3 done 40
        a/4 declined refund_exceeds_captured
        book: 100 authorised, 60 captured, 0 voided, 40 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 100, void 100, capture 1",
        expect![[r#"
        a/1 done 100
        a/2 done 100
        a/3 declined capture_exceeds_authorised
        book: 100 authorised, 0 captured, 100 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise fail_token 100, capture 1",
        expect![[r#"
        a/1 declined card_declined
        a/2 declined capture_exceeds_authorised
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 0",
        expect![[r#"
        a/1 declined amount_too_small
        book: 0 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
    check(
        "authorise success_token 100, authorise success_token 100",
        expect![[r#"
        a/1 done 100
        a/2 declined payment_exists
        book: 100 authorised, 0 captured, 0 voided, 0 refunded"#]],
    )
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_same_key_has_one_effect() {
    let provider = provider();
    let performed = |ask: &PaymentAsk| match provider.perform(ask) {
        Reply::Now(Performed::Answered(answer)) => answer,
        _ => panic!("answered at once"),
    };
    let first = performed(&authorise("a", 1, "success_token", 100));
    assert_eq!(performed(&authorise("a", 1, "success_token", 100)), first);
    let ProviderAnswer::Declined { code, .. } = performed(&authorise("a", 1, "success_token", 101)) else {
        panic!("another amount under the same key");
    };
    assert_eq!(code.as_str(), "key_reused");
    assert_eq!(provider.account(&PaymentId::new("a").expect("a name")).expect("one").authorised, 100);
}

#[tokio::test(start_paused = true)]
async fn what_waited_before_the_start_is_looked_up_before_it_is_sent() {
    let provider = provider();
    let sent = authorise("sent", 1, "success_token", 100);
    provider.perform(&sent);
    let waiting = vec![sent, authorise("unsent", 1, "success_token", 100), capture("sent", 2, 70)];
    let desk = FakeDesk::new(provider, waiting);
    let (stop, courier) = carried(&desk, Settings::default());
    all_answered(&desk).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    let said = desk.written.lock().expect("whole").said.join("\n");
    expect![[r#"
        sent/1 done 100
        unsent/1 done 100
        sent/2 done 70"#]]
    .assert_eq(&said);
}

#[tokio::test(start_paused = true)]
async fn a_busy_engine_is_handed_the_answers_again() {
    let desk = FakeDesk::new(provider(), Vec::new());
    desk.written.lock().expect("whole").busy = 5;
    let (stop, courier) = carried(&desk, Settings::default());
    for n in 0..100 {
        desk.ask(authorise(&format!("p{n}"), 1, "success_token", 1));
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    all_answered(&desk).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    let said = desk.written.lock().expect("whole").said.clone();
    let each: BTreeSet<&String> = said.iter().collect();
    assert_eq!((said.len(), each.len()), (100, 100), "each once, none lost");
}

#[tokio::test(start_paused = true)]
async fn a_stop_leaves_what_is_on_its_way_for_the_next_start() {
    let provider = provider();
    let desk = FakeDesk::new(provider.clone(), Vec::new());
    let (stop, courier) = carried(&desk, Settings::default());
    desk.ask(authorise("quick", 1, "slow_300", 1));
    desk.ask(authorise("slow", 1, "slow_9000", 1));
    tokio::time::sleep(Duration::from_millis(10)).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    let (said, waiting) = {
        let written = desk.written.lock().expect("whole");
        (written.said.join("\n"), written.waiting.clone())
    };
    assert_eq!(said, "quick/1 done 1");
    let desk = FakeDesk::new(provider, waiting);
    let (stop, courier) = carried(&desk, Settings::default());
    all_answered(&desk).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    assert_eq!(
        desk.written.lock().expect("whole").said.join("\n"),
        "slow/1 unsure: under way\nslow/1 done 1"
    );
}

/// Takes nothing for a while, then everything; counts how often it was called.
struct Down {
    calls: Mutex<BTreeMap<String, usize>>,
    until: Instant,
    inner: Arc<TestProvider>,
}

impl Provider for Down {
    fn name(&self) -> &'static str {
        NAME
    }

    fn perform(&self, ask: &PaymentAsk) -> Reply<Performed> {
        *self.calls.lock().expect("whole").entry(ask.payment.to_string()).or_default() += 1;
        if Instant::now() < self.until {
            let problem = "connection refused".to_owned();
            return Reply::Later(Box::pin(async { Performed::NotTaken { problem, wait: None } }));
        }
        self.inner.perform(ask)
    }

    fn look_up(&self, ask: &PaymentAsk) -> Reply<Found> {
        self.inner.look_up(ask)
    }

    fn read_webhook(
        &self,
        headers: &hyper::HeaderMap,
        body: &[u8],
        now: realtail_kernel::Instant,
    ) -> Result<crate::Notice, crate::Refused> {
        self.inner.read_webhook(headers, body, now)
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_is_down_is_left_alone_and_gets_all_that_waited() {
    let desk = FakeDesk::new(provider(), Vec::new());
    let (stop, stopped) = watch::channel(false);
    let until = Instant::now() + Duration::from_secs(120);
    let down = Arc::new(Down { calls: Mutex::default(), until, inner: desk.provider.clone() });
    let settings = Settings { window: 4, ..Settings::default() };
    let courier =
        tokio::spawn(carry(desk.clone(), Begins::of(&*desk), vec![(down.clone(), settings)], stopped));
    for n in 0..200 {
        desk.ask(authorise(&format!("p{n:03}"), 1, "success_token", 1));
    }
    all_answered(&desk).await;
    stop.send_replace(true);
    courier.await.expect("no panic");
    let calls: usize = down.calls.lock().expect("whole").values().sum();
    assert!(calls < 230, "{calls} calls for 200 asks: it was not left alone");
    let said = desk.written.lock().expect("whole").said.clone();
    assert!(said.iter().all(|line| line.ends_with("done 1")), "nothing of it was unsure: {said:?}");
}
