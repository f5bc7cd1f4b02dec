//! The loop that carries everything: decide, append, apply, answer, act.

pub mod log;
