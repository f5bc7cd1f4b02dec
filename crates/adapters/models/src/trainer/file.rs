//! Grown trees as a file, so that a start need not grow them again. It is never the only copy: the log grows the same.

use realtail_kernel::Word;
use realtail_learn::demand::Model;
use std::io::Write;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"RTTREES\0";
/// Counts up whenever trees, or the cells that they look at, change their meaning. Files of another shape are dropped.
const SHAPE: u32 = 1;
const HEAD: usize = MAGIC.len() + 8;

/// Where trees of a model are kept, a file for each version.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// In a folder that is there.
    pub fn new(folder: &Path) -> Files {
        Files { folder: folder.to_owned() }
    }

    fn path(&self, version: &Word) -> PathBuf {
        self.folder.join(format!("demand-{version}"))
    }

    /// The trees of a version, unless there are none, or the file is of another shape or broken.
    pub fn read(&self, version: &Word) -> Option<Model> {
        let bytes = std::fs::read(self.path(version)).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        let fits = head.starts_with(MAGIC) && number(8) == Some(SHAPE);
        if !fits || number(12) != Some(crc32c::crc32c(body)) {
            tracing::warn!("the trees of demand {version} cannot be read: they are grown again");
            return None;
        }
        rmp_serde::from_slice(body).ok()
    }

    /// Writes the trees of a version as a whole.
    ///
    /// # Errors
    /// Where the storage fails, or they cannot be encoded.
    pub fn write(&self, version: &Word, model: &Model) -> std::io::Result<()> {
        let body = rmp_serde::to_vec(model).map_err(std::io::Error::other)?;
        let path = self.path(version);
        let next = path.with_extension("next");
        let mut file = std::fs::File::create(&next)?;
        file.write_all(MAGIC)?;
        file.write_all(&SHAPE.to_le_bytes())?;
        file.write_all(&crc32c::crc32c(&body).to_le_bytes())?;
        file.write_all(&body)?;
        file.sync_all()?;
        std::fs::rename(&next, &path)
    }

    /// Removes the trees of all versions but those that are still of use.
    pub fn keep(&self, useful: &[&Word]) {
        let names: Vec<String> = useful.iter().map(|version| format!("demand-{version}")).collect();
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("demand-") && !names.contains(&name) {
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
