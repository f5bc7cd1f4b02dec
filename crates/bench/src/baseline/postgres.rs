//! PostgreSQL: one guarded update and one insert in a transaction, durable before the answer.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::Signal;
use tokio::sync::Semaphore;
use tokio_postgres::{Client, NoTls, Statement};

use crate::load::{Tally, fresh_uniques};
use crate::process::{Folder, Server, accepts, find_program, free_addr};
use crate::shop::{EXPIRES_IN_MS, Shop};

/// Above this many clients, they share this many connections.
pub const POOL: usize = 64;
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
const UPDATE: &str = "UPDATE stock SET reserved = reserved + 1 \
    WHERE item = $1 AND site = $2 AND on_hand - reserved >= 1";
const INSERT: &str = "INSERT INTO holds (hold, item, site, quantity, owner, channel, expires_at) \
    VALUES ($1, $2, $3, 1, $4, 'web', now() + $5 * interval '1 millisecond')";
/// The same in one statement and one round trip, for those who know how.
const AT_ONCE: &str = "WITH room AS (UPDATE stock SET reserved = reserved + 1 \
    WHERE item = $1 AND site = $2 AND on_hand - reserved >= 1 RETURNING item, site) \
    INSERT INTO holds (hold, item, site, quantity, owner, channel, expires_at) \
    SELECT $3, item, site, 1, $4, 'web', now() + $5 * interval '1 millisecond' FROM room";

/// How the transaction is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// BEGIN, UPDATE, INSERT, COMMIT, each awaited.
    Transaction,
    /// One statement with a common table expression.
    OneStatement,
}

/// A running PostgreSQL with opening stock.
#[derive(Debug)]
pub struct Postgres {
    /// The postmaster.
    pub server: Server,
    _folder: Folder,
}

impl Postgres {
    /// Makes a cluster, starts and fills it.
    pub fn start(temp: &Path, shop: Shop) -> Result<Postgres> {
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
        let postgres = Postgres { server, _folder: folder };
        runtime()?.block_on(postgres.fill(shop))?;
        Ok(postgres)
    }

    async fn fill(&self, shop: Shop) -> Result<()> {
        let begin = Instant::now();
        let client = loop {
            match self.connect().await {
                Ok(client) => break client,
                Err(_) if begin.elapsed() < Duration::from_secs(20) => tokio::time::sleep(NAP).await,
                Err(error) => return Err(error),
            }
        };
        let sql = format!(
            "CREATE TABLE stock (item int, site int, on_hand bigint NOT NULL, reserved bigint NOT NULL,
                 PRIMARY KEY (item, site)) WITH (fillfactor = 50);
             CREATE TABLE holds (hold text PRIMARY KEY, item int NOT NULL, site int NOT NULL, quantity int NOT NULL,
                 owner text NOT NULL, channel text NOT NULL, expires_at timestamptz NOT NULL);
             INSERT INTO stock SELECT item, site, 1000000000, 0
                 FROM generate_series(0, {}) item, generate_series(0, {}) site;
             VACUUM ANALYZE stock;
             CHECKPOINT;",
            shop.items - 1,
            shop.sites - 1
        );
        for statement in sql.split(';') {
            client.batch_execute(statement).await.context("fill PostgreSQL")?;
        }
        Ok(())
    }

    async fn connect(&self) -> Result<Client> {
        let port = self.server.addr.port();
        let settings = format!("host=127.0.0.1 port={port} user=postgres dbname=postgres");
        let (client, connection) =
            tokio_postgres::connect(&settings, NoTls).await.context("connect to PostgreSQL")?;
        tokio::spawn(connection);
        Ok(client)
    }

    /// Places holds until the time is over.
    pub fn drive(
        &self,
        shop: Shop,
        style: Style,
        clients: usize,
        warm_up: Duration,
        counted: Duration,
    ) -> Result<Tally> {
        runtime()?.block_on(async {
            let connections = if clients > 256 { POOL } else { clients };
            let mut ready = Vec::new();
            for _ in 0..connections {
                ready.push(Prepared::new(self.connect().await?).await?);
            }
            let pool = Pool { ready: Mutex::new(ready), room: Semaphore::new(connections) };
            let begin = Instant::now() + warm_up;
            let until = begin + counted;
            let tasks = tokio::task::LocalSet::new();
            let pool = std::rc::Rc::new(pool);
            let mut running = Vec::new();
            for client in 0..clients {
                let task = shopper(pool.clone(), shop, style, client as u64, begin, until);
                running.push(tasks.spawn_local(task));
            }
            let mut total = Tally::new(counted);
            tasks.await;
            for task in running {
                total.merge(&task.await.context("join a client")??);
            }
            Ok(total)
        })
    }
}

const NAP: Duration = Duration::from_millis(50);

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

struct Pool {
    ready: Mutex<Vec<Prepared>>,
    room: Semaphore,
}

struct Prepared {
    client: Client,
    update: Statement,
    insert: Statement,
    at_once: Statement,
}

async fn shopper(
    pool: std::rc::Rc<Pool>,
    shop: Shop,
    style: Style,
    seed: u64,
    begin: Instant,
    until: Instant,
) -> Result<Tally> {
    let mut tally = Tally::new(until - begin);
    let mut chance = (seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut unique = fresh_uniques();
    loop {
        let started = Instant::now();
        if started >= until {
            return Ok(tally);
        }
        let mut below = |n: u32| {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (((chance >> 33) * u64::from(n)) >> 31) as i32
        };
        let (item, site, owner) = (below(shop.items), below(shop.sites), below(1_000_000));
        unique += 1;
        let permit = pool.room.acquire().await.context("wait for a connection")?;
        let taken = pool.ready.lock().map_err(|_| anyhow::anyhow!("pool poisoned"))?.pop();
        let mut connection = taken.context("a permit without a connection")?;
        let held = connection
            .hold(style, item, site, &format!("h{unique:014}"), &format!("shopper-{owner:06}"))
            .await;
        pool.ready.lock().map_err(|_| anyhow::anyhow!("pool poisoned"))?.push(connection);
        drop(permit);
        let now = Instant::now();
        if (begin..until).contains(&now) {
            tally.requests += 1;
            tally.latency.saturating_record((now - started).as_nanos() as u64);
            match held {
                Ok(1) => tally.units += 1,
                Ok(_) => tally.fail("no room".to_owned()),
                Err(error) => tally.fail(error.to_string()),
            }
        }
    }
}

impl Prepared {
    async fn new(client: Client) -> Result<Prepared> {
        let update = client.prepare(UPDATE).await.context("prepare UPDATE")?;
        let insert = client.prepare(INSERT).await.context("prepare INSERT")?;
        let at_once = client.prepare(AT_ONCE).await.context("prepare the one statement")?;
        Ok(Prepared { client, update, insert, at_once })
    }

    async fn hold(
        &mut self,
        style: Style,
        item: i32,
        site: i32,
        hold: &str,
        owner: &str,
    ) -> Result<u64, tokio_postgres::Error> {
        let expires_in_ms = EXPIRES_IN_MS as f64;
        if style == Style::OneStatement {
            return self.client.execute(&self.at_once, &[&item, &site, &hold, &owner, &expires_in_ms]).await;
        }
        let transaction = self.client.transaction().await?;
        let updated = transaction.execute(&self.update, &[&item, &site]).await?;
        if updated == 1 {
            transaction.execute(&self.insert, &[&hold, &item, &site, &owner, &expires_in_ms]).await?;
        }
        transaction.commit().await?;
        Ok(updated)
    }
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("make a runtime")
}
