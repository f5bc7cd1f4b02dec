//! Devices in stores: which there are, and what their signals come to.

mod machine;
mod registry;

pub use machine::{Command, Devices};
pub use registry::Registry;
