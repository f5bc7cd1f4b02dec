//! The tools as a model is offered them, and what comes of calling one.

use serde_json::{Value, json};

use crate::assistant::Talk;
use crate::conversation::{Answer, Reason, Source};
use crate::intent::Intent;

/// What came of a call.
pub(super) enum Ran {
    /// It ended the turn with an answer in the assistant's own words.
    Ended(Box<Answer>),
    /// Data for the model, with their source.
    Found(Source, Value),
    /// Nothing was found, or the call made no sense.
    Nothing(&'static str),
}

/// Name, what for, and the arguments, which are all text.
const TOOLS: [(&str, &str, &[&str]); 14] = [
    ("order_status", "Tell the customer where an order is. Without a number: their open orders.", &["order"]),
    ("cancel_order", "Call an order off.", &["order"]),
    ("return_item", "Ask the customer to confirm a return of an item of an order.", &["order", "item"]),
    ("refund_status", "Tell the customer where the money of a return is.", &["order"]),
    ("points", "Tell the customer how many loyalty points they have.", &[]),
    ("gift_cards", "Tell the customer what is left on their gift cards.", &[]),
    ("stores", "All stores with addresses and opening hours.", &[]),
    ("search_items", "Items of the catalogue by words.", &["words"]),
    ("item", "What the catalogue says of an item, by its key.", &["item"]),
    ("price", "What an item costs, by its key.", &["item"]),
    ("availability", "Units of an item in each store, by its key.", &["item"]),
    (
        "texts",
        "The retailer's own texts: returns, shipping, pickup, privacy, payment, app and others.",
        &["words"],
    ),
    ("damaged", "Goods came damaged, wrong or not at all: a person takes over.", &["order"]),
    ("hand_over", "Give the conversation to a person.", &[]),
];

/// In the form of chat completions.
pub(super) fn definitions() -> Value {
    let definitions = TOOLS.map(|(name, description, arguments)| {
        let properties: serde_json::Map<String, Value> =
            arguments.iter().map(|argument| ((*argument).to_owned(), json!({ "type": "string" }))).collect();
        let parameters = json!({ "type": "object", "properties": properties });
        json!({ "type": "function",
                "function": { "name": name, "description": description, "parameters": parameters } })
    });
    Value::from(definitions.to_vec())
}

/// Runs a call of the model, `{"name": …, "arguments": "…"}` with the arguments as JSON in a text.
pub(super) fn run(talk: &mut Talk<'_>, function: &Value) -> Ran {
    let arguments: Value =
        function["arguments"].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let text = |name: &str| arguments[name].as_str().unwrap_or_default();
    let ended = |answer: Answer| Ran::Ended(Box::new(answer));
    match function["name"].as_str().unwrap_or_default() {
        "order_status" => ended(talk.order_by(Intent::OrderStatus, text("order"), "")),
        "cancel_order" => ended(talk.order_by(Intent::CancelOrder, text("order"), "")),
        "return_item" => ended(talk.order_by(Intent::ReturnItem, text("order"), text("item"))),
        "refund_status" => ended(talk.order_by(Intent::RefundStatus, text("order"), "")),
        "damaged" => ended(talk.order_by(Intent::Damaged, text("order"), "")),
        "points" => ended(talk.of_account(Intent::Points)),
        "gift_cards" => ended(talk.of_account(Intent::GiftBalance)),
        "hand_over" => ended(talk.hand_over(Reason::Unknown)),
        "stores" => found(talk, |talk| json!(talk.desk.stores())),
        "search_items" => found(talk, |talk| {
            let items = talk.desk.search_items(text("words"));
            items.iter().map(|item| talk.without_orders(item)).collect()
        }),
        "item" => found(talk, |talk| match talk.desk.item(text("item")) {
            Some(item) => talk.without_orders(&item),
            None => Value::Null,
        }),
        "price" => found(talk, |talk| json!(talk.desk.price(text("item")))),
        "availability" => found(talk, |talk| json!(talk.desk.availability(text("item")))),
        "texts" => match talk.text_by(text("words")) {
            Some((source, body)) => Ran::Found(source, Value::from(body)),
            None => Ran::Nothing("no text says that"),
        },
        _ => Ran::Nothing("there is no such tool"),
    }
}

fn found(talk: &mut Talk<'_>, ask: impl FnOnce(&mut Talk<'_>) -> Value) -> Ran {
    let data = ask(talk);
    let nothing = data.is_null() || data.as_array().is_some_and(Vec::is_empty);
    match talk.desk.calls.last().cloned() {
        Some(call) if !nothing => Ran::Found(Source::Tool(call), data),
        _ => Ran::Nothing("nothing was found"),
    }
}
