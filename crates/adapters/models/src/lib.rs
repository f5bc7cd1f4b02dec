//! Models that are kept current by the log: what is likely to be sold, and what is bought together.
//!
//! They run outside the pure core. What they say of pairs that are planned enters the log through a [`Desk`]; everything
//! else is asked of [`Models`], which say up to which entry they know the log.

mod checkpoint;
pub mod demand;
mod desk;
mod follower;
pub mod loss;
mod models;
mod names;
mod said;
pub mod together;

pub use desk::{Desk, Heard, Saying};
pub use follower::{Current, Follower, Prepared, Tap, prepare};
pub use models::{Models, PROBABILITIES, Recommended, Told};
