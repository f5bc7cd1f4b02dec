//! What is sent and what comes back, where the vocabulary has no word for it.

use crate::{Basket, DemoError, Line, Retailer};
use realtail_kernel::{
    Channel, CustomerId, HoldId, Instant, ItemId, OwnerId, Quantity, Reference, SaleId, SiteId, Word,
};
use realtail_vocabulary::{Amount, HoldLine, HoldPlace, Oversold, PostedLine, Sale, SaleLine, Tender};
use serde::{Deserialize, Serialize};

/// The media types of one signal and of several.
pub(crate) const SIGNAL: &str = "application/cloudevents+json";
pub(crate) const SIGNALS: &str = "application/cloudevents-batch+json";

/// A CloudEvent.
#[derive(Debug, Serialize)]
pub(crate) struct CloudEvent {
    specversion: &'static str,
    id: String,
    source: String,
    r#type: &'static str,
    time: Instant,
    datacontenttype: &'static str,
    data: Box<serde_json::value::RawValue>,
}

impl CloudEvent {
    /// A signal that the site sent, with an id that says what it is about.
    pub(crate) fn new(
        kind: &'static str,
        id: String,
        site: &SiteId,
        time: Instant,
        data: &impl Serialize,
    ) -> Result<CloudEvent, DemoError> {
        let data = serde_json::value::to_raw_value(data).map_err(DemoError::data)?;
        let source = format!("/sites/{site}");
        Ok(CloudEvent {
            specversion: "1.0",
            id,
            source,
            r#type: kind,
            time,
            datacontenttype: "application/json",
            data,
        })
    }
}

/// What became of each signal of a call.
#[derive(Debug, Deserialize)]
pub(crate) struct Verdicts {
    pub(crate) results: Vec<Verdict>,
}

/// What became of a signal.
#[derive(Debug, Deserialize)]
pub(crate) struct Verdict {
    pub(crate) verdict: Outcome,
    #[serde(default)]
    pub(crate) problem: Option<serde_json::Value>,
    #[serde(default)]
    pub(crate) oversold_at_till: Vec<Oversold>,
}

/// Whether a signal was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Outcome {
    Accepted,
    Duplicate,
    Refused,
}

/// A hold that is asked for.
#[derive(Debug, Serialize)]
pub(crate) struct AskHold {
    pub(crate) hold: HoldId,
    pub(crate) owner: OwnerId,
    pub(crate) channel: Channel,
    pub(crate) expires_in_ms: u64,
    pub(crate) lines: Vec<HoldLine>,
}

impl AskHold {
    /// One line of a hold at a site.
    pub(crate) fn line(item: &ItemId, units: u32, site: &SiteId) -> Result<HoldLine, DemoError> {
        let quantity = Quantity::try_from(i64::from(units)).map_err(DemoError::data)?;
        Ok(HoldLine { item: item.clone(), quantity, place: HoldPlace::Site(site.clone()) })
    }
}

/// What state a hold is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HoldState {
    Held,
    Posted,
    Voided,
    Expired,
}

/// A hold.
#[derive(Debug, Deserialize)]
pub(crate) struct HoldShown {
    pub(crate) state: HoldState,
    #[serde(default)]
    pub(crate) posted: Option<Vec<PostedLine>>,
}

/// An order.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OrderShown {
    pub(crate) order: String,
    pub(crate) state: String,
    pub(crate) lines: Vec<OrderLineShown>,
    pub(crate) fulfilments: Vec<FulfilmentShown>,
    #[serde(default)]
    pub(crate) pickup_code: Option<String>,
}

/// A line of an order.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct OrderLineShown {
    pub(crate) line: u16,
    pub(crate) item: ItemId,
    pub(crate) quantity: i64,
    pub(crate) left: i64,
    pub(crate) total: i64,
}

/// What one site does for an order.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct FulfilmentShown {
    pub(crate) number: u16,
    pub(crate) site: SiteId,
    pub(crate) method: String,
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) due_at: Option<realtail_kernel::Instant>,
    pub(crate) lines: Vec<FulfilmentLineShown>,
}

impl FulfilmentShown {
    /// Whether associates are asked to pick it.
    pub(crate) fn is_to_pick(&self) -> bool {
        self.state == "released"
    }
}

/// A line of it.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct FulfilmentLineShown {
    pub(crate) item: ItemId,
    pub(crate) quantity: i64,
}

/// A return.
#[derive(Debug, Deserialize)]
pub(crate) struct ReturnShown {
    pub(crate) refund: i64,
}

/// A problem document, with what a refused hold lacks.
#[derive(Debug, Deserialize)]
pub(crate) struct Problem {
    #[serde(default)]
    pub(crate) r#type: String,
    #[serde(default)]
    pub(crate) shortages: Vec<Shortage>,
}

impl Problem {
    /// Whether it was only for want of stock.
    pub(crate) fn is_shortage(&self) -> bool {
        self.r#type.ends_with("/insufficient-stock")
    }

    /// What there is of the units that were asked for.
    pub(crate) fn left_of(&self, item: &ItemId, units: u32) -> u32 {
        let shortage = self.shortages.iter().find(|shortage| shortage.item == *item);
        shortage.map_or(units, |short| units.min(u32::try_from(short.available).unwrap_or_default()))
    }
}

/// A line that could not be held.
#[derive(Debug, Deserialize)]
pub(crate) struct Shortage {
    pub(crate) item: ItemId,
    #[serde(default)]
    pub(crate) available: i64,
}

/// What a count found.
#[derive(Debug, Deserialize)]
pub(crate) struct CountAnswer {
    pub(crate) lines: Vec<CountDifference>,
}

/// What was counted of one item beside what the book said.
#[derive(Debug, Deserialize)]
pub(crate) struct CountDifference {
    pub(crate) item: ItemId,
    pub(crate) difference: i64,
}

/// A pair to ask the availability of, and the call with many.
#[derive(Debug, Serialize)]
pub(crate) struct PairAsked<'a> {
    pub(crate) item: &'a ItemId,
    pub(crate) site: &'a SiteId,
}

/// The call with many.
#[derive(Debug, Serialize)]
pub(crate) struct PairsAsked<'a> {
    pub(crate) pairs: Vec<PairAsked<'a>>,
}

/// What the engine says it has.
#[derive(Debug, Deserialize)]
pub(crate) struct Availability {
    pub(crate) lines: Vec<AvailabilityLine>,
}

/// The stock of a pair.
#[derive(Debug, Deserialize)]
pub(crate) struct AvailabilityLine {
    pub(crate) item: ItemId,
    pub(crate) site: SiteId,
    pub(crate) on_hand: i64,
    pub(crate) held: i64,
}

/// How the engine is.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Status {
    #[serde(default)]
    pub(crate) conserved: bool,
    #[serde(default)]
    pub(crate) oversold_by_engine: i64,
    #[serde(default)]
    pub(crate) oversold_at_till: i64,
    #[serde(default)]
    pub(crate) position: u64,
}

/// The delays the engine measured.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Delays {
    pub(crate) rows: Vec<DelayRow>,
}

/// From a signal to an action.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct DelayRow {
    /// The type of the signal.
    pub signal: String,
    /// What the engine did.
    pub action: String,
    /// How often.
    pub count: u64,
    /// Half were faster.
    pub p50_ms: f64,
    /// 95 of 100 were faster.
    pub p95_ms: f64,
    /// 99 of 100 were faster.
    pub p99_ms: f64,
    /// None was slower.
    pub max_ms: f64,
}

/// A receipt as the body of `retail.sale.completed`.
pub(crate) fn sale(retailer: &Retailer, basket: &Basket, lines: &[Line]) -> Result<Sale, DemoError> {
    let sold = lines.iter().map(|line| {
        let item =
            retailer.items.get(line.item as usize).ok_or_else(|| DemoError::data("a line of no item"))?;
        let discount = Some(line.discount_cents).filter(|cents| *cents > 0);
        Ok(SaleLine {
            item: item.item.clone(),
            quantity: Quantity::try_from(i64::from(line.quantity)).map_err(DemoError::data)?,
            unit_price: Amount::Minor(i64::from(line.unit_price_cents)),
            discount: discount.map(|cents| Amount::Minor(i64::from(cents))),
        })
    });
    Ok(Sale {
        sale: SaleId::new(basket.sale.to_string()).map_err(DemoError::data)?,
        site: site(retailer, basket.site)?.clone(),
        till: Some(Reference::new(crate::floor::till(basket.sale).to_string()).map_err(DemoError::data)?),
        sold_at: basket.sold_at,
        customer: Some(CustomerId::new(basket.customer.to_string()).map_err(DemoError::data)?),
        lines: sold.collect::<Result<_, DemoError>>()?,
        tenders: tenders(basket, lines)?,
        hold: None,
    })
}

/// The code of a site by its index.
pub(crate) fn site(retailer: &Retailer, index: u32) -> Result<&SiteId, DemoError> {
    retailer.sites.get(index as usize).map(|site| &site.site).ok_or_else(|| DemoError::data("no such site"))
}

/// Said only where a manufacturer's coupon paid a part; how the rest was paid is not known.
fn tenders(basket: &Basket, lines: &[Line]) -> Result<Vec<Tender>, DemoError> {
    if basket.coupon_cents == 0 {
        return Ok(vec![]);
    }
    let total: i64 = lines.iter().map(Line::paid_cents).sum();
    let coupon = i64::from(basket.coupon_cents);
    let tender = |kind: &str, cents: i64| {
        Ok(Tender { kind: Word::new(kind).map_err(DemoError::data)?, amount: Amount::Minor(cents) })
    };
    let parts = [("manufacturer_coupon", coupon), ("not_recorded", total - coupon)];
    parts.into_iter().filter(|(_, cents)| *cents > 0).map(|(kind, cents)| tender(kind, cents)).collect()
}
