//! What is recommended to a customer, over HTTP, against the binary: by the sale made now, with consent only, and only what
//! can be had.

mod engine;

use engine::{Engine, KEY};
use realtail_journey::{Journey, Product};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

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
fn eventually(engine: &Engine, path: &str, so: impl Fn(&Value) -> bool) -> Value {
    eventually_within(engine, path, 20, so)
}

#[track_caller]
fn eventually_within(engine: &Engine, path: &str, seconds: u64, so: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let found = read(engine, path);
        if so(&found) {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(seconds), "{path} stays {found}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Two stores with five things to eat in both, and two customers who are known.
fn open(engine: &Engine) {
    let mut moves = Vec::new();
    for site in ["north", "south"] {
        let body = json!({"name": site, "kind": "store", "timezone": "Europe/Berlin"});
        good(engine, "PUT", &format!("/v1/sites/{site}"), &body);
    }
    for (item, kind) in
        [("bread", "Bread"), ("rye", "Bread"), ("jam", "Spreads"), ("tea", "Tea"), ("cake", "Cake")]
    {
        let body = json!({"name": format!("Good {item}"), "categories": ["Food", kind], "brand": "Mill"});
        good(engine, "PUT", &format!("/v1/items/{item}"), &body);
        for site in ["north", "south"] {
            moves.push(json!({"item": item, "quantity": 500, "from": {"outside": "supplier"},
                "to": {"site": site}, "reason": "receipt"}));
        }
    }
    good(engine, "POST", "/v1/stock/moves", &json!({"moves": moves}));
    for customer in ["ann", "ben"] {
        good(engine, "PUT", &format!("/v1/customers/{customer}"), &json!({"name": customer}));
    }
}

fn sell(engine: &Engine, sale: &str, customer: Option<&str>, day: u32, items: &[&str]) -> u64 {
    let line = |item: &&str| json!({"item": item, "quantity": 1, "unit_price": 1000});
    let lines: Vec<Value> = items.iter().map(line).collect();
    let mut body = json!({"sale": sale, "site": "north", "sold_at": format!("2026-03-{day:02}T10:00:00Z"),
        "lines": lines});
    if let Some(customer) = customer {
        body["customer"] = json!(customer);
    }
    good(engine, "POST", "/v1/sales", &body)["position"].as_u64().expect("a position")
}

/// Ann buys bread and jam each week, Ben bread and tea, and somebody unknown tea and cake. Tells the newest entry.
fn month(engine: &Engine) -> u64 {
    let mut newest = 0;
    for week in 0..4 {
        let day = 1 + 7 * week;
        sell(engine, &format!("a{week}"), Some("ann"), day, &["bread", "jam"]);
        sell(engine, &format!("b{week}"), Some("ben"), day + 1, &["bread", "tea", "rye"]);
        newest = sell(engine, &format!("g{week}"), None, day + 2, &["tea", "cake"]);
    }
    newest
}

fn agree(engine: &Engine, customer: &str, given: bool) {
    let consent = json!({"purpose": "personalisation", "channel": "onsite", "given": given, "wording": "v1"});
    let path = format!("/v1/customers/{customer}/consents");
    good(engine, "PUT", &path, &json!({"consents": [consent]}));
}

fn items(found: &Value) -> Vec<&str> {
    let all = found["recommendations"].as_array().expect("a list");
    all.iter().map(|one| one["item"].as_str().expect("text")).collect()
}

fn stop(mut engine: Engine) {
    let _ = Command::new("kill").arg(engine.process.id().to_string()).status();
    let _ = engine.process.wait();
}

#[test]
fn habits_are_used_while_the_customer_agrees_and_the_sale_made_now_is_among_them() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    open(&engine);
    let newest = month(&engine);
    let next = "/v1/recommendations?customer=ann&list=next_basket&limit=2";
    let plain = eventually(&engine, next, |found| found["current_to"].as_u64() >= Some(newest));
    assert_eq!(
        (&plain["personal"], &plain["recommendations"][0]["why"]["text"]),
        (&json!(false), &json!("much bought of late"))
    );
    assert!(!plain.to_string().contains("times"), "{plain}");
    agree(&engine, "ann", true);
    let own = read(&engine, next);
    assert_eq!((&own["personal"], &own["model"]), (&json!(true), &json!("decayed-purchases")), "{own}");
    let mut listed = items(&own);
    listed.sort_unstable();
    assert_eq!(listed, ["bread", "jam"], "{own}");
    let why = own["recommendations"][0]["why"]["text"].as_str().expect("text");
    assert!(why.starts_with("bought 4 times, last ") && why.ends_with(", every 7 days or so"), "{why}");
    let new = read(&engine, "/v1/recommendations?customer=ann&list=new_to_customer");
    assert_eq!(items(&new)[..2], ["rye", "tea"], "{new}");
    assert_eq!(new["recommendations"][0]["why"]["with"], "bread", "{new}");
    assert!(!format!("{own}{new}").contains("ben"), "nobody else is told of");
    // Six cakes later, the answer is another.
    let mut newest = 0;
    for sale in 0..6 {
        newest = sell(&engine, &format!("c{sale}"), Some("ann"), 28, &["cake"]);
    }
    let started = Instant::now();
    let changed = eventually(&engine, next, |found| found["current_to"].as_u64() >= Some(newest));
    eprintln!("the list knew of the sale within {:?} of its answer", started.elapsed());
    assert_eq!(items(&changed)[0], "cake", "{changed}");
    // What is withdrawn ends with the very next answer.
    agree(&engine, "ann", false);
    let revoked = read(&engine, next);
    assert_eq!((&revoked["personal"], &revoked["model"]), (&json!(false), &json!("decayed-purchases")));
    let of_ben = read(&engine, &next.replace("ann", "ben"));
    assert_eq!(items(&revoked), items(&of_ben), "what is told to whoever never agreed: {revoked}");
    let offers = read(&engine, "/v1/recommendations/offers?customer=ann");
    assert_eq!((&offers["personal"], &offers["current_to"]), (&json!(false), &Value::Null), "{offers}");
}

#[test]
fn a_merge_joins_habits_and_an_erasure_ends_them_and_a_restart_changes_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    open(&engine);
    month(&engine);
    for customer in ["ann", "ben"] {
        agree(&engine, customer, true);
    }
    let body = good(&engine, "POST", "/v1/customers/ann/merge", &json!({"into": "ben"}));
    assert!(body.is_object(), "{body}");
    let newest = sell(&engine, "joined", Some("ann"), 28, &["cake", "tea"]);
    let told = |engine: &Engine, who: &str| {
        let path = format!("/v1/recommendations?customer={who}&list=next_basket&limit=5");
        let found = eventually(engine, &path, |found| found["current_to"].as_u64() >= Some(newest));
        let times = |one: &Value| (one["item"].clone(), one["score"].clone(), one["why"]["times"].clone());
        found["recommendations"].as_array().expect("a list").iter().map(times).collect::<Vec<_>>()
    };
    let first = told(&engine, "ben");
    assert_eq!(told(&engine, "ann"), first, "both numbers are of one person");
    let bread = first.iter().find(|(item, _, _)| item == "bread").expect("bread");
    assert_eq!(bread.2, 8, "{first:?}");
    // The order and what it rests on; scores fade with the seconds that go by.
    let steady = |told: Vec<(Value, Value, Value)>| {
        told.into_iter().map(|(item, _, times)| (item, times)).collect::<Vec<_>>()
    };
    let first = steady(first);
    stop(engine);
    let again = Engine::start(data.path());
    assert_eq!(steady(told(&again, "ben")), first, "from the checkpoint");
    stop(again);
    std::fs::remove_dir_all(data.path().join("models")).expect("there is a checkpoint");
    let again = Engine::start(data.path());
    assert_eq!(steady(told(&again, "ben")), first, "from the log");
    good(&again, "DELETE", "/v1/customers/ben", &Value::Null);
    for who in ["ann", "ben"] {
        let path = format!("/v1/recommendations?customer={who}&list=next_basket");
        let (status, problem) = again.call("GET", &path, &Value::Null);
        assert_eq!(status, 409, "{who}: {problem}");
        assert!(!problem.to_string().contains("bread"), "{problem}");
    }
}

#[test]
fn only_what_can_be_had_is_recommended_and_offers_are_those_of_what_is_bought() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    open(&engine);
    let newest = month(&engine);
    agree(&engine, "ann", true);
    let count = json!({"site": "south", "method": "manual", "lines": [{"item": "jam", "counted": 0}]});
    good(&engine, "POST", "/v1/stock/counts", &count);
    let next = "/v1/recommendations?customer=ann&list=next_basket&limit=2";
    eventually(&engine, next, |found| found["current_to"].as_u64() >= Some(newest));
    let south = read(&engine, &format!("{next}&site=south&channel=web"));
    assert!(!items(&south).contains(&"jam") && items(&south)[0] == "bread", "{south}");
    assert_eq!(south["recommendations"][0]["available"], 500, "{south}");
    let instead = read(&engine, "/v1/recommendations?list=substitutes&item=bread&site=south");
    assert_eq!(items(&instead)[0], "rye", "{instead}");
    assert_eq!(instead["model"], "substitutes");
    let promotion = |goods: Value, conditions: Value| json!({"benefit": {"kind": "percent", "rate_ppm": 100_000}, "goods": goods, "conditions": conditions});
    for (name, goods, conditions) in [
        ("teas", json!({"categories": ["Tea"]}), json!({})),
        ("jams", json!({"items": ["jam"]}), json!({"coupons": ["JAM10"]})),
        ("breads", json!({"categories": ["Bread"]}), json!({"sites": ["south"]})),
        ("gone", json!({"items": ["jam"]}), json!({"valid_until": "2026-01-01T00:00:00Z"})),
        ("members", json!({"items": ["jam"]}), json!({"members_only": true})),
    ] {
        good(&engine, "PUT", &format!("/v1/promotions/{name}"), &promotion(goods, conditions));
    }
    let named = |path: &str| {
        let found = read(&engine, path);
        let name = |one: &Value| one["promotion"].as_str().expect("text").to_owned();
        (found["offers"].as_array().expect("a list").iter().map(name).collect::<Vec<_>>(), found)
    };
    let offers = "/v1/recommendations/offers?customer=ann";
    let (north, found) = named(&format!("{offers}&site=north"));
    assert_eq!(north, ["jams", "teas"], "{found}");
    let jams = &found["offers"][0];
    assert_eq!(
        (&jams["coupons"], &jams["why"]["text"]),
        (&json!(["JAM10"]), &json!("jam was bought 4 times"))
    );
    // In the south there is no jam, and the bread is cheaper.
    assert_eq!(named(&format!("{offers}&site=south")).0[0], "breads");
    // path, status, what is wrong
    for (path, status, kind) in [
        ("/v1/recommendations?list=next_basket", 400, "/malformed-request"),
        ("/v1/recommendations?list=next_basket&customer=ann&item=jam", 400, "/malformed-request"),
        ("/v1/recommendations?list=gifts&customer=ann", 400, "/malformed-request"),
        ("/v1/recommendations?list=substitutes&item=jam&item=tea", 400, "/malformed-request"),
        ("/v1/recommendations?list=substitutes", 400, "/malformed-request"),
        ("/v1/recommendations?list=next_basket&customer=zoe", 404, "/unknown-customer"),
        ("/v1/recommendations/offers", 400, "/malformed-request"),
        ("/v1/recommendations/offers?customer=zoe", 404, "/unknown-customer"),
    ] {
        let (found, problem) = engine.call("GET", path, &Value::Null);
        assert_eq!(found, status, "{path}: {problem}");
        assert!(problem["type"].as_str().is_some_and(|t| t.ends_with(kind)), "{path}: {problem}");
    }
}

#[test]
fn a_shopper_who_agrees_finds_what_she_buys_first_and_is_offered_something_instead() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    open(&engine);
    let newest = month(&engine);
    eventually(&engine, "/v1/recommendations?item=tea", |found| found["current_to"].as_u64() >= Some(newest));
    let (_, session) =
        engine.try_raw_as("", "POST", "/v1/shop/sessions", "application/json", b"").expect("an answer");
    let token = session["token"].as_str().expect("text").to_owned();
    let call = |method: &str, path: &str, body: Value| {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let answer = engine.try_raw_as(&token, method, path, "application/json", text.as_bytes());
        let (status, answer) = answer.expect("an answer");
        assert!((200..300).contains(&status), "{method} {path}: {status} {answer}");
        answer
    };
    let listed = |found: &Value| {
        let item = |one: &Value| {
            (one["item"].as_str().expect("text").to_owned(), one["why"].as_str().unwrap_or("").to_owned())
        };
        found["items"].as_array().expect("a list").iter().map(item).collect::<Vec<_>>()
    };
    let own = "/v1/shop/recommendations?list=next_basket&limit=3";
    let before = call("GET", own, Value::Null);
    assert_eq!(
        (&before["basis"], listed(&before)[0].1.as_str()),
        (&json!("not_agreed"), "Much bought"),
        "{before}"
    );
    let plainly = call("GET", "/v1/shop/search?q=good", Value::Null);
    let wanted = listed(&plainly).last().expect("five").0.clone();
    good(&engine, "PUT", "/v1/price-lists/shop", &json!({"currency": "EUR"}));
    let prices = json!({"prices": [{"item": wanted, "unit_price": 300}]});
    good(&engine, "POST", "/v1/price-lists/shop/prices", &prices);
    let instead = call("GET", "/v1/shop/recommendations?list=substitutes&item=rye", Value::Null);
    assert_eq!(listed(&instead)[0], ("bread".to_owned(), "Of the same kind".to_owned()), "{instead}");
    let order = json!({"lines": [{"item": wanted, "quantity": 1, "substitutes": ["bread"]}], "method": "pickup",
        "site": "north", "payment": {"provider": "test", "token": "success_token"}});
    let placed = call("POST", "/v1/shop/orders", order);
    assert_eq!(placed["lines"][0]["substitutes"], json!(["bread"]), "{placed}");
    let consent = |given: bool| json!({"consents": [{"purpose": "personalisation", "channel": "onsite", "given": given, "wording": "v1"}]});
    call("PUT", "/v1/shop/me/consents", consent(true));
    let started = Instant::now();
    let found = loop {
        let found = call("GET", own, Value::Null);
        if listed(&found)[0].0 == wanted {
            break found;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "{found}");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(
        (&found["basis"], listed(&found)[0].1.as_str()),
        (&json!("own"), "You bought it today"),
        "{found}"
    );
    let searched = call("GET", "/v1/shop/search?q=good", Value::Null);
    assert_eq!(listed(&searched)[0].0, wanted, "what she buys comes first");
    let with = call("GET", "/v1/shop/recommendations?list=basket&item=tea", Value::Null);
    assert_eq!(listed(&with)[0].1, "Goes with Good tea", "{with}");
    assert!(!with.to_string().contains("baskets"), "how often others did is not told");
    call("PUT", "/v1/shop/me/consents", consent(false));
    assert_eq!(call("GET", own, Value::Null)["basis"], "not_agreed");
    assert_eq!(listed(&call("GET", "/v1/shop/search?q=good", Value::Null)), listed(&plainly));
}

/// Forty customers who each buy twenty things on one visit and twenty others on the next, every other day of sixty. What was bought
/// last is not what comes next: a plain rule cannot know that.
fn by_turns(engine: &Engine) {
    good(
        engine,
        "PUT",
        "/v1/sites/north",
        &json!({"name": "north", "kind": "store", "timezone": "Europe/Berlin"}),
    );
    let item = |no: usize| json!({"item": format!("i{no}"), "name": format!("Item {no}"), "categories": [format!("c{}", no / 5)]});
    let items: Vec<Value> = (0..200).map(item).collect();
    good(engine, "POST", "/v1/items:batch", &json!({"items": items}));
    let mut sales = Vec::new();
    for day in 0..60 {
        for who in (0..40).filter(|who| who % 2 == day % 2) {
            let turn = (day / 2) % 2;
            let line = |at: usize| json!({"item": format!("i{}", (who * 5 + turn * 40 + at * 2) % 200), "quantity": 1, "unit_price": 100});
            let lines: Vec<Value> = (0..20).map(line).collect();
            let sold_at = format!("2026-{:02}-{:02}T{:02}:00:00Z", 3 + day / 30, 1 + day % 30, 8 + who / 8);
            let sale = format!("{day}-{who}");
            let data = json!({"sale": sale, "site": "north", "sold_at": sold_at, "customer": format!("c{who}"), "lines": lines});
            sales.push(json!({"specversion": "1.0", "id": sale, "source": "till", "type": "retail.sale.completed", "data": data}));
        }
    }
    for who in 0..40 {
        good(engine, "PUT", &format!("/v1/customers/c{who}"), &json!({"name": format!("Customer {who}")}));
        agree(engine, &format!("c{who}"), true);
    }
    let body = json!(sales).to_string();
    let (status, answer) =
        engine.raw("POST", "/v1/signals", "application/cloudevents-batch+json", body.as_bytes());
    assert!(status < 300, "{status} {answer}");
}

#[test]
fn a_ranker_serves_once_it_is_better_and_comes_back_where_its_file_is_broken() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start(data.path());
    by_turns(&engine);
    let next = "/v1/models/next-basket";
    let started = Instant::now();
    let trained = loop {
        let (status, found) = engine.call("GET", next, &Value::Null);
        if status == 200 && found["live"].is_string() {
            break found;
        }
        assert!(started.elapsed() < Duration::from_secs(120), "{status} {found}");
        std::thread::sleep(Duration::from_millis(50));
    };
    let (trial, version) = (&trained["trials"][0], trained["live"].as_str().expect("text").to_owned());
    assert_eq!((&trial["metric"], &trial["days"]), (&json!("missed-at-20"), &json!(7)), "{trained}");
    assert!(trial["scores"][0]["score"].as_f64() < trial["baseline"].as_f64(), "{trained}");
    // It had learnt nothing of the days that it was tried on.
    assert!(trained["versions"][0]["learnt_to"].as_str() < Some("2026-04-24"), "{trained}");
    let list = "/v1/recommendations?customer=c3&list=next_basket&limit=20";
    let by_it = |found: &Value| found["model"] == "next-basket" && found["version"] == version.as_str();
    let first = eventually(&engine, list, by_it);
    stop(engine);
    let file = data.path().join("models").join(format!("next-basket-{version}"));
    let again = Engine::start(data.path());
    assert_eq!(items(&eventually(&again, list, by_it)), items(&first), "from its file");
    stop(again);
    let mut bytes = std::fs::read(&file).expect("a file");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("written");
    let again = Engine::start(data.path());
    assert_eq!(
        items(&eventually_within(&again, list, 120, by_it)),
        items(&first),
        "grown again from the log"
    );
    // A person's decision, whatever the trials say.
    good(&again, "POST", "/v1/models/next-basket/return", &json!({"why": "a test"}));
    let plain = eventually(&again, list, |found| found["model"] == "decayed-purchases");
    assert_eq!(plain["personal"], true);
}

/// A connection that stays.
struct Line {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
}

impl Line {
    fn to(address: SocketAddr) -> Line {
        let stream = TcpStream::connect(address).expect("a line");
        stream.set_nodelay(true).expect("no delay");
        let reader = BufReader::new(stream.try_clone().expect("a second end"));
        Line { stream, reader }
    }

    fn ask(&mut self, request: &str) -> (u16, Vec<u8>) {
        self.stream.write_all(request.as_bytes()).expect("sent");
        let (mut length, mut status) = (0, 0);
        loop {
            let mut head = String::new();
            self.reader.read_line(&mut head).expect("an answer");
            let head = head.trim().to_ascii_lowercase();
            if let Some(value) = head.strip_prefix("http/1.1 ") {
                status = value[..3].parse().expect("a status");
            }
            if let Some(value) = head.strip_prefix("content-length: ") {
                length = value.parse().expect("a number");
            }
            if head.is_empty() {
                break;
            }
        }
        let mut answer = vec![0; length];
        self.reader.read_exact(&mut answer).expect("all of it");
        (status, answer)
    }
}

/// The Complete Journey, loaded over HTTP; tells the households.
fn load(engine: &Engine) -> Vec<u32> {
    let journey = Journey::find(None).expect("the environment says where the Complete Journey is");
    let mut lines = journey.lines().expect("lines");
    lines.retain(|line| (1..1_000).contains(&line.quantity));
    lines.sort_by_key(|line| (line.at_micros, line.basket));
    let stores: BTreeSet<u32> = lines.iter().map(|line| line.store).collect();
    let sites: Vec<Value> = stores
        .iter()
        .map(|store| json!({"site": store.to_string(), "name": format!("Store {store}"), "kind": "store", "timezone": "America/New_York"}))
        .collect();
    good(engine, "POST", "/v1/sites:batch", &json!({"sites": sites}));
    for products in journey.products().expect("products").chunks(1_000) {
        let item = |product: &Product| {
            let levels = [&product.department, &product.category, &product.kind];
            let levels: Vec<&String> = levels.into_iter().flatten().collect();
            json!({"item": product.product.to_string(), "name": product.product.to_string(), "categories": levels})
        };
        let items: Vec<Value> = products.iter().map(item).collect();
        good(engine, "POST", "/v1/items:batch", &json!({"items": items}));
    }
    // Before the year is told: what is grown meanwhile is of those who agree.
    let households: BTreeSet<u32> = lines.iter().map(|line| line.household).collect();
    for household in &households {
        agree(engine, &format!("h{household}"), true);
    }
    let receipts: Vec<&[realtail_journey::Line]> = lines.chunk_by(|a, b| a.basket == b.basket).collect();
    for receipts in receipts.chunks(200) {
        let event = |lines: &&[realtail_journey::Line]| {
            let line = |line: &realtail_journey::Line| {
                let unit_price = line.paid_cents.max(0) / i64::from(line.quantity);
                json!({"item": line.product.to_string(), "quantity": line.quantity, "unit_price": unit_price})
            };
            let first = lines[0];
            let data = json!({"sale": first.basket.to_string(), "site": first.store.to_string(),
                "sold_at": realtail_kernel::Instant::from_micros(first.at_micros).to_string(),
                "customer": format!("h{}", first.household), "lines": lines.iter().map(line).collect::<Vec<_>>()});
            json!({"specversion": "1.0", "id": first.basket.to_string(), "source": "journey",
                "type": "retail.sale.completed", "data": data})
        };
        let events: Vec<Value> = receipts.iter().map(event).collect();
        let body = json!(events).to_string();
        let (status, answer) =
            engine.raw("POST", "/v1/signals", "application/cloudevents-batch+json", body.as_bytes());
        assert!(status < 300, "{status} {answer}");
    }
    households.into_iter().collect()
}

/// Asks from some lines at once for some seconds, and tells the rate and how long answers took.
fn measure(address: SocketAddr, name: &str, path: impl Fn(usize) -> String + Sync) {
    const LINES: usize = 8;
    let until = Instant::now() + Duration::from_secs(8);
    let started = Instant::now();
    let mut took: Vec<Duration> = std::thread::scope(|scope| {
        let path = &path;
        let ask = |line: usize| {
            scope.spawn(move || {
                let (mut open, mut took, mut at) = (Line::to(address), Vec::new(), line);
                while Instant::now() < until {
                    let path = path(at);
                    at += LINES;
                    let request =
                        format!("GET {path} HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer {KEY}\r\n\r\n");
                    let started = Instant::now();
                    let (status, answer) = open.ask(&request);
                    took.push(started.elapsed());
                    assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&answer));
                }
                took
            })
        };
        let asking: Vec<_> = (0..LINES).map(ask).collect();
        asking.into_iter().flat_map(|asking| asking.join().expect("asked")).collect()
    });
    let rate = took.len() as f64 / started.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!("{name}: {rate:.0} a second, p50 {:?} p99 {:?} max {:?}", at(0.5), at(0.99), at(1.0));
}

/// Sales that are followed to their forecasts.
const SALES: usize = 300;

/// Of the binary that `./dev build` makes, with clients on the same cores: `REALTAIL_BINARY=$PWD/target/release/realtail
/// REALTAIL_COMPLETEJOURNEY=… cargo test --workspace --test taste -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
fn recommendations_a_second() {
    let data = tempfile::tempdir().expect("a folder");
    let built =
        std::env::var("REALTAIL_BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_realtail").to_owned());
    let engine = Engine::start_by(Command::new(built), data.path(), &[]);
    let started = Instant::now();
    let households = load(&engine);
    println!("loaded within {:.0} s", started.elapsed().as_secs_f64());
    let newest = read(&engine, "/v1/status")["position"].as_u64();
    eventually_within(&engine, "/v1/recommendations?list=next_basket&customer=h1", 600, |found| {
        found["current_to"].as_u64() >= newest
    });
    let who = |at: usize| households[at % households.len()];
    let path = |list: &'static str| {
        move |at: usize| format!("/v1/recommendations?list={list}&customer=h{}", who(at))
    };
    let basket = |at: usize| {
        format!(
            "/v1/recommendations?customer=h{}&item=1082185&item=995242&item=1029743&item=981760&item=1098066",
            who(at)
        )
    };
    let round = |by: &str| {
        measure(engine.address, &format!("next basket, {by}"), path("next_basket"));
        measure(engine.address, &format!("new to the customer, {by}"), path("new_to_customer"));
        measure(engine.address, &format!("a basket of five completed, {by}"), basket);
    };
    round("before anything was grown or while it is");
    // Those that were grown of the whole year, not of its first weeks.
    eventually_within(&engine, "/v1/models", 900, |found| {
        let models = found["models"].as_array().expect("a list");
        let tried = |model: &Value| {
            let last = model["trials"].as_array().and_then(|trials| trials.last());
            last.is_some_and(|trial| trial["until"].as_str() >= Some("2017-12-25"))
        };
        ["next-basket", "new-to-customer", "basket-completion"]
            .iter()
            .all(|name| models.iter().any(|model| model["model"] == **name && tried(model)))
    });
    for list in [path("next_basket")(0), path("new_to_customer")(0), basket(0)] {
        let told = read(&engine, &list);
        println!("{} {}", told["model"], told["version"]);
    }
    round("as the register lets serve");
    sales_to_forecasts(&engine);
}

/// From a sale of many units until the forecast of its item there knows of it, and until what is to be ordered rests on that:
/// of the pairs that sell most, the answer that it is durable included. Asked as fast as answers come.
fn sales_to_forecasts(engine: &Engine) {
    let journey = Journey::find(None).expect("the environment says where the Complete Journey is");
    let mut sold: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    // A few items of the receipts are no products.
    let products: BTreeSet<u32> =
        journey.products().expect("products").iter().map(|product| product.product).collect();
    for line in journey.lines().expect("lines").iter().filter(|line| products.contains(&line.product)) {
        *sold.entry((line.product, line.store)).or_default() += 1;
    }
    let mut pairs: Vec<((u32, u32), u32)> = sold.into_iter().collect();
    pairs.sort_by_key(|(pair, lines)| (std::cmp::Reverse(*lines), *pair));
    pairs.truncate(SALES);
    let plan = json!({"shelf_capacity": 12, "fill_at": 2, "pack_size": 6, "lead_time_days": 2, "review_days": 1,
        "service_level_ppm": 950_000});
    for ((item, site), _) in &pairs {
        good(engine, "PUT", &format!("/v1/replenishments/plans/{site}/{item}"), &plan);
    }
    std::thread::sleep(Duration::from_secs(5));
    let mut open = Line::to(engine.address);
    let (mut forecasts, mut suggestions) = (Vec::new(), Vec::new());
    for (at, ((item, site), _)) in pairs.iter().enumerate() {
        let sale = json!({"sale": format!("now-{at}"), "site": site.to_string(),
            "sold_at": format!("2018-01-01T12:{:02}:{:02}Z", at / 60, at % 60),
            "lines": [{"item": item.to_string(), "quantity": 30, "unit_price": 100}]});
        let body = sale.to_string();
        let head = format!("Host: t\r\nAuthorization: Bearer {KEY}\r\n");
        let request = format!(
            "POST /v1/sales HTTP/1.1\r\n{head}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let started = Instant::now();
        let (status, answer) = open.ask(&request);
        assert!(status < 300, "{}", String::from_utf8_lossy(&answer));
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        let position = answer["position"].as_u64().expect("a position");
        let forecast = format!("/v1/forecasts?item={item}&site={site}&days=3");
        let suggestion = format!("/v1/replenishments?item={item}&site={site}");
        for (path, took) in [(forecast, &mut forecasts), (suggestion, &mut suggestions)] {
            let request = format!("GET {path} HTTP/1.1\r\n{head}\r\n");
            loop {
                let (status, answer) = open.ask(&request);
                assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&answer));
                let found: Value = serde_json::from_slice(&answer).expect("JSON");
                let known = [&found["forecasts"][0], &found["replenishments"][0]["forecast"]];
                if known.iter().any(|forecast| forecast["current_to"].as_u64() >= Some(position)) {
                    took.push(started.elapsed());
                    break;
                }
                assert!(started.elapsed() < Duration::from_secs(20), "{path} stays {found}");
            }
        }
    }
    // The first sale of a day ends the day before, for all.
    for (what, took) in [("forecast", &mut forecasts), ("suggestion", &mut suggestions)] {
        took.remove(0);
        took.sort_unstable();
        let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
        println!("a sale to its changed {what}: p50 {:?} p99 {:?} max {:?}", at(0.5), at(0.99), at(1.0));
    }
}
