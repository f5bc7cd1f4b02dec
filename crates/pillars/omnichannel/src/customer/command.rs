//! What may be asked about customers.

use super::Customer;
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::CustomerId;
use realtail_vocabulary::{Contact, CustomerEvent, CustomerRecord, Event};

/// The groups one customer may be in.
const GROUPS_MAX: usize = 50;

/// What may be asked about customers.
#[derive(Clone, Debug)]
pub enum CustomerCommand {
    /// Register a customer, or change what is known, as a whole.
    Set(Box<CustomerRecord>),
    /// Two customers are one: the first number becomes an alias of the second.
    Merge {
        /// The number that becomes an alias.
        customer: CustomerId,
        /// The number that goes on.
        into: CustomerId,
    },
    /// Forget a person.
    Erase(CustomerId),
    /// Keep what the service team talked about.
    AddContact {
        /// With whom.
        customer: CustomerId,
        /// What about.
        contact: Contact,
    },
}

pub(crate) fn decide(state: &Omnichannel, command: &CustomerCommand) -> Result<Vec<Event>, Refusal> {
    match command {
        CustomerCommand::Set(record) => set(state, record),
        CustomerCommand::Merge { customer, into } => merge(state, customer, into),
        CustomerCommand::Erase(customer) => erase(state, customer),
        CustomerCommand::AddContact { customer, contact } => {
            state.customers.living(customer)?;
            // Under the number it was sealed for, whatever that has become an alias of meanwhile.
            let (customer, contact) = (customer.clone(), contact.clone());
            Ok(vec![Event::Customer(CustomerEvent::Contacted { customer, contact })])
        }
    }
}

fn set(state: &Omnichannel, record: &CustomerRecord) -> Result<Vec<Event>, Refusal> {
    let customers = &state.customers;
    if record.groups.len() > GROUPS_MAX {
        return Err(Refusal::invalid("groups", format!("a customer is in at most {GROUPS_MAX} groups")));
    }
    let known = customers.get(&record.customer);
    if let Some(into) = known.and_then(|known| known.merged_into.as_ref()) {
        let into = customers.resolve(into);
        let problem = format!("customer {} was merged into {into}; change {into}", record.customer);
        return Err(Refusal::WrongState { problem });
    }
    if known.is_some() {
        customers.living(&record.customer)?;
    }
    if let Some(loyalty) = &record.loyalty
        && let Some(other) = customers.by_loyalty(loyalty).filter(|other| other.customer != record.customer)
    {
        let problem = format!("loyalty number {loyalty} is that of customer {}", other.customer);
        return Err(Refusal::invalid("loyalty", format!("{problem}; merge the two if they are one person")));
    }
    let registered = known.is_some_and(|known| known.registered_at.is_some());
    let record = Box::new(record.clone());
    Ok(vec![Event::Customer(match registered {
        true => CustomerEvent::Changed(record),
        false => CustomerEvent::Registered(record),
    })])
}

fn merge(state: &Omnichannel, customer: &CustomerId, into: &CustomerId) -> Result<Vec<Event>, Refusal> {
    let customers = &state.customers;
    let (Customer { customer, .. }, Customer { customer: into, .. }) =
        (customers.living(customer)?, customers.living(into)?);
    if customer == into {
        return Ok(Vec::new());
    }
    let merged = CustomerEvent::Merged { customer: customer.clone(), into: into.clone() };
    let joined = state.wallets.join(customer, into);
    Ok(vec![Event::Customer(merged), Event::Wallet(joined)])
}

/// A person who was forgotten before is forgotten still.
fn erase(state: &Omnichannel, customer: &CustomerId) -> Result<Vec<Event>, Refusal> {
    let known = state
        .customers
        .resolved(customer)
        .ok_or_else(|| Refusal::Unknown { what: Thing::Customer, id: customer.to_string() })?;
    if known.erased_at.is_some() {
        return Ok(Vec::new());
    }
    let customers = [&known.customer].into_iter().chain(&known.aliases).cloned().collect();
    let mut events = vec![Event::Customer(CustomerEvent::Erased { customers })];
    events.extend(state.wallets.forfeit(&known.customer).map(Event::Wallet));
    Ok(events)
}
