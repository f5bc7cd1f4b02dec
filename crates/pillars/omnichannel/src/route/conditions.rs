//! Whether an order fits a rule, and whether a site does.

use super::ask::RouteAsk;
use crate::catalogue::{Catalogue, SiteNo};
use realtail_vocabulary::{OrderConditions, Site, SiteConditions, SiteSettings, WhyNot};

/// Whether a rule or a batch is for an order.
pub(crate) fn order_fits(when: &OrderConditions, catalogue: &Catalogue, ask: &RouteAsk) -> bool {
    fn any<T: PartialEq>(asked: &[T], is: &T) -> bool {
        asked.is_empty() || asked.contains(is)
    }
    let OrderConditions { channels, methods, services, countries, value_min, value_max, categories } = when;
    let service = ask.service.map_or("standard", |s| s.as_str());
    let value: i64 = ask.lines.iter().map(|line| line.value).fold(0, i64::saturating_add);
    let in_category =
        |category| ask.lines.iter().any(|line| catalogue.item(line.item).categories.contains(category));
    any(channels, ask.channel)
        && any(methods, &ask.method)
        && (services.is_empty() || services.iter().any(|s| s.as_str() == service))
        && any(countries, &ask.to.country)
        && value_min.is_none_or(|least| value >= least)
        && value_max.is_none_or(|most| value <= most)
        && (categories.is_empty() || categories.iter().any(in_category))
}

/// What a rule asks of sites, with its regions looked up.
pub(crate) struct SiteFilter<'a> {
    from: &'a SiteConditions,
    /// For each site whether it is in one of the regions; nothing where none is asked for.
    in_regions: Vec<bool>,
}

impl<'a> SiteFilter<'a> {
    pub(crate) fn new(from: &'a SiteConditions, catalogue: &Catalogue) -> SiteFilter<'a> {
        let mut in_regions = Vec::new();
        if !from.regions.is_empty() {
            in_regions = vec![false; catalogue.sites().len()];
            let known = from.regions.iter().filter_map(|region| catalogue.region_no(region).ok());
            for site in known.flat_map(|region| catalogue.region_sites(region)) {
                in_regions[site.0 as usize] = true;
            }
        }
        SiteFilter { from, in_regions }
    }

    /// Why a site may not serve, as far as that can be said without looking at its stock and its diary.
    pub(crate) fn refuses(
        &self,
        no: SiteNo,
        site: &Site,
        settings: Option<&SiteSettings>,
        metres: Option<u32>,
    ) -> Option<WhyNot> {
        let SiteConditions { kinds, groups, sites, not_sites, distance_km_max, .. } = self.from;
        let grouped = || settings.is_some_and(|s| s.groups.iter().any(|group| groups.contains(group)));
        let is_in_rule = (kinds.is_empty() || kinds.contains(&site.kind))
            && (self.in_regions.is_empty() || self.in_regions[no.0 as usize])
            && (groups.is_empty() || grouped())
            && (sites.is_empty() || sites.contains(&site.site))
            && (not_sites.is_empty() || !not_sites.contains(&site.site));
        if !is_in_rule {
            return Some(WhyNot::NotInRule);
        }
        let km_max = (*distance_km_max)?;
        match metres {
            None => Some(WhyNot::DistanceUnknown),
            Some(m) if m > km_max.saturating_mul(1000) => {
                Some(WhyNot::TooFar { km: m.div_ceil(1000), km_max })
            }
            Some(_) => None,
        }
    }
}
