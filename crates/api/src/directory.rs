//! Who has which e-mail address or telephone number, by keyed hashes. It is in memory only: the log has the hashes sealed
//! under each person's key, so whoever is erased is found no more, in this directory or in one made from an older log.

use crate::vault::Vault;
use realtail_engine::{Committed, Observer};
use realtail_kernel::CustomerId;
use realtail_omnichannel::Customers;
use realtail_platform::Retail;
use realtail_vocabulary::{CustomerEvent, Event, Sealed};
use smallvec::SmallVec;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// A keyed hash of an address or a number.
type Hash = [u8; 16];

/// By what a person is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Of the e-mail address.
    pub email: Option<Hash>,
    /// Of the telephone number.
    pub phone: Option<Hash>,
}

impl Identity {
    /// For sealing: which of the two there are, then both.
    pub fn bytes(&self) -> [u8; 33] {
        let mut bytes = [0; 33];
        bytes[0] = u8::from(self.email.is_some()) | u8::from(self.phone.is_some()) << 1;
        bytes[1..17].copy_from_slice(&self.email.unwrap_or_default());
        bytes[17..].copy_from_slice(&self.phone.unwrap_or_default());
        bytes
    }

    fn read(bytes: &[u8]) -> Option<Identity> {
        let (which, hashes) = bytes.split_first()?;
        let (email, rest) = hashes.split_first_chunk()?;
        let phone = rest.first_chunk()?;
        let there = |bit: u8, hash: &Hash| (which & bit != 0).then_some(*hash);
        Some(Identity { email: there(1, email), phone: there(2, phone) })
    }

    fn hashes(self) -> impl Iterator<Item = Hash> {
        [self.email, self.phone].into_iter().flatten()
    }
}

/// Who has which e-mail address or telephone number.
pub struct Directory {
    vault: Arc<dyn Vault>,
    known: RwLock<Known>,
}

#[derive(Default)]
struct Known {
    by_hash: HashMap<Hash, SmallVec<[CustomerId; 1]>>,
    of: HashMap<CustomerId, Identity>,
}

impl Directory {
    /// One in which nobody is found yet.
    pub fn new(vault: Arc<dyn Vault>) -> Directory {
        Directory { vault, known: RwLock::default() }
    }

    /// Takes in all customers there are: once, before anybody asks.
    pub fn fill(&self, customers: &Customers) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        for customer in customers.all() {
            if let Some(identity) = self.opened(&customer.customer, customer.identity.as_ref()) {
                known.set(&customer.customer, identity);
            }
        }
    }

    /// A hash for finding a normalised e-mail address.
    pub(crate) fn email(&self, email: &str) -> Hash {
        self.vault.hash("email", email)
    }

    /// A hash for finding a normalised telephone number.
    pub(crate) fn phone(&self, phone: &str) -> Hash {
        self.vault.hash("phone", phone)
    }

    /// The customers who have an address or a number.
    pub(crate) fn find(&self, hash: &Hash) -> SmallVec<[CustomerId; 1]> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.by_hash.get(hash).cloned().unwrap_or_default()
    }

    fn opened(&self, customer: &CustomerId, identity: Option<&Sealed>) -> Option<Identity> {
        // What cannot be opened was told where its profile is.
        Identity::read(&self.vault.open(customer, identity?).ok()??)
    }

    fn follow(&self, event: &CustomerEvent) {
        let change = |change: &dyn Fn(&mut Known)| {
            change(&mut self.known.write().unwrap_or_else(PoisonError::into_inner));
        };
        match event {
            CustomerEvent::Registered(record) | CustomerEvent::Changed(record) => {
                let identity = self.opened(&record.customer, record.identity.as_ref()).unwrap_or_default();
                change(&|known| known.set(&record.customer, identity));
            }
            CustomerEvent::Erased { customers } => {
                change(&|known| customers.iter().for_each(|c| known.set(c, Identity::default())));
            }
            // An alias is found under its own addresses still, and whoever asks resolves it.
            CustomerEvent::Merged { .. } | CustomerEvent::Contacted { .. } => (),
        }
    }
}

impl Known {
    fn set(&mut self, customer: &CustomerId, identity: Identity) {
        for hash in self.of.remove(customer).into_iter().flat_map(Identity::hashes) {
            if let Some(customers) = self.by_hash.get_mut(&hash) {
                customers.retain(|other| other != customer);
                if customers.is_empty() {
                    self.by_hash.remove(&hash);
                }
            }
        }
        if identity == Identity::default() {
            return;
        }
        identity.hashes().for_each(|hash| self.by_hash.entry(hash).or_default().push(customer.clone()));
        self.of.insert(customer.clone(), identity);
    }
}

/// The side of the directory that the engine feeds.
pub struct DirectoryKeeper(pub Arc<Directory>);

impl Observer<Retail> for DirectoryKeeper {
    fn committed(&mut self, batch: &Committed<'_, Retail>) {
        for (_, entry) in batch.iter() {
            for event in &entry.events {
                if let Event::Customer(event) = event {
                    self.0.follow(event);
                }
            }
        }
    }
}
