//! MQTT in: devices publish what they measure, and are told that it was taken once it is durable.
//!
//! A broker that only takes in: versions 3.1.1 and 5.0 over TCP, all three qualities of service, wills, sessions as
//! far as publishers need them. It hands nothing on, so subscriptions are refused and nothing is retained.
//!
//! - Whoever connects sends an API key that may send signals as the password, or as the user name without a password.
//! - `realtail/{site}/{device}/temperature` takes `{"celsius": 4.2}`, `realtail/{site}/{device}/weight` takes
//!   `{"weight_g": 5300}`, each with `"at"` where the device has a clock; `realtail/signals` takes a CloudEvent.
//! - A message of quality 1 or 2 is acknowledged once what it came to is durable. One that is sent again counts once.
//! - What is refused: version 5 is told the reason; in version 3.1.1 it is acknowledged, dropped and counted, for there
//!   is no word for it. Where the engine has no time, a line of version 3.1.1 ends, and the device sends it again.
//! - A will whose topic names a device says that the device is silent, whatever else it says.

mod broker;
mod desk;
mod line;
mod packet;
mod properties;
mod read;
mod sessions;
mod topic;
mod write;

pub use broker::{Broker, BrokerError, Counters, Counts, Settings};
pub use desk::{Desk, Measured, Message, Pending, Refused};
