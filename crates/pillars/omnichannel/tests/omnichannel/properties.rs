//! What must hold after any sequence of commands, walked at random from seeds.

use crate::language::{Shop, restart};
use realtail_kernel::Instant;
use realtail_kernel::Machine;
use realtail_omnichannel::{ItemNo, Omnichannel, SiteNo, invariants};
use std::collections::BTreeSet;

const SHOPS: &str = "site S0 floor:sales_floor back:backroom; site S1; site S2; region R0 S0 S1; region R1 S1 S2; \
    region R2 S0 S1 S2; item I0; item I1; rule s item I1 site S1 channel web safety 2";

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn of(&mut self, words: &[&str]) -> String {
        words[self.below(words.len() as u64) as usize].to_owned()
    }

    fn lines(&mut self, with_place: bool) -> String {
        let line = |chance: &mut Chance| {
            let (item, n) = (chance.below(2), 1 + chance.below(5));
            let place = chance.of(&["S0", "S1", "S2", "R0", "R1", "R2"]);
            if with_place { format!("I{item} {n}@{place}") } else { format!("I{item} {n}") }
        };
        (0..1 + self.below(3)).map(|_| line(self)).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&mut self) -> String {
        let (site, item, n) = (self.below(3), self.below(2), 1 + self.below(6));
        let hold = self.below(12);
        match self.below(15) {
            0 | 1 => {
                let lot = self.of(&["", "", "lot L1 expires 40s", "lot L2 expires 80s"]);
                format!("receipt I{item} {n} S{site} {lot}")
            }
            2 => format!("move I{item} {n} S{site} -> S{} transfer", self.below(3)),
            3 => format!(
                "move I{item} {n} S{site} -> S{} transfer & I{item} {n} S{} -> waste waste",
                (site + 1) % 3,
                (site + 2) % 3
            ),
            4 => format!("move I{item} {n} S0 -> S0/{} put_away", self.of(&["floor", "back"])),
            5 => format!("sell S{site} {}", self.lines(false)),
            6 => format!("count S{site} I{item} {n}"),
            7 => format!("dispatch D{hold} S{site} -> S{} I{item} {n}", self.below(3)),
            8 => format!("receive D{hold} S{site} I{item} {n} {}", self.of(&["", "more"])),
            9 => format!("post h{hold} {}", self.of(&["", "", "as allocation", "I0 1", "I1 2"])),
            10 => self.of(&["void", "release", "fulfil"]) + &format!(" h{hold}"),
            11 => format!("extend h{hold} {}s", 1 + self.below(40)),
            _ => {
                let (owner, channel) = (self.of(&["anna", "ben"]), self.of(&["web", "app"]));
                format!("hold h{hold} {owner} {channel} {}s {}", 1 + self.below(40), self.lines(true))
            }
        }
    }
}

/// Facts take units away from promises, and time lets them expire; plans and promises do not.
fn disturbs(sentence: &str) -> bool {
    sentence.starts_with("sell") || sentence.starts_with("count") || sentence.contains("waste")
}

#[test]
fn whatever_happens_the_books_are_right() {
    for seed in 0..400 {
        let (mut chance, mut shop) = (Chance(seed), Shop::default());
        shop.given(SHOPS);
        for step in 0..60 {
            let sentence = chance.sentence();
            let before = shop.state.clone();
            shop.now = Instant::from_micros(shop.now.micros() + chance.below(4_000_000) as i64);
            if shop.state.next_due().is_some_and(|due| due <= shop.now) {
                shop.say("tick");
            }
            let ticked = shop.state.clone();
            let answer = shop.say(&sentence);
            let place = format!("seed {seed}, step {step}: {sentence} -> {answer}");
            if answer.starts_with("refused") {
                assert!(shop.state == ticked, "a refusal changes nothing: {place}");
            }
            if sentence.starts_with("hold") && answer.starts_with("held") {
                assert_eq!(shop.say(&sentence), "nothing new", "{place}");
            }
            drop(before);
        }
        replays(&shop, seed);
    }
}

fn replays(shop: &Shop, seed: u64) {
    let mut again = Omnichannel::default();
    for (events, stamp) in &shop.log {
        events.iter().for_each(|event| again.apply(event, *stamp));
    }
    assert!(again == shop.state, "seed {seed}: the same log gives the same state");
    let mut restarted = Shop { state: restart(&shop.state), now: shop.now, log: shop.log.clone() };
    assert!(restarted.state == shop.state, "seed {seed}: a restart gives the same state");
    let (mut live, mut chance) = (shop.clone(), Chance(seed ^ 0xabcd));
    for _ in 0..40 {
        let sentence = chance.sentence();
        assert_eq!(live.say(&sentence), restarted.say(&sentence), "seed {seed}: {sentence}");
    }
}

#[test]
fn the_engine_itself_never_oversells() {
    for seed in 0..400 {
        let (mut chance, mut shop) = (Chance(seed), Shop::default());
        shop.given(SHOPS);
        for step in 0..60 {
            let sentence = chance.sentence();
            if disturbs(&sentence) || sentence.contains("lot") {
                continue;
            }
            shop.now = Instant::from_micros(shop.now.micros() + chance.below(4_000_000) as i64);
            shop.say("tick");
            let answer = shop.say(&sentence);
            let place = format!("seed {seed}, step {step}: {sentence} -> {answer}");
            invariants::nothing_is_oversold(&shop.state, |_, _| false).expect(&place);
            every_region_can_be_served(&shop, &place);
            assert!(!sentence.starts_with("post") || !answer.contains("not enough stock"), "{place}");
        }
        let cells: Vec<(ItemNo, SiteNo)> = shop.state.stock.cells().map(|c| (c.item, c.site)).collect();
        assert_eq!(cells.len(), cells.iter().collect::<BTreeSet<_>>().len());
    }
}

/// Against trying all ways to share the regions' units out among their sites.
fn every_region_can_be_served(shop: &Shop, place: &str) {
    for item in 0..2 {
        let left: Vec<i64> = (0..3).map(|site| free(shop, item, site)).collect();
        let asked: Vec<i64> = (0..3).map(|region| asked(shop, item, region)).collect();
        assert!(can_share(&asked, &left), "{place}: {asked:?} from {left:?}");
        for (region, channel) in [(0, "app"), (1, "web"), (2, "app")] {
            let kept = if item == 1 && channel == "web" { 2 } else { 0 };
            let spare = [left[0], left[1] - kept, left[2]].map(|units| units.max(0));
            let told: i64 = shop
                .clone()
                .say(&format!("available I{item}@R{region} {channel}"))
                .split(' ')
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a number");
            let more = |n: i64| {
                let mut asked = asked.clone();
                asked[region] += n;
                can_share(&asked, &spare)
            };
            if can_share(&asked, &spare) {
                assert!(
                    more(told) && !more(told + 1),
                    "{place}: I{item}@R{region} {told}, {asked:?} from {spare:?}"
                );
            }
        }
    }
}

fn free(shop: &Shop, item: u32, site: u32) -> i64 {
    let cell = shop.state.stock.cell(ItemNo(item), SiteNo(site));
    cell.map_or(0, |c| c.on_hand - c.held - c.allocated)
}

fn asked(shop: &Shop, item: u32, region: u32) -> i64 {
    let lines = shop.state.holds.all().filter(|h| h.is_open()).flat_map(|h| &h.lines);
    let here = realtail_omnichannel::Place::Region(realtail_omnichannel::RegionNo(region));
    lines.filter(|l| l.item == ItemNo(item) && l.place == here).map(|l| l.units).sum()
}

/// Hall's condition, told for R0 = {S0, S1}, R1 = {S1, S2}, R2 = all three.
fn can_share(asked: &[i64], left: &[i64]) -> bool {
    let left: Vec<i64> = left.iter().map(|units| (*units).max(0)).collect();
    asked[0] <= left[0] + left[1]
        && asked[1] <= left[1] + left[2]
        && asked.iter().sum::<i64>() <= left.iter().sum::<i64>()
}
