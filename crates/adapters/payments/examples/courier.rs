//! How many asks a second the courier carries to the test provider and back, and how long one takes, without an engine.

use realtail_kernel::{Currency, OrderId, PaymentId, Word};
use realtail_payments::{Answered, Desk, Payments, Pending, Provider, Settings, Taken, TestProvider, Told};
use realtail_vocabulary::{PaymentAsk, PaymentOperation};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Asks = Vec<PaymentAsk>;

/// Stands in for the engine, and notes how long each answer took.
struct Stopwatch {
    receiver: Mutex<Option<UnboundedReceiver<Asks>>>,
    sent: Mutex<Vec<Instant>>,
    took: Mutex<Vec<Duration>>,
}

impl Desk for Stopwatch {
    fn asks(&self) -> UnboundedReceiver<Asks> {
        self.receiver.lock().expect("whole").take().expect("asked for once")
    }

    fn waiting(&self) -> Pending<Asks> {
        Box::pin(async { Vec::new() })
    }

    fn lacks_answer(&self, _payment: &PaymentId, _ask: u32) -> bool {
        true
    }

    fn answer(&self, answers: Vec<Answered>) -> Taken {
        let now = Instant::now();
        let sent = self.sent.lock().expect("whole");
        let mut took = self.took.lock().expect("whole");
        for answered in &answers {
            let n: usize = answered.payment.as_str()[1..].parse().expect("a number");
            took.push(now.duration_since(sent[n]));
        }
        Box::pin(async { Ok(()) })
    }

    fn told(&self, _provider: &str, _event: Told) -> Pending<()> {
        Box::pin(async {})
    }
}

fn ask(n: usize) -> PaymentAsk {
    PaymentAsk {
        payment: PaymentId::new(format!("p{n}")).expect("a name"),
        ask: 1,
        operation: PaymentOperation::Authorise,
        amount: 1299,
        currency: Currency::try_from("EUR".to_owned()).expect("a currency"),
        provider: Word::new("test").expect("a word"),
        token: Some(Word::new("success_token").expect("a word")),
        sealed_token: None,
        reference: None,
        order: OrderId::new("o").expect("a name"),
        return_id: None,
    }
}

/// All asks of a run, in batches.
fn batches(total: usize, size: usize) -> Vec<Asks> {
    (0..total / size).map(|batch| (batch * size..(batch + 1) * size).map(ask).collect()).collect()
}

/// Carries `total` asks that `send` sends; how many seconds that was, and how long each took, the shortest first.
fn run(
    provider: TestProvider,
    total: usize,
    send: impl FnOnce(&Stopwatch, &UnboundedSender<Asks>),
) -> (f64, Vec<Duration>) {
    let (sender, receiver) = unbounded_channel();
    let receiver = Mutex::new(Some(receiver));
    let desk = Arc::new(Stopwatch { receiver, sent: Mutex::default(), took: Mutex::default() });
    let provider: Arc<dyn Provider> = Arc::new(provider);
    let payments = Payments::start(desk.clone(), vec![(provider, Settings::default())]).expect("a thread");
    let started = Instant::now();
    send(&desk, &sender);
    while desk.took.lock().expect("whole").len() < total {
        std::thread::sleep(Duration::from_millis(1));
    }
    let seconds = started.elapsed().as_secs_f64();
    payments.stop();
    let mut took = std::mem::take(&mut *desk.took.lock().expect("whole"));
    took.sort_unstable();
    (seconds, took)
}

fn all_at_once(name: &str, provider: TestProvider) -> String {
    let total = 500_000;
    let asks = batches(total, 100);
    let (seconds, _) = run(provider, total, |desk, sender| {
        *desk.sent.lock().expect("whole") = vec![Instant::now(); total];
        asks.into_iter().for_each(|batch| sender.send(batch).expect("the courier listens"));
    });
    format!("{name}: {:.0} asks a second", total as f64 / seconds)
}

fn ten_each_millisecond(provider: TestProvider) -> String {
    let total = 50_000;
    let asks = batches(total, 10);
    let (seconds, took) = run(provider, total, |desk, sender| {
        let mut next = Instant::now();
        for batch in asks {
            desk.sent.lock().expect("whole").extend([Instant::now(); 10]);
            sender.send(batch).expect("the courier listens");
            next += Duration::from_millis(1);
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
    });
    let at = |q: f64| took[((took.len() - 1) as f64 * q) as usize].as_secs_f64() * 1e6;
    let rate = total as f64 / seconds;
    format!("at {rate:.0} a second: p50 {:.0} µs, p99 {:.0} µs, longest {:.0} µs", at(0.5), at(0.99), at(1.0))
}

#[expect(clippy::print_stdout, reason = "what was asked for")]
fn main() {
    let path = std::env::temp_dir().join(format!("realtail-courier-{}.book", std::process::id()));
    let in_a_file = || TestProvider::with_book(&path, [1; 32]).expect("a file");
    println!("{}", all_at_once("book in memory", TestProvider::in_memory([1; 32])));
    println!("{}", all_at_once("book in a file", in_a_file()));
    std::fs::remove_file(&path).expect("cleaned up");
    println!("{}", ten_each_millisecond(in_a_file()));
    std::fs::remove_file(&path).expect("cleaned up");
}
