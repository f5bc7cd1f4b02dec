//! What thermometers and shelves say, over HTTP or any other line: the last of it is kept in memory, and the engine is
//! asked what it comes to.

use crate::app::App;
use crate::caller::{Caller, Deed};
use crate::calls::{Keys, key};
use crate::problem::Problem;
use crate::signals::{self, Verdict};
use realtail_devices as devices;
use realtail_devices::{Command as DeviceCommand, Heard, climate, shelf};
use realtail_engine::{KeyKind, Outcome, Request};
use realtail_kernel::{DeviceId, Instant, Reference, SiteId, Word};
use realtail_platform::{Command, Pillar, Retail};
use realtail_vocabulary::{Device, DeviceKind, Observed, ShelfWeighed, Signal, TemperatureRead};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a device measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// How warm it is, in degrees Celsius.
    Celsius(f64),
    /// What lies on it, in grams.
    WeightG(i64),
}

/// What a device said.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Which.
    pub device: DeviceId,
    /// Where it says that it stands.
    pub site: SiteId,
    /// What.
    pub measure: Measure,
    /// When, by its own clock; when it came in, where it has none.
    pub at: Option<Instant>,
}

/// The last that was heard of a device.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Last {
    pub measure: Measure,
    pub at: Instant,
    pub received_at: Instant,
}

/// The last that was heard of each device that is registered, since the start.
#[derive(Default)]
pub(crate) struct Readings(Mutex<BTreeMap<DeviceId, Last>>);

impl Readings {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<DeviceId, Last>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading of the latest time.
    pub(crate) fn last(&self, device: &DeviceId) -> Option<Last> {
        self.lock().get(device).copied()
    }

    /// Takes the place of an earlier reading, and tells which that was.
    fn hear(&self, device: &DeviceId, last: Last) -> Option<Last> {
        let mut known = self.lock();
        let newest = known.get(device).copied();
        if newest.is_none_or(|newest| newest.at <= last.at) {
            known.insert(device.clone(), last);
        }
        newest
    }
}

/// In the unit of the log, as the plan of the device has it.
fn value(device: &Device, measure: Measure) -> Option<i64> {
    match measure {
        Measure::Celsius(celsius) => climate::millicelsius(celsius).ok().map(i64::from),
        Measure::WeightG(weight_g) => Some(shelf::units(device.shelf.as_ref()?, weight_g)),
    }
}

/// The command of a reading, where its device is known and the pillar takes part; else it is only observed.
pub(crate) fn command(
    app: &App,
    caller: &Caller,
    reading: &Reading,
    now: Instant,
) -> Result<Option<Command>, Problem> {
    let replica = app.read();
    let retail: &Retail = &replica.machine;
    if !retail.switches.is_on(Pillar::Devices) {
        return Ok(None);
    }
    let Some(known) = retail.devices.registry.device(&reading.device) else { return Ok(None) };
    caller.at(&reading.site)?;
    let (device, site, measure) = (reading.device.clone(), Some(reading.site.clone()), reading.measure);
    let at = reading.at.unwrap_or(now);
    // What the engine will refuse is nothing that was heard.
    let kind = match measure {
        Measure::Celsius(_) => DeviceKind::Thermometer,
        Measure::WeightG(_) => DeviceKind::Shelf,
    };
    let is_sound = realtail_devices::check_time(at, now).is_ok()
        && known.kind == kind
        && known.site == reading.site
        && value(known, measure).is_some();
    let newest = if is_sound {
        app.devices_seen(&device, now);
        let newest = app.readings().hear(&device, Last { measure, at, received_at: now });
        newest.and_then(|last| Some(Heard { value: value(known, last.measure)?, at: last.at }))
    } else {
        None
    };
    Ok(Some(Command::Devices(match measure {
        Measure::Celsius(measured) => {
            DeviceCommand::ReadTemperature(devices::Reading { device, site, measured, at, newest })
        }
        Measure::WeightG(measured) => {
            DeviceCommand::WeighShelf(devices::Reading { device, site, measured, at, newest })
        }
    })))
}

/// The reading that a signal is, where it is one.
pub(crate) fn reading_of(signal: &Signal, time: Option<Instant>) -> Option<Reading> {
    let named = |name: &Reference| DeviceId::new(name.as_str()).ok();
    match signal {
        Signal::TemperatureRead(read) => Some(Reading {
            device: named(&read.sensor)?,
            site: read.site.clone(),
            measure: Measure::Celsius(read.celsius),
            at: time,
        }),
        Signal::ShelfWeighed(weighed) => Some(Reading {
            device: named(&weighed.shelf)?,
            site: weighed.site.clone(),
            measure: Measure::WeightG(weighed.weight_g),
            at: time,
        }),
        Signal::SaleCompleted(_)
        | Signal::StockCounted(_)
        | Signal::ShipmentDispatched(_)
        | Signal::ShipmentReceived(_)
        | Signal::OrderPlaced(_)
        | Signal::PriceChanged(_)
        | Signal::ShelfSeen(_)
        | Signal::TrafficCounted(_)
        | Signal::TagRead(_)
        | Signal::PageViewed(_)
        | Signal::SearchMade(_)
        | Signal::BasketChanged(_)
        | Signal::AdViewed(_)
        | Signal::AdClicked(_)
        | Signal::PaymentSettled(_)
        | Signal::LoyaltyJoined(_)
        | Signal::PositionChanged(_)
        | Signal::TillTransacted(_)
        | Signal::PaymentAttempted(_)
        | Signal::WeatherForecast(_) => None,
    }
}

/// The signal that a reading of an unknown device is.
fn signal_of(reading: &Reading) -> Result<Signal, Problem> {
    let name =
        Reference::new(reading.device.as_str()).map_err(|e| Problem::invalid("device", e.to_string()))?;
    let (site, zone) = (reading.site.clone(), None);
    Ok(match reading.measure {
        Measure::Celsius(celsius) => {
            Signal::TemperatureRead(TemperatureRead { sensor: name, site, zone, celsius })
        }
        Measure::WeightG(weight_g) => {
            Signal::ShelfWeighed(ShelfWeighed { shelf: name, site, zone, item: None, weight_g })
        }
    })
}

/// Whoever holds an API key on another line than HTTP. Asked for again with each message: a key may be revoked.
pub struct Bearer(Caller);

impl Bearer {
    /// The bearer of a key, by the digest of its secret.
    ///
    /// # Errors
    /// Where the key is unknown or was revoked, or may not send signals.
    pub fn of(app: &App, digest: realtail_vocabulary::Digest) -> Result<Bearer, Problem> {
        let caller = Caller::of_digest(app, digest)?;
        caller.may(Deed::Signal)?;
        Ok(Bearer(caller))
    }
}

/// Takes a reading in; done once all that it came to is durable.
///
/// # Errors
/// Where the key is not for that site, the engine refuses it, or has no time for it.
pub async fn take_reading(app: &App, bearer: &Bearer, source: &str, reading: Reading) -> Result<(), Problem> {
    bearer.0.at(&reading.site)?;
    app.answer(async {
        let signal = signal_of(&reading)?;
        let name = signal.kind().name();
        let received_at = app.handle.now();
        let taken = match command(app, &bearer.0, &reading, received_at)? {
            Some(command) => command,
            None => observed(source, &reading, signal, received_at)?,
        };
        let mut keys = Keys::new();
        if let Some(at) = reading.at {
            let (at, measure) = (at.micros().to_string(), format!("{:?}", reading.measure));
            let parts = ["reading", source, reading.site.as_str(), reading.device.as_str(), &at, &measure];
            keys.push(key(KeyKind::Signal, &parts, b""));
        }
        ask(app, bearer, name, taken, keys).await?;
        if app.read().machine.devices.registry.silent_since(&reading.device).is_some() {
            let again = DeviceCommand::HearAgain(reading.device);
            ask(app, bearer, "device.hear_again", Command::Devices(again), Keys::new()).await?;
        }
        Ok(())
    })
    .await
}

/// What is observed where nobody registered the device.
fn observed(source: &str, reading: &Reading, signal: Signal, now: Instant) -> Result<Command, Problem> {
    let word = |text: &str| Word::new(text).map_err(|e| Problem::invalid("device", e.to_string()));
    let id = word(&format!("{}/{}", reading.device, reading.at.unwrap_or(now)))?;
    let (source, time) = (word(source)?, reading.at);
    Ok(Command::Observe(Box::new(Observed { source, id, time, signal })))
}

async fn ask(
    app: &App,
    bearer: &Bearer,
    signal: &'static str,
    command: Command,
    keys: Keys,
) -> Result<(), Problem> {
    let request = Request {
        command,
        signal: compact_str::CompactString::const_new(signal),
        by: compact_str::CompactString::new(bearer.0.key.as_str()),
        received_at: app.handle.now(),
        cause: None,
        keys,
    };
    match crate::gate::submit(app, request).await? {
        Outcome::Refused(refusal) => Err(Problem::from(&refusal)),
        Outcome::Done { .. } | Outcome::Unchanged | Outcome::Repeated { .. } | Outcome::Conflict { .. } => {
            Ok(())
        }
    }
}

/// Takes a CloudEvent in, in structured mode; done once all that it came to is durable.
///
/// # Errors
/// Where it is none, is refused, or the engine has no time for it.
pub async fn take_signal(app: &App, bearer: &Bearer, bytes: &[u8]) -> Result<(), Problem> {
    app.answer(async {
        let verdicts = signals::take_one(app, &bearer.0, bytes).await?;
        verdicts.into_iter().find_map(Verdict::into_problem).map_or(Ok(()), Err)
    })
    .await
}

/// Whoever held the line of a device says that it is dead, as of now.
///
/// # Errors
/// Where the key is not for that site, or no such device is registered there.
pub async fn take_silence(
    app: &App,
    bearer: &Bearer,
    site: &SiteId,
    device: &DeviceId,
) -> Result<(), Problem> {
    bearer.0.at(site)?;
    app.answer(async {
        let is_there = {
            let retail = app.read();
            retail.machine.devices.registry.device(device).is_some_and(|known| known.site == *site)
        };
        if !is_there {
            return Err(Problem::not_found("device", device));
        }
        let last_seen_at = app.device_seen(device).unwrap_or_else(|| app.handle.now());
        let silent = Command::Devices(DeviceCommand::TakeForSilent(device.clone(), last_seen_at));
        ask(app, bearer, "device.line_died", silent, Keys::new()).await
    })
    .await
}
