//! What a customer wants: an intent or a section of the texts, by the nearest of labelled examples.

use serde::{Deserialize, Serialize};

use crate::embed::Embedder;
use crate::nearest::Nearest;
use crate::phrases;
use crate::texts::Texts;
use crate::words;

/// What is wanted, where a tool or a person has the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Where an order, a parcel or a pickup is.
    OrderStatus,
    /// Calling an order off.
    CancelOrder,
    /// Sending something back, now.
    ReturnItem,
    /// Where the money of a return is.
    RefundStatus,
    /// When a store is open.
    StoreHours,
    /// Where stores are.
    StoreLocation,
    /// Whether an item is in a store.
    Availability,
    /// What an item is like.
    Product,
    /// What an item costs.
    Price,
    /// How many loyalty points there are.
    Points,
    /// What is left on gift cards.
    GiftBalance,
    /// Something came damaged, wrong or not at all.
    Damaged,
    /// Anger, and complaints of service.
    Complaint,
    /// A person, please.
    Person,
    /// Thanks, greetings.
    Thanks,
    /// Orders to the assistant itself, and questions after other people.
    Meddling,
    /// Nothing that a shop answers.
    Outside,
}

impl Intent {
    fn of(name: &str) -> Option<Intent> {
        serde_json::from_value(serde_json::Value::from(name)).ok()
    }

    fn of_orders(self) -> bool {
        use Intent::{CancelOrder, Damaged, OrderStatus, RefundStatus, ReturnItem};
        matches!(self, OrderStatus | CancelOrder | ReturnItem | RefundStatus | Damaged)
    }

    fn of_items(self) -> bool {
        matches!(self, Intent::Availability | Intent::Product | Intent::Price)
    }

    fn of_stores(self) -> bool {
        matches!(self, Intent::StoreHours | Intent::StoreLocation | Intent::Availability)
    }
}

/// What a message is after: something to do, or a section to read (by its index).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Target {
    Do(Intent),
    Read(usize),
}

/// What a message names besides what it says.
#[derive(Clone, Copy, Default)]
pub(crate) struct Named {
    pub(crate) order: bool,
    pub(crate) item: bool,
    pub(crate) store: bool,
    pub(crate) person: bool,
}

/// The reading of one message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reading {
    pub(crate) target: Target,
    pub(crate) score: f32,
    /// How far the next target is behind.
    pub(crate) margin: f32,
    pub(crate) angry: bool,
    /// Part of the message tried to give the assistant orders, and was left out.
    pub(crate) meddled: bool,
}

/// How much nearer an intent is if the message names the item or the store that it is about, or the order.
const NAMED: f32 = 0.25;
const NAMED_ORDER: f32 = 0.4;
const PERSON_FIRST: f32 = 0.25;
/// From where on a sentence counts beside others.
const CLEAR: f32 = 0.3;
/// Below, nothing was understood.
pub(crate) const KNOWN: f32 = 0.2;

/// The labelled examples of intents and the sections of texts.
pub(crate) struct Intents {
    nearest: Nearest<Target>,
}

impl Intents {
    pub(crate) fn new(embedder: &Embedder, texts: &Texts) -> Intents {
        let mut examples: Vec<(Target, &str)> = phrases::examples()
            .filter_map(|(name, _, phrase)| Some((Target::Do(Intent::of(name)?), phrase)))
            .collect();
        for (index, section) in texts.sections().iter().enumerate() {
            examples.extend(section.asked.iter().map(|(_, phrase)| (Target::Read(index), phrase.as_str())));
            examples.extend(section.bodies.iter().map(|(_, body)| (Target::Read(index), body.as_str())));
        }
        Intents { nearest: Nearest::new(embedder, &examples) }
    }

    /// Reads a message, of which names and numbers were taken out, sentence by sentence and as a whole.
    pub(crate) fn read(&self, embedder: &Embedder, message: &str, named: Named) -> Reading {
        let sentences = words::sentences(message);
        let mut parts: Vec<Part> = sentences.iter().map(|part| self.part(embedder, part, named)).collect();
        if parts.len() != 1 {
            parts.push(self.part(embedder, message, named));
        }
        let is = |part: &Part, intent| part.target == Target::Do(intent) && part.score >= CLEAR;
        let whole =
            *parts.last().unwrap_or(&Part { target: Target::Do(Intent::Outside), score: 0.0, margin: 0.0 });
        let angry = parts.iter().any(|part| is(part, Intent::Complaint)) || shouts(message);
        let meddled = parts.iter().any(|part| is(part, Intent::Meddling));
        let reading = |part: Part| {
            let Part { target, score, margin } = part;
            Reading { target, score, margin, angry, meddled }
        };
        let aside = [Intent::Complaint, Intent::Meddling, Intent::Thanks].map(Target::Do);
        let mut matters: Vec<Part> = parts
            .iter()
            .filter(|part| !aside.contains(&part.target) && part.score >= CLEAR)
            .copied()
            .collect();
        // Whoever asks for a person gets one, unless something else is said far more clearly.
        let weight = |part: &Part| part.score + if is(part, Intent::Person) { PERSON_FIRST } else { 0.0 };
        matters.sort_by(|one, other| weight(other).total_cmp(&weight(one)));
        let only = |intent| parts.iter().copied().find(|part| is(part, intent));
        let meddling = only(Intent::Meddling);
        if let Some(first) = matters.first()
            && meddling.is_none_or(|meddling| parts.len() > 1 && meddling.target != whole.target)
        {
            return reading(*first);
        }
        let aside = meddling.or(only(Intent::Complaint)).or(only(Intent::Thanks));
        reading(aside.unwrap_or(whole))
    }

    /// Whether a folded word occurs in any example.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.nearest.knows(word)
    }

    /// The sections that some words may be after, the nearest first.
    pub(crate) fn sections_near(&self, embedder: &Embedder, text: &str) -> Vec<usize> {
        let near = self.nearest.rank(embedder, text).into_iter().filter(|(_, score)| *score >= KNOWN);
        let sections = near.filter_map(|(target, _)| match target {
            Target::Read(section) => Some(section),
            Target::Do(_) => None,
        });
        sections.take(3).collect()
    }

    fn part(&self, embedder: &Embedder, text: &str, named: Named) -> Part {
        let mut ranked = self.nearest.rank(embedder, text);
        // Where an order is, is no question of where a store is.
        let elsewhere = |target| matches!(target, Target::Do(intent) if intent.of_stores());
        ranked.retain(|(target, _)| !named.order || named.store || named.item || !elsewhere(*target));
        for (target, score) in &mut ranked {
            if let Target::Do(intent) = *target {
                let thing = (named.item && intent.of_items()) || (named.store && intent.of_stores());
                *score += if thing { NAMED } else { 0.0 };
                *score += if named.order && intent.of_orders() { NAMED_ORDER } else { 0.0 };
                *score += if named.person && intent == Intent::Meddling { NAMED } else { 0.0 };
                // A store's name is no person's.
                *score -= if named.store && intent == Intent::Meddling { NAMED } else { 0.0 };
            }
        }
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        let (target, score) = ranked.first().copied().unwrap_or((Target::Do(Intent::Outside), 0.0));
        Part { target, score, margin: score - ranked.get(1).map_or(0.0, |(_, next)| *next) }
    }
}

#[derive(Clone, Copy)]
struct Part {
    target: Target,
    score: f32,
    margin: f32,
}

/// Capitals throughout, or marks in heaps.
fn shouts(message: &str) -> bool {
    let letters = message.chars().filter(|c| c.is_alphabetic());
    let (capitals, all) = letters.fold((0, 0), |(up, all), c| (up + usize::from(c.is_uppercase()), all + 1));
    message.contains("!!") || message.contains("?!") || (all >= 12 && capitals * 10 > all * 7)
}
