//! Properties of version 5: each has a type, and may stand in some packets, once.

use crate::packet::Fault;
use crate::read::Bytes;

const SESSION_EXPIRY: u8 = 0x11;
const AUTHENTICATION_METHOD: u8 = 0x15;
const REQUEST_PROBLEM: u8 = 0x17;
const WILL_DELAY: u8 = 0x18;
const RECEIVE_MAX: u8 = 0x21;
const TOPIC_ALIAS: u8 = 0x23;
const USER: u8 = 0x26;
const PACKET_MAX: u8 = 0x27;

pub(crate) const OF_CONNECT: &[u8] = &[
    SESSION_EXPIRY,
    AUTHENTICATION_METHOD,
    0x16,
    REQUEST_PROBLEM,
    0x19,
    RECEIVE_MAX,
    0x22,
    USER,
    PACKET_MAX,
];
pub(crate) const OF_WILL: &[u8] = &[0x01, 0x02, 0x03, 0x08, 0x09, WILL_DELAY, USER];
pub(crate) const OF_PUBLISH: &[u8] = &[0x01, 0x02, 0x03, 0x08, 0x09, TOPIC_ALIAS, USER];
pub(crate) const OF_ACK: &[u8] = &[0x1F, USER];
pub(crate) const OF_SUBSCRIBE: &[u8] = &[0x0B, USER];
pub(crate) const OF_UNSUBSCRIBE: &[u8] = &[USER];
pub(crate) const OF_DISCONNECT: &[u8] = &[SESSION_EXPIRY, 0x1F, USER];

/// What of them matters to a broker that only takes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Properties {
    pub session_expiry_s: Option<u32>,
    pub has_method: bool,
    pub refuses_reasons: bool,
    pub will_delay_s: Option<u32>,
    pub has_alias: bool,
    pub packet_bytes_max: Option<u32>,
}

/// Reads properties; `allowed` may stand here.
pub(crate) fn read(bytes: &mut Bytes<'_>, allowed: &[u8]) -> Result<Properties, Fault> {
    let length = bytes.varint()?;
    let mut own = Bytes(bytes.take(length)?);
    let (mut found, mut seen) = (Properties::default(), 0_u64);
    while !own.0.is_empty() {
        let id = own.byte()?;
        if !allowed.contains(&id) {
            return Err(Fault::malformed("a property that does not belong there"));
        }
        if id != USER && seen & (1 << id) != 0 {
            return Err(Fault::protocol("a property that stands twice"));
        }
        seen |= 1 << id;
        match id {
            SESSION_EXPIRY => found.session_expiry_s = Some(own.u32()?),
            AUTHENTICATION_METHOD => {
                own.text()?;
                found.has_method = true;
            }
            REQUEST_PROBLEM => found.refuses_reasons = !flag(&mut own)?,
            WILL_DELAY => found.will_delay_s = Some(own.u32()?),
            TOPIC_ALIAS => {
                own.u16()?;
                found.has_alias = true;
            }
            PACKET_MAX => found.packet_bytes_max = Some(positive(own.u32()?)?),
            RECEIVE_MAX => drop(positive(u32::from(own.u16()?))?),
            other => pass_over(&mut own, other)?,
        }
    }
    Ok(found)
}

/// What is sound and of no matter here.
fn pass_over(own: &mut Bytes<'_>, id: u8) -> Result<(), Fault> {
    match id {
        // A payload format, or whether an answer is wanted.
        0x01 | 0x19 => flag(own).map(drop),
        // How long a message is good.
        0x02 => own.u32().map(drop),
        // Content type, response topic, reason.
        0x03 | 0x08 | 0x1F => own.text().map(drop),
        // Correlation, authentication data.
        0x09 | 0x16 => own.binary().map(drop),
        // How many topic aliases it takes.
        0x22 => own.u16().map(drop),
        // The number of a subscription.
        0x0B => positive(own.varint()? as u32).map(drop),
        USER => {
            own.text()?;
            own.text().map(drop)
        }
        _ => Err(Fault::malformed("an unknown property")),
    }
}

fn flag(own: &mut Bytes<'_>) -> Result<bool, Fault> {
    match own.byte()? {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Fault::protocol("a flag that is neither 0 nor 1")),
    }
}

fn positive(number: u32) -> Result<u32, Fault> {
    if number == 0 { Err(Fault::protocol("a property that must not be 0")) } else { Ok(number) }
}
