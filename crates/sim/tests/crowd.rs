//! Very many of one thing at once.

use realtail_engine::{Core, Replica, Request};
use realtail_kernel::Instant;
use realtail_omnichannel::{Command as Stock, PlaceHold};
use realtail_platform::{Command, Retail};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

const HOLDS: i64 = 60_000;

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("well-formed")
}

fn ask(core: &mut Core<Retail>, command: Command, now: Instant) {
    let request = Request {
        command,
        signal: "test".into(),
        by: "test".into(),
        received_at: now,
        cause: None,
        keys: Default::default(),
    };
    let asked = format!("{:?}", request.command);
    let outcome = core.take(request, now);
    assert!(matches!(outcome, realtail_engine::Outcome::Done { .. }), "{asked}: {outcome:?}");
}

/// As after a pause in which everything that stood has run out. That each looked at all others took a minute once.
#[test]
fn a_crowd_of_holds_that_run_out_together_is_resolved_at_once() {
    let mut core: Core<Retail> = Core::new(Replica::empty());
    let opening: Instant = "2026-01-05T08:00:00Z".parse().expect("a time");
    let site = json!({"site": "s", "name": "S", "kind": "store", "timezone": "Europe/Berlin"});
    ask(&mut core, Stock::SetSites(vec![read(site)]).into(), opening);
    ask(&mut core, Stock::SetItems(vec![read(json!({"item": "i", "name": "I"}))]).into(), opening);
    let from = json!({"outside": "supplier"});
    let goods =
        json!({"item": "i", "quantity": HOLDS, "from": from, "to": {"site": "s"}, "reason": "receipt"});
    ask(&mut core, Stock::Move(vec![read(goods)]).into(), opening);
    for n in 0..HOLDS {
        let hold = PlaceHold {
            hold: read(json!(format!("h{n}"))),
            owner: read(json!(format!("o{n}"))),
            channel: read(json!("web")),
            expires_in_ms: 1_000 + n / 10,
            lines: read(json!([{"item": "i", "quantity": 1, "site": "s"}])),
        };
        ask(&mut core, Stock::Place(hold).into(), opening);
    }
    let begin = std::time::Instant::now();
    core.tick(opening.plus_ms(3_600_000));
    let took = begin.elapsed();
    assert_eq!(core.replica().machine.omnichannel.holds.open(), 0);
    let fired = core.take_pending().entries.iter().filter(|entry| entry.signal == "timer.due").count();
    assert!(fired as i64 > HOLDS / 10, "each instant for itself");
    assert!(took < Duration::from_secs(10), "it took {took:?}");
}
