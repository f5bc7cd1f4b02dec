//! The flower shop of the protocol's own samples, served by the binary, and an agent that buys there.

#[allow(dead_code, reason = "no test uses all of it")]
pub mod agent;

use crate::engine::{Engine, KEY};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Guards what test suites may do.
pub const SECRET: &str = "a-secret-for-tests";

const PRODUCTS: &str = "id,title,price,image_url
bouquet_roses,Bouquet of Red Roses,3500,https://example.com/roses.jpg
pot_ceramic,Ceramic Pot,1500,
gardenias,Gardenias,2000,
";
const INVENTORY: &str = "product_id,quantity\nbouquet_roses,1000\npot_ceramic,2000\ngardenias,0\n";
const CUSTOMERS: &str = "id,name,email
cust_1,John Doe,john.doe@example.com
cust_2,Jane Doe,jane.doe@example.com
";
const ADDRESSES: &str = "id,customer_id,street_address,city,state,postal_code,country
addr_1,cust_1,123 Main St,Springfield,IL,62704,US
addr_2,cust_1,456 Oak Ave,Metropolis,NY,10012,US
";
const DISCOUNTS: &str = "code,type,value,description
10OFF,percentage,10,10% Off
WELCOME20,percentage,20,20% Off
FIXED500,fixed_amount,500,$5.00 Off
";
const SHIPPING_RATES: &str = "id,country_code,service_level,price,title
std-ship,default,standard,500,Standard Shipping
exp-ship-us,US,express,1500,Express Shipping (US)
exp-ship-intl,default,express,2500,International Express
";
const PROMOTIONS: &str = "id,type,min_subtotal,eligible_item_ids,description
promo_1,free_shipping,10000,,Free Shipping on orders over $100
promo_2,free_shipping,,\"[\"\"bouquet_roses\"\"]\",Free Shipping on roses
";

/// A served shop.
pub struct Shop {
    pub engine: Engine,
    pub data: tempfile::TempDir,
}

/// Makes keys that nobody else has.
static NEXT: AtomicU32 = AtomicU32::new(1);

/// An answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// Its body, where the status is the one that is expected.
    #[track_caller]
    pub fn ok(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }
}

#[allow(dead_code, reason = "no test uses all of it")]
impl Shop {
    /// Serves the flower shop, with what test suites need.
    pub fn open() -> Shop {
        let shop = Shop::empty(&[]);
        let files = tempfile::tempdir().expect("a folder");
        for (name, text) in [
            ("products.csv", PRODUCTS),
            ("inventory.csv", INVENTORY),
            ("customers.csv", CUSTOMERS),
            ("addresses.csv", ADDRESSES),
            ("discounts.csv", DISCOUNTS),
            ("shipping_rates.csv", SHIPPING_RATES),
            ("promotions.csv", PROMOTIONS),
        ] {
            std::fs::write(files.path().join(name), text).expect("writable");
        }
        shop.import(files.path());
        shop
    }

    /// Serves a shop that sells nothing yet.
    pub fn empty(settings: &[&str]) -> Shop {
        let data = tempfile::tempdir().expect("a folder");
        let engine = serve(data.path(), settings, "info");
        Shop { engine, data }
    }

    /// Stops the engine at once and serves the same folder again, with all that it has to say.
    pub fn restart_talkative(self) -> Shop {
        let Shop { engine, data } = self;
        drop(engine);
        let engine = serve(data.path(), &[], "trace");
        Shop { engine, data }
    }

    /// Stops the engine at once and serves the same folder again.
    pub fn restart(self) -> Shop {
        let Shop { engine, data } = self;
        drop(engine);
        let engine = serve(data.path(), &[], "info");
        Shop { engine, data }
    }

    #[track_caller]
    pub fn import(&self, folder: &Path) {
        let done = Command::new(env!("CARGO_BIN_EXE_realtail"))
            .args(["import", "--listen", &self.engine.address.to_string(), "shop"])
            .arg(folder)
            .env("REALTAIL_KEY", KEY)
            .output()
            .expect("the binary runs");
        let said = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        assert!(done.status.success(), "{said}");
    }

    /// An agent's call, under a key of its own.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> Answer {
        let key = format!("key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.ask_as(method, path, body, &[("Idempotency-Key", &key)])
    }

    /// An agent's call with headers.
    pub fn ask_as(&self, method: &str, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let kind = [("Content-Type", "application/json")];
        let kind = if text.is_empty() { [].as_slice() } else { kind.as_slice() };
        self.send(method, path, &text, &[headers, kind].concat())
    }

    /// A call of any kind.
    pub fn send(&self, method: &str, path: &str, text: &str, headers: &[(&str, &str)]) -> Answer {
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.engine.address);
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", text.len()));
        let mut stream = TcpStream::connect(self.engine.address).expect("reachable");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time-out");
        stream.write_all(head.as_bytes()).expect("sent");
        stream.write_all(text.as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, text) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let body = serde_json::from_str(text).unwrap_or(Value::Null);
        Answer { status, head: head.to_lowercase(), body, text: text.to_owned() }
    }

    /// Opens a checkout of an item, with nothing said of how it comes.
    #[track_caller]
    pub fn checkout(&self, item: &str, quantity: i64) -> Value {
        self.ask("POST", "/checkout-sessions", &basket(item, quantity)).ok(201)
    }

    /// Opens a checkout of roses that only its payment is missing of.
    #[track_caller]
    pub fn ready(&self) -> Value {
        let mut body = basket("bouquet_roses", 1);
        body["fulfillment"] = shipping(&json!([home("US")]), Some("home"), Some("std-ship"));
        let checkout = self.ask("POST", "/checkout-sessions", &body).ok(201);
        assert_eq!(checkout["status"], "ready_for_complete", "{checkout}");
        checkout
    }

    /// Changes a checkout.
    #[track_caller]
    pub fn change(&self, checkout: &Value, change: &Value) -> Value {
        self.ask("PUT", &path(checkout), change).ok(200)
    }

    /// Completes a checkout, and tells the order's number.
    #[track_caller]
    pub fn order(&self, checkout: &Value) -> String {
        let done =
            self.ask("POST", &format!("{}/complete", path(checkout)), &paid_with("success_token")).ok(200);
        assert_eq!(done["status"], "completed", "{done}");
        done["order"]["id"].as_str().expect("an order").to_owned()
    }
}

fn serve(data: &Path, settings: &[&str], log: &str) -> Engine {
    let mut command = Command::new(env!("CARGO_BIN_EXE_realtail"));
    command.env("REALTAIL_LOG", log);
    command.env("REALTAIL_SIMULATION_SECRET", SECRET);
    Engine::start_by(command, data, settings)
}

pub fn path(checkout: &Value) -> String {
    format!("/checkout-sessions/{}", checkout["id"].as_str().expect("an id"))
}

pub fn basket(item: &str, quantity: i64) -> Value {
    json!({"currency": "USD", "line_items": [{"item": {"id": item}, "quantity": quantity}]})
}

pub fn home(country: &str) -> Value {
    json!({"id": "home", "street_address": "1 Market St", "address_locality": "Town", "address_region": "CA",
        "postal_code": "94105", "address_country": country})
}

/// How all lines are to be shipped.
pub fn shipping(destinations: &Value, chosen: Option<&str>, option: Option<&str>) -> Value {
    let mut method = json!({"id": "method_1", "type": "shipping", "line_item_ids": []});
    if !destinations.is_null() {
        method["destinations"] = destinations.clone();
    }
    if let Some(chosen) = chosen {
        method["selected_destination_id"] = chosen.into();
    }
    if let Some(option) = option {
        method["groups"] = json!([{"id": "group_1", "line_item_ids": [], "selected_option_id": option}]);
    }
    json!({"methods": [method]})
}

pub fn paid_with(token: &str) -> Value {
    json!({"payment": {"instruments": [{
        "id": "instr_1",
        "handler_id": "mock_payment_handler",
        "type": "card",
        "display": {"brand": "Visa", "last_digits": "1234"},
        "credential": {"type": "token", "token": token},
    }]}, "risk_signals": {}})
}

/// The amount of a kind among totals.
#[allow(dead_code, reason = "no test uses all of it")]
pub fn amount(totals: &Value, kind: &str) -> Option<i64> {
    let of_kind = |total: &&Value| total["type"] == kind;
    totals.as_array().expect("totals").iter().find(of_kind).and_then(|total| total["amount"].as_i64())
}
