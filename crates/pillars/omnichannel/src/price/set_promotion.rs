//! Adding, changing and ending promotions.

use super::set_list::check_places;
use super::{AMOUNT_MAX, offer};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use realtail_kernel::{Instant, ItemId, PromotionId};
use realtail_vocabulary::{Benefit, Limits, Off, PriceEvent, Promotion, Selection};

/// The most things that one promotion names in one place.
const NAMED_MAX: usize = 10_000;

/// All, in parts per million.
const ALL_PPM: u32 = 1_000_000;

pub(crate) fn decide(state: &Omnichannel, promotion: &Promotion) -> Result<Vec<PriceEvent>, Refusal> {
    let promotion = with_own_numbers(state, promotion)?;
    if state.prices.promotion(&promotion.promotion).is_ok_and(|(known, _)| *known == promotion) {
        return Ok(Vec::new());
    }
    check_benefit(&promotion.benefit)?;
    check_limits(&promotion.limits)?;
    let conditions = &promotion.conditions;
    check_places(state, &conditions.sites, &conditions.regions)?;
    check_window(conditions.valid_from, conditions.valid_until)?;
    if conditions.hours.is_some_and(|hours| hours.from == hours.to) {
        return Err(Refusal::invalid(
            "conditions.hours",
            "they end when they begin; leave them out for all day",
        ));
    }
    let named = conditions.coupons.len().max(conditions.sites.len());
    let named = offer::selections(&promotion).map(selected).fold(named, usize::max);
    if named > NAMED_MAX {
        let problem = format!("{named} are too many to name; name at most {NAMED_MAX}, or a category");
        return Err(Refusal::invalid("goods", problem));
    }
    Ok(vec![PriceEvent::PromotionSet(Box::new(promotion))])
}

pub(crate) fn end(state: &Omnichannel, promotion: &PromotionId) -> Result<Vec<PriceEvent>, Refusal> {
    state.prices.promotion(promotion)?;
    Ok(vec![PriceEvent::PromotionEnded { promotion: promotion.clone() }])
}

/// Whatever is valid from some time until another begins before it ends.
pub(super) fn check_window(from: Option<Instant>, until: Option<Instant>) -> Result<(), Refusal> {
    match (from, until) {
        (Some(from), Some(until)) if until <= from => {
            let problem = format!("it would end at {until} before it begins at {from}");
            Err(Refusal::invalid("valid_until", problem))
        }
        _ => Ok(()),
    }
}

fn selected(goods: &Selection) -> usize {
    goods.items.len().max(goods.except_items.len()).max(goods.categories.len()).max(goods.brands.len())
}

/// The promotion with its items by the retailer's numbers.
fn with_own_numbers(state: &Omnichannel, promotion: &Promotion) -> Result<Promotion, Refusal> {
    let mut promotion = promotion.clone();
    let own = |items: &mut Vec<ItemId>| -> Result<(), Refusal> {
        for item in items {
            *item = state.catalogue.item(state.catalogue.item_no(item)?).item.clone();
        }
        Ok(())
    };
    let mut goods = vec![&mut promotion.goods];
    if let Benefit::BundlePrice { groups, .. } = &mut promotion.benefit {
        if *goods[0] != Selection::default() {
            return Err(Refusal::invalid(
                "goods",
                "a bundle names its goods in benefit.groups; leave goods out",
            ));
        }
        goods.extend(groups.iter_mut().map(|group| &mut group.goods));
    }
    for selection in goods {
        own(&mut selection.items)?;
        own(&mut selection.except_items)?;
    }
    Ok(promotion)
}

fn check_benefit(benefit: &Benefit) -> Result<(), Refusal> {
    let invalid = |field: &str, problem: String| Err(Refusal::invalid(&format!("benefit.{field}"), problem));
    let rate = |field: &str, rate_ppm: u32| match rate_ppm {
        1..=ALL_PPM => Ok(()),
        _ => invalid(field, format!("{rate_ppm} is no part; give 1 to {ALL_PPM} parts per million")),
    };
    let amount = |field: &str, amount: i64, least: i64| match amount {
        _ if (least..=AMOUNT_MAX).contains(&amount) => Ok(()),
        _ => invalid(field, format!("{amount} will not do; give {least} to {AMOUNT_MAX} minor units")),
    };
    let per = |per: u32| match per {
        1..=1_000_000 => Ok(()),
        _ => invalid("per", format!("{per} is no number of units; give 1 to 1000000")),
    };
    let count = |field: &str, count: u32, least: u32| match count {
        _ if (least..=1_000).contains(&count) => Ok(()),
        _ => invalid(field, format!("{count} will not do; give {least} to 1000")),
    };
    match benefit {
        Benefit::Percent { rate_ppm } => rate("rate_ppm", *rate_ppm),
        Benefit::AmountOff { amount: off, per: of } => amount("amount", *off, 1).and(per(*of)),
        Benefit::FixedPrice { unit_price, per: of } | Benefit::MemberPrice { unit_price, per: of } => {
            amount("unit_price", *unit_price, 0).and(per(*of))
        }
        Benefit::BundlePrice { price, groups } => {
            amount("price", *price, 0)?;
            count("groups", groups.len() as u32, 1)?;
            if groups.len() > 20 {
                return invalid("groups", format!("{} are too many; give at most 20", groups.len()));
            }
            groups.iter().try_for_each(|group| count("groups", group.quantity, 1))
        }
        Benefit::NForM { take, pay } => {
            count("take", *take, 2)?;
            if pay >= take {
                invalid("pay", format!("pay less than {take}; {pay} takes nothing off"))
            } else {
                Ok(())
            }
        }
        Benefit::CheapestFree { of, rate_ppm } => count("of", *of, 2).and(rate("rate_ppm", *rate_ppm)),
        Benefit::Threshold { spend, off } => {
            amount("spend", *spend, 0)?;
            match off {
                Off::Percent { rate_ppm } => rate("off.rate_ppm", *rate_ppm),
                Off::Amount { amount: off } => amount("off.amount", *off, 1),
            }
        }
    }
}

fn check_limits(limits: &Limits) -> Result<(), Refusal> {
    let Limits { budget, uses, uses_per_customer, uses_per_coupon, times_per_basket } = limits;
    let none = [
        ("budget", budget.is_some_and(|most| most <= 0)),
        ("uses", *uses == Some(0)),
        ("uses_per_customer", *uses_per_customer == Some(0)),
        ("uses_per_coupon", *uses_per_coupon == Some(0)),
        ("times_per_basket", *times_per_basket == Some(0)),
    ];
    match none.into_iter().find(|(_, is_none)| *is_none) {
        None => Ok(()),
        Some((field, _)) => {
            let problem =
                "a limit is 1 or more; leave it out where there is none, and end the promotion to stop it";
            Err(Refusal::invalid(&format!("limits.{field}"), problem))
        }
    }
}
