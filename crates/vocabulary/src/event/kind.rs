//! The type of each event as a CloudEvent.

use crate::{
    Action, CaseEvent, CatalogueEvent, CheckoutEvent, CustomerEvent, DeliveryEvent, DeviceEvent, HoldEvent,
    IntelligenceEvent, MediaEvent, MobileEvent, OrderEvent, PaymentEvent, PriceEvent, PricingEvent,
    ReturnEvent, RoutingEvent, Sight, StockEvent, SupplyEvent, TaskEvent, WalletEvent,
};

impl CatalogueEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            CatalogueEvent::SiteSet(_) => "retail.site.set",
            CatalogueEvent::ItemSet(_) => "retail.item.set",
            CatalogueEvent::RegionSet { .. } => "retail.region.set",
            CatalogueEvent::RuleSet(_) => "retail.stock_rule.set",
            CatalogueEvent::RuleRemoved { .. } => "retail.stock_rule.removed",
        }
    }
}

impl StockEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            StockEvent::Moved { .. } => "retail.stock.moved",
            StockEvent::Counted { .. } => "retail.stock.counted",
            StockEvent::Sold { .. } => "retail.sale.completed",
        }
    }
}

impl SupplyEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            SupplyEvent::OrderSet(_) => "retail.supply_order.set",
            SupplyEvent::Dispatched { .. } => "retail.shipment.dispatched",
            SupplyEvent::Received { .. } => "retail.shipment.received",
        }
    }
}

impl HoldEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            HoldEvent::Placed { .. } => "retail.hold.placed",
            HoldEvent::Posted { .. } => "retail.hold.posted",
            HoldEvent::Voided { .. } => "retail.hold.voided",
            HoldEvent::Drawn { .. } => "retail.hold.drawn",
            HoldEvent::Extended { .. } => "retail.hold.extended",
            HoldEvent::Expired { .. } => "retail.hold.expired",
            HoldEvent::Fulfilled { .. } => "retail.allocation.fulfilled",
            HoldEvent::Released { .. } => "retail.allocation.released",
            HoldEvent::PartlyFulfilled { .. } => "retail.allocation.partly_fulfilled",
            HoldEvent::Reassigned { .. } => "retail.allocation.reassigned",
        }
    }
}

impl OrderEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            OrderEvent::Placed(_) => "retail.order.placed",
            OrderEvent::Confirmed { .. } => "retail.order.confirmed",
            OrderEvent::Refused { .. } => "retail.order.refused",
            OrderEvent::Claimed { .. } => "retail.fulfilment.claimed",
            OrderEvent::Picked { .. } => "retail.fulfilment.picked",
            OrderEvent::Staged { .. } => "retail.fulfilment.staged",
            OrderEvent::Arrived { .. } => "retail.fulfilment.arrived",
            OrderEvent::HandedOver { .. } => "retail.fulfilment.handed_over",
            OrderEvent::Shipped { .. } => "retail.fulfilment.shipped",
            OrderEvent::Delivered { .. } => "retail.fulfilment.delivered",
            OrderEvent::Rejected { .. } => "retail.fulfilment.rejected",
            OrderEvent::Rerouted { .. } => "retail.order.rerouted",
            OrderEvent::Cancelled { .. } => "retail.order.cancelled",
            OrderEvent::PutBack { .. } => "retail.fulfilment.put_back",
            OrderEvent::Late { .. } => "retail.fulfilment.late",
            OrderEvent::Uncollected { .. } => "retail.fulfilment.uncollected",
            OrderEvent::Completed { .. } => "retail.order.completed",
            OrderEvent::Refunded { .. } => "retail.order.refunded",
            OrderEvent::LimitsSet(_) => "retail.order_limits.set",
        }
    }
}

impl PaymentEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            PaymentEvent::Asked(_) => "retail.payment.asked",
            PaymentEvent::Answered { .. } => "retail.payment.answered",
            PaymentEvent::Settled { .. } => "retail.payment.moved",
        }
    }
}

impl CustomerEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            CustomerEvent::Registered(_) => "retail.customer.registered",
            CustomerEvent::Changed(_) => "retail.customer.changed",
            CustomerEvent::Merged { .. } => "retail.customer.merged",
            CustomerEvent::Erased { .. } => "retail.customer.erased",
            CustomerEvent::Contacted { .. } => "retail.customer.contacted",
        }
    }
}

impl WalletEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            WalletEvent::ProgrammeSet(_) => "retail.loyalty.programme_set",
            WalletEvent::Earned { .. } => "retail.points.earned",
            WalletEvent::Matured { .. } => "retail.points.matured",
            WalletEvent::Reversed { .. } => "retail.points.reversed",
            WalletEvent::PointsExpired { .. } => "retail.points.expired",
            WalletEvent::Joined { .. } => "retail.points.joined",
            WalletEvent::Forfeited { .. } => "retail.points.forfeited",
            WalletEvent::CardIssued { .. } => "retail.gift_card.issued",
            WalletEvent::CardActivated { .. } => "retail.gift_card.activated",
            WalletEvent::CardExpired { .. } => "retail.gift_card.expired",
            WalletEvent::Reserved { .. } => "retail.wallet.reserved",
            WalletEvent::Redeemed { .. } => "retail.wallet.redeemed",
            WalletEvent::Released { .. } => "retail.wallet.released",
            WalletEvent::Refunded { .. } => "retail.wallet.refunded",
        }
    }
}

impl PriceEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            PriceEvent::ListSet(_) => "retail.price_list.set",
            PriceEvent::ListRemoved { .. } => "retail.price_list.removed",
            PriceEvent::PricesSet { .. } => "retail.price.changed",
            PriceEvent::PromotionSet(_) => "retail.promotion.set",
            PriceEvent::PromotionEnded { .. } => "retail.promotion.ended",
            PriceEvent::TaxSet(_) => "retail.tax.set",
            PriceEvent::TaxRemoved { .. } => "retail.tax.removed",
        }
    }
}

impl CheckoutEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            CheckoutEvent::Set(_) => "retail.checkout.set",
            CheckoutEvent::Moved { .. } => "retail.checkout.moved",
            CheckoutEvent::CartSet(_) => "retail.cart.set",
            CheckoutEvent::CartCancelled(_) => "retail.cart.cancelled",
            CheckoutEvent::OfferSet(_) => "retail.delivery_offer.set",
            CheckoutEvent::OfferRemoved { .. } => "retail.delivery_offer.removed",
            CheckoutEvent::OrderNoted { .. } => "retail.order.noted",
            CheckoutEvent::Told { .. } => "retail.agent.told",
        }
    }
}

impl DeliveryEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            DeliveryEvent::WebhookSet(_) => "retail.webhook.set",
            DeliveryEvent::WebhookRemoved { .. } => "retail.webhook.removed",
            DeliveryEvent::Advanced { .. } => "retail.delivery.advanced",
            DeliveryEvent::GivenUp(_) => "retail.delivery.given_up",
            DeliveryEvent::Redelivered { .. } => "retail.delivery.redelivered",
            DeliveryEvent::Resent { .. } => "retail.delivery.resent",
        }
    }
}

impl RoutingEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            RoutingEvent::RulesSet(_) => "retail.routing_rules.set",
            RoutingEvent::RulesRemoved { .. } => "retail.routing_rules.removed",
            RoutingEvent::CarrierSet(_) => "retail.carrier.set",
            RoutingEvent::CarrierRemoved { .. } => "retail.carrier.removed",
            RoutingEvent::SiteSet(_) => "retail.routing_site.set",
        }
    }
}

impl ReturnEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            ReturnEvent::RulesSet(_) => "retail.return_rules.set",
            ReturnEvent::Announced(_) => "retail.return.announced",
            ReturnEvent::Accepted(_) => "retail.return.accepted",
            ReturnEvent::Disposed { .. } => "retail.return.disposed",
            ReturnEvent::RefundAsked { .. } => "retail.return.refund_asked",
        }
    }
}

impl Action {
    pub(crate) fn event_kind(&self) -> &'static str {
        match self {
            Action::SoldOut { .. } => "retail.action.sold_out",
            Action::BackInStock { .. } => "retail.action.back_in_stock",
            Action::StockLow { .. } => "retail.action.stock_low",
            Action::StockRestored { .. } => "retail.action.stock_restored",
            Action::CommitmentsCovered { .. } => "retail.action.commitments_covered",
            Action::CountRequested { .. } => "retail.action.count_requested",
            Action::HoldLapsed { .. } => "retail.action.hold_lapsed",
            Action::Overcommitted { .. } => "retail.action.overcommitted",
            Action::TaskAssigned { .. } => "retail.action.task_assigned",
            Action::FloorTaskAssigned { .. } => "retail.action.floor_task_assigned",
            Action::OrderRefused { .. } => "retail.action.order_refused",
            Action::OrderReady { .. } => "retail.action.order_ready",
            Action::OrderOnItsWay { .. } => "retail.action.order_on_its_way",
            Action::OrderReduced { .. } => "retail.action.order_reduced",
            Action::FulfilmentLate { .. } => "retail.action.fulfilment_late",
            Action::ShopperArrived { .. } => "retail.action.shopper_arrived",
            Action::PaymentFailed { .. } => "retail.action.payment_failed",
            Action::ReturnAbuseSuspected { .. } => "retail.action.return_abuse_suspected",
            Action::PlacementStopped { .. } => "retail.action.placement_stopped",
            Action::PlacementResumed { .. } => "retail.action.placement_resumed",
            Action::PushNotice { .. } => "retail.action.push_notice",
            Action::TooWarm { .. } => "retail.action.too_warm",
            Action::ShelfLow { .. } => "retail.action.shelf_low",
            Action::PurchaseOrderSent { .. } => "retail.action.purchase_order_sent",
            Action::LossCaseOpened { .. } => "retail.action.loss_case_opened",
            Action::LanesShort { .. } => "retail.action.lanes_short",
            Action::LanesCovered { .. } => "retail.action.lanes_covered",
            Action::PurchaseOrderChanged { .. } => "retail.action.purchase_order_changed",
            Action::TransferOrdered { .. } => "retail.action.transfer_ordered",
            Action::PriceLabel { .. } => "retail.action.price_label",
        }
    }
}

impl DeviceEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            DeviceEvent::Set(_) => "retail.device.set",
            DeviceEvent::Removed { .. } => "retail.device.removed",
            DeviceEvent::FellSilent { .. } => "retail.device.fell_silent",
            DeviceEvent::HeardAgain { .. } => "retail.device.heard_again",
            DeviceEvent::TagsMoved { .. } => "retail.tag.moved",
            DeviceEvent::ShelfSank { .. } => "retail.shelf.sank",
            DeviceEvent::ShelfRose { .. } => "retail.shelf.rose",
            DeviceEvent::ShelfRanLow { .. } => "retail.shelf.ran_low",
            DeviceEvent::ShelfFilled { .. } => "retail.shelf.filled",
            DeviceEvent::BaySet(_) => "retail.bay.set",
            DeviceEvent::BayRemoved { .. } => "retail.bay.removed",
            DeviceEvent::ShelfSeen(_) => "retail.shelf.looked_at",
            DeviceEvent::WarmedUp { .. } => "retail.temperature.warmed_up",
            DeviceEvent::CooledDown { .. } => "retail.temperature.cooled_down",
            DeviceEvent::GotTooWarm { .. } => "retail.temperature.too_warm",
            DeviceEvent::Cooled { .. } => "retail.temperature.cooled",
        }
    }
}

impl IntelligenceEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            IntelligenceEvent::PlanSet(_) => "retail.replenishment_plan.set",
            IntelligenceEvent::PlanRemoved { .. } => "retail.replenishment_plan.removed",
            IntelligenceEvent::ForecastSaid(_) => "retail.forecast.said",
            IntelligenceEvent::PurchaseOrderPlaced(_) => "retail.purchase_order.placed",
            IntelligenceEvent::AdviceDeclined(_) => "retail.advice.declined",
            IntelligenceEvent::ModelTrained(_) => "retail.model.trained",
            IntelligenceEvent::ModelTried(_) => "retail.model.tried",
            IntelligenceEvent::LeadTimeSeen(_) => "retail.lead_time.seen",
            IntelligenceEvent::ModelWentLive(_) => "retail.model.went_live",
            IntelligenceEvent::LossCaseOpened(_) => "retail.loss_case.opened",
            IntelligenceEvent::LossCaseMarked(_) => "retail.loss_case.marked",
            IntelligenceEvent::RosterSet(_) => "retail.roster.set",
            IntelligenceEvent::RosterRemoved { .. } => "retail.roster.removed",
            IntelligenceEvent::ShiftsPlanned(_) => "retail.shifts.planned",
            IntelligenceEvent::ShiftsAccepted(_) => "retail.shifts.accepted",
            IntelligenceEvent::LanesAdvised(_) => "retail.lanes.advised",
            IntelligenceEvent::LanesSufficed { .. } => "retail.lanes.sufficed",
            IntelligenceEvent::SupplierTermsSet(_) => "retail.supplier_terms.set",
            IntelligenceEvent::SupplierTermsRemoved { .. } => "retail.supplier_terms.removed",
            IntelligenceEvent::BudgetSet(_) => "retail.budget.set",
            IntelligenceEvent::BudgetRemoved { .. } => "retail.budget.removed",
            IntelligenceEvent::TransferTermsSet(_) => "retail.transfer_terms.set",
            IntelligenceEvent::TransferAccepted(_) => "retail.transfer.accepted",
            IntelligenceEvent::TransferSent { .. } => "retail.transfer.sent",
            IntelligenceEvent::TransferReceived { .. } => "retail.transfer.received",
            IntelligenceEvent::TransferGivenUp { .. } => "retail.transfer.given_up",
            IntelligenceEvent::PurchaseOrderChanged(_) => "retail.purchase_order.changed",
            IntelligenceEvent::MoveDeclined(_) => "retail.move.declined",
            IntelligenceEvent::AdviceArrived(_) => "retail.advice.arrived",
            IntelligenceEvent::AdviceJudged(_) => "retail.advice.judged",
            IntelligenceEvent::Pricing(event) => event.kind(),
        }
    }
}

impl PricingEvent {
    fn kind(&self) -> &'static str {
        match self {
            PricingEvent::RulesSet(_) => "retail.price_rules.set",
            PricingEvent::RulesRemoved { .. } => "retail.price_rules.removed",
            PricingEvent::CompetitorPriceSeen(_) => "retail.competitor_price.seen",
            PricingEvent::Advised(_) => "retail.price.advised",
            PricingEvent::Withdrawn { .. } => "retail.price_advice.withdrawn",
            PricingEvent::Taken(_) => "retail.price_advice.taken",
            PricingEvent::Declined(_) => "retail.price_advice.declined",
            PricingEvent::Judged(_) => "retail.price_advice.judged",
            PricingEvent::TestSet(_) => "retail.price_test.set",
            PricingEvent::TestEnded { .. } => "retail.price_test.ended",
        }
    }
}

impl MediaEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            MediaEvent::ConsentChanged(_) => "retail.consent.changed",
            MediaEvent::ConsentsForgotten { .. } => "retail.consent.forgotten",
            MediaEvent::ConsentsJoined(_) => "retail.consent.joined",
            MediaEvent::BrandFunded { .. } => "retail.brand.funded",
            MediaEvent::SaltSet { .. } => "retail.media_salt.set",
            MediaEvent::RulesSet(_) => "retail.placement_rules.set",
            MediaEvent::CampaignSet { .. } => "retail.campaign.set",
            MediaEvent::CampaignSwitched { .. } => "retail.campaign.switched",
            MediaEvent::Placed(_) => "retail.placement.decided",
            MediaEvent::PlacementSeen { sight: Sight::Viewed, .. } => "retail.placement.viewed",
            MediaEvent::PlacementSeen { sight: Sight::Clicked, .. } => "retail.placement.clicked",
            MediaEvent::SeenInVain { .. } => "retail.placement.seen_in_vain",
            MediaEvent::PlacementsExpired { .. } => "retail.placement.expired",
            MediaEvent::PushTouched { .. } => "retail.push.touched",
            MediaEvent::Attributed(_) => "retail.sale.attributed",
            MediaEvent::Unattributed { .. } => "retail.sale.unattributed",
            MediaEvent::TakenOut { .. } => "retail.sale.attribution_taken_out",
        }
    }
}

impl MobileEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            MobileEvent::SubscriptionSet(_) => "retail.subscription.set",
            MobileEvent::SubscriptionRemoved { .. } => "retail.subscription.removed",
            MobileEvent::QuietHoursSet { .. } => "retail.quiet_hours.set",
            MobileEvent::OfferSet(_) => "retail.push_offer.set",
            MobileEvent::OfferRemoved { .. } => "retail.push_offer.removed",
            MobileEvent::InterestShown { .. } => "retail.interest.shown",
            MobileEvent::InterestForgotten { .. } => "retail.interest.forgotten",
            MobileEvent::PushDecided { .. } => "retail.push.decided",
            MobileEvent::PushSent { .. } => "retail.push.sent",
            MobileEvent::PushFailed { .. } => "retail.push.failed",
            MobileEvent::PushOpened { .. } => "retail.push.opened",
        }
    }
}

impl TaskEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            TaskEvent::Raised(_) => "retail.task.raised",
            TaskEvent::Claimed { .. } => "retail.task.claimed",
            TaskEvent::Done { .. } => "retail.task.done",
            TaskEvent::NotDone { .. } => "retail.task.not_done",
            TaskEvent::Withdrawn { .. } => "retail.task.withdrawn",
        }
    }
}

impl CaseEvent {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            CaseEvent::Opened(_) => "retail.case.opened",
            CaseEvent::Claimed { .. } => "retail.case.claimed",
            CaseEvent::Asked { .. } => "retail.case.asked",
            CaseEvent::Answered { .. } => "retail.case.answered",
            CaseEvent::Closed { .. } => "retail.case.closed",
        }
    }
}
