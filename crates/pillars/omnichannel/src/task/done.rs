//! Saying that a task is done: what was brought stands where it was wanted from then on.

use super::{FloorTaskState, KnownTask, standing, still_open};
use crate::machine::Omnichannel;
use crate::refusal::Refusal;
use crate::stock::draft::in_quantities;
use crate::stock::move_stock;
use realtail_kernel::{Instant, Reference, TaskId, Word, ZoneId};
use realtail_vocabulary::{Account, Condition, Event, FloorTaskKind, Movement, Reason, TaskEvent};

/// Says that a task is done.
#[derive(Clone, Debug)]
pub struct DoneTask {
    /// Which.
    pub task: TaskId,
    /// Who did it.
    pub by: Word,
    /// With how many units; all it was raised for where nothing is said.
    pub quantity: Option<i64>,
}

pub(super) fn decide(state: &Omnichannel, command: &DoneTask, now: Instant) -> Result<Vec<Event>, Refusal> {
    let DoneTask { task, by, quantity } = command;
    // Readers may have seen it first, and nobody is told off for that.
    if let FloorTaskState::Done(..) = state.tasks.get(task)?.state {
        return Ok(Vec::new());
    }
    let known = still_open(state, task, "done")?;
    let quantity = quantity.unwrap_or(known.task.quantity);
    if quantity < 1 {
        let problem = "at least one unit; say that it cannot be done where there was none";
        return Err(Refusal::invalid("quantity", problem));
    }
    let done = TaskEvent::Done { task: task.clone(), by: by.clone(), quantity };
    let mut events = vec![Event::Task(done)];
    match (known.task.kind, &known.task.from, &known.task.to) {
        (FloorTaskKind::Replenish, Some(from), Some(to)) => {
            events.extend(brought(state, known, quantity, from, to, now)?);
        }
        (FloorTaskKind::Send, ..) => {
            events.extend(crate::supply::send::decide(state, &known.task, quantity, now)?);
        }
        // What becomes of a lot is told by movements that name it.
        (FloorTaskKind::Replenish | FloorTaskKind::Inspect, ..) => (),
    }
    Ok(events)
}

/// Moves what was brought, less what readers saw go that way already.
fn brought(
    state: &Omnichannel,
    known: &KnownTask,
    quantity: i64,
    from: &ZoneId,
    to: &ZoneId,
    now: Instant,
) -> Result<Vec<Event>, Refusal> {
    let task = &known.task;
    let left = quantity - known.brought;
    if left <= 0 {
        return Ok(Vec::new());
    }
    let there = standing(state, &task.item, &task.site, from)?.max(0);
    if left > there {
        let problem = format!(
            "{there} of {} stand in {from} of {} by the book, so {left} more cannot come from there; count the zone first",
            task.item, task.site
        );
        return Err(Refusal::invalid("quantity", problem));
    }
    let account = |zone: &ZoneId| Account::Site {
        site: task.site.clone(),
        zone: Some(zone.clone()),
        condition: Condition::Sellable,
    };
    let movement = |quantity| Movement {
        item: task.item.clone(),
        quantity,
        from: account(from),
        to: account(to),
        reason: Reason::PutAway,
        reference: Reference::new(task.task.as_str()).ok(),
        lot: task.lot.clone(),
        expires_at: None,
        occurred_at: None,
    };
    let moves: Vec<Movement> = in_quantities(left).map(movement).collect();
    move_stock::decide(state, &moves, now)
}
