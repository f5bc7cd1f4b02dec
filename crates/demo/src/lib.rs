//! A retailer's year replayed as live signals through the public HTTP interface.
//!
//! Two retailers: the Complete Journey (real, read from Parquet files) and one that is made from a seed.
//! Neither says what was in stock, so stock is derived from the demand by the rule of [`BaseStock`].

mod chance;
mod error;
mod options;
mod retailer;
mod supply;

pub use error::DemoError;
pub use options::{COMPLETE_JOURNEY_FOLDER, Options, Progress, SPEED_DEFAULT, Size, Source};
pub use retailer::{Basket, Census, Line, Pair, Region, Retailer};
pub use supply::{BaseStock, targets};
