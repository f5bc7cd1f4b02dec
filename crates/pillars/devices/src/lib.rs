//! Devices in stores: which there are, and what their signals come to.

pub mod bays;
pub mod cleaning;
pub mod climate;
mod heard;
pub mod invariants;
mod machine;
mod parts;
mod registry;
pub mod shelf;
pub mod tags;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod watch;

pub use machine::{Command, Devices};
pub use parts::Parts;
pub use registry::Registry;
pub use tags::{Presence, Tags};
pub use watch::{Alarm, Heard, Reading, check_time};
