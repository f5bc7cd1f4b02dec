//! Snapshots: the state at one position, so that recovery need not read the whole log. A cache, never the only copy.

use crate::replica::{Frozen, Replica};
use realtail_kernel::{Platform, Position};
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"RTSNAP01";
const HEADER: usize = 8 + 4 + 8 + 4;
/// How much of a snapshot is synced at once.
const TRICKLE_BYTES: usize = 2 << 20;
/// The newest, and one to fall back to.
const KEPT: usize = 2;

/// A snapshot that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("write snapshot ({path}): {cause}")]
pub struct SnapshotFault {
    path: PathBuf,
    cause: String,
}

/// A folder of snapshots.
#[derive(Clone, Debug)]
pub struct Snapshots {
    folder: PathBuf,
}

impl Snapshots {
    /// Snapshots in `folder`, which is made where it is not there yet.
    ///
    /// # Errors
    /// Where the folder cannot be made.
    pub fn open(folder: &Path) -> std::io::Result<Snapshots> {
        fs::create_dir_all(folder)?;
        Ok(Snapshots { folder: folder.to_owned() })
    }

    /// The newest snapshot that is whole, of the right shape, and not ahead of the log; and what was wrong with newer ones.
    pub(crate) fn newest<P: Platform>(&self, log_next: Position) -> (Option<Replica<P>>, Vec<String>) {
        let mut passed_over = Vec::new();
        for path in self.paths().into_iter().rev() {
            match read::<P>(&path) {
                Ok(replica) if replica.next <= log_next => return (Some(replica), passed_over),
                Ok(replica) => {
                    let problem = format!("it ends at {}, the log at {log_next}", replica.next);
                    passed_over.push(format!("{}: {problem}", path.display()));
                }
                Err(problem) => passed_over.push(format!("{}: {problem}", path.display())),
            }
        }
        (None, passed_over)
    }

    /// Removes what was never finished, and what is ahead of the log: it tells of another log.
    pub(crate) fn tidy(&self, log_next: Position) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let unfinished =
            entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "unfinished"));
        let is_ahead = |path: &PathBuf| {
            let next = path.file_stem().and_then(|stem| stem.to_str()?.parse::<u64>().ok());
            next.is_some_and(|next| next > log_next.0)
        };
        for path in unfinished.chain(self.paths().into_iter().filter(is_ahead)) {
            tracing::warn!("removing {}: unfinished, or ahead of the log", path.display());
            if let Err(fault) = fs::remove_file(&path) {
                tracing::warn!("remove {}: {fault}", path.display());
            }
        }
    }

    /// The files, oldest first.
    fn paths(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> =
            entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|x| x == "snap")).collect();
        paths.sort();
        paths
    }

    /// Writes a frozen state, and removes those that nobody needs any more.
    pub(crate) fn write<P: Platform>(&self, frozen: &Frozen<P::Frozen>) -> Result<(), SnapshotFault> {
        let path = self.folder.join(format!("{:020}.snap", frozen.next.0));
        let fault = |cause: String| SnapshotFault { path: path.clone(), cause };
        self.put::<P>(&path, frozen).map_err(fault)?;
        let paths = self.paths();
        for old in &paths[..paths.len().saturating_sub(KEPT)] {
            fs::remove_file(old).map_err(|e| fault(e.to_string()))?;
        }
        Ok(())
    }

    /// Under another name first, so that a half-written file is never taken for a snapshot.
    fn put<P: Platform>(&self, path: &Path, frozen: &Frozen<P::Frozen>) -> Result<(), String> {
        let said = |e: std::io::Error| e.to_string();
        let unfinished = path.with_extension("unfinished");
        if let Err(cause) = pour::<P>(&unfinished, frozen) {
            // It would keep space that may be what is missing.
            let _ = fs::remove_file(&unfinished);
            return Err(cause);
        }
        fs::rename(&unfinished, path).map_err(said)?;
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(said)
    }
}

fn pour<P: Platform>(path: &Path, frozen: &Frozen<P::Frozen>) -> Result<(), String> {
    let mut trickle = Trickle::create(path).map_err(|e| e.to_string())?;
    encode::<P>(frozen, &mut trickle)?;
    trickle.finish::<P>().map_err(|e| e.to_string())
}

/// A snapshot on its way to the disk, a little at a time: were all of it to be synced at once, the log would have to
/// wait for all of it.
struct Trickle {
    file: File,
    buffer: Vec<u8>,
    checksum: u32,
    length: u64,
}

impl Trickle {
    fn create(path: &Path) -> std::io::Result<Trickle> {
        let mut file = File::create(path)?;
        file.write_all(&[0; HEADER])?;
        Ok(Trickle { file, buffer: Vec::with_capacity(TRICKLE_BYTES), checksum: 0, length: 0 })
    }

    fn pour(&mut self) -> std::io::Result<()> {
        self.file.write_all(&self.buffer)?;
        self.file.sync_data()?;
        self.checksum = crc32c::crc32c_append(self.checksum, &self.buffer);
        self.length += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn finish<P: Platform>(mut self) -> std::io::Result<()> {
        self.pour()?;
        self.file.write_all_at(&header::<P>(self.length, self.checksum), 0)?;
        self.file.sync_all()
    }
}

impl Write for Trickle {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= TRICKLE_BYTES {
            self.pour()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<P: Platform> Replica<P> {
    /// The state as a snapshot holds it.
    ///
    /// # Errors
    /// Where the state holds something that MessagePack has no form for.
    pub fn to_snapshot(&self) -> Result<Vec<u8>, String> {
        let mut payload = Vec::new();
        encode::<P>(&self.freeze(), &mut payload)?;
        let header = header::<P>(payload.len() as u64, crc32c::crc32c(&payload));
        Ok([&header[..], &payload].concat())
    }

    /// The state that a snapshot holds.
    ///
    /// # Errors
    /// Where the bytes are no whole snapshot of this shape.
    pub fn from_snapshot(bytes: &[u8]) -> Result<Replica<P>, String> {
        decode(bytes)
    }
}

fn encode<P: Platform>(frozen: &Frozen<P::Frozen>, out: &mut impl Write) -> Result<(), String> {
    // With field names: what is skipped where it is empty would shift the rest of a row.
    rmp_serde::encode::write_named(out, frozen).map_err(|e| e.to_string())
}

fn header<P: Platform>(length: u64, checksum: u32) -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..12].copy_from_slice(&P::SHAPE.to_le_bytes());
    bytes[12..20].copy_from_slice(&length.to_le_bytes());
    bytes[20..24].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

fn read<P: Platform>(path: &Path) -> Result<Replica<P>, String> {
    let mut bytes = Vec::new();
    File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(|e| e.to_string())?;
    decode(&bytes)
}

fn decode<P: Platform>(bytes: &[u8]) -> Result<Replica<P>, String> {
    let (header, payload) = bytes.split_at_checked(HEADER).ok_or("it is shorter than its header")?;
    let word = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if &header[..8] != MAGIC {
        return Err("it is no snapshot".to_owned());
    }
    if word(8) != P::SHAPE {
        return Err(format!("it has shape {}, this version makes {}", word(8), P::SHAPE));
    }
    if payload.len() as u64 != u64::from(word(12)) | u64::from(word(16)) << 32 {
        return Err(format!("it ends after {} bytes", payload.len()));
    }
    if crc32c::crc32c(payload) != word(20) {
        return Err("its checksum is wrong".to_owned());
    }
    let frozen: Frozen<P::Frozen> = rmp_serde::from_slice(payload).map_err(|e| e.to_string())?;
    Ok(Replica::thaw(frozen))
}
