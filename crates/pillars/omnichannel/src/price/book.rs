//! The prices of all lists, item by item.

use crate::catalogue::ItemNo;
use realtail_kernel::{Instant, ItemId, Paged};
use realtail_vocabulary::PriceEntry;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// A price list, by the order in which they were first added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ListNo(pub u32);

/// What an item costs on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitPrice {
    pub amount: i64,
    pub per: u32,
}

/// What was said of an item on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AtRest", into = "AtRest")]
struct Said {
    list: ListNo,
    price: Option<UnitPrice>,
    /// When it was said.
    set_at: Instant,
    /// From when on it was said to be valid.
    from: Instant,
    until: Instant,
}

/// Without the names of the fields, which would be most of a snapshot.
type AtRest = (u32, Option<i64>, u32, Instant, Instant, Instant);

impl From<AtRest> for Said {
    fn from((list, amount, per, set_at, from, until): AtRest) -> Said {
        Said {
            list: ListNo(list),
            price: amount.map(|amount| UnitPrice { amount, per }),
            set_at,
            from,
            until,
        }
    }
}

impl From<Said> for AtRest {
    fn from(Said { list, price, set_at, from, until }: Said) -> AtRest {
        (list.0, price.map(|p| p.amount), price.map_or(1, |p| p.per), set_at, from, until)
    }
}

impl Said {
    /// Since when it counts: nothing counts before it was said.
    fn since(&self) -> Instant {
        self.set_at.max(self.from)
    }
}

/// All prices, by item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Book {
    /// Of each item by list, then by when it begins to count.
    by_item: Paged<SmallVec<[Said; 1]>>,
}

impl Book {
    /// What an item costs on a list at `at`, if what was said before `since` is left out. The price that began to count
    /// last goes first. Where nothing was known yet, what has been said of that time since then.
    pub fn price(
        &self,
        item: ItemNo,
        list: ListNo,
        since: Option<Instant>,
        at: Instant,
    ) -> Option<UnitPrice> {
        let said = self.by_item.get(item.0 as usize)?;
        let end = said.partition_point(|s| s.list <= list);
        let of_list = said[..end].iter().rev().take_while(|s| s.list == list);
        let mut known = of_list.clone().filter(|s| since.is_none_or(|since| s.set_at >= since));
        let first_known = known.find(|s| s.since() <= at && at < s.until);
        if let Some(found) = first_known {
            return found.price;
        }
        let told_later = |s: &&Said| s.set_at > at && s.from <= at && at < s.until;
        match of_list.clone().any(|s| s.set_at <= at) {
            true => None,
            false => of_list.filter(told_later).max_by_key(|s| (s.from, s.set_at)).and_then(|s| s.price),
        }
    }

    /// When what an item costs on any of some lists began, or may have ended.
    pub fn times(&self, item: ItemNo, lists: &[ListNo]) -> impl Iterator<Item = Instant> {
        let said = self.by_item.get(item.0 as usize).into_iter().flatten();
        let of_lists = said.filter(|s| lists.contains(&s.list));
        of_lists.flat_map(|s| [s.since(), s.until]).filter(|at| *at < Instant::END)
    }

    /// Whether setting this would change nothing.
    pub fn is_known(
        &self,
        item: ItemNo,
        list: ListNo,
        entry: &PriceEntry,
        since: Option<Instant>,
        now: Instant,
    ) -> bool {
        let wanted = entry.unit_price.map(|amount| UnitPrice { amount, per: entry.per });
        let said = self.by_item.get(item.0 as usize).map_or(&[][..], |said| said);
        let mut kept =
            said.iter().rev().filter(|s| s.list == list && since.is_none_or(|since| s.set_at >= since));
        let found = match entry.valid_from {
            None => kept.find(|s| s.since() <= now && now < s.until),
            Some(from) => kept.find(|s| s.from == from),
        };
        let until = entry.valid_until.unwrap_or(Instant::END);
        found.map_or(wanted.is_none(), |s| s.price == wanted && s.until == until)
    }

    pub fn set(&mut self, item: ItemNo, list: ListNo, entry: &PriceEntry, at: Instant) {
        while self.by_item.len() <= item.0 as usize {
            self.by_item.push(SmallVec::new());
        }
        let said = Said {
            list,
            price: entry.unit_price.map(|amount| UnitPrice { amount, per: entry.per }),
            set_at: at,
            from: entry.valid_from.unwrap_or(at),
            until: entry.valid_until.unwrap_or(Instant::END),
        };
        if let Some(all) = self.by_item.get_mut(item.0 as usize) {
            let place = all.partition_point(|s| (s.list, s.since()) <= (list, said.since()));
            all.insert(place, said);
        }
    }

    /// The items that were ever on a list, from a number on.
    pub fn items(&self, list: ListNo, from: u32) -> impl Iterator<Item = ItemNo> {
        let all = (0u32..).zip(self.by_item.iter()).skip(from as usize);
        all.filter(move |(_, said)| said.iter().any(|s| s.list == list)).map(|(no, _)| ItemNo(no))
    }

    /// What is said of an item on a list now and for later: what counts at `now`, and what will begin to count.
    pub fn standing(
        &self,
        item: ItemNo,
        name: &ItemId,
        list: ListNo,
        since: Option<Instant>,
        now: Instant,
    ) -> Vec<PriceEntry> {
        let Some(said) = self.by_item.get(item.0 as usize) else { return Vec::new() };
        let kept: Vec<&Said> =
            said.iter().filter(|s| s.list == list && since.is_none_or(|since| s.set_at >= since)).collect();
        let current = kept.iter().rposition(|s| s.since() <= now && now < s.until);
        let shown = kept.iter().enumerate().filter(|(n, s)| Some(*n) == current || s.since() > now);
        shown.map(|(_, s)| s.entry(name)).collect()
    }
}

impl Said {
    /// As it was said.
    fn entry(&self, item: &ItemId) -> PriceEntry {
        PriceEntry {
            item: item.clone(),
            unit_price: self.price.map(|p| p.amount),
            per: self.price.map_or(1, |p| p.per),
            valid_from: Some(self.from),
            valid_until: Some(self.until).filter(|until| *until < Instant::END),
        }
    }
}
