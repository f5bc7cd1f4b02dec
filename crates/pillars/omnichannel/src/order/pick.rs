//! Goods come off the shelf: what is not found goes to another site, or is replaced by what the shopper agreed to.

use super::reject::without_a_site;
use super::step::{Step, legal};
use super::{Fulfilment, FulfilmentState, Order};
use crate::catalogue::ItemNo;
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::{Draft, Draw, Floor, Side};
use realtail_kernel::{Instant, ItemId, OrderId, Quantity, Word, ZoneId};
use realtail_vocabulary::{
    Account, Condition, Event, HoldEvent, LineQuantity, OrderEvent, PickedLine, PostedLine, Posting, ZoneKind,
};

/// What was found of a line.
#[derive(Clone, Debug)]
pub struct Found {
    /// The order's line.
    pub line: u16,
    /// How many units.
    pub picked: i64,
    /// What was taken instead of the item.
    pub substitute: Option<ItemId>,
}

/// Says what was taken off the shelf.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The order.
    pub order: OrderId,
    /// Which fulfilment.
    pub fulfilment: u16,
    /// Who.
    pub by: Word,
    /// What was found, line by line; all of it where nothing is said.
    pub lines: Option<Vec<Found>>,
}

pub(crate) fn decide(state: &Omnichannel, command: &Pick, now: Instant) -> Result<Vec<Event>, Refusal> {
    let (order, fulfilment) = legal(state, &command.order, command.fulfilment, Step::Pick)?;
    let lines = found(state, order, fulfilment, command)?;
    let (mut short, mut reassigned) = (Vec::new(), Vec::new());
    for line in &lines {
        if let Ok(quantity) = Quantity::try_from(line.asked - line.picked) {
            short.push(LineQuantity { line: line.line, quantity });
        }
        reassigned.extend(replaced(state, order, fulfilment, line));
    }
    let postings = to_the_pickup_zone(state, fulfilment, &lines, now)?;
    let mut events = vec![Event::Order(OrderEvent::Picked {
        order: order.order.clone(),
        fulfilment: fulfilment.number,
        by: command.by.clone(),
        lines,
        postings,
    })];
    events.extend(reassigned);
    if !short.is_empty() {
        let reason = Word::new("not_found").expect("a word");
        events.extend(without_a_site(state, order, fulfilment, &command.by, &reason, &short, now)?);
    }
    Ok(events)
}

fn found(
    state: &Omnichannel,
    order: &Order,
    fulfilment: &Fulfilment,
    command: &Pick,
) -> Result<Vec<PickedLine>, Refusal> {
    let said = command.lines.as_deref().unwrap_or_default();
    if let Some(stranger) = said.iter().find(|said| !fulfilment.lines.iter().any(|l| l.line == said.line)) {
        let problem = format!("line {} is not part of this fulfilment", stranger.line);
        return Err(Refusal::invalid("lines", problem));
    }
    let mut lines = Vec::with_capacity(fulfilment.lines.len());
    for line in &fulfilment.lines {
        let said = said.iter().find(|said| said.line == line.line);
        let picked = said.map_or(if command.lines.is_none() { line.units } else { 0 }, |said| said.picked);
        if !(0..=line.units).contains(&picked) {
            let problem =
                format!("line {} asks for {} units; pick 0 to {}", line.line, line.units, line.units);
            return Err(Refusal::invalid("picked", problem));
        }
        let substitute = said.and_then(|said| said.substitute.as_ref());
        if let Some(item) = substitute {
            agreed(state, order, line.line, item)?;
        }
        let substitute = substitute.cloned();
        lines.push(PickedLine { line: line.line, picked, asked: line.units, substitute });
    }
    Ok(lines)
}

/// Only what the shopper agreed to is taken instead.
fn agreed(state: &Omnichannel, order: &Order, line: u16, item: &ItemId) -> Result<ItemNo, Refusal> {
    let no = state.catalogue.item_no(item)?;
    let agreed = order.line(line).map(|line| &line.substitutes[..]).unwrap_or_default();
    if agreed.contains(&no) {
        return Ok(no);
    }
    let names: Vec<&str> = agreed.iter().map(|no| state.catalogue.item(*no).item.as_str()).collect();
    let instead = if names.is_empty() { "to nothing".to_owned() } else { format!("to {}", names.join(", ")) };
    Err(Refusal::invalid(
        "substitute",
        format!("the shopper did not agree to {item} for line {line}, but {instead}"),
    ))
}

/// The promise is for what was taken instead from now on.
fn replaced(state: &Omnichannel, order: &Order, fulfilment: &Fulfilment, line: &PickedLine) -> Option<Event> {
    let substitute = line.substitute.as_ref()?;
    let quantity = Quantity::try_from(line.picked).ok()?;
    let item = fulfilment.lines.iter().find(|known| known.line == line.line)?.item;
    let site = state.catalogue.site(fulfilment.site).site.clone();
    let line = |item: ItemId| vec![PostedLine { item, quantity, site: site.clone() }];
    Some(Event::Hold(HoldEvent::Reassigned {
        hold: order.hold.clone(),
        released: line(state.catalogue.item(item).item.clone()),
        promised: line(substitute.clone()),
    }))
}

/// Where the site has a place for goods that wait for shoppers, they are booked there. A pick is a fact, whatever the book
/// says of the shelf.
fn to_the_pickup_zone(
    state: &Omnichannel,
    fulfilment: &Fulfilment,
    lines: &[PickedLine],
    now: Instant,
) -> Result<Vec<Posting>, Refusal> {
    let zones = &state.catalogue.site(fulfilment.site).zones;
    let Some(zone) = zones.iter().find(|zone| zone.kind == ZoneKind::Pickup) else { return Ok(Vec::new()) };
    let here = Side::Site(fulfilment.site, None, Condition::Sellable);
    let there = Side::Site(fulfilment.site, Some(zone.zone.clone()), Condition::Sellable);
    let mut draft = Draft::new(&state.stock, &state.catalogue);
    let mut postings = Vec::new();
    for line in lines.iter().filter(|line| line.picked > 0) {
        let known = fulfilment.lines.iter().find(|known| known.line == line.line);
        let substitute = line.substitute.as_ref().and_then(|item| state.catalogue.item_no(item).ok());
        let Some(item) = substitute.or(known.map(|known| known.item)) else { continue };
        let draw =
            Draw { item, quantity: line.picked, lot: None, floor: Floor::None, expired_last: Some(now) };
        postings.extend(draft.shift(draw, &here, &there, None)?);
    }
    Ok(postings)
}

/// The zone that picked goods were brought to.
pub(super) fn zone_of(posting: &Posting) -> Option<ZoneId> {
    match &posting.to {
        Account::Site { zone, .. } => zone.clone(),
        Account::Shipment { .. } | Account::Outside { .. } => None,
    }
}

impl Fulfilment {
    /// Whether it waits for goods to come off the shelf.
    pub fn is_to_pick(&self) -> bool {
        use FulfilmentState::{Arrived, Picking, Released};
        matches!(self.state, Released | Picking) || (self.state == Arrived && !self.is_picked())
    }
}
