//! What was learned so far as a file, so that a start need not read the whole log. It is never the only copy of anything.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"RTMODELS";
/// Counts up whenever what is learned changes its shape or its meaning. Files of another shape are dropped.
pub(crate) const SHAPE: u32 = 2;
const HEAD: usize = MAGIC.len() + 8;

/// Where it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoint {
    path: PathBuf,
    shape: u32,
}

/// Why it could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointFault {
    /// The storage failed.
    #[error("write checkpoint of the models: {0}")]
    Storage(#[from] std::io::Error),
    /// It holds what cannot be written.
    #[error("encode checkpoint of the models: {0}")]
    Encode(#[from] rmp_serde::encode::Error),
}

impl Checkpoint {
    pub fn open(folder: &Path, shape: u32) -> std::io::Result<Checkpoint> {
        std::fs::create_dir_all(folder)?;
        Ok(Checkpoint { path: folder.join("checkpoint"), shape })
    }

    /// What was learned, unless it is of another shape or is broken.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        let bytes = std::fs::read(&self.path).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let fits = head.starts_with(MAGIC) && number(8) == Some(self.shape);
        if !fits || number(12) != Some(crc32c::crc32c(body)) {
            tracing::info!("the checkpoint of the models is of another shape: they learn from the log again");
            return None;
        }
        rmp_serde::from_slice(body).ok()
    }

    /// Replaces the file as a whole.
    pub fn write(&self, learned: &impl Serialize) -> Result<(), CheckpointFault> {
        let body = rmp_serde::to_vec(learned)?;
        let next = self.path.with_extension("next");
        let mut file = std::fs::File::create(&next)?;
        file.write_all(MAGIC)?;
        file.write_all(&self.shape.to_le_bytes())?;
        file.write_all(&crc32c::crc32c(&body).to_le_bytes())?;
        file.write_all(&body)?;
        file.sync_all()?;
        std::fs::rename(&next, &self.path)?;
        Ok(())
    }
}
