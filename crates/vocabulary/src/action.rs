//! What the engine decides to do on its own.

use crate::{Clock, DeliveryMethod, FloorTaskKind, PaymentOperation, PurchaseChangeKind, Refused};
use realtail_kernel::{
    CampaignId, Channel, Currency, CustomerId, DeviceId, HoldId, Instant, ItemId, Label, LossCaseId, LotId,
    OrderId, OwnerId, PaymentId, PurchaseOrderId, PushId, PushOfferId, ReturnId, SiteId, TaskId, TransferId,
    Word, ZoneId,
};
use serde::{Deserialize, Serialize};

/// Something that leaves the engine: to a channel, an associate, a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// Channels are told that nothing is left to promise.
    SoldOut {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
    },
    /// Channels are told that there is something to promise again.
    BackInStock {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// How much.
        available: i64,
    },
    /// A planner is told that the safety stock is touched.
    StockLow {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says is there.
        on_hand: i64,
        /// What should never be promised.
        safety_stock: i64,
    },
    /// The planner is told that there is enough again.
    StockRestored {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says is there.
        on_hand: i64,
    },
    /// An associate is asked to count, since a till sold what the book did not know of.
    CountRequested {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// What the book says.
        book: i64,
    },
    /// The channel of a hold is told that it ran out.
    HoldLapsed {
        /// The hold.
        hold: HoldId,
        /// Whose it was.
        owner: OwnerId,
        /// Which channel it was placed on.
        channel: Channel,
    },
    /// Somebody must decide who does not get what was promised: a fact took units away from under holds.
    Overcommitted {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// How many units are promised beyond what is there.
        units: i64,
    },
    /// There is enough again for all that is promised.
    CommitmentsCovered {
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
    },
    /// Associates of a site are told that there is something to do.
    TaskAssigned {
        /// The order.
        order: OrderId,
        /// Which part of it.
        fulfilment: u16,
        /// Where.
        site: SiteId,
    },
    /// Associates of a site are told that there is something to do that is no part of an order.
    FloorTaskAssigned {
        /// Which task.
        task: TaskId,
        /// What is to be done.
        kind: FloorTaskKind,
        /// Where.
        site: SiteId,
        /// With which item.
        item: ItemId,
        /// With how many units.
        quantity: i64,
    },
    /// The channel is told that an order did not come about.
    OrderRefused {
        /// The order.
        order: OrderId,
        /// Which channel it was placed on.
        channel: Channel,
        /// Why.
        why: Refused,
    },
    /// The shopper is told that it lies ready.
    OrderReady {
        /// The order.
        order: OrderId,
        /// Which part of it.
        fulfilment: u16,
        /// Where.
        site: SiteId,
    },
    /// The shopper is told that a carrier has it.
    OrderOnItsWay {
        /// The order.
        order: OrderId,
        /// Which part of it.
        fulfilment: u16,
        /// Which carrier.
        carrier: Word,
    },
    /// The shopper is told that part of it, or all, is cancelled.
    OrderReduced {
        /// The order.
        order: OrderId,
        /// Which channel it was placed on.
        channel: Channel,
        /// What that takes off it, in minor units.
        amount: i64,
    },
    /// A manager is told that a time limit has passed.
    FulfilmentLate {
        /// The order.
        order: OrderId,
        /// Which part of it.
        fulfilment: u16,
        /// Where.
        site: SiteId,
        /// Which limit.
        clock: Clock,
    },
    /// Associates are told that the shopper is there.
    ShopperArrived {
        /// The order.
        order: OrderId,
        /// Which part of it.
        fulfilment: u16,
        /// Where.
        site: SiteId,
    },
    /// A person is asked to look: a provider will not take, or give back, what it should.
    PaymentFailed {
        /// The payment.
        payment: PaymentId,
        /// The order it pays.
        order: OrderId,
        /// What the provider was asked for.
        operation: PaymentOperation,
        /// The return that was to be refunded.
        #[serde(default, rename = "return", skip_serializing_if = "Option::is_none")]
        return_id: Option<ReturnId>,
    },
    /// A person is asked to look: a customer returns more than the rules think usual.
    ReturnAbuseSuspected {
        /// The customer, by the retailer's number.
        customer: CustomerId,
        /// How many returns there were.
        returns: u32,
        /// In how many days.
        window_days: u16,
        /// What was given back for them, in minor units.
        value: i64,
        /// ISO 4217.
        currency: Currency,
        /// How much that is of what was bought, in parts per million.
        share_ppm: u32,
    },
    /// Signs and pages are told that an advertised item is not to be had there any more.
    PlacementStopped {
        /// The campaign.
        campaign: CampaignId,
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// By which method.
        method: DeliveryMethod,
    },
    /// Signs and pages are told that it is to be had again.
    PlacementResumed {
        /// The campaign.
        campaign: CampaignId,
        /// The item.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// By which method.
        method: DeliveryMethod,
    },
    /// A shopper's phone is told of an offer nearby.
    PushNotice {
        /// The notice.
        push: PushId,
        /// The offer.
        offer: PushOfferId,
        /// Of what.
        item: ItemId,
        /// Near which site.
        site: SiteId,
    },
    /// Associates are told that it is too warm for what is kept there.
    TooWarm {
        /// Which thermometer says so.
        device: DeviceId,
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// How warm, in thousandths of a degree Celsius.
        millicelsius: i32,
        /// Since when.
        #[serde(deserialize_with = "realtail_kernel::instant_in_tagged")]
        since: Instant,
    },
    /// Associates are told that a shelf is nearly empty.
    ShelfLow {
        /// Which shelf.
        device: DeviceId,
        /// What lies on it.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// In which zone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<ZoneId>,
        /// How much of it.
        units: i64,
        /// Since when.
        #[serde(deserialize_with = "realtail_kernel::instant_in_tagged")]
        since: Instant,
    },
    /// The supplier's side is told of an order; what is ordered is read at `/v1/purchase-orders/{order}`.
    PurchaseOrderSent {
        /// The order.
        order: PurchaseOrderId,
        /// Who delivers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supplier: Option<Label>,
        /// Where to.
        site: SiteId,
        /// When it should be there.
        #[serde(deserialize_with = "realtail_kernel::instant_in_tagged")]
        expected_at: Instant,
    },
    /// Whoever looks after losses is told of a case; what speaks for it is read at `/v1/loss/cases/{case}`.
    LossCaseOpened {
        /// The case.
        case: LossCaseId,
        /// Where.
        site: SiteId,
        /// What kind of thing it is about: `operator`, `till`, `customer`, `payment_token`, `device`, `address` or `place`.
        about: Word,
    },
    /// Whoever runs a store is told to open lanes: more are needed in a few minutes than are open.
    LanesShort {
        /// Where.
        site: SiteId,
        /// How many are open.
        lanes_open: u32,
        /// How many will be needed.
        lanes_needed: u32,
        /// Why, in words and numbers.
        reason: Label,
    },
    /// Enough lanes are open again.
    LanesCovered {
        /// Where.
        site: SiteId,
        /// How many are open.
        lanes_open: u32,
    },
    /// The supplier's side is told of a change of an order; what it says is read at
    /// `/v1/purchase-orders/{order}/changes/{change}`.
    PurchaseOrderChanged {
        /// The order.
        order: PurchaseOrderId,
        /// The number of the change.
        change: u32,
        /// Who delivers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supplier: Option<Label>,
        /// What is changed of it.
        item: ItemId,
        /// How.
        what: PurchaseChangeKind,
    },
    /// The sending site's systems are told of goods that are to go to another site.
    TransferOrdered {
        /// The transfer.
        transfer: TransferId,
        /// Of what.
        item: ItemId,
        /// From where.
        from: SiteId,
        /// Where to.
        to: SiteId,
        /// How many units.
        quantity: i64,
    },
    /// Electronic shelf labels, or who prints stickers, are told of a price.
    PriceLabel {
        /// Of what.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// For the stickers of this lot alone; for the shelf where no lot is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotId>,
        /// What it costs, in minor units.
        unit_price: i64,
        /// For how many units that is.
        per: u32,
        /// ISO 4217.
        currency: Currency,
        /// What it may be told as a reduction from, in minor units.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference_unit_price: Option<i64>,
        /// From when on.
        #[serde(deserialize_with = "realtail_kernel::instant_in_tagged")]
        valid_from: Instant,
        /// Until when; until the next price where nothing is said.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "realtail_kernel::optional_instant_in_tagged"
        )]
        valid_until: Option<Instant>,
    },
}

/// The kinds of actions.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Nothing left to promise.
    SoldOut,
    /// Something to promise again.
    BackInStock,
    /// Safety stock touched.
    StockLow,
    /// Safety stock whole again.
    StockRestored,
    /// Count asked for.
    CountRequested,
    /// Hold ran out.
    HoldLapsed,
    /// More promised than there is.
    Overcommitted,
    /// All that is promised is there again.
    CommitmentsCovered,
    /// Something to do at a site.
    TaskAssigned,
    /// Something to do at a site that is no part of an order.
    FloorTaskAssigned,
    /// Order that did not come about.
    OrderRefused,
    /// Order that lies ready.
    OrderReady,
    /// Order that a carrier has.
    OrderOnItsWay,
    /// Order of which part is cancelled.
    OrderReduced,
    /// Time limit passed.
    FulfilmentLate,
    /// Shopper who is there.
    ShopperArrived,
    /// Provider that will not.
    PaymentFailed,
    /// Customer who returns a lot.
    ReturnAbuseSuspected,
    /// Advertised item that is not to be had.
    PlacementStopped,
    /// Advertised item that is to be had again.
    PlacementResumed,
    /// Offer that a shopper is told of.
    PushNotice,
    /// Too warm for what is kept there.
    TooWarm,
    /// Shelf that is nearly empty.
    ShelfLow,
    /// Order to a supplier.
    PurchaseOrderSent,
    /// Somebody or something that stands out.
    LossCaseOpened,
    /// More lanes needed than are open.
    LanesShort,
    /// Lanes enough again.
    LanesCovered,
    /// Change of an order to a supplier.
    PurchaseOrderChanged,
    /// Goods that are to go to another site.
    TransferOrdered,
    /// Price for a label.
    PriceLabel,
}

impl ActionKind {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            ActionKind::SoldOut => "sold_out",
            ActionKind::BackInStock => "back_in_stock",
            ActionKind::StockLow => "stock_low",
            ActionKind::StockRestored => "stock_restored",
            ActionKind::CommitmentsCovered => "commitments_covered",
            ActionKind::CountRequested => "count_requested",
            ActionKind::HoldLapsed => "hold_lapsed",
            ActionKind::Overcommitted => "overcommitted",
            ActionKind::TaskAssigned => "task_assigned",
            ActionKind::FloorTaskAssigned => "floor_task_assigned",
            ActionKind::OrderRefused => "order_refused",
            ActionKind::OrderReady => "order_ready",
            ActionKind::OrderOnItsWay => "order_on_its_way",
            ActionKind::OrderReduced => "order_reduced",
            ActionKind::FulfilmentLate => "fulfilment_late",
            ActionKind::ShopperArrived => "shopper_arrived",
            ActionKind::PaymentFailed => "payment_failed",
            ActionKind::ReturnAbuseSuspected => "return_abuse_suspected",
            ActionKind::PlacementStopped => "placement_stopped",
            ActionKind::PlacementResumed => "placement_resumed",
            ActionKind::PushNotice => "push_notice",
            ActionKind::TooWarm => "too_warm",
            ActionKind::ShelfLow => "shelf_low",
            ActionKind::PurchaseOrderSent => "purchase_order_sent",
            ActionKind::LossCaseOpened => "loss_case_opened",
            ActionKind::LanesShort => "lanes_short",
            ActionKind::LanesCovered => "lanes_covered",
            ActionKind::PurchaseOrderChanged => "purchase_order_changed",
            ActionKind::TransferOrdered => "transfer_ordered",
            ActionKind::PriceLabel => "price_label",
        }
    }
}

impl Action {
    /// Which kind it is.
    pub fn kind(&self) -> ActionKind {
        match self {
            Action::SoldOut { .. } => ActionKind::SoldOut,
            Action::BackInStock { .. } => ActionKind::BackInStock,
            Action::StockLow { .. } => ActionKind::StockLow,
            Action::StockRestored { .. } => ActionKind::StockRestored,
            Action::CommitmentsCovered { .. } => ActionKind::CommitmentsCovered,
            Action::CountRequested { .. } => ActionKind::CountRequested,
            Action::HoldLapsed { .. } => ActionKind::HoldLapsed,
            Action::Overcommitted { .. } => ActionKind::Overcommitted,
            Action::TaskAssigned { .. } => ActionKind::TaskAssigned,
            Action::FloorTaskAssigned { .. } => ActionKind::FloorTaskAssigned,
            Action::OrderRefused { .. } => ActionKind::OrderRefused,
            Action::OrderReady { .. } => ActionKind::OrderReady,
            Action::OrderOnItsWay { .. } => ActionKind::OrderOnItsWay,
            Action::OrderReduced { .. } => ActionKind::OrderReduced,
            Action::FulfilmentLate { .. } => ActionKind::FulfilmentLate,
            Action::ShopperArrived { .. } => ActionKind::ShopperArrived,
            Action::PaymentFailed { .. } => ActionKind::PaymentFailed,
            Action::ReturnAbuseSuspected { .. } => ActionKind::ReturnAbuseSuspected,
            Action::PlacementStopped { .. } => ActionKind::PlacementStopped,
            Action::PlacementResumed { .. } => ActionKind::PlacementResumed,
            Action::PushNotice { .. } => ActionKind::PushNotice,
            Action::TooWarm { .. } => ActionKind::TooWarm,
            Action::ShelfLow { .. } => ActionKind::ShelfLow,
            Action::PurchaseOrderSent { .. } => ActionKind::PurchaseOrderSent,
            Action::LossCaseOpened { .. } => ActionKind::LossCaseOpened,
            Action::LanesShort { .. } => ActionKind::LanesShort,
            Action::LanesCovered { .. } => ActionKind::LanesCovered,
            Action::PurchaseOrderChanged { .. } => ActionKind::PurchaseOrderChanged,
            Action::TransferOrdered { .. } => ActionKind::TransferOrdered,
            Action::PriceLabel { .. } => ActionKind::PriceLabel,
        }
    }
}
