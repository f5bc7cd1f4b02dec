//! Who buys, where and when: what price lists, promotions and taxes ask before they are for a basket.

use super::basket::Basket;
use super::offer::{Offer, capitals};
use super::rules::Rules;
use crate::catalogue::Catalogue;
use crate::refusal::Refusal;
use realtail_kernel::{
    Channel, Currency, GroupName, Instant, RegionId, SiteId, TimeOfDay, Timezone, Weekday,
};
use realtail_vocabulary::{Benefit, Conditions, NotGiven, OpenHours, PriceList, Site};
use smallvec::SmallVec;
use std::cell::OnceCell;

/// A basket at a place and a time.
pub(crate) struct Shopper<'a> {
    pub basket: &'a Basket,
    pub catalogue: &'a Catalogue,
    pub rules: &'a Rules,
    pub at: Instant,
    site: Option<&'a Site>,
    /// The codes that were shown, in capital letters.
    pub codes: SmallVec<[Box<str>; 2]>,
    /// What the clock at the site shows.
    clock: OnceCell<(Weekday, TimeOfDay)>,
}

impl<'a> Shopper<'a> {
    pub fn new(
        rules: &'a Rules,
        catalogue: &'a Catalogue,
        basket: &'a Basket,
        at: Instant,
    ) -> Result<Shopper<'a>, Refusal> {
        let site = match &basket.site {
            Some(site) => Some(catalogue.site(catalogue.site_no(site)?)),
            None => None,
        };
        let codes = basket.coupons.iter().map(|code| capitals(code.as_str())).collect();
        Ok(Shopper { basket, catalogue, rules, at, site, codes, clock: OnceCell::new() })
    }

    pub fn is_within(&self, from: Option<Instant>, until: Option<Instant>) -> bool {
        from.is_none_or(|from| from <= self.at) && until.is_none_or(|until| self.at < until)
    }

    pub fn is_at(&self, sites: &[SiteId], regions: &[RegionId]) -> bool {
        if sites.is_empty() && regions.is_empty() {
            return true;
        }
        let Some(site) = self.site.map(|site| &site.site) else { return false };
        sites.contains(site)
            || regions.iter().any(|region| self.rules.region_has(region, site, self.catalogue, self.at))
    }

    fn is_on(&self, channels: &[Channel]) -> bool {
        channels.is_empty() || channels.contains(&self.basket.channel)
    }

    fn is_of(&self, groups: &[GroupName]) -> bool {
        groups.is_empty() || groups.iter().any(|group| self.basket.groups.contains(group))
    }

    /// Whether a price list is for this basket.
    pub fn reads(&self, list: &PriceList) -> bool {
        self.is_within(list.valid_from, list.valid_until)
            && self.is_on(&list.channels)
            && self.is_of(&list.groups)
            && self.is_at(&list.sites, &list.regions)
    }

    /// The codes that were shown for an offer.
    pub fn codes_for(&self, offer: &Offer) -> impl Iterator<Item = usize> {
        let codes = self.codes.iter().enumerate();
        codes.filter(|(_, code)| offer.coupons.contains(code)).map(|(n, _)| n)
    }

    /// Why an offer is not given to this basket, if it is not.
    pub fn gets(&self, offer: &Offer, currency: Currency) -> Result<(), NotGiven> {
        let Conditions { sites, regions, channels, groups, members_only, valid_from, valid_until, .. } =
            &offer.promotion.conditions;
        if !offer.coupons.is_empty() && self.codes_for(offer).next().is_none() {
            return Err(NotGiven::NoCoupon);
        }
        if !self.is_within(*valid_from, *valid_until) || !self.is_time_for(&offer.promotion.conditions) {
            return Err(NotGiven::NotNow);
        }
        if !self.is_at(sites, regions) {
            return Err(NotGiven::NotHere);
        }
        if !self.is_on(channels) {
            return Err(NotGiven::NotOnChannel);
        }
        if offer.promotion.currency.is_some_and(|of_offer| of_offer != currency) {
            return Err(NotGiven::OtherCurrency);
        }
        let for_members = *members_only || matches!(offer.promotion.benefit, Benefit::MemberPrice { .. });
        if for_members && !self.basket.member {
            return Err(NotGiven::MembersOnly);
        }
        if !self.is_of(groups) {
            return Err(NotGiven::OtherGroup);
        }
        Ok(())
    }

    fn is_time_for(&self, conditions: &Conditions) -> bool {
        if conditions.days.is_empty() && conditions.hours.is_none() {
            return true;
        }
        let (day, time) = match &conditions.timezone {
            Some(timezone) => read(timezone, self.at),
            None => *self.clock.get_or_init(|| match self.site {
                Some(site) => read(&site.timezone, self.at),
                None => read(&"UTC".parse().expect("UTC is a time zone"), self.at),
            }),
        };
        let on = |day: Weekday| conditions.days.is_empty() || conditions.days.contains(&day);
        match conditions.hours {
            None => on(day),
            Some(OpenHours { from, to }) if from <= to => on(day) && from <= time && time < to,
            Some(OpenHours { from, to }) => (on(day) && from <= time) || (on(before(day)) && time < to),
        }
    }
}

fn read(timezone: &Timezone, at: Instant) -> (Weekday, TimeOfDay) {
    let (day, time) = timezone.wall().read(at);
    (day.weekday(), time)
}

fn before(day: Weekday) -> Weekday {
    Weekday::ALL[(day as usize + 6) % 7]
}
