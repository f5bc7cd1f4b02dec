//! Payments: what was authorised, taken and given back, and what providers still have to answer.

pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod own;

use crate::refusal::{Refusal, Thing};
use crate::register::{Named, Register};
pub use answer::AnswerPayment;
use realtail_kernel::{Currency, Mark, OrderId, PaymentId, ReturnId, Stamp, Word};
use realtail_vocabulary::{PaymentAsk, PaymentEvent, PaymentOperation, ProviderAnswer, SealedToken};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// What is known of an ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskState {
    /// The provider has not answered.
    Waiting,
    /// It was asked, and nobody knows what came of it.
    Unsure,
    /// It did it.
    Done,
    /// It will not.
    Declined(Word),
}

/// An ask, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What was asked for.
    pub operation: PaymentOperation,
    /// How much, in minor units.
    pub amount: i64,
    /// What came of it.
    pub state: AskState,
    /// The return that is refunded.
    pub return_id: Option<ReturnId>,
}

/// One means by which an order is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Its name.
    pub payment: PaymentId,
    /// The order it pays.
    pub order: OrderId,
    /// Who is asked, or the means: `test`, `payment_intents`, `cash`, `points`, `gift_card`.
    pub means: Word,
    /// The shopper's token at the provider, until it has said whether it authorises: from then on its own number serves.
    pub token: Option<Word>,
    /// The same, sealed.
    #[serde(default)]
    pub sealed_token: Option<SealedToken>,
    /// The provider's own number of it.
    pub reference: Option<Word>,
    /// ISO 4217.
    pub currency: Currency,
    /// What is kept ready for us, in minor units.
    pub authorised: i64,
    /// What was taken.
    pub captured: i64,
    /// What was given back.
    pub refunded: i64,
    /// Whether nothing more is kept ready.
    pub voided: bool,
    /// What was asked, the first first.
    pub asks: SmallVec<[Ask; 2]>,
}

impl Payment {
    /// What is asked for and not answered yet.
    fn under_way(&self, operation: PaymentOperation) -> i64 {
        let open = |ask: &&Ask| matches!(ask.state, AskState::Waiting | AskState::Unsure);
        self.asks.iter().filter(open).filter(|ask| ask.operation == operation).map(|ask| ask.amount).sum()
    }

    /// What can still be taken, counting what was asked for already.
    pub fn to_capture(&self) -> i64 {
        if self.voided || self.under_way(PaymentOperation::Void) > 0 {
            return 0;
        }
        self.authorised - self.captured - self.under_way(PaymentOperation::Capture)
    }

    /// What can still be given back, counting what was asked for already.
    pub fn to_refund(&self) -> i64 {
        self.captured - self.refunded - self.under_way(PaymentOperation::Refund)
    }

    /// What is taken, or asked for.
    pub fn taken(&self) -> i64 {
        self.captured + self.under_way(PaymentOperation::Capture)
    }

    /// What is on its way back, or is back.
    pub fn given_back(&self) -> i64 {
        self.refunded + self.under_way(PaymentOperation::Refund)
    }

    /// Whether the provider was asked to authorise it and has not answered.
    pub fn is_pending(&self) -> bool {
        self.asks.iter().any(|ask| {
            ask.operation == PaymentOperation::Authorise
                && matches!(ask.state, AskState::Waiting | AskState::Unsure)
        })
    }

    /// What has become of it, in a word.
    pub fn state(&self) -> &'static str {
        let unsure = self.asks.iter().any(|ask| ask.state == AskState::Unsure);
        match () {
            () if unsure => "unsure",
            () if self.is_pending() => "pending",
            () if self.authorised == 0 => "declined",
            () if self.voided && self.captured == 0 => "voided",
            () if self.captured == 0 => "authorised",
            () if self.refunded >= self.captured => "refunded",
            () if self.refunded > 0 => "partly_refunded",
            () if self.captured < self.authorised && !self.voided => "partly_captured",
            () => "captured",
        }
    }

    fn ask_mut(&mut self, ask: u32) -> Option<&mut Ask> {
        self.asks.get_mut((ask as usize).checked_sub(1)?)
    }
}

impl Named for Payment {
    fn name(&self) -> &str {
        self.payment.as_str()
    }
}

/// An ask that its provider has not answered for good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Waiting {
    ask: PaymentAsk,
    /// What the provider says follows from the entry that asks.
    asked_by: Mark,
}

/// All payments, and what providers still have to answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Payments {
    book: Register<Payment>,
    /// Asks without a final answer, in the order in which they were asked.
    waiting: BTreeMap<u64, Waiting>,
    /// The number of the next ask, over all payments.
    next: u64,
}

impl Payments {
    /// The payment of this name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, payment: &PaymentId) -> Result<&Payment, Refusal> {
        let unknown = || Refusal::Unknown { what: Thing::Payment, id: payment.to_string() };
        self.book.get(payment.as_str()).ok_or_else(unknown)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Payment> {
        self.book.all()
    }

    /// What providers have not answered for good, in the order in which they were asked.
    pub fn waiting(&self) -> impl Iterator<Item = &PaymentAsk> {
        self.waiting.values().map(|waiting| &waiting.ask)
    }

    /// The entry that asks what a provider has not answered for good.
    pub(crate) fn asked_by(&self, payment: &PaymentId, ask: u32) -> Option<Mark> {
        self.find_waiting(payment, ask).map(|(_, waiting)| waiting.asked_by)
    }

    pub(crate) fn apply(&mut self, event: &PaymentEvent, stamp: Stamp) {
        let number = match self.book.number(event.payment().as_str()) {
            Some(number) => number,
            None => {
                let Some(fresh) = Payment::begun_by(event) else { return };
                self.book.add(fresh)
            }
        };
        if let Some(payment) = self.book.at_mut(number) {
            payment.take_in(event);
        }
        match event {
            PaymentEvent::Asked(ask) => {
                self.waiting.insert(self.next, Waiting { ask: ask.clone(), asked_by: stamp.mark() });
                self.next += 1;
            }
            PaymentEvent::Answered { payment, ask, answer, .. } => {
                if !matches!(answer, ProviderAnswer::Unsure { .. }) {
                    self.answered(payment, *ask);
                }
            }
            PaymentEvent::Settled { .. } => (),
        }
    }

    /// The queue is short: what stands in it is on its way to a provider, and the first are answered first.
    fn find_waiting(&self, payment: &PaymentId, ask: u32) -> Option<(u64, &Waiting)> {
        let is_it = |waiting: &Waiting| waiting.ask.payment == *payment && waiting.ask.ask == ask;
        self.waiting.iter().find(|(_, waiting)| is_it(waiting)).map(|(number, waiting)| (*number, waiting))
    }

    fn answered(&mut self, payment: &PaymentId, ask: u32) {
        if let Some((number, _)) = self.find_waiting(payment, ask) {
            self.waiting.remove(&number);
        }
    }

    pub(crate) fn index(&mut self) {
        self.book.index();
    }

    /// A copy to be written down.
    pub(crate) fn freeze(&self) -> Payments {
        Payments { book: self.book.freeze(), waiting: self.waiting.clone(), next: self.next }
    }
}

impl Payment {
    fn new(payment: &PaymentId, order: &OrderId, means: &Word, currency: Currency) -> Payment {
        Payment {
            payment: payment.clone(),
            order: order.clone(),
            means: means.clone(),
            token: None,
            sealed_token: None,
            reference: None,
            currency,
            authorised: 0,
            captured: 0,
            refunded: 0,
            voided: false,
            asks: SmallVec::new(),
        }
    }

    /// A payment as its first event finds it.
    pub(crate) fn begun_by(event: &PaymentEvent) -> Option<Payment> {
        match event {
            PaymentEvent::Asked(ask) => Some(Payment {
                token: ask.token.clone(),
                sealed_token: ask.sealed_token.clone(),
                ..Payment::new(&ask.payment, &ask.order, &ask.provider, ask.currency)
            }),
            PaymentEvent::Settled { payment, order, means, currency, .. } => {
                Some(Payment::new(payment, order, means, *currency))
            }
            PaymentEvent::Answered { .. } => None,
        }
    }

    /// Takes in what has happened to it; a draft of it does the same to see where a decision leads.
    pub(crate) fn take_in(&mut self, event: &PaymentEvent) {
        if *event.payment() != self.payment {
            return;
        }
        match event {
            PaymentEvent::Asked(ask) => self.asks.push(Ask {
                operation: ask.operation,
                amount: ask.amount,
                state: AskState::Waiting,
                return_id: ask.return_id.clone(),
            }),
            PaymentEvent::Settled { operation, amount, .. } => self.settle(*operation, *amount),
            PaymentEvent::Answered { ask, operation, answer, .. } => {
                let state = match answer {
                    ProviderAnswer::Unsure { .. } => AskState::Unsure,
                    ProviderAnswer::Declined { code, .. } => AskState::Declined(code.clone()),
                    ProviderAnswer::Done { .. } => AskState::Done,
                };
                if *operation == PaymentOperation::Authorise && state != AskState::Unsure {
                    (self.token, self.sealed_token) = (None, None);
                }
                if let Some(asked) = self.ask_mut(*ask) {
                    asked.state = state;
                }
                if let ProviderAnswer::Done { reference, amount } = answer {
                    self.reference.get_or_insert_with(|| reference.clone());
                    self.settle(*operation, *amount);
                }
            }
        }
    }

    fn settle(&mut self, operation: PaymentOperation, amount: i64) {
        match operation {
            PaymentOperation::Authorise => self.authorised += amount,
            PaymentOperation::Capture => self.captured += amount,
            PaymentOperation::Void => self.voided = true,
            PaymentOperation::Refund => self.refunded += amount,
        }
    }
}
