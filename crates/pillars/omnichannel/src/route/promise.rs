//! Promises: what a shopper can have, where, by when, and how sure that is.

use super::ask::OrderLine;
use crate::catalogue::SiteNo;
use crate::machine::Omnichannel;
use realtail_kernel::{CarrierName, Channel, Instant, SiteId};
use realtail_vocabulary::{AssignedLine, DeliveryMethod, Destination};
use serde::Serialize;

/// A basket for which dates are asked.
#[derive(Clone, Copy, Debug)]
pub struct PromiseAsk<'a> {
    /// On which channel.
    pub channel: Option<&'a Channel>,
    /// What is in it.
    pub lines: &'a [OrderLine],
    /// Where the shopper is.
    pub place: Option<&'a Destination>,
    /// How they might get it.
    pub methods: &'a [DeliveryMethod],
    /// At which sites; all where nothing is said.
    pub sites: &'a [SiteNo],
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
    /// Where, for what is collected or carried out, or comes from one site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// From when it can be had there.
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
pub fn promise(_state: &Omnichannel, ask: &PromiseAsk, _now: Instant) -> PromiseAnswer {
    let nobody = |method: &DeliveryMethod| Impossible {
        method: *method,
        site: None,
        reason: "no site can serve it".to_owned(),
    };
    PromiseAnswer { promises: Vec::new(), impossible: ask.methods.iter().map(nobody).collect() }
}
