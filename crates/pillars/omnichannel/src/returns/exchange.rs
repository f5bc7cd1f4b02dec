//! Other goods are taken instead: held in the decision that takes the first ones back.

use super::accept::{ExchangeLine, TakeBack};
use crate::hold::{self, PlaceHold};
use crate::machine::Omnichannel;
use crate::price::{Basket, BasketLine};
use crate::refusal::Refusal;
use realtail_kernel::{Currency, HoldId, Instant, OwnerId};
use realtail_vocabulary::{Event, Exchanged, HoldLine, HoldPlace, ReturnRules};

/// What the name of the hold of an exchange begins with.
pub(super) const HOLD_PREFIX: &str = "exchange/";

pub(super) fn hold(
    state: &Omnichannel,
    command: &TakeBack,
    rules: &ReturnRules,
    currency: Currency,
    now: Instant,
) -> Result<(Option<Exchanged>, Vec<Event>), Refusal> {
    if command.exchange.is_empty() {
        return Ok((None, Vec::new()));
    }
    let hold =
        HoldId::new(format!("{HOLD_PREFIX}{}", command.return_id)).expect("a return's name leaves room");
    let line = |line: &ExchangeLine| HoldLine {
        item: line.item.clone(),
        quantity: line.quantity,
        place: HoldPlace::Site(line.site.clone().unwrap_or_else(|| command.site.clone())),
    };
    let place = PlaceHold {
        hold: hold.clone(),
        // Of an owner of its own, so that no newer hold of the shopper takes its place.
        owner: OwnerId::new(hold.as_str()).expect("a hold's name is an owner's"),
        channel: command.channel.clone(),
        expires_in_ms: i64::from(rules.exchange_minutes) * 60_000,
        lines: command.exchange.iter().map(line).collect(),
    };
    let held = hold::place::decide(state, &place, now)?;
    Ok((Some(Exchanged { hold, price: price(state, command, currency, now) }), held))
}

/// What the new goods cost now; none where they have no price in the currency of the refund.
fn price(state: &Omnichannel, command: &TakeBack, currency: Currency, now: Instant) -> Option<i64> {
    let line = |(n, line): (usize, &ExchangeLine)| BasketLine {
        line: n as u32 + 1,
        item: line.item.clone(),
        quantity: line.quantity,
        unit_price: None,
    };
    let customer = command.customer.clone();
    let known = customer.as_ref().map(|customer| state.customers.groups_of(customer));
    let (groups, member) = known.unwrap_or_default();
    let basket = Basket {
        channel: command.channel.clone(),
        site: Some(command.site.clone()),
        ship_to: None,
        customer,
        groups: groups.to_vec(),
        member,
        coupons: Vec::new(),
        currency: None,
        lines: command.exchange.iter().enumerate().map(line).collect(),
        explain: false,
    };
    let priced = state.prices.evaluate(&state.catalogue, &basket, now).ok()?;
    (priced.currency == currency || currency == Currency::NONE).then_some(priced.total)
}
