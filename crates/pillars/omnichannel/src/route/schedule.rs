//! When a site can begin with an order, and when it has it ready.

use super::booked::{HOUR_MICROS, hour_of};
use crate::catalogue::SiteNo;
use crate::machine::Omnichannel;
use realtail_kernel::{Day, Instant, TimeOfDay, Timezone, Wall};
use realtail_vocabulary::{DeliveryMethod, OpenHours, SiteSettings};
use smallvec::SmallVec;

/// A site that has no hour free in so many days has none.
const DAYS_MAX: usize = 60;
const ALWAYS: [OpenHours; 1] = [OpenHours { from: TimeOfDay::MIDNIGHT, to: TimeOfDay::END }];

/// Clocks on walls, each looked up once for a question.
#[derive(Default)]
pub(crate) struct Clocks<'a> {
    known: SmallVec<[(&'a str, Wall); 2]>,
}

impl<'a> Clocks<'a> {
    pub(crate) fn wall(&mut self, timezone: &'a Timezone) -> Wall {
        if let Some((_, wall)) = self.known.iter().find(|(name, _)| *name == timezone.as_str()) {
            return wall.clone();
        }
        let wall = timezone.wall();
        self.known.push((timezone.as_str(), wall.clone()));
        wall
    }
}

/// When a site can serve an order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    /// When it begins: the hour whose capacity is taken.
    pub at: Instant,
    /// When it is packed.
    pub ready_at: Instant,
    /// Why it does not begin at once.
    pub waits: Waits,
    /// How much of the hour is taken already, in parts per million.
    pub taken_ppm: u32,
}

/// Why a site does not begin at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waits {
    /// It does.
    No,
    /// It is closed.
    Closed,
    /// The day's last orders are in.
    CutOff,
    /// Others come first.
    Full,
}

/// The diary of a site.
pub(crate) struct Diary<'a> {
    state: &'a Omnichannel,
    no: SiteNo,
    settings: Option<&'a SiteSettings>,
    daily: Option<u32>,
}

impl<'a> Diary<'a> {
    pub(crate) fn of(state: &'a Omnichannel, no: SiteNo) -> Diary<'a> {
        let daily = state.catalogue.site(no).daily_order_capacity;
        Diary { state, no, settings: state.routing.site(no), daily }
    }

    fn per_hour(&self) -> Option<u32> {
        self.settings.and_then(|s| s.orders_per_hour)
    }

    /// Whether it can take any number of orders.
    pub(crate) fn is_unlimited(&self) -> bool {
        self.daily.is_none() && self.per_hour().is_none()
    }

    /// What an order of so many lines takes, in milliseconds.
    fn work_ms(&self, lines: usize) -> i64 {
        let minutes = |s: &SiteSettings| {
            i64::from(s.pick_minutes_per_order) + i64::from(s.pick_minutes_per_line) * lines as i64
        };
        self.settings.map_or(0, minutes) * 60_000
    }

    pub(crate) fn lead_ms(&self) -> i64 {
        self.settings.map_or(0, |s| i64::from(s.lead_minutes)) * 60_000
    }

    fn open_on(&self, day: Day) -> &'a [OpenHours] {
        let Some(settings) = self.settings else { return &ALWAYS };
        if let Some(exception) = settings.exceptions.iter().find(|e| e.day == day) {
            return &exception.hours;
        }
        if settings.hours.is_empty() {
            return &ALWAYS;
        }
        settings.hours.get(&day.weekday()).map_or(&[], |hours| hours)
    }

    fn cut_off(&self, method: DeliveryMethod) -> Option<TimeOfDay> {
        self.settings.and_then(|s| s.cut_offs.get(&method)).copied()
    }

    /// When it can begin with an order that comes in at `from`; never where nothing is free for weeks.
    pub(crate) fn slot(
        &self,
        clocks: &mut Clocks<'a>,
        method: DeliveryMethod,
        lines: usize,
        from: Instant,
    ) -> Option<Slot> {
        let work_ms = self.work_ms(lines);
        let earliest = from.plus_ms(self.lead_ms());
        let is_simple = |s: &SiteSettings| {
            s.hours.is_empty() && s.exceptions.is_empty() && !s.cut_offs.contains_key(&method)
        };
        if self.is_unlimited() && self.settings.is_none_or(is_simple) {
            let ready_at = earliest.plus_ms(work_ms);
            return Some(Slot { at: earliest, ready_at, waits: Waits::No, taken_ppm: 0 });
        }
        let wall = clocks.wall(&self.state.catalogue.site(self.no).timezone);
        let (ordered_on, ordered_at) = wall.read(from);
        let mut waits = Waits::No;
        let mut day = wall.read(earliest).0;
        if self.cut_off(method).is_some_and(|cut_off| ordered_at > cut_off) {
            waits = Waits::CutOff;
            day = day.max(ordered_on.next());
        }
        for _ in 0..DAYS_MAX {
            if let Some(slot) = self.slot_on(&wall, day, earliest, work_ms, &mut waits) {
                return Some(slot);
            }
            day = day.next();
        }
        None
    }

    /// When it can begin with an order that comes in at `from`, and by when that is to lie ready: as it would be promised;
    /// where the site has not said how long picking takes, after as long as orders are given.
    pub(crate) fn due(
        &self,
        clocks: &mut Clocks<'a>,
        method: DeliveryMethod,
        lines: usize,
        from: Instant,
        pick_ms: i64,
    ) -> (Instant, Instant) {
        match self.slot(clocks, method, lines, from) {
            Some(slot) if slot.ready_at > slot.at => (slot.at, slot.ready_at),
            slot => {
                let begins = slot.map_or(from, |slot| slot.at);
                (begins, begins.plus_ms(pick_ms))
            }
        }
    }

    /// When it closes after hours of a day: those that end at midnight go on where the next day's begin with it.
    fn closing(&self, wall: &Wall, day: Day, hours: OpenHours) -> Instant {
        let (mut day, mut hours) = (day, hours);
        for _ in 0..DAYS_MAX {
            let next = self.open_on(day.next()).iter().find(|next| next.from == TimeOfDay::MIDNIGHT);
            match next {
                Some(next) if hours.to == TimeOfDay::END => (day, hours) = (day.next(), *next),
                _ => break,
            }
        }
        wall.instant(day, hours.to)
    }

    fn slot_on(
        &self,
        wall: &Wall,
        day: Day,
        earliest: Instant,
        work_ms: i64,
        waits: &mut Waits,
    ) -> Option<Slot> {
        for hours in self.open_on(day) {
            let (opens, ends) = (wall.instant(day, hours.from), wall.instant(day, hours.to));
            let closes = self.closing(wall, day, *hours);
            let mut at = opens.max(earliest);
            if at > earliest && *waits == Waits::No {
                *waits = Waits::Closed;
            }
            while at < ends {
                // What cannot be done before it closes is begun at the next opening, unless it is never done in one.
                let is_too_late = at.plus_ms(work_ms) > closes && at > opens;
                if is_too_late {
                    break;
                }
                if let Some(taken_ppm) = self.taken(wall, day, at) {
                    return Some(Slot { at, ready_at: at.plus_ms(work_ms), waits: *waits, taken_ppm });
                }
                *waits = Waits::Full;
                at = Instant::from_micros((hour_of(at) + 1) * HOUR_MICROS);
            }
        }
        if *waits == Waits::No {
            *waits = Waits::Closed;
        }
        None
    }

    /// How much of an hour is taken, if another order fits into it and into its day.
    fn taken(&self, wall: &Wall, day: Day, at: Instant) -> Option<u32> {
        let booked = &self.state.routing.booked;
        let share = |taken: u32, most: u32| {
            (taken < most).then(|| (u64::from(taken) * 1_000_000 / u64::from(most)) as u32)
        };
        let in_hour = match self.per_hour() {
            Some(most) => share(booked.in_hour(self.no, hour_of(at)), most)?,
            None => 0,
        };
        let in_day = match self.daily {
            Some(most) => share(booked.between(self.no, self.hours_of(wall, day)), most)?,
            None => 0,
        };
        Some(in_hour.max(in_day))
    }

    fn hours_of(&self, wall: &Wall, day: Day) -> std::ops::Range<i64> {
        let (begins, ends) = (wall.instant(day, TimeOfDay::MIDNIGHT), wall.instant(day, TimeOfDay::END));
        hour_of(begins)..hour_of(ends).max(hour_of(begins) + 1)
    }

    /// How many more orders it can take on the day on which it would begin with one that comes in at `from`; nothing where
    /// it can take any number.
    pub(crate) fn capacity_left(
        &self,
        clocks: &mut Clocks<'a>,
        method: DeliveryMethod,
        from: Instant,
    ) -> Option<u32> {
        if self.is_unlimited() {
            return None;
        }
        let wall = clocks.wall(&self.state.catalogue.site(self.no).timezone);
        // The day it would begin on if it had room: with nobody before it.
        let free = Diary { daily: None, ..*self };
        let Some(first) = free.first_open(&wall, method, from) else { return Some(0) };
        let day = wall.read(first).0;
        let booked = &self.state.routing.booked;
        let of_day =
            self.daily.map(|most| most.saturating_sub(booked.between(self.no, self.hours_of(&wall, day))));
        let of_hours = self.per_hour().map(|most| {
            let mut left = 0u32;
            for hours in self.open_on(day) {
                let begins = wall.instant(day, hours.from).max(first);
                let (begin, end) = (hour_of(begins), hour_of(wall.instant(day, hours.to)));
                for hour in begin..end {
                    left = left.saturating_add(most.saturating_sub(booked.in_hour(self.no, hour)));
                }
            }
            left
        });
        [of_day, of_hours].into_iter().flatten().min()
    }

    /// Whether it is open at an instant, or when next.
    pub(crate) fn open_from(&self, clocks: &mut Clocks<'a>, from: Instant) -> Option<Slot> {
        let wall = clocks.wall(&self.state.catalogue.site(self.no).timezone);
        let mut day = wall.read(from).0;
        for _ in 0..DAYS_MAX {
            for hours in self.open_on(day) {
                let at = wall.instant(day, hours.from).max(from);
                if at < wall.instant(day, hours.to) {
                    let waits = if at > from { Waits::Closed } else { Waits::No };
                    return Some(Slot { at, ready_at: at, waits, taken_ppm: 0 });
                }
            }
            day = day.next();
        }
        None
    }

    /// Until when an order must be in that is to be begun by an instant: then, or the last cut-off before.
    pub(crate) fn last_order(
        &self,
        clocks: &mut Clocks<'a>,
        method: DeliveryMethod,
        begun_by: Instant,
    ) -> Instant {
        let Some(cut_off) = self.cut_off(method) else { return begun_by };
        let wall = clocks.wall(&self.state.catalogue.site(self.no).timezone);
        begun_by.min(wall.instant(wall.read(begun_by).0, cut_off))
    }

    /// When it works first, whatever it has taken on.
    fn first_open(&self, wall: &Wall, method: DeliveryMethod, from: Instant) -> Option<Instant> {
        let earliest = from.plus_ms(self.lead_ms());
        let (ordered_on, ordered_at) = wall.read(from);
        let mut day = wall.read(earliest).0;
        if self.cut_off(method).is_some_and(|cut_off| ordered_at > cut_off) {
            day = day.max(ordered_on.next());
        }
        for _ in 0..DAYS_MAX {
            for hours in self.open_on(day) {
                let at = wall.instant(day, hours.from).max(earliest);
                if at < wall.instant(day, hours.to) {
                    return Some(at);
                }
            }
            day = day.next();
        }
        None
    }

    /// Until when it is open on the day of an instant, past midnight where it is.
    pub(crate) fn closes(&self, clocks: &mut Clocks<'a>, at: Instant) -> Option<Instant> {
        self.settings.filter(|s| !s.hours.is_empty() || !s.exceptions.is_empty())?;
        let wall = clocks.wall(&self.state.catalogue.site(self.no).timezone);
        let day = wall.read(at).0;
        let hours = self.open_on(day).iter().find(|hours| wall.instant(day, hours.to) > at)?;
        Some(self.closing(&wall, day, *hours))
    }
}
