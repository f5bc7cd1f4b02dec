//! What an event or a refusal comes down to, in a line that the auditor can predict.

use realtail_omnichannel::Refusal as Stock;
use realtail_platform::Refusal;
use realtail_vocabulary::{
    Account, CatalogueEvent, DeliveryEvent, Event, HoldEvent, PostAs, Posting, StockEvent, SupplyEvent,
    SupplyOrder, VoidReason,
};

/// Sorted and joined: where the engine's order means nothing, none is predicted.
pub fn joined(mut parts: Vec<String>) -> String {
    parts.sort();
    parts.join(", ")
}

/// An account without the zone, which a draw may spread over.
pub fn account(account: &Account) -> String {
    match account {
        Account::Site { site, condition, .. } => format!("{site}/{condition:?}"),
        Account::Shipment { shipment } => format!("shipment {shipment}"),
        Account::Outside { outside } => format!("{outside:?}"),
    }
}

/// How many units of what went from where to where, all postings together.
fn moved(postings: &[Posting]) -> String {
    let mut sums = std::collections::BTreeMap::new();
    for posting in postings {
        let between = format!("{} {} to {}", posting.item, account(&posting.from), account(&posting.to));
        *sums.entry(between).or_insert(0) += posting.quantity.units();
    }
    joined(sums.into_iter().map(|(between, units)| format!("{units} {between}")).collect())
}

/// An order with what is still to come.
pub fn order(order: &SupplyOrder) -> String {
    let lines = order.lines.iter().map(|l| format!("{} {} {}", l.quantity, l.item, l.expected_at.micros()));
    format!("order {} for {}: {}", order.order, order.site, joined(lines.collect()))
}

/// The essence of an event.
pub fn event(event: &Event) -> String {
    match event {
        Event::Catalogue(event) => catalogue(event),
        Event::Stock(event) => stock(event),
        Event::Supply(event) => supply(event),
        Event::Hold(event) => hold(event),
        Event::Order(_) | Event::Payment(_) | Event::Customer(_) | Event::Wallet(_) | Event::Price(_) => {
            event.kind().to_owned()
        }
        Event::Observed(observed) => format!("observed {} {}", observed.source, observed.id),
        Event::Action(action) => format!("action {}", action.kind().as_str()),
        Event::Access(realtail_vocabulary::AccessEvent::KeyCreated(key)) => format!("key {}", key.key),
        Event::Access(realtail_vocabulary::AccessEvent::KeyRevoked { key }) => format!("no key {key}"),
        Event::Delivery(event) => delivery(event),
        Event::Routing(_)
        | Event::Checkout(_)
        | Event::Return(_)
        | Event::Case(_)
        | Event::Task(_)
        | Event::Device(_)
        | Event::Intelligence(_)
        | Event::Media(_)
        | Event::Mobile(_)
        | Event::Switch(_) => event.kind().to_owned(),
    }
}

fn catalogue(event: &CatalogueEvent) -> String {
    match event {
        CatalogueEvent::SiteSet(site) => format!("site {}", site.site),
        CatalogueEvent::ItemSet(item) => format!("item {}", item.item),
        CatalogueEvent::RegionSet { region, sites } => {
            format!("region {region}: {}", joined(sites.iter().map(ToString::to_string).collect()))
        }
        CatalogueEvent::RuleSet(rule) => format!("rule {}", rule.name),
        CatalogueEvent::RuleRemoved { name } => format!("no rule {name}"),
    }
}

fn stock(event: &StockEvent) -> String {
    match event {
        StockEvent::Moved { reason, postings, .. } => format!("moved for {reason:?}: {}", moved(postings)),
        StockEvent::Counted { site, lines, postings, .. } => {
            let lines = lines.iter().map(|l| format!("{} of {} {}", l.counted, l.book, l.item)).collect();
            format!("counted at {site}: {}; {}", joined(lines), moved(postings))
        }
        StockEvent::Sold { sale, site, postings, oversold, .. } => {
            let over = oversold.iter().map(|o| format!("{} {}", o.units, o.item)).collect();
            format!("sold {sale} at {site}: {}; oversold {}", moved(postings), joined(over))
        }
    }
}

fn supply(event: &SupplyEvent) -> String {
    match event {
        SupplyEvent::OrderSet(set) => order(set),
        SupplyEvent::Dispatched { shipment, to, postings, .. } => {
            format!("dispatched {shipment} to {to}: {}", moved(postings))
        }
        SupplyEvent::Received { shipment, site, differences, closed, received_at: _, postings } => {
            let differences =
                differences.iter().map(|d| format!("{} of {} {}", d.received, d.expected, d.item)).collect();
            let found = joined(differences);
            format!("received {shipment} at {site}, closed {closed}: {}; {found}", moved(postings))
        }
    }
}

fn hold(event: &HoldEvent) -> String {
    match event {
        HoldEvent::Placed { hold, expires_at, .. } => format!("placed {hold} until {}", expires_at.micros()),
        HoldEvent::Posted { hold, post_as, lines, postings } => {
            let lines =
                joined(lines.iter().map(|l| format!("{} {} {}", l.quantity, l.item, l.site)).collect());
            let moved = if *post_as == PostAs::Sale { moved(postings) } else { String::new() };
            format!("posted {hold} as {post_as:?}: {lines}; {moved}")
        }
        HoldEvent::Voided { hold, reason: VoidReason::Asked } => format!("voided {hold}"),
        HoldEvent::Voided { hold, reason: VoidReason::SupersededBy(by) } => {
            format!("voided {hold} for {by}")
        }
        HoldEvent::Drawn { hold, lines } => {
            let lines =
                joined(lines.iter().map(|l| format!("{} {} {}", l.quantity, l.item, l.site)).collect());
            format!("drawn {hold}: {lines}")
        }
        HoldEvent::Extended { hold, expires_at } => format!("extended {hold} until {}", expires_at.micros()),
        HoldEvent::Expired { hold } => format!("expired {hold}"),
        HoldEvent::Fulfilled { hold, postings } => format!("fulfilled {hold}: {}", moved(postings)),
        HoldEvent::Released { hold } => format!("released {hold}"),
        HoldEvent::PartlyFulfilled { hold, postings, .. } => {
            format!("partly fulfilled {hold}: {}", moved(postings))
        }
        HoldEvent::Reassigned { hold, .. } => format!("reassigned {hold}"),
    }
}

fn delivery(event: &DeliveryEvent) -> String {
    match event {
        DeliveryEvent::WebhookSet(webhook) => format!("webhook {}", webhook.webhook),
        DeliveryEvent::WebhookRemoved { webhook } => format!("no webhook {webhook}"),
        DeliveryEvent::Advanced { webhook, through } => format!("{webhook} told through {through}"),
        DeliveryEvent::GivenUp(letter) => format!("{} gave up {}", letter.webhook, letter.position),
        DeliveryEvent::Resent { webhook, position } => format!("{webhook} resends {position}"),
        DeliveryEvent::Redelivered { webhook, position } => format!("{webhook} resent {position}"),
    }
}

/// The essence of a refusal.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Omnichannel(refusal) => stock_refusal(refusal),
        Refusal::Pillar(rejection) => rejection.to_string(),
        Refusal::Unknown { what, id } => format!("unknown {what} {id}"),
        Refusal::Exists { what, id } => format!("exists {what} {id}"),
    }
}

fn stock_refusal(refusal: &Stock) -> String {
    match refusal {
        Stock::InsufficientStock { shortages } => {
            let lines = shortages.iter().map(|s| {
                let place = match (&s.site, &s.region) {
                    (Some(site), _) => site.to_string(),
                    (None, Some(region)) => region.to_string(),
                    (None, None) => "nowhere".to_owned(),
                };
                short(s.item.as_str(), &place, s.requested, s.available)
            });
            format!("short: {}", joined(lines.collect()))
        }
        Stock::InsufficientFunds { requested, available, .. } => format!("{requested} of {available}"),
        Stock::Unknown { what, id } => format!("unknown {} {id}", what.as_str()),
        Stock::HoldResolved { hold, resolution, .. } => format!("{hold} was {resolution}"),
        Stock::TooManyHolds { open, open_max, .. } => format!("{open} of {open_max} holds"),
        Stock::ConflictingRetry { what, id } => format!("conflict {} {id}", what.as_str()),
        Stock::Invalid { field, .. } => format!("invalid {field}"),
        Stock::AgainstReturnRules { .. } => "against the rules for returns".to_owned(),
        Stock::WrongState { .. } => "wrong state".to_owned(),
        Stock::IllegalStep { .. } => "illegal step".to_owned(),
    }
}

/// A shortage.
pub fn short(item: &str, place: &str, requested: i64, available: i64) -> String {
    format!("{requested} {item} at {place}, {available} available")
}
