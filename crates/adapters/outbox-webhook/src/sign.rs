//! Signatures the Standard Webhooks way.

use base64::Engine as _;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The value of `webhook-signature`: over the id, the time in seconds and the body, joined by dots.
pub(crate) fn signature(key: &[u8; 32], id: &str, timestamp: i64, body: &[u8]) -> String {
    // HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    let signed = base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes());
    format!("v1,{signed}")
}
