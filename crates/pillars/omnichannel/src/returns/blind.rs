//! Goods that come back with neither an order nor a receipt: by rule, and never for more than they cost now.

use super::accept::{Claim, LineBack, Shown, TakeBack};
use crate::machine::Omnichannel;
use crate::price::{Basket, BasketLine};
use crate::refusal::Refusal;
use realtail_kernel::{Currency, Instant};
use realtail_vocabulary::{AcceptedLine, BrokenRule, RefundTo, ReturnRules};

pub(super) fn claim(
    state: &Omnichannel,
    command: &TakeBack,
    asked: &LineBack,
    field: &str,
    at: Instant,
) -> Result<(Claim, Currency), Refusal> {
    if asked.line.is_some() {
        let problem = "there is no order or receipt that has lines; name the item";
        return Err(Refusal::invalid(&format!("{field}.line"), problem));
    }
    let Some(item) = &asked.item else {
        return Err(Refusal::invalid(&format!("{field}.item"), "name the item"));
    };
    let item = state.catalogue.item_no(item)?;
    let basket = Basket {
        channel: command.channel.clone(),
        site: Some(command.site.clone()),
        ship_to: None,
        customer: None,
        groups: Vec::new(),
        member: false,
        coupons: Vec::new(),
        currency: None,
        lines: vec![BasketLine {
            line: 1,
            item: state.catalogue.item(item).item.clone(),
            quantity: asked.quantity,
            unit_price: None,
        }],
        explain: false,
    };
    let units = asked.quantity.units();
    let named = asked.unit_price.map(|price| price.max(0).saturating_mul(units));
    let (value, currency) = match (state.prices.evaluate(&state.catalogue, &basket, at), named) {
        (Ok(priced), None) => (priced.total, priced.currency),
        (Ok(priced), Some(named)) => (named.min(priced.total), priced.currency),
        (Err(_), Some(named)) => (named, Currency::NONE),
        (Err(refusal), None) => return Err(refusal),
    };
    Ok((Claim { of_line: None, item, units, value, bought_at: None }, currency))
}

/// What the rules have against goods that come with nothing.
pub(super) fn broken(rules: &ReturnRules, command: &TakeBack, lines: &[AcceptedLine]) -> Vec<BrokenRule> {
    let mut broken = Vec::new();
    if !matches!(command.of, Shown::Nothing) {
        return broken;
    }
    let value: i64 = lines.iter().fold(0, |sum, line| sum.saturating_add(line.value));
    match rules.blind_up_to {
        None => broken.push(BrokenRule::BlindNotAllowed),
        Some(up_to) if value > up_to => broken.push(BrokenRule::BlindAbove { up_to, value }),
        Some(_) => (),
    }
    if command.refund_to == RefundTo::Original && !rules.blind_cash {
        broken.push(BrokenRule::BlindToGiftCard);
    }
    broken
}
