//! Who asks the assistant: a shopper by the session, or somebody with a key that may see people.

use crate::app::App;
use crate::caller::{Caller, Deed};
use crate::problem::Problem;
use crate::shop::{SESSION_PREFIX, Shopper, channel};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use realtail_kernel::{Channel, CustomerId};

/// Who asks.
pub(super) struct Asking {
    /// As whom it writes.
    pub caller: Caller,
    /// The customer, where one is known.
    pub customer: Option<CustomerId>,
    /// Whether it is a shopper's own phone.
    pub is_shopper: bool,
}

impl Asking {
    /// Names whoever the conversation belongs to: nobody else may read it.
    pub fn owner(&self) -> String {
        match (&self.customer, self.is_shopper) {
            (Some(customer), true) => format!("shopper/{customer}"),
            _ => format!("key/{}", self.caller.key),
        }
    }

    /// About which customer: a shopper's own session says, and nobody else's word.
    pub fn about(mut self, app: &App, customer: Option<CustomerId>) -> Result<Asking, Problem> {
        let Some(customer) = customer else { return Ok(self) };
        if self.is_shopper {
            return Err(Problem::invalid("customer", "a shopper's session says who it is; leave it out"));
        }
        let replica = app.read();
        let customers = &replica.machine.omnichannel.customers;
        let known = customers.living(&customer).map_err(|refusal| Problem::from(&refusal.into()))?;
        self.customer = Some(known.customer.clone());
        Ok(self)
    }

    /// The channel that a case is opened on.
    pub fn channel(&self, app: &App) -> Result<Channel, Problem> {
        match self.caller.described(app.handle.now()).channel {
            Some(channel) => Ok(channel),
            None if self.is_shopper => channel(),
            None => Channel::new("service").map_err(Problem::fault),
        }
    }
}

impl FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Asking, Problem> {
        let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(|value| value.strip_prefix("Bearer ")).map_or("", str::trim);
        if token.starts_with(SESSION_PREFIX) {
            let Shopper { customer, caller } = Shopper::from_request_parts(parts, app).await?;
            return Ok(Asking { caller, customer: Some(customer), is_shopper: true });
        }
        let caller = Caller::from_request_parts(parts, app).await?;
        caller.may(Deed::Person)?;
        Ok(Asking { caller, customer: None, is_shopper: false })
    }
}
