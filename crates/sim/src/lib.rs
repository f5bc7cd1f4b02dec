//! The whole platform from one seed.
