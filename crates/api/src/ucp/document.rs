//! A checkout and a cart as agents are shown them.

use super::agent::Agent;
use super::answer;
use super::person::Person;
use crate::app::App;
use realtail_omnichannel::{Catalogue, HoldState, Holds, NOT_SETTLED};
use realtail_vocabulary::{
    Bringing, Cart, Checkout, CheckoutLine, CheckoutNote, CheckoutState, DeliveryChoice, Instrument, Offered,
    Quote, QuotedDiscount, QuotedLine,
};
use serde_json::{Map, Value, json};

/// A checkout.
pub(super) fn checkout(
    app: &App,
    agent: &Agent,
    checkout: &Checkout,
    person: &Person,
    lapsed: bool,
) -> Value {
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let mut head = answer::head(&agent.agreed, "checkout");
    head["payment_handlers"] = super::profile::handlers();
    let mut document = json!({
        "ucp": head,
        "id": checkout.checkout,
        "status": status(checkout, lapsed),
        "currency": checkout.currency,
        "line_items": lines(&checkout.lines, &checkout.quote, catalogue),
        "totals": totals(&checkout.quote, checkout.deliveries.iter().any(|d| d.taken().is_some())),
        "links": links(app),
        "payment": {"instruments": checkout.instruments.iter().map(instrument).collect::<Vec<_>>()},
        "discounts": discounts(&checkout.codes, &checkout.quote),
        "expires_at": checkout.expires_at,
    });
    if !person.buyer.is_empty() {
        document["buyer"] = Value::Object(person.buyer.clone());
    }
    if !checkout.deliveries.is_empty() {
        let methods: Vec<Value> = checkout.deliveries.iter().map(|d| method(d, person, catalogue)).collect();
        document["fulfillment"] = json!({"methods": methods});
    }
    if let CheckoutState::Completed { order } = &checkout.state {
        let permalink = format!("{}/orders/{order}", agent.base);
        document["order"] = json!({"id": order, "permalink_url": permalink});
    }
    let messages = messages(checkout, lapsed);
    if !messages.is_empty() {
        document["messages"] = Value::Array(messages);
    }
    document
}

/// Whether what a checkout keeps has run out since.
pub(super) fn is_lapsed(checkout: &Checkout, holds: &Holds, now: realtail_kernel::Instant) -> bool {
    let Some(hold) = checkout.hold.as_ref().filter(|_| checkout.state == CheckoutState::Open) else {
        return false;
    };
    holds.get(hold).map_or(true, |hold| hold.state != HoldState::Held || hold.expires_at <= now)
}

fn status(checkout: &Checkout, lapsed: bool) -> &'static str {
    match &checkout.state {
        CheckoutState::Open if !realtail_omnichannel::is_settled(checkout) || lapsed => "incomplete",
        CheckoutState::Open => "ready_for_complete",
        CheckoutState::Completing { .. } => "complete_in_progress",
        CheckoutState::Completed { .. } => "completed",
        CheckoutState::Cancelled => "canceled",
    }
}

/// A cart.
pub(super) fn cart(app: &App, agent: &Agent, cart: &Cart, person: &Person) -> Value {
    let replica = app.read();
    let catalogue = &replica.machine.omnichannel.catalogue;
    let mut document = json!({
        "ucp": answer::head(&agent.agreed, "cart"),
        "id": cart.cart,
        "currency": cart.currency,
        "line_items": lines(&cart.lines, &cart.quote, catalogue),
        "totals": totals(&cart.quote, false),
        "discounts": discounts(&cart.codes, &cart.quote),
        "expires_at": cart.expires_at,
    });
    if !person.buyer.is_empty() {
        document["buyer"] = Value::Object(person.buyer.clone());
    }
    let messages: Vec<Value> = cart.notes.iter().map(|note| told(note, &cart.codes)).collect();
    if !messages.is_empty() {
        document["messages"] = Value::Array(messages);
    }
    document
}

/// What agents must show to shoppers.
fn links(app: &App) -> Vec<Value> {
    app.agents.links.iter().map(|(kind, url)| json!({"type": kind, "url": url})).collect()
}

fn instrument(instrument: &Instrument) -> Value {
    let Instrument { instrument, handler, kind, brand, last_digits } = instrument;
    let mut shown = Map::new();
    for (name, value) in [("brand", brand), ("last_digits", last_digits)] {
        shown.extend(value.iter().map(|value| (name.to_owned(), json!(value))));
    }
    let mut document = json!({"id": instrument, "handler_id": handler, "type": kind});
    if !shown.is_empty() {
        document["display"] = Value::Object(shown);
    }
    document
}

pub(super) fn lines(lines: &[CheckoutLine], quote: &Quote, catalogue: &Catalogue) -> Vec<Value> {
    let shown = |(line, quoted): (&CheckoutLine, &QuotedLine)| {
        json!({
            "id": line.line,
            "item": item(line, quoted, catalogue),
            "quantity": line.quantity,
            "totals": line_totals(quoted),
        })
    };
    lines.iter().zip(&quote.lines).map(shown).collect()
}

/// What is sold on a line.
pub(super) fn item(line: &CheckoutLine, quoted: &QuotedLine, catalogue: &Catalogue) -> Value {
    let known = catalogue.item_no(&line.item).ok().map(|no| catalogue.item(no));
    let title = known.map_or(line.item.as_str(), |item| item.name.as_str());
    let mut shown = json!({"id": line.item, "title": title, "price": quoted.unit_price});
    if let Some(image) = known.and_then(|item| item.attributes.get("image_url")).filter(|v| v.is_string()) {
        shown["image_url"] = image.clone();
    }
    shown
}

pub(super) fn line_totals(quoted: &QuotedLine) -> Value {
    let mut totals = vec![json!({"type": "subtotal", "amount": quoted.subtotal})];
    if quoted.discount > 0 {
        totals.push(json!({"type": "items_discount", "amount": -quoted.discount}));
    }
    if quoted.tax > 0 {
        totals.push(json!({"type": "tax", "amount": quoted.tax}));
    }
    totals.push(json!({"type": "total", "amount": quoted.total}));
    Value::Array(totals)
}

/// What a basket costs, as it is shown line under line.
pub(super) fn totals(quote: &Quote, is_brought: bool) -> Value {
    let mut totals = vec![json!({"type": "subtotal", "amount": quote.subtotal})];
    if quote.discount > 0 {
        totals.push(json!({"type": "items_discount", "amount": -quote.discount}));
    }
    if is_brought {
        totals.push(json!({"type": "fulfillment", "amount": quote.delivery}));
    }
    if quote.tax > 0 {
        totals.push(json!({"type": "tax", "amount": quote.tax}));
    }
    totals.push(json!({"type": "total", "amount": quote.total}));
    Value::Array(totals)
}

fn discounts(codes: &[realtail_kernel::Word], quote: &Quote) -> Value {
    let applied = |discount: &QuotedDiscount| {
        let QuotedDiscount { code, title, amount, lines } = discount;
        let part =
            |(line, amount): &(u32, i64)| json!({"path": format!("$.line_items[{line}]"), "amount": amount});
        let mut shown = json!({
            "title": title,
            "amount": amount,
            "automatic": code.is_none(),
            "allocations": lines.iter().map(part).collect::<Vec<_>>(),
        });
        if let Some(code) = code {
            shown["code"] = json!(code);
        }
        shown
    };
    json!({"codes": codes, "applied": quote.discounts.iter().map(applied).collect::<Vec<_>>()})
}

fn method(delivery: &DeliveryChoice, person: &Person, catalogue: &Catalogue) -> Value {
    let kind = match delivery.bringing {
        Bringing::Shipping => "shipping",
        Bringing::Pickup => "pickup",
    };
    let mut shown = json!({"id": delivery.method, "type": kind, "line_item_ids": delivery.lines});
    if !delivery.destinations.is_empty() {
        let destinations = delivery.destinations.iter().map(|destination| match delivery.bringing {
            Bringing::Shipping => address(destination.destination.as_str(), person),
            Bringing::Pickup => site(destination.destination.as_str(), catalogue),
        });
        shown["destinations"] = destinations.collect();
    }
    if let Some(destination) = &delivery.destination {
        shown["selected_destination_id"] = json!(destination);
        let mut group = json!({
            "id": delivery.group,
            "line_item_ids": delivery.lines,
            "options": delivery.offered.iter().map(option).collect::<Vec<_>>(),
        });
        if let Some(offer) = &delivery.offer {
            group["selected_option_id"] = json!(offer);
        }
        shown["groups"] = json!([group]);
    }
    shown
}

fn option(offered: &Offered) -> Value {
    let Offered { offer, title, price } = offered;
    let totals = json!([{"type": "subtotal", "amount": price}, {"type": "total", "amount": price}]);
    json!({"id": offer, "title": title, "totals": totals})
}

/// A shopper's address, as the agent gave it.
pub(super) fn address(destination: &str, person: &Person) -> Value {
    let mut shown = person.addresses.get(destination).cloned().unwrap_or_default();
    shown.insert("id".to_owned(), json!(destination));
    shown.insert("type".to_owned(), json!("shipping_address"));
    Value::Object(shown)
}

/// A site where goods are collected.
pub(super) fn site(destination: &str, catalogue: &Catalogue) -> Value {
    let known = destination.parse().ok().and_then(|site| catalogue.site_no(&site).ok());
    let name = known.map_or(destination, |site| catalogue.site(site).name.as_str());
    json!({"id": destination, "type": "business_location", "name": name})
}

fn messages(checkout: &Checkout, lapsed: bool) -> Vec<Value> {
    if checkout.state != CheckoutState::Open {
        return Vec::new();
    }
    let mut messages: Vec<Value> = checkout.notes.iter().map(|note| told(note, &checkout.codes)).collect();
    if !realtail_omnichannel::is_settled(checkout) {
        messages.push(error("fulfillment_required", "$.fulfillment", NOT_SETTLED));
    } else if lapsed {
        let content = "the goods were kept for as long as was said and are free again; send the checkout again to see what can be had";
        messages.push(error("out_of_stock", "$.line_items", content));
    }
    messages
}

fn error(code: &str, path: &str, content: &str) -> Value {
    json!({"type": "error", "code": code, "path": path, "content": content, "severity": "recoverable"})
}

fn told(note: &CheckoutNote, codes: &[realtail_kernel::Word]) -> Value {
    match note {
        CheckoutNote::CodeRejected { code } => {
            let at = codes.iter().position(|known| known == code).unwrap_or_default();
            json!({
                "type": "warning",
                "code": "discount_code_invalid",
                "path": format!("$.discounts.codes[{at}]"),
                "content": format!("the code {code} is not known, or not for this basket"),
            })
        }
        CheckoutNote::OfferGone { offer } => json!({
            "type": "warning",
            "code": "fulfillment_option_unavailable",
            "path": "$.fulfillment",
            "content": format!("the option {offer} is not offered for this address; choose another"),
        }),
    }
}
