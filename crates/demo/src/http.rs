//! Calls to the engine over a few connections that are kept open, sent again until they are answered.

use crate::{DemoError, backoff};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};

/// A call without an answer for so long is sent again.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// An engine that answers nothing for so long is gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is asked for. The body, and with it every id in it, is the same each time it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) content_type: &'static str,
    pub(crate) idempotency_key: Option<String>,
    /// Whose call it is, where it is not the client's own.
    pub(crate) bearer: Option<String>,
    pub(crate) body: Bytes,
}

/// What every call but a signal is written in.
pub(crate) const JSON: &str = "application/json";

impl Call {
    /// Reads.
    pub(crate) fn get(path: impl Into<String>) -> Call {
        Call {
            method: Method::GET,
            path: path.into(),
            content_type: JSON,
            idempotency_key: None,
            bearer: None,
            body: Bytes::new(),
        }
    }

    /// Writes JSON.
    pub(crate) fn post(path: impl Into<String>, body: &impl serde::Serialize) -> Result<Call, DemoError> {
        let body = serde_json::to_vec(body).map_err(DemoError::data)?;
        Ok(Call { method: Method::POST, body: body.into(), ..Call::get(path) })
    }

    /// The same with the method PUT.
    pub(crate) fn put(path: impl Into<String>, body: &impl serde::Serialize) -> Result<Call, DemoError> {
        Ok(Call { method: Method::PUT, ..Call::post(path, body)? })
    }

    /// The same with a key by which the engine knows it again.
    pub(crate) fn once(self, key: impl Into<String>) -> Call {
        Call { idempotency_key: Some(key.into()), ..self }
    }

    /// The same by somebody else, such as a shopper's session.
    pub(crate) fn by(self, token: &str) -> Call {
        Call { bearer: Some(format!("Bearer {token}")), ..self }
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What the engine said.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    call: String,
}

impl Answer {
    /// The answer as what it should be, whatever its status.
    pub(crate) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, DemoError> {
        serde_json::from_slice(&self.body)
            .map_err(|e| DemoError::Answer { call: self.call.clone(), problem: e.to_string() })
    }

    /// What was refused, for people to read.
    pub(crate) fn refusal(&self) -> DemoError {
        let text = String::from_utf8_lossy(&self.body);
        let detail = text.chars().take(400).collect();
        DemoError::Refused { call: self.call.clone(), status: self.status.as_u16(), detail }
    }

    /// Only what went well.
    pub(crate) fn success(self) -> Result<Answer, DemoError> {
        if self.status.is_success() { Ok(self) } else { Err(self.refusal()) }
    }
}

/// An answer that has no end, such as a stream of events.
pub(crate) struct Opened {
    body: Incoming,
    /// A connection nobody holds is closed.
    _sender: SendRequest<Full<Bytes>>,
}

impl Opened {
    /// The next that came; nothing where the engine hangs up.
    pub(crate) async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Ok(bytes) = self.body.frame().await?.ok()?.into_data() {
                return Some(bytes);
            }
        }
    }
}

/// How often the engine was busy, and connections were lost.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    pub(crate) busy: AtomicU64,
    pub(crate) lost: AtomicU64,
}

/// A few connections to one engine.
pub(crate) struct Client {
    authority: String,
    authorization: String,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
    gate: Semaphore,
    calls: AtomicU64,
    pub(crate) trouble: Trouble,
}

impl Client {
    /// Connects when it is first needed.
    pub(crate) fn new(base_url: &str, key: &str, connections: usize) -> Result<Client, DemoError> {
        let bad = || DemoError::Address { given: base_url.to_owned() };
        let uri: Uri = base_url.parse().map_err(|_| bad())?;
        let (Some("http"), Some(host)) = (uri.scheme_str(), uri.host()) else { return Err(bad()) };
        Ok(Client {
            authority: format!("{host}:{}", uri.port_u16().unwrap_or(80)),
            authorization: format!("Bearer {key}"),
            idle: Mutex::new(Vec::new()),
            gate: Semaphore::new(connections.max(1)),
            calls: AtomicU64::new(0),
            trouble: Trouble::default(),
        })
    }

    /// Sends a call until it is answered with something else than "busy".
    pub(crate) async fn send(&self, call: Call) -> Result<Answer, DemoError> {
        let number = self.calls.fetch_add(1, Ordering::Relaxed);
        let _permit = self.gate.acquire().await;
        let (mut tries, mut silent_since) = (0, Instant::now());
        loop {
            tries += 1;
            let told = match self.attempt(&call).await {
                Ok((status, told, body)) if busy(status) => {
                    self.trouble.busy.fetch_add(1, Ordering::Relaxed);
                    silent_since = Instant::now();
                    drop(body);
                    told
                }
                Ok((status, _, body)) => return Ok(Answer { status, body, call: call.name() }),
                Err(problem) => {
                    self.trouble.lost.fetch_add(1, Ordering::Relaxed);
                    if silent_since.elapsed() > PATIENCE {
                        let (address, seconds) = (self.authority.clone(), PATIENCE.as_secs());
                        return Err(DemoError::Unreachable { address, seconds, problem });
                    }
                    None
                }
            };
            sleep(backoff::wait(tries, told, number)).await;
        }
    }

    /// Opens an answer that has no end, on a connection of its own.
    pub(crate) async fn open(&self, call: &Call) -> Result<Opened, DemoError> {
        let gone = |problem: String| {
            let address = self.authority.clone();
            DemoError::Unreachable { address, seconds: 0, problem }
        };
        let mut sender = self.connect().await.map_err(gone)?;
        let request = self.request(call).map_err(DemoError::data)?;
        let response = sender.send_request(request).await.map_err(|e| gone(e.to_string()))?;
        if response.status().is_success() {
            return Ok(Opened { body: response.into_body(), _sender: sender });
        }
        let status = response.status();
        let body = response.into_body().collect().await.map_err(|e| gone(e.to_string()))?.to_bytes();
        Err(Answer { status, body, call: call.name() }.refusal())
    }

    async fn attempt(&self, call: &Call) -> Result<(StatusCode, Option<Duration>, Bytes), String> {
        let idle = self.idle().pop();
        let mut sender = match idle {
            Some(sender) if sender.is_ready() => sender,
            Some(_) | None => self.connect().await?,
        };
        let request = self.request(call).map_err(|e| e.to_string())?;
        let exchange = async {
            let response = sender.send_request(request).await.map_err(|e| e.to_string())?;
            let status = response.status();
            let header = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
            let told = backoff::retry_after(header);
            let body = response.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
            Ok::<_, String>((status, told, body))
        };
        let answer = timeout(ANSWER_MAX, exchange).await.map_err(|_| "no answer".to_owned())??;
        // A connection that failed is dropped above; only a whole one is used again.
        if sender.ready().await.is_ok() {
            self.idle().push(sender);
        }
        Ok(answer)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<SendRequest<Full<Bytes>>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, String> {
        let stream = timeout(ANSWER_MAX, TcpStream::connect(&self.authority));
        let stream = stream.await.map_err(|_| "no connection".to_owned())?.map_err(|e| e.to_string())?;
        stream.set_nodelay(true).map_err(|e| e.to_string())?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(async move {
            // Why a connection ended is told to whoever waits for an answer on it.
            let _ = connection.await;
        });
        Ok(sender)
    }

    fn request(&self, call: &Call) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        let mut request = Request::builder()
            .method(&call.method)
            .uri(&call.path)
            .header(header::HOST, &self.authority)
            .header(header::AUTHORIZATION, call.bearer.as_ref().unwrap_or(&self.authorization));
        if call.method != Method::GET {
            request = request.header(header::CONTENT_TYPE, call.content_type);
        }
        if let Some(key) = &call.idempotency_key {
            request = request.header("idempotency-key", key);
        }
        request.body(Full::new(call.body.clone()))
    }
}

fn busy(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_plain_http() {
        for (given, expected) in [
            ("http://127.0.0.1:7070", Some("127.0.0.1:7070")),
            ("http://localhost", Some("localhost:80")),
            ("https://127.0.0.1:7070", None),
            ("127.0.0.1:7070", None),
            ("", None),
        ] {
            let client = Client::new(given, "key", 1);
            assert_eq!(client.ok().map(|c| c.authority).as_deref(), expected, "{given}");
        }
    }
}
