//! Who buys and where goods go: told by the agent, kept only sealed.

use crate::app::App;
use realtail_kernel::Word;
use realtail_vocabulary::{Checkout, DeliveryPlace, Sealed};
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
        self.buyer.get("email").and_then(Value::as_str).map(str::trim).filter(|email| !email.is_empty())
    }
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
    checkout.person.as_ref().and_then(|sealed| open(app, sealed)).unwrap_or_default()
}

/// Opens what was sealed.
pub(super) fn open(_app: &App, _sealed: &Sealed) -> Option<Person> {
    None
}

/// Seals what is personal. Without a vault there is nothing to seal with, so nothing personal is kept.
pub(super) fn seal(_app: &App, _person: &Person) -> Option<Sealed> {
    None
}

/// The addresses that the shop knows of a customer, by name.
pub(super) fn known_addresses(_app: &App, _email: &str) -> Vec<(Word, Address)> {
    Vec::new()
}
