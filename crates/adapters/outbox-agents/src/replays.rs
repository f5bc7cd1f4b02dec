//! Signatures that count once: what was seen of them for as long as they would count again.

use crate::unmet::{Unmet, Why};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Nonces that are remembered. Each has a good signature behind it, so strangers do not fill this at no cost.
const NONCES_MAX: usize = 100_000;

/// Nonces that were used, and until when they may not be used again, in seconds since 1970.
#[derive(Default)]
pub(crate) struct Replays(Mutex<HashMap<[u8; 32], i64>>);

impl Replays {
    /// Uses a nonce of a signer up, until its signature does not count any more.
    pub fn spend(&self, signer: &str, nonce: &str, until_s: i64, now_s: i64) -> Result<(), Unmet> {
        let seen: [u8; 32] = Sha256::digest(format!("{signer}\0{nonce}").as_bytes()).into();
        // Each change leaves it whole.
        let mut spent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.get(&seen).is_some_and(|until_s| *until_s >= now_s) {
            return Err(Unmet::new(
                Why::SignatureInvalid,
                "its nonce was used before: sign each request anew",
            ));
        }
        if spent.len() >= NONCES_MAX {
            spent.retain(|_, until_s| *until_s >= now_s);
            if spent.len() >= NONCES_MAX {
                return Err(Unmet::new(Why::Busy, "too many nonces are remembered; try again in a moment"));
            }
        }
        spent.insert(seen, until_s);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nonce_is_used_once_by_its_signer_until_its_signature_is_too_old() {
        let replays = Replays::default();
        let check = |signer: &str, nonce: &str, now_s: i64, expected: bool| {
            let spent = replays.spend(signer, nonce, now_s + 300, now_s);
            assert_eq!(spent.is_ok(), expected, "{signer} {nonce} at {now_s}");
        };
        check("a", "1", 1_000, true);
        check("a", "1", 1_000, false);
        check("a", "1", 1_300, false);
        check("a", "2", 1_000, true);
        check("b", "1", 1_000, true);
        check("a", "1", 1_301, true);
    }

    #[test]
    fn more_than_can_be_remembered_is_not_taken() {
        let replays = Replays::default();
        for n in 0..NONCES_MAX {
            replays.spend("a", &n.to_string(), 300, 0).expect("room");
        }
        let full = replays.spend("a", "one more", 300, 0).expect_err("no room");
        assert_eq!(full.why, Why::Busy);
        replays.spend("a", "one more", 601, 301).expect("room again");
    }
}
