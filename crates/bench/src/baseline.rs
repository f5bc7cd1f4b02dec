//! What a user would pick instead, started by the bench itself.

pub mod constant;
pub mod postgres;
pub mod redis;
