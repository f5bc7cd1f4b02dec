//! What rules, carriers and site settings may say. Costs are never below nothing and prices never fall with weight: the
//! router's bounds rest on that.

use crate::catalogue::Catalogue;
use crate::refusal::Refusal;
use realtail_vocabulary::{
    Carrier, CarrierZone, CostWeights, Incomplete, OpenHours, RoutingBatch, RoutingRules, SiteSettings,
};

/// No amount of money is more: sums of costs stay sums.
const AMOUNT_MAX: i64 = 1_000_000_000;
const PPM_MAX: u32 = 1_000_000;
const BATCHES_MAX: usize = 50;
const ZONES_MAX: usize = 200;
const STEPS_MAX: usize = 100;
const HOURS_MAX: usize = 10;
const EXCEPTIONS_MAX: usize = 400;
/// A day.
const MINUTES_MAX: u32 = 24 * 60;
const DAYS_MAX: u32 = 365;

fn within(field: &str, amount: i64) -> Result<(), Refusal> {
    if (0..=AMOUNT_MAX).contains(&amount) {
        return Ok(());
    }
    Err(Refusal::invalid(field, format!("goes from 0 to {AMOUNT_MAX} minor units, not {amount}")))
}

fn at_most<T: PartialOrd + std::fmt::Display>(field: &str, given: T, most: T) -> Result<(), Refusal> {
    if given <= most {
        return Ok(());
    }
    Err(Refusal::invalid(field, format!("is {given}, and {most} at most")))
}

pub(super) fn rules(rules: &RoutingRules, catalogue: &Catalogue) -> Result<(), Refusal> {
    if rules.batches.is_empty() || rules.batches.len() > BATCHES_MAX {
        return Err(Refusal::invalid("batches", format!("rules have 1 to {BATCHES_MAX} batches")));
    }
    for (at, batch) in rules.batches.iter().enumerate() {
        if rules.batches[..at].iter().any(|other| other.batch == batch.batch) {
            return Err(Refusal::invalid("batches", format!("batch {} stands twice", batch.batch)));
        }
        check_batch(batch, catalogue)?;
    }
    at_most("fallback.cancel_after_days", rules.fallback.cancel_after_days.unwrap_or(0), DAYS_MAX)?;
    weights(&rules.weights)
}

fn check_batch(batch: &RoutingBatch, catalogue: &Catalogue) -> Result<(), Refusal> {
    let from = &batch.from;
    for site in from.sites.iter().chain(&from.not_sites) {
        catalogue.site_no(site)?;
    }
    for region in &from.regions {
        catalogue.region_no(region)?;
    }
    at_most("from.confidence_ppm_min", from.confidence_ppm_min.unwrap_or(0), PPM_MAX)?;
    at_most("sort", batch.sort.len(), 8)?;
    within("split.shipment_value_min", batch.split.shipment_value_min.unwrap_or(0))?;
    if batch.split.shipments_max == Some(0) {
        return Err(Refusal::invalid("split.shipments_max", "is 1 or more"));
    }
    if let Incomplete::Park(park) = &batch.incomplete {
        at_most("incomplete.park.cancel_after_days", park.cancel_after_days.unwrap_or(0), DAYS_MAX)?;
    }
    Ok(())
}

fn weights(weights: &CostWeights) -> Result<(), Refusal> {
    let CostWeights { split_penalty, parcel, parcel_per_km, labour_ppm, markdown_ppm, reroute, late_per_day } =
        weights;
    let amounts = [
        ("weights.split_penalty", split_penalty),
        ("weights.parcel", parcel),
        ("weights.parcel_per_km", parcel_per_km),
        ("weights.reroute", reroute),
        ("weights.late_per_day", late_per_day),
    ];
    for (field, amount) in amounts {
        within(field, *amount)?;
    }
    at_most("weights.labour_ppm", *labour_ppm, 10 * PPM_MAX)?;
    at_most("weights.markdown_ppm", *markdown_ppm, PPM_MAX)
}

pub(super) fn carrier(carrier: &Carrier) -> Result<(), Refusal> {
    if !carrier.method.goes_out() {
        return Err(Refusal::invalid("method", "a carrier ships or delivers"));
    }
    if carrier.zones.is_empty() || carrier.zones.len() > ZONES_MAX {
        return Err(Refusal::invalid("zones", format!("a carrier has 1 to {ZONES_MAX} zones")));
    }
    if carrier.pickup_days.is_empty() {
        return Err(Refusal::invalid("pickup_days", "a carrier comes on one day of the week at least"));
    }
    carrier.zones.iter().try_for_each(zone)
}

fn zone(zone: &CarrierZone) -> Result<(), Refusal> {
    if zone.prices.is_empty() || zone.prices.len() > STEPS_MAX {
        return Err(Refusal::invalid("prices", format!("zone {} has 1 to {STEPS_MAX} prices", zone.zone)));
    }
    for pair in zone.prices.windows(2) {
        if pair[1].weight_g_max <= pair[0].weight_g_max || pair[1].price < pair[0].price {
            let problem = format!(
                "prices of zone {} stand lightest first, and none is below the one before",
                zone.zone
            );
            return Err(Refusal::invalid("prices", problem));
        }
    }
    for step in &zone.prices {
        within("prices.price", step.price)?;
        if !(1..=1_000_000_000).contains(&step.weight_g_max) {
            return Err(Refusal::invalid("prices.weight_g_max", "goes from 1 to 1,000,000,000 grams"));
        }
    }
    let transit = zone.transit;
    at_most("transit.days_min", transit.days_min, transit.days_max)?;
    at_most("transit.days_max", transit.days_max, 60)?;
    at_most("transit.hours_max", transit.hours_max.unwrap_or(0), 24 * 60)?;
    at_most("transit.on_time_ppm", transit.on_time_ppm, PPM_MAX)
}

pub(super) fn site(site: &SiteSettings) -> Result<(), Refusal> {
    for day in site.hours.values() {
        hours(day)?;
    }
    at_most("exceptions", site.exceptions.len(), EXCEPTIONS_MAX)?;
    for (at, exception) in site.exceptions.iter().enumerate() {
        if site.exceptions[..at].iter().any(|other| other.day == exception.day) {
            return Err(Refusal::invalid("exceptions", format!("{} stands twice", exception.day)));
        }
        hours(&exception.hours)?;
    }
    at_most("lead_minutes", site.lead_minutes, 30 * MINUTES_MAX)?;
    at_most("pick_minutes_per_order", site.pick_minutes_per_order, MINUTES_MAX)?;
    at_most("pick_minutes_per_line", site.pick_minutes_per_line, MINUTES_MAX)?;
    at_most("groups", site.groups.len(), 50)?;
    within("labour_per_minute", site.labour_per_minute)?;
    at_most("labour_per_minute", site.labour_per_minute, 1_000_000)?;
    within("labour_per_line", site.labour_per_line)
}

/// Hours of a day stand one behind the other.
fn hours(hours: &[OpenHours]) -> Result<(), Refusal> {
    at_most("hours", hours.len(), HOURS_MAX)?;
    let in_order = hours.windows(2).all(|pair| pair[0].to <= pair[1].from);
    if in_order && hours.iter().all(|open| open.from < open.to) {
        return Ok(());
    }
    Err(Refusal::invalid("hours", "each opens before it closes, and the next opens after that"))
}
