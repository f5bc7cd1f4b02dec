//! How a batch lies in a message: a prefix with a checksum, then the payload as the engine made it.

use bytes::{BufMut, Bytes, BytesMut};
use realtail_engine::log::Batch;
use realtail_kernel::Position;

/// Magic (4), checksum of all behind it (4), count (4), zeros (4), first position (8), writer (8).
pub const PREFIX_BYTES: usize = 32;

const MAGIC: [u8; 4] = *b"RtJ1";

/// A message that has been taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Message {
    /// Which writer has sent it: tells one's own batch from one just like it.
    pub writer: u64,
    pub batch: Batch,
}

/// Why a message is not a batch of this log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("the message is not a batch of this log")]
    NoBatch,
    #[error("the message does not match its checksum")]
    Checksum,
}

/// The message that holds a batch.
pub fn encode(writer: u64, first: Position, count: u32, payload: &[u8]) -> Bytes {
    let mut bytes = BytesMut::with_capacity(PREFIX_BYTES + payload.len());
    bytes.put_slice(&MAGIC);
    bytes.put_u32_le(0);
    bytes.put_u32_le(count);
    bytes.put_u32_le(0);
    bytes.put_u64_le(first.0);
    bytes.put_u64_le(writer);
    bytes.put_slice(payload);
    let crc = crc32c::crc32c(&bytes[8..]);
    bytes[4..8].copy_from_slice(&crc.to_le_bytes());
    bytes.freeze()
}

/// The batch that a message holds.
pub fn decode(bytes: &[u8]) -> Result<Message, Flaw> {
    let Some((prefix, payload)) = bytes.split_first_chunk::<PREFIX_BYTES>() else {
        return Err(Flaw::NoBatch);
    };
    if prefix[..4] != MAGIC {
        return Err(Flaw::NoBatch);
    }
    if word(prefix, 4) != u64::from(crc32c::crc32c(&bytes[8..])) {
        return Err(Flaw::Checksum);
    }
    let (first, count) = (long(prefix, 16), word(prefix, 8) as u32);
    if count == 0 || first.checked_add(u64::from(count)).is_none() {
        return Err(Flaw::NoBatch);
    }
    let batch = Batch { first: Position(first), count, payload: payload.to_vec() };
    Ok(Message { writer: long(prefix, 24), batch })
}

fn word(bytes: &[u8], at: usize) -> u64 {
    (0..4).map(|byte| u64::from(bytes[at + byte]) << (8 * byte)).sum()
}

fn long(bytes: &[u8], at: usize) -> u64 {
    word(bytes, at) | word(bytes, at + 4) << 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_batch_is_read_as_it_was_written(
            writer: u64, first in 1..u64::MAX / 2, count in 1..=u32::MAX, payload: Vec<u8>,
        ) {
            let bytes = encode(writer, Position(first), count, &payload);
            let batch = Batch { first: Position(first), count, payload };
            prop_assert_eq!(decode(&bytes), Ok(Message { writer, batch }));
        }

        #[test]
        fn no_single_bit_can_turn_unseen(payload in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut bytes = encode(7, Position(9), 2, &payload).to_vec();
            for bit in 0..bytes.len() * 8 {
                bytes[bit / 8] ^= 1 << (bit % 8);
                prop_assert!(decode(&bytes).is_err(), "bit {} turned unseen", bit);
                bytes[bit / 8] ^= 1 << (bit % 8);
            }
        }

        #[test]
        fn any_bytes_are_parsed_or_refused(mut bytes: Vec<u8>, magic: bool) {
            if magic {
                bytes.splice(0..bytes.len().min(4), MAGIC);
            }
            let _ = decode(&bytes);
        }
    }
}
