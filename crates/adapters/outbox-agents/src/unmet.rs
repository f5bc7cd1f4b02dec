//! Why an agent was not met.

use crate::client::Fault;

/// Why nothing is known of an agent that calls, or its signature does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Of which kind.
    pub why: Why,
    /// A sentence for whoever builds the agent.
    pub detail: String,
}

/// The kinds, as the protocol tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The address of its profile is none that is called.
    InvalidAddress,
    /// Its profile cannot be fetched in time.
    Unreachable,
    /// What was fetched is no profile.
    Malformed,
    /// Too much is being fetched, or remembered, already: it may work in a moment.
    Busy,
    /// A part of the signature is missing.
    SignatureMissing,
    /// The signature is not right, does not cover what it must, or does not count any more.
    SignatureInvalid,
    /// The profile has no key of that name.
    KeyNotFound,
    /// The key is of a kind that is not known here.
    AlgorithmUnsupported,
    /// The digest of the body is not one that can be checked.
    DigestMismatch,
}

impl Unmet {
    pub(crate) fn new(why: Why, detail: impl Into<String>) -> Unmet {
        Unmet { why, detail: detail.into() }
    }

    /// Whether it may work later.
    pub(crate) fn fault(self) -> Fault {
        match self.why {
            Why::Unreachable | Why::Busy => Fault::Later(self.detail),
            _ => Fault::Never(self.detail),
        }
    }
}
