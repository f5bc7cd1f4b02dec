//! A payment provider as the real ones are: it acts once for each key, and what comes of it is told late, twice or never.

use crate::chance::Chance;
use crate::invariants::{Held, breach};
use realtail_kernel::{PaymentId, Word};
use realtail_vocabulary::{PaymentAsk, PaymentOperation, ProviderAnswer};
use std::collections::BTreeMap;

/// What the provider has done for a payment, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What it keeps ready.
    pub authorised: i64,
    /// What it has taken.
    pub captured: i64,
    /// What it has given back.
    pub refunded: i64,
    /// Whether it keeps nothing ready any more.
    pub voided: bool,
}

/// A provider with a book of its own. It outlives every crash of the engine.
#[derive(Clone, Debug, Default)]
pub struct Provider {
    done: BTreeMap<(PaymentId, u32), ProviderAnswer>,
    accounts: BTreeMap<PaymentId, Account>,
    /// Percent of asks it declines.
    declines: u64,
    /// Percent of calls whose answer is lost.
    loses: u64,
}

/// What a call came to, as the caller sees it.
pub enum Call {
    /// It answered.
    Answered(ProviderAnswer),
    /// The line was cut; whether it acted, nobody knows.
    Cut,
}

impl Provider {
    /// A provider of this run.
    pub fn new(chance: &mut Chance) -> Provider {
        let declines = [0, 10, 30][chance.below(3)];
        let loses = [0, 20, 50][chance.below(3)];
        Provider { declines, loses, ..Provider::default() }
    }

    /// Carries out an ask, or says again what came of it.
    ///
    /// # Errors
    /// Where the engine asks for what there never was.
    pub fn call(&mut self, ask: &PaymentAsk, chance: &mut Chance) -> Result<Call, crate::invariants::Breach> {
        let is_known = self.done.contains_key(&(ask.payment.clone(), ask.ask));
        if !is_known && chance.percent(self.loses / 2) {
            return Ok(Call::Cut); // It never arrived.
        }
        let answer = self.act(ask, chance)?;
        Ok(if chance.percent(self.loses / 2) { Call::Cut } else { Call::Answered(answer) })
    }

    /// The same without a network in between.
    ///
    /// # Errors
    /// Where the engine asks for what there never was.
    pub fn act(
        &mut self,
        ask: &PaymentAsk,
        chance: &mut Chance,
    ) -> Result<ProviderAnswer, crate::invariants::Breach> {
        let key = (ask.payment.clone(), ask.ask);
        if let Some(answer) = self.done.get(&key) {
            return Ok(answer.clone());
        }
        let account = self.accounts.entry(ask.payment.clone()).or_default();
        within(account, ask)?;
        let answer = if chance.percent(self.declines) {
            ProviderAnswer::Declined { code: Word::new("declined").expect("a word"), detail: None }
        } else {
            match ask.operation {
                PaymentOperation::Authorise => account.authorised += ask.amount,
                PaymentOperation::Capture => account.captured += ask.amount,
                PaymentOperation::Void => account.voided = true,
                PaymentOperation::Refund => account.refunded += ask.amount,
            }
            ProviderAnswer::Done { reference: Word::new("ref").expect("a word"), amount: ask.amount }
        };
        self.done.insert(key, answer.clone());
        Ok(answer)
    }

    /// What it has done for a payment.
    pub fn account(&self, payment: &PaymentId) -> Account {
        self.accounts.get(payment).copied().unwrap_or_default()
    }
}

/// A real provider would refuse; here it is the engine's fault.
fn within(account: &Account, ask: &PaymentAsk) -> Held {
    let sound = match ask.operation {
        PaymentOperation::Authorise => account.authorised == 0,
        PaymentOperation::Capture => !account.voided && account.captured + ask.amount <= account.authorised,
        PaymentOperation::Void => account.authorised > 0 && account.captured == 0,
        PaymentOperation::Refund => account.refunded + ask.amount <= account.captured,
    };
    if sound && ask.amount > 0 {
        return Ok(());
    }
    Err(breach("providers_are_asked_for_what_there_is", format!("{ask:?} of {account:?}")))
}
