//! Promises: what a shopper can have, where, by when, and how sure that is.

mod collect;
mod send;
mod stock;
mod words;

use super::ask::OrderLine;
use super::schedule::{Clocks, Slot};
use super::survey::Part;
use crate::catalogue::SiteNo;
use crate::distance::Spot;
use crate::hold::Line;
use crate::machine::Omnichannel;
use realtail_kernel::{CarrierName, Channel, Instant, SiteId, Word};
use realtail_vocabulary::{AssignedLine, DeliveryMethod, Destination};
use serde::Serialize;

/// So many places to collect at are told, where none was asked for.
const PLACES_MAX: usize = 10;

/// A basket for which dates are asked.
#[derive(Clone, Copy, Debug)]
pub struct PromiseAsk<'a> {
    /// On which channel.
    pub channel: &'a Channel,
    /// What is in it.
    pub lines: &'a [OrderLine],
    /// Where the shopper is.
    pub place: Option<&'a Destination>,
    /// How they might get it.
    pub methods: &'a [DeliveryMethod],
    /// At which sites; all where nothing is said.
    pub sites: &'a [SiteNo],
    /// What the basket itself holds, and so may use.
    pub own: &'a [Line],
}

/// What can be had, best first, and what cannot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PromiseAnswer {
    /// What can be had: for each method, soonest first.
    pub promises: Vec<Promise>,
    /// What cannot.
    pub impossible: Vec<Impossible>,
}

/// A way to get the basket.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Promise {
    /// How.
    pub method: DeliveryMethod,
    /// The carrier's service, for what is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Word>,
    /// Where, for what is collected or carried out, or comes from one site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// How far that is from the shopper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<u32>,
    /// From when it can be had there, or is packed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<Instant>,
    /// By when it is there, for what is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives_by: Option<Instant>,
    /// Who orders by then gets it so.
    pub latest_order_at: Instant,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    /// Why then, in words.
    pub reason: String,
    /// What comes from where.
    pub parts: Vec<PromisePart>,
}

/// What comes from one site.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct PromisePart {
    /// The site.
    pub site: SiteId,
    /// What.
    pub lines: Vec<AssignedLine>,
    /// When it is packed.
    pub ready_at: Instant,
    /// By when it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrives_by: Option<Instant>,
    /// Who carries it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier: Option<CarrierName>,
}

/// A way that does not exist.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Impossible {
    /// How.
    pub method: DeliveryMethod,
    /// Where, where one site was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Why not, in words.
    pub reason: String,
}

/// When and how a basket can be had. Reads only.
pub fn promise(state: &Omnichannel, ask: &PromiseAsk, now: Instant) -> PromiseAnswer {
    let mut promising = Promising {
        state,
        ask,
        place: ask.place.and_then(|place| place.position).map(Spot::from),
        now,
        parts: super::find::parts_of(state, ask.lines, ask.lines.iter().map(|line| line.units)),
        clocks: Clocks::default(),
        answer: PromiseAnswer::default(),
    };
    for method in ask.methods {
        match method {
            DeliveryMethod::Pickup | DeliveryMethod::CarryOut => promising.collect(*method),
            DeliveryMethod::Ship | DeliveryMethod::Deliver => promising.send(*method),
        }
    }
    promising.answer
}

/// A question on its way to its answer.
struct Promising<'a> {
    state: &'a Omnichannel,
    ask: &'a PromiseAsk<'a>,
    /// Where the shopper is, if that is known.
    place: Option<Spot>,
    now: Instant,
    /// The basket, item by item.
    parts: Vec<Part>,
    clocks: Clocks<'a>,
    answer: PromiseAnswer,
}

impl Promising<'_> {
    /// How far the shopper is from a site.
    fn metres(&self, no: SiteNo) -> Option<u32> {
        self.state.catalogue.spot(no).zip(self.place).map(|(site, place)| site.metres(place))
    }

    fn refuse(&mut self, method: DeliveryMethod, site: Option<SiteNo>, reason: impl Into<String>) {
        let site = site.map(|no| self.state.catalogue.site(no).site.clone());
        self.answer.impossible.push(Impossible { method, site, reason: reason.into() });
    }

    /// The sites that may serve so, those asked for if any were.
    fn sites(&self) -> Vec<SiteNo> {
        match self.ask.sites {
            [] => (0..self.state.catalogue.sites().len() as u32).map(SiteNo).collect(),
            sites => sites.to_vec(),
        }
    }

    /// All lines of the basket.
    fn all_lines(&self) -> Vec<AssignedLine> {
        let line = |line: &OrderLine| {
            let quantity = line.units.try_into().ok()?;
            Some(AssignedLine { line: line.line, quantity })
        };
        self.ask.lines.iter().filter_map(line).collect()
    }
}

/// How sure it is that a site keeps to its slot: less so the fuller the hour.
fn slot_confidence(slot: &Slot) -> f64 {
    1.0 - 0.2 * f64::from(slot.taken_ppm) / 1e6
}

/// To the hundredth: more would say more than is known.
fn rounded(confidence: f64) -> f64 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0
}
