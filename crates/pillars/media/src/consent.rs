//! What customers have agreed to. It is looked at when something is done, never when it is planned, so that what is
//! withdrawn ends at once.

use realtail_kernel::{CustomerId, Rejection};
use realtail_vocabulary::{Consent, ContactChannel, MediaEvent, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What customers have agreed to, or withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Consents {
    by_customer: BTreeMap<CustomerId, BTreeMap<(Purpose, ContactChannel), Consent>>,
}

impl Consents {
    /// Whether the customer agrees to it now. Who never said anything does not.
    pub fn agrees(&self, customer: &CustomerId, purpose: Purpose, channel: ContactChannel) -> bool {
        let said = self.by_customer.get(customer).and_then(|said| said.get(&(purpose, channel)));
        said.is_some_and(|consent| consent.given)
    }

    /// All that the customer ever said, the newest of each.
    pub fn of<'a>(&'a self, customer: &CustomerId) -> impl Iterator<Item = &'a Consent> {
        self.by_customer.get(customer).into_iter().flat_map(BTreeMap::values)
    }

    pub(crate) fn change(&self, consent: &Consent) -> Result<Vec<MediaEvent>, Rejection> {
        if self.of(&consent.customer).any(|known| known == consent) {
            return Ok(Vec::new());
        }
        Ok(vec![MediaEvent::ConsentChanged(consent.clone())])
    }

    pub(crate) fn apply(&mut self, consent: &Consent) {
        let said = self.by_customer.entry(consent.customer.clone()).or_default();
        said.insert((consent.purpose, consent.channel), consent.clone());
    }
}
