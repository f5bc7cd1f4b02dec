//! `realtail demo`: the engine on a fresh data folder, and a retailer's year replayed to it over its public interface.

use crate::config;
use crate::serve;
use anyhow::Context;
use clap::{Args, ValueEnum};
use realtail_demo::{Options, Size, Source, load, replay};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which retailer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Retailer {
    /// The Complete Journey: a real year of a real grocer. `./dev demo` fetches it.
    #[default]
    Completejourney,
    /// Made up from a seed; needs nothing.
    Generated,
}

/// What may be said on the command line.
#[derive(Args, Clone, Debug)]
pub struct Flags {
    /// Which retailer.
    #[arg(long, value_enum, default_value_t)]
    source: Retailer,
    /// Seconds of business time in a second of wall time; `inf` for as fast as it goes.
    #[arg(long)]
    speed: Option<f64>,
    /// Where to listen.
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
    /// The data folder, emptied first; one that is removed at the end where none is named.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Stop after so many days of business time.
    #[arg(long)]
    days: Option<u32>,
    /// Chooses everything that is left to chance.
    #[arg(long)]
    seed: Option<u64>,
    /// End when the year is over, instead of serving on until stopped.
    #[arg(long)]
    exit: bool,
}

/// Runs until it is stopped, or the year is over where that was asked for.
pub fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let own = flags.data.is_none();
    let chosen = flags.data.clone();
    let data =
        chosen.unwrap_or_else(|| std::env::temp_dir().join(format!("realtail-demo-{}", std::process::id())));
    fresh(&data)?;
    let done = demonstrate(flags, &data);
    if own {
        std::fs::remove_dir_all(&data).with_context(|| format!("remove {}", data.display()))?;
    }
    done
}

/// Only a folder that is empty, or holds what an engine has left, is emptied.
fn fresh(data: &Path) -> anyhow::Result<()> {
    if data.exists() {
        let is_ours = data.join("log").is_dir() || std::fs::read_dir(data)?.next().is_none();
        anyhow::ensure!(
            is_ours,
            "{} holds something else than a Realtail log; name another folder",
            data.display()
        );
        std::fs::remove_dir_all(data).with_context(|| format!("empty {}", data.display()))?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the report is what was asked for")]
fn demonstrate(flags: &Flags, data: &Path) -> anyhow::Result<ExitCode> {
    let settings = config::Flags {
        data: Some(data.to_owned()),
        listen: flags.listen.clone(),
        // Nobody pays for what a demo orders, whatever else is switched on here.
        // Payments that are scripted to time out are looked up sooner: no business time goes by while they wait.
        set: vec![
            "payments.test_provider=on".to_owned(),
            "payments.timeout_ms=2000".to_owned(),
            // The reader of the store that is shown asks its tags about once a second.
            "tags.epoch_ms=1000".to_owned(),
            // That of the shoppers' phones is the demo's own.
            "push.local=true".to_owned(),
        ],
        ..Default::default()
    };
    let running = serve::start(&config::read(&settings)?)?;
    let address = running.address();
    let key = match &running.new_key {
        Some(key) => key.clone(),
        None => std::env::var("REALTAIL_ADMIN_KEY").context("read REALTAIL_ADMIN_KEY")?,
    };
    println!("console: http://{address}/#key={key}");
    let mut options = Options::new(format!("http://{address}"), key);
    options.source = match flags.source {
        Retailer::Completejourney => Source::CompleteJourney(None),
        Retailer::Generated => Source::Generated(Size::default()),
    };
    options.until_days = flags.days;
    options.speed = flags.speed.unwrap_or(options.speed);
    options.seed = flags.seed.unwrap_or(options.seed);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(async {
        let loaded = load(&options).await?;
        let stop = async {
            // Where the signal cannot be heard, the year goes by to its end.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        anyhow::Ok(replay(&options, &loaded, stop).await?)
    })?;
    println!("{report}");
    let clean = report.is_clean();
    if !flags.exit && report.complete {
        println!("\nThe year is over; the console stays at http://{address}/ until Ctrl-C.");
        runtime.block_on(tokio::signal::ctrl_c())?;
    }
    drop(runtime);
    running.stop()?;
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
