//! One try at one delivery over HTTP.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use std::time::Duration;

/// Of an answer, more is not read: the connection is dropped instead of kept.
const ANSWER_BYTES_MAX: usize = 64 << 10;
/// Of an answer that says no, so much is kept for a person to read.
const REASON_CHARS_MAX: usize = 200;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(60);

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It has arrived.
    Taken,
    /// It will never be taken.
    Gone(String),
    /// It may be taken later, in the receiver's words not before some time has passed.
    Failed(String, Option<Wait>),
}

/// When to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// After so long.
    For(Duration),
    /// At a time, in seconds since 1970.
    Until(i64),
}

/// A client with its pool of connections. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    inner: legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    timeout: Duration,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(timeout: Duration) -> Result<Client, rustls::Error> {
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(timeout));
        let provider = rustls::crypto::ring::default_provider();
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(provider)?
            .https_or_http()
            .enable_http1()
            .wrap_connector(http);
        let inner = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_MAX)
            .pool_timer(TokioTimer::new())
            .build(https);
        Ok(Client { inner, timeout })
    }

    /// Sends once. Where the answer is that it is elsewhere, that is not followed: another host was not agreed on.
    pub async fn post(&self, url: &str, headers: &[(&'static str, String)], body: Bytes) -> Answer {
        let mut request = Request::post(url)
            .header(CONTENT_TYPE, "application/cloudevents+json; charset=utf-8")
            .header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = match request.body(Full::new(body)) {
            Ok(request) => request,
            Err(error) => return Answer::Gone(format!("nothing can be sent to {url:?}: {error}")),
        };
        match tokio::time::timeout(self.timeout, self.exchange(request)).await {
            Ok(answer) => answer,
            Err(_) => Answer::Failed(format!("no answer within {:?}", self.timeout), None),
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Answer {
        let (head, body) = match self.inner.request(request).await {
            Ok(response) => response.into_parts(),
            Err(error) => return Answer::Failed(causes(&error), None),
        };
        // Read to its end, so that the connection can be used again.
        let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
        if head.status.is_success() {
            return Answer::Taken;
        }
        let body = body.map(http_body_util::Collected::to_bytes).unwrap_or_default();
        let reason = reason(head.status, &body);
        match head.status {
            StatusCode::GONE => Answer::Gone(reason),
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                Answer::Failed(reason, retry_after(&head.headers))
            }
            _ => Answer::Failed(reason, None),
        }
    }
}

fn reason(status: StatusCode, body: &[u8]) -> String {
    let elsewhere = if status.is_redirection() { " and redirects are not followed" } else { "" };
    let said = String::from_utf8_lossy(body);
    let said: String = said.chars().filter(|c| !c.is_control()).take(REASON_CHARS_MAX).collect();
    let colon = if said.is_empty() { "" } else { ": " };
    format!("answered {status}{elsewhere}{colon}{said}")
}

fn retry_after(headers: &HeaderMap) -> Option<Wait> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Wait::For(Duration::from_secs(seconds)));
    }
    let time = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(Wait::Until(time.as_second()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receiver_says_when_to_come_back_in_seconds_or_as_a_date() {
        let check = |text: &str, expected: Option<Wait>| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, text.parse().expect("a header"));
            assert_eq!(retry_after(&headers), expected, "{text}");
        };
        check("3", Some(Wait::For(Duration::from_secs(3))));
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(Wait::Until(784_111_777)));
        check("soon", None);
        check("-3", None);
    }
}
