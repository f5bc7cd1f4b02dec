//! Associates of the store: they see what is to be brought to the shelves, take it on, and do it after a human while.

use super::Floor;
use crate::DemoError;
use crate::chance::{Chance, Use};
use crate::http::Call;
use hyper::StatusCode;
use realtail_kernel::ItemId;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

const NAMES: [&str; 3] = ["ann", "ben", "cleo"];
/// How long it takes to see a task, and to do it, at the usual speed.
const SEE_MS: (f64, f64) = (200.0, 1_500.0);
const WORK_MS: (f64, f64) = (500.0, 3_000.0);

#[derive(Deserialize)]
struct TaskList {
    tasks: Vec<Task>,
}

/// Something that is to be brought.
#[derive(Deserialize)]
struct Task {
    task: String,
    lines: Vec<TaskLine>,
}

#[derive(Deserialize)]
struct TaskLine {
    item: ItemId,
    quantity: i64,
}

/// Those who are there, with what each has seen already.
#[derive(Default)]
pub(super) struct Associates {
    seen: BTreeSet<String>,
}

impl Associates {
    /// Looks at the list; for each task that is new to them, one of them sets out.
    pub(super) async fn look(
        &mut self,
        floor: &Arc<Floor>,
        busy: &mut JoinSet<Result<(), DemoError>>,
    ) -> Result<(), DemoError> {
        let path = format!("/v1/tasks?site={}&kind=replenish", floor.plan.site);
        let list: TaskList = floor.client.send(Call::get(path)).await?.success()?.parse()?;
        for task in list.tasks {
            let number = self.seen.len();
            if self.seen.insert(task.task.clone()) {
                busy.spawn(serve(Arc::clone(floor), task, number));
            }
        }
        Ok(())
    }
}

async fn serve(floor: Arc<Floor>, task: Task, number: usize) -> Result<(), DemoError> {
    let by = NAMES[number % NAMES.len()];
    let mut chance = Chance::of(floor.world.seed, Use::Floor, number as u64);
    floor.take(chance.between(SEE_MS.0, SEE_MS.1)).await;
    // Who comes late finds that a colleague has it, or that nobody need walk any more.
    if !step(&floor, &task, "claim", &json!({ "by": by })).await?.is_success() {
        return Ok(());
    }
    floor.take(chance.between(WORK_MS.0, WORK_MS.1)).await;
    let done = step(&floor, &task, "done", &json!({ "by": by })).await?;
    if done == StatusCode::UNPROCESSABLE_ENTITY {
        // Sold meanwhile: there is less behind than was to be brought.
        step(&floor, &task, "cannot", &json!({"by": by, "reason": "not_found"})).await?;
    }
    if done.is_success() {
        let mut tags = floor.tags();
        for line in &task.lines {
            let place = floor.plan.items.iter().position(|planned| planned.item == line.item);
            place.into_iter().for_each(|place| tags.carry(place, line.quantity));
        }
    }
    Ok(())
}

/// One step with a task; what else was answered than that it is done, or cannot be, is no answer.
async fn step(
    floor: &Floor,
    task: &Task,
    verb: &str,
    body: &serde_json::Value,
) -> Result<StatusCode, DemoError> {
    let call = Call::post(format!("/v1/tasks/{}/{verb}", task.task), body)?;
    let call = call.once(format!("{}-{verb}", task.task));
    let answer = floor.client.send(call).await?;
    match answer.status {
        StatusCode::CONFLICT | StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY => Ok(answer.status),
        status if status.is_success() => Ok(status),
        _ => Err(answer.refusal()),
    }
}
