//! Signatures of webhooks: `t=TIME,v1=HEX`, where HEX is the HMAC-SHA256 of the time, a dot and the body.

use crate::provider::Refused;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;

fn mac(secret: &[u8], time_s: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("a key of any length");
    mac.update(format!("{time_s}.").as_bytes());
    mac.update(body);
    mac
}

/// The value of the header.
pub(crate) fn sign(secret: &[u8], time_s: i64, body: &[u8]) -> String {
    let mut text = format!("t={time_s},v1=");
    for byte in mac(secret, time_s, body).finalize().into_bytes() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Refuses what is not signed with `secret`, and what was signed longer ago than `tolerance_s`: it may be a copy.
pub(crate) fn verify(
    secret: &[u8],
    header: Option<&str>,
    body: &[u8],
    now_s: i64,
    tolerance_s: i64,
) -> Result<(), Refused> {
    let header = header.ok_or(Refused::BadSignature("the signature is missing"))?;
    let pairs = || header.split(',').filter_map(|pair| pair.trim().split_once('='));
    let time = pairs().find(|(name, _)| *name == "t").and_then(|(_, time)| time.parse::<i64>().ok());
    let time = time.ok_or(Refused::BadSignature("the signature has no time"))?;
    // While a secret is being changed, there is one signature by each.
    let signatures = pairs().filter(|(name, _)| *name == "v1").filter_map(|(_, hex)| bytes_of(hex));
    let mut mine = signatures.filter(|bytes| mac(secret, time, body).verify_slice(bytes).is_ok());
    if mine.next().is_none() {
        return Err(Refused::BadSignature("no signature is right"));
    }
    if now_s.abs_diff(time) > tolerance_s.unsigned_abs() {
        return Err(Refused::BadSignature("the signature is too old, or from the future"));
    }
    Ok(())
}

fn bytes_of(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    pairs.map(|pair| if pair.len() == 2 { byte(pair) } else { None }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fresh_signatures_by_the_secret_are_taken() {
        let body = b"{\"id\":\"evt_1\"}";
        let good = sign(b"whsec_1", 1000, body);
        let check = |header: &str, body: &[u8], now_s: i64, expected: &str| {
            let header = if header.is_empty() { None } else { Some(header) };
            let found = match verify(b"whsec_1", header, body, now_s, 300) {
                Ok(()) => "taken",
                Err(Refused::BadSignature(why)) => why,
                Err(Refused::Unreadable(_)) => "unreadable",
            };
            assert_eq!(found, expected, "{header:?} at {now_s}");
        };
        check(&good, body, 1000, "taken");
        check(&good, body, 1300, "taken");
        check(&format!("{good},v1=00ff,v0=abc"), body, 1000, "taken");
        check(&format!("t=1000,v1=00ff,{}", &good[7..]), body, 1000, "taken");
        check(&good, body, 1301, "the signature is too old, or from the future");
        check(&good, body, 699, "the signature is too old, or from the future");
        check(&good, b"{}", 1000, "no signature is right");
        check(&good.replace("t=1000", "t=1001"), body, 1000, "no signature is right");
        check(&sign(b"whsec_2", 1000, body), body, 1000, "no signature is right");
        check("t=1000,v1=xyz", body, 1000, "no signature is right");
        check("v1=00", body, 1000, "the signature has no time");
        check("", body, 1000, "the signature is missing");
    }

    #[test]
    fn the_signature_is_the_one_that_others_make() {
        // printf '12345.{"a":1}' | openssl dgst -sha256 -hmac whsec_test
        let expected = "t=12345,v1=6891b7a66b05b0e53771b0ad1be66a73fc29b6b3c4b4961ddb1efa062c8c05e9";
        assert_eq!(sign(b"whsec_test", 12345, b"{\"a\":1}"), expected);
    }
}
