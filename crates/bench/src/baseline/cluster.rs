//! A private PostgreSQL in a folder of its own, for whoever keeps their data in one.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use tokio_postgres::{Client, NoTls};

use crate::process::{Folder, Server, accepts, find_program, free_addr};

const FOLDERS: &[&str] = &[
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/17/bin",
    "/usr/lib/postgresql/18/bin",
];
/// What a competent owner of a machine of this size sets; the rest is as it comes.
const SETTINGS: &[&str] = &[
    "shared_buffers=1GB",
    "max_connections=320",
    "fsync=on",
    "synchronous_commit=on",
    "max_wal_size=8GB",
    "checkpoint_timeout=30min",
    "wal_buffers=16MB",
    "listen_addresses=127.0.0.1",
];
const NAP: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(20);

/// A running PostgreSQL, empty at first.
#[derive(Debug)]
pub struct Cluster {
    /// The postmaster.
    pub server: Server,
    _folder: Folder,
}

impl Cluster {
    /// Makes a cluster and starts it.
    pub fn start(temp: &Path) -> Result<Cluster> {
        let missing = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
        let initdb = find_program(&["initdb"], FOLDERS).context(missing)?;
        let postgres = find_program(&["postgres"], FOLDERS).context(missing)?;
        let folder = Folder::new(temp, "postgres")?;
        let owner = Owner::choose()?;
        owner.give(folder.path())?;
        let data = folder.path().join("data");
        let mut command = owner.command(initdb);
        command
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(&data);
        let made = command.current_dir(folder.path()).output().context("run initdb")?;
        if !made.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&made.stderr));
        }
        let addr = free_addr()?;
        let mut command = owner.command(postgres);
        command.current_dir(folder.path()).arg("-D").arg(&data).args(["-p", &addr.port().to_string()]);
        command.arg("-k").arg(folder.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        // SIGINT is PostgreSQL's fast stop: it does not wait for clients.
        let mut server = Server::start("postgres", command, addr, folder.path())?.stopping_with(Signal::INT);
        server.wait_until(Duration::from_secs(30), accepts)?;
        Ok(Cluster { server, _folder: folder })
    }

    /// A connection; waits while it still says that it is starting up.
    pub async fn connect(&self) -> Result<Client> {
        let settings =
            format!("host=127.0.0.1 port={} user=postgres dbname=postgres", self.server.addr.port());
        let begin = Instant::now();
        loop {
            match tokio_postgres::connect(&settings, NoTls).await {
                Ok((client, connection)) => {
                    tokio::spawn(connection);
                    return Ok(client);
                }
                Err(_) if begin.elapsed() < PATIENCE => tokio::time::sleep(NAP).await,
                Err(error) => return Err(error).context("connect to PostgreSQL"),
            }
        }
    }
}

/// What tasks on connections run on.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("make a runtime")
}

/// PostgreSQL refuses to run as root: then it runs as the user its package made.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn choose() -> Result<Owner> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Owner(None));
        }
        let users = std::fs::read_to_string("/etc/passwd").context("read /etc/passwd")?;
        let line = users.lines().find(|line| line.starts_with("postgres:"));
        let fields: Vec<&str> = line.context("no user `postgres` to run PostgreSQL as")?.split(':').collect();
        let id = |index: usize| fields.get(index).and_then(|id| id.parse().ok()).context("read /etc/passwd");
        Ok(Owner(Some((id(2)?, id(3)?))))
    }

    fn give(&self, folder: &Path) -> Result<()> {
        match self.0 {
            None => Ok(()),
            Some((user, group)) => std::os::unix::fs::chown(folder, Some(user), Some(group)).context("chown"),
        }
    }

    fn command(&self, program: PathBuf) -> Command {
        let mut command = Command::new(program);
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
        command
    }
}
