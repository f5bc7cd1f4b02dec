//! Which items could be had where: a day on which there was none says nothing of demand.

use crate::rate::No;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How long an item has been out of stock today, in shares of the day's trade.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Out {
    /// Since when it is out; nothing where it is there again.
    since: Option<f32>,
    /// What it was out before that.
    before: f32,
}

/// Sellable units by the book, and what is out of stock today.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shelves {
    units: FxHashMap<(No, No), i32>,
    out: FxHashMap<(No, No), Out>,
}

impl Shelves {
    /// Units came, or went where they are fewer than none, when such a share of the day's trade was over.
    pub fn post(&mut self, pair: (No, No), units: i64, gone: f32) {
        let book = self.units.entry(pair).or_default();
        let before = *book;
        *book = book.saturating_add(units.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
        let (was_there, is_there) = (before > 0, *book > 0);
        if was_there && !is_there {
            self.out.entry(pair).or_insert(Out { since: None, before: 0.0 }).since = Some(gone);
        } else if is_there {
            self.is_there(pair, gone);
        }
    }

    /// It was sold, so it is there, whatever the book says.
    pub fn is_there(&mut self, pair: (No, No), gone: f32) {
        if let Some(out) = self.out.get_mut(&pair)
            && let Some(since) = out.since.take()
        {
            out.before += (gone - since).max(0.0);
        }
    }

    /// For which share of the day it could be had.
    pub fn there(&self, pair: (No, No)) -> f32 {
        let Some(out) = self.out.get(&pair) else { return 1.0 };
        let now = out.since.map_or(0.0, |since| 1.0 - since);
        (1.0 - out.before - now).clamp(0.0, 1.0)
    }

    /// The day is over: what is out begins the next day so.
    pub fn end_day(&mut self) {
        self.out.retain(|_, out| {
            *out = Out { since: out.since.map(|_| 0.0), before: 0.0 };
            out.since.is_some()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_stock_is_known_by_the_share_of_the_day() {
        let pair = (1, 2);
        let mut shelves = Shelves::default();
        // Nobody keeps stock of it.
        shelves.post(pair, -1, 0.2);
        assert_eq!(shelves.there(pair), 1.0);
        shelves.post(pair, 5, 0.3);
        shelves.post(pair, -4, 0.5);
        assert_eq!(shelves.there(pair), 0.5);
        shelves.post(pair, 6, 0.75);
        assert_eq!(shelves.there(pair), 0.75);
        shelves.post(pair, -6, 0.9);
        shelves.end_day();
        assert_eq!(shelves.there(pair), 0.0, "the next day too");
        shelves.is_there(pair, 0.25);
        assert_eq!(shelves.there(pair), 0.75, "a till that sells it knows better than the book");
        shelves.end_day();
        assert_eq!(shelves.there(pair), 1.0);
    }
}
