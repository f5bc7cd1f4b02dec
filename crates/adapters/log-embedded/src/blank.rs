//! Files of zeros, made ahead of time: writing over zeros is what makes a durable append cheap.

use rustix::fs::{FallocateFlags, OFlags, fallocate};
use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

/// The name of a file that is not a segment yet. What a crash leaves of it is thrown away.
const NAME: &str = "blank";

/// A file of zeros, durable, that waits to become a segment.
pub struct Blank {
    pub file: File,
    pub path: PathBuf,
}

impl Blank {
    /// Throws away what a crash has left.
    pub fn clear(dir: &Path) -> io::Result<()> {
        match std::fs::remove_file(dir.join(NAME)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Makes one now.
    pub fn make(dir: &Path, bytes: u64) -> io::Result<Blank> {
        make(dir, bytes, &Progress { may_reach: AtomicU64::new(u64::MAX), ..Progress::default() })
    }
}

/// The next blank file, made by a thread of its own while the writer fills the one before.
pub struct Spare {
    dir: PathBuf,
    bytes: u64,
    making: Option<JoinHandle<io::Result<Blank>>>,
    progress: Arc<Progress>,
}

/// What the thread and the writer tell each other.
#[derive(Default)]
struct Progress {
    /// The space that the file has taken from the disk so far.
    taken_bytes: AtomicU64,
    /// How far into the file the thread may write now: beyond its end, all of it at once. [`STOP`] makes it give up.
    may_reach: AtomicU64,
}

/// Nobody wants the file any more.
const STOP: u64 = u64::MAX - 1;

impl Spare {
    pub fn new(dir: PathBuf, bytes: u64) -> Spare {
        Spare { dir, bytes, making: None, progress: Arc::default() }
    }

    /// Makes the next file while the writer goes from a quarter of his own to its half, `end` being where he is: not all at
    /// once, since each of his syncs would queue behind all of it.
    pub fn keep_up(&mut self, end: u64) {
        let Some(ahead) = end.checked_sub(self.bytes / 4) else { return };
        let may_reach = ahead.saturating_mul(4);
        if self.making.is_none() {
            let (dir, bytes, progress) = (self.dir.clone(), self.bytes, Arc::clone(&self.progress));
            progress.may_reach.store(may_reach, Ordering::Relaxed);
            let thread = std::thread::Builder::new().name("log-blank".into());
            // Without a thread the file is made when it is needed.
            self.making = thread.spawn(move || make(&dir, bytes, &progress)).ok();
        } else if may_reach / PIECE_BYTES > self.progress.may_reach.load(Ordering::Relaxed) / PIECE_BYTES {
            self.let_reach(may_reach);
        }
    }

    fn let_reach(&self, bytes: u64) {
        self.progress.may_reach.store(bytes, Ordering::Release);
        self.making.iter().for_each(|making| making.thread().unpark());
    }

    /// The next file. Waits for it, or makes it now where that has failed before.
    pub fn take(&mut self) -> io::Result<Blank> {
        self.let_reach(u64::MAX);
        let made = self.making.take().map(JoinHandle::join);
        self.progress.taken_bytes.store(0, Ordering::Relaxed);
        match made {
            Some(Ok(Ok(blank))) => Ok(blank),
            Some(Ok(Err(_)) | Err(_)) | None => Blank::make(&self.dir, self.bytes),
        }
    }

    /// How many bytes of the disk are already set aside for the next file.
    pub fn taken_bytes(&self) -> u64 {
        self.progress.taken_bytes.load(Ordering::Relaxed)
    }
}

impl Drop for Spare {
    fn drop(&mut self) {
        self.let_reach(STOP);
        if let Some(making) = self.making.take() {
            let _ = making.join();
        }
        let _ = Blank::clear(&self.dir); // What stays is cleared by the next who opens.
    }
}

fn make(dir: &Path, bytes: u64, progress: &Progress) -> io::Result<Blank> {
    let path = dir.join(NAME);
    let made =
        File::options().read(true).write(true).create(true).truncate(true).open(&path).and_then(|file| {
            fill(&file, &path, bytes, progress)?;
            Ok(file)
        });
    match made {
        Ok(file) => Ok(Blank { file, path }),
        Err(error) => {
            progress.taken_bytes.store(0, Ordering::Relaxed);
            let _ = std::fs::remove_file(&path); // Gives back the space; the cause is what matters.
            Err(error)
        }
    }
}

/// So much is written at once.
const PIECE_BYTES: u64 = 1 << 18;

/// Begins where a page does, as writing past the page cache demands.
#[repr(C, align(4096))]
struct Zeros([u8; PIECE_BYTES as usize]);

static ZEROS: Zeros = Zeros([0; PIECE_BYTES as usize]);

/// Takes the space first, so that a full disk shows at once, then writes the zeros as far as it may.
fn fill(file: &File, path: &Path, bytes: u64, progress: &Progress) -> io::Result<()> {
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Ok(()) => progress.taken_bytes.store(bytes, Ordering::Relaxed),
        Err(rustix::io::Errno::OPNOTSUPP) => (),
        Err(error) => return Err(error.into()),
    }
    // Past the page cache where that can be: what goes through it is copied, and must be flushed piece by piece.
    let direct = File::options().write(true).custom_flags(OFlags::DIRECT.bits().cast_signed()).open(path);
    let mut direct = direct.ok();
    let mut at = 0;
    while at < bytes {
        match progress.may_reach.load(Ordering::Acquire) {
            STOP => return Err(io::ErrorKind::Interrupted.into()),
            may_reach if may_reach <= at => {
                std::thread::park();
                continue;
            }
            _ => (),
        }
        let piece = &ZEROS.0[..(bytes - at).min(PIECE_BYTES) as usize];
        if direct.as_ref().is_none_or(|direct| direct.write_all_at(piece, at).is_err()) {
            direct = None;
            file.write_all_at(piece, at)?;
            file.sync_data()?;
        }
        at += piece.len() as u64;
    }
    file.sync_all()
}
