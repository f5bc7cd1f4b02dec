//! A retailer's year replayed as live signals through the public HTTP interface.
//!
//! Two retailers: the Complete Journey (real, read from Parquet files) and one that is made from a seed.
//! Neither says what was in stock, so stock is derived from the demand by the rule of [`BaseStock`].
//! [`load`] tells the engine of sites, items and opening stock; [`replay`] lets the year go by and reports.

mod agenda;
mod audit;
mod backoff;
mod books;
mod chance;
mod error;
mod http;
mod lane;
mod load;
mod monitor;
mod options;
mod progress;
mod replay;
mod report;
mod retailer;
mod shopper;
mod supply;
mod tally;
mod wire;
mod world;

pub use error::DemoError;
pub use load::{Loaded, load};
pub use options::{COMPLETE_JOURNEY_FOLDER, Options, Progress, SPEED_DEFAULT, Size, Source};
pub use replay::replay;
pub use report::{Audit, Report};
pub use retailer::{Basket, Census, Line, Pair, Region, Retailer};
pub use supply::{BaseStock, targets};
pub use tally::Tally;
pub use wire::DelayRow;
