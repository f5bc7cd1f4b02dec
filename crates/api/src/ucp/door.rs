//! What this protocol asks of those who know agents: what a profile says, and whether a signature is its owner's.

use axum::http::HeaderMap;
use std::collections::BTreeMap;
use std::pin::Pin;

/// Something that comes later.
pub type Meeting<'a> = Pin<Box<dyn Future<Output = Result<Met, NotMet>> + Send + 'a>>;

/// Who knows agents by the profiles that they publish.
pub trait AgentDoor: Send + Sync {
    /// What the profile at an address says; and where the request is signed, whether one of its keys signed it. It answers
    /// within a bounded time.
    fn meet<'a>(&'a self, profile: &'a str, signed: Option<SignedCall<'a>>) -> Meeting<'a>;
}

/// A request, as far as it is signed (RFC 9421).
#[derive(Clone, Copy, Debug)]
pub struct SignedCall<'a> {
    /// `POST`.
    pub method: &'a str,
    /// The host that was called, with its port where that is not the usual one, in small letters.
    pub authority: &'a str,
    /// From the first slash on.
    pub path: &'a str,
    /// Without its question mark.
    pub query: Option<&'a str>,
    /// All of them.
    pub headers: &'a HeaderMap,
    /// Whether something comes behind the head.
    pub has_body: bool,
    /// When it came, in seconds since 1970.
    pub now_s: i64,
}

/// What is known of an agent.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// The version of the protocol that its profile names.
    pub version: Option<String>,
    /// In which versions it has which capabilities, by their names.
    pub capabilities: BTreeMap<String, Vec<String>>,
    /// The SHA-256 digest that the body must have, where a good signature says so.
    pub digest: Option<[u8; 32]>,
}

/// Why an agent is not known, or its signature does not count.
#[derive(Clone, Debug)]
pub struct NotMet {
    /// Of which kind.
    pub why: WhyNotMet,
    /// A sentence for whoever builds the agent.
    pub detail: String,
}

/// The kinds, as the protocol tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNotMet {
    /// The address of its profile is none that is called.
    InvalidAddress,
    /// Its profile cannot be fetched in time.
    Unreachable,
    /// What was fetched is no profile.
    Malformed,
    /// Too much is being asked for already: it may work in a moment.
    Busy,
    /// A part of the signature is missing.
    SignatureMissing,
    /// The signature is not right, does not cover what it must, or does not count any more.
    SignatureInvalid,
    /// The profile has no key of that name.
    KeyNotFound,
    /// The key is of a kind that is not known here.
    AlgorithmUnsupported,
    /// The digest of the body is none that can be checked.
    DigestMismatch,
}
