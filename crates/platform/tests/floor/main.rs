//! What policies bring about on the shop floor.

mod fridges;
mod language;
mod shelves;
