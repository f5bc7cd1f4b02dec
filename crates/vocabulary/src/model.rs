//! Versions of models: what each learnt from, how it did beside the one that serves, and which one serves.

use realtail_kernel::{Instant, Label, Position, Word};
use serde::{Deserialize, Serialize};

/// A version of a model that has been trained.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ModelVersion {
    /// Which model.
    pub model: Word,
    /// Its version.
    pub version: Word,
    /// Up to when of the retailer's world it has learnt.
    pub learnt_to: Instant,
    /// The newest log entry that it rests on.
    pub current_to: Position,
    /// From how many rows.
    pub rows: u64,
    /// In how many milliseconds of processor time.
    pub cpu_ms: u64,
    /// A hash of what it learnt from, so that the same inputs can be told.
    pub fingerprint: Word,
}

/// How versions of a model did over the same days, none of which they had learnt from. What is lower is better.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ModelTrial {
    /// Which model.
    pub model: Word,
    /// What was measured.
    pub metric: Word,
    /// The last of the days.
    pub until: Instant,
    /// How many days.
    pub days: u16,
    /// Over how many series, or lists.
    pub series: u32,
    /// What the plain rule reaches.
    pub baseline: f64,
    /// Each version that took part, and what it reaches.
    pub scores: Vec<VersionScore>,
}

/// What a version reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VersionScore {
    /// Which version.
    pub version: Word,
    /// What it reaches.
    pub score: f64,
}

/// Another version serves from now on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ModelLive {
    /// Which model.
    pub model: Word,
    /// Which version serves; nothing where the plain rule does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Word>,
    /// Why, in words.
    pub why: Label,
}
