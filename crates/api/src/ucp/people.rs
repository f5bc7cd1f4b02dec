//! Customers whom an agent names by their e-mail address, where it may know them: where they live, and what it tells of
//! that anew.

use super::agent::Agent;
use super::answer::{Refused, refused};
use super::person::{Address, Person, is_same};
use crate::app::App;
use crate::calls::Call;
use crate::customers::{self, Profile};
use axum::http::HeaderMap;
use realtail_engine::Outcome;
use realtail_kernel::{CustomerId, Label, Word};
use realtail_omnichannel::{Command, CustomerCommand};
use realtail_vocabulary::CustomerRecord;
use serde_json::Value;

/// A customer, known or to be known from now on.
pub(super) struct Somebody {
    /// The number.
    pub customer: CustomerId,
    /// Whether the shop knows of it already.
    pub is_known: bool,
    profile: Profile,
}

impl Somebody {
    /// Who has an e-mail address. Where several have it, nobody is named by it.
    pub async fn find(app: &App, agent: &Agent, person: &Person) -> Result<Option<Somebody>, Refused> {
        let Some(email) = person.email().filter(|_| agent.is_trusted) else { return Ok(None) };
        match customers::find_by_email(app, email).as_slice() {
            [] => {
                let profile = Profile {
                    name: label(&person.name()),
                    email: Some(email.to_owned()),
                    ..Profile::default()
                };
                let Ok(profile) = profile.checked() else { return Ok(None) };
                let customer = CustomerId::new(uuid::Uuid::now_v7().simple().to_string());
                Ok(customer.ok().map(|customer| Somebody { customer, is_known: false, profile }))
            }
            [customer] => {
                let profile = customers::profile_of(app, customer).await?.unwrap_or_default();
                Ok(Some(Somebody { customer: customer.clone(), is_known: true, profile }))
            }
            _ => Ok(None),
        }
    }

    /// Where the customer lives, by name.
    pub fn addresses(&self) -> Vec<(Word, Address)> {
        let named = |(n, address): (usize, &customers::Address)| {
            let name = address.label.as_ref().map_or_else(|| format!("known_{}", n + 1), ToString::to_string);
            Some((Word::new(name).ok()?, in_their_words(address)))
        };
        self.profile.addresses.iter().enumerate().filter_map(named).collect()
    }

    /// Keeps for later where the agent says that the customer lives.
    pub async fn remember(&mut self, app: &App, agent: &Agent, person: &Person) -> Result<(), Refused> {
        let known = self.addresses();
        let new =
            person.addresses.iter().filter(|(_, new)| !known.iter().any(|(_, known)| is_same(known, new)));
        let new: Vec<customers::Address> = new.map(|(name, address)| in_our_words(name, address)).collect();
        if new.is_empty() {
            return Ok(());
        }
        self.profile.addresses.extend(new);
        // What is no address to us is kept with the checkout alone.
        let Ok(profile) = self.profile.clone().checked() else { return Ok(()) };
        let (identity, profile) = profile.sealed(app, &self.customer).await?;
        let (loyalty, groups) = {
            let replica = app.read();
            let known = replica.machine.omnichannel.customers.get(&self.customer);
            known.map(|known| (known.loyalty.clone(), known.groups.clone())).unwrap_or_default()
        };
        let record = CustomerRecord { customer: self.customer.clone(), loyalty, groups, identity, profile };
        let command = Command::Customer(CustomerCommand::Set(Box::new(record)));
        let call = Call::new(app, &agent.caller, "ucp.customer.set", &HeaderMap::new(), b"")?;
        if let Outcome::Refused(refusal) = call.submit(command.into()).await? {
            return Err(refused(&refusal));
        }
        self.is_known = true;
        Ok(())
    }
}

fn label(text: &Option<String>) -> Option<Label> {
    text.as_ref().and_then(|text| Label::new(text.as_str()).ok())
}

fn in_their_words(address: &customers::Address) -> Address {
    let (first, more) = match address.lines.split_first() {
        Some((first, more)) => (Some(first.to_string()), more),
        None => (None, [].as_slice()),
    };
    let more: Vec<&str> = more.iter().map(Label::as_str).collect();
    let told = |label: &Option<Label>| label.as_ref().map(ToString::to_string);
    let parts = [
        ("street_address", first),
        ("extended_address", (!more.is_empty()).then(|| more.join(", "))),
        ("address_locality", told(&address.city)),
        ("address_region", told(&address.region)),
        ("postal_code", told(&address.postal_code)),
        ("address_country", told(&address.country)),
    ];
    parts.into_iter().filter_map(|(name, part)| Some((name.to_owned(), Value::String(part?)))).collect()
}

fn in_our_words(name: &str, address: &Address) -> customers::Address {
    let said =
        |part: &str| address.get(part).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty());
    let part = |part: &str| said(part).and_then(|said| Label::new(said).ok());
    customers::Address {
        label: Label::new(name).ok(),
        lines: ["street_address", "extended_address"].into_iter().filter_map(part).collect(),
        city: part("address_locality"),
        region: part("address_region"),
        postal_code: part("postal_code"),
        country: said("address_country").and_then(|code| Label::new(code.to_ascii_uppercase()).ok()),
        ..customers::Address::default()
    }
}
