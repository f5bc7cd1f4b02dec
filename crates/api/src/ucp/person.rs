//! Who buys and where goods go: told by the agent, kept only sealed.

use super::answer::Refused;
use crate::app::App;
use crate::vault;
use realtail_kernel::{CustomerId, Word};
use realtail_vocabulary::{Bringing, Cart, Checkout, DeliveryPlace, Sealed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The parts of an address that make it another one.
const PARTS: [&str; 6] = [
    "street_address",
    "extended_address",
    "address_locality",
    "address_region",
    "postal_code",
    "address_country",
];

/// The parts of an address as an order's contact calls them, and as the protocol does.
const OUR_WORDS: [(&str, &str); 6] = [
    ("street", "street_address"),
    ("extra", "extended_address"),
    ("city", "address_locality"),
    ("region", "address_region"),
    ("postal_code", "postal_code"),
    ("country", "address_country"),
];

/// An address, in the protocol's words.
pub(super) type Address = Map<String, Value>;

/// All that is personal at a checkout.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Person {
    /// Name, e-mail address, consent: as the agent gave it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub buyer: Map<String, Value>,
    /// Where goods may go, by the name of the destination.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub addresses: BTreeMap<String, Address>,
}

impl Person {
    /// The buyer's e-mail address, where one was given.
    pub fn email(&self) -> Option<&str> {
        self.said("email")
    }

    /// The buyer's name, as far as it is told.
    pub fn name(&self) -> Option<String> {
        let names: Vec<&str> =
            ["first_name", "last_name"].iter().filter_map(|name| self.said(name)).collect();
        let full = self.said("full_name").map(str::to_owned);
        full.or_else(|| (!names.is_empty()).then(|| names.join(" ")))
    }

    /// What those who pick and hand over must know: who it is for, and where it goes.
    pub fn contact(&self, checkout: &Checkout) -> Contact<'_> {
        let going = checkout.deliveries.iter().find(|delivery| delivery.bringing == Bringing::Shipping);
        let address = going.and_then(|going| self.addresses.get(going.destination.as_ref()?.as_str()));
        let in_our_words = |address: &'_ Address| {
            let part = |(ours, theirs): (&'static str, &str)| {
                Some((ours, address.get(theirs)?.as_str()?.to_owned()))
            };
            OUR_WORDS.into_iter().filter_map(part).collect()
        };
        Contact {
            name: self.name(),
            email: self.email(),
            phone: self.said("phone_number"),
            address: address.map(in_our_words),
        }
    }

    fn said(&self, name: &str) -> Option<&str> {
        self.buyer.get(name).and_then(Value::as_str).map(str::trim).filter(|said| !said.is_empty())
    }
}

/// Whom an order is for, as it is sealed with it.
#[derive(Serialize)]
pub(super) struct Contact<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<BTreeMap<&'static str, String>>,
}

/// Whether two addresses are one and the same place.
pub(super) fn is_same(a: &Address, b: &Address) -> bool {
    let part = |address: &Address, name: &str| {
        address.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_lowercase()
    };
    PARTS.iter().all(|name| part(a, name) == part(b, name))
}

/// As much of an address as may stand in the open.
pub(super) fn in_the_open(name: &Word, address: &Address) -> DeliveryPlace {
    let part = |name: &str| Word::new(address.get(name)?.as_str()?.trim()).ok();
    DeliveryPlace {
        destination: name.clone(),
        country: part("address_country"),
        region: part("address_region"),
        postal_code: part("postal_code"),
    }
}

/// What is personal at a checkout, where its key still exists.
pub(super) fn of(app: &App, checkout: &Checkout) -> Person {
    open(app, checkout.customer.as_ref(), checkout.person.as_ref())
}

/// What is personal in a cart, where its key still exists.
pub(super) fn in_cart(app: &App, cart: &Cart) -> Person {
    open(app, cart.customer.as_ref(), cart.person.as_ref())
}

fn open(app: &App, customer: Option<&CustomerId>, sealed: Option<&Sealed>) -> Person {
    let sealed = customer.zip(sealed);
    sealed.and_then(|(customer, sealed)| vault::open(app, customer, sealed)).unwrap_or_default()
}

/// Seals what is personal: under the number that it is sealed under already, or a new one.
pub(super) async fn seal(
    app: &App,
    known: Option<&CustomerId>,
    person: &Person,
) -> Result<(CustomerId, Sealed), Refused> {
    let customer = known.map_or_else(vault::guest, |known| Ok(known.clone()))?;
    let sealed = vault::seal(app, &customer, person).await?;
    Ok((customer, sealed))
}
