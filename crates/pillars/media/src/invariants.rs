//! What must hold of the money: nothing is below zero but what lies outside, no budget is overspent, and all accounts add up
//! to zero.

use crate::machine::Media;
use std::collections::BTreeMap;

/// Checks all of it.
///
/// # Errors
/// The first breach, in words.
pub fn all(media: &Media) -> Result<(), String> {
    let mut open: BTreeMap<u32, i64> = BTreeMap::new();
    for slot in media.placements.all().flat_map(|open| &open.slots).filter(|slot| !slot.is_settled()) {
        *open.entry(slot.campaign).or_default() += slot.price;
    }
    let mut used: BTreeMap<u32, i64> = BTreeMap::new();
    for (number, campaign) in (0..).zip(media.campaigns.all()) {
        let (name, reserved, spent) = (&campaign.campaign, campaign.reserved, campaign.spent);
        if reserved < 0 || spent < 0 {
            return Err(format!("campaign {name} has {reserved} reserved and {spent} spent"));
        }
        if campaign.left() < 0 {
            return Err(format!("campaign {name} is {} over its budget", -campaign.left()));
        }
        if campaign.left_of_day(campaign.day) < 0 {
            return Err(format!("campaign {name} is over its budget of day {}", campaign.day));
        }
        let slots = open.get(&number).copied().unwrap_or(0);
        if slots != reserved {
            return Err(format!(
                "campaign {name} has {reserved} reserved, and its open slots ask for {slots}"
            ));
        }
        *used.entry(campaign.brand).or_default() += reserved + spent;
    }
    for (number, brand) in (0..).zip(media.campaigns.brands()) {
        if brand.funded < 0 {
            return Err(format!("brand {} has {} left", brand.brand, brand.funded));
        }
        let sum = brand.funded + used.get(&number).copied().unwrap_or(0) - brand.paid_in;
        if sum != 0 {
            return Err(format!("the accounts of brand {} add up to {sum}", brand.brand));
        }
    }
    Ok(())
}
