//! From reads to facts. A reader misses tags that are there, and hears tags that hang next door; what it says is weighed up
//! over a window of time that fits each tag, as in Jeffery, Garofalakis and Franklin, Adaptive Cleaning for RFID Data
//! Streams (VLDB 2006). The time is told; no read enters the log, only the facts do.

mod tag;
mod zone;

use crate::cleaning::tag::{Change, Tag};
use crate::cleaning::zone::Zone;
use realtail_kernel::{Epc, Instant, ZoneId};
use realtail_vocabulary::TagFact;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// After so long a tag is looked at again that may be gone, while nobody listens who could tell.
const LOOK_AGAIN_MS: i64 = 500;

/// How reads are weighed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// In so many milliseconds a reader asks all tags once, about: a tag answers in one of these epochs, or does not.
    pub epoch_ms: i64,
    /// How likely a tag that is there may answer in no epoch of the window over which its zone is weighed up: the δ of the
    /// paper's section 4.1.
    pub missed_in_window: f64,
    /// How likely a tag that is there may answer for so long never that it is taken for gone. Goods hang for weeks, and
    /// each epoch is another chance to be wrong, so this is far below the other.
    pub missed_altogether: f64,
    /// The longest that a tag may be quiet and not be taken for gone, in epochs.
    pub epochs_max: i64,
    /// How strongly one zone must be heard beside all others together before a tag is taken for being there.
    pub share_to_arrive: f64,
    /// By how much another zone must be heard better than the one where a tag is, summed over epochs, before it moves
    /// there. Less, and a tag between two antennas goes to and fro; more, and a tag that is carried over arrives later.
    pub lean_to_move: f64,
    /// Which share of that is enough where the tag is seen to be on the move.
    pub lean_when_moving: f64,
    /// Where no tag of a zone is heard for so long, and no reader says that it still listens, nothing is known of those
    /// that are there.
    pub deaf_after_ms: i64,
    /// The most tags that are kept in mind; a read of one more is passed over.
    pub tags_max: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            epoch_ms: 200,
            missed_in_window: 0.05,
            missed_altogether: 1e-7,
            epochs_max: 3_000,
            share_to_arrive: 0.65,
            lean_to_move: 6.0,
            lean_when_moving: 0.6,
            deaf_after_ms: 15_000,
            tags_max: 500_000,
        }
    }
}

/// What a reader heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Which tag.
    pub epc: Epc,
    /// In which zone the antenna listens.
    pub zone: ZoneId,
    /// How strongly, where the reader tells.
    pub rssi_dbm: Option<i16>,
    /// When, by the reader's clock.
    pub at: Instant,
}

/// A fact, and when what makes it certain came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found out.
    pub fact: TagFact,
    /// When the read came in that made it certain; of a tag that left, when it had been quiet for long enough.
    pub certain_at: Instant,
}

/// Weighs up what the readers of one site hear.
#[derive(Debug)]
pub struct Cleaner {
    settings: Settings,
    numbers: FxHashMap<Epc, u32>,
    tags: Vec<Option<(Epc, Tag)>>,
    free: Vec<u32>,
    /// When each tag is to be looked at though nobody hears it.
    due: BTreeSet<(Instant, u32)>,
    zones: Vec<(ZoneId, Zone)>,
    found: Vec<Finding>,
}

impl Cleaner {
    /// A cleaner that knows of no tag.
    pub fn new(settings: Settings) -> Cleaner {
        Cleaner {
            settings,
            numbers: FxHashMap::default(),
            tags: Vec::new(),
            free: Vec::new(),
            due: BTreeSet::new(),
            zones: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Knows from before that a tag is in a zone: it does not arrive anew, and may leave.
    pub fn know(&mut self, epc: &Epc, zone: &ZoneId, now: Instant) {
        let zone_no = self.zone_no(zone);
        if let Some(no) = self.number(epc, now)
            && let Some((_, tag)) = &mut self.tags[no as usize]
        {
            tag.know(zone_no, now);
        }
    }

    /// A reader says that it listens to a zone, whether it hears anything there or not.
    pub fn listens(&mut self, zone: &ZoneId, now: Instant) {
        let no = self.zone_no(zone);
        self.zones[usize::from(no)].1.heard(now, self.settings.deaf_after_ms);
    }

    /// Takes in a read that came in at `now`.
    pub fn read(&mut self, heard: &Heard, now: Instant) {
        let zone_no = self.zone_no(&heard.zone);
        self.zones[usize::from(zone_no)].1.heard(now, self.settings.deaf_after_ms);
        let Some(no) = self.number(&heard.epc, now) else { return };
        let Some((_, tag)) = &mut self.tags[no as usize] else { return };
        let usual = self.zones[usize::from(zone_no)].1.answers();
        let change = tag.hear(zone_no, heard.rssi_dbm, heard.at, now, usual, &self.settings);
        let answers = tag.answers(usual);
        self.zones[usize::from(zone_no)].1.learn(answers);
        if let Some(change) = change {
            self.find(no, &change, now);
        }
    }

    /// What was found out up to `now`, in the order in which it was.
    pub fn advance(&mut self, now: Instant) -> Vec<Finding> {
        while let Some((due, no)) = self.due.first().copied().filter(|(due, _)| *due <= now) {
            self.due.remove(&(due, no));
            self.look_at(no, now);
        }
        std::mem::take(&mut self.found)
    }

    /// When a tag is to be looked at next, though nobody hears it.
    pub fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(due, _)| *due)
    }

    /// How many tags are kept in mind.
    pub fn tags(&self) -> usize {
        self.numbers.len()
    }

    /// Looks at a tag that may have been quiet for long enough.
    fn look_at(&mut self, no: u32, now: Instant) {
        let Some((_, tag)) = &mut self.tags[no as usize] else { return };
        let zone = &self.zones[usize::from(tag.zone())].1;
        let quiet_long_enough = tag.gone_at(zone.listening_since(), zone.answers(), &self.settings);
        // Whoever does not listen cannot say that a tag is gone.
        if quiet_long_enough > now || quiet_long_enough > zone.listened_until() {
            let unheard = quiet_long_enough == Instant::END;
            let then = if unheard { now.plus_ms(10 * LOOK_AGAIN_MS) } else { quiet_long_enough };
            self.due.insert((then.max(now.plus_ms(LOOK_AGAIN_MS)), no));
        } else if let Some(change) = tag.leave(zone.answers()) {
            let quiet_us = now.micros_since(tag.last()).clamp(1, 600_000_000);
            self.find(no, &change, now);
            // Kept in mind for a while: if it was only very quiet, what comes next must not be taken for gone so soon.
            self.due.insert((now.plus_ms(quiet_us / 250), no));
        } else {
            self.forget(no);
        }
    }

    fn find(&mut self, no: u32, change: &Change, now: Instant) {
        let Some((epc, _)) = &self.tags[no as usize] else { return };
        let zone = |zone: Option<u16>| zone.map(|zone| self.zones[usize::from(zone)].0.clone());
        let fact = TagFact {
            epc: epc.clone(),
            item: None,
            from: zone(change.from),
            to: zone(change.to),
            at: change.at,
            confidence_ppm: (change.confidence.clamp(0.0, 1.0) * 1e6).min(999_999.0) as u32,
        };
        self.found.push(Finding { fact, certain_at: now });
    }

    /// The number of a tag; a new one where it is not known, none where too many are.
    fn number(&mut self, epc: &Epc, now: Instant) -> Option<u32> {
        if let Some(no) = self.numbers.get(epc) {
            return Some(*no);
        }
        if self.numbers.len() >= self.settings.tags_max {
            return None;
        }
        let entry = Some((epc.clone(), Tag::new(now)));
        let no = match self.free.pop() {
            Some(no) => {
                self.tags[no as usize] = entry;
                no
            }
            None => {
                self.tags.push(entry);
                (self.tags.len() - 1) as u32
            }
        };
        self.numbers.insert(epc.clone(), no);
        self.due.insert((now.plus_ms(self.settings.epoch_ms), no));
        Some(no)
    }

    fn forget(&mut self, no: u32) {
        if let Some((epc, _)) = self.tags[no as usize].take() {
            self.numbers.remove(&epc);
            self.free.push(no);
        }
    }

    fn zone_no(&mut self, zone: &ZoneId) -> u16 {
        if let Some(no) = self.zones.iter().position(|(known, _)| known == zone) {
            return no as u16;
        }
        // A site has 200 zones at the most; what says more shares the last.
        if self.zones.len() < usize::from(u16::MAX) {
            self.zones.push((zone.clone(), Zone::default()));
        }
        (self.zones.len() - 1) as u16
    }
}

#[cfg(test)]
mod tests;
