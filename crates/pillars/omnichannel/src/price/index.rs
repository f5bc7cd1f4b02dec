//! Which offers may be for which goods, found without looking at all of them.

use super::goods::{Class, Goods, LabelNo};
use super::offer::Offer;
use crate::catalogue::ItemNo;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// An offer, by the order in which they were made.
pub(crate) type OfferNo = u32;

type Offers = SmallVec<[OfferNo; 2]>;

/// Offers by what they name. Those for a coupon are found by it alone, so that no basket without it looks at them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    by_item: FxHashMap<ItemNo, Offers>,
    by_category: FxHashMap<LabelNo, Offers>,
    by_brand: FxHashMap<LabelNo, Offers>,
    for_all: Offers,
    by_coupon: FxHashMap<Box<str>, Offers>,
}

impl Index {
    pub fn add(&mut self, no: OfferNo, offer: &Offer) {
        self.each(offer, |offers| offers.push(no));
    }

    pub fn remove(&mut self, no: OfferNo, offer: &Offer) {
        self.each(offer, |offers| offers.retain(|known| *known != no));
    }

    fn each(&mut self, offer: &Offer, mut change: impl FnMut(&mut Offers)) {
        if !offer.coupons.is_empty() {
            offer.coupons.iter().for_each(|code| change(self.by_coupon.entry(code.clone()).or_default()));
            return;
        }
        for goods in &offer.goods {
            self.places(goods, &mut change);
        }
    }

    /// Goods of a brand in a category are found by the brand: brands are narrower.
    fn places(&mut self, goods: &Goods, change: &mut impl FnMut(&mut Offers)) {
        if goods.is_for_all() {
            return change(&mut self.for_all);
        }
        goods.items.iter().for_each(|item| change(self.by_item.entry(*item).or_default()));
        if goods.brands.is_empty() {
            goods.categories.iter().for_each(|label| change(self.by_category.entry(*label).or_default()));
        }
        goods.brands.iter().for_each(|label| change(self.by_brand.entry(*label).or_default()));
    }

    /// The offers that may be for goods of a class; the same one may come twice.
    pub fn for_goods(&self, class: &Class) -> impl Iterator<Item = OfferNo> {
        let by_category = class.categories.iter().filter_map(|label| self.by_category.get(label));
        let by_brand = class.brand.and_then(|label| self.by_brand.get(&label));
        let lists = self.by_item.get(&class.item).into_iter().chain(by_category).chain(by_brand);
        lists.chain(Some(&self.for_all)).flatten().copied()
    }

    /// The offers for a code in capital letters.
    pub fn for_coupon(&self, code: &str) -> &[OfferNo] {
        self.by_coupon.get(code).map_or(&[], |offers| offers)
    }
}
