//! Prices, promotions and taxes from outside: tables to read aloud, and properties.

mod classes;
mod language;
mod limits;
mod lists;
mod promotions;
mod properties;
mod shelf;
mod stacking;
mod taxes;
