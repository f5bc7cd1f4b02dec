//! Consent, campaigns, and what is shown for money.

mod consent;
mod machine;

pub use consent::Consents;
pub use machine::{Command, Media};
