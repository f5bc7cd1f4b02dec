//! What can be learnt from a retailer's year: the mathematics, without I/O, clock or chance of its own.
//!
//! Nothing here knows of logs, requests or files. `adapters/models` keeps these models current by each event and serves
//! them; `backtest` runs them over real data beside what is best known.

pub mod boost;
pub mod chance;
pub mod counts;
pub mod demand;
pub mod inverse;
pub mod labour;
pub mod logistic;
pub mod loss;
pub mod price;
pub mod replenish;
pub mod taste;
