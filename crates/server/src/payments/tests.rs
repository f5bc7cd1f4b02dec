//! Payments on a real engine.
