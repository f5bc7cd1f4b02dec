//! Which goods a promotion is for, in numbers.

use super::rules::TAX_CATEGORY;
use crate::catalogue::{Catalogue, ItemNo};
use realtail_kernel::Label;
use realtail_vocabulary::{Item, Selection};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A category, a brand or a tax category.
pub(crate) type LabelNo = u32;

/// In place of a label that nobody names: it is unlike the number of any.
const UNNAMED: LabelNo = LabelNo::MAX;

/// The labels that items, promotions and taxes name, each with a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Labels(FxHashMap<Box<str>, LabelNo>);

impl Labels {
    /// The number of a label, and from now on it has one.
    pub fn give(&mut self, label: &str) -> LabelNo {
        let next = self.0.len() as LabelNo;
        if let Some(known) = self.0.get(label) {
            return *known;
        }
        self.0.insert(label.into(), next);
        next
    }

    /// The number of a label, if anybody ever named it.
    pub fn find(&self, label: &str) -> Option<LabelNo> {
        self.0.get(label).copied()
    }

    fn all(&mut self, labels: &[Label]) -> SmallVec<[LabelNo; 2]> {
        labels.iter().map(|label| self.give(label.as_str())).collect()
    }
}

/// What an item belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub item: ItemNo,
    /// As many as it has, widest first.
    pub categories: SmallVec<[LabelNo; 4]>,
    pub brand: Option<LabelNo>,
    /// Its attribute of that name.
    pub tax_category: Option<LabelNo>,
}

impl Class {
    /// The class of an item as it is.
    pub fn of(no: ItemNo, item: &Item, labels: &mut Labels) -> Class {
        Class::new(no, item, |label| Some(labels.give(label)))
    }

    /// The class of an item as it once was: whatever rules name has a number.
    pub fn of_past(no: ItemNo, item: &Item, labels: &Labels) -> Class {
        Class::new(no, item, |label| labels.find(label))
    }

    fn new(no: ItemNo, item: &Item, mut number: impl FnMut(&str) -> Option<LabelNo>) -> Class {
        let tax_category = item.attributes.get(TAX_CATEGORY).and_then(|value| value.as_str());
        Class {
            item: no,
            categories: item.categories.iter().map(|l| number(l.as_str()).unwrap_or(UNNAMED)).collect(),
            brand: item.brand.as_ref().and_then(|brand| number(brand.as_str())),
            tax_category: tax_category.and_then(number),
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

    pub fn excepts(&self, class: &Class) -> bool {
        (!self.except_items.is_empty() && self.except_items.binary_search(&class.item).is_ok())
            || any(&self.except_categories, &class.categories)
            || class.brand.is_some_and(|brand| self.except_brands.contains(&brand))
    }
}

fn any(some: &[LabelNo], others: &[LabelNo]) -> bool {
    some.iter().any(|label| others.contains(label))
}
