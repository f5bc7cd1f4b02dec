//! One file of the log: a header, frames one behind the other, zeros up to its fixed size.

use crate::frame::{self, Flaw, Header};
use crate::{OpenError, io_fault};
use realtail_engine::log::LogFault;
use realtail_kernel::Position;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::RwLock;

/// Where the first frame stands: the page of the header is never written again.
pub const FRAMES_START: u64 = 4096;

const MAGIC: [u8; 8] = *b"REALTAIL";
const FORMAT: u32 = 1;
const HEADER_BYTES: usize = 32;

/// How far apart the known places of a segment are.
const MARK_BYTES: u64 = 64 << 10;

/// A segment whose header has been read.
pub struct Segment {
    pub path: PathBuf,
    /// The position of the first entry in it.
    pub first: Position,
    /// Its own start value for all checksums.
    pub salt: u32,
    /// The size of the file.
    pub bytes: u64,
    marks: RwLock<Vec<Mark>>,
}

/// A place where a frame is known to begin.
#[derive(Clone, Copy)]
pub struct Mark {
    pub position: Position,
    pub offset: u64,
}

impl Segment {
    /// The name of the segment that begins with `first`.
    pub fn path(dir: &Path, first: Position) -> PathBuf {
        dir.join(format!("{:020}.log", first.0))
    }

    /// The position a file's name stands for, if it is the name of a segment.
    pub fn named(path: &Path) -> Option<Position> {
        let digits = path.file_name()?.to_str()?.strip_suffix(".log")?;
        let plain = digits.len() == 20 && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().ok().map(Position) } else { None }
    }

    /// Writes the header into a blank file and makes it a segment, all durable.
    pub fn create(dir: &Path, first: Position, file: &File, blank: &Path) -> io::Result<Segment> {
        let salt = random_word();
        file.write_all_at(&header(first, salt), 0)?;
        file.sync_all()?;
        let path = Segment::path(dir, first);
        std::fs::rename(blank, &path)?;
        File::open(dir)?.sync_all()?;
        Ok(Segment::new(path, first, salt, file.metadata()?.len()))
    }

    /// Reads and checks the header.
    pub fn open(path: PathBuf, named: Position) -> Result<Segment, OpenError> {
        let mut bytes = [0; HEADER_BYTES];
        let file = File::open(&path).map_err(|error| io_fault("open segment", &path, &error))?;
        let size = file.metadata().map_err(|error| io_fault("open segment", &path, &error))?.len();
        let corrupt =
            |cause: String| OpenError::Corrupt { path: path.clone(), offset: 0, position: named, cause };
        file.read_exact_at(&mut bytes, 0).map_err(|error| corrupt(format!("its header: {error}")))?;
        let (body, crc) = bytes.split_at(HEADER_BYTES - 4);
        if body[..8] != MAGIC || frame::word(crc, 0) != crc32c::crc32c(body) {
            return Err(corrupt("its header does not match its checksum".into()));
        }
        match frame::word(body, 8) {
            FORMAT => (),
            format => return Err(OpenError::Format { path, format, known: FORMAT }),
        }
        let first = Position(u64::from(frame::word(body, 16)) | u64::from(frame::word(body, 20)) << 32);
        if first != named {
            return Err(corrupt(format!("its header says that it begins with position {first}")));
        }
        let salt = frame::word(body, 12);
        Ok(Segment::new(path, first, salt, size))
    }

    fn new(path: PathBuf, first: Position, salt: u32, bytes: u64) -> Segment {
        let start = Mark { position: first, offset: FRAMES_START };
        Segment { path, first, salt, bytes, marks: RwLock::new(vec![start]) }
    }

    /// The last known place at or before `position`.
    pub fn mark(&self, position: Position) -> Mark {
        let marks = self.marks.read().expect("marks are never left half written");
        marks[marks.partition_point(|mark| mark.position <= position).saturating_sub(1)]
    }

    /// Remembers that a frame begins there, if that is far enough from what is known.
    pub fn learn(&self, mark: Mark) {
        let far = |marks: &[Mark]| marks.last().is_none_or(|last| mark.offset >= last.offset + MARK_BYTES);
        if far(&self.marks.read().expect("marks are never left half written")) {
            let mut marks = self.marks.write().expect("marks are never left half written");
            if far(&marks) {
                marks.push(mark);
            }
        }
    }
}

/// Reads a segment's frames through a buffer.
pub struct Scan {
    file: File,
    salt: u32,
    buffer: Vec<u8>,
    /// The offset of the buffer in the file.
    start: u64,
}

/// Why a frame could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error(transparent)]
    Flaw(#[from] Flaw),
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Scan {
    const READ_BYTES: usize = 512 << 10;

    pub fn open(segment: &Segment) -> Result<Scan, LogFault> {
        let file =
            File::open(&segment.path).map_err(|error| io_fault("open segment", &segment.path, &error))?;
        Ok(Scan { file, salt: segment.salt, buffer: Vec::new(), start: 0 })
    }

    /// The verified frame at `offset`, which has to begin with `expected`.
    pub fn frame(&mut self, offset: u64, expected: Position) -> Result<(Header, &[u8]), ScanError> {
        let salt = self.salt;
        let header = Header::parse(self.bytes(offset, frame::HEADER_BYTES)?, salt)?;
        if header.first != expected {
            return Err(Flaw::Position { found: header.first }.into());
        }
        let payload = header.payload(self.bytes(offset, header.frame_bytes() as usize)?, salt)?;
        Ok((header, payload))
    }

    /// The offset of the first sound header at or behind `offset`.
    pub fn header_behind(&mut self, mut offset: u64) -> io::Result<Option<u64>> {
        let salt = self.salt;
        loop {
            let bytes = self.bytes(offset, Scan::READ_BYTES)?;
            if bytes.len() < frame::HEADER_BYTES {
                return Ok(None);
            }
            let places = bytes.len() - frame::HEADER_BYTES + 1;
            for at in (0..places).step_by(frame::STEP as usize) {
                if Header::parse(&bytes[at..], salt).is_ok() {
                    return Ok(Some(offset + at as u64));
                }
            }
            offset += (places as u64).next_multiple_of(frame::STEP);
        }
    }

    /// The offset behind the last byte at or behind `offset` that is not zero.
    pub fn used_until(&mut self, offset: u64) -> io::Result<u64> {
        let (mut until, mut at) = (offset, offset);
        loop {
            let bytes = self.bytes(at, Scan::READ_BYTES)?;
            if bytes.is_empty() {
                return Ok(until);
            }
            if let Some(last) = bytes.iter().rposition(|byte| *byte != 0) {
                until = at + last as u64 + 1;
            }
            at += bytes.len() as u64;
        }
    }

    /// `wanted` bytes from `offset` on, fewer only at the end of the file.
    fn bytes(&mut self, offset: u64, wanted: usize) -> io::Result<&[u8]> {
        let end = self.start + self.buffer.len() as u64;
        if offset < self.start || offset + wanted as u64 > end {
            // A length that is read from a damaged file must not make us reserve what the file cannot hold.
            let left = self.file.metadata()?.len().saturating_sub(offset);
            self.buffer.resize(left.min(wanted.max(Scan::READ_BYTES) as u64) as usize, 0);
            self.file.read_exact_at(&mut self.buffer, offset)?;
            self.start = offset;
        }
        let from = (offset - self.start) as usize;
        Ok(&self.buffer[from..self.buffer.len().min(from + wanted)])
    }
}

fn header(first: Position, salt: u32) -> [u8; HEADER_BYTES] {
    let mut bytes = [0; HEADER_BYTES];
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&FORMAT.to_le_bytes());
    bytes[12..16].copy_from_slice(&salt.to_le_bytes());
    bytes[16..24].copy_from_slice(&first.0.to_le_bytes());
    let crc = crc32c::crc32c(&bytes[..HEADER_BYTES - 4]);
    bytes[HEADER_BYTES - 4..].copy_from_slice(&crc.to_le_bytes());
    bytes
}

/// The seed that std keeps for its maps is as random as a salt needs to be.
fn random_word() -> u32 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one("salt") as u32
}
