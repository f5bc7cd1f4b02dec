//! Files of what was learned: with a checksum, replaced as a whole, and never the only copy of anything.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::path::Path;

/// Which files these are, and in which shape; the shape counts up whenever what they hold changes its meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind {
    pub magic: &'static [u8; 8],
    pub shape: u32,
}

const HEAD: usize = 16;

/// What a file holds; nothing where there is none, or it is broken or of another shape, which is said.
pub(crate) fn read<T: DeserializeOwned>(path: &Path, kind: Kind) -> Option<T> {
    let bytes = std::fs::read(path).ok()?;
    let held = held(&bytes, kind).and_then(|body| rmp_serde::from_slice(body).ok());
    if held.is_none() {
        tracing::warn!("{} is broken or of another shape: it is learned again", path.display());
    }
    held
}

fn held(bytes: &[u8], kind: Kind) -> Option<&[u8]> {
    let (head, body) = bytes.split_at_checked(HEAD)?;
    let number = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let fits = head.starts_with(kind.magic) && number(8) == Some(kind.shape);
    (fits && number(12) == Some(crc32c::crc32c(body))).then_some(body)
}

/// Replaces a file as a whole.
///
/// # Errors
/// Where the storage fails, or it cannot be encoded.
pub(crate) fn write(path: &Path, kind: Kind, what: &impl Serialize) -> std::io::Result<()> {
    let body = rmp_serde::to_vec(what).map_err(std::io::Error::other)?;
    let next = path.with_extension("next");
    let mut file = std::fs::File::create(&next)?;
    file.write_all(kind.magic)?;
    file.write_all(&kind.shape.to_le_bytes())?;
    file.write_all(&crc32c::crc32c(&body).to_le_bytes())?;
    file.write_all(&body)?;
    file.sync_all()?;
    std::fs::rename(&next, path)
}
