//! Whom an order is for and where it goes: personal, so it is sealed before it is written down.

use crate::app::App;
use crate::calls::Logged;
use crate::problem::Problem;
use crate::vault;
use realtail_kernel::{CustomerId, OrderId};
use realtail_vocabulary::{Event, OrderEvent, Sealed};
use serde::{Deserialize, Serialize};

const LETTERS_MAX: usize = 300;

/// Where goods are brought to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostalAddress {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    street: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

/// Whom to tell, and where the goods go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderContact {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<PostalAddress>,
}

impl OrderContact {
    /// The e-mail address and the telephone number, where they are given.
    pub fn reached_at(&self) -> impl Iterator<Item = &str> {
        [&self.email, &self.phone].into_iter().filter_map(Option::as_deref)
    }

    fn texts(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let address = self.address.as_ref();
        let of = |field: fn(&PostalAddress) -> &Option<String>| address.and_then(|a| field(a).as_ref());
        let named = [
            ("name", self.name.as_ref()),
            ("email", self.email.as_ref()),
            ("phone", self.phone.as_ref()),
            ("address.street", of(|a| &a.street)),
            ("address.extra", of(|a| &a.extra)),
            ("address.city", of(|a| &a.city)),
            ("address.region", of(|a| &a.region)),
            ("address.postal_code", of(|a| &a.postal_code)),
            ("address.country", of(|a| &a.country)),
        ];
        named.into_iter().filter_map(|(field, text)| Some((field, text?)))
    }

    /// Seals it under the customer's key, or that of a guest who has one for this order alone.
    pub async fn seal(
        &self,
        app: &App,
        customer: Option<CustomerId>,
        order: &OrderId,
    ) -> Result<(CustomerId, Sealed), Problem> {
        if let Some((field, _)) = self.texts().find(|(_, text)| text.chars().count() > LETTERS_MAX) {
            let detail = format!("contact.{field} has more than {LETTERS_MAX} letters");
            return Err(Problem::invalid(&format!("contact.{field}"), detail));
        }
        let customer = customer.map_or_else(|| guest(order), Ok)?;
        let sealed = vault::seal(app, &customer, self).await?;
        Ok((customer, sealed))
    }
}

/// A number for whoever orders without one.
pub(super) fn guest(order: &OrderId) -> Result<CustomerId, Problem> {
    CustomerId::new(format!("guest-{order}")).map_err(|e| Problem::malformed(e.to_string()))
}

/// The contact of an order, opened; nothing where there is none, or the person was forgotten.
pub(crate) fn of(app: &App, order: &OrderId, entry: &Logged) -> Option<OrderContact> {
    entry.events.iter().find_map(|event| match event {
        Event::Order(OrderEvent::Placed(placed)) if placed.order == *order => {
            vault::open(app, placed.customer.as_ref()?, placed.contact.as_ref()?)
        }
        _ => None,
    })
}
