//! What the follower asks of the engine.

use crate::labour::LaneAdvising;
use crate::price::{PriceAdvising, PriceFacts};
use realtail_engine::Cause;
use realtail_kernel::{CustomerId, ItemId, SiteId};
use realtail_vocabulary::{Forecast, ModelTrial, ModelVersion};

/// A forecast that is to stand in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Saying {
    /// What is said.
    pub forecast: Forecast,
    /// The entry that moved it; nothing where a day ended.
    pub cause: Option<Cause>,
}

/// What became of the training of a model, which is to stand in the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Training {
    /// A version was trained.
    Trained(ModelVersion),
    /// Versions were held against what came to pass.
    Tried(ModelTrial),
}

/// Whether what was said is on its way into the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is.
    Taken,
    /// There is no room at present; it is to be said again later.
    Busy,
    /// Nobody listens any more.
    Stopping,
}

/// What the follower asks of the engine.
pub trait Desk: Send + Sync + 'static {
    /// Hands forecasts to the engine, without waiting until they are durable.
    fn say(&self, sayings: Vec<Saying>) -> Heard;

    /// Hands over what is to be said of lanes, without waiting until it is durable.
    fn advise(&self, _advice: Vec<LaneAdvising>) -> Heard {
        Heard::Taken
    }

    /// What whoever searches for a price of an item at a site must know, as it is now; nothing where no price is to be advised.
    fn price_facts(&self, _item: &ItemId, _site: &SiteId) -> Option<PriceFacts> {
        None
    }

    /// Hands over what is to be said of prices, without waiting until it is durable.
    fn price(&self, _advice: Vec<PriceAdvising>) -> Heard {
        Heard::Taken
    }

    /// Hands over what became of training, in this order.
    fn report(&self, training: Vec<Training>) -> Heard;

    /// Whether a customer agrees, now, that habits are learnt from. Nobody does where nobody can be asked.
    fn agrees(&self, _customer: &CustomerId) -> bool {
        false
    }
}
