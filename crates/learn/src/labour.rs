//! Labour: who comes when, how many are needed for it, and who works when.
//!
//! Arrivals are forecast by quarter hour and kept current by each of them; from the load come the lanes that a service
//! target needs, from tasks with due times the pickers; a day's shifts are searched against a roster, with a bound below
//! which no plan can cost. Time is counted in quarter hours of a day, 0 to 95.

mod arrivals;
mod lanes;
mod plan;
mod queue;
mod roster;
mod tasks;

pub use arrivals::Arrivals;
pub use lanes::{Advice, Lanes};
pub use plan::{Plan, Problem, Uncovered, Why};
pub use queue::{Target, loads, needed, needed_unsure, square_root_servers, waits, waits_longer};
pub use roster::{Ledger, Person, Role, Rules, Shift};
pub use tasks::{Task, level};

/// Quarter hours of a day.
pub const QUARTERS: usize = 96;
/// Seconds of a quarter hour.
pub const QUARTER_SECONDS: f64 = 900.0;
