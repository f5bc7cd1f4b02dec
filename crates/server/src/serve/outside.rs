//! What asks and tells the world outside: providers, agents, webhooks, phones; and what listens to devices.

use super::followers::Following;
use crate::agents;
use crate::config::Config;
use crate::meters;
use crate::payments::{EngineDesk, Providers};
use crate::push::{Door, Pushing};
use crate::tags;
use anyhow::Context;
use realtail_api::App;
use realtail_llrp::Readers;
use realtail_models::Follower;
use realtail_models::loss::LossFollower;
use realtail_mqtt::Broker;
use realtail_outbox_agents::{Couriers, Profiles, Signer};
use realtail_outbox_webhook::Outbox;
use realtail_payments::Payments;
use realtail_weather::Weather;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// All of it, running.
pub(super) struct Outside {
    outbox: Outbox,
    couriers: Couriers,
    payments: Payments,
    pushing: Pushing,
    readers: Readers,
    cleaning: tags::Cleaning,
    broker: Option<Broker>,
    weather: Option<Weather>,
    models: Option<Follower>,
    losses: Option<LossFollower>,
}

/// Begins to ask payment providers.
pub(super) fn ask_providers(app: &App, providers: &Providers) -> anyhow::Result<Payments> {
    let payments = Payments::start(Arc::new(EngineDesk(app.clone())), providers.all());
    payments.context("start the courier of payments")
}

impl Outside {
    /// Begins with the rest.
    pub fn start(
        config: &Config,
        app: &App,
        following: Following,
        payments: Payments,
        (signer, profiles, address): (Signer, Profiles, SocketAddr),
        door: &Arc<Door>,
    ) -> anyhow::Result<Outside> {
        let Following { intake, waiting, models, losses, .. } = following;
        let couriers = tell_agents(app.clone(), address, (signer, profiles), config.outbox()?)?;
        let cleaning = tags::Cleaning::start(app.clone(), waiting, config.tags()?);
        let cleaning = cleaning.context("start cleaning reads")?;
        let passed_over = intake.passed_over();
        let desk = Arc::new(tags::ReaderDesk { app: app.clone(), intake });
        let readers = Readers::start(desk, realtail_llrp::Settings::default());
        let readers = readers.context("start the connections to readers")?;
        let heard = readers.counters();
        app.measure(move || meters::of_llrp(heard.now(), passed_over.load(Ordering::Relaxed)));
        let broker = config.mqtt()?.map(|settings| take_in(app, settings)).transpose()?;
        let weather = config.weather()?.map(|settings| ask_for_weather(app, settings)).transpose()?;
        let pushing = Pushing::start(app, door, config.push()?).context("start those who tell phones")?;
        let ledger = Arc::new(crate::outbox::EngineLedger(app.clone()));
        let outbox = Outbox::start(ledger, config.outbox()?).context("start the outbox")?;
        Ok(Outside {
            outbox,
            couriers,
            payments,
            pushing,
            readers,
            cleaning,
            broker,
            weather,
            models,
            losses,
        })
    }

    /// Ends with all of it: first what brings something in.
    pub fn stop(self) {
        let Outside {
            outbox,
            couriers,
            payments,
            pushing,
            readers,
            cleaning,
            broker,
            weather,
            models,
            losses,
        } = self;
        readers.stop();
        if let Some(weather) = weather {
            weather.stop();
        }
        if let Some(broker) = broker {
            broker.stop();
        }
        cleaning.stop();
        payments.stop();
        pushing.stop();
        outbox.stop();
        couriers.stop();
        if let Some(models) = models {
            models.stop();
        }
        if let Some(losses) = losses {
            losses.stop();
        }
    }
}

/// Begins to tell shopping agents of their orders.
fn tell_agents(
    app: App,
    address: SocketAddr,
    (signer, profiles): (Signer, Profiles),
    outbox: realtail_outbox_webhook::Settings,
) -> anyhow::Result<Couriers> {
    let base = app.agents.url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
    let base = base.unwrap_or_else(|| format!("http://{address}"));
    let settings = agents::settings(outbox, app.agents.simulation_secret.is_some());
    let desk = Arc::new(agents::EngineDesk { app, base });
    Couriers::start(desk, signer, profiles, settings).context("start those who tell agents of their orders")
}

/// Begins to ask what the days ahead will be like.
fn ask_for_weather(app: &App, settings: realtail_weather::Settings) -> anyhow::Result<Weather> {
    let weather = Weather::start(Arc::new(crate::weather::EngineDesk(app.clone())), settings);
    let weather = weather.context("weather.url: start asking for the weather")?;
    let counters = weather.counters();
    app.measure(move || meters::of_weather(counters.now()));
    Ok(weather)
}

/// Begins to take in what devices publish.
fn take_in(app: &App, settings: realtail_mqtt::Settings) -> anyhow::Result<Broker> {
    let broker = Broker::start(Arc::new(crate::mqtt::EngineDesk(app.clone())), settings)?;
    let counters = broker.counters();
    app.measure(move || meters::of_mqtt(counters.now()));
    tracing::info!("devices publish at mqtt://{}", broker.address());
    Ok(broker)
}
