//! A media pillar with a shop around it that a test can fill and empty.
#![allow(dead_code, reason = "no test uses all of it")]

use realtail_kernel::{
    BrandId, CampaignId, Currency, CustomerId, Instant, ItemId, Label, Machine, Money, OwnerId, Position,
    Reference, Rejection, SiteId, Stamp,
};
use realtail_media::{Ask, Command, Media, Person, Seen, Shop, SoldLine, invariants};
use realtail_vocabulary::{
    AttributionWindows, CampaignPlan, Consent, ContactChannel, DeliveryMethod, MediaEvent, PaysFor,
    Placement, Purpose, Sight, Surface,
};
use std::collections::BTreeSet;

/// The shop around the pillar.
#[derive(Default)]
pub struct Around {
    pub gone: BTreeSet<(String, DeliveryMethod)>,
    pub registered: BTreeSet<String>,
}

impl Shop for Around {
    fn can_be_had(&self, item: &ItemId, _site: Option<&SiteId>, method: DeliveryMethod) -> bool {
        !self.gone.contains(&(item.to_string(), method))
    }

    fn person(&self, number: &CustomerId) -> Person {
        let registered = self.registered.contains(number.as_str());
        Person { customer: number.clone(), registered, erased: false }
    }
}

pub struct Desk {
    pub media: Media,
    pub around: Around,
    pub now: Instant,
    drawn: u64,
}

pub fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("a good name")
}

pub fn money(amount: i64) -> Money {
    Money { amount, currency: Currency::try_from("EUR".to_owned()).expect("a currency") }
}

pub fn plan(brand: &str, item: &str, bid: i64) -> CampaignPlan {
    CampaignPlan {
        name: id("a campaign"),
        brand: id(brand),
        items: item.split('+').map(id).collect(),
        bid,
        currency: money(0).currency,
        pays_for: PaysFor::Click,
        budget_total: 1_000_000,
        budget_per_day: None,
        starts_at: Instant::from_micros(0),
        ends_at: None,
        surfaces: vec![Surface::Search],
        keywords: vec![],
        categories: vec![],
        sites: vec![],
        methods: vec![],
        views_per_visitor_and_day: None,
        windows: AttributionWindows::default(),
    }
}

pub fn ask(candidates: &[(&str, u32)]) -> Ask {
    Ask {
        surface: Surface::Search,
        site: None,
        method: None,
        query: None,
        category: None,
        visitor: None,
        customer: None,
        slots: 1,
        candidates: Some(candidates.iter().map(|(item, ppm)| (id(item), *ppm)).collect()),
        drawn: 0,
    }
}

impl Desk {
    pub fn new() -> Desk {
        let now = Instant::from_micros(1_790_000_000_000_000);
        let mut desk = Desk { media: Media::default(), around: Around::default(), now, drawn: 7 };
        desk.good(Command::SetSalt([1, 2]));
        desk
    }

    pub fn ask(&mut self, command: Command) -> Result<Vec<MediaEvent>, Rejection> {
        self.tick();
        let events = self.media.decide_in(&command, &self.around, self.now)?;
        self.apply(&events);
        Ok(events)
    }

    pub fn apply(&mut self, events: &[MediaEvent]) {
        for event in events {
            self.media.apply(event, Stamp { position: Position(1), origin: Position(1), at: self.now });
            invariants::all(&self.media).expect("the books are right");
        }
    }

    pub fn tick(&mut self) {
        while self.media.next_due().is_some_and(|due| due <= self.now) {
            let events = self.media.tick(self.now);
            self.apply(&events);
        }
    }

    #[track_caller]
    pub fn good(&mut self, command: Command) -> Vec<MediaEvent> {
        self.ask(command).expect("accepted")
    }

    pub fn later(&mut self, seconds: i64) {
        self.now = self.now.plus_ms(seconds * 1000);
        self.tick();
    }

    pub fn fund(&mut self, brand: &str, amount: i64) {
        self.good(Command::Fund(id::<BrandId>(brand), money(amount)));
    }

    pub fn campaign(&mut self, name: &str, plan: CampaignPlan) {
        self.good(Command::SetCampaign(id::<CampaignId>(name), Box::new(plan)));
    }

    pub fn decide(&mut self, mut ask: Ask) -> Option<Placement> {
        self.drawn += 1;
        ask.drawn = self.drawn;
        let events = self.good(Command::Decide(Box::new(ask)));
        events.into_iter().next().map(|event| match event {
            MediaEvent::Placed(placed) => *placed,
            other => panic!("{other:?}"),
        })
    }

    pub fn see(&mut self, placement: &str, visitor: &str, item: &str, sight: Sight) -> Vec<MediaEvent> {
        let seen = Seen {
            visitor: id::<OwnerId>(visitor),
            placement: id::<Reference>(placement),
            item: Some(id(item)),
            sight,
        };
        self.good(Command::See(seen))
    }

    pub fn consent(&mut self, customer: &str, given: bool) {
        self.good(Command::ChangeConsent(Consent {
            customer: id(customer),
            purpose: Purpose::Measurement,
            channel: ContactChannel::Onsite,
            given,
            wording: id("v1"),
        }));
    }

    pub fn sell(&mut self, sale: &str, buyer: &str, lines: &[(&str, i64, i64)]) -> Vec<MediaEvent> {
        let line = |(no, (item, units, value)): (u16, &(&str, i64, i64))| SoldLine {
            line: no,
            item: id(item),
            brand: Some(id::<Label>("denim")),
            units: *units,
            value: *value,
        };
        let lines = (1..).zip(lines).map(line).collect();
        self.good(Command::Attribute(id(sale), id(buyer), lines))
    }

    /// What came of a decision, in words: who stands where for how much, then who lost and why.
    pub fn words(&self, placement: &Option<Placement>) -> String {
        let Some(placement) = placement else { return "nothing".to_owned() };
        let mut words: Vec<String> =
            placement.slots.iter().map(|s| format!("{} {} {}", s.campaign, s.item, s.price)).collect();
        for lost in &placement.lost {
            for who in &lost.who {
                let campaign = self.media.campaigns.numbered(who >> 8).expect("known");
                let item = &campaign.plan.items[(who & 255) as usize];
                words.push(format!("{} {item} {:?}", campaign.campaign, lost.reason));
            }
        }
        words.join(", ")
    }
}
