//! The days to be forecast: what is planned and what the calendar says of them.

use super::promotions::Promotions;
use super::skies::Skies;

/// A day to be forecast.
#[derive(Clone, Copy, Debug)]
pub struct AheadDay {
    /// Monday is nothing.
    pub weekday: u8,
    /// First is one.
    pub day_of_month: u8,
    /// What is promoted on it.
    pub promoted: PromotedDay,
    /// Days to the next feast, and from the last one.
    pub feasts: [f32; 2],
    /// Which time around a great feast it is, below [`super::SEASONS`]; nothing for none.
    pub feast: u8,
    /// Whether the places are open.
    pub open: bool,
}

/// What is promoted on a day and around it: places in [`Ahead::promotions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PromotedDay {
    /// A week before.
    pub before: usize,
    /// On the day.
    pub on: usize,
    /// A week later, where that is known.
    pub after: Option<usize>,
}

/// The days to be forecast from now.
pub struct Ahead<'a> {
    /// From the first on.
    pub days: Vec<AheadDay>,
    /// All that is promoted on any of the days, or a week before or after: once each, since it changes less often than days.
    pub promotions: Vec<&'a Promotions>,
    /// The weather of the first days, for as many as it is forecast.
    pub skies: Vec<&'a Skies>,
}
