//! What is known of one tag: how often it answers, over which window it is weighed up, and where it is.

use super::Settings;
use realtail_kernel::Instant;
use std::collections::VecDeque;

/// Epochs after which an answer counts for a third of a new one, when it is reckoned how often the tag answers.
const MEMORY_EPOCHS: f64 = 64.0;
/// For so many epochs of its own counts what is known of its zone, while little is known of the tag.
const DOUBT_EPOCHS: f64 = 4.0;
/// How much of what the others of its zone do is expected of a tag that is not known: some are quieter than others.
const DOUBT_SHARE: f64 = 0.25;
/// The least that a tag is thought to answer.
const ANSWERS_MIN: f64 = 0.001;
/// The most that is kept of what was heard.
const HEARD_MAX: usize = 64;
/// A tag is where it was heard in so many epochs: one read alone may be a stray.
const EPOCHS_TO_BE_SURE: usize = 2;
/// Epochs after which a tag that is heard in two zones alike is put in the one that is heard better.
const EPOCHS_TO_WAIT: i64 = 10;
/// The least epochs that are weighed up: halves of fewer say nothing.
const WINDOW_MIN: i64 = 10;
/// What one epoch takes off how much a tag leans to another zone: so much better must that be heard than its own.
const LEAN_DRIFT: f64 = 0.35;

/// What was heard in one epoch by the antennas of one zone.
#[derive(Clone, Copy, Debug)]
struct InEpoch {
    epoch: i64,
    zone: u16,
    reads: f64,
    /// The reads, each as much as it was strong.
    weight: f64,
}

#[derive(Debug)]
pub struct Tag {
    place: Option<u16>,
    /// When it was heard last, by our clock and by the reader's.
    last: Instant,
    last_at: Instant,
    last_zone: u16,
    /// Epochs in which it answered, and all of them, up to the last answer; old ones fade.
    answered: f64,
    epochs: f64,
    /// Of how many epochs the zone is weighed up.
    window: i64,
    first_epoch: i64,
    heard: VecDeque<InEpoch>,
    lean: Lean,
}

/// That a tag came, moved or left.
#[derive(Debug)]
pub struct Change {
    pub from: Option<u16>,
    pub to: Option<u16>,
    pub at: Instant,
    pub confidence: f64,
}

/// How much another zone is heard better than the one where the tag is: a cumulative sum over epochs (Page 1954), which
/// falls back to nothing where the zones are heard alike.
#[derive(Clone, Copy, Debug, Default)]
struct Lean {
    zone: u16,
    by: f64,
    /// When it began to, by the reader's clock, and in which epoch.
    since: Instant,
    epoch: i64,
}

/// A zone in the window.
#[derive(Clone, Copy, Debug, Default)]
struct Weighed {
    zone: u16,
    weight: f64,
    epochs: usize,
}

impl Tag {
    pub fn new(now: Instant) -> Tag {
        Tag {
            place: None,
            last: now,
            last_at: now,
            last_zone: 0,
            answered: 0.0,
            epochs: 0.0,
            window: WINDOW_MIN,
            first_epoch: i64::MIN,
            heard: VecDeque::new(),
            lean: Lean::default(),
        }
    }

    /// It is there from before.
    pub fn know(&mut self, zone: u16, now: Instant) {
        (self.place, self.last_zone, self.last, self.last_at) = (Some(zone), zone, now, now);
    }

    /// When it was heard last.
    pub fn last(&self) -> Instant {
        self.last
    }

    /// Where it is, else where it was heard last.
    pub fn zone(&self) -> u16 {
        self.place.unwrap_or(self.last_zone)
    }

    /// How likely it answers in one epoch: as it did, and while little is known of it as others of its zone do (the
    /// paper's p_avg, of one tag).
    pub fn answers(&self, usual: f64) -> f64 {
        let p = (self.answered + DOUBT_EPOCHS * DOUBT_SHARE * usual) / (self.epochs + DOUBT_EPOCHS);
        p.clamp(ANSWERS_MIN, 1.0)
    }

    /// Takes in a read; tells where it is, if that is news.
    pub fn hear(
        &mut self,
        zone: u16,
        rssi_dbm: Option<i16>,
        at: Instant,
        now: Instant,
        usual: f64,
        settings: &Settings,
    ) -> Option<Change> {
        let epoch = now.micros() / (settings.epoch_ms * 1000);
        let moved = match (self.place, self.heard.back().map(|heard| heard.epoch)) {
            (Some(place), Some(newest)) if newest < epoch => self.lean(place, newest, settings),
            _ => None,
        };
        self.count(epoch);
        self.keep(epoch, zone, strength(rssi_dbm));
        (self.last, self.last_at, self.last_zone) = (now.max(self.last), at, zone);
        self.fit_window(epoch, usual, settings);
        moved.or_else(|| self.arrive(epoch, at, settings))
    }

    /// Reckons how often it answers.
    fn count(&mut self, epoch: i64) {
        let newest = self.heard.back().map(|heard| heard.epoch);
        let passed = match newest {
            Some(newest) if newest >= epoch => return,
            Some(newest) => (epoch - newest) as f64,
            // Known from before, or new: the epochs before nobody counted.
            None => 1.0,
        };
        let faded = (1.0 - 1.0 / MEMORY_EPOCHS).powf(passed);
        self.answered = self.answered * faded + 1.0;
        self.epochs = self.epochs * faded + (1.0 - faded) * MEMORY_EPOCHS;
    }

    fn keep(&mut self, epoch: i64, zone: u16, weight: f64) {
        if self.heard.is_empty() || self.first_epoch == i64::MIN {
            self.first_epoch = epoch;
        }
        let here = self.heard.iter_mut().rev().take_while(|heard| heard.epoch >= epoch);
        if let Some(heard) = here.into_iter().find(|heard| heard.zone == zone) {
            heard.reads += 1.0;
            heard.weight += weight;
            return;
        }
        if self.heard.len() == HEARD_MAX {
            self.heard.pop_front();
        }
        self.heard.push_back(InEpoch { epoch, zone, reads: 1.0, weight });
    }

    /// The window is as long as it must be to miss a tag seldom (section 4.1: w ≥ ln(1/δ)/p_avg, growing by two), and
    /// half as long when its newer half says that the tag is on the move (section 4.1, transition detection: what was
    /// heard differs by more than two standard deviations from what is expected).
    fn fit_window(&mut self, epoch: i64, usual: f64, settings: &Settings) {
        let complete = epochs_to_miss(settings.missed_in_window, self.answers(usual), settings.epochs_max);
        if self.is_on_the_move(epoch) {
            self.window = (self.window / 2).min(complete).max(WINDOW_MIN);
        } else if complete > self.window {
            self.window = (self.window + 2).min(complete);
        } else {
            self.window = complete.max(WINDOW_MIN);
        }
    }

    /// Whether the zone where it is has as many of the reads of the newer half of the window as of the older.
    fn is_on_the_move(&self, epoch: i64) -> bool {
        let Some(place) = self.place else { return false };
        let (from, middle) = (epoch - self.window, epoch - self.window / 2);
        let mut all = [0.0, 0.0];
        let mut here = [0.0, 0.0];
        for heard in self.heard.iter().filter(|heard| heard.epoch > from) {
            let half = usize::from(heard.epoch > middle);
            all[half] += heard.reads;
            here[half] += if heard.zone == place { heard.reads } else { 0.0 };
        }
        if all[0] < 1.0 || all[1] < 2.0 {
            return false;
        }
        // With half a read of doubt: of a few that were all here nobody knows that it is always so.
        let share = (here[0] + 0.5) / (all[0] + 1.0);
        let expected = all[1] * share;
        expected - here[1] > 2.0 * (all[1] * share * (1.0 - share)).sqrt()
    }

    /// How much more, or less, it leans to another zone after an epoch that is over; moves it where that is enough.
    fn lean(&mut self, place: u16, epoch: i64, settings: &Settings) -> Option<Change> {
        let (mut here, mut other) = (0.0, Weighed { zone: place, ..Weighed::default() });
        for heard in self.heard.iter().rev().take_while(|heard| heard.epoch == epoch) {
            if heard.zone == place {
                here = heard.weight;
            } else if heard.weight > other.weight {
                other = Weighed { zone: heard.zone, weight: heard.weight, epochs: 1 };
            }
        }
        let better = (other.weight - here) / (other.weight + here);
        if self.lean.by <= 0.0 {
            self.lean = Lean { zone: other.zone, by: 0.0, since: self.last_at, epoch };
        }
        let gained = if other.zone == self.lean.zone { better } else { better.min(0.0) };
        self.lean.by = (self.lean.by + gained - LEAN_DRIFT).max(0.0);
        let halved = if self.is_on_the_move(epoch) { settings.lean_when_moving } else { 1.0 };
        if self.lean.by < settings.lean_to_move * halved {
            return None;
        }
        let Lean { zone, since, epoch: begun, .. } = std::mem::take(&mut self.lean);
        self.place = Some(zone);
        let heard = self.heard.iter().filter(|heard| heard.epoch >= begun);
        let (there, total) = heard.fold((0.0, 0.0), |(there, total), heard| {
            (there + if heard.zone == zone { heard.weight } else { 0.0 }, total + heard.weight)
        });
        let confidence = there / (total + 0.5 * total / self.reads(begun - 1));
        Some(Change { from: Some(place), to: Some(zone), at: since, confidence })
    }

    /// Where it came to, by what all zones heard in the window.
    fn arrive(&mut self, epoch: i64, at: Instant, settings: &Settings) -> Option<Change> {
        if self.place.is_some() {
            return None;
        }
        let from = epoch - self.window;
        let mut zones: [Weighed; 8] = [Weighed::default(); 8];
        let (mut count, mut total) = (0, 0.0);
        for heard in self.heard.iter().filter(|heard| heard.epoch > from) {
            total += heard.weight;
            let known = zones[..count].iter().position(|weighed| weighed.zone == heard.zone);
            let Some(n) = known.or((count < zones.len()).then_some(count)) else { continue };
            count = count.max(n + 1);
            let Weighed { weight, epochs, .. } = zones[n];
            zones[n] = Weighed { zone: heard.zone, weight: weight + heard.weight, epochs: epochs + 1 };
        }
        let best = zones[..count].iter().copied().reduce(|a, b| if b.weight > a.weight { b } else { a })?;
        let waited = epoch - self.first_epoch >= EPOCHS_TO_WAIT;
        let sure = best.weight / total >= settings.share_to_arrive;
        if best.epochs < EPOCHS_TO_BE_SURE || !(sure || waited) {
            return None;
        }
        self.place = Some(best.zone);
        self.lean = Lean::default();
        // As if one more read in two had been next door.
        let confidence = best.weight / (total + 0.5 * total / self.reads(from));
        Some(Change { from: None, to: Some(best.zone), at, confidence })
    }

    fn reads(&self, from: i64) -> f64 {
        self.heard.iter().filter(|heard| heard.epoch > from).map(|heard| heard.reads).sum::<f64>().max(1.0)
    }

    /// When it will have been quiet for long enough to be gone.
    pub fn gone_at(&self, listening_since: Instant, usual: f64, settings: &Settings) -> Instant {
        let epochs = epochs_to_miss(settings.missed_altogether, self.answers(usual), settings.epochs_max);
        self.last.max(listening_since).plus_ms(epochs * settings.epoch_ms)
    }

    /// It is gone. Nothing changes where it was never sure that it was there.
    pub fn leave(&mut self, usual: f64) -> Option<Change> {
        let from = self.place.take()?;
        self.window = WINDOW_MIN;
        self.first_epoch = i64::MIN;
        let confidence = 1.0 - 0.01 * (1.0 - self.answers(usual));
        Some(Change { from: Some(from), to: None, at: self.last_at, confidence })
    }
}

/// After how many epochs a tag that answers in one with this likelihood was missed in all of them with that.
fn epochs_to_miss(missed: f64, answers: f64, epochs_max: i64) -> i64 {
    let epochs = (1.0 / missed).ln() / answers;
    (epochs.ceil() as i64).clamp(1, epochs_max)
}

/// How much a read counts: ten times in power are three times in weight, so that a tag next door, which is heard weakly
/// and often, does not outweigh one that is heard well.
fn strength(rssi_dbm: Option<i16>) -> f64 {
    rssi_dbm.map_or(1.0, |dbm| 10_f64.powf((f64::from(dbm) + 60.0) / 20.0).clamp(0.1, 10.0))
}
