//! Grown trees as a file, so that a start need not grow them again. It is never the only copy: the log grows the same.

use crate::kept::{self, Kind};
use realtail_kernel::Word;
use realtail_learn::demand::Model;
use std::path::{Path, PathBuf};

/// The shape counts up whenever trees, or the cells that they look at, change their meaning.
const KIND: Kind = Kind { magic: b"RTTREES\0", shape: 1 };

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
        kept::read(&self.path(version), KIND)
    }

    /// Writes the trees of a version as a whole.
    ///
    /// # Errors
    /// Where the storage fails, or they cannot be encoded.
    pub fn write(&self, version: &Word, model: &Model) -> std::io::Result<()> {
        kept::write(&self.path(version), KIND, model)
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
