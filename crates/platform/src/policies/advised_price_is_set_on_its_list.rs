//! When a price that was advised is set, it stands on the site's list of advised prices, so that every channel asks it.

use crate::machine::{Command, Retail};
use realtail_kernel::{Currency, Instant, Policy, PriceListId, SiteId};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::PriceCommand;
use realtail_vocabulary::{Event, IntelligenceEvent, PriceAdvice, PriceEntry, PriceList, PricingEvent};

pub(super) struct AdvisedPriceIsSetOnItsList;

impl Policy<Retail> for AdvisedPriceIsSetOnItsList {
    fn name(&self) -> &'static str {
        "advised_price_is_set_on_its_list"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::Pricing(PricingEvent::Taken(taken))) = event else {
            return Vec::new();
        };
        // What stands on the stickers of a lot alone is asked at the till that reads them.
        let Some(list) = &taken.list else { return Vec::new() };
        let PriceAdvice { item, site, per, currency, .. } = &taken.advice;
        let entry = PriceEntry {
            item: item.clone(),
            unit_price: Some(taken.unit_price),
            per: *per,
            valid_from: None,
            valid_until: taken.valid_until,
        };
        set(retail, list, site, *currency, taken.list_priority, vec![entry])
    }
}

/// Sets prices on a site's list of advised prices, which is made where it is not there yet, or not as the rules want it.
pub(super) fn set(
    retail: &Retail,
    list: &PriceListId,
    site: &SiteId,
    currency: Currency,
    priority: i32,
    entries: Vec<PriceEntry>,
) -> Vec<Command> {
    let known = retail.omnichannel.prices.list(list).ok();
    let command = |command: PriceCommand| omnichannel::Command::Price(command).into();
    let mut commands: Vec<Command> = Vec::new();
    if known.is_none_or(|known| known.priority != priority) {
        let wanted = PriceList {
            list: list.clone(),
            name: None,
            currency: known.map_or(currency, |known| known.currency),
            sites: vec![site.clone()],
            regions: Vec::new(),
            channels: Vec::new(),
            groups: Vec::new(),
            valid_from: None,
            valid_until: None,
            priority,
        };
        commands.push(command(PriceCommand::SetList(wanted)));
    }
    commands.push(command(PriceCommand::SetPrices(list.clone(), entries)));
    commands
}
