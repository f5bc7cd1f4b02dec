//! What in the log is a deed, and by which numbers the watch knows whoever did it.

use crate::names::Names;
use crate::rate::No;
use crate::trade::Clock;
use crate::world_time::WorldTime;
use realtail_kernel::{CustomerId, Instant, ItemId, Money, Reference, SiteId, ZoneId};
use realtail_learn::loss as learn;
use realtail_learn::loss::{Deed, Proof, Step, Subject, What};
use realtail_vocabulary::{
    AcceptedReturn, Account, Amount, CatalogueEvent, CountedLine, Event, LossSubject, Observed, Outside,
    PaymentAttempt, PaymentOutcome, Posting, Reason, ReturnEvent, ReturnOf, SaleLine, Signal, StockEvent,
    TillStep, TillTransaction,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A deed, and when it happened in the retailer's world.
pub(super) struct Happened {
    pub deed: Deed,
    pub at: Instant,
}

/// An item in a zone of a site, or in the site as a whole.
type Place = (SiteId, ItemId, Option<ZoneId>);

/// Why units are not where they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum WhyLost {
    /// Written off as waste.
    Waste,
    /// Written off as stolen.
    Theft,
    /// Seen to be handed over unscanned, and missing at the next count.
    Till,
    /// Many were missing at once, with no delivery since the last count: swept off the shelf.
    Sweep,
    /// Many were missing at once, after a delivery: fewer came than were booked.
    Receiving,
    /// A few at a time, as it has always been there.
    Steady,
}

/// Units that are gone.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// Where.
    pub site: SiteId,
    /// Of what.
    pub item: ItemId,
    /// In which zone; the site as a whole where none was told.
    pub zone: Option<ZoneId>,
    /// Why.
    pub why: WhyLost,
    /// How many.
    pub units: u64,
    /// Their worth at the price of the last sale, in minor units.
    pub worth: i64,
}

/// What happened to an item at a site since it was counted last.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Since {
    delivered_units: u32,
    unscanned_units: u32,
}

/// Turns events into deeds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Reading {
    sites: Names<SiteId>,
    clocks: FxHashMap<No, Clock>,
    operators: Names<Reference>,
    tills: Names<(SiteId, Reference)>,
    customers: Names<CustomerId>,
    tokens: Names<Reference>,
    devices: Names<Reference>,
    addresses: Names<Reference>,
    places: Names<Place>,
    /// What a unit cost last, in minor units.
    prices: FxHashMap<ItemId, i64>,
    since: BTreeMap<(SiteId, ItemId), Since>,
    written_off: BTreeMap<(No, WhyLost), (u64, i64)>,
    /// As tills tell of it.
    time: WorldTime,
    /// The newest time that was heard of, and on the clock of its site: deeds come in the order of their time.
    newest: Instant,
    newest_seconds: i64,
}

impl Reading {
    /// The deeds of an event that was decided at a time.
    pub fn read(&mut self, event: &Event, told_at: Instant) -> Vec<Happened> {
        match event {
            Event::Catalogue(CatalogueEvent::SiteSet(site)) => {
                let no = self.sites.number(&site.site);
                self.clocks.insert(no, Clock::from(site.timezone.clone()));
                Vec::new()
            }
            Event::Stock(StockEvent::Sold { site, customer, sold_at, lines, .. }) => {
                self.note_prices(lines);
                self.time.hear((*sold_at).min(told_at), told_at);
                let customer = customer.as_ref();
                customer.map(|customer| self.bought(site, customer, *sold_at, told_at)).into_iter().collect()
            }
            Event::Stock(StockEvent::Moved { reason, postings, .. }) => {
                self.note_moves(*reason, postings);
                Vec::new()
            }
            Event::Stock(StockEvent::Counted { site, zone, counted_at, lines, .. }) => {
                lines.iter().map(|line| self.counted(site, zone, line, *counted_at, told_at)).collect()
            }
            Event::Supply(event) => {
                self.note_moves(Reason::Receipt, event.postings());
                Vec::new()
            }
            Event::Return(ReturnEvent::Accepted(accepted)) => {
                self.brought_back(accepted, told_at).into_iter().collect()
            }
            Event::Observed(observed) => self.observed(observed, told_at).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The name of a subject, and its site where the subject belongs to one.
    pub fn subject(&self, subject: Subject) -> Option<(Option<SiteId>, LossSubject)> {
        let nobody = |subject| Some((None, subject));
        match subject {
            Subject::Cashier(no) => {
                nobody(LossSubject::Operator { operator: self.operators.name(no as No)?.clone() })
            }
            Subject::Till(no) => {
                let (site, till) = self.tills.name(no as No)?.clone();
                Some((Some(site), LossSubject::Till { till }))
            }
            Subject::Customer(no) => {
                nobody(LossSubject::Customer { customer: self.customers.name(no as No)?.clone() })
            }
            Subject::Token(no) => {
                nobody(LossSubject::PaymentToken { token: self.tokens.name(no as No)?.clone() })
            }
            Subject::Device(no) => {
                nobody(LossSubject::Device { device: self.devices.name(no as No)?.clone() })
            }
            Subject::Address(no) => {
                nobody(LossSubject::Address { address: self.addresses.name(no as No)?.clone() })
            }
            Subject::Place(no) => {
                let (site, item, zone) = self.places.name(no as No)?.clone();
                Some((Some(site), LossSubject::Place { item, zone }))
            }
        }
    }

    /// The name of a site.
    pub fn site(&self, no: No) -> Option<&SiteId> {
        self.sites.name(no)
    }

    /// What was written off, and what counts missed.
    pub fn lost(&self, shrink: &learn::Shrink) -> Vec<Lost> {
        let named = |no: No, why, units, worth| {
            let (site, item, zone) = self.places.name(no)?.clone();
            Some(Lost { site, item, zone, why, units, worth })
        };
        let written =
            self.written_off.iter().filter_map(|((no, why), lost)| named(*no, *why, lost.0, lost.1));
        let missed = shrink.lost().filter_map(|(_, place, cause, lost)| {
            let why = match cause {
                learn::Cause::Waste => WhyLost::Waste,
                learn::Cause::Till => WhyLost::Till,
                learn::Cause::Sweep => WhyLost::Sweep,
                learn::Cause::Receiving => WhyLost::Receiving,
                learn::Cause::Steady => WhyLost::Steady,
            };
            named(place as No, why, lost.units, lost.cents)
        });
        written.chain(missed).collect()
    }

    /// A deed at a site. A till whose clock runs ahead does not take all others with it, and what comes late is taken at the
    /// time of the newest.
    fn deed(&mut self, site: &SiteId, at: Instant, told_at: Instant, what: What) -> Happened {
        let store = self.sites.number(site);
        let at = at.min(told_at).max(self.newest);
        let shown = self.clocks.get(&store).map_or(at.micros(), |clock| clock.wall.shown_micros(at));
        let at_seconds = shown.div_euclid(1_000_000).max(self.newest_seconds);
        (self.newest, self.newest_seconds) = (at, at_seconds);
        Happened { deed: Deed { at_seconds, store, what }, at }
    }

    fn bought(
        &mut self,
        site: &SiteId,
        customer: &CustomerId,
        sold_at: Instant,
        told_at: Instant,
    ) -> Happened {
        let customer = u64::from(self.customers.number(customer));
        let what = What::Visit(learn::Visit { customer, steps: vec![Step::Totalled] });
        self.deed(site, sold_at, told_at, what)
    }

    fn brought_back(&mut self, accepted: &AcceptedReturn, told_at: Instant) -> Option<Happened> {
        let customer = u64::from(self.customers.number(accepted.customer.as_ref()?));
        let proof = match accepted.of {
            ReturnOf::Order(_) | ReturnOf::Sale(_) => Proof::Receipt,
            ReturnOf::Blind => Proof::Nothing,
        };
        let cents = accepted.lines.iter().map(|line| line.refund).sum();
        let what = What::Visit(learn::Visit { customer, steps: vec![Step::Refunded { cents, proof }] });
        Some(self.deed(&accepted.site, self.time.of(accepted.returned_at), told_at, what))
    }

    fn observed(&mut self, observed: &Observed, told_at: Instant) -> Option<Happened> {
        match &observed.signal {
            Signal::TillTransacted(told) => Some(self.transacted(told, told_at)),
            Signal::PaymentAttempted(attempt) => {
                let at = attempt.attempted_at.or(observed.time).unwrap_or(told_at);
                Some(self.attempted(attempt, at, told_at))
            }
            _ => None,
        }
    }

    /// Where the transaction is told of as a sale too, the sale is the customer's visit.
    fn transacted(&mut self, told: &TillTransaction, told_at: Instant) -> Happened {
        for step in &told.steps {
            if let TillStep::Unscanned { item: Some(item), quantity, .. } = step {
                let units = quantity.map_or(1, |quantity| quantity.units());
                let since = self.since.entry((told.site.clone(), item.clone())).or_default();
                since.unscanned_units = since.unscanned_units.saturating_add(units as u32);
            }
        }
        let customer = told.customer.as_ref().filter(|_| told.sale.is_none());
        let receipt = learn::Receipt {
            cashier: u64::from(self.operators.number(&told.operator)),
            till: u64::from(self.tills.number(&(told.site.clone(), told.till.clone()))),
            customer: customer.map(|customer| u64::from(self.customers.number(customer))),
            steps: told.steps.iter().map(step).collect(),
        };
        self.time.hear(told.ended_at.min(told_at), told_at);
        self.deed(&told.site, told.ended_at, told_at, What::Receipt(receipt))
    }

    fn attempted(&mut self, attempt: &PaymentAttempt, at: Instant, told_at: Instant) -> Happened {
        let what = What::Attempt(learn::Attempt {
            customer: u64::from(self.customers.number(&attempt.customer)),
            token: u64::from(self.tokens.number(&attempt.token)),
            device: u64::from(self.devices.number(&attempt.device)),
            address: u64::from(self.addresses.number(&attempt.address)),
            cents: i64::from(attempt.amount),
            answer: match attempt.outcome {
                PaymentOutcome::Accepted => learn::Answer::Accepted,
                PaymentOutcome::Declined => learn::Answer::Declined,
            },
        });
        self.deed(&attempt.site, self.time.of(at), told_at, what)
    }

    fn counted(
        &mut self,
        site: &SiteId,
        zone: &Option<ZoneId>,
        line: &CountedLine,
        counted_at: Instant,
        told_at: Instant,
    ) -> Happened {
        let since = self.since.remove(&(site.clone(), line.item.clone())).unwrap_or_default();
        let units = |units: i64| u32::try_from(units.max(0)).unwrap_or(u32::MAX);
        let what = What::Count(learn::Count {
            place: u64::from(self.places.number(&(site.clone(), line.item.clone(), zone.clone()))),
            expected_units: units(line.book),
            found_units: units(line.counted),
            // Waste is booked when it happens, so the book knows of it.
            wasted_units: 0,
            delivered_units: since.delivered_units,
            unscanned_units: since.unscanned_units,
            unit_cents: self.prices.get(&line.item).copied().unwrap_or_default(),
        });
        self.deed(site, self.time.of(counted_at), told_at, what)
    }

    fn note_prices(&mut self, lines: &[SaleLine]) {
        for line in lines {
            let (Amount::Minor(amount) | Amount::Money(Money { amount, .. })) = line.unit_price;
            self.prices.insert(line.item.clone(), amount);
        }
    }

    fn note_moves(&mut self, reason: Reason, postings: &[Posting]) {
        for posting in postings {
            let units = posting.quantity.units();
            match (&posting.from, &posting.to) {
                (
                    Account::Outside { outside: Outside::Supplier } | Account::Shipment { .. },
                    Account::Site { site, .. },
                ) => {
                    let since = self.since.entry((site.clone(), posting.item.clone())).or_default();
                    since.delivered_units = since.delivered_units.saturating_add(units as u32);
                }
                (Account::Site { site, zone, .. }, Account::Outside { .. }) => {
                    let why = match reason {
                        Reason::Waste => WhyLost::Waste,
                        Reason::Theft => WhyLost::Theft,
                        _ => continue,
                    };
                    let place = self.places.number(&(site.clone(), posting.item.clone(), zone.clone()));
                    let lost = self.written_off.entry((place, why)).or_default();
                    lost.0 += units as u64;
                    lost.1 += units * self.prices.get(&posting.item).copied().unwrap_or_default();
                }
                _ => {}
            }
        }
    }
}

fn step(step: &TillStep) -> Step {
    let cents = |amount: u32| i64::from(amount);
    match *step {
        TillStep::Scanned { lines, amount } => Step::Scanned { lines, cents: cents(amount) },
        TillStep::Unscanned { amount, .. } => Step::Unscanned { cents: cents(amount) },
        TillStep::Voided { amount } => Step::Voided { cents: cents(amount) },
        TillStep::PriceOverridden { amount } => Step::Overridden { cents: cents(amount) },
        TillStep::Discounted { amount } => Step::Discounted { cents: cents(amount) },
        TillStep::GiftCardLoaded { amount } => Step::GiftLoaded { cents: cents(amount) },
        TillStep::Refunded { amount, receipt_shown } => {
            let proof = if receipt_shown { Proof::Receipt } else { Proof::Nothing };
            Step::Refunded { cents: cents(amount), proof }
        }
        TillStep::Totalled => Step::Totalled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_kernel::Word;
    use serde_json::json;

    #[test]
    fn in_a_replay_what_does_not_say_when_it_was_leaves_the_year_where_it_is() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let observed = |kind: &str, data: serde_json::Value| {
            let signal = Signal::parse(kind, &data.to_string()).unwrap();
            let word = |text: &str| Word::new(text).unwrap();
            Event::Observed(Box::new(Observed { source: word("t"), id: word("1"), time: None, signal }))
        };
        let receipt = |ended_at: &str| {
            observed(
                "retail.till.transacted",
                json!({"transaction": "1", "site": "north", "till": "1", "operator": "7",
                    "ended_at": ended_at, "steps": [{"step": "totalled"}]}),
            )
        };
        let attempt = || {
            observed(
                "retail.payment.attempted",
                json!({"attempt": "1", "site": "north", "customer": "c", "token": "t", "device": "d",
                    "address": "a", "amount": 100, "outcome": "declined"}),
            )
        };
        let told_at = "2026-11-28T10:00:00Z";
        let mut reading = Reading::default();
        for (event, told_at, expected) in [
            (receipt("2017-03-01T10:00:00Z"), told_at, "2017-03-01T10:00:00Z"),
            (attempt(), "2026-11-28T10:00:02Z", "2017-03-01T10:00:02Z"),
            // Four days later, in the same second.
            (receipt("2017-03-05T10:00:00Z"), "2026-11-28T10:00:03Z", "2017-03-05T10:00:00Z"),
        ] {
            let happened = reading.read(&event, at(told_at));
            assert_eq!(happened.len(), 1);
            assert_eq!(happened[0].at, at(expected));
        }
    }
}
