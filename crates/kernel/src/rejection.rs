//! Why a pillar did not carry out a command, where that needs no more than words.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An answer, not a fault. Kept in the log under its idempotency key, so that a retry gets the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Rejection {
    /// There is no such thing.
    #[error("there is no {what} {id:?}")]
    Unknown {
        /// What kind of thing.
        what: Cow<'static, str>,
        /// What it was called.
        id: String,
    },
    /// There is one already, and it is another.
    #[error("there is another {what} {id:?} already")]
    Exists {
        /// What kind of thing.
        what: Cow<'static, str>,
        /// What it is called.
        id: String,
    },
    /// A field says what cannot be.
    #[error("{field}: {problem}")]
    Invalid {
        /// Which.
        field: Cow<'static, str>,
        /// What is wrong with it, and what it should be instead.
        problem: String,
    },
    /// It cannot be done as things stand.
    #[error("{problem}")]
    WrongState {
        /// Why, and what can be done instead.
        problem: String,
    },
    /// The pillar is switched off in the settings.
    #[error("the pillar {pillar} is switched off in the settings")]
    SwitchedOff {
        /// Which.
        pillar: Cow<'static, str>,
    },
}

impl Rejection {
    /// There is no such thing.
    pub fn unknown(what: &'static str, id: impl std::fmt::Display) -> Rejection {
        Rejection::Unknown { what: what.into(), id: id.to_string() }
    }

    /// There is one already, and it is another.
    pub fn exists(what: &'static str, id: impl std::fmt::Display) -> Rejection {
        Rejection::Exists { what: what.into(), id: id.to_string() }
    }

    /// A field says what cannot be.
    pub fn invalid(field: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Rejection {
        Rejection::Invalid { field: field.into(), problem: problem.into() }
    }

    /// It cannot be done as things stand.
    pub fn wrong_state(problem: impl Into<String>) -> Rejection {
        Rejection::WrongState { problem: problem.into() }
    }
}
