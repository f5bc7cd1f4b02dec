//! A customer's own orders, in words.

use super::super::door::Asker;
use super::{ShopOrder, ShopOrderState, money};
use crate::app::App;
use crate::calls;
use crate::customers::profile_of;
use crate::orders::contact_of;
use realtail_kernel::{CustomerId, OrderId, SiteId};
use realtail_omnichannel::Omnichannel;
use realtail_omnichannel::order::{Fulfilment, FulfilmentState, Order, OrderState};
use realtail_vocabulary::Delivery;

/// So many of a customer's orders are told of.
const ORDERS_MAX: usize = 20;
/// Orders that are looked at for them; others wait meanwhile.
const LOOKED_AT_MAX: usize = 20_000;
/// So many digits of a telephone number must agree, and so many of its country may be missing.
const PHONE_DIGITS_MIN: usize = 7;
const COUNTRY_DIGITS_MAX: usize = 3;

/// The order of this number, if it is the asker's.
pub(in super::super) async fn find(app: &App, asker: &Asker, number: &str) -> Option<ShopOrder> {
    let order = own(app, asker, number).await?;
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    Some(in_words(state, state.orders.find(&order)?))
}

/// A customer's orders, the newest first.
pub(in super::super) fn of(app: &App, customer: &str) -> Vec<ShopOrder> {
    let Ok(customer) = CustomerId::new(customer) else { return Vec::new() };
    let replica = app.read();
    let state = &replica.machine.omnichannel;
    let customer = state.customers.resolve(&customer);
    let looked_at = state.orders.before(u32::MAX).take(LOOKED_AT_MAX).map(|(_, order)| order);
    let theirs = looked_at.filter(|order| is_of(state, order, customer));
    theirs.take(ORDERS_MAX).map(|order| in_words(state, order)).collect()
}

fn is_of(state: &Omnichannel, order: &Order, customer: &CustomerId) -> bool {
    order.customer.as_ref().is_some_and(|of| state.customers.resolve(of) == customer)
}

/// The number of an order of the asker's, however it was written; whether another has one of it is nobody's business.
pub(super) async fn own(app: &App, asker: &Asker, number: &str) -> Option<OrderId> {
    let bare = number.replace('-', "");
    let written = [number.to_owned(), number.to_lowercase(), bare.to_lowercase(), bare];
    for written in written {
        let Ok(order) = OrderId::new(written) else { continue };
        if is_theirs(app, asker, &order).await {
            return Some(order);
        }
    }
    None
}

async fn is_theirs(app: &App, asker: &Asker, order: &OrderId) -> bool {
    let (customer, placed) = {
        let replica = app.read();
        let state = &replica.machine.omnichannel;
        let Some(known) = state.orders.find(order) else { return false };
        match asker {
            Asker::Nobody => return false,
            Asker::Customer(customer) => {
                let Ok(customer) = CustomerId::new(customer.as_str()) else { return false };
                return is_of(state, known, state.customers.resolve(&customer));
            }
            Asker::Contact(_) => (known.customer.clone(), known.placed),
        }
    };
    let Asker::Contact(contact) = asker else { return false };
    // Only what is durable stands in the log.
    app.settled().await;
    let (reading, named) = (app.clone(), order.clone());
    let read = move || contact_of(&reading, &named, &*calls::entry(&reading, placed).ok()?);
    let of_order = tokio::task::spawn_blocking(read).await.ok().flatten();
    let reached = of_order.iter().flat_map(|contact| contact.reached_at());
    if reached.into_iter().any(|at| is_same_contact(contact, at)) {
        return true;
    }
    let Some(customer) = customer else { return false };
    let Ok(Some(profile)) = profile_of(app, &customer).await else { return false };
    [profile.email, profile.phone].iter().flatten().any(|at| is_same_contact(contact, at))
}

/// Whether what was named is this e-mail address, or this telephone number with its country or without.
fn is_same_contact(named: &str, known: &str) -> bool {
    if named.contains('@') {
        return named.eq_ignore_ascii_case(known.trim());
    }
    let digits = |text: &str| -> String {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    let (named, known) = (digits(named), digits(known));
    named.len() >= PHONE_DIGITS_MIN
        && !known.is_empty()
        && known.ends_with(&named)
        && known.len() - named.len() <= COUNTRY_DIGITS_MAX
}

fn in_words(state: &Omnichannel, order: &Order) -> ShopOrder {
    let names: Vec<(i64, String)> = order
        .lines
        .iter()
        .map(|line| (line.units - line.cancelled, state.catalogue.item(line.item).name.to_string()))
        .collect();
    let stands = stands(order);
    let mut parts: Vec<String> = names
        .iter()
        .filter(|(units, _)| *units > 0)
        .map(|(units, name)| format!("{units} × {name}"))
        .collect();
    parts.push(money(order.total(), order.currency));
    if let Delivery::Pickup { site, .. } = &order.delivery {
        parts.push(site_name(state, site));
    }
    let parcels = order.fulfilments.iter().filter_map(parcel);
    parts.extend(parcels);
    if let Some(promised_at) = order.promised_at.filter(|_| stands <= ShopOrderState::Shipped) {
        parts.push(format!("→ {}", wall(state, order, promised_at)));
    }
    ShopOrder {
        number: order.order.to_string(),
        state: stands,
        detail: parts.join("; "),
        refund: refund(state, order),
        items: names.into_iter().map(|(_, name)| name).collect(),
    }
}

fn site_name(state: &Omnichannel, site: &SiteId) -> String {
    let known = state.catalogue.site_no(site).ok();
    known.map_or_else(|| site.to_string(), |no| state.catalogue.site(no).name.to_string())
}

fn parcel(fulfilment: &Fulfilment) -> Option<String> {
    let carrier = fulfilment.carrier.as_ref()?;
    let tracking = fulfilment.tracking.as_ref().map(|tracking| format!(" {tracking}"));
    Some(format!("{carrier}{}", tracking.unwrap_or_default()))
}

/// The day and the time that a clock shows where the order is served.
fn wall(state: &Omnichannel, order: &Order, at: realtail_kernel::Instant) -> String {
    let site = order.fulfilments.first().map(|fulfilment| state.catalogue.site(fulfilment.site));
    let Some(site) = site else { return at.to_string() };
    let (day, time) = site.timezone.wall().read(at);
    format!("{day} {time}")
}

/// The least that has been reached by any part of it that is still meant for the shopper.
fn stands(order: &Order) -> ShopOrderState {
    let part = |fulfilment: &Fulfilment| match fulfilment.state {
        FulfilmentState::Parked | FulfilmentState::Released | FulfilmentState::Picking => {
            Some(ShopOrderState::Placed)
        }
        FulfilmentState::Picked => Some(ShopOrderState::Packed),
        FulfilmentState::Staged | FulfilmentState::Arrived => Some(ShopOrderState::Ready),
        FulfilmentState::Shipped => Some(ShopOrderState::Shipped),
        FulfilmentState::HandedOver | FulfilmentState::Delivered => Some(ShopOrderState::Delivered),
        FulfilmentState::Rejected | FulfilmentState::Cancelled | FulfilmentState::Uncollected => None,
    };
    let (left, returned) =
        order.lines.iter().fold((0, 0), |sum, line| (sum.0 + line.left, sum.1 + line.returned));
    match &order.state {
        OrderState::Placed => ShopOrderState::Placed,
        OrderState::Refused(_) | OrderState::Cancelled => ShopOrderState::Cancelled,
        OrderState::Confirmed | OrderState::Completed if left > 0 && returned == left => {
            ShopOrderState::Returned
        }
        OrderState::Confirmed => {
            order.fulfilments.iter().filter_map(part).min().unwrap_or(ShopOrderState::Placed)
        }
        // Done for us once it is on its way; for the shopper, once it is there.
        OrderState::Completed => {
            order.fulfilments.iter().filter_map(part).min().unwrap_or(ShopOrderState::Delivered)
        }
    }
}

fn refund(state: &Omnichannel, order: &Order) -> Option<String> {
    let returns: Vec<String> = state
        .returns
        .of_order(&order.order)
        .map(|known| {
            let amount = money(known.refund(), known.currency);
            format!("{amount} ({})", state.refund_state(known).as_str().replace('_', " "))
        })
        .collect();
    if returns.is_empty() { None } else { Some(returns.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::is_same_contact;

    #[test]
    fn a_contact_proves_an_order_however_it_is_written() {
        for (named, known, is_same) in [
            ("ann@example.com", "Ann@Example.com", true),
            ("ann@example.com", "an@example.com", false),
            ("441632960111", "+44 1632 960111", true),
            ("01632960111", "+44 1632 960111", true),
            ("00441632960111", "+44 1632 960111", true),
            // A few digits of the end prove nothing.
            ("960111", "+44 1632 960111", false),
            ("2960111", "+44 1632 960111", false),
            ("0000000", "+44 1632 960111", false),
            ("1632960111", "", false),
        ] {
            assert_eq!(is_same_contact(named, known), is_same, "{named} {known}");
        }
    }
}
