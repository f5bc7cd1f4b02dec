//! What is likely to be asked for, and what follows for whoever fills shelves and orders goods.
//!
//! Models run outside; what they say stands in the log, so that each decision can be explained from the log alone.

mod machine;

pub use machine::{Command, Intelligence};
