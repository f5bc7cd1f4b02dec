//! Notices to shoppers' phones, and the offers that they tell of.

mod machine;

pub use machine::{Command, Mobile};
