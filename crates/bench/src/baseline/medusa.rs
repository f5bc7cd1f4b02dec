//! Medusa 2 on a PostgreSQL of its own: a shop that takes orders, as its makers say to run it on this machine.

mod checkout;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::baseline::cluster::{Cluster, runtime};
use crate::process::{Folder, Server, find_program, free_addr};
use crate::wire::Wire;

/// Where `./dev bench` has installed it.
pub const HOME: &str = "REALTAIL_MEDUSA";
/// Products, each with all the stock one could want at the only site.
pub const PRODUCTS: u32 = 1_000;
/// The program that all its commands go through, inside its home.
const CLI: &str = "node_modules/@medusajs/cli/cli.js";

/// A running Medusa with products and stock.
#[derive(Debug)]
pub struct Medusa {
    /// The process that leads one server a core.
    pub server: Server,
    cluster: Cluster,
    shop: Shop,
    _folder: Folder,
}

/// What the seed script made.
#[derive(Debug, Deserialize)]
struct Shop {
    key: String,
    region: String,
    channel: String,
    option: String,
    variants: Vec<String>,
}

/// How its programs are started.
struct Launcher {
    node: PathBuf,
    home: PathBuf,
    database: String,
}

impl Medusa {
    /// Its home, where it is installed.
    pub fn home() -> Option<PathBuf> {
        let home = PathBuf::from(std::env::var_os(HOME)?);
        home.join(CLI).is_file().then_some(home)
    }

    /// Makes a database, its tables and its products, and starts a server on each core.
    pub fn start(home: &Path, temp: &Path) -> Result<Medusa> {
        let node = find_program(&["node"], &[]).context("Node.js is not installed")?;
        let cluster = Cluster::start(temp)?;
        let database = format!("postgres://postgres@127.0.0.1:{}/medusa", cluster.server.addr.port());
        let launcher = Launcher { node, home: home.to_owned(), database };
        let folder = Folder::new(temp, "medusa")?;
        let shop = runtime()?.block_on(fill(&cluster, &launcher, folder.path()))?;
        let addr = free_addr()?;
        let (port, cores) = (addr.port().to_string(), cores().to_string());
        let command =
            launcher.command(&["start", "--host", "127.0.0.1", "--port", &port, "--cluster", &cores]);
        let mut server = Server::start("medusa", command, addr, folder.path())?.with_family();
        server.wait_until(Duration::from_secs(120), |addr| is_healthy(addr, &shop.key))?;
        Ok(Medusa { server, cluster, shop, _folder: folder })
    }

    /// Every process that works for it.
    pub fn pids(&self) -> [u32; 2] {
        [self.server.pid(), self.cluster.server.pid()]
    }
}

/// The same tables, products and statistics as a shop that has been there for a while.
async fn fill(cluster: &Cluster, launcher: &Launcher, folder: &Path) -> Result<Shop> {
    let client = cluster.connect().await?;
    client.batch_execute("CREATE DATABASE medusa").await.context("make a database for Medusa")?;
    launcher.run(&["db:migrate"])?;
    let made = folder.join("shop.json");
    launcher.run(&["exec", "./seed.js", &PRODUCTS.to_string(), &made.to_string_lossy()])?;
    let (client, connection) = tokio_postgres::connect(&launcher.database, tokio_postgres::NoTls)
        .await
        .context("connect to Medusa's database")?;
    tokio::spawn(connection);
    client.batch_execute("VACUUM ANALYZE").await.context("analyze Medusa's tables")?;
    let text = std::fs::read_to_string(&made).context("read what the seed script made")?;
    serde_json::from_str(&text).context("read what the seed script made")
}

impl Launcher {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.node);
        command.arg(CLI).args(words).current_dir(&self.home);
        command.envs([
            ("NODE_ENV", "production"),
            ("LOG_LEVEL", "error"),
            ("MEDUSA_DISABLE_TELEMETRY", "true"),
        ]);
        command.env("DATABASE_URL", &self.database);
        command
    }

    fn run(&self, words: &[&str]) -> Result<()> {
        let what = format!("medusa {}", words[0]);
        let ran = self.command(words).output().with_context(|| format!("run {what}"))?;
        if !ran.status.success() {
            let said = [ran.stdout, ran.stderr].concat();
            let text = String::from_utf8_lossy(&said);
            let last: Vec<&str> = text.lines().rev().take(5).collect();
            bail!("{what}: {}", last.into_iter().rev().collect::<Vec<_>>().join(" / "));
        }
        Ok(())
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get())
}

/// Each of its servers must be there: they take connections in turn.
fn is_healthy(addr: std::net::SocketAddr, key: &str) -> bool {
    (0..2 * cores()).all(|_| {
        let answer = Wire::with_header(addr, "x-publishable-api-key", key)
            .and_then(|mut wire| wire.call("GET", "/health", ""));
        matches!(answer, Ok((200, _)))
    })
}
