//! The weather, as the log tells it, in what is expected.

use crate::models::{Live, Models, Told};
use crate::told::memory::entry;
use realtail_kernel::{Day, Instant, ItemId, Position, Quantity, SaleId, SiteId, Word};
use realtail_learn::demand::{Growth, Learner, Scatter};
use realtail_vocabulary::{
    Amount, CatalogueEvent, Event, Observed, SaleLine, Signal, Site, StockEvent, WeatherDay, WeatherForecast,
};
use std::sync::Arc;

const DAYS: std::ops::Range<i32> = 20_100..20_240;
/// How warm it is, and how warm on every fifth day.
const HIGHS: [f64; 2] = [18.0, 27.5];

fn noon(day: i32) -> Instant {
    Instant::from_micros((i64::from(day) * 24 + 12) * 3_600_000_000)
}

fn site(name: &str) -> SiteId {
    SiteId::new(name).unwrap()
}

fn high(day: i32) -> f64 {
    HIGHS[usize::from(day % 5 == 0)]
}

struct Shop {
    models: Models,
    position: u64,
}

impl Shop {
    fn take(&mut self, at: Instant, event: Event) {
        self.position += 1;
        let mut entry = entry(event);
        (entry.at, entry.received_at) = (at, at);
        self.models.follow(Position(self.position), &entry);
    }

    fn sell(&mut self, place: &str, day: i32, units: i64) {
        let line = SaleLine {
            item: ItemId::new("ice-cream").unwrap(),
            quantity: Quantity::try_from(units).unwrap(),
            unit_price: Amount::Minor(300),
            discount: None,
        };
        let sold = Event::Stock(StockEvent::Sold {
            sale: SaleId::new(format!("{place}-{day}")).unwrap(),
            site: site(place),
            till: None,
            sold_at: noon(day),
            customer: None,
            lines: vec![line],
            tenders: Vec::new(),
            postings: Vec::new(),
            oversold: Vec::new(),
        });
        self.take(noon(day), sold);
    }

    fn forecast_weather(&mut self, place: &str, day: i32, days: impl Iterator<Item = (i32, f64)>) {
        let day_of = |(day, high): (i32, f64)| WeatherDay {
            day: Day::of_number(day),
            high_celsius: Some(high),
            precipitation_mm: Some(0.0),
        };
        let forecast =
            WeatherForecast { site: site(place), issued_at: noon(day), days: days.map(day_of).collect() };
        let observed = Observed {
            source: Word::new("weather").unwrap(),
            id: Word::new(format!("{place}-{day}")).unwrap(),
            time: None,
            signal: Signal::WeatherForecast(forecast),
        };
        self.take(noon(day), Event::Observed(Box::new(observed)));
    }

    fn told(&self, place: &str) -> Told {
        let item = ItemId::new("ice-cream").unwrap();
        self.models.forecast(&item, &site(place), 7, noon(DAYS.end), None).unwrap()
    }
}

/// Two sites sell twice as much ice cream when it is warm; of the second no weather is told.
fn summer() -> Shop {
    let mut shop = Shop { models: Models::default(), position: 0 };
    for place in ["north", "south"] {
        let known = serde_json::json!({"site": place, "name": place, "kind": "store", "timezone": "UTC"});
        let known: Site = serde_json::from_value(known).unwrap();
        shop.take(noon(DAYS.start - 1), Event::Catalogue(CatalogueEvent::SiteSet(known)));
    }
    for day in DAYS {
        shop.forecast_weather("north", day, (day - 28..day + 3).map(|day| (day, high(day))));
        let units = if day % 5 == 0 { 20 } else { 10 };
        shop.sell("north", day, units);
        shop.sell("south", day, units);
    }
    shop.sell("north", DAYS.end, 10);
    let model = Arc::new(Learner::new(Growth::places()).fit(Scatter::PLACES));
    shop.models.serve(Live { version: Word::new("1").unwrap(), model });
    shop
}

#[test]
fn a_warm_day_that_is_forecast_is_expected_to_sell_as_those_before_it() {
    let mut shop = summer();
    let today = DAYS.end;
    let before = shop.told("north");
    // Tomorrow it gets warm; the day after it does not.
    let days = (today - 28..today).map(|day| (day, high(day)));
    shop.forecast_weather("north", today, days.chain([(today, 18.0), (today + 1, 27.5), (today + 2, 18.0)]));
    // As the thread that follows the log does before it lets others look.
    shop.models.trade.prepare();
    let after = shop.told("north");
    assert!(before.forecast.why.as_str().contains("feasts ahead make it"), "{}", before.forecast.why);
    assert!(after.forecast.why.as_str().contains("the weather is +"), "{}", after.forecast.why);
    let [warm, mild] = [after.days[0].mean, after.days[1].mean];
    assert!((1.4..2.2).contains(&(warm / mild)), "{warm} beside {mild}");
    assert_eq!(after.days[0].weather.and_then(|day| day.high_celsius), Some(27.5));
    assert_eq!(after.days[6].weather, None);
    // Where no weather is told, nothing is made of it.
    let south = shop.told("south");
    assert!(!south.forecast.why.as_str().contains("weather"), "{}", south.forecast.why);
    assert!((south.days[0].mean / south.days[1].mean - 1.0).abs() < 0.35);
}

#[test]
fn what_was_told_of_the_weather_outlives_a_checkpoint() {
    let shop = summer();
    let bytes = rmp_serde::to_vec(&shop.models).unwrap();
    let again: Models = rmp_serde::from_slice(&bytes).unwrap();
    assert_eq!(again, shop.models);
    let known = |models: &Models| {
        models.trade.demand.weather(models.trade.sites.get(&site("north")).unwrap(), DAYS.end + 1)
    };
    assert!(known(&shop.models).is_some());
    assert_eq!(known(&again), known(&shop.models));
}
