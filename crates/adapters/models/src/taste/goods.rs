//! Items and the groups that they are of, as far as the catalogue has told.

use super::No;
use crate::names::Names;
use realtail_kernel::ItemId;
use realtail_learn::taste::{Article, Taste};
use realtail_vocabulary::Item;
use serde::{Deserialize, Serialize};

/// What tells a group of one item, of which nothing else is known, from groups that the catalogue names.
const ALONE: &str = "\u{1}";
/// What stands between the categories of a path.
const WITHIN: &str = "\u{2}";

/// Items and groups by number.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Goods {
    items: Names<ItemId>,
    groups: Names<String>,
    makers: Names<String>,
}

impl Goods {
    /// The number of an item that was heard of.
    pub fn get(&self, item: &ItemId) -> Option<No> {
        self.items.get(item)
    }

    /// The item of a number.
    pub fn name(&self, no: No) -> Option<&ItemId> {
        self.items.name(no)
    }

    /// The number of an item. Of one that the catalogue has not told of, nothing is known but its number.
    pub fn number(&mut self, item: &ItemId, taste: &mut Taste) -> No {
        if let Some(no) = self.items.get(item) {
            return no;
        }
        let article = self.article(item, &[], None);
        taste.list(article);
        self.items.number(item)
    }

    /// Takes in what the catalogue says of an item.
    pub fn set(&mut self, item: &Item, taste: &mut Taste) {
        let categories: Vec<&str> = item.categories.iter().map(|label| label.as_str()).collect();
        let article = self.article(&item.item, &categories, item.brand.as_ref().map(|brand| brand.as_str()));
        match self.items.get(&item.item) {
            Some(no) => taste.list_anew(no, article),
            None => {
                taste.list(article);
                self.items.number(&item.item);
            }
        }
    }

    /// The narrowest category with all above it is its kind; the next wider one its category, where there is one.
    fn article(&mut self, item: &ItemId, categories: &[&str], maker: Option<&str>) -> Article {
        let kind = match categories {
            [] => format!("{ALONE}{item}"),
            path => path.join(WITHIN),
        };
        let category = match categories {
            [] | [_] => kind.clone(),
            [wider @ .., _] => wider.join(WITHIN),
        };
        Article {
            kind: self.groups.number(&kind),
            category: self.groups.number(&category),
            maker: self.makers.number(&maker.unwrap_or(ALONE).to_owned()),
        }
    }
}
