//! What customers have agreed to. It is looked at when something is done, never when it is planned, so that what is
//! withdrawn ends at once.

use realtail_kernel::{CustomerId, Rejection};
use realtail_vocabulary::{Consent, ContactChannel, JoinedConsents, MediaEvent, Purpose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

type Said = BTreeMap<(Purpose, ContactChannel), Consent>;

/// What customers have agreed to, or withdrawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Consents {
    by_customer: Arc<BTreeMap<CustomerId, Said>>,
}

impl Consents {
    /// Whether the customer agrees to it now. Who never said anything does not.
    pub fn agrees(&self, customer: &CustomerId, purpose: Purpose, channel: ContactChannel) -> bool {
        self.said(customer, purpose, channel) == Some(true)
    }

    /// What the customer said of it last, if anything ever.
    pub fn said(&self, customer: &CustomerId, purpose: Purpose, channel: ContactChannel) -> Option<bool> {
        let said = self.by_customer.get(customer).and_then(|said| said.get(&(purpose, channel)));
        said.map(|consent| consent.given)
    }

    /// All that the customer ever said, the newest of each.
    pub fn of<'a>(&'a self, customer: &CustomerId) -> impl Iterator<Item = &'a Consent> {
        self.by_customer.get(customer).into_iter().flat_map(BTreeMap::values)
    }

    /// Who said no to it last.
    pub(crate) fn refusing(
        &self,
        purpose: Purpose,
        channel: ContactChannel,
    ) -> impl Iterator<Item = &CustomerId> {
        let refuses = move |said: &Said| said.get(&(purpose, channel)).is_some_and(|consent| !consent.given);
        self.by_customer.iter().filter(move |(_, said)| refuses(said)).map(|(customer, _)| customer)
    }

    pub(crate) fn change(&self, consents: &[Consent]) -> Result<Vec<MediaEvent>, Rejection> {
        for (i, consent) in consents.iter().enumerate() {
            let same = |other: &Consent| (other.purpose, other.channel) == (consent.purpose, consent.channel);
            if consents[..i].iter().any(same) {
                let problem = format!("{:?} by {:?} stands twice", consent.purpose, consent.channel);
                return Err(Rejection::invalid("consents", problem.to_lowercase()));
            }
        }
        let news =
            consents.iter().filter(|consent| !self.of(&consent.customer).any(|known| known == *consent));
        Ok(news.map(|consent| MediaEvent::ConsentChanged(consent.clone())).collect())
    }

    pub(crate) fn apply(&mut self, consent: &Consent) {
        let said = Arc::make_mut(&mut self.by_customer).entry(consent.customer.clone()).or_default();
        said.insert((consent.purpose, consent.channel), consent.clone());
    }

    pub(crate) fn apply_forgotten(&mut self, customers: &[CustomerId]) {
        let known = Arc::make_mut(&mut self.by_customer);
        customers.iter().for_each(|customer| drop(known.remove(customer)));
    }

    /// Of two answers the stricter one stands: nobody is to be taken at a word that the same person took back.
    pub(crate) fn apply_joined(&mut self, joined: &JoinedConsents) {
        let known = Arc::make_mut(&mut self.by_customer);
        let Some(theirs) = known.remove(&joined.customer) else { return };
        let own = known.entry(joined.into.clone()).or_default();
        for (about, consent) in theirs {
            let consent = Consent { customer: joined.into.clone(), ..consent };
            let kept = own.entry(about).or_insert_with(|| consent.clone());
            if kept.given && !consent.given {
                *kept = consent;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_kernel::Word;

    fn consent(customer: &str, given: bool) -> Consent {
        Consent {
            customer: CustomerId::new(customer).expect("a number"),
            purpose: Purpose::Offers,
            channel: ContactChannel::Push,
            given,
            wording: Word::new("v1").expect("a word"),
        }
    }

    #[test]
    fn what_is_withdrawn_ends_at_once_and_of_two_answers_the_stricter_stands() {
        // what the alias said, what the one who goes on said, what stands once they are one
        for (alias, own, stands) in [
            (Some(true), None, true),
            (Some(false), Some(true), false),
            (Some(true), Some(false), false),
            (Some(true), Some(true), true),
            (None, Some(true), true),
            (None, None, false),
        ] {
            let mut consents = Consents::default();
            alias.into_iter().for_each(|given| consents.apply(&consent("old", given)));
            own.into_iter().for_each(|given| consents.apply(&consent("new", given)));
            let (old, new) = (consent("old", true).customer, consent("new", true).customer);
            consents.apply_joined(&JoinedConsents { customer: old.clone(), into: new.clone() });
            let agrees = |who: &CustomerId| consents.agrees(who, Purpose::Offers, ContactChannel::Push);
            assert_eq!((agrees(&new), agrees(&old)), (stands, false), "{alias:?} {own:?}");
        }
    }

    #[test]
    fn what_is_said_twice_changes_nothing() {
        let mut consents = Consents::default();
        assert_eq!(consents.change(&[consent("anna", true)]).expect("fine").len(), 1);
        consents.apply(&consent("anna", true));
        assert!(consents.change(&[consent("anna", true)]).expect("fine").is_empty());
        assert_eq!(consents.change(&[consent("anna", false)]).expect("fine").len(), 1);
        assert!(consents.change(&[consent("anna", true), consent("anna", false)]).is_err());
    }
}
