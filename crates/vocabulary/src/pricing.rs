//! Within which bounds prices are advised, what a model advises, what became of it, and tests of two prices.
//!
//! Prices and amounts are minor units of the retailer's currency; a price is for `per` units.

use crate::{DailyDemand, Selection};
use realtail_kernel::{
    Currency, Day, Instant, ItemId, Label, LotId, Position, PriceListId, SiteId, Word, instant_in_tagged,
};
use serde::{Deserialize, Serialize};

/// How prices end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceEnding {
    /// At any minor unit.
    #[default]
    Any,
    /// At a nine: 0.19, 1.09, 2.59.
    Nine,
    /// At ninety-nine: 0.99, 1.99.
    NinetyNine,
}

/// Rules by which prices are advised. Of the rules that take an item at a site those of the lowest rank are its own; among
/// equals those whose name sorts first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRules {
    /// Their name.
    pub rules: Word,
    /// What they say.
    pub terms: PriceTerms,
}

/// Within which bounds prices are advised, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceTerms {
    /// Lower goes first.
    #[serde(default)]
    pub rank: u32,
    /// For which goods; for all where nothing is said.
    #[serde(default)]
    pub goods: Selection,
    /// At which sites; at all where none is named.
    #[serde(default)]
    pub sites: Vec<SiteId>,
    /// Whether what is advised is taken at once. A person is asked otherwise.
    #[serde(default)]
    pub automatic: bool,
    /// How prices end.
    #[serde(default)]
    pub ending: PriceEnding,
    /// No price is lower than so many per cent of what a unit costs the retailer. With 0 the cost need not be known.
    #[serde(default = "floor_percent")]
    #[schema(maximum = 1_000)]
    pub floor_percent: u32,
    /// No price is higher than so many per cent of the lowest that a competitor was seen to ask in the last 28 days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 50, maximum = 1_000)]
    pub competitor_percent: Option<u32>,
    /// Steps of a markdown, in per cent off the usual price, rising; others are not on the labels.
    #[serde(default = "steps_percent")]
    #[schema(min_items = 1, max_items = 20)]
    pub steps_percent: Vec<u8>,
    /// Lots that expire within so many days may be marked down; with 0 none is.
    #[serde(default = "lot_days")]
    #[schema(maximum = 30)]
    pub lot_days: u16,
    /// The last day on which the goods are sold: they may be marked down in the twelve weeks before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season_end: Option<Day>,
    /// What a unit costs that is left in the end, beside its price: its removal, less what is still got for it.
    #[serde(default)]
    pub removal_cost: i64,
    /// What a unit less of waste is worth beyond that, in per cent of its usual price.
    #[serde(default = "waste_percent")]
    #[schema(maximum = 1_000)]
    pub waste_percent: u32,
    /// The greatest change of a regular price at once, in per cent; with 0 no regular price is advised.
    #[serde(default)]
    #[schema(maximum = 50)]
    pub regular_percent: u8,
    /// A regular price stands so many days before another is advised.
    #[serde(default = "regular_days")]
    #[schema(minimum = 7, maximum = 365)]
    pub regular_days: u16,
    /// The priority of the price lists on which prices are set: one list for each site, named `advised-` and the site.
    #[serde(default = "list_priority")]
    pub list_priority: i32,
}

fn floor_percent() -> u32 {
    100
}

fn steps_percent() -> Vec<u8> {
    vec![10, 20, 30, 40, 50, 60, 70]
}

fn lot_days() -> u16 {
    3
}

fn waste_percent() -> u32 {
    100
}

fn regular_days() -> u16 {
    28
}

fn list_priority() -> i32 {
    1_000
}

/// What a competitor asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompetitorPrice {
    /// For which of the retailer's own items.
    pub item: ItemId,
    /// Who asks it.
    pub competitor: Label,
    /// Against which site it competes; against all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// How much.
    #[schema(minimum = 1)]
    pub unit_price: i64,
    /// For how many units.
    #[serde(default = "one")]
    #[schema(minimum = 1)]
    pub per: u32,
    /// When it was seen.
    pub seen_at: Instant,
}

fn one() -> u32 {
    1
}

/// What a price is to bring about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PriceAim {
    /// A lot is sold before it expires.
    Lot {
        /// Which.
        lot: LotId,
        /// When it expires.
        #[serde(deserialize_with = "instant_in_tagged")]
        expires_at: Instant,
    },
    /// The goods are sold before their season ends.
    Season {
        /// The last day on which they are sold.
        end: Day,
    },
    /// The goods earn most as they are sold from day to day.
    Regular,
}

impl PriceAim {
    /// The lot, where it is about one.
    pub fn lot(&self) -> Option<&LotId> {
        match self {
            PriceAim::Lot { lot, .. } => Some(lot),
            PriceAim::Season { .. } | PriceAim::Regular => None,
        }
    }
}

/// What is expected of a price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceOutlook {
    /// Units that are sold.
    pub sold_units: f64,
    /// What is paid for them.
    pub revenue: i64,
    /// Units that are left in the end.
    pub waste_units: f64,
}

/// How demand answers to a price: so many per cent more units for each per cent of price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceElasticity {
    /// The mean of what is believed.
    pub mean: f64,
    /// In 95 of 100 cases it is no less than this.
    pub low: f64,
    /// And no more than this.
    pub high: f64,
}

/// A price that a model advises.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceAdvice {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// What for.
    pub aim: PriceAim,
    /// By which rules.
    pub rules: Word,
    /// What it costs now.
    pub unit_price_now: i64,
    /// What it costs as a rule: what steps of a markdown are taken off.
    pub unit_price_usual: i64,
    /// What it should cost.
    pub unit_price: i64,
    /// For how many units that is.
    pub per: u32,
    /// In which currency.
    pub currency: Currency,
    /// Units that it is about: what is left of a lot, or all that are left of a season; none for a regular price.
    pub units: i64,
    /// Units that would be sold at the usual price on each of the days over which what is expected is counted, this one first;
    /// of a lot, as much as shoppers leave it who take first what expires first.
    pub forecast: DailyDemand,
    /// What is expected where the price is set, and lowered later as planned.
    pub with: PriceOutlook,
    /// What is expected where the price of now stays.
    pub without: PriceOutlook,
    /// What setting it is expected to gain, less what more units cost and more units left save.
    pub gain: i64,
    /// How demand is believed to answer to the price.
    pub elasticity: PriceElasticity,
    /// Why, in words and numbers.
    pub reason: Label,
    /// Which model says so.
    pub model: Word,
    /// Which version of it.
    pub version: Word,
    /// A digest of what it says so from.
    pub fingerprint: Word,
    /// The newest log entry that it rests on.
    pub current_to: Position,
}

/// Bounds that a price keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceBounds {
    /// No lower.
    pub floor: i64,
    /// No higher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<i64>,
    /// How it ends.
    pub ending: PriceEnding,
}

/// A price that is set: as it was advised, or as a person changed it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TakenPrice {
    /// What was advised.
    pub advice: PriceAdvice,
    /// What it costs from now on.
    pub unit_price: i64,
    /// The bounds that held then.
    pub bounds: PriceBounds,
    /// What it may be told as a reduction from: the lowest price of the 30 days before (Directive 98/6/EC, article 6a); nothing
    /// where it is no reduction, or nothing is known of these days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_unit_price: Option<i64>,
    /// Until when it holds; then what it cost before holds again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// The list on which it is set. Nothing where other goods of the item lie beside the lot: then it stands on the stickers of
    /// the lot alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<PriceListId>,
    /// The priority of that list.
    pub list_priority: i32,
    /// Who said so, as the name of a key; nobody where the rules did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Word>,
}

/// An advice on a price that a person does not follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclinedPrice {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// Of which lot, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Until when nothing is advised of it.
    pub until: Instant,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Label>,
}

/// What came of a price that was set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct JudgedPrice {
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// What for.
    pub aim: PriceAim,
    /// When it was set.
    pub taken_at: Instant,
    /// Units that were sold while it held.
    pub sold_units: i64,
    /// Units that were left in the end, or thrown away before.
    pub waste_units: i64,
    /// What it was expected to gain.
    pub expected_gain: i64,
    /// What it made: what was sold at it, against what the former price would have sold of the same demand, in the proportion
    /// that was expected of both; less what more units cost, and with what fewer units left save.
    pub made: i64,
}

/// A time in which one of two prices holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PricePeriod {
    /// From when on.
    pub from: Instant,
    /// Until when, not including it.
    pub until: Instant,
    /// Whether the price that is tried holds then.
    pub tried: bool,
}

/// A test of two prices by turns, in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PriceTest {
    /// Its name.
    pub test: Word,
    /// Of what.
    pub item: ItemId,
    /// Where.
    pub site: SiteId,
    /// What it costs now.
    pub unit_price_now: i64,
    /// What is tried.
    pub unit_price: i64,
    /// For how many units that is.
    pub per: u32,
    /// In which currency.
    pub currency: Currency,
    /// The bounds that held when it was set.
    pub bounds: PriceBounds,
    /// Its first day.
    pub from: Day,
    /// Each price holds for so many days at a time.
    pub period_days: u16,
    /// Which price holds when. Two by two, each has its turn once.
    pub periods: Vec<PricePeriod>,
    /// The list on which the price is set.
    pub list: PriceListId,
    /// The priority of that list.
    pub list_priority: i32,
}

/// What happens to prices that are advised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PricingEvent {
    /// Within which bounds prices are advised.
    RulesSet(Box<PriceRules>),
    /// They bound nothing any more.
    RulesRemoved {
        /// Which.
        rules: Word,
    },
    /// Somebody saw what a competitor asks.
    CompetitorPriceSeen(Box<CompetitorPrice>),
    /// A model advises a price; it stands until it is taken, declined, withdrawn, or another is advised.
    Advised(Box<PriceAdvice>),
    /// The price of now is as good as any.
    Withdrawn {
        /// Of what.
        item: ItemId,
        /// Where.
        site: SiteId,
        /// Of which lot, where it was about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotId>,
    },
    /// A price is set.
    Taken(Box<TakenPrice>),
    /// A person does not follow an advice.
    Declined(Box<DeclinedPrice>),
    /// What came of a price that was set.
    Judged(Box<JudgedPrice>),
    /// Two prices are tested.
    TestSet(Box<PriceTest>),
    /// A test is ended before its time.
    TestEnded {
        /// Which.
        test: Word,
    },
}
