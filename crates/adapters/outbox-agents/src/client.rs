//! One call to an agent over HTTP.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, USER_AGENT};
use hyper::{Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use std::net::IpAddr;
use std::time::Duration;

/// Of an answer, more is not read.
const ANSWER_BYTES_MAX: usize = 256 << 10;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(30);

/// Why nothing came of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It may work later.
    Later(String),
    /// It never will.
    Never(String),
}

/// A client with its pool of connections. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    inner: legacy::Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    timeout: Duration,
    plain: bool,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(timeout: Duration, plain: bool) -> Result<Client, rustls::Error> {
        let mut http = HttpConnector::new();
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

    /// Anybody may name any address here. So only what has a name and a certificate that browsers trust is called: a
    /// machine behind the shop's own walls has none.
    pub fn address(&self, url: &str) -> Result<Uri, Fault> {
        let uri: Uri = url.parse().map_err(|e| Fault::Never(format!("{url:?} is no address: {e}")))?;
        let host = uri.host().unwrap_or_default();
        let is_number = host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
        match uri.scheme_str() {
            Some("http" | "https") if self.plain => Ok(uri),
            Some("https") if !is_number && host.contains('.') => Ok(uri),
            _ => {
                Err(Fault::Never(format!("{url:?} is not called: give an https address with a host's name")))
            }
        }
    }

    pub async fn get(&self, url: &str) -> Result<Bytes, Fault> {
        let uri = self.address(url)?;
        let request = Request::get(uri).header(ACCEPT, "application/json");
        self.exchange(request, Bytes::new()).await
    }

    pub async fn post(&self, uri: Uri, headers: &[(&'static str, String)], body: Bytes) -> Result<(), Fault> {
        let mut request = Request::post(uri);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        self.exchange(request, body).await.map(|_| ())
    }

    /// Where the answer is that it is elsewhere, that is not followed: another host was not agreed on.
    async fn exchange(&self, request: hyper::http::request::Builder, body: Bytes) -> Result<Bytes, Fault> {
        let request = request.header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")));
        let request = request.body(Full::new(body)).map_err(|e| Fault::Never(e.to_string()))?;
        let answer = async {
            let response = self.inner.request(request).await.map_err(|e| causes(&e))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await.map_err(|e| e.to_string())?;
            Ok::<_, String>((head.status, body.to_bytes()))
        };
        match tokio::time::timeout(self.timeout, answer).await {
            Ok(Ok((status, body))) if status.is_success() => Ok(body),
            Ok(Ok((StatusCode::GONE, _))) => Err(Fault::Never("answered 410 Gone".to_owned())),
            Ok(Ok((status, _))) => Err(Fault::Later(format!("answered {status}"))),
            Ok(Err(error)) => Err(Fault::Later(error)),
            Err(_) => Err(Fault::Later(format!("no answer within {:?}", self.timeout))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_hosts_with_encryption_are_called() {
        let strict = Client::new(Duration::from_secs(1), false).expect("a client");
        let check = |url: &str, expected: bool| assert_eq!(strict.address(url).is_ok(), expected, "{url}");
        check("https://agent.example/profile", true);
        check("http://agent.example/profile", false);
        check("https://10.0.0.1/", false);
        check("https://[::1]/", false);
        check("https://localhost/", false);
        check("file:///etc/passwd", false);
        let lenient = Client::new(Duration::from_secs(1), true).expect("a client");
        assert!(lenient.address("http://localhost:9/p").is_ok());
        assert!(lenient.address("file:///etc/passwd").is_err());
    }
}
