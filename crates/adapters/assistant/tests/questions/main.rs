//! Four hundred questions and more to the assistant, each judged by what was asked of the shop, cited and told.

mod judge;
mod keywords;
mod shop;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use realtail_assistant::{Assistant, Embedder, Texts};

use judge::{Question, Verdict};

/// The bar with the embeddings of the package, for all questions and for those nothing was chosen by.
const BAR: f64 = 0.95;
/// Without the package, spelling alone has to do.
const BAR_FALLBACK: f64 = 0.85;

fn questions() -> Vec<Question> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions.jsonl");
    let lines = std::fs::read_to_string(path).expect("the questions are there");
    lines.lines().map(|line| serde_json::from_str(line).expect("a question is JSON")).collect()
}

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::new(embedder(), Texts::defaults()));

fn embedder() -> Embedder {
    match std::env::var_os("REALTAIL_EMBEDDINGS") {
        Some(folder) => Embedder::open(Path::new(&folder)).expect("REALTAIL_EMBEDDINGS names the unpacked package"),
        None => Embedder::hashed(),
    }
}

#[derive(Default)]
struct Tally {
    asked: u32,
    right: u32,
    plain: u32,
}

impl Tally {
    fn share(&self) -> f64 {
        f64::from(self.right) / f64::from(self.asked.max(1))
    }
}

#[test]
fn questions_are_answered_or_handed_over_rightly_and_nothing_leaks() {
    let questions = questions();
    assert!(questions.len() >= 400);
    let show_odd = std::env::var_os("SHOW_ODD").is_some();
    let bar = if std::env::var_os("REALTAIL_EMBEDDINGS").is_some() { BAR } else { BAR_FALLBACK };
    let (mut table, mut leaks) = (BTreeMap::<String, Tally>::new(), Vec::new());
    for question in &questions {
        let Verdict { faults, leaked, told } = judge::judge(&ASSISTANT, question);
        leaks.extend(leaked);
        let half = if question.id % 2 == 0 { "half even" } else { "half odd" };
        let mut rows = vec!["all".to_owned(), half.to_owned(), format!("language {}", question.language)];
        rows.extend(question.tags.iter().map(|tag| format!("tag {tag}")));
        for row in rows {
            let tally = table.entry(row).or_default();
            tally.asked += 1;
            tally.right += u32::from(faults.is_empty());
            tally.plain += u32::from(judge::plain_rule_is_right(question));
        }
        // The odd half is looked at only as a number, so that nothing is chosen by it.
        if !faults.is_empty() && (question.id % 2 == 0 || show_odd) {
            println!("{} {:?}: {}\n    {told}", question.id, question.messages, faults.join("; "));
        }
    }
    println!("{:<24} {:>6} {:>9} {:>9}", "", "asked", "assistant", "keywords");
    for (row, tally) in &table {
        let plain = f64::from(tally.plain) / f64::from(tally.asked);
        println!("{row:<24} {:>6} {:>8.1}% {:>8.1}%", tally.asked, 100.0 * tally.share(), 100.0 * plain);
    }
    assert_eq!(leaks, Vec::<String>::new());
    for row in ["all", "half odd"] {
        assert!(table[row].share() >= bar, "{row}: {:.3} is below {bar}", table[row].share());
    }
}

#[test]
fn an_order_of_somebody_else_is_answered_like_one_that_is_not_there() {
    let told = |number: &str, signed_in: Option<&str>, contact: &str| {
        let asked = format!("Where is order {number}?");
        judge::tell(&ASSISTANT, signed_in, &[&asked, contact])
    };
    for theirs in ["RT-10002", "RT-10013", "RT-10027"] {
        assert_eq!(told(theirs, Some("c1"), "really?"), told("RT-99999", Some("c1"), "really?"));
        let contact = "anna.lindqvist@mail.example";
        assert_eq!(told(theirs, None, contact), told("RT-99999", None, contact));
    }
}
