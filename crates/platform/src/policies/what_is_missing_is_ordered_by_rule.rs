//! When stock or its forecast has moved below what a plan asks for, and the plan says so, what is missing is ordered, or asked for from the site that supplies it.

use super::touched;
use crate::machine::{Command, Retail};
use realtail_intelligence as intelligence;
use realtail_intelligence::MoveCommand;
use realtail_kernel::{Instant, ItemId, Policy, SiteId};
use realtail_vocabulary::{Event, IntelligenceEvent, StockEvent};

pub(super) struct WhatIsMissingIsOrderedByRule;

impl Policy<Retail> for WhatIsMissingIsOrderedByRule {
    fn name(&self) -> &'static str {
        "what_is_missing_is_ordered_by_rule"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        // Most retailers let nothing be ordered by rule, and pay nothing for it.
        if !retail.intelligence.orders_by_rule() {
            return Vec::new();
        }
        let Some(at) = business_time(event, now) else { return Vec::new() };
        match event {
            Event::Intelligence(IntelligenceEvent::ForecastSaid(said)) => {
                missing(retail, &said.item, &said.site, at, now).into_iter().collect()
            }
            _ => {
                let pairs = touched(event, retail);
                pairs.iter().filter_map(|pair| missing(retail, pair.item, pair.site, at, now)).collect()
            }
        }
    }
}

/// When it happened in the retailer's world, which a replay runs at another pace; nothing where an event does not say.
fn business_time(event: &Event, now: Instant) -> Option<Instant> {
    match event {
        Event::Intelligence(IntelligenceEvent::ForecastSaid(said)) => Some(said.made_at),
        Event::Stock(StockEvent::Sold { sold_at, .. }) => Some((*sold_at).min(now)),
        Event::Stock(StockEvent::Moved { occurred_at, .. }) => Some(occurred_at.unwrap_or(now).min(now)),
        _ => None,
    }
}

fn missing(retail: &Retail, item: &ItemId, site: &SiteId, at: Instant, now: Instant) -> Option<Command> {
    let plan = retail.intelligence.plan(item, site).filter(|plan| plan.automatic)?;
    let room = retail.room(now);
    if plan.source.is_some() {
        let units = retail.intelligence.share(plan, &room)?;
        let asked = MoveCommand::AcceptByRule(item.clone(), site.clone(), units, at);
        return Some(Command::Intelligence(intelligence::Command::Move(asked)));
    }
    let suggestion = retail.intelligence.suggest(plan, &room)?;
    let units = u32::try_from(suggestion.order).ok().filter(|units| *units > 0)?;
    let command = intelligence::Command::OrderByRule(item.clone(), site.clone(), units, at);
    Some(Command::Intelligence(command))
}
