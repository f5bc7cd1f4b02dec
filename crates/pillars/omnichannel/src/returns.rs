//! Returns: goods that come back anywhere, from an order, from a receipt, or with neither; where they go, and the money.

mod abuse;
pub(crate) mod accept;
mod announce;
mod apply;
mod blind;
pub(crate) mod dispose;
mod exchange;
mod goods;
pub mod invariants;
mod money;
mod of_order;
mod of_receipt;
mod receipts;
pub(crate) mod refund;
mod rules;

use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::payment::{AskState, Payments};
use crate::refusal::{Refusal, Thing};
use crate::register::{Named, Register};
pub use abuse::Suspicion;
pub use accept::{ExchangeLine, LineBack, NewCard, ReceiptShown, Shown, TakeBack};
pub use announce::Announce;
pub(crate) use apply::{follow, observe};
pub use dispose::{Dispose, DisposeLine};
pub use of_receipt::read as receipt_read;
use realtail_kernel::{
    Currency, CustomerId, HoldId, Instant, OrderId, Position, ReturnId, SaleId, ShipmentId, Word,
};
use realtail_vocabulary::{
    AnnouncedReturn, BrokenRule, Disposition, Event, RefundPart, RefundPlace, RefundTo, ReturnOf,
    ReturnRules, ReturnedCondition,
};
pub use receipts::{CameBack, Receipts};
pub use refund::RefundAgain;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What may be asked about returns.
#[derive(Clone, Debug)]
pub enum ReturnCommand {
    /// Say what may come back, and how.
    SetRules(Box<ReturnRules>),
    /// Begin a return from afar.
    Announce(Announce),
    /// Take goods back.
    TakeBack(Box<TakeBack>),
    /// Let something else become of goods that came back, or carry it out.
    Dispose(Dispose),
    /// Send money on its way that has not gone back.
    Refund(RefundAgain),
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &ReturnCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    match command {
        ReturnCommand::SetRules(rules) => rules::decide(state, rules),
        ReturnCommand::Announce(command) => announce::decide(state, command, now),
        ReturnCommand::TakeBack(command) => accept::decide(state, command, now),
        ReturnCommand::Dispose(command) => dispose::decide(state, command, now),
        ReturnCommand::Refund(command) => refund::decide(state, command, now),
    }
}

/// Units of a line that go one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// Which way.
    pub disposition: Disposition,
    /// How many.
    pub units: i64,
    /// Whether they have left the site that way.
    pub gone: bool,
    /// The shipment they left in.
    pub shipment: Option<ShipmentId>,
}

/// One line of a return.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// Its number: 1 is the first.
    pub line: u16,
    /// The line of the order or of the receipt.
    pub of_line: Option<u16>,
    /// What came back.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// Why.
    pub reason: Word,
    /// In what state.
    pub condition: ReturnedCondition,
    /// What was paid for it.
    pub value: i64,
    /// What is kept of that.
    pub fee: i64,
    /// What is given back.
    pub refund: i64,
    /// Where its units are, or went; the first way is the one that was said when they came back.
    pub goods: Vec<Goods>,
    /// What was to become of it when it came back.
    pub first: Disposition,
}

impl ReturnLine {
    /// What is not given back for it, since so much of the order or the receipt had been given back before.
    pub fn withheld(&self) -> i64 {
        self.value - self.fee - self.refund
    }
}

/// Goods that are taken instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What keeps them.
    pub hold: HoldId,
    /// What they cost, where that is known.
    pub price: Option<i64>,
    /// The order that took them.
    pub order: Option<OrderId>,
}

/// How far the money of a return has got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// All of it is back.
    Refunded,
    /// It is on its way, or waits for what was not captured yet.
    RefundPending,
    /// Part of it was declined, or could not be sent on its way: a person has to look.
    RefundFailed,
}

impl RefundState {
    /// Its name as it is written in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            RefundState::Refunded => "refunded",
            RefundState::RefundPending => "refund_pending",
            RefundState::RefundFailed => "refund_failed",
        }
    }
}

/// A return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Return {
    /// Its number.
    pub return_id: ReturnId,
    /// Where the goods came back to.
    pub site: SiteNo,
    /// Where they were bought.
    pub of: ReturnOf,
    /// Who brought them.
    pub customer: Option<CustomerId>,
    /// Who took them in.
    pub by: Word,
    /// When they came back.
    pub returned_at: Instant,
    /// When that was told.
    pub told_at: Instant,
    /// ISO 4217.
    pub currency: Currency,
    /// What came back.
    pub lines: Vec<ReturnLine>,
    /// How the shopper wanted the money.
    pub refund_to: RefundTo,
    /// Where it went, or was asked to.
    pub refunds: Vec<RefundPart>,
    /// What is taken instead.
    pub exchange: Option<Exchange>,
    /// What the rules forbid and was allowed.
    pub overridden: Vec<BrokenRule>,
    /// Every entry that changed it, the first first.
    pub history: Vec<Position>,
}

/// A return that was announced, and whose goods are waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// As it was announced, less what has come back since.
    pub announced: AnnouncedReturn,
    /// When.
    pub announced_at: Instant,
}

impl Announced {
    /// Whether its goods are still waited for.
    pub fn is_waited_for(&self, now: Instant) -> bool {
        now < self.announced.expires_at
    }
}

impl Named for Return {
    fn name(&self) -> &str {
        self.return_id.as_str()
    }
}

/// What has become of a part of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// The shopper has it.
    Done,
    /// A provider was asked.
    Pending,
    /// It will not.
    Declined,
}

/// What has become of a part of a refund: what the payment says, so that the two cannot disagree.
pub fn part_state(payments: &Payments, part: &RefundPart) -> PartState {
    let RefundPlace::Payment { payment, ask: Some(ask) } = &part.to else { return PartState::Done };
    let known = payments.get(payment).ok();
    let asked = known.and_then(|known| known.asks.get((*ask as usize).checked_sub(1)?));
    match asked.map(|asked| &asked.state) {
        Some(AskState::Done) => PartState::Done,
        Some(AskState::Declined(_)) => PartState::Declined,
        Some(AskState::Waiting | AskState::Unsure) | None => PartState::Pending,
    }
}

impl Return {
    /// What is to be given back for it: what its lines say.
    pub fn refund(&self) -> i64 {
        self.lines.iter().map(|line| line.refund).sum()
    }

    /// What of that is neither back nor on its way.
    pub fn outstanding(&self, payments: &Payments) -> i64 {
        let stands = |part: &&RefundPart| part_state(payments, part) != PartState::Declined;
        self.refund() - self.refunds.iter().filter(stands).map(|part| part.amount).sum::<i64>()
    }

    /// What is not given back for it, since so much of the order or the receipt had been given back before.
    pub fn withheld(&self) -> i64 {
        self.lines.iter().map(ReturnLine::withheld).sum()
    }

    fn was_declined(&self, payments: &Payments) -> bool {
        self.refunds.iter().any(|part| part_state(payments, part) == PartState::Declined)
    }

    /// The line of this number.
    pub fn line(&self, line: u16) -> Option<&ReturnLine> {
        self.lines.get((line as usize).checked_sub(1)?)
    }
}

/// All returns, the rules for them, and what receipts have come back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Returns {
    book: Register<Arc<Return>>,
    /// What held since when, the oldest first.
    rules: Vec<(Instant, Arc<ReturnRules>)>,
    /// Where receipts stand in the log, and what of them came back.
    pub receipts: Receipts,
    shoppers: abuse::Shoppers,
    /// What is to come back, until it does.
    #[serde(default)]
    announced: BTreeMap<ReturnId, Arc<Announced>>,
    /// By their own time, whenever they were told.
    #[serde(skip)]
    by_time: BTreeSet<(Instant, u32)>,
    #[serde(skip)]
    by_site: BTreeSet<(SiteNo, Instant, u32)>,
    #[serde(skip)]
    by_customer: BTreeSet<(CustomerId, Instant, u32)>,
    #[serde(skip)]
    by_order: BTreeMap<OrderId, Vec<u32>>,
    #[serde(skip)]
    by_sale: BTreeMap<SaleId, Vec<u32>>,
}

impl PartialEq for Returns {
    fn eq(&self, other: &Returns) -> bool {
        self.book == other.book
            && self.rules == other.rules
            && self.receipts == other.receipts
            && self.shoppers == other.shoppers
            && self.announced == other.announced
    }
}

/// A place in the list of returns: before it come those with a newer time of their own.
pub type Place = (Instant, u32);

impl Returns {
    /// The return of this number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, return_id: &ReturnId) -> Result<&Return, Refusal> {
        let unknown = || Refusal::Unknown { what: Thing::Return, id: return_id.to_string() };
        self.find(return_id).ok_or_else(unknown)
    }

    /// The return of this number, if there is one.
    pub fn find(&self, return_id: &ReturnId) -> Option<&Return> {
        self.book.get(return_id.as_str()).map(|known| &**known)
    }

    fn at(&self, number: u32) -> Option<&Return> {
        self.book.at(number).map(|known| &**known)
    }

    /// All of them, in the order in which they were told.
    pub fn all(&self) -> impl Iterator<Item = &Return> {
        self.book.all().map(|known| &**known)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.book.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.book.len() == 0
    }

    /// Those behind a place in the list, the newest first by their own time, with their places.
    pub fn before(&self, place: Place) -> impl Iterator<Item = (Place, &Return)> {
        let older = self.by_time.range(..place).rev();
        older.filter_map(|place| Some((*place, self.at(place.1)?)))
    }

    /// The same of one site.
    pub fn at_site(&self, site: SiteNo, place: Place) -> impl Iterator<Item = (Place, &Return)> {
        let first = (site, Instant::from_micros(i64::MIN), 0);
        let older = self.by_site.range(first..(site, place.0, place.1)).rev();
        older.filter_map(|(_, at, number)| Some(((*at, *number), self.at(*number)?)))
    }

    /// The same of one customer, by the number it was told under.
    pub fn of_customer(&self, customer: &CustomerId, place: Place) -> impl Iterator<Item = (Place, &Return)> {
        let first = (customer.clone(), Instant::from_micros(i64::MIN), 0);
        let older = self.by_customer.range(first..(customer.clone(), place.0, place.1)).rev();
        older.filter_map(|(_, at, number)| Some(((*at, *number), self.at(*number)?)))
    }

    /// Those of an order, in the order in which they were told.
    pub fn of_order(&self, order: &OrderId) -> impl Iterator<Item = &Return> {
        self.by_order.get(order).into_iter().flatten().filter_map(|number| self.at(*number))
    }

    /// Those of a receipt, in the order in which they were told.
    pub fn of_sale(&self, sale: &SaleId) -> impl Iterator<Item = &Return> {
        self.by_sale.get(sale).into_iter().flatten().filter_map(|number| self.at(*number))
    }

    /// The rules that held at a time.
    pub fn rules_at(&self, at: Instant) -> Arc<ReturnRules> {
        let held = self.rules.iter().rev().find(|(since, _)| *since <= at);
        held.map(|(_, rules)| rules.clone()).unwrap_or_default()
    }

    /// The rules that hold.
    pub fn rules(&self) -> Arc<ReturnRules> {
        self.rules.last().map(|(_, rules)| rules.clone()).unwrap_or_default()
    }

    /// A copy to be written down.
    pub(crate) fn freeze(&self) -> Returns {
        Returns {
            book: self.book.freeze(),
            rules: self.rules.clone(),
            receipts: self.receipts.freeze(),
            shoppers: self.shoppers.freeze(),
            announced: self.announced.clone(),
            ..Returns::default()
        }
    }
}

impl Omnichannel {
    /// How far the money of a return has got.
    pub fn refund_state(&self, known: &Return) -> RefundState {
        let outstanding = known.outstanding(&self.payments) > 0;
        let pending = || known.refunds.iter().any(|p| part_state(&self.payments, p) == PartState::Pending);
        let waits = || match &known.of {
            ReturnOf::Order(order) => refund::waits_for_capture(self, order),
            ReturnOf::Sale(_) | ReturnOf::Blind => false,
        };
        match () {
            () if outstanding && (known.was_declined(&self.payments) || !waits()) => {
                RefundState::RefundFailed
            }
            () if outstanding || pending() => RefundState::RefundPending,
            () => RefundState::Refunded,
        }
    }
}
