//! The pillar from outside: tables to read aloud, failures other systems had, and properties.

mod checkouts;
mod elsewhere;
mod extremes;
mod holds;
mod language;
mod properties;
mod regions;
mod routing;
mod routing_properties;
mod stock;
mod supply;
