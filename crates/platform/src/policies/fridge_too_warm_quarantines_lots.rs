//! When a fridge has been too warm for too long, what stands in it is set apart, and somebody is to look at each item.

use crate::machine::{Command, Retail};
use realtail_kernel::{DeviceId, Instant, Label, Policy, Reference, SiteId, ZoneId};
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::task::{RaiseTask, TaskCommand};
use realtail_omnichannel::{ItemNo, Omnichannel, Quarantine, SiteNo};
use realtail_vocabulary::{DeviceEvent, Event, FloorTaskKind};

/// So many lots are named; of more, how many there are.
const LOTS_NAMED: usize = 4;

pub(super) struct FridgeTooWarmQuarantinesLots;

impl Policy<Retail> for FridgeTooWarmQuarantinesLots {
    fn name(&self) -> &'static str {
        "fridge_too_warm_quarantines_lots"
    }

    fn react(&self, event: &Event, retail: &Retail, now: Instant) -> Vec<Command> {
        // A thermometer that stands in no zone says nothing of any goods.
        let Event::Device(DeviceEvent::GotTooWarm { device, site, zone: Some(zone), millicelsius, since }) =
            event
        else {
            return Vec::new();
        };
        let stock = &retail.omnichannel;
        let Ok(site_no) = stock.catalogue.site_no(site) else { return Vec::new() };
        let degrees = f64::from(*millicelsius) / 1000.0;
        let lasted = match now.micros_since(*since) / 1_000_000 {
            seconds @ ..60 => format!("{seconds} s"),
            seconds => format!("{} min", seconds / 60),
        };
        let warm = Warm { device, site, site_no, zone, why: format!("{degrees:.1} °C for {lasted}") };
        let items = stock.standing_in(site_no, zone).into_iter();
        items.flat_map(|item| warm.commands(stock, item)).map(Command::from).collect()
    }
}

/// A fridge that is too warm.
struct Warm<'a> {
    device: &'a DeviceId,
    site: &'a SiteId,
    site_no: SiteNo,
    zone: &'a ZoneId,
    why: String,
}

impl Warm<'_> {
    fn commands(&self, stock: &Omnichannel, item_no: ItemNo) -> Vec<omnichannel::Command> {
        let quantity = stock.to_quarantine(item_no, self.site_no, self.zone);
        if quantity <= 0 {
            return Vec::new();
        }
        let (site, item) = (self.site.clone(), stock.catalogue.item(item_no).item.clone());
        let lots = stock.lots_at(item_no, self.site_no);
        let reference = Reference::new(self.device.as_str()).ok();
        let (site_too, item_too, zone) = (site.clone(), item.clone(), self.zone.clone());
        let quarantine = Quarantine { site: site_too, zone, item: item_too, reference };
        let raise = RaiseTask {
            kind: FloorTaskKind::Inspect,
            site,
            item,
            quantity,
            lot: if let [(lot, _)] = &lots[..] { Some(lot.clone()) } else { None },
            from: Some(self.zone.clone()),
            to: None,
            shipment: None,
            reason: self.reason(&lots),
            due_at: None,
        };
        vec![
            omnichannel::Command::Quarantine(quarantine),
            omnichannel::Command::Task(TaskCommand::Raise(Box::new(raise))),
        ]
    }

    fn reason(&self, lots: &[(realtail_kernel::LotId, i64)]) -> Label {
        let Warm { device, why, .. } = self;
        let named: Vec<&str> = lots.iter().map(|(lot, _)| lot.as_str()).take(LOTS_NAMED).collect();
        let lots = match lots.len() {
            0 => String::new(),
            1..=LOTS_NAMED => format!("; lots {}", named.join(", ")),
            many => format!("; {many} lots"),
        };
        let whole = format!("{device}: {why}{lots}");
        let text = if whole.len() <= 256 { whole } else { format!("{device}: {why}") };
        Label::new(text).expect("a device's name leaves room")
    }
}
