//! Packets to bytes: what the broker answers.

use crate::packet::Version;

/// What devices are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The line stands, with the limits of the broker.
    Welcome { session_present: bool, assigned: Option<String>, packet_bytes_max: u32, inflight_max: u16 },
    /// It does not.
    NotWelcome { code: u8, why: String },
    /// A message of quality 1 was taken, or refused.
    Acknowledged(u16, Verdict),
    /// One of quality 2.
    Received(u16, Verdict),
    /// It is not sent again.
    Completed { id: u16, code: u8 },
    /// Subscriptions, all of them refused.
    NotSubscribed { id: u16, filters: usize, code: u8 },
    /// There was nothing to end.
    NotUnsubscribed { id: u16, filters: usize, code: u8 },
    /// Still here.
    Pong,
    /// The line ends.
    Bye { code: u8, why: &'static str },
}

/// What came of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// 0 where it was taken.
    pub code: u8,
    /// Why not.
    pub why: String,
}

const REASON: u8 = 0x1F;

fn varint(mut value: usize, out: &mut Vec<u8>) {
    loop {
        let byte = (value & 0x7F) as u8;
        value >>= 7;
        out.push(if value > 0 { byte | 0x80 } else { byte });
        if value == 0 {
            return;
        }
    }
}

fn text(text: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(&(text.len() as u16).to_be_bytes());
    out.extend_from_slice(text.as_bytes());
}

/// A property with why; a sentence, never more.
fn reason(why: &str) -> Vec<u8> {
    let mut out = Vec::new();
    if !why.is_empty() {
        out.push(REASON);
        let end = (0..=why.len().min(400)).rev().find(|end| why.is_char_boundary(*end)).unwrap_or(0);
        text(&why[..end].replace('\0', " "), &mut out);
    }
    out
}

fn packet(first: u8, body: &[u8], out: &mut Vec<u8>) {
    out.push(first);
    varint(body.len(), out);
    out.extend_from_slice(body);
}

fn with_properties(body: &mut Vec<u8>, properties: &[u8]) {
    varint(properties.len(), body);
    body.extend_from_slice(properties);
}

/// What version 3.1.1 calls the reasons not to let somebody in.
fn connack_v4(code: u8) -> u8 {
    match code {
        crate::packet::reason::UNSUPPORTED_VERSION => 1,
        crate::packet::reason::BAD_CLIENT => 2,
        crate::packet::reason::BAD_PASSWORD => 4,
        crate::packet::reason::BUSY | crate::packet::reason::QUOTA => 3,
        _ => 5,
    }
}

/// How a line is answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writer {
    pub version: Version,
    pub wants_reasons: bool,
    pub packet_bytes_max: u32,
}

impl Writer {
    pub(crate) fn write(self, answer: &Answer, out: &mut Vec<u8>) {
        let is_v5 = self.version == Version::V5;
        match answer {
            Answer::Welcome { session_present, assigned, packet_bytes_max, inflight_max } => {
                let mut body = vec![u8::from(*session_present), 0];
                if is_v5 {
                    let mut own = vec![0x21];
                    own.extend_from_slice(&inflight_max.to_be_bytes());
                    own.push(0x27);
                    own.extend_from_slice(&packet_bytes_max.to_be_bytes());
                    // No wildcards, no numbered and no shared subscriptions: there are none at all.
                    own.extend_from_slice(&[0x28, 0, 0x29, 0, 0x2A, 0]);
                    if let Some(client) = assigned {
                        own.push(0x12);
                        text(client, &mut own);
                    }
                    with_properties(&mut body, &own);
                }
                packet(0x20, &body, out);
            }
            Answer::NotWelcome { code, why } if is_v5 => {
                let mut body = vec![0, *code];
                with_properties(&mut body, &self.fitting(why, 9));
                packet(0x20, &body, out);
            }
            Answer::NotWelcome { code, .. } => packet(0x20, &[0, connack_v4(*code)], out),
            Answer::Acknowledged(id, verdict) => self.acknowledge(0x40, *id, verdict, out),
            Answer::Received(id, verdict) => self.acknowledge(0x50, *id, verdict, out),
            Answer::Completed { id, code } => {
                self.acknowledge(0x70, *id, &Verdict { code: *code, why: String::new() }, out);
            }
            Answer::NotSubscribed { id, filters, code } => {
                let mut body = id.to_be_bytes().to_vec();
                if is_v5 {
                    let why = "nothing is told here; read GET /v1/events instead";
                    let own = if self.wants_reasons { self.fitting(why, 9 + filters) } else { Vec::new() };
                    with_properties(&mut body, &own);
                }
                body.extend(std::iter::repeat_n(if is_v5 { *code } else { 0x80 }, *filters));
                packet(0x90, &body, out);
            }
            Answer::NotUnsubscribed { id, filters, code } => {
                let mut body = id.to_be_bytes().to_vec();
                if is_v5 {
                    with_properties(&mut body, &[]);
                    body.extend(std::iter::repeat_n(*code, *filters));
                }
                packet(0xB0, &body, out);
            }
            Answer::Pong => packet(0xD0, &[], out),
            // Version 3.1.1 has no word for it: the line ends.
            Answer::Bye { .. } if !is_v5 => (),
            Answer::Bye { code, why } => {
                let mut body = vec![*code];
                with_properties(&mut body, &self.fitting(why, 9));
                packet(0xE0, &body, out);
            }
        }
    }

    fn acknowledge(self, first: u8, id: u16, verdict: &Verdict, out: &mut Vec<u8>) {
        let mut body = id.to_be_bytes().to_vec();
        if self.version == Version::V5 && verdict.code != 0 {
            body.push(verdict.code);
            let own = if self.wants_reasons { self.fitting(&verdict.why, 12) } else { Vec::new() };
            if !own.is_empty() {
                with_properties(&mut body, &own);
            }
        }
        packet(first, &body, out);
    }

    /// Why, where the packet around it of `others` bytes may still be sent with it.
    fn fitting(self, why: &str, others: usize) -> Vec<u8> {
        let own = reason(why);
        if own.len() + others > self.packet_bytes_max as usize { Vec::new() } else { own }
    }
}
