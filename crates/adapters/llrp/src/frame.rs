//! Messages on the wire: a header of ten bytes, and a body (LLRP 1.0.1, section 15.1.1).

use bytes::{Buf, BufMut, Bytes, BytesMut};

/// The longest message that is read: no reader has more to say at once, and what claims to have is something else.
pub const FRAME_BYTES_MAX: usize = 1 << 20;
const HEADER_BYTES: usize = 10;
/// The version that all readers speak.
const VERSION: u16 = 1;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Its type.
    pub kind: u16,
    /// Its number; an answer has that of what it answers.
    pub id: u32,
    /// What it carries.
    pub body: Bytes,
}

/// Bytes that are no message: nothing behind them can be read either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFrame {
    /// A version that is none.
    #[error("a message has the version {0}; LLRP has 1 and 2")]
    Version(u16),
    /// A length that no message has.
    #[error("a message says that it has {0} bytes; it has 10 to {FRAME_BYTES_MAX}")]
    Length(u32),
}

/// Bytes as they come, cut into messages.
#[derive(Debug, Default)]
pub struct Frames {
    /// What has come and was not cut yet.
    pub buffer: BytesMut,
}

impl Frames {
    /// The next message, once all of it is there.
    ///
    /// # Errors
    /// Where what came is none. The connection is of no more use then.
    #[expect(clippy::should_implement_trait, reason = "more may come behind none")]
    pub fn next(&mut self) -> Result<Option<Frame>, NotAFrame> {
        let mut header = &self.buffer[..];
        if header.len() < HEADER_BYTES {
            return Ok(None);
        }
        let (first, length, id) = (header.get_u16(), header.get_u32(), header.get_u32());
        let version = (first >> 10) & 0b111;
        if !(1..=2).contains(&version) {
            return Err(NotAFrame::Version(version));
        }
        if !(HEADER_BYTES..=FRAME_BYTES_MAX).contains(&(length as usize)) {
            return Err(NotAFrame::Length(length));
        }
        if self.buffer.len() < length as usize {
            return Ok(None);
        }
        let mut whole = self.buffer.split_to(length as usize).freeze();
        whole.advance(HEADER_BYTES);
        Ok(Some(Frame { kind: first & 0x3FF, id, body: whole }))
    }
}

impl Frame {
    /// The message as bytes.
    pub fn to_bytes(&self) -> Bytes {
        let mut bytes = BytesMut::with_capacity(HEADER_BYTES + self.body.len());
        bytes.put_u16((VERSION << 10) | (self.kind & 0x3FF));
        bytes.put_u32((HEADER_BYTES + self.body.len()) as u32);
        bytes.put_u32(self.id);
        bytes.put_slice(&self.body);
        bytes.freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_cut_from_whatever_pieces_come() {
        let sent: Vec<Frame> = [(61, 7, &b"abc"[..]), (62, 8, b""), (1023, u32::MAX, b"0123456789")]
            .map(|(kind, id, body)| Frame { kind, id, body: Bytes::copy_from_slice(body) })
            .into();
        let bytes: Vec<u8> = sent.iter().flat_map(|frame| frame.to_bytes().to_vec()).collect();
        for piece in 1..bytes.len() {
            let mut frames = Frames::default();
            let mut found = Vec::new();
            for piece in bytes.chunks(piece) {
                frames.buffer.extend_from_slice(piece);
                while let Some(frame) = frames.next().expect("good") {
                    found.push(frame);
                }
            }
            assert_eq!(found, sent, "in pieces of {piece}");
        }
    }

    #[test]
    fn what_is_no_message_is_refused_before_it_is_waited_for() {
        let next = |bytes: &[u8]| {
            let mut frames = Frames { buffer: bytes.into() };
            frames.next()
        };
        assert_eq!(next(b"\x1cTTP/1.1 400"), Err(NotAFrame::Version(7)));
        assert_eq!(next(&[0x04, 0x3D, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1]), Err(NotAFrame::Length(u32::MAX)));
        assert_eq!(next(&[0x04, 0x3D, 0, 0, 0, 9, 0, 0, 0, 1]), Err(NotAFrame::Length(9)));
        assert_eq!(next(&[0x00, 0x3D, 0, 0, 0, 10, 0, 0, 0, 1]), Err(NotAFrame::Version(0)));
        assert_eq!(next(&[0x04, 0x3D, 0, 0]), Ok(None));
    }
}
