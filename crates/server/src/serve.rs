//! `realtail serve`: recover, listen, and leave nothing behind when stopped.

mod followers;
mod outside;

use crate::config::{Config, LogKind};
use crate::payments::Providers;
use crate::push::Door;
use anyhow::Context;
use followers::Followers;
use outside::Outside;
use realtail_api::{App, Inner, Listening};
use realtail_engine::log::Log;
use realtail_engine::{Clock, Engine, Handle, Outcome, OutcomeOf, Progress, Request, Snapshots, SystemClock};
use realtail_kernel::{KeyId, Label};
use realtail_outbox_agents::{Profiles, Signer};
use realtail_platform::{Command, Pillar, Retail};
use realtail_vocabulary::{ApiKey, Role};
use smallvec::{SmallVec, smallvec};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant as Stopwatch;

/// A running engine that is listened to.
pub struct Running {
    engine: Engine<Retail>,
    listening: Listening,
    outside: Outside,
    /// The key that was made at this start, if one was.
    pub new_key: Option<String>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> std::net::SocketAddr {
        self.listening.address
    }

    /// Stops: no new calls, all that was taken in is durable, a snapshot is left.
    pub fn stop(self) -> anyhow::Result<()> {
        let Running { engine, listening, outside, .. } = self;
        listening.stop();
        outside.stop();
        engine.stop().context("stop the engine")
    }
}

/// Runs until it is told to stop.
pub fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let running = start(config)?;
    let address = running.address();
    tracing::info!("console and interface at http://{address}/");
    if let Some(secret) = &running.new_key {
        announce_key(secret, address);
    }
    wait_for_signal()?;
    tracing::info!("stopping");
    running.stop()?;
    Ok(ExitCode::SUCCESS)
}

/// Printed once, to the person who started it, and never to the server's own log.
#[expect(clippy::print_stdout, reason = "the one place where the key is told")]
fn announce_key(secret: &str, address: std::net::SocketAddr) {
    println!("\nThis is the first start, so an API key with all rights was made. It is shown this once:\n");
    println!("    {secret}\n\nOpen the console with it: http://{address}/#key={secret}\n");
}

fn wait_for_signal() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut interrupt, mut terminate) =
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
        }
        Ok(())
    })
}

/// Opens the log, brings the state up to its end, and listens.
pub fn start(config: &Config) -> anyhow::Result<Running> {
    let data = config.data();
    std::fs::create_dir_all(&data).with_context(|| format!("make the data folder {}", data.display()))?;
    let (log, log_kind) = open_log(config)?;
    let snapshots = Snapshots::open(&data.join("snapshots")).context("make the folder of snapshots")?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (followers, observers) = Followers::new(config, log.as_ref(), clock.now())?;
    let started = Stopwatch::now();
    let engine = Engine::start(
        log,
        Some(snapshots),
        clock.clone(),
        &config.engine()?,
        observers,
        end_process,
        |progress| tell_progress(progress, started),
    )?;
    let handle = engine.handle();
    let followers = followers.catch_up(config, &handle)?;
    switch_pillars(&handle, config)?;
    let admin_digest = std::env::var("REALTAIL_ADMIN_KEY").ok().filter(|key| !key.is_empty());
    let admin_digest = admin_digest.map(|key| realtail_api::digest(&key));
    let no_keys = handle.read().machine.access.keys().next().is_none();
    let new_key = if admin_digest.is_none() && no_keys { Some(make_first_key(&handle)?) } else { None };
    let webhook_secret = webhook_secret(&data)?;
    let providers = Providers::open(&config.payments()?, &data, &webhook_secret)?;
    let signer =
        Signer::open(&data.join("agent-signing-key")).context("open the key that signs for agents")?;
    let mut agents = config.agents()?;
    agents.signing_key = Some(signer.public_key());
    let profiles = Profiles::start(config.profile_timeout()?, agents.simulation_secret.is_some());
    let profiles = profiles.context("start fetching the profiles of agents")?;
    let door = Arc::new(Door::open(config).context("open the key that signs for push services")?);
    let app = App::new(Inner {
        models: followers.model_door(&handle),
        losses: followers.loss_door(),
        labour: followers.labour_door(),
        handle,
        feed: followers.feed.clone(),
        admin_digest,
        admin_key: KeyId::new("admin")?,
        webhook_secret,
        payments: Arc::new(providers.clone()),
        vault: followers.vault.clone(),
        directory: followers.directory.clone(),
        started_at: clock.now(),
        payment_providers: providers.names(),
        log_kind,
        shop_open: config.shop_open()?,
        shop_holds_max: config.shop_holds_max()?,
        search: followers.search.clone(),
        vision: crate::vision::door(config)?,
        scout: followers.scout.clone(),
        push: door.clone(),
        agents,
        assistant: crate::assistant::open(config)?,
        agent_door: Arc::new(crate::agents::Acquaintances(profiles.clone())),
    });
    let routes = realtail_api::routes(app.clone(), crate::pages::pages());
    // Before anybody can order: what waits at a start is looked up, what is new is asked for.
    let payments = outside::ask_providers(&app, &providers)?;
    let listening = realtail_api::listen(config.listen()?, config.threads()?, &routes)?;
    let outside =
        Outside::start(config, &app, followers, payments, (signer, profiles, listening.address), &door)?;
    Ok(Running { engine, listening, outside, new_key })
}

fn open_log(config: &Config) -> anyhow::Result<(Box<dyn Log>, &'static str)> {
    match config.log_kind()? {
        LogKind::Embedded => {
            let settings = realtail_log_embedded::Settings { segment_bytes: config.segment_bytes()? };
            let opened = realtail_log_embedded::EmbeddedLog::open(&config.data().join("log"), settings)?;
            if let Some(cut) = &opened.cut {
                tracing::warn!(
                    "the log ended in a batch that was never finished, so never answered: cut {} bytes of {} at {}, before entry {}",
                    cut.bytes,
                    cut.path.display(),
                    cut.offset,
                    cut.position,
                );
            }
            Ok((Box::new(opened.log), "embedded"))
        }
        LogKind::JetStream => {
            let log = realtail_log_jetstream::JetStreamLog::open(&config.jetstream()?)?;
            Ok((Box::new(log), "jetstream"))
        }
    }
}

/// A failed durable write is never tried again, and a panic leaves a state nobody vouches for.
fn end_process(fault: &str) {
    tracing::error!("{fault}");
    tracing::error!(
        "stopping at once; what was answered is in the log, start again when the cause is mended"
    );
    std::process::exit(74);
}

fn tell_progress(progress: &Progress, started: Stopwatch) {
    for problem in &progress.passed_over {
        tracing::warn!("snapshot passed over: {problem}");
    }
    let (from, next, end) = (progress.from.0, progress.next.0, progress.end.0);
    let seconds = started.elapsed().as_secs_f64();
    if next == end {
        tracing::info!(
            "recovered {} entries behind the snapshot at {from} in {seconds:.2} s; next is {end}",
            end - from
        );
    } else if next > from {
        tracing::info!("recovering: entry {next} of {end}, {seconds:.0} s");
    }
}

fn make_first_key(handle: &Handle<Retail>) -> anyhow::Result<String> {
    let (key, secret) = realtail_api::draw_key().map_err(|p| anyhow::anyhow!(p.detail))?;
    let key = ApiKey {
        key,
        name: Label::new("first start")?,
        role: Role::Admin,
        site: None,
        channel: None,
        brand: None,
        digest: realtail_api::digest(&secret),
        created_at: handle.now(),
    };
    match ask(handle, Command::CreateKey(key), "key.create")? {
        Some(Outcome::Done { .. }) => Ok(secret),
        _ => anyhow::bail!("the first key could not be made"),
    }
}

/// The log says which pillars take part, so that it alone tells why something was refused.
fn switch_pillars(handle: &Handle<Retail>, config: &Config) -> anyhow::Result<()> {
    for pillar in Pillar::ALL {
        let on = config.pillar(pillar)?;
        if handle.read().machine.switches.is_on(pillar) != on {
            tracing::info!("the pillar {} is switched {}", pillar.as_str(), if on { "on" } else { "off" });
            ask(handle, Command::SwitchPillar(pillar, on), "pillar.switch")?;
        }
    }
    Ok(())
}

/// Asks on behalf of whoever started the process, and waits until the answer is durable.
fn ask(
    handle: &Handle<Retail>,
    command: Command,
    signal: &'static str,
) -> anyhow::Result<Option<OutcomeOf<Retail>>> {
    let (sender, receiver) = std::sync::mpsc::sync_channel(1);
    let request = Request {
        command,
        signal: signal.into(),
        by: "engine".into(),
        received_at: handle.now(),
        cause: None,
        keys: SmallVec::new(),
    };
    handle.submit(smallvec![request], Box::new(move |outcomes| drop(sender.send(outcomes))))?;
    Ok(receiver.recv()?.pop())
}

/// From which the secrets of webhooks are derived; kept beside the log, never in it.
fn webhook_secret(data: &Path) -> anyhow::Result<[u8; 32]> {
    use std::io::Write;
    let path = data.join("webhook-secret");
    if let Ok(bytes) = std::fs::read(&path) {
        let wrong = || {
            anyhow::anyhow!(
                "{} should hold 32 bytes; put it back from a copy, or remove it and give all webhooks their new secrets",
                path.display()
            )
        };
        return bytes.try_into().map_err(|_| wrong());
    }
    let mut secret = [0; 32];
    getrandom::fill(&mut secret).map_err(|e| anyhow::anyhow!("draw a secret: {e}"))?;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    Ok(secret)
}
