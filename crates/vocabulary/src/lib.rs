//! Every signal, logged event and action, in the field's own terms.

mod access;
mod account;
mod action;
mod case;
mod catalogue;
mod checkout;
mod customer;
mod delivery;
mod device;
mod event;
mod forecast;
mod hold;
mod labour;
mod loss;
mod media;
mod mobile;
mod model;
mod moves;
mod order;
mod payment;
mod price;
mod pricing;
mod purchase;
mod returns;
mod route;
mod shelf;
mod signal;
mod stock;
mod supplier;
mod supply;
mod switch;
mod task;
mod till;
mod wallet;
mod weather;

pub use access::{AccessEvent, ApiKey, Digest, Role};
pub use account::{Account, AccountError, Condition, Outside};
pub use action::{Action, ActionKind};
pub use case::{CaseEvent, OpenedCase};
pub use catalogue::{CatalogueEvent, GeoPosition, Item, Service, Site, SiteKind, Unit, Zone, ZoneKind};
pub use checkout::{
    AdjustmentNote, Bringing, Cart, Checkout, CheckoutEvent, CheckoutLine, CheckoutNote, CheckoutState,
    DeliveryChoice, DeliveryOffer, DeliveryPlace, FreeDelivery, Instrument, Offered, ParcelNote, Quote,
    QuotedDiscount, QuotedLine, pickup_site,
};
pub use customer::{Contact, CustomerEvent, CustomerRecord, Sealed, TimelineKind, TooMuchToSeal};
pub use delivery::{DeadLetter, DeliveryEvent, Webhook};
pub use device::{Antenna, ClimatePlan, Device, DeviceEvent, DeviceKind, ShelfPlan, TagFact};
pub use event::Event;
pub use forecast::{DailyDemand, DemandQuantile, Forecast, IntelligenceEvent, PlanMoney, ReplenishmentPlan};
pub use hold::{HoldEvent, HoldLine, HoldPlace, PostAs, PostedLine, VoidReason};
pub use labour::{
    AcceptedShifts, AvailableHours, LabourRole, LaneAdvice, NeededPeople, PlannedShift, Roster, RosterPerson,
    ServiceTargets, ShiftPlan, ShiftRules, UncoveredSpan, UncoveredWhy,
};
pub use loss::{LossCase, LossEvidence, LossMark, LossSubject, LossVerdict};
pub use media::{
    AttributedLine, Attribution, AttributionWindows, CampaignPlan, Consent, ContactChannel, Credit,
    FilledSlot, InVain, JoinedConsents, Lost, LostFor, MediaEvent, NotAttributed, PaysFor, Placement,
    PlacementRules, Pseudonym, Purpose, Sight, Surface, TakenOutLine, TouchKind, TouchOf,
};
pub use mobile::{MobileEvent, OfferMethod, PushOffer, Subscription, SubscriptionEnd, WallHours};
pub use model::{ModelLive, ModelTrial, ModelVersion, VersionScore};
pub use moves::{
    AdviceSource, ArrivedAdvice, DeclinedMove, JudgedAdvice, MoveAdvice, Transfer, TransferKind,
    TransferTerms,
};
pub use order::{
    Clock, Delivery, LineQuantity, OrderEvent, OrderLimits, PickedLine, PlacedLine, PlacedOrder,
    PlannedFulfilment, PlannedPayment, Proof, Refused, fulfilment_name,
};
pub use payment::{PaymentAsk, PaymentEvent, PaymentOperation, ProviderAnswer, SealedToken};
pub use price::{
    AppliedDiscount, AppliedTax, Benefit, BundleGroup, Conditions, Limits, NotApplied, NotGiven, Off,
    PriceEntry, PriceEvent, PriceList, PricedBasket, PricedLine, Promotion, Redemption, Selection, Stacking,
    Tax, TaxPlace,
};
pub use pricing::{
    CompetitorPrice, DeclinedPrice, JudgedPrice, PriceAdvice, PriceAim, PriceBounds, PriceElasticity,
    PriceEnding, PriceOutlook, PricePeriod, PriceRules, PriceTerms, PriceTest, PricingEvent, TakenPrice,
};
pub use purchase::{
    DeclinedAdvice, PurchaseChange, PurchaseChangeKind, PurchaseLine, PurchaseOrder, SeenLeadTime,
};
pub use returns::{
    AcceptedLine, AcceptedReturn, AnnouncedLine, AnnouncedReturn, BrokenRule, CategoryReturnRules,
    DisposedLine, Disposition, Exchanged, PaidLine, PaidTender, RaisedLine, ReceiptRead, RefundPart,
    RefundPlace, RefundTo, ReturnAbuseRules, ReturnEvent, ReturnOf, ReturnRules, ReturnedCondition,
};
pub use route::{
    AssignedLine, Assignment, Candidate, Carrier, CarrierZone, CostParts, CostWeights, Country, DayException,
    DeliveryMethod, Destination, Fallback, Incomplete, NotACountry, OpenHours, OrderConditions, Parked,
    Reach, RoutingAnswer, RoutingBatch, RoutingEvent, RoutingRules, SiteConditions, SiteSettings, SiteSort,
    Solver, Split, Splitting, Transit, Unrouted, WeightPrice, WhyNot, WhyNotKind,
};
pub use shelf::{Bay, BayPlace, BayShelf, BayView, SeenPlace, ShelfLook, ShelfSeen};
pub use signal::{
    AdSeen, Basket, Observed, OrderPlaced, PageViewed, PaymentSettled, PositionChanged, PriceChanged,
    SearchMade, ShelfWeighed, Signal, SignalError, SignalType, TagRead, TemperatureRead, TrafficCounted,
};
pub use stock::{
    Amount, CountLine, CountMethod, CountedLine, Movement, Oversold, Posting, Reason, Sale, SaleLine,
    StockCount, StockEvent, StockRule, Tender,
};
pub use supplier::{Budget, CancelTerms, ExpediteTerms, SupplierTerms, Truck, TruckMeasure};
pub use supply::{Difference, Dispatch, ExpectedLine, Receipt, ShipmentLine, SupplyEvent, SupplyOrder};
pub use switch::SwitchEvent;
pub use task::{FloorTask, FloorTaskKind, TaskEvent};
pub use till::{PaymentAttempt, PaymentOutcome, TillStep, TillTransaction};
pub use wallet::{LoyaltyProgramme, Purse, WalletAccount, WalletEvent, WalletPosting};
pub use weather::{WEATHER_DAYS_MAX, WeatherDay, WeatherForecast};
