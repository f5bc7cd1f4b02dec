//! A brand pays in, or takes back what nothing has reserved or spent.

use super::Campaigns;
use realtail_kernel::{BrandId, Currency, Money, Rejection};
use realtail_vocabulary::MediaEvent;

/// The most that stands in a purse: sums of all of them stay far from the edge.
const FUNDED_MAX: i64 = 1_000_000_000_000;

impl Campaigns {
    /// The one currency is named by whoever pays first.
    pub(crate) fn check_currency(&self, currency: Currency) -> Result<(), Rejection> {
        match self.currency {
            Some(own) if own != currency => Err(Rejection::invalid(
                "currency",
                format!("bids are compared, so all brands pay in {own}, not in {currency}"),
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn fund(&self, brand: &BrandId, amount: Money) -> Result<Vec<MediaEvent>, Rejection> {
        self.check_currency(amount.currency)?;
        let funded = self.brand(brand).map_or(0, |known| known.funded);
        let after = funded.saturating_add(amount.amount);
        if amount.amount == 0 {
            return Err(Rejection::invalid(
                "amount",
                "give what is paid in, or less than zero for what is taken back",
            ));
        }
        if after < 0 {
            return Err(Rejection::wrong_state(format!(
                "brand {brand} has {funded} that nothing has reserved or spent; no more can be taken back"
            )));
        }
        if after > FUNDED_MAX {
            return Err(Rejection::invalid(
                "amount",
                format!("a brand has at most {FUNDED_MAX} in its purse"),
            ));
        }
        Ok(vec![MediaEvent::BrandFunded { brand: brand.clone(), amount }])
    }
}
