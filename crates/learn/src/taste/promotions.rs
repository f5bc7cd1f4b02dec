//! Promotions that are planned: which item is advertised or displayed in which stores and week.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// How an item is promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Means {
    /// On an advertised page.
    Mailer,
    /// On a display in the store.
    Display,
}

/// Stores in which one item is promoted in one week, as bits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Where {
    mailer: Stores,
    display: Stores,
}

/// A set of stores, and how many they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Stores {
    count: u32,
    words: Vec<u64>,
}

impl Stores {
    fn add(&mut self, store: u32) {
        let word = (store / 64) as usize;
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        self.count += u32::from(!self.has(store));
        self.words[word] |= 1 << (store % 64);
    }

    fn has(&self, store: u32) -> bool {
        self.words.get((store / 64) as usize).is_some_and(|word| word >> (store % 64) & 1 == 1)
    }
}

/// All promotions that are planned, by item and week.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Promotions {
    stores: u32,
    planned: FxHashMap<(u32, u32), Where>,
}

/// What is planned for an item in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Planned {
    /// Share of stores with a mailer.
    pub mailer: f32,
    /// Share of stores with a display.
    pub display: f32,
    /// Whether the store asked for has a mailer.
    pub mailer_here: bool,
    /// Whether the store asked for has a display.
    pub display_here: bool,
}

/// The number of a week that begins on Monday, with day 0 on a Thursday as in 1970.
pub fn week(day: f32) -> u32 {
    ((day + 3.0) / 7.0).floor().max(0.0) as u32
}

impl Promotions {
    /// Learns that an item is promoted in a store in a week.
    pub fn plan(&mut self, item: u32, store: u32, week: u32, means: Means) {
        self.stores = self.stores.max(store + 1);
        let stores = self.planned.entry((item, week)).or_default();
        match means {
            Means::Mailer => stores.mailer.add(store),
            Means::Display => stores.display.add(store),
        }
    }

    /// What is planned for an item in a week, in all stores and in one of them.
    pub fn of(&self, item: u32, week: u32, store: Option<u32>) -> Planned {
        let Some(stores) = self.planned.get(&(item, week)) else { return Planned::default() };
        let share = |stores: &Stores| stores.count as f32 / self.stores as f32;
        let here = |stores: &Stores| store.is_some_and(|store| stores.has(store));
        Planned {
            mailer: share(&stores.mailer),
            display: share(&stores.display),
            mailer_here: here(&stores.mailer),
            display_here: here(&stores.display),
        }
    }
}
