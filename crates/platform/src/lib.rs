//! Joins the pillars: one machine of machines, and the policies that let one answer another.

mod access;
mod delivery;
pub mod invariants;
mod machine;
pub mod policies;
mod push;
mod shop;
mod standing;
mod switches;

pub use access::Access;
pub use delivery::{Delivery, Endpoint};
pub use machine::{Command, Frozen, Refusal, Retail};
pub use standing::RoomNow;
pub use switches::{Pillar, Switches};
