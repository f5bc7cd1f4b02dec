//! Customers: numbers, groups, membership, what happened to whom; personal data only sealed, which nobody in here can open.

mod command;
mod follow;
#[cfg(test)]
mod tests;
mod timeline;

use crate::refusal::{Refusal, Thing};
use crate::register::{Named, Register};
pub use command::CustomerCommand;
pub(crate) use command::decide;
pub(crate) use follow::follow;
use realtail_kernel::{CustomerId, GroupName, Instant, LoyaltyNo, Position, Stamp};
use realtail_vocabulary::{CustomerEvent, CustomerRecord, Sealed, TimelineKind};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::collections::BTreeMap;
pub use timeline::{Noted, Timeline};

/// What is known of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The retailer's number of the customer.
    pub customer: CustomerId,
    /// The number on the loyalty card.
    pub loyalty: Option<LoyaltyNo>,
    /// The groups whose prices and promotions are for this customer.
    pub groups: SmallVec<[GroupName; 1]>,
    /// Since when a member of the loyalty programme.
    pub member_since: Option<Instant>,
    /// Hashes of the e-mail address and the telephone number, sealed.
    pub identity: Option<Sealed>,
    /// The entry that has the sealed profile. It is read from there: few are ever looked at.
    pub profile_at: Option<Position>,
    /// When the customer was first heard of.
    pub created_at: Instant,
    /// When the customer was registered; some are only known by their number.
    pub registered_at: Option<Instant>,
    /// The customer this number is an alias of.
    pub merged_into: Option<CustomerId>,
    /// The numbers that are aliases of this one, and of which each had a key of its own.
    pub aliases: Vec<CustomerId>,
    /// When the person was forgotten.
    pub erased_at: Option<Instant>,
    /// What happened to this customer.
    pub timeline: Timeline,
}

impl Named for Customer {
    fn name(&self) -> &str {
        self.customer.as_str()
    }
}

impl Customer {
    fn heard_of(customer: &CustomerId, at: Instant) -> Customer {
        Customer {
            customer: customer.clone(),
            loyalty: None,
            groups: SmallVec::new(),
            member_since: None,
            identity: None,
            profile_at: None,
            created_at: at,
            registered_at: None,
            merged_into: None,
            aliases: Vec::new(),
            erased_at: None,
            timeline: Timeline::default(),
        }
    }
}

/// All customers.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Customers {
    known: Register<Customer>,
    /// Who has which loyalty card, aliases apart.
    #[serde(skip)]
    by_loyalty: BTreeMap<LoyaltyNo, CustomerId>,
}

impl PartialEq for Customers {
    fn eq(&self, other: &Customers) -> bool {
        self.known == other.known
    }
}

impl Customers {
    /// The customer of this number; an alias is a customer of its own here.
    pub fn get(&self, customer: &CustomerId) -> Option<&Customer> {
        self.known.get(customer.as_str())
    }

    /// The number that goes on for a number that may have been merged into another. Give what is read under a number
    /// to this first.
    pub fn resolve<'a>(&'a self, customer: &'a CustomerId) -> &'a CustomerId {
        let mut found = customer;
        while let Some(into) = self.get(found).and_then(|known| known.merged_into.as_ref()) {
            found = into;
        }
        found
    }

    /// The customer that goes on for a number.
    pub fn resolved(&self, customer: &CustomerId) -> Option<&Customer> {
        self.get(self.resolve(customer))
    }

    /// The same, where there must be one who was not forgotten.
    ///
    /// # Errors
    /// Where there is none.
    pub fn living(&self, customer: &CustomerId) -> Result<&Customer, Refusal> {
        let known = self
            .resolved(customer)
            .ok_or_else(|| Refusal::Unknown { what: Thing::Customer, id: customer.to_string() })?;
        match known.erased_at {
            None => Ok(known),
            Some(at) => {
                let problem = format!(
                    "customer {customer} was erased at {at}; register the person under another number"
                );
                Err(Refusal::WrongState { problem })
            }
        }
    }

    /// Whether the person behind a number was forgotten: nothing may be sealed for it any more.
    pub fn is_erased(&self, customer: &CustomerId) -> bool {
        self.resolved(customer).is_some_and(|known| known.erased_at.is_some())
    }

    /// Which prices and promotions are for a customer: the groups, and whether member prices are.
    pub fn groups_of(&self, customer: &CustomerId) -> (&[GroupName], bool) {
        self.resolved(customer).map_or((&[], false), |known| (&known.groups, known.member_since.is_some()))
    }

    /// Whose loyalty card it is.
    pub fn by_loyalty(&self, loyalty: &LoyaltyNo) -> Option<&Customer> {
        self.resolved(self.by_loyalty.get(loyalty)?)
    }

    /// All of them, aliases and those who were forgotten among them, in the order in which they were heard of.
    pub fn all(&self) -> impl Iterator<Item = &Customer> {
        self.known.all()
    }

    /// How many numbers have been heard of.
    pub fn count(&self) -> usize {
        self.known.len()
    }

    /// Puts something on a customer's timeline: rooms call it from their `apply` for what names a customer. It makes a
    /// number known that was not heard of before.
    pub(crate) fn note(
        &mut self,
        customer: &CustomerId,
        at: Instant,
        kind: TimelineKind,
        position: Position,
    ) {
        let customer = self.resolve(customer).clone();
        let known = self.known_as(&customer, at);
        if known.erased_at.is_none() {
            known.timeline.note(Noted { at, kind, position });
        }
    }

    fn known_as(&mut self, customer: &CustomerId, at: Instant) -> &mut Customer {
        let no = match self.known.number(customer.as_str()) {
            Some(no) => no,
            None => self.known.add(Customer::heard_of(customer, at)),
        };
        self.known.at_mut(no).expect("it has just been found or added")
    }

    /// A member of the loyalty programme from now on, if not before.
    fn join(&mut self, customer: &CustomerId, at: Instant) {
        let customer = self.resolve(customer).clone();
        let known = self.known_as(&customer, at);
        if known.erased_at.is_none() {
            known.member_since.get_or_insert(at);
        }
    }

    pub(crate) fn apply(&mut self, event: &CustomerEvent, stamp: Stamp) {
        match event {
            CustomerEvent::Registered(record) | CustomerEvent::Changed(record) => self.set(record, stamp),
            CustomerEvent::Merged { customer, into } => self.merge(customer, into, stamp),
            CustomerEvent::Erased { customers } => customers.iter().for_each(|c| self.erase(c, stamp)),
            CustomerEvent::Contacted { customer, contact } => {
                self.note(customer, contact.at, TimelineKind::Contact, stamp.position);
            }
        }
    }

    fn set(&mut self, record: &CustomerRecord, stamp: Stamp) {
        let CustomerRecord { customer, loyalty, groups, identity, profile } = record;
        let known = self.known_as(customer, stamp.at);
        let before = std::mem::replace(&mut known.loyalty, loyalty.clone());
        known.groups = groups.clone();
        known.identity = identity.clone();
        known.profile_at = profile.as_ref().map(|_| stamp.position);
        known.registered_at.get_or_insert(stamp.at);
        if loyalty.is_some() {
            known.member_since.get_or_insert(stamp.at);
        }
        if let Some(before) = before.filter(|before| Some(before) != loyalty.as_ref()) {
            self.by_loyalty.remove(&before);
        }
        if let Some(loyalty) = loyalty {
            self.by_loyalty.insert(loyalty.clone(), customer.clone());
        }
        self.note(customer, stamp.at, TimelineKind::Profile, stamp.position);
    }

    fn merge(&mut self, customer: &CustomerId, into: &CustomerId, stamp: Stamp) {
        let from = self.known_as(customer, stamp.at);
        from.merged_into = Some(into.clone());
        let mut gone = vec![customer.clone()];
        gone.append(&mut from.aliases);
        let (timeline, groups) = (std::mem::take(&mut from.timeline), from.groups.clone());
        let (member_since, created_at) = (from.member_since, from.created_at);
        let known = self.known_as(into, stamp.at);
        known.aliases.extend(gone);
        known.timeline.join(&timeline);
        known.groups.extend(groups.into_iter().filter(|g| !known.groups.contains(g)).collect::<Vec<_>>());
        known.member_since = [known.member_since, member_since].into_iter().flatten().min();
        known.created_at = known.created_at.min(created_at);
        self.note(into, stamp.at, TimelineKind::Profile, stamp.position);
    }

    fn erase(&mut self, customer: &CustomerId, stamp: Stamp) {
        let known = self.known_as(customer, stamp.at);
        known.erased_at = Some(stamp.at);
        (known.identity, known.profile_at, known.member_since) = (None, None, None);
        known.groups.clear();
        known.timeline = Timeline::default();
        if let Some(loyalty) = known.loyalty.take() {
            self.by_loyalty.remove(&loyalty);
        }
    }

    /// A copy for looking at all of them, which costs next to nothing and finds nobody by number.
    pub fn still(&self) -> Customers {
        self.freeze()
    }

    /// A copy that costs next to nothing and finds nobody by number.
    pub(crate) fn freeze(&self) -> Customers {
        Customers { known: self.known.freeze(), by_loyalty: BTreeMap::new() }
    }

    /// Makes again what a snapshot does not keep.
    pub(crate) fn index(&mut self) {
        self.known.index();
        let carded = self.known.all().filter_map(|c| Some((c.loyalty.clone()?, c.customer.clone())));
        self.by_loyalty = carded.collect();
    }
}
