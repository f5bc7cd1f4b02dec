//! The kinds of work that are measured, one file each.

pub mod bulk;
pub mod delay;
pub mod holds;
pub mod limits;
pub mod memory;
pub mod orders;
pub mod price;
pub mod promise;
pub mod reads;
pub mod recovery;
pub mod route;
pub mod wide;
