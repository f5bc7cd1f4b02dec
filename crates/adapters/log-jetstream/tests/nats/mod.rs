//! A NATS server of a test's own.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Each message is synced before it is acknowledged; by default servers sync when they please.
pub const SYNCED: &str = "sync_interval: always";

pub struct Server {
    dir: TempDir,
    port: u16,
    process: Option<Child>,
}

impl Server {
    /// Starts one that syncs as `sync` says; `more` goes into its settings.
    pub fn start(sync: &str, more: &str) -> Server {
        let dir = TempDir::new().expect("a temporary folder");
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let store = dir.path().join("store");
        let jetstream = format!("jetstream {{ store_dir: {store:?}, {sync} }}");
        let settings = format!("listen: \"127.0.0.1:{port}\"\n{jetstream}\n{more}\n");
        std::fs::write(dir.path().join("nats.conf"), settings).expect("settings");
        let mut server = Server { dir, port, process: None };
        server.begin();
        server
    }

    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub fn begin(&mut self) {
        let mut command = Command::new(program());
        command.arg("-c").arg(self.dir.path().join("nats.conf"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(command.spawn().expect("a server"));
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < deadline, "nats-server does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// As hard as `kill -9`.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("a kill");
            process.wait().expect("its end");
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn program() -> std::path::PathBuf {
    let named = std::env::var_os("REALTAIL_NATS_SERVER").map(Into::into);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        || std::env::split_paths(&path).map(|dir| dir.join("nats-server")).find(|file| file.is_file());
    named
        .or_else(found)
        .expect("no nats-server: run ./dev test, which fetches one and sets REALTAIL_NATS_SERVER")
}
