//! Four hundred questions and more to the assistant, each judged by what was asked of the shop, cited and told.

mod judge;
mod keywords;
mod shop;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use realtail_assistant::{Assistant, Conversation, Embedder, Language, Reason, Texts, Who};

use judge::{Expect, Question, Verdict};

/// The bar for all questions, and for the odd half, whose questions no example is near to by its words: that half stood
/// at 94.4 % when this was written, and is held to about that.
const BAR: f64 = 0.95;
const BAR_ODD: f64 = 0.935;
/// Without the package, spelling alone has to do.
const BAR_FALLBACK: f64 = 0.92;

/// Questions written last, in ways far from the examples. When they were first asked, 65.6 % were right, and 58.9 % in the
/// fallback; more examples, none near to them by its words, made it 71 and 72 %.
const BAR_UNSEEN: f64 = 0.6;

fn questions(file: &str) -> Vec<Question> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let lines = std::fs::read_to_string(path).expect("the questions are there");
    lines.lines().map(|line| serde_json::from_str(line).expect("a question is JSON")).collect()
}

static ASSISTANT: LazyLock<Assistant> = LazyLock::new(|| Assistant::new(embedder(), Texts::defaults()));

fn embedder() -> Embedder {
    match std::env::var_os("REALTAIL_EMBEDDINGS") {
        Some(folder) => {
            Embedder::open(Path::new(&folder)).expect("REALTAIL_EMBEDDINGS names the unpacked package")
        }
        None => Embedder::hashed(),
    }
}

#[derive(Default)]
struct Tally {
    asked: u32,
    right: u32,
    /// Not right, but nothing wrong told: it asked on, did not know, or handed over.
    careful: u32,
    plain: u32,
}

impl Tally {
    fn share(&self, count: u32) -> f64 {
        f64::from(count) / f64::from(self.asked.max(1))
    }

    fn row(&self, name: &str) -> String {
        let percent = |count| format!("{:>8.1}%", 100.0 * self.share(count));
        let (right, careful, plain) = (percent(self.right), percent(self.careful), percent(self.plain));
        format!("{name:<24} {:>6} {right:>10} {careful:>10} {plain:>10}", self.asked)
    }
}

/// Asks all questions of a file, prints the table, and returns it with everything that leaked. Faults are shown of the
/// questions that `shown` lets through.
fn ask(file: &str, shown: impl Fn(&Question) -> bool) -> (BTreeMap<String, Tally>, Vec<String>) {
    let (mut table, mut leaks) = (BTreeMap::<String, Tally>::new(), Vec::new());
    for question in &questions(file) {
        let Verdict { faults, leaked, told, careful } = judge::judge(&ASSISTANT, question);
        leaks.extend(leaked);
        let half = if question.id % 2 == 0 { "half even" } else { "half odd" };
        let mut rows = vec!["all".to_owned(), half.to_owned(), format!("language {}", question.language)];
        rows.extend(question.tags.iter().map(|tag| format!("tag {tag}")));
        for row in rows {
            let tally = table.entry(row).or_default();
            tally.asked += 1;
            tally.right += u32::from(faults.is_empty());
            tally.careful += u32::from(!faults.is_empty() && careful);
            tally.plain += u32::from(judge::plain_rule_is_right(question));
        }
        if !faults.is_empty() && shown(question) {
            println!("{} {:?}: {}\n    {told}", question.id, question.messages, faults.join("; "));
        }
    }
    println!("{file:<24} {:>6} {:>10} {:>10} {:>10}", "asked", "right", "careful", "keywords");
    table.iter().for_each(|(row, tally)| println!("{}", tally.row(row)));
    (table, leaks)
}

#[test]
fn questions_are_answered_or_handed_over_rightly_and_nothing_leaks() {
    let fallback = std::env::var_os("REALTAIL_EMBEDDINGS").is_none();
    // The odd half is looked at only as a number, so that nothing is chosen by it.
    let (table, leaks) = ask("questions.jsonl", |question| question.id % 2 == 0);
    assert_eq!(leaks, Vec::<String>::new());
    assert!(table["all"].asked >= 400);
    for (row, bar) in [("all", BAR), ("half odd", BAR_ODD)] {
        let bar = if fallback { BAR_FALLBACK } else { bar };
        let right = table[row].share(table[row].right);
        assert!(right >= bar, "{row}: {right:.3} is below {bar}");
    }
}

#[test]
fn questions_never_seen_before_leak_nothing_and_are_mostly_answered() {
    let (table, leaks) = ask("unseen.jsonl", |_| false);
    assert_eq!(leaks, Vec::<String>::new());
    let right = table["all"].share(table["all"].right);
    assert!(right >= BAR_UNSEEN, "{right:.3} is below {BAR_UNSEEN}");
}

/// Halves of all messages, thrown together and asked by anybody.
#[test]
fn nothing_leaks_whatever_is_written() {
    let messages: Vec<String> = ["questions.jsonl", "unseen.jsonl"]
        .into_iter()
        .flat_map(questions)
        .flat_map(|asked| asked.messages)
        .collect();
    let mut seed: u64 = 20_261_127;
    let mut below = |end: usize| {
        // Knuth's multiplier (MMIX); the upper bits are the better ones.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % end
    };
    for id in 0..300 {
        let mut thrown = || {
            let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
            let (one, other) =
                (words(&messages[below(messages.len())]), words(&messages[below(messages.len())]));
            let (front, back) = (&one[..=below(one.len())], &other[below(other.len())..]);
            [front, back].concat().join(" ")
        };
        let messages = vec![thrown(), thrown(), thrown(), "yes".to_owned()];
        let customer = below(11);
        let signed_in = (customer < 10).then(|| format!("c{}", customer + 1));
        let question = Question {
            id,
            language: "en".to_owned(),
            signed_in,
            messages,
            expect: Expect::default(),
            tags: Vec::new(),
        };
        assert_eq!(
            judge::judge(&ASSISTANT, &question).leaked,
            Vec::<String>::new(),
            "{:?}",
            question.messages
        );
    }
}

#[test]
fn whoever_takes_over_knows_what_was_said_and_tried_but_no_contacts() {
    let (mut shop, mut conversation) = (shop::Shop::default(), Conversation::default());
    let who = Who::SignedIn("c1".to_owned());
    for message in
        ["Wo ist RT-10011?", "Meine Nummer ist +44 1632 960111, ich will mit einem Menschen sprechen"]
    {
        ASSISTANT.reply(&mut conversation, &mut shop, &who, message);
    }
    let [given] = &shop.handed_over[..] else { panic!("handed over once") };
    assert_eq!((given.reason, given.language), (Reason::Asked, Language::De));
    assert_eq!((given.customer.as_deref(), given.order.as_deref()), (Some("c1"), Some("RT-10011")));
    assert_eq!(given.tried.iter().map(|call| call.tool.as_str()).collect::<Vec<_>>(), ["order_status"]);
    let said: Vec<&str> = given.transcript.iter().map(|turn| turn.text.as_str()).collect();
    assert_eq!(said[0], "Wo ist RT-10011?");
    assert!(
        said[1].contains("unterwegs") && said[2].contains("[…]") && !said[2].contains("960111"),
        "{said:?}"
    );
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
