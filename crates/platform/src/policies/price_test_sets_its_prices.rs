//! When two prices are tested, the one that is tried stands on the site's list of advised prices for its turns; when the test is
//! ended before its time, they are at the former price.

use super::advised_price_is_set_on_its_list::set;
use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, IntelligenceEvent, PriceEntry, PriceTest, PricingEvent};

pub(super) struct PriceTestSetsItsPrices;

impl Policy<Retail> for PriceTestSetsItsPrices {
    fn name(&self) -> &'static str {
        "price_test_sets_its_prices"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::Pricing(event)) = event else { return Vec::new() };
        match event {
            PricingEvent::TestSet(test) => {
                let entries = turns(test, now, test.unit_price);
                set(retail, &test.list, &test.site, test.currency, test.list_priority, entries)
            }
            PricingEvent::TestEnded { test } => {
                let Some(known) = retail.intelligence.pricing().test(test.as_str()) else {
                    return Vec::new();
                };
                let test = &known.test;
                let entries = turns(test, now, test.unit_price_now);
                let mut commands =
                    set(retail, &test.list, &test.site, test.currency, test.list_priority, entries);
                commands.push(Command::Act(Action::PriceLabel {
                    item: test.item.clone(),
                    site: test.site.clone(),
                    lot: None,
                    unit_price: test.unit_price_now,
                    per: test.per,
                    currency: test.currency,
                    reference_unit_price: None,
                    valid_from: now,
                    valid_until: None,
                }));
                commands
            }
            _ => Vec::new(),
        }
    }
}

/// What stands on the list in the turns of the price that is tried, as far as they are not over.
fn turns(test: &PriceTest, now: Instant, unit_price: i64) -> Vec<PriceEntry> {
    let open = test.periods.iter().filter(|period| period.tried && now < period.until);
    let entry = |period: &realtail_vocabulary::PricePeriod| PriceEntry {
        item: test.item.clone(),
        unit_price: Some(unit_price),
        per: test.per,
        valid_from: Some(period.from),
        valid_until: Some(period.until),
    };
    open.map(entry).collect()
}
