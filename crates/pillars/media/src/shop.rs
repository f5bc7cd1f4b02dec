//! What the pillar must know of the rest of the retailer at the very instant at which it decides.

use realtail_kernel::{CustomerId, ItemId, SiteId};
use realtail_vocabulary::DeliveryMethod;

/// Whom a visitor's number stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The number that goes on, where it was merged into another.
    pub customer: CustomerId,
    /// Whether it is a customer who was registered, and not only a number that was heard of.
    pub registered: bool,
    /// Whether the person was forgotten.
    pub erased: bool,
}

/// The rest of the retailer, as this pillar sees it.
pub trait Shop {
    /// Whether a shopper can have one unit of it now, by this method; at any site where none is named.
    fn can_be_had(&self, item: &ItemId, site: Option<&SiteId>, method: DeliveryMethod) -> bool;

    /// Whom a number stands for.
    fn person(&self, number: &CustomerId) -> Person;
}

/// A retailer of whom nothing is known: nothing is to be had, and nobody is a customer.
pub(crate) struct NoShop;

impl Shop for NoShop {
    fn can_be_had(&self, _item: &ItemId, _site: Option<&SiteId>, _method: DeliveryMethod) -> bool {
        false
    }

    fn person(&self, number: &CustomerId) -> Person {
        Person { customer: number.clone(), registered: false, erased: false }
    }
}
