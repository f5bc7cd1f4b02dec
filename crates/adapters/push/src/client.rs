//! One try at one phone over HTTP.

use crate::address::{PublicResolver, check_address};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use std::time::Duration;

/// Of an answer, more is not read: the connection is dropped instead of kept.
const ANSWER_BYTES_MAX: usize = 16 << 10;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(60);

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The push service has it.
    Taken,
    /// It knows the phone no more.
    Gone,
    /// It will not take this, ever.
    Refused(String),
    /// It may take it later, in its own words not before some time has passed.
    Later(String, Option<Duration>),
}

/// What a phone is sent, beside the address.
pub(crate) struct Parcel {
    pub authorization: String,
    /// For how long the push service keeps it for a phone that is off.
    pub ttl_s: i64,
    /// What it takes the place of, where that has not arrived yet.
    pub topic: String,
    pub body: Bytes,
}

type Connector = HttpsConnector<HttpConnector<PublicResolver>>;

/// A client with its pool of connections. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    inner: legacy::Client<Connector, Full<Bytes>>,
    timeout: Duration,
    plain: bool,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(timeout: Duration, plain: bool) -> Result<Client, rustls::Error> {
        let mut http = HttpConnector::new_with_resolver(PublicResolver::new(plain));
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_connect_timeout(Some(timeout));
        let provider = rustls::crypto::ring::default_provider();
        let https = HttpsConnectorBuilder::new().with_provider_and_webpki_roots(provider)?;
        let https = if plain { https.https_or_http() } else { https.https_only() };
        let inner = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_MAX)
            .pool_timer(TokioTimer::new())
            .build(https.enable_http1().wrap_connector(http));
        Ok(Client { inner, timeout, plain })
    }

    /// Sends once. Where the answer is that it is elsewhere, that is not followed: another host was not agreed on.
    pub async fn post(&self, endpoint: &str, parcel: Parcel) -> Answer {
        let uri = match check_address(endpoint, self.plain) {
            Ok(uri) => uri,
            Err(wrong) => return Answer::Refused(wrong.to_string()),
        };
        let request = Request::post(uri)
            .header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")))
            .header(AUTHORIZATION, parcel.authorization)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("ttl", parcel.ttl_s)
            .header("urgency", "normal")
            .header("topic", parcel.topic)
            .body(Full::new(parcel.body));
        let request = match request {
            Ok(request) => request,
            Err(error) => return Answer::Refused(error.to_string()),
        };
        match tokio::time::timeout(self.timeout, self.exchange(request)).await {
            Ok(answer) => answer,
            Err(_) => Answer::Later(format!("no answer within {:?}", self.timeout), None),
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Answer {
        let (head, body) = match self.inner.request(request).await {
            Ok(response) => response.into_parts(),
            Err(error) => return Answer::Later(causes(&error), None),
        };
        // Read to its end, so that the connection can be used again. What it says may tell of the phone: it is not kept.
        let _ = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
        understood(head.status, &head.headers)
    }
}

fn understood(status: StatusCode, headers: &HeaderMap) -> Answer {
    let said = format!("answered {}", status.as_u16());
    match status {
        status if status.is_success() => Answer::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            Answer::Later(said, retry_after(headers))
        }
        status if status.is_server_error() => Answer::Later(said, retry_after(headers)),
        _ => Answer::Refused(said),
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    // By the push service's own clock, where it tells it.
    let date = headers.get(hyper::header::DATE).and_then(|date| date.to_str().ok());
    let now = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date?).ok()?;
    u64::try_from(until.as_second() - now.as_second()).ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_understood() {
        let check = |status: u16, wait: &str, expected: Answer| {
            let mut headers = HeaderMap::new();
            headers.insert("date", "Sun, 06 Nov 1994 08:49:00 GMT".parse().expect("a header"));
            if !wait.is_empty() {
                headers.insert(RETRY_AFTER, wait.parse().expect("a header"));
            }
            let status = StatusCode::from_u16(status).expect("a status");
            assert_eq!(understood(status, &headers), expected, "{status} {wait}");
        };
        let later =
            |said: &str, wait: Option<u64>| Answer::Later(said.to_owned(), wait.map(Duration::from_secs));
        check(201, "", Answer::Taken);
        check(404, "", Answer::Gone);
        check(410, "", Answer::Gone);
        check(413, "", Answer::Refused("answered 413".to_owned()));
        check(403, "", Answer::Refused("answered 403".to_owned()));
        check(301, "", Answer::Refused("answered 301".to_owned()));
        check(429, "7", later("answered 429", Some(7)));
        check(503, "Sun, 06 Nov 1994 08:49:37 GMT", later("answered 503", Some(37)));
        check(500, "soon", later("answered 500", None));
    }
}
