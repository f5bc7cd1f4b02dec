//! Thermometers and shelves as sentences: what readings come to, and when.

use crate::machine::{Command, Devices};
use crate::shelf;
use crate::testing::device;
use crate::watch::{Heard, Reading};
use expect_test::{Expect, expect};
use realtail_kernel::{DeviceId, Instant, Machine, Rejection};
use realtail_vocabulary::DeviceEvent;
use serde_json::{Value, json};

/// A store with one fridge, too warm above 8 degrees for a minute and well at 5, and one shelf of packs of 500 g.
struct Store {
    devices: Devices,
    now: Instant,
    newest: Option<Heard>,
    told: Vec<String>,
}

fn fridge(site: &str, above: i64, well_at: i64, seconds: u64) -> Value {
    json!({"device": "F", "kind": "thermometer", "site": site, "zone": "cold", "climate":
        {"too_warm_above_millicelsius": above * 1000, "well_at_millicelsius": well_at * 1000, "for_ms": seconds * 1000}})
}

fn rack(item: &str, low: u32, filled: u32, seconds: u64) -> Value {
    json!({"device": "R", "kind": "shelf", "site": "S", "shelf": {"item": item, "unit_weight_g": 500,
        "empty_weight_g": 2000, "low_at_units": low, "filled_at_units": filled, "for_ms": seconds * 1000}})
}

impl Store {
    fn open() -> Store {
        let now = "2026-11-26T12:00:00Z".parse().expect("a time");
        let mut store = Store { devices: Devices::default(), now, newest: None, told: Vec::new() };
        for known in [fridge("S", 8, 5, 60), rack("A", 2, 5, 60)] {
            store.ask(Command::Set(device(known))).expect("a good plan");
        }
        store.told.clear();
        store
    }

    fn noon() -> Instant {
        "2026-11-26T12:00:00Z".parse().expect("a time")
    }

    fn tell(&mut self, events: &[DeviceEvent]) {
        let at = self.now.micros_since(Store::noon()) / 1_000_000;
        self.told.extend(events.iter().map(|event| format!("{at}: {}", told(event))));
    }

    fn until(&mut self, now: Instant) {
        while let Some(due) = self.devices.next_due().filter(|due| *due <= now) {
            self.now = self.now.max(due);
            let events = self.devices.tick(due);
            assert!(!events.is_empty(), "a timer that is due brings something about");
            self.devices.take(&events, self.now);
            self.tell(&events);
        }
        self.now = now;
    }

    fn ask(&mut self, command: Command) -> Result<(), Rejection> {
        let events = self.devices.ask(&command, self.now)?;
        self.tell(&events);
        Ok(())
    }

    /// Remembers what was heard of the latest time, as whoever asks does.
    fn hear(&mut self, value: i64, at: Instant) {
        if self.newest.is_none_or(|newest| newest.at <= at) {
            self.newest = Some(Heard { value, at });
        }
    }

    fn step(&mut self, step: &str) -> Result<(), Rejection> {
        let words: Vec<&str> = step.split_whitespace().collect();
        let number = |n: usize| words[n].parse::<i64>().expect("a number");
        let at = if words.len() == 4 { Store::noon().plus_ms(number(3) * 1000) } else { self.now };
        let newest = self.newest;
        match words[0] {
            "wait" => {
                self.until(self.now.plus_ms(number(1) * 1000));
                Ok(())
            }
            "read" => {
                let celsius: f64 = words[1].parse().expect("a number");
                let device = DeviceId::new("F").expect("a name");
                let read = Reading { device, site: None, measured: celsius, at, newest };
                self.ask(Command::ReadTemperature(read))?;
                self.hear((celsius * 1000.0) as i64, at);
                Ok(())
            }
            "weigh" => {
                let device = DeviceId::new("R").expect("a name");
                let weigh = Reading { device, site: None, measured: number(1), at, newest };
                self.ask(Command::WeighShelf(weigh))?;
                let plan = self
                    .devices
                    .registry
                    .device(&DeviceId::new("R").expect("a name"))
                    .and_then(|known| known.shelf.clone());
                self.hear(shelf::units(&plan.expect("a plan"), number(1)), at);
                Ok(())
            }
            "plan" => {
                self.ask(Command::Set(device(fridge(words[1], number(2), number(3), number(4) as u64))))
            }
            "lay" => self.ask(Command::Set(device(rack(words[1], number(2) as u32, number(3) as u32, 60)))),
            "remove" => self.ask(Command::Remove(DeviceId::new(words[1]).expect("a name"))),
            "restart" => {
                let bytes = rmp_serde::to_vec_named(&self.devices).expect("written");
                self.devices = rmp_serde::from_slice(&bytes).expect("read again");
                self.newest = None;
                Ok(())
            }
            other => panic!("no step {other}"),
        }
    }
}

fn told(event: &DeviceEvent) -> String {
    let at = |at: &Instant| at.micros_since(Store::noon()) / 1_000_000;
    match event {
        DeviceEvent::Set(_) => "set".to_owned(),
        DeviceEvent::Removed { .. } => "removed".to_owned(),
        DeviceEvent::WarmedUp { since, .. } => format!("warm since {}", at(since)),
        DeviceEvent::CooledDown { at: time, .. } => format!("no longer warm at {}", at(time)),
        DeviceEvent::GotTooWarm { since, millicelsius, .. } => {
            format!("TOO WARM since {}: {millicelsius}", at(since))
        }
        DeviceEvent::Cooled { site, at: time, .. } => {
            format!("cooled at {site}, {}", at(&time.expect("a time")))
        }
        DeviceEvent::ShelfSank { since, units, .. } => format!("low since {}: {units}", at(since)),
        DeviceEvent::ShelfRose { at: time, .. } => format!("no longer low at {}", at(time)),
        DeviceEvent::ShelfRanLow { since, units, item, .. } => {
            format!("RAN LOW since {}: {units} of {item}", at(since))
        }
        DeviceEvent::ShelfFilled { units, item, .. } => format!("filled: {units} of {item}"),
        other => format!("{other:?}"),
    }
}

/// The only test code that knows the pillar.
#[track_caller]
fn check(steps: &str, expected: Expect) {
    let mut store = Store::open();
    for step in steps.split(';').map(str::trim) {
        if let Err(refusal) = store.step(step) {
            store.told.push(format!("refused: {refusal}"));
        }
    }
    expected.assert_eq(&store.told.join("\n"));
}

#[test]
fn too_warm_is_told_at_the_very_instant_and_once() {
    check("read 9; wait 59", expect!["0: warm since 0"]);
    check(
        "read 9; wait 60",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000"#]],
    );
    check(
        "read 9; wait 30; read 12; wait 60; read 13; wait 600",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000"#]],
    );
    check("read 8; wait 600", expect![""]);
    check(
        "plan S 8 5 0; read 9",
        expect![[r#"
        0: set
        0: TOO WARM since 0: 9000"#]],
    );
}

#[test]
fn a_break_starts_anew_and_well_again_is_lower() {
    check(
        "read 9; wait 30; read 8; wait 20; read 9; wait 59; wait 1",
        expect![[r#"
        0: warm since 0
        30: no longer warm at 30
        50: warm since 50
        110: TOO WARM since 50: 9000"#]],
    );
    check(
        "read 9; wait 60; read 7; wait 5; read 6; read 9; wait 600; read 5",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        665: cooled at S, 665"#]],
    );
    check(
        "read 9; wait 60; read 4; wait 1; read 9; wait 60",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        60: cooled at S, 60
        61: warm since 61
        121: TOO WARM since 61: 9000"#]],
    );
}

#[test]
fn readings_count_by_their_own_time() {
    // A reading that arrives late and says that it was cold in between.
    check(
        "read 9; wait 40; read 9; read 4 at 20; wait 59; wait 1",
        expect![[r#"
        0: warm since 0
        40: warm since 40
        100: TOO WARM since 40: 9000"#]],
    );
    // From before it was warm, and from before it was cold.
    check(
        "read 9; wait 10; read 4 at -5; wait 50",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000"#]],
    );
    check("wait 10; read 4; read 9 at 5; wait 600", expect![""]);
    // A device that was offline sends what it kept: ten minutes of warmth are told of as soon as they are proven.
    check(
        "wait 700; read 9 at 0; read 9 at 30; read 9 at 61",
        expect![[r#"
        700: warm since 0
        700: TOO WARM since 0: 9000"#]],
    );
    check(
        "wait 700; read 9 at 0; read 4 at 30; wait 600",
        expect![[r#"
        700: warm since 0
        700: no longer warm at 30"#]],
    );
    check(
        "wait 700; read 9 at 0; wait 59; wait 1",
        expect![[r#"
        700: warm since 0
        760: TOO WARM since 0: 9000"#]],
    );
    // A clock that is a little ahead, and one that is wrong.
    check(
        "read 9 at 100; wait 159; wait 1",
        expect![[r#"
        0: warm since 100
        160: TOO WARM since 100: 9000"#]],
    );
    check(
        "read 9 at 301; read 9 at -700000",
        expect![[r#"
        refused: at: 2026-11-26T12:05:01Z is more than five minutes ahead of 2026-11-26T12:00:00Z; set the clock of the device
        refused: at: 2026-11-18T09:33:20Z is more than seven days before 2026-11-26T12:00:00Z; set the clock of the device"#]],
    );
    check(
        "read 9; wait 60; wait 30; read 9; read 4 at 70; wait 1; read 4",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        91: cooled at S, 91"#]],
    );
}

#[test]
fn a_restart_forgets_nothing() {
    check(
        "read 9; wait 30; restart; wait 30",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000"#]],
    );
    check(
        "read 9; wait 60; restart; read 9; wait 600; read 5",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        660: cooled at S, 660"#]],
    );
    check(
        "weigh 3000; wait 30; restart; wait 30",
        expect![[r#"
        0: low since 0: 2
        60: RAN LOW since 0: 2 of A"#]],
    );
}

#[test]
fn a_plan_may_change_midway() {
    check(
        "read 9; wait 30; plan S 8 5 40; wait 10",
        expect![[r#"
        0: warm since 0
        30: set
        40: TOO WARM since 0: 9000"#]],
    );
    check(
        "read 9; wait 30; plan S 8 5 10; wait 1",
        expect![[r#"
        0: warm since 0
        30: set
        30: TOO WARM since 0: 9000"#]],
    );
    check(
        "read 9; wait 30; plan S 10 5 60; wait 600",
        expect![[r#"
        0: warm since 0
        30: no longer warm at 30
        30: set"#]],
    );
    check(
        "read 9; wait 60; plan S 10 5 60; read 11; wait 60",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        60: cooled at S, 60
        60: set
        60: warm since 60
        120: TOO WARM since 60: 11000"#]],
    );
    check(
        "read 9; wait 60; plan S 7 5 60; wait 600; read 4",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        60: set
        660: cooled at S, 660"#]],
    );
    check(
        "read 9; wait 60; plan T 8 5 60",
        expect![[r#"
        0: warm since 0
        60: TOO WARM since 0: 9000
        60: cooled at S, 60
        60: set"#]],
    );
    check(
        "read 9; wait 30; remove F; wait 60; read 9",
        expect![[r#"
        0: warm since 0
        30: no longer warm at 30
        30: removed
        refused: there is no device "F""#]],
    );
}

#[test]
fn a_shelf_is_low_after_a_while_and_filled_at_more() {
    check(
        "weigh 2999; wait 60; weigh 4000; weigh 4500",
        expect![[r#"
        0: low since 0: 2
        60: RAN LOW since 0: 2 of A
        60: filled: 5 of A"#]],
    );
    // Half a pack more than two is three.
    check(
        "weigh 3250; wait 600; weigh 3249; wait 10; weigh 3500; wait 60",
        expect![[r#"
        600: low since 600: 2
        610: no longer low at 610"#]],
    );
    check(
        "weigh 0; wait 60; lay B 2 5; weigh 0; wait 60",
        expect![[r#"
        0: low since 0: 0
        60: RAN LOW since 0: 0 of A
        60: filled: 0 of A
        60: set
        60: low since 60: 0
        120: RAN LOW since 60: 0 of B"#]],
    );
}

#[test]
fn what_no_device_says_is_refused() {
    check(
        "read NaN; read inf; read -273; read 251; weigh 10000001; weigh -9223372036854775808",
        expect![[r#"
        refused: celsius: NaN °C is what a broken thermometer says; send -150 to 250
        refused: celsius: inf °C is what a broken thermometer says; send -150 to 250
        refused: celsius: -273 °C is what a broken thermometer says; send -150 to 250
        refused: celsius: 251 °C is what a broken thermometer says; send -150 to 250
        refused: weight_g: 10000001 g is what a broken shelf says; send -10000000 to 10000000
        refused: weight_g: -9223372036854775808 g is what a broken shelf says; send -10000000 to 10000000"#]],
    );
    let mut store = Store::open();
    let (device_id, at) = (DeviceId::new("R").expect("a name"), store.now);
    let wrong = Reading { device: device_id, site: None, measured: 4.0, at, newest: None };
    let refused = store.ask(Command::ReadTemperature(wrong.clone())).expect_err("a shelf is no thermometer");
    assert_eq!(refused.to_string(), "R is a shelf, and only a thermometer says that");
    let elsewhere = Reading {
        device: DeviceId::new("F").expect("a name"),
        site: Some(realtail_kernel::SiteId::new("T").expect("a name")),
        ..wrong
    };
    let refused = store.ask(Command::ReadTemperature(elsewhere)).expect_err("it stands elsewhere");
    assert_eq!(refused.to_string(), "site: F stands at S, not at T; register it there");
    let mut heavy = rack("A", 2, 5, 60);
    heavy["shelf"]["unit_weight_g"] = json!(0);
    let refused = store.ask(Command::Set(device(heavy))).expect_err("nothing weighs nothing");
    assert_eq!(refused.to_string(), "shelf.unit_weight_g: a unit weighs at least 1 g");
}
