//! Which price lists are for a basket, in which order, and what is paid in.

use super::book::ListNo;
use super::shopper::Shopper;
use realtail_kernel::{Currency, Instant};
use realtail_vocabulary::PriceList;
use smallvec::SmallVec;

/// A price list that is for a basket.
#[derive(Debug)]
pub(crate) struct InPlay<'a> {
    pub no: ListNo,
    pub list: &'a PriceList,
    /// When it was made anew after having been taken away: what was said before counts no more.
    pub since: Option<Instant>,
}

/// What goes first: the higher number, then who is for fewer, then the name that sorts first.
pub(crate) fn rank(list: &PriceList) -> impl Ord + '_ {
    let at_place = !list.sites.is_empty() || !list.regions.is_empty();
    let for_a_time = list.valid_from.is_some() || list.valid_until.is_some();
    let narrow = (!list.groups.is_empty(), at_place, !list.channels.is_empty(), for_a_time);
    (std::cmp::Reverse(list.priority), std::cmp::Reverse(narrow), &list.list)
}

/// The lists for a basket, best first, and the currency they are in: the one that the basket asks for, else that of the
/// first list that names one.
pub(crate) fn in_play<'a>(shopper: &Shopper<'a>) -> (SmallVec<[InPlay<'a>; 4]>, Currency) {
    let mut lists: SmallVec<[InPlay<'a>; 4]> = SmallVec::new();
    for no in shopper.rules.lists_for(shopper.basket.site.as_ref()) {
        let (_, versions) = shopper.rules.list(no);
        // A list that was made later may hold prices of that time.
        let list = versions.at(shopper.at).or_else(|| versions.first_after(shopper.at));
        if let Some(list) = list.filter(|list| shopper.reads(list)) {
            lists.push(InPlay { no, list, since: versions.removed_by(shopper.at) });
        }
    }
    lists.sort_unstable_by(|a, b| rank(a.list).cmp(&rank(b.list)));
    let named = || lists.iter().map(|list| list.list.currency).find(|currency| *currency != Currency::NONE);
    let currency = shopper.basket.currency.or_else(named).unwrap_or(Currency::NONE);
    lists.retain(|list| list.list.currency == currency || list.list.currency == Currency::NONE);
    (lists, currency)
}
