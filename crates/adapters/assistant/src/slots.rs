//! What a message names: orders, ways to reach its writer, days, numbers of units, reasons.

use crate::phrases::SlotWords;
use crate::tools::ReturnReason;
use crate::words;

/// What was found in one message.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Slots {
    pub(crate) order: Option<String>,
    /// An e-mail address or a telephone number: proof of who asks, never said back.
    pub(crate) contact: Option<String>,
    /// The message without numbers of orders and without contacts.
    pub(crate) rest: String,
}

impl Slots {
    pub(crate) fn read(message: &str) -> Slots {
        let mut slots = Slots::default();
        let mut rest: Vec<&str> = Vec::new();
        let mut tokens = message.split_whitespace().peekable();
        while let Some(token) = tokens.next() {
            let bare = token.trim_matches(|c: char| !c.is_alphanumeric() && c != '+' && c != '@');
            if is_mail(bare) {
                slots.contact = Some(bare.to_lowercase());
            } else if let Some(phone) = phone(bare, &mut tokens) {
                slots.contact = Some(phone);
            } else if let Some(number) = order_number(bare) {
                slots.name(number);
            } else if is_prefix(bare)
                && let Some(number) =
                    tokens.peek().and_then(|next| order_number(&format!("{bare}{}", digits_of(next))))
            {
                tokens.next();
                slots.name(number);
            } else {
                rest.push(token);
                continue;
            }
            // The end of a sentence stays one.
            if token.ends_with(['.', '?', '!']) {
                rest.push(&token[token.len() - 1..]);
            }
        }
        slots.rest = rest.join(" ");
        slots
    }

    /// The first order that is named counts; one with its letters before a bare number.
    fn name(&mut self, number: String) {
        let bare = |number: &String| number.chars().all(|c| c.is_ascii_digit());
        if self.order.as_ref().is_none_or(|order| bare(order) && !bare(&number)) {
            self.order = Some(number);
        }
    }
}

fn is_mail(token: &str) -> bool {
    token.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && host.len() > 3)
}

/// A group of digits as numbers are written in, whatever ends the sentence behind it.
fn is_group(token: &str) -> bool {
    let token = token.trim_end_matches(['!', '?', ';', ':']);
    !token.is_empty() && token.chars().all(|c| c.is_ascii_digit() || "+-/().,".contains(c))
}

/// A telephone number begins with + or 0 and may be written in groups.
fn phone<'a>(token: &str, tokens: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<String> {
    if !is_group(token) || !token.starts_with(['+', '0']) {
        return None;
    }
    let mut digits: String = token.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 2 {
        return None;
    }
    while let Some(next) = tokens.next_if(|next| is_group(next) && digits.len() < 13) {
        digits.extend(next.chars().filter(char::is_ascii_digit));
    }
    (digits.len() >= 7).then_some(digits)
}

fn is_prefix(token: &str) -> bool {
    (2..=3).contains(&token.len()) && token.chars().all(|c| c.is_ascii_uppercase())
}

fn digits_of(token: &str) -> String {
    token.trim_matches(|c: char| !c.is_ascii_digit()).to_owned()
}

/// One to three letters and four to twelve digits, five digits or more without letters, or a UUID with its hyphens or
/// without; as it is written in the shop: in capitals, with a hyphen between.
fn order_number(token: &str) -> Option<String> {
    let token = token.trim_start_matches('#');
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    let is_uuid = matches!((token.len(), token.matches('-').count()), (36, 4) | (32, 0));
    if is_uuid && token.chars().all(hex) && token.chars().any(|c| c.is_ascii_digit()) {
        return Some(token.to_lowercase());
    }
    let letters = token.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = token[letters..].trim_start_matches(['-', '_', '#']);
    if letters > 3 || digits.is_empty() || !digits.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    match (letters, digits.len()) {
        (0, 5..=12) => Some(digits.to_owned()),
        (1.., 4..=12) => Some(format!("{}-{digits}", token[..letters].to_uppercase())),
        _ => None,
    }
}

/// What the transcript keeps of a message: no addresses, telephone or card numbers.
pub(crate) fn without_contacts(message: &str) -> String {
    let digits = |token: &str| token.chars().filter(char::is_ascii_digit).count();
    let (mut kept, mut run): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    // Long numbers may be written in groups, so that a run of groups is looked at as one.
    for token in message.split_whitespace().chain([""]) {
        if is_group(token) {
            run.push(token);
            continue;
        }
        let phone = run.first().is_some_and(|first| first.starts_with(['+', '0', '(']));
        let total: usize = run.iter().map(|token| digits(token)).sum();
        if total >= 13 || (phone && total >= 7) {
            kept.push("[…]");
        } else {
            kept.append(&mut run);
        }
        run.clear();
        kept.push(if token.contains('@') { "[…]" } else { token });
    }
    kept.join(" ").trim_end().to_owned()
}

/// A yes or a no that leaves nothing open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    Yes,
    No,
    /// A yes with something added or asked.
    Hedged,
    Unclear,
}

/// Yes only if the first word says so, none takes it back, and nothing is asked.
pub(crate) fn consent(message: &str, table: &SlotWords) -> Consent {
    let words = words::words(message);
    let first = &words[..words.len().min(1)];
    let doubt = table.any("no", &words) || message.contains('?') || words.len() > 8;
    if table.any("no", first) {
        Consent::No
    } else if table.any("yes", first) {
        if doubt { Consent::Hedged } else { Consent::Yes }
    } else {
        Consent::Unclear
    }
}

/// The day that is named, Monday as nought.
pub(crate) fn day(message: &str, table: &SlotWords) -> Option<usize> {
    let words = words::words(message);
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    days.iter().position(|day| table.any(day, &words))
}

/// One or two units, where a message says so.
pub(crate) fn units(message: &str, table: &SlotWords) -> Option<u32> {
    let words = words::words(message);
    let number = words.iter().filter_map(|word| word.parse().ok()).find(|number| (1..100).contains(number));
    number.or(table.any("two", &words).then_some(2)).or(table.any("one", &words).then_some(1))
}

pub(crate) fn reason(message: &str, table: &SlotWords) -> ReturnReason {
    let text = words::words(message).join(" ");
    let reasons = [
        ("too_small", ReturnReason::TooSmall),
        ("too_large", ReturnReason::TooLarge),
        ("not_as_described", ReturnReason::NotAsDescribed),
        ("changed_mind", ReturnReason::ChangedMind),
    ];
    let said =
        |slot: &str| table.rows.get(slot).is_some_and(|row| row.iter().any(|phrase| text.contains(phrase)));
    reasons.into_iter().find(|(slot, _)| said(slot)).map_or(ReturnReason::Unsaid, |(_, reason)| reason)
}

#[cfg(test)]
mod tests;
