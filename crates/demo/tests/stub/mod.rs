//! A small engine to test the replay against: reads every body as the vocabulary says, and can misbehave on purpose.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use realtail_kernel::Instant;
use realtail_vocabulary::{Account, Item, Movement, Signal, Site, StockCount};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex};

/// What the engine does wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// Says "busy" to every fifth call, and loses the answer to every seventh.
    Flaky,
    /// Grants every hold.
    Oversells,
    /// Forgets to book what a collected hold takes.
    Forgets,
}

#[derive(Default)]
struct Hold {
    lines: Vec<(String, String, i64)>,
    until_micros: i64,
    state: &'static str,
    posted: Vec<(String, String, i64)>,
}

#[derive(Default)]
struct Engine {
    fault: Fault,
    calls: u64,
    items: HashMap<String, Item>,
    sites: HashMap<String, Site>,
    seen: HashSet<String>,
    answers: HashMap<String, Value>,
    on_hand: BTreeMap<(String, String), i64>,
    holds: HashMap<String, Hold>,
    shipments: HashMap<String, Vec<(String, i64)>>,
    signals: u64,
}

type Shared = Arc<Mutex<Engine>>;

/// Starts an engine on a free port; its address.
pub async fn start(fault: Fault) -> String {
    let engine: Shared = Arc::new(Mutex::new(Engine { fault, ..Engine::default() }));
    let router = Router::new()
        .route("/v1/sites:batch", post(sites))
        .route("/v1/items:batch", post(items))
        .route("/v1/regions/{region}", put(taken))
        .route("/v1/stock/rules/{rule}", put(taken))
        .route("/v1/price-lists/{list}", put(taken))
        .route("/v1/price-lists/{list}/prices", post(taken))
        .route("/v1/stock/moves", post(moves))
        .route("/v1/stock/counts", post(count))
        .route("/v1/signals", post(signals))
        .route("/v1/holds", post(hold))
        .route("/v1/holds/{hold}", get(shown))
        .route("/v1/holds/{hold}/{verb}", post(resolve))
        .route("/v1/availability:query", post(availability))
        .route("/v1/status", get(status))
        .route("/v1/delays", get(delays))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&engine), misbehave))
        .layer(axum::extract::DefaultBodyLimit::max(8 << 20))
        .with_state(engine);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn misbehave(State(engine): State<Shared>, request: Request, next: axum::middleware::Next) -> Response {
    assert_eq!(request.headers()["authorization"], "Bearer test");
    let (fault, call) = {
        let mut engine = engine.lock().expect("whole");
        engine.calls += 1;
        (engine.fault, engine.calls)
    };
    if fault == Fault::Flaky && call % 5 == 0 {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let response = next.run(request).await;
    if fault == Fault::Flaky && call % 7 == 0 {
        // Done, but the answer breaks off.
        return Response::new(axum::body::Body::new(Broken));
    }
    response
}

/// A body that never comes to its end.
struct Broken;

impl hyper::body::Body for Broken {
    type Data = hyper::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

fn problem(status: StatusCode, kind: &str, shortages: Value) -> Response {
    let body = json!({"type": format!("/problems/{kind}"), "title": kind, "status": status.as_u16(), "shortages": shortages});
    (status, Json(body)).into_response()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn taken(Json(body): Json<Value>) -> Json<Value> {
    Json(body)
}

async fn sites(State(engine): State<Shared>, Json(mut body): Json<Value>) -> Json<Value> {
    let sites: Vec<Site> = serde_json::from_value(body["sites"].take()).expect("sites");
    let count = sites.len();
    let mut engine = engine.lock().expect("whole");
    engine.sites.extend(sites.into_iter().map(|site| (site.site.to_string(), site)));
    Json(json!({ "count": count }))
}

async fn items(State(engine): State<Shared>, Json(mut body): Json<Value>) -> Json<Value> {
    let items: Vec<Item> = serde_json::from_value(body["items"].take()).expect("items");
    let count = items.len();
    let mut engine = engine.lock().expect("whole");
    engine.items.extend(items.into_iter().map(|item| (item.item.to_string(), item)));
    Json(json!({ "count": count }))
}

async fn moves(State(engine): State<Shared>, headers: HeaderMap, Json(mut body): Json<Value>) -> Json<Value> {
    let moves: Vec<Movement> = serde_json::from_value(body["moves"].take()).expect("moves");
    let key = format!("{:?}", headers["idempotency-key"]);
    let mut engine = engine.lock().expect("whole");
    if engine.seen.insert(key) {
        for one in &moves {
            let Account::Site { site, .. } = &one.to else { panic!("to a site") };
            *engine.on_hand.entry((one.item.to_string(), site.to_string())).or_default() +=
                one.quantity.units();
        }
    }
    Json(json!({ "moved": moves.len() }))
}

async fn count(
    State(engine): State<Shared>,
    headers: HeaderMap,
    Json(count): Json<StockCount>,
) -> Json<Value> {
    let key = format!("{:?}", headers["idempotency-key"]);
    let mut engine = engine.lock().expect("whole");
    if let Some(answer) = engine.answers.get(&key) {
        return Json(answer.clone());
    }
    let mut lines = vec![];
    for line in &count.lines {
        let counted = i64::from(line.counted);
        let book =
            engine.on_hand.insert((line.item.to_string(), count.site.to_string()), counted).unwrap_or(0);
        lines
            .push(json!({"item": line.item, "counted": counted, "book": book, "difference": counted - book}));
    }
    let answer = json!({"position": 1, "trace": "t", "lines": lines});
    engine.answers.insert(key, answer.clone());
    Json(answer)
}

async fn signals(State(engine): State<Shared>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let events = match headers["content-type"].to_str().expect("text") {
        "application/cloudevents-batch+json" => body.as_array().cloned().expect("a list"),
        "application/cloudevents+json" => vec![body],
        other => panic!("{other}"),
    };
    let mut engine = engine.lock().expect("whole");
    let results: Vec<Value> = events.iter().map(|event| engine.signal(event)).collect();
    (StatusCode::ACCEPTED, Json(json!({ "results": results }))).into_response()
}

impl Engine {
    fn signal(&mut self, event: &Value) -> Value {
        assert_eq!(event["specversion"], "1.0");
        let _: Instant = serde_json::from_value(event["time"].clone()).expect("a time");
        let (id, source) = (text(&event["id"]), text(&event["source"]));
        let signal =
            Signal::parse(&text(&event["type"]), &event["data"].to_string()).expect("a known signal");
        if !self.seen.insert(format!("{source} {id}")) {
            return json!({"id": id, "source": source, "verdict": "duplicate"});
        }
        self.signals += 1;
        let mut oversold = vec![];
        match signal {
            Signal::SaleCompleted(sale) => {
                for line in &sale.lines {
                    if !self.items[line.item.as_str()].stocked {
                        continue;
                    }
                    let here =
                        self.on_hand.entry((line.item.to_string(), sale.site.to_string())).or_default();
                    *here -= line.quantity.units();
                    if *here < 0 {
                        oversold.push(json!({"item": line.item, "units": -*here}));
                    }
                }
            }
            Signal::ShipmentDispatched(sent) => {
                let lines = sent.lines.iter().map(|l| (l.item.to_string(), l.quantity.units())).collect();
                self.shipments.insert(sent.shipment.to_string(), lines);
            }
            Signal::ShipmentReceived(got) => {
                let sent = self.shipments.remove(got.shipment.as_str()).expect("sent before it came");
                let lines = got
                    .lines
                    .map(|lines| lines.iter().map(|l| (l.item.to_string(), l.quantity.units())).collect());
                for (item, units) in lines.unwrap_or(sent) {
                    *self.on_hand.entry((item, got.site.to_string())).or_default() += units;
                }
            }
            other => panic!("{other:?}"),
        }
        json!({"id": id, "source": source, "verdict": "accepted", "trace": "t", "oversold_at_till": oversold})
    }

    fn now_micros() -> i64 {
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_micros()
            as i64
    }

    fn held(&self, item: &str, site: &str) -> i64 {
        let now = Engine::now_micros();
        let standing = self.holds.values().filter(|hold| hold.state == "held" && hold.until_micros > now);
        let lines = standing.flat_map(|hold| &hold.lines);
        lines.filter(|(i, s, _)| i == item && s == site).map(|(_, _, units)| units).sum()
    }

    fn show(&self, hold: &str) -> Value {
        let Hold { lines, until_micros, state, posted } = &self.holds[hold];
        let state = if *state == "held" && *until_micros <= Engine::now_micros() { "expired" } else { state };
        let told = |lines: &[(String, String, i64)]| -> Vec<Value> {
            lines.iter().map(|(i, s, q)| json!({"item": i, "site": s, "quantity": q})).collect()
        };
        let until = Instant::from_micros(*until_micros);
        json!({"hold": hold, "state": state, "lines": told(lines), "expires_at": until, "posted": told(posted)})
    }

    fn on_hand(&self, item: &str, site: &str) -> i64 {
        self.on_hand.get(&(item.to_owned(), site.to_owned())).copied().unwrap_or(0)
    }
}

fn lines_of(body: &Value) -> Vec<(String, String, i64)> {
    let line = |l: &Value| (text(&l["item"]), text(&l["site"]), l["quantity"].as_i64().expect("whole"));
    body["lines"].as_array().map(|lines| lines.iter().map(line).collect()).unwrap_or_default()
}

async fn hold(State(engine): State<Shared>, Json(body): Json<Value>) -> Response {
    let mut engine = engine.lock().expect("whole");
    let name = text(&body["hold"]);
    if engine.holds.contains_key(&name) {
        return (StatusCode::CREATED, Json(engine.show(&name))).into_response();
    }
    assert_eq!(body["channel"], "web");
    let lines = lines_of(&body);
    let mut shortages = vec![];
    for (item, site, units) in &lines {
        assert!(engine.items[item].stocked && engine.sites.contains_key(site));
        let available = (engine.on_hand(item, site) - engine.held(item, site)).max(0);
        if available < *units && engine.fault != Fault::Oversells {
            shortages.push(json!({"item": item, "site": site, "requested": units, "available": available}));
        }
    }
    if !shortages.is_empty() {
        return problem(StatusCode::CONFLICT, "insufficient-stock", json!(shortages));
    }
    let until_micros = Engine::now_micros() + body["expires_in_ms"].as_i64().expect("a time") * 1_000;
    engine.holds.insert(name.clone(), Hold { lines, until_micros, state: "held", posted: vec![] });
    (StatusCode::CREATED, Json(engine.show(&name))).into_response()
}

async fn shown(State(engine): State<Shared>, Path(hold): Path<String>) -> Json<Value> {
    Json(engine.lock().expect("whole").show(&hold))
}

async fn resolve(
    State(engine): State<Shared>,
    Path((hold, verb)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Response {
    let mut engine = engine.lock().expect("whole");
    let becomes = if verb == "post" { "posted" } else { "voided" };
    let state = text(&engine.show(&hold)["state"]);
    if state != "held" && state != becomes {
        return problem(StatusCode::CONFLICT, "already-resolved", json!([]));
    }
    if state == "held" && becomes == "posted" {
        let asked = lines_of(&body);
        let lines = if asked.is_empty() { engine.holds[&hold].lines.clone() } else { asked };
        let there = |(item, site, _): &(String, String, i64)| engine.on_hand(item, site).max(0);
        let short: Vec<Value> = lines
            .iter()
            .filter(|line| there(line) < line.2 && engine.fault != Fault::Oversells)
            .map(
                |line| json!({"item": line.0, "site": line.1, "requested": line.2, "available": there(line)}),
            )
            .collect();
        if !short.is_empty() {
            return problem(StatusCode::CONFLICT, "insufficient-stock", json!(short));
        }
        engine.holds.get_mut(&hold).expect("there").posted = lines.clone();
        for (item, site, units) in lines {
            if engine.fault != Fault::Forgets {
                *engine.on_hand.entry((item, site)).or_default() -= units;
            }
        }
    }
    if state == "held" {
        engine.holds.get_mut(&hold).expect("there").state = becomes;
    }
    Json(engine.show(&hold)).into_response()
}

async fn availability(State(engine): State<Shared>, Json(body): Json<Value>) -> Json<Value> {
    let engine = engine.lock().expect("whole");
    let mut held: HashMap<(String, String), i64> = HashMap::new();
    for hold in engine.holds.values().filter(|h| h.state == "held" && h.until_micros > Engine::now_micros()) {
        hold.lines.iter().for_each(|(i, s, q)| *held.entry((i.clone(), s.clone())).or_default() += q);
    }
    let line = |pair: &Value| {
        let key = (text(&pair["item"]), text(&pair["site"]));
        let on_hand = engine.on_hand.get(&key).copied().unwrap_or(0);
        json!({"item": key.0, "site": key.1, "on_hand": on_hand, "held": held.get(&key).unwrap_or(&0)})
    };
    let lines: Vec<Value> = body["pairs"].as_array().expect("pairs").iter().map(line).collect();
    Json(json!({ "lines": lines }))
}

async fn status(State(engine): State<Shared>) -> Json<Value> {
    let position = engine.lock().expect("whole").signals;
    Json(json!({"position": position, "conserved": true, "oversold_by_engine": 0, "oversold_at_till": 0}))
}

async fn delays() -> Json<Value> {
    let row = json!({"signal": "retail.sale.completed", "action": "sold_out", "count": 3, "p50_ms": 0.4, "p95_ms": 1.0, "p99_ms": 2.0, "max_ms": 3.0});
    Json(json!({ "rows": [row] }))
}
