//! Placing an order: priced, held and to be paid, in one decision.

use super::Order;
use super::confirm::confirmed;
use super::plan::{About, Plan, Wanted, plan};
use crate::catalogue::ItemNo;
use crate::hold::{self, Hold, HoldState, Line, Place, PlaceHold};
use crate::machine::Omnichannel;
use crate::payment::{Payment, own};
use crate::price::{Basket, BasketLine};
use crate::refusal::{Refusal, Shortage, Thing};
use crate::route::Sites;
use realtail_kernel::{
    Channel, CouponCode, Currency, CustomerId, HoldId, Instant, OrderId, OwnerId, PaymentId, Position, Stamp,
    Word,
};
use realtail_vocabulary::{
    Delivery, Event, HoldEvent, HoldLine, HoldPlace, LineQuantity, OrderEvent, PaymentAsk, PaymentEvent,
    PaymentOperation, PlacedLine, PlacedOrder, PlannedPayment, PostAs, PricedBasket, Purse, Sealed,
    SealedToken,
};

/// What the name of an order's own hold begins with; nobody else's may.
pub(crate) const HOLD_PREFIX: &str = "order/";
const LINES_MAX: usize = 500;
const TENDERS_MAX: usize = 8;

/// A means by which an order is to be paid.
#[derive(Clone, Debug)]
pub struct TenderAsked {
    /// Who is asked, or the means: `test`, `payment_intents`, `cash`, `points`, `gift_card`.
    pub means: Word,
    /// What the provider gave the shopper to pay with.
    pub token: Option<Word>,
    /// The same, sealed.
    pub sealed_token: Option<SealedToken>,
    /// The purse it is taken from, for points and gift cards.
    pub purse: Option<Purse>,
    /// How much, in minor units; the rest where it is not said.
    pub amount: Option<i64>,
}

/// Places an order.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    /// Its number.
    pub order: OrderId,
    /// On which channel.
    pub channel: Channel,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// A hold that keeps its units already.
    pub hold: Option<HoldId>,
    /// How it reaches the shopper.
    pub delivery: Delivery,
    /// By when the shopper was promised to have it, or to collect it.
    pub promised_at: Option<Instant>,
    /// What is bought.
    pub lines: Vec<PlacedLine>,
    /// The codes that were shown.
    pub coupons: Vec<CouponCode>,
    /// What it is to be priced in, where the retailer has several.
    pub currency: Option<Currency>,
    /// What the carriage costs, in minor units.
    pub carriage: i64,
    /// How it is paid, all of it.
    pub tenders: Vec<TenderAsked>,
    /// Name and address, sealed.
    pub contact: Option<Sealed>,
    /// What proves at the counter that it is the shopper.
    pub pickup_code: Option<Word>,
}

pub(crate) fn decide(state: &Omnichannel, command: &PlaceOrder, now: Instant) -> Result<Vec<Event>, Refusal> {
    if state.orders.find(&command.order).is_some() {
        return Err(Refusal::ConflictingRetry { what: Thing::Order, id: command.order.to_string() });
    }
    if let Some(promised_at) = command.promised_at.filter(|promised_at| *promised_at <= now) {
        let problem = format!("{promised_at} is over; ask for promises again and send one that still stands");
        return Err(Refusal::invalid("promised_at", problem));
    }
    let items = items(state, command)?;
    let price = price(state, command, now)?;
    let tenders = tenders(command, price.total + command.carriage)?;
    let expires_at = now.plus_ms(i64::from(state.orders.limits.payment_minutes) * 60_000);
    let known = command.hold.as_ref().map(|hold| usable(state, hold, command, &items, now)).transpose()?;
    let plan = planned(state, command, &items, &price, known, now)?;
    let hold = match known {
        Some(hold) => hold.hold.clone(),
        None => HoldId::new(format!("{HOLD_PREFIX}{}", command.order)).expect("an order's name leaves room"),
    };
    let mut events = match known {
        Some(hold) if hold.expires_at < expires_at => {
            vec![Event::Hold(HoldEvent::Extended { hold: hold.hold.clone(), expires_at })]
        }
        Some(_) => Vec::new(),
        None => held(state, command, &hold, &plan, now)?,
    };
    let Plan { fulfilments, routing, .. } = plan;
    let placed = PlacedOrder {
        order: command.order.clone(),
        channel: command.channel.clone(),
        customer: command.customer.clone(),
        hold,
        delivery: command.delivery.clone(),
        promised_at: command.promised_at,
        lines: named(state, command, &items),
        payments: tenders.iter().map(|(payment, ..)| payment.clone()).collect(),
        price,
        carriage: command.carriage,
        contact: command.contact.clone(),
        pickup_code: command.pickup_code.clone(),
        expires_at,
        planned: fulfilments,
        routing: (routing.considered > 0).then_some(routing),
    };
    pay(state, placed, &tenders, known.is_some(), &mut events, now)?;
    Ok(events)
}

type Items = Vec<ItemNo>;

fn items(state: &Omnichannel, command: &PlaceOrder) -> Result<Items, Refusal> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Refusal::invalid("lines", format!("an order has 1 to {LINES_MAX} lines")));
    }
    let item = |line: &PlacedLine| {
        line.substitutes.iter().try_for_each(|item| state.catalogue.item_no(item).map(|_| ()))?;
        for delivery in line.delivery.iter().chain(Some(&command.delivery)) {
            delivery.site().map(|site| state.catalogue.site_no(site)).transpose()?;
        }
        state.catalogue.item_no(&line.item)
    };
    command.lines.iter().map(item).collect()
}

/// The retailer's own numbers, whatever names were given.
fn named(state: &Omnichannel, command: &PlaceOrder, items: &Items) -> Vec<PlacedLine> {
    let mut lines = command.lines.clone();
    for (line, item) in lines.iter_mut().zip(items) {
        line.item = state.catalogue.item(*item).item.clone();
    }
    lines
}

fn price(state: &Omnichannel, command: &PlaceOrder, now: Instant) -> Result<PricedBasket, Refusal> {
    let line = |line: &PlacedLine| BasketLine {
        line: u32::from(line.line),
        item: line.item.clone(),
        quantity: line.quantity,
        unit_price: None,
    };
    let of_customer = command.customer.as_ref().map(|customer| state.customers.groups_of(customer));
    let (groups, member) = of_customer.unwrap_or_default();
    let basket = Basket {
        channel: command.channel.clone(),
        site: command.delivery.site().cloned(),
        ship_to: command.delivery.destination().cloned(),
        customer: command.customer.clone(),
        groups: groups.to_vec(),
        member,
        coupons: command.coupons.clone(),
        currency: command.currency,
        lines: command.lines.iter().map(line).collect(),
        explain: false,
    };
    state.prices.evaluate(&state.catalogue, &basket, now)
}

type Tender<'a> = (PlannedPayment, &'a TenderAsked);

/// Splits the total over the tenders.
fn tenders(command: &PlaceOrder, total: i64) -> Result<Vec<Tender<'_>>, Refusal> {
    let open = command.tenders.iter().filter(|tender| tender.amount.is_none()).count();
    let named: i64 = command.tenders.iter().filter_map(|tender| tender.amount).sum();
    let wrong = |problem: String| Err(Refusal::invalid("tenders", problem));
    if command.tenders.len() > TENDERS_MAX {
        return wrong(format!("an order has at most {TENDERS_MAX} tenders"));
    }
    if command.tenders.iter().any(|tender| tender.amount.is_some_and(|amount| amount < 1)) {
        return wrong("a tender pays at least one minor unit".to_owned());
    }
    let again = |(n, tender): (usize, &TenderAsked)| {
        tender.purse.is_some() && command.tenders[..n].iter().any(|other| other.purse == tender.purse)
    };
    if command.tenders.iter().enumerate().any(again) {
        return wrong("a purse pays once; add its tenders up".to_owned());
    }
    if open > 1 {
        return wrong("one tender may leave its amount out and take the rest, no more".to_owned());
    }
    if named > total || (open == 0 && named != total) {
        return wrong(format!("the tenders pay {named}, the order costs {total}"));
    }
    let planned = (1..).zip(&command.tenders).filter_map(|(n, tender)| {
        let amount = tender.amount.unwrap_or(total - named);
        let payment = PaymentId::new(format!("{}-p{n}", command.order)).expect("an order's name leaves room");
        (amount > 0).then(|| (PlannedPayment { payment, means: tender.means.clone(), amount }, tender))
    });
    Ok(planned.collect())
}

/// The hold that keeps the units, if it stands, is nobody else's, and is enough.
fn usable<'a>(
    state: &'a Omnichannel,
    hold: &HoldId,
    command: &PlaceOrder,
    items: &Items,
    now: Instant,
) -> Result<&'a Hold, Refusal> {
    let known = state.holds.get(hold)?;
    known.must_stand(now)?;
    if let Some(order) = state.orders.keeping(hold) {
        return Err(Refusal::WrongState { problem: format!("hold {hold} keeps the units of order {order}") });
    }
    let shortage = |item: &ItemNo| {
        let wanted = command.lines.iter().zip(items).filter(|(_, other)| *other == item);
        let requested: i64 = wanted.map(|(line, _)| line.quantity.units()).sum();
        let available = known.lines.iter().filter(|line| line.item == *item).map(|line| line.units).sum();
        let item = state.catalogue.item(*item).item.clone();
        (requested > available).then_some(Shortage { item, site: None, region: None, requested, available })
    };
    let mut shortages: Vec<Shortage> = items.iter().filter_map(shortage).collect();
    shortages.dedup();
    if shortages.is_empty() { Ok(known) } else { Err(Refusal::InsufficientStock { shortages }) }
}

/// Who is to serve it. Of a hold that names its sites, those; of one on a region, any in it.
fn planned(
    state: &Omnichannel,
    command: &PlaceOrder,
    items: &Items,
    price: &PricedBasket,
    known: Option<&Hold>,
    now: Instant,
) -> Result<Plan, Refusal> {
    let held: &[Line] = known.map_or(&[], |hold| &hold.lines);
    let region = held.iter().find_map(|line| match line.place {
        Place::Region(region) => Some(region),
        Place::Site(_) => None,
    });
    let mut held_at: Vec<crate::catalogue::SiteNo> = Vec::new();
    for line in held {
        if let Place::Site(site) = line.place
            && !held_at.contains(&site)
        {
            held_at.push(site);
        }
    }
    let sites = match region {
        Some(region) => Sites::Region(region),
        None if known.is_some() => Sites::These(&held_at),
        None => Sites::All,
    };
    let about = About {
        order: command.order.as_str(),
        channel: &command.channel,
        sites,
        exclude: &[],
        own: held,
        promised_at: command.promised_at,
        first: 1,
        may_park: true,
    };
    let value = |line: u16| price.lines.iter().find(|l| l.line == u32::from(line)).map_or(0, |l| l.total);
    let wanted = command.lines.iter().zip(items).map(|(line, item)| Wanted {
        line: line.line,
        item: *item,
        units: line.quantity.units(),
        value: value(line.line),
        delivery: line.delivery.as_ref().unwrap_or(&command.delivery),
    });
    let wanted: Vec<Wanted> = wanted.collect();
    let plan = plan(state, &about, &wanted, now);
    if plan.nobody.is_empty() { Ok(plan) } else { Err(short(state, &wanted, &plan.nobody)) }
}

fn short(state: &Omnichannel, wanted: &[Wanted], nobody: &[LineQuantity]) -> Refusal {
    let shortage = |line: &Wanted| {
        let missing = nobody.iter().filter(|rest| rest.line == line.line);
        let missing: i64 = missing.map(|rest| rest.quantity.units()).sum();
        (missing > 0).then(|| Shortage {
            item: state.catalogue.item(line.item).item.clone(),
            site: line.delivery.site().cloned(),
            region: None,
            requested: line.units,
            available: line.units - missing,
        })
    };
    Refusal::InsufficientStock { shortages: wanted.iter().filter_map(shortage).collect() }
}

/// Holds the units at the sites that are to serve them.
fn held(
    state: &Omnichannel,
    command: &PlaceOrder,
    hold: &HoldId,
    plan: &Plan,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let item_of = |line: u16| command.lines.iter().find(|l| l.line == line).map(|l| l.item.clone());
    let lines = plan.promised(item_of).into_iter().map(|line| HoldLine {
        item: line.item,
        quantity: line.quantity,
        place: HoldPlace::Site(line.site),
    });
    let place = PlaceHold {
        hold: hold.clone(),
        // Of an owner of its own, so that no newer hold of the shopper takes its place.
        owner: OwnerId::new(hold.as_str()).expect("a hold's name is an owner's"),
        channel: command.channel.clone(),
        expires_in_ms: i64::from(state.orders.limits.payment_minutes) * 60_000,
        lines: lines.collect(),
    };
    hold::place::decide(state, &place, now)
}

/// Asks for the money. Where nobody outside has to be asked, the order stands at once.
fn pay(
    state: &Omnichannel,
    placed: PlacedOrder,
    tenders: &[Tender],
    is_held_before: bool,
    events: &mut Vec<Event>,
    now: Instant,
) -> Result<(), Refusal> {
    let currency = placed.price.currency;
    let order = placed.order.clone();
    let stamp = Stamp { position: Position(u64::MAX), origin: Position(u64::MAX), at: now };
    let draft = Order::placed(&placed, stamp, &state.catalogue);
    events.push(Event::Order(OrderEvent::Placed(Box::new(placed))));
    let mut payments: Vec<Payment> = Vec::new();
    for (planned, tender) in tenders {
        let PlannedPayment { payment, means, amount } = planned.clone();
        let operation = PaymentOperation::Authorise;
        let event = if own::is_own(means.as_str()) {
            let money = own::money(amount, currency);
            let purse = tender.purse.as_ref();
            events.extend(own::set_aside(state, &payment, means.as_str(), purse, money, now)?);
            let (order, return_id, at) = (order.clone(), None, now);
            PaymentEvent::Settled { payment, operation, amount, currency, means, order, return_id, at }
        } else {
            PaymentEvent::Asked(PaymentAsk {
                payment,
                ask: 1,
                operation,
                amount,
                currency,
                provider: means,
                token: tender.token.clone(),
                sealed_token: tender.sealed_token.clone(),
                reference: None,
                order: order.clone(),
                return_id: None,
            })
        };
        let mut draft = Payment::begun_by(&event).expect("a payment begins with this");
        draft.take_in(&event);
        payments.push(draft);
        events.push(Event::Payment(event));
    }
    if !payments.iter().any(Payment::is_pending) {
        let posted = posted(state, &draft, is_held_before, now)?;
        let planned = draft.planned.clone();
        let mut before = std::mem::take(events);
        before.extend(posted);
        *events = confirmed(state, &draft, &payments, before, planned, None, now);
    }
    Ok(())
}

/// Posts the hold of an order that is paid in the decision that places it.
fn posted(
    state: &Omnichannel,
    draft: &Order,
    is_held_before: bool,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let item_of = super::reject::lines_of(draft, &state.catalogue);
    if is_held_before {
        debug_assert!(state.holds.find(&draft.hold).is_some_and(|hold| hold.state == HoldState::Held));
        let lines = Some(super::plan::post_lines(&draft.planned, item_of));
        let post = hold::PostHold { hold: draft.hold.clone(), lines, post_as: PostAs::Allocation };
        return hold::post::decide(state, &post, now);
    }
    let plan = Plan { fulfilments: draft.planned.clone(), ..Plan::default() };
    Ok(vec![Event::Hold(HoldEvent::Posted {
        hold: draft.hold.clone(),
        post_as: PostAs::Allocation,
        lines: plan.promised(item_of),
        postings: Vec::new(),
    })])
}
