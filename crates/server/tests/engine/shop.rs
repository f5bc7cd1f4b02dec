//! A shop with one item at one site.

use super::engine::Engine;
use serde_json::{Value, json};

#[allow(dead_code, reason = "no test uses all of it")]
pub fn stock(engine: &Engine, units: i64) {
    let site = json!({"name": "S", "kind": "store", "timezone": "Europe/Berlin"});
    assert_eq!(engine.call("PUT", "/v1/sites/S", &site).0, 200);
    assert_eq!(engine.call("PUT", "/v1/items/A", &json!({"name": "A"})).0, 200);
    let receipt = json!({"moves": [{"item": "A", "quantity": units, "from": {"outside": "supplier"},
        "to": {"site": "S"}, "reason": "receipt"}]});
    assert_eq!(engine.call("POST", "/v1/stock/moves", &receipt).0, 200);
}

#[allow(dead_code, reason = "no test uses all of it")]
pub fn hold(name: &str, units: i64) -> Value {
    json!({"hold": name, "owner": name, "channel": "web", "expires_in_ms": 600_000,
        "lines": [{"item": "A", "quantity": units, "site": "S"}]})
}
