//! What one may ask of the bench on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

/// Who is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contender {
    /// Realtail itself.
    Realtail,
    /// Redis 7 with a Lua script, synced before every answer.
    Redis,
    /// PostgreSQL with one guarded update and one insert in a transaction.
    Postgres,
    /// PostgreSQL with the same in one statement.
    PostgresOneStatement,
    /// The HTTP stack answering a constant.
    Constant,
    /// Medusa 2 on PostgreSQL, from the empty cart to the order.
    Medusa,
    /// The same, the last step alone: carts were filled and payments begun before.
    MedusaLastStep,
}

impl Contender {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Contender::Realtail => "Realtail",
            Contender::Redis => "Redis",
            Contender::Postgres => "PostgreSQL",
            Contender::PostgresOneStatement => "PostgreSQL, one statement",
            Contender::Constant => "constant answer",
            Contender::Medusa => "Medusa 2",
            Contender::MedusaLastStep => "Medusa 2, last step",
        }
    }
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Work {
    /// Single holds, uniform and on one hot item.
    Holds,
    /// `holds:batch` of 100.
    Batch,
    /// Signals in batches of 500 sales of 5 lines.
    Signals,
    /// Availability reads, alone and while writes go on.
    Reads,
    /// From signal accepted to action emitted, at half of full load.
    Delay,
    /// Orders of three lines: one by one beside Medusa, many a call, and at half of full load.
    Orders,
    /// Promises for a basket of ten lines over 500 sites.
    Promise,
    /// Routing previews over 500 sites.
    Route,
    /// Prices of a basket of thirty lines under 1,000 promotions.
    Price,
    /// Restarting on a long log.
    Recovery,
    /// Memory of item-site pairs.
    Memory,
    /// What the disk and the loopback give at most.
    Limits,
}

/// Measures Realtail against what a user would pick instead.
#[derive(Args, Clone, Debug)]
pub struct BenchArgs {
    /// About one minute: fewer clients, one short round, small data.
    #[arg(long)]
    pub quick: bool,
    /// Only these contenders.
    #[arg(long, value_delimiter = ',', value_enum)]
    pub only: Vec<Contender>,
    /// Only this work.
    #[arg(long, value_delimiter = ',', value_enum)]
    pub work: Vec<Work>,
    /// The `realtail` binary; without it this very program.
    #[arg(long, value_name = "FILE")]
    pub binary: Option<PathBuf>,
    /// Where data folders are made: a real disk, not one in memory.
    #[arg(long, value_name = "DIR", default_value_os_t = std::env::temp_dir())]
    pub temp: PathBuf,
    /// Where bench.json, bench.md and bench.svg are written.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    pub out: PathBuf,
    /// Numbers of clients for single holds.
    #[arg(long, value_delimiter = ',', value_name = "N,N")]
    pub clients: Vec<usize>,
    /// Rounds in which the contenders take turns.
    #[arg(long, value_name = "N")]
    pub rounds: Option<usize>,
    /// Item-site pairs to load for the memory figure.
    #[arg(long, value_name = "N")]
    pub pairs: Option<u64>,
    /// Events in the log that recovery is timed on.
    #[arg(long, value_name = "N")]
    pub recovery_events: Option<u64>,
    /// Events in the log of which most are in the snapshot.
    #[arg(long, value_name = "N")]
    pub snapshot_events: Option<u64>,
    /// Threads of the load generator.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub threads: usize,
    /// Be the constant-answer server, until stopped.
    #[arg(long, value_name = "ADDR", hide = true)]
    pub serve_constant: Option<SocketAddr>,
}

/// How long and how often.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Numbers of clients for single holds.
    pub clients: Vec<usize>,
    /// Rounds in which the contenders take turns.
    pub rounds: usize,
    /// Time before counting.
    pub warm_up: Duration,
    /// Time counted.
    pub counted: Duration,
    /// Numbers of clients for orders beside Medusa.
    pub shoppers: Vec<usize>,
    /// Time counted of who takes seconds, not milliseconds, for an answer.
    pub counted_slow: Duration,
    /// Item-site pairs of the memory figure.
    pub pairs: u64,
    /// Events of the recovery figure.
    pub recovery_events: u64,
    /// Events of the figure of recovery with a snapshot.
    pub snapshot_events: u64,
}

impl BenchArgs {
    /// Whether a contender takes part.
    pub fn asks(&self, contender: Contender) -> bool {
        let also = match contender {
            Contender::PostgresOneStatement => self.only.contains(&Contender::Postgres),
            Contender::MedusaLastStep => self.only.contains(&Contender::Medusa),
            _ => false,
        };
        self.only.is_empty() || self.only.contains(&contender) || also
    }

    /// Whether this work is done.
    pub fn asks_for(&self, work: Work) -> bool {
        self.work.is_empty() || self.work.contains(&work)
    }

    /// The numbers behind the words.
    pub fn plan(&self) -> Plan {
        let quick = self.quick;
        let clients: &[usize] = if quick { &[64, 1024] } else { &[8, 64, 256, 1024] };
        Plan {
            clients: if self.clients.is_empty() { clients.to_vec() } else { self.clients.clone() },
            rounds: self.rounds.unwrap_or(if quick { 1 } else { 5 }).max(1),
            warm_up: Duration::from_millis(if quick { 200 } else { 400 }),
            counted: Duration::from_millis(if quick { 600 } else { 1200 }),
            shoppers: if quick { vec![8] } else { vec![1, 8, 16] },
            counted_slow: Duration::from_secs(if quick { 8 } else { 12 }),
            pairs: self.pairs.unwrap_or(if quick { 100_000 } else { 10_000_000 }),
            recovery_events: self.recovery_events.unwrap_or(if quick { 100_000 } else { 1_000_000 }),
            snapshot_events: self.snapshot_events.unwrap_or(if quick { 200_000 } else { 10_000_000 }),
        }
    }
}
