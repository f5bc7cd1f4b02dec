//! The days to be forecast: what is planned and what the calendar says of them.

use super::promotions::Promotions;

/// A day to be forecast.
#[derive(Clone, Copy, Debug)]
pub struct AheadDay {
    /// Monday is nothing.
    pub weekday: u8,
    /// First is one.
    pub day_of_month: u8,
    /// Which of the weeks it lies in.
    pub week: usize,
    /// Days to the next feast, and from the last one.
    pub feasts: [f32; 2],
    /// Which time around a great feast it is, below [`super::SEASONS`]; nothing for none.
    pub feast: u8,
    /// Whether the places are open.
    pub open: bool,
}

/// The days to be forecast from now.
pub struct Ahead<'a> {
    /// From the first on.
    pub days: Vec<AheadDay>,
    /// What is promoted, week by week; the first is the week before.
    pub weeks: Vec<&'a Promotions>,
}
