//! Orders that are routed again: each case reads `what was done | what is asked`.

use crate::language::{Shop, sentences};
use expect_test::{Expect, expect};
use realtail_kernel::{Channel, Instant, RuleName};
use realtail_omnichannel::{
    Command, Replay, ReplayAnswer, ReplayAsk, ReplayTotals, ReplayedRoute, SetRouting,
};
use realtail_vocabulary::RoutingRules;
use serde_json::{Value, json};

/// The shopper lives in the south, so the south is nearest, then the north and the depot.
const STOCKED: &str = "stock jeans south 2
    stock jeans north 5
    stock jeans depot 9
    stock shirt depot 9";

fn warehouses() -> Value {
    json!({"name": "r", "rank": 1, "batches": [{"batch": "b", "from": {"kinds": ["warehouse"]}}]})
}

#[track_caller]
fn check(story: &str, rules: Option<Value>, expected: Expect) {
    expected.assert_eq(&replayed(story, |ask| ask.rules = rules.map(|rules| read(&rules))));
}

fn read(rules: &Value) -> RoutingRules {
    serde_json::from_value(rules.clone()).expect("rules")
}

fn replayed(story: &str, change: impl FnOnce(&mut ReplayAsk)) -> String {
    let mut shop = Shop::new();
    for sentence in sentences(story) {
        match sentence.split_once(' ') {
            Some(("rules", rules)) => {
                let rules = serde_json::from_str(rules).expect("rules");
                shop.do_it(&Command::SetRouting(SetRouting::Rules(Box::new(rules))));
            }
            _ => {
                let told = shop.tell(sentence);
                assert!(!told.starts_with("refused"), "{sentence}: {told}");
            }
        }
    }
    let from: Instant = "2026-11-23T00:00:00Z".parse().expect("a time");
    let mut ask = ReplayAsk {
        from,
        to: from.plus_ms(24 * 3_600_000),
        channel: None,
        method: None,
        orders_max: 100,
        rules: None,
    };
    change(&mut ask);
    match Replay::of(&shop.state, ask) {
        Ok(replay) => in_words(&replay.run(10)),
        Err(refusal) => format!("refused: {refusal}"),
    }
}

fn in_words(answer: &ReplayAnswer) -> String {
    let more = if answer.truncated { " and more" } else { "" };
    let mut told = vec![
        format!("{} orders{more}, {} differ from {:?}", answer.orders, answer.differing, answer.before_is),
        totals(&answer.before),
        totals(&answer.after),
    ];
    for difference in &answer.differences {
        told.push(format!(
            "{}: {} -> {}",
            difference.order,
            route(&difference.before),
            route(&difference.after)
        ));
    }
    told.join("\n")
}

fn totals(totals: &ReplayTotals) -> String {
    let ReplayTotals { parcels, split_orders, unrouted_orders, parked_orders, unrouted_units, .. } = totals;
    let cost = totals.cost_total.map_or("unknown".to_owned(), |cost| cost.to_string());
    let sites: Vec<String> = totals.sites.iter().map(|(site, orders)| format!("{site} {orders}")).collect();
    format!(
        "{parcels} parcels, {split_orders} split, {unrouted_orders} unrouted, {parked_orders} parked, \
         {unrouted_units} units left, cost {cost}, {} km, {}",
        totals.distance_km,
        sites.join(" ")
    )
}

fn route(route: &ReplayedRoute) -> String {
    let line = |l: &realtail_vocabulary::AssignedLine| format!("{}x{}", l.line, l.quantity);
    let mut told: Vec<String> = Vec::new();
    for parcel in &route.parcels {
        told.push(format!("{} {}", parcel.site, parcel.lines.iter().map(line).collect::<Vec<_>>().join(" ")));
    }
    told.extend(route.unrouted.iter().map(|rest| format!("nobody {}x{}", rest.line, rest.quantity)));
    told.extend(route.queue.iter().map(|queue| format!("in {queue}")));
    told.join(", ")
}

#[test]
fn what_is_replayed_under_the_rules_in_force_comes_out_as_it_was_served() {
    check(
        "",
        None,
        expect![[r#"
        0 orders, 0 differ from AsServed
        0 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost unknown, 0 km, 
        0 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 0, 0 km, "#]],
    );
    // The south is sold out now; what its orders took is given back before they come again.
    check(
        &format!(
            "{STOCKED}\norder o1 ship jeansx1 pay cash\norder o2 ship jeansx1 pay cash\norder o3 ship jeansx1 pay cash"
        ),
        None,
        expect![[r#"
            3 orders, 0 differ from AsServed
            3 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost unknown, 147 km, depot 1 south 2
            3 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1772, 147 km, depot 1 south 2"#]],
    );
    // Collected goods never asked the router, unpaid orders do not stand yet, cancelled ones no more.
    check(
        &format!(
            "{STOCKED}\norder o1 pickup south jeansx1 pay cash\norder o2 ship jeansx1 pay test
             order o3 ship jeansx1 pay cash\ncancel o3"
        ),
        None,
        expect![[r#"
            0 orders, 0 differ from AsServed
            0 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost unknown, 0 km, 
            0 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 0, 0 km, "#]],
    );
}

#[test]
fn stock_that_came_later_is_told_apart_from_what_was_served() {
    check(
        "stock jeans north 2\norder o1 ship jeansx2 pay cash\nstock jeans south 5",
        None,
        expect![[r#"
            1 orders, 1 differ from AsServed
            1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost unknown, 101 km, north 1
            1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 581, 12 km, south 1
            o1: north 1x2 -> south 1x2"#]],
    );
}

#[test]
fn other_rules_are_compared_with_those_in_force_on_the_same_stock() {
    let two = format!("{STOCKED}\norder o1 ship jeansx1 pay cash\norder o2 ship jeansx1 shirtx1 pay cash");
    check(
        &two,
        Some(warehouses()),
        expect![[r#"
        2 orders, 1 differ from RulesInForce
        2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1228, 135 km, depot 1 south 1
        2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1384, 246 km, depot 2
        o1: south 1x1 -> depot 1x1"#]],
    );
    // The depot has two, and each order takes its own before the next comes.
    check(
        "stock jeans depot 2\nstock jeans south 9\norder o1 ship jeansx2 pay cash\norder o2 ship jeansx2 pay cash",
        Some(warehouses()),
        expect![[r#"
            2 orders, 2 differ from RulesInForce
            2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1147, 24 km, south 2
            1 parcels, 0 split, 1 unrouted, 1 parked, 2 units left, cost 772, 123 km, depot 1
            o1: south 1x2 -> depot 1x2
            o2: south 1x2 -> nobody 1x2, in unrouted"#]],
    );
    // Rules for other orders change nothing.
    let mut expensive = warehouses();
    expensive["when"] = json!({"value_min": 1_000_000});
    check(
        &two,
        Some(expensive),
        expect![[r#"
        2 orders, 0 differ from RulesInForce
        2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1228, 135 km, depot 1 south 1
        2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1228, 135 km, depot 1 south 1"#]],
    );
}

#[test]
fn rules_take_the_place_of_those_of_their_name_and_wait_for_those_of_lower_rank() {
    let story = |rank: u32| {
        let north =
            json!({"name": "north", "rank": rank, "batches": [{"batch": "b", "from": {"sites": ["north"]}}]});
        format!("{STOCKED}\nrules {north}\norder o1 ship jeansx1 pay cash")
    };
    check(
        &story(1),
        Some(json!({"name": "r", "rank": 2, "batches": warehouses()["batches"]})),
        expect![[r#"
        1 orders, 0 differ from RulesInForce
        1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 650, 101 km, north 1
        1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 650, 101 km, north 1"#]],
    );
    check(
        &story(1),
        Some(json!({"name": "north", "rank": 2, "batches": warehouses()["batches"]})),
        expect![[r#"
        1 orders, 1 differ from RulesInForce
        1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 650, 101 km, north 1
        1 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 672, 123 km, depot 1
        o1: north 1x1 -> depot 1x1"#]],
    );
}

#[test]
fn hours_of_sites_are_taken_by_the_orders_that_are_replayed() {
    let hourly = json!({"name": "r", "rank": 1, "batches": [
        {"batch": "b", "from": {"sites": ["south"], "capacity_left_min": 1}}, {"batch": "c", "from": {"not_sites": ["south"]}}]});
    // Open for one hour, in which it can take one order.
    let hours = json!({"mon": [{"from": "10:00", "to": "11:00"}]});
    let story = format!(
        "{STOCKED}\nsettings {{\"site\": \"south\", \"orders_per_hour\": 1, \"hours\": {hours}}}\norder o1 ship jeansx1 pay cash\norder o2 ship jeansx1 pay cash"
    );
    check(
        &story,
        Some(hourly),
        expect![[r#"
            2 orders, 1 differ from RulesInForce
            2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1122, 24 km, south 2
            2 parcels, 0 split, 0 unrouted, 0 parked, 0 units left, cost 1211, 135 km, depot 1 south 1
            o2: south 1x1 -> depot 1x1"#]],
    );
}

#[test]
fn windows_channels_and_limits_hold() {
    let story = format!(
        "{STOCKED}\norder o1 ship jeansx1 pay cash\nlater 60 min\norder o2 ship jeansx1 pay cash\nlater 60 min
         order o3 ship jeansx1 pay cash"
    );
    let at = |text: &str| -> Instant { text.parse().expect("a time") };
    let orders = |change: &dyn Fn(&mut ReplayAsk)| {
        replayed(&story, change).lines().next().unwrap_or_default().to_owned()
    };
    expect!["2 orders, 0 differ from AsServed"].assert_eq(&orders(&|ask| {
        (ask.from, ask.to) = (at("2026-11-23T09:00:00Z"), at("2026-11-23T11:00:00Z"))
    }));
    expect!["2 orders, 0 differ from AsServed"]
        .assert_eq(&orders(&|ask| ask.from = at("2026-11-23T09:00:01Z")));
    expect!["0 orders, 0 differ from AsServed"]
        .assert_eq(&orders(&|ask| ask.from = at("2026-11-24T09:00:01Z")));
    expect!["2 orders and more, 0 differ from AsServed"].assert_eq(&orders(&|ask| ask.orders_max = 2));
    expect!["3 orders, 0 differ from AsServed"].assert_eq(&orders(&|ask| ask.orders_max = 3));
    expect!["0 orders, 0 differ from AsServed"]
        .assert_eq(&orders(&|ask| ask.channel = Channel::new("app").ok()));
    expect!["0 orders, 0 differ from AsServed"]
        .assert_eq(&orders(&|ask| ask.method = Some(realtail_vocabulary::DeliveryMethod::Deliver)));
}

#[test]
fn rules_that_could_not_be_set_are_not_replayed() {
    let from_moon = json!({"name": "r", "batches": [{"batch": "b", "from": {"sites": ["moon"]}}]});
    check(STOCKED, Some(from_moon), expect![[r#"refused: there is no site "moon""#]]);
    check(
        STOCKED,
        Some(json!({"name": "r", "batches": []})),
        expect!["refused: batches: rules have 1 to 50 batches"],
    );
    let shop = Shop::new();
    assert_eq!(ReplayAsk::name_of_new(&shop.state), RuleName::new("tried-1").expect("a name"));
}
