//! The service assistant: understands a customer's message, asks the shop's own tools and texts, and answers with its source.
//!
//! What it says of facts comes from a tool or from the retailer's texts, never from itself; what it does not know it says,
//! and hands over to a person. It runs without a network: sentences are compared by embeddings that a package carries.
//! A model behind an OpenAI-compatible endpoint may speak instead ([`speaker`]), held to the same tools and sources.

pub mod assistant;
pub mod conversation;
pub mod embed;
mod intent;
mod language;
mod nearest;
mod phrases;
mod slots;
pub mod speaker;
pub mod texts;
pub mod tools;
mod wording;
mod words;

pub use assistant::Assistant;
pub use conversation::{Answer, Conversation, HandOver, Kind, Reason, Source};
pub use embed::Embedder;
pub use intent::Intent;
pub use language::Language;
pub use texts::Texts;
pub use tools::{Tools, Who};
