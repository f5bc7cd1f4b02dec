//! Replaying orders: who would have served those of a window under the rules as they are, and under others.
//!
//! What is past cannot be had back, so a replay says what it stands on: the stock as it is now, with what these orders
//! took of it given back, and their sites with nothing on their hands. The orders then come one after the other, each at
//! the time when it was placed, and each takes its units and its hours before the next one comes.

mod answer;
mod books;
mod served;

use super::check;
use crate::catalogue::SiteNo;
use crate::hold::Place;
use crate::machine::Omnichannel;
use crate::order::place::HOLD_PREFIX;
use crate::order::{Order, OrderState};
use crate::refusal::Refusal;
pub use answer::{ReplayAnswer, ReplayBasis, ReplayDifference, ReplayTotals, ReplayedParcel, ReplayedRoute};
use realtail_kernel::{Channel, Instant, RuleName};
use realtail_vocabulary::{Delivery, DeliveryMethod, RoutingRules};
use std::sync::Arc;

/// So many orders of a window are looked at, whether or not they are of the channel and the method asked for.
const LOOKED_AT_MAX: usize = 50_000;

/// Which orders are to be replayed, and under which rules.
#[derive(Clone, Debug)]
pub struct ReplayAsk {
    /// Placed then or later.
    pub from: Instant,
    /// Placed before then.
    pub to: Instant,
    /// Placed there.
    pub channel: Option<Channel>,
    /// Going out this way.
    pub method: Option<DeliveryMethod>,
    /// So many of them at most, the oldest.
    pub orders_max: usize,
    /// The rules to try, beside those in force or in the place of those of the same name. Where there are none, the rules
    /// in force are compared with what was done.
    pub rules: Option<RoutingRules>,
}

/// Orders on their way through other rules, with all that is needed for that: the state goes on without it.
#[derive(Debug)]
pub struct Replay {
    /// What the router looks at: the stock of these orders' items, and what people have said.
    books: Omnichannel,
    errands: Vec<Errand>,
    rules: Option<RoutingRules>,
    is_truncated: bool,
}

/// An order, and which sites it might be served by.
#[derive(Debug)]
struct Errand {
    order: Arc<Order>,
    from: From,
}

/// Which sites the order left to the router.
#[derive(Debug)]
enum From {
    All,
    Region(crate::catalogue::RegionNo),
    These(Vec<SiteNo>),
}

impl ReplayAsk {
    /// A name for rules that are tried beside those in force.
    pub fn name_of_new(state: &Omnichannel) -> RuleName {
        let names = (1u32..).filter_map(|n| RuleName::new(format!("tried-{n}")).ok());
        let mut unknown = names.filter(|name| state.routing.rules_named(name).is_none());
        unknown.next().expect("names do not run out")
    }
}

impl Replay {
    /// Takes what is needed out of the state. Quick: whoever holds the state may wait for it.
    ///
    /// # Errors
    /// Where the rules could not be set.
    pub fn of(state: &Omnichannel, ask: ReplayAsk) -> Result<Replay, Refusal> {
        let ReplayAsk { from, to, channel, method, orders_max, rules } = ask;
        if let Some(rules) = &rules {
            check::rules(rules, &state.catalogue)?;
        }
        let mut looked_at = 0;
        let mut is_truncated = false;
        let mut errands = Vec::new();
        for order in state.orders.placed_in(from..to) {
            looked_at += 1;
            if !is_to_replay(order, channel.as_ref(), method) {
                continue;
            }
            if errands.len() == orders_max || looked_at > LOOKED_AT_MAX {
                is_truncated = true;
                break;
            }
            errands.push(Errand { order: Arc::clone(order), from: left_to_router(state, order) });
        }
        let books = books::of(state, &errands);
        Ok(Replay { books, errands, rules, is_truncated })
    }

    /// Routes all of them. Takes as long as that takes. The first `differences_max` that come out otherwise are told.
    pub fn run(mut self, differences_max: usize) -> ReplayAnswer {
        books::open(&mut self.books, &self.errands);
        let live = books::route_all(&self.books, &self.errands, None);
        let (basis, before, after) = match &self.rules {
            Some(rules) => {
                (ReplayBasis::RulesInForce, live, books::route_all(&self.books, &self.errands, Some(rules)))
            }
            None => {
                let served = self.errands.iter().map(|errand| served::route_of(&self.books, &errand.order));
                (ReplayBasis::AsServed, served.collect(), live)
            }
        };
        answer::compare(&self, basis, before, after, differences_max)
    }
}

/// Whether it goes out, so that the router had a say, and stands.
fn is_to_replay(order: &Order, channel: Option<&Channel>, method: Option<DeliveryMethod>) -> bool {
    matches!(order.state, OrderState::Confirmed | OrderState::Completed)
        && channel.is_none_or(|channel| order.channel == *channel)
        && errand_lines(order).any(|(_, delivery, _)| method.is_none_or(|method| delivery.method() == method))
}

/// The lines that go out, with what of them still stands.
fn errand_lines(order: &Order) -> impl Iterator<Item = (&crate::order::OrderLine, &Delivery, i64)> {
    let lines = order.lines.iter().map(|line| {
        let delivery = line.delivery.as_deref().unwrap_or(&order.delivery);
        (line, delivery, line.units - line.cancelled)
    });
    lines.filter(|(_, delivery, units)| delivery.destination().is_some() && *units > 0)
}

/// An order that came with a hold was bound to where that stood, as far as that is still known.
fn left_to_router(state: &Omnichannel, order: &Order) -> From {
    let known = state.holds.find(&order.hold).filter(|_| !order.hold.as_str().starts_with(HOLD_PREFIX));
    let Some(hold) = known else { return From::All };
    let mut sites = Vec::new();
    for line in &hold.lines {
        match line.place {
            Place::Region(region) => return From::Region(region),
            Place::Site(site) if !sites.contains(&site) => sites.push(site),
            Place::Site(_) => (),
        }
    }
    if sites.is_empty() { From::All } else { From::These(sites) }
}
