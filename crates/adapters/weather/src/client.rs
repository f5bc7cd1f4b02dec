//! One question over HTTP.

use crate::answer::COLUMNS;
use crate::{Place, Settings};
use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::header::USER_AGENT;
use hyper::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use realtail_kernel::causes;
use std::time::Duration;

/// Of an answer, more is not read.
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Connections that nothing was sent on for so long are closed.
const IDLE_MAX: Duration = Duration::from_secs(60);
/// Days behind, which say what is usual, and ahead, of which the service knows at most so many.
const PAST_DAYS: u8 = 28;
const AHEAD_DAYS: u8 = 16;

/// A client with its pool of connections.
pub(crate) struct Client {
    inner: legacy::Client<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    url: String,
    timeout: Duration,
}

impl Client {
    /// A client that trusts the certificate authorities that browsers trust.
    pub fn new(settings: &Settings) -> Result<Client, String> {
        let url = settings.url.trim_end_matches('?');
        let is_http = url.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some()
                && uri.query().is_none()
        });
        if !is_http {
            return Err(format!("{url:?} is no address; give one such as https://HOST/v1/forecast"));
        }
        let mut http = HttpConnector::new();
        http.enforce_http(false);
        http.set_connect_timeout(Some(settings.timeout));
        let https = HttpsConnectorBuilder::new()
            .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
            .map_err(|problem| problem.to_string())?;
        let inner = legacy::Client::builder(TokioExecutor::new())
            .pool_idle_timeout(IDLE_MAX)
            .pool_timer(TokioTimer::new())
            .build(https.https_or_http().enable_http1().wrap_connector(http));
        Ok(Client { inner, url: url.to_owned(), timeout: settings.timeout })
    }

    /// What it says of a place.
    pub async fn ask(&self, place: &Place) -> Result<Bytes, String> {
        let answered = tokio::time::timeout(self.timeout, self.exchange(place)).await;
        answered.unwrap_or_else(|_| Err(format!("no answer within {:?}", self.timeout)))
    }

    async fn exchange(&self, place: &Place) -> Result<Bytes, String> {
        // To a hundredth of a degree, which is a kilometre: no model of the weather looks closer.
        let (lat, lon) = (place.position.lat, place.position.lon);
        let zone = place.timezone.replace('/', "%2F").replace('+', "%2B");
        let uri = format!(
            "{}?latitude={lat:.2}&longitude={lon:.2}&daily={COLUMNS}&timezone={zone}&past_days={PAST_DAYS}&forecast_days={AHEAD_DAYS}",
            self.url
        );
        let request = Request::get(uri)
            .header(USER_AGENT, concat!("realtail/", env!("CARGO_PKG_VERSION")))
            .body(Empty::new())
            .map_err(|problem| problem.to_string())?;
        let response = self.inner.request(request).await.map_err(|fault| causes(&fault))?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("it answers {status}"));
        }
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        body.map(http_body_util::Collected::to_bytes)
            .map_err(|fault| format!("the answer broke off: {fault}"))
    }
}
