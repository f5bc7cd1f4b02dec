//! Orders: who bought what, who serves it, how far it has got.

pub(crate) mod answer;
mod apply;
pub(crate) mod cancel;
pub(crate) mod claim;
pub(crate) mod clocks;
pub(crate) mod confirm;
mod follow;
pub(crate) mod hand_over;
mod limits;
pub(crate) mod money;
pub(crate) mod pick;
pub(crate) mod place;
pub(crate) mod plan;
pub(crate) mod put_back;
pub(crate) mod refund;
pub(crate) mod reject;
mod relieve;
pub(crate) mod stage;
mod state;
mod step;
mod take_back;
mod task;

use crate::catalogue::{ItemNo, SiteNo};
use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use crate::register::{Named, Register};
pub use cancel::CancelLines;
pub use claim::Claim;
pub(crate) use follow::follow;
pub use hand_over::{HandOver, Ship};
pub use money::LineMoney;
pub use pick::{Found, Pick};
pub use place::{PlaceOrder, TenderAsked};
use realtail_kernel::{
    Channel, Currency, CustomerId, HoldId, Instant, Label, Mark, OrderId, PaymentId, Position, PromotionId,
    Word, ZoneId,
};
use realtail_vocabulary::{Clock, Delivery, DeliveryMethod, Event, OrderLimits, Redemption};
pub use refund::RefundOrder;

pub use reject::Reject;
pub use relieve::Relieve;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
pub use stage::{Arrive, Stage};
pub use state::{FulfilmentState, OrderState};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
pub use step::Step;
pub use task::{Task, TaskKind};

/// A step with an order.
#[derive(Clone, Debug)]
pub enum OrderCommand {
    /// Take a fulfilment on.
    Claim(Claim),
    /// Take its goods off the shelf.
    Pick(Pick),
    /// Lay them ready.
    Stage(Stage),
    /// The shopper is there.
    Arrive(Arrive),
    /// Give them to the shopper.
    HandOver(HandOver),
    /// Give them to a carrier.
    Ship(Ship),
    /// The carrier has brought them.
    Deliver(OrderId, u16),
    /// The site cannot serve it.
    Reject(Reject),
    /// The site has no goods for it any more; only policies ask for this.
    Relieve(Relieve),
    /// Bring goods back to their place.
    PutBack(OrderId, u16, Word),
    /// Let another site serve what is parked.
    Route(OrderId, u16),
    /// Give up part or all of it.
    Cancel(CancelLines),
    /// Give money back.
    Refund(RefundOrder),
    /// Set how long each step may take.
    SetLimits(OrderLimits),
}

pub(crate) fn decide(
    state: &Omnichannel,
    command: &OrderCommand,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    match command {
        OrderCommand::Claim(command) => claim::decide(state, command),
        OrderCommand::Pick(command) => pick::decide(state, command, now),
        OrderCommand::Stage(command) => stage::decide(state, command),
        OrderCommand::Arrive(command) => stage::arrive(state, command),
        OrderCommand::HandOver(command) => hand_over::decide(state, command, now),
        OrderCommand::Ship(command) => hand_over::ship(state, command, now),
        OrderCommand::Deliver(order, fulfilment) => hand_over::deliver(state, order, *fulfilment),
        OrderCommand::Reject(command) => reject::decide(state, command, now),
        OrderCommand::Relieve(command) => relieve::decide(state, command, now),
        OrderCommand::PutBack(order, fulfilment, by) => put_back::decide(state, order, *fulfilment, by),
        OrderCommand::Route(order, fulfilment) => plan::decide(state, order, *fulfilment, now),
        OrderCommand::Cancel(command) => cancel::decide(state, command, now),
        OrderCommand::Refund(command) => refund::decide(state, command, now),
        OrderCommand::SetLimits(limits) => limits::decide(state, limits),
    }
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderLine {
    /// Its number: 1 is the first.
    pub line: u16,
    /// What was bought.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// How much of it is cancelled.
    pub cancelled: i64,
    /// How much of it is with the shopper or on its way.
    pub left: i64,
    /// How much of that came back.
    pub returned: i64,
    /// What it costs.
    pub money: LineMoney,
    /// What each promotion took off it.
    pub promotions: SmallVec<[(PromotionId, i64); 1]>,
    /// What the shopper takes instead.
    pub substitutes: SmallVec<[ItemNo; 1]>,
    /// How it reaches the shopper, where that is not how the rest does.
    pub delivery: Option<Box<Delivery>>,
}

impl OrderLine {
    /// Units that are neither cancelled nor gone.
    pub fn open(&self) -> i64 {
        self.units - self.cancelled - self.left
    }
}

/// One line of a fulfilment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentLine {
    /// The order's line.
    pub line: u16,
    /// What is given for it: the line's item, or what the shopper takes instead.
    pub item: ItemNo,
    /// How much.
    pub units: i64,
    /// How much of it is off the shelf.
    pub picked: i64,
}

/// What one site does for an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fulfilment {
    /// Its number in the order: 1 is the first.
    pub number: u16,
    /// Who does it.
    pub site: SiteNo,
    /// How the goods reach the shopper.
    pub method: DeliveryMethod,
    /// What.
    pub lines: Vec<FulfilmentLine>,
    /// How far it has got.
    pub state: FulfilmentState,
    /// Since when.
    pub since: Instant,
    /// The entry that brought it there: what is done for it next follows from that.
    pub raised_by: Mark,
    /// By when it was to be picked, as the shopper was told.
    pub due_at: Option<Instant>,
    /// By when the shopper was promised to find it ready at the counter.
    pub promised_at: Option<Instant>,
    /// When its site can begin with it.
    pub slot_at: Option<Instant>,
    /// The time limit of the step it stands at.
    pub due: Option<(Instant, Clock)>,
    /// Whether a limit has passed.
    pub late: bool,
    /// Who has taken it on.
    pub by: Option<Word>,
    /// Where it lies ready.
    pub place: Option<Label>,
    /// The zone its goods were brought to.
    pub zone: Option<ZoneId>,
    /// Where the shopper's car stands.
    pub bay: Option<Word>,
    /// Who carries it.
    pub carrier: Option<Word>,
    /// The carrier's number of it.
    pub tracking: Option<Word>,
    /// Why nobody works on it.
    pub parked: Option<Word>,
    /// Goods that were picked and are to go back to their place: line, item, units.
    pub put_back: Vec<(u16, ItemNo, i64)>,
}

/// A customer's order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Its number.
    pub order: OrderId,
    /// Where it was placed.
    pub channel: Channel,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// What keeps its units.
    pub hold: HoldId,
    /// When it was placed.
    pub placed_at: Instant,
    /// The entry that says so, with all that was said.
    pub placed: Position,
    /// How it reaches the shopper.
    pub delivery: Delivery,
    /// By when the shopper was promised to have it, or to collect it.
    pub promised_at: Option<Instant>,
    /// ISO 4217.
    pub currency: Currency,
    /// What the carriage costs, in minor units.
    pub carriage: i64,
    /// Of that, what was taken with the goods that left first.
    pub carriage_captured: i64,
    /// What was given back beside returns, for goodwill.
    pub goodwill: i64,
    /// What of it was given back on gift cards, beside the payments.
    pub credited: i64,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// How it is paid.
    pub payments: SmallVec<[PaymentId; 1]>,
    /// Who serves it.
    pub fulfilments: Vec<Fulfilment>,
    /// Who is to serve it once it is paid.
    pub planned: Vec<realtail_vocabulary::PlannedFulfilment>,
    /// What has become of it.
    pub state: OrderState,
    /// Until when the payment must have answered, while it has not.
    pub due: Option<Instant>,
    /// What proves that it is the shopper.
    pub pickup_code: Option<Word>,
    /// What of its promotions is counted against their limits.
    pub redemptions: Vec<Redemption>,
    /// Sites that could not serve it.
    pub rejected_by: Vec<SiteNo>,
    /// Every entry that changed it, the first first.
    pub history: Vec<Position>,
}

impl Named for Order {
    fn name(&self) -> &str {
        self.order.as_str()
    }
}

impl Order {
    /// The line of this number.
    pub fn line(&self, line: u16) -> Option<&OrderLine> {
        self.lines.get((line as usize).checked_sub(1)?)
    }

    pub(crate) fn line_mut(&mut self, line: u16) -> Option<&mut OrderLine> {
        self.lines.get_mut((line as usize).checked_sub(1)?)
    }

    /// The fulfilment of this number.
    pub fn fulfilment(&self, number: u16) -> Option<&Fulfilment> {
        self.fulfilments.get((number as usize).checked_sub(1)?)
    }

    pub(crate) fn fulfilment_mut(&mut self, number: u16) -> Option<&mut Fulfilment> {
        self.fulfilments.get_mut((number as usize).checked_sub(1)?)
    }

    /// How a line reaches the shopper.
    pub fn delivery_of(&self, line: u16) -> &Delivery {
        self.line(line).and_then(|line| line.delivery.as_deref()).unwrap_or(&self.delivery)
    }

    /// What it costs in all, in minor units, less what was cancelled.
    pub fn total(&self) -> i64 {
        self.carriage + self.lines.iter().map(|line| line.money.total - line.money.cancelled).sum::<i64>()
    }

    /// Whether anything of it is late.
    pub fn is_late(&self) -> bool {
        self.fulfilments.iter().any(|f| f.late && f.state.is_open())
    }
}

/// All orders.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Orders {
    book: Register<Arc<Order>>,
    /// How long each step may take.
    pub limits: OrderLimits,
    #[serde(skip)]
    due: BTreeSet<(Instant, u32, u16, Clock)>,
    /// Fulfilments on which a site is to work, by site.
    #[serde(skip)]
    at_site: BTreeMap<SiteNo, BTreeSet<(u32, u16)>>,
    /// Orders that keep a hold which somebody else had placed.
    #[serde(skip)]
    by_hold: BTreeMap<HoldId, u32>,
    /// Orders that are neither refused, completed nor cancelled.
    #[serde(skip)]
    open: BTreeSet<u32>,
}

impl PartialEq for Orders {
    fn eq(&self, other: &Orders) -> bool {
        self.book == other.book && self.limits == other.limits
    }
}

impl Orders {
    /// The order of this number.
    ///
    /// # Errors
    /// Where there is none.
    pub fn get(&self, order: &OrderId) -> Result<&Order, Refusal> {
        self.find(order).ok_or_else(|| Refusal::Unknown { what: Thing::Order, id: order.to_string() })
    }

    /// The order of this number, if there is one.
    pub fn find(&self, order: &OrderId) -> Option<&Order> {
        self.book.get(order.as_str()).map(|order| &**order)
    }

    fn at(&self, number: u32) -> Option<&Order> {
        self.book.at(number).map(|order| &**order)
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Order> {
        self.book.all().map(|order| &**order)
    }

    /// Those before the order with this place in the line of all, newest first, with their places.
    pub fn before(&self, place: u32) -> impl Iterator<Item = (u32, &Order)> {
        let end = place.min(self.book.len() as u32);
        (0..end).rev().filter_map(|number| Some((number, self.at(number)?)))
    }

    /// Those placed in a window, oldest first.
    pub(crate) fn placed_in(&self, window: Range<Instant>) -> impl Iterator<Item = &Arc<Order>> {
        let numbers = 0..self.book.len() as u32;
        let is_before = |number: u32, at: Instant| self.at(number).is_some_and(|o| o.placed_at < at);
        // Orders stand in the order in which they were placed, so the first one is found by halving.
        let (mut first, mut end) = (numbers.start, numbers.end);
        while first < end {
            let middle = first + (end - first) / 2;
            if is_before(middle, window.start) { first = middle + 1 } else { end = middle }
        }
        let placed = (first..numbers.end).filter_map(|number| self.book.at(number));
        placed.take_while(move |order| order.placed_at < window.end)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.book.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.book.len() == 0
    }

    /// Those that are still being served or paid, oldest first.
    pub fn open(&self) -> impl Iterator<Item = &Order> {
        self.open.iter().filter_map(|number| self.at(*number))
    }

    /// What a site is to work on, oldest order first.
    pub fn at_site(&self, site: SiteNo) -> impl Iterator<Item = (&Order, &Fulfilment)> {
        let here = self.at_site.get(&site).into_iter().flatten();
        here.filter_map(|(order, number)| {
            let order = self.at(*order)?;
            Some((order, order.fulfilment(*number)?))
        })
    }

    /// How many fulfilments a site is to work on.
    pub fn load(&self, site: SiteNo) -> usize {
        self.at_site.get(&site).map_or(0, BTreeSet::len)
    }

    /// The order that keeps a hold, if one does: nobody else may resolve it.
    pub(crate) fn keeping(&self, hold: &HoldId) -> Option<&OrderId> {
        let own = hold.as_str().strip_prefix(place::HOLD_PREFIX).and_then(|order| self.book.get(order));
        let own = own.map(|order| &**order);
        Some(&own.or_else(|| self.at(*self.by_hold.get(hold)?))?.order)
    }

    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.due.first().map(|(at, ..)| *at)
    }

    /// A copy to be written down.
    pub(crate) fn freeze(&self) -> Orders {
        Orders { book: self.book.freeze(), limits: self.limits, ..Orders::default() }
    }
}
