//! The book of the test provider: every payment, and what was done under which key.

use crate::provider::word;
use crate::test_provider::script::Script;
use realtail_kernel::{Currency, PaymentId, Word};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::ops::Bound;
use std::path::Path;

/// What was done under one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The number of the ask.
    pub ask: u32,
    /// What was asked.
    pub operation: PaymentOperation,
    /// How much was asked.
    pub amount: i64,
    /// Why it was not done; it was, where nothing stands here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declined: Option<Decline>,
}

/// A payment in the book.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// In which currency.
    pub currency: Currency,
    /// What the customer's money is held for.
    pub authorised: i64,
    /// What was taken of it.
    pub captured: i64,
    /// What was let go of it.
    pub voided: i64,
    /// What was given back.
    pub refunded: i64,
    /// What was done under which key.
    pub entries: SmallVec<[Entry; 2]>,
    #[serde(skip)]
    script: Option<Script>,
}

/// Why something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// The token says so.
    CardDeclined,
    /// The token says so.
    InsufficientFunds,
    /// No token came.
    TokenMissing,
    /// No such token.
    UnknownToken,
    /// What looks like a card number is not taken.
    CardNumberRefused,
    /// No such payment.
    UnknownPayment,
    /// There is one already.
    PaymentExists,
    /// An amount below one.
    AmountTooSmall,
    /// The token says so.
    CaptureFailed,
    /// More than is held.
    CaptureExceedsAuthorised,
    /// The token says so.
    RefundFailed,
    /// More than was taken.
    RefundExceedsCaptured,
}

impl Decline {
    fn code(self) -> Word {
        word(match self {
            Decline::CardDeclined => "card_declined",
            Decline::InsufficientFunds => "insufficient_funds",
            Decline::TokenMissing => "token_missing",
            Decline::UnknownToken => "unknown_token",
            Decline::CardNumberRefused => "card_number_refused",
            Decline::UnknownPayment => "unknown_payment",
            Decline::PaymentExists => "payment_exists",
            Decline::AmountTooSmall => "amount_too_small",
            Decline::CaptureFailed => "capture_failed",
            Decline::CaptureExceedsAuthorised => "capture_exceeds_authorised",
            Decline::RefundFailed => "refund_failed",
            Decline::RefundExceedsCaptured => "refund_exceeds_captured",
        })
    }
}

/// What is known of a key.
pub(super) enum Kept {
    /// Nothing.
    Nothing,
    /// It came before, and this was the answer.
    Same(ProviderAnswer),
    /// It came before with something else.
    Otherwise,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
struct Line {
    payment: PaymentId,
    ask: u32,
    operation: PaymentOperation,
    amount: i64,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    script: Option<Script>,
    #[serde(skip_serializing_if = "Option::is_none")]
    declined: Option<Decline>,
}

/// All payments, and the file they are written to.
#[derive(Default)]
pub(super) struct Book {
    accounts: BTreeMap<PaymentId, Account>,
    file: Option<File>,
}

impl Book {
    /// Reads what is in the file, and writes on behind it. A line that a kill has cut off was never answered.
    pub fn open(path: &Path) -> std::io::Result<Book> {
        let mut book = Book::default();
        let mut whole = 0;
        if let Ok(file) = File::open(path) {
            let mut reader = BufReader::new(file);
            let mut text = Vec::new();
            while reader.read_until(b'\n', &mut text)? > 0 && text.last() == Some(&b'\n') {
                let line: Line = serde_json::from_slice(&text)?;
                book.apply(line);
                whole += text.len() as u64;
                text.clear();
            }
        }
        let file = File::options().create(true).append(true).open(path)?;
        file.set_len(whole)?;
        book.file = Some(file);
        Ok(book)
    }

    pub fn account(&self, payment: &PaymentId) -> Option<&Account> {
        self.accounts.get(payment)
    }

    pub fn accounts(&self, after: Option<&PaymentId>, max: usize) -> Vec<(PaymentId, Account)> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let behind = self.accounts.range::<PaymentId, _>((from, Bound::Unbounded));
        behind.take(max).map(|(payment, account)| (payment.clone(), account.clone())).collect()
    }

    /// What is known of the key of an ask.
    pub fn kept(&self, ask: &PaymentAsk) -> Kept {
        let Some(account) = self.accounts.get(&ask.payment) else { return Kept::Nothing };
        let Some(entry) = account.entries.iter().find(|entry| entry.ask == ask.ask) else {
            return Kept::Nothing;
        };
        if entry.operation != ask.operation || entry.amount != ask.amount || account.currency != ask.currency
        {
            return Kept::Otherwise;
        }
        Kept::Same(answer(&ask.payment, entry))
    }

    /// What the token of a payment says is to happen.
    pub fn script(&self, ask: &PaymentAsk) -> Option<Script> {
        match ask.operation {
            PaymentOperation::Authorise => Script::of(ask.token.as_ref()?.as_str()),
            PaymentOperation::Capture | PaymentOperation::Void | PaymentOperation::Refund => {
                self.accounts.get(&ask.payment)?.script
            }
        }
    }

    /// Does what is asked and writes it down.
    pub fn enter(&mut self, ask: &PaymentAsk, script: Option<Script>) -> std::io::Result<ProviderAnswer> {
        let declined = match ask.operation {
            PaymentOperation::Authorise => self.authorise(ask, script),
            PaymentOperation::Capture | PaymentOperation::Void | PaymentOperation::Refund => {
                self.accounts.get(&ask.payment).map_or(Some(Decline::UnknownPayment), |a| a.declines(ask))
            }
        };
        let line = Line {
            payment: ask.payment.clone(),
            ask: ask.ask,
            operation: ask.operation,
            amount: ask.amount,
            currency: ask.currency,
            script,
            declined,
        };
        if let Some(file) = &mut self.file {
            let mut text = serde_json::to_vec(&line)?;
            text.push(b'\n');
            file.write_all(&text)?;
        }
        self.apply(line);
        let entry = self.accounts.get(&ask.payment).and_then(|account| account.entries.last());
        Ok(answer(&ask.payment, entry.expect("it was just written")))
    }

    fn authorise(&self, ask: &PaymentAsk, script: Option<Script>) -> Option<Decline> {
        let Some(token) = &ask.token else { return Some(Decline::TokenMissing) };
        if realtail_kernel::looks_like_a_card_number(token.as_str()) {
            return Some(Decline::CardNumberRefused);
        }
        if ask.amount < 1 {
            return Some(Decline::AmountTooSmall);
        }
        if self.accounts.get(&ask.payment).is_some_and(|account| account.authorised > 0) {
            return Some(Decline::PaymentExists);
        }
        match script {
            None => Some(Decline::UnknownToken),
            Some(Script::Declined | Script::TimeoutThenDeclined) => Some(Decline::CardDeclined),
            Some(Script::InsufficientFunds) => Some(Decline::InsufficientFunds),
            Some(_) => None,
        }
    }

    fn apply(&mut self, line: Line) {
        let Line { payment, ask, operation, amount, currency, script, declined } = line;
        let fresh = || Account {
            currency,
            authorised: 0,
            captured: 0,
            voided: 0,
            refunded: 0,
            entries: SmallVec::new(),
            script: None,
        };
        let account = self.accounts.entry(payment).or_insert_with(fresh);
        account.script = account.script.or(script);
        if declined.is_none() {
            match operation {
                PaymentOperation::Authorise => account.authorised = amount,
                PaymentOperation::Capture => account.captured += amount,
                PaymentOperation::Void => account.voided = account.authorised - account.captured,
                PaymentOperation::Refund => account.refunded += amount,
            }
        }
        account.entries.push(Entry { ask, operation, amount, declined });
    }
}

impl Account {
    /// What speaks against an ask about a payment that there is.
    fn declines(&self, ask: &PaymentAsk) -> Option<Decline> {
        let (held, captured) = (self.authorised - self.captured - self.voided, self.captured - self.refunded);
        match ask.operation {
            PaymentOperation::Authorise | PaymentOperation::Void => None,
            _ if ask.amount < 1 => Some(Decline::AmountTooSmall),
            PaymentOperation::Capture if self.script == Some(Script::CaptureFailsOnce) && self.is_first() => {
                Some(Decline::CaptureFailed)
            }
            PaymentOperation::Capture => (ask.amount > held).then_some(Decline::CaptureExceedsAuthorised),
            PaymentOperation::Refund if self.script == Some(Script::RefundFails) => {
                Some(Decline::RefundFailed)
            }
            PaymentOperation::Refund => (ask.amount > captured).then_some(Decline::RefundExceedsCaptured),
        }
    }

    /// Whether nothing was captured or tried yet.
    fn is_first(&self) -> bool {
        self.entries.iter().all(|entry| entry.operation != PaymentOperation::Capture)
    }
}

fn answer(payment: &PaymentId, entry: &Entry) -> ProviderAnswer {
    match entry.declined {
        Some(decline) => ProviderAnswer::Declined { code: decline.code(), detail: None },
        None if entry.operation == PaymentOperation::Authorise => {
            ProviderAnswer::Done { reference: word(&format!("test_{payment}")), amount: entry.amount }
        }
        None => {
            let reference = word(&format!("test_{payment}_{}", entry.ask));
            ProviderAnswer::Done { reference, amount: entry.amount }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_provider::asks::{authorise, capture};

    fn path(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("realtail-book-{name}-{}", std::process::id()))
    }

    fn enter(book: &mut Book, ask: &PaymentAsk) -> ProviderAnswer {
        let script = book.script(ask);
        book.enter(ask, script).expect("written")
    }

    #[test]
    fn what_was_done_is_known_after_a_kill() {
        let path = path("kill");
        let (first, second) = (authorise("a", 1, "capture_fails_once", 100), capture("a", 2, 60));
        let mut book = Book::open(&path).expect("a book");
        let answers = [enter(&mut book, &first), enter(&mut book, &second)];
        drop(book);
        // The kill came in the middle of a line.
        File::options()
            .append(true)
            .open(&path)
            .and_then(|mut f| f.write_all(b"{\"payment\":"))
            .expect("cut");
        let mut book = Book::open(&path).expect("a book");
        for (ask, answer) in [&first, &second].into_iter().zip(&answers) {
            assert!(matches!(book.kept(ask), Kept::Same(known) if known == *answer), "{ask:?}");
        }
        assert!(matches!(enter(&mut book, &capture("a", 3, 60)), ProviderAnswer::Done { amount: 60, .. }));
        drop(book);
        let book = Book::open(&path).expect("a book");
        assert_eq!(book.account(&first.payment).map(|account| account.captured), Some(60));
        std::fs::remove_file(&path).expect("cleaned up");
    }

    #[test]
    fn a_file_that_holds_something_else_is_refused() {
        let path = path("else");
        std::fs::write(&path, "item,quantity\nA,1\n").expect("a file");
        assert!(Book::open(&path).is_err());
        std::fs::remove_file(&path).expect("cleaned up");
    }
}
