//! What must hold of the whole retailer at every point of the log, and of each event at the moment at which it is decided:
//! the pillars' own invariants, and those where pillars meet. Tests, simulation and `verify` share them.

use crate::machine::Retail;
use crate::policies::{Place, by_item, paid, steps};
use crate::shop::ShopNow;
use realtail_devices::invariants as devices;
use realtail_intelligence::TransferState;
use realtail_intelligence::invariants as intelligence;
use realtail_kernel::{CustomerId, Instant, ItemId, SiteId, ZoneId};
use realtail_media::invariants as media;
use realtail_mobile::invariants as mobile;
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::{HoldState, Place as HoldAt};
use realtail_vocabulary::{
    AttributedLine, Attribution, DeviceEvent, Event, IntelligenceEvent, MediaEvent, MobileEvent, OrderEvent,
    PostAs, SaleLine, StockEvent, TagFact,
};
use std::collections::BTreeMap;

/// Which invariant does not hold, and how that shows.
pub type Breach = (&'static str, String);

fn named(invariant: &'static str, found: Result<(), String>) -> Result<(), Breach> {
    found.map_err(|words| (invariant, words))
}

/// What holds of the pillars beside the omnichannel one, whatever happened before.
///
/// # Errors
/// The first breach.
pub fn of_the_pillars(retail: &Retail) -> Result<(), Breach> {
    let Retail { devices: state, media: shown, mobile: told, intelligence: planned, .. } = retail;
    named("tags_are_counted_rightly", realtail_devices::tags::counts_are_true(&state.tags))?;
    named("what_runs_is_due", devices::what_runs_is_due(state))?;
    named("money_adds_up", media::money_adds_up(shown))?;
    named("sales_are_put_down_once", media::sales_are_put_down_once(shown))?;
    named("totals_are_what_is_left_of_sales", media::totals_are_what_is_left_of_sales(shown))?;
    named("nothing_is_kept_of_who_withdrew", media::nothing_is_kept_of_who_withdrew(shown))?;
    named("what_waits_is_not_told_yet", mobile::what_waits_is_not_told_yet(told))?;
    named("what_was_told_is_remembered", mobile::what_was_told_is_remembered(told))?;
    named("plans_and_forecasts_are_sound", intelligence::all(planned))?;
    let found = intelligence::cases_say_why_within_their_budget(planned);
    named("cases_say_why_within_their_budget", found)?;
    named("what_was_sent_is_set_apart_no_more", what_was_sent_is_set_apart_no_more(retail))
}

/// What is set apart for a transfer stands where it is sent from, in as many units, and no longer than until it leaves.
fn what_was_sent_is_set_apart_no_more(retail: &Retail) -> Result<(), String> {
    let state = &retail.omnichannel;
    for known in retail.intelligence.moves().newest_first() {
        let transfer = &known.transfer;
        let name = realtail_intelligence::hold_of(&transfer.transfer);
        let Some(hold) = name.ok().and_then(|name| state.holds.get(&name).ok()) else { continue };
        if hold.state != HoldState::Posted(PostAs::Allocation) {
            continue;
        }
        match known.state {
            TransferState::Accepted => {
                let (item, site) =
                    (state.catalogue.item_no(&transfer.item), state.catalogue.site_no(&transfer.from));
                let is_all = matches!((&hold.posted[..], item, site), ([line], Ok(item), Ok(site))
                    if line.item == item && line.place == HoldAt::Site(site) && line.units == transfer.quantity.units());
                if !is_all {
                    return Err(format!(
                        "of transfer {} other units are set apart: {:?}",
                        transfer.transfer, hold.posted
                    ));
                }
            }
            TransferState::Sent(_) | TransferState::Received(_) => {
                return Err(format!(
                    "transfer {} has left, and its units are still set apart",
                    transfer.transfer
                ));
            }
            // Whether they are free again is up to a policy, which may be out of force.
            TransferState::GivenUp(_) => {}
        }
    }
    Ok(())
}

/// What holds of an event at the moment at which it is decided. `before` is the state before its entry.
///
/// # Errors
/// The first breach.
pub fn of_event(before: &Retail, event: &Event, at: Instant) -> Result<(), Breach> {
    match event {
        Event::Media(event) => of_media(before, event, at),
        Event::Mobile(event) => of_mobile(before, event, at),
        Event::Intelligence(IntelligenceEvent::TransferAccepted(transfer)) => {
            let found = intelligence::transfers_promise_what_is_there(transfer, &before.room(at));
            named("transfers_promise_what_is_there", found)
        }
        Event::Intelligence(IntelligenceEvent::Pricing(event)) => {
            let found =
                intelligence::prices_keep_to_their_bounds(&before.intelligence, event, &before.room(at));
            named("prices_keep_to_their_bounds", found)
        }
        Event::Device(event) => {
            let found = devices::alarms_wait_their_time(&before.devices, event, at);
            named("alarms_wait_their_time", found)?;
            named("alarms_are_told_once", devices::alarms_are_told_once(&before.devices, event))
        }
        Event::Intelligence(IntelligenceEvent::ShiftsAccepted(accepted)) => named(
            "shifts_in_force_keep_the_rules",
            intelligence::shifts_in_force_keep_the_rules(&before.intelligence, accepted),
        ),
        event => named(
            "what_is_set_apart_is_not_sold",
            omnichannel::invariants::what_is_set_apart_is_not_sold(event),
        ),
    }
}

fn of_media(before: &Retail, event: &MediaEvent, now: Instant) -> Result<(), Breach> {
    let (state, shop) = (&before.media, ShopNow { stock: &before.omnichannel, now });
    match event {
        MediaEvent::Placed(placed) => {
            let found = media::only_what_can_be_had_is_placed(state, placed, &shop);
            named("only_what_can_be_had_is_placed", found)
        }
        MediaEvent::PlacementSeen { .. } => {
            named("what_is_seen_is_charged_once", media::what_is_seen_is_charged_once(state, event))
        }
        MediaEvent::Attributed(sale) => {
            let found = media::no_more_is_attributed_than_was_sold(state, sale);
            named("no_more_is_attributed_than_was_sold", found)
        }
        MediaEvent::TakenOut { sale, lines } => {
            let found = media::no_more_is_taken_out_than_was_attributed(state, sale, lines);
            named("no_more_is_taken_out_than_was_attributed", found)
        }
        _ => Ok(()),
    }
}

fn of_mobile(before: &Retail, event: &MobileEvent, now: Instant) -> Result<(), Breach> {
    match event {
        MobileEvent::PushDecided { push, customer, offer, .. } => {
            let state = &before.mobile;
            named("only_who_agrees_is_told", mobile::only_who_agrees_is_told(customer, before))?;
            let found = mobile::nobody_is_told_in_quiet_hours(state, customer, now);
            named("nobody_is_told_in_quiet_hours", found)?;
            let found = mobile::offers_keep_their_hours(state, offer, now);
            named("offers_keep_their_hours", found)?;
            named("nothing_is_told_twice", mobile::nothing_is_told_twice(state, push, customer, offer))
        }
        MobileEvent::PushSent { push } | MobileEvent::PushFailed { push, .. } => {
            named("nothing_is_settled_twice", mobile::nothing_is_settled_twice(&before.mobile, push))
        }
        _ => Ok(()),
    }
}

/// Of `people`, nobody of whom an event tells is measured without agreeing to it.
///
/// # Errors
/// The first who is.
pub fn of_people<'a>(
    before: &Retail,
    event: &Event,
    now: Instant,
    people: impl IntoIterator<Item = &'a CustomerId>,
) -> Result<(), Breach> {
    let Event::Media(event) = event else { return Ok(()) };
    let shop = ShopNow { stock: &before.omnichannel, now };
    let found = media::only_who_agrees_is_measured(&before.media, event, &shop, people);
    named("only_who_agrees_is_measured", found)
}

/// What is suggested for each plan is whole packs.
///
/// # Errors
/// The first suggestion that is not.
pub fn suggestions_are_whole_packs(retail: &Retail, now: Instant) -> Result<(), Breach> {
    for plan in retail.intelligence.plans() {
        if let Some(suggestion) = retail.intelligence.suggest(plan, &retail.room(now)) {
            let found = intelligence::suggestions_are_whole_packs(plan, &suggestion);
            named("suggestions_are_whole_packs", found)?;
        }
    }
    Ok(())
}

/// The book has followed the tags of a report as its rule has it, to the unit, and has taken out of no zone what is not there.
/// `before` is the state right behind the report, `after` the one behind what the book did about it.
///
/// # Errors
/// The first zone that has other units than it should.
pub fn the_book_follows_the_tags(
    before: &Retail,
    report: &DeviceEvent,
    after: &Retail,
) -> Result<(), Breach> {
    let DeviceEvent::TagsMoved { site, facts } = report else { return Ok(()) };
    let by_item = by_item(facts);
    let mut items = by_item.iter();
    items.try_for_each(|(item, facts)| {
        named("the_book_follows_the_tags", followed(before, (site, item, facts), after))
    })
}

fn followed(
    before: &Retail,
    (site, item, facts): (&SiteId, &ItemId, &[&TagFact]),
    after: &Retail,
) -> Result<(), String> {
    let mut book = sellable(before, site, item);
    for (from, to) in steps(before, site, item, facts) {
        *book.entry(from.cloned()).or_default() -= 1;
        *book.entry(to.cloned()).or_default() += 1;
        let left = book.get(&from.cloned()).copied().unwrap_or(0);
        if left < 0 {
            return Err(format!(
                "a unit of {item} is taken out of {site}/{}, none is there",
                named_place(from)
            ));
        }
    }
    let found = sellable(after, site, item);
    let units = |book: &BTreeMap<_, i64>, zone| book.get(zone).copied().unwrap_or(0);
    match book.keys().chain(found.keys()).find(|zone| units(&book, zone) != units(&found, zone)) {
        None => Ok(()),
        Some(zone) => {
            let (is, should) = (units(&found, zone), units(&book, zone));
            let place = named_place(zone.as_ref());
            Err(format!("{is} units of {item} stand in {site}/{place}, {should} should by the tags"))
        }
    }
}

fn named_place(place: Place<'_>) -> &str {
    place.map_or("-", ZoneId::as_str)
}

/// What the book has of an item in each zone of a site, and nowhere in particular.
fn sellable(retail: &Retail, site: &SiteId, item: &ItemId) -> BTreeMap<Option<ZoneId>, i64> {
    let catalogue = &retail.omnichannel.catalogue;
    let (Ok(item), Ok(site)) = (catalogue.item_no(item), catalogue.site_no(site)) else {
        return BTreeMap::new();
    };
    let stock = &retail.omnichannel.stock;
    let places = stock.cell(item, site).map(|cell| stock.places(cell)).unwrap_or_default();
    let sellable = places.into_iter().filter(|place| place.condition.is_sellable());
    sellable.map(|place| (place.zone, place.quantity)).collect()
}

/// A sale that is put down to something was sold: each line as many units, for as much, as the receipt or the order that it
/// follows from says. `before` is the state at that moment.
///
/// # Errors
/// The first line that was not, or was sold otherwise.
pub fn what_is_attributed_was_sold(before: &Retail, cause: &Event, sale: &Attribution) -> Result<(), Breach> {
    let currency = before.media.campaigns.currency;
    let sold: Vec<(u16, i64, Option<i64>)> = match cause {
        Event::Stock(StockEvent::Sold { lines, .. }) => {
            let line = |(number, line): (u16, &SaleLine)| {
                (number, line.quantity.units(), currency.and_then(|currency| paid(line, currency)))
            };
            (1..).zip(lines).map(line).collect()
        }
        Event::Order(OrderEvent::Confirmed { order, .. }) => {
            let known = before.omnichannel.orders.find(order).into_iter().flat_map(|order| &order.lines);
            known.map(|line| (line.line, line.units, Some(line.money.total))).collect()
        }
        _ => Vec::new(),
    };
    let is_other = |line: &&AttributedLine| !sold.contains(&(line.line, line.units, Some(line.value)));
    match sale.lines.iter().find(is_other) {
        None => Ok(()),
        Some(line) => {
            let (number, units, value) = (line.line, line.units, line.value);
            let words = format!("line {number} of {} is {units} for {value}, sold was {sold:?}", sale.sale);
            Err(("what_is_attributed_was_sold", words))
        }
    }
}
