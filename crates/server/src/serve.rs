//! `realtail serve`: recover, listen, and leave nothing behind when stopped.

use crate::agents;
use crate::config::{Config, LogKind};
use crate::payments::{EngineDesk, Providers};
use crate::vault::FolderVault;
use anyhow::Context;
use realtail_api::{App, Directory, DirectoryKeeper, Feed, Feeder, Inner, Listening};
use realtail_engine::log::Log;
use realtail_engine::{
    Clock, Engine, Entry, Handle, Outcome, OutcomeOf, Progress, Request, Snapshots, SystemClock,
};
use realtail_kernel::{KeyId, Label, Position};
use realtail_mqtt::Broker;
use realtail_outbox_agents::{Couriers, Signer};
use realtail_outbox_webhook::Outbox;
use realtail_payments::Payments;
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
    outbox: Outbox,
    couriers: Couriers,
    payments: Payments,
    mqtt: Option<Broker>,
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
        let Running { engine, listening, outbox, couriers, payments, mqtt, .. } = self;
        listening.stop();
        mqtt.map(Broker::stop);
        payments.stop();
        outbox.stop();
        couriers.stop();
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
    let feed = Arc::new(Feed::new(newest(log.as_ref())?, log.next(), clock.now()));
    let vault = FolderVault::open(&data, end_process)?;
    let directory = Arc::new(Directory::new(vault.clone()));
    let started = Stopwatch::now();
    let engine = Engine::start(
        log,
        Some(snapshots),
        clock.clone(),
        &config.engine()?,
        vec![Box::new(Feeder(feed.clone())), Box::new(DirectoryKeeper(directory.clone()))],
        end_process,
        |progress| tell_progress(progress, started),
    )?;
    let handle = engine.handle();
    feed.set_access(&handle.read().machine.access);
    know_customers(&handle, &vault, &directory)?;
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
    let app = App::new(Inner {
        handle,
        feed,
        admin_digest,
        admin_key: KeyId::new("admin")?,
        webhook_secret,
        payments: Arc::new(providers.clone()),
        vault,
        directory,
        started_at: clock.now(),
        payment_providers: providers.names(),
        log_kind,
        agents,
    });
    let routes = realtail_api::routes(app.clone(), crate::pages::pages());
    // Before anybody can order: what waits at a start is looked up, what is new is asked for.
    let payments = Payments::start(Arc::new(EngineDesk(app.clone())), providers.all());
    let payments = payments.context("start the courier of payments")?;
    let listening = realtail_api::listen(config.listen()?, config.threads()?, &routes)?;
    let couriers = tell_agents(app.clone(), listening.address, signer, config.outbox()?)?;
    let mqtt = config.mqtt()?.map(|settings| take_in_mqtt(app.clone(), settings)).transpose()?;
    let ledger = Arc::new(crate::outbox::EngineLedger(app));
    let outbox = Outbox::start(ledger, config.outbox()?).context("start the outbox")?;
    Ok(Running { engine, listening, outbox, couriers, payments, mqtt, new_key })
}

/// Begins to take in what devices publish.
fn take_in_mqtt(app: App, settings: realtail_mqtt::Settings) -> anyhow::Result<Broker> {
    let broker = Broker::start(Arc::new(crate::mqtt::EngineDesk(app)), settings)?;
    tracing::info!("devices publish at mqtt://{}", broker.address());
    Ok(broker)
}

/// Begins to tell shopping agents of their orders.
fn tell_agents(
    app: App,
    address: std::net::SocketAddr,
    signer: Signer,
    outbox: realtail_outbox_webhook::Settings,
) -> anyhow::Result<Couriers> {
    let base = app.agents.url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
    let base = base.unwrap_or_else(|| format!("http://{address}"));
    let settings = agents::settings(outbox, app.agents.simulation_secret.is_some());
    let desk = Arc::new(agents::EngineDesk { app, base });
    Couriers::start(desk, signer, settings).context("start those who tell agents of their orders")
}

/// Nothing is asked or written yet: nobody waits for this copy to be looked through.
fn know_customers(handle: &Handle<Retail>, vault: &FolderVault, directory: &Directory) -> anyhow::Result<()> {
    let customers = handle.read().machine.omnichannel.customers.still();
    vault.catch_up(&customers)?;
    directory.fill(&customers);
    Ok(())
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

/// The newest entries, for lists that people look at right after a start.
fn newest(
    log: &dyn Log,
) -> anyhow::Result<Vec<(Position, Entry<realtail_vocabulary::Event, realtail_platform::Refusal>)>> {
    let from = Position(log.next().0.saturating_sub(Feed::newest_max() / 16).max(1));
    let mut entries = Vec::new();
    for batch in log.reader().read(from) {
        entries.extend(realtail_engine::decode_batch(&batch?)?.into_iter().filter(|(p, _)| *p >= from));
    }
    Ok(entries)
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
