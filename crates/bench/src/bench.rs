//! A run: who takes part, what was found so far, and how a round is taken.

use std::time::Instant;

use anyhow::{Context, Result};

use crate::args::{BenchArgs, Contender, Plan};
use crate::baseline::constant::Constant;
use crate::baseline::postgres::Postgres;
use crate::baseline::redis::Redis;
use crate::cpu::CpuTime;
use crate::load::{Load, Success, Tally, drive};
use crate::machine::{Machine, is_in_memory};
use crate::process::Server;
use crate::realtail::Realtail;
use crate::reply::Protocol;
use crate::report::{Report, Sample};
use crate::shop::Shop;
use crate::template::Template;

/// What each pair has on hand at first.
pub const OPENING_UNITS: u32 = 10_000;
/// What the hot item has on hand at first.
const HOT_UNITS: u64 = 1_000_000_000;
/// Items in the catalogue of which the book has none.
pub const BARE_ITEMS: u32 = 1_000;

/// A run.
pub struct Bench {
    /// What was asked.
    pub args: BenchArgs,
    /// How long and how often.
    pub plan: Plan,
    /// What was found so far.
    pub report: Report,
    /// Realtail, with stock.
    pub realtail: Option<Realtail>,
    /// Redis, with stock.
    pub redis: Option<Redis>,
    /// PostgreSQL, with stock.
    pub postgres: Option<Postgres>,
    /// The constant-answer server.
    pub constant: Option<Constant>,
}

impl Bench {
    /// Nothing started yet.
    pub fn new(args: BenchArgs) -> Bench {
        let machine = Machine::here();
        let mut notes = Vec::new();
        if machine.load_before > 0.5 {
            let load = machine.load_before;
            notes.push(format!(
                "the machine was not idle before the run (load {load}): numbers are only indicative"
            ));
        }
        if is_in_memory(&args.temp) {
            let folder = args.temp.display();
            notes.push(format!(
                "{folder} lies in memory: syncs cost nothing there, use --temp with a real disk"
            ));
        }
        let report =
            Report { machine, quick: args.quick, rows: vec![], figures: vec![], bars: vec![], notes };
        let plan = args.plan();
        Bench { args, plan, report, realtail: None, redis: None, postgres: None, constant: None }
    }

    /// Starts everybody who was asked for; `others` says whether more than Realtail is needed.
    pub fn start(&mut self, others: bool) -> Result<()> {
        let temp = self.args.temp.clone();
        if self.args.asks(Contender::Realtail) {
            let realtail = step("start and load Realtail", || {
                let realtail = Realtail::start(self.args.binary.as_deref(), &temp)?;
                realtail.load_catalogue(Shop::UNIFORM, BARE_ITEMS)?;
                realtail.load_stock(Shop::UNIFORM, OPENING_UNITS, Shop::UNIFORM.pairs())?;
                realtail.load_hot(HOT_UNITS)?;
                Ok(realtail)
            });
            self.realtail =
                Some(realtail.context("start Realtail (leave it out with --only redis,postgres,constant)")?);
        }
        if others && self.args.asks(Contender::Redis) {
            self.redis = Some(step("start and load Redis", || Redis::start(&temp, Shop::UNIFORM))?);
        }
        if others && self.args.asks(Contender::Postgres) {
            self.postgres =
                Some(step("start and load PostgreSQL", || Postgres::start(&temp, Shop::UNIFORM))?);
        }
        if others && self.args.asks(Contender::Constant) {
            self.constant = Some(step("start the constant-answer server", || Constant::start(&temp))?);
        }
        Ok(())
    }

    /// A load of this plan's length.
    pub fn load(&self, server: &Server, protocol: Protocol, clients: usize, success: Success) -> Load {
        Load {
            addr: server.addr,
            protocol,
            clients,
            threads: self.args.threads.max(1),
            warm_up: self.plan.warm_up,
            counted: self.plan.counted,
            pace: None,
            success,
        }
    }

    /// Loads Realtail in rounds and keeps what was found as a row.
    pub fn drive_realtail(
        &mut self,
        work: &'static str,
        unit: &'static str,
        clients: usize,
        template: &Template,
        success: &Success,
    ) -> Result<()> {
        self.pace_realtail(work, unit, clients, None, template, success)
    }

    /// The same at so many requests a second, come what may.
    pub fn pace_realtail(
        &mut self,
        work: &'static str,
        unit: &'static str,
        clients: usize,
        pace: Option<f64>,
        template: &Template,
        success: &Success,
    ) -> Result<()> {
        for _ in 0..self.plan.rounds {
            let Some(realtail) = &self.realtail else { return Ok(()) };
            let load = Load { pace, ..self.load(&realtail.server, Protocol::Http, clients, success.clone()) };
            let sample = take(&[realtail.server.pid()], || drive(&load, template))?;
            self.keep(work, unit, Contender::Realtail, clients, sample);
        }
        Ok(())
    }

    /// Keeps a round and shows it.
    pub fn keep(
        &mut self,
        work: &'static str,
        unit: &'static str,
        who: Contender,
        clients: usize,
        sample: Sample,
    ) {
        let Sample { per_second, p50_ms, p99_ms, server_cpu_us, failures, .. } = &sample;
        let failed = match failures.len() {
            0 => String::new(),
            _ => format!("  FAILED {failures:?}"),
        };
        eprintln!(
            "  {work:28} {clients:5} clients  {:26} {per_second:10.1} {unit}/s  p50 {p50_ms:8.3} ms  p99 {p99_ms:8.3} ms  \
             {server_cpu_us:6.1} us{failed}",
            who.name()
        );
        self.report.add(work, unit, who, clients, sample);
    }
}

/// Says what is being done and how long it took.
pub fn step<T>(what: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("{what} …");
    let begin = Instant::now();
    let done = run().with_context(|| what.to_owned())?;
    eprintln!("  done in {:.1} s", begin.elapsed().as_secs_f64());
    Ok(done)
}

/// Takes one round with the processor time of both sides.
pub fn take(servers: &[u32], run: impl FnOnce() -> Result<Tally>) -> Result<Sample> {
    let of_servers =
        || servers.iter().map(|&pid| CpuTime::of_family(pid)).fold(CpuTime::default(), CpuTime::plus);
    let (client, server) = (CpuTime::of_self(), of_servers());
    let begin = Instant::now();
    let tally = run()?;
    let wall_s = begin.elapsed().as_secs_f64();
    let client = CpuTime::of_self().since(client);
    let server = of_servers().since(server);
    // Processor time covers the warm-up too, so it is put on all requests that this rate stands for.
    let requests = (tally.request_rate() * wall_s).max(1.0);
    Ok(Sample {
        per_second: tally.rate(),
        requests_per_second: tally.request_rate(),
        p50_ms: tally.millis_at(0.5),
        p99_ms: tally.millis_at(0.99),
        client_cpu_us: client.total_s() * 1e6 / requests,
        server_cpu_us: server.total_s() * 1e6 / requests,
        failures: tally.failures,
    })
}
