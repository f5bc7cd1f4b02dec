//! Everything that can stand in the log.

mod kind;

use crate::{
    AccessEvent, Action, CaseEvent, CatalogueEvent, CheckoutEvent, CustomerEvent, DeliveryEvent, DeviceEvent,
    HoldEvent, IntelligenceEvent, MediaEvent, MobileEvent, Observed, OrderEvent, PaymentEvent, Posting,
    PriceEvent, ReturnEvent, RoutingEvent, StockEvent, SupplyEvent, SwitchEvent, TaskEvent, WalletEvent,
};
use serde::{Deserialize, Serialize};

/// What happened. Closed on purpose: the compiler lists what a new one touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Sites, items, regions, rules.
    Catalogue(CatalogueEvent),
    /// Balances.
    Stock(StockEvent),
    /// Shipments and purchase orders.
    Supply(SupplyEvent),
    /// Promises.
    Hold(HoldEvent),
    /// Orders.
    Order(OrderEvent),
    /// Payments.
    Payment(PaymentEvent),
    /// Customers.
    Customer(CustomerEvent),
    /// Questions that a person has to answer.
    Case(CaseEvent),
    /// Points and gift cards.
    Wallet(WalletEvent),
    /// Prices, promotions, taxes.
    Price(PriceEvent),
    /// Checkouts and carts of shopping agents.
    Checkout(CheckoutEvent),
    /// A signal that no pillar answers by itself; policies and views may.
    Observed(Box<Observed>),
    /// What the engine decided to do.
    Action(Action),
    /// API keys.
    Access(AccessEvent),
    /// What reached the outside.
    Delivery(DeliveryEvent),
    /// What the router goes by.
    Routing(RoutingEvent),
    /// Goods that come back.
    Return(ReturnEvent),
    /// Devices, and what they found.
    Device(DeviceEvent),
    /// What models say, and what is planned.
    Intelligence(IntelligenceEvent),
    /// Consent, campaigns, what is shown for money.
    Media(MediaEvent),
    /// Notices to shoppers' phones.
    Mobile(MobileEvent),
    /// What associates do beside orders.
    Task(TaskEvent),
    /// Which pillars take part, and which policies are in force.
    Switch(SwitchEvent),
}

impl Event {
    /// Its type as a CloudEvent.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Catalogue(event) => event.kind(),
            Event::Stock(event) => event.kind(),
            Event::Supply(event) => event.kind(),
            Event::Hold(event) => event.kind(),
            Event::Order(event) => event.kind(),
            Event::Payment(event) => event.kind(),
            Event::Customer(event) => event.kind(),
            Event::Case(event) => event.kind(),
            Event::Wallet(event) => event.kind(),
            Event::Price(event) => event.kind(),
            Event::Checkout(event) => event.kind(),
            Event::Observed(observed) => observed.signal.kind().name(),
            Event::Action(action) => action.event_kind(),
            Event::Access(AccessEvent::KeyCreated(_)) => "retail.key.created",
            Event::Access(AccessEvent::KeyRevoked { .. }) => "retail.key.revoked",
            Event::Delivery(event) => event.kind(),
            Event::Routing(event) => event.kind(),
            Event::Return(event) => event.kind(),
            Event::Device(event) => event.kind(),
            Event::Intelligence(event) => event.kind(),
            Event::Media(event) => event.kind(),
            Event::Mobile(event) => event.kind(),
            Event::Task(event) => event.kind(),
            Event::Switch(SwitchEvent::Policy { .. }) => "retail.policy.switched",
            Event::Switch(SwitchEvent::Pillar { .. }) => "retail.pillar.switched",
        }
    }

    /// What it moved.
    pub fn postings(&self) -> &[Posting] {
        match self {
            Event::Stock(event) => event.postings(),
            Event::Supply(event) => event.postings(),
            Event::Hold(event) => event.postings(),
            Event::Order(event) => event.postings(),
            Event::Catalogue(_)
            | Event::Checkout(_)
            | Event::Payment(_)
            | Event::Customer(_)
            | Event::Case(_)
            | Event::Wallet(_)
            | Event::Price(_)
            | Event::Observed(_)
            | Event::Action(_)
            | Event::Access(_)
            | Event::Delivery(_)
            | Event::Routing(_)
            | Event::Return(_)
            | Event::Device(_)
            | Event::Intelligence(_)
            | Event::Media(_)
            | Event::Mobile(_)
            | Event::Task(_)
            | Event::Switch(_) => &[],
        }
    }
}
