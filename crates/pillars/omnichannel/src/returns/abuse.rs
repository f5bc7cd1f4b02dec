//! Who returns more than is usual: what customers bought, beside what they brought back.

use crate::machine::Omnichannel;
use crate::register::{Named, Register};
use realtail_kernel::{Currency, CustomerId, Instant};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;
/// What was bought is kept by thirty days, as many of them as the longest window touches.
const SPAN_DAYS: i64 = 30;
const SPANS_MAX: usize = 14;

/// What was bought in thirty days: 16 bytes, for there are many customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u16, Currency, i64)", into = "(u16, Currency, i64)")]
struct Bought {
    span: u16,
    currency: Currency,
    value: i64,
}

impl From<(u16, Currency, i64)> for Bought {
    fn from((span, currency, value): (u16, Currency, i64)) -> Bought {
        Bought { span, currency, value }
    }
}

impl From<Bought> for (u16, Currency, i64) {
    fn from(bought: Bought) -> (u16, Currency, i64) {
        (bought.span, bought.currency, bought.value)
    }
}

/// What is known of one customer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Shopper {
    customer: CustomerId,
    bought: SmallVec<[Bought; 1]>,
    /// When somebody was told last.
    told_at: Option<Instant>,
}

impl Named for Shopper {
    fn name(&self) -> &str {
        self.customer.as_str()
    }
}

fn span(at: Instant) -> u16 {
    u16::try_from(at.micros().div_euclid(SPAN_DAYS * DAY_US).max(0)).unwrap_or(u16::MAX)
}

/// What all customers bought.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Shoppers {
    known: Register<Shopper>,
}

impl Shoppers {
    fn known_as(&mut self, customer: &CustomerId) -> Option<&mut Shopper> {
        let no = self.known.number(customer.as_str()).unwrap_or_else(|| {
            self.known.add(Shopper { customer: customer.clone(), bought: SmallVec::new(), told_at: None })
        });
        self.known.at_mut(no)
    }

    pub fn bought(&mut self, customer: &CustomerId, at: Instant, currency: Currency, value: i64) {
        let span = span(at);
        let Some(shopper) = self.known_as(customer) else { return };
        let now = |bought: &&mut Bought| (bought.span, bought.currency) == (span, currency);
        match shopper.bought.iter_mut().find(now) {
            Some(bought) => bought.value = bought.value.saturating_add(value),
            None => {
                shopper.bought.push(Bought { span, currency, value });
                if shopper.bought.len() > SPANS_MAX {
                    let oldest = shopper.bought.iter().enumerate().min_by_key(|(_, bought)| bought.span);
                    let oldest = oldest.map_or(0, |(n, _)| n);
                    shopper.bought.remove(oldest);
                }
            }
        }
    }

    pub fn told(&mut self, customer: &CustomerId, at: Instant) {
        if let Some(shopper) = self.known_as(customer) {
            shopper.told_at = Some(at);
        }
    }

    /// The person is forgotten.
    pub fn forget(&mut self, customer: &CustomerId) {
        if let Some(shopper) = self.known.get_mut(customer.as_str()) {
            (shopper.bought, shopper.told_at) = (SmallVec::new(), None);
        }
    }

    fn value_since(&self, customer: &CustomerId, from: Instant, currency: Currency) -> i64 {
        let Some(shopper) = self.known.get(customer.as_str()) else { return 0 };
        let since = |bought: &&Bought| bought.span >= span(from) && bought.currency == currency;
        shopper.bought.iter().filter(since).fold(0, |sum, bought| sum.saturating_add(bought.value))
    }

    fn told_at(&self, customer: &CustomerId) -> Option<Instant> {
        self.known.get(customer.as_str())?.told_at
    }

    pub fn freeze(&self) -> Shoppers {
        Shoppers { known: self.known.freeze() }
    }

    pub fn index(&mut self) {
        self.known.index();
    }
}

/// Why somebody should look at what a customer returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The customer, by the number that goes on.
    pub customer: CustomerId,
    /// How many returns there were.
    pub returns: u32,
    /// In how many days.
    pub window_days: u16,
    /// What was given back for them.
    pub value: i64,
    /// ISO 4217.
    pub currency: Currency,
    /// How much what came back is of what was bought, in parts per million.
    pub share_ppm: u32,
}

impl Omnichannel {
    /// Whether a customer returns more than the rules think usual, and nobody was told within the window.
    pub fn suspicion(&self, customer: &CustomerId) -> Option<Suspicion> {
        let returns = &self.returns;
        let rules = returns.rules().abuse;
        let customer = self.customers.resolve(customer);
        let aliases = self.customers.get(customer).map_or(&[][..], |known| &known.aliases);
        let numbers = || std::iter::once(customer).chain(aliases);
        let window_us = i64::from(rules.window_days) * DAY_US;
        let last = (Instant::from_micros(i64::MAX), u32::MAX);
        let newest =
            numbers().filter_map(|number| returns.of_customer(number, last).next()).map(|(_, known)| known);
        let newest = newest.max_by_key(|known| known.returned_at)?;
        let (at, currency) = (newest.returned_at, newest.currency);
        let told = numbers().filter_map(|number| returns.shoppers.told_at(number)).max();
        if told.is_some_and(|told| at.micros_since(told) < window_us) {
            return None;
        }
        let from = Instant::from_micros(at.micros().saturating_sub(window_us));
        let in_window = numbers().flat_map(|number| {
            returns
                .of_customer(number, last)
                .map(|(_, known)| known)
                .take_while(|known| known.returned_at > from)
        });
        let (mut count, mut value, mut came_back) = (0_u32, 0_i64, 0_i64);
        for known in in_window {
            count += 1;
            if known.currency == currency {
                value = value.saturating_add(known.refund());
                came_back = known.lines.iter().fold(came_back, |sum, line| sum.saturating_add(line.value));
            }
        }
        let bought: i64 = numbers().map(|number| returns.shoppers.value_since(number, from, currency)).sum();
        let share_ppm = share_ppm(came_back, bought);
        let by_count = rules.returns_from > 0 && count >= rules.returns_from;
        let by_share = rules.share_ppm_from > 0
            && count >= rules.share_returns_from.max(1)
            && share_ppm >= rules.share_ppm_from;
        (by_count || by_share).then(|| Suspicion {
            customer: customer.clone(),
            returns: count,
            window_days: rules.window_days,
            value,
            currency,
            share_ppm,
        })
    }
}

/// Where nothing is known to have been bought, all of it came back.
fn share_ppm(came_back: i64, bought: i64) -> u32 {
    if came_back >= bought {
        return 1_000_000;
    }
    u32::try_from(i128::from(came_back) * 1_000_000 / i128::from(bought)).unwrap_or(1_000_000)
}
