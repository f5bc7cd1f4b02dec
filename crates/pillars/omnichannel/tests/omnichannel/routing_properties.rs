//! What holds for every answer of the router: it gives no more than there is, and what it gives can be posted.

use crate::language::Shop;
use realtail_kernel::Channel;
use realtail_omnichannel::{
    Command, Line, OrderLine, PostHold, PostLine, RegionNo, RouteAsk, SiteNo, Sites, invariants, route,
};
use realtail_vocabulary::{DeliveryMethod, Destination, GeoPosition, PostAs, RoutingAnswer};
use std::collections::BTreeMap;

const SHOPS: &str = "site S0; site S1; site S2; site S3; region R0 S0 S1; region R1 S1 S2 S3; region R2 S0 S1 S2 S3; \
    item I0; item I1; item I2; rule s item I1 site S1 channel web safety 2; rule n item I2 site S2 channel web sell no";

struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % n
    }

    fn of(&mut self, words: &[&str]) -> String {
        words[self.below(words.len() as u64) as usize].to_owned()
    }

    /// Something that happens in the shops besides the orders that are routed.
    fn sentence(&mut self, no: u64) -> String {
        let (item, site, n) = (self.below(3), self.below(4), 1 + self.below(4));
        match self.below(8) {
            0 | 1 => format!("receipt I{item} {n} S{site}"),
            2 => format!("receipt I{item} {n} S{site} lot L{site} expires {}s", 20 + no * 10),
            3 => format!("sell S{site} I{item} {n}"),
            4 => format!("hold h{no} ben{no} web {}s I{item} {n}@S{site}", 10 + self.below(400)),
            5 => {
                let region = self.of(&["R0", "R1", "R2"]);
                format!("hold h{no} ben{no} web {}s I{item} {n}@{region}", 10 + self.below(400))
            }
            6 => format!("post h{} as allocation", self.below(no.max(1))),
            _ => format!("count S{site} I{item} {n}"),
        }
    }
}

fn destination() -> Destination {
    let country = serde_json::from_str("\"DE\"").expect("a country");
    Destination {
        country,
        postal_code: None,
        region: None,
        position: Some(GeoPosition { lat: 50.0, lon: 9.0 }),
    }
}

fn ask(shop: &Shop, lines: &[OrderLine], own: &[Line], sites: Sites, exclude: &[SiteNo]) -> RoutingAnswer {
    let channel = Channel::new("web").expect("a channel");
    let to = destination();
    let ask = RouteAsk {
        order: "o",
        channel: &channel,
        method: DeliveryMethod::Ship,
        service: None,
        to: &to,
        lines,
        sites,
        exclude,
        own,
        promised_at: None,
    };
    route(&shop.state, &ask, shop.now)
}

fn lines(held: &[Line]) -> Vec<OrderLine> {
    let line = |(no, held): (usize, &Line)| OrderLine {
        line: no as u16 + 1,
        item: held.item,
        units: held.units,
        value: 1_000 * held.units,
    };
    held.iter().enumerate().map(line).collect()
}

/// What an answer takes, by item and site.
fn taken(shop: &Shop, answer: &RoutingAnswer, lines: &[OrderLine]) -> BTreeMap<(u32, SiteNo), i64> {
    let mut taken = BTreeMap::new();
    for assignment in &answer.assignments {
        let site = shop.state.catalogue.site_no(&assignment.site).expect("a known site");
        for line in &assignment.lines {
            let item = lines[usize::from(line.line) - 1].item;
            *taken.entry((item.0, site)).or_default() += line.quantity.units();
        }
    }
    taken
}

/// A hold on a region is posted at the sites that the router has found for it.
#[test]
fn what_is_routed_can_be_posted() {
    let (mut routed, mut parts) = (0, 0);
    for seed in 1..=400u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut shop = Shop::default();
        shop.given(SHOPS);
        for no in 0..30 {
            let sentence = chance.sentence(no);
            shop.say(&sentence);
            if chance.below(4) != 0 {
                continue;
            }
            shop.say(&format!("at {}s", no * 5));
            shop.say("tick");
            let region = chance.below(3);
            let wanted: Vec<String> = (0..1 + chance.below(3))
                .map(|_| format!("I{} {}@R{region}", chance.below(3), 1 + chance.below(4)))
                .collect();
            let said = shop.say(&format!("hold o{no} anna{no} web 900s {}", wanted.join(" ")));
            if said.starts_with("refused") {
                continue;
            }
            parts += usize::from(post_routed(&mut shop, &format!("o{no}"), RegionNo(region as u32)));
            routed += 1;
        }
    }
    assert!(routed > 500 && parts > 30, "{routed} routed, {parts} in parts");
}

/// Routes a hold and posts it so; tells whether it came in parts.
fn post_routed(shop: &mut Shop, hold: &str, region: RegionNo) -> bool {
    let name = hold.parse().expect("a hold");
    let held = shop.state.holds.get(&name).expect("the hold").lines.to_vec();
    let lines = lines(&held);
    let answer = ask(shop, &lines, &held, Sites::Region(region), &[]);
    assert!(answer.unrouted.is_empty(), "a promise that stands can be served: {answer:?}");
    let line = |((item, site), units): ((u32, SiteNo), i64)| {
        let catalogue = &shop.state.catalogue;
        PostLine {
            item: catalogue.item(realtail_omnichannel::ItemNo(item)).item.clone(),
            quantity: units.try_into().expect("units"),
            site: Some(catalogue.site(site).site.clone()),
        }
    };
    let taken = taken(shop, &answer, &lines);
    let parts = taken.len() > held.len();
    let post = PostHold {
        hold: name,
        lines: Some(taken.into_iter().map(line).collect()),
        post_as: PostAs::Allocation,
    };
    let said = shop.run(&Command::Post(post));
    assert!(!said.starts_with("refused"), "{said}\n{answer:?}\n{:?}", shop.log);
    parts
}

/// An order that holds nothing gets no more than is free, none of an excluded site, and takes nobody's promise away.
#[test]
fn nothing_is_given_that_is_not_there() {
    for seed in 1..=300u64 {
        let mut chance = Chance(seed.wrapping_mul(0xD134_2543_DE82_EF95) | 1);
        let mut shop = Shop::default();
        shop.given(SHOPS);
        for no in 0..25 {
            let sentence = chance.sentence(no);
            shop.say(&sentence);
        }
        let channel = Channel::new("web").expect("a channel");
        let line = |no: u16, chance: &mut Chance| OrderLine {
            line: no,
            item: realtail_omnichannel::ItemNo(chance.below(3) as u32),
            units: 1 + chance.below(5) as i64,
            value: 1_000,
        };
        let lines: Vec<OrderLine> = (1..=3).map(|no| line(no, &mut chance)).collect();
        let exclude = [SiteNo(chance.below(4) as u32)];
        let answer = ask(&shop, &lines, &[], Sites::All, &exclude);
        let taken = taken(&shop, &answer, &lines);
        for ((item, site), units) in &taken {
            assert_ne!(*site, exclude[0]);
            let item = realtail_omnichannel::ItemNo(*item);
            let there = shop.state.availability(item, *site, Some(&channel), shop.now).available;
            assert!(*units <= there, "{units} of {there}: {answer:?}");
        }
        // Taken as a hold, it is accepted: all of it together is there.
        let line = |((item, site), units): (&(u32, SiteNo), &i64)| format!("I{item} {units}@S{}", site.0);
        if !taken.is_empty() {
            let held: Vec<String> = taken.iter().map(line).collect();
            let said = shop.say(&format!("hold all zoe web 60s {}", held.join(" ")));
            assert!(!said.starts_with("refused"), "{said}: {answer:?}");
        }
        invariants::all(&shop.state).expect("all invariants hold");
        // The same question again gets the same answer.
        let before = ask(&shop, &lines, &[], Sites::All, &exclude);
        assert_eq!(before, ask(&shop, &lines, &[], Sites::All, &exclude));
    }
}
