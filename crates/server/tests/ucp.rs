//! What the protocol's own conformance suite looks at, in our words: discovery, checkouts, carts, discounts, delivery,
//! payment, orders, repetition, refusals.

mod engine;
mod shop;

use serde_json::{Value, json};
use shop::agent::Platform;
use shop::{SECRET, Shop, amount, basket, home, paid_with, path, shipping};

#[test]
fn the_profile_tells_what_is_offered_and_where() {
    let shop = Shop::open();
    let answer = shop.ask_as("GET", "/.well-known/ucp", &Value::Null, &[]);
    assert!(answer.head.contains("cache-control: public, max-age=60"), "{}", answer.head);
    let profile = answer.ok(200);
    let ucp = &profile["ucp"];
    assert_eq!(ucp["version"], "2026-04-08");
    for name in ["checkout", "order", "discount", "fulfillment", "buyer_consent", "cart"] {
        let capability = &ucp["capabilities"][format!("dev.ucp.shopping.{name}")][0];
        assert_eq!(capability["version"], "2026-04-08", "{name}: {profile}");
    }
    let service = &ucp["services"]["dev.ucp.shopping"][0];
    assert_eq!(service["transport"], "rest");
    assert_eq!(service["endpoint"], format!("http://{}", shop.engine.address));
    assert!(ucp["payment_handlers"].as_object().is_some_and(|handlers| !handlers.is_empty()));
    // Whatever version an agent speaks, it may look; what it cannot speak, it cannot buy in.
    let later = [("UCP-Agent", "profile=\"https://a.example/p\"; version=\"2099-01-01\"")];
    shop.ask_as("GET", "/.well-known/ucp", &Value::Null, &later).ok(200);
    // Other kinds of bodies are not for this.
    assert!([400, 404, 405, 415].contains(&shop.ask("POST", "/.well-known/ucp", &json!("text")).status));
}

#[test]
fn a_checkout_is_opened_shown_changed_and_given_up_once() {
    let shop = Shop::open();
    let checkout = shop.checkout("bouquet_roses", 1);
    assert_eq!(checkout["status"], "incomplete");
    assert_eq!(amount(&checkout["totals"], "total"), Some(3500));
    assert_eq!(amount(&checkout["line_items"][0]["totals"], "subtotal"), Some(3500));
    assert_eq!(checkout["line_items"][0]["item"]["title"], "Bouquet of Red Roses");
    let shown = shop.ask("GET", &path(&checkout), &Value::Null).ok(200);
    assert_eq!(shown["id"], checkout["id"]);
    let line = json!({"id": checkout["line_items"][0]["id"], "item": {"id": "bouquet_roses", "price": 1}, "quantity": 2});
    // The price is the shop's, whatever the agent says.
    let changed = shop.change(&checkout, &json!({"line_items": [line]}));
    assert_eq!(amount(&changed["totals"], "total"), Some(7000));
    let cancel = format!("{}/cancel", path(&checkout));
    assert_eq!(shop.ask("POST", &cancel, &Value::Null).ok(200)["status"], "canceled");
    for (method, path, body) in [
        ("POST", cancel, Value::Null),
        ("PUT", path(&checkout), basket("bouquet_roses", 1)),
        ("POST", format!("{}/complete", path(&checkout)), paid_with("success_token")),
    ] {
        assert_eq!(shop.ask(method, &path, &body).status, 409, "{method} {path}");
    }
    assert_eq!(shop.ask("GET", "/checkout-sessions/none", &Value::Null).status, 404);
}

#[test]
fn what_is_ready_is_held_until_it_says() {
    let shop = Shop::open();
    let available = || {
        let answer = shop.engine.call("GET", "/v1/availability?item=bouquet_roses&site=main", &Value::Null);
        answer.1["lines"][0]["available"].as_i64().expect("a number")
    };
    shop.checkout("bouquet_roses", 5);
    assert_eq!(available(), 1000, "nothing is promised before nothing is missing");
    let ready = shop.ready();
    assert_eq!(available(), 999);
    let hold = format!("/v1/holds/checkout%2F{}%2F1", ready["id"].as_str().expect("an id"));
    let (status, hold) = shop.engine.call("GET", &hold, &Value::Null);
    assert_eq!((status, &hold["state"]), (200, &json!("held")), "{hold}");
    assert_eq!(hold["expires_at"], ready["expires_at"]);
    shop.ask("POST", &format!("{}/cancel", path(&ready)), &Value::Null).ok(200);
    assert_eq!(available(), 1000);
}

#[test]
fn a_completed_checkout_is_an_order_and_stays_as_it_is() {
    let shop = Shop::open();
    let ready = shop.ready();
    let order = shop.order(&ready);
    let shown = shop.ask("GET", &path(&ready), &Value::Null).ok(200);
    assert_eq!(shown["order"]["id"], order.as_str());
    assert!(shown["order"]["permalink_url"].as_str().is_some_and(|url| url.starts_with("http")));
    let (status, inside) = shop.engine.call("GET", &format!("/v1/orders/{order}"), &Value::Null);
    assert_eq!((status, &inside["total"]), (200, &json!(3500)), "{inside}");
    for (method, path, body) in [
        ("POST", format!("{}/complete", path(&ready)), paid_with("success_token")),
        ("POST", format!("{}/cancel", path(&ready)), Value::Null),
        ("PUT", path(&ready), basket("bouquet_roses", 2)),
    ] {
        assert_eq!(shop.ask(method, &path, &body).status, 409, "{method} {path}");
    }
}

#[test]
fn an_order_is_shown_with_what_was_promised_and_what_left() {
    let shop = Shop::open();
    let ready = shop.ready();
    let order = shop.order(&ready);
    let of = format!("/orders/{order}");
    let placed = shop.ask("GET", &of, &Value::Null).ok(200);
    assert_eq!((&placed["id"], &placed["checkout_id"]), (&json!(order), &ready["id"]));
    let expectation = &placed["fulfillment"]["expectations"][0];
    assert_eq!(expectation["description"], "Standard Shipping (Free)");
    assert_eq!(expectation["destination"]["address_country"], "US");
    assert_eq!(expectation["destination"]["street_address"], "1 Market St");
    assert_eq!(placed["line_items"][0]["status"], "processing");
    let ship = format!("/testing/simulate-shipping/{order}");
    assert_eq!(shop.ask("POST", &ship, &Value::Null).status, 403);
    assert_eq!(shop.ask_as("POST", &ship, &Value::Null, &[("Simulation-Secret", "no")]).status, 403);
    let secret = [("Simulation-Secret", SECRET)];
    assert_eq!(shop.ask_as("POST", "/testing/simulate-shipping/none", &Value::Null, &secret).status, 404);
    shop.ask_as("POST", &ship, &Value::Null, &secret).ok(200);
    let shipped = shop.ask("GET", &of, &Value::Null).ok(200);
    assert_eq!(shipped["fulfillment"]["events"][0]["type"], "shipped", "{shipped}");
    assert_eq!(shipped["line_items"][0]["status"], "fulfilled");
    assert_eq!(shop.ask("GET", "/orders/none", &Value::Null).status, 404);
}

#[test]
fn what_others_tell_of_an_order_is_kept() {
    let shop = Shop::open();
    let of = format!("/orders/{}", shop.order(&shop.ready()));
    let mut order = shop.ask("GET", &of, &Value::Null).ok(200);
    let line = order["line_items"][0]["id"].clone();
    order["fulfillment"]["events"] = json!([{"id": "evt_1", "occurred_at": "2026-11-23T11:26:44Z", "type": "shipped",
        "line_items": [{"id": line, "quantity": 1}], "tracking_number": "TRACK123",
        "tracking_url": "http://track.me/123", "description": "Shipped via FedEx"}]);
    order["adjustments"] = json!([{"id": "adj_1", "type": "refund", "occurred_at": "2026-11-23T11:26:44Z",
        "status": "pending", "amount": 500, "description": "Customer refund request"}]);
    let kept = shop.ask("PUT", &of, &order).ok(200);
    assert_eq!(kept["fulfillment"]["events"][0]["tracking_number"], "TRACK123");
    assert_eq!(kept["adjustments"][0]["amount"], 500);
    // Told twice is told once.
    let again = shop.ask("PUT", &of, &kept).ok(200);
    assert_eq!(again["adjustments"].as_array().map(Vec::len), Some(1));
    for wrong in [
        json!({"id": "a"}),
        json!([{"id": "adj_2", "type": "refund", "status": "NONE",
        "occurred_at": "2026-11-23T11:26:44Z"}]),
    ] {
        order["adjustments"] = wrong;
        assert_eq!(shop.ask("PUT", &of, &order).status, 422);
    }
}

#[test]
fn codes_take_something_off_one_after_the_other() {
    let shop = Shop::open();
    let checkout = shop.checkout("bouquet_roses", 1);
    let check = |codes: Value, total: i64, applied: &[(&str, i64)]| {
        let changed = shop.change(&checkout, &json!({"discounts": {"codes": codes}}));
        assert_eq!(amount(&changed["totals"], "total"), Some(total), "{codes}: {}", changed["totals"]);
        let found = changed["discounts"]["applied"].as_array().expect("a list").iter();
        let mut found: Vec<(&str, i64)> = found
            .map(|d| (d["code"].as_str().expect("a code"), d["amount"].as_i64().expect("an amount")))
            .collect();
        found.sort_unstable();
        assert_eq!(found, applied, "{codes}");
        assert_eq!(changed["discounts"]["codes"], codes);
        changed
    };
    check(json!(["10OFF"]), 3150, &[("10OFF", 350)]);
    check(json!(["10off"]), 3150, &[("10off", 350)]);
    check(json!(["10OFF", "WELCOME20"]), 2520, &[("10OFF", 350), ("WELCOME20", 630)]);
    check(json!(["FIXED500"]), 3000, &[("FIXED500", 500)]);
    let told = check(json!(["10OFF", "INVALID"]), 3150, &[("10OFF", 350)]);
    assert!(told["messages"].to_string().contains("discount_code_invalid"), "{told}");
    let none = check(json!([]), 3500, &[]);
    assert_eq!(amount(&none["totals"], "discount"), None);
    let negative = shop.change(&checkout, &json!({"discounts": {"codes": ["10OFF"]}}));
    assert_eq!(amount(&negative["totals"], "items_discount"), Some(-350));
}

#[test]
fn ways_of_delivery_follow_the_address() {
    let shop = Shop::open();
    let checkout = shop.checkout("pot_ceramic", 1);
    let offered = |country: &str| {
        let change = json!({"fulfillment": shipping(&json!([home(country)]), Some("home"), None)});
        let changed = shop.change(&checkout, &change);
        let options = changed["fulfillment"]["methods"][0]["groups"][0]["options"].as_array().cloned();
        let options = options.expect("options").into_iter();
        options
            .map(|o| {
                format!("{} {}", o["id"].as_str().unwrap_or(""), amount(&o["totals"], "total").unwrap_or(-1))
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(offered("US"), ["std-ship 500", "exp-ship-us 1500"]);
    assert_eq!(offered("CA"), ["std-ship 500", "exp-ship-intl 2500"]);
    let change = json!({"fulfillment": shipping(&json!([home("CA")]), Some("home"), Some("exp-ship-intl"))});
    let chosen = shop.change(&checkout, &change);
    assert_eq!(amount(&chosen["totals"], "total"), Some(4000));
    assert_eq!(amount(&chosen["totals"], "fulfillment"), Some(2500));
    // What was chosen once stays chosen while other things change.
    let more = shop.change(&checkout, &basket("pot_ceramic", 2));
    assert_eq!(
        (amount(&more["totals"], "total"), &more["status"]),
        (Some(5500), &json!("ready_for_complete"))
    );
    let free = |item: &str, quantity: i64| {
        let checkout = shop.checkout(item, quantity);
        let change = json!({"fulfillment": shipping(&json!([home("US")]), Some("home"), None)});
        let option =
            shop.change(&checkout, &change)["fulfillment"]["methods"][0]["groups"][0]["options"][0].clone();
        assert_eq!(amount(&option["totals"], "total"), Some(0), "{option}");
        assert!(option["title"].as_str().is_some_and(|title| title.contains("Free")), "{option}");
    };
    free("pot_ceramic", 7);
    free("bouquet_roses", 1);
}

#[test]
fn goods_are_collected_where_they_are() {
    let shop = Shop::open();
    let checkout = shop.checkout("pot_ceramic", 2);
    let pickup = json!({"methods": [{"id": "m", "type": "pickup", "line_item_ids": []}]});
    let shown = shop.change(&checkout, &json!({"fulfillment": pickup}));
    let place = &shown["fulfillment"]["methods"][0]["destinations"][0];
    assert_eq!((&place["id"], &place["type"]), (&json!("main"), &json!("business_location")));
    let chosen = json!({"methods": [{"id": "m", "type": "pickup", "line_item_ids": [],
        "selected_destination_id": "main", "groups": [{"id": "g", "selected_option_id": "pickup"}]}]});
    let ready = shop.change(&checkout, &json!({"fulfillment": chosen}));
    assert_eq!(
        (&ready["status"], amount(&ready["totals"], "total")),
        (&json!("ready_for_complete"), Some(3000))
    );
    let order = shop.ask("GET", &format!("/orders/{}", shop.order(&ready)), &Value::Null).ok(200);
    assert_eq!(order["fulfillment"]["expectations"][0]["method_type"], "pickup");
}

#[test]
fn buyers_are_kept_as_they_were_given() {
    let shop = Shop::open();
    let mut body = basket("bouquet_roses", 1);
    body["buyer"] = json!({"first_name": "Consent", "last_name": "Tester", "email": "consent@example.com",
        "consent": {"marketing": true, "analytics": false}});
    let checkout = shop.ask("POST", "/checkout-sessions", &body).ok(201);
    let shown = shop.ask("GET", &path(&checkout), &Value::Null).ok(200);
    assert_eq!(shown["buyer"]["consent"], json!({"marketing": true, "analytics": false}));
    let changed =
        shop.change(&checkout, &json!({"buyer": {"email": "test@example.com", "first_name": "Test"}}));
    assert_eq!(changed["buyer"]["email"], "test@example.com");
}

#[test]
fn known_buyers_bring_their_addresses() {
    let shop = Shop::open();
    let destinations = |email: &str, given: &Value| {
        let mut body = basket("bouquet_roses", 1);
        body["buyer"] = json!({"fullName": "Somebody", "email": email});
        let checkout = shop.ask("POST", "/checkout-sessions", &body).ok(201);
        let changed = shop.change(&checkout, &json!({"fulfillment": shipping(given, None, None)}));
        changed["fulfillment"]["methods"][0]["destinations"].clone()
    };
    assert_eq!(destinations("nobody@example.com", &Value::Null), Value::Null);
    assert_eq!(destinations("jane.doe@example.com", &Value::Null), Value::Null);
    let johns = destinations("john.doe@example.com", &Value::Null);
    assert_eq!(johns[0]["id"], "addr_1", "{johns}");
    assert_eq!(
        (&johns[1]["street_address"], &johns[1]["postal_code"]),
        (&json!("456 Oak Ave"), &json!("10012"))
    );
    // An address that is known keeps its name; one that is new is known the next time.
    let known = json!([{"id": "", "street_address": "123 Main St", "address_locality": "Springfield",
        "address_region": "IL", "postal_code": "62704", "address_country": "US"}]);
    assert_eq!(destinations("john.doe@example.com", &known)[0]["id"], "addr_1");
    let new = json!([{"id": "", "street_address": "789 Pine St", "address_locality": "Springfield",
        "address_region": "NY", "postal_code": "10001", "address_country": "US"}]);
    let first = destinations("new.user@example.com", &new);
    let again = destinations("new.user@example.com", &Value::Null);
    assert_eq!(again[0]["id"], first[0]["id"], "{again}");
}

#[test]
fn what_cannot_be_had_is_refused_with_a_word() {
    let shop = Shop::open();
    let refused = |answer: shop::Answer, status: u16, word: &str| {
        assert_eq!(answer.status, status, "{}", answer.text);
        assert!(
            answer.body["detail"].as_str().is_some_and(|detail| detail.contains(word)),
            "{}",
            answer.text
        );
    };
    refused(shop.ask("POST", "/checkout-sessions", &basket("gardenias", 1)), 400, "Insufficient stock");
    refused(shop.ask("POST", "/checkout-sessions", &basket("pink_wumpus", 1)), 400, "not found");
    assert_eq!(shop.ask("POST", "/checkout-sessions", &json!({"currency": "USD"})).status, 400);
    let checkout = shop.ready();
    refused(shop.ask("PUT", &path(&checkout), &basket("bouquet_roses", 10_001)), 400, "stock");
    let unsettled = shop.checkout("bouquet_roses", 1);
    let complete = |checkout: &Value| format!("{}/complete", path(checkout));
    let answer = shop.ask("POST", &complete(&unsettled), &paid_with("success_token"));
    refused(answer, 400, "Fulfillment address and option must be selected");
    let declined = shop.ask("POST", &complete(&checkout), &paid_with("fail_token"));
    refused(declined, 402, "declined");
    // What was declined may be paid with something else.
    shop.order(&shop.ask("GET", &path(&checkout), &Value::Null).ok(200));
}

#[test]
fn a_call_that_comes_twice_is_carried_out_once() {
    let shop = Shop::open();
    let twice = |method: &str, path: &str, body: &Value, other: &Value| {
        let key = format!("twice {method} {path} {}", body.to_string().len());
        let key = [("Idempotency-Key", key.as_str())];
        let (first, second) = (shop.ask_as(method, path, body, &key), shop.ask_as(method, path, body, &key));
        assert_eq!((first.status, &first.body), (second.status, &second.body), "{method} {path}");
        assert!(second.head.contains("idempotent-replayed: true"), "{}", second.head);
        if !other.is_null() {
            assert_eq!(shop.ask_as(method, path, other, &key).status, 409, "{method} {path}");
        }
        first.body
    };
    let mut euro = basket("bouquet_roses", 1);
    euro["currency"] = "EUR".into();
    twice("POST", "/checkout-sessions", &basket("bouquet_roses", 1), &euro);
    let ready = shop.ready();
    twice("PUT", &path(&ready), &basket("bouquet_roses", 2), &basket("bouquet_roses", 3));
    let complete = format!("{}/complete", path(&ready));
    twice("POST", &complete, &paid_with("success_token"), &paid_with("another_token"));
    let other = shop.ready();
    twice("POST", &format!("{}/cancel", path(&other)), &Value::Null, &Value::Null);
    let cart = twice("POST", "/carts", &basket("pot_ceramic", 1), &basket("pot_ceramic", 2));
    twice(
        "POST",
        &format!("/carts/{}/cancel", cart["id"].as_str().expect("an id")),
        &Value::Null,
        &Value::Null,
    );
}

#[test]
fn a_cart_becomes_one_checkout_with_what_was_in_it() {
    let shop = Shop::open();
    let mut body = basket("bouquet_roses", 2);
    body["discounts"] = json!({"codes": ["10OFF"]});
    let cart = shop.ask("POST", "/carts", &body).ok(201);
    assert_eq!(amount(&cart["totals"], "total"), Some(6300));
    let shown =
        shop.ask("GET", &format!("/carts/{}", cart["id"].as_str().expect("an id")), &Value::Null).ok(200);
    assert_eq!(shown, cart);
    let mut convert = basket("bouquet_roses", 9);
    convert["cart_id"] = cart["id"].clone();
    let checkout = shop.ask("POST", "/checkout-sessions", &convert).ok(201);
    assert_eq!(checkout["line_items"][0]["quantity"], 2);
    assert_eq!(checkout["discounts"]["applied"][0]["code"], "10OFF");
    let again = shop.ask("POST", "/checkout-sessions", &json!({"cart_id": cart["id"]})).ok(200);
    assert_eq!(again["id"], checkout["id"]);
    let cart = shop.ask("POST", "/carts", &basket("pot_ceramic", 3)).ok(201);
    let of = format!("/carts/{}", cart["id"].as_str().expect("an id"));
    let changed = shop.ask("PUT", &of, &basket("pot_ceramic", 4)).ok(200);
    let gone = shop.ask("POST", &format!("{of}/cancel"), &Value::Null).ok(200);
    assert_eq!(gone, changed);
    assert_eq!(shop.ask("GET", &of, &Value::Null).status, 404);
}

#[test]
fn two_lines_of_one_item_go_in_one_parcel() {
    let shop = Shop::open();
    let line = |id: &str| json!({"id": id, "item": {"id": "bouquet_roses"}, "quantity": 1});
    let mut fulfillment = shipping(&json!([home("US")]), Some("home"), None);
    fulfillment["methods"][0]["line_item_ids"] = json!(["li_1", "li_2"]);
    let body =
        json!({"currency": "USD", "line_items": [line("li_1"), line("li_2")], "fulfillment": fulfillment});
    let checkout = shop.ask("POST", "/checkout-sessions", &body).ok(201);
    let method = &checkout["fulfillment"]["methods"][0];
    assert_eq!(method["groups"].as_array().map(Vec::len), Some(1));
    assert_eq!(method["groups"][0]["line_item_ids"], method["line_item_ids"]);
    assert_eq!(method["line_item_ids"], json!(["li_1", "li_2"]));
}

#[test]
fn checkouts_outlive_a_restart_with_who_buys() {
    let shop = Shop::open();
    let mut body = basket("bouquet_roses", 1);
    body["buyer"] = json!({"email": "somebody@example.com"});
    body["fulfillment"] = shipping(&json!([home("US")]), Some("home"), Some("std-ship"));
    let before = shop.ask("POST", "/checkout-sessions", &body).ok(201);
    let shop = shop.restart();
    let after = shop.ask("GET", &path(&before), &Value::Null).ok(200);
    assert_eq!((&after["status"], &after["buyer"]), (&before["status"], &before["buyer"]));
    assert_eq!(after["fulfillment"], before["fulfillment"]);
}

#[test]
fn a_shop_may_be_closed_to_agents_without_a_key() {
    let shop = Shop::empty(&["ucp.open=false"]);
    shop.ask_as("GET", "/.well-known/ucp", &Value::Null, &[]).ok(200);
    assert_eq!(shop.ask("POST", "/checkout-sessions", &basket("a", 1)).status, 401);
    let key = [("Authorization", "Bearer test-key")];
    assert_eq!(shop.ask_as("POST", "/checkout-sessions", &basket("a", 1), &key).status, 400);
}

#[test]
fn an_agent_is_told_of_its_order_until_it_has_heard() {
    let shop = Shop::open();
    let platform = Platform::listen(1);
    let as_agent = [("UCP-Agent", platform.agent.as_str())];
    let mut body = basket("bouquet_roses", 1);
    body["fulfillment"] = shipping(&json!([home("US")]), Some("home"), Some("std-ship"));
    let checkout = shop.ask_as("POST", "/checkout-sessions", &body, &as_agent).ok(201);
    let order = shop.order(&checkout);

    let (failed, told) = (platform.next(), platform.next());
    let signed = told.header("signature-input");
    for name in ["webhook-id", "webhook-timestamp", "idempotency-key", "content-digest"] {
        assert_eq!(failed.header(name), told.header(name), "{name}");
        assert!(signed.contains(&format!("\"{name}\"")), "{name} is signed: {signed}");
    }
    assert_eq!(failed.body, told.body);
    assert_eq!(told.body["id"], json!(order));
    assert_eq!(told.body["checkout_id"], checkout["id"]);
    assert_eq!(told.body["fulfillment"]["expectations"][0]["destination"]["address_country"], "US");
    assert!(told.header("ucp-agent").ends_with("/.well-known/ucp\""), "{}", told.header("ucp-agent"));
    assert!(told.header("signature-input").contains("\"ucp-agent\""), "{}", told.header("signature-input"));
    let profile = shop.ask_as("GET", "/.well-known/ucp", &Value::Null, &[]).ok(200);
    let kid = profile["signing_keys"][0]["kid"].as_str().expect("a key");
    assert!(told.header("signature-input").contains(kid));

    let ship = format!("/testing/simulate-shipping/{order}");
    shop.ask_as("POST", &ship, &Value::Null, &[("Simulation-Secret", SECRET)]).ok(200);
    let shipped = std::iter::repeat_with(|| platform.next());
    let keys = std::cell::RefCell::new(vec![told.header("idempotency-key").to_owned()]);
    let shipped = shipped.inspect(|told| keys.borrow_mut().push(told.header("idempotency-key").to_owned()));
    let is_shipped =
        |told: &shop::agent::Told| told.body["fulfillment"]["events"].to_string().contains("shipped");
    assert!(shipped.take(8).any(|told| is_shipped(&told)), "the shipment is told");
    let told = keys.into_inner();
    let different: std::collections::BTreeSet<&String> = told.iter().collect();
    assert_eq!(different.len(), told.len(), "each piece of news has a key of its own: {told:?}");
}
