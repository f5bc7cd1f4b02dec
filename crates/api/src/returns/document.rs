//! A return as it is shown.

use super::card;
use crate::app::App;
use crate::problem::Problem;
use realtail_kernel::{
    Currency, CustomerId, GiftCardId, HoldId, Instant, ItemId, Label, OrderId, PaymentId, ReturnId, SaleId,
    ShipmentId, SiteId, Word,
};
use realtail_omnichannel::Omnichannel;
use realtail_omnichannel::returns::{
    Exchange, Goods, PartState, RefundState, Return, ReturnLine, part_state,
};
use realtail_vocabulary::{
    BrokenRule, Disposition, RefundPart, RefundPlace, RefundTo, ReturnOf, ReturnedCondition,
};
use serde::Serialize;

/// Units of a line that go one way.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct GoodsDocument {
    disposition: Disposition,
    quantity: i64,
    /// Whether they have left the site that way.
    gone: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    shipment: Option<ShipmentId>,
}

/// A line of a return.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReturnLineDocument {
    line: u16,
    /// The line of the order or of the receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    of_line: Option<u16>,
    item: ItemId,
    name: Label,
    quantity: i64,
    reason: Word,
    condition: ReturnedCondition,
    /// What becomes of it, or of most of it.
    disposition: Disposition,
    /// Each way its units go.
    dispositions: Vec<GoodsDocument>,
    /// What was paid for it, in minor units.
    value: i64,
    /// What is kept of that.
    fee: i64,
    /// What is given back.
    refund: i64,
}

/// A part of the refund.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RefundDocument {
    /// `payment`, `till` or `gift_card`.
    #[schema(value_type = String)]
    to: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<PaymentId>,
    /// The means of a till.
    #[serde(skip_serializing_if = "Option::is_none")]
    means: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gift_card: Option<GiftCardId>,
    /// What spends the gift card; shown to whoever asked for it, and nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    amount: i64,
    state: PartState,
}

/// Goods that are taken instead.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ExchangeDocument {
    /// What keeps them: an order that names it takes them.
    hold: HoldId,
    /// What they cost now; not there where they have no price.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<i64>,
    /// What is to be paid on top of the refund; below zero where some of that is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<i64>,
    /// The order that took them.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderId>,
}

/// A return.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReturnDocument {
    #[serde(rename = "return")]
    return_id: ReturnId,
    /// How far its money has got.
    state: RefundState,
    site: SiteId,
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<OrderId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sale: Option<SaleId>,
    /// Whether the goods came with neither.
    blind: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    by: Word,
    returned_at: Instant,
    told_at: Instant,
    currency: Currency,
    /// What is given back, in minor units: the sum of its lines.
    refund: i64,
    /// What of that is neither back nor on its way.
    outstanding: i64,
    /// What is not given back, since so much of the order had been given back before.
    withheld: i64,
    refund_to: RefundTo,
    lines: Vec<ReturnLineDocument>,
    /// Where the money goes.
    payments: Vec<RefundDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange: Option<ExchangeDocument>,
    /// What the rules forbid and was allowed all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overridden: Vec<BrokenRule>,
}

pub(super) fn current(app: &App, return_id: &ReturnId) -> Result<ReturnDocument, Problem> {
    let replica = app.read();
    let stock = &replica.machine.omnichannel;
    let known = stock.returns.find(return_id).ok_or_else(|| Problem::not_found("return", return_id))?;
    Ok(return_document(stock, known))
}

pub(super) fn return_document(stock: &Omnichannel, known: &Return) -> ReturnDocument {
    let (order, sale) = match &known.of {
        ReturnOf::Order(order) => (Some(order.clone()), None),
        ReturnOf::Sale(sale) => (None, Some(sale.clone())),
        ReturnOf::Blind => (None, None),
    };
    let part = |part: &RefundPart| refund_document(part, part_state(&stock.payments, part));
    ReturnDocument {
        return_id: known.return_id.clone(),
        state: stock.refund_state(known),
        site: stock.catalogue.site(known.site).site.clone(),
        order,
        sale,
        blind: known.of == ReturnOf::Blind,
        customer: known.customer.clone(),
        by: known.by.clone(),
        returned_at: known.returned_at,
        told_at: known.told_at,
        currency: known.currency,
        refund: known.refund(),
        outstanding: known.outstanding(&stock.payments),
        withheld: known.withheld(),
        refund_to: known.refund_to,
        lines: known.lines.iter().map(|line| line_document(stock, line)).collect(),
        payments: known.refunds.iter().map(part).collect(),
        exchange: known.exchange.as_ref().map(|exchange| exchange_document(exchange, known.refund())),
        overridden: known.overridden.clone(),
    }
}

fn line_document(stock: &Omnichannel, line: &ReturnLine) -> ReturnLineDocument {
    let item = stock.catalogue.item(line.item);
    let goods = |part: &Goods| GoodsDocument {
        disposition: part.disposition.clone(),
        quantity: part.units,
        gone: part.gone,
        shipment: part.shipment.clone(),
    };
    let most = line.goods.iter().max_by_key(|part| part.units).map(|part| &part.disposition);
    ReturnLineDocument {
        line: line.line,
        of_line: line.of_line,
        item: item.item.clone(),
        name: item.name.clone(),
        quantity: line.units,
        reason: line.reason.clone(),
        condition: line.condition,
        disposition: most.unwrap_or(&line.first).clone(),
        dispositions: line.goods.iter().map(goods).collect(),
        value: line.value,
        fee: line.fee,
        refund: line.refund,
    }
}

fn refund_document(part: &RefundPart, state: PartState) -> RefundDocument {
    let mut document = RefundDocument {
        to: "payment",
        payment: None,
        means: None,
        gift_card: None,
        code: None,
        amount: part.amount,
        state,
    };
    match &part.to {
        RefundPlace::Payment { payment, .. } => document.payment = Some(payment.clone()),
        RefundPlace::Till { means, .. } => (document.to, document.means) = ("till", Some(means.clone())),
        RefundPlace::GiftCard { card } => {
            (document.to, document.gift_card) = ("gift_card", Some(card.clone()));
        }
    }
    document
}

fn exchange_document(exchange: &Exchange, refund: i64) -> ExchangeDocument {
    ExchangeDocument {
        hold: exchange.hold.clone(),
        price: exchange.price,
        difference: exchange.price.map(|price| price - refund),
        order: exchange.order.clone(),
    }
}

impl ReturnDocument {
    /// With what spends the gift cards it went on.
    pub fn with_codes(mut self, app: &App) -> ReturnDocument {
        for part in &mut self.payments {
            part.code = part.gift_card.as_ref().map(|card| card::code(app, card));
        }
        self
    }
}
