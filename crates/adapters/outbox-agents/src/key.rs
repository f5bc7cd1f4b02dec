//! Keys that agents publish, as JSON Web Keys (RFC 7517), and what is checked with them.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, UnparsedPublicKey, VerificationAlgorithm,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Names of keys that are longer are nobody's.
const KID_BYTES_MAX: usize = 256;

/// A key that an agent signs with.
#[derive(Debug)]
pub(crate) struct Key {
    pub kid: String,
    /// Nothing where it is of a kind that is not known here: that spoils no other key beside it.
    public: Option<Public>,
}

#[derive(Debug)]
struct Public {
    algorithm: Algorithm,
    bytes: Vec<u8>,
    thumbprint: String,
}

/// Read off the kind of key, never off the signature.
#[derive(Clone, Copy, Debug)]
enum Algorithm {
    Es256,
    Es384,
    Ed25519,
}

/// How a signature fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Good,
    Wrong,
    /// Nobody here can tell.
    Unknown,
}

impl Key {
    /// Nothing where it has no name, or is not for signatures.
    pub fn read(jwk: &Value) -> Option<Key> {
        let kid = jwk["kid"].as_str().filter(|kid| kid.len() <= KID_BYTES_MAX)?;
        let verifies = |operations: &Vec<Value>| operations.iter().any(|operation| operation == "verify");
        if jwk["use"].as_str().is_some_and(|purpose| purpose != "sig")
            || jwk["key_ops"].as_array().is_some_and(|operations| !verifies(operations))
        {
            return None;
        }
        Some(Key { kid: kid.to_owned(), public: Public::read(jwk) })
    }

    pub fn check(&self, message: &[u8], signature: &[u8]) -> Verdict {
        let Some(Public { algorithm, bytes, .. }) = &self.public else { return Verdict::Unknown };
        let algorithm: &dyn VerificationAlgorithm = match algorithm {
            Algorithm::Es256 => &ECDSA_P256_SHA256_FIXED,
            Algorithm::Es384 => &ECDSA_P384_SHA384_FIXED,
            Algorithm::Ed25519 => &ED25519,
        };
        match UnparsedPublicKey::new(algorithm, bytes).verify(message, signature) {
            Ok(()) => Verdict::Good,
            Err(_) => Verdict::Wrong,
        }
    }

    /// Whether its name is its own digest (RFC 7638).
    pub fn is_named_by_thumbprint(&self) -> bool {
        self.public.as_ref().is_some_and(|public| public.thumbprint == self.kid)
    }
}

impl Public {
    fn read(jwk: &Value) -> Option<Public> {
        let part = |name: &str, length: usize| {
            let bytes = URL_SAFE_NO_PAD.decode(jwk[name].as_str()?).ok()?;
            (bytes.len() == length).then_some(bytes)
        };
        let (algorithm, length) = match (jwk["kty"].as_str()?, jwk["crv"].as_str()?) {
            ("EC", "P-256") => (Algorithm::Es256, 32),
            ("EC", "P-384") => (Algorithm::Es384, 48),
            ("OKP", "Ed25519") => (Algorithm::Ed25519, 32),
            _ => return None,
        };
        let x = part("x", length)?;
        let crv = jwk["crv"].as_str()?;
        if matches!(algorithm, Algorithm::Ed25519) {
            let thumbprint = thumbprint("OKP", crv, &x, None);
            return Some(Public { algorithm, bytes: x, thumbprint });
        }
        let y = part("y", length)?;
        let thumbprint = thumbprint("EC", crv, &x, Some(&y));
        // A point that is not compressed.
        Some(Public { algorithm, bytes: [vec![4], x, y].concat(), thumbprint })
    }
}

/// The digest of a key as RFC 7638 has it: the members in order, without spaces.
pub(crate) fn thumbprint(kty: &str, crv: &str, x: &[u8], y: Option<&[u8]>) -> String {
    let x = URL_SAFE_NO_PAD.encode(x);
    let y = y.map_or_else(String::new, |y| format!(r#","y":"{}""#, URL_SAFE_NO_PAD.encode(y)));
    let members = format!(r#"{{"crv":"{crv}","kty":"{kty}","x":"{x}"{y}}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The key of RFC 8037, appendix A.
    const X: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    #[test]
    fn a_key_is_named_by_its_digest_as_the_standard_has_it() {
        let kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
        let key = Key::read(&json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": kid})).expect("a key");
        assert!(key.is_named_by_thumbprint());
        let key = Key::read(&json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "mine"})).expect("a key");
        assert!(!key.is_named_by_thumbprint());
    }

    #[test]
    fn what_is_of_no_use_is_told_apart() {
        let check = |jwk: Value, expected: &str| {
            let told = match Key::read(&jwk) {
                None => "not for signatures",
                Some(key) if key.check(b"", &[0; 64]) == Verdict::Unknown => "of an unknown kind",
                Some(_) => "a key",
            };
            assert_eq!(told, expected, "{jwk}");
        };
        check(json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "a"}), "a key");
        check(json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "a", "use": "sig"}), "a key");
        check(json!({"kty": "OKP", "crv": "Ed25519", "x": X}), "not for signatures");
        check(
            json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "a", "use": "enc"}),
            "not for signatures",
        );
        check(
            json!({"kty": "OKP", "crv": "Ed25519", "x": X, "kid": "a", "key_ops": ["sign"]}),
            "not for signatures",
        );
        check(json!({"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "kid": "a"}), "of an unknown kind");
        check(json!({"kty": "EC", "crv": "P-256", "x": X, "kid": "a"}), "of an unknown kind");
        check(json!({"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": "a"}), "of an unknown kind");
    }
}
