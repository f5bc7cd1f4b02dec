//! A payment provider inside this process, which no money passes through: it does what the token of a payment says, keeps
//! its own book, and tells of some of it by webhooks. For trying things out, for demos, simulations and tests.

mod book;
mod script;

pub use book::{Account, Entry};
pub use script::TOKENS;

use crate::provider::{Found, News, Notice, Performed, Provider, Refused, Reply, Told, word};
use crate::sign;
use book::{Book, Kept};
use bytes::Bytes;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use realtail_kernel::{Instant, PaymentId, Word};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use script::Hears;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How asks and addresses call it.
pub const NAME: &str = "test";
/// The header that signs its events.
const SIGNATURE: HeaderName = HeaderName::from_static("test-provider-signature");
/// An event is not taken longer after it was signed.
const TOLERANCE_S: i64 = 300;
/// After this it tells what it settles by webhook.
const SETTLES_AFTER: Duration = Duration::from_millis(50);

type Key = (PaymentId, u32);

/// See the module.
pub struct TestProvider {
    state: Mutex<State>,
    secret: [u8; 32],
    events: UnboundedSender<Told>,
    receiver: Mutex<Option<UnboundedReceiver<Told>>>,
}

struct State {
    book: Book,
    /// Calls that were lost on their way, so that the next under the same key arrives.
    lost: HashSet<Key>,
    /// Until then nobody can say what became of it.
    open_until: HashMap<Key, tokio::time::Instant>,
}

/// An event as it goes over the wire.
#[derive(Serialize, Deserialize)]
struct Event {
    id: Word,
    payment: PaymentId,
    ask: u32,
    operation: PaymentOperation,
    answer: ProviderAnswer,
}

impl TestProvider {
    /// One that forgets everything when the process ends. `secret` signs its events.
    pub fn in_memory(secret: [u8; 32]) -> TestProvider {
        TestProvider::with(Book::default(), secret)
    }

    /// One that writes its book into a file, so that it knows after a kill what it has done.
    ///
    /// # Errors
    /// Where the file cannot be read or written, or holds something else.
    pub fn with_book(path: &Path, secret: [u8; 32]) -> std::io::Result<TestProvider> {
        Ok(TestProvider::with(Book::open(path)?, secret))
    }

    fn with(book: Book, secret: [u8; 32]) -> TestProvider {
        let (events, receiver) = unbounded_channel();
        let state = State { book, lost: HashSet::new(), open_until: HashMap::new() };
        TestProvider { state: Mutex::new(state), secret, events, receiver: Mutex::new(Some(receiver)) }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What it has done: at most `max` payments behind `after`, by their number.
    pub fn book(&self, after: Option<&PaymentId>, max: usize) -> Vec<(PaymentId, Account)> {
        self.lock().book.accounts(after, max)
    }

    /// What it has done with one payment.
    pub fn account(&self, payment: &PaymentId) -> Option<Account> {
        self.lock().book.account(payment).cloned()
    }

    /// An event as it would come over HTTP.
    fn event(&self, ask: &PaymentAsk, answer: &ProviderAnswer, after: Duration) -> Told {
        let event = Event {
            id: word(&format!("evt_{}_{}", ask.payment, ask.ask)),
            payment: ask.payment.clone(),
            ask: ask.ask,
            operation: ask.operation,
            answer: answer.clone(),
        };
        let body = serde_json::to_vec(&event).unwrap_or_default();
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_secs();
        let signature = sign::sign(&self.secret, now as i64, &body);
        let mut headers = HeaderMap::new();
        headers.insert(SIGNATURE, HeaderValue::from_str(&signature).expect("letters and digits"));
        Told { after, headers, body: Bytes::from(body) }
    }

    fn tell(&self, event: Told) {
        // Nobody listens where no courier runs.
        let _ = self.events.send(event);
    }
}

impl Provider for TestProvider {
    fn name(&self) -> &'static str {
        NAME
    }

    fn perform(&self, ask: &PaymentAsk) -> Reply<Performed> {
        let mut state = self.lock();
        let state = &mut *state;
        match state.book.kept(ask) {
            Kept::Same(answer) => return Reply::Now(Performed::Answered(answer)),
            Kept::Otherwise => {
                let code = word("key_reused");
                let detail = Some(word("the same key came with another amount or operation before"));
                return Reply::Now(Performed::Answered(ProviderAnswer::Declined { code, detail }));
            }
            Kept::Nothing => (),
        }
        let key = (ask.payment.clone(), ask.ask);
        let script = state.book.script(ask);
        let hears = script.map_or(Hears::AtOnce, |script| script.hears(ask.operation));
        if hears == Hears::NothingAndItIsLost && state.lost.insert(key.clone()) {
            return Reply::Later(Box::pin(std::future::pending()));
        }
        let answer = match state.book.enter(ask, script) {
            Ok(answer) => answer,
            Err(fault) => {
                let problem = format!("write the test provider's book: {fault}");
                return Reply::Now(Performed::NotTaken { problem, wait: None });
            }
        };
        match hears {
            Hears::AtOnce | Hears::NothingAndItIsLost => Reply::Now(Performed::Answered(answer)),
            Hears::After(wait) => {
                state.open_until.insert(key, tokio::time::Instant::now() + wait);
                Reply::Later(Box::pin(async move {
                    tokio::time::sleep(wait).await;
                    Performed::Answered(answer)
                }))
            }
            Hears::Nothing => Reply::Later(Box::pin(std::future::pending())),
            Hears::AndTwoEvents => {
                let event = self.event(ask, &answer, Duration::ZERO);
                self.tell(event.clone());
                self.tell(event);
                Reply::Now(Performed::Answered(answer))
            }
            Hears::ByEvent => {
                state.open_until.insert(key, tokio::time::Instant::now() + SETTLES_AFTER);
                self.tell(self.event(ask, &answer, SETTLES_AFTER));
                let problem = word("it will be settled by a webhook");
                Reply::Now(Performed::Answered(ProviderAnswer::Unsure { problem }))
            }
        }
    }

    fn look_up(&self, ask: &PaymentAsk) -> Reply<Found> {
        let mut state = self.lock();
        let key = (ask.payment.clone(), ask.ask);
        match state.open_until.get(&key) {
            Some(until) if *until > tokio::time::Instant::now() => {
                return Reply::Now(Found::StillUnsure { problem: "under way".to_owned(), wait: None });
            }
            Some(_) => drop(state.open_until.remove(&key)),
            None => (),
        }
        Reply::Now(match state.book.kept(ask) {
            Kept::Same(answer) => Found::Answered(answer),
            // Whatever is done under this key was done, but it is not this; sending it again says so.
            Kept::Otherwise | Kept::Nothing => Found::NeverArrived,
        })
    }

    fn read_webhook(&self, headers: &HeaderMap, body: &[u8], now: Instant) -> Result<Notice, Refused> {
        let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
        sign::verify(&self.secret, signature, body, now.micros() / 1_000_000, TOLERANCE_S)?;
        let event: Event = serde_json::from_slice(body).map_err(|e| Refused::Unreadable(e.to_string()))?;
        let Event { id, payment, ask, operation, answer } = event;
        Ok(Notice { event: id, news: News::Answer { payment, ask: Some(ask), operation, answer } })
    }

    fn events(&self) -> Option<UnboundedReceiver<Told>> {
        self.receiver.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Asks for tests.
#[cfg(test)]
pub(crate) mod asks {
    use super::*;
    use realtail_kernel::{Currency, OrderId};

    fn ask(payment: &str, ask: u32, operation: PaymentOperation, amount: i64) -> PaymentAsk {
        PaymentAsk {
            payment: PaymentId::new(payment).expect("a name"),
            ask,
            operation,
            amount,
            currency: Currency::try_from("EUR".to_owned()).expect("a currency"),
            provider: word(NAME),
            token: None,
            sealed_token: None,
            reference: Some(word(&format!("test_{payment}"))),
            order: OrderId::new("o").expect("a name"),
            return_id: None,
        }
    }

    pub fn authorise(payment: &str, n: u32, token: &str, amount: i64) -> PaymentAsk {
        let token = Some(word(token));
        PaymentAsk { token, reference: None, ..ask(payment, n, PaymentOperation::Authorise, amount) }
    }

    pub fn capture(payment: &str, n: u32, amount: i64) -> PaymentAsk {
        ask(payment, n, PaymentOperation::Capture, amount)
    }

    pub fn void(payment: &str, n: u32, amount: i64) -> PaymentAsk {
        ask(payment, n, PaymentOperation::Void, amount)
    }

    pub fn refund(payment: &str, n: u32, amount: i64) -> PaymentAsk {
        ask(payment, n, PaymentOperation::Refund, amount)
    }
}
