//! Asking sites what they can do for an order.

use super::ask::RouteAsk;
use super::conditions::SiteFilter;
use super::room::Wanted;
use super::schedule::{Clocks, Diary, Slot};
use super::tariff::{Lane, Tariffs};
use crate::catalogue::{ItemNo, SiteNo};
use crate::distance::Spot;
use crate::machine::Omnichannel;
use realtail_kernel::Instant;
use realtail_vocabulary::{
    DeliveryMethod, Item, RoutingBatch, Service, Site, SiteSettings, Unit, WhyNot, WhyNotKind,
};
use smallvec::SmallVec;
use std::collections::BTreeMap;
use std::ops::Range;

/// An item of an order, its lines together, as far as it is not served yet.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub item: ItemNo,
    pub units: i64,
    pub value: i64,
    pub unit_mg: i64,
}

/// What one unit of an item weighs.
pub(crate) fn unit_mg(item: &Item) -> i64 {
    match item.unit {
        Unit::G | Unit::Ml => 1_000,
        Unit::Each | Unit::Mm => {
            let grams = item.attributes.get("weight_g").and_then(serde_json::Value::as_f64);
            grams.map_or(0, |grams| (grams.clamp(0.0, 1e7) * 1000.0).round() as i64)
        }
    }
}

/// A site that may serve.
pub(crate) struct Asked<'a> {
    pub no: SiteNo,
    pub site: &'a Site,
    pub settings: Option<&'a SiteSettings>,
    pub metres: Option<u32>,
    /// Who would carry it: in `Survey::lanes`.
    lanes: Range<usize>,
}

/// What sites were asked, and what they said.
pub(crate) struct Survey<'a> {
    pub asked: Vec<Asked<'a>>,
    /// Who would carry from sites, with the days it would be late.
    lanes: Vec<(Lane<'a>, i64)>,
    /// For each site that may serve, what it has of each part, not cut to what is wanted.
    pub rooms: Vec<i64>,
    /// The same, how often the book was found wrong.
    pub doubts: Vec<u16>,
    /// What is asked for, part by part.
    pub items: SmallVec<[ItemNo; 8]>,
    /// Whether anybody has said who carries.
    pub carriers_said: bool,
    pub refused: Refused,
}

/// Sites that may not serve: a few of each reason, and how many there were.
#[derive(Default)]
pub(crate) struct Refused {
    pub some: SmallVec<[(SiteNo, Option<u32>, WhyNot); 8]>,
    pub counts: BTreeMap<WhyNotKind, u32>,
}

const DAY_MICROS: i64 = 24 * 3_600_000_000;
/// Of each reason so many sites are named.
const NAMED_MAX: u32 = 2;

impl Refused {
    pub(crate) fn note(&mut self, site: SiteNo, metres: Option<u32>, why: WhyNot) {
        let count = self.counts.entry(why.kind()).or_default();
        *count += 1;
        if *count <= NAMED_MAX {
            self.some.push((site, metres, why));
        }
    }
}

/// An order with what is the same for every site.
pub(crate) struct Inquiry<'a> {
    pub state: &'a Omnichannel,
    pub ask: &'a RouteAsk<'a>,
    /// Where it goes, if that is known.
    pub to: Option<Spot>,
    pub tariffs: Tariffs<'a>,
    pub sites: SmallVec<[SiteNo; 64]>,
    pub now: Instant,
}

/// What a site must do for its shoppers to serve so.
pub(crate) fn service_for(method: DeliveryMethod) -> Service {
    match method {
        DeliveryMethod::Pickup => Service::Pickup,
        DeliveryMethod::Ship | DeliveryMethod::Deliver => Service::Ship,
        DeliveryMethod::CarryOut => Service::Sale,
    }
}

pub(crate) fn serves(site: &Site, method: DeliveryMethod) -> bool {
    site.serves.as_ref().is_none_or(|services| services.contains(&service_for(method)))
}

impl<'a> Inquiry<'a> {
    /// Asks every site for the parts, by the conditions of a batch. What was `given` already cannot be given again.
    pub(crate) fn survey(
        &self,
        clocks: &mut Clocks<'a>,
        batch: &RoutingBatch,
        parts: &[Part],
        given: &[(SiteNo, ItemNo, i64)],
        keeps_back: bool,
    ) -> Survey<'a> {
        let mut survey = Survey {
            asked: Vec::with_capacity(self.sites.len()),
            lanes: Vec::new(),
            rooms: Vec::new(),
            doubts: Vec::new(),
            items: parts.iter().map(|part| part.item).collect(),
            carriers_said: self.tariffs.is_said,
            refused: Refused::default(),
        };
        let filter = SiteFilter::new(&batch.from, &self.state.catalogue);
        for no in self.sites.iter().copied() {
            self.ask_site(&mut survey, &filter, no);
        }
        self.look_at_stock(&mut survey, batch, parts, given, keeps_back);
        self.look_at_diaries(&mut survey, clocks, batch, parts.len());
        survey
    }

    /// What can be said of a site without looking at its stock and its diary.
    fn ask_site(&self, survey: &mut Survey<'a>, filter: &SiteFilter, no: SiteNo) {
        let site = self.state.catalogue.site(no);
        let metres = self.state.catalogue.spot(no).zip(self.to).map(|(site, to)| site.metres(to));
        if self.ask.exclude.contains(&no) {
            return survey.refused.note(no, metres, WhyNot::Excluded);
        }
        if !serves(site, self.ask.method) {
            return survey.refused.note(no, metres, WhyNot::DoesNotServe);
        }
        let settings = self.state.routing.site(no);
        if let Some(why) = filter.refuses(no, site, settings, metres) {
            return survey.refused.note(no, metres, why);
        }
        let first = survey.lanes.len();
        if self.ask.method.goes_out() && self.tariffs.is_said {
            survey.lanes.extend(self.tariffs.from(settings, metres).map(|lane| (lane, 0)));
            if survey.lanes.len() == first {
                return survey.refused.note(no, metres, WhyNot::NoCarrier);
            }
        }
        survey.asked.push(Asked { no, site, settings, metres, lanes: first..survey.lanes.len() });
    }

    fn look_at_stock(
        &self,
        survey: &mut Survey<'a>,
        batch: &RoutingBatch,
        parts: &[Part],
        given: &[(SiteNo, ItemNo, i64)],
        keeps_back: bool,
    ) {
        let count = parts.len();
        let sites: SmallVec<[SiteNo; 64]> = survey.asked.iter().map(|asked| asked.no).collect();
        survey.rooms = vec![0; sites.len() * count];
        survey.doubts = vec![0; sites.len() * count];
        let mut spare: SmallVec<[i64; 64]> = SmallVec::from_elem(0, sites.len());
        let aside = i64::from(batch.from.safety_stock);
        for (p, part) in parts.iter().enumerate() {
            let RouteAsk { own, channel, .. } = self.ask;
            let (item, units) = (part.item, part.units);
            let wanted = Wanted::new(self.state, (item, units), own, given, channel, keeps_back, self.now);
            let asked = survey.asked.iter().map(|asked| (asked.no, &asked.site.site));
            wanted.spare_at_each(asked, |s, free, doubts| {
                (spare[s], survey.doubts[s * count + p]) = (free, doubts);
            });
            wanted.leave_to_regions(&sites, &mut spare, aside);
            for (s, spare) in spare.iter().enumerate() {
                survey.rooms[s * count + p] = (*spare).max(0);
            }
        }
        let least = batch.from.confidence_ppm_min;
        survey.keep(|_, rooms, doubts| {
            if let Some(least) = least {
                let surest = doubts.iter().map(|d| confidence_ppm(*d)).min().unwrap_or(0);
                for (room, _) in rooms.iter_mut().zip(doubts).filter(|(_, d)| confidence_ppm(**d) < least) {
                    *room = 0;
                }
                if surest < least && rooms.iter().all(|room| *room == 0) {
                    return Err(WhyNot::Unsure { confidence_ppm: surest });
                }
            }
            if rooms.iter().all(|room| *room == 0) { Err(WhyNot::NoStock) } else { Ok(()) }
        });
    }

    fn look_at_diaries(
        &self,
        survey: &mut Survey<'a>,
        clocks: &mut Clocks<'a>,
        batch: &RoutingBatch,
        lines: usize,
    ) {
        let (from, ask) = (&batch.from, self.ask);
        if from.capacity_left_min.is_none() && ask.promised_at.is_none() {
            return;
        }
        let mut lanes = std::mem::take(&mut survey.lanes);
        survey.keep(|asked, _, _| {
            let diary = Diary::of(self.state, asked.no);
            if let Some(least) = from.capacity_left_min
                && diary.capacity_left(clocks, ask.method, self.now).is_some_and(|left| left < least)
            {
                return Err(WhyNot::NoCapacity);
            }
            let Some(promised_at) = ask.promised_at else { return Ok(()) };
            let Some(slot) = diary.slot(clocks, ask.method, lines, self.now) else {
                return Err(WhyNot::NoCapacity);
            };
            let lanes = &mut lanes[asked.lanes.clone()];
            if is_late(asked, lanes, clocks, slot, promised_at) && from.in_time {
                return Err(WhyNot::TooLate);
            }
            Ok(())
        });
        survey.lanes = lanes;
    }
}

/// Notes how many days each carrier would be late; tells whether all would.
fn is_late<'a>(
    asked: &Asked<'a>,
    lanes: &mut [(Lane<'a>, i64)],
    clocks: &mut Clocks<'a>,
    slot: Slot,
    promised_at: Instant,
) -> bool {
    if lanes.is_empty() {
        return slot.ready_at > promised_at;
    }
    let wall = clocks.wall(&asked.site.timezone);
    for (lane, late) in &mut *lanes {
        let there = lane.transport(&wall, asked.settings, slot.ready_at);
        let micros = there.map_or(i64::MAX, |t| t.arrives_by.micros_since(promised_at));
        *late = micros.clamp(0, 60 * DAY_MICROS).unsigned_abs().div_ceil(DAY_MICROS as u64) as i64;
    }
    lanes.iter().all(|(_, late)| *late > 0)
}

/// How sure a book is that was found wrong so often.
pub(crate) fn confidence_ppm(doubts: u16) -> u32 {
    1_000_000 / (1 + u32::from(doubts))
}

impl<'a> Survey<'a> {
    /// Why no site may serve, where none may: what is said of the most.
    pub(crate) fn nobody(&self) -> Option<WhyNotKind> {
        if !self.asked.is_empty() {
            return None;
        }
        let most =
            self.refused.counts.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)));
        most.map(|(kind, _)| *kind)
    }

    /// Who would carry from a site, with the days it would be late.
    pub(crate) fn lanes_of(&self, asked: &Asked) -> &[(Lane<'a>, i64)] {
        &self.lanes[asked.lanes.clone()]
    }

    /// What a site has of each part.
    pub(crate) fn rooms_of(&self, site: usize) -> &[i64] {
        let parts = self.rooms.len() / self.asked.len().max(1);
        &self.rooms[site * parts..(site + 1) * parts]
    }

    /// Keeps the sites that nothing speaks against.
    fn keep(&mut self, mut judge: impl FnMut(&mut Asked<'a>, &mut [i64], &[u16]) -> Result<(), WhyNot>) {
        let parts = self.rooms.len() / self.asked.len().max(1);
        let mut kept = 0;
        for s in 0..self.asked.len() {
            let here = s * parts..(s + 1) * parts;
            let verdict =
                judge(&mut self.asked[s], &mut self.rooms[here.clone()], &self.doubts[here.clone()]);
            if let Err(why) = verdict {
                self.refused.note(self.asked[s].no, self.asked[s].metres, why);
                continue;
            }
            self.asked.swap(kept, s);
            self.rooms.copy_within(here.clone(), kept * parts);
            self.doubts.copy_within(here, kept * parts);
            kept += 1;
        }
        self.asked.truncate(kept);
        self.rooms.truncate(kept * parts);
        self.doubts.truncate(kept * parts);
    }
}
