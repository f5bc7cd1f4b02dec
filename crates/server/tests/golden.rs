//! A log that an earlier version wrote is replayed by this one, to the same state.
//!
//! `golden/*.entries` are never written again: they are what a retailer may have on disk. When events of a new kind come,
//! a further file is added beside them (`UPDATE_GOLDEN=1` writes one that is not there yet). `v1` is a day in a shop of
//! stock and holds; `v2` is what a run of the simulation left, with orders, payments, returns, wallets and all pillars;
//! `moves` is a day of transfers, changed orders, terms and budgets; `labour` one of rosters, shifts and lanes; `prices` one of
//! prices that are advised and tested.

use realtail_engine::log::Batch;
use realtail_engine::{Core, Replica, Request, decode_batch};
use realtail_kernel::{Instant, Position};
use realtail_omnichannel::{Command as Stock, Extend, PlaceHold, PostHold};
use realtail_platform::{Command, Refusal, Retail};
use realtail_vocabulary::{Action, Event, PostAs, PriceTest};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The run of the simulation that v2 is: of six hundred, one in which much comes up in little space.
const SEED: u64 = 561;

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("well-formed")
}

/// A day in a small shop that makes every kind of event there was in version 1.
fn day() -> Vec<Command> {
    let site = |name: &str| {
        json!({"site": name, "name": name, "kind": "store", "timezone": "Europe/Berlin",
        "zones": [{"zone": "floor", "kind": "sales_floor"}]})
    };
    let moved = |value: Value| Command::from(Stock::Move(vec![read(value)]));
    let hold = |name: &str, units: i64, place: (&str, &str)| {
        let mut line = json!({"item": "jeans", "quantity": units});
        line[place.0] = json!({place.0: place.1})[place.0].clone();
        Command::from(Stock::Place(PlaceHold {
            hold: read(json!(name)),
            owner: read(json!(format!("owner-{name}"))),
            channel: read(json!("web")),
            expires_in_ms: 60_000,
            lines: read(json!([line])),
        }))
    };
    let post =
        |name: &str, post_as| Stock::Post(PostHold { hold: read(json!(name)), lines: None, post_as }).into();
    let named = |name: &str| read(json!(name));
    vec![
        Stock::SetSites(vec![read(site("north")), read(site("south"))]).into(),
        Stock::SetItems(vec![read(json!({"item": "jeans", "name": "Jeans", "gtin": "4006381333931"})),
            read(json!({"item": "bag", "name": "Bag", "stocked": false}))]).into(),
        Stock::SetRegion(read(json!("city")), read(json!(["north", "south"]))).into(),
        Stock::SetRule(read(json!({"name": "keep", "item": "jeans", "safety_stock": 2}))).into(),
        Stock::SetRule(read(json!({"name": "gone", "site": "north", "may_sell": true}))).into(),
        Stock::RemoveRule(read(json!("gone"))).into(),
        moved(json!({"item": "jeans", "quantity": 20, "from": {"outside": "supplier"}, "to": {"site": "north"},
            "reason": "receipt", "lot": "L1", "expires_at": "2030-01-01T00:00:00Z"})),
        moved(json!({"item": "jeans", "quantity": 3, "from": {"outside": "supplier"},
            "to": {"site": "south", "zone": "floor"}, "reason": "receipt"})),
        moved(json!({"item": "jeans", "quantity": 1, "from": {"site": "north"},
            "to": {"site": "north", "condition": "damaged"}, "reason": "damage"})),
        Stock::Expect(read(json!({"order": "po-1", "site": "south",
            "lines": [{"item": "jeans", "quantity": 9, "expected_at": "2026-02-01T00:00:00Z"}]}))).into(),
        Stock::Dispatch(read(json!({"shipment": "s-1", "to": "south", "order": "po-1",
            "lines": [{"item": "jeans", "quantity": 9}]}))).into(),
        Stock::Receive(read(json!({"shipment": "s-1", "site": "south",
            "lines": [{"item": "jeans", "quantity": 8}]}))).into(),
        hold("sold", 2, ("site", "north")),
        hold("kept", 2, ("site", "north")),
        hold("freed", 2, ("site", "north")),
        hold("given-up", 1, ("site", "north")),
        hold("somewhere", 4, ("region", "city")),
        hold("late", 1, ("site", "north")),
        Stock::Extend(Extend { hold: named("sold"), expires_in_ms: 120_000 }).into(),
        post("sold", PostAs::Sale),
        post("kept", PostAs::Allocation),
        post("freed", PostAs::Allocation),
        Stock::Fulfil(named("kept")).into(),
        Stock::Release(named("freed")).into(),
        Stock::Void(named("given-up")).into(),
        post("somewhere", PostAs::Sale),
        Stock::Sell(read(json!({"sale": "r-1", "site": "south", "sold_at": "2026-01-01T09:00:00Z", "customer": "c-7",
            "till": "3", "lines": [{"item": "jeans", "quantity": 12, "unit_price": {"amount": 5999, "currency": "EUR"},
            "discount": 100}, {"item": "bag", "quantity": 1, "unit_price": 20}],
            "tenders": [{"kind": "card", "amount": 71888}]}))).into(),
        Stock::Count(read(json!({"site": "south", "method": "manual", "lines": [{"item": "jeans", "counted": 7}]}))).into(),
        Command::SetWebhook(read(json!({"webhook": "till", "url": "http://localhost/"}))),
        Command::Advance(named_webhook(), Position(2_000)),
        Command::GiveUp(read(json!({"webhook": "till", "position": 21, "attempts": 8, "error": "500",
            "given_up_at": "2026-01-01T10:00:00Z"}))),
        Command::Resend(named_webhook(), Position(21)),
        Command::Redelivered(named_webhook(), Position(21)),
        Command::RemoveWebhook(named_webhook()),
        Command::CreateKey(read(json!({"key": "key_1", "name": "till", "role": "channel", "channel": "web",
            "digest": vec![7; 32], "created_at": "2026-01-01T00:00:00Z"}))),
        Command::RevokeKey(read(json!("key_1"))),
        Command::Observe(Box::new(read(json!({"source": "fridge", "id": "1",
            "signal": {"retail.temperature.read": {"sensor": "f1", "site": "north", "celsius": 4.5}}})))),
        Command::Act(Action::StockRestored { item: read(json!("jeans")), site: read(json!("north")), on_hand: 9 }),
    ]
}

fn named_webhook() -> realtail_kernel::WebhookName {
    read(json!("till"))
}

/// Runs the day through the engine's own loop.
fn write_day(day: Vec<Command>) -> Vec<u8> {
    let mut core: Core<Retail> = Core::new(Replica::empty());
    let mut now = "2026-01-01T08:00:00Z".parse::<Instant>().expect("a time");
    for command in day {
        now = now.plus_ms(1000);
        let asked = format!("{command:?}");
        let outcome = core.take(
            Request {
                command,
                signal: "golden".into(),
                by: "admin".into(),
                received_at: now,
                cause: None,
                keys: Default::default(),
            },
            now,
        );
        assert!(matches!(outcome, realtail_engine::Outcome::Done { .. }), "{asked}: {outcome:?}");
    }
    // The hold "late" runs out.
    core.tick(now.plus_ms(600_000));
    let pending = core.take_pending();
    let mut bytes = (pending.entries.len() as u32).to_le_bytes().to_vec();
    bytes.extend(pending.payload);
    bytes
}

/// A day of rosters, shifts and lanes.
fn labour() -> Vec<Command> {
    use realtail_intelligence::Command as Labour;
    let asks = |command: Labour| Command::Intelligence(command);
    let site = |name: &str| json!({"site": name, "name": name, "kind": "store", "timezone": "Europe/Berlin"});
    let roster = |site: &str| {
        asks(Labour::SetRoster(Box::new(read(
            json!({"site": site, "people": [{"person": "P-1", "roles": ["till", "shelf"],
            "available": [{"weekday": "thu", "from": "06:00", "to": "20:00"}], "contract_minutes": 2_250,
            "overtime_minutes": 240, "wage_per_hour": 1_600}], "rules": {"shortest_minutes": 180},
            "targets": {"tills": 4}}),
        ))))
    };
    let shift =
        json!({"person": "P-1", "role": "till", "from": "08:00", "to": "16:00", "break_from": "12:00"});
    let plan = json!({"site": "north", "day": "2026-01-01", "shifts": [shift], "needs": [{"role": "till", "people": vec![1; 96]}],
        "uncovered": [{"role": "till", "from": "16:00", "to": "18:00", "missing_minutes": 120, "why": "all_have_shifts"}],
        "wages": 12_000, "overtime_minutes": 0, "cost": 13_000, "cost_bound": 12_500, "model": "labour",
        "version": "1", "fingerprint": "00c0ffee", "current_to": 3});
    let short = json!({"site": "north", "needed_at": "2026-01-01T09:10:00Z", "lanes_open": 1, "lanes_needed": 3,
        "shoppers_per_quarter_hour": 22.5, "reason": "a rush", "model": "labour", "version": "1", "current_to": 3});
    let by = || read(json!("manager"));
    let changed: Value = json!([{"person": "P-1", "role": "shelf", "from": "09:00", "to": "14:00"}]);
    vec![
        Stock::SetSites(vec![read(site("north")), read(site("south"))]).into(),
        roster("north"),
        roster("south"),
        asks(Labour::PlanShifts(Box::new(read(plan)))),
        asks(Labour::AcceptShifts(read(json!("north")), read(json!("2026-01-01")), None, by())),
        asks(Labour::AcceptShifts(
            read(json!("north")),
            read(json!("2026-01-01")),
            Some(read(changed)),
            by(),
        )),
        asks(Labour::AdviseLanes(Box::new(read(short.clone())))),
        asks(Labour::SufficeLanes(read(json!("north")), 3)),
        asks(Labour::AdviseLanes(Box::new(read(short)))),
        asks(Labour::RemoveRoster(read(json!("south")))),
    ]
}

/// Goods that move, orders that change, terms and budgets, and what came of them: every kind of event of these.
fn moves() -> Vec<Command> {
    use realtail_intelligence::{Command as Plan, MoveCommand, SupplierCommand};
    let plan = |command: Plan| Command::Intelligence(command);
    let moved = |command: MoveCommand| plan(Plan::Move(command));
    let site = |name: &str| json!({"site": name, "name": name, "kind": "store", "timezone": "Europe/Berlin"});
    let accept = |number: &str, quantity: i64| {
        moved(MoveCommand::Accept(Box::new(read(
            json!({"transfer": number, "item": "jeans", "from": "north",
            "to": "south", "quantity": quantity, "kind": "balance", "expected_at": "2026-01-02T08:00:00Z",
            "suggested": quantity, "gain": 900, "why": "south misses them more"}),
        ))))
    };
    let decline = |advice: Value| {
        let declined = json!({"advice": advice, "why": "no van", "until": "2026-02-01T00:00:00Z"});
        moved(MoveCommand::Decline(Box::new(read(declined))))
    };
    let receive =
        |shipment: &str| Stock::Receive(read(json!({"shipment": shipment, "site": "south"}))).into();
    let done = realtail_omnichannel::task::DoneTask {
        task: read(json!("send-1")),
        by: read(json!("badge-7")),
        quantity: Some(4),
    };
    vec![
        Stock::SetSites(vec![read(site("north")), read(site("south"))]).into(),
        Stock::SetItems(vec![read(json!({"item": "jeans", "name": "Jeans"}))]).into(),
        Command::from(Stock::Move(vec![read(json!({"item": "jeans", "quantity": 20,
            "from": {"outside": "supplier"}, "to": {"site": "north"}, "reason": "receipt"}))])),
        plan(Plan::SetPlan(Box::new(read(json!({"item": "jeans", "site": "south", "shelf_capacity": 20,
            "pack_size": 2, "lead_time_days": 2, "review_days": 1, "service_level_ppm": 950_000, "source": "north",
            "money": {"unit_cost": 900, "short_cost": 2_000, "pallet_size": 40, "pallet_saving": 5}}))))),
        plan(Plan::Supplier(SupplierCommand::SetTerms(Box::new(read(json!({"supplier": "Denim",
            "order_days": ["mon", "thu"], "delivery_days": ["wed"], "closed": ["2026-01-01"], "order_value_min": 100,
            "order_units_min": 2, "truck": {"capacity": 9, "measure": "pallets", "cost": 5},
            "expedite": {"lead_time_days": 1, "cost": 5}, "cancel": {"days_before": 0, "cost": 1},
            "currency": "EUR"})))))),
        plan(Plan::Supplier(SupplierCommand::SetBudget(Box::new(read(json!({"budget": "denim",
            "sites": ["south"], "suppliers": ["Denim"], "categories": ["trousers"], "money_per_week": 9_000})))))),
        plan(Plan::Supplier(SupplierCommand::RemoveBudget(read(json!("denim"))))),
        moved(MoveCommand::SetTerms(Box::new(read(json!({"unit_cost": 1, "trip_cost": 9,
            "lead_time_days": 1, "sites": ["north", "south"]}))))),
        accept("a", 5),
        accept("b", 3),
        moved(MoveCommand::GiveUp(read(json!("b")), read(json!("no van")))),
        Stock::Task(realtail_omnichannel::task::TaskCommand::Done(done)).into(),
        receive("transfer-a"),
        plan(Plan::PlacePurchaseOrder(Box::new(read(json!({"order": "po-1", "supplier": "Denim",
            "site": "south", "expected_at": "2026-01-09T08:00:00Z",
            "lines": [{"item": "jeans", "quantity": 6, "suggested": 6, "gain": 700}]}))))),
        moved(MoveCommand::ChangePurchase(
            read(json!("po-1")),
            read(json!("jeans")),
            read(json!("expedite")),
            Some(30),
            None,
        )),
        decline(json!({"kind": "follow_up", "order": "po-1", "item": "jeans"})),
        decline(json!({"kind": "transfer", "item": "jeans", "from": "north", "to": "south"})),
        Stock::Dispatch(read(json!({"shipment": "s-1", "to": "south", "order": "po-1",
            "lines": [{"item": "jeans", "quantity": 6}]})))
        .into(),
        receive("s-1"),
        plan(Plan::Supplier(SupplierCommand::RemoveTerms(read(json!("Denim"))))),
    ]
}

/// Prices that are advised, set, declined and judged, and two that are tested: every kind of event of these.
fn prices() -> Vec<Command> {
    use realtail_intelligence::{Command as Plan, PriceJudging, PricingCommand, TakeAsk, TestAsk};
    use realtail_omnichannel::PriceCommand;
    let priced = |command: PricingCommand| Command::Intelligence(Plan::Pricing(command));
    let advise = |aim: Value, unit_price: i64| {
        let outlook = json!({"sold_units": 8.0, "revenue": 1_500, "waste_units": 4.0});
        priced(PricingCommand::Advise(Box::new(read(json!({"item": "yoghurt", "site": "north", "aim": aim,
            "rules": "dairy", "unit_price_now": 249, "unit_price_usual": 249, "unit_price": unit_price, "per": 1,
            "currency": "EUR", "units": 12, "forecast": {"means": [3.0, 5.0], "spread": 1.5, "doubt": 0.3},
            "with": outlook, "without": outlook, "gain": 340,
            "elasticity": {"mean": -2.0, "low": -3.0, "high": -1.0}, "reason": "it would be left",
            "model": "prices", "version": "1", "fingerprint": "00c0ffee", "current_to": 3})))))
    };
    let lot = || json!({"kind": "lot", "lot": "L1", "expires_at": "2026-01-03T20:00:00Z"});
    let season = || json!({"kind": "season", "end": "2026-02-01"});
    let (item, site) = (|| read(json!("yoghurt")), || read(json!("north")));
    let take = |lot: Option<&str>, unit_price: Option<i64>| {
        let (lot, by) = (lot.map(|lot| read(json!(lot))), read(json!("manager")));
        priced(PricingCommand::Take(Box::new(TakeAsk { item: item(), site: site(), lot, unit_price, by })))
    };
    let rules = |rules: &str, terms: Value| {
        priced(PricingCommand::SetRules(Box::new(read(json!({"rules": rules, "terms": terms})))))
    };
    let declined =
        json!({"item": "yoghurt", "site": "north", "until": "2026-02-01T00:00:00Z", "reason": "no"});
    let seen = json!({"item": "yoghurt", "competitor": "Other", "unit_price": 259, "seen_at": "2026-01-01T00:00:00Z"});
    let store = json!({"site": "north", "name": "North", "kind": "store", "timezone": "Europe/Berlin"});
    let goods = json!({"item": "yoghurt", "name": "Yoghurt", "attributes": {"unit_cost": 120}});
    vec![
        Stock::SetSites(vec![read(store)]).into(),
        Stock::SetItems(vec![read(goods)]).into(),
        Stock::Price(PriceCommand::SetList(read(json!({"list": "shop", "currency": "EUR"})))).into(),
        Stock::Price(PriceCommand::SetPrices(
            read(json!("shop")),
            vec![read(json!({"item": "yoghurt", "unit_price": 249}))],
        ))
        .into(),
        Stock::Move(vec![read(json!({"item": "yoghurt", "quantity": 12, "from": {"outside": "supplier"},
            "to": {"site": "north"}, "reason": "receipt", "lot": "L1", "expires_at": "2026-01-03T20:00:00Z"}))])
        .into(),
        rules("dairy", json!({"ending": "nine", "removal_cost": 10, "competitor_percent": 110})),
        rules("spare", json!({"rank": 9, "automatic": true, "season_end": "2026-02-01"})),
        priced(PricingCommand::RemoveRules(read(json!("spare")))),
        priced(PricingCommand::SeeCompetitors(vec![read(seen)])),
        advise(lot(), 199),
        take(Some("L1"), None),
        priced(PricingCommand::Judge(Box::new(PriceJudging {
            item: item(),
            site: site(),
            lot: Some(read(json!("L1"))),
            sold_units: 10,
            revenue: 1_990,
            waste_units: 2,
            without_units: 6.0,
        }))),
        advise(season(), 189),
        priced(PricingCommand::Withdraw(item(), site(), None)),
        advise(season(), 179),
        priced(PricingCommand::Decline(Box::new(read(declined)))),
        priced(PricingCommand::SetTest(Box::new(TestAsk {
            test: read(json!("spring")),
            item: item(),
            site: site(),
            unit_price: 229,
            from: read(json!("2026-01-05")),
            period_days: 7,
            pairs: 2,
        }))),
        priced(PricingCommand::EndTest(read(json!("spring")))),
        advise(lot(), 199),
        take(Some("L1"), Some(189)),
    ]
}

/// What a run of the simulation leaves, as one batch.
fn write_run() -> Vec<u8> {
    let options = realtail_sim::Options { steps: 2_500, sells: Some(true), ..Default::default() };
    let batches = realtail_sim::log(SEED, &options).unwrap_or_else(|failure| panic!("{failure}"));
    let mut bytes = batches.iter().map(|batch| batch.count).sum::<u32>().to_le_bytes().to_vec();
    bytes.extend(batches.into_iter().flat_map(|batch| batch.payload));
    bytes
}

fn replay(bytes: &[u8]) -> (Replica<Retail>, BTreeSet<&'static str>) {
    let (count, payload) = bytes.split_first_chunk::<4>().expect("a count");
    let batch = Batch { first: Position(1), count: u32::from_le_bytes(*count), payload: payload.to_vec() };
    let mut replica: Replica<Retail> = Replica::empty();
    let mut kinds = BTreeSet::new();
    for (_, entry) in decode_batch::<Event, Refusal>(&batch).expect("an old log can be read") {
        kinds.extend(entry.events.iter().map(Event::kind));
        replica.apply(&entry);
    }
    (replica, kinds)
}

/// The state as a person would check it.
fn shown(replica: &Replica<Retail>, kinds: &BTreeSet<&'static str>) -> String {
    let stock = &replica.machine.omnichannel;
    let mut text = String::new();
    for cell in stock.stock.cells() {
        let (item, site) = (&stock.catalogue.item(cell.item).item, &stock.catalogue.site(cell.site).site);
        let places: Vec<String> = stock
            .stock
            .places(cell)
            .iter()
            .map(|p| {
                format!("{} {:?} {}", p.zone.as_ref().map_or("-", |z| z.as_str()), p.condition, p.quantity)
            })
            .collect();
        let (on_hand, held, allocated) = (cell.on_hand, cell.held, cell.allocated);
        let _ = writeln!(
            text,
            "{item} at {site}: {on_hand} on hand, {held} held, {allocated} allocated; {places:?}"
        );
    }
    let mut holds: Vec<String> = stock
        .holds
        .all()
        .map(|hold| format!("hold {}: {:?} {:?}", hold.hold, hold.state, hold.posted))
        .collect();
    holds.sort();
    text.extend(further(&replica.machine).into_iter().map(|line| line + "\n"));
    let _ = writeln!(text, "{}\nnext {}", holds.join("\n"), replica.next);
    let _ = writeln!(text, "{}", kinds.iter().copied().collect::<Vec<_>>().join("\n"));
    text
}

/// Of orders and what came after them; none of it is in the first version's log.
fn further(retail: &Retail) -> Vec<String> {
    let stock = &retail.omnichannel;
    let mut lines = Vec::new();
    for order in stock.orders.all() {
        let parts: Vec<_> = order.fulfilments.iter().map(|part| format!("{:?}", part.state)).collect();
        lines.push(format!("order {}: {:?}, {parts:?}", order.order, order.state));
    }
    for paid in stock.payments.all() {
        let (authorised, captured, refunded) = (paid.authorised, paid.captured, paid.refunded);
        lines.push(format!("payment {}: {authorised}, {captured}, {refunded}", paid.payment));
    }
    for back in stock.returns.all() {
        let refunds: Vec<_> = back.refunds.iter().map(|part| part.amount).collect();
        lines.push(format!("return {}: {refunds:?}", back.return_id));
    }
    for customer in stock.customers.all().map(|customer| &customer.customer) {
        let points = stock.wallets.points_of(customer).map(|wallet| wallet.available);
        let phones = retail.mobile.shopper(customer).map(|shopper| shopper.subscriptions.len());
        if points.is_some() || phones.is_some() {
            lines.push(format!("customer {customer}: points {points:?}, phones {phones:?}"));
        }
    }
    for campaign in retail.media.campaigns.all() {
        let (name, spent, reserved) = (&campaign.campaign, campaign.spent, campaign.reserved);
        lines.push(format!("campaign {name}: spent {spent}, reserved {reserved}"));
    }
    for (epc, presence) in retail.devices.tags.after(None) {
        lines.push(format!("tag {epc}: {} {}", presence.site, presence.zone));
    }
    for plan in retail.intelligence.plans() {
        let said = retail.intelligence.said(&plan.item, &plan.site).map(|said| said.mean_per_day);
        lines.push(format!("plan {} at {}: {said:?}", plan.item, plan.site));
    }
    let planned = &retail.intelligence;
    for known in planned.moves().newest_first() {
        lines.push(format!("transfer {}: {:?}", known.transfer.transfer, known.state));
        let changes = planned.purchases().newest_first();
        let changes = changes.flat_map(|placed| planned.purchases().changes(&placed.order.order));
        lines.extend(
            changes.map(|change| format!("change {} of {}: {:?}", change.change, change.order, change.what)),
        );
    }
    for (week, kind, came) in planned.moves().record().weeks() {
        lines.push(format!("record {week} {kind}: {} judged {} made {}", came.lines, came.judged, came.made));
    }
    for known in planned.pricing().all_prices() {
        let (advice, list) = (&known.taken.advice, &known.taken.list);
        lines.push(format!(
            "price of {} at {}: {} {list:?}",
            advice.item, advice.site, known.taken.unit_price
        ));
    }
    for (week, kind, came) in planned.pricing().record().weeks() {
        lines
            .push(format!("prices {week} {kind}: {} judged {} made {}", came.prices, came.judged, came.made));
    }
    for known in planned.pricing().tests() {
        let PriceTest { test, periods, unit_price, .. } = &known.test;
        lines.push(format!(
            "price test {test}: {unit_price} in {} turns, ended {:?}",
            periods.len(),
            known.ended_at
        ));
    }
    for known in planned.labour().plans(None) {
        let (plan, in_force) = (&known.plan, known.in_force().len());
        lines.push(format!(
            "shifts of {} on {}: {} planned, {in_force} in force",
            plan.site,
            plan.day,
            plan.shifts.len()
        ));
    }
    for roster in planned.labour().rosters() {
        let short = planned.labour().short(&roster.site).map(|short| short.advice.lanes_needed);
        lines.push(format!(
            "roster of {}: {} people, lanes needed {short:?}",
            roster.site,
            roster.people.len()
        ));
    }
    lines.sort();
    lines
}

fn replays_to_the_same_state(version: &str, write: impl FnOnce() -> Vec<u8>) {
    let (log, state) = (golden(&format!("{version}.entries")), golden(&format!("{version}.txt")));
    if std::env::var_os("UPDATE_GOLDEN").is_some() && !log.exists() {
        let bytes = write();
        let (replica, kinds) = replay(&bytes);
        std::fs::write(&state, shown(&replica, &kinds)).expect("written");
        std::fs::write(&log, bytes).expect("written");
    }
    let bytes = std::fs::read(&log).expect("the golden log is in the tree");
    let (replica, kinds) = replay(&bytes);
    let expected = std::fs::read_to_string(&state).expect("its state is in the tree");
    assert_eq!(shown(&replica, &kinds), expected);
    realtail_kernel::Platform::check(&replica.machine).expect("all invariants hold");
}

#[test]
fn a_log_of_version_1_replays_to_the_same_state() {
    replays_to_the_same_state("v1", || write_day(day()));
}

#[test]
fn a_log_of_version_2_replays_to_the_same_state() {
    replays_to_the_same_state("v2", write_run);
}

#[test]
fn a_log_of_labour_replays_to_the_same_state() {
    replays_to_the_same_state("labour", || write_day(labour()));
    let told = std::fs::read_to_string(golden("labour.txt")).expect("its state is in the tree");
    for kind in [
        "roster.set",
        "roster.removed",
        "shifts.planned",
        "shifts.accepted",
        "lanes.advised",
        "lanes.sufficed",
    ] {
        assert!(told.contains(&format!("retail.{kind}")), "{kind} is not in the golden log");
    }
}

#[test]
fn a_log_of_goods_that_move_replays_to_the_same_state() {
    replays_to_the_same_state("moves", || write_day(moves()));
    let told = std::fs::read_to_string(golden("moves.txt")).expect("its state is in the tree");
    let kinds = ["supplier_terms.removed", "budget.removed", "transfer.sent", "transfer.received"]
        .into_iter()
        .chain([
            "transfer.given_up",
            "purchase_order.changed",
            "move.declined",
            "advice.arrived",
            "advice.judged",
        ]);
    kinds.for_each(|kind| assert!(told.contains(&format!("retail.{kind}\n")), "{kind}"));
}

#[test]
fn a_log_of_prices_replays_to_the_same_state() {
    replays_to_the_same_state("prices", || write_day(prices()));
    let told = std::fs::read_to_string(golden("prices.txt")).expect("its state is in the tree");
    for kind in [
        "price_rules.set",
        "price_rules.removed",
        "competitor_price.seen",
        "price.advised",
        "price_advice.withdrawn",
        "price_advice.taken",
        "price_advice.declined",
        "price_advice.judged",
        "price_test.set",
        "price_test.ended",
        "action.price_label",
    ] {
        assert!(told.contains(&format!("retail.{kind}\n")), "{kind} is not in the golden log");
    }
}

#[test]
fn the_log_explains_itself() {
    let bytes = std::fs::read(golden("v1.entries")).expect("the golden log is in the tree");
    for word in ["received_at", "postings", "expires_at", "from", "supplier", "jeans"] {
        assert!(bytes.windows(word.len()).any(|w| w == word.as_bytes()), "{word} stands in the log by name");
    }
}
