//! Entries as bytes: MessagePack maps with field names, so that a log explains itself and old ones stay readable.

use crate::entry::Entry;
use crate::log::Batch;
use realtail_kernel::Position;
use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are no entry, or an entry that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("entry {position} cannot be {doing}: {cause}")]
pub struct CodecFault {
    position: Position,
    doing: &'static str,
    cause: String,
}

/// Appends an entry to a batch: its length in four bytes, then the entry.
///
/// # Errors
/// Where the entry holds something that MessagePack has no form for.
pub fn encode_entry<E: Serialize, R: Serialize>(
    position: Position,
    entry: &Entry<E, R>,
    payload: &mut Vec<u8>,
) -> Result<(), CodecFault> {
    let start = payload.len();
    payload.extend_from_slice(&[0; 4]);
    let mut serializer = rmp_serde::Serializer::new(&mut *payload).with_struct_map();
    let fault = |cause: String| CodecFault { position, doing: "encoded", cause };
    entry.serialize(&mut serializer).map_err(|e| fault(e.to_string()))?;
    let length = u32::try_from(payload.len() - start - 4).map_err(|e| fault(e.to_string()))?;
    payload[start..start + 4].copy_from_slice(&length.to_le_bytes());
    Ok(())
}

/// Entries with their positions.
pub type Placed<E, R> = Vec<(Position, Entry<E, R>)>;

/// Reads all entries of a batch with their positions.
///
/// # Errors
/// The first entry that cannot be read.
pub fn decode_batch<E: DeserializeOwned, R: DeserializeOwned>(
    batch: &Batch,
) -> Result<Placed<E, R>, CodecFault> {
    let mut entries = Vec::with_capacity(batch.count as usize);
    let mut rest = &batch.payload[..];
    let mut position = batch.first;
    for _ in 0..batch.count {
        let fault = |cause: String| CodecFault { position, doing: "decoded", cause };
        let (length, behind) =
            rest.split_first_chunk::<4>().ok_or_else(|| fault("its length is missing".to_owned()))?;
        let length = u32::from_le_bytes(*length) as usize;
        let bytes = behind.get(..length).ok_or_else(|| fault(format!("{length} bytes were expected")))?;
        entries.push((position, rmp_serde::from_slice(bytes).map_err(|e| fault(e.to_string()))?));
        rest = &behind[length..];
        position = position.next();
    }
    Ok(entries)
}
