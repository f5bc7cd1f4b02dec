//! Files of zeros, made ahead of time: writing over zeros is what makes a durable append cheap.

use rustix::fs::{FallocateFlags, fallocate};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
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
        make(dir, bytes, &Progress::default())
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
    stop: AtomicBool,
}

impl Spare {
    pub fn new(dir: PathBuf, bytes: u64) -> Spare {
        Spare { dir, bytes, making: None, progress: Arc::default() }
    }

    /// Starts to make the next file, unless that has begun already.
    pub fn start(&mut self) {
        if self.making.is_none() {
            let (dir, bytes, progress) = (self.dir.clone(), self.bytes, Arc::clone(&self.progress));
            let thread = std::thread::Builder::new().name("log-blank".into());
            // Without a thread the file is made when it is needed.
            self.making = thread.spawn(move || make(&dir, bytes, &progress)).ok();
        }
    }

    /// The next file. Waits for it, or makes it now where that has failed before.
    pub fn take(&mut self) -> io::Result<Blank> {
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
        self.progress.stop.store(true, Ordering::Relaxed);
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
            fill(&file, bytes, progress)?;
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

/// Takes the space first, so that a full disk shows at once, then writes the zeros a little at a time,
/// so that the writer's own syncs do not queue behind one big one.
fn fill(file: &File, bytes: u64, progress: &Progress) -> io::Result<()> {
    const ZEROS: &[u8] = &[0; 1 << 20];
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Ok(()) => progress.taken_bytes.store(bytes, Ordering::Relaxed),
        Err(rustix::io::Errno::OPNOTSUPP) => (),
        Err(error) => return Err(error.into()),
    }
    let mut at = 0;
    while at < bytes {
        if progress.stop.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let piece = (bytes - at).min(ZEROS.len() as u64);
        file.write_all_at(&ZEROS[..piece as usize], at)?;
        file.sync_data()?;
        at += piece;
    }
    file.sync_all()
}
