//! Value types that cannot be wrong, and the contracts the engine and the pillars share.

mod calendar;
mod card;
mod causes;
mod epc;
mod gtin;
mod index;
mod instant;
mod machine;
mod money;
mod paged;
mod quantity;
mod rejection;
mod text;
mod timezone;

pub use calendar::{Day, NotADay, NotATimeOfDay, TimeOfDay, Wall, Weekday};
pub use card::looks_like_a_card_number;
pub use causes::causes;
pub use epc::{Epc, NotAnEpc, OtherEpc, Sgtin, SgtinTag, TagSize, WhyOther};
pub use gtin::{CheckDigit, Gln, Gtin};
pub use index::Index;
pub use instant::{Instant, NotATime, instant_in_tagged, optional_instant_in_tagged};
pub use machine::{Machine, Mark, Platform, Policy, Position, Stamp};
pub use money::{Currency, Money, NotACurrency};
pub use paged::Paged;
pub use quantity::{Quantity, QuantityOutOfRange};
pub use rejection::Rejection;
pub use text::{
    BayId, BrandId, CampaignId, CarrierName, CartId, CaseId, Channel, CheckoutId, ContactId, CouponCode,
    CustomerId, DeviceId, EpcText, FulfilmentId, GiftCardId, GroupName, HoldId, ItemId, KeyId, Label,
    LossCaseId, LotId, LoyaltyNo, NotAnIdentifier, OfferName, OrderId, OwnerId, PaymentId, PlacementId,
    PriceListId, PromotionId, PurchaseOrderId, PushId, PushOfferId, Reference, RegionId, ReturnId, RuleName,
    SaleId, ShipmentId, SiteId, SubscriptionId, TaskId, TaxId, TransferId, WebhookName, Word, ZoneId,
};
pub use timezone::{NotATimezone, Timezone};
