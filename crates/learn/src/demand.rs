//! Demand for items in places: a formula that each sale keeps current, and trees that learn what it does not know.

mod pace;
mod series;
mod shape;
mod state;

pub use shape::{Mix, STATES};
pub use state::{Day, Demand, Promotions, Sale};
