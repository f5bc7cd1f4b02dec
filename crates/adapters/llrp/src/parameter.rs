//! Parameters inside messages (LLRP 1.0.1, section 15.1.2): some say how long they are, some have the length of their type.

use bytes::{BufMut, BytesMut};

/// A parameter: its type, and what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// Its type: below 128 one of a set length.
    pub kind: u16,
    /// What it carries.
    pub body: &'a [u8],
}

/// Parameters one behind the other. Ends where what comes cannot be read: nobody knows how long it is.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a>(pub &'a [u8]);

/// How many bytes a parameter of a set length carries.
fn set_length(kind: u16) -> Option<usize> {
    Some(match kind {
        // PeakRSSI.
        6 => 1,
        // AntennaID, ChannelIndex, TagSeenCount, InventoryParameterSpecID, C1G2CRC, C1G2PC, SpecIndex,
        // ClientRequestOpSpecResult, OpSpecID, C1G2XPCW1, C1G2XPCW2.
        1 | 7 | 8 | 10 | 11 | 12 | 14 | 15 | 17 | 19 | 20 => 2,
        // ROSpecID, AccessSpecID, C1G2SingulationDetails.
        9 | 16 | 18 => 4,
        // FirstSeenTimestamp and LastSeenTimestamp, by the clock and since the reader was switched on.
        2..=5 => 8,
        // EPC-96.
        13 => 12,
        _ => return None,
    })
}

impl<'a> Iterator for Parameters<'a> {
    type Item = Parameter<'a>;

    fn next(&mut self) -> Option<Parameter<'a>> {
        let first = *self.0.first()?;
        let (kind, from, to) = if first & 0x80 != 0 {
            let kind = u16::from(first & 0x7F);
            (kind, 1, 1 + set_length(kind)?)
        } else {
            let (kind, length) = (number(self.0, 0)? & 0x3FF, usize::from(number(self.0, 2)?));
            (kind, 4, Some(length).filter(|length| *length >= 4)?)
        };
        let Some(body) = self.0.get(from..to) else {
            self.0 = &[];
            return None;
        };
        self.0 = &self.0[to..];
        Some(Parameter { kind, body })
    }
}

/// A number of two bytes.
pub fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A number of eight bytes.
pub fn long(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(..8)?.try_into().ok()?))
}

/// Writes a parameter that says how long it is.
pub fn put(out: &mut BytesMut, kind: u16, body: impl FnOnce(&mut BytesMut)) {
    let at = out.len();
    out.put_u16(kind);
    out.put_u16(0);
    body(out);
    let length = (out.len() - at) as u16;
    out[at + 2..at + 4].copy_from_slice(&length.to_be_bytes());
}
