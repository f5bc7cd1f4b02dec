//! Signatures on what agents ask for: HTTP message signatures (RFC 9421) in the shape of the protocol's page "Message
//! Signatures", checked with a key in the agent's own profile.

use crate::fields::{self, Component, Input};
use crate::key::Verdict;
use crate::profile::Profile;
use crate::profiles::Profiles;
use crate::sign::base;
use crate::unmet::{Unmet, Why};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::HeaderMap;
use std::borrow::Cow;
use std::sync::Arc;

/// For how long a signature counts after it was made, and how far the two clocks may be apart.
pub const FRESH_S: i64 = 300;

/// The tag of signatures that other verifiers of agents read as well, which this protocol takes.
const WEB_BOT_AUTH: &str = "web-bot-auth";

/// A request, as far as it is signed.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// `POST`.
    pub method: &'a str,
    /// The host that was called, with its port where that is not the usual one, in small letters.
    pub authority: &'a str,
    /// From the first slash on.
    pub path: &'a str,
    /// Without its question mark.
    pub query: Option<&'a str>,
    /// All of them.
    pub headers: &'a HeaderMap,
    /// Whether something comes behind the head.
    pub has_body: bool,
    /// When it came, in seconds since 1970.
    pub now_s: i64,
}

impl Call<'_> {
    /// A field: all its lines as one.
    fn field(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(name).into_iter();
        let lines: Option<Vec<&str>> = lines.map(|line| Some(line.to_str().ok()?.trim())).collect();
        lines.filter(|lines| !lines.is_empty()).map(|lines| lines.join(", "))
    }

    /// What a signature has to cover so that it is a signature of this request.
    fn must_cover(&self) -> impl Iterator<Item = &'static str> {
        let present = |name: &'static str| self.headers.contains_key(name).then_some(name);
        let about_body = |name: &'static str| self.has_body.then_some(name);
        [
            Some("@method"),
            Some("@authority"),
            Some("@path"),
            self.query.map(|_| "@query"),
            present("ucp-agent"),
            present("signature-agent"),
            present("idempotency-key"),
            about_body("content-digest"),
            about_body("content-type"),
        ]
        .into_iter()
        .flatten()
    }

    fn value(&self, component: &Component) -> Result<String, Unmet> {
        let Component { name, key, .. } = component;
        let value: Option<Cow<'_, str>> = match (name.as_str(), key) {
            ("@method", None) => Some(self.method.into()),
            ("@authority", None) => Some(self.authority.into()),
            ("@path", None) => Some(self.path.into()),
            ("@query", None) => Some(format!("?{}", self.query.unwrap_or_default()).into()),
            (derived, _) if derived.starts_with('@') => None,
            (field, None) => self.field(field).map(Cow::from),
            (field, Some(key)) => self
                .field(field)
                .and_then(|field| fields::member(&field, key).map(str::to_owned))
                .map(Cow::from),
        };
        let nowhere =
            || invalid(format!("it covers {}, which this request does not have", component.identifier));
        value.map(Cow::into_owned).ok_or_else(nowhere)
    }
}

fn invalid(detail: impl Into<String>) -> Unmet {
    Unmet::new(Why::SignatureInvalid, detail)
}

impl Profiles {
    /// Checks a signed request with the keys of the profile at `url`. One good signature among several is enough. Tells the
    /// SHA-256 digest that the body must have, where it covers one: the body itself comes later.
    ///
    /// # Errors
    /// Why none of the signatures counts: the first one's reason.
    pub async fn check(
        &self,
        url: &str,
        profile: Arc<Profile>,
        call: &Call<'_>,
    ) -> Result<Option<[u8; 32]>, Unmet> {
        let part = |name: &str| {
            let missing = || Unmet::new(Why::SignatureMissing, format!("the header {name} is missing"));
            call.field(name).ok_or_else(missing)
        };
        let (signatures, inputs) = (part("signature")?, part("signature-input")?);
        let inputs = fields::inputs(&inputs).map_err(|why| invalid(format!("Signature-Input: {why}")))?;
        let mut first = None;
        for input in &inputs {
            match self.check_one(url, &profile, call, input, &signatures).await {
                Ok(digest) => return Ok(digest),
                Err(unmet) => first = first.or(Some(unmet)),
            }
        }
        Err(first.unwrap_or_else(|| invalid("there is none")))
    }

    async fn check_one(
        &self,
        url: &str,
        profile: &Arc<Profile>,
        call: &Call<'_>,
        input: &Input,
        signatures: &str,
    ) -> Result<Option<[u8; 32]>, Unmet> {
        let until_s = counts_until(input, call)?;
        covers(input, call)?;
        let keyid = input.keyid.as_deref().ok_or_else(|| invalid("it names no key: give a keyid"))?;
        let signature = fields::signature(signatures, &input.label);
        let signature = signature.ok_or_else(|| invalid(format!("Signature has no {:?}", input.label)))?;
        let digest = digest(input, call)?;
        let mut covered = Vec::with_capacity(input.components.len());
        for component in &input.components {
            covered.push((component.identifier.clone(), call.value(component)?));
        }
        let message = base(covered.iter().map(|(name, value)| (name.clone(), value.as_str())), &input.params);
        let mut profile = profile.clone();
        if !profile.keys.iter().any(|key| key.kid == keyid) {
            // Its keys may have changed since.
            profile = self.early(url, profile).await;
        }
        let key = profile.keys.iter().find(|key| key.kid == keyid);
        let unknown = || Unmet::new(Why::KeyNotFound, format!("the profile at {url} has no key {keyid:?}"));
        let key = key.ok_or_else(unknown)?;
        if input.tag.as_deref() == Some(WEB_BOT_AUTH) && !key.is_named_by_thumbprint() {
            return Err(invalid(format!("the key {keyid:?} is not named by its own thumbprint (RFC 7638)")));
        }
        match key.check(message.as_bytes(), &signature) {
            Verdict::Good => (),
            Verdict::Wrong => {
                return Err(invalid(format!("it is not one of the key {keyid:?} for this request")));
            }
            Verdict::Unknown => {
                let detail = format!("the key {keyid:?} is none that is read here: ES256, ES384, Ed25519");
                return Err(Unmet::new(Why::AlgorithmUnsupported, detail));
            }
        }
        if let (Some(nonce), Some(until_s)) = (&input.nonce, until_s) {
            self.replays().spend(&format!("{url}\0{keyid}"), nonce, until_s, call.now_s)?;
        }
        Ok(digest)
    }
}

/// Until when a signature counts, in seconds since 1970; nothing where it does not say when it was made, which the protocol
/// leaves open.
fn counts_until(input: &Input, call: &Call<'_>) -> Result<Option<i64>, Unmet> {
    if input.tag.as_deref().is_some_and(|tag| tag != WEB_BOT_AUTH) {
        return Err(invalid(format!(
            "its tag {:?} is for something else",
            input.tag.as_deref().unwrap_or_default()
        )));
    }
    if input.expires.is_some_and(|expires_s| expires_s < call.now_s) {
        return Err(invalid("it has expired"));
    }
    let Some(created_s) = input.created else {
        if input.nonce.is_some() {
            return Err(invalid("it has a nonce and does not say when it was made: give created as well"));
        }
        return Ok(None);
    };
    let until_s = created_s.saturating_add(FRESH_S);
    if until_s < call.now_s || created_s > call.now_s.saturating_add(FRESH_S) {
        let detail = format!("it was made more than {FRESH_S} seconds from now, by this shop's clock");
        return Err(invalid(detail));
    }
    Ok(Some(until_s))
}

fn covers(input: &Input, call: &Call<'_>) -> Result<(), Unmet> {
    let is_covered = |name: &str| input.components.iter().any(|component| component.name == name);
    if let Some(missing) = call.must_cover().find(|name| !is_covered(name)) {
        return Err(invalid(format!("it does not cover {missing:?}")));
    }
    // What changes something and comes twice is told by this key from what comes again on purpose.
    if !["GET", "HEAD"].contains(&call.method) && !is_covered("idempotency-key") && input.nonce.is_none() {
        return Err(invalid(format!(
            "a {} is signed with its Idempotency-Key, or with a nonce",
            call.method
        )));
    }
    Ok(())
}

/// The digest that is covered (RFC 9530).
fn digest(input: &Input, call: &Call<'_>) -> Result<Option<[u8; 32]>, Unmet> {
    if !input.components.iter().any(|component| component.name == "content-digest") {
        return Ok(None);
    }
    let field = call.field("content-digest").unwrap_or_default();
    let read = fields::member(&field, "sha-256").and_then(|member| {
        let (encoded, _) = member.strip_prefix(':')?.split_once(':')?;
        <[u8; 32]>::try_from(STANDARD.decode(encoded).ok()?).ok()
    });
    let none = || Unmet::new(Why::DigestMismatch, "Content-Digest has no sha-256=:…: that can be read");
    read.map(Some).ok_or_else(none)
}
