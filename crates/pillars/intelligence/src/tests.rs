//! Orders to suppliers, by person and by rule; versions of models that go live and give way; cases of loss.

use crate::{Command, Intelligence};
use realtail_kernel::{Instant, Label, Machine, Position, Rejection, Stamp, Word};
use realtail_vocabulary::{
    IntelligenceEvent, ModelTrial, ModelVersion, PurchaseOrder, ReplenishmentPlan, VersionScore,
};

/// The pillar, told one thing after the other.
struct Told {
    pillar: Intelligence,
    now: Instant,
    entry: u64,
}

fn read<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("what the test says")
}

fn word(text: &str) -> Word {
    Word::new(text).expect("a word")
}

impl Told {
    fn new() -> Told {
        let now = "2026-11-27T08:00:00Z".parse().expect("a time");
        Told { pillar: Intelligence::default(), now, entry: 0 }
    }

    fn run(&mut self, command: Command) -> Result<Vec<IntelligenceEvent>, Rejection> {
        let events = self.pillar.decide(&command, self.now)?;
        for event in &events {
            self.entry += 1;
            let position = Position(self.entry);
            self.pillar.apply(event, Stamp { position, origin: position, at: self.now });
        }
        Ok(events)
    }

    fn days_pass(&mut self, days: i64) {
        self.now = self.now.plus_ms(days * 86_400_000);
    }

    fn plan(&mut self, automatic: bool) {
        let plan: ReplenishmentPlan =
            read(serde_json::json!({"item": "milk", "site": "north", "shelf_capacity": 40,
            "pack_size": 6, "lead_time_days": 2, "review_days": 3, "service_level_ppm": 950_000,
            "supplier": "Dairy", "automatic": automatic}));
        self.run(Command::SetPlan(Box::new(plan))).expect("a plan");
    }

    fn order(&mut self, order: &str, units: u32) -> Result<usize, String> {
        let order: PurchaseOrder = read(serde_json::json!({"order": order, "site": "north",
            "expected_at": "2026-11-30T08:00:00Z", "lines": [{"item": "milk", "quantity": units}]}));
        let placed = self.run(Command::PlacePurchaseOrder(Box::new(order)));
        placed.map(|events| events.len()).map_err(|refusal| refusal.to_string())
    }

    fn by_rule(&mut self, units: u32) -> Option<String> {
        let command = Command::OrderByRule(read("milk".into()), read("north".into()), units, self.now);
        match self.run(command).expect("a planned item").first() {
            Some(IntelligenceEvent::PurchaseOrderPlaced(order)) => Some(order.order.to_string()),
            _ => None,
        }
    }

    fn train(&mut self, version: &str) {
        let version = ModelVersion {
            model: word("demand"),
            version: word(version),
            learnt_to: self.now,
            current_to: Position(self.entry),
            rows: 1,
            cpu_ms: 1,
            fingerprint: word("f"),
        };
        self.run(Command::TrainModel(Box::new(version))).expect("a new version");
    }

    /// Holds versions against what came to pass; tells which serves afterwards.
    fn hold(&mut self, baseline: f64, scores: &[(&str, f64)]) -> Option<String> {
        let score = |(version, score): &(&str, f64)| VersionScore { version: word(version), score: *score };
        let trial = ModelTrial {
            model: word("demand"),
            metric: word("wrmsse"),
            until: self.now,
            days: 7,
            series: 10,
            baseline,
            scores: scores.iter().map(score).collect(),
        };
        self.run(Command::TryModel(Box::new(trial))).expect("a trial");
        self.pillar.model("demand").and_then(|model| model.live()).map(ToString::to_string)
    }
}

#[test]
fn orders_come_in_whole_packs_and_once() {
    let mut told = Told::new();
    told.plan(false);
    assert_eq!(told.order("a", 12), Ok(1));
    assert_eq!(told.order("a", 12), Ok(0), "sent again");
    assert_eq!(told.order("a", 18), Err("there is another purchase order \"a\" already".to_owned()));
    let refused = told.order("b", 7).expect_err("no whole packs");
    assert!(refused.contains("packs of 6") && refused.contains("give 12"), "{refused}");
}

#[test]
fn a_rule_orders_where_the_plan_says_so_and_once_in_its_review_time() {
    let mut told = Told::new();
    told.plan(false);
    assert_eq!(told.by_rule(6), None, "the plan does not say so");
    told.plan(true);
    assert_eq!(told.by_rule(6).as_deref(), Some("auto-000001"));
    told.days_pass(2);
    assert_eq!(told.by_rule(6), None, "reviewed every three days");
    told.days_pass(1);
    assert_eq!(told.by_rule(12).as_deref(), Some("auto-000002"));
    told.days_pass(3);
    let until = told.now.plus_ms(86_400_000);
    let declined = serde_json::json!({"item": "milk", "site": "north", "suggested": 6, "until": until});
    told.run(Command::DeclineAdvice(read(declined))).expect("a plan to decline");
    assert_eq!(told.by_rule(6), None, "a person said no");
    told.days_pass(1);
    assert_eq!(told.by_rule(6).as_deref(), Some("auto-000003"));
}

#[test]
fn a_version_serves_once_it_beats_what_serves_and_gives_way_when_it_fails() {
    let mut told = Told::new();
    told.train("1");
    assert_eq!(told.hold(0.8, &[("1", 0.9)]), None, "worse than the plain rule");
    assert_eq!(told.hold(0.8, &[("1", 0.7)]).as_deref(), Some("1"));
    told.train("2");
    assert_eq!(told.hold(0.8, &[("1", 0.7), ("2", 0.75)]).as_deref(), Some("1"));
    assert_eq!(told.hold(0.8, &[("1", 0.7), ("2", 0.65)]).as_deref(), Some("2"));
    assert_eq!(told.hold(0.8, &[("1", 0.7), ("2", 0.72)]).as_deref(), Some("1"), "returned to the former");
    assert_eq!(told.hold(0.6, &[("1", 0.7), ("2", 0.72)]), None, "returned to the plain rule");
}

#[test]
fn a_person_can_return_a_model_whatever_the_trials_say() {
    let mut told = Told::new();
    let back = || Command::ReturnModel(word("demand"), Label::new("looks odd").expect("a label"));
    assert!(told.run(back()).is_err(), "no such model");
    told.train("1");
    assert!(told.run(back()).is_err(), "nothing serves yet");
    told.hold(0.8, &[("1", 0.7)]);
    told.run(back()).expect("something to return from");
    assert_eq!(told.pillar.model("demand").and_then(|model| model.live()), None);
}

/// A case of the north store that happened on a day, as its model says it.
fn case(number: &str, day: u32, score: f64) -> Command {
    Command::OpenLossCase(Box::new(read(serde_json::json!({"case": number, "site": "north",
        "subject": {"kind": "operator", "operator": "7"}, "happened_at": format!("2026-10-{day:02}T12:00:00Z"),
        "score": score, "threshold": 4.0, "peers": 11, "budget_per_site_day": 0.05, "evidence": [{
            "signal": "voids_after_total", "words": "lines taken off after the total", "seen": 6.0,
            "expected": 0.8, "by_own_habit": false, "half_life_days": 20.0, "surprise": 4.1, "share": 1.0,
            "worth": 4200}], "model": "loss", "version": "1", "fingerprint": "f", "current_to": 1}))))
}

fn mark(number: &str, verdict: &str, by: &str) -> Command {
    let mark = serde_json::json!({"case": number, "verdict": verdict, "by": by});
    Command::MarkLossCase(Box::new(read(mark)))
}

#[test]
fn cases_are_opened_within_the_budget_and_marked_once() {
    let mut told = Told::new();
    for (says, command, answer) in [
        ("a case", case("9", 1, 5.0), Ok(1)),
        ("again, after a restart", case("9", 1, 5.0), Ok(0)),
        ("below its threshold", case("10", 1, 3.0), Err("score: give a score")),
        ("another", case("11", 2, 5.0), Ok(1)),
        ("more than 1.4 and what was saved up", case("12", 3, 5.0), Err("as many cases")),
        ("four weeks later", case("13", 30, 5.0), Ok(1)),
        ("no such case", mark("12", "right", "ann"), Err("there is no loss case \"12\"")),
        ("somebody looks", mark("9", "wrong", "ann"), Ok(1)),
        ("sent again", mark("9", "wrong", "ann"), Ok(0)),
        ("somebody else thinks otherwise", mark("9", "right", "bob"), Err("was marked wrong")),
        ("the other", mark("11", "right", "bob"), Ok(1)),
    ] {
        let found = told.run(command).map(|events| events.len()).map_err(|refusal| refusal.to_string());
        match (&found, &answer) {
            (Err(found), Err(part)) => assert!(found.contains(part), "{says}: {found}"),
            _ => assert_eq!(found, answer.map_err(str::to_owned), "{says}"),
        }
    }
    let precision = told.pillar.losses().precision(None);
    assert_eq!((precision.right, precision.wrong), (1, 1));
    assert_eq!((precision.plain_right, precision.plain_wrong), (1, 1), "six are more than three times 0.8");
    crate::invariants::cases_say_why_within_their_budget(&told.pillar).expect("what was let in");
}
