//! PostgreSQL: one guarded update and one insert in a transaction, durable before the answer.

use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::sync::Semaphore;
use tokio_postgres::{Client, Statement};

use crate::baseline::cluster::{Cluster, runtime};
use crate::load::{Tally, fresh_uniques};
use crate::shop::{EXPIRES_IN_MS, Shop};

/// Above this many clients, they share this many connections.
pub const POOL: usize = 64;
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
    /// The postmaster and its folder.
    pub cluster: Cluster,
}

impl Postgres {
    /// Makes a cluster, starts and fills it.
    pub fn start(temp: &Path, shop: Shop) -> Result<Postgres> {
        let postgres = Postgres { cluster: Cluster::start(temp)? };
        runtime()?.block_on(postgres.fill(shop))?;
        Ok(postgres)
    }

    async fn fill(&self, shop: Shop) -> Result<()> {
        let client = self.cluster.connect().await?;
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
                ready.push(Prepared::new(self.cluster.connect().await?).await?);
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
