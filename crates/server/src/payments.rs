//! What the courier of payments needs of the engine, what the interface needs of the providers, and which there are.

use crate::config::payments::PaymentSettings;
use anyhow::Context;
use realtail_api::{
    App, PaymentDoor, PaymentNews, PaymentNotice, TestPayment, WebhookRefused, open_token, payment_answered,
    take_payment_webhook,
};
use realtail_engine::NotTaken;
use realtail_kernel::{Instant, PaymentId};
use realtail_omnichannel::payment::AskState;
use realtail_payments::{
    Answered, Desk, News, PaymentIntents, Pending, Provider, Refused, Settings, Taken, TestProvider, Told,
    test_provider,
};
use realtail_vocabulary::PaymentAsk;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc::UnboundedReceiver;

/// The engine as the courier sees it.
pub struct EngineDesk(pub App);

impl Desk for EngineDesk {
    fn asks(&self) -> UnboundedReceiver<Vec<PaymentAsk>> {
        self.0.feed.take_asks()
    }

    fn waiting(&self) -> Pending<Vec<PaymentAsk>> {
        let (asks, next) = {
            let replica = self.0.handle.read();
            let waiting = replica.machine.omnichannel.payments.waiting();
            (waiting.cloned().collect::<Vec<_>>(), replica.next)
        };
        let (handle, mut seen) = (self.0.handle.clone(), self.0.feed.watch());
        Box::pin(async move {
            // The state may be ahead of the disk, and an ask leaves only once it is durable.
            while handle.durable() < next && seen.changed().await.is_ok() {}
            asks
        })
    }

    fn open(&self, ask: PaymentAsk) -> PaymentAsk {
        open_token(&self.0, ask)
    }

    fn lacks_answer(&self, payment: &PaymentId, ask: u32) -> bool {
        let replica = self.0.handle.read();
        let Ok(payment) = replica.machine.omnichannel.payments.get(payment) else { return false };
        let asked = (ask as usize).checked_sub(1).and_then(|n| payment.asks.get(n));
        asked.is_some_and(|ask| matches!(ask.state, AskState::Waiting | AskState::Unsure))
    }

    fn answer(&self, answers: Vec<Answered>) -> Taken {
        let now = self.0.handle.now();
        let request = |Answered { payment, ask, answer }| payment_answered((payment, ask), answer, now);
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let reply = Box::new(move |_| {
            // The courier may have stopped meanwhile.
            let _ = sender.send(());
        });
        let taken = self.0.handle.submit(answers.into_iter().map(request).collect(), reply);
        Box::pin(async move {
            match taken {
                Ok(()) => receiver.await.map_err(|_| realtail_payments::NotTaken::Stopping),
                Err(NotTaken::Busy | NotTaken::StorageFull) => Err(realtail_payments::NotTaken::Busy),
                Err(NotTaken::Stopping) => Err(realtail_payments::NotTaken::Stopping),
            }
        })
    }

    fn told(&self, provider: &str, event: Told) -> Pending<()> {
        let (app, provider) = (self.0.clone(), provider.to_owned());
        Box::pin(async move {
            let Told { headers, body, .. } = event;
            if let Err(problem) = take_payment_webhook(&app, &provider, &headers, &body).await {
                tracing::warn!(
                    "an event of the payment provider {provider} was not taken: {}",
                    problem.detail
                );
            }
        })
    }
}

/// The providers that are switched on.
#[derive(Clone, Default)]
pub struct Providers {
    test: Option<Arc<TestProvider>>,
    all: Vec<(Arc<dyn Provider>, Settings)>,
}

impl Providers {
    /// Makes what the settings switch on. `secret` is one of this data folder's own.
    pub fn open(settings: &PaymentSettings, data: &Path, secret: &[u8; 32]) -> anyhow::Result<Providers> {
        let mut providers = Providers::default();
        if settings.test_provider {
            let name = realtail_kernel::WebhookName::new("payments/test")?;
            let secret = realtail_api::signing_key(secret, &name);
            let book = data.join("test-provider.book");
            let test = TestProvider::with_book(&book, secret);
            let test = Arc::new(test.with_context(|| format!("open the book {}", book.display()))?);
            // Nothing goes over a network, so many may be slow at once.
            let window = settings.calls.window.max(10_000);
            providers.all.push((test.clone(), Settings { window, ..settings.calls.clone() }));
            providers.test = Some(test);
            tracing::warn!(
                "the payment provider `test` is on: no money moves; tokens such as success_token say what happens"
            );
        }
        if let Some(intents) = &settings.payment_intents {
            let provider = PaymentIntents::new(intents.clone()).map_err(anyhow::Error::msg);
            let provider = provider.context("payments.payment_intents")?;
            tracing::info!("the payment provider `payment_intents` is on, at {}", intents.url);
            providers.all.push((Arc::new(provider), settings.calls.clone()));
        }
        Ok(providers)
    }

    /// What they are called.
    pub fn names(&self) -> Vec<&'static str> {
        self.all.iter().map(|(provider, _)| provider.name()).collect()
    }

    /// All of them, with how each is asked.
    pub fn all(&self) -> Vec<(Arc<dyn Provider>, Settings)> {
        self.all.clone()
    }
}

impl PaymentDoor for Providers {
    fn read_webhook(
        &self,
        provider: &str,
        headers: &realtail_payments::HeaderMap,
        body: &[u8],
        now: Instant,
    ) -> Result<PaymentNotice, WebhookRefused> {
        let found = self.all.iter().find(|(known, _)| known.name() == provider);
        let (provider, _) = found.ok_or(WebhookRefused::NoProvider)?;
        let notice = provider.read_webhook(headers, body, now).map_err(|refused| match refused {
            Refused::BadSignature(why) => WebhookRefused::BadSignature(why.to_owned()),
            Refused::Unreadable(why) => WebhookRefused::Unreadable(why),
        })?;
        let news = match notice.news {
            News::Answer { payment, ask, operation, answer } => {
                Some(PaymentNews { payment, ask, operation, answer })
            }
            News::Nothing { .. } => None,
        };
        Ok(PaymentNotice { event: notice.event, news })
    }

    fn test_book(&self, after: Option<&PaymentId>, max: usize) -> Option<Vec<TestPayment>> {
        let book = self.test.as_ref()?.book(after, max);
        let document = |(payment, account): (PaymentId, test_provider::Account)| {
            let account = match serde_json::to_value(account) {
                Ok(serde_json::Value::Object(account)) => account,
                _ => serde_json::Map::new(),
            };
            TestPayment { payment, account }
        };
        Some(book.into_iter().map(document).collect())
    }
}
