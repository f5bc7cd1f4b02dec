//! What is likely to be asked for, and what follows for whoever fills shelves and orders goods.
//!
//! Models run outside; what they say stands in the log, so that each decision can be explained from the log alone.

pub mod invariants;
mod machine;
mod plan;
mod replenish;
mod say;

pub use machine::{Command, Intelligence};
pub use replenish::{Standing, Suggestion, Urgency, suggest};
