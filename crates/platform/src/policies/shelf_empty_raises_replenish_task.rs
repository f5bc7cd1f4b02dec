//! When the last of an item has left the sales floor, or its shelf is seen or weighed empty, and the backroom has more, an associate is to bring what the forecast asks for.

use super::{Touched, moved_in_zones};
use crate::machine::{Command, Retail};
use crate::switches::Pillar;
use realtail_kernel::{Instant, ItemId, Label, Policy, SiteId, ZoneId};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::task::{RaiseTask, TaskCommand};
use realtail_vocabulary::{DeviceEvent, Event, FloorTaskKind, Forecast, ReplenishmentPlan, ZoneKind};

/// The shelf should do for this share of the days.
const COVERED: f64 = 0.9;

pub(super) struct ShelfEmptyRaisesReplenishTask;

impl Policy<Retail> for ShelfEmptyRaisesReplenishTask {
    fn name(&self) -> &'static str {
        "shelf_empty_raises_replenish_task"
    }

    fn react(&self, event: &Event, retail: &Retail, _now: Instant) -> Vec<Command> {
        let pairs = moved_in_zones(event, retail);
        let by_the_book = pairs.iter().filter_map(|pair| raise(pair, None, retail));
        let raised = by_the_book.chain(told_empty(event, retail));
        raised.map(|raise| omnichannel::Command::Task(TaskCommand::Raise(Box::new(raise))).into()).collect()
    }
}

/// What a shelf or a camera says outweighs the book: it may know of units that were carried off or stand elsewhere.
fn told_empty(event: &Event, retail: &Retail) -> Option<RaiseTask> {
    let Event::Device(DeviceEvent::ShelfRanLow { site, item, units, .. }) = event else { return None };
    let catalogue = &retail.omnichannel.catalogue;
    let (item_no, site_no) = (catalogue.item_no(item).ok()?, catalogue.site_no(site).ok()?);
    raise(&Touched { item, site, item_no, site_no }, Some(*units), retail)
}

/// The task for a pair; `seen` is what somebody saw on the shelf, where the book is not asked.
fn raise(pair: &Touched<'_>, seen: Option<i64>, retail: &Retail) -> Option<RaiseTask> {
    let stock = &retail.omnichannel;
    let zones = &stock.catalogue.site(pair.site_no).zones;
    let of_kind = |kind: ZoneKind| zones.iter().filter(move |zone| zone.kind == kind).map(|zone| &zone.zone);
    let first_floor = of_kind(ZoneKind::SalesFloor).next()?;
    of_kind(ZoneKind::Backroom).next()?;
    let cell = stock.stock.cell(pair.item_no, pair.site_no)?;
    let on_floor = match seen {
        Some(units) => stock.on_floor(cell).map_or(units, |book| book.min(units)),
        None => stock.on_floor(cell).filter(|units| *units <= fill_at(retail, pair.item, pair.site))?,
    };
    let units_in = |zone: &ZoneId| stock.stock.sellable_in(pair.item_no, pair.site_no, zone);
    let most = |kind: ZoneKind| {
        let standing = of_kind(kind).map(|zone| (units_in(zone), zone)).filter(|(units, _)| *units > 0);
        standing.reduce(|most, other| if other.0 > most.0 { other } else { most })
    };
    let (in_back, from) = most(ZoneKind::Backroom)?;
    let open = stock.tasks.of(pair.item_no, pair.site_no);
    if open.into_iter().any(|known| known.task.kind == FloorTaskKind::Replenish) {
        return None;
    }
    let to = most(ZoneKind::SalesFloor).map_or(first_floor, |(_, zone)| zone);
    let shelf = Shelf { on_floor, in_back, from: from.as_str() };
    let (quantity, reason) = shelf.wanted(plan(retail, pair.item, pair.site), said(retail, pair))?;
    Some(RaiseTask {
        kind: FloorTaskKind::Replenish,
        site: pair.site.clone(),
        item: pair.item.clone(),
        quantity,
        lot: None,
        from: Some(from.clone()),
        to: Some(to.clone()),
        shipment: None,
        reason,
        due_at: None,
    })
}

/// At so many units on the sales floor, or fewer, the shelf is filled.
pub(super) fn fill_at(retail: &Retail, item: &ItemId, site: &SiteId) -> i64 {
    plan(retail, item, site).map_or(0, |plan| i64::from(plan.fill_at))
}

fn plan<'a>(retail: &'a Retail, item: &ItemId, site: &SiteId) -> Option<&'a ReplenishmentPlan> {
    if retail.switches.is_on(Pillar::Intelligence) { retail.intelligence.plan(item, site) } else { None }
}

fn said<'a>(retail: &'a Retail, pair: &Touched<'_>) -> Option<&'a Forecast> {
    if !retail.switches.is_on(Pillar::Intelligence) {
        return None;
    }
    retail.intelligence.said(pair.item, pair.site)
}

/// What stands where.
struct Shelf<'a> {
    on_floor: i64,
    in_back: i64,
    from: &'a str,
}

impl Shelf<'_> {
    /// How many units to bring, and why so many; none where the shelf takes no more.
    fn wanted(&self, plan: Option<&ReplenishmentPlan>, said: Option<&Forecast>) -> Option<(i64, Label)> {
        let room = plan.map_or(i64::MAX, |plan| i64::from(plan.shelf_capacity) - self.on_floor);
        let days = plan.map_or(1, |plan| plan.review_days.max(1));
        let asked = said.and_then(|forecast| Some((covering(forecast, days)?, forecast)));
        let (wanted, why) = match (asked, plan) {
            (Some((demand, forecast)), _) => {
                let days = if days == 1 { "a day".to_owned() } else { format!("{days} days") };
                let (model, version) = (short(forecast.model.as_str()), short(forecast.version.as_str()));
                let why = format!("{model} {version}: at most {demand} asked for in {days}, 9 times of 10");
                (demand - self.on_floor, why)
            }
            (None, Some(_)) => (room, "no forecast yet: as many as the shelf takes".to_owned()),
            (None, None) => (1, "no forecast and no plan: one unit".to_owned()),
        };
        let quantity = wanted.max(1).min(room).min(self.in_back);
        let takes = plan.map_or(String::new(), |plan| format!(", which takes {}", plan.shelf_capacity));
        let reason =
            format!("{why}; {} on the shelf{takes}; {} in {}", self.on_floor, self.in_back, self.from);
        (quantity > 0).then(|| (quantity, Label::new(reason).expect("names are cut to what fits")))
    }
}

/// The demand of so many days that is not exceeded nine times of ten. A mean grows with the days, what goes beyond it with
/// their root: days are taken to be independent.
fn covering(forecast: &Forecast, days: u16) -> Option<i64> {
    let (days, horizon) = (f64::from(days), f64::from(forecast.horizon_days.max(1)));
    let mean = forecast.mean_per_day.max(0.0);
    let away = |p: f64| (p - COVERED).abs();
    let nearest = forecast.quantiles.iter().min_by(|a, b| away(a.p).total_cmp(&away(b.p)));
    let beyond = nearest.map_or(0.0, |quantile| quantile.units - mean * horizon);
    let units = mean * days + beyond * (days / horizon).sqrt();
    // What is a whole number but for rounding is that number.
    units.is_finite().then(|| (units.clamp(0.0, 1e6) - 1e-6).ceil() as i64)
}

/// No name of a model crowds out the numbers.
fn short(name: &str) -> &str {
    &name[..name.floor_char_boundary(32)]
}
