//! Keeping the index up with the catalogue.

use crate::index::Index;
use crate::{Counted, SearchFault};
use realtail_kernel::ItemId;
use realtail_vocabulary::Item;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use tantivy::{IndexWriter, Term};

/// What the writer may keep before it makes a segment of it.
const WRITER_BYTES: usize = 48 << 20;

/// The one who writes the index.
pub(crate) struct Keeper {
    index: Arc<Index>,
    counted: Arc<Counted>,
    writer: IndexWriter,
    numbers: HashMap<ItemId, u64>,
}

impl Keeper {
    pub fn new(index: Arc<Index>, counted: Arc<Counted>) -> Result<Keeper, SearchFault> {
        let writer = index.index.writer_with_num_threads(1, WRITER_BYTES)?;
        Ok(Keeper { index, counted, writer, numbers: HashMap::new() })
    }

    /// Takes in the catalogue, and then all that it is told, as much at once as has come.
    pub fn run(mut self, catalogue: Vec<Item>, told: &Receiver<Vec<Item>>) {
        let mut first = Some(catalogue);
        while let Some(items) = first.take().or_else(|| told.recv().ok()) {
            let mut changes = 1;
            let mut taken = self.put(&items);
            while let (Ok(()), Ok(items)) = (&taken, told.try_recv()) {
                changes += 1;
                taken = self.put(&items);
            }
            let shown = taken.and_then(|()| Ok(self.writer.commit()?)).and_then(|_| Ok(self.index.show()?));
            if let Err(fault) = shown {
                // Found is then what was found before: the engine and all that is bought go on.
                tracing::error!("{fault}; what is new in the catalogue is not found until the next start");
            }
            self.counted.found.fetch_add(changes, Ordering::SeqCst);
        }
    }

    fn put(&mut self, items: &[Item]) -> Result<(), SearchFault> {
        for item in items {
            let number = match self.numbers.get(&item.item) {
                Some(number) => {
                    self.writer.delete_term(Term::from_field_text(self.index.fields.key, item.item.as_str()));
                    *number
                }
                None => {
                    let number = self.index.number(&item.item);
                    self.numbers.insert(item.item.clone(), number);
                    number
                }
            };
            self.writer.add_document(self.index.document(item, number))?;
        }
        Ok(())
    }
}
