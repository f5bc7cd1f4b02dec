//! The packets that devices send, and what is wrong with those that are none.

/// Which version a line speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// 3.1.1.
    V4,
    /// 5.0.
    V5,
}

/// Reason codes of version 5.
pub(crate) mod reason {
    pub const WITH_WILL: u8 = 0x04;
    pub const NO_SUBSCRIPTION: u8 = 0x11;
    pub const MALFORMED: u8 = 0x81;
    pub const PROTOCOL: u8 = 0x82;
    pub const UNSUPPORTED_VERSION: u8 = 0x84;
    pub const BAD_CLIENT: u8 = 0x85;
    pub const BAD_PASSWORD: u8 = 0x86;
    pub const NOT_AUTHORIZED: u8 = 0x87;
    pub const BUSY: u8 = 0x89;
    pub const STOPPING: u8 = 0x8B;
    pub const BAD_METHOD: u8 = 0x8C;
    pub const KEEP_ALIVE: u8 = 0x8D;
    pub const TAKEN_OVER: u8 = 0x8E;
    pub const TOPIC_NAME: u8 = 0x90;
    pub const UNKNOWN_PACKET: u8 = 0x92;
    pub const TOPIC_ALIAS: u8 = 0x94;
    pub const TOO_LARGE: u8 = 0x95;
    pub const QUOTA: u8 = 0x97;
    pub const PAYLOAD: u8 = 0x99;
}

/// Why bytes are no packet, or one that may not come now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Fault {
    /// The reason code of version 5.
    pub code: u8,
    /// What is wrong, in words.
    pub what: &'static str,
}

impl Fault {
    pub(crate) const fn malformed(what: &'static str) -> Fault {
        Fault { code: reason::MALFORMED, what }
    }

    pub(crate) const fn protocol(what: &'static str) -> Fault {
        Fault { code: reason::PROTOCOL, what }
    }
}

/// What is told of a device whose line dies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Will {
    pub topic: String,
    pub delay_s: u32,
}

/// The first packet of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Connect {
    pub version: Version,
    pub clean: bool,
    pub keep_alive_s: u16,
    pub session_expiry_s: u32,
    /// The largest packet that it takes.
    pub packet_bytes_max: u32,
    /// Whether it wants to know why something was refused.
    pub wants_reasons: bool,
    pub has_method: bool,
    pub client: String,
    pub will: Option<Will>,
    pub user: Option<String>,
    pub password: Option<Vec<u8>>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Publish {
    pub dup: bool,
    pub qos: u8,
    /// 0 where the quality of service is.
    pub id: u16,
    pub topic: String,
    pub payload: Vec<u8>,
}

/// What devices send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Packet {
    Connect(Box<Connect>),
    Publish(Publish),
    Release(u16),
    Subscribe { id: u16, filters: usize },
    Unsubscribe { id: u16, filters: usize },
    Ping,
    Disconnect { code: u8 },
}
