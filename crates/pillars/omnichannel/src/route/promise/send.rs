//! What is sent: the parts come from where the router would have them come from, or from where they are first.

use super::stock::{Since, Stock};
use super::{Promise, PromisePart, Promising, rounded, slot_confidence, words};
use crate::catalogue::SiteNo;
use crate::route::ask::{RouteAsk, Sites};
use crate::route::find::route;
use crate::route::schedule::{Diary, Slot};
use crate::route::survey::serves;
use crate::route::tariff::{Lane, Tariffs};
use realtail_kernel::{Instant, SiteId, Word};
use realtail_vocabulary::{AssignedLine, DeliveryMethod, Destination, RoutingAnswer};

/// Where no carrier is known, so many days are assumed, and that they are kept so often.
const UNSAID_DAYS: i64 = 4;
const UNSAID_CONFIDENCE: f64 = 0.7;

/// A parcel from one site.
struct Parcel<'a> {
    site: SiteId,
    lines: Vec<AssignedLine>,
    slot: Slot,
    lane: Option<Lane<'a>>,
    arrives_by: Instant,
    /// Who orders by then gets it so.
    latest_order_at: Instant,
    confidence: f64,
    reason: String,
}

impl<'a> Promising<'a> {
    pub(super) fn send(&mut self, method: DeliveryMethod) {
        let Some(to) = self.ask.place else {
            return self.refuse(method, None, "where it is to go was not said: give a place");
        };
        let mut services: Vec<Option<Word>> = Vec::new();
        for carrier in self.state.routing.carriers().filter(|carrier| carrier.method == method) {
            if !services.contains(&Some(carrier.service.clone())) {
                services.push(Some(carrier.service.clone()));
            }
        }
        if services.is_empty() {
            services.push(None);
        }
        let mut reasons = Vec::new();
        for service in services {
            match self.sent(method, service.as_ref(), to) {
                Ok(promise) => self.answer.promises.push(promise),
                Err(reason) => reasons.push(reason),
            }
        }
        let first = self.answer.promises.iter().position(|promise| promise.method == method);
        if let Some(first) = first {
            self.answer.promises[first..].sort_by_key(|promise| promise.arrives_by);
        }
        reasons.dedup();
        reasons.into_iter().for_each(|reason| self.refuse(method, None, reason));
    }

    fn sent(
        &mut self,
        method: DeliveryMethod,
        service: Option<&Word>,
        to: &'a Destination,
    ) -> Result<Promise, String> {
        let tariffs = Tariffs::to(&self.state.routing, method, service.map(Word::as_str), Some(to));
        let routed = self.routed(method, service, to);
        let parcels = match routed.unrouted.first() {
            None => self.as_routed(method, &tariffs, &routed)?,
            Some(_) => self.as_it_comes(method, &tariffs, to)?,
        };
        Ok(self.of_parcels(method, service, parcels))
    }

    /// What the router would do with the basket, were it ordered now.
    fn routed(&self, method: DeliveryMethod, service: Option<&Word>, to: &Destination) -> RoutingAnswer {
        let ask = RouteAsk {
            order: "promise",
            channel: self.ask.channel,
            method,
            service,
            to,
            lines: self.ask.lines,
            sites: if self.ask.sites.is_empty() { Sites::All } else { Sites::These(self.ask.sites) },
            exclude: &[],
            own: self.ask.own,
            promised_at: None,
        };
        route(self.state, &ask, self.now)
    }

    fn as_routed(
        &mut self,
        method: DeliveryMethod,
        tariffs: &Tariffs<'a>,
        routed: &RoutingAnswer,
    ) -> Result<Vec<Parcel<'a>>, String> {
        let mut parcels = Vec::new();
        for assignment in &routed.assignments {
            let no = self.state.catalogue.site_no(&assignment.site).map_err(|e| e.to_string())?;
            let mut since = Since { at: self.now, confidence: 1.0, waits_for: None };
            for line in &assignment.lines {
                let of_line = self.ask.lines.iter().find(|l| l.line == line.line);
                let doubts = of_line.and_then(|l| self.state.stock.cell(l.item, no)).map_or(0, |c| c.doubts);
                since.confidence /= 1.0 + f64::from(doubts);
            }
            let lanes = self.lanes(tariffs, no);
            let chosen = lanes.iter().find(|l| Some(&l.carrier.carrier) == assignment.carrier.as_ref());
            parcels.push(self.parcel(method, no, assignment.lines.clone(), since, chosen.copied())?);
        }
        Ok(parcels)
    }

    fn lanes(&self, tariffs: &Tariffs<'a>, no: SiteNo) -> smallvec::SmallVec<[Lane<'a>; 2]> {
        tariffs.from(self.state.routing.site(no), self.metres(no)).collect()
    }

    /// From one site, or each part from the site that has it first, whichever is there sooner.
    fn as_it_comes(
        &mut self,
        method: DeliveryMethod,
        tariffs: &Tariffs<'a>,
        to: &Destination,
    ) -> Result<Vec<Parcel<'a>>, String> {
        let catalogue = &self.state.catalogue;
        let mut sites = self.sites();
        sites.retain(|no| serves(catalogue.site(*no), method));
        if tariffs.is_said {
            sites.retain(|no| !self.lanes(tariffs, *no).is_empty());
        }
        if sites.is_empty() {
            return Err(format!("no carrier goes to {} from a site that serves orders this way", to.country));
        }
        let stock = self.stock(method, &sites);
        let lines = self.all_lines();
        let mut whole: Option<Parcel> = None;
        for (s, no) in sites.iter().enumerate() {
            let Ok(since) = stock.all(s) else { continue };
            let Ok(parcel) = self.soonest(method, tariffs, *no, lines.clone(), since) else { continue };
            if whole.as_ref().is_none_or(|known| parcel.arrives_by < known.arrives_by) {
                whole = Some(parcel);
            }
        }
        let apart = self.apart(method, tariffs, &sites, &stock);
        match (whole, apart) {
            (Some(whole), Ok(apart)) if apart.iter().all(|p| p.arrives_by < whole.arrives_by) => Ok(apart),
            (Some(whole), _) => Ok(vec![whole]),
            (None, apart) => apart,
        }
    }

    /// Each part from the site that has it first.
    fn apart(
        &mut self,
        method: DeliveryMethod,
        tariffs: &Tariffs<'a>,
        sites: &[SiteNo],
        stock: &Stock,
    ) -> Result<Vec<Parcel<'a>>, String> {
        let mut from: Vec<(usize, Vec<usize>, Since)> = Vec::new();
        for part in 0..self.parts.len() {
            let ready = |s: usize| Some((stock.part(s, part).ok()?.at, s));
            // A site that serves another part already is as good as a sooner one that does not, up to the same day.
            let Some((at, first)) = (0..sites.len()).filter_map(ready).min() else {
                let short = |s: usize| stock.part(s, part).err().map(|short| (short.missing, s));
                let nearest = (0..sites.len()).filter_map(short).min();
                let missing = nearest.map_or(self.parts[part].units, |(missing, _)| missing);
                let item = &self.state.catalogue.item(self.parts[part].item).item;
                return Err(format!("no site has enough of {item}, nor expects it; {missing} are missing"));
            };
            let known = from.iter_mut().find(|(s, _, _)| stock.part(*s, part).is_ok_and(|s| s.at <= at));
            let since = stock.part(known.as_ref().map_or(first, |(s, _, _)| *s), part);
            let since = since.cloned().unwrap_or(Since { at, confidence: 0.0, waits_for: None });
            match known {
                Some((_, parts, all)) => {
                    parts.push(part);
                    all.confidence *= since.confidence;
                    if since.at > all.at {
                        (all.at, all.waits_for) = (since.at, since.waits_for);
                    }
                }
                None => from.push((first, vec![part], since)),
            }
        }
        let mut parcels = Vec::new();
        for (s, parts, since) in from {
            let of_parts = |line: &&super::OrderLine| parts.iter().any(|p| self.parts[*p].item == line.item);
            let line = |line: &super::OrderLine| {
                Some(AssignedLine { line: line.line, quantity: line.units.try_into().ok()? })
            };
            let lines = self.ask.lines.iter().filter(of_parts).filter_map(line).collect();
            parcels.push(self.soonest(method, tariffs, sites[s], lines, since)?);
        }
        Ok(parcels)
    }

    /// With whoever is there first.
    fn soonest(
        &mut self,
        method: DeliveryMethod,
        tariffs: &Tariffs<'a>,
        no: SiteNo,
        lines: Vec<AssignedLine>,
        since: Since,
    ) -> Result<Parcel<'a>, String> {
        let mut best: Option<Parcel> = None;
        for lane in self.lanes(tariffs, no) {
            let parcel = self.parcel(method, no, lines.clone(), since.clone(), Some(lane))?;
            if best.as_ref().is_none_or(|known| parcel.arrives_by < known.arrives_by) {
                best = Some(parcel);
            }
        }
        best.map_or_else(|| self.parcel(method, no, lines, since, None), Ok)
    }

    fn parcel(
        &mut self,
        method: DeliveryMethod,
        no: SiteNo,
        lines: Vec<AssignedLine>,
        since: Since,
        lane: Option<Lane<'a>>,
    ) -> Result<Parcel<'a>, String> {
        let site = self.state.catalogue.site(no);
        let diary = Diary::of(self.state, no);
        let full = || format!("{} can take no more orders for weeks", site.site);
        let slot = diary.slot(&mut self.clocks, method, lines.len(), since.at).ok_or_else(full)?;
        let settings = self.state.routing.site(no);
        let wall = self.clocks.wall(&site.timezone);
        let transport = lane.and_then(|lane| lane.transport(&wall, settings, slot.ready_at));
        let (leaves_at, arrives_by, on_time) = match (transport, lane) {
            (Some(t), Some(lane)) => {
                (t.leaves_at, t.arrives_by, f64::from(lane.zone.transit.on_time_ppm) / 1e6)
            }
            _ => (slot.ready_at, slot.ready_at.plus_ms(UNSAID_DAYS * 24 * 3_600_000), UNSAID_CONFIDENCE),
        };
        let work_ms = slot.ready_at.micros_since(slot.at) / 1000;
        let latest =
            diary.last_order(&mut self.clocks, method, leaves_at.plus_ms(-work_ms - diary.lead_ms()));
        let picked = since.waits_for.clone().unwrap_or_else(|| words::waiting(slot.waits).to_owned());
        let carried = match (transport, lane) {
            (Some(t), Some(lane)) => {
                let leaves = wall.read(t.leaves_at.min(t.arrives_by)).0;
                format!("{} leaves {} on {leaves}", lane.carrier.carrier, site.site)
            }
            _ => format!("no carrier is known; {UNSAID_DAYS} days from {} are assumed", site.site),
        };
        Ok(Parcel {
            site: site.site.clone(),
            lines,
            slot,
            lane,
            arrives_by,
            latest_order_at: if since.waits_for.is_some() { since.at } else { latest.max(self.now) },
            confidence: since.confidence * slot_confidence(&slot) * on_time,
            reason: format!("{picked}; {carried}"),
        })
    }

    fn of_parcels(&self, method: DeliveryMethod, service: Option<&Word>, parcels: Vec<Parcel>) -> Promise {
        let one = (parcels.len() == 1).then(|| parcels[0].site.clone());
        let last = parcels.iter().map(|p| p.arrives_by).max();
        let reasons: Vec<&str> = parcels.iter().map(|p| p.reason.as_str()).collect();
        let reason = match parcels.len() {
            0 | 1 => reasons.concat(),
            parts => format!("in {parts} parcels: {}", reasons.join(" / ")),
        };
        Promise {
            method,
            service: service.cloned(),
            site: one,
            distance_km: None,
            ready_at: parcels.iter().map(|p| p.slot.ready_at).max(),
            arrives_by: last,
            latest_order_at: parcels.iter().map(|p| p.latest_order_at).min().unwrap_or(self.now),
            confidence: rounded(parcels.iter().map(|p| p.confidence).product()),
            reason,
            parts: parcels
                .into_iter()
                .map(|p| PromisePart {
                    site: p.site,
                    lines: p.lines,
                    ready_at: p.slot.ready_at,
                    arrives_by: Some(p.arrives_by),
                    carrier: p.lane.map(|lane| lane.carrier.carrier.clone()),
                })
                .collect(),
        }
    }
}
