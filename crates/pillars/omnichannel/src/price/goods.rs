//! Which goods a promotion is for, in numbers.

use crate::catalogue::{Catalogue, ItemNo};
use realtail_kernel::Label;
use realtail_vocabulary::{Item, Selection};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A category or a brand that some promotion names.
pub(crate) type LabelNo = u32;

/// The categories and brands that promotions name, each with a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels(FxHashMap<Label, LabelNo>);

impl Labels {
    fn number(&mut self, label: &Label) -> LabelNo {
        let next = self.0.len() as LabelNo;
        *self.0.entry(label.clone()).or_insert(next)
    }

    fn all(&mut self, labels: &[Label]) -> SmallVec<[LabelNo; 2]> {
        labels.iter().map(|label| self.number(label)).collect()
    }
}

/// What an item belongs to, as far as promotions name it.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub item: ItemNo,
    pub categories: SmallVec<[LabelNo; 4]>,
    pub brand: Option<LabelNo>,
}

impl Class {
    pub fn of(no: ItemNo, item: &Item, labels: &Labels) -> Class {
        let number = |label: &Label| labels.0.get(label).copied();
        Class {
            item: no,
            categories: item.categories.iter().filter_map(number).collect(),
            brand: item.brand.as_ref().and_then(number),
        }
    }
}

/// A selection in numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Goods {
    pub items: SmallVec<[ItemNo; 2]>,
    pub categories: SmallVec<[LabelNo; 2]>,
    pub brands: SmallVec<[LabelNo; 2]>,
    except_items: SmallVec<[ItemNo; 2]>,
    except_categories: SmallVec<[LabelNo; 2]>,
    except_brands: SmallVec<[LabelNo; 2]>,
}

impl Goods {
    pub fn new(selection: &Selection, catalogue: &Catalogue, labels: &mut Labels) -> Goods {
        let items = |names: &[realtail_kernel::ItemId]| {
            let mut numbers: SmallVec<[ItemNo; 2]> =
                names.iter().filter_map(|name| catalogue.item_no(name).ok()).collect();
            numbers.sort_unstable();
            numbers
        };
        Goods {
            items: items(&selection.items),
            categories: labels.all(&selection.categories),
            brands: labels.all(&selection.brands),
            except_items: items(&selection.except_items),
            except_categories: labels.all(&selection.except_categories),
            except_brands: labels.all(&selection.except_brands),
        }
    }

    /// Whether it names no goods, and so is for all but those it excepts.
    pub fn is_for_all(&self) -> bool {
        self.items.is_empty() && self.categories.is_empty() && self.brands.is_empty()
    }

    pub fn has_exceptions(&self) -> bool {
        !(self.except_items.is_empty() && self.except_categories.is_empty() && self.except_brands.is_empty())
    }

    pub fn takes(&self, class: &Class) -> bool {
        self.names(class) && !self.excepts(class)
    }

    fn names(&self, class: &Class) -> bool {
        if self.is_for_all() || self.items.binary_search(&class.item).is_ok() {
            return true;
        }
        let of_category = any(&self.categories, &class.categories);
        let of_brand = class.brand.is_some_and(|brand| self.brands.contains(&brand));
        match (self.categories.is_empty(), self.brands.is_empty()) {
            (true, true) => false,
            (false, true) => of_category,
            (true, false) => of_brand,
            (false, false) => of_category && of_brand,
        }
    }

    fn excepts(&self, class: &Class) -> bool {
        self.except_items.binary_search(&class.item).is_ok()
            || any(&self.except_categories, &class.categories)
            || class.brand.is_some_and(|brand| self.except_brands.contains(&brand))
    }
}

fn any(some: &[LabelNo], others: &[LabelNo]) -> bool {
    some.iter().any(|label| others.contains(label))
}
