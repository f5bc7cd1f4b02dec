//! What a message means, by its topic.

use crate::desk::{Measured, Message, Refused};
use crate::packet::reason;
use crate::write::Verdict;
use realtail_kernel::{DeviceId, Instant, SiteId};
use serde::Deserialize;

/// All topics are below it.
const ROOT: &str = "realtail";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Temperature {
    celsius: f64,
    at: Option<Instant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    weight_g: i64,
    at: Option<Instant>,
}

fn bad(code: u8, why: impl Into<String>) -> Verdict {
    Verdict { code, why: why.into() }
}

fn read<'a, T: Deserialize<'a>>(payload: &'a [u8]) -> Result<T, Verdict> {
    serde_json::from_slice(payload).map_err(|e| bad(reason::PAYLOAD, format!("the payload: {e}")))
}

/// The device that a topic is about, and what of it.
pub(crate) fn device(topic: &str) -> Result<(SiteId, DeviceId, &str), Verdict> {
    let wrong = |why: String| bad(reason::TOPIC_NAME, why);
    let mut levels = topic.split('/');
    let (Some(ROOT), Some(site), Some(device), Some(what), None) =
        (levels.next(), levels.next(), levels.next(), levels.next(), levels.next())
    else {
        let why = "publish to realtail/{site}/{device}/temperature or /weight, or to realtail/signals";
        return Err(wrong(why.to_owned()));
    };
    let site = SiteId::new(site).map_err(|e| wrong(e.to_string()))?;
    let device = DeviceId::new(device).map_err(|e| wrong(e.to_string()))?;
    Ok((site, device, what))
}

/// What a message says. A reading without a time was taken when it came in.
pub(crate) fn message(topic: &str, payload: &[u8], received_at: Instant) -> Result<Message, Verdict> {
    if topic == "realtail/signals" {
        return Ok(Message::Signal(payload.to_vec()));
    }
    let (site, device, what) = device(topic)?;
    let (measured, at) = match what {
        "temperature" => {
            let Temperature { celsius, at } = read(payload)?;
            (Measured::Celsius(celsius), at)
        }
        "weight" => {
            let Weight { weight_g, at } = read(payload)?;
            (Measured::WeightG(weight_g), at)
        }
        _ => return Err(bad(reason::TOPIC_NAME, "the last level is temperature or weight")),
    };
    Ok(Message::Reading { site, device, measured, at: at.unwrap_or(received_at) })
}

/// What came of a message that the engine did not take.
pub(crate) fn verdict(refused: Refused) -> Verdict {
    match refused {
        Refused::UnknownKey => bad(reason::NOT_AUTHORIZED, "the key is unknown or was revoked"),
        Refused::NotAllowed(why) => bad(reason::NOT_AUTHORIZED, why),
        Refused::Invalid(why) => bad(reason::PAYLOAD, why),
        Refused::Busy => bad(reason::QUOTA, "the engine has no time; send it again"),
    }
}
