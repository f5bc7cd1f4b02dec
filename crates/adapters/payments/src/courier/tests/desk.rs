//! A desk that stands in for the engine, and keeps what it was told.

use super::*;

#[derive(Default)]
pub(super) struct Written {
    /// Asks without a final answer.
    pub waiting: Vec<PaymentAsk>,
    /// All that was handed in.
    pub said: Vec<String>,
    events: BTreeSet<Word>,
    /// So many times it is too busy.
    pub busy: usize,
}

/// Stands in for the engine.
pub(super) struct FakeDesk {
    pub written: Mutex<Written>,
    sender: UnboundedSender<Vec<PaymentAsk>>,
    receiver: Mutex<Option<UnboundedReceiver<Vec<PaymentAsk>>>>,
    pub provider: Arc<TestProvider>,
}

impl FakeDesk {
    pub fn new(provider: Arc<TestProvider>, waiting: Vec<PaymentAsk>) -> Arc<FakeDesk> {
        let (sender, receiver) = unbounded_channel();
        let written = Mutex::new(Written { waiting, ..Written::default() });
        Arc::new(FakeDesk { written, sender, receiver: Mutex::new(Some(receiver)), provider })
    }

    pub fn ask(&self, ask: PaymentAsk) {
        self.written.lock().expect("whole").waiting.push(ask.clone());
        self.sender.send(vec![ask]).expect("the courier listens");
    }

    fn write(&self, by: &str, payment: &PaymentId, ask: u32, answer: &ProviderAnswer) {
        let mut written = self.written.lock().expect("whole");
        let known = written.waiting.iter().position(|a| a.payment == *payment && a.ask == ask);
        let said = match answer {
            ProviderAnswer::Done { amount, .. } => format!("done {amount}"),
            ProviderAnswer::Declined { code, .. } => format!("declined {code}"),
            ProviderAnswer::Unsure { problem } => format!("unsure: {problem}"),
        };
        let late = if known.is_none() { " (known already)" } else { "" };
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
        let waiting = self.written.lock().expect("whole").waiting.clone();
        Box::pin(async { waiting })
    }

    fn lacks_answer(&self, payment: &PaymentId, ask: u32) -> bool {
        let written = self.written.lock().expect("whole");
        written.waiting.iter().any(|a| a.payment == *payment && a.ask == ask)
    }

    fn answer(&self, answers: Vec<Answered>) -> Taken {
        let mut written = self.written.lock().expect("whole");
        if written.busy > 0 {
            written.busy -= 1;
            return Box::pin(async { Err(NotTaken::Busy) });
        }
        drop(written);
        answers.iter().for_each(|a| self.write("", &a.payment, a.ask, &a.answer));
        Box::pin(async { Ok(()) })
    }

    fn told(&self, provider: &str, event: Told) -> Pending<()> {
        assert_eq!(provider, NAME);
        let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970").as_micros();
        let now = realtail_kernel::Instant::from_micros(now as i64);
        let notice = self.provider.read_webhook(&event.headers, &event.body, now).expect("signed");
        let News::Answer { payment, ask, answer, .. } = notice.news else { panic!("an answer") };
        if self.written.lock().expect("whole").events.insert(notice.event) {
            self.write(" by webhook", &payment, ask.expect("it says which"), &answer);
        }
        Box::pin(async {})
    }
}
