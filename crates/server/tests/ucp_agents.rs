//! Who agents are: what their profiles say, what is agreed on with them, and what they sign.

mod engine;
mod published;
mod shop;

use engine::Engine;
use published::{Key, Page, Publisher, Signed, now_s, profile};
use serde_json::{Value, json};
use shop::{Answer, Shop, basket};
use std::process::Command;
use std::time::{Duration, Instant};

/// What matters of an answer in a line: its status, and what was agreed on or why not.
fn told(answer: &Answer) -> String {
    let Answer { status, body, .. } = answer;
    if let Some(code) = body["code"].as_str() {
        return format!("{status} {code}");
    }
    let agreed = body["ucp"]["capabilities"].as_object().expect("capabilities").iter();
    let agreed = agreed.map(|(name, versions)| {
        let name = name.trim_start_matches("dev.ucp.shopping.");
        let version = versions[0]["version"].as_str().expect("a version");
        if version == "2026-04-08" { name.to_owned() } else { format!("{name}@{version}") }
    });
    let agreed: Vec<String> = agreed.collect();
    format!("{status} {}", agreed.join(" "))
}

fn ask(shop: &Shop, path: &str, agent: &str) -> Answer {
    shop.ask_as("POST", path, &basket("pot_ceramic", 1), &[("UCP-Agent", agent)])
}

#[test]
fn an_agent_and_the_shop_agree_on_what_both_have() {
    let (shop, publisher) = (Shop::open(), Publisher::listen());
    let mut n = 0;
    let mut check = |profile: &Value, path: &str, expected: &str| {
        n += 1;
        let agent = publisher.publish(&format!("/{n}"), Page::of(profile));
        let answer = ask(&shop, path, &agent);
        assert_eq!(told(&answer), expected, "{profile}");
        answer
    };
    let (checkouts, carts) = ("/checkout-sessions", "/carts");
    let all =
        profile(&["checkout", "cart", "order", "discount", "fulfillment", "buyer_consent", "loyalty"], &[]);
    check(&all, checkouts, "201 buyer_consent checkout discount fulfillment");
    check(&all, carts, "201 cart discount");
    check(&profile(&["checkout"], &[]), checkouts, "201 checkout");
    check(&profile(&["checkout", "fulfillment"], &[]), checkouts, "201 checkout fulfillment");
    // What adds to checkouts alone is nothing where no checkout is agreed on.
    check(&profile(&["cart", "discount", "fulfillment", "buyer_consent"], &[]), carts, "201 cart discount");
    // Nothing of an order is in an answer about a checkout.
    check(&profile(&["order"], &[]), checkouts, "201 ");

    let in_versions = |versions: Value| {
        json!({"ucp": {"version": "2026-04-08",
        "capabilities": {"dev.ucp.shopping.checkout": versions}}})
    };
    let both = json!([{"version": "2026-01-23"}, {"version": "2026-04-08"}]);
    check(&in_versions(both), checkouts, "201 checkout");
    check(&in_versions(json!([{"version": "2026-01-23"}])), checkouts, "201 checkout@2026-01-23");
    check(&in_versions(json!([{"version": "2099-01-01"}])), checkouts, "200 capabilities_incompatible");
    let listed = json!({"ucp": {"version": "2026-01-11",
        "capabilities": [{"name": "dev.ucp.shopping.checkout", "version": "2026-01-11"}]}});
    check(&listed, checkouts, "201 checkout@2026-01-11");

    for nothing in [profile(&[], &[]), profile(&["loyalty"], &[]), profile(&["fulfillment", "discount"], &[])]
    {
        let answer = check(&nothing, checkouts, "200 capabilities_incompatible");
        assert_eq!(answer.body["ucp"]["status"], "error");
        assert_eq!(answer.body["messages"][0]["severity"], "unrecoverable");
        assert!(
            answer.body["continue_url"].as_str().is_some_and(|url| url.ends_with("/shop")),
            "{}",
            answer.text
        );
        assert!(answer.body.get("id").is_none(), "a refusal is no checkout");
    }
    let mut later = profile(&["checkout"], &[]);
    later["ucp"]["version"] = "2099-01-01".into();
    check(&later, checkouts, "422 version_unsupported");
    // Whoever says nothing of itself gets all that is offered.
    let answer = shop.ask("POST", checkouts, &basket("pot_ceramic", 1));
    assert_eq!(told(&answer), "201 buyer_consent checkout discount fulfillment");
}

#[test]
fn a_profile_that_cannot_be_had_is_refused_as_the_protocol_says() {
    let (shop, publisher) = (Shop::empty(&["ucp.profile_timeout_ms=700"]), Publisher::listen());
    let good = profile(&["checkout"], &[]);
    let mut n = 0;
    let mut check = |page: Page, expected: &str| {
        n += 1;
        let answer = ask(&shop, "/checkout-sessions", &publisher.publish(&format!("/{n}"), page));
        assert_eq!(told(&answer), expected, "{}", answer.text);
    };
    // This shop sells nothing: an agent that is met hears that.
    let met = "400 not_found";
    check(Page::of(&good), met);
    let body = |body: &str| Page { body: body.to_owned(), ..Page::of(&good) };
    check(body("<html>"), "422 profile_malformed");
    check(body("[]"), "422 profile_malformed");
    check(body(r#"{"ucp": 7}"#), "422 profile_malformed");
    let of_bytes = |bytes: usize| {
        let mut profile = good.clone();
        profile["x"] = "x".repeat(bytes).into();
        Page::of(&profile)
    };
    check(of_bytes(128 << 10), met);
    check(of_bytes(1 << 20), "424 profile_unreachable");
    check(Page { status: "404 Not Found", ..Page::of(&good) }, "424 profile_unreachable");
    check(
        Page { status: "302 Found", head: "Location: /1\r\n", ..Page::of(&good) },
        "424 profile_unreachable",
    );
    check(Page { after: Duration::from_secs(5), ..Page::of(&good) }, "424 profile_unreachable");
    let nobody = ask(&shop, "/checkout-sessions", "profile=\"http://127.0.0.1:9/profile\"");
    assert_eq!(told(&nobody), "424 profile_unreachable");

    // It is not asked for again at once, and it is later.
    let down = Page { status: "503 Not now", ..Page::of(&good) };
    let agent = publisher.publish("/down", down);
    let asked = |expected: &str, times: usize| {
        assert_eq!(told(&ask(&shop, "/checkout-sessions", &agent)), expected);
        assert_eq!(publisher.asked("/down"), times);
    };
    asked("424 profile_unreachable", 1);
    asked("424 profile_unreachable", 1);
    publisher.publish("/down", Page::of(&good));
    std::thread::sleep(Duration::from_millis(1_100));
    asked(met, 2);
    asked(met, 2);
}

#[test]
fn nobody_waits_for_anothers_profile_and_all_who_want_one_wait_for_the_same() {
    let settings = ["ucp.profile_timeout_ms=3000", "threads=1"];
    let (shop, publisher) = (Shop::empty(&settings), Publisher::listen());
    let slow = Page { after: Duration::from_millis(1_500), ..Page::of(&profile(&["checkout"], &[])) };
    let agent = publisher.publish("/slow", slow);
    std::thread::scope(|scope| {
        let waiting: Vec<_> =
            (0..8).map(|_| scope.spawn(|| told(&ask(&shop, "/checkout-sessions", &agent)))).collect();
        while publisher.asked("/slow") == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        let begun = Instant::now();
        shop.ask("GET", "/.well-known/ucp", &Value::Null).ok(200);
        assert_eq!(shop.ask("POST", "/checkout-sessions", &basket("a", 1)).status, 400);
        assert!(waiting.iter().all(|one| !one.is_finished()), "{:?}", begun.elapsed());
        for one in waiting {
            assert_eq!(one.join().expect("an answer"), "400 not_found");
        }
    });
    assert_eq!(publisher.asked("/slow"), 1);
}

#[test]
fn outside_of_tests_nothing_behind_the_walls_is_called() {
    let data = tempfile::tempdir().expect("a folder");
    let engine = Engine::start_by(Command::new(env!("CARGO_BIN_EXE_realtail")), data.path(), &[]);
    let (shop, publisher) = (Shop { engine, data }, Publisher::listen());
    let here = publisher.publish("/profile", Page::of(&profile(&["checkout"], &[])));
    let others = [
        "...",
        "http://agent.example/p",
        "https://127.0.0.1/p",
        "https://[::1]/p",
        "https://10.0.0.1/p",
        "https://169.254.169.254/latest",
        "https://localhost/p",
        "file:///etc/passwd",
    ];
    let others = others.map(|url| format!("profile=\"{url}\""));
    for agent in
        others.iter().chain([&here, &"x".to_owned(), &format!("profile=\"https://{}\"", "x".repeat(2_000))])
    {
        let answer = ask(&shop, "/checkout-sessions", agent);
        assert_eq!(told(&answer), "400 invalid_profile_url", "{agent}");
    }
    assert_eq!(publisher.asked("/profile"), 0);
    assert_eq!(told(&shop.ask("POST", "/checkout-sessions", &basket("a", 1))), "400 not_found");
}

fn send(shop: &Shop, request: &Signed) -> Answer {
    let headers: Vec<(&str, &str)> = request.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    shop.send(request.method, &request.path, &request.body, &headers)
}

/// A checkout that is to be opened, ready to be signed.
fn opening(shop: &Shop, agent: &str, idempotency_key: &str) -> Signed {
    let authority = shop.engine.address.to_string();
    let body = basket("pot_ceramic", 1).to_string();
    let request = Signed::new("POST", "/checkout-sessions", &authority, &body);
    request.with("ucp-agent", agent).with("idempotency-key", idempotency_key)
}

#[test]
fn what_is_signed_is_checked() {
    let (shop, publisher) = (Shop::open(), Publisher::listen());
    let (key, other, thumb) = (Key::es256("platform-1"), Key::es256("platform-1"), Key::ed25519());
    let mut published = profile(&["checkout"], &[&key, &thumb]);
    let rsa = json!({"kid": "rsa", "kty": "RSA", "n": "AQAB", "e": "AQAB"});
    published["signing_keys"].as_array_mut().expect("keys").push(rsa);
    let agent = publisher.publish("/profile", Page::of(&published));
    let keyless = publisher.publish("/keyless", Page::of(&profile(&["checkout"], &[])));
    let mut n = 0;
    let mut next = |agent: &str| {
        n += 1;
        opening(&shop, agent, &format!("signed-{n}"))
    };
    let check = |what: &str, request: &Signed, expected: &str| {
        let answer = send(&shop, request);
        assert_eq!(told(&answer), expected, "{what}: {}", answer.text);
    };
    let good = "201 checkout";
    check("a signature", &next(&agent).signed(&key, ""), good);
    check("no signature", &next(&agent), good);
    let fresh = format!(";created={};expires={}", now_s(), now_s() + 60);
    check("one that says when", &next(&agent).signed(&key, &fresh), good);
    check("one of another kind", &next(&agent).signed(&thumb, ""), good);
    // The shape that other verifiers of agents read as well.
    let for_both =
        |request: Signed| request.with("signature-agent", "sig1=\"https://platform.example\";type=jwks_uri");
    let tagged = format!("{fresh};tag=\"web-bot-auth\"");
    check("one for both", &for_both(next(&agent)).signed(&thumb, &tagged), good);
    check(
        "a key that is no thumbprint",
        &for_both(next(&agent)).signed(&key, &tagged),
        "401 signature_invalid",
    );
    check("a tag of others", &next(&agent).signed(&key, ";tag=\"other\""), "401 signature_invalid");

    let wrong = "401 signature_invalid";
    check("another key under its name", &next(&agent).signed(&other, ""), wrong);
    let too_old = format!(";created={}", now_s() - 400);
    check("one from long ago", &next(&agent).signed(&key, &too_old), wrong);
    check("one from tomorrow", &next(&agent).signed(&key, &format!(";created={}", now_s() + 86_400)), wrong);
    check("one that has expired", &next(&agent).signed(&key, &format!(";expires={}", now_s() - 1)), wrong);
    check("a nonce for ever", &next(&agent).signed(&key, ";nonce=\"n\""), wrong);
    check("no form", &next(&agent).with("signature-input", "x").with("signature", "x"), wrong);
    check("half of it", &next(&agent).with("signature", "sig1=:AA==:"), "401 signature_missing");
    check("the other half", &next(&agent).signed(&key, "").without("signature"), "401 signature_missing");
    let mut body = next(&agent).signed(&key, "");
    body.body = basket("pot_ceramic", 2).to_string();
    check("another body", &body, "400 digest_mismatch");
    let mut path = next(&agent).signed(&key, "");
    path.path = "/carts".to_owned();
    check("another path", &path, wrong);
    let mut host = next(&agent);
    host.authority = "elsewhere.example".to_owned();
    check("another host", &host.signed(&key, ""), wrong);
    let again = next(&agent).signed(&key, "").without("idempotency-key").with("idempotency-key", "another");
    check("another Idempotency-Key", &again, wrong);
    check("no Idempotency-Key", &next(&agent).without("idempotency-key").signed(&key, ""), wrong);
    let uncovered = next(&agent).without("content-digest").without("content-type").signed(&key, "");
    check("a body that is not covered", &uncovered.with("content-type", "application/json"), wrong);
    let unnamed = next(&agent).without("ucp-agent").signed(&key, "").with("ucp-agent", &agent);
    check("an agent that is not covered", &unnamed, wrong);

    check("a key that nobody has", &next(&agent).signed(&Key::es256("platform-9"), ""), "401 key_not_found");
    check("a profile without keys", &next(&keyless).signed(&key, ""), "401 key_not_found");
    check("no profile", &next(&agent).without("ucp-agent").signed(&key, ""), "401 key_not_found");
    check(
        "a kind of key nobody reads",
        &next(&agent).signed(&Key::es256("rsa"), ""),
        "400 algorithm_unsupported",
    );

    let request = next(&agent);
    let ((bad_input, bad), (input, signature)) = (request.sign(&other, "a", ""), request.sign(&key, "b", ""));
    let both = request.with("signature-input", &format!("{bad_input}, {input}"));
    check("a good one among bad", &both.with("signature", &format!("{bad}, {signature}")), good);
    let authority = shop.engine.address.to_string();
    let looking = Signed::new("GET", "/checkout-sessions/none", &authority, "").with("ucp-agent", &agent);
    check("a look", &looking.clone().signed(&key, ""), "404 not_found");
    check("a look by another", &looking.signed(&other, ""), wrong);
}

#[test]
fn what_was_signed_once_does_nothing_twice() {
    let (shop, publisher, key) = (Shop::open(), Publisher::listen(), Key::es256("platform-1"));
    let agent = publisher.publish("/profile", Page::of(&profile(&["checkout"], &[&key])));
    // As the protocol has it: the same answer, and no second checkout.
    let request = opening(&shop, &agent, "once").signed(&key, "");
    let (first, second) = (send(&shop, &request), send(&shop, &request));
    assert!(second.head.contains("idempotent-replayed: true"), "{}", second.head);
    assert_eq!((first.status, second.status, &first.body["id"]), (201, 201, &second.body["id"]));
    // A nonce counts once, whatever it signs.
    let fresh = format!(";created={};nonce=\"n-1\"", now_s());
    let request = opening(&shop, &agent, "twice").signed(&key, &fresh);
    assert_eq!(told(&send(&shop, &request)), "201 checkout");
    assert_eq!(told(&send(&shop, &request)), "401 signature_invalid");
    let other = opening(&shop, &agent, "thrice").signed(&key, &fresh);
    assert_eq!(told(&send(&shop, &other)), "401 signature_invalid");
    // One that was never good is not used up.
    let fresh = format!(";created={};nonce=\"n-2\"", now_s());
    let forged = opening(&shop, &agent, "four").signed(&Key::es256("platform-1"), &fresh);
    assert_eq!(told(&send(&shop, &forged)), "401 signature_invalid");
    let own = opening(&shop, &agent, "four").without("idempotency-key").signed(&key, &fresh);
    assert_eq!(told(&send(&shop, &own)), "201 checkout");
}

#[test]
fn keys_that_change_are_read_anew_and_not_too_often() {
    let (shop, publisher) = (Shop::open(), Publisher::listen());
    let keys = ["1", "2", "3"].map(Key::es256);
    let publish = |key: &Key| publisher.publish("/profile", Page::of(&profile(&["checkout"], &[key])));
    let agent = publish(&keys[0]);
    let check = |key: &Key, idempotency_key: &str, expected: &str, asked: usize| {
        let answer = send(&shop, &opening(&shop, &agent, idempotency_key).signed(key, ""));
        assert_eq!(
            (told(&answer).as_str(), publisher.asked("/profile")),
            (expected, asked),
            "{}",
            answer.text
        );
    };
    check(&keys[0], "a", "201 checkout", 1);
    check(&keys[0], "b", "201 checkout", 1);
    publish(&keys[1]);
    check(&keys[1], "c", "201 checkout", 2);
    check(&keys[0], "d", "401 key_not_found", 2);
    // The next change is seen when the profile is read again as it would be anyway.
    publish(&keys[2]);
    check(&keys[2], "e", "401 key_not_found", 2);
    check(&keys[1], "f", "201 checkout", 2);
}

#[test]
fn a_shop_may_take_only_what_is_signed() {
    let (shop, publisher, key) =
        (Shop::empty(&["ucp.unsigned=false"]), Publisher::listen(), Key::es256("platform-1"));
    let agent = publisher.publish("/profile", Page::of(&profile(&["checkout"], &[&key])));
    let check = |answer: &Answer, expected: &str| assert_eq!(told(answer), expected, "{}", answer.text);
    check(&ask(&shop, "/checkout-sessions", &agent), "401 signature_missing");
    check(&shop.ask("GET", "/checkout-sessions/none", &Value::Null), "401 signature_missing");
    assert_eq!(publisher.asked("/profile"), 0, "nobody is asked for what is refused anyway");
    // This shop sells nothing: who is met hears that.
    check(&send(&shop, &opening(&shop, &agent, "a").signed(&key, "")), "400 not_found");
    let bearer = [("Authorization", "Bearer test-key")];
    check(&shop.ask_as("POST", "/checkout-sessions", &basket("a", 1), &bearer), "400 not_found");
    shop.ask_as("GET", "/.well-known/ucp", &Value::Null, &[]).ok(200);
}
