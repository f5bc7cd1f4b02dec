//! How a batch lies in a segment: a header with its own checksum, the payload, zeros up to eight bytes.

use realtail_engine::log::Batch;
use realtail_kernel::Position;

/// Magic (4), payload length (4), first position (8), count (4), payload checksum (4), zeros (4), header checksum (4).
pub const HEADER_BYTES: usize = 32;

/// Frames begin at multiples of this, which makes the search for one behind a broken place quick.
pub const STEP: u64 = 8;

const MAGIC: [u8; 4] = *b"RtB1";

/// What says where a frame ends and which positions it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub first: Position,
    pub count: u32,
    pub payload_bytes: u32,
    payload_crc: u32,
}

/// Why bytes are not the frame that should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("no batch begins here")]
    NoFrame,
    #[error("the header does not match its checksum")]
    Header,
    #[error("the payload does not match its checksum")]
    Payload,
    #[error("the batch is cut short")]
    Short,
    #[error("the batch begins with position {found} instead")]
    Position { found: Position },
}

impl Header {
    /// The position behind the last entry.
    pub fn next(&self) -> Position {
        Position(self.first.0 + u64::from(self.count))
    }

    /// How many bytes the frame takes in the file.
    pub fn frame_bytes(&self) -> u64 {
        frame_bytes(self.payload_bytes as usize)
    }

    /// The header at the start of `bytes`. The salt is the segment's own, so that a payload
    /// which holds a copy of another frame is never taken for a frame.
    pub fn parse(bytes: &[u8], salt: u32) -> Result<Header, Flaw> {
        let Some(bytes) = bytes.first_chunk::<HEADER_BYTES>() else { return Err(Flaw::Short) };
        let (body, crc) = bytes.split_at(HEADER_BYTES - 4);
        if body[..4] != MAGIC {
            return Err(Flaw::NoFrame);
        }
        if word(crc, 0) != crc32c::crc32c_append(salt, body) {
            return Err(Flaw::Header);
        }
        let header = Header {
            first: Position(u64::from(word(body, 8)) | u64::from(word(body, 12)) << 32),
            count: word(body, 16),
            payload_bytes: word(body, 4),
            payload_crc: word(body, 20),
        };
        let ends = header.first.0.checked_add(u64::from(header.count));
        if header.count == 0 || ends.is_none() { Err(Flaw::Header) } else { Ok(header) }
    }

    /// The payload behind this header in `frame`, verified.
    pub fn payload<'a>(&self, frame: &'a [u8], salt: u32) -> Result<&'a [u8], Flaw> {
        let end = HEADER_BYTES + self.payload_bytes as usize;
        let payload = frame.get(HEADER_BYTES..end).ok_or(Flaw::Short)?;
        let padding = frame.get(end..self.frame_bytes() as usize).ok_or(Flaw::Short)?;
        let sound =
            crc32c::crc32c_append(salt, payload) == self.payload_crc && padding.iter().all(|b| *b == 0);
        if sound { Ok(payload) } else { Err(Flaw::Payload) }
    }

    /// The batch of this header and its payload.
    pub fn batch(&self, payload: &[u8]) -> Batch {
        Batch { first: self.first, count: self.count, payload: payload.to_vec() }
    }
}

/// How many bytes a frame with such a payload takes in the file.
pub fn frame_bytes(payload_bytes: usize) -> u64 {
    ((HEADER_BYTES + payload_bytes) as u64).next_multiple_of(STEP)
}

/// Puts a whole frame into `frame`, over what was there.
pub fn encode(frame: &mut Vec<u8>, salt: u32, first: Position, count: u32, payload: &[u8]) {
    frame.clear();
    frame.extend_from_slice(&MAGIC);
    frame.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    frame.extend_from_slice(&first.0.to_le_bytes());
    frame.extend_from_slice(&count.to_le_bytes());
    frame.extend_from_slice(&crc32c::crc32c_append(salt, payload).to_le_bytes());
    frame.extend_from_slice(&[0; 4]);
    let crc = crc32c::crc32c_append(salt, frame);
    frame.extend_from_slice(&crc.to_le_bytes());
    frame.extend_from_slice(payload);
    frame.resize(frame_bytes(payload.len()) as usize, 0);
}

/// The little-endian number at `at`.
pub fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_frame_is_read_as_it_was_written(
            salt: u32, first in 1..u64::MAX / 2, count in 1..=u32::MAX, payload: Vec<u8>,
        ) {
            let mut frame = vec![7; 3];
            encode(&mut frame, salt, Position(first), count, &payload);
            let header = Header::parse(&frame, salt).expect("a sound header");
            prop_assert_eq!((header.first, header.count), (Position(first), count));
            prop_assert_eq!(header.frame_bytes(), frame.len() as u64);
            prop_assert_eq!(header.payload(&frame, salt), Ok(&payload[..]));
        }

        #[test]
        fn no_single_bit_can_turn_unseen(salt: u32, payload in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut frame = Vec::new();
            encode(&mut frame, salt, Position(9), 2, &payload);
            for bit in 0..frame.len() * 8 {
                frame[bit / 8] ^= 1 << (bit % 8);
                let seen = Header::parse(&frame, salt).and_then(|header| header.payload(&frame, salt).map(drop));
                prop_assert!(seen.is_err(), "bit {} turned unseen", bit);
                frame[bit / 8] ^= 1 << (bit % 8);
            }
        }

        #[test]
        fn any_bytes_are_parsed_or_refused(salt: u32, mut bytes: Vec<u8>, magic: bool) {
            if magic {
                bytes.splice(0..bytes.len().min(4), MAGIC);
            }
            if let Ok(header) = Header::parse(&bytes, salt) {
                let _ = header.payload(&bytes, salt);
            }
        }

        #[test]
        fn a_frame_of_another_segment_is_no_frame(salt: u32, other: u32, payload: Vec<u8>) {
            prop_assume!(salt != other);
            let mut frame = Vec::new();
            encode(&mut frame, salt, Position(1), 1, &payload);
            prop_assert_eq!(Header::parse(&frame, other), Err(Flaw::Header));
        }
    }
}
