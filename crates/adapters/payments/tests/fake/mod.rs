//! A provider of payment intents on a real socket, which fails as the real one does: it keeps the answer to each
//! idempotency key, refuses a key with other parameters, acts and then breaks down, is slow, has too many calls.

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

pub const KEY: &str = "sk_test_fake";

/// What happens to a call that does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fails {
    /// The connection is cut before anything was done.
    CutBefore,
    /// The connection is cut after it was done.
    CutAfter,
    /// The same, and the key is forgotten, as after a day.
    CutAfterAndForget,
    /// Half of the answer comes.
    HalfAnAnswer,
    /// It is done, and the answer is 500, for ever under this key.
    BreaksAfter,
    /// It is done, and the answer comes late.
    SlowAfter(u64),
    /// Too many calls.
    TooMany,
    /// The key is not good.
    BadKey,
}

#[derive(Default)]
struct Book {
    intents: BTreeMap<String, Value>,
    refunds: Vec<Value>,
    /// By idempotency key: what was sent, and the answer once there is one.
    keys: BTreeMap<String, (String, Option<(u16, String)>)>,
    events: Vec<Value>,
    fails: VecDeque<Fails>,
    posts: usize,
    /// Whether the search knows of anything yet.
    is_indexed: bool,
}

/// Listens until the test ends.
#[derive(Clone)]
pub struct Fake {
    pub address: SocketAddr,
    book: Arc<Mutex<Book>>,
}

struct Call {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    form: BTreeMap<String, String>,
    body: String,
}

type Answer = (u16, Value);

fn refusal(status: u16, kind: &str, code: &str, message: &str) -> Answer {
    (status, json!({"error": {"type": kind, "code": code, "message": message}}))
}

fn invalid(code: &str, message: &str) -> Answer {
    refusal(400, "invalid_request_error", code, message)
}

fn metadata(form: &BTreeMap<String, String>) -> Map<String, Value> {
    let key = |name: &str| Some(name.strip_prefix("metadata[")?.strip_suffix(']')?.to_owned());
    form.iter().filter_map(|(name, value)| Some((key(name)?, json!(value)))).collect()
}

fn number(value: &Value, field: &str) -> i64 {
    value[field].as_i64().expect("a number")
}

impl Fake {
    pub fn new() -> Fake {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let book = Arc::new(Mutex::new(Book { is_indexed: true, ..Book::default() }));
        let fake = Fake { address, book };
        let listening = fake.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let fake = listening.clone();
                std::thread::spawn(move || fake.serve(stream));
            }
        });
        fake
    }

    fn lock(&self) -> MutexGuard<'_, Book> {
        self.book.lock().expect("whole")
    }

    /// What happens to the next calls that do something.
    pub fn fail(&self, fails: impl IntoIterator<Item = Fails>) {
        self.lock().fails.extend(fails);
    }

    /// Whether what is made can be searched for.
    pub fn index(&self, is_indexed: bool) {
        self.lock().is_indexed = is_indexed;
    }

    pub fn posts(&self) -> usize {
        self.lock().posts
    }

    /// All events, the first first.
    pub fn events(&self) -> Vec<Value> {
        self.lock().events.clone()
    }

    /// What it holds, in a line.
    pub fn told(&self) -> String {
        let book = self.lock();
        let intent = |intent: &Value| {
            let status = intent["status"].as_str().unwrap_or_default();
            format!("{} of {} received, {status}", intent["amount_received"], intent["amount"])
        };
        let intents: Vec<String> = book.intents.values().map(intent).collect();
        let refunded: i64 = book.refunds.iter().map(|refund| number(refund, "amount")).sum();
        format!("{}; {refunded} refunded", intents.join(" + "))
    }

    fn serve(&self, stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
        let mut stream = stream;
        while let Some(call) = read(&mut reader) {
            let (answer, fails) = self.answer(&call);
            let (status, body) = match answer {
                Some(answer) => answer,
                None => return,
            };
            let header = if status == 429 { "Retry-After: 0\r\n" } else { "" };
            let mut text = format!(
                "HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n{header}Content-Length: {}\r\n\r\n{body}",
                body.len()
            );
            if fails == Some(Fails::HalfAnAnswer) {
                text.truncate(text.len() - body.len() / 2);
            }
            if stream.write_all(text.as_bytes()).is_err() || fails == Some(Fails::HalfAnAnswer) {
                return;
            }
        }
    }

    /// The answer; nothing where the connection is cut.
    fn answer(&self, call: &Call) -> (Option<(u16, String)>, Option<Fails>) {
        let json = |answer: Answer| Some((answer.0, answer.1.to_string()));
        if call.headers.get("authorization") != Some(&format!("Bearer {KEY}")) {
            return (json(refusal(401, "invalid_request_error", "api_key_invalid", "a bad key")), None);
        }
        assert!(call.headers.contains_key("stripe-version"), "the version is named");
        if call.method == "GET" {
            return (json(self.look(call)), None);
        }
        assert_eq!(call.headers["content-type"], "application/x-www-form-urlencoded");
        let key = call.headers.get("idempotency-key").expect("a key").clone();
        let mut book = self.lock();
        book.posts += 1;
        let fails = book.fails.pop_front();
        match fails {
            Some(Fails::CutBefore) => return (None, fails),
            Some(Fails::TooMany) => {
                return (json(refusal(429, "invalid_request_error", "rate_limit", "too many")), None);
            }
            Some(Fails::BadKey) => {
                return (json(refusal(401, "invalid_request_error", "api_key_expired", "expired")), None);
            }
            _ => (),
        }
        let sent = format!("{} {}", call.path, call.body);
        match book.keys.get(&key) {
            Some((first, _)) if *first != sent => {
                let said = "Keys for idempotent requests can only be used with the same parameters";
                return (json(refusal(400, "idempotency_error", "", said)), None);
            }
            Some((_, None)) => {
                let said = "There is currently another in-progress request using this key";
                return (json(refusal(409, "idempotency_error", "idempotency_key_in_use", said)), None);
            }
            Some((_, Some(answer))) => return (Some(answer.clone()), fails),
            None => (),
        }
        book.keys.insert(key.clone(), (sent, None));
        let (mut status, value) = book.act(call);
        let mut body = value.to_string();
        if fails == Some(Fails::BreaksAfter) {
            (status, body) = (500, json!({"error": {"type": "api_error", "message": "sorry"}}).to_string());
        }
        drop(book);
        if let Some(Fails::SlowAfter(ms)) = fails {
            std::thread::sleep(Duration::from_millis(ms));
        }
        let mut book = self.lock();
        if fails == Some(Fails::CutAfterAndForget) {
            book.keys.remove(&key);
        } else if let Some((_, answer)) = book.keys.get_mut(&key) {
            *answer = Some((status, body.clone()));
        }
        let is_cut = matches!(fails, Some(Fails::CutAfter | Fails::CutAfterAndForget));
        (if is_cut { None } else { Some((status, body)) }, fails)
    }

    fn look(&self, call: &Call) -> Answer {
        let book = self.lock();
        let page = |data: Vec<Value>, has_more: bool| (200, json!({"data": data, "has_more": has_more}));
        match call.path.split('/').collect::<Vec<_>>()[..] {
            ["", "v1", "payment_intents", "search"] => {
                let query = &call.query["query"];
                let is_found = |intent: &&Value| {
                    let wanted =
                        |key: &str| format!("metadata['{key}']:{}", quoted(&intent["metadata"][key]));
                    *query == format!("{} AND {}", wanted("realtail_payment"), wanted("realtail_ask"))
                };
                let found = book.intents.values().filter(is_found).cloned().collect();
                page(if book.is_indexed { found } else { Vec::new() }, false)
            }
            ["", "v1", "payment_intents", intent] => match book.intents.get(intent) {
                Some(intent) => (200, book.shown(intent, call.query.contains_key("expand[]"))),
                None => refusal(404, "invalid_request_error", "resource_missing", "no such intent"),
            },
            ["", "v1", "refunds"] => {
                let intent = &call.query["payment_intent"];
                let after = call.query.get("starting_after");
                let newest_first: Vec<Value> = book
                    .refunds
                    .iter()
                    .rev()
                    .filter(|r| r["payment_intent"] == json!(intent))
                    .cloned()
                    .collect();
                let skip = after.map_or(0, |after| {
                    newest_first.iter().position(|r| r["id"] == json!(after)).map_or(0, |n| n + 1)
                });
                // Smaller pages than were asked for, so that there is more than one.
                let data: Vec<Value> = newest_first.iter().skip(skip).take(1).cloned().collect();
                page(data, newest_first.len() > skip + 1)
            }
            _ => refusal(404, "invalid_request_error", "", "no such path"),
        }
    }
}

fn quoted(value: &Value) -> String {
    format!("'{}'", value.as_str().unwrap_or_default().replace('\\', "\\\\").replace('\'', "\\'"))
}

impl Book {
    fn act(&mut self, call: &Call) -> Answer {
        match call.path.split('/').collect::<Vec<_>>()[..] {
            ["", "v1", "payment_intents"] => self.make(&call.form),
            ["", "v1", "payment_intents", intent, "capture"] => self.capture(intent, &call.form),
            ["", "v1", "payment_intents", intent, "cancel"] => self.cancel(intent),
            ["", "v1", "refunds"] => self.refund(&call.form),
            _ => refusal(404, "invalid_request_error", "", "no such path"),
        }
    }

    fn shown(&self, intent: &Value, is_expanded: bool) -> Value {
        let mut shown = intent.clone();
        if is_expanded {
            let status = intent["multicapture"].clone();
            shown["latest_charge"] = json!({"id": "ch_1", "object": "charge",
                "payment_method_details": {"card": {"multicapture": {"status": status}}, "type": "card"}});
        }
        shown
    }

    fn event(&mut self, kind: &str, object: &Value) {
        let id = format!("evt_{}", self.events.len() + 1);
        self.events.push(json!({"id": id, "object": "event", "type": kind, "data": {"object": object}}));
    }

    fn make(&mut self, form: &BTreeMap<String, String>) -> Answer {
        const KNOWN: [&str; 8] = [
            "amount",
            "currency",
            "payment_method",
            "payment_method_types[]",
            "payment_method_options[card][request_multicapture]",
            "capture_method",
            "confirm",
            "error_on_requires_action",
        ];
        for name in form.keys().filter(|name| !name.starts_with("metadata[")) {
            assert!(KNOWN.contains(&name.as_str()), "Received unknown parameter: {name}");
        }
        assert_eq!((form["capture_method"].as_str(), form["confirm"].as_str()), ("manual", "true"));
        assert_eq!(form["currency"], form["currency"].to_lowercase());
        let amount: i64 = form["amount"].parse().expect("a whole number");
        if amount < 50 {
            return invalid("amount_too_small", "Amount must be at least 50");
        }
        let declined = match form["payment_method"].as_str() {
            "pm_card_visa" | "pm_card_single" => None,
            "pm_card_chargeDeclined" => Some(("card_declined", "generic_decline")),
            "pm_card_chargeDeclinedInsufficientFunds" => Some(("card_declined", "insufficient_funds")),
            "pm_card_authenticationRequired" => Some(("authentication_required", "authentication_required")),
            _ => return invalid("resource_missing", "No such PaymentMethod"),
        };
        let id = format!("pi_{}", self.intents.len() + 1);
        let multicapture =
            if form["payment_method"] == "pm_card_single" { "unavailable" } else { "available" };
        let mut intent = json!({"id": id, "object": "payment_intent", "amount": amount,
            "amount_capturable": amount, "amount_received": 0, "currency": form["currency"],
            "status": "requires_capture", "metadata": metadata(form), "latest_charge": "ch_1",
            "last_payment_error": null, "multicapture": multicapture});
        if let Some((code, decline_code)) = declined {
            let error = json!({"type": "card_error", "code": code, "decline_code": decline_code,
                "message": "Your card was declined."});
            intent["status"] = json!("requires_payment_method");
            intent["amount_capturable"] = json!(0);
            intent["last_payment_error"] = error.clone();
            self.event("payment_intent.payment_failed", &intent);
            self.intents.insert(id, intent.clone());
            let mut error = error;
            error["payment_intent"] = intent;
            return (402, json!({"error": error}));
        }
        self.event("payment_intent.amount_capturable_updated", &intent);
        self.intents.insert(id, intent.clone());
        (200, intent)
    }

    fn capture(&mut self, id: &str, form: &BTreeMap<String, String>) -> Answer {
        let Some(intent) = self.intents.get_mut(id) else {
            return refusal(404, "invalid_request_error", "resource_missing", "no such intent");
        };
        if intent["status"] != "requires_capture" {
            return unexpected(intent);
        }
        let amount: i64 = form["amount_to_capture"].parse().expect("a whole number");
        if amount > number(intent, "amount_capturable") {
            return invalid("amount_too_large", "greater than the amount you can capture");
        }
        let is_last = form["final_capture"] == "true";
        if !is_last && intent["multicapture"] != "available" {
            return invalid("capture_unavailable", "multicapture is not available");
        }
        intent["amount_received"] = json!(number(intent, "amount_received") + amount);
        let left = if is_last { 0 } else { number(intent, "amount_capturable") - amount };
        intent["amount_capturable"] = json!(left);
        intent["status"] = json!(if left == 0 { "succeeded" } else { "requires_capture" });
        if let Value::Object(known) = &mut intent["metadata"] {
            known.extend(metadata(form));
        }
        let intent = intent.clone();
        let kind = if left == 0 { "succeeded" } else { "amount_capturable_updated" };
        self.event(&format!("payment_intent.{kind}"), &intent);
        (200, intent)
    }

    fn cancel(&mut self, id: &str) -> Answer {
        let Some(intent) = self.intents.get_mut(id) else {
            return refusal(404, "invalid_request_error", "resource_missing", "no such intent");
        };
        if matches!(intent["status"].as_str(), Some("succeeded" | "canceled")) {
            return unexpected(intent);
        }
        intent["status"] = json!("canceled");
        intent["amount_capturable"] = json!(0);
        let intent = intent.clone();
        self.event("payment_intent.canceled", &intent);
        (200, intent)
    }

    fn refund(&mut self, form: &BTreeMap<String, String>) -> Answer {
        let (intent, amount) = (&form["payment_intent"], form["amount"].parse::<i64>().expect("a number"));
        let Some(paid) = self.intents.get(intent) else {
            return refusal(404, "invalid_request_error", "resource_missing", "no such intent");
        };
        let before = self.refunds.iter().filter(|r| r["payment_intent"] == json!(intent));
        let before: i64 = before.map(|r| number(r, "amount")).sum();
        if amount > number(paid, "amount_received") - before {
            return invalid("charge_already_refunded", "greater than unrefunded amount on charge");
        }
        let refund = json!({"id": format!("re_{}", self.refunds.len() + 1), "object": "refund",
            "amount": amount, "currency": "eur", "payment_intent": intent, "status": "succeeded",
            "metadata": metadata(form)});
        self.refunds.push(refund.clone());
        self.event("refund.created", &refund);
        (200, refund)
    }
}

fn unexpected(intent: &Value) -> Answer {
    let message = format!("This PaymentIntent has a status of {}", intent["status"]);
    let code = "payment_intent_unexpected_state";
    (
        400,
        json!({"error": {"type": "invalid_request_error", "code": code, "message": message, "payment_intent": intent}}),
    )
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Call> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length = headers.get("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8(body).expect("text");
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Call { method, path: path.to_owned(), query: pairs(query), headers, form: pairs(&body), body })
}
