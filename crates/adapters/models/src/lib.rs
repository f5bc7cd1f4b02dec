//! Models that are kept current by the log: what is likely to be sold, and what each customer is likely to want.
//!
//! They run outside the pure core. What they say of pairs that are planned enters the log through a [`Desk`]; everything
//! else is asked of [`Models`], which say up to which entry they know the log.

mod background;
pub mod backtest;
mod cache;
mod checkpoint;
mod demand;
mod desk;
mod follower;
mod kept;
mod labour;
pub mod loss;
mod models;
mod names;
mod price;
pub mod rate;
mod record;
mod register;
mod said;
mod taste;
mod told;
mod trade;
mod trainer;
mod world_time;

pub use desk::{Desk, Heard, Saying, Training};
pub use follower::{Current, Follower, Prepared, Tap, prepare};
pub use labour::{LabourDay, LaneAdvising, LaneTold};
pub use models::{Models, PROBABILITIES, Told, ToldDay, Total};
pub use price::{
    ElasticityOf, LedBy, PriceAdvising, PriceFacts, PriceOutcome, PriceSet, PriceTold, PriceTrial,
};
pub use record::{DayScore, Foretold, Record};
pub use taste::{Asked, Because, Bought, Listed, Listing};
