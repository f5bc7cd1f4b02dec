//! When a tag moved, the book moves the unit it is on, within its site, as far as the book is behind the tags.

use crate::machine::{Command, Retail};
use realtail_kernel::{Instant, ItemId, Policy, Quantity, SiteId, ZoneId};
use realtail_omnichannel as omnichannel;
use realtail_vocabulary::{Account, Condition, DeviceEvent, Event, Movement, Reason, TagFact, Unit};
use std::collections::BTreeMap;

pub(super) struct TagMovedMovesStock;

/// Its name, by which what the book does about tags is known in the log.
pub const NAME: &str = "tag_moved_moves_stock";

/// Where units stand in a site: a zone, or nowhere in particular.
pub(crate) type Place<'a> = Option<&'a ZoneId>;

impl Policy<Retail> for TagMovedMovesStock {
    fn name(&self) -> &'static str {
        NAME
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let Event::Device(DeviceEvent::TagsMoved { site, facts }) = event else { return Vec::new() };
        by_item(facts).into_iter().filter_map(|(item, facts)| moves(retail, site, item, &facts)).collect()
    }
}

/// The facts of each item, in their order.
pub(crate) fn by_item(facts: &[TagFact]) -> BTreeMap<&ItemId, Vec<&TagFact>> {
    let mut by_item: BTreeMap<&ItemId, Vec<&TagFact>> = BTreeMap::new();
    for fact in facts {
        if let Some(item) = &fact.item {
            by_item.entry(item).or_default().push(fact);
        }
    }
    by_item
}

/// From where to where the book moves the units that the tags of one item are on, one a step: each fact moves one unit at
/// the most, so nothing is made up, and only what is too much where it comes from, so a move that somebody booked before is
/// not booked twice. Facts that come together are booked as if one came after the other.
pub(crate) fn steps<'a>(
    retail: &Retail,
    site: &SiteId,
    item: &ItemId,
    facts: &[&'a TagFact],
) -> Vec<(Place<'a>, Place<'a>)> {
    let Some(mut book) = book(retail, site, item) else { return Vec::new() };
    let mut tags = tags_before(retail, site, item, facts);
    let mut steps = Vec::new();
    for fact in facts {
        fact.from.iter().for_each(|zone| *tags.entry(zone).or_default() -= 1);
        fact.to.iter().for_each(|zone| *tags.entry(zone).or_default() += 1);
        let tags = |zone: &ZoneId| tags.get(zone).copied().unwrap_or(0);
        let too_many = |place: Place<'_>| {
            let booked = book.get(&place.cloned()).copied().unwrap_or(0);
            booked > place.map_or(0, tags)
        };
        let (from, to) = (fact.from.as_ref(), fact.to.as_ref());
        let too_few = to.is_some_and(|zone| book.get(&to.cloned()).copied().unwrap_or(0) < tags(zone));
        // Where the book never knew it in its old zone, it may know it nowhere in particular.
        let from = match from {
            Some(zone) if too_many(Some(zone)) => Some(zone),
            _ if too_few && too_many(None) => None,
            _ => continue,
        };
        *book.entry(from.cloned()).or_default() -= 1;
        *book.entry(to.cloned()).or_default() += 1;
        steps.push((from, to));
    }
    steps
}

/// How many tags of an item were in the zones that facts tell of, before any of them came.
fn tags_before<'a>(
    retail: &Retail,
    site: &SiteId,
    item: &ItemId,
    facts: &[&'a TagFact],
) -> BTreeMap<&'a ZoneId, i64> {
    let zones = facts.iter().flat_map(|fact| fact.from.iter().chain(&fact.to));
    let now = |zone| (zone, i64::from(retail.devices.tags.count(site, zone, item)));
    let mut tags: BTreeMap<&ZoneId, i64> = zones.map(now).collect();
    for fact in facts {
        fact.from.iter().for_each(|zone| *tags.entry(zone).or_default() += 1);
        fact.to.iter().for_each(|zone| *tags.entry(zone).or_default() -= 1);
    }
    tags
}

/// The steps in their order, for one may bring to a zone what the next takes out of it; what goes the same way at once goes
/// together.
fn moves(retail: &Retail, site: &SiteId, item: &ItemId, facts: &[&TagFact]) -> Option<Command> {
    let mut moved: Vec<((Place<'_>, Place<'_>), i64)> = Vec::new();
    for step in steps(retail, site, item, facts) {
        match moved.last_mut() {
            Some((same, units)) if *same == step => *units += 1,
            Some(_) | None => moved.push((step, 1)),
        }
    }
    let account = |place: Place<'_>| Account::Site {
        site: site.clone(),
        zone: place.cloned(),
        condition: Condition::Sellable,
    };
    let movement = |((from, to), units): ((Place<'_>, Place<'_>), i64)| {
        Some(Movement {
            item: item.clone(),
            quantity: Quantity::try_from(units).ok()?,
            from: account(from),
            to: account(to),
            reason: Reason::Transfer,
            reference: None,
            lot: None,
            expires_at: None,
            occurred_at: None,
        })
    };
    let moves: Vec<Movement> = moved.into_iter().filter_map(movement).collect();
    (!moves.is_empty()).then(|| omnichannel::Command::Move(moves).into())
}

/// What the book says of an item in each place of a site; nothing of what is weighed out, for its tags are on no unit.
fn book(retail: &Retail, site: &SiteId, item: &ItemId) -> Option<BTreeMap<Option<ZoneId>, i64>> {
    let catalogue = &retail.omnichannel.catalogue;
    let (item, site) = (catalogue.item_no(item).ok()?, catalogue.site_no(site).ok()?);
    let known = catalogue.item(item);
    if known.unit != Unit::Each || !known.stocked {
        return None;
    }
    let stock = &retail.omnichannel.stock;
    let places = stock.cell(item, site).map(|cell| stock.places(cell)).unwrap_or_default();
    let sellable = places.into_iter().filter(|place| place.condition.is_sellable());
    let mut book: BTreeMap<Option<ZoneId>, i64> =
        sellable.map(|place| (place.zone, place.quantity)).collect();
    // A site that is below zero has nothing anywhere that could be moved.
    book.values_mut().for_each(|units| *units = (*units).min(stock.on_hand(item, site)));
    Some(book)
}

#[cfg(test)]
mod tests {
    use crate::{Command, Retail};
    use realtail_devices as devices;
    use realtail_kernel::{Instant, ItemId, Machine, Platform, Position, SiteId, Stamp, ZoneId};
    use realtail_omnichannel as omnichannel;
    use realtail_vocabulary::TagFact;

    fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> T {
        serde_json::from_str(text).unwrap_or_else(|e| panic!("{text}: {e}"))
    }

    /// A store with stock: `floor 2, back 1, - 4` where `-` is nowhere in particular.
    fn store(unit: &str, stock: &str) -> Retail {
        let mut retail = Retail::default();
        let site = parsed(
            r#"{"site": "X", "name": "X", "kind": "store", "timezone": "UTC", "zones": [
                {"zone": "floor", "kind": "sales_floor"}, {"zone": "back", "kind": "backroom"}]}"#,
        );
        ask(&mut retail, omnichannel::Command::SetSites(vec![site]).into());
        let item = parsed(&format!(r#"{{"item": "A", "name": "A", "unit": "{unit}", "stocked": true}}"#));
        ask(&mut retail, omnichannel::Command::SetItems(vec![item]).into());
        for entry in stock.split(", ").filter(|entry| !entry.is_empty()) {
            let (zone, units) = entry.split_once(' ').expect("an entry reads `zone units`");
            let zone = if zone == "-" { String::new() } else { format!(r#", "zone": "{zone}""#) };
            let movement = parsed(&format!(
                r#"{{"item": "A", "quantity": {units}, "from": {{"outside": "supplier"}},
                    "to": {{"site": "X"{zone}}}, "reason": "receipt"}}"#
            ));
            ask(&mut retail, omnichannel::Command::Move(vec![movement]).into());
        }
        retail
    }

    fn ask(retail: &mut Retail, command: Command) {
        let events = retail.decide(&command, Instant::EPOCH).expect("taken");
        for event in events {
            retail.apply(&event, Stamp { position: Position(1), origin: Position(1), at: Instant::EPOCH });
            for (_, answer) in retail.react(&event, Instant::EPOCH) {
                ask(retail, answer);
            }
        }
    }

    /// Reports, each `1>floor 2>back` or `1>` for a tag that left, and what the book says then.
    #[track_caller]
    fn check(unit: &str, stock: &str, reports: &[&str], book: &str) {
        let mut retail = store(unit, stock);
        for report in reports {
            let fact = |word: &str| {
                let (serial, to) = word.split_once('>').expect("a fact reads `serial>zone`");
                TagFact {
                    epc: format!("urn:epc:id:sgtin:0614141.112345.{serial}").parse().expect("an EPC"),
                    item: Some(ItemId::new("A").expect("an item")),
                    from: None,
                    to: (!to.is_empty()).then(|| ZoneId::new(to).expect("a zone")),
                    at: Instant::EPOCH,
                    confidence_ppm: 990_000,
                }
            };
            let site = SiteId::new("X").expect("a site");
            let facts = report.split_whitespace().map(fact).collect();
            ask(&mut retail, Command::Devices(devices::Command::Report { site, facts }));
            retail.check().expect("all invariants hold");
        }
        let catalogue = &retail.omnichannel.catalogue;
        let (item, site) = (ItemId::new("A").expect("an item"), SiteId::new("X").expect("a site"));
        let pair = (catalogue.item_no(&item).expect("known"), catalogue.site_no(&site).expect("known"));
        let cell = retail.omnichannel.stock.cell(pair.0, pair.1).expect("stock");
        let places = retail.omnichannel.stock.places(cell).into_iter().map(|place| {
            format!("{} {}", place.zone.map_or("-".to_owned(), |zone| zone.to_string()), place.quantity)
        });
        assert_eq!(places.collect::<Vec<_>>().join(", "), book);
    }

    #[test]
    fn the_book_follows_the_tags() {
        // What arrives is known to the book nowhere in particular.
        check("each", "- 3", &["1>floor 2>floor 3>back"], "back 1, floor 2");
        check("each", "floor 2, back 1", &["1>floor 2>floor 3>back"], "back 1, floor 2");
        // Carried over, to and fro.
        check("each", "floor 2", &["1>floor 2>floor", "1>back"], "back 1, floor 1");
        check("each", "floor 2", &["1>floor 2>floor", "1>back", "1>floor"], "floor 2");
        // It is not on the floor any more; whether it was sold the till says, and the site's stock stands.
        check("each", "floor 2, back 4", &["1>floor 2>floor", "1> 2>"], "- 2, back 4");
        check("each", "floor 1, back 4", &["1>floor", "1>", "1>floor"], "back 4, floor 1");
    }

    #[test]
    fn what_a_report_tells_in_its_order_is_booked_in_its_order() {
        // Carried to the back and out of there, before anything was told.
        check(
            "each",
            "floor 1, back 4",
            &["1>floor 2>back 3>back 4>back 5>back", "1>back 1>"],
            "- 1, back 4",
        );
        check("each", "floor 1", &["1>floor", "1>back 1>"], "- 1");
        // One follows the other through the back.
        check("each", "floor 2", &["1>floor 2>floor", "1>back 1> 2>back"], "- 1, back 1");
        check("each", "floor 1, back 1", &["1>floor 2>back", "2> 1>back"], "- 1, back 1");
    }

    #[test]
    fn nothing_is_moved_twice_and_nothing_is_made_up() {
        // Somebody booked it before the reader heard it.
        check("each", "back 1", &["1>floor", "1>back"], "back 1");
        // A thing that the book does not know.
        check("each", "- 1", &["1>floor 2>floor 3>floor"], "floor 1");
        // Sold before its tag was missed.
        check("each", "back 4", &["1>floor", "1>"], "back 4");
        // More in the book than has tags: it stays where the book has it.
        check("each", "floor 5", &["1>floor 2>floor", "1>back"], "back 1, floor 4");
        // What is weighed out has no units for tags to be on.
        check("g", "floor 500", &["1>floor", "1>back"], "floor 500");
    }
}
