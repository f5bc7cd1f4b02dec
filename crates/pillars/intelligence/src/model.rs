//! Which versions of models there are, how they did, and which one serves.

pub(crate) mod give_back;
pub(crate) mod train;
pub(crate) mod try_out;

use realtail_kernel::{Instant, Label, Stamp, Word};
use realtail_vocabulary::{ModelLive, ModelTrial, ModelVersion};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Versions and trials that are kept of each model.
const KEPT: usize = 60;

/// One model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Its versions, the newest last.
    pub versions: VecDeque<ModelVersion>,
    /// How they did, the newest last.
    pub trials: VecDeque<ModelTrial>,
    /// Which served when, the newest last.
    pub served: VecDeque<Served>,
}

/// A version that served from a time on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Served {
    /// Which; nothing where the plain rule did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Word>,
    /// Since when.
    pub since: Instant,
    /// Why, in words.
    pub why: Label,
}

impl Model {
    /// Which version serves; nothing where the plain rule does.
    pub fn live(&self) -> Option<&Word> {
        self.served.back().and_then(|served| served.version.as_ref())
    }

    /// Which version served before the one that does: the one that is returned to.
    pub fn former(&self) -> Option<&Word> {
        let before = self.served.len().checked_sub(2)?;
        self.served.get(before)?.version.as_ref()
    }

    /// The newest version that has never served.
    pub fn shadow(&self) -> Option<&ModelVersion> {
        let newest = self.versions.back()?;
        let has_served = self.served.iter().any(|served| served.version.as_ref() == Some(&newest.version));
        (!has_served).then_some(newest)
    }

    pub(crate) fn knows(&self, version: &Word) -> bool {
        self.versions.iter().any(|known| known.version == *version)
    }

    pub(crate) fn train(&mut self, version: &ModelVersion) {
        keep(&mut self.versions, version.clone());
    }

    pub(crate) fn try_out(&mut self, trial: &ModelTrial) {
        keep(&mut self.trials, trial.clone());
    }

    pub(crate) fn go_live(&mut self, live: &ModelLive, stamp: Stamp) {
        let served = Served { version: live.version.clone(), since: stamp.at, why: live.why.clone() };
        keep(&mut self.served, served);
    }
}

fn keep<T>(queue: &mut VecDeque<T>, newest: T) {
    if queue.len() == KEPT {
        queue.pop_front();
    }
    queue.push_back(newest);
}
