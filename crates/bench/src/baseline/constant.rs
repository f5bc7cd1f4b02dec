//! The HTTP stack alone: parses the same request and answers a constant of the same size.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use serde::Deserialize;
use socket2::{Domain, Protocol, Socket, Type};

use crate::process::{Folder, Server, accepts, free_addr};

const ANSWER: &str = concat!(
    r#"{"hold":"h00000000000000","state":"held","expires_at":"2026-11-23T12:00:00.000Z","#,
    r#""lines":[{"item":"item-00000","quantity":1,"site":"site-000"}]}"#
);

/// The body of `POST /v1/holds`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to be parsed, not to be used")]
struct Hold {
    hold: Option<String>,
    owner: String,
    channel: String,
    expires_in_ms: u64,
    lines: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "read to be parsed, not to be used")]
struct Line {
    item: String,
    quantity: u32,
    site: Option<String>,
    region: Option<String>,
}

/// A running constant-answer server.
#[derive(Debug)]
pub struct Constant {
    /// The process.
    pub server: Server,
    _folder: Folder,
}

impl Constant {
    /// Starts this very program again, as that server.
    pub fn start(temp: &Path) -> Result<Constant> {
        let folder = Folder::new(temp, "constant")?;
        let addr = free_addr()?;
        let mut command = Command::new(std::env::current_exe().context("find this program")?);
        if std::env::args().nth(1).is_some_and(|word| word == "bench") {
            command.arg("bench");
        }
        command.args(["--serve-constant", &addr.to_string()]);
        let mut server = Server::start("constant", command, addr, folder.path())?;
        server.wait_until(Duration::from_secs(10), accepts)?;
        Ok(Constant { server, _folder: folder })
    }
}

/// Serves until stopped: one single-threaded runtime a core, each with a listener of its own.
pub fn serve(addr: SocketAddr) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let threads: Vec<_> = (0..cores).map(|_| std::thread::spawn(move || serve_one(addr))).collect();
    for thread in threads {
        thread.join().map_err(|_| anyhow!("a server thread panicked"))??;
    }
    Ok(())
}

fn serve_one(addr: SocketAddr) -> Result<()> {
    let listener = listen(addr)?;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("make a runtime")?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener).context("hand the listener to tokio")?;
        let routes = Router::new().route("/v1/holds", post(hold));
        loop {
            let (socket, _) = listener.accept().await.context("accept")?;
            socket.set_nodelay(true).context("set TCP_NODELAY")?;
            let service = TowerToHyperService::new(routes.clone());
            tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(socket), service));
        }
    })
}

fn listen(addr: SocketAddr) -> Result<std::net::TcpListener> {
    let socket =
        Socket::new(Domain::for_address(addr), Type::STREAM, Some(Protocol::TCP)).context("make a socket")?;
    socket.set_reuse_address(true).context("set SO_REUSEADDR")?;
    socket.set_reuse_port(true).context("set SO_REUSEPORT")?;
    socket.set_nonblocking(true).context("set nonblocking")?;
    socket.bind(&addr.into()).with_context(|| format!("bind {addr}"))?;
    socket.listen(4096).context("listen")?;
    Ok(socket.into())
}

async fn hold(body: Bytes) -> Response {
    match serde_json::from_slice::<Hold>(&body) {
        Ok(hold) => {
            std::hint::black_box(hold);
            (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], ANSWER).into_response()
        }
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}
