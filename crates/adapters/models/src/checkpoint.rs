//! What was learned so far as a file, so that a start need not read the whole log.

use crate::kept::{self, Kind};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// Counts up whenever what is learned changes its shape or its meaning.
pub(crate) const SHAPE: u32 = 5;

/// Where it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    path: PathBuf,
    kind: Kind,
}

impl Checkpoint {
    pub fn open(folder: &Path, shape: u32) -> std::io::Result<Checkpoint> {
        std::fs::create_dir_all(folder)?;
        Ok(Checkpoint { path: folder.join("checkpoint"), kind: Kind { magic: b"RTMODELS", shape } })
    }

    /// What was learned, unless it is of another shape or is broken.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        kept::read(&self.path, self.kind)
    }

    /// Replaces the file as a whole.
    pub fn write(&self, learned: &impl Serialize) -> std::io::Result<()> {
        kept::write(&self.path, self.kind, learned)
    }
}
