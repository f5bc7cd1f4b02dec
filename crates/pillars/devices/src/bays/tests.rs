//! Looks, and what they come to, as sentences.

use crate::testing::device;
use crate::{Command, Devices};
use expect_test::{Expect, expect};
use realtail_kernel::{BayId, DeviceId, Instant, ItemId, SiteId};
use realtail_vocabulary::{Bay, DeviceEvent, SeenPlace, ShelfLook};
use serde_json::json;

fn bay() -> Bay {
    serde_json::from_value(json!({"site": "X", "bay": "b", "zone": "floor", "width_cm": 100, "height_cm": 80,
        "shelves": [
            {"top_cm": 0, "height_cm": 35, "places": [
                {"item": "tea", "left_cm": 0, "facing_width_cm": 10, "facings": 3, "low_at_facings": 1},
                {"item": "jam", "left_cm": 30, "facing_width_cm": 10, "facings": 2}]},
            {"top_cm": 40, "height_cm": 35, "places": [
                {"item": "jam", "left_cm": 0, "facing_width_cm": 10, "facings": 4}]}],
        "views": [{"camera": "c", "corners_ppm": [[100_000, 0], [900_000, 0], [900_000, 900_000], [100_000, 900_000]]}]}))
    .expect("a bay")
}

fn store() -> Devices {
    let mut devices = Devices::default();
    let camera = device(json!({"device": "c", "kind": "camera", "site": "X"}));
    devices.ask(&Command::Set(camera), Instant::EPOCH).expect("a camera");
    devices.ask(&Command::SetBay(Box::new(bay())), Instant::EPOCH).expect("a bay");
    devices
}

/// `tea 0+3 @95`: none stand, three are empty, 95 per cent sure; `2.1 3+1` names the place instead.
fn seen(text: &str) -> SeenPlace {
    let words: Vec<&str> = text.split(' ').collect();
    let (full, empty) = words[1].split_once('+').expect("full+empty");
    let sure: u32 = words.get(2).map_or(95, |sure| sure[1..].parse().expect("per cent"));
    let (item, shelf, place) = match words[0].split_once('.') {
        Some((shelf, place)) => (None, shelf.parse().ok(), place.parse().ok()),
        None => (Some(ItemId::new(words[0]).expect("an item")), None, None),
    };
    let (facings_seen, facings_empty) = (full.parse().expect("a count"), empty.parse().expect("a count"));
    SeenPlace {
        item,
        shelf,
        place,
        facings_seen,
        facings_empty,
        empty: Vec::new(),
        confidence_ppm: sure * 10_000,
    }
}

fn at_s(seconds: i64) -> Instant {
    Instant::EPOCH.plus_ms(seconds * 1_000)
}

/// Looks are apart by `;`, what one sees by `,`.
#[track_caller]
fn check(looks: &str, expected: Expect) {
    let mut devices = store();
    let mut told = Vec::new();
    for (n, text) in looks.split("; ").enumerate() {
        let at = at_s(i64::try_from(n).expect("few") + 1);
        let look = ShelfLook {
            camera: DeviceId::new("c").expect("a name"),
            site: SiteId::new("X").expect("a site"),
            bay: BayId::new("b").expect("a bay"),
            at,
            image: None,
            places: text.split(", ").map(seen).collect(),
        };
        match devices.ask(&Command::LookAtShelf(Box::new(look)), at) {
            Ok(events) => told.push(events.iter().map(render).collect::<Vec<_>>().join(", ")),
            Err(refusal) => told.push(format!("refused: {refusal}")),
        }
    }
    expected.assert_eq(&told.join("; "));
}

fn render(event: &DeviceEvent) -> String {
    let s = |at: &Instant| at.micros() / 1_000_000;
    match event {
        DeviceEvent::ShelfSeen(_) => "seen".to_owned(),
        DeviceEvent::ShelfRanLow { item, units, since, bay: Some(bay), zone: Some(zone), .. } => {
            format!("{item} MISSING from {bay} in {zone} since {}: {units}", s(since))
        }
        DeviceEvent::ShelfFilled { item, units, at: Some(at), .. } => {
            format!("{item} back at {}: {units}", s(at))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn a_gap_is_told_of_once_it_is_sure_or_was_seen_twice() {
    check(
        "tea 0+3; tea 0+3; tea 3+0; tea 0+3",
        expect![[
            r#"seen, tea MISSING from b in floor since 1: 0; seen; seen, tea back at 3: 3; seen, tea MISSING from b in floor since 4: 0"#
        ]],
    );
    check("tea 0+3 @60; tea 0+3 @60", expect!["seen; seen, tea MISSING from b in floor since 1: 0"]);
    check("tea 0+3 @60; tea 3+0; tea 0+3 @60", expect!["seen; seen; seen"]);
    // Who cannot see well says nothing, and one facing of three is few enough here.
    check("tea 0+3 @40; tea 0+3 @40", expect!["seen; seen"]);
    check(
        "tea 1+2; tea 2+1",
        expect!["seen, tea MISSING from b in floor since 1: 1; seen, tea back at 2: 2"],
    );
}

#[test]
fn what_is_hidden_is_not_missing() {
    // Two facings behind a trolley may be full.
    check("tea 0+1; tea 1+0", expect!["seen; seen"]);
    // Jam stands in two places: both must be seen.
    check(
        "1.2 0+2; 1.2 0+2, 2.1 0+4; 2.1 1+3",
        expect![[r#"seen; seen, jam MISSING from b in floor since 2: 0; seen, jam back at 3: 1"#]],
    );
}

#[test]
fn what_is_not_planned_cannot_be_told_of() {
    check(
        "salt 0+1",
        expect!["refused: places[0]: say the item, or the shelf and the place, as the planogram has them"],
    );
    check(
        "1.9 0+1",
        expect!["refused: places[0]: say the item, or the shelf and the place, as the planogram has them"],
    );
}

#[test]
fn a_bay_that_changes_ends_what_was_told_of_items_that_left_it() {
    let mut devices = store();
    let look = |at| {
        let places = vec![seen("tea 0+3"), seen("jam 0+6")];
        Command::LookAtShelf(Box::new(ShelfLook {
            camera: DeviceId::new("c").expect("a name"),
            site: SiteId::new("X").expect("a site"),
            bay: BayId::new("b").expect("a bay"),
            at,
            image: None,
            places,
        }))
    };
    assert_eq!(devices.ask(&look(at_s(2)), at_s(2)).expect("a look").len(), 3);
    assert_eq!(devices.ask(&look(at_s(1)), at_s(2)), Ok(vec![]), "an older look says nothing of now");
    let missing = |devices: &Devices, item: &str| {
        devices.bays.is_missing(&SiteId::new("X").expect("a site"), &ItemId::new(item).expect("an item"))
    };
    assert!(missing(&devices, "tea") && missing(&devices, "jam"));
    let mut other = bay();
    other.shelves[0].places.remove(0);
    let events = devices.ask(&Command::SetBay(Box::new(other)), at_s(3)).expect("another plan");
    assert!(matches!(&events[..], [DeviceEvent::ShelfFilled { .. }, DeviceEvent::BaySet(_)]), "{events:?}");
    assert!(!missing(&devices, "tea") && missing(&devices, "jam"));
    let gone = Command::RemoveBay(SiteId::new("X").expect("a site"), BayId::new("b").expect("a bay"));
    assert_eq!(devices.ask(&gone, at_s(4)).expect("gone").len(), 2);
    assert!(devices.bays.bays(None).next().is_none());
}

#[test]
fn what_cannot_be_built_is_named() {
    let refused = |change: fn(&mut Bay)| {
        let mut changed = bay();
        change(&mut changed);
        let told = store().ask(&Command::SetBay(Box::new(changed)), Instant::EPOCH);
        told.expect_err("it cannot be built").to_string()
    };
    assert_eq!(refused(|bay| bay.width_cm = 0), "width_cm: say 1 to 2000");
    assert_eq!(
        refused(|bay| bay.shelves[1].top_cm = 30),
        "shelves: shelf 2 reaches from 30 to 65 cm; shelves stand one below the other within 80 cm"
    );
    assert_eq!(
        refused(|bay| bay.shelves[0].places[1].left_cm = 29),
        "places: jam on shelf 1 reaches from 29 to 49 cm; places stand one beside the other within 100 cm"
    );
    assert_eq!(
        refused(|bay| bay.shelves[0].places[0].low_at_facings = 3),
        "low_at_facings: tea would be missing with all facings full; say fewer"
    );
    assert!(
        refused(|bay| bay.views[0].corners_ppm.swap(0, 1))
            .starts_with("views.corners_ppm: say the upper left")
    );
}
