//! One message in, one answer out: reads it, asks the tools, and says what they said.

mod items;
mod named;
mod orders;
mod returns;
mod spoken;
mod stores;

use crate::conversation::{
    Answer, Conversation, HandOver, Kind, Reason, Source, Speaks, State, Turn, Wanted,
};
use crate::embed::Embedder;
use crate::intent::{Intent, Intents, KNOWN, Named, Reading, Target};
use crate::language::{Language, Languages};
use crate::phrases::{Answers, SlotWords, examples};
use crate::slots::{Consent, Slots, consent, without_contacts};
use crate::texts::Texts;
use crate::tools::{Desk, Tools, Who};

use named::{Mentioned, names_person};

/// A message that waits for something else must be this clear to change the subject.
const NEW_SUBJECT: f32 = 0.45;
/// Two meanings nearer than this to each other are asked about, unless the first is near enough by itself.
const MARGIN: f32 = 0.01;
const SURE: f32 = 0.35;
/// From where on a text from outside is taken for an order to the assistant.
const MEDDLES: f32 = 0.4;
/// What is longer is cut before it is read: nobody's question is.
const MESSAGE_LETTERS_MAX: usize = 1_200;

/// The assistant: the same for all conversations, and unchanged by them.
pub struct Assistant {
    embedder: Embedder,
    intents: Intents,
    pub(crate) texts: Texts,
    answers: Answers,
    slot_words: SlotWords,
    languages: Languages,
}

impl Assistant {
    /// An assistant that understands by this embedder and answers from these texts.
    pub fn new(embedder: Embedder, texts: Texts) -> Assistant {
        let answers = Answers::load();
        let mut languages = Languages::default();
        for section in texts.sections() {
            let samples = section.asked.iter().chain(&section.bodies);
            samples.for_each(|(language, sample)| languages.learn(*language, sample));
        }
        answers.samples().for_each(|(language, sample)| languages.learn(language, sample));
        examples().for_each(|(_, language, phrase)| languages.learn(language, phrase));
        let intents = Intents::new(&embedder, &texts);
        Assistant { embedder, intents, texts, answers, slot_words: SlotWords::load(), languages }
    }

    /// Answers a message. `who` is what the session knows, never what the message claims.
    pub fn reply(
        &self,
        conversation: &mut Conversation,
        tools: &mut dyn Tools,
        who: &Who,
        message: &str,
    ) -> Answer {
        let message = Assistant::cut(message);
        let mut talk = Talk::open(self, conversation, tools, who, &message);
        let answer = talk.answer();
        debug_assert!(answer.holds(), "{answer:?}");
        answer
    }

    pub(crate) fn cut(message: &str) -> String {
        message.chars().take(MESSAGE_LETTERS_MAX).collect()
    }

    /// Whether a text from outside tries to give the assistant orders.
    fn meddles(&self, text: &str) -> bool {
        let reading = self.intents.read(&self.embedder, text, Named::default());
        reading.target == Target::Do(Intent::Meddling) && reading.score >= MEDDLES
    }

    /// What a model that speaks instead may search: the sections nearest to some words.
    pub(crate) fn sections_near(&self, words: &str) -> Vec<usize> {
        self.intents.sections_near(&self.embedder, words)
    }
}

/// One message being answered.
pub(crate) struct Talk<'a> {
    assistant: &'a Assistant,
    conversation: &'a mut Conversation,
    pub(crate) desk: Desk<'a>,
    message: &'a str,
    slots: Slots,
    named: Mentioned,
    language: Language,
    angry: bool,
    read: Vec<Source>,
}

impl<'a> Talk<'a> {
    pub(crate) fn open(
        assistant: &'a Assistant,
        conversation: &'a mut Conversation,
        tools: &'a mut dyn Tools,
        who: &Who,
        message: &'a str,
    ) -> Talk<'a> {
        conversation.turns.push(Turn { by: Speaks::Customer, text: without_contacts(message) });
        let slots = Slots::read(message);
        if let Some(contact) = &slots.contact {
            conversation.contact = Some(contact.clone());
        }
        let named = Mentioned::find(tools, &slots.rest);
        let before = conversation.language;
        let language = if named.rest.chars().any(char::is_alphabetic) {
            assistant.languages.of(&named.rest, before)
        } else {
            before.unwrap_or_default()
        };
        conversation.language = Some(language);
        let who = match (who, &conversation.contact) {
            (Who::Nobody, Some(contact)) => Who::Proven { contact: contact.clone() },
            (who, _) => who.clone(),
        };
        let desk = Desk { tools, who, calls: Vec::new() };
        Talk {
            assistant,
            conversation,
            desk,
            message,
            slots,
            named,
            language,
            angry: false,
            read: Vec::new(),
        }
    }

    pub(crate) fn answer(&mut self) -> Answer {
        let named = Named {
            order: self.slots.order.is_some(),
            item: self.named.is_item(),
            store: self.named.store.is_some(),
            person: names_person(&self.named.rest, |word| self.assistant.intents.knows(word)),
        };
        let reading = self.assistant.intents.read(&self.assistant.embedder, &self.named.rest, named);
        self.angry = reading.angry;
        let state = std::mem::take(&mut self.conversation.state);
        match self.wanted(&state, reading) {
            Some(answer) => answer,
            None => self.perform(reading, &state),
        }
    }

    /// The answer where the message is, or may be, what was waited for.
    fn wanted(&mut self, state: &State, reading: Reading) -> Option<Answer> {
        let said = consent(self.message, &self.assistant.slot_words);
        let asks_person = reading.target == Target::Do(Intent::Person) && reading.score >= KNOWN;
        let elsewhere = reading.score >= NEW_SUBJECT && reading.target != Target::Do(Intent::Thanks);
        if asks_person && said == Consent::Unclear {
            return None;
        }
        match state {
            State::Open | State::Clarifying => None,
            State::AskedConfirmation { .. } => {
                // To call off what was only asked about is a no.
                let called_off =
                    reading.target == Target::Do(Intent::CancelOrder) && self.slots.order.is_none();
                let said = if called_off && said == Consent::Unclear { Consent::No } else { said };
                self.confirmed(state, said, elsewhere)
            }
            State::Offered { reason } => match said {
                Consent::Yes => Some(self.hand_over(*reason)),
                Consent::No => Some(self.say("thanks", Kind::Talked, &[])),
                Consent::Hedged | Consent::Unclear => None,
            },
            State::AskedOrder { .. } if said == Consent::Yes && self.conversation.misses > 0 => {
                Some(self.hand_over(Reason::NotFound))
            }
            State::AskedOrder { intent } | State::AskedContact { intent } => {
                self.order_told(*intent, state, reading, elsewhere)
            }
            State::AskedLine { order } => {
                (!elsewhere || self.named.any_item()).then(|| self.return_of(order))
            }
            State::AskedItem { intent } if self.named.any_item() => Some(self.of_item(*intent)),
            State::AskedItem { .. } if !elsewhere => Some(self.unknown()),
            State::AskedStore { intent } if self.named.store.is_some() => Some(self.of_store(*intent)),
            State::AskedItem { .. } | State::AskedStore { .. } => None,
        }
    }

    fn perform(&mut self, reading: Reading, state: &State) -> Answer {
        let only_names = !self.named.rest.chars().any(char::is_alphabetic);
        if only_names && self.slots.order.is_some() {
            return self.of_order(Intent::OrderStatus);
        }
        let said = consent(self.message, &self.assistant.slot_words);
        if said == Consent::No && self.named.rest.split_whitespace().count() <= 2 {
            return self.say("thanks", Kind::Talked, &[]);
        }
        if reading.score < KNOWN {
            return match (state, self.named.is_item()) {
                (_, true) => self.of_item(Intent::Product),
                (State::Clarifying, _) => self.hand_over(Reason::Unclear),
                _ if self.named.rest.split_whitespace().count() < 3 => self.clarify(),
                _ => self.unknown(),
            };
        }
        if reading.margin < MARGIN && reading.score < SURE {
            return if *state == State::Clarifying {
                self.hand_over(Reason::Unclear)
            } else {
                self.clarify()
            };
        }
        match reading.target {
            Target::Read(section) => self.text(section),
            Target::Do(intent) => self.of(intent, reading),
        }
    }

    fn of(&mut self, intent: Intent, reading: Reading) -> Answer {
        match intent {
            Intent::OrderStatus | Intent::CancelOrder | Intent::ReturnItem | Intent::RefundStatus => {
                self.of_order(intent)
            }
            Intent::StoreHours | Intent::StoreLocation => self.of_store(intent),
            Intent::Availability | Intent::Product | Intent::Price => self.of_item(intent),
            Intent::Points | Intent::GiftBalance => self.of_account(intent),
            Intent::Damaged => {
                // So that the person is told which order it is, if it is the asker's.
                if let Some(number) = self.slots.order.clone() {
                    self.conversation.order = self.desk.order(&number).map(|order| order.number);
                }
                self.hand_over(Reason::Damaged)
            }
            Intent::Complaint => self.hand_over(Reason::Complaint),
            Intent::Person => self.hand_over(Reason::Asked),
            Intent::Thanks if reading.meddled => self.say("refused", Kind::Refused, &[]),
            Intent::Thanks => self.say("thanks", Kind::Talked, &[]),
            Intent::Meddling | Intent::Outside => self.say("refused", Kind::Refused, &[]),
        }
    }

    fn text(&mut self, index: usize) -> Answer {
        let Some(section) = self.assistant.texts.sections().get(index) else { return self.unknown() };
        self.cite(index);
        if ["payment-help", "app-help"].contains(&section.text.as_str()) {
            self.conversation.state = State::Offered { reason: Reason::Unknown };
            let offer = self.line("offer_person", &[]);
            let text = format!("{} {offer}", section.body(self.language));
            return self.say("text", Kind::Told, &[("text", &text)]);
        }
        self.say("text", Kind::Told, &[("text", section.body(self.language))])
    }

    fn cite(&mut self, index: usize) {
        let section = self.assistant.texts.sections().get(index);
        let cited = section.map(|of| Source::Text { text: of.text.clone(), section: of.section.clone() });
        self.read.extend(cited);
    }

    fn clarify(&mut self) -> Answer {
        self.conversation.state = State::Clarifying;
        self.say("clarify", Kind::Asked(Wanted::Rephrasing), &[])
    }

    pub(crate) fn unknown(&mut self) -> Answer {
        self.conversation.state = State::Offered { reason: Reason::Unknown };
        self.say("unknown", Kind::Unknown, &[])
    }

    pub(crate) fn hand_over(&mut self, reason: Reason) -> Answer {
        self.conversation.state = State::Open;
        let mut tried = self.conversation.calls.clone();
        tried.extend(self.desk.calls.iter().cloned());
        let hand_over = HandOver {
            reason,
            language: self.language,
            customer: self.desk.customer(),
            order: self.conversation.order.clone(),
            transcript: self.conversation.turns.clone(),
            tried,
        };
        self.desk.tools.hand_over(&hand_over);
        let sorry = matches!(reason, Reason::Complaint | Reason::Damaged) || self.angry;
        let mut answer = self.said("handed_over", Kind::HandedOver(reason), &[], sorry);
        answer.hand_over = Some(hand_over);
        answer
    }

    fn line(&self, key: &'static str, facts: &[(&str, &str)]) -> String {
        self.assistant.answers.say(key, self.language, facts)
    }

    /// The last step of every answer: an angry customer is told that one is sorry, and offered a person.
    fn say(&mut self, key: &'static str, kind: Kind, facts: &[(&str, &str)]) -> Answer {
        let mut answer = self.said(key, kind, facts, self.angry);
        if self.angry && self.conversation.state == State::Open {
            self.conversation.state = State::Offered { reason: Reason::Complaint };
            answer.text = format!("{} {}", answer.text, self.line("offer_person", &[]));
            self.retell(&answer.text);
        }
        answer
    }

    fn said(&mut self, key: &'static str, kind: Kind, facts: &[(&str, &str)], sorry: bool) -> Answer {
        let said = self.line(key, facts);
        let text = if sorry { format!("{} {said}", self.line("sorry", &[])) } else { said };
        self.conversation.turns.push(Turn { by: Speaks::Assistant, text: text.clone() });
        let calls = std::mem::take(&mut self.desk.calls);
        self.conversation.calls.extend(calls.iter().cloned());
        let sources = calls.into_iter().map(Source::Tool).chain(std::mem::take(&mut self.read)).collect();
        Answer { text, language: self.language, kind, sources, hand_over: None }
    }

    fn retell(&mut self, text: &str) {
        if let Some(last) = self.conversation.turns.last_mut() {
            last.text = text.to_owned();
        }
    }
}
