//! Who serves an order: the site the shopper chose, or those the router finds.

use super::{Fulfilment, Order};
use crate::catalogue::{ItemNo, SiteNo};
use crate::hold::post::{self, PostHold};
use crate::hold::{Line, Place, PostLine};
use crate::machine::Omnichannel;
use crate::route::schedule::{Clocks, Diary};
use crate::route::{self, RouteAsk, Sites};
use crate::stock::draft::in_quantities;
use realtail_kernel::{Channel, Instant, ItemId, Quantity, Word};
use realtail_vocabulary::{
    Delivery, DeliveryMethod, Event, HoldEvent, LineQuantity, OrderEvent, PlannedFulfilment, PostAs,
    PostedLine, RoutingAnswer,
};
use std::collections::BTreeMap;

/// Part of an order that somebody is to serve.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    pub line: u16,
    pub item: ItemNo,
    pub units: i64,
    /// What all of it costs the shopper, in minor units.
    pub value: i64,
    pub delivery: &'a Delivery,
}

/// What is known of the order beside its lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct About<'a> {
    pub order: &'a str,
    pub channel: &'a Channel,
    pub sites: Sites<'a>,
    pub exclude: &'a [SiteNo],
    /// What the order itself holds.
    pub own: &'a [Line],
    /// By when the shopper was promised to have it, or to collect it.
    pub promised_at: Option<Instant>,
    /// The number of the first fulfilment.
    pub first: u16,
    /// Whether what the router can place nowhere may wait at a site that has it.
    pub may_park: bool,
}

/// Who serves what, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub fulfilments: Vec<PlannedFulfilment>,
    pub routing: Box<RoutingAnswer>,
    /// What nobody can serve.
    pub nobody: Vec<LineQuantity>,
}

impl Plan {
    /// What its sites promise.
    pub fn promised(&self, item_of: impl Fn(u16) -> Option<ItemId>) -> Vec<PostedLine> {
        let of = |fulfilment: &PlannedFulfilment| -> Vec<PostedLine> {
            let line = |line: &LineQuantity| {
                let (quantity, site) = (line.quantity, fulfilment.site.clone());
                Some(PostedLine { item: item_of(line.line)?, quantity, site })
            };
            fulfilment.lines.iter().filter_map(line).collect()
        };
        self.fulfilments.iter().flat_map(of).collect()
    }

    fn add(&mut self, about: &About, fulfilment: PlannedFulfilment) {
        let fulfilment_no = about.first + self.fulfilments.len() as u16;
        self.fulfilments.push(PlannedFulfilment { fulfilment: fulfilment_no, ..fulfilment });
    }
}

/// What of a hold is to be posted so that each fulfilment has its units.
pub(super) fn post_lines(
    planned: &[PlannedFulfilment],
    item_of: impl Fn(u16) -> Option<ItemId>,
) -> Vec<PostLine> {
    let of = |fulfilment: &PlannedFulfilment| -> Vec<PostLine> {
        let line = |line: &LineQuantity| {
            let site = Some(fulfilment.site.clone());
            Some(PostLine { item: item_of(line.line)?, quantity: line.quantity, site })
        };
        fulfilment.lines.iter().filter_map(line).collect()
    };
    planned.iter().flat_map(of).collect()
}

/// Finds who serves what.
pub(super) fn plan(state: &Omnichannel, about: &About, wanted: &[Wanted], now: Instant) -> Plan {
    let mut plan = Plan::default();
    let mut groups: Vec<(&Delivery, Vec<&Wanted>)> = Vec::new();
    for line in wanted {
        match groups.iter_mut().find(|(delivery, _)| *delivery == line.delivery) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((line.delivery, vec![line])),
        }
    }
    for (delivery, lines) in groups {
        match (delivery.site(), delivery.destination()) {
            (Some(site), _) => at_site(state, about, delivery, site, &lines, &mut plan, now),
            (None, Some(to)) => {
                let routed = ask(state, about, delivery, to, &lines, now);
                take_routed(state, about, delivery.method(), &lines, routed, &mut plan, now);
            }
            (None, None) => debug_assert!(false, "goods go to a site or to a place"),
        }
    }
    plan
}

/// The shopper chose the site: it serves what it can, and nobody else the rest.
fn at_site(
    state: &Omnichannel,
    about: &About,
    delivery: &Delivery,
    site: &realtail_kernel::SiteId,
    lines: &[&Wanted],
    plan: &mut Plan,
    now: Instant,
) {
    let Ok(no) = state.catalogue.site_no(site) else { return };
    let mut room = Room::new(state, about, now);
    room.is_of_floor = delivery.method() == DeliveryMethod::CarryOut;
    let mut here = Vec::new();
    for line in lines {
        let units = if about.exclude.contains(&no) { 0 } else { room.take(line.item, no, line.units) };
        here.extend(line_quantities(line.line, units));
        plan.nobody.extend(line_quantities(line.line, line.units - units));
    }
    if !here.is_empty() {
        let method = delivery.method();
        let pick_ms = i64::from(state.orders.limits.pick_minutes) * 60_000;
        let (slot_at, due_at) = match method {
            // Nobody picks it: the shopper has it in the hand.
            DeliveryMethod::CarryOut => (now, now.plus_ms(pick_ms)),
            _ => Diary::of(state, no).due(&mut Clocks::default(), method, here.len(), now, pick_ms),
        };
        // What the shopper was told counts, however full the site's hours have become since.
        let (slot_at, due_at) = (Some(slot_at), Some(about.promised_at.unwrap_or(due_at)));
        let site = site.clone();
        plan.add(
            about,
            PlannedFulfilment { fulfilment: 0, site, method, lines: here, slot_at, due_at, parked: None },
        );
    }
}

fn ask(
    state: &Omnichannel,
    about: &About,
    delivery: &Delivery,
    to: &realtail_vocabulary::Destination,
    lines: &[&Wanted],
    now: Instant,
) -> RoutingAnswer {
    let lines: Vec<route::OrderLine> = lines
        .iter()
        .map(|l| route::OrderLine { line: l.line, item: l.item, units: l.units, value: l.value })
        .collect();
    let ask = RouteAsk {
        order: about.order,
        channel: about.channel,
        method: delivery.method(),
        service: delivery.service(),
        to,
        lines: &lines,
        sites: about.sites,
        exclude: about.exclude,
        own: about.own,
        promised_at: about.promised_at,
    };
    route::route(state, &ask, now)
}

fn take_routed(
    state: &Omnichannel,
    about: &About,
    method: DeliveryMethod,
    lines: &[&Wanted],
    routed: RoutingAnswer,
    plan: &mut Plan,
    now: Instant,
) {
    let mut room = Room::new(state, about, now);
    for assignment in &routed.assignments {
        let to_line =
            |l: &realtail_vocabulary::AssignedLine| LineQuantity { line: l.line, quantity: l.quantity };
        let served: Vec<LineQuantity> = assignment.lines.iter().map(to_line).collect();
        if let Ok(site) = state.catalogue.site_no(&assignment.site) {
            let item = |line: u16| lines.iter().find(|l| l.line == line).map(|l| l.item);
            served.iter().filter_map(|l| Some((item(l.line)?, l))).for_each(|(item, l)| {
                room.take(item, site, l.quantity.units());
            });
        }
        plan.add(
            about,
            PlannedFulfilment {
                fulfilment: 0,
                site: assignment.site.clone(),
                method,
                lines: served,
                slot_at: Some(assignment.slot_at),
                due_at: Some(assignment.ready_at),
                parked: None,
            },
        );
    }
    let queue = routed.parked.as_ref().map(|parked| parked.queue.clone());
    for rest in &routed.unrouted {
        let item = lines.iter().find(|line| line.line == rest.line).map(|line| line.item);
        let Some(item) = item else { continue };
        let mut left = rest.quantity.units();
        if about.may_park {
            let queue = queue.clone().unwrap_or_else(|| Word::new("unrouted").expect("a word"));
            left = park(state, about, method, (rest.line, item, left), &queue, &mut room, plan);
        }
        plan.nobody.extend(line_quantities(rest.line, left));
    }
    // Several groups are rare; the answer that tells the most is kept.
    if plan.routing.considered <= routed.considered {
        *plan.routing = routed;
    }
}

/// Keeps units where most of them are, with nobody to work on them yet; tells how many found no place.
fn park(
    state: &Omnichannel,
    about: &About,
    method: DeliveryMethod,
    (line, item, units): (u16, ItemNo, i64),
    queue: &Word,
    room: &mut Room,
    plan: &mut Plan,
) -> i64 {
    let mut sites: Vec<SiteNo> = match about.sites {
        Sites::All => (0..state.catalogue.sites().len() as u32).map(SiteNo).collect(),
        Sites::Region(region) => state.catalogue.region_sites(region).to_vec(),
        Sites::These(sites) => sites.to_vec(),
    };
    sites.retain(|site| !about.exclude.contains(site));
    sites.sort_by_key(|site| (std::cmp::Reverse(room.at(item, *site)), *site));
    let mut left = units;
    for site in sites {
        let taken = room.take(item, site, left);
        if taken == 0 {
            break;
        }
        left -= taken;
        let site = state.catalogue.site(site).site.clone();
        let lines: Vec<LineQuantity> = line_quantities(line, taken).collect();
        let same = |f: &&mut PlannedFulfilment| f.parked.is_some() && f.site == site && f.method == method;
        match plan.fulfilments.iter_mut().find(same) {
            Some(parked) => parked.lines.extend(lines),
            None => {
                let parked = Some(queue.clone());
                plan.add(
                    about,
                    PlannedFulfilment {
                        fulfilment: 0,
                        site,
                        method,
                        lines,
                        slot_at: None,
                        due_at: None,
                        parked,
                    },
                );
            }
        }
    }
    left
}

fn line_quantities(line: u16, units: i64) -> impl Iterator<Item = LineQuantity> {
    in_quantities(units).map(move |quantity: Quantity| LineQuantity { line, quantity })
}

/// What sites have left for an order while it is planned.
struct Room<'a> {
    state: &'a Omnichannel,
    about: &'a About<'a>,
    taken: BTreeMap<(ItemNo, SiteNo), i64>,
    /// Whether only what stands on the sales floor counts.
    is_of_floor: bool,
    now: Instant,
}

impl<'a> Room<'a> {
    fn new(state: &'a Omnichannel, about: &'a About<'a>, now: Instant) -> Room<'a> {
        Room { state, about, taken: BTreeMap::new(), is_of_floor: false, now }
    }

    fn at(&self, item: ItemNo, site: SiteNo) -> i64 {
        let own = self.about.own.iter().filter(|own| own.item == item);
        let own: i64 = own.filter(|own| own.place == Place::Site(site)).map(|own| own.units).sum();
        let free = self.state.room(item, Place::Site(site), Some(self.about.channel), self.now);
        // Where more is promised than is there, room is none, and what is missing is missing of what we hold as well.
        let cell = self.state.stock.cell(item, site);
        let missing = cell.map_or(0, |cell| self.state.free(cell, self.now)).min(0);
        let free = free + missing;
        let here = match self.is_of_floor {
            true => self.state.of_floor(item, site, free + own),
            false => free + own,
        };
        here - self.taken.get(&(item, site)).copied().unwrap_or(0)
    }

    /// Takes up to `units`; tells how many there were.
    fn take(&mut self, item: ItemNo, site: SiteNo, units: i64) -> i64 {
        let taken = self.at(item, site).clamp(0, units);
        *self.taken.entry((item, site)).or_default() += taken;
        taken
    }
}

/// Finds others for what a site could not serve. Of what is collected or carried out, there are none: the shopper chose
/// the site.
pub(super) fn again(
    state: &Omnichannel,
    draft: &Order,
    fulfilment: &Fulfilment,
    lines: &[LineQuantity],
    now: Instant,
) -> Plan {
    let about = About {
        order: draft.order.as_str(),
        channel: &draft.channel,
        sites: Sites::All,
        exclude: &draft.rejected_by,
        own: &[],
        promised_at: draft.promised_at,
        first: draft.fulfilments.len() as u16 + 1,
        may_park: true,
    };
    let item = |line: u16| fulfilment.lines.iter().find(|l| l.line == line).map(|l| l.item);
    let wanted = |line: &LineQuantity| wanted_of(draft, line.line, item(line.line)?, line.quantity.units());
    let wanted: Vec<Wanted> = lines.iter().filter_map(wanted).collect();
    plan(state, &about, &wanted, now)
}

fn wanted_of(order: &Order, line: u16, item: ItemNo, units: i64) -> Option<Wanted<'_>> {
    let known = order.line(line)?;
    let value = crate::price::slice(known.money.total, known.units, 0, units);
    Some(Wanted { line, item, units, value, delivery: order.delivery_of(line) })
}

/// Gives a parked fulfilment to whoever can serve it now.
pub(super) fn unpark(
    state: &Omnichannel,
    order: &Order,
    fulfilment: &Fulfilment,
    now: Instant,
) -> Option<Vec<Event>> {
    let own = |l: &super::FulfilmentLine| Line {
        item: l.item,
        units: l.units,
        place: Place::Site(fulfilment.site),
    };
    let own: Vec<Line> = fulfilment.lines.iter().map(own).collect();
    let about = About {
        order: order.order.as_str(),
        channel: &order.channel,
        sites: Sites::All,
        exclude: &order.rejected_by,
        own: &own,
        promised_at: order.promised_at,
        first: order.fulfilments.len() as u16 + 1,
        may_park: false,
    };
    let wanted = fulfilment.lines.iter().filter_map(|l| wanted_of(order, l.line, l.item, l.units));
    let found = plan(state, &about, &wanted.collect::<Vec<_>>(), now);
    if !found.nobody.is_empty() {
        return None;
    }
    let site = &state.catalogue.site(fulfilment.site).site;
    let release = |l: &super::FulfilmentLine| {
        let item = state.catalogue.item(l.item).item.clone();
        in_quantities(l.units).map(move |quantity| PostedLine {
            item: item.clone(),
            quantity,
            site: site.clone(),
        })
    };
    let released = fulfilment.lines.iter().flat_map(release).collect();
    let promised = found.promised(super::reject::lines_of(order, &state.catalogue));
    Some(vec![
        Event::Order(OrderEvent::Rerouted {
            order: order.order.clone(),
            unparked: Some(fulfilment.number),
            fulfilments: found.fulfilments,
            routing: found.routing,
        }),
        Event::Hold(HoldEvent::Reassigned { hold: order.hold.clone(), released, promised }),
    ])
}

/// Plans an order anew where what was planned cannot be had any more, and posts its hold so: a hold of a region may be
/// served by another of its sites, and of what is sent by any site at all. Nothing where somebody is left without.
pub(super) fn anew(
    state: &Omnichannel,
    order: &Order,
    now: Instant,
) -> Option<(Vec<Event>, Vec<PlannedFulfilment>, Box<RoutingAnswer>)> {
    let hold = state.holds.find(&order.hold)?;
    let region = hold.lines.iter().find_map(|line| match line.place {
        Place::Region(region) => Some(region),
        Place::Site(_) => None,
    });
    let about = About {
        order: order.order.as_str(),
        channel: &order.channel,
        sites: region.map_or(Sites::All, Sites::Region),
        exclude: &[],
        own: &hold.lines,
        promised_at: order.promised_at,
        first: 1,
        may_park: true,
    };
    let wanted = order.lines.iter().filter_map(|l| wanted_of(order, l.line, l.item, l.units));
    let found = plan(state, &about, &wanted.collect::<Vec<_>>(), now);
    if !found.nobody.is_empty() {
        return None;
    }
    let item_of = super::reject::lines_of(order, &state.catalogue);
    let posted = match region {
        Some(_) => {
            let lines = Some(post_lines(&found.fulfilments, item_of));
            let post = PostHold { hold: order.hold.clone(), lines, post_as: PostAs::Allocation };
            post::decide(state, &post, now)
        }
        None => post::elsewhere(state, &order.hold, &found.promised(item_of), now),
    };
    Some((posted.ok()?, found.fulfilments, found.routing))
}

/// Lets another site serve what is parked.
pub(crate) fn decide(
    state: &Omnichannel,
    order: &realtail_kernel::OrderId,
    fulfilment: u16,
    now: Instant,
) -> Result<Vec<Event>, crate::refusal::Refusal> {
    let (order, fulfilment) = super::step::legal(state, order, fulfilment, super::Step::Route)?;
    unpark(state, order, fulfilment, now).ok_or_else(|| crate::refusal::Refusal::WrongState {
        problem: "no site can serve it by the rules as they are; change them, or cancel it".to_owned(),
    })
}
