//! The tools, used by a real client of the Model Context Protocol: over standard input and output, and over HTTP.

mod engine;
#[expect(dead_code, reason = "an agent of another protocol needs more of it")]
mod shop;

use engine::KEY;
use rmcp::ServiceExt;
use rmcp::model::CallToolRequestParams;
use rmcp::service::{RoleClient, RunningService};
use serde_json::{Value, json};
use shop::Shop;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::Stdio;

type Client = RunningService<RoleClient, ()>;

/// The binary's tools. It ends when the client hangs up.
#[expect(clippy::zombie_processes, reason = "it ends with the test, which waits for nothing")]
async fn assistant(shop: &Shop) -> Client {
    let (ours, theirs) = UnixStream::pair().expect("a pair");
    let input: OwnedFd = theirs.try_clone().expect("a copy").into();
    let output: OwnedFd = theirs.into();
    std::process::Command::new(env!("CARGO_BIN_EXE_realtail"))
        .args(["mcp", "--listen", &shop.engine.address.to_string()])
        .env("REALTAIL_KEY", KEY)
        .stdin(Stdio::from(input))
        .stdout(Stdio::from(output))
        .spawn()
        .expect("the binary runs");
    ours.set_nonblocking(true).expect("set");
    let pipes = tokio::net::UnixStream::from_std(ours).expect("a stream").into_split();
    ().serve(pipes).await.expect("it speaks the protocol")
}

/// What a tool answers, and whether it is a refusal.
async fn call(client: &Client, tool: &'static str, arguments: Value) -> (bool, Value) {
    let arguments = arguments.as_object().cloned().expect("an object");
    let asked = CallToolRequestParams::new(tool).with_arguments(arguments);
    let answer = client.call_tool(asked).await.expect("an answer");
    (answer.is_error == Some(true), answer.structured_content.expect("structured"))
}

#[tokio::test]
async fn an_assistant_buys_and_follows_its_order() {
    let shop = Shop::open();
    let client = assistant(&shop).await;
    let tools = client.list_all_tools().await.expect("tools");
    let named: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    for name in
        ["search", "availability", "promise", "hold", "price", "order", "order_status", "return", "tasks"]
    {
        assert!(named.contains(&name), "{name} of {named:?}");
    }

    let (refused, found) = call(&client, "search", json!({"query": "red rose"})).await;
    assert!(!refused, "{found}");
    assert_eq!(found["items"][0]["item"], "bouquet_roses", "{found}");

    let (refused, there) = call(&client, "availability", json!({"items": ["bouquet_roses"]})).await;
    assert!(!refused, "{there}");
    assert!(there.to_string().contains("1000"), "{there}");

    let lines = json!([{"item": "bouquet_roses", "quantity": 2}]);
    let (refused, priced) = call(&client, "price", json!({"lines": lines, "coupons": ["10OFF"]})).await;
    assert!(!refused, "{priced}");
    assert_eq!(priced["total"], 6300, "{priced}");

    let order = json!({
        "lines": lines,
        "delivery": {"method": "ship", "to": {"country": "US", "postal_code": "94105"}},
        "tenders": [{"kind": "test", "token": "success_token"}],
        "key": "an-assistant-buys",
    });
    let (refused, placed) = call(&client, "order", order.clone()).await;
    assert!(!refused, "{placed}");
    let (_, again) = call(&client, "order", order).await;
    assert_eq!(placed["order"], again["order"], "carried out once under its key");
    let (refused, status) = call(&client, "order_status", json!({"order": placed["order"]})).await;
    assert!(!refused, "{status}");
    assert_eq!(status["total"], 7000, "{status}");
}

#[tokio::test]
async fn a_refusal_is_an_answer_that_can_be_read() {
    let shop = Shop::open();
    let client = assistant(&shop).await;
    let hold = json!({"owner": "basket/1", "lines": [{"item": "gardenias", "quantity": 1, "site": "main"}]});
    let (refused, problem) = call(&client, "hold", hold).await;
    assert!(refused, "{problem}");
    assert!(problem["type"].as_str().is_some_and(|kind| kind.ends_with("insufficient-stock")), "{problem}");
    let (refused, problem) = call(&client, "order_status", json!({"order": "none"})).await;
    assert!(refused, "{problem}");
    let (refused, problem) = call(&client, "order_status", json!({})).await;
    assert!(refused, "{problem}");
}

#[test]
fn over_http_a_tool_may_do_what_the_key_may() {
    let shop = Shop::open();
    let call = |headers: &[(&str, &str)]| {
        let arguments = json!({"query": "ceramic"});
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "search", "arguments": arguments}});
        let known =
            [("Accept", "application/json, text/event-stream"), ("MCP-Protocol-Version", "2025-06-18")];
        shop.ask_as("POST", "/mcp", &asked, &[&known[..], headers].concat()).ok(200)
    };
    let key = format!("Bearer {KEY}");
    let found = call(&[("Authorization", &key)]);
    let items = &found["result"]["structuredContent"]["items"];
    assert_eq!(items[0]["item"], "pot_ceramic", "{found}");
    let refused = call(&[]);
    assert_eq!(refused["result"]["isError"], true, "{refused}");
    assert_eq!(refused["result"]["structuredContent"]["status"], 401, "{refused}");
}

#[test]
fn a_brands_key_can_use_no_tool() {
    let shop = Shop::open();
    let good = |path: &str, body: Value| {
        let (status, answer) = shop.engine.call("POST", path, &body);
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
        answer
    };
    good("/v1/brands/denim/funds", json!({"amount": 7_000, "currency": "USD"}));
    let made = good("/v1/keys", json!({"name": "Denim", "role": "brand", "brand": "denim"}));
    let ask = |key: &str, method: &str, params: Value| {
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params});
        let key = format!("Bearer {key}");
        let headers = [
            ("Accept", "application/json, text/event-stream"),
            ("MCP-Protocol-Version", "2025-06-18"),
            ("Authorization", key.as_str()),
        ];
        shop.ask_as("POST", "/mcp", &asked, &headers).ok(200)
    };
    let listed = ask(KEY, "tools/list", json!({}));
    let tools = listed["result"]["tools"].as_array().expect("tools");
    assert!(tools.len() >= 9, "{listed}");
    let key = made["secret"].as_str().expect("a secret");
    for tool in tools {
        let name = tool["name"].as_str().expect("a name");
        // What a tool needs, with any value of its kind: whether it may be used comes before what is asked.
        let filled = |property: &Value| match property["type"].as_str() {
            Some("array") => json!([]),
            Some("integer" | "number") => json!(1),
            Some("object") => json!({}),
            _ => json!("bouquet_roses"),
        };
        let schema = &tool["inputSchema"];
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let arguments: serde_json::Map<String, Value> =
            required.map(|name| (name.to_owned(), filled(&schema["properties"][name]))).collect();
        let answer = ask(key, "tools/call", json!({"name": name, "arguments": arguments}));
        let (refused, status) =
            (&answer["result"]["isError"], &answer["result"]["structuredContent"]["status"]);
        assert_eq!((refused, status), (&json!(true), &json!(403)), "{name}: {answer}");
    }
}
