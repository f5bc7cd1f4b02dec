//! What can be learnt from a retailer's year: the mathematics, without I/O, clock or chance of its own.
//!
//! Nothing here knows of logs, requests or files. `adapters/models` keeps these models current by each event and serves
//! them; `backtest` runs them over real data beside what is best known.

pub mod boost;
pub mod chance;
pub mod counts;
pub mod inverse;
pub mod logistic;
pub mod taste;
