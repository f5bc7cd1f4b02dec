//! How right the facts are that reads come to, on a stream whose truth is known, beside a window of one length for all tags:
//! `cargo run --release -p realtail-devices --example tag_cleaning`.

#![expect(clippy::disallowed_macros, reason = "what it is for")]

use realtail_devices::cleaning::{Cleaner, Heard, Settings};
use realtail_kernel::{Epc, Instant, ZoneId};
use std::collections::BTreeMap;

/// The zones of the store; the tags hang in them, are carried from one to another, and leave.
const ZONES: [&str; 3] = ["floor", "back", "fitting"];
const TAGS: usize = 300;
const SECONDS: i64 = 1_800;
/// A tag stays where it is for so long, at the least and at the most.
const STAYS_S: (u64, u64) = (60, 600);
/// A fact is right where it says what happened so long before it, at the most.
const RIGHT_WITHIN_MS: i64 = 60_000;
/// Readers ask all tags once in this time.
const EPOCH_MS: i64 = 200;

struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, below: u64) -> u64 {
        self.next() % below
    }

    fn happens(&mut self, chance: f64) -> bool {
        (self.next() as f64) < chance * (1_u64 << 31) as f64
    }
}

/// Where a tag goes: when, and to which zone; none where it leaves.
type Way = Vec<(i64, Option<usize>)>;

fn ways(dice: &mut Dice) -> Vec<Way> {
    let stay = |dice: &mut Dice| (STAYS_S.0 + dice.below(STAYS_S.1 - STAYS_S.0)) as i64 * 1000;
    (0..TAGS)
        .map(|_| {
            let mut way = vec![(dice.below(60_000) as i64, Some(dice.below(3) as usize))];
            loop {
                let at = way.last().map_or(0, |(at, _)| *at) + stay(dice);
                if at > (SECONDS - 120) * 1000 {
                    return way;
                }
                let from = way.last().and_then(|(_, zone)| *zone);
                let to = match from {
                    None => Some(dice.below(3) as usize),
                    Some(_) if dice.happens(0.3) => None,
                    Some(zone) => Some((zone + 1 + dice.below(2) as usize) % 3),
                };
                way.push((at, to));
            }
        })
        .collect()
}

/// A read: when, of which tag, by the antennas of which zone, how strongly.
type Read = (i64, usize, usize, i16);

/// What readers hear: each tag is missed by its own zone with one likelihood, more or less, and heard by the others with
/// another, more weakly.
fn reads(ways: &[Way], missed: f64, cross: f64, dice: &mut Dice) -> Vec<Read> {
    let mut reads = Vec::new();
    // Some tags are always heard worse than others.
    let own: Vec<f64> = ways.iter().map(|_| 0.6 + dice.below(80) as f64 / 100.0).collect();
    for at in (0..SECONDS * 1000).step_by(EPOCH_MS as usize) {
        for (tag, way) in ways.iter().enumerate() {
            let Some((_, Some(zone))) = way.iter().rev().find(|(since, _)| *since <= at) else { continue };
            let missed = (missed * own[tag]).min(0.95);
            let rssi = |dice: &mut Dice, dbm: i16| dbm - 6 + dice.below(13) as i16;
            if !dice.happens(missed) {
                reads.push((at + dice.below(200) as i64, tag, *zone, rssi(dice, -54)));
            }
            for other in (0..ZONES.len()).filter(|other| other != zone) {
                if dice.happens(cross / 2.0) {
                    reads.push((at + dice.below(200) as i64, tag, other, rssi(dice, -63)));
                }
            }
        }
    }
    reads.sort_unstable();
    reads
}

/// What was found out: when, of which tag, where it is now.
type Fact = (i64, usize, Option<usize>);

fn time(ms: i64) -> Instant {
    Instant::from_micros(1_000_000_000_000 + ms * 1000)
}

fn adaptive(reads: &[Read]) -> Vec<Fact> {
    let epcs: Vec<Epc> = (0..TAGS)
        .map(|tag| format!("urn:epc:id:sgtin:0614141.112345.{tag}").parse().expect("an EPC"))
        .collect();
    let zones = ZONES.map(|zone| ZoneId::new(zone).expect("a zone"));
    let mut cleaner = Cleaner::new(Settings::default());
    let mut facts = Vec::new();
    let mut reads = reads.iter().peekable();
    for at in (0..SECONDS * 1000).step_by(100) {
        while let Some((read_at, tag, zone, dbm)) = reads.next_if(|read| read.0 < at) {
            let heard = Heard {
                epc: epcs[*tag].clone(),
                zone: zones[*zone].clone(),
                rssi_dbm: Some(*dbm),
                at: time(*read_at),
            };
            cleaner.read(&heard, time(*read_at));
        }
        for found in cleaner.advance(time(at)) {
            let tag = epcs.iter().position(|epc| *epc == found.fact.epc).expect("one of ours");
            let to = found.fact.to.map(|zone| zones.iter().position(|z| *z == zone).expect("a zone"));
            facts.push((at, tag, to));
        }
    }
    facts
}

/// The plain way: a tag is where it was heard most in the last seconds, and gone where it was not heard in them.
fn fixed(reads: &[Read], window_ms: i64) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut heard: Vec<Vec<(i64, usize)>> = vec![Vec::new(); TAGS];
    let mut places: Vec<Option<usize>> = vec![None; TAGS];
    let mut reads = reads.iter().peekable();
    for at in (0..SECONDS * 1000).step_by(100) {
        while let Some((read_at, tag, zone, _)) = reads.next_if(|read| read.0 < at) {
            heard[*tag].push((*read_at, *zone));
        }
        for (tag, heard) in heard.iter_mut().enumerate() {
            heard.retain(|(read_at, _)| *read_at > at - window_ms);
            let mut counts = [0; 3];
            heard.iter().for_each(|(_, zone)| counts[*zone] += 1);
            let most = (0..3).max_by_key(|zone| counts[*zone]).filter(|zone| counts[*zone] > 0);
            if most != places[tag] {
                places[tag] = most;
                facts.push((at, tag, most));
            }
        }
    }
    facts
}

/// Of what happened, how much was told within time, and of what was told, how much had happened; and how late it was.
fn judge(ways: &[Way], facts: &[Fact]) -> (f64, f64, i64, i64) {
    let mut told: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    let mut right = 0;
    for (at, tag, to) in facts {
        let step = ways[*tag].iter().rposition(|(since, _)| since <= at);
        let matching =
            step.into_iter().flat_map(|step| [Some(step), step.checked_sub(1)]).flatten().find(|step| {
                let (since, zone) = ways[*tag][*step];
                zone == *to && at - since <= RIGHT_WITHIN_MS && !told.contains_key(&(*tag, *step))
            });
        if let Some(step) = matching {
            told.insert((*tag, step), at - ways[*tag][step].0);
            right += 1;
        }
    }
    let happened: usize = ways.iter().map(Vec::len).sum();
    let mut late: Vec<i64> = told.values().copied().collect();
    late.sort_unstable();
    let at = |share: f64| late.get((late.len() as f64 * share) as usize).copied().unwrap_or(0);
    (told.len() as f64 / happened as f64, right as f64 / facts.len().max(1) as f64, at(0.5), at(0.95))
}

fn main() {
    println!(
        "{TAGS} tags in {} zones for {SECONDS} s; a fact is right within {} s",
        ZONES.len(),
        RIGHT_WITHIN_MS / 1000
    );
    println!(
        "missed  cross   way            facts  told of what happened  right of what was told  late p50   p95"
    );
    for (missed, cross) in [(0.1, 0.1), (0.2, 0.2), (0.3, 0.3), (0.4, 0.3), (0.4, 0.4)] {
        let mut dice = Dice(11);
        let ways = ways(&mut dice);
        let reads = reads(&ways, missed, cross, &mut dice);
        let row = |name: &str, facts: &[Fact]| {
            let (told, right, p50, p95) = judge(&ways, facts);
            println!(
                "{:>4.0} %  {:>4.0} %   {name:<12} {:>7}  {:>21.2} %  {:>20.2} %  {:>5.1} s  {:>4.1} s",
                missed * 100.0,
                cross * 100.0,
                facts.len(),
                told * 100.0,
                right * 100.0,
                p50 as f64 / 1000.0,
                p95 as f64 / 1000.0
            );
        };
        row("adaptive", &adaptive(&reads));
        for window_s in [1, 2, 5, 10] {
            row(&format!("fixed, {window_s} s"), &fixed(&reads, window_s * 1000));
        }
    }
}
