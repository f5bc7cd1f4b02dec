//! Devices in stores: which there are, and what their signals come to.

pub mod cleaning;
mod machine;
mod parts;
mod registry;
pub mod tags;

pub use machine::{Command, Devices};
pub use parts::Parts;
pub use registry::Registry;
pub use tags::{Presence, Tags};
