//! What a demonstration can be told.

use std::path::PathBuf;

/// Half a day a second: a year takes a little over twelve minutes.
pub const SPEED_DEFAULT: f64 = 43_200.0;

/// How large a generated retailer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Stores.
    pub sites: u32,
    /// Items.
    pub items: u32,
    /// Days of trade.
    pub days: u32,
    /// Receipts over all days and stores.
    pub receipts: u32,
}

impl Default for Size {
    fn default() -> Size {
        Size { sites: 40, items: 5_000, days: 365, receipts: 175_000 }
    }
}

/// Which retailer is replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The Complete Journey, from a folder; without one, from where `REALTAIL_COMPLETEJOURNEY` points.
    CompleteJourney(Option<PathBuf>),
    /// A retailer made from the seed.
    Generated(Size),
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// On standard error: one line that is rewritten each second, or a line every five where it is no terminal.
    #[default]
    Stderr,
    /// Not at all.
    Silent,
}

/// What a demonstration can be told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which retailer.
    pub source: Source,
    /// Seconds of business time in a second of wall time; infinite for as fast as the engine takes it.
    pub speed: f64,
    /// Chooses everything that is left to chance.
    pub seed: u64,
    /// Where the engine listens: `http://127.0.0.1:7070`.
    pub base_url: String,
    /// An API key with all rights.
    pub key: String,
    /// Stop after so many days of business time.
    pub until_days: Option<u32>,
    /// The share of baskets that are ordered online.
    pub online_share: f64,
    /// The share of those that are orders rather than holds.
    pub order_share: f64,
    /// Connections of tills and docks.
    pub lanes: usize,
    /// Connections of online shoppers.
    pub shopper_connections: usize,
    /// Whether one store is shown whole: its tags, shelves, fridges, associates, phones and a brand's campaign.
    pub floor: bool,
    /// How progress is shown.
    pub progress: Progress,
}

impl Options {
    /// The real retailer at the usual speed.
    pub fn new(base_url: impl Into<String>, key: impl Into<String>) -> Options {
        Options {
            source: Source::CompleteJourney(None),
            speed: SPEED_DEFAULT,
            seed: 1,
            base_url: base_url.into(),
            key: key.into(),
            until_days: None,
            online_share: 0.15,
            order_share: 0.4,
            lanes: 8,
            shopper_connections: 8,
            floor: true,
            progress: Progress::default(),
        }
    }
}
