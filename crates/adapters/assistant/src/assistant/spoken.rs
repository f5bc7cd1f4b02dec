//! What a model that speaks may have done in a conversation.

use serde_json::{Value, json};

use crate::conversation::{Answer, Kind, Source, State, Turn};
use crate::intent::{Intent, Reading, Target};
use crate::slots::Slots;
use crate::tools::ItemFacts;
use crate::words::plain;

use super::Talk;
use super::named::Mentioned;

impl Talk<'_> {
    /// Whether something is waited for: then it is for the state machine to answer, and for no model.
    pub(crate) fn waits(&self) -> bool {
        self.conversation.state != State::Open
    }

    pub(crate) fn turns(&self) -> &[Turn] {
        &self.conversation.turns
    }

    /// As if the customer had named this order and this item. The number goes through the same reading as a message.
    pub(crate) fn order_by(&mut self, intent: Intent, order: &str, item: &str) -> Answer {
        let number = Slots::read(order).order;
        self.slots.order = number.or(self.slots.order.take());
        if !item.is_empty() {
            self.slots.rest = item.to_owned();
            self.named = Mentioned::find(self.desk.tools, item);
        }
        let score = 1.0;
        self.of(
            intent,
            Reading { target: Target::Do(intent), score, margin: score, angry: false, meddled: false },
        )
    }

    /// The section nearest to some words, in the customer's language.
    pub(crate) fn text_by(&mut self, words: &str) -> Option<(Source, String)> {
        let index = *self.assistant.sections_near(words).first()?;
        let section = self.assistant.texts.sections().get(index)?;
        let source = Source::Text { text: section.text.clone(), section: section.section.clone() };
        Some((source, section.body(self.language).to_owned()))
    }

    /// An item without what in the catalogue is meant for the assistant and not for the customer.
    pub(crate) fn without_orders(&self, item: &ItemFacts) -> Value {
        let attributes: Vec<(String, String)> =
            item.attributes.iter().map(|(name, value)| (plain(name), self.fact(value))).collect();
        json!({ "item": item.item, "name": self.fact(&item.name), "attributes": attributes })
    }

    /// Says what a model said, with only the sources that it cites.
    pub(crate) fn spoken(&mut self, text: &str, sources: Vec<Source>) -> Answer {
        let calls = std::mem::take(&mut self.desk.calls);
        self.conversation.calls.extend(calls);
        self.read = sources;
        self.say("text", Kind::Told, &[("text", text)])
    }
}
