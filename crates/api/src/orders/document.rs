//! An order as it is shown.

use super::contact::OrderContact;
use crate::app::App;
use crate::caller::Caller;
use crate::problem::Problem;
use realtail_kernel::{
    Channel, Currency, CustomerId, FulfilmentId, Instant, ItemId, Label, OrderId, PaymentId, SiteId, Word,
};
use realtail_omnichannel::order::{Fulfilment, Order, OrderLine, OrderState, Step};
use realtail_omnichannel::payment::Payment;
use realtail_omnichannel::{Catalogue, Omnichannel};
use realtail_vocabulary::{Clock, Delivery, DeliveryMethod, Refused, RoutingAnswer, fulfilment_name};
use serde::Serialize;

/// An order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct OrderDocument {
    order: OrderId,
    channel: Channel,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<CustomerId>,
    /// `placed`, `refused`, `released`, `parked`, `in_progress`, `completed` or `cancelled`.
    #[schema(value_type = String)]
    pub state: &'static str,
    /// Why it never came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    placed_at: Instant,
    currency: Currency,
    /// What it costs, less what was cancelled, in minor units.
    total: i64,
    carriage: i64,
    /// Whether a time limit has passed.
    late: bool,
    delivery: Delivery,
    /// By when the shopper was promised to have it, or to collect it.
    #[serde(skip_serializing_if = "Option::is_none")]
    promised_at: Option<Instant>,
    lines: Vec<LineDocument>,
    payments: Vec<PaymentSummary>,
    fulfilments: Vec<FulfilmentDocument>,
    /// What is shown at the counter; only to those who may tell it to the shopper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pickup_code: Option<Word>,
    /// Whom it is for; where one order is asked for, and only to those who may see people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<OrderContact>,
    /// What may be done to it as a whole.
    next: Vec<Step>,
    /// Why these sites serve it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routing: Option<Box<RoutingAnswer>>,
    /// What happened to it, the first first; where one order is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<TimelineStep>>,
}

/// A line of an order.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = OrderLineDocument)]
pub(crate) struct LineDocument {
    line: u16,
    item: ItemId,
    name: Label,
    quantity: i64,
    cancelled: i64,
    /// How much is with the shopper or on its way.
    left: i64,
    returned: i64,
    unit_price: i64,
    discount: i64,
    tax: i64,
    total: i64,
    /// `open`, `cancelled`, `left`, `returned` or `partly`.
    #[schema(value_type = String)]
    state: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    substitutes: Vec<ItemId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<Delivery>,
}

/// A payment of an order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct PaymentSummary {
    payment: PaymentId,
    kind: Word,
    /// `pending`, `unsure`, `authorised`, `declined`, `partly_captured`, `captured`, `voided`, `partly_refunded` or
    /// `refunded`.
    #[schema(value_type = String)]
    state: &'static str,
    authorised: i64,
    captured: i64,
    refunded: i64,
}

/// What one site does for an order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct FulfilmentDocument {
    fulfilment: FulfilmentId,
    /// Its number in the order, for the paths of its steps.
    number: u16,
    site: SiteId,
    site_name: Label,
    method: DeliveryMethod,
    #[schema(value_type = String)]
    state: &'static str,
    since: Instant,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Instant>,
    /// The time limit of the step it stands at.
    #[serde(skip_serializing_if = "Option::is_none")]
    clock: Option<Clock>,
    late: bool,
    lines: Vec<FulfilmentLineDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bay: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    carrier: Option<Word>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracking: Option<Word>,
    /// Why nobody works on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    parked: Option<Word>,
    /// What may be done next.
    legal: Vec<Step>,
}

#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct FulfilmentLineDocument {
    line: u16,
    item: ItemId,
    name: Label,
    quantity: i64,
    picked: i64,
}

/// Something that happened to an order.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TimelineStep {
    pub at: Instant,
    /// The type of the event.
    #[schema(value_type = String)]
    pub what: &'static str,
    pub by: String,
    /// The entry of the log, for its trace.
    pub position: realtail_kernel::Position,
    pub detail: serde_json::Value,
}

pub(crate) fn order_document(state: &Omnichannel, order: &Order, caller: &Caller) -> OrderDocument {
    let catalogue = &state.catalogue;
    let payments = order.payments.iter().filter_map(|payment| state.payments.get(payment).ok());
    let refused = match &order.state {
        OrderState::Refused(why) => Some(why.clone()),
        OrderState::Placed | OrderState::Confirmed | OrderState::Completed | OrderState::Cancelled => None,
    };
    OrderDocument {
        order: order.order.clone(),
        channel: order.channel.clone(),
        customer: order.customer.clone(),
        state: order.state_word(),
        refused,
        placed_at: order.placed_at,
        currency: order.currency,
        total: order.total(),
        carriage: order.carriage,
        late: order.is_late(),
        delivery: order.delivery.clone(),
        promised_at: order.promised_at,
        lines: order.lines.iter().map(|line| line_document(catalogue, line)).collect(),
        payments: payments.map(payment_summary).collect(),
        fulfilments: order.fulfilments.iter().map(|f| fulfilment_document(catalogue, order, f)).collect(),
        pickup_code: order.pickup_code.clone().filter(|_| caller.sees_codes()),
        contact: None,
        next: order.legal(),
        routing: None,
        timeline: None,
    }
}

fn line_document(catalogue: &Catalogue, line: &OrderLine) -> LineDocument {
    let item = catalogue.item(line.item);
    let state = match () {
        () if line.cancelled == line.units => "cancelled",
        () if line.open() == line.units => "open",
        () if line.left > 0 && line.returned == line.left && line.open() == 0 => "returned",
        () if line.left + line.cancelled == line.units && line.returned == 0 => "left",
        () => "partly",
    };
    LineDocument {
        line: line.line,
        item: item.item.clone(),
        name: item.name.clone(),
        quantity: line.units,
        cancelled: line.cancelled,
        left: line.left,
        returned: line.returned,
        unit_price: line.money.unit_price,
        discount: line.money.discount,
        tax: line.money.tax,
        total: line.money.total,
        state,
        substitutes: line.substitutes.iter().map(|no| catalogue.item(*no).item.clone()).collect(),
        delivery: line.delivery.as_deref().cloned(),
    }
}

pub(crate) fn payment_summary(payment: &Payment) -> PaymentSummary {
    PaymentSummary {
        payment: payment.payment.clone(),
        kind: payment.means.clone(),
        state: payment.state(),
        authorised: payment.authorised,
        captured: payment.captured,
        refunded: payment.refunded,
    }
}

pub(crate) fn fulfilment_document(
    catalogue: &Catalogue,
    order: &Order,
    fulfilment: &Fulfilment,
) -> FulfilmentDocument {
    let site = catalogue.site(fulfilment.site);
    let line = |line: &realtail_omnichannel::order::FulfilmentLine| {
        let item = catalogue.item(line.item);
        FulfilmentLineDocument {
            line: line.line,
            item: item.item.clone(),
            name: item.name.clone(),
            quantity: line.units,
            picked: line.picked,
        }
    };
    FulfilmentDocument {
        fulfilment: fulfilment_name(&order.order, fulfilment.number),
        number: fulfilment.number,
        site: site.site.clone(),
        site_name: site.name.clone(),
        method: fulfilment.method,
        state: fulfilment.state.as_str(),
        since: fulfilment.since,
        due_at: fulfilment.due.map(|(at, _)| at).or(fulfilment.due_at),
        clock: fulfilment.due.map(|(_, clock)| clock),
        late: fulfilment.late,
        lines: fulfilment.lines.iter().map(line).collect(),
        by: fulfilment.by.clone(),
        place: fulfilment.place.clone(),
        bay: fulfilment.bay.clone(),
        carrier: fulfilment.carrier.clone(),
        tracking: fulfilment.tracking.clone(),
        parked: fulfilment.parked.clone(),
        legal: fulfilment.legal(),
    }
}

/// An order as it stands.
pub(crate) fn current(app: &App, caller: &Caller, order: &OrderId) -> Result<OrderDocument, Problem> {
    shown(&app.read().machine.omnichannel, caller, order)
}

/// The same for those who look at many.
pub(crate) fn shown(state: &Omnichannel, caller: &Caller, order: &OrderId) -> Result<OrderDocument, Problem> {
    let known = state.orders.find(order).ok_or_else(|| Problem::not_found("order", order))?;
    Ok(order_document(state, known, caller))
}
