//! Which pillars take part, and which of the sentences that join them are in force.

use realtail_kernel::Word;
use serde::{Deserialize, Serialize};

/// What happened to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SwitchEvent {
    /// A policy is in force, or is not.
    Policy {
        /// Which.
        policy: Word,
        /// Whether it is in force.
        on: bool,
    },
    /// A pillar takes part, or does not.
    Pillar {
        /// Which.
        pillar: Word,
        /// Whether it takes part.
        on: bool,
    },
}
