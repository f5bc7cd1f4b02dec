//! When a price that was advised is set, or two are tested, the electronic labels on the shelf are told, or who prints stickers for
//! a lot.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, Policy};
use realtail_vocabulary::{Action, Event, IntelligenceEvent, PricingEvent};

pub(super) struct AdvisedPriceIsToldToLabels;

impl Policy<Retail> for AdvisedPriceIsToldToLabels {
    fn name(&self) -> &'static str {
        "advised_price_is_told_to_labels"
    }

    fn react(&self, event: &Event, _retail: &Retail, now: Instant) -> Vec<Command> {
        let Event::Intelligence(IntelligenceEvent::Pricing(event)) = event else { return Vec::new() };
        match event {
            PricingEvent::Taken(taken) => {
                let advice = &taken.advice;
                vec![Command::Act(Action::PriceLabel {
                    item: advice.item.clone(),
                    site: advice.site.clone(),
                    lot: advice.aim.lot().filter(|_| taken.list.is_none()).cloned(),
                    unit_price: taken.unit_price,
                    per: advice.per,
                    currency: advice.currency,
                    reference_unit_price: taken.reference_unit_price,
                    valid_from: now,
                    valid_until: taken.valid_until,
                })]
            }
            PricingEvent::TestSet(test) => {
                let label = |period: &realtail_vocabulary::PricePeriod| {
                    Command::Act(Action::PriceLabel {
                        item: test.item.clone(),
                        site: test.site.clone(),
                        lot: None,
                        unit_price: if period.tried { test.unit_price } else { test.unit_price_now },
                        per: test.per,
                        currency: test.currency,
                        reference_unit_price: None,
                        valid_from: period.from,
                        valid_until: Some(period.until),
                    })
                };
                test.periods.iter().map(label).collect()
            }
            _ => Vec::new(),
        }
    }
}
