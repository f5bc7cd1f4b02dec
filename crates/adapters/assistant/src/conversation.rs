//! A conversation with its state, and what the assistant answers in it.

use serde::{Deserialize, Serialize};

use crate::intent::Intent;
use crate::language::Language;
use crate::tools::{Call, ReturnReason};

/// What was said so far and what is being waited for. Serialisable, so that it may be kept between messages; the
/// contact that proved an order is not kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Conversation {
    pub(crate) language: Option<Language>,
    pub(crate) state: State,
    pub(crate) order: Option<String>,
    pub(crate) item: Option<String>,
    pub(crate) store: Option<String>,
    #[serde(skip)]
    pub(crate) contact: Option<String>,
    pub(crate) turns: Vec<Turn>,
    pub(crate) calls: Vec<Call>,
    /// Orders asked for that were not found.
    pub(crate) misses: u32,
}

/// What the assistant waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Nothing.
    #[default]
    Open,
    AskedOrder {
        intent: Intent,
    },
    AskedContact {
        intent: Intent,
    },
    AskedLine {
        order: String,
    },
    /// A return is begun from here alone, and only by a plain yes.
    AskedConfirmation {
        order: String,
        line: String,
        item: String,
        units: u32,
        reason: ReturnReason,
    },
    AskedItem {
        intent: Intent,
    },
    AskedStore {
        intent: Intent,
    },
    /// A message was not understood, and other words were asked for.
    Clarifying,
    /// A person was offered.
    Offered {
        reason: Reason,
    },
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaks {
    /// The customer.
    Customer,
    /// The assistant.
    Assistant,
}

/// One thing that was said; contacts and card numbers are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who said it.
    pub by: Speaks,
    /// The words.
    pub text: String,
}

/// Where a fact in an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A tool was asked.
    Tool(Call),
    /// A section of the retailer's texts.
    Text {
        /// The text.
        text: String,
        /// The section of it.
        section: String,
    },
}

/// What an answer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// An order's number.
    Order,
    /// Proof that the order is the asker's.
    Contact,
    /// Which line of an order.
    Line,
    /// A yes or a no.
    Confirmation,
    /// Which item.
    Item,
    /// Which store.
    Store,
    /// Other words.
    Rephrasing,
    /// Signing in.
    SignIn,
}

/// Why a person takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The customer asked for a person.
    Asked,
    /// A complaint.
    Complaint,
    /// Goods damaged, missing or wrong.
    Damaged,
    /// An order to be called off that still can be.
    Cancel,
    /// Not understood after asking once.
    Unclear,
    /// Neither tools nor texts know.
    Unknown,
    /// No order by what was told.
    NotFound,
}

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Facts, or a thing done, with sources.
    Told,
    /// Something is needed first.
    Asked(Wanted),
    /// Not the assistant's to do.
    Refused,
    /// Not known; a person is offered.
    Unknown,
    /// No such order, or not the asker's: nobody can tell which.
    NotFound,
    /// No facts in it: a greeting, or that nothing was done.
    Talked,
    /// A person takes over.
    HandedOver(Reason),
}

/// What the assistant says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// To be shown as plain text.
    pub text: String,
    /// The language of it; facts stay as the shop has them.
    pub language: Language,
    /// What kind of answer it is.
    pub kind: Kind,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// What the person was given, if one takes over.
    pub hand_over: Option<HandOver>,
}

impl Answer {
    /// What must hold of every answer: facts have sources, and only a hand-over carries one.
    pub fn holds(&self) -> bool {
        let handed_over = matches!(self.kind, Kind::HandedOver(_));
        (self.kind != Kind::Told || !self.sources.is_empty()) && handed_over == self.hand_over.is_some()
    }
}

/// What a person is given who takes over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HandOver {
    /// Why.
    pub reason: Reason,
    /// What the customer writes in.
    pub language: Language,
    /// The customer's reference, if signed in.
    pub customer: Option<String>,
    /// The order in question, if it was found to be the asker's.
    pub order: Option<String>,
    /// What was said.
    pub transcript: Vec<Turn>,
    /// What was tried.
    pub tried: Vec<Call>,
}
