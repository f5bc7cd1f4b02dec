//! What must hold of the pillar at every point of the log, and of each event at the moment at which it is decided: of the
//! money, of what is shown, of consent, and of what sales are put down to.

use crate::machine::Media;
use crate::placement::ANY_METHOD;
use crate::pseudonym::pseudonym;
use crate::shop::Shop;
use realtail_kernel::{CampaignId, CustomerId, Reference};
use realtail_vocabulary::{
    Attribution, ContactChannel, MediaEvent, NotAttributed, PaysFor, Placement, Pseudonym, Purpose, Sight,
    TakenOutLine, TouchOf,
};
use std::collections::BTreeMap;

/// A breach, in words.
pub type Breach = String;

/// Checks the whole state.
///
/// # Errors
/// The first breach.
pub fn all(media: &Media) -> Result<(), Breach> {
    money_adds_up(media)?;
    sales_are_put_down_once(media)?;
    totals_are_what_is_left_of_sales(media)?;
    nothing_is_kept_of_who_withdrew(media)
}

/// Nothing is below zero but what lies outside, no budget is overspent, and all accounts of a brand add up to zero.
///
/// # Errors
/// The first account that is wrong.
pub fn money_adds_up(media: &Media) -> Result<(), Breach> {
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

/// Of what a sale was put down to, no more comes back than was sold, and the parts of a line add up to the line.
///
/// # Errors
/// The first sale of which that is not so.
pub fn sales_are_put_down_once(media: &Media) -> Result<(), Breach> {
    for (sale, sold) in media.touches.sales() {
        for (line, out) in &sold.lines {
            if !(0..=line.units).contains(out) {
                return Err(format!("of line {} of {sale}, {out} of {} came back", line.line, line.units));
            }
            let sums = line.credits.iter().fold((0, 0), |sum, c| (sum.0 + c.last, sum.1 + c.linear));
            if sums != (line.value, line.value) {
                return Err(format!("line {} of {sale} is {}, put down are {sums:?}", line.line, line.value));
            }
        }
    }
    Ok(())
}

/// What is put down to a campaign, day by day, less what came back, is what the sales that were put down to it have left.
/// Sales are forgotten in the end, so it is looked only at campaigns that began after the oldest that may be.
///
/// # Errors
/// The first campaign of which it is not.
pub fn totals_are_what_is_left_of_sales(media: &Media) -> Result<(), Breach> {
    let mut left: BTreeMap<&CampaignId, (i64, i64)> = BTreeMap::new();
    for (_, sold) in media.touches.sales() {
        for (line, out) in &sold.lines {
            let rest = |amount: i64| {
                let gone = i128::from(amount) * i128::from(*out) / i128::from(line.units.max(1));
                amount - gone as i64
            };
            for credit in &line.credits {
                if let TouchOf::Campaign(campaign) = &credit.of {
                    let sums = left.entry(campaign).or_default();
                    *sums = (sums.0 + rest(credit.last), sums.1 + rest(credit.linear));
                }
            }
        }
    }
    for campaign in media.campaigns.all() {
        let is_whole =
            campaign.days.keys().next().is_none_or(|first| media.touches.knows_sales_since(*first));
        let sums = campaign.days.values().fold((0, 0), |(last, linear), day| {
            let by_last = day.last + day.halo_last - day.returned_last;
            (last + by_last, linear + day.linear + day.halo_linear - day.returned_linear)
        });
        let expected = left.get(&campaign.campaign).copied().unwrap_or_default();
        if is_whole && sums != expected {
            let name = &campaign.campaign;
            return Err(format!("{sums:?} is put down to campaign {name}, its sales have {expected:?} left"));
        }
    }
    Ok(())
}

/// Nothing that reached somebody is kept once that somebody withdrew the consent to measurement.
///
/// # Errors
/// The first customer of whom something is.
pub fn nothing_is_kept_of_who_withdrew(media: &Media) -> Result<(), Breach> {
    let Some(salt) = media.salt() else { return Ok(()) };
    let mut withdrew = media.consents.refusing(Purpose::Measurement, ContactChannel::Onsite);
    match withdrew.find(|customer| media.touches.knows(pseudonym(salt, customer.as_str()))) {
        None => Ok(()),
        Some(customer) => Err(format!("it is kept what reached {customer}, who does not agree to that")),
    }
}

/// An item stands in a slot only where a shopper can have it at that very moment, by the method that is asked for or
/// else by one of the campaign's. `media` and `shop` are those of the decision.
///
/// # Errors
/// The first slot with what cannot be had.
pub fn only_what_can_be_had_is_placed(
    media: &Media,
    placed: &Placement,
    shop: &dyn Shop,
) -> Result<(), Breach> {
    for slot in &placed.slots {
        let plan = media.campaigns.get(&slot.campaign).map(|campaign| &campaign.plan);
        let methods = plan.map_or(&[][..], |plan| plan.methods.as_slice());
        let methods = match &placed.method {
            Some(method) => std::slice::from_ref(method),
            None if methods.is_empty() => &ANY_METHOD[..],
            None => methods,
        };
        if !methods.iter().any(|method| shop.can_be_had(&slot.item, placed.site.as_ref(), *method)) {
            let (item, slot) = (&slot.item, slot.slot);
            return Err(format!("slot {slot} of {} shows {item}, which cannot be had", placed.placement));
        }
    }
    Ok(())
}

/// A view or a click costs what its slot was to cost, once, and nothing where the campaign does not pay for it.
///
/// # Errors
/// Where it costs something else, or was told before.
pub fn what_is_seen_is_charged_once(media: &Media, event: &MediaEvent) -> Result<(), Breach> {
    let MediaEvent::PlacementSeen { placement, slot, sight, charged, .. } = event else { return Ok(()) };
    let open = media.placements.get(placement);
    let Some(open) = open.and_then(|open| open.slots.iter().find(|open| open.slot == *slot)) else {
        return Err(format!("slot {slot} of {placement} is seen, and nothing stands there"));
    };
    if open.saw(*sight) {
        return Err(format!("slot {slot} of {placement} was {sight:?} before"));
    }
    let pays =
        matches!((open.pays_for, sight), (PaysFor::Click, Sight::Clicked) | (PaysFor::View, Sight::Viewed));
    let costs = if pays { open.price } else { 0 };
    if *charged == costs {
        return Ok(());
    }
    Err(format!("slot {slot} of {placement} costs {costs} where {sight:?}, charged are {charged}"))
}

/// Whose event it is, as the log knows visitors.
pub fn visitor_of(event: &MediaEvent) -> Option<Pseudonym> {
    match event {
        MediaEvent::Placed(placed) => placed.visitor,
        MediaEvent::PlacementSeen { touched, .. } => *touched,
        MediaEvent::PushTouched { visitor, .. } => Some(*visitor),
        MediaEvent::Attributed(sale) => Some(sale.visitor),
        MediaEvent::ConsentChanged(_)
        | MediaEvent::ConsentsForgotten { .. }
        | MediaEvent::ConsentsJoined(_)
        | MediaEvent::BrandFunded { .. }
        | MediaEvent::SaltSet { .. }
        | MediaEvent::RulesSet(_)
        | MediaEvent::CampaignSet { .. }
        | MediaEvent::CampaignSwitched { .. }
        | MediaEvent::SeenInVain { .. }
        | MediaEvent::PlacementsExpired { .. }
        | MediaEvent::Unattributed { .. }
        | MediaEvent::TakenOut { .. } => None,
    }
}

/// Of `people` nobody is measured who does not agree to it: under the pseudonym of none of those does an event stand.
///
/// # Errors
/// The first who is.
pub fn only_who_agrees_is_measured<'a>(
    media: &Media,
    event: &MediaEvent,
    shop: &dyn Shop,
    people: impl IntoIterator<Item = &'a CustomerId>,
) -> Result<(), Breach> {
    let (Some(visitor), Some(salt)) = (visitor_of(event), media.salt()) else { return Ok(()) };
    let is_measured = |number: &&CustomerId| {
        pseudonym(salt, shop.person(number).customer.as_str()) == visitor
            && media.measured(number.as_str(), shop) == Err(NotAttributed::NoConsent)
    };
    match people.into_iter().find(is_measured) {
        None => Ok(()),
        Some(number) => Err(format!("{number} is measured, and does not agree to that")),
    }
}

/// A sale is put down to something once, each of its lines at most once, and no more of a line than was paid for it.
///
/// # Errors
/// Where more is put down than was sold.
pub fn no_more_is_attributed_than_was_sold(media: &Media, sale: &Attribution) -> Result<(), Breach> {
    if media.touches.sold(&sale.sale).is_some() {
        return Err(format!("{} was put down to something before", sale.sale));
    }
    for (i, line) in sale.lines.iter().enumerate() {
        if sale.lines[..i].iter().any(|other| other.line == line.line) {
            return Err(format!("line {} of {} is put down twice", line.line, sale.sale));
        }
        let sums = line.credits.iter().fold((0, 0), |sum, c| (sum.0 + c.last, sum.1 + c.linear));
        if sums != (line.value, line.value) || line.units <= 0 {
            let (number, value) = (line.line, line.value);
            return Err(format!("line {number} of {} is {value}, put down are {sums:?}", sale.sale));
        }
    }
    Ok(())
}

/// No more of a sale is taken out again than was put down and is not taken out yet.
///
/// # Errors
/// The first line of which more is.
pub fn no_more_is_taken_out_than_was_attributed(
    media: &Media,
    sale: &Reference,
    out: &[TakenOutLine],
) -> Result<(), Breach> {
    let mut left: BTreeMap<u16, i64> = BTreeMap::new();
    if let Some(sold) = media.touches.sold(sale) {
        left.extend(sold.lines.iter().map(|(line, gone)| (line.line, line.units - gone)));
    }
    for TakenOutLine { line, units } in out {
        let left = left.entry(*line).or_default();
        *left -= units;
        if *units <= 0 || *left < 0 {
            return Err(format!("{units} of line {line} of {sale} are taken out, {} too many", -*left));
        }
    }
    Ok(())
}
