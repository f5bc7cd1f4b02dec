//! Goods that move between sites, orders that are hastened or called off, suppliers' terms and budgets, against the binary.

mod engine;

use engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const DAY_SECONDS: u64 = 86_400;

#[track_caller]
fn good(engine: &Engine, method: &str, path: &str, body: &Value) -> Value {
    let (status, answer) = engine.call(method, path, body);
    assert!((200..300).contains(&status), "{method} {path} {body}: {status} {answer}");
    answer
}

#[track_caller]
fn read(engine: &Engine, path: &str) -> Value {
    good(engine, "GET", path, &Value::Null)
}

#[track_caller]
fn refused(engine: &Engine, method: &str, path: &str, body: &Value, words: &str) {
    let (status, problem) = engine.call(method, path, body);
    assert!((400..500).contains(&status), "{method} {path}: {status} {problem}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{problem}");
}

#[track_caller]
fn eventually(engine: &Engine, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let found = read(engine, path);
        if so(&found) {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What is answered in the form that is asked for.
fn text(engine: &Engine, path: &str, accept: &str) -> String {
    let mut stream = TcpStream::connect(engine.address).expect("it listens");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer.split_once("\r\n\r\n").expect("a head and a body").1.to_owned()
}

/// So many days from now, which are not so many when they are below nothing.
fn day(from_now: i64) -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    let seconds = i64::try_from(now.as_secs()).expect("a time") + from_now * DAY_SECONDS as i64;
    realtail_kernel::Instant::from_micros(seconds * 1_000_000).to_string()
}

fn site(engine: &Engine, site: &str, kind: &str) {
    let body = json!({"name": site, "kind": kind, "timezone": "Etc/UTC"});
    good(engine, "PUT", &format!("/v1/sites/{site}"), &body);
}

fn receive(engine: &Engine, site: &str, item: &str, quantity: u32) {
    let receipt = json!({"moves": [{"item": item, "quantity": quantity, "from": {"outside": "supplier"},
        "to": {"site": site}, "reason": "receipt"}]});
    good(engine, "POST", "/v1/stock/moves", &receipt);
}

/// Four weeks of sales up to yesterday.
fn sell(engine: &Engine, site: &str, item: &str, a_day: u32) {
    for ago in (1..=28).rev() {
        let body = json!({"sale": format!("{site}-{item}-{ago}"), "site": site, "sold_at": day(-ago),
            "lines": [{"item": item, "quantity": a_day, "unit_price": 300}]});
        good(engine, "POST", "/v1/sales", &body);
    }
}

fn plan(engine: &Engine, site: &str, item: &str, change: &Value) {
    let mut body = json!({"shelf_capacity": 100, "pack_size": 6, "lead_time_days": 5, "review_days": 2,
        "service_level_ppm": 950_000, "money": {"unit_cost": 100, "short_cost": 200}});
    if let (Some(body), Value::Object(change)) = (body.as_object_mut(), change.clone()) {
        body.extend(change);
    }
    good(engine, "PUT", &format!("/v1/replenishments/plans/{site}/{item}"), &body);
}

fn on_hand(engine: &Engine, site: &str, item: &str) -> (Value, Value) {
    let found = read(engine, &format!("/v1/availability?item={item}&site={site}"));
    let line = &found["lines"][0];
    (line["on_hand"].clone(), line["allocated"].clone())
}

/// Two stores that sell the same, one with plenty and one with next to nothing.
fn plenty_and_need(engine: &Engine) {
    good(engine, "PUT", "/v1/items/milk", &json!({"name": "Milk", "gtin": "04012345678901"}));
    for (name, quantity) in [("north", 200), ("south", 116)] {
        site(engine, name, "store");
        receive(engine, name, "milk", quantity);
        sell(engine, name, "milk", 4);
        plan(engine, name, "milk", &json!({"supplier": "Dairy"}));
        let forecast = format!("/v1/replenishments?site={name}");
        eventually(engine, &forecast, |found| {
            found["replenishments"][0]["forecast"]["mean_per_day"].as_f64() > Some(3.0)
        });
    }
}

#[test]
fn goods_go_from_plenty_to_need_and_every_unit_is_accounted_for() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    plenty_and_need(&engine);
    let suggested = "/v1/transfers/suggested";
    assert_eq!(read(&engine, suggested)["transfers"], json!([]), "nobody said what moving costs");
    refused(&engine, "GET", "/v1/transfers/terms", &Value::Null, "transfer terms");
    let terms = json!({"unit_cost": 5, "trip_cost": 300, "lead_time_days": 1});
    refused(
        &engine,
        "PUT",
        "/v1/transfers/terms",
        &json!({"unit_cost": -1, "trip_cost": 0, "lead_time_days": 1}),
        "unit_cost: -1; give 0",
    );
    good(&engine, "PUT", "/v1/transfers/terms", &terms);
    let found = read(&engine, suggested);
    let best = &found["transfers"][0];
    assert_eq!(
        (&best["from"], &best["to"], &best["kind"]),
        (&json!("north"), &json!("south"), &json!("balance"))
    );
    let (units, gain) = (best["units"].as_u64().expect("units"), best["gain"].as_i64().expect("a gain"));
    assert!((8..=40).contains(&units) && gain > 1_000, "{found}");
    assert!(best["why"].as_str().is_some_and(|why| why.contains("south has 4 where")), "{best}");
    // More than there is cannot go.
    let transfer = |quantity: u64| json!({"transfer": "mv-1", "item": "milk", "from": "north", "to": "south", "quantity": quantity});
    refused(
        &engine,
        "POST",
        "/v1/transfers",
        &transfer(89),
        "88 of milk at north are there and promised to nobody",
    );
    let accepted = good(&engine, "POST", "/v1/transfers", &transfer(units));
    assert_eq!(
        (&accepted["state"], &accepted["suggested"]),
        (&json!("accepted"), &json!(units)),
        "{accepted}"
    );
    assert_eq!(accepted["gain"], json!(gain), "what was expected of it stands beside it");
    good(&engine, "POST", "/v1/transfers", &transfer(units));
    refused(&engine, "POST", "/v1/transfers", &transfer(units - 1), "another transfer");
    // Set apart at the one, expected at the other, and a task for whoever is to send it.
    assert_eq!(on_hand(&engine, "north", "milk"), (json!(88), json!(units)));
    let supply = read(&engine, "/v1/supply-orders/transfer-mv-1");
    assert_eq!((&supply["site"], &supply["lines"][0]["quantity"]), (&json!("south"), &json!(units)));
    let left = 88 - units;
    refused(
        &engine,
        "POST",
        "/v1/transfers",
        &json!({"transfer": "mv-2", "item": "milk", "from": "north", "to": "south", "quantity": left + 1}),
        &format!("{left} of milk at north"),
    );
    let tasks = read(&engine, "/v1/tasks?site=north&kind=send");
    let task = &tasks["tasks"][0];
    assert_eq!((&task["kind"], &task["shipment"]), (&json!("send"), &json!("transfer-mv-1")), "{tasks}");
    assert_eq!(task["lines"][0]["quantity"], json!(units));
    let actions = read(&engine, "/v1/actions?action=transfer_ordered");
    assert!(actions.to_string().contains("mv-1"), "{actions}");
    // Two fewer are found: those stay, and nobody waits for them.
    let done = format!("/v1/tasks/{}/done", task["task"].as_str().expect("a task"));
    refused(&engine, "POST", &done, &json!({"quantity": units + 1}), "send no more");
    good(&engine, "POST", &done, &json!({"quantity": units - 2}));
    let sent = eventually(&engine, "/v1/transfers/mv-1", |known| known["state"] == "sent");
    assert_eq!(sent["sent"], json!(units - 2));
    assert_eq!(on_hand(&engine, "north", "milk"), (json!(88 - (units - 2)), json!(0)));
    assert_eq!(engine.call("GET", "/v1/supply-orders/transfer-mv-1", &Value::Null).0, 404);
    let shipment = read(&engine, "/v1/shipments/transfer-mv-1");
    assert_eq!(shipment["in_transit"][0]["quantity"], json!(units - 2), "{shipment}");
    refused(&engine, "POST", "/v1/transfers/mv-1/cancel", &json!({"reason": "too late"}), "have left");
    good(&engine, "POST", "/v1/shipments/transfer-mv-1/receive", &json!({"site": "south"}));
    let done = eventually(&engine, "/v1/transfers/mv-1", |known| known["state"] == "received");
    assert_eq!(done["received"], json!(units - 2));
    assert_eq!(on_hand(&engine, "south", "milk"), (json!(4 + units - 2), json!(0)));
    // The trace tells it from the accepting to the task.
    let trace = read(&engine, &format!("/v1/traces/{}", accepted["position"]));
    for step in
        ["retail.transfer.accepted", "retail.hold.posted", "retail.supply_order.set", "retail.task.raised"]
    {
        assert!(trace.to_string().contains(step), "{step} is missing: {trace}");
    }
}

#[test]
fn goods_that_cannot_go_are_free_again_and_what_is_declined_is_not_shown() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    plenty_and_need(&engine);
    good(
        &engine,
        "PUT",
        "/v1/transfers/terms",
        &json!({"unit_cost": 5, "trip_cost": 300, "lead_time_days": 1}),
    );
    let transfer = |number: &str| json!({"transfer": number, "item": "milk", "from": "north", "to": "south", "quantity": 10});
    // An associate cannot find them.
    good(&engine, "POST", "/v1/transfers", &transfer("a"));
    let tasks = read(&engine, "/v1/tasks?site=north&kind=send");
    let task = tasks["tasks"][0]["task"].as_str().expect("a task").to_owned();
    good(&engine, "POST", &format!("/v1/tasks/{task}/cannot"), &json!({"reason": "not_found"}));
    let known = eventually(&engine, "/v1/transfers/a", |known| known["state"] == "given_up");
    assert_eq!(known["given_up"], "not_found");
    // A planner thinks otherwise: the task is withdrawn, and cannot be done any more.
    good(&engine, "POST", "/v1/transfers", &transfer("b"));
    good(&engine, "POST", "/v1/transfers/b/cancel", &json!({"reason": "the van is broken"}));
    eventually(&engine, "/v1/tasks?site=north&kind=send", |tasks| tasks["tasks"] == json!([]));
    assert_eq!(on_hand(&engine, "north", "milk"), (json!(88), json!(0)));
    assert_eq!(engine.call("GET", "/v1/supply-orders/transfer-b", &Value::Null).0, 404);
    // Its own warehouse system tells that it left, and the task is withdrawn.
    good(&engine, "POST", "/v1/transfers", &transfer("c"));
    let dispatch = json!({"shipment": "van-7", "from": "north", "to": "south", "order": "transfer-c",
        "lines": [{"item": "milk", "quantity": 10}]});
    good(&engine, "POST", "/v1/shipments", &dispatch);
    eventually(&engine, "/v1/transfers/c", |known| known["state"] == "sent");
    assert_eq!(read(&engine, "/v1/tasks?site=north&kind=send")["tasks"], json!([]));
    assert_eq!(on_hand(&engine, "north", "milk"), (json!(78), json!(0)));
    let found = read(&engine, "/v1/transfers/suggested");
    assert_ne!(found["transfers"], json!([]), "south sells more than it has and gets");
    let decline = json!({"item": "milk", "from": "north", "to": "south", "why": "the van is broken",
        "until": "2099-01-01T00:00:00Z"});
    good(&engine, "POST", "/v1/transfers:decline", &decline);
    assert_eq!(read(&engine, "/v1/transfers/suggested")["transfers"], json!([]));
    let list = read(&engine, "/v1/transfers?state=given_up");
    assert_eq!(list["transfers"].as_array().map(Vec::len), Some(2), "{list}");
}

#[test]
fn orders_on_their_way_are_hastened_and_called_off_as_the_supplier_lets_it() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    plenty_and_need(&engine);
    let order = |number: &str, at: &str, quantity: u32, days: i64| {
        json!({"order": number, "supplier": "Dairy", "site": at, "expected_at": day(days),
            "lines": [{"item": "milk", "quantity": quantity, "suggested": quantity}]})
    };
    good(&engine, "POST", "/v1/purchase-orders", &order("late", "south", 36, 6));
    good(&engine, "POST", "/v1/purchase-orders", &order("much", "north", 300, 9));
    let none = read(&engine, "/v1/purchase-orders?advised=true");
    assert_eq!(none["orders"], json!([]), "nobody knows what the supplier lets one do");
    let change = json!({"item": "milk", "what": "expedite"});
    refused(&engine, "POST", "/v1/purchase-orders/late/changes", &change, "set \"expedite\" there");
    let terms = json!({"expedite": {"lead_time_days": 1, "cost": 400}, "cancel": {"days_before": 3, "cost": 10},
        "currency": "EUR"});
    good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &terms);
    let advised = read(&engine, "/v1/purchase-orders?advised=true");
    let advice = |order: &str| {
        let found = advised["orders"].as_array().and_then(|all| all.iter().find(|one| one["order"] == order));
        found.map(|found| found["advice"][0].clone()).unwrap_or_default()
    };
    let (late, much) = (advice("late"), advice("much"));
    assert_eq!((&late["what"], &late["units"], &late["cost"]), (&json!("expedite"), &json!(36), &json!(400)));
    assert!(late["gain"].as_i64() > Some(500), "four days of four units at 2.00 each: {late}");
    assert_eq!((&much["what"], &much["cost"]), (&json!("cancel"), &json!(10)), "{advised}");
    // Followed: it is expected sooner, and the supplier's side is told in its own forms.
    let changed = good(&engine, "POST", "/v1/purchase-orders/late/changes", &change);
    assert_eq!((&changed["change"], &changed["gain"]), (&json!(1), &late["gain"]), "{changed}");
    let supply = read(&engine, "/v1/supply-orders/late");
    assert_eq!(supply["lines"][0]["expected_at"], changed["expected_at"]);
    let again = good(&engine, "POST", "/v1/purchase-orders/late/changes", &change);
    assert_eq!(again["change"], json!(1), "it cannot be faster");
    let paper = text(&engine, "/v1/purchase-orders/late/changes/1", "application/edi-x12");
    assert!(paper.contains("ST*860*0001~BCH*04*SA*LATE**1*"), "{paper}");
    assert!(paper.contains("POC*1*CT*36*36*EA***IN*MILK*UK*04012345678901~DTM*002*"), "{paper}");
    let order_paper = text(&engine, "/v1/purchase-orders/late", "application/edi-x12");
    assert!(order_paper.contains("~CUR*BY*EUR~"), "{order_paper}");
    let actions = read(&engine, "/v1/actions?action=purchase_order_changed");
    assert!(actions.to_string().contains("\"late\""), "{actions}");
    let cancel = json!({"item": "milk", "what": "cancel", "why": "too much of it"});
    good(&engine, "POST", "/v1/purchase-orders/much/changes", &cancel);
    assert_eq!(engine.call("GET", "/v1/supply-orders/much", &Value::Null).0, 404);
    assert_eq!(read(&engine, "/v1/purchase-orders/much")["outstanding"], json!(0));
    good(&engine, "POST", "/v1/purchase-orders/much/changes", &cancel);
    refused(&engine, "POST", "/v1/purchase-orders/much/changes", &change, "still to come");
    refused(&engine, "POST", "/v1/purchase-orders/late/changes", &cancel, "3 days before");
    refused(&engine, "POST", "/v1/purchase-orders/none/changes", &cancel, "no purchase order");
    // Put off, it is not shown.
    good(&engine, "POST", "/v1/purchase-orders", &order("more", "north", 300, 9));
    let advised = "/v1/purchase-orders?advised=true&site=north";
    assert_eq!(read(&engine, advised)["orders"][0]["order"], "more");
    let decline = json!({"item": "milk", "until": "2099-01-01T00:00:00Z"});
    good(&engine, "POST", "/v1/purchase-orders/more/decline", &decline);
    assert_eq!(read(&engine, advised)["orders"], json!([]));
    let record = read(&engine, "/v1/replenishments/record");
    let kinds: Vec<&str> =
        record["weeks"].as_array().expect("weeks").iter().filter_map(|week| week["kind"].as_str()).collect();
    assert_eq!(kinds, ["cancel", "expedite"], "{record}");
}

#[test]
fn orders_are_filled_up_to_what_the_supplier_takes_and_budgets_tell_what_fits() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    site(&engine, "north", "store");
    for (item, a_day) in [("milk", 6), ("cream", 2)] {
        let body = json!({"name": item, "categories": ["dairy"], "attributes": {"weight_g": 1_000}});
        good(&engine, "PUT", &format!("/v1/items/{item}"), &body);
        receive(&engine, "north", item, 28 * a_day + 2);
        sell(&engine, "north", item, a_day);
        let money = json!({"unit_cost": 100, "short_cost": 400, "pallet_size": 60});
        plan(&engine, "north", item, &json!({"supplier": "Dairy", "money": money}));
        let forecast = format!("/v1/replenishments?site=north&item={item}");
        eventually(&engine, &forecast, |found| {
            found["replenishments"][0]["suggestion"]["order"].as_i64() > Some(0)
        });
    }
    let orders = "/v1/replenishments/orders?supplier=Dairy";
    let plain = read(&engine, orders)["orders"][0].clone();
    assert_eq!(plain["lines"].as_array().map(Vec::len), Some(2), "{plain}");
    assert!(plain["gain"].as_i64() > Some(0) && plain.get("trucks").is_none(), "{plain}");
    let units = |order: &Value| -> u64 {
        order["lines"].as_array().expect("lines").iter().filter_map(|line| line["units"].as_u64()).sum()
    };
    // A minimum somewhat above what is suggested is reached, and one that nobody can sell is not.
    let least = units(&plain) + 10;
    good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &json!({"order_units_min": least}));
    let filled = read(&engine, orders)["orders"][0].clone();
    assert!(units(&filled) >= least && filled.get("problem").is_none(), "{filled}");
    assert!(filled.to_string().contains("to reach the least that the supplier takes"), "{filled}");
    good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &json!({"order_value_min": 900_000_000}));
    let short = read(&engine, orders)["orders"][0].clone();
    assert!(
        short["problem"].as_str().is_some_and(|why| why.contains("less than the supplier takes")),
        "{short}"
    );
    assert_eq!(units(&short), units(&plain), "it stands as it was suggested");
    // Trucks leave as full as is worth it, by units, pallets and weight; one that nothing pays does not leave.
    for (measure, capacity) in [("units", 40), ("pallets", 1), ("kilograms", 40)] {
        let truck = json!({"capacity": capacity, "measure": measure, "cost": 500});
        good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &json!({"truck": truck}));
        let order = read(&engine, orders)["orders"][0].clone();
        let fill = order["truck_fill"].as_f64().expect("a truck");
        assert!(order["trucks"].as_u64() >= Some(1) && fill > 0.8 && fill <= 1.0, "{measure}: {order}");
    }
    let dear = json!({"truck": {"capacity": 40, "measure": "units", "cost": 90_000_000}});
    good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &dear);
    let order = read(&engine, orders)["orders"][0].clone();
    assert!(order["problem"].as_str().is_some_and(|why| why.contains("no truck pays for itself")), "{order}");
    // The calendar: the window to cover is until the next chance.
    let lines = read(&engine, "/v1/replenishments?item=milk")["replenishments"][0].clone();
    let before = lines["suggestion"]["days"].as_u64().expect("days");
    let today = lines["order_on"].as_str().expect("a day").to_owned();
    let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = realtail_kernel::Day::number(today.parse().expect("a day"));
    let tomorrow = weekdays[usize::try_from((number + 4).rem_euclid(7)).expect("a weekday")];
    good(&engine, "PUT", "/v1/suppliers/Dairy/terms", &json!({"order_days": [tomorrow]}));
    let weekly = read(&engine, "/v1/replenishments?item=milk")["replenishments"][0].clone();
    assert_ne!(weekly["order_on"], json!(today), "{weekly}");
    assert!(weekly["suggestion"]["days"].as_u64() >= Some(before + 5), "{weekly}");
    assert!(weekly["suggestion"]["order"].as_i64() > lines["suggestion"]["order"].as_i64(), "{weekly}");
    good(&engine, "DELETE", "/v1/suppliers/Dairy/terms", &Value::Null);
    assert_eq!(read(&engine, "/v1/suppliers")["suppliers"], json!([]));
    // A budget for the first packs of it: what gains most for its money fits.
    let all: i64 = plain["cost"].as_i64().expect("a cost");
    let path = "/v1/budgets/dairy";
    let budget = good(&engine, "PUT", path, &json!({"categories": ["dairy"], "money_per_week": all / 2}));
    assert_eq!((&budget["spent"], &budget["left"]), (&json!(0), &json!(all / 2)));
    let found = read(&engine, "/v1/replenishments?missing=true");
    let rows = found["replenishments"].as_array().expect("rows");
    let fitting: u64 = rows.iter().filter_map(|row| row["budget"]["units"].as_u64()).sum();
    assert!(i64::try_from(fitting * 100).expect("money") <= all / 2, "{found}");
    assert!(rows.iter().any(|row| row["budget"]["fits"] == false), "{found}");
    // What is ordered is spent.
    let order = json!({"order": "po", "supplier": "Dairy", "site": "north", "expected_at": day(5),
        "lines": [{"item": "cream", "quantity": 6, "suggested": 6, "gain": 100}]});
    good(&engine, "POST", "/v1/purchase-orders", &order);
    assert_eq!(read(&engine, path)["spent"], json!(600));
    refused(&engine, "PUT", path, &json!({"money_per_week": -1}), "money_per_week: -1");
    refused(&engine, "PUT", path, &json!({"money_per_week": 1, "sites": ["moon"]}), "moon");
    good(&engine, "DELETE", path, &Value::Null);
    assert_eq!(read(&engine, "/v1/budgets")["budgets"], json!([]));
}

#[test]
fn a_distribution_centre_shares_out_what_it_has_and_orders_for_all_that_it_supplies() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    good(&engine, "PUT", "/v1/items/milk", &json!({"name": "Milk"}));
    site(&engine, "dc", "warehouse");
    for name in ["north", "south"] {
        site(&engine, name, "store");
        receive(&engine, name, "milk", 28 * 4 + 2);
        sell(&engine, name, "milk", 4);
        plan(&engine, name, "milk", &json!({"source": "dc", "lead_time_days": 1}));
    }
    receive(&engine, "dc", "milk", 24);
    let mut circle = json!({"shelf_capacity": 900, "pack_size": 12, "lead_time_days": 4, "review_days": 3,
        "service_level_ppm": 950_000, "source": "north"});
    let of_dc = "/v1/replenishments/plans/dc/milk";
    refused(&engine, "PUT", of_dc, &circle, "milk would come from itself: dc from north from dc");
    circle["source"] = Value::Null;
    circle["supplier"] = json!("Dairy");
    good(&engine, "PUT", of_dc, &circle);
    let of = |found: &Value, site: &str| -> Value {
        let rows = found["replenishments"].as_array().expect("rows");
        rows.iter().find(|row| row["site"] == site).cloned().unwrap_or_default()
    };
    let all = eventually(&engine, "/v1/replenishments", |found| {
        ["north", "south"].iter().all(|site| of(found, site)["suggestion"]["order"].as_i64() > Some(0))
    });
    // Eight days until goods ordered now could be in the stores, and eight units a day in both of them.
    let dc = of(&all, "dc");
    let expected = dc["suggestion"]["expected_demand"].as_f64().expect("a demand");
    assert!((45.0..85.0).contains(&expected), "{dc}");
    let missing = read(&engine, "/v1/replenishments?missing=true");
    let sites: Vec<&Value> =
        missing["replenishments"].as_array().expect("rows").iter().map(|row| &row["site"]).collect();
    assert_eq!(sites, ["dc"], "stores ask the centre, and it the supplier");
    // Both ask for more than half of what it has.
    let found = read(&engine, "/v1/transfers/suggested");
    let rows = found["transfers"].as_array().expect("rows");
    let shares: Vec<u64> = rows.iter().filter_map(|row| row["units"].as_u64()).collect();
    assert_eq!(shares, [12, 12], "{found}");
    assert!(rows.iter().all(|row| row["kind"] == "supply" && row["wanted"].as_u64() > Some(12)), "{found}");
    assert!(rows[0]["why"].as_str().is_some_and(|why| why.contains("fares worst")), "{found}");
    let accept = json!({"transfer": "t1", "item": "milk", "from": "dc", "to": "north", "quantity": 12});
    assert_eq!(good(&engine, "POST", "/v1/transfers", &accept)["kind"], "supply");
    // A plan may let a rule ask; what the other got is not there any more.
    plan(&engine, "south", "milk", &json!({"source": "dc", "lead_time_days": 1, "automatic": true}));
    let body = json!({"sale": "today", "site": "south", "sold_at": day(0),
        "lines": [{"item": "milk", "quantity": 1, "unit_price": 300}]});
    good(&engine, "POST", "/v1/sales", &body);
    let list =
        eventually(&engine, "/v1/transfers?site=south", |found| found["transfers"][0]["automatic"] == true);
    assert_eq!(
        (&list["transfers"][0]["quantity"], &list["transfers"][0]["from"]),
        (&json!(12), &json!("dc"))
    );
    assert_eq!(on_hand(&engine, "dc", "milk"), (json!(24), json!(24)));
}

#[test]
fn what_came_of_an_order_is_put_on_record_when_the_next_one_arrives() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    plenty_and_need(&engine);
    // Four are left in the south; twelve come, ten are sold, and six are left when the next ones come.
    for (number, gain) in [("first", 700), ("second", 50)] {
        let order = json!({"order": number, "supplier": "Dairy", "site": "south", "expected_at": day(1),
            "lines": [{"item": "milk", "quantity": 12, "suggested": 12, "gain": gain}]});
        good(&engine, "POST", "/v1/purchase-orders", &order);
        let dispatch = json!({"shipment": number, "to": "south", "order": number,
            "lines": [{"item": "milk", "quantity": 12}]});
        good(&engine, "POST", "/v1/shipments", &dispatch);
        good(&engine, "POST", &format!("/v1/shipments/{number}/receive"), &json!({"site": "south"}));
        let sale = json!({"sale": format!("after-{number}"), "site": "south", "sold_at": day(0),
            "lines": [{"item": "milk", "quantity": 10, "unit_price": 300}]});
        good(&engine, "POST", "/v1/sales", &sale);
    }
    let record = eventually(&engine, "/v1/replenishments/record", |found| found["weeks"][0]["judged"] == 1);
    let week = &record["weeks"][0];
    assert_eq!(
        (&week["kind"], &week["lines"], &record["open"]),
        (&json!("purchase_order"), &json!(2), &json!(1))
    );
    assert_eq!(
        (&week["expected_gain"], &week["judged_expected_gain"]),
        (&json!(750), &json!(700)),
        "{record}"
    );
    // Of twelve, six are left: six were sold that would not have been there, at 2.00 each.
    assert_eq!((&week["units"], &week["sold_units"], &week["made"]), (&json!(12), &json!(6), &json!(1_200)));
}
