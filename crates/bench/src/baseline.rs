//! What a user would pick instead, started by the bench itself.

pub mod cluster;
pub mod constant;
pub mod medusa;
pub mod postgres;
pub mod redis;
