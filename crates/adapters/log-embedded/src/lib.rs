//! A log in files of this machine: append-only segments of checksummed batches, synced batch by batch.

mod blank;
mod frame;
mod read;
mod recover;
mod segment;

use blank::{Blank, Spare};
use realtail_engine::log::{AppendError, Log, LogFault, LogReader};
use realtail_kernel::Position;
use segment::{FRAMES_START, Mark, Segment};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What can be chosen about an embedded log.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The size of a segment. Up to two are on the disk before anything is in them.
    pub segment_bytes: u64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { segment_bytes: 64 << 20 }
    }
}

/// What opening a log has found.
pub struct Opened {
    /// The log, ready for appends.
    pub log: EmbeddedLog,
    /// The torn end that was cut off. Nothing in it was ever acknowledged.
    pub cut: Option<Cut>,
}

/// The remains of a batch that was being written when the process or the machine died.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The segment it was in.
    pub path: PathBuf,
    /// Where in the segment it began.
    pub offset: u64,
    /// How long it was.
    pub bytes: u64,
    /// The position at which the log goes on.
    pub position: Position,
}

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Two processes must never write one log.
    #[error("log folder {} is in use by another process", dir.display())]
    InUse {
        /// The folder.
        dir: PathBuf,
    },
    /// What was durable once is not what is there now.
    #[error("the log is corrupt: {} at offset {offset}, where position {position} is expected: {cause}", path.display())]
    Corrupt {
        /// The segment.
        path: PathBuf,
        /// The place in the segment.
        offset: u64,
        /// The first position that cannot be read.
        position: Position,
        /// What is wrong with it.
        cause: String,
    },
    /// A later version has been here.
    #[error("{} has format {format}, this version reads format {known}: use the version that wrote it", path.display())]
    Format {
        /// The segment.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// Our format.
        known: u32,
    },
    /// The operating system refused.
    #[error(transparent)]
    Fault(#[from] LogFault),
}

/// The writing side. Whoever holds it holds the lock of the folder.
pub struct EmbeddedLog {
    segments: Arc<read::Segments>,
    segment: Arc<Segment>,
    file: File,
    /// Where the next frame goes in the segment.
    end: u64,
    next: Position,
    frame: Vec<u8>,
    broken: Option<String>,
    dir: PathBuf,
    segment_bytes: u64,
    spare: Spare,
    _lock: Lock, // The last field: the lock goes when all else is gone.
}

/// What the operating system reads and writes at once at the least.
const PAGE_BYTES: u64 = 4096;

/// No batch of an engine comes near this; it keeps a mistake from becoming a file.
const PAYLOAD_BYTES_MAX: usize = 1 << 30;

impl EmbeddedLog {
    /// Opens the log in `dir`, which is made where it is missing, and cuts off a torn end.
    ///
    /// Verifies the last segment and the headers of all others; reading verifies the rest.
    ///
    /// # Errors
    /// In use, corrupt, of a later format, or refused by the operating system.
    pub fn open(dir: &Path, settings: Settings) -> Result<Opened, OpenError> {
        let fault = |error: &std::io::Error| io_fault("open log folder", dir, error);
        make_folder(dir).map_err(|error| fault(&error))?;
        let lock = lock(dir)?;
        Blank::clear(dir).map_err(|error| fault(&error))?;

        let mut segments = recover::segments(dir)?;
        let segment_bytes = settings.segment_bytes.max(2 * FRAMES_START);
        if segments.is_empty() {
            segments.push(Arc::new(first_segment(dir, segment_bytes).map_err(|error| fault(&error))?));
        }
        let segment = Arc::clone(&segments[segments.len() - 1]);
        let recovered = recover::last_segment(&segment)?;
        let next = recovered.next;
        let log = EmbeddedLog {
            segments: Arc::new(read::Segments::new(segments, next)),
            segment,
            file: recovered.file,
            end: recovered.end,
            next,
            frame: Vec::new(),
            broken: None,
            dir: dir.to_owned(),
            segment_bytes,
            spare: Spare::new(dir.to_owned(), segment_bytes),
            _lock: lock,
        };
        Ok(Opened { log, cut: recovered.cut })
    }

    fn write(&mut self, count: u32, payload: &[u8]) -> Result<(), LogFault> {
        let bytes = frame::frame_bytes(payload.len());
        if self.end + bytes > self.segment.bytes {
            self.begin_segment(bytes).map_err(|error| io_fault("begin segment", &self.dir, &error))?;
        }
        frame::encode(&mut self.frame, self.segment.salt, self.next, count, payload);
        // Zeros over zeros, up to the end of the page: else the page would be read from the disk before it is written.
        let page_end = (self.end + bytes).next_multiple_of(PAGE_BYTES).min(self.segment.bytes);
        self.frame.resize((page_end - self.end) as usize, 0);
        let written = self.file.write_all_at(&self.frame, self.end).and_then(|()| self.file.sync_data());
        written.map_err(|error| self.append_fault(&error.to_string()))?;

        self.segment.learn(Mark { position: self.next, offset: self.end });
        self.end += bytes;
        self.next = Position(self.next.0 + u64::from(count));
        self.segments.reach(self.next);
        self.spare.keep_up(self.end);
        Ok(())
    }

    /// The segment before keeps its zeros. A batch that is too big for a segment gets a bigger one.
    fn begin_segment(&mut self, frame_bytes: u64) -> std::io::Result<()> {
        let needed = FRAMES_START + frame_bytes;
        let mut blank = self.spare.take()?;
        if needed > self.segment_bytes {
            drop(blank);
            Blank::clear(&self.dir)?;
            blank = Blank::make(&self.dir, needed.next_multiple_of(FRAMES_START))?;
        }
        let segment = Arc::new(Segment::create(&self.dir, self.next, &blank.file, &blank.path)?);
        self.segments.add(Arc::clone(&segment));
        (self.segment, self.file, self.end) = (segment, blank.file, FRAMES_START);
        Ok(())
    }

    fn append_fault(&self, cause: &str) -> LogFault {
        let place = format!("{} offset {} position {}", self.segment.path.display(), self.end, self.next);
        LogFault { doing: "append batch", place, cause: cause.into() }
    }
}

impl Log for EmbeddedLog {
    fn next(&self) -> Position {
        self.next
    }

    fn append(&mut self, expected_next: Position, count: u32, payload: &[u8]) -> Result<(), AppendError> {
        self.confirm(expected_next)?;
        if count == 0 || payload.len() > PAYLOAD_BYTES_MAX {
            let cause = format!("{count} entries in {} bytes cannot be a batch", payload.len());
            return Err(self.append_fault(&cause).into());
        }
        self.write(count, payload).map_err(|fault| {
            self.broken = Some(fault.to_string());
            fault.into()
        })
    }

    /// The folder is locked: nobody else writes.
    fn confirm(&mut self, expected_next: Position) -> Result<(), AppendError> {
        if let Some(cause) = &self.broken {
            let cause = format!("not tried, for an earlier append failed: {cause}");
            return Err(self.append_fault(&cause).into());
        }
        if expected_next != self.next {
            return Err(AppendError::Stale { expected: expected_next, next: self.next });
        }
        Ok(())
    }

    /// What is left in this segment, in the next one if its space is taken already, and in all
    /// further segments that the disk has room for.
    fn room_bytes(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.dir).ok()?;
        let free = disk.f_bavail * disk.f_frsize;
        let left = self.segment.bytes.saturating_sub(self.end);
        Some(left + self.spare.taken_bytes() + free - free % self.segment_bytes)
    }

    fn reader(&self) -> Arc<dyn LogReader> {
        Arc::clone(&self.segments) as Arc<dyn LogReader>
    }
}

/// Creates the folder so that it is still there after a power cut.
fn make_folder(dir: &Path) -> std::io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(dir)?;
    match dir.canonicalize()?.parent() {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

/// Given back in so many words: a child process that is just being started may still hold a copy of the file.
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock(); // The file is closed in any case.
    }
}

fn lock(dir: &Path) -> Result<Lock, OpenError> {
    let path = dir.join("lock");
    let opened = File::options().write(true).create(true).truncate(false).open(&path);
    let file = opened.map_err(|error| io_fault("lock log folder", &path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse { dir: dir.to_owned() }),
        Err(std::fs::TryLockError::Error(error)) => Err(io_fault("lock log folder", &path, &error).into()),
    }
}

fn first_segment(dir: &Path, bytes: u64) -> std::io::Result<Segment> {
    let blank = Blank::make(dir, bytes)?;
    Segment::create(dir, Position(1), &blank.file, &blank.path)
}

fn io_fault(doing: &'static str, path: &Path, error: &std::io::Error) -> LogFault {
    LogFault { doing, place: path.display().to_string(), cause: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_or_sync_is_never_tried_again() {
        // Writing to a handle for reading fails; /dev/null takes every write and no sync.
        let unwritable = |path: &Path| File::open(path);
        let unsyncable = |_: &Path| File::options().write(true).open("/dev/null");
        check_broken(unwritable);
        check_broken(unsyncable);
    }

    fn check_broken(bad_file: impl Fn(&Path) -> std::io::Result<File>) {
        let dir = tempfile::TempDir::new().expect("a temporary folder");
        let settings = Settings { segment_bytes: 1 << 16 };
        let mut log = EmbeddedLog::open(dir.path(), settings.clone()).expect("a log").log;
        log.append(Position(1), 1, b"sound").expect("an append");
        let bad_file = bad_file(&log.segment.path).expect("a file");
        let good_file = std::mem::replace(&mut log.file, bad_file);
        assert!(matches!(log.append(Position(2), 1, b"lost"), Err(AppendError::Fault(_))));
        log.file = good_file;
        match log.append(Position(2), 1, b"later") {
            Err(AppendError::Fault(fault)) => assert!(fault.cause.contains("not tried"), "{fault}"),
            other => panic!("{other:?}"),
        }
        assert_eq!((log.next(), log.reader().next()), (Position(2), Position(2)));
        drop(log);
        let log = EmbeddedLog::open(dir.path(), settings).expect("a log").log;
        assert_eq!(log.reader().read(Position(1)).count(), 1);
    }
}
