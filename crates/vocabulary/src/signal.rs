//! Signals: what the world tells us, as the data of a CloudEvent.

use crate::{
    Amount, Dispatch, GeoPosition, PaymentAttempt, Receipt, Sale, SaleLine, ShelfSeen, StockCount,
    TillTransaction, WeatherForecast,
};
use realtail_kernel::{
    Channel, CustomerId, EpcText, Instant, ItemId, Label, OwnerId, Quantity, Reference, SaleId, SiteId, Word,
    ZoneId,
};
use serde::{Deserialize, Serialize};

/// An order that was placed elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderPlaced {
    /// Its number.
    pub order: Reference,
    /// Where it was placed.
    pub channel: Channel,
    /// The site that serves it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The customer's number at the retailer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// What was ordered.
    pub lines: Vec<SaleLine>,
}

/// A price that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceChanged {
    /// Of what.
    pub item: ItemId,
    /// Where; everywhere if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// On which channel; on all if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What one unit costs now.
    pub unit_price: Amount,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Instant>,
}

/// What a shelf weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShelfWeighed {
    /// The shelf.
    pub shelf: Reference,
    /// Where it stands.
    pub site: SiteId,
    /// In which zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// What lies on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// How much it weighs, in grams.
    pub weight_g: i64,
}

/// How warm it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemperatureRead {
    /// The sensor.
    pub sensor: Reference,
    /// Where.
    pub site: SiteId,
    /// In which zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// Degrees Celsius.
    pub celsius: f64,
}

/// How many people went by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrafficCounted {
    /// The counter.
    pub sensor: Reference,
    /// Where.
    pub site: SiteId,
    /// In which zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// How many came.
    pub entered: u32,
    /// How many went.
    #[serde(default)]
    pub left: u32,
}

/// A tag that a reader saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagRead {
    /// The EPC, as a URI or as hexadecimal digits.
    pub epc: EpcText,
    /// The reader.
    pub reader: Reference,
    /// Its antenna.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub antenna: Option<u16>,
    /// Where.
    pub site: SiteId,
    /// In which zone, where the reader knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// How strongly it was heard, in dBm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rssi_dbm: Option<i16>,
}

/// A page that somebody looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PageViewed {
    /// Who, by a number that means nothing elsewhere.
    pub visitor: OwnerId,
    /// Which channel.
    pub channel: Channel,
    /// The item it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The category it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Label>,
}

/// A search that somebody made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchMade {
    /// Who, by a number that means nothing elsewhere.
    pub visitor: OwnerId,
    /// Which channel.
    pub channel: Channel,
    /// How many results there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<u32>,
}

/// What lies in a basket now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Basket {
    /// Whose.
    pub owner: OwnerId,
    /// Which channel.
    pub channel: Channel,
    /// What lies in it.
    pub lines: Vec<BasketLine>,
}

/// One line of a basket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BasketLine {
    /// What.
    pub item: ItemId,
    /// How much.
    pub quantity: Quantity,
}

/// An advertisement that was seen or clicked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdSeen {
    /// Who, by a number that means nothing elsewhere.
    pub visitor: OwnerId,
    /// The placement.
    pub placement: Reference,
    /// The item it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
}

/// A payment that went through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentSettled {
    /// The provider's number.
    pub payment: Reference,
    /// The sale it pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sale: Option<SaleId>,
    /// How much.
    pub amount: Amount,
}

/// Somebody who joined the loyalty programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoyaltyJoined {
    /// The customer's number at the retailer.
    pub customer: CustomerId,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
}

/// Where somebody is who allowed us to know. The position itself never enters the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PositionChanged {
    /// Who, by a number that means nothing elsewhere.
    pub visitor: OwnerId,
    /// Where.
    #[serde(default, skip_serializing)]
    #[schema(required)]
    pub position: Option<GeoPosition>,
}

/// A signal of an unknown type, or with data that does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignalError {
    /// No such type.
    #[error("no signal has the type {given:?}; the types are listed at /schemas")]
    UnknownType {
        /// What was given.
        given: String,
    },
    /// The data does not fit.
    #[error("the data is no {kind}: {problem}")]
    Data {
        /// The type.
        kind: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

macro_rules! signals {
    ($($name:ident($data:ty) = $kind:literal;)+) => {
        /// A signal with its data.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Signal {
            $(#[doc = $kind] #[serde(rename = $kind)] $name($data),)+
        }

        /// The types of signals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SignalType {
            $(#[doc = $kind] $name,)+
        }

        impl SignalType {
            /// All of them.
            pub const ALL: &'static [SignalType] = &[$(SignalType::$name),+];

            /// Its CloudEvents type.
            pub fn name(self) -> &'static str {
                match self { $(SignalType::$name => $kind,)+ }
            }

            /// The JSON Schema of its data, with what the schema refers to.
            pub fn schema(self) -> SchemaParts {
                match self { $(SignalType::$name => schema_parts::<$data>(),)+ }
            }
        }

        impl Signal {
            /// Its type.
            pub fn kind(&self) -> SignalType {
                match self { $(Signal::$name(_) => SignalType::$name,)+ }
            }

            /// Reads the data of a signal of type `kind`.
            ///
            /// # Errors
            /// Where there is no such type, or the data does not fit it.
            pub fn parse(kind: &str, data: &str) -> Result<Signal, SignalError> {
                match kind {
                    $($kind => serde_json::from_str::<$data>(data)
                        .map(Signal::$name)
                        .map_err(|e| SignalError::Data { kind: $kind, problem: e.to_string() }),)+
                    _ => Err(SignalError::UnknownType { given: kind.chars().take(80).collect() }),
                }
            }
        }
    };
}

/// A schema, and those it refers to by name.
pub type SchemaParts = (
    utoipa::openapi::RefOr<utoipa::openapi::Schema>,
    Vec<(String, utoipa::openapi::RefOr<utoipa::openapi::Schema>)>,
);

fn schema_parts<T: utoipa::ToSchema>() -> SchemaParts {
    let mut referred = Vec::new();
    T::schemas(&mut referred);
    (T::schema(), referred)
}

signals! {
    SaleCompleted(Sale) = "retail.sale.completed";
    StockCounted(StockCount) = "retail.stock.counted";
    ShipmentDispatched(Dispatch) = "retail.shipment.dispatched";
    ShipmentReceived(Receipt) = "retail.shipment.received";
    OrderPlaced(OrderPlaced) = "retail.order.placed";
    PriceChanged(PriceChanged) = "retail.price.changed";
    ShelfWeighed(ShelfWeighed) = "retail.shelf.weighed";
    ShelfSeen(ShelfSeen) = "retail.shelf.seen";
    TemperatureRead(TemperatureRead) = "retail.temperature.read";
    TrafficCounted(TrafficCounted) = "retail.traffic.counted";
    TagRead(TagRead) = "retail.tag.read";
    PageViewed(PageViewed) = "retail.page.viewed";
    SearchMade(SearchMade) = "retail.search.made";
    BasketChanged(Basket) = "retail.basket.changed";
    AdViewed(AdSeen) = "retail.ad.viewed";
    AdClicked(AdSeen) = "retail.ad.clicked";
    PaymentSettled(PaymentSettled) = "retail.payment.settled";
    LoyaltyJoined(LoyaltyJoined) = "retail.loyalty.joined";
    PositionChanged(PositionChanged) = "retail.position.changed";
    TillTransacted(TillTransaction) = "retail.till.transacted";
    PaymentAttempted(PaymentAttempt) = "retail.payment.attempted";
    WeatherForecast(WeatherForecast) = "retail.weather.forecast";
}

/// A signal that was taken in, with where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observed {
    /// The CloudEvents source.
    pub source: Word,
    /// The CloudEvents id.
    pub id: Word,
    /// When it happened, as its source says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Instant>,
    /// What it says.
    pub signal: Signal,
}
