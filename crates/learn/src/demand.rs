//! Demand for items in places: a formula that each sale keeps current, and trees that learn what it does not know.
//!
//! [`Demand`] is told of each sale and of each day's end, and says at once what the formula expects: a level, times a
//! weekday, times the lift of a promotion, times the rush before a great feast, times what the weather does, each drawn to
//! that of the item, its category and all. A [`Learner`] collects what was known at past origins and what came of it, and grows a [`Model`].

mod ahead;
mod current;
mod feasts;
mod features;
mod group;
mod learner;
mod pace;
mod promotions;
mod reconcile;
mod scatter;
mod series;
mod shape;
mod skies;
mod state;

pub use ahead::{Ahead, AheadDay, PromotedDay};
pub use current::{Current, Outlook};
pub use feasts::{Land, date, days, weekday};
pub use features::Intensity;
pub use learner::{Growth, Learner, Model, Origin};
pub use promotions::Promotions;
pub use reconcile::reconcile;
pub use scatter::Scatter;
pub use shape::{SEASONS, STATES};
pub use skies::{SKIES, Skies, sky};
pub use state::{Day, Demand, Sale};

#[cfg(test)]
mod tests;
