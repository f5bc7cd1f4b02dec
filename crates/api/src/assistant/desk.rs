//! The shop as the assistant asks it: each question is answered where the state may be read, while the asker waits.

use super::door::Asker;
use super::facts::{
    ShopCard, ShopItem, ShopLine, ShopOrder, ShopPrice, ShopReturn, ShopStock, ShopStore, items, orders,
    returns, stores,
};
use crate::app::App;
use crate::caller::Caller;
use futures_util::future::BoxFuture;
use tokio::sync::mpsc;

/// A question, to be answered on the event loop of the call.
pub(super) type Job = Box<dyn FnOnce(Shop) -> BoxFuture<'static, ()> + Send>;

/// What a question is answered with.
#[derive(Clone)]
pub(super) struct Shop {
    pub app: App,
    /// As whom it writes.
    pub caller: Caller,
    /// Names this turn of this conversation: what is done in it is done once.
    pub turn: String,
}

/// The shop as the assistant asks it. Whoever asks waits for the answer, so it is not for a thread that serves. Where the
/// call has ended meanwhile, nothing is found.
pub struct ShopDesk {
    pub(super) jobs: mpsc::UnboundedSender<Job>,
}

impl ShopDesk {
    fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(Shop) -> BoxFuture<'static, T> + Send + 'static,
    ) -> Option<T> {
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        let job: Job = Box::new(move |shop| {
            Box::pin(async move {
                // Whoever asked may have gone.
                let _ = sender.send(question(shop).await);
            })
        });
        self.jobs.send(job).ok()?;
        receiver.recv().ok()
    }

    /// An order of the asker's; that of another is as good as none.
    pub fn order(&self, asker: &Asker, number: &str) -> Option<ShopOrder> {
        let (asker, number) = (asker.clone(), number.to_owned());
        self.ask(move |shop| Box::pin(async move { orders::find(&shop.app, &asker, &number).await }))
            .flatten()
    }

    /// A customer's orders, the newest first.
    pub fn orders(&self, customer: &str) -> Vec<ShopOrder> {
        let customer = customer.to_owned();
        self.ask(move |shop| Box::pin(async move { orders::of(&shop.app, &customer) })).unwrap_or_default()
    }

    /// What of an order of the asker's can be returned.
    pub fn returnable(&self, asker: &Asker, number: &str) -> Vec<ShopLine> {
        let (asker, number) = (asker.clone(), number.to_owned());
        let ask =
            self.ask(move |shop| Box::pin(async move { returns::lines(&shop.app, &asker, &number).await }));
        ask.unwrap_or_default()
    }

    /// Begins a return, and gives its number; nothing where that cannot be.
    pub fn begin_return(&self, asker: &Asker, wanted: ShopReturn) -> Option<String> {
        let asker = asker.clone();
        self.ask(move |shop| Box::pin(async move { returns::begin(&shop, &asker, wanted).await })).flatten()
    }

    /// All stores with their hours.
    pub fn stores(&self) -> Vec<ShopStore> {
        self.ask(|shop| Box::pin(async move { stores::all(&shop.app) })).unwrap_or_default()
    }

    /// How much of an item is in each store.
    pub fn availability(&self, item: &str) -> Vec<ShopStock> {
        let item = item.to_owned();
        self.ask(move |shop| Box::pin(async move { stores::stock(&shop.app, &item) })).unwrap_or_default()
    }

    /// Items that the words may mean, the likeliest first.
    pub fn search(&self, words: &str) -> Vec<ShopItem> {
        let words = words.to_owned();
        self.ask(move |shop| Box::pin(async move { items::search(&shop.app, &words).await }))
            .unwrap_or_default()
    }

    /// One item.
    pub fn item(&self, item: &str) -> Option<ShopItem> {
        let item = item.to_owned();
        self.ask(move |shop| Box::pin(async move { items::one(&shop.app, &item) })).flatten()
    }

    /// What an item costs a customer, or anybody.
    pub fn price(&self, customer: Option<&str>, item: &str) -> Option<ShopPrice> {
        let (customer, item) = (customer.map(str::to_owned), item.to_owned());
        let ask = self
            .ask(move |shop| Box::pin(async move { items::price(&shop.app, customer.as_deref(), &item) }));
        ask.flatten()
    }

    /// A customer's loyalty points; nothing for who is no member.
    pub fn points(&self, customer: &str) -> Option<u64> {
        let customer = customer.to_owned();
        self.ask(move |shop| Box::pin(async move { items::points(&shop.app, &customer) })).flatten()
    }

    /// A customer's gift cards. Cards belong to whoever has the code, so no account has any.
    pub fn gift_cards(&self, _customer: &str) -> Vec<ShopCard> {
        Vec::new()
    }
}
