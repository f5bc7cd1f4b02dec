//! What serving an order costs at each site, in parts that can be told.

use super::solve::{Cost, Freight, Need, Offer, PREFERENCE, Problem, Source};
use super::survey::{Asked, Inquiry, Part, Survey, confidence_ppm};
use crate::catalogue::{ItemNo, SiteNo};
use realtail_kernel::CarrierName;
use realtail_vocabulary::{CostParts, CostWeights, RoutingBatch, SiteSettings, SiteSort};
use smallvec::SmallVec;

/// More than any line is worth, so that sums stay sums.
const VALUE_MAX: i64 = 1_000_000_000;
/// More than any site has, so that a 1024th of it is a number still.
const AVERAGE_MAX: i64 = i64::MAX >> 10;

/// Who would carry, site by site.
pub(crate) struct FreightOf<'a> {
    all: Vec<Freight<'a>>,
    /// Where those of each site end.
    ends: Vec<usize>,
}

/// What the weights say of the parts of an order.
pub(crate) struct Costs<'a> {
    pub weights: &'a CostWeights,
    /// For each part: what a unit loses where it is scarce, in millionths, and what sites have of it on average.
    scarcity: SmallVec<[(i64, i64); 8]>,
}

impl<'a> Costs<'a> {
    pub(crate) fn new(
        weights: &'a CostWeights,
        inquiry: &Inquiry,
        survey: &Survey,
        parts: &[Part],
    ) -> Costs<'a> {
        let scarcity = parts.iter().enumerate().map(|(p, part)| {
            let rooms = survey.rooms.iter().skip(p).step_by(parts.len()).filter(|room| **room > 0);
            let (sum, count) = rooms.fold((0i64, 0i64), |(sum, n), room| (sum.saturating_add(*room), n + 1));
            let risk = markdown_ppm(inquiry, part.item).unwrap_or(weights.markdown_ppm);
            let loses = part.value.clamp(0, VALUE_MAX) * i64::from(risk) / part.units.max(1);
            (loses, sum / count.max(1))
        });
        Costs { weights, scarcity: scarcity.collect() }
    }

    /// Picking and packing an order, whatever is in it.
    fn labour_per_order(&self, settings: Option<&SiteSettings>) -> i64 {
        let cost = |s: &SiteSettings| s.labour_per_minute * i64::from(s.pick_minutes_per_order);
        settings.map_or(0, cost) * i64::from(self.weights.labour_ppm)
    }

    fn labour_per_line(&self, settings: Option<&SiteSettings>) -> i64 {
        let cost =
            |s: &SiteSettings| s.labour_per_line + s.labour_per_minute * i64::from(s.pick_minutes_per_line);
        settings.map_or(0, cost) * i64::from(self.weights.labour_ppm)
    }

    fn doubt_per_line(&self, doubts: u16) -> i64 {
        if doubts == 0 { 0 } else { self.weights.reroute * i64::from(1_000_000 - confidence_ppm(doubts)) }
    }

    /// What a unit loses: all where a site has no more than the average, less the more it has.
    fn markdown_per_unit(&self, part: usize, room: i64) -> i64 {
        let (loses, average) = self.scarcity[part];
        if room <= average || loses == 0 {
            return loses;
        }
        let share = (average.min(AVERAGE_MAX) << 10) / room.max(1);
        ((i128::from(loses) * i128::from(share)) >> 10) as i64
    }

    fn offer(&self, survey: &Survey, site: usize, part: usize, units: i64) -> Offer {
        let parts = self.scarcity.len();
        let room = survey.rooms[site * parts + part];
        if room == 0 {
            return Offer::default();
        }
        let settings = survey.asked[site].settings;
        let doubts = survey.doubts[site * parts + part];
        Offer {
            room: room.min(units),
            line: self.labour_per_line(settings) + self.doubt_per_line(doubts),
            unit: self.markdown_per_unit(part, room),
        }
    }

    /// Who would carry from each site, and for how much.
    pub(crate) fn freight<'s>(&self, inquiry: &Inquiry, survey: &Survey<'s>) -> FreightOf<'s> {
        let goes_out = inquiry.ask.method.goes_out();
        let mut of = FreightOf { all: Vec::new(), ends: Vec::with_capacity(survey.asked.len()) };
        for asked in &survey.asked {
            for (lane, late) in survey.lanes_of(asked) {
                of.all.push(Freight { prices: &lane.zone.prices, extra: Cost::from(self.late(*late)) });
            }
            if goes_out && !survey.carriers_said {
                let extra = Cost::from(self.unsaid_parcel(asked)) * 1_000_000;
                of.all.push(Freight { prices: &[], extra });
            }
            of.ends.push(of.all.len());
        }
        of
    }

    fn source<'s>(&self, asked: &Asked, freight: &'s [Freight<'s>], packed: Option<i64>) -> Source<'s> {
        let fixed = self.labour_per_order(asked.settings) + self.weights.split_penalty * 1_000_000;
        Source {
            fixed: Cost::from(fixed),
            freight,
            packed_mg: packed.unwrap_or(0),
            is_open: packed.is_some(),
        }
    }

    fn late(&self, days: i64) -> i64 {
        self.weights.late_per_day * days * 1_000_000
    }

    /// What a parcel costs where no carrier is known.
    fn unsaid_parcel(&self, asked: &Asked) -> i64 {
        let km = i64::from(asked.metres.unwrap_or(0) / 1000);
        self.weights.parcel + self.weights.parcel_per_km * km
    }

    /// The question for the solver. `packed` says what sites serve of the order already.
    pub(crate) fn problem<'s>(
        &self,
        freight: &'s FreightOf<'s>,
        survey: &Survey,
        batch: &RoutingBatch,
        parts: &[Part],
        packed: &[(SiteNo, i64)],
        may_leave: bool,
    ) -> Problem<'s> {
        let mut sources: Vec<Source> = Vec::with_capacity(survey.asked.len());
        let mut first = 0;
        let mut offers = Vec::with_capacity(survey.rooms.len());
        for (s, asked) in survey.asked.iter().enumerate() {
            let open = packed.iter().find(|(site, _)| *site == asked.no).map(|(_, mg)| *mg);
            let end = freight.ends[s];
            sources.push(self.source(asked, &freight.all[first..end], open));
            first = end;
            offers.extend((0..parts.len()).map(|p| self.offer(survey, s, p, parts[p].units)));
        }
        let need = |part: &Part| Need { units: part.units, unit_mg: part.unit_mg, value: part.value };
        let split = &batch.split;
        Problem {
            needs: parts.iter().map(need).collect(),
            sources,
            offers,
            splitting: split.allow,
            shipments_max: split.shipments_max.map_or(usize::MAX, |max| max as usize),
            shipment_value_min: split.shipment_value_min.unwrap_or(0),
            may_leave,
        }
    }

    /// What a parcel with these units of parts costs at a site, part by part, and who carries it.
    pub(crate) fn parts<'s>(
        &self,
        inquiry: &Inquiry,
        survey: &Survey<'s>,
        parts: &[Part],
        site: usize,
        serves: &[(usize, i64)],
    ) -> (CostParts, Option<&'s CarrierName>) {
        let asked = &survey.asked[site];
        let mut mg = 0;
        let (mut labour, mut markdown, mut confidence) = (self.labour_per_order(asked.settings), 0, 0);
        for (part, units) in serves {
            let at = site * parts.len() + part;
            mg += parts[*part].unit_mg * units;
            labour += self.labour_per_line(asked.settings);
            confidence += self.doubt_per_line(survey.doubts[at]);
            markdown += self.markdown_per_unit(*part, survey.rooms[at]) * units;
        }
        let price = |lane: &super::tariff::Lane| Freight { prices: &lane.zone.prices, extra: 0 }.price(mg);
        let lanes = survey.lanes_of(asked).iter();
        let best = lanes.min_by_key(|(lane, late)| price(lane) + Cost::from(self.late(*late)));
        let shipping = match best {
            Some((lane, _)) => minor(price(lane)),
            None if inquiry.ask.method.goes_out() && !survey.carriers_said => self.unsaid_parcel(asked),
            None => 0,
        };
        let late = best.map_or(0, |(_, days)| self.weights.late_per_day * days);
        let [labour, markdown, confidence] = [labour, markdown, confidence].map(|m| minor(Cost::from(m)));
        let split = 0;
        (
            CostParts { shipping, labour, split, markdown, confidence, late },
            best.map(|b| &b.0.carrier.carrier),
        )
    }
}

/// Minor units, rounded.
pub(crate) fn minor(millionths: Cost) -> i64 {
    ((millionths + 500_000).div_euclid(1_000_000)) as i64
}

/// What part of its value an item loses where it is left over.
fn markdown_ppm(inquiry: &Inquiry, item: ItemNo) -> Option<u32> {
    let said = inquiry.state.catalogue.item(item).attributes.get("markdown_ppm")?.as_u64()?;
    Some(said.min(1_000_000) as u32)
}

/// Puts sites in the order that a batch asks for, before any amount of money: as few parcels as can be, from the sites that
/// come first.
pub(crate) fn prefer(problem: &mut Problem, survey: &Survey, sort: &[SiteSort], capacity: &[i64]) {
    if sort.is_empty() {
        return;
    }
    let averages: Vec<i64> = (0..problem.needs.len()).map(|part| average(survey, problem, part)).collect();
    let key = |site: usize| -> SmallVec<[i64; 4]> {
        sort.iter().map(|by| sort_key(by, survey, problem, site, &averages, capacity)).collect()
    };
    let mut keys: Vec<(SmallVec<[i64; 4]>, usize)> = (0..survey.asked.len()).map(|s| (key(s), s)).collect();
    keys.sort();
    let parcel = 64 * keys.len() as Cost;
    let mut rank: Cost = 0;
    for at in 0..keys.len() {
        if at > 0 && keys[at].0 != keys[at - 1].0 {
            rank += 1;
        }
        problem.sources[keys[at].1].fixed += PREFERENCE * (parcel + rank);
    }
}

fn average(survey: &Survey, problem: &Problem, part: usize) -> i64 {
    let rooms = survey.rooms.iter().skip(part).step_by(problem.needs.len());
    rooms.clone().sum::<i64>() / (rooms.count() as i64).max(1)
}

fn sort_key(
    by: &SiteSort,
    survey: &Survey,
    problem: &Problem,
    site: usize,
    averages: &[i64],
    capacity: &[i64],
) -> i64 {
    let asked = &survey.asked[site];
    let rooms = survey.rooms_of(site);
    let parts = rooms.len() as i64;
    match by {
        SiteSort::Distance { band_km } => {
            let band_m = i64::from((*band_km).max(1)) * 1000;
            asked.metres.map_or(i64::MAX, |m| i64::from(m) / band_m)
        }
        SiteSort::StockBalance => {
            let tenths = |(room, average): (&i64, &i64)| room.saturating_mul(10) / (*average).max(1);
            -(rooms.iter().zip(averages).map(tenths).sum::<i64>() / parts)
        }
        SiteSort::CapacityLeft => -capacity.get(site).copied().unwrap_or(i64::MAX),
        SiteSort::Confidence => {
            let doubts = &survey.doubts[site * rooms.len()..(site + 1) * rooms.len()];
            let surest = doubts.iter().zip(rooms).filter(|(_, room)| **room > 0);
            -i64::from(surest.map(|(d, _)| confidence_ppm(*d) / 100_000).min().unwrap_or(0))
        }
        SiteSort::Kind { order } => {
            order.iter().position(|kind| *kind == asked.site.kind).map_or(i64::MAX, |at| at as i64)
        }
        SiteSort::MostLines => {
            let served = rooms.iter().zip(&problem.needs).filter(|(room, need)| **room >= need.units);
            -(served.count() as i64)
        }
    }
}
