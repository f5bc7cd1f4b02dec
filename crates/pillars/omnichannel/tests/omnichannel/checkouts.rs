//! Checkouts of shopping agents: what is quoted, offered and held, and when.

use realtail_kernel::{Channel, CheckoutId, Currency, Instant, Machine, OfferName, Position, Stamp, Word};
use realtail_omnichannel::{
    CheckoutCommand, Command, Omnichannel, PriceCommand, Refusal, SetCheckout, WantedDelivery, is_settled,
};
use realtail_vocabulary::{
    Bringing, CatalogueEvent, Checkout, CheckoutLine, CheckoutState, DeliveryOffer, DeliveryPlace, Event,
    FreeDelivery, Item, PriceEntry, PriceList, Site, StockCount,
};

/// A shop with one site, roses at 35.00 of which there are ten, and three ways of delivery.
struct Shop {
    state: Omnichannel,
    now: Instant,
    next: u64,
}

fn of_json<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).expect("readable")
}

fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

impl Shop {
    fn new() -> Shop {
        let mut shop = Shop { state: Omnichannel::default(), now: Instant::from_micros(1_000_000), next: 1 };
        let site: Site = of_json(r#"{"site":"main","name":"Main","kind":"warehouse","timezone":"UTC"}"#);
        let roses: Item = of_json(r#"{"item":"roses","name":"Roses"}"#);
        shop.apply(&Event::Catalogue(CatalogueEvent::SiteSet(site)));
        shop.apply(&Event::Catalogue(CatalogueEvent::ItemSet(roses)));
        let list: PriceList = of_json(r#"{"list":"all","currency":"USD"}"#);
        let price: PriceEntry = of_json(r#"{"item":"roses","unit_price":3500}"#);
        let name = list.list.clone();
        shop.does(&Command::Price(PriceCommand::SetList(list))).expect("a list");
        shop.does(&Command::Price(PriceCommand::SetPrices(name, vec![price]))).expect("priced");
        let count: StockCount =
            of_json(r#"{"site":"main","method":"manual","lines":[{"item":"roses","counted":10}]}"#);
        shop.does(&Command::Count(count)).expect("counted");
        for (offer, service, country, price) in [
            ("std", "standard", None, 500),
            ("us", "express", Some("US"), 1500),
            ("intl", "express", None, 2500),
        ] {
            let free = FreeDelivery { from_subtotal: Some(10_000), items: Vec::new() };
            let offer = DeliveryOffer {
                offer: OfferName::new(offer).expect("a name"),
                title: realtail_kernel::Label::new(offer).expect("a title"),
                service: word(service),
                country: country.map(word),
                price,
                currency: Currency::try_from("USD".to_owned()).expect("a currency"),
                free: if service == "standard" { vec![free] } else { Vec::new() },
            };
            shop.does(&Command::Checkout(CheckoutCommand::SetOffer(Box::new(offer)))).expect("offered");
        }
        shop
    }

    fn apply(&mut self, event: &Event) {
        self.state
            .apply(event, Stamp { position: Position(self.next), origin: Position(self.next), at: self.now });
        self.next += 1;
    }

    fn does(&mut self, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = self.state.decide(command, self.now)?;
        events.iter().for_each(|event| self.apply(event));
        Ok(events)
    }

    fn set(&mut self, set: SetCheckout) -> Result<Vec<Event>, Refusal> {
        self.does(&Command::Checkout(CheckoutCommand::Set(Box::new(set))))
    }

    fn checkout(&self) -> &Checkout {
        self.state.checkouts.get(&id()).expect("a checkout")
    }

    fn free(&self) -> i64 {
        let catalogue = &self.state.catalogue;
        let item = catalogue.item_no(&"roses".parse().expect("an item")).expect("known");
        let site = catalogue.site_no(&"main".parse().expect("a site")).expect("known");
        self.state.availability(item, site, None, self.now).available
    }
}

fn id() -> CheckoutId {
    CheckoutId::new("c-1").expect("an id")
}

fn roses(quantity: i64) -> SetCheckout {
    SetCheckout {
        checkout: id(),
        seen: None,
        channel: Channel::new("agent").expect("a channel"),
        agent: None,
        cart: None,
        currency: None,
        lines: Some(vec![CheckoutLine {
            line: word("li_1"),
            item: "roses".parse().expect("an item"),
            quantity: quantity.try_into().expect("a quantity"),
        }]),
        codes: None,
        person: None,
        deliveries: None,
        instruments: None,
        hold_ms: 60_000,
    }
}

fn shipping(country: &str, offer: Option<&str>) -> WantedDelivery {
    let home = DeliveryPlace {
        destination: word("home"),
        country: Some(word(country)),
        region: None,
        postal_code: None,
    };
    WantedDelivery {
        method: word("m"),
        bringing: Bringing::Shipping,
        lines: Vec::new(),
        destinations: vec![home],
        destination: Some(word("home")),
        group: None,
        offer: offer.map(|offer| OfferName::new(offer).expect("a name")),
    }
}

fn changed(seen: u32, quantity: i64, delivery: WantedDelivery) -> SetCheckout {
    SetCheckout { seen: Some(seen), deliveries: Some(vec![delivery]), ..roses(quantity) }
}

#[test]
fn nothing_is_held_before_nothing_is_missing() {
    let mut shop = Shop::new();
    shop.set(roses(4)).expect("opened");
    assert!(!is_settled(shop.checkout()));
    assert_eq!((shop.free(), shop.checkout().quote.total), (10, 14_000));
    shop.set(changed(1, 4, shipping("US", Some("us")))).expect("chosen");
    assert!(is_settled(shop.checkout()));
    assert_eq!((shop.free(), shop.checkout().quote.total), (6, 15_500));
    // Another quantity is another hold, and the old one is given back in the same decision.
    shop.set(changed(2, 9, shipping("US", Some("us")))).expect("changed");
    assert_eq!(shop.free(), 1);
    shop.does(&Command::Checkout(CheckoutCommand::Cancel(id()))).expect("cancelled");
    assert_eq!((shop.free(), &shop.checkout().state), (10, &CheckoutState::Cancelled));
}

#[test]
fn the_same_basket_again_lets_its_hold_stand_for_longer() {
    let mut shop = Shop::new();
    shop.set(roses(4)).expect("opened");
    shop.set(changed(1, 4, shipping("US", Some("us")))).expect("chosen");
    let hold = shop.checkout().hold.clone();
    shop.now = shop.now.plus_ms(30_000);
    shop.set(SetCheckout { seen: Some(2), lines: None, ..roses(1) }).expect("said again");
    assert_eq!(shop.checkout().hold, hold);
    assert_eq!(shop.checkout().expires_at, shop.now.plus_ms(60_000));
    shop.now = shop.now.plus_ms(60_000);
    assert_eq!(shop.free(), 10, "from its end on the units are free again");
}

#[test]
fn more_than_there_is_is_refused_ready_or_not() {
    let mut shop = Shop::new();
    let refused = |done: Result<Vec<Event>, Refusal>| {
        assert!(matches!(done, Err(Refusal::InsufficientStock { .. })), "{done:?}");
    };
    refused(shop.set(roses(11)));
    shop.set(roses(4)).expect("opened");
    refused(shop.set(changed(1, 11, shipping("US", Some("us")))));
    assert_eq!((shop.checkout().revision, shop.free()), (1, 10));
}

#[test]
fn what_is_offered_follows_the_address_and_the_basket() {
    let mut shop = Shop::new();
    shop.set(roses(1)).expect("opened");
    let mut seen = 1;
    let mut check = |quantity: i64, country: &str, chosen: Option<&str>, expected: &str| {
        shop.set(changed(seen, quantity, shipping(country, chosen))).expect("changed");
        seen += 1;
        let delivery = &shop.checkout().deliveries[0];
        let offered = delivery.offered.iter().map(|o| format!("{} {} {}", o.offer, o.price, o.title));
        let offered = offered.collect::<Vec<_>>().join(", ");
        assert_eq!(format!("{offered} | {}", shop.checkout().notes.len()), expected);
    };
    check(1, "US", None, "std 500 std, us 1500 us | 0");
    check(1, "us", Some("us"), "std 500 std, us 1500 us | 0");
    // What was chosen for one country is not offered in another, and that is told.
    check(1, "CA", Some("us"), "std 500 std, intl 2500 intl | 1");
    check(3, "CA", Some("std"), "std 0 std (Free), intl 2500 intl | 0");
}

#[test]
fn a_change_of_what_was_changed_meanwhile_is_refused() {
    let mut shop = Shop::new();
    shop.set(roses(1)).expect("opened");
    shop.set(changed(1, 2, shipping("US", None))).expect("changed");
    let late = shop.set(changed(1, 3, shipping("US", None))).expect_err("late");
    assert!(late.to_string().contains("changed meanwhile"), "{late}");
}

#[test]
fn what_is_collected_is_held_where_it_is_collected() {
    let mut shop = Shop::new();
    shop.set(roses(1)).expect("opened");
    let pickup = WantedDelivery {
        bringing: Bringing::Pickup,
        destinations: Vec::new(),
        destination: Some(word("main")),
        offer: Some(OfferName::new("pickup").expect("a name")),
        ..shipping("US", None)
    };
    shop.set(changed(1, 2, pickup)).expect("chosen");
    assert!(is_settled(shop.checkout()));
    assert_eq!((shop.free(), shop.checkout().quote.delivery), (8, 0));
}
