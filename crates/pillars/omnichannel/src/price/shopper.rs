//! Who buys, where and when: what price lists, promotions and taxes ask before they are for a basket.

use super::basket::Basket;
use super::goods::{LabelNo, Labels};
use super::offer::{Offer, capitals};
use super::rules::Rules;
use crate::catalogue::{Catalogue, SiteNo};
use crate::refusal::Refusal;
use realtail_kernel::{
    Channel, Currency, GroupName, Instant, RegionId, SiteId, TimeOfDay, Timezone, Weekday,
};
use realtail_vocabulary::{Conditions, NotGiven, OpenHours, PriceList, Site};
use smallvec::SmallVec;
use std::cell::OnceCell;

/// A basket at a place and a time.
pub(crate) struct Shopper<'a> {
    pub basket: &'a Basket,
    pub catalogue: &'a Catalogue,
    pub rules: &'a Rules,
    pub at: Instant,
    site: Option<(SiteNo, &'a Site)>,
    channel: Option<LabelNo>,
    groups: SmallVec<[LabelNo; 2]>,
    /// The codes that were shown, in capital letters.
    pub codes: SmallVec<[Box<str>; 2]>,
    /// What the clock at the site shows.
    clock: OnceCell<(Weekday, TimeOfDay)>,
}

impl<'a> Shopper<'a> {
    pub fn new(
        rules: &'a Rules,
        labels: &Labels,
        catalogue: &'a Catalogue,
        basket: &'a Basket,
        at: Instant,
    ) -> Result<Shopper<'a>, Refusal> {
        let site = match &basket.site {
            Some(site) => catalogue.site_no(site).map(|no| Some((no, catalogue.site(no))))?,
            None => None,
        };
        let codes = basket.coupons.iter().map(|code| capitals(code.as_str())).collect();
        let channel = labels.find(basket.channel.as_str());
        let groups = basket.groups.iter().filter_map(|group| labels.find(group.as_str())).collect();
        Ok(Shopper { basket, catalogue, rules, at, site, channel, groups, codes, clock: OnceCell::new() })
    }

    pub fn is_within(&self, from: Option<Instant>, until: Option<Instant>) -> bool {
        from.is_none_or(|from| from <= self.at) && until.is_none_or(|until| self.at < until)
    }

    pub fn is_at(&self, sites: &[SiteId], regions: &[RegionId]) -> bool {
        if sites.is_empty() && regions.is_empty() {
            return true;
        }
        let Some(site) = self.site.map(|(_, site)| &site.site) else { return false };
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
        let conditions = || &offer.promotion.conditions;
        if !offer.coupons.is_empty() && self.codes_for(offer).next().is_none() {
            return Err(NotGiven::NoCoupon);
        }
        let (from, until) = offer.valid;
        if !self.is_within(from, until) || (offer.is_at_times && !self.is_time_for(conditions())) {
            return Err(NotGiven::NotNow);
        }
        let is_at = |no: SiteNo| {
            offer.sites.contains(&no) || (offer.has_regions && self.is_at(&[], &conditions().regions))
        };
        let is_anywhere = offer.sites.is_empty() && !offer.has_regions;
        if !is_anywhere && !self.site.is_some_and(|(no, _)| is_at(no)) {
            return Err(NotGiven::NotHere);
        }
        let is_on = |channel: LabelNo| offer.channels.contains(&channel);
        if !offer.channels.is_empty() && !self.channel.is_some_and(is_on) {
            return Err(NotGiven::NotOnChannel);
        }
        if offer.currency.is_some_and(|of_offer| of_offer != currency) {
            return Err(NotGiven::OtherCurrency);
        }
        if offer.is_for_members && !self.basket.member {
            return Err(NotGiven::MembersOnly);
        }
        let is_of = |group: &LabelNo| self.groups.contains(group);
        if !offer.groups_of_customers.is_empty() && !offer.groups_of_customers.iter().any(is_of) {
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
                Some((_, site)) => read(&site.timezone, self.at),
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
