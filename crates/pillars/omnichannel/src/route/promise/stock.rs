//! From when a site has what is wanted: now, or once what is on its way has come.

use super::Promising;
use crate::catalogue::SiteNo;
use crate::route::room::Wanted;
use crate::route::survey::confidence_ppm;
use realtail_kernel::Instant;
use realtail_vocabulary::DeliveryMethod;

/// What is expected comes as expected so often.
const INCOMING_CONFIDENCE: f64 = 0.85;

/// From when a site has all of a basket.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Since {
    pub at: Instant,
    pub confidence: f64,
    /// What it waits for, in words; nothing where all is there.
    pub waits_for: Option<String>,
}

/// A part of the basket that a site has not and will not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short {
    pub part: usize,
    pub missing: i64,
    /// Whether the site has it, though not where shoppers take it from.
    pub is_behind: bool,
}

/// From when sites have each part of a basket.
pub(super) struct Stock {
    parts: usize,
    /// For each site and part.
    since: Vec<Result<Since, Short>>,
}

impl Stock {
    /// From when one site, by its place in the list, has a part.
    pub(super) fn part(&self, site: usize, part: usize) -> Result<&Since, Short> {
        self.since[site * self.parts + part].as_ref().map_err(|short| *short)
    }

    /// From when it has all parts.
    pub(super) fn all(&self, site: usize) -> Result<Since, Short> {
        let mut all: Option<Since> = None;
        for part in 0..self.parts {
            let since = self.part(site, part)?;
            all = Some(match all {
                None => since.clone(),
                Some(other) => Since {
                    at: other.at.max(since.at),
                    confidence: other.confidence * since.confidence,
                    waits_for: if since.at > other.at { since.waits_for.clone() } else { other.waits_for },
                },
            });
        }
        all.ok_or(Short { part: 0, missing: 0, is_behind: false })
    }
}

impl Promising<'_> {
    /// From when each of these sites has each part; for what is carried out, where shoppers take it from.
    pub(super) fn stock(&self, method: DeliveryMethod, sites: &[SiteNo]) -> Stock {
        let parts = self.parts.len();
        let nothing = |part| Err(Short { part, missing: 0, is_behind: false });
        let mut since: Vec<Result<Since, Short>> =
            (0..sites.len() * parts).map(|at| nothing(at % parts.max(1))).collect();
        let mut spare = vec![0; sites.len()];
        let mut doubts = vec![0; sites.len()];
        for (p, part) in self.parts.iter().enumerate() {
            let (asked, own, channel) = ((part.item, part.units), self.ask.own, self.ask.channel);
            let wanted = Wanted::new(self.state, asked, own, &[], channel, true, self.now);
            let named = |site: SiteNo| &self.state.catalogue.site(site).site;
            let asked = sites.iter().map(|site| (*site, named(*site)));
            wanted.spare_at_each(asked, |s, free, doubt| (spare[s], doubts[s]) = (free, doubt));
            wanted.leave_to_regions(sites, &mut spare, 0);
            for (s, site) in sites.iter().enumerate() {
                let sure = f64::from(confidence_ppm(doubts[s])) / 1e6;
                let may_sell = wanted.may_sell(named(*site));
                let of_floor = match method {
                    DeliveryMethod::CarryOut => self.state.of_floor(part.item, *site, spare[s]),
                    DeliveryMethod::Pickup | DeliveryMethod::Ship | DeliveryMethod::Deliver => spare[s],
                };
                since[s * parts + p] = match of_floor < part.units && part.units <= spare[s] {
                    true => Err(Short { part: p, missing: part.units - of_floor.max(0), is_behind: true }),
                    false => self.since(p, *site, spare[s], sure, may_sell),
                };
            }
        }
        Stock { parts, since }
    }

    fn since(
        &self,
        part: usize,
        site: SiteNo,
        room: i64,
        confidence: f64,
        may_sell: bool,
    ) -> Result<Since, Short> {
        let wanted = &self.parts[part];
        let mut missing = wanted.units - room;
        if missing <= 0 {
            return Ok(Since { at: self.now, confidence, waits_for: None });
        }
        if may_sell {
            for incoming in self.state.incoming(wanted.item, site) {
                // What nobody can date is no ground for a promise.
                let Some(expected_at) = incoming.expected_at else { break };
                let (waited, item) = (missing, &self.state.catalogue.item(wanted.item).item);
                missing -= incoming.quantity;
                if missing <= 0 {
                    let waits_for = Some(format!("waits for {waited} of {item} from {}", incoming.source));
                    let at = expected_at.max(self.now);
                    return Ok(Since { at, confidence: confidence * INCOMING_CONFIDENCE, waits_for });
                }
            }
        }
        Err(Short { part, missing: (wanted.units - room.max(0)).min(wanted.units), is_behind: false })
    }
}
