//! The books a replay is run on: opened as if its orders had never been served, then written to as each one is.

use super::{Errand, From, ReplayedParcel, ReplayedRoute, errand_lines};
use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::order::Order;
use crate::route::ask::{OrderLine, RouteAsk, Sites};
use crate::route::find::route;
use realtail_vocabulary::{Delivery, RoutingAnswer, RoutingRules};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What of the state the router looks at for these orders.
pub(super) fn of(state: &Omnichannel, errands: &[Errand]) -> Omnichannel {
    Omnichannel {
        catalogue: Arc::clone(&state.catalogue),
        stock: state.stock.of_items(&items_of(errands)),
        holds: state.holds.of_regions(),
        routing: state.routing.to_try(None),
        ..Omnichannel::default()
    }
}

fn items_of(errands: &[Errand]) -> BTreeSet<ItemNo> {
    let wanted = errands.iter().flat_map(|errand| errand_lines(&errand.order)).map(|(line, ..)| line.item);
    let taken = errands.iter().flat_map(|errand| taken(&errand.order)).map(|(item, ..)| item);
    wanted.chain(taken).collect()
}

/// What an order took: it is kept for it, or with the shopper.
fn taken(order: &Order) -> impl Iterator<Item = (ItemNo, SiteNo, i64)> {
    let goes_out = order.fulfilments.iter().filter(|f| f.method.goes_out());
    let took = goes_out.filter(|f| f.state.is_open() || f.state.has_left());
    took.flat_map(|f| f.lines.iter().map(|line| (line.item, f.site, line.units)))
}

/// Gives back what the orders took.
pub(super) fn open(books: &mut Omnichannel, errands: &[Errand]) {
    for (item, site, units) in errands.iter().flat_map(|errand| taken(&errand.order)) {
        books.stock.cell_mut(item, site).on_hand += units;
    }
}

/// Routes one order after the other, each taking what it is given.
pub(super) fn route_all(
    books: &Omnichannel,
    errands: &[Errand],
    rules: Option<&RoutingRules>,
) -> Vec<ReplayedRoute> {
    let mut books = Omnichannel { routing: books.routing.to_try(rules), ..books.clone() };
    errands.iter().map(|errand| serve(&mut books, errand)).collect()
}

fn serve(books: &mut Omnichannel, errand: &Errand) -> ReplayedRoute {
    let mut groups: Vec<(&Delivery, Vec<OrderLine>)> = Vec::new();
    for (line, delivery, units) in errand_lines(&errand.order) {
        let value = crate::price::slice(line.money.total, line.units, 0, units);
        let wanted = OrderLine { line: line.line, item: line.item, units, value };
        match groups.iter_mut().find(|(other, _)| *other == delivery) {
            Some((_, lines)) => lines.push(wanted),
            None => groups.push((delivery, vec![wanted])),
        }
    }
    let mut served = ReplayedRoute::default();
    for (delivery, lines) in groups {
        let routed = ask(books, errand, delivery, &lines);
        take(books, &routed, &lines);
        note(&mut served, routed);
    }
    served
}

fn ask(books: &Omnichannel, errand: &Errand, delivery: &Delivery, lines: &[OrderLine]) -> RoutingAnswer {
    let Some(to) = delivery.destination() else { return RoutingAnswer::default() };
    let sites = match &errand.from {
        From::All => Sites::All,
        From::Region(region) => Sites::Region(*region),
        From::These(sites) => Sites::These(sites),
    };
    let ask = RouteAsk {
        order: errand.order.order.as_str(),
        channel: &errand.order.channel,
        method: delivery.method(),
        service: delivery.service(),
        to,
        lines,
        sites,
        exclude: &[],
        own: &[],
        promised_at: None,
    };
    route(books, &ask, errand.order.placed_at)
}

/// Takes the units and the hours that an order was given.
fn take(books: &mut Omnichannel, routed: &RoutingAnswer, lines: &[OrderLine]) {
    for assignment in &routed.assignments {
        let Ok(site) = books.catalogue.site_no(&assignment.site) else { continue };
        for served in &assignment.lines {
            let item = lines.iter().find(|line| line.line == served.line).map(|line| line.item);
            if let Some(item) = item.filter(|item| books.catalogue.item(*item).stocked) {
                books.stock.cell_mut(item, site).on_hand -= served.quantity.units();
            }
        }
        books.routing.book_capacity(site, assignment.slot_at, 1);
    }
}

fn note(served: &mut ReplayedRoute, routed: RoutingAnswer) {
    served.rule = served.rule.take().or(routed.rule);
    served.batch = served.batch.take().or(routed.batch);
    served.queue = served.queue.take().or(routed.parked.map(|parked| parked.queue));
    served.unrouted.extend(routed.unrouted);
    served.parcels.extend(routed.assignments.into_iter().map(|assignment| ReplayedParcel {
        site: assignment.site,
        lines: assignment.lines,
        cost: Some(assignment.cost),
        distance_km: assignment.distance_km,
    }));
}
