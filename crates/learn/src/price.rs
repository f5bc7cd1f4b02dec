//! What a price does: how demand answers to it, which markdowns clear a lot at the best margin, and what a test says.
//!
//! [`Elasticities`] learn from weeks of receipts and are drawn to those of the category and of all. A [`Belief`] is what a
//! single lot starts from, and each day's sales move it; [`plan`] finds the price of today by looking at all days to the
//! end. [`Guards`] bound every price, [`reference_cents`] is what a reduction may be told against, and [`Switchback`] tests
//! two prices.

mod belief;
mod elasticity;
mod guards;
mod markdown;
mod pool;
mod reference;
mod regression;
mod regular;
mod switchback;
#[cfg(test)]
mod tests;

pub use belief::{Belief, Day};
pub use elasticity::{Elasticities, Estimates, Own, Week};
pub use guards::{Ending, Guards, endings_at_most};
pub use markdown::{Lot, Plan, by_expiry, plan};
pub use pool::{Estimate, Pool, pool};
pub use reference::{PriceHistory, reference_cents};
pub use regular::{Recommendation, Regular, recommend};
pub use switchback::{Arm, Effect, Switchback};
