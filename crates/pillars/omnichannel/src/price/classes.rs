//! What every item belongs to, in numbers: worked out when an item is set, so that no basket has to.

use super::goods::{Class, Labels};
use crate::catalogue::{Catalogue, ItemNo};
use realtail_kernel::Paged;
use realtail_vocabulary::Item;
use std::sync::Arc;

/// The class of each item as it is now, and the numbers of all labels. It is made of the catalogue and the rules, and made
/// again where a snapshot is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Classes {
    of_items: Paged<Class>,
    labels: Arc<Labels>,
}

/// What is made of the rest differs only where the rest does: numbers go by the order in which labels came.
impl PartialEq for Classes {
    fn eq(&self, _: &Classes) -> bool {
        true
    }
}

impl Classes {
    /// Takes in what an item is about to be.
    pub fn set(&mut self, item: &Item, catalogue: &Catalogue) {
        // What is no item's own number may be the GTIN of another, which it is not.
        let known = catalogue.item_no(&item.item).ok().filter(|no| catalogue.item(*no).item == item.item);
        let no = known.unwrap_or(ItemNo(catalogue.items().len() as u32));
        let class = Class::of(no, item, self.labels_mut());
        match self.of_items.get_mut(no.0 as usize) {
            Some(known) => *known = class,
            None => {
                self.of_items.push(class);
            }
        }
    }

    /// The class of an item as it is now.
    pub fn of(&self, no: ItemNo) -> &Class {
        &self.of_items[no.0 as usize]
    }

    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    pub fn labels_mut(&mut self) -> &mut Labels {
        Arc::make_mut(&mut self.labels)
    }

    /// Makes them again.
    pub fn index(&mut self, catalogue: &Catalogue) {
        *self = Classes::default();
        let labels = Arc::make_mut(&mut self.labels);
        let all = (0..).zip(catalogue.items());
        self.of_items = all.map(|(no, item)| Class::of(ItemNo(no), item, labels)).collect();
    }
}
