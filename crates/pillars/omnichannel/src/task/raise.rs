//! Raising a task: one for each shelf at a time.

use crate::machine::Omnichannel;
use crate::refusal::{Refusal, Thing};
use realtail_kernel::{Instant, ItemId, Label, LotId, ShipmentId, SiteId, TaskId, ZoneId};
use realtail_vocabulary::{Event, FloorTask, FloorTaskKind, TaskEvent};

/// Says that there is something to do.
#[derive(Clone, Debug)]
pub struct RaiseTask {
    /// What.
    pub kind: FloorTaskKind,
    /// Where.
    pub site: SiteId,
    /// With which item.
    pub item: ItemId,
    /// With how many units.
    pub quantity: i64,
    /// Which lot, where it is about one.
    pub lot: Option<LotId>,
    /// Where they are.
    pub from: Option<ZoneId>,
    /// Where they are wanted.
    pub to: Option<ZoneId>,
    /// The shipment that they are to leave in, for goods that go to another site.
    pub shipment: Option<ShipmentId>,
    /// Why so many, in words.
    pub reason: Label,
    /// Until when.
    pub due_at: Option<Instant>,
}

pub(super) fn decide(state: &Omnichannel, command: &RaiseTask) -> Result<Vec<Event>, Refusal> {
    let RaiseTask { kind, site, item, quantity, lot, from, to, shipment, reason, due_at } = command.clone();
    let (site_no, item_no) = (state.catalogue.site_no(&site)?, state.catalogue.item_no(&item)?);
    if quantity < 1 {
        return Err(Refusal::invalid("quantity", "a task is about at least one unit"));
    }
    for zone in from.iter().chain(&to) {
        if state.catalogue.zone_kind(site_no, zone).is_none() {
            return Err(Refusal::Unknown { what: Thing::Zone, id: format!("{site}/{zone}") });
        }
    }
    let same = state
        .tasks
        .of(item_no, site_no)
        .any(|known| known.task.kind == kind && known.task.to == to && known.task.shipment == shipment);
    if same {
        return Ok(Vec::new());
    }
    let task = TaskId::new(format!("{}-{}", kind.as_str(), state.tasks.raised + 1)).expect("a short name");
    let task = FloorTask { task, kind, site, item, quantity, lot, from, to, shipment, reason, due_at };
    Ok(vec![Event::Task(TaskEvent::Raised(Box::new(task)))])
}
