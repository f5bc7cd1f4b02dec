//! How the pillars work together: each policy a file that reads like the sentence it does.

mod fridge_too_warm_tells_the_store;
mod hold_expired_tells_its_channel;
mod member_buys_and_earns;
mod nothing_left_tells_channels;
mod order_tells_who_acts_next;
mod oversold_at_till_asks_for_a_count;
mod promised_beyond_stock_asks_a_person;
mod returns_too_often_asks_a_person;
mod safety_stock_touched_tells_the_planner;
mod shelf_ran_low_tells_the_store;

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, ItemId, Policy, SiteId};
use realtail_omnichannel::{ItemNo, SiteNo};
use realtail_vocabulary::{Account, Event, HoldEvent, HoldPlace};

/// All policies, in the order in which they are asked.
pub static ALL: [&dyn Policy<Retail>; 10] = [
    &nothing_left_tells_channels::NothingLeftTellsChannels,
    &safety_stock_touched_tells_the_planner::SafetyStockTouchedTellsThePlanner,
    &oversold_at_till_asks_for_a_count::OversoldAtTillAsksForACount,
    &promised_beyond_stock_asks_a_person::PromisedBeyondStockAsksAPerson,
    &member_buys_and_earns::MemberBuysAndEarns,
    &hold_expired_tells_its_channel::HoldExpiredTellsItsChannel,
    &order_tells_who_acts_next::OrderTellsWhoActsNext,
    &returns_too_often_asks_a_person::ReturnsTooOftenAsksAPerson,
    &fridge_too_warm_tells_the_store::FridgeTooWarmTellsTheStore,
    &shelf_ran_low_tells_the_store::ShelfRanLowTellsTheStore,
];

/// Those that answer what devices found.
static OF_DEVICES: [&dyn Policy<Retail>; 2] = [
    &fridge_too_warm_tells_the_store::FridgeTooWarmTellsTheStore,
    &shelf_ran_low_tells_the_store::ShelfRanLowTellsTheStore,
];

/// Asks the policies that are in force.
fn ask(
    policies: &[&dyn Policy<Retail>],
    event: &Event,
    retail: &Retail,
    now: Instant,
) -> Vec<(&'static str, Command)> {
    let in_force = policies.iter().filter(|policy| retail.switches.in_force(policy.name()));
    let named = |policy: &&dyn Policy<Retail>| {
        let name = policy.name();
        policy.react(event, retail, now).into_iter().map(move |command| (name, command))
    };
    in_force.flat_map(named).collect()
}

pub(crate) fn react(event: &Event, retail: &Retail, now: Instant) -> Vec<(&'static str, Command)> {
    match event {
        Event::Stock(_) | Event::Supply(_) | Event::Hold(_) => ask(&ALL, event, retail, now),
        Event::Order(_) | Event::Payment(_) => {
            ask(&[&order_tells_who_acts_next::OrderTellsWhoActsNext], event, retail, now)
        }
        Event::Return(_) => {
            ask(&[&returns_too_often_asks_a_person::ReturnsTooOftenAsksAPerson], event, retail, now)
        }
        Event::Device(_) => ask(&OF_DEVICES, event, retail, now),
        // Nothing follows from these yet, and most of a load is made of them.
        Event::Catalogue(_)
        | Event::Checkout(_)
        | Event::Customer(_)
        | Event::Wallet(_)
        | Event::Price(_)
        | Event::Observed(_)
        | Event::Action(_)
        | Event::Access(_)
        | Event::Delivery(_)
        | Event::Routing(_)
        | Event::Intelligence(_)
        | Event::Media(_)
        | Event::Mobile(_)
        | Event::Task(_)
        | Event::Switch(_) => Vec::new(),
    }
}

/// A pair whose stock or promises an event has changed.
struct Touched<'a> {
    item: &'a ItemId,
    site: &'a SiteId,
    item_no: ItemNo,
    site_no: SiteNo,
}

/// The pairs an event has touched, each once.
fn touched<'a>(event: &'a Event, retail: &'a Retail) -> Vec<Touched<'a>> {
    let mut found: Vec<Touched<'a>> = Vec::new();
    let mut add = |item: &'a ItemId, site: &'a SiteId| {
        let catalogue = &retail.omnichannel.catalogue;
        if let (Ok(item_no), Ok(site_no)) = (catalogue.item_no(item), catalogue.site_no(site))
            && !found.iter().any(|t| t.item_no == item_no && t.site_no == site_no)
        {
            found.push(Touched { item, site, item_no, site_no });
        }
    };
    for posting in event.postings() {
        for account in [&posting.from, &posting.to] {
            if let Account::Site { site, .. } = account {
                add(&posting.item, site);
            }
        }
    }
    match event {
        Event::Hold(HoldEvent::Placed { lines, .. }) => {
            for line in lines {
                if let HoldPlace::Site(site) = &line.place {
                    add(&line.item, site);
                }
            }
        }
        Event::Hold(HoldEvent::Reassigned { released, promised, .. }) => {
            released.iter().chain(promised).for_each(|line| add(&line.item, &line.site));
        }
        Event::Hold(HoldEvent::Drawn { lines, .. }) => {
            lines.iter().for_each(|line| add(&line.item, &line.site));
        }
        // What left is in its postings.
        Event::Hold(HoldEvent::PartlyFulfilled { .. }) => (),
        Event::Hold(event) => {
            if let Ok(hold) = retail.omnichannel.holds.get(event.hold()) {
                for line in hold.lines.iter().chain(&hold.posted) {
                    if let realtail_omnichannel::Place::Site(site) = line.place {
                        let catalogue = &retail.omnichannel.catalogue;
                        add(&catalogue.item(line.item).item, &catalogue.site(site).site);
                    }
                }
            }
        }
        _ => (),
    }
    found
}
