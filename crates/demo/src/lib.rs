//! A retailer's year replayed as live signals through the public HTTP interface.
//!
//! Two retailers: the Complete Journey (real, read from Parquet files) and one that is made from a seed.
//! Neither says what was in stock, so stock is derived from the demand by the rule of [`BaseStock`].
//!
//! What is real in the Complete Journey: stores, products, receipts with their times, households, quantities and money.
//! - Money adds up to the cent: unit price times quantity less discount is what the retailer was paid for the line. Where the
//!   price does not divide by the quantity, the unit price is rounded up and the discount takes the difference. What a
//!   manufacturer's coupon paid of it is a tender of the receipt.
//! - Fuel, coupons, services, what is made to order and what has no name are not stocked. Their quantity may be a measure
//!   (thousandths of a gallon): above 100 it is taken as one unit at the price of the line.
//! - A line of quantity 0 is left out, and counted; if it was paid for, it is one unit.
//! - Items that were sold but stand in no list of products are not stocked.
//!
//! What is made up, by the seed: where stores lie and the regions they form, opening stock and deliveries (by rule, from
//! the demand), what goes missing, what is counted, and which baskets are bought online. Of those, 40 of 100 are orders that
//! are paid, routed, picked by associates who do not find everything, handed over or shipped, and now and then come back in
//! part; the others are holds, of which 80 of 100 are collected, 10 given up and 10 forgotten. A shopper who is refused a
//! hold asks once more for what is there.
//!
//! One store is shown whole, with tags, shelves, fridges, associates, shoppers' phones and a brand's campaign: see `floor`.
//! All of that is made up, and follows what the receipts do to its stock.
//!
//! [`load`] tells the engine of sites, items and opening stock; [`replay`] lets the year go by and reports.

mod agenda;
mod audit;
mod backoff;
mod books;
mod chance;
mod customer_order;
mod error;
mod floor;
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
mod story;
mod supply;
mod tally;
mod wire;
mod world;

pub use error::DemoError;
pub use floor::{AdviceTally, FloorTally, ForecastTally};
pub use load::{Loaded, load};
pub use options::{Options, Progress, SPEED_DEFAULT, Size, Source};
pub use replay::replay;
pub use report::{Audit, Report};
pub use retailer::{Basket, Census, Line, Pair, Region, Retailer};
pub use story::bopis;
pub use supply::{BaseStock, targets};
pub use tally::Tally;
pub use wire::DelayRow;
