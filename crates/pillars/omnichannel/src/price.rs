//! Prices, promotions and taxes; `evaluate` tells what a basket costs at any time, and which rule did what.

mod basket;
mod evaluate;
mod share;

pub use basket::{Basket, BasketLine};
pub use share::{Share, share_of};

use crate::catalogue::Catalogue;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{CustomerId, Instant, PriceListId, PromotionId, Stamp, TaxId};
use realtail_vocabulary::{
    Event, PriceChanged, PriceEntry, PriceEvent, PriceList, Promotion, Redemption, Tax,
};
use serde::{Deserialize, Serialize};

/// What may be asked of prices.
#[derive(Clone, Debug)]
pub enum PriceCommand {
    /// Add or change a price list.
    SetList(PriceList),
    /// Take a price list away.
    RemoveList(PriceListId),
    /// Set prices of a list.
    SetPrices(PriceListId, Vec<PriceEntry>),
    /// Take in that a price has changed, in the list for what it says.
    Change(PriceChanged),
    /// Add or change a promotion.
    SetPromotion(Box<Promotion>),
    /// Give a promotion no more.
    EndPromotion(PromotionId),
    /// Add or change a tax.
    SetTax(Tax),
    /// Raise a tax no more.
    RemoveTax(TaxId),
}

/// What things cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prices {}

pub(crate) fn decide(
    _state: &Omnichannel,
    _command: &PriceCommand,
    _now: Instant,
) -> Result<Vec<Event>, Refusal> {
    Ok(Vec::new())
}

impl Prices {
    pub(crate) fn apply(&mut self, _event: &PriceEvent, _stamp: Stamp, _catalogue: &Catalogue) {}

    /// Counts what a basket was given against the limits of its promotions. Never refuses: the log is already true.
    pub(crate) fn redeem(&mut self, redemptions: &[Redemption], customer: Option<&CustomerId>) {
        let _ = (redemptions, customer);
    }

    /// Takes back what was counted: all of it, or the part that `redemptions` says.
    pub(crate) fn give_back(&mut self, redemptions: &[Redemption], customer: Option<&CustomerId>) {
        let _ = (redemptions, customer);
    }
}
