//! Says each second how the replay goes.

use crate::http::Client;
use crate::load::date;
use crate::progress::{Board, clock, grouped};
use crate::world::World;
use crate::{Options, Tally, audit};
use realtail_kernel::Instant;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant as WallInstant, MissedTickBehavior, interval};

/// Says each second how the replay goes, until the task is stopped.
pub(crate) async fn watch(
    options: Options,
    world: Arc<World>,
    client: Arc<Client>,
    span: (Instant, Instant),
) {
    let mut board = Board::new(options.progress);
    let mut seconds = interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (began, mut before, mut told_at) = (WallInstant::now(), Tally::default(), WallInstant::now());
    loop {
        seconds.tick().await;
        // An engine that is too busy to tell its delays says so elsewhere.
        let delays = audit::delays(&client).await.unwrap_or_default();
        // What a till would notice.
        let p50_ms = delays
            .rows
            .iter()
            .filter(|row| row.signal == "retail.sale.completed")
            .max_by_key(|row| row.count)
            .map(|row| row.p50_ms);
        let now = world.tally().clone();
        let elapsed_s = told_at.elapsed().as_secs_f64().max(1e-3);
        told_at = WallInstant::now();
        let pace = Pace { span, at: world.business_now(), wall_s: began.elapsed().as_secs_f64() };
        board.show(&line(&pace, &before, &now, elapsed_s, p50_ms));
        before = now;
    }
}

struct Pace {
    span: (Instant, Instant),
    at: Instant,
    wall_s: f64,
}

impl Pace {
    fn done(&self) -> f64 {
        let (first, end) = self.span;
        let whole = end.micros_since(first).max(1) as f64;
        (self.at.micros_since(first) as f64 / whole).clamp(0.0, 1.0)
    }

    fn left(&self) -> String {
        let done = self.done();
        if done > 0.0 { clock(self.wall_s / done * (1.0 - done)) } else { "?".to_owned() }
    }
}

fn line(pace: &Pace, before: &Tally, now: &Tally, elapsed_s: f64, p50_ms: Option<f64>) -> String {
    let rate = |now: u64, before: u64| grouped(((now - before) as f64 / elapsed_s).round() as i128);
    let delay = p50_ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.2} ms"));
    format!(
        "{}  {} receipts/s  {} lines/s  {} holds  {} refused  delay p50 {delay}  {:.1} %  {} left",
        date(pace.at),
        rate(now.receipts, before.receipts),
        rate(now.lines, before.lines),
        grouped(now.holds_held),
        grouped(now.holds_refused),
        100.0 * pace.done(),
        pace.left()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn a_line_says_how_it_goes() {
        let day = |n: i64| Instant::from_micros(1_483_228_800_000_000 + n * 86_400_000_000);
        let before = Tally { receipts: 100, lines: 1_000, ..Tally::default() };
        let now = Tally { receipts: 600, lines: 6_000, holds_held: 80, holds_refused: 3, ..before.clone() };
        let pace = Pace { span: (day(0), day(100)), at: day(25), wall_s: 60.0 };
        expect!["2017-01-26  500 receipts/s  5,000 lines/s  80 holds  3 refused  delay p50 0.42 ms  25.0 %  3:00 left"]
            .assert_eq(&line(&pace, &before, &now, 1.0, Some(0.42)));
        let pace = Pace { at: day(0), ..pace };
        expect!["2017-01-01  0 receipts/s  0 lines/s  0 holds  0 refused  delay p50 -  0.0 %  ? left"]
            .assert_eq(&line(&pace, &Tally::default(), &Tally::default(), 1.0, None));
    }
}
