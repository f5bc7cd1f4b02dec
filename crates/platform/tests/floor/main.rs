//! What policies bring about on the shop floor.

mod language;
mod shelves;
