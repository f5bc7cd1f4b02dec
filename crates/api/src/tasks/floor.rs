//! What associates do beside orders, over HTTP: shelves to fill, lots to look at.

use super::{AnyKind, DoneBody, TaskDocument, TaskLine};
use crate::app::App;
use crate::caller::{Caller, Deed};
use crate::calls::Call;
use crate::problem::Problem;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use realtail_kernel::{Instant, TaskId, Word};
use realtail_omnichannel::task::{DoneTask, FloorTaskState, KnownTask, TaskCommand};
use realtail_omnichannel::{Command, Omnichannel};
use realtail_vocabulary::FloorTaskKind;

/// A shelf is empty now; a lot may wait until whoever is at it has a moment.
const INSPECT_WITHIN_MS: i64 = 3_600_000;

/// What is due when nobody said: shoppers stand before an empty shelf now.
pub(super) fn due_at(known: &KnownTask) -> Instant {
    let unsaid = match known.task.kind {
        FloorTaskKind::Replenish => known.raised_at,
        FloorTaskKind::Inspect | FloorTaskKind::Send => known.raised_at.plus_ms(INSPECT_WITHIN_MS),
    };
    known.task.due_at.unwrap_or(unsaid)
}

pub(super) fn is_claimed(known: &KnownTask) -> bool {
    matches!(known.state, FloorTaskState::Claimed(_))
}

pub(super) fn document(state: &Omnichannel, known: &KnownTask, now: Instant) -> TaskDocument {
    let task = &known.task;
    let by = match &known.state {
        FloorTaskState::Claimed(by) | FloorTaskState::Done(by, _) | FloorTaskState::NotDone(by, _) => {
            Some(by)
        }
        FloorTaskState::Open | FloorTaskState::Withdrawn(_) => None,
    };
    let found = state.catalogue.item_no(&task.item).ok().zip(state.catalogue.site_no(&task.site).ok());
    let line = found.map(|(item, site)| TaskLine {
        line: 1,
        item: task.item.clone(),
        name: state.catalogue.item(item).name.clone(),
        quantity: task.quantity,
        zone: task.from.clone(),
        confidence: state.availability(item, site, None, now).confidence,
        substitutes: Vec::new(),
    });
    TaskDocument {
        task: task.task.to_string(),
        kind: AnyKind::Floor(task.kind),
        state: known.state.as_str(),
        site: task.site.clone(),
        order: None,
        fulfilment: None,
        method: None,
        since: known.raised_at,
        due_at: task.due_at,
        late: task.due_at.is_some_and(|due| due < now),
        by: by.cloned(),
        place: None,
        bay: None,
        from: task.from.clone(),
        to: task.to.clone(),
        lot: task.lot.clone(),
        shipment: task.shipment.clone(),
        reason: Some(task.reason.clone()),
        raised_by: Some(known.raised_by.entry),
        lines: line.into_iter().collect(),
    }
}

/// A step with such a task.
pub(super) struct Step<'a> {
    pub app: &'a App,
    pub caller: &'a Caller,
    pub headers: &'a HeaderMap,
    pub bytes: &'a [u8],
    pub task: &'a TaskId,
}

impl Step<'_> {
    /// Goes it, and shows the task as it is then.
    pub async fn go(self, signal: &'static str, command: TaskCommand) -> Result<Response, Problem> {
        let Step { app, caller, headers, bytes, task } = self;
        caller.may(Deed::Serve)?;
        caller.at(&known(&app.read().machine.omnichannel, task)?.task.site)?;
        // The same body for two tasks is not a repetition.
        let content = [task.as_str().as_bytes(), b"\0", bytes].concat();
        let call = Call::new(app, caller, signal, headers, &content)?;
        let answer = || {
            let replica = app.read();
            let state = &replica.machine.omnichannel;
            match known(state, task) {
                Ok(known) => axum::Json(document(state, known, app.handle.now())).into_response(),
                Err(problem) => problem.into_response(),
            }
        };
        call.run(Command::Task(command), |_, _| answer(), answer).await
    }
}

fn known<'a>(state: &'a Omnichannel, task: &TaskId) -> Result<&'a KnownTask, Problem> {
    state.tasks.get(task).map_err(|refusal| Problem::from(&realtail_platform::Refusal::from(refusal)))
}

/// What `done` says of such a task.
pub(super) fn done(body: DoneBody, task: &TaskId, by: Word) -> Result<TaskCommand, Problem> {
    let DoneBody { by: _, lines, quantity, place, code, carrier, tracking } = body;
    let meant_for_orders = [
        ("lines", lines.is_some()),
        ("place", place.is_some()),
        ("code", code.is_some()),
        ("carrier", carrier.is_some()),
        ("tracking", tracking.is_some()),
    ];
    if let Some((field, _)) = meant_for_orders.iter().find(|(_, said)| *said) {
        return Err(Problem::invalid(field, "is for tasks of orders; here only by and quantity count"));
    }
    Ok(TaskCommand::Done(DoneTask { task: task.clone(), by, quantity }))
}
