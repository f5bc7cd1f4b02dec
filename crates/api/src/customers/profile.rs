//! What is personal about a customer: read at the door, sealed on its way in, opened for those who may see it.

use crate::app::App;
use crate::directory::Identity;
use crate::problem::Problem;
use crate::{calls, vault};
use realtail_kernel::{CustomerId, Label, Position};
use realtail_vocabulary::{CustomerEvent, Event, Sealed};
use serde::{Deserialize, Serialize};

/// Addresses one customer may have.
const ADDRESSES_MAX: usize = 50;

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    /// What the customer calls it, such as `home`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Label>,
    /// Who is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// Street and number, and what else it takes to find the door.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 5)]
    pub lines: Vec<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Label>,
    /// A state, a province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Label>,
    /// ISO 3166-1, such as `DE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, pattern = "^[A-Z]{2}$")]
    pub country: Option<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Label>,
}

/// Name, addresses, numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub(crate) struct Profile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Label>,
    /// In small letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A plus sign and digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
}

impl Profile {
    /// Refuses what cannot be, and writes what can be written in several ways in one. What is refused is not repeated.
    pub fn checked(mut self) -> Result<Profile, Problem> {
        self.email = self.email.as_deref().map(normal_email).transpose()?;
        self.phone = self.phone.as_deref().map(normal_phone).transpose()?;
        if self.addresses.len() > ADDRESSES_MAX {
            return Err(Problem::invalid("addresses", format!("a customer has at most {ADDRESSES_MAX}")));
        }
        for (n, address) in self.addresses.iter().enumerate() {
            let field = |name: &str| format!("addresses[{n}].{name}");
            if address.lines.len() > 5 {
                return Err(Problem::invalid(&field("lines"), "an address has at most 5 lines"));
            }
            let two_letters = |c: &Label| matches!(c.as_str().as_bytes(), [b'A'..=b'Z', b'A'..=b'Z']);
            if !address.country.as_ref().is_none_or(two_letters) {
                let detail = "give the two capital letters of ISO 3166-1, such as DE";
                return Err(Problem::invalid(&field("country"), detail));
            }
        }
        Ok(self)
    }

    fn identity(&self, app: &App) -> Identity {
        Identity {
            email: self.email.as_deref().map(|email| app.directory.email(email)),
            phone: self.phone.as_deref().map(|phone| app.directory.phone(phone)),
        }
    }

    /// Seals it, and what the customer is found by.
    pub async fn sealed(
        &self,
        app: &App,
        customer: &CustomerId,
    ) -> Result<(Option<Sealed>, Option<Sealed>), Problem> {
        if *self == Profile::default() {
            return Ok((None, None));
        }
        let profile = vault::seal(app, customer, self).await?;
        let identity = match self.identity(app) {
            none if none == Identity::default() => None,
            some => Some(app.vault.seal(customer, &some.bytes()).await?),
        };
        Ok((identity, Some(profile)))
    }
}

/// An e-mail address as it is compared.
pub(crate) fn normal_email(text: &str) -> Result<String, Problem> {
    let email = text.trim().to_lowercase();
    let good = email.len() <= 254
        && !email.chars().any(|c| c.is_control() || c.is_whitespace())
        && matches!(email.split_once('@'), Some((who, host)) if !who.is_empty() && !host.is_empty() && !host.contains('@'));
    if good {
        Ok(email)
    } else {
        Err(Problem::invalid("email", "that is no e-mail address; give one such as ann@example.com"))
    }
}

/// A telephone number as it is compared: with its country code, and nothing but digits behind the plus sign.
pub(crate) fn normal_phone(text: &str) -> Result<String, Problem> {
    let dialled: String = text.chars().filter(|c| !" -./()\u{a0}".contains(*c)).collect();
    let digits = dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00"));
    match digits {
        Some(digits) if (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(format!("+{digits}"))
        }
        _ => Err(Problem::invalid(
            "phone",
            "give a telephone number with its country code, such as +49 30 1234567",
        )),
    }
}

/// What is known of a customer as a person; nothing where nothing is, or the person was forgotten.
pub(crate) async fn profile_of(app: &App, customer: &CustomerId) -> Result<Option<Profile>, Problem> {
    let known = {
        let replica = app.read();
        let known = replica.machine.omnichannel.customers.resolved(customer);
        known.and_then(|known| Some((known.customer.clone(), known.profile_at?)))
    };
    let Some((customer, position)) = known else { return Ok(None) };
    // Only what is durable stands in the log.
    app.settled().await;
    let app = app.clone();
    let read = move || profile_in(&app, &customer, position);
    tokio::task::spawn_blocking(read).await.map_err(Problem::fault)?
}

/// The profile in an entry that is durable; not for a thread that serves.
pub(super) fn profile_in(
    app: &App,
    customer: &CustomerId,
    position: Position,
) -> Result<Option<Profile>, Problem> {
    let entry = calls::entry(app, position)?;
    let sealed = entry.events.iter().rev().find_map(|event| match event {
        Event::Customer(CustomerEvent::Registered(record) | CustomerEvent::Changed(record)) => {
            record.profile.as_ref().filter(|_| record.customer == *customer)
        }
        _ => None,
    });
    Ok(sealed.and_then(|sealed| vault::open(app, customer, sealed)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_written_in_several_ways_is_found_in_all() {
        let email = |text: &str| normal_email(text).map_err(|problem| problem.detail);
        assert_eq!(email(" Ann@Example.COM ").as_deref(), Ok("ann@example.com"));
        for wrong in ["", "ann", "@example.com", "ann@", "a@b@c", "an n@example.com"] {
            let detail = email(wrong).expect_err("refused");
            assert_eq!(detail, "that is no e-mail address; give one such as ann@example.com");
        }
        let phone = |text: &str| normal_phone(text).map_err(|problem| problem.detail);
        for text in ["+4930901820", "0049 30 901820", "+49 (30) 90-18.20", "+49\u{a0}30/901820"] {
            assert_eq!(phone(text).as_deref(), Ok("+4930901820"), "{text}");
        }
        for wrong in ["", "030 901820", "+49", "+49 30 x", "+1234567890123456"] {
            assert!(phone(wrong).expect_err("refused").contains("country code"), "{wrong}");
        }
    }
}
