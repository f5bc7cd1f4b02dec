//! Loss against the binary: schemes planted among ordinary trade are found within the budget, marks change what is raised next,
//! and nothing is raised twice.

mod engine;

use engine::Engine;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const SITES: [&str; 4] = ["north", "south", "east", "west"];
const OPERATORS: u64 = 24;
/// From this day on somebody steals.
const GUILTY_DAY: u64 = 60;
const SWEETHEART: u64 = 3;
/// Those who share the till of the ring.
const RING: [u64; 2] = [16, 20];
/// 1 March 2026.
const FIRST_DAY: i64 = 20_513;

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

/// Even numbers from a seed, the same on every machine.
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn time(day: u64, minute: u64) -> String {
    let micros = ((FIRST_DAY + day as i64) * 86_400 + minute as i64 * 60) * 1_000_000;
    realtail_kernel::Instant::from_micros(micros).to_string()
}

/// Operators of one site share tills two by two.
fn till(operator: u64) -> u64 {
    operator % 4 + 4 * (operator / 8)
}

/// What the tills of a chain tell of one day.
fn day(day: u64, chance: &mut Chance) -> Vec<Value> {
    let mut signals = Vec::new();
    for minute in 0..600 {
        let operator = (chance.unit() * OPERATORS as f64) as u64;
        let guilty = |one: bool| if one && day >= GUILTY_DAY { 1.0 } else { 0.0 };
        let mut steps = vec![json!({"step": "scanned", "lines": 8, "amount": 3_000})];
        if chance.unit() < 0.004 + 0.12 * guilty(operator == SWEETHEART) {
            steps.push(json!({"step": "unscanned", "amount": 1_500}));
        }
        if chance.unit() < 0.02 {
            steps.push(json!({"step": "voided", "amount": 400}));
        }
        steps.push(json!({"step": "totalled"}));
        let mut told = |nth: u64, steps: Vec<Value>| {
            let number = format!("{day}-{minute}-{nth}");
            signals.push(json!({"specversion": "1.0", "id": number, "source": "tills",
                "type": "retail.till.transacted", "data": {"transaction": number,
                    "site": SITES[(operator % 4) as usize], "till": format!("t{}", till(operator)),
                    "operator": format!("op-{operator}"), "ended_at": time(day, 480 + minute), "steps": steps}}));
        };
        told(0, steps);
        let rings = guilty(RING.contains(&operator));
        if chance.unit() < 0.01 + 0.10 * rings {
            let receipt_shown = rings == 0.0 && chance.unit() < 0.85;
            told(1, vec![json!({"step": "refunded", "amount": 2_000, "receipt_shown": receipt_shown})]);
        }
    }
    signals
}

fn send(engine: &Engine, signals: &[Value]) {
    let body = Value::from(signals).to_string();
    let kind = "application/cloudevents-batch+json";
    let (status, answer) = engine.raw("POST", "/v1/signals", kind, body.as_bytes());
    assert_eq!(status, 202, "{answer}");
    let results = answer["results"].as_array().expect("verdicts");
    assert!(results.iter().all(|result| result["verdict"] == "accepted"), "{answer}");
}

fn set_up(engine: &Engine) {
    for site in SITES {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin"});
        good(engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
}

/// All cases, once the log has been looked through.
fn cases(engine: &Engine) -> Vec<Value> {
    let end = || {
        let traces = good(engine, "GET", "/v1/traces?limit=1", &Value::Null);
        traces["traces"][0]["trace"].as_str().and_then(|trace| trace.parse::<u64>().ok()).expect("a trace")
    };
    let started = Instant::now();
    loop {
        let shrink = good(engine, "GET", "/v1/loss/shrink", &Value::Null);
        let known = shrink["current_to"].as_u64().or_else(|| shrink["current_to"].as_str()?.parse().ok());
        if known.expect("a position") >= end() {
            break;
        }
        assert!(started.elapsed() < Duration::from_secs(60), "{shrink}");
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(200));
    let page = good(engine, "GET", "/v1/loss/cases?limit=1000", &Value::Null);
    page["cases"].as_array().expect("cases").clone()
}

fn is_guilty(case: &Value) -> bool {
    let subject = &case["subject"];
    let is = |operator: u64| subject["operator"] == format!("op-{operator}");
    let of_ring = subject["till"] == format!("t{}", till(RING[0])) && case["site"] == SITES[0];
    let late = case["happened_at"].as_str().expect("a time") >= time(GUILTY_DAY, 0).as_str();
    late && (is(SWEETHEART) || RING.into_iter().any(is) || of_ring)
}

fn copy(from: &Path, to: &Path) {
    let status = Command::new("cp").arg("-a").arg(from).arg(to).status().expect("cp runs");
    assert!(status.success());
}

fn stop(mut engine: Engine) {
    let pid = engine.process.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
    engine.process.wait().expect("it ends");
}

fn numbers(cases: &[Value]) -> BTreeSet<String> {
    cases.iter().filter_map(|case| Some(case["case"].as_str()?.to_owned())).collect()
}

#[test]
fn schemes_are_found_within_the_budget_and_marks_change_what_is_raised_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("one"), folder.path().join("two"));
    let engine = Engine::start(&first);
    set_up(&engine);
    let mut chance = Chance(11);
    (0..GUILTY_DAY).for_each(|of| send(&engine, &day(of, &mut chance)));
    let before = numbers(&cases(&engine));
    // From here on signals come one by one, as tills send them.
    for of in GUILTY_DAY..GUILTY_DAY + 12 {
        day(of, &mut chance).chunks(4).for_each(|few| send(&engine, few));
    }
    let opened = cases(&engine);
    let found = |who: &dyn Fn(&Value) -> bool| opened.iter().any(|case| is_guilty(case) && who(case));
    assert!(found(&|case| case["subject"]["operator"] == format!("op-{SWEETHEART}")), "{opened:#?}");
    assert!(found(&|case| case["subject"]["operator"] != format!("op-{SWEETHEART}")), "{opened:#?}");
    let site_days = SITES.len() as f64 * (GUILTY_DAY + 12) as f64;
    assert!(opened.len() as f64 <= 0.2 * site_days, "{} cases in {site_days} days", opened.len());
    let actions = good(&engine, "GET", "/v1/actions?action=loss_case_opened&limit=1000", &Value::Null);
    let actions = actions["actions"].as_array().expect("actions");
    assert_eq!(actions.len(), opened.len(), "each case is told once");
    let live = actions.iter().filter(|action| {
        assert_eq!(action["signal"], "retail.till.transacted");
        !before.contains(action["case"].as_str().or(action["action"]["case"].as_str()).unwrap_or_default())
    });
    let mut delays: Vec<f64> = live.filter_map(|action| action["delay_ms"].as_f64()).collect();
    delays.sort_by(f64::total_cmp);
    let at = |share: f64| delays[((delays.len() - 1) as f64 * share).round() as usize];
    let guilty = opened.iter().filter(|case| is_guilty(case)).count();
    println!(
        "{} cases in {site_days} site-days, {guilty} of them guilty; from signal to case, of {} live ones: p50 {:.1} ms, p99 {:.1} ms",
        opened.len(),
        delays.len(),
        at(0.5),
        at(0.99)
    );
    assert!(at(1.0) < 2_000.0, "{delays:?}");
    stop(engine);
    copy(&first, &second);
    // One goes on with its checkpoint and nobody looks; the other learns the log again, and is told.
    std::fs::remove_dir_all(second.join("losses")).expect("a checkpoint was left");
    let (unmarked, marked) = (Engine::start(&first), Engine::start(&second));
    assert_eq!(numbers(&cases(&unmarked)), numbers(&opened), "a restart raises nothing twice");
    assert_eq!(numbers(&cases(&marked)), numbers(&opened), "nor does one without its checkpoint");
    for case in &opened {
        let verdict = if is_guilty(case) { "right" } else { "wrong" };
        let number = case["case"].as_str().expect("a number");
        good(&marked, "POST", &format!("/v1/loss/cases/{number}/mark"), &json!({"verdict": verdict}));
    }
    let mut days = Vec::new();
    for of in GUILTY_DAY + 12..GUILTY_DAY + 45 {
        days.push(day(of, &mut chance));
    }
    for signals in &days {
        send(&unmarked, signals);
        send(&marked, signals);
    }
    let score = |engine: &Engine| {
        let mut raised = cases(engine);
        raised.retain(|case| !numbers(&opened).contains(case["case"].as_str().unwrap_or_default()));
        let guilty = raised.iter().filter(|case| is_guilty(case)).count();
        let subjects: Vec<String> = raised.iter().map(|case| case["subject"].to_string()).collect();
        (subjects, guilty, raised.len())
    };
    let (plain, learnt) = (score(&unmarked), score(&marked));
    println!(
        "raised next: {} of {} guilty without marks, {} of {} with",
        plain.1, plain.2, learnt.1, learnt.2
    );
    assert_ne!(plain.0, learnt.0, "marks change what is raised next");
    let page = good(&marked, "GET", "/v1/loss/cases?state=right", &Value::Null);
    assert_eq!(page["precision"]["right"], guilty, "{page}");
    assert_eq!(page["budget_per_site_day"], 0.2);
    stop(marked);
    let verify =
        Command::new(env!("CARGO_BIN_EXE_realtail")).args(["verify", "--data"]).arg(&second).output();
    let verify = verify.expect("it runs");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
    let since = |case: &&Value| case["happened_at"].as_str() >= Some(time(GUILTY_DAY, 0).as_str());
    let of_period: Vec<&Value> = opened.iter().filter(since).collect();
    let guilty = of_period.iter().filter(|case| is_guilty(case)).count();
    assert_eq!(backtested(&second), (of_period.len(), guilty));
}

/// Cases of the first twelve days of guilt, and how many of them are about somebody whose case was marked right, as the
/// log alone tells of them.
fn backtested(data: &Path) -> (usize, usize) {
    let days = ["--from", "2026-04-30", "--until", "2026-05-12"];
    let run = Command::new(env!("CARGO_BIN_EXE_realtail"))
        .args(["backtest", "loss", "--data"])
        .arg(data)
        .args(days)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let rows = text.lines().skip(1).take_while(|line| !line.starts_with("operators by refunds"));
    let cells: Vec<Vec<usize>> = rows
        .map(|row| row.split_whitespace().skip(1).filter_map(|cell| cell.parse().ok()).collect())
        .collect();
    let sum = |column: usize| cells.iter().map(|row: &Vec<usize>| row[column]).sum();
    (sum(0), sum(1))
}

#[test]
fn who_may_not_look_is_refused_and_shrink_is_put_down_to_its_cause() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    set_up(&engine);
    good(&engine, "PUT", "/v1/items/razor", &json!({"name": "Razor"}));
    let receipt = json!({"moves": [{"item": "razor", "quantity": 60, "from": {"outside": "supplier"},
        "to": {"site": "north"}, "reason": "receipt"}]});
    good(&engine, "POST", "/v1/stock/moves", &receipt);
    let sale = json!({"sale": "r1", "site": "north", "sold_at": "2026-03-01T10:00:00Z",
        "lines": [{"item": "razor", "quantity": 1, "unit_price": 900}]});
    good(&engine, "POST", "/v1/sales", &sale);
    let waste = json!({"moves": [{"item": "razor", "quantity": 2, "from": {"site": "north"},
        "to": {"outside": "waste"}, "reason": "waste"}]});
    good(&engine, "POST", "/v1/stock/moves", &waste);
    let unscanned = json!({"transaction": "1", "site": "north", "till": "t1", "operator": "op-1",
        "ended_at": "2026-03-01T10:05:00Z",
        "steps": [{"step": "unscanned", "amount": 1_800, "item": "razor", "quantity": 2}]});
    let event = |id: &str, kind: &str, data: &Value| json!({"specversion": "1.0", "id": id, "source": "t", "type": kind, "data": data});
    send(&engine, &[event("1", "retail.till.transacted", &unscanned)]);
    let count = json!({"site": "north", "method": "manual", "lines": [{"item": "razor", "counted": 52}]});
    good(&engine, "POST", "/v1/stock/counts", &count);
    cases(&engine);
    let shrink = good(&engine, "GET", "/v1/loss/shrink?site=north", &Value::Null);
    let of = |cause: &str| {
        let causes = shrink["causes"].as_array().expect("causes");
        causes.iter().find(|of| of["cause"] == cause).map(|of| (of["units"].clone(), of["worth"].clone()))
    };
    assert_eq!(of("waste"), Some((json!(2), json!(1_800))), "{shrink}");
    assert_eq!(of("till"), Some((json!(2), json!(1_800))), "{shrink}");
    assert_eq!(of("steady").or(of("receiving")), Some((json!(3), json!(2_700))), "{shrink}");

    // What identifies a card, a device or an address goes no further than the door.
    let attempt = json!({"attempt": "1", "site": "north", "customer": "c1", "token": "tok_plain",
        "device": "phone_plain", "address": "Main_Street_1", "amount": 5_000, "outcome": "declined"});
    send(&engine, &[event("2", "retail.payment.attempted", &attempt)]);
    stop(engine);
    let text: Vec<u8> = std::fs::read_dir(data.path().join("log"))
        .expect("a log")
        .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("read"))
        .collect();
    let holds = |part: &str| text.windows(part.len()).any(|bytes| bytes == part.as_bytes());
    assert!(holds("retail.payment.attempted"), "the attempt itself stands there");
    for plain in ["tok_plain", "phone_plain", "Main_Street_1"] {
        assert!(!holds(plain), "{plain} stands in the log");
    }

    let engine = Engine::start(data.path());
    let key = good(&engine, "POST", "/v1/keys", &json!({"name": "reports", "role": "read_only"}));
    let secret = key["secret"].as_str().expect("a secret");
    let as_reader =
        |path: &str| engine.try_raw_as(secret, "GET", path, "application/json", b"").expect("an answer").0;
    assert_eq!((as_reader("/v1/loss/cases"), as_reader("/v1/loss/shrink")), (403, 403));
    for (path, body, status) in [
        ("/v1/loss/cases/77/mark", json!({"verdict": "right"}), 404),
        ("/v1/loss/cases/77/mark", json!({"verdict": "perhaps"}), 400),
    ] {
        assert_eq!(engine.call("POST", path, &body).0, status, "{path} {body}");
    }
    assert_eq!(engine.call("GET", "/v1/loss/cases?state=closed", &Value::Null).0, 400);
    let bad = json!({"transaction": "2", "site": "north", "till": "t1", "operator": "op-1",
        "ended_at": "2026-03-01T10:05:00Z", "steps": []});
    let (_, answer) = engine.raw(
        "POST",
        "/v1/signals",
        "application/cloudevents+json",
        event("3", "retail.till.transacted", &bad).to_string().as_bytes(),
    );
    assert!(answer["results"][0]["problem"]["detail"].to_string().contains("1 to 1000 steps"), "{answer}");
}
