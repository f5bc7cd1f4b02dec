//! One call to an agent over HTTP.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, USER_AGENT};
use hyper::{HeaderMap, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

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
    inner: legacy::Client<HttpsConnector<HttpConnector<Names>>, Full<Bytes>>,
    timeout: Duration,
    plain: bool,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(timeout: Duration, plain: bool) -> Result<Client, rustls::Error> {
        let mut http = HttpConnector::new_with_resolver(Names { inner: GaiResolver::new(), plain });
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

    /// Anybody may name any address here. So only what has a name, a certificate that browsers trust and an address that
    /// is everybody's is called: a machine behind the shop's own walls has none.
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

    /// The head of the answer, and its body.
    pub async fn get(&self, url: &str) -> Result<(HeaderMap, Bytes), Fault> {
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
    async fn exchange(
        &self,
        request: hyper::http::request::Builder,
        body: Bytes,
    ) -> Result<(HeaderMap, Bytes), Fault> {
        let request = request.header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")));
        let request = request.body(Full::new(body)).map_err(|e| Fault::Never(e.to_string()))?;
        let answer = async {
            let response = self.inner.request(request).await.map_err(|e| causes(&e))?;
            let (head, body) = response.into_parts();
            let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await.map_err(|e| e.to_string())?;
            Ok::<_, String>((head, body.to_bytes()))
        };
        match tokio::time::timeout(self.timeout, answer).await {
            Ok(Ok((head, body))) if head.status.is_success() => Ok((head.headers, body)),
            Ok(Ok((head, _))) if head.status == StatusCode::GONE => {
                Err(Fault::Never("answered 410 Gone".to_owned()))
            }
            Ok(Ok((head, _))) => Err(Fault::Later(format!("answered {}", head.status))),
            Ok(Err(error)) => Err(Fault::Later(error)),
            Err(_) => Err(Fault::Later(format!("no answer within {:?}", self.timeout))),
        }
    }
}

/// Looks names up. A name may lead anywhere, behind the shop's own walls too, and elsewhere the next time it is looked
/// up; so the addresses themselves are looked at, those that are called.
#[derive(Clone)]
struct Names {
    inner: GaiResolver,
    plain: bool,
}

impl Service<Name> for Names {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = std::io::Error;
    type Future = Pin<Box<dyn Future<Output = std::io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (looked_up, plain) = (self.inner.call(name), self.plain);
        Box::pin(async move {
            let found = looked_up.await?.filter(|address| plain || is_everybodys(address.ip()));
            let found: Vec<SocketAddr> = found.collect();
            if found.is_empty() {
                return Err(std::io::Error::other("the host's name leads to no public address"));
            }
            Ok(found.into_iter())
        })
    }
}

/// Whether an address can be anybody's: none of those that RFC 6890 keeps for special use.
fn is_everybodys(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_everybodys_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_everybodys_v4(address),
            None => is_everybodys_v6(address),
        },
    }
}

fn is_everybodys_v4(address: Ipv4Addr) -> bool {
    let kept_free = match address.octets() {
        [0 | 10 | 127 | 224.., ..] | [169, 254, ..] | [192, 168, ..] | [198, 18 | 19, ..] => true,
        [100, second, ..] => second & 0b1100_0000 == 64,
        [172, second, ..] => second & 0b1111_0000 == 16,
        [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        _ => false,
    };
    !kept_free
}

/// Of what is given out (2000::/3), all but what is kept for protocols and examples, and what leads on to IPv4.
fn is_everybodys_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
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

    #[test]
    fn only_addresses_that_are_everybodys_are_called() {
        let check = |address: &str, expected: bool| {
            assert_eq!(is_everybodys(address.parse().expect("an address")), expected, "{address}");
        };
        for public in
            ["1.1.1.1", "100.63.0.1", "172.32.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1111"]
        {
            check(public, true);
        }
        for own in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "192.0.2.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            check(own, false);
        }
    }
}
