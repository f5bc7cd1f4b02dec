//! What must hold of each entry at the moment at which it was decided: the state before it is at hand, and what it follows
//! from.

use crate::invariants::{Breach, Held, breach};
use realtail_engine::Entry;
use realtail_kernel::{CustomerId, Position};
use realtail_mobile::Caps;
use realtail_platform::{Refusal, Retail, invariants, policies};
use realtail_vocabulary::{DeviceEvent, Event, MediaEvent, MobileEvent, OrderEvent, StockEvent};
use std::collections::BTreeMap;

/// Tags were reported, and the book is about to follow.
struct Correcting {
    report: DeviceEvent,
    position: Position,
    behind: Box<Retail>,
}

/// Follows the log with the state before each entry.
#[derive(Default)]
pub struct Moments {
    /// How many notices a shopper gets, where notices are decided.
    caps: Option<Caps>,
    /// Everybody whose consent is looked after.
    people: Vec<CustomerId>,
    /// What sales are put down to: receipts and orders, by where they stand.
    sold: BTreeMap<Position, Event>,
    correcting: Option<Correcting>,
}

fn named(found: Result<(), invariants::Breach>) -> Held {
    found.map_err(|(invariant, words)| breach(invariant, words))
}

impl Moments {
    /// Before the first entry.
    pub fn new(caps: Option<Caps>, people: Vec<CustomerId>) -> Moments {
        Moments { caps, people, ..Moments::default() }
    }

    /// Looks at an entry that stands at `position`, before it is applied.
    ///
    /// # Errors
    /// The first breach.
    pub fn before(&mut self, before: &Retail, position: Position, entry: &Entry<Event, Refusal>) -> Held {
        let follows = |known: &Correcting| {
            let is_next = entry.cause.is_some_and(|cause| cause.entry == known.position);
            is_next && entry.by == policies::TAG_MOVED_MOVES_STOCK
        };
        if self.correcting.as_ref().is_some_and(|known| !follows(known)) {
            self.corrected(before)?;
        }
        for event in &entry.events {
            named(invariants::of_event(before, event, entry.at))?;
            named(invariants::of_people(before, event, entry.at, &self.people))?;
            self.of_notice(before, event, entry)?;
            self.of_sale(before, event, position, entry)?;
        }
        Ok(())
    }

    /// Looks at an entry behind which the state is `behind`.
    pub fn behind(&mut self, behind: &Retail, position: Position, entry: &Entry<Event, Refusal>) {
        if let [Event::Device(report @ DeviceEvent::TagsMoved { .. })] = &entry.events[..] {
            let (report, behind) = (report.clone(), Box::new(behind.clone()));
            self.correcting = Some(Correcting { report, position, behind });
        }
    }

    /// Nothing follows any more from the last report of tags.
    ///
    /// # Errors
    /// Where the book has not followed it.
    pub fn corrected(&mut self, now: &Retail) -> Held {
        let Some(Correcting { report, behind, .. }) = self.correcting.take() else { return Ok(()) };
        named(invariants::the_book_follows_the_tags(&behind, &report, now))
    }

    fn of_notice(&self, before: &Retail, event: &Event, entry: &Entry<Event, Refusal>) -> Held {
        let (Event::Mobile(MobileEvent::PushDecided { customer, .. }), Some(caps)) = (event, self.caps)
        else {
            return Ok(());
        };
        let found = realtail_mobile::invariants::caps_are_kept(&before.mobile, customer, caps, entry.at);
        found.map_err(|words| breach("caps_are_kept", words))
    }

    fn of_sale(
        &mut self,
        before: &Retail,
        event: &Event,
        position: Position,
        entry: &Entry<Event, Refusal>,
    ) -> Result<(), Breach> {
        match event {
            Event::Stock(StockEvent::Sold { .. }) | Event::Order(OrderEvent::Confirmed { .. }) => {
                self.sold.insert(position, event.clone());
            }
            Event::Media(MediaEvent::Attributed(sale)) => {
                let cause = entry.cause.and_then(|cause| self.sold.get(&cause.entry));
                let Some(cause) = cause else {
                    let words = format!("{} is put down to something, and was not sold then", sale.sale);
                    return Err(breach("what_is_attributed_was_sold", words));
                };
                named(invariants::what_is_attributed_was_sold(before, cause, sale))?;
            }
            _ => (),
        }
        Ok(())
    }
}
