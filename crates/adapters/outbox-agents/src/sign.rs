//! HTTP message signatures (RFC 9421) with the shop's own key.

use crate::key::thumbprint;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hyper::Uri;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The shop's key.
pub struct Signer {
    pair: EcdsaKeyPair,
    random: SystemRandom,
    kid: String,
}

impl Signer {
    /// The key in a file, which is made where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read or written, or is no key.
    pub fn open(path: &Path) -> std::io::Result<Signer> {
        let random = SystemRandom::new();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => made(path, &random)?,
            Err(error) => return Err(error),
        };
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &random);
        let wrong = |e| std::io::Error::other(format!("{} holds no P-256 key: {e}", path.display()));
        let pair = pair.map_err(wrong)?;
        let (x, y) = coordinates(&pair);
        let kid = thumbprint("EC", "P-256", x, Some(y));
        Ok(Signer { pair, random, kid })
    }

    /// What others check signatures with, as a JSON Web Key.
    pub fn public_key(&self) -> serde_json::Value {
        let (x, y) = coordinates(&self.pair);
        let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
        serde_json::json!({
            "kid": self.kid, "kty": "EC", "crv": "P-256", "x": x, "y": y, "use": "sig", "alg": "ES256",
        })
    }

    /// The headers of a signed delivery: its own and those of the signature, which covers them all.
    pub(crate) fn headers(
        &self,
        to: &Uri,
        own: Vec<(&'static str, String)>,
        body: &[u8],
    ) -> Result<Vec<(&'static str, String)>, String> {
        let covered = covered(to, own, body);
        let names: Vec<String> = covered.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let params = format!("({});keyid=\"{}\"", names.join(" "), self.kid);
        let base = base(covered.iter().map(|(name, value)| (format!("\"{name}\""), value.as_str())), &params);
        let signature = self.pair.sign(&self.random, base.as_bytes()).map_err(|e| e.to_string())?;
        let mut headers: Vec<(&'static str, String)> =
            covered.into_iter().filter(|(name, _)| !name.starts_with('@')).collect();
        headers.push(("signature-input", format!("sig1={params}")));
        headers.push(("signature", format!("sig1=:{}:", STANDARD.encode(signature.as_ref()))));
        Ok(headers)
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

/// A point that is not compressed: a four, and two numbers of 32 bytes.
fn coordinates(pair: &EcdsaKeyPair) -> (&[u8], &[u8]) {
    pair.public_key().as_ref().get(1..).unwrap_or_default().split_at(32)
}

/// What is signed.
fn covered(to: &Uri, own: Vec<(&'static str, String)>, body: &[u8]) -> Vec<(&'static str, String)> {
    let default = if to.scheme_str() == Some("https") { 443 } else { 80 };
    let port = to.port_u16().filter(|port| *port != default);
    let host = to.host().unwrap_or_default().to_ascii_lowercase();
    let mut covered = vec![
        ("@method", "POST".to_owned()),
        ("@authority", port.map_or(host.clone(), |port| format!("{host}:{port}"))),
        ("@path", to.path().to_owned()),
    ];
    covered.extend(to.query().map(|query| ("@query", format!("?{query}"))));
    covered.extend(own);
    covered.extend([
        ("content-digest", format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(body)))),
        ("content-type", "application/json".to_owned()),
    ]);
    covered
}

/// The text that is signed: what is covered, each under its identifier, and what is said of the signature itself.
pub(crate) fn base<'a>(covered: impl Iterator<Item = (String, &'a str)>, params: &str) -> String {
    let lines = covered.map(|(identifier, value)| format!("{identifier}: {value}\n"));
    lines.chain([format!("\"@signature-params\": {params}")]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    #[test]
    fn what_is_signed_can_be_checked_with_the_key_that_is_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("key");
        let signer = Signer::open(&path).expect("a key");
        let to: Uri = "https://Agent.example:443/orders?x=1".parse().expect("an address");
        let own = [
            ("ucp-agent", "profile=\"https://shop.example/.well-known/ucp\"".to_owned()),
            ("idempotency-key", "order-1.7".to_owned()),
        ];
        let headers = signer.headers(&to, own.into(), b"{}").expect("signed");
        let value = |name: &str| headers.iter().find(|(known, _)| *known == name).expect("there").1.as_str();
        let params = value("signature-input").strip_prefix("sig1=").expect("labelled");
        let base = format!(
            "\"@method\": POST\n\"@authority\": agent.example\n\"@path\": /orders\n\"@query\": ?x=1\n\"ucp-agent\": \
             profile=\"https://shop.example/.well-known/ucp\"\n\"idempotency-key\": order-1.7\n\"content-digest\": \
             sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:\n\"content-type\": \
             application/json\n\"@signature-params\": {params}"
        );
        let signature = value("signature").trim_start_matches("sig1=:").trim_end_matches(':');
        let signature = STANDARD.decode(signature).expect("base64");
        let again = Signer::open(&path).expect("the same key");
        let shown = again.public_key();
        let part = |name: &str| URL_SAFE_NO_PAD.decode(shown[name].as_str().expect("text")).expect("base64");
        let point = [vec![4], part("x"), part("y")].concat();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        key.verify(base.as_bytes(), &signature).expect("the signature is good");
    }
}
