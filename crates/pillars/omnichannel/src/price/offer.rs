//! One version of a promotion, made ready to be tried on baskets.

use super::goods::{Goods, Labels};
use super::words;
use crate::catalogue::Catalogue;
use realtail_kernel::Instant;
use realtail_vocabulary::{Benefit, Promotion, Selection, Stacking};
use smallvec::SmallVec;
use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

/// When in an evaluation an offer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    /// It joins several units.
    Units,
    /// It is for each line by itself.
    Lines,
    /// It is for what was spent.
    Spent,
}

/// A version of a promotion.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub promotion: Arc<Promotion>,
    /// The how manieth, from 1.
    pub version: u32,
    /// When it was set.
    pub since: Instant,
    /// When another took its place, or it ended.
    pub until: Instant,
    /// Its goods; of a bundle those of each of its groups.
    pub goods: SmallVec<[Goods; 1]>,
    /// Its codes in capital letters.
    pub coupons: SmallVec<[Box<str>; 1]>,
    /// What it gives, in words.
    pub why: Arc<str>,
    /// Sorts like `order` as far as it goes, in one comparison of numbers.
    rank: (Stage, Reverse<i32>, u128),
}

impl Offer {
    pub fn new(
        promotion: Arc<Promotion>,
        version: u32,
        since: Instant,
        catalogue: &Catalogue,
        labels: &mut Labels,
    ) -> Offer {
        let goods = selections(&promotion).map(|goods| Goods::new(goods, catalogue, labels)).collect();
        let coupons = &promotion.conditions.coupons;
        let coupons = coupons.iter().map(|code| capitals(code.as_str())).collect();
        let why = words::why(&promotion).into();
        let name = first_letters(promotion.promotion.as_str());
        let rank = (stage(&promotion.benefit), Reverse(promotion.priority), name);
        Offer { promotion, version, since, until: Instant::END, goods, coupons, why, rank }
    }

    pub fn stage(&self) -> Stage {
        self.rank.0
    }

    pub fn is_exclusive(&self) -> bool {
        self.promotion.stacking == Stacking::Exclusive
    }

    /// What goes first: the earlier stage, then the higher number, then the name that sorts first.
    pub fn order(&self, other: &Offer) -> Ordering {
        let by_name = || self.promotion.promotion.cmp(&other.promotion.promotion);
        self.rank.cmp(&other.rank).then_with(by_name)
    }
}

fn stage(benefit: &Benefit) -> Stage {
    match benefit {
        Benefit::BundlePrice { .. } | Benefit::NForM { .. } | Benefit::CheapestFree { .. } => Stage::Units,
        Benefit::Percent { .. }
        | Benefit::AmountOff { .. }
        | Benefit::FixedPrice { .. }
        | Benefit::MemberPrice { .. } => Stage::Lines,
        Benefit::Threshold { .. } => Stage::Spent,
    }
}

/// The first sixteen bytes of a name as a number, which sorts as they do: most names differ in them, and numbers are
/// compared without looking the names up.
pub(super) fn first_letters(name: &str) -> u128 {
    let mut first = [0; 16];
    let length = name.len().min(16);
    first[..length].copy_from_slice(&name.as_bytes()[..length]);
    u128::from_be_bytes(first)
}

/// The goods that a promotion names.
pub(crate) fn selections(promotion: &Promotion) -> impl Iterator<Item = &Selection> {
    let (groups, goods) = match &promotion.benefit {
        Benefit::BundlePrice { groups, .. } => (&groups[..], None),
        _ => (&[][..], Some(&promotion.goods)),
    };
    groups.iter().map(|group| &group.goods).chain(goods)
}

/// Codes are the same in capital and small letters.
pub(crate) fn capitals(code: &str) -> Box<str> {
    code.to_uppercase().into_boxed_str()
}
