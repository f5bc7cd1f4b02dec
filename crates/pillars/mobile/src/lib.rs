//! Notices to shoppers' phones, and the offers that they tell of.

mod decide;
pub mod invariants;
mod machine;
mod notice;
mod offer;
mod shopper;

pub use decide::{Agreement, Caps, DecidePush, Declined, Supply};
pub use machine::{Command, Mobile};
pub use notice::{Notice, NoticeState};
pub use offer::Offer;
pub use shopper::Shopper;
