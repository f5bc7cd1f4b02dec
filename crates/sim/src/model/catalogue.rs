//! Sites, items, regions and rules.

use super::{Model, Place, Verdict};
use crate::essence::joined;
use realtail_kernel::{Channel, RegionId, RuleName, SiteId};
use realtail_vocabulary::{Item, Site, StockRule};

impl Model {
    pub(super) fn set_sites(&mut self, sites: &[Site]) -> Verdict {
        for site in sites {
            let zones = site.zones.iter().map(|z| (z.kind, z.zone.clone())).collect();
            let place = Place { site: site.site.clone(), zones };
            match self.site(&site.site) {
                Ok(known) => self.sites[known] = place,
                Err(_) => self.sites.push(place),
            }
        }
        Ok(sites.iter().map(|site| format!("site {}", site.site)).collect())
    }

    pub(super) fn set_items(&mut self, items: &[Item]) -> Verdict {
        for item in items {
            let taken = |other: &Item| other.gtin == item.gtin && other.item != item.item;
            if item.gtin.is_some() && (self.items.iter().any(taken) || items.iter().any(taken)) {
                return Err("invalid gtin".to_owned());
            }
        }
        for item in items {
            match self.items.iter().position(|known| known.item == item.item) {
                Some(known) => self.items[known] = item.clone(),
                None => self.items.push(item.clone()),
            }
        }
        Ok(items.iter().map(|item| format!("item {}", item.item)).collect())
    }

    pub(super) fn set_region(&mut self, region: &RegionId, sites: &[SiteId]) -> Verdict {
        if sites.is_empty() {
            return Err("invalid sites".to_owned());
        }
        let mut numbers = Vec::new();
        for site in sites {
            let number = self.site(site)?;
            if numbers.contains(&number) {
                return Err("invalid sites".to_owned());
            }
            numbers.push(number);
        }
        match self.regions.iter().position(|(name, _)| name == region) {
            Some(known) if self.region_is_held(known) && self.regions[known].1 != numbers => {
                return Err("wrong state".to_owned());
            }
            Some(known) => self.regions[known].1 = numbers,
            None => self.regions.push((region.clone(), numbers)),
        }
        Ok(vec![format!("region {region}: {}", joined(sites.iter().map(ToString::to_string).collect()))])
    }

    pub(super) fn set_rule(&mut self, rule: &StockRule) -> Verdict {
        if rule.safety_stock.is_none() && rule.channel_buffer.is_none() && rule.may_sell.is_none() {
            return Err("invalid safety_stock".to_owned());
        }
        let mut rule = rule.clone();
        if let Some(item) = &mut rule.item {
            *item = self.items[self.item(item)?].item.clone(); // A GTIN may belong to another item tomorrow.
        }
        if let Some(site) = &rule.site {
            self.site(site)?;
        }
        let said = format!("rule {}", rule.name);
        self.rules.insert(rule.name.clone(), rule);
        Ok(vec![said])
    }

    pub(super) fn remove_rule(&mut self, name: &RuleName) -> Verdict {
        match self.rules.remove(name) {
            Some(_) => Ok(vec![format!("no rule {name}")]),
            None => Err(format!("unknown rule {name}")),
        }
    }

    /// The most specific rule that says something: item before category, then site, then channel;
    /// among equals the name that sorts first.
    fn says<T>(
        &self,
        (item, site, channel): (usize, usize, Option<&Channel>),
        says: impl Fn(&StockRule) -> Option<T>,
    ) -> Option<T> {
        let fits = |rule: &StockRule| {
            rule.item.as_ref().is_none_or(|name| self.item(name) == Ok(item))
                && rule.category.as_ref().is_none_or(|c| self.items[item].categories.contains(c))
                && rule.site.as_ref().is_none_or(|name| *name == self.sites[site].site)
                && rule.channel.as_ref().is_none_or(|c| Some(c) == channel)
        };
        let rank = |rule: &StockRule| {
            (rule.item.is_some(), rule.category.is_some(), rule.site.is_some(), rule.channel.is_some())
        };
        let mut found: Option<(&StockRule, T)> = None;
        for rule in self.rules.values().filter(|rule| fits(rule)) {
            if let Some(value) = says(rule)
                && found.as_ref().is_none_or(|(best, _)| rank(rule) > rank(best))
            {
                found = Some((rule, value));
            }
        }
        found.map(|(_, value)| value)
    }

    /// Units that rules keep back; none where the channel may not sell.
    pub(super) fn kept_back(&self, item: usize, site: usize, channel: Option<&Channel>) -> Option<i64> {
        let line = (item, site, channel);
        if self.says(line, |rule| rule.may_sell) == Some(false) {
            return None;
        }
        let safety = self.says(line, |rule| rule.safety_stock).unwrap_or(0);
        let buffer = self.says(line, |rule| rule.channel_buffer).unwrap_or(0);
        Some(i64::from(safety) + i64::from(buffer))
    }
}
