//! The tools: what each takes, and which call of the interface it is.

use super::Asked;
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Map, Value, json};

/// A tool.
struct Known {
    name: &'static str,
    about: &'static str,
    /// Whether it only looks.
    looks: bool,
    /// What it takes: names, schemas, and whether they must be there.
    takes: fn() -> Vec<(&'static str, Value, bool)>,
    /// The call that it is.
    call: fn(Map<String, Value>) -> Result<Asked, String>,
}

/// All tools.
pub(super) fn all() -> Vec<Tool> {
    KNOWN.iter().map(shown).collect()
}

/// The call that a tool is with these arguments; `None` where there is no such tool.
pub(super) fn call(name: &str, arguments: Value) -> Option<Result<Asked, String>> {
    let known = KNOWN.iter().find(|known| known.name == name)?;
    let Value::Object(arguments) = arguments else { return Some(Err("arguments are an object".to_owned())) };
    Some(checked(known, &arguments).and_then(|()| (known.call)(arguments)))
}

fn checked(known: &Known, arguments: &Map<String, Value>) -> Result<(), String> {
    let takes = (known.takes)();
    for (name, _, must) in &takes {
        if *must && !arguments.contains_key(*name) {
            return Err(format!("{name} is missing"));
        }
    }
    match arguments.keys().find(|name| !takes.iter().any(|(known, ..)| known == name)) {
        Some(name) => Err(format!("there is no argument {name:?} here")),
        None => Ok(()),
    }
}

fn shown(known: &Known) -> Tool {
    let takes = (known.takes)();
    let must: Vec<&str> = takes.iter().filter(|(.., must)| *must).map(|(name, ..)| *name).collect();
    let properties: Map<String, Value> =
        takes.iter().map(|(name, schema, _)| ((*name).to_owned(), schema.clone())).collect();
    let schema =
        json!({"type": "object", "properties": properties, "required": must, "additionalProperties": false});
    let schema: JsonObject = schema.as_object().cloned().unwrap_or_default();
    Tool::new(known.name, known.about, schema).annotate(ToolAnnotations::new().read_only(known.looks))
}

fn text(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

fn list(about: &str) -> Value {
    json!({"type": "array", "items": {"type": "string"}, "description": about})
}

fn lines(about: &str) -> Value {
    let line = json!({"type": "object", "properties": {"item": {"type": "string"},
        "quantity": {"type": "integer", "minimum": 1}}, "required": ["item", "quantity"]});
    json!({"type": "array", "items": line, "minItems": 1, "description": about})
}

fn object(about: &str) -> Value {
    json!({"type": "object", "description": about})
}

fn objects(about: &str) -> Value {
    json!({"type": "array", "items": {"type": "object"}, "description": about})
}

const ONCE: &str = "carried out once under this key, however often it is called";

const KNOWN: &[Known] = &[
    Known {
        name: "search",
        about: "Find items by words in their name, brand or categories. Every word must be found.",
        looks: true,
        takes: || {
            vec![
                ("query", text("words, such as: red roses"), true),
                ("limit", json!({"type": "integer", "minimum": 1, "maximum": 100}), false),
            ]
        },
        call: |mut a| {
            let limit = a.remove("limit").and_then(|limit| limit.as_u64()).unwrap_or(20);
            let query = encoded(&taken(&mut a, "query")?);
            Ok(look(format!("/v1/search?q={query}&limit={limit}")))
        },
    },
    Known {
        name: "availability",
        about: "What may be promised now of items, at sites or at all of them, on a channel.",
        looks: true,
        takes: || {
            vec![
                ("items", list("item numbers or GTINs"), true),
                ("sites", list("sites; all where none is named"), false),
                ("channel", text("the sales channel, such as web"), false),
            ]
        },
        call: |mut a| {
            let mut query = Vec::new();
            for (name, key) in [("items", "item"), ("sites", "site")] {
                query.extend(names(&mut a, name)?.iter().map(|id| format!("{key}={}", encoded(id))));
            }
            query.extend(
                a.remove("channel").map(|c| format!("channel={}", encoded(c.as_str().unwrap_or("")))),
            );
            Ok(look(format!("/v1/availability?{}", query.join("&"))))
        },
    },
    Known {
        name: "promise",
        about: "When and how a basket could reach the shopper: dates and sites by method, with the reason.",
        looks: true,
        takes: || {
            vec![
                ("basket", lines("what is wanted"), true),
                ("methods", list("pickup, ship, deliver, carry_out"), true),
                ("place", object("where to: country, postal_code, position {lat, lon}"), false),
                ("sites", list("sites that are looked at; all where none is named"), false),
            ]
        },
        call: |a| Ok(send("/v1/promises:query", a)),
    },
    Known {
        name: "price",
        about: "What a basket costs, and which promotion or tax did what to which line.",
        looks: true,
        takes: || {
            vec![
                ("lines", lines("the basket"), true),
                ("channel", text("the sales channel; agent where it is not said"), false),
                ("coupons", list("codes that the shopper shows"), false),
                ("customer", text("the customer's number"), false),
                ("site", text("the site, for prices of that site"), false),
                ("currency", text("ISO 4217"), false),
            ]
        },
        call: |mut a| {
            on_channel(&mut a);
            Ok(send("/v1/baskets:price", a))
        },
    },
    Known {
        name: "hold",
        about: "Keep units for somebody for a while: all lines or none. Answers with the hold and until when it stands.",
        looks: false,
        takes: || {
            vec![
                ("lines", objects("item, quantity, and a site or a region"), true),
                ("owner", text("for whom: a basket, a shopper"), true),
                ("expires_in_ms", json!({"type": "integer", "minimum": 1}), false),
                ("channel", text("the sales channel; agent where it is not said"), false),
                ("key", text(ONCE), false),
            ]
        },
        call: |mut a| {
            on_channel(&mut a);
            a.entry("expires_in_ms").or_insert_with(|| json!(900_000));
            Ok(send("/v1/holds", a))
        },
    },
    Known {
        name: "release_hold",
        about: "Give back what a hold keeps.",
        looks: false,
        takes: || vec![("hold", text("the hold"), true)],
        call: |mut a| Ok(send(&format!("/v1/holds/{}/void", encoded(&taken(&mut a, "hold")?)), Map::new())),
    },
    Known {
        name: "order",
        about: "Place an order: priced, held and paid, or not at all.",
        looks: false,
        takes: || {
            vec![
                ("lines", objects("item, quantity, and substitutes that the shopper agrees to"), true),
                (
                    "delivery",
                    object(
                        "method pickup {site}, ship {to, service}, deliver {site, to} or carry_out {site}",
                    ),
                    true,
                ),
                (
                    "tenders",
                    objects("kind (test, payment_intents, gift_card, points, cash), token, amount"),
                    true,
                ),
                ("channel", text("the sales channel; agent where it is not said"), false),
                ("customer", text("the customer's number"), false),
                ("contact", object("name, email, phone, address"), false),
                ("hold", text("a hold that keeps the units already"), false),
                ("coupons", list("codes that the shopper shows"), false),
                ("key", text(ONCE), false),
            ]
        },
        call: |mut a| {
            on_channel(&mut a);
            Ok(send("/v1/orders", a))
        },
    },
    Known {
        name: "order_status",
        about: "How far an order has got, with its parcels, payments and all that happened to it.",
        looks: true,
        takes: || vec![("order", text("the order's number"), true)],
        call: |mut a| Ok(look(format!("/v1/orders/{}", encoded(&taken(&mut a, "order")?)))),
    },
    Known {
        name: "return",
        about: "Take goods back: by order, by receipt, or without either where a rule allows it.",
        looks: false,
        takes: || {
            vec![
                ("site", text("where they are brought back"), true),
                ("lines", objects("line or item, quantity, reason, condition"), true),
                ("order", text("the order they were bought with"), false),
                ("sale", text("the receipt they were bought with"), false),
                ("customer", text("the customer's number"), false),
                ("refund_to", text("original or gift_card"), false),
                ("key", text(ONCE), false),
            ]
        },
        call: |a| Ok(send("/v1/returns", a)),
    },
    Known {
        name: "tasks",
        about: "What associates are to do, most urgent first.",
        looks: true,
        takes: || {
            vec![
                ("site", text("of this site"), false),
                ("kind", text("of this kind, such as pick or replenish"), false),
                ("state", text("in this state, such as open"), false),
            ]
        },
        call: |a| {
            let query =
                a.iter().filter_map(|(name, value)| Some(format!("{name}={}", encoded(value.as_str()?))));
            Ok(look(format!("/v1/tasks?{}", query.collect::<Vec<_>>().join("&"))))
        },
    },
    Known {
        name: "task_claim",
        about: "Take a task on, so that two do not walk for the same goods.",
        looks: false,
        takes: || {
            vec![
                ("task", text("the task"), true),
                ("by", text("a badge or a device, no person's name"), true),
            ]
        },
        call: |mut a| Ok(send(&format!("/v1/tasks/{}/claim", encoded(&taken(&mut a, "task")?)), a)),
    },
    Known {
        name: "task_done",
        about: "Say that a task is done, with what was found where it is a pick, or how many were brought to a shelf.",
        looks: false,
        takes: || {
            vec![
                ("task", text("the task"), true),
                ("lines", objects("line, picked, substitute"), false),
                ("place", text("where the goods lie ready"), false),
                (
                    "quantity",
                    json!({"type": "integer", "minimum": 1, "description": "brought to a shelf, or looked at"}),
                    false,
                ),
            ]
        },
        call: |mut a| Ok(send(&format!("/v1/tasks/{}/done", encoded(&taken(&mut a, "task")?)), a)),
    },
    Known {
        name: "task_cannot",
        about: "Say that a task cannot be done, and why; an order goes to another site.",
        looks: false,
        takes: || vec![("task", text("the task"), true), ("reason", text("why"), true)],
        call: |mut a| Ok(send(&format!("/v1/tasks/{}/cannot", encoded(&taken(&mut a, "task")?)), a)),
    },
];

fn look(path: String) -> Asked {
    Asked { method: "GET", path, body: Value::Null, idempotency_key: None, authorization: None }
}

fn send(path: &str, mut arguments: Map<String, Value>) -> Asked {
    let idempotency_key = arguments.remove("key").and_then(|key| key.as_str().map(str::to_owned));
    let body = if arguments.is_empty() { Value::Null } else { Value::Object(arguments) };
    Asked { method: "POST", path: path.to_owned(), body, idempotency_key, authorization: None }
}

fn on_channel(arguments: &mut Map<String, Value>) {
    arguments.entry("channel").or_insert_with(|| json!("agent"));
}

fn taken(arguments: &mut Map<String, Value>, name: &str) -> Result<String, String> {
    match arguments.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        _ => Err(format!("{name} is a text that is not empty")),
    }
}

fn names(arguments: &mut Map<String, Value>, name: &str) -> Result<Vec<String>, String> {
    let Some(list) = arguments.remove(name) else { return Ok(Vec::new()) };
    serde_json::from_value(list).map_err(|_| format!("{name} is a list of texts"))
}

/// As it stands in a path or a query.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_is_one_call() {
        let check = |name: &str, arguments: Value, expected: &str| {
            let call = call(name, arguments).expect("known");
            let said = call.map_or_else(|e| e, |c| format!("{} {} {}", c.method, c.path, c.body));
            assert_eq!(said, expected, "{name}");
        };
        check("search", json!({"query": "red roses"}), "GET /v1/search?q=red%20roses&limit=20 null");
        check(
            "availability",
            json!({"items": ["A", "B/1"], "sites": ["S"], "channel": "web"}),
            "GET /v1/availability?item=A&item=B%2F1&site=S&channel=web null",
        );
        check("release_hold", json!({"hold": "h"}), "POST /v1/holds/h/void null");
        check("order_status", json!({}), "order is missing");
        check("order_status", json!({"order": "O", "x": 1}), "there is no argument \"x\" here");
        assert!(call("none", json!({})).is_none());
    }

    #[test]
    fn every_tool_says_what_it_takes() {
        for tool in all() {
            assert_eq!(tool.input_schema["type"], "object", "{}", tool.name);
            assert!(tool.description.is_some_and(|about| about.ends_with('.')), "{}", tool.name);
        }
    }
}
