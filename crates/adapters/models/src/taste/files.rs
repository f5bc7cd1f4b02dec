//! Grown rankers as files beside the checkpoint, so that a start need not grow them again. They are never the only copy:
//! what cannot be read is learnt again from the log.

use super::rankers::Question;
use crate::kept::{self, Kind};
use realtail_kernel::{Position, Word};
use realtail_learn::taste::ranker::Ranker;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The shape counts up whenever rankers, or the cells that they look at, change their meaning.
const KIND: Kind = Kind { magic: b"RTRANKER", shape: 1 };

/// What a file holds.
#[derive(Serialize, Deserialize)]
struct Kept<R> {
    version: Word,
    current_to: Position,
    ranker: R,
}

/// Where rankers are kept, a file for each version.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    folder: PathBuf,
}

impl Files {
    /// In a folder that is there.
    pub fn new(folder: &Path) -> Files {
        Files { folder: folder.to_owned() }
    }

    fn path(&self, question: Question, version: &Word) -> PathBuf {
        self.folder.join(format!("{}-{version}", question.model()))
    }

    /// A version, unless there is no file, or it is of another shape, broken, or of another version than it says.
    pub fn read(&self, question: Question, version: &Word) -> Option<Ranker> {
        let kept: Kept<Ranker> = kept::read(&self.path(question, version), KIND)?;
        (kept.version == *version).then_some(kept.ranker)
    }

    /// Writes a version as a whole.
    ///
    /// # Errors
    /// Where the storage fails, or it cannot be encoded.
    pub fn write(
        &self,
        question: Question,
        version: &Word,
        current_to: Position,
        ranker: &Ranker,
    ) -> std::io::Result<()> {
        let kept = Kept { version: version.clone(), current_to, ranker };
        kept::write(&self.path(question, version), KIND, &kept)
    }

    /// Removes all versions of a model but those that are still of use.
    pub fn keep(&self, question: Question, useful: &[Word]) {
        let kept: Vec<PathBuf> = useful.iter().map(|version| self.path(question, version)).collect();
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            let is_of_model =
                entry.file_name().to_string_lossy().starts_with(&format!("{}-", question.model()));
            if is_of_model && !kept.contains(&entry.path()) {
                // What stays by mistake takes room, and nothing else.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use realtail_learn::boost::Settings;
    use realtail_learn::taste::ranker::{Candidates, Lessons};

    #[test]
    fn what_was_written_is_read_again_and_what_is_broken_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let mut lessons = Lessons::new(1, 1.0);
        let candidates =
            Candidates { items: (0..60).collect(), cells: (0..60).map(|at| at as f32).collect() };
        lessons.note(&candidates, &(30..60).collect::<Vec<u32>>(), 1.0);
        let ranker = lessons.fit(&Settings { trees: 3, leaves: 4, leaf_rows: 2, ..Settings::default() }, 1);
        let [one, two] = ["20000", "20007"].map(|version| Word::new(version).unwrap());
        files.write(Question::Next, &one, Position(9), &ranker).unwrap();
        files.write(Question::Next, &two, Position(12), &ranker).unwrap();
        let list = |ranker: &Ranker| ranker.rank(&candidates, 60);
        assert_eq!(files.read(Question::Next, &one).map(|read| list(&read)), Some(list(&ranker)));
        assert!(files.read(Question::New, &one).is_none(), "there is none");
        let path = files.path(Question::Next, &one);
        let whole = std::fs::read(&path).unwrap();
        // What is broken, and how.
        for (how, bytes) in [
            ("cut", whole[..whole.len() - 1].to_vec()),
            ("a byte of the body", whole.iter().enumerate().map(|(at, b)| b ^ u8::from(at == 21)).collect()),
            ("the shape", whole.iter().enumerate().map(|(at, b)| b ^ u8::from(at == 8)).collect()),
            ("no head", b"RT".to_vec()),
            ("another version", std::fs::read(files.path(Question::Next, &two)).unwrap()),
        ] {
            std::fs::write(&path, bytes).unwrap();
            assert!(files.read(Question::Next, &one).is_none(), "{how}");
        }
        files.keep(Question::Next, std::slice::from_ref(&two));
        assert!(!path.exists() && files.read(Question::Next, &two).is_some());
    }
}
