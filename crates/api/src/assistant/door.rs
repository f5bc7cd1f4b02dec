//! What understands messages, as the interface sees it: it is given the shop to ask, and gives answers with their sources.

use super::desk::ShopDesk;
use serde::Serialize;

/// Who asks, as the session knows it, or as was proven in the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Nobody that is known.
    Nobody,
    /// A customer, by number.
    Customer(String),
    /// Whoever can name the e-mail address or the telephone number of an order: in small letters, or only digits.
    Contact(String),
}

/// Something that understands messages and answers them.
pub trait AssistantDoor: Send + Sync {
    /// Begins a conversation. The first may take a while: not for a thread that serves.
    ///
    /// # Errors
    /// What is missing, and how to get it.
    fn begin(&self) -> Result<Box<dyn AssistantTalk>, String>;
}

/// A conversation.
pub trait AssistantTalk: Send {
    /// Answers a message. It asks the shop and may ask elsewhere, so it takes its time: not for a thread that serves.
    fn reply(&mut self, shop: &ShopDesk, asker: &Asker, message: &str) -> ToldAnswer;
}

/// Where a fact in an answer comes from.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ToldSource {
    /// The shop was asked.
    Tool(ToldCall),
    /// A section of the retailer's own texts.
    Text {
        /// The text.
        text: String,
        /// The section of it.
        section: String,
    },
}

/// One asking of the shop. Contacts are never in it.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ToldCall {
    /// What was asked: `order_status`, `availability`, …
    pub tool: String,
    /// With which words.
    #[schema(value_type = Object)]
    pub arguments: serde_json::Value,
    /// What was found.
    pub ids: Vec<String>,
}

/// Something that was said in a conversation before a person took over.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct ToldTurn {
    /// `customer` or `assistant`.
    pub by: String,
    /// The words, without contacts and numbers of cards.
    pub text: String,
}

/// What a person is given who takes over.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldHandOver {
    /// The order in question, if it was found to be the asker's.
    pub order: Option<String>,
    /// What was said.
    pub transcript: Vec<ToldTurn>,
    /// What was tried.
    pub tried: Vec<ToldCall>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldAnswer {
    /// To be shown as plain text.
    pub text: String,
    /// What it is written in: two letters of ISO 639-1.
    pub language: &'static str,
    /// `told`, `asked`, `refused`, `unknown`, `not_found`, `talked` or `handed_over`.
    pub kind: String,
    /// What is asked for, or why a person takes over.
    pub about: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<ToldSource>,
    /// What a person is given, if one takes over.
    pub hand_over: Option<ToldHandOver>,
}
