//! What agents send: read leniently, as the protocol asks, since it grows by fields that others may not know.

use super::answer::Refused;
use super::person::{self, Address, Person};
use realtail_kernel::{Currency, ItemId, OfferName, Quantity, Word};
use realtail_omnichannel::WantedDelivery;
use realtail_vocabulary::{Bringing, CheckoutLine, DeliveryPlace, Instrument};
use serde::Deserialize;
use serde_json::{Map, Value};

/// A checkout or a cart as it is asked for.
#[derive(Default, Deserialize)]
pub(super) struct BasketBody {
    pub cart_id: Option<String>,
    pub currency: Option<String>,
    pub line_items: Option<Vec<LineBody>>,
    pub buyer: Option<Map<String, Value>>,
    pub discounts: Option<DiscountsBody>,
    pub fulfillment: Option<FulfillmentBody>,
    pub payment: Option<PaymentBody>,
}

#[derive(Deserialize)]
pub(super) struct LineBody {
    id: Option<String>,
    item: ItemBody,
    quantity: i64,
}

#[derive(Deserialize)]
struct ItemBody {
    id: String,
}

#[derive(Deserialize)]
pub(super) struct DiscountsBody {
    codes: Option<Vec<String>>,
}

#[derive(Deserialize)]
pub(super) struct FulfillmentBody {
    #[serde(default)]
    methods: Vec<MethodBody>,
}

#[derive(Deserialize)]
struct MethodBody {
    id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    line_item_ids: Vec<String>,
    destinations: Option<Vec<Address>>,
    selected_destination_id: Option<String>,
    #[serde(default)]
    groups: Vec<GroupBody>,
}

#[derive(Deserialize)]
struct GroupBody {
    id: Option<String>,
    selected_option_id: Option<String>,
}

#[derive(Default, Deserialize)]
pub(super) struct PaymentBody {
    pub instruments: Option<Vec<InstrumentBody>>,
}

#[derive(Clone, Deserialize)]
pub(super) struct InstrumentBody {
    id: Option<String>,
    pub handler_id: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    display: Option<Map<String, Value>>,
    pub credential: Option<CredentialBody>,
}

#[derive(Clone, Deserialize)]
pub(super) struct CredentialBody {
    pub token: Option<String>,
    pub number: Option<String>,
}

fn word(field: &str, text: &str) -> Result<Word, Refused> {
    Word::new(text).map_err(|error| Refused::invalid(field, error))
}

/// The lines of a basket. A line without a name gets one.
pub(super) fn lines(body: &[LineBody]) -> Result<Vec<CheckoutLine>, Refused> {
    let line = |(n, line): (usize, &LineBody)| {
        let at = |what: &str| format!("line_items[{n}].{what}");
        let name = line.id.as_deref().filter(|id| !id.is_empty());
        let name = name.map_or_else(|| format!("li_{}", n + 1), str::to_owned);
        // What can be no item is no item that anybody knows.
        let unknown =
            |_| Refused::bad("not_found", format!("Product {:?} not found", line.item.id)).at(&at("item.id"));
        Ok(CheckoutLine {
            line: word(&at("id"), &name)?,
            item: ItemId::new(&line.item.id).map_err(unknown)?,
            quantity: Quantity::try_from(line.quantity).map_err(|e| Refused::invalid(&at("quantity"), e))?,
        })
    };
    body.iter().enumerate().map(line).collect()
}

pub(super) fn currency(body: &BasketBody) -> Result<Option<Currency>, Refused> {
    let read = |code: &String| Currency::try_from(code.clone()).map_err(|e| Refused::invalid("currency", e));
    body.currency.as_ref().map(read).transpose()
}

pub(super) fn codes(body: &BasketBody) -> Result<Option<Vec<Word>>, Refused> {
    let Some(codes) = body.discounts.as_ref().and_then(|discounts| discounts.codes.as_ref()) else {
        return Ok(None);
    };
    let codes = codes.iter().map(|code| code.trim()).filter(|code| !code.is_empty());
    codes.map(|code| word("discounts.codes", code)).collect::<Result<Vec<Word>, Refused>>().map(Some)
}

/// Means of payment without anything that could be charged.
pub(super) fn instruments(body: &PaymentBody) -> Result<Vec<Instrument>, Refused> {
    let shown = |instrument: &InstrumentBody, name: &str| {
        Word::new(instrument.display.as_ref()?.get(name)?.as_str()?).ok()
    };
    let read = |(n, instrument): (usize, &InstrumentBody)| {
        let name = instrument.id.clone().unwrap_or_else(|| format!("instr_{}", n + 1));
        Ok(Instrument {
            instrument: word("payment.instruments.id", &name)?,
            handler: word(
                "payment.instruments.handler_id",
                instrument.handler_id.as_deref().unwrap_or("none"),
            )?,
            kind: word("payment.instruments.type", instrument.kind.as_deref().unwrap_or("card"))?,
            brand: shown(instrument, "brand"),
            last_digits: shown(instrument, "last_digits"),
        })
    };
    body.instruments.iter().flatten().enumerate().map(read).collect()
}

/// What a checkout knows already that a change may refer to.
pub(super) struct Known<'a> {
    /// The destinations of each method.
    pub destinations: &'a dyn Fn(&str) -> Vec<DeliveryPlace>,
    /// The addresses that the shop knows of the buyer.
    pub addresses: &'a [(Word, Address)],
}

/// How the lines are wanted, with the addresses put to `person`.
pub(super) fn deliveries(
    body: &FulfillmentBody,
    known: &Known<'_>,
    person: &mut Person,
) -> Result<Vec<WantedDelivery>, Refused> {
    body.methods.iter().enumerate().map(|(n, method)| delivery(n, method, known, person)).collect()
}

fn delivery(
    n: usize,
    body: &MethodBody,
    known: &Known<'_>,
    person: &mut Person,
) -> Result<WantedDelivery, Refused> {
    let bringing = match body.kind.as_deref() {
        None | Some("shipping") => Bringing::Shipping,
        Some("pickup") => Bringing::Pickup,
        Some(other) => {
            let why = format!("{other:?} is not offered; choose shipping or pickup");
            return Err(Refused::invalid(&format!("fulfillment.methods[{n}].type"), why));
        }
    };
    let name = body.id.as_deref().filter(|id| !id.is_empty());
    let name = name.map_or_else(|| format!("method_{}", n + 1), str::to_owned);
    let group = body.groups.first();
    let chosen = group.and_then(|group| group.selected_option_id.as_deref()).filter(|id| !id.is_empty());
    let group = group.and_then(|group| group.id.as_deref()).filter(|id| !id.is_empty());
    let destinations = match (&body.destinations, bringing) {
        (_, Bringing::Pickup) => Vec::new(),
        (Some(given), Bringing::Shipping) if !given.is_empty() => given_destinations(given, known, person)?,
        (_, Bringing::Shipping) => known_destinations(&name, known, person),
    };
    Ok(WantedDelivery {
        method: word("fulfillment.methods.id", &name)?,
        bringing,
        lines: body.line_item_ids.iter().filter_map(|id| Word::new(id).ok()).collect(),
        destinations,
        destination: body.selected_destination_id.as_ref().and_then(|id| Word::new(id).ok()),
        group: Some(word("fulfillment.methods.groups.id", group.unwrap_or(&format!("group_{}", n + 1)))?),
        // What can be no offer is offered nowhere, which is told as for any other that is not.
        offer: chosen.and_then(|id| OfferName::new(id).ok()),
    })
}

/// Destinations as they were given. One that is known by its content keeps the name that it has.
fn given_destinations(
    given: &[Address],
    known: &Known<'_>,
    person: &mut Person,
) -> Result<Vec<DeliveryPlace>, Refused> {
    let mut found = Vec::with_capacity(given.len());
    for address in given {
        let mut address = address.clone();
        let name = address.remove("id").and_then(|id| id.as_str().map(str::to_owned));
        address.remove("type");
        let stored = || known.addresses.iter().find(|(_, known)| person::is_same(known, &address));
        let name = match name.filter(|name| !name.is_empty()) {
            Some(name) => word("fulfillment.methods.destinations.id", &name)?,
            None => match stored() {
                Some((name, _)) => name.clone(),
                None => word("fulfillment.methods.destinations.id", &new_name())?,
            },
        };
        found.push(person::in_the_open(&name, &address));
        person.addresses.insert(name.as_str().to_owned(), address);
    }
    Ok(found)
}

fn new_name() -> String {
    format!("addr_{}", uuid::Uuid::now_v7().simple())
}

/// Where none was given: those that the method had, and those that the shop knows of the buyer.
fn known_destinations(method: &str, known: &Known<'_>, person: &mut Person) -> Vec<DeliveryPlace> {
    let mut found = (known.destinations)(method);
    for (name, address) in known.addresses {
        if !found.iter().any(|destination| destination.destination == *name) {
            found.push(person::in_the_open(name, address));
            person.addresses.insert(name.as_str().to_owned(), address.clone());
        }
    }
    found
}
