//! Cases of the service team: questions that a person has to answer. What was said stands in the log only sealed.

use crate::Sealed;
use realtail_kernel::{CaseId, Channel, CustomerId, OrderId, Word};
use serde::{Deserialize, Serialize};

/// A case as it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedCase {
    /// Its number.
    pub case: CaseId,
    /// Whose question it is; somebody who is not known has a number for it alone, so that there is a key to destroy.
    pub customer: CustomerId,
    /// Where it was asked.
    pub channel: Channel,
    /// Why a person has to answer, such as `asked`, `complaint` or `unknown`.
    pub reason: Word,
    /// What the customer writes in: two letters of ISO 639-1.
    pub language: Word,
    /// The order in question, where one was found to be the customer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What was said, and what was tried.
    pub transcript: Sealed,
}

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    /// A person has to answer.
    Opened(Box<OpenedCase>),
    /// Somebody of the service team has taken it.
    Claimed {
        /// Which.
        case: CaseId,
        /// Who, by a name that is no person's.
        by: Word,
    },
    /// The customer wrote on.
    Asked {
        /// Which.
        case: CaseId,
        /// Whose key it is sealed under.
        customer: CustomerId,
        /// What.
        words: Sealed,
    },
    /// The service team has answered.
    Answered {
        /// Which.
        case: CaseId,
        /// Who.
        by: Word,
        /// Whose key it is sealed under.
        customer: CustomerId,
        /// What.
        words: Sealed,
    },
    /// It has come to its end.
    Closed {
        /// Which.
        case: CaseId,
        /// Who says so.
        by: Word,
    },
}

impl CaseEvent {
    /// The case it is about.
    pub fn case(&self) -> &CaseId {
        match self {
            CaseEvent::Opened(opened) => &opened.case,
            CaseEvent::Claimed { case, .. }
            | CaseEvent::Asked { case, .. }
            | CaseEvent::Answered { case, .. }
            | CaseEvent::Closed { case, .. } => case,
        }
    }
}
