//! What the router is asked.

use crate::catalogue::{ItemNo, RegionNo, SiteNo};
use crate::hold::Line;
use realtail_kernel::{Channel, Instant, Word};
use realtail_vocabulary::{DeliveryMethod, Destination};

/// An order that is to be routed.
#[derive(Clone, Copy, Debug)]
pub struct RouteAsk<'a> {
    /// Its name; only for people to read.
    pub order: &'a str,
    /// Where it was placed.
    pub channel: &'a Channel,
    /// How it goes to the shopper.
    pub method: DeliveryMethod,
    /// The service asked for, such as `express`; `standard` where nothing is said.
    pub service: Option<&'a Word>,
    /// Where it goes.
    pub to: &'a Destination,
    /// What is to be routed.
    pub lines: &'a [OrderLine],
    /// Which sites may be asked.
    pub sites: Sites<'a>,
    /// Which of them may not: they have rejected it already.
    pub exclude: &'a [SiteNo],
    /// What the order itself holds, and so may use: the lines of its hold, and what is allocated to it at a site.
    pub own: &'a [Line],
    /// By when the shopper was promised to have it.
    pub promised_at: Option<Instant>,
}

/// A line of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// Its number in the order.
    pub line: u16,
    /// What.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// What all of it costs the shopper, in minor units.
    pub value: i64,
}

/// Which sites may be asked.
#[derive(Clone, Copy, Debug)]
pub enum Sites<'a> {
    /// All.
    All,
    /// Those of a region: the order holds its units there.
    Region(RegionNo),
    /// These.
    These(&'a [SiteNo]),
}
