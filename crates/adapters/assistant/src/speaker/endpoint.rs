//! An OpenAI-compatible endpoint over HTTP: one time limit for a whole answer, and left alone for a while after it failed.

use super::{Speaker, SpeakerFault};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use hyper::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use serde_json::Value;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// Of an answer, more is not read.
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(60);
/// After a failure it is not asked for so long: customers are answered by the built-in reading without waiting for it.
const REST: Duration = Duration::from_secs(30);

/// Where the endpoint is, and what it knows us by.
#[derive(Clone)]
pub struct Settings {
    /// The start of its addresses, such as `https://api.example/v1`.
    pub url: String,
    /// The model that speaks.
    pub model: String,
    /// The secret key; empty where none is asked for.
    pub key: String,
    /// How long a whole answer may take.
    pub timeout: Duration,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("url", &self.url).field("model", &self.model).finish_non_exhaustive()
    }
}

/// A client of an endpoint.
pub struct Endpoint {
    inner: legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    address: String,
    authorization: Option<HeaderValue>,
    model: String,
    timeout: Duration,
    /// Until when it is left alone.
    rests_until: Mutex<Option<Instant>>,
    /// Of its own: whoever asks waits on a thread that may be busy with nothing else.
    runtime: Runtime,
}

impl Endpoint {
    /// A client that trusts the certificate authorities that browsers trust.
    ///
    /// # Errors
    /// Where a setting cannot be: an address that is no address, or one that would carry the key in the clear.
    pub fn new(settings: Settings) -> Result<Endpoint, String> {
        let Settings { url, model, key, timeout } = settings;
        check(&url)?;
        if model.is_empty() {
            return Err("there is no model; name the one that is to speak".to_owned());
        }
        let authorization = match key.as_str() {
            "" => None,
            key => {
                let mut value = HeaderValue::from_str(&format!("Bearer {key}"))
                    .map_err(|_| "the key holds what no header may hold".to_owned())?;
                value.set_sensitive(true);
                Some(value)
            }
        };
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
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|e| format!("start an event loop: {e}"))?;
        let address = format!("{}/chat/completions", url.trim_end_matches('/'));
        Ok(Endpoint { inner, address, authorization, model, timeout, rests_until: Mutex::default(), runtime })
    }

    /// The model that speaks.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// For one answer; nothing while it is left alone.
    pub fn turn(&self) -> Option<Turn<'_>> {
        let now = Instant::now();
        let rests =
            self.rests_until.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|until| now < until);
        (!rests).then(|| Turn { endpoint: self, until: now + self.timeout })
    }

    async fn send(&self, body: String) -> Result<Bytes, String> {
        let mut request = Request::post(&self.address)
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")));
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(|e| e.to_string())?;
        let response = self.inner.request(request).await.map_err(|e| causes(&e))?;
        let status = response.status();
        // What it says of a failure may repeat what was asked, so it is not read.
        if !status.is_success() {
            return Err(format!("it answers {status}"));
        }
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        body.map(http_body_util::Collected::to_bytes).map_err(|e| format!("the answer broke off: {e}"))
    }
}

/// The endpoint, for as long as one answer may take.
pub struct Turn<'a> {
    endpoint: &'a Endpoint,
    until: Instant,
}

impl Speaker for Turn<'_> {
    fn complete(&mut self, request: &Value) -> Result<Value, SpeakerFault> {
        let left = self.until.saturating_duration_since(Instant::now());
        let asked = self.endpoint.runtime.block_on(async {
            let sent = tokio::time::timeout(left, self.endpoint.send(request.to_string())).await;
            sent.unwrap_or_else(|_| Err("it takes too long".to_owned()))
        });
        let answer = asked.and_then(|body| {
            let read: Value =
                serde_json::from_slice(&body).map_err(|_| "its answer is no JSON".to_owned())?;
            let is_answer = read.pointer("/choices/0/message").is_some_and(Value::is_object);
            if is_answer { Ok(read) } else { Err("its answer has no message".to_owned()) }
        });
        answer.map_err(|what| {
            let mut rests = self.endpoint.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
            *rests = Some(Instant::now() + REST);
            SpeakerFault { what }
        })
    }
}

/// The key goes over the wire, and so does what customers write: in the clear only to this machine.
fn check(url: &str) -> Result<(), String> {
    let uri: Uri = url.parse().map_err(|e| format!("{url:?} is no address: {e}"))?;
    let is_here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_here => Ok(()),
        _ => Err(format!("{url:?} would carry what customers write in the clear; give an https address")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    /// An endpoint that answers one call after the other with these, and then is gone.
    fn endpoint(answers: Vec<&'static str>, key: &str, timeout_ms: u64) -> Endpoint {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/v1", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().expect("a call");
                let mut asked = [0; 8192];
                let _ = stream.read(&mut asked);
                if answer.is_empty() {
                    std::thread::sleep(Duration::from_secs(5));
                }
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        let timeout = Duration::from_millis(timeout_ms);
        let settings = Settings { url, model: "any".to_owned(), key: key.to_owned(), timeout };
        Endpoint::new(settings).expect("good settings")
    }

    const GOOD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 35\r\nconnection: close\r\n\r\n{\"choices\":[{\"message\":{\"a\":\"b\"}}]}";

    #[test]
    fn an_endpoint_that_fails_is_left_alone_for_a_while() {
        for (answer, expected) in [
            ("HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n", "it answers 500 Internal Server Error"),
            ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n<>", "its answer is no JSON"),
            ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "its answer has no message"),
            ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}", "broke off"),
            ("", "it takes too long"),
        ] {
            let endpoint = endpoint(vec![answer], "secret", 700);
            let said = endpoint.turn().expect("not resting").complete(&Value::Null).expect_err("it fails");
            assert!(said.what.contains(expected), "{said:?}");
            assert!(!said.to_string().contains("secret"));
            assert!(endpoint.turn().is_none(), "it rests: {expected}");
        }
    }

    #[test]
    fn a_good_answer_is_read() {
        let endpoint = endpoint(vec![GOOD], "", 5_000);
        let said = endpoint.turn().expect("not resting").complete(&Value::Null).expect("an answer");
        assert_eq!(said.pointer("/choices/0/message/a"), Some(&Value::from("b")));
        assert!(endpoint.turn().is_some());
    }

    #[test]
    fn what_customers_write_is_not_sent_in_the_clear() {
        assert!(check("https://api.example/v1").is_ok() && check("http://127.0.0.1:9/v1").is_ok());
        assert!(check("http://models.example/v1").is_err() && check("models.example").is_err());
    }
}
