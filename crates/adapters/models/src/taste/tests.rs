//! What the log says changes the next answer, and nothing else does.

use super::lessons::{self, Wanted};
use super::*;
use crate::models::Models;
use crate::told::memory::{Memory, entry};
use realtail_kernel::{Position, Quantity, SaleId};
use realtail_learn::chance::Chance;
use realtail_vocabulary::{Amount, Item, SaleLine};
use std::sync::atomic::AtomicBool;

pub(super) fn item(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

fn customer(name: &str) -> CustomerId {
    CustomerId::new(name).unwrap()
}

fn on(day: i64) -> Instant {
    Instant::from_micros((20_000 + day) * 86_400_000_000 + 36_000_000_000)
}

fn sold(who: Option<&str>, day: i64, items: &[&str]) -> Event {
    let line = |name: &&str| SaleLine {
        item: item(name),
        quantity: Quantity::try_from(1_i64).unwrap(),
        unit_price: Amount::Minor(100),
        discount: None,
    };
    Event::Stock(StockEvent::Sold {
        sale: SaleId::new("r").unwrap(),
        site: SiteId::new("north").unwrap(),
        till: None,
        sold_at: on(day),
        customer: who.map(customer),
        lines: items.iter().map(line).collect(),
        tenders: Vec::new(),
        postings: Vec::new(),
        oversold: Vec::new(),
    })
}

pub(super) fn of_kind(name: &str, categories: &[&str]) -> Event {
    let text = serde_json::json!({"item": name, "name": name, "categories": categories});
    Event::Catalogue(CatalogueEvent::ItemSet(serde_json::from_value::<Item>(text).unwrap()))
}

fn merged(alias: &str, into: &str) -> Event {
    Event::Customer(CustomerEvent::Merged { customer: customer(alias), into: customer(into) })
}

fn erased(who: &[&str]) -> Event {
    Event::Customer(CustomerEvent::Erased { customers: who.iter().map(|who| customer(who)).collect() })
}

fn learnt(events: &[Event]) -> Models {
    let mut models = Models::default();
    for (position, event) in (1..).zip(events) {
        models.follow(Position(position), &entry(event.clone()));
    }
    models
}

fn names(models: &Models, asked: &Asked<'_>, who: Option<&str>) -> Vec<String> {
    let who = who.map(customer);
    let listing = models.list(asked, who.as_ref(), on(30), 3);
    listing.listed.iter().map(|listed| listed.item.to_string()).collect()
}

/// Ann buys bread and jam, Ben bread and tea, and somebody unknown tea and cake.
fn village() -> Vec<Event> {
    let mut events = vec![of_kind("rye", &["Food", "Bread"]), of_kind("bread", &["Food", "Bread"])];
    for week in 0..4 {
        events.push(sold(Some("ann"), 7 * week, &["bread", "jam"]));
        events.push(sold(Some("ben"), 7 * week + 1, &["bread", "tea", "rye"]));
        events.push(sold(None, 7 * week + 2, &["tea", "cake"]));
    }
    events.push(sold(Some("ann"), 22, &["rye"]));
    events
}

#[test]
fn lists_are_of_the_customer_and_of_nobody_else() {
    let models = learnt(&village());
    let (bread, tea) = ([item("bread")], [item("tea")]);
    // what is asked, by whom, what is listed first
    for (asked, who, listed) in [
        (Asked::NextBasket, Some("ann"), &["jam", "bread", "rye"][..]),
        (Asked::NewToCustomer, Some("ann"), &["tea", "cake"]),
        (Asked::NewToCustomer, Some("ben"), &["jam", "cake"]),
        (Asked::NextBasket, Some("nobody"), &["tea", "bread", "rye"]),
        (Asked::NextBasket, None, &["tea", "bread", "rye"]),
        (Asked::Basket(&bread), None, &["rye", "jam", "tea"]),
        (Asked::Basket(&tea), Some("ann"), &["cake", "rye", "bread"]),
        (Asked::Basket(&[item("unheard")]), None, &[]),
        (Asked::Substitutes(&item("bread")), None, &["rye"]),
        (Asked::Similar(&item("rye")), None, &["bread"]),
        (Asked::Substitutes(&item("rye")), None, &["bread"]),
        (Asked::Substitutes(&item("unheard")), None, &[]),
    ] {
        let mut found = names(&models, &asked, who);
        let mut listed: Vec<String> = listed.iter().map(|name| (*name).to_owned()).collect();
        found.truncate(listed.len().max(1));
        if matches!(asked, Asked::NextBasket | Asked::Basket(_)) {
            // Which of equals comes first is not the question.
            (found, listed) = (sorted(found), sorted(listed));
        }
        assert_eq!(found, listed, "{asked:?} {who:?}");
    }
    let listing = models.list(&Asked::NextBasket, Some(&customer("ann")), on(30), 9);
    let jam = listing.listed.iter().find(|listed| listed.item == item("jam")).unwrap();
    assert_eq!(jam.because, Because::Bought { times: 4, last_days: 9.0, every_days: Some(7.0) });
    let cake = listing.listed.iter().find(|listed| listed.item == item("cake")).unwrap();
    assert_eq!(cake.because, Because::Popular);
    let listing = models.list(&Asked::Basket(&[item("tea")]), None, on(30), 9);
    let of_tea = Because::With { with: item("tea"), together: 4, of: 8 };
    assert_eq!(listing.listed.iter().find(|l| l.item == item("cake")).unwrap().because, of_tea);
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[test]
fn a_sale_changes_the_next_answer_and_a_person_who_is_forgotten_is_forgotten_at_once() {
    let mut events = village();
    assert!(!names(&learnt(&events), &Asked::NextBasket, Some("ann")).contains(&"cake".to_owned()));
    for _ in 0..6 {
        events.push(sold(Some("ann"), 29, &["cake"]));
    }
    assert_eq!(names(&learnt(&events), &Asked::NextBasket, Some("ann"))[0], "cake");
    assert_eq!(learnt(&events).bought(&customer("ann"), on(30)).len(), 4);
    events.push(erased(&["ann"]));
    let models = learnt(&events);
    let of_nobody = names(&models, &Asked::NextBasket, None);
    assert_eq!(names(&models, &Asked::NextBasket, Some("ann")), of_nobody);
    assert_eq!(models.bought(&customer("ann"), on(30)), []);
    assert_eq!(models.fondness(&customer("ann"), &[item("jam")], on(30)), [0.0]);
    // What a till still tells of her is nobody's.
    events.push(sold(Some("ann"), 29, &["jam"]));
    assert_eq!(learnt(&events).bought(&customer("ann"), on(30)), []);
}

#[test]
fn two_numbers_of_one_person_have_the_habits_of_both() {
    let mut events = village();
    events.push(merged("ann", "ben"));
    for who in ["ann", "ben"] {
        let models = learnt(&events);
        let bought = models.bought(&customer(who), on(30));
        let bread = bought.iter().find(|bought| bought.item == item("bread")).unwrap();
        assert_eq!((bought.len(), bread.times), (4, 8), "{who}");
    }
    events.push(sold(Some("ann"), 29, &["cake"]));
    assert_eq!(learnt(&events).bought(&customer("ben"), on(30)).len(), 5);
    // Who is joined with somebody who never bought keeps what is known.
    events.push(merged("ben", "cleo"));
    assert_eq!(learnt(&events).bought(&customer("ann"), on(30)).len(), 5);
    events.push(erased(&["cleo", "ben", "ann"]));
    assert_eq!(learnt(&events).bought(&customer("cleo"), on(30)), []);
}

#[test]
fn what_is_written_down_is_read_as_it_was() {
    let mut models = learnt(&village());
    let bytes = rmp_serde::to_vec(&models).unwrap();
    let mut read: Models = rmp_serde::from_slice(&bytes).unwrap();
    assert_eq!(read, models);
    for (position, event) in (100..).zip([sold(Some("ann"), 29, &["cake", "tea"]), merged("ann", "ben")]) {
        models.follow(Position(position), &entry(event.clone()));
        read.follow(Position(position), &entry(event));
    }
    assert_eq!(read, models);
}

/// Customers who buy four items of their own again and again, and something else now and then.
fn town(days: i64) -> Vec<Event> {
    let (mut chance, mut events) = (Chance::new(3), Vec::new());
    for day in 0..days {
        for who in (0..60).filter(|who| (who + day) % 4 == 0) {
            let own =
                (0..4).filter(|_| chance.unit() < 0.7).map(|at| (who * 3 + at * 11) % 80).collect::<Vec<_>>();
            let mut basket: Vec<String> = own.iter().map(|no| format!("item-{no}")).collect();
            basket.push(format!("item-{}", chance.below(80)));
            let basket: Vec<&str> = basket.iter().map(String::as_str).collect();
            events.push(sold(Some(&format!("c{who}")), day, &basket));
        }
    }
    events
}

#[test]
fn rankers_are_grown_from_those_who_agree_and_tried_on_days_that_they_do_not_know() {
    let events = town(60);
    let log = Memory::new(&events);
    let run = |agrees: &dyn Fn(&CustomerId) -> bool, until: Position| {
        let wanted = Wanted {
            until,
            held_from: days(on(52)),
            held_until: f32::INFINITY,
            tried: Default::default(),
            agrees,
        };
        lessons::run(&log, &wanted, &AtomicBool::new(false)).unwrap().unwrap()
    };
    let end = Position(events.len() as u64);
    let [next, new, basket] = run(&|_| true, end);
    for (found, lists) in [(&next, 50), (&new, 30), (&basket, 50)] {
        assert!(found.lists > lists && found.missed.len() == 2, "{} {:?}", found.lists, found.missed);
        assert!(found.missed.iter().all(|missed| (0.0..=1.0).contains(missed)));
    }
    assert!(next.missed[1] < 0.4, "{:?}", next.missed);
    // The same log grows the same; what comes after the end changes nothing.
    let again = run(&|_| true, end);
    assert_eq!((again[0].fingerprint, &again[0].missed), (next.fingerprint, &next.missed));
    let before = Position(15 * 56);
    let [cut, _, _] = run(&|_| true, before);
    assert_eq!(cut.fingerprint, next.fingerprint, "nothing of the trial was learnt");
    assert!(cut.lists < next.lists);
    // Nobody's habits are used where nobody agrees: only baskets without their owners.
    let [next, new, basket] = run(&|_| false, end);
    assert!(next.grown.is_none() && new.grown.is_none() && next.lists == 0);
    assert!(basket.grown.is_some() && basket.lists > 50);
    let stopped = AtomicBool::new(true);
    let wanted = Wanted {
        until: end,
        held_from: 0.0,
        held_until: f32::INFINITY,
        tried: Default::default(),
        agrees: &|_| true,
    };
    assert!(lessons::run(&log, &wanted, &stopped).unwrap().is_none());
}
