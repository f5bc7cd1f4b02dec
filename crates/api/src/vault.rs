//! What keeps the keys of persons, outside of the log; and personal data on its way into the log and out of it.

use crate::app::App;
use crate::problem::Problem;
use axum::http::StatusCode;
use futures_util::future::BoxFuture;
use realtail_kernel::{CustomerId, Word};
use realtail_vocabulary::{PaymentAsk, Sealed, SealedToken};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why nothing was sealed, opened or destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VaultFault {
    /// The person was forgotten: nothing is sealed for one whose key was destroyed.
    Erased,
    /// The vault failed.
    Failed(String),
}

/// What keeps the keys of persons.
pub trait Vault: Send + Sync {
    /// Seals something under a customer's key, which is drawn where there is none. It answers when the key is durable: so
    /// what is sealed may be logged.
    fn seal<'a>(
        &'a self,
        customer: &'a CustomerId,
        plain: &'a [u8],
    ) -> BoxFuture<'a, Result<Sealed, VaultFault>>;

    /// Opens what was sealed for a customer; nothing where the key was destroyed.
    ///
    /// # Errors
    /// Where it is not what was sealed for this customer.
    fn open(&self, customer: &CustomerId, sealed: &Sealed) -> Result<Option<Vec<u8>>, VaultFault>;

    /// Destroys a customer's key, and answers when that is durable.
    fn erase<'a>(&'a self, customer: &'a CustomerId) -> BoxFuture<'a, Result<(), VaultFault>>;

    /// A hash that only this vault can make.
    fn hash(&self, kind: &str, text: &str) -> [u8; 16];
}

impl From<VaultFault> for Problem {
    fn from(fault: VaultFault) -> Problem {
        match fault {
            VaultFault::Erased => {
                let detail = "this customer was erased; register the person anew under another number";
                Problem::new(StatusCode::CONFLICT, "customer-erased", "The customer was erased", detail)
            }
            VaultFault::Failed(detail) => Problem::fault(detail),
        }
    }
}

/// Seals something of a person, as JSON, under the key of this number; one that has none yet gets one. It opens only for
/// the same number, so what is logged says which. Seal before the command that logs it.
///
/// # Errors
/// Where the person was erased, or the vault failed.
pub(crate) async fn seal(app: &App, customer: &CustomerId, data: &impl Serialize) -> Result<Sealed, Problem> {
    let plain = serde_json::to_vec(data).map_err(|e| Problem::fault(format!("write personal data: {e}")))?;
    if app.read().machine.omnichannel.customers.is_erased(customer) {
        return Err(VaultFault::Erased.into());
    }
    Ok(app.vault.seal(customer, &plain).await?)
}

/// What was sealed for a person under this number; nothing where the person was forgotten.
pub(crate) fn open<T: DeserializeOwned>(app: &App, customer: &CustomerId, sealed: &Sealed) -> Option<T> {
    match app.vault.open(customer, sealed) {
        Ok(plain) => serde_json::from_slice(&plain?).ok(),
        Err(VaultFault::Erased) => None,
        Err(VaultFault::Failed(cause)) => {
            // Whose it is may be logged, what it says may not.
            tracing::error!("open what was sealed for customer {customer}: {cause}");
            None
        }
    }
}

/// The contact of an order (name, e-mail address, telephone number, address), sealed under its customer's key.
///
/// # Errors
/// Where the person was erased, or the vault failed.
pub(crate) async fn sealed_contact(
    app: &App,
    customer: &CustomerId,
    contact: &impl Serialize,
) -> Result<Sealed, Problem> {
    seal(app, customer, contact).await
}

/// A token that pays, sealed for the log.
///
/// # Errors
/// Where the person was erased, or the vault failed.
pub(crate) async fn sealed_token(
    app: &App,
    customer: CustomerId,
    token: &Word,
) -> Result<SealedToken, Problem> {
    let sealed = seal(app, &customer, token).await?;
    Ok(SealedToken { customer, sealed })
}

/// An ask with the token that was sealed; without one where the person was forgotten, which its provider declines.
pub fn open_token(app: &App, mut ask: PaymentAsk) -> PaymentAsk {
    if let Some(SealedToken { customer, sealed }) = ask.sealed_token.take() {
        ask.token = open(app, &customer, &sealed);
    }
    ask
}

/// Whose key seals what pays for guests who leave no word of themselves: nobody can ask for one of them to be forgotten,
/// so they need no key each.
pub(crate) fn nameless() -> Result<CustomerId, Problem> {
    CustomerId::new("nameless-guests").map_err(|e| Problem::fault(e.to_string()))
}

/// A number for somebody who has none, so that there is a key to seal under, and to destroy.
pub(crate) fn guest() -> Result<CustomerId, Problem> {
    CustomerId::new(format!("guest-{}", uuid::Uuid::now_v7().simple()))
        .map_err(|e| Problem::fault(e.to_string()))
}
