//! How an order was served in fact, in the words of a replay.

use super::{ReplayedParcel, ReplayedRoute, errand_lines};
use crate::machine::Omnichannel;
use crate::order::{Fulfilment, FulfilmentState, Order};
use crate::stock::draft::in_quantities;
use realtail_vocabulary::{AssignedLine, Unrouted};

/// Who serves it, as far as anybody does by now. What that cost is not known.
pub(super) fn route_of(books: &Omnichannel, order: &Order) -> ReplayedRoute {
    let going_out = order.fulfilments.iter().filter(|f| f.method.goes_out());
    let (parked, serving): (Vec<&Fulfilment>, Vec<&Fulfilment>) = going_out
        .filter(|f| f.state.is_open() || f.state.has_left())
        .partition(|f| f.state == FulfilmentState::Parked);
    let unrouted = parked.iter().flat_map(|f| {
        let reason =
            f.parked.as_ref().map_or_else(|| "parked".to_owned(), |queue| format!("waits in {queue}"));
        lines_of(f).map(move |l| Unrouted { line: l.line, quantity: l.quantity, reason: reason.clone() })
    });
    ReplayedRoute {
        parcels: serving.iter().map(|f| parcel(books, order, f)).collect(),
        unrouted: unrouted.collect(),
        queue: parked.iter().find_map(|f| f.parked.clone()),
        rule: None,
        batch: None,
    }
}

fn lines_of(fulfilment: &Fulfilment) -> impl Iterator<Item = AssignedLine> + '_ {
    let some = fulfilment.lines.iter();
    some.flat_map(|l| in_quantities(l.units).map(|quantity| AssignedLine { line: l.line, quantity }))
}

fn parcel(books: &Omnichannel, order: &Order, fulfilment: &Fulfilment) -> ReplayedParcel {
    let site = books.catalogue.site(fulfilment.site);
    let from = books.catalogue.spot(fulfilment.site);
    let first = fulfilment.lines.first().map(|line| line.line);
    let to = errand_lines(order).find(|(line, ..)| Some(line.line) == first);
    let to = to.and_then(|(_, delivery, _)| delivery.destination()?.position);
    ReplayedParcel {
        site: site.site.clone(),
        lines: lines_of(fulfilment).collect(),
        cost: None,
        distance_km: from.zip(to).map(|(from, to)| from.metres(to.into()).div_ceil(1000)),
    }
}
