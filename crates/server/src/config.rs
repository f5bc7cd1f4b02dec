//! Settings: a TOML file, then `REALTAIL_…` variables, then flags; each value remembers where it came from.

use anyhow::{Context, bail};
use clap::Args;
use realtail_platform::Pillar;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

mod assistant;
pub mod payments;
mod push;
mod vision;
mod weather;

/// What may be said on the command line.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// The folder of the log and its snapshots.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where to listen.
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// A TOML file with settings.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Offer what the test suites of the Universal Commerce Protocol need, guarded by this secret in the header
    /// Simulation-Secret: an order that is shipped at a word, and customers known by their e-mail address. Not for a
    /// shop that is open.
    #[arg(long, value_name = "SECRET", env = "REALTAIL_SIMULATION_SECRET", hide_env_values = true)]
    pub simulation_secret: Option<String>,
    /// A setting, as in the file: `--set log.kind=jetstream`. May be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
}

/// A setting: its name, its value where nobody gives one, and what it is for.
struct Known {
    name: &'static str,
    default: &'static str,
    about: &'static str,
}

const OWN: &[Known] = &[
    Known { name: "data", default: "./data", about: "folder of the log and its snapshots" },
    Known { name: "listen", default: "127.0.0.1:7070", about: "address and port to listen on" },
    Known { name: "threads", default: "0", about: "threads that serve HTTP; 0 is one for each core" },
    Known {
        name: "waiting_bytes_max",
        default: "33554432",
        about: "bytes that may wait to become durable; with more, callers are told to come back",
    },
    Known {
        name: "snapshot_every",
        default: "500000",
        about: "log entries between two snapshots at the least",
    },
    Known { name: "pillars.devices", default: "on", about: "readers, shelves and thermometers: on, or off" },
    Known {
        name: "pillars.intelligence",
        default: "on",
        about: "forecasts, replenishment and recommendations: on, or off",
    },
    Known {
        name: "loss.cases_per_site_day",
        default: "0.2",
        about: "how many cases of loss a site may open a day, on average, right and wrong ones",
    },
    Known { name: "pillars.media", default: "on", about: "consent, campaigns and placements: on, or off" },
    Known { name: "pillars.mobile", default: "on", about: "notices to shoppers' phones: on, or off" },
    Known {
        name: "tags.epoch_ms",
        default: "200",
        about: "in so many milliseconds a reader asks all tags once, with all its antennas",
    },
    Known {
        name: "mqtt.listen",
        default: "",
        about: "address and port where devices publish; empty is nowhere",
    },
    Known { name: "mqtt.connections_max", default: "4096", about: "devices that may be connected at once" },
    Known { name: "mqtt.packet_bytes_max", default: "262144", about: "size of the largest MQTT packet" },
    Known { name: "log.kind", default: "embedded", about: "embedded, or jetstream" },
    Known {
        name: "log.segment_bytes",
        default: "67108864",
        about: "size of a segment file of the embedded log",
    },
    Known {
        name: "log.nats_url",
        default: "nats://127.0.0.1:4222",
        about: "NATS server of the jetstream log",
    },
    Known { name: "log.shard", default: "0", about: "names the stream of the jetstream log" },
    Known { name: "log.replicas", default: "1", about: "servers that keep the stream, when it is made" },
    Known { name: "log.patience_s", default: "30", about: "seconds to wait for a NATS server that is gone" },
    Known {
        name: "webhook.window",
        default: "8",
        about: "deliveries to one endpoint that may be on their way",
    },
    Known { name: "webhook.attempts_max", default: "8", about: "tries before a delivery is given up" },
    Known { name: "webhook.timeout_ms", default: "10000", about: "how long one try may take" },
    Known { name: "webhook.backoff_ms", default: "500", about: "wait after the first failure; it doubles" },
    Known { name: "webhook.backoff_max_ms", default: "300000", about: "the longest wait between two tries" },
    Known {
        name: "shop.open",
        default: "true",
        about: "whether shoppers' own phones may look, hold and order",
    },
    Known { name: "shop.holds_max", default: "5", about: "holds that a shopper may have open at once" },
    Known {
        name: "ucp.open",
        default: "true",
        about: "whether any shopping agent may buy, or only one with an API key",
    },
    Known {
        name: "ucp.unsigned",
        default: "true",
        about: "whether agents' requests are taken that are not signed and come without an API key",
    },
    Known {
        name: "ucp.profile_timeout_ms",
        default: "3000",
        about: "how long fetching an agent's profile may take, and a call that waits for it",
    },
    Known {
        name: "ucp.hold_ms",
        default: "900000",
        about: "for how long a checkout that is ready keeps its units, after each change",
    },
    Known {
        name: "ucp.url",
        default: "",
        about: "the address under which agents reach this shop, as in its profile",
    },
    Known {
        name: "ucp.privacy_policy",
        default: "",
        about: "address of what agents show to shoppers on privacy",
    },
    Known {
        name: "ucp.terms_of_service",
        default: "",
        about: "address of the terms that agents show to shoppers",
    },
];

/// All that can be set.
fn known() -> impl Iterator<Item = &'static Known> {
    let core = OWN.iter().chain(payments::KNOWN).chain(push::KNOWN);
    core.chain(assistant::KNOWN).chain(vision::KNOWN).chain(weather::KNOWN)
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    values: BTreeMap<&'static str, (String, String)>,
    simulation_secret: Option<String>,
}

/// Which log to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// Files of this machine.
    Embedded,
    /// A stream of NATS JetStream.
    JetStream,
}

impl Config {
    fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(value, _)| value)
    }

    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&self, name: &str) -> anyhow::Result<T> {
        let (value, from) = self.values.get(name).context("a setting that is known")?;
        value.parse().map_err(|e| anyhow::anyhow!("{name} = {value:?} (from {from}): {e}"))
    }

    /// The folder of the log and its snapshots.
    pub fn data(&self) -> PathBuf {
        PathBuf::from(self.text("data"))
    }

    /// Where to listen.
    pub fn listen(&self) -> anyhow::Result<SocketAddr> {
        self.parsed("listen")
    }

    /// Threads that serve HTTP.
    pub fn threads(&self) -> anyhow::Result<usize> {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.parsed("threads").map(|n| if n == 0 { cores() } else { n })
    }

    /// Whether a pillar takes part.
    pub fn pillar(&self, pillar: Pillar) -> anyhow::Result<bool> {
        let name = format!("pillars.{}", pillar.as_str());
        match self.text(&name) {
            "on" => Ok(true),
            "off" => Ok(false),
            other => bail!("{name} is {other:?}; choose on or off"),
        }
    }

    /// How the engine runs.
    pub fn engine(&self) -> anyhow::Result<realtail_engine::Settings> {
        let waiting_bytes_max = self.parsed("waiting_bytes_max")?;
        let snapshot_every = self.parsed("snapshot_every")?;
        if waiting_bytes_max == 0 || snapshot_every == 0 {
            bail!("waiting_bytes_max and snapshot_every are at least 1");
        }
        Ok(realtail_engine::Settings { waiting_bytes_max, snapshot_every })
    }

    /// Which log to write.
    pub fn log_kind(&self) -> anyhow::Result<LogKind> {
        match self.text("log.kind") {
            "embedded" => Ok(LogKind::Embedded),
            "jetstream" => Ok(LogKind::JetStream),
            other => bail!("log.kind is {other:?}; choose embedded or jetstream"),
        }
    }

    /// Where the JetStream log lives.
    pub fn jetstream(&self) -> anyhow::Result<realtail_log_jetstream::Settings> {
        Ok(realtail_log_jetstream::Settings {
            servers: self.text("log.nats_url").to_owned(),
            shard: self.text("log.shard").to_owned(),
            replicas: self.parsed("log.replicas")?,
            patience: std::time::Duration::from_secs(self.parsed("log.patience_s")?),
            // The largest body that a call may have becomes one message.
            message_bytes_min: 16 << 20,
        })
    }

    /// Where and how devices publish, if anywhere.
    pub fn mqtt(&self) -> anyhow::Result<Option<realtail_mqtt::Settings>> {
        if self.text("mqtt.listen").is_empty() {
            return Ok(None);
        }
        let connections_max = self.parsed("mqtt.connections_max")?;
        let packet_bytes_max = self.parsed("mqtt.packet_bytes_max")?;
        if connections_max == 0 || !(1024..=268_435_460).contains(&packet_bytes_max) {
            bail!("mqtt.connections_max is at least 1, mqtt.packet_bytes_max 1024 to 268435460");
        }
        let (listen, patience) = (self.parsed("mqtt.listen")?, std::time::Duration::from_secs(10));
        Ok(Some(realtail_mqtt::Settings { listen, connections_max, packet_bytes_max, patience }))
    }

    /// How webhooks are delivered.
    pub fn outbox(&self) -> anyhow::Result<realtail_outbox_webhook::Settings> {
        let ms = |name: &str| self.parsed(name).map(std::time::Duration::from_millis);
        let (window, attempts_max) = (self.parsed("webhook.window")?, self.parsed("webhook.attempts_max")?);
        if window == 0 || attempts_max == 0 {
            bail!("webhook.window and webhook.attempts_max are at least 1");
        }
        Ok(realtail_outbox_webhook::Settings {
            window,
            attempts_max,
            timeout: ms("webhook.timeout_ms")?,
            backoff_base: ms("webhook.backoff_ms")?,
            backoff_max: ms("webhook.backoff_max_ms")?,
        })
    }

    /// Whether shoppers' own phones may ask.
    pub fn shop_open(&self) -> anyhow::Result<bool> {
        self.parsed("shop.open")
    }

    /// How many holds a shopper may have open at once.
    pub fn shop_holds_max(&self) -> anyhow::Result<u32> {
        let holds_max = self.parsed("shop.holds_max")?;
        if holds_max == 0 {
            bail!("shop.holds_max is at least 1; shop.open = false closes the shop");
        }
        Ok(holds_max)
    }

    /// How many cases of loss a site may open a day.
    pub fn loss_cases_per_site_day(&self) -> anyhow::Result<f64> {
        let budget: f64 = self.parsed("loss.cases_per_site_day")?;
        if !(0.0..=100.0).contains(&budget) {
            bail!("loss.cases_per_site_day is {budget}; give a number of cases from 0 to 100");
        }
        Ok(budget)
    }

    /// How what readers hear is weighed up.
    pub fn tags(&self) -> anyhow::Result<realtail_devices::cleaning::Settings> {
        let epoch_ms: i64 = self.parsed("tags.epoch_ms")?;
        if !(20..=60_000).contains(&epoch_ms) {
            bail!("tags.epoch_ms is 20 to 60000");
        }
        Ok(realtail_devices::cleaning::Settings { epoch_ms, ..Default::default() })
    }

    /// How shopping agents are met.
    pub fn agents(&self) -> anyhow::Result<realtail_api::Agents> {
        let given = |name: &str| Some(self.text(name).to_owned()).filter(|text| !text.is_empty());
        let link = |kind: &str| Some((kind.to_owned(), given(&format!("ucp.{kind}"))?));
        Ok(realtail_api::Agents {
            open: self.parsed("ucp.open")?,
            unsigned: self.parsed("ucp.unsigned")?,
            simulation_secret: self.simulation_secret.clone().filter(|secret| !secret.is_empty()),
            hold_ms: self.parsed("ucp.hold_ms")?,
            url: given("ucp.url"),
            signing_key: None,
            links: ["privacy_policy", "terms_of_service"].into_iter().filter_map(link).collect(),
        })
    }

    /// How long fetching an agent's profile may take.
    pub fn profile_timeout(&self) -> anyhow::Result<std::time::Duration> {
        let timeout_ms: u64 = self.parsed("ucp.profile_timeout_ms")?;
        if !(50..=30_000).contains(&timeout_ms) {
            bail!("ucp.profile_timeout_ms is 50 to 30000");
        }
        Ok(std::time::Duration::from_millis(timeout_ms))
    }

    /// Size of a segment file.
    pub fn segment_bytes(&self) -> anyhow::Result<u64> {
        self.parsed("log.segment_bytes")
    }
}

fn set(config: &mut Config, name: &str, value: String, from: &str) -> anyhow::Result<()> {
    let Some(known) = known().find(|known| known.name == name) else {
        let names: Vec<&str> = known().map(|known| known.name).collect();
        bail!("{from} sets {name:?}, which is no setting; there are {}", names.join(", "));
    };
    config.values.insert(known.name, (value, from.to_owned()));
    Ok(())
}

/// Reads all layers.
pub fn read(flags: &Flags) -> anyhow::Result<Config> {
    let defaults = known().map(|k| (k.name, (k.default.to_owned(), "default".to_owned())));
    let simulation_secret = flags.simulation_secret.clone();
    let mut config = Config { values: defaults.collect(), simulation_secret };
    if let Some(path) = &flags.config {
        let text = std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
        let table: toml::Table = text.parse().with_context(|| format!("read {}", path.display()))?;
        let from = path.display().to_string();
        for (name, value) in flatten(&table)? {
            set(&mut config, &name, value, &from)?;
        }
    }
    for known in known() {
        let variable = variable_of(known.name);
        if let Ok(value) = std::env::var(&variable) {
            set(&mut config, known.name, value, &variable)?;
        }
    }
    if let Some(data) = &flags.data {
        set(&mut config, "data", data.display().to_string(), "--data")?;
    }
    if let Some(listen) = &flags.listen {
        set(&mut config, "listen", listen.clone(), "--listen")?;
    }
    for pair in &flags.set {
        let (name, value) =
            pair.split_once('=').with_context(|| format!("--set {pair}: write NAME=VALUE"))?;
        set(&mut config, name, value.to_owned(), "--set")?;
    }
    config.listen()?;
    config.engine()?;
    config.log_kind()?;
    config.outbox()?;
    config.agents()?;
    config.profile_timeout()?;
    config.payments()?;
    config.speaker()?;
    config.push()?;
    config.push_caps()?;
    config.mqtt()?;
    config.shelf_model()?;
    config.shop_holds_max()?;
    Ok(config)
}

fn variable_of(name: &str) -> String {
    format!("REALTAIL_{}", name.replace('.', "_").to_uppercase())
}

fn flatten(table: &toml::Table) -> anyhow::Result<Vec<(String, String)>> {
    let mut flat = Vec::new();
    for (name, value) in table {
        match value {
            toml::Value::Table(inner) => {
                flat.extend(flatten(inner)?.into_iter().map(|(n, v)| (format!("{name}.{n}"), v)));
            }
            toml::Value::String(text) => flat.push((name.clone(), text.clone())),
            toml::Value::Integer(number) => flat.push((name.clone(), number.to_string())),
            toml::Value::Float(number) => flat.push((name.clone(), number.to_string())),
            toml::Value::Boolean(yes) => flat.push((name.clone(), yes.to_string())),
            toml::Value::Datetime(_) | toml::Value::Array(_) => {
                anyhow::bail!("{name} takes a single value");
            }
        }
    }
    Ok(flat)
}

/// Prints the settings in force as a TOML file that would give the same, with where each comes from.
#[expect(clippy::print_stdout, reason = "what was asked for goes to the standard output")]
pub fn print(flags: &Flags) -> anyhow::Result<ExitCode> {
    let config = read(flags)?;
    for known in known() {
        let (value, from) = &config.values[known.name];
        let is_secret = payments::SECRETS.contains(&known.name) || known.name == assistant::KEY;
        let is_hidden = is_secret && !value.is_empty();
        let value = if is_hidden { "(hidden)" } else { value.as_str() };
        let shown = format!("{} = {value:?}", known.name);
        println!("{shown:<44} # from {from}; {}", known.about);
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_go_before_the_file() {
        let folder = std::env::temp_dir().join(format!("realtail-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("settings.toml");
        std::fs::write(&file, "listen = \"127.0.0.1:1\"\n[log]\nkind = \"jetstream\"\n").expect("a file");
        let mut flags = Flags { config: Some(file.clone()), ..Flags::default() };
        let config = read(&flags).expect("good settings");
        assert_eq!(config.listen().expect("an address").port(), 1);
        assert_eq!(config.log_kind().expect("a kind"), LogKind::JetStream);
        flags.listen = Some("127.0.0.1:2".to_owned());
        flags.set = vec!["log.kind=embedded".to_owned()];
        let config = read(&flags).expect("good settings");
        assert_eq!(config.listen().expect("an address").port(), 2);
        assert_eq!(config.log_kind().expect("a kind"), LogKind::Embedded);
        std::fs::write(&file, "listne = \"127.0.0.1:1\"\n").expect("a file");
        let error = read(&flags).expect_err("a misspelt setting").to_string();
        assert!(error.contains("\"listne\", which is no setting"), "{error}");
        std::fs::remove_dir_all(&folder).expect("cleaned up");
    }
}
