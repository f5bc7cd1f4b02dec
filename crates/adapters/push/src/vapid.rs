//! Who pushes: the shop's own key, and the token that proves it to a push service (RFC 8292).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hyper::Uri;
use realtail_kernel::Instant;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// For how long a token is good; push services take no more than a day.
const GOOD_S: i64 = 12 * 60 * 60;

/// The shop's key for push services.
pub struct Vapid {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    contact: Option<String>,
}

impl Vapid {
    /// The key in a file, which is made where there is none, and an address (`mailto:` or `https:`) at which those who
    /// run a push service find a person.
    ///
    /// # Errors
    /// Where the file cannot be read or written, or is no key.
    pub fn open(path: &Path, contact: Option<String>) -> std::io::Result<Vapid> {
        let random = SystemRandom::new();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => made(path, &random)?,
            Err(error) => return Err(error),
        };
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &random);
        let wrong = |e| {
            let lost = "phones that subscribed with it must subscribe again where it is lost";
            std::io::Error::other(format!("{} holds no P-256 key: {e}; {lost}", path.display()))
        };
        Ok(Vapid { pair: pair.map_err(wrong)?, random, contact })
    }

    /// What a browser takes as `applicationServerKey`: the point, not compressed, in base64url.
    pub fn public_key(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.pair.public_key().as_ref())
    }

    /// The header `Authorization` for a push service.
    pub(crate) fn authorization(&self, to: &Uri, now: Instant) -> Result<String, String> {
        let audience = match (to.scheme_str(), to.authority()) {
            (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
            _ => return Err("the address has no host".to_owned()),
        };
        let until_s = now.micros() / 1_000_000 + GOOD_S;
        let mut claims = serde_json::json!({"aud": audience, "exp": until_s});
        if let Some(contact) = &self.contact {
            claims["sub"] = contact.as_str().into();
        }
        let encode = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let signed = format!("{}.{}", encode(r#"{"typ":"JWT","alg":"ES256"}"#), encode(&claims.to_string()));
        let signature = self.pair.sign(&self.random, signed.as_bytes()).map_err(|e| e.to_string())?;
        let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public_key()))
    }
}

fn made(path: &Path, random: &SystemRandom) -> std::io::Result<Vec<u8>> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, random);
    let key = key.map_err(|e| std::io::Error::other(format!("draw a key: {e}")))?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.as_ref())?;
    file.sync_all()?;
    Ok(key.as_ref().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    #[test]
    fn a_push_service_can_tell_who_pushes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        let vapid = Vapid::open(&path, Some("mailto:shop@shop.example".to_owned())).expect("a key");
        let to: Uri = "https://push.example:8443/send/abc".parse().expect("an address");
        let header = vapid.authorization(&to, Instant::from_micros(1_000_000)).expect("a header");
        let (token, key) =
            header.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("both");
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decoded(key));
        public.verify(signed.as_bytes(), &decoded(signature)).expect("a good signature");
        let claims: serde_json::Value =
            serde_json::from_slice(&decoded(signed.split_once('.').expect("two parts").1)).expect("JSON");
        let expected = serde_json::json!({
            "aud": "https://push.example:8443", "exp": 43_201, "sub": "mailto:shop@shop.example",
        });
        assert_eq!(claims, expected);
        assert_eq!(Vapid::open(&path, None).expect("the same key").public_key(), key);
    }
}
