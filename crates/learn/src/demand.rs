//! Demand for items in places: a formula that each sale keeps current, and trees that learn what it does not know.

mod ahead;
mod features;
mod learner;
mod pace;
mod series;
mod shape;
mod state;

pub use ahead::{Ahead, AheadDay};
pub use learner::{Learner, Model, Origin, Weighing};
pub use shape::{Mix, SEASONS, STATES};
pub use state::{Day, Demand, Promotions, Sale};
