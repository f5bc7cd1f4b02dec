//! One call to the provider over HTTP.

use crate::payment_intents::Settings;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER, USER_AGENT};
use hyper::{HeaderMap, Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use realtail_vocabulary::PaymentAsk;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::time::Duration;

/// Of an answer, more is not read.
const ANSWER_BYTES_MAX: usize = 4 << 20;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(60);
/// No provider is asked to be left alone for longer.
const RETRY_AFTER_MAX: Duration = Duration::from_secs(300);

/// What came of a call.
pub(super) enum Heard {
    /// An answer.
    Said { status: u16, wait: Option<Duration>, body: Bytes },
    /// No connection: nothing has reached the provider.
    NotSent(String),
    /// Sent, and no answer came: nobody knows.
    Lost(String),
}

/// A client with its pool of connections.
pub(super) struct Client {
    inner: legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    url: String,
    authorization: HeaderValue,
    version: HeaderValue,
    key_prefix: String,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(settings: Settings) -> Result<Client, String> {
        let Settings { url, key, version, key_prefix, .. } = settings;
        let url = url.trim_end_matches('/').to_owned();
        check(&url)?;
        if key.is_empty() {
            return Err("there is no key".to_owned());
        }
        let mut authorization = HeaderValue::from_str(&format!("Bearer {key}"))
            .map_err(|_| "the key holds what no header may hold".to_owned())?;
        authorization.set_sensitive(true);
        let version = HeaderValue::from_str(&version).map_err(|e| format!("the version: {e}"))?;
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .map_err(|e| e.to_string())?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let inner = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_MAX)
            .pool_timer(TokioTimer::new())
            .build(https);
        Ok(Client { inner, url, authorization, version, key_prefix })
    }

    /// Looks.
    pub async fn get(&self, path: &str) -> Heard {
        self.send(Request::get(format!("{}{path}", self.url)), String::new()).await
    }

    /// Does something, under the key of the ask.
    pub async fn post(&self, path: &str, form: &str, ask: &PaymentAsk) -> Heard {
        let request = Request::post(format!("{}{path}", self.url))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("idempotency-key", self.key(ask));
        self.send(request, form.to_owned()).await
    }

    /// The same for an ask for ever.
    fn key(&self, ask: &PaymentAsk) -> String {
        let key = format!("{}/{}/{}", self.key_prefix, ask.payment, ask.ask);
        if key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return key;
        }
        let mut digest = String::new();
        for byte in Sha256::digest(key.as_bytes()) {
            let _ = write!(digest, "{byte:02x}");
        }
        digest
    }

    async fn send(&self, request: hyper::http::request::Builder, body: String) -> Heard {
        let request = request
            .header(AUTHORIZATION, &self.authorization)
            .header("stripe-version", &self.version)
            .header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")))
            .body(Full::new(Bytes::from(body)));
        let request = match request {
            Ok(request) => request,
            Err(error) => return Heard::NotSent(error.to_string()),
        };
        let (head, body) = match self.inner.request(request).await {
            Ok(response) => response.into_parts(),
            Err(error) if error.is_connect() => return Heard::NotSent(causes(&error)),
            Err(error) => return Heard::Lost(causes(&error)),
        };
        let wait = retry_after(&head.headers);
        match Limited::new(body, ANSWER_BYTES_MAX).collect().await {
            Ok(body) => Heard::Said { status: head.status.as_u16(), wait, body: body.to_bytes() },
            Err(error) => Heard::Lost(format!("the answer broke off: {error}")),
        }
    }
}

/// The key goes over the wire: in the clear only to this machine.
fn check(url: &str) -> Result<(), String> {
    let uri: Uri = url.parse().map_err(|e| format!("{url:?} is no address: {e}"))?;
    let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_here => Ok(()),
        _ => Err(format!("{url:?} would carry the key in the clear; give an https address")),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_not_sent_in_the_clear() {
        let taken = |url: &str| check(url).is_ok();
        assert!(taken("https://api.stripe.com"));
        assert!(taken("http://127.0.0.1:12111"));
        assert!(!taken("http://payments.example"));
        assert!(!taken("api.stripe.com"));
        assert!(!taken("ftp://localhost"));
    }
}
