//! The index of items, behind the interface's door, and fed by the engine.

use realtail_api::{SearchAnswer, SearchAsk, SearchDoor, SearchMatch};
use realtail_engine::{Committed, Observer};
use realtail_platform::Retail;
use realtail_search::{Asked, Matched, Search, Teller};
use realtail_vocabulary::{CatalogueEvent, Event};

/// What the interface finds items with.
pub struct IndexDoor(pub Search);

impl SearchDoor for IndexDoor {
    fn is_current(&self) -> bool {
        self.0.is_current()
    }

    fn find(&self, ask: &SearchAsk<'_>) -> Result<SearchAnswer, String> {
        let asked = Asked { text: ask.text, category: ask.category, limit: ask.limit };
        let found = self.0.find(&asked).map_err(|fault| fault.to_string())?;
        let matched = match found.matched {
            Matched::All => SearchMatch::All,
            Matched::Nearly => SearchMatch::Nearly,
            Matched::Some => SearchMatch::Some,
        };
        let items = found.items.into_iter().map(|(item, _)| item).collect();
        Ok(SearchAnswer { items, total: found.total, matched })
    }
}

/// Tells the index of each item that is new or has changed.
pub struct IndexTeller(pub Teller);

impl Observer<Retail> for IndexTeller {
    fn committed(&mut self, batch: &Committed<'_, Retail>) {
        let mut items = Vec::new();
        for (_, entry) in batch.iter() {
            for event in &entry.events {
                if let Event::Catalogue(CatalogueEvent::ItemSet(item)) = event {
                    items.push(item.clone());
                }
            }
        }
        self.0.tell(items);
    }
}
