//! What the couriers ask of the engine.

use bytes::Bytes;
use realtail_kernel::{OrderId, Position};
use std::pin::Pin;
use tokio::sync::watch;

/// Something that comes later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An entry with news of an order, of which its agent was not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Which order.
    pub order: OrderId,
    /// Which entry.
    pub position: Position,
}

impl News {
    /// The id under which the agent recognises a repetition.
    pub(crate) fn id(&self) -> String {
        format!("{}.{}", self.order, self.position)
    }
}

/// What an agent is told.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Where the agent's profile is.
    pub profile: String,
    /// Where the shop's own profile is.
    pub sender: String,
    /// When it happened, in seconds since 1970.
    pub at: i64,
    /// The order, as JSON.
    pub order: Bytes,
}

/// What the couriers ask of the engine.
pub trait Desk: Send + Sync + 'static {
    /// Changes whenever there may be news.
    fn changed(&self) -> watch::Receiver<Position>;

    /// All news that are durable and were not told, by order and then by age.
    fn news(&self) -> Vec<News>;

    /// What is to be told; nothing where nobody is left who could be told.
    fn letter<'a>(&'a self, news: &'a News) -> Pending<'a, Option<Letter>>;

    /// Writes down that something was told, or never will be. Done once it is durable.
    fn told<'a>(&'a self, news: &'a News, arrived: bool) -> Pending<'a, ()>;
}
