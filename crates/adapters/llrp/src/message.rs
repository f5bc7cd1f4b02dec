//! What is said to a reader, and what it answers (LLRP 1.0.1, sections 15.2 and 15.3).

use crate::frame::Frame;
use crate::parameter::{Parameter, Parameters, number, put};
use bytes::{BufMut, Bytes, BytesMut};
use std::time::Duration;

pub const GET_READER_CAPABILITIES: u16 = 1;
pub const SET_READER_CONFIG: u16 = 3;
pub const CLOSE_CONNECTION_RESPONSE: u16 = 4;
pub const CLOSE_CONNECTION: u16 = 14;
pub const ADD_ROSPEC: u16 = 20;
pub const DELETE_ROSPEC: u16 = 21;
pub const START_ROSPEC: u16 = 22;
pub const ENABLE_ROSPEC: u16 = 24;
pub const RO_ACCESS_REPORT: u16 = 61;
pub const KEEPALIVE: u16 = 62;
pub const READER_EVENT_NOTIFICATION: u16 = 63;
pub const KEEPALIVE_ACK: u16 = 72;
pub const ERROR_MESSAGE: u16 = 100;

/// What of the reader is ours: all others are deleted, for readers keep what was asked of them by whoever was there before.
const ROSPEC: u32 = 1;

/// The type of the answer to a message.
pub fn answer_to(kind: u16) -> u16 {
    match kind {
        CLOSE_CONNECTION => CLOSE_CONNECTION_RESPONSE,
        kind => kind + 10,
    }
}

pub fn frame(kind: u16, id: u32, body: impl FnOnce(&mut BytesMut)) -> Frame {
    let mut out = BytesMut::new();
    body(&mut out);
    Frame { kind, id, body: out.freeze() }
}

/// What the reader is and can do; all of it.
pub fn get_capabilities(out: &mut BytesMut) {
    out.put_u8(0);
}

/// Has the reader say that it is still there, and tell of its own troubles; nothing else of it is changed.
pub fn set_config(out: &mut BytesMut, keepalive: Duration) {
    out.put_u8(0);
    put(out, 244, |out| {
        // Reader exceptions, and antennas that are plugged in or out.
        for event in [4_u16, 8] {
            put(out, 245, |out| {
                out.put_u16(event);
                out.put_u8(0x80);
            });
        }
    });
    put(out, 220, |out| {
        out.put_u8(1);
        out.put_u32(keepalive.as_millis() as u32);
    });
    // Nothing is held back until the client says that it has connected again.
    put(out, 226, |out| out.put_u8(0));
}

/// Deletes whatever the reader was asked to do before.
pub fn delete_all(out: &mut BytesMut) {
    out.put_u32(0);
}

pub fn rospec_id(out: &mut BytesMut) {
    out.put_u32(ROSPEC);
}

/// All antennas, without end, each tag reported as it is heard, with antenna, strength and times.
pub fn add_rospec(out: &mut BytesMut) {
    put(out, 177, |out| {
        out.put_u32(ROSPEC);
        // Priority, and disabled.
        out.put_u16(0);
        // From when it is started until it is stopped.
        put(out, 178, |out| {
            put(out, 179, |out| out.put_u8(0));
            put(out, 182, |out| {
                out.put_u8(0);
                out.put_u32(0);
            });
        });
        put(out, 183, |out| {
            // Antenna 0 is all of them.
            out.put_u16(1);
            out.put_u16(0);
            put(out, 184, |out| {
                out.put_u8(0);
                out.put_u32(0);
            });
            put(out, 186, |out| {
                out.put_u16(1);
                // EPCglobal class 1 generation 2.
                out.put_u8(1);
            });
        });
        put(out, 237, |out| {
            // After each tag.
            out.put_u8(2);
            out.put_u16(1);
            // Antenna, peak RSSI, first and last seen.
            put(out, 238, |out| out.put_u16(0x1000 | 0x0400 | 0x0200 | 0x0100));
        });
    });
}

/// What a reader says to what was asked of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// 0 where it did it.
    pub code: u16,
    /// Why it did not, in its words.
    pub why: String,
}

/// The status in an answer.
pub fn status(body: &[u8]) -> Option<Status> {
    let Parameter { body, .. } = Parameters(body).find(|parameter| parameter.kind == 287)?;
    Some(Status { code: number(body, 0)?, why: text(body, 2).unwrap_or_default() })
}

/// A text that says how long it is.
fn text(body: &[u8], at: usize) -> Option<String> {
    let length = usize::from(number(body, at)?);
    let text = String::from_utf8_lossy(body.get(at + 2..at + 2 + length)?);
    Some(text.chars().filter(|c| !c.is_control()).take(200).collect())
}

/// What a reader tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderEvent {
    /// It answers a connection: 0 where it takes it.
    ConnectionAttempt(u16),
    /// It ends the connection.
    ConnectionClosed,
    /// An antenna was plugged in, or out.
    Antenna { antenna: u16, is_connected: bool },
    /// Something is wrong with it.
    Exception(String),
}

/// What a reader tells of itself, as far as we want to know.
pub fn events(body: &[u8]) -> Vec<ReaderEvent> {
    let data = Parameters(body).filter(|parameter| parameter.kind == 246);
    data.flat_map(|data| Parameters(data.body)).filter_map(event).collect()
}

fn event(parameter: Parameter<'_>) -> Option<ReaderEvent> {
    let Parameter { kind, body } = parameter;
    match kind {
        256 => Some(ReaderEvent::ConnectionAttempt(number(body, 0)?)),
        257 => Some(ReaderEvent::ConnectionClosed),
        255 => {
            let (is_connected, antenna) = (*body.first()? == 1, number(body, 1)?);
            Some(ReaderEvent::Antenna { antenna, is_connected })
        }
        252 => Some(ReaderEvent::Exception(text(body, 0)?)),
        _ => None,
    }
}

/// Who made the reader, which model it is, its firmware and how many antennas it has.
pub fn described(body: &[u8]) -> Option<String> {
    let Parameter { body, .. } = Parameters(body).find(|parameter| parameter.kind == 137)?;
    let antennas = number(body, 0)?;
    let long = |at: usize| Some(u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?));
    let (maker, model, firmware) = (long(4)?, long(8)?, text(body, 12)?);
    Some(format!("maker {maker}, model {model}, firmware {firmware:?}, {antennas} antennas"))
}

/// Nothing.
pub fn empty(_: &mut BytesMut) {}

/// The answer to a sign of life.
pub fn keepalive_ack(id: u32) -> Frame {
    Frame { kind: KEEPALIVE_ACK, id, body: Bytes::new() }
}
