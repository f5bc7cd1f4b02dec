//! Which offers may be for which goods, found without looking at all of them.

use super::goods::{Class, Goods, LabelNo};
use super::offer::Offer;
use crate::catalogue::ItemNo;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// An offer, by the order in which they were made.
pub(crate) type OfferNo = u32;

/// An offer that may be for goods.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub no: OfferNo,
    pub look: Look,
}

/// How closely one must look at the goods of an offer that was found by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is for all that it is found by.
    NoFurther,
    /// It is for all that it is found by, but for what it excepts.
    AtExceptions,
    /// It is found by a part of what it names.
    AtAll,
}

type Offers = SmallVec<[Found; 2]>;

/// Offers by what they name. Those for a coupon are found by it alone, so that no basket without it looks at them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    by_item: FxHashMap<ItemNo, Offers>,
    /// By the number of the label.
    by_category: Vec<Offers>,
    by_brand: Vec<Offers>,
    for_all: Offers,
    by_coupon: FxHashMap<Box<str>, Offers>,
}

impl Index {
    pub fn add(&mut self, no: OfferNo, offer: &Offer) {
        self.each(offer, |offers, look| offers.push(Found { no, look }));
    }

    pub fn remove(&mut self, no: OfferNo, offer: &Offer) {
        self.each(offer, |offers, _| offers.retain(|known| known.no != no));
    }

    fn each(&mut self, offer: &Offer, mut change: impl FnMut(&mut Offers, Look)) {
        if !offer.coupons.is_empty() {
            let by_coupon = &mut self.by_coupon;
            return offer
                .coupons
                .iter()
                .for_each(|code| change(by_coupon.entry(code.clone()).or_default(), Look::AtAll));
        }
        for goods in &offer.goods {
            let all = match (goods.has_exceptions(), offer.goods.len()) {
                (false, _) => Look::NoFurther,
                (true, 1) => Look::AtExceptions,
                // What one group of a bundle excepts another may name.
                (true, _) => Look::AtAll,
            };
            self.places(goods, all, &mut change);
        }
    }

    /// Goods of a brand in a category are found by the brand: brands are narrower.
    fn places(&mut self, goods: &Goods, all: Look, change: &mut impl FnMut(&mut Offers, Look)) {
        let of_brand = if goods.categories.is_empty() { all } else { Look::AtAll };
        if goods.is_for_all() {
            return change(&mut self.for_all, all);
        }
        goods.items.iter().for_each(|item| change(self.by_item.entry(*item).or_default(), all));
        if goods.brands.is_empty() {
            goods.categories.iter().for_each(|label| change(of_label(&mut self.by_category, *label), all));
        }
        goods.brands.iter().for_each(|label| change(of_label(&mut self.by_brand, *label), of_brand));
    }

    /// Tells each offer that may be for goods of a class; the same one may come twice.
    pub fn each_for_goods(&self, class: &Class, mut tell: impl FnMut(Found)) {
        let mut tell_all = |offers: Option<&Offers>| {
            for found in offers.into_iter().flat_map(|offers| offers.as_slice()) {
                tell(*found);
            }
        };
        if !self.by_item.is_empty() {
            tell_all(self.by_item.get(&class.item));
        }
        for label in &class.categories {
            tell_all(self.by_category.get(*label as usize));
        }
        if let Some(label) = class.brand {
            tell_all(self.by_brand.get(label as usize));
        }
        tell_all(Some(&self.for_all));
    }

    /// The offers for a code in capital letters.
    pub fn for_coupon(&self, code: &str) -> &[Found] {
        self.by_coupon.get(code).map_or(&[], |offers| offers)
    }
}

fn of_label(by_label: &mut Vec<Offers>, label: LabelNo) -> &mut Offers {
    let index = label as usize;
    if by_label.len() <= index {
        by_label.resize_with(index + 1, Offers::new);
    }
    &mut by_label[index]
}
