//! How the pillars work together: each policy a file that reads like the sentence it does.

mod erasure_withdraws_consent;
mod hold_expired_tells_its_channel;
mod member_buys_and_earns;
mod not_obtainable_pauses_placements;
mod nothing_left_tells_channels;
mod obtainable_again_resumes_placements;
mod one_person_keeps_the_stricter_consent;
mod order_tells_who_acts_next;
mod oversold_at_till_asks_for_a_count;
mod promised_beyond_stock_asks_a_person;
mod returns_too_often_asks_a_person;
mod safety_stock_touched_tells_the_planner;
mod sale_is_attributed_to_what_led_to_it;
mod what_comes_back_is_not_attributed;

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, ItemId, Policy, SiteId};
use realtail_omnichannel::{ItemNo, SiteNo};
use realtail_vocabulary::{Account, Event, HoldEvent, HoldPlace};

/// All policies, in the order in which they are asked.
pub static ALL: [&dyn Policy<Retail>; 14] = [
    &nothing_left_tells_channels::NothingLeftTellsChannels,
    &safety_stock_touched_tells_the_planner::SafetyStockTouchedTellsThePlanner,
    &oversold_at_till_asks_for_a_count::OversoldAtTillAsksForACount,
    &promised_beyond_stock_asks_a_person::PromisedBeyondStockAsksAPerson,
    &member_buys_and_earns::MemberBuysAndEarns,
    &hold_expired_tells_its_channel::HoldExpiredTellsItsChannel,
    &order_tells_who_acts_next::OrderTellsWhoActsNext,
    &returns_too_often_asks_a_person::ReturnsTooOftenAsksAPerson,
    &not_obtainable_pauses_placements::NotObtainablePausesPlacements,
    &obtainable_again_resumes_placements::ObtainableAgainResumesPlacements,
    &sale_is_attributed_to_what_led_to_it::SaleIsAttributedToWhatLedToIt,
    &what_comes_back_is_not_attributed::WhatComesBackIsNotAttributed,
    &erasure_withdraws_consent::ErasureWithdrawsConsent,
    &one_person_keeps_the_stricter_consent::OnePersonKeepsTheStricterConsent,
];

/// Those that answer what happens to orders.
static OF_ORDERS: [&dyn Policy<Retail>; 3] = [
    &order_tells_who_acts_next::OrderTellsWhoActsNext,
    &sale_is_attributed_to_what_led_to_it::SaleIsAttributedToWhatLedToIt,
    &what_comes_back_is_not_attributed::WhatComesBackIsNotAttributed,
];

/// Those that answer what happens to returns.
static OF_RETURNS: [&dyn Policy<Retail>; 2] = [
    &returns_too_often_asks_a_person::ReturnsTooOftenAsksAPerson,
    &what_comes_back_is_not_attributed::WhatComesBackIsNotAttributed,
];

/// Those that answer what happens to customers.
static OF_CUSTOMERS: [&dyn Policy<Retail>; 2] = [
    &erasure_withdraws_consent::ErasureWithdrawsConsent,
    &one_person_keeps_the_stricter_consent::OnePersonKeepsTheStricterConsent,
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
        Event::Order(_) | Event::Payment(_) => ask(&OF_ORDERS, event, retail, now),
        Event::Return(_) => ask(&OF_RETURNS, event, retail, now),
        Event::Customer(_) => ask(&OF_CUSTOMERS, event, retail, now),
        // Nothing follows from these yet, and most of a load is made of them.
        Event::Catalogue(_)
        | Event::Checkout(_)
        | Event::Wallet(_)
        | Event::Price(_)
        | Event::Observed(_)
        | Event::Action(_)
        | Event::Access(_)
        | Event::Delivery(_)
        | Event::Routing(_)
        | Event::Device(_)
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
