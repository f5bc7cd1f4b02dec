//! Stores, their hours, and what is in them.

use super::{ShopStock, ShopStore};
use crate::app::App;
use crate::shop::{channel, stores_for_shoppers};
use realtail_kernel::{Day, Instant, ItemId, Weekday};
use realtail_vocabulary::{OpenHours, Site, SiteSettings};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// All stores that serve shoppers.
pub(in super::super) fn all(app: &App) -> Vec<ShopStore> {
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let store = |no| {
        let site = state.catalogue.site(no);
        ShopStore {
            store: site.site.to_string(),
            name: site.name.to_string(),
            address: address(site),
            hours: state.routing.site(no).map(|settings| hours(settings, site, now)).unwrap_or_default(),
        }
    };
    stores_for_shoppers(state).into_iter().map(store).collect()
}

/// As people write it, or the point on the globe where nobody has.
fn address(site: &Site) -> String {
    match (&site.address, site.position) {
        (Some(address), _) => address.to_string(),
        (None, Some(at)) => format!("{:.4}, {:.4}", at.lat, at.lon),
        (None, None) => site.site.to_string(),
    }
}

/// The hours of the coming seven days, Monday first: a day that differs says so with its date.
fn hours(settings: &SiteSettings, site: &Site, now: Instant) -> [String; 7] {
    if settings.hours.is_empty() && settings.exceptions.is_empty() {
        return <[String; 7]>::default();
    }
    let (mut day, _) = site.timezone.wall().read(now);
    let mut told = <[String; 7]>::default();
    for _ in 0..told.len() {
        let weekday = day.weekday();
        told[weekday as usize] = on(settings, day, weekday);
        day = day.next();
    }
    told
}

fn on(settings: &SiteSettings, day: Day, weekday: Weekday) -> String {
    let name = DAYS[weekday as usize];
    match settings.exceptions.iter().find(|exception| exception.day == day) {
        Some(exception) => format!("{name} {} ({day})", spans(&exception.hours)),
        None => format!("{name} {}", spans(settings.hours.get(&weekday).map_or(&[][..], Vec::as_slice))),
    }
}

fn spans(hours: &[OpenHours]) -> String {
    if hours.is_empty() {
        return "–".to_owned();
    }
    hours.iter().map(|open| format!("{}-{}", open.from, open.to)).collect::<Vec<_>>().join(" + ")
}

/// What may be promised of an item in each store now.
pub(in super::super) fn stock(app: &App, item: &str) -> Vec<ShopStock> {
    let (Ok(item), Ok(channel)) = (ItemId::new(item), channel()) else { return Vec::new() };
    let now = app.handle.now();
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let Ok(item) = state.catalogue.item_no(&item) else { return Vec::new() };
    let stock = |no| ShopStock {
        store: state.catalogue.site(no).site.to_string(),
        units: u32::try_from(state.availability(item, no, Some(&channel), now).available.max(0))
            .unwrap_or(u32::MAX),
    };
    stores_for_shoppers(state).into_iter().map(stock).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_day_that_differs_says_so() {
        let settings: SiteSettings = serde_json::from_value(json!({"site": "S",
            "hours": {"mon": [{"from": "09:00", "to": "12:30"}, {"from": "13:30", "to": "18:00"}],
                "fri": [{"from": "09:00", "to": "20:00"}]},
            "exceptions": [{"day": "2026-12-25", "hours": []}, {"day": "2027-01-01", "hours": []}]}))
        .expect("settings");
        let site: Site = serde_json::from_value(
            json!({"site": "S", "name": "S", "kind": "store", "timezone": "Europe/Berlin"}),
        )
        .expect("a site");
        // 2026-12-23, 12:00 UTC: a Wednesday.
        let told = hours(&settings, &site, Instant::from_micros(1_798_027_200_000_000));
        assert_eq!(told[0], "Mon 09:00-12:30 + 13:30-18:00");
        assert_eq!((told[1].as_str(), told[4].as_str()), ("Tue –", "Fri – (2026-12-25)"));
        // Nobody has said when it is open.
        let silent = SiteSettings::of(site.site.clone());
        assert!(hours(&silent, &site, Instant::EPOCH).iter().all(String::is_empty));
    }
}
