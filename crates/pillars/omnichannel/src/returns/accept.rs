//! Goods come back: checked against what was bought, priced to the minor unit, put in their place and paid back, in one
//! decision.

use super::goods::{Desk, moved};
use super::money::Refunding;
use super::of_order::OrderBack;
use super::of_receipt::ReceiptBack;
use super::rules::{ForItem, may_override};
use super::{Return, blind, exchange};
use crate::catalogue::ItemNo;
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use crate::stock::draft::in_quantities;
use crate::stock::move_stock::check_happened;
use realtail_kernel::{
    Channel, Currency, CustomerId, GiftCardId, Instant, ItemId, OrderId, Position, Quantity, Reference,
    ReturnId, SaleId, SiteId, Word,
};
use realtail_vocabulary::{
    AcceptedLine, AcceptedReturn, BrokenRule, Digest, Disposition, Event, Reason, Redemption, RefundTo,
    ReturnEvent, ReturnOf, ReturnRules, ReturnedCondition, Role, SaleLine, Tender,
};

const LINES_MAX: usize = 500;
const DAY_US: i64 = 24 * 60 * 60 * 1_000_000;

/// A receipt as the log has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptShown {
    /// Its number.
    pub sale: SaleId,
    /// The entry it was read from.
    pub position: Position,
    /// When it was made out.
    pub sold_at: Instant,
    /// To whom.
    pub customer: Option<CustomerId>,
    /// What was bought.
    pub lines: Vec<SaleLine>,
    /// How it was paid.
    pub tenders: Vec<Tender>,
}

/// What shows where goods were bought.
#[derive(Clone, Debug)]
pub enum Shown {
    /// A customer's order.
    Order(OrderId),
    /// A receipt.
    Receipt(Box<ReceiptShown>),
    /// Nothing.
    Nothing,
}

/// Goods that come back.
#[derive(Clone, Debug)]
pub struct LineBack {
    /// The line of the order or of the receipt; found by the item where it is not said.
    pub line: Option<u16>,
    /// What came back; needed where no line is named.
    pub item: Option<ItemId>,
    /// How much.
    pub quantity: Quantity,
    /// Why.
    pub reason: Word,
    /// In what state.
    pub condition: ReturnedCondition,
    /// What becomes of it; what the rules say where it is not said.
    pub disposition: Option<Disposition>,
    /// What one unit is to be paid back with, of goods that come with nothing; never more than it costs now.
    pub unit_price: Option<i64>,
}

/// A gift card that the door has drawn, for what goes on one.
#[derive(Clone, Debug)]
pub struct NewCard {
    /// Its number.
    pub card: GiftCardId,
    /// Of its code.
    pub digest: Digest,
}

/// Goods that are to be taken instead.
#[derive(Clone, Debug)]
pub struct ExchangeLine {
    /// What.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
    /// From which site; where the goods came back where it is not said.
    pub site: Option<SiteId>,
}

/// Takes goods back.
#[derive(Clone, Debug)]
pub struct TakeBack {
    /// The number of the return.
    pub return_id: ReturnId,
    /// Where they are.
    pub site: SiteId,
    /// What shows where they were bought.
    pub of: Shown,
    /// Who brings them; whoever bought them where it is not said.
    pub customer: Option<CustomerId>,
    /// Who takes them in.
    pub by: Word,
    /// When; now where it is not said.
    pub returned_at: Option<Instant>,
    /// What.
    pub lines: Vec<LineBack>,
    /// How the shopper wants the money.
    pub refund_to: RefundTo,
    /// Should money go on a gift card, this one.
    pub card: Option<NewCard>,
    /// What is taken instead.
    pub exchange: Vec<ExchangeLine>,
    /// On which channel that is.
    pub channel: Channel,
    /// The role of somebody who allows what the rules forbid.
    pub override_by: Option<Role>,
}

/// Units that may come back, and what was paid for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim {
    pub of_line: Option<u16>,
    pub item: ItemNo,
    pub units: i64,
    pub value: i64,
    /// Where that is known.
    pub bought_at: Option<Instant>,
}

/// What the goods were bought with, as this decision leaves it.
pub(super) enum Bought<'a> {
    Order(Box<OrderBack<'a>>),
    Receipt(Box<ReceiptBack<'a>>),
    Blind(Currency),
}

impl<'a> Bought<'a> {
    fn of(state: &'a Omnichannel, command: &'a TakeBack) -> Result<Bought<'a>, Refusal> {
        Ok(match &command.of {
            Shown::Order(order) => Bought::Order(Box::new(OrderBack::new(state, order)?)),
            Shown::Receipt(receipt) => Bought::Receipt(Box::new(ReceiptBack::new(state, receipt)?)),
            Shown::Nothing => Bought::Blind(Currency::NONE),
        })
    }

    fn claim(
        &mut self,
        state: &Omnichannel,
        command: &TakeBack,
        asked: &LineBack,
        field: &str,
        at: Instant,
    ) -> Result<Vec<Claim>, Refusal> {
        match self {
            Bought::Order(order) => order.claim(asked, field),
            Bought::Receipt(receipt) => receipt.claim(asked, field),
            Bought::Blind(currency) => {
                let (claim, priced_in) = blind::claim(state, command, asked, field, at)?;
                *currency = priced_in;
                Ok(vec![claim])
            }
        }
    }

    pub fn currency(&self) -> Currency {
        match self {
            Bought::Order(back) => back.order.currency,
            Bought::Receipt(back) => back.currency,
            Bought::Blind(currency) => *currency,
        }
    }

    fn customer(&self) -> Option<&CustomerId> {
        match self {
            Bought::Order(back) => back.order.customer.as_ref(),
            Bought::Receipt(back) => back.shown.customer.as_ref(),
            Bought::Blind(_) => None,
        }
    }

    fn named(&self) -> ReturnOf {
        match self {
            Bought::Order(back) => ReturnOf::Order(back.order.order.clone()),
            Bought::Receipt(back) => ReturnOf::Sale(back.shown.sale.clone()),
            Bought::Blind(_) => ReturnOf::Blind,
        }
    }

    fn redemptions(&self) -> Vec<Redemption> {
        match self {
            Bought::Order(back) => back.redemptions.clone(),
            Bought::Receipt(_) | Bought::Blind(_) => Vec::new(),
        }
    }
}

pub(super) fn decide(state: &Omnichannel, command: &TakeBack, now: Instant) -> Result<Vec<Event>, Refusal> {
    if let Some(known) = state.returns.find(&command.return_id) {
        return repeated(state, known, command);
    }
    of_another(state, command)?;
    let site = state.catalogue.site_no(&command.site)?;
    let returned_at = command.returned_at.unwrap_or(now);
    check_happened("returned_at", returned_at, now)?;
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Refusal::invalid("lines", format!("a return has 1 to {LINES_MAX} lines")));
    }
    let rules = state.returns.rules_at(returned_at);
    let mut bought = Bought::of(state, command)?;
    let (mut lines, mut broken) = read_lines(state, command, &mut bought, &rules, returned_at)?;
    broken.extend(blind::broken(&rules, command, &lines));
    if !broken.is_empty() && !may_override(&rules, command.override_by) {
        return Err(Refusal::AgainstReturnRules { broken, may_override: rules.may_override.clone() });
    }
    let mut refunding = Refunding::new(state, &bought, command, now);
    refunding.bound(&mut lines);
    let (exchange, held) = exchange::hold(state, command, &rules, bought.currency(), now)?;
    let refund: i64 = lines.iter().map(|line| line.refund).sum();
    refunding.pay(refund, exchange.as_ref())?;
    let mut desk = Desk::new(state, now);
    let mut goods = Vec::new();
    for line in &lines {
        let item = state.catalogue.item_no(&line.item)?;
        let postings = desk.receive(item, line.quantity.units(), site, &line.disposition)?;
        goods.extend(moved(&command.return_id, Reason::Return, Some(returned_at), postings));
    }
    let customer = command.customer.as_ref().or(bought.customer()).cloned();
    let accepted = AcceptedReturn {
        return_id: command.return_id.clone(),
        site: command.site.clone(),
        of: bought.named(),
        receipt: match &bought {
            Bought::Receipt(back) => Some(Box::new(back.read.clone())),
            Bought::Order(_) | Bought::Blind(_) => None,
        },
        customer,
        by: command.by.clone(),
        returned_at,
        currency: bought.currency(),
        lines,
        refund_to: command.refund_to,
        refunds: refunding.parts,
        exchange,
        overridden: broken,
        redemptions: bought.redemptions(),
    };
    let mut events = vec![Event::Return(ReturnEvent::Accepted(Box::new(accepted)))];
    events.extend(goods);
    events.extend(refunding.events);
    events.extend(points_back(state, &bought, refund, now));
    events.extend(held);
    Ok(events)
}

/// What each line is worth, what is kept of it and what becomes of it; and what the rules have against it.
fn read_lines(
    state: &Omnichannel,
    command: &TakeBack,
    bought: &mut Bought,
    rules: &ReturnRules,
    at: Instant,
) -> Result<(Vec<AcceptedLine>, Vec<BrokenRule>), Refusal> {
    let (mut lines, mut broken): (Vec<AcceptedLine>, _) = (Vec::new(), Vec::new());
    for (n, asked) in command.lines.iter().enumerate() {
        let field = format!("lines[{n}]");
        if let Some(Disposition::SendTo { site }) = &asked.disposition {
            state.catalogue.site_no(site)?;
        }
        for claim in bought.claim(state, command, asked, &field, at)? {
            let of_item = ForItem::new(rules, &state.catalogue, claim.item);
            let line = lines.len() as u16 + 1;
            broken.extend(against(&of_item, &claim, asked, line, at));
            if matches!(bought, Bought::Blind(_)) && of_item.needs_receipt() {
                broken.push(BrokenRule::ReceiptNeeded { line });
            }
            let fee = of_item.fee(claim.value, asked.condition, &asked.reason);
            lines.push(AcceptedLine {
                line,
                of_line: claim.of_line,
                item: state.catalogue.item(claim.item).item.clone(),
                quantity: in_quantities(claim.units)
                    .next()
                    .expect("a claim is of a quantity or a part of it"),
                reason: asked.reason.clone(),
                condition: asked.condition,
                disposition: asked
                    .disposition
                    .clone()
                    .unwrap_or_else(|| of_item.disposition(asked.condition)),
                value: claim.value,
                fee,
                refund: claim.value - fee,
            });
        }
    }
    Ok((lines, broken))
}

pub(super) fn against(
    of_item: &ForItem,
    claim: &Claim,
    asked: &LineBack,
    line: u16,
    at: Instant,
) -> Vec<BrokenRule> {
    let mut broken = Vec::new();
    let window_days = of_item.window_days();
    let days = claim.bought_at.map_or(0, |bought_at| at.micros_since(bought_at) / DAY_US);
    if days > i64::from(window_days) {
        broken.push(BrokenRule::WindowPassed { line, window_days, days });
    }
    if asked.disposition == Some(Disposition::Resell) && !of_item.resells(asked.condition) {
        broken.push(BrokenRule::NotResold { line, condition: asked.condition });
    }
    broken
}

/// Points that were earned with the goods.
fn points_back(state: &Omnichannel, bought: &Bought, refund: i64, now: Instant) -> Vec<Event> {
    let source = match bought {
        Bought::Order(back) => Reference::new(back.order.order.as_str()),
        Bought::Receipt(back) => Reference::new(back.shown.sale.as_str()),
        Bought::Blind(_) => return Vec::new(),
    };
    let (Some(customer), Ok(source)) = (bought.customer(), source) else { return Vec::new() };
    if refund == 0 {
        return Vec::new();
    }
    let customer = state.customers.resolve(customer);
    state.wallets.reverse(customer, &source, refund, now).into_iter().map(Event::Wallet).collect()
}

/// Goods that were announced come back under their number, and no others do.
fn of_another(state: &Omnichannel, command: &TakeBack) -> Result<(), Refusal> {
    let Some(known) = state.returns.find_announced(&command.return_id) else { return Ok(()) };
    match &command.of {
        Shown::Order(order) if *order == known.announced.order => Ok(()),
        Shown::Order(_) | Shown::Receipt(_) | Shown::Nothing => {
            let order = &known.announced.order;
            let problem = format!("return {} was announced for order {order}", command.return_id);
            Err(Refusal::WrongState {
                problem: format!("{problem}; name that order, or leave the number out"),
            })
        }
    }
}

/// The same return again: done already. Another content under the same number: refused.
fn repeated(state: &Omnichannel, known: &Return, command: &TakeBack) -> Result<Vec<Event>, Refusal> {
    let of = match &command.of {
        Shown::Order(order) => ReturnOf::Order(order.clone()),
        Shown::Receipt(receipt) => ReturnOf::Sale(receipt.sale.clone()),
        Shown::Nothing => ReturnOf::Blind,
    };
    let same = known.of == of
        && state.catalogue.site(known.site).site == command.site
        && known.refund_to == command.refund_to
        && known.exchange.is_some() != command.exchange.is_empty()
        && command.returned_at.is_none_or(|at| at == known.returned_at)
        && same_lines(state, known, &command.lines);
    if same {
        return Ok(Vec::new());
    }
    Err(Refusal::ConflictingRetry { what: Thing::Return, id: command.return_id.to_string() })
}

/// A line that was asked for may have become several.
fn same_lines(state: &Omnichannel, known: &Return, asked: &[LineBack]) -> bool {
    let mut left: Vec<i64> = known.lines.iter().map(|line| line.units).collect();
    for asked in asked {
        let item = asked.item.as_ref().map(|item| state.catalogue.item_no(item).ok());
        let mut wanted = asked.quantity.units();
        for (line, left) in known.lines.iter().zip(&mut left) {
            let is_it = asked.line.is_none_or(|of| line.of_line == Some(of))
                && item.is_none_or(|item| item == Some(line.item))
                && (&line.reason, line.condition) == (&asked.reason, asked.condition)
                && asked.disposition.as_ref().is_none_or(|disposition| *disposition == line.first);
            if is_it {
                let units = wanted.min(*left);
                (wanted, *left) = (wanted - units, *left - units);
            }
        }
        if wanted > 0 {
            return false;
        }
    }
    left.iter().all(|left| *left == 0)
}
