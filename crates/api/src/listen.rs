//! Listening: one thread per core, each with its own event loop and its own share of the connections.

use crate::app::App;
use crate::holds;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use axum::response::Response;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use socket2::{Domain, Protocol, Socket, Type};
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use tokio::sync::watch;
use tower_service::Service;

/// Everything that can be asked for.
#[derive(Clone)]
pub struct Routes {
    app: App,
    router: Router,
}

impl Routes {
    pub(crate) fn new(app: App, router: Router) -> Routes {
        Routes { app, router }
    }

    pub(crate) async fn answer(&self, request: Request<Body>) -> Response {
        // The one call that comes in the tens of thousands a second does without the way through the router.
        if request.method() == Method::POST && request.uri().path() == "/v1/holds" {
            return holds::answer_place(&self.app, request).await;
        }
        let mut router = self.router.clone();
        let routed = async move {
            match router.call(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        };
        Box::pin(self.app.answer(routed)).await
    }
}

/// Why nothing is listened to.
#[derive(Debug)]
pub struct ListenError {
    address: SocketAddr,
    cause: std::io::Error,
}

impl std::fmt::Display for ListenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "listen on {}: {}", self.address, self.cause)?;
        if self.cause.kind() == std::io::ErrorKind::AddrInUse {
            f.write_str("; is another Realtail running? Choose another with --listen ADDRESS:PORT")?;
        }
        Ok(())
    }
}

impl std::error::Error for ListenError {}

/// Threads that serve until they are told to stop.
pub struct Listening {
    /// Where.
    pub address: SocketAddr,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

impl Listening {
    /// Takes no new connections, lets calls that are under way finish, and waits for the threads.
    pub fn stop(self) {
        let Listening { stop, threads, .. } = self;
        stop.send_replace(true);
        drop(stop);
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a serving thread has panicked");
            }
        }
    }
}

/// Serves `routes` on `address`, with as many threads as `threads` says.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn listen(address: SocketAddr, threads: usize, routes: &Routes) -> Result<Listening, ListenError> {
    let fault = |cause| ListenError { address, cause };
    // A port that somebody else has is told before SO_REUSEPORT would share it.
    drop(TcpListener::bind(address).map_err(fault)?);
    let (stop, stopped) = watch::channel(false);
    let mut bound = address;
    let mut running = Vec::new();
    for n in 0..threads.max(1) {
        let listener = bind(bound).map_err(fault)?;
        bound = listener.local_addr().map_err(fault)?;
        let (routes, stopped) = (routes.clone(), stopped.clone());
        let run = move || serve_thread(listener, routes, stopped);
        running.push(std::thread::Builder::new().name(format!("http-{n}")).spawn(run).map_err(fault)?);
    }
    Ok(Listening { address: bound, stop, threads: running })
}

fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.set_reuse_port(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(4096)?;
    Ok(socket.into())
}

fn serve_thread(listener: TcpListener, routes: Routes, stopped: watch::Receiver<bool>) {
    let runtime = match tokio::runtime::Builder::new_current_thread().event_interval(256).enable_all().build()
    {
        Ok(runtime) => runtime,
        Err(fault) => return tracing::error!("start event loop: {fault}"),
    };
    runtime.block_on(async move {
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => accept(listener, routes, stopped).await,
            Err(fault) => tracing::error!("start listening: {fault}"),
        }
    });
}

async fn accept(listener: tokio::net::TcpListener, routes: Routes, mut stopped: watch::Receiver<bool>) {
    let (open, mut all_closed) = tokio::sync::mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, most likely: give connections time to close.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let (routes, stopped, open) = (routes.clone(), stopped.clone(), open.clone());
        tokio::spawn(async move {
            serve_connection(stream, routes, stopped).await;
            drop(open);
        });
    }
    drop(open);
    // Long-lived streams (events) are cut off rather than waited for.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(2), all_closed.recv()).await;
}

async fn serve_connection(stream: tokio::net::TcpStream, routes: Routes, mut stopped: watch::Receiver<bool>) {
    let routes = &routes;
    let service = hyper::service::service_fn(|request: Request<hyper::body::Incoming>| async move {
        Ok::<_, Infallible>(routes.answer(request.map(Body::new)).await)
    });
    let connection = http1::Builder::new()
        // Head and body are small: copying them into one buffer is quicker than handing over two.
        .writev(false)
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(std::time::Duration::from_secs(60))
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        // A caller that breaks off is no fault of ours.
        _ = connection.as_mut() => return,
        _ = stopped.wait_for(|stop| *stop) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
