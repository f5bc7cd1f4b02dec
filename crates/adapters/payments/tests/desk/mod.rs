//! Stands in for the engine: hands out asks, takes answers, keeps the provider's own numbers.

use realtail_kernel::{Currency, OrderId, PaymentId, Word};
use realtail_payments::{Answered, Desk, News, Notice, Payments, Pending, Provider, Settings, Taken, Told};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

#[derive(Default)]
struct Written {
    waiting: Vec<PaymentAsk>,
    references: BTreeMap<PaymentId, Word>,
    said: Vec<String>,
}

/// See the file.
pub struct FakeDesk {
    written: Mutex<Written>,
    sender: UnboundedSender<Vec<PaymentAsk>>,
    receiver: Mutex<Option<UnboundedReceiver<Vec<PaymentAsk>>>>,
}

/// Quick to lose patience and to ask again.
pub fn impatient() -> Settings {
    Settings {
        window: 8,
        timeout: Duration::from_millis(400),
        backoff_base: Duration::from_millis(20),
        backoff_max: Duration::from_millis(100),
    }
}

pub fn id(payment: &str) -> PaymentId {
    PaymentId::new(payment).expect("a name")
}

pub fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

/// An ask; what is asked of a payment that there is needs its reference.
pub fn ask(payment: &str, n: u32, operation: PaymentOperation, amount: i64, provider: &str) -> PaymentAsk {
    PaymentAsk {
        payment: id(payment),
        ask: n,
        operation,
        amount,
        currency: Currency::try_from("EUR".to_owned()).expect("a currency"),
        provider: word(provider),
        token: None,
        sealed_token: None,
        reference: None,
        order: OrderId::new("order-1").expect("a name"),
        return_id: None,
    }
}

impl FakeDesk {
    pub fn new() -> Arc<FakeDesk> {
        let (sender, receiver) = unbounded_channel();
        Arc::new(FakeDesk { written: Mutex::default(), sender, receiver: Mutex::new(Some(receiver)) })
    }

    /// One with a courier on it.
    pub fn carried(provider: Arc<dyn Provider>) -> (Arc<FakeDesk>, Payments) {
        let desk = FakeDesk::new();
        let payments = Payments::start(desk.clone(), vec![(provider, impatient())]).expect("a thread");
        (desk, payments)
    }

    fn lock(&self) -> MutexGuard<'_, Written> {
        self.written.lock().expect("whole")
    }

    pub fn ask(&self, mut ask: PaymentAsk) {
        let mut written = self.lock();
        ask.reference = written.references.get(&ask.payment).cloned();
        written.waiting.push(ask.clone());
        drop(written);
        self.sender.send(vec![ask]).expect("the courier listens");
    }

    /// Asks, and waits for the final answer.
    pub fn ask_and_wait(&self, ask: PaymentAsk) {
        self.ask(ask);
        self.all_answered();
    }

    pub fn all_answered(&self) {
        let started = Instant::now();
        while !self.lock().waiting.is_empty() {
            let waiting = started.elapsed();
            assert!(waiting < Duration::from_secs(20), "no answer: {:?}", self.said());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn said(&self) -> Vec<String> {
        self.lock().said.clone()
    }

    /// What came by webhook, as the interface would take it in.
    pub fn notice(&self, notice: Notice) {
        if let News::Answer { payment, ask, operation, answer } = notice.news {
            let waits = |a: &&PaymentAsk| a.payment == payment && a.operation == operation;
            let open = self.lock().waiting.iter().find(waits).map(|a| a.ask);
            match ask.or(open) {
                Some(ask) => self.write(" by webhook", &payment, ask, &answer),
                None => {
                    self.lock().said.push(format!("{payment} {} by webhook, unasked", operation.as_str()))
                }
            }
        }
    }

    fn write(&self, by: &str, payment: &PaymentId, ask: u32, answer: &ProviderAnswer) {
        let mut written = self.lock();
        let known = written.waiting.iter().position(|a| a.payment == *payment && a.ask == ask);
        let late = if known.is_none() { " (known already)" } else { "" };
        let said = match answer {
            ProviderAnswer::Done { amount, reference } => {
                written.references.entry(payment.clone()).or_insert_with(|| reference.clone());
                format!("done {amount}")
            }
            ProviderAnswer::Declined { code, .. } => format!("declined {code}"),
            ProviderAnswer::Unsure { .. } => "unsure".to_owned(),
        };
        written.said.push(format!("{payment}/{ask} {said}{by}{late}"));
        if let Some(n) = known
            && !matches!(answer, ProviderAnswer::Unsure { .. })
        {
            written.waiting.remove(n);
        }
    }
}

impl Desk for FakeDesk {
    fn asks(&self) -> UnboundedReceiver<Vec<PaymentAsk>> {
        self.receiver.lock().expect("whole").take().expect("asked for once")
    }

    fn waiting(&self) -> Pending<Vec<PaymentAsk>> {
        Box::pin(async { Vec::new() })
    }

    fn lacks_answer(&self, payment: &PaymentId, ask: u32) -> bool {
        self.lock().waiting.iter().any(|a| a.payment == *payment && a.ask == ask)
    }

    fn answer(&self, answers: Vec<Answered>) -> Taken {
        answers.iter().for_each(|a| self.write("", &a.payment, a.ask, &a.answer));
        Box::pin(async { Ok(()) })
    }

    fn told(&self, _provider: &str, _event: Told) -> Pending<()> {
        Box::pin(async {})
    }
}
