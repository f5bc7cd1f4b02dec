//! The push service behind the shoppers' phones, which in life is that of whoever made the browser: it takes notices as
//! RFC 8030 says, is too busy now and then, and knows of phones that are gone. It cannot read what it is given.

use crate::DemoError;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Where each phone has its box.
const BOX: &str = "/push/";
/// A notice is no longer than this (RFC 8030, section 7.2).
const NOTICE_BYTES_MAX: usize = 4096;
/// One phone in so many was given away since it subscribed.
const GONE_ONE_IN: u64 = 9;
/// For one in so many the service is too busy at first.
const BUSY_ONE_IN: u64 = 7;

/// Serves until it is dropped.
pub(super) struct PushService {
    address: SocketAddr,
    phones: Arc<Mutex<Phones>>,
    task: JoinHandle<()>,
}

#[derive(Default)]
struct Phones {
    /// Those who were told to come again.
    turned_away: BTreeSet<u64>,
    /// Those that have a notice.
    told: BTreeSet<u64>,
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl PushService {
    pub(super) async fn start() -> Result<PushService, DemoError> {
        let listener = TcpListener::bind("127.0.0.1:0").await.map_err(DemoError::data)?;
        let address = listener.local_addr().map_err(DemoError::data)?;
        let phones = Arc::new(Mutex::new(Phones::default()));
        let task = tokio::spawn(serve(listener, Arc::clone(&phones)));
        Ok(PushService { address, phones, task })
    }

    /// Where a phone has what it is told sent to.
    pub(super) fn endpoint(&self, phone: u64) -> String {
        format!("http://{}{BOX}{phone}", self.address)
    }

    /// Whether a phone has a notice.
    pub(super) fn has_told(&self, phone: u64) -> bool {
        self.phones.lock().unwrap_or_else(PoisonError::into_inner).told.contains(&phone)
    }
}

async fn serve(listener: TcpListener, phones: Arc<Mutex<Phones>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let phones = Arc::clone(&phones);
        let answer = service_fn(move |request| {
            let phones = Arc::clone(&phones);
            async move { Ok::<_, Infallible>(take(request, &phones).await) }
        });
        // A sender that hangs up is nobody's trouble.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
    }
}

async fn take(request: Request<Incoming>, phones: &Mutex<Phones>) -> Response<Full<Bytes>> {
    let said = |status: StatusCode| {
        let mut response = Response::new(Full::default());
        *response.status_mut() = status;
        response
    };
    let phone = request.uri().path().strip_prefix(BOX).and_then(|number| number.parse::<u64>().ok());
    let (Some(phone), &Method::POST) = (phone, request.method()) else { return said(StatusCode::NOT_FOUND) };
    let has = |name: &str, start: &str| {
        request.headers().get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.starts_with(start))
    };
    if !has("ttl", "") || !has("content-encoding", "aes128gcm") || !has("authorization", "vapid ") {
        return said(StatusCode::BAD_REQUEST);
    }
    match Limited::new(request.into_body(), NOTICE_BYTES_MAX).collect().await.map(|body| body.to_bytes()) {
        Ok(notice) if notice.is_empty() => return said(StatusCode::BAD_REQUEST),
        Ok(_) => (),
        Err(_) => return said(StatusCode::PAYLOAD_TOO_LARGE),
    }
    if phone % GONE_ONE_IN == GONE_ONE_IN - 1 {
        return said(StatusCode::GONE);
    }
    let mut phones = phones.lock().unwrap_or_else(PoisonError::into_inner);
    if phone % BUSY_ONE_IN == BUSY_ONE_IN - 1 && phones.turned_away.insert(phone) {
        let mut response = said(StatusCode::TOO_MANY_REQUESTS);
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
        return response;
    }
    phones.told.insert(phone);
    said(StatusCode::CREATED)
}
