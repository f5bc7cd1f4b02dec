//! Bytes to packets, as strictly as the standard asks.

use crate::packet::{Connect, Fault, Packet, Publish, Version, Will, reason};
use crate::properties;

const SHORT: Fault = Fault::malformed("a packet that ends too early");

/// Bytes that are still to be read.
pub(crate) struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(SHORT)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, Fault> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn u16(&mut self) -> Result<u16, Fault> {
        let bytes = self.take(2)?;
        Ok(u16::from_be_bytes([bytes[0], bytes[1]]))
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Fault> {
        Ok(u32::from(self.u16()?) << 16 | u32::from(self.u16()?))
    }

    pub(crate) fn varint(&mut self) -> Result<usize, Fault> {
        let mut value = 0;
        for n in 0..4 {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7F) << (7 * n);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Fault::malformed("a length of more than four bytes"))
    }

    pub(crate) fn binary(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.u16()?;
        self.take(usize::from(length))
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Fault> {
        let text =
            std::str::from_utf8(self.binary()?).map_err(|_| Fault::malformed("a text that is no UTF-8"))?;
        if text.contains('\0') { Err(Fault::malformed("a text with a null in it")) } else { Ok(text) }
    }

    fn id(&mut self) -> Result<u16, Fault> {
        match self.u16()? {
            0 => Err(Fault::protocol("a packet of the number 0")),
            id => Ok(id),
        }
    }

    fn end(&self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::malformed("a packet that is too long")) }
    }
}

/// The first byte of a packet, and the bytes of the rest of it; none where they are not all there yet. Takes what it
/// gives off the front of `buffer`.
///
/// # Errors
/// Where no packet begins so, or it is larger than `bytes_max`.
pub(crate) fn frame(buffer: &mut &[u8], bytes_max: usize) -> Result<Option<(u8, Vec<u8>)>, Fault> {
    let mut bytes = Bytes(buffer);
    let Ok(first) = bytes.byte() else { return Ok(None) };
    let length = match bytes.varint() {
        Ok(length) => length,
        Err(SHORT) => return Ok(None),
        Err(fault) => return Err(fault),
    };
    if length + 5 > bytes_max {
        return Err(Fault { code: reason::TOO_LARGE, what: "a packet that is too large" });
    }
    let Ok(body) = bytes.take(length) else { return Ok(None) };
    let body = body.to_vec();
    *buffer = bytes.0;
    Ok(Some((first, body)))
}

/// Reads a packet. The version is not known before the first one.
pub(crate) fn packet(first: u8, body: &[u8], version: Option<Version>) -> Result<Packet, Fault> {
    let mut bytes = Bytes(body);
    let flags = first & 0x0F;
    let kind = first >> 4;
    // What comes must come with these flags.
    let wanted = match kind {
        3 => flags,
        6 | 8 | 10 => 0b0010,
        _ => 0,
    };
    if flags != wanted {
        return Err(Fault::malformed("flags that no packet of this kind has"));
    }
    let Some(version) = version else {
        return match kind {
            1 => connect(&mut bytes).map(|connect| Packet::Connect(Box::new(connect))),
            _ => Err(Fault::protocol("a line that does not begin with CONNECT")),
        };
    };
    let packet = match kind {
        1 => return Err(Fault::protocol("a second CONNECT")),
        3 => return publish(&mut bytes, flags, version).map(Packet::Publish),
        6 => Packet::Release(acknowledged(&mut bytes, version)?),
        8 => return subscribe(&mut bytes, version),
        10 => return unsubscribe(&mut bytes, version),
        12 => Packet::Ping,
        14 => Packet::Disconnect { code: disconnect(&mut bytes, version)? },
        4 | 5 | 7 => return Err(Fault::protocol("an answer to what was never sent")),
        15 if version == Version::V5 => return Err(Fault::protocol("AUTH without a method")),
        _ => return Err(Fault::malformed("a packet that no client sends")),
    };
    bytes.end()?;
    Ok(packet)
}

fn connect(bytes: &mut Bytes<'_>) -> Result<Connect, Fault> {
    let (name, level) = (bytes.text()?, bytes.byte()?);
    let version = match (name, level) {
        ("MQTT", 4) => Version::V4,
        ("MQTT", 5) => Version::V5,
        ("MQTT" | "MQIsdp", _) => {
            return Err(Fault {
                code: reason::UNSUPPORTED_VERSION,
                what: "a version that is not spoken here",
            });
        }
        _ => return Err(Fault::malformed("another protocol")),
    };
    let flags = bytes.byte()?;
    let has = |bit: u8| flags & bit != 0;
    let (has_will, will_qos) = (has(0x04), flags >> 3 & 3);
    let keep_alive_s = bytes.u16()?;
    let is_wrong = has(0x01)
        || will_qos == 3
        || (!has_will && (will_qos != 0 || has(0x20)))
        || (version == Version::V4 && has(0x40) && !has(0x80));
    if is_wrong {
        return Err(Fault::malformed("flags of CONNECT that cannot be"));
    }
    let is_v5 = version == Version::V5;
    let own = if is_v5 { properties::read(bytes, properties::OF_CONNECT)? } else { Default::default() };
    let client = bytes.text()?.to_owned();
    let will = if has_will { Some(will(bytes, is_v5)?) } else { None };
    let user = if has(0x80) { Some(bytes.text()?.to_owned()) } else { None };
    let password = if has(0x40) { Some(bytes.binary()?.to_vec()) } else { None };
    bytes.end()?;
    let clean = has(0x02);
    let expiry_s = if is_v5 || clean { 0 } else { u32::MAX };
    Ok(Connect {
        version,
        clean,
        keep_alive_s,
        session_expiry_s: own.session_expiry_s.unwrap_or(expiry_s),
        packet_bytes_max: own.packet_bytes_max.unwrap_or(u32::MAX),
        wants_reasons: !own.refuses_reasons,
        has_method: own.has_method,
        client,
        will,
        user,
        password,
    })
}

fn will(bytes: &mut Bytes<'_>, is_v5: bool) -> Result<Will, Fault> {
    let own = if is_v5 { properties::read(bytes, properties::OF_WILL)? } else { Default::default() };
    let topic = topic(bytes)?;
    bytes.binary()?;
    Ok(Will { topic, delay_s: own.will_delay_s.unwrap_or(0) })
}

/// The name of a topic that something is published to.
fn topic(bytes: &mut Bytes<'_>) -> Result<String, Fault> {
    let topic = bytes.text()?;
    if topic.contains(['+', '#']) {
        return Err(Fault { code: reason::TOPIC_NAME, what: "a topic with a wildcard in it" });
    }
    Ok(topic.to_owned())
}

fn publish(bytes: &mut Bytes<'_>, flags: u8, version: Version) -> Result<Publish, Fault> {
    let (dup, qos) = (flags & 0x08 != 0, flags >> 1 & 3);
    if qos == 3 || (dup && qos == 0) {
        return Err(Fault::malformed("a quality of service that there is not"));
    }
    let topic = topic(bytes)?;
    let id = if qos > 0 { bytes.id()? } else { 0 };
    let alias = version == Version::V5 && properties::read(bytes, properties::OF_PUBLISH)?.has_alias;
    if alias {
        return Err(Fault { code: reason::TOPIC_ALIAS, what: "a topic alias, of which none is taken" });
    }
    if topic.is_empty() {
        return Err(Fault::protocol("a message without a topic"));
    }
    Ok(Publish { dup, qos, id, topic, payload: bytes.0.to_vec() })
}

fn acknowledged(bytes: &mut Bytes<'_>, version: Version) -> Result<u16, Fault> {
    let id = bytes.id()?;
    if version == Version::V5 && !bytes.0.is_empty() {
        bytes.byte()?;
        if !bytes.0.is_empty() {
            properties::read(bytes, properties::OF_ACK)?;
        }
    }
    Ok(id)
}

fn disconnect(bytes: &mut Bytes<'_>, version: Version) -> Result<u8, Fault> {
    if version == Version::V4 || bytes.0.is_empty() {
        return Ok(0);
    }
    let code = bytes.byte()?;
    if !bytes.0.is_empty() {
        properties::read(bytes, properties::OF_DISCONNECT)?;
    }
    Ok(code)
}

fn subscribe(bytes: &mut Bytes<'_>, version: Version) -> Result<Packet, Fault> {
    let id = bytes.id()?;
    if version == Version::V5 {
        properties::read(bytes, properties::OF_SUBSCRIBE)?;
    }
    let filters = filters(bytes, |bytes| {
        let options = bytes.byte()?;
        let (qos, retain, reserved) = match version {
            Version::V4 => (options & 3, 0, options & 0xFC),
            Version::V5 => (options & 3, options >> 4 & 3, options & 0xC0),
        };
        if qos == 3 || retain == 3 || reserved != 0 {
            return Err(Fault::malformed("options of a subscription that cannot be"));
        }
        Ok(())
    })?;
    Ok(Packet::Subscribe { id, filters })
}

fn unsubscribe(bytes: &mut Bytes<'_>, version: Version) -> Result<Packet, Fault> {
    let id = bytes.id()?;
    if version == Version::V5 {
        properties::read(bytes, properties::OF_UNSUBSCRIBE)?;
    }
    Ok(Packet::Unsubscribe { id, filters: filters(bytes, |_| Ok(()))? })
}

/// How many filters there are: at least one.
fn filters(
    bytes: &mut Bytes<'_>,
    options: impl Fn(&mut Bytes<'_>) -> Result<(), Fault>,
) -> Result<usize, Fault> {
    let mut filters = 0;
    while !bytes.0.is_empty() {
        if bytes.text()?.is_empty() {
            return Err(Fault::malformed("a filter of nothing"));
        }
        options(bytes)?;
        filters += 1;
    }
    if filters == 0 { Err(Fault::protocol("a subscription to nothing")) } else { Ok(filters) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8], version: Option<Version>) -> Result<Packet, u8> {
        let (first, body) = frame(&mut &bytes[..], 1 << 20).map_err(|f| f.code)?.expect("a whole packet");
        packet(first, &body, version).map_err(|f| f.code)
    }

    #[test]
    fn packets_are_read_as_the_standard_has_them() {
        let (v4, v5) = (Some(Version::V4), Some(Version::V5));
        type Case<'a> = (&'a [u8], Option<Version>, Result<Packet, u8>);
        let cases: &[Case<'_>] = &[
            (&[0xC0, 0], v4, Ok(Packet::Ping)),
            (&[0xC0, 1, 0], v4, Err(0x81)),
            (&[0xC1, 0], v4, Err(0x81)),
            (&[0xE0, 0], v4, Ok(Packet::Disconnect { code: 0 })),
            (&[0xE0, 1, 4], v5, Ok(Packet::Disconnect { code: 4 })),
            (&[0xE0, 1, 4], v4, Err(0x81)),
            (&[0x62, 2, 0, 5], v4, Ok(Packet::Release(5))),
            (&[0x62, 3, 0, 5, 0x92], v5, Ok(Packet::Release(5))),
            (&[0x62, 2, 0, 0], v4, Err(0x82)),
            (&[0x60, 2, 0, 5], v4, Err(0x81)),
            // A message: no quality 3, no repetition of quality 0, no wildcards, no alias, no null.
            (&[0x36, 5, 0, 1, b'a', 0, 1], v4, Err(0x81)),
            (&[0x38, 3, 0, 1, b'a'], v4, Err(0x81)),
            (&[0x30, 3, 0, 1, b'#'], v4, Err(0x90)),
            (&[0x30, 3, 0, 1, 0], v4, Err(0x81)),
            (&[0x30, 4, 0, 1, 0xFF, 0], v5, Err(0x81)),
            (&[0x30, 7, 0, 1, b'a', 3, 0x23, 0, 1], v5, Err(0x94)),
            (&[0x30, 2, 0, 0], v4, Err(0x82)),
            // A property that stands twice, one that does not belong there, one that nobody knows.
            (&[0x30, 8, 0, 1, b'a', 4, 1, 0, 1, 0], v5, Err(0x82)),
            (&[0x30, 6, 0, 1, b'a', 2, 0x24, 0], v5, Err(0x81)),
            (&[0x30, 6, 0, 1, b'a', 2, 0x7F, 0], v5, Err(0x81)),
            (&[0x82, 2, 0, 1], v4, Err(0x82)),
            (&[0x82, 6, 0, 1, 0, 1, b'a', 3], v4, Err(0x81)),
            (&[0x82, 6, 0, 1, 0, 1, b'a', 1], v4, Ok(Packet::Subscribe { id: 1, filters: 1 })),
            (&[0xA2, 5, 0, 1, 0, 1, b'a'], v4, Ok(Packet::Unsubscribe { id: 1, filters: 1 })),
            (&[0xC0, 0], None, Err(0x82)),
            (&[0xF0, 0], v4, Err(0x81)),
            (&[0x00, 0], v5, Err(0x81)),
        ];
        for (bytes, version, expected) in cases {
            assert_eq!(read(bytes, *version), *expected, "{bytes:02x?} {version:?}");
        }
        assert_eq!(frame(&mut &[0xC0, 0x80, 0x80, 0x80, 0x80][..], 99).map_err(|f| f.code), Err(0x81));
        assert_eq!(frame(&mut &[0x30, 0xFF, 0x01][..], 99).map_err(|f| f.code), Err(0x95));
        assert_eq!(frame(&mut &[0x30, 3, 0][..], 99), Ok(None));
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(first: u8, body in proptest::collection::vec(any::<u8>(), 0..80), v5: bool) {
            let version = if v5 { Version::V5 } else { Version::V4 };
            let _ = packet(first, &body, Some(version));
            let _ = packet(0x10, &[&[0, 4, b'M', b'Q', b'T', b'T', 4 + u8::from(v5)], body.as_slice()].concat(), None);
            let _ = frame(&mut body.as_slice(), 64);
        }
    }
}
