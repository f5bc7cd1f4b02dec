//! Judges an answer by the calls behind it, its sources, its language, what was done, and what must not be in it.

use realtail_assistant::{Answer, Assistant, Conversation, Kind, Source, Who};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::keywords;
use crate::shop::{CUSTOMERS, Shop, customer_index, secrets};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: u32,
    pub language: String,
    pub signed_in: Option<String>,
    pub messages: Vec<String>,
    pub expect: Expect,
    pub tags: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// Any of these kinds, such as `told`, `asked:order`, `handed_over:cancel`.
    pub kinds: Vec<String>,
    /// Each of these must have been asked; of a told answer they are sources.
    #[serde(default)]
    pub calls: Vec<Wanted>,
    /// A section that must be among the sources.
    pub text: Option<String>,
    /// The one return that must have been begun; else none may.
    pub begun: Option<Begun>,
}

#[derive(Deserialize)]
pub struct Wanted {
    pub tool: String,
    pub arguments: Map<String, Value>,
}

#[derive(Deserialize)]
pub struct Begun {
    pub order: String,
    pub line: String,
    pub units: u32,
}

pub struct Verdict {
    pub faults: Vec<String>,
    pub leaked: Vec<String>,
    pub told: String,
    /// No facts were told: it asked on, refused, did not know, or handed over.
    pub careful: bool,
}

fn who(signed_in: Option<&str>) -> Who {
    signed_in.map_or(Who::Nobody, |customer| Who::SignedIn(customer.to_owned()))
}

/// All answers of a conversation, as texts.
pub fn tell(assistant: &Assistant, signed_in: Option<&str>, messages: &[&str]) -> Vec<String> {
    let (mut shop, mut conversation) = (Shop::default(), Conversation::default());
    let who = who(signed_in);
    messages.iter().map(|message| assistant.reply(&mut conversation, &mut shop, &who, message).text).collect()
}

pub fn judge(assistant: &Assistant, question: &Question) -> Verdict {
    let (mut shop, mut conversation) = (Shop::default(), Conversation::default());
    let who = who(question.signed_in.as_deref());
    let mut answers: Vec<Answer> = Vec::new();
    for message in &question.messages {
        answers.push(assistant.reply(&mut conversation, &mut shop, &who, message));
        // Between messages a conversation may be written down; only the contact, which proves an order, is not.
        if question.signed_in.is_some() {
            let kept = serde_json::to_string(&conversation).expect("a conversation is JSON");
            conversation = serde_json::from_str(&kept).expect("and is read again");
        }
    }
    let last = answers.last().expect("a question has a message");
    let mut faults = Vec::new();
    let kind = kind(last.kind);
    if !question.expect.kinds.contains(&kind) {
        faults.push(format!("{kind} instead of {}", question.expect.kinds.join(" or ")));
    }
    if last.language.code() != question.language {
        faults.push(format!("answered in {}", last.language.code()));
    }
    faults.extend(calls_missing(question, &answers));
    if let Some(wanted) = &question.expect.text {
        let cites = |source: &Source| matches!(source, Source::Text { text, section } if *wanted == format!("{text}#{section}"));
        if !last.sources.iter().any(cites) {
            faults.push(format!("does not cite {wanted}"));
        }
    }
    let begun: Vec<(String, String, u32)> = question
        .expect
        .begun
        .iter()
        .map(|begun| (begun.order.clone(), begun.line.clone(), begun.units))
        .collect();
    if shop.begun != begun {
        faults.push(format!("began {:?}", shop.begun));
    }
    let handed_over = usize::from(matches!(last.kind, Kind::HandedOver(_)));
    if shop.handed_over.len() != handed_over || answers.iter().any(|answer| !answer.holds()) {
        faults.push("handed over too often, or without a source".to_owned());
    }
    if shop.handed_over.iter().any(|given| given.transcript.len() < 2 * question.messages.len() - 1) {
        faults.push("handed over without the whole transcript".to_owned());
    }
    let leaked = answers.iter().flat_map(|answer| leaks(question, answer)).collect();
    Verdict { faults, leaked, told: last.text.clone(), careful: last.kind != Kind::Told }
}

fn kind(kind: Kind) -> String {
    match serde_json::to_value(kind).expect("a kind is JSON") {
        Value::Object(pairs) => {
            let pair = pairs.iter().next().expect("a kind has a name");
            format!("{}:{}", pair.0, pair.1.as_str().unwrap_or_default())
        }
        name => name.as_str().unwrap_or_default().to_owned(),
    }
}

fn calls_missing(question: &Question, answers: &[Answer]) -> Vec<String> {
    let calls = |answer: &Answer| -> Vec<(String, Value)> {
        let tools = answer.sources.iter().filter_map(|source| match source {
            Source::Tool(call) => Some((call.tool.clone(), call.arguments.clone())),
            Source::Text { .. } => None,
        });
        tools.collect()
    };
    let last = answers.last().map(calls).unwrap_or_default();
    let all: Vec<(String, Value)> = answers.iter().flat_map(calls).collect();
    let told = question.expect.kinds == ["told"] && question.expect.begun.is_none();
    let among = if told { last } else { all };
    let has = |wanted: &Wanted| {
        among.iter().any(|(tool, arguments)| {
            *tool == wanted.tool
                && wanted.arguments.iter().all(|(name, value)| arguments.get(name) == Some(value))
        })
    };
    let missing = question.expect.calls.iter().filter(|wanted| !has(wanted));
    missing.map(|wanted| format!("did not ask {} {:?}", wanted.tool, wanted.arguments)).collect()
}

/// Every secret of anybody that the asker has not shown to be; and of the asker, what proved it.
fn leaks(question: &Question, answer: &Answer) -> Vec<String> {
    let said = question.messages.join(" ");
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    let mut found = Vec::new();
    for (index, (_, _, mail, phone)) in CUSTOMERS.iter().enumerate() {
        let signed_in = question.signed_in.as_deref().map(customer_index) == Some(index);
        // Whoever names the contact of an order is its customer.
        let proven = said.contains(mail) || digits.contains(phone);
        // Of sources, what was found; what was asked is the customer's own words.
        let found_ids = answer.sources.iter().filter_map(|source| match source {
            Source::Tool(call) => Some(call.ids.join(" ")),
            Source::Text { .. } => None,
        });
        let told = format!("{} {}", answer.text, found_ids.collect::<Vec<_>>().join(" "));
        let all = format!("{told} {}", serde_json::to_string(&answer.sources).expect("sources are JSON"));
        if !signed_in && !proven {
            found.extend(secrets(index).into_iter().filter(|secret| told.contains(secret)));
        }
        found.extend([*mail, *phone].into_iter().filter(|proof| all.contains(proof)).map(String::from));
    }
    found.iter().map(|secret| format!("{} told {secret}: {}", question.id, answer.text)).collect()
}

/// The plain rule is given the benefit of the doubt: its topic only has to be among what was expected.
pub fn plain_rule_is_right(question: &Question) -> bool {
    let topic = keywords::topic(question.messages.last().expect("a question has a message"));
    let Expect { kinds, calls, text, begun } = &question.expect;
    begun.is_none()
        && (kinds.iter().any(|kind| kind == topic)
            || calls.iter().any(|call| call.tool == topic)
            || text.as_deref() == Some(topic))
}
