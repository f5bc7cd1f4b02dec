//! Customers by number: who is whom, and who was forgotten.

use super::No;
use realtail_kernel::CustomerId;
use realtail_learn::taste::Taste;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// Customers and their numbers. A number is given out once only, so that nobody comes after somebody who was forgotten.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct People {
    numbers: FxHashMap<CustomerId, No>,
    next: No,
    forgotten: FxHashSet<CustomerId>,
}

impl People {
    /// The number of a customer who bought before.
    pub fn get(&self, customer: &CustomerId) -> Option<No> {
        self.numbers.get(customer).copied()
    }

    /// The number of a customer, the customer's own from now on.
    pub fn number(&mut self, customer: &CustomerId) -> No {
        if let Some(no) = self.get(customer) {
            return no;
        }
        let no = self.next;
        self.next += 1;
        self.numbers.insert(customer.clone(), no);
        no
    }

    /// Whether nothing may be learnt of a customer any more.
    pub fn is_forgotten(&self, customer: &CustomerId) -> bool {
        self.forgotten.contains(customer)
    }

    /// Two are one: what was learnt of either is known of both numbers.
    pub fn merge(&mut self, customer: &CustomerId, into: &CustomerId, taste: &mut Taste) {
        let into = self.number(into);
        if let Some(no) = self.numbers.insert(customer.clone(), into) {
            taste.join(no, into);
            self.numbers.values_mut().filter(|known| **known == no).for_each(|known| *known = into);
        }
    }

    /// Forgets a person under all numbers.
    pub fn forget(&mut self, customers: &[CustomerId], taste: &mut Taste) {
        for customer in customers {
            if let Some(no) = self.numbers.remove(customer) {
                taste.forget(no);
            }
            self.forgotten.insert(customer.clone());
        }
    }
}
