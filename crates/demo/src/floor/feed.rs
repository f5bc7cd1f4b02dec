//! Listens to the engine's events, as a console does, and counts what the store led to.

use super::{Floor, FloorTally};
use crate::DemoError;
use crate::http::{Call, Opened};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

const TAGS_MOVED: &str = "retail.tag.moved";
const TYPES: [&str; 13] = [
    TAGS_MOVED,
    "retail.task.raised",
    "retail.task.done",
    "retail.forecast.said",
    "retail.temperature.too_warm",
    "retail.shelf.ran_low",
    "retail.placement.decided",
    "retail.placement.clicked",
    "retail.sale.attributed",
    "retail.push.decided",
    "retail.push.sent",
    "retail.push.opened",
    "retail.subscription.removed",
];
/// At the end, what is quiet for so long has told all; it is waited for no longer than the other.
const QUIET: Duration = Duration::from_millis(1_500);
const QUIET_MAX: Duration = Duration::from_secs(20);

/// A line on which events come.
pub(super) struct Listening(JoinHandle<()>);

/// Listens from now on.
pub(super) async fn listen(floor: &Arc<Floor>) -> Result<Listening, DemoError> {
    let path = format!("/v1/events?types={}", TYPES.join(","));
    let opened = floor.client.open(&Call::get(path)).await?;
    Ok(Listening(tokio::spawn(follow(Arc::clone(floor), opened))))
}

impl Listening {
    /// Waits until nothing more comes, and hangs up.
    pub(super) async fn end(self, floor: &Floor) {
        let Listening(task) = self;
        let begun = Instant::now();
        let told = || floor.world.tally().floor.clone();
        let mut before = told();
        loop {
            sleep(QUIET).await;
            let now = told();
            if now == before || begun.elapsed() > QUIET_MAX {
                break;
            }
            before = now;
        }
        task.abort();
    }
}

/// Reads lines until the engine hangs up.
async fn follow(floor: Arc<Floor>, mut opened: Opened) {
    let (mut text, mut kind) = (Vec::new(), String::new());
    while let Some(bytes) = opened.next().await {
        text.extend_from_slice(&bytes);
        while let Some(end) = text.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = text.drain(..=end).collect();
            let line = String::from_utf8_lossy(&line);
            if let Some(told) = line.strip_prefix("event: ") {
                told.trim().clone_into(&mut kind);
            }
            if let Some(data) = line.strip_prefix("data: ") {
                count(&mut floor.world.tally().floor, &kind, data);
            }
        }
    }
}

fn count(tally: &mut FloorTally, kind: &str, data: &str) {
    let counted = match kind {
        TAGS_MOVED => &mut tally.tag_facts,
        "retail.task.raised" => &mut tally.tasks_raised,
        "retail.task.done" => &mut tally.tasks_done,
        "retail.forecast.said" => &mut tally.forecasts_said,
        "retail.temperature.too_warm" => &mut tally.too_warm,
        "retail.shelf.ran_low" => &mut tally.shelves_low,
        "retail.placement.decided" => &mut tally.placements_decided,
        "retail.placement.clicked" => &mut tally.placements_clicked,
        "retail.sale.attributed" => &mut tally.sales_put_down,
        "retail.push.decided" => &mut tally.notices_decided,
        "retail.push.sent" => &mut tally.notices_sent,
        "retail.push.opened" => &mut tally.notices_opened,
        "retail.subscription.removed" => &mut tally.phones_gone,
        _ => return,
    };
    *counted += if kind == TAGS_MOVED { facts(data) } else { 1 };
}

/// How many facts an event tells of.
fn facts(data: &str) -> u64 {
    let told: serde_json::Value = serde_json::from_str(data).unwrap_or_default();
    told["data"]["facts"].as_array().map_or(1, |facts| facts.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_that_is_asked_for_is_counted() {
        for kind in TYPES {
            let mut tally = FloorTally::default();
            count(&mut tally, kind, r#"{"data": {"facts": [{}]}}"#);
            assert_ne!(tally, FloorTally::default(), "{kind}");
        }
        let mut tally = FloorTally::default();
        count(&mut tally, TAGS_MOVED, r#"{"data": {"site": "X", "facts": [{}, {}, {}]}}"#);
        assert_eq!(tally.tag_facts, 3);
    }
}
