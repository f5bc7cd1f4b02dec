//! One version of a promotion, made ready to be tried on baskets.

use super::goods::{Class, Goods, LabelNo, Labels};
use super::words;
use crate::catalogue::{Catalogue, SiteNo};
use realtail_kernel::{Currency, Instant, PromotionId, Word};
use realtail_vocabulary::{Benefit, Conditions, Limits, Promotion, Selection, Stacking};
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

/// In place of a site that nobody knows.
const NOWHERE: SiteNo = SiteNo(u32::MAX);

/// A version of a promotion.
#[derive(Clone, Debug)]
pub(crate) struct Offer {
    pub promotion: Arc<Promotion>,
    /// What every basket asks of it stands here once more, so that it need not be fetched from far away.
    pub name: PromotionId,
    pub is_exclusive: bool,
    pub best_of: Option<Word>,
    pub times_per_basket: Option<u32>,
    /// The how manieth, from 1.
    pub version: u32,
    /// Its goods; of a bundle those of each of its groups.
    pub goods: Box<[Goods]>,
    /// Its codes in capital letters.
    pub coupons: SmallVec<[Box<str>; 1]>,
    /// What it gives, in words.
    pub why: Arc<str>,
    /// From when on and until when it is valid.
    pub valid: (Option<Instant>, Option<Instant>),
    /// Whether it is for some days or hours only.
    pub is_at_times: bool,
    /// Where it is given, beside its regions.
    pub sites: SmallVec<[SiteNo; 2]>,
    pub has_regions: bool,
    pub channels: SmallVec<[LabelNo; 2]>,
    pub groups_of_customers: SmallVec<[LabelNo; 2]>,
    pub currency: Option<Currency>,
    pub is_for_members: bool,
    /// Whether it is given only so often, or only so much of it.
    pub is_limited: bool,
    /// Sorts like `order` as far as it goes, in one comparison of numbers.
    rank: (Stage, Reverse<i32>, u128),
}

/// What every basket asks of an offer first, apart from all else, so that those of many offers lie close together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
    /// When it was set.
    pub since: Instant,
    /// When another took its place, or it ended.
    pub until: Instant,
    /// From when on and until when it is valid.
    pub valid: (Instant, Instant),
    /// Whether it is for every basket with its goods while it is valid, and without limits: most are.
    pub is_for_anyone: bool,
}

impl Glance {
    pub fn new(offer: &Offer, since: Instant) -> Glance {
        let (from, until) = offer.valid;
        Glance {
            since,
            until: Instant::END,
            valid: (from.unwrap_or(Instant::EPOCH), until.unwrap_or(Instant::END)),
            is_for_anyone: !offer.is_limited && is_for_anyone(&offer.promotion),
        }
    }
}

impl Offer {
    pub fn new(promotion: Arc<Promotion>, version: u32, catalogue: &Catalogue, labels: &mut Labels) -> Offer {
        let Promotion { promotion: name, benefit, conditions, priority, stacking, best_of, limits, .. } =
            &*promotion;
        let coupons = conditions.coupons.iter().map(|code| capitals(code.as_str())).collect();
        Offer {
            name: name.clone(),
            is_exclusive: *stacking == Stacking::Exclusive,
            best_of: best_of.clone(),
            times_per_basket: limits.times_per_basket,
            version,
            valid: (conditions.valid_from, conditions.valid_until),
            is_at_times: !conditions.days.is_empty() || conditions.hours.is_some(),
            sites: conditions.sites.iter().map(|s| catalogue.site_no(s).unwrap_or(NOWHERE)).collect(),
            has_regions: !conditions.regions.is_empty(),
            channels: conditions.channels.iter().map(|channel| labels.give(channel.as_str())).collect(),
            groups_of_customers: conditions.groups.iter().map(|group| labels.give(group.as_str())).collect(),
            currency: promotion.currency,
            is_for_members: is_for_members(&promotion),
            is_limited: is_limited(limits),
            goods: selections(&promotion).map(|goods| Goods::new(goods, catalogue, labels)).collect(),
            coupons,
            why: words::why(&promotion).into(),
            rank: (stage(benefit), Reverse(*priority), first_letters(name.as_str())),
            promotion,
        }
    }

    pub fn stage(&self) -> Stage {
        self.rank.0
    }

    /// Whether goods of a class are among its own.
    pub fn takes(&self, class: &Class) -> bool {
        self.goods.iter().any(|goods| goods.takes(class))
    }

    /// What goes first: the earlier stage, then the higher number, then the name that sorts first.
    pub fn order(&self, other: &Offer) -> Ordering {
        self.rank.cmp(&other.rank).then_with(|| self.name.cmp(&other.name))
    }
}

fn is_for_anyone(promotion: &Promotion) -> bool {
    let Conditions {
        sites,
        regions,
        channels,
        groups,
        members_only: _,
        coupons,
        valid_from: _,
        valid_until: _,
        days,
        hours,
        timezone: _,
    } = &promotion.conditions;
    let is_anywhere = sites.is_empty() && regions.is_empty() && channels.is_empty();
    let is_any_time = days.is_empty() && hours.is_none();
    let is_anyones = groups.is_empty() && coupons.is_empty() && !is_for_members(promotion);
    is_anywhere && is_any_time && is_anyones && promotion.currency.is_none()
}

fn is_for_members(promotion: &Promotion) -> bool {
    promotion.conditions.members_only || matches!(promotion.benefit, Benefit::MemberPrice { .. })
}

fn is_limited(limits: &Limits) -> bool {
    let Limits { budget, uses, uses_per_customer, uses_per_coupon, times_per_basket: _ } = limits;
    budget.is_some() || uses.is_some() || uses_per_customer.is_some() || uses_per_coupon.is_some()
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
