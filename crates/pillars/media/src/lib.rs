//! Consent, campaigns, and what is shown for money.

mod attribution;
mod campaign;
mod consent;
pub mod invariants;
mod machine;
mod placement;
mod pseudonym;
mod shards;
mod shop;
mod totals;

pub use attribution::{SoldLine, Touches};
pub use campaign::{Brand, Campaign, Campaigns};
pub use consent::Consents;
pub use machine::{Command, Media};
pub use placement::{Ask, Placements, RULE, Seen};
pub use shop::{Person, Shop};
pub use totals::{DayTotals, day_of};
