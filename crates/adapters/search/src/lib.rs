//! Finds items by words: an index in memory, made from the catalogue at the start and kept up with it by a thread of its own.

mod ask;
mod index;
mod keep;
mod words;

pub use ask::{Asked, Found, Matched};

use index::Index;
use realtail_vocabulary::Item;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

/// Why there is no index, or nothing can be found in it.
#[derive(Debug, thiserror::Error)]
pub enum SearchFault {
    /// The engine of the index says so.
    #[error("search index: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A thread could not be started.
    #[error("start the thread that keeps the search index: {0}")]
    Thread(#[from] std::io::Error),
}

/// How many changes were told of, and how many of them can be found.
#[derive(Default)]
struct Counted {
    told: AtomicU64,
    found: AtomicU64,
}

/// Tells the index of items that are new or have changed. Quick: the work is another thread's.
#[derive(Clone)]
pub struct Teller {
    sender: Sender<Vec<Item>>,
    counted: Arc<Counted>,
}

impl Teller {
    /// Tells of items as they are now.
    pub fn tell(&self, items: Vec<Item>) {
        if items.is_empty() {
            return;
        }
        self.counted.told.fetch_add(1, Ordering::SeqCst);
        // Nobody keeps the index any more where the process stops.
        let _ = self.sender.send(items);
    }
}

/// The items that can be found. A view: whatever is lost of it is made again from the catalogue.
pub struct Search {
    index: Arc<Index>,
    counted: Arc<Counted>,
}

/// What was told and waits to be taken in.
pub struct Untold(Receiver<Vec<Item>>);

impl Search {
    /// An index of nothing, the one who tells it, and what it is told: hand that to [`Search::keep`] once the engine runs.
    ///
    /// # Errors
    /// Where the index cannot be made.
    pub fn new() -> Result<(Search, Teller, Untold), SearchFault> {
        let (sender, receiver) = channel();
        let counted = Arc::new(Counted::default());
        let search = Search { index: Arc::new(Index::new()?), counted: counted.clone() };
        Ok((search, Teller { sender, counted }, Untold(receiver)))
    }

    /// Takes in the whole catalogue first and then whatever changes, on a thread of its own that ends with the last teller.
    ///
    /// # Errors
    /// Where the thread cannot be started.
    pub fn keep(&self, catalogue: Vec<Item>, untold: Untold) -> Result<(), SearchFault> {
        self.counted.told.fetch_add(1, Ordering::SeqCst);
        let keeper = keep::Keeper::new(self.index.clone(), self.counted.clone())?;
        std::thread::Builder::new()
            .name("search-index".to_owned())
            .spawn(move || keeper.run(catalogue, &untold.0))?;
        Ok(())
    }

    /// Whether all that was told of so far can be found.
    pub fn is_current(&self) -> bool {
        self.counted.found.load(Ordering::SeqCst) >= self.counted.told.load(Ordering::SeqCst)
    }

    /// Finds items, best first.
    ///
    /// # Errors
    /// Where the index is broken.
    pub fn find(&self, asked: &Asked<'_>) -> Result<Found, SearchFault> {
        Ok(ask::find(&self.index, asked)?)
    }
}
