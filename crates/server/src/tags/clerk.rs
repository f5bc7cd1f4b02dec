//! Whoever cleans: takes reads in, has the engine know the facts, and notices devices that are silent.

use super::{Intake, Read, Told};
use realtail_api::App;
use realtail_devices::Command;
use realtail_devices::cleaning::{Cleaner, Finding, Heard, Settings};
use realtail_engine::{Cause, NotTaken, Outcome, OutcomeOf, Request};
use realtail_kernel::{DeviceId, Epc, Instant, ItemId, SiteId, ZoneId};
use realtail_platform::{Pillar, Retail};
use realtail_vocabulary::Device;
use smallvec::{SmallVec, smallvec};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::sync::watch;

/// How long it waits for reads before it looks whether a tag has left.
const IDLE: Duration = Duration::from_millis(50);
/// The most that is taken in before facts are told.
const AT_ONCE_MAX: usize = 4_096;
/// The wait before facts are told again that the engine could not take.
const TELL_AGAIN: Duration = Duration::from_millis(20);
/// Devices are looked through this often for those that are silent.
const SILENCE_EVERY_MS: i64 = 250;
/// A reader's clock that is further off is not believed.
const CLOCK_OFF_US_MAX: i64 = 60_000_000;
/// The name under which facts are told.
const TAGS_MOVED: &str = "tag.moved";
const BY: &str = "readers";

pub(super) struct Clerk {
    app: App,
    intake: Intake,
    stopping: Arc<AtomicBool>,
    settings: Settings,
    changed: watch::Receiver<u64>,
    devices: BTreeMap<DeviceId, Arc<Device>>,
    /// Since when each device is known to this process: it cannot be silent for longer.
    known_since: BTreeMap<DeviceId, Instant>,
    sites: BTreeMap<SiteId, Cleaner>,
    /// The newest signal of each tag, since facts were told last: what is certain now follows from one of these.
    signals: BTreeMap<(SiteId, Epc), Cause>,
    silence_at: Instant,
    /// Whether the pillar took part when it was looked last.
    on: bool,
}

impl Clerk {
    pub(super) fn new(app: App, intake: Intake, stopping: Arc<AtomicBool>, settings: Settings) -> Clerk {
        let mut clerk = Clerk {
            changed: intake.registry.subscribe(),
            app,
            intake,
            stopping,
            settings,
            devices: BTreeMap::new(),
            known_since: BTreeMap::new(),
            sites: BTreeMap::new(),
            signals: BTreeMap::new(),
            silence_at: Instant::EPOCH,
            on: true,
        };
        clerk.look_up_devices();
        clerk.begin_from_state();
        clerk
    }

    /// Works until it is told to stop.
    pub(super) fn work(&mut self, told: &Receiver<Told>) {
        while !self.stopping.load(Ordering::Relaxed) {
            match told.recv_timeout(IDLE) {
                Ok(first) => {
                    self.look_again();
                    let more = told.try_iter().take(AT_ONCE_MAX);
                    std::iter::once(first).chain(more).for_each(|told| self.take(told));
                }
                Err(RecvTimeoutError::Timeout) => self.look_again(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let now = self.app.handle.now();
            if !self.is_on() {
                continue;
            }
            self.tell_facts(now);
            if now >= self.silence_at {
                self.silence_at = now.plus_ms(SILENCE_EVERY_MS);
                self.tell_silence(now);
                self.complain();
            }
        }
    }

    /// Whether the pillar takes part. Once it does again, what was found out meanwhile is found out anew.
    fn is_on(&mut self) -> bool {
        let was_on = self.on;
        self.on = self.app.handle.read().machine.switches.is_on(Pillar::Devices);
        if self.on && !was_on {
            self.begin_from_state();
        }
        self.on
    }

    /// Looks devices up again where they may be others.
    fn look_again(&mut self) {
        if self.changed.has_changed().unwrap_or(false) {
            self.look_up_devices();
        }
    }

    fn look_up_devices(&mut self) {
        self.changed.borrow_and_update();
        let now = self.app.handle.now();
        let replica = self.app.handle.read();
        let all = replica.machine.devices.registry.devices();
        self.devices = all.map(|device| (device.device.clone(), Arc::new(device.clone()))).collect();
        drop(replica);
        self.known_since.retain(|device, _| self.devices.contains_key(device));
        for device in self.devices.keys() {
            self.known_since.entry(device.clone()).or_insert(now);
        }
    }

    /// Where tags are is known from before: none of them arrives anew.
    fn begin_from_state(&mut self) {
        self.sites.clear();
        self.signals.clear();
        let now = self.app.handle.now();
        let tags = self.app.handle.read().machine.devices.tags.clone();
        for (epc, presence) in tags.after(None) {
            self.cleaner(&presence.site).know(epc, &presence.zone, now);
        }
    }

    fn cleaner(&mut self, site: &SiteId) -> &mut Cleaner {
        let settings = self.settings;
        self.sites.entry(site.clone()).or_insert_with(|| Cleaner::new(settings))
    }

    fn take(&mut self, told: Told) {
        match told {
            Told::Read(_) | Told::Listens(..) if !self.on => (),
            Told::Read(read) => self.take_read(read),
            Told::Listens(device, now) => {
                if let Some(device) = self.devices.get(&device).cloned() {
                    self.listens(&device, now);
                }
            }
            Told::Stop => (),
        }
    }

    /// A reader that hears one tag listens with all its antennas.
    fn listens(&mut self, device: &Device, now: Instant) {
        let cleaner = self.cleaner(&device.site);
        let zones = device.antennas.iter().map(|antenna| &antenna.zone).chain(&device.zone);
        zones.for_each(|zone| cleaner.listens(zone, now));
    }

    fn take_read(&mut self, read: Read) {
        let Read { reader, antenna, epc, rssi_dbm, at, received_at, signal } = read;
        let device = self.devices.get(&reader).cloned();
        if let Some(device) = &device {
            self.app.devices_seen(&reader, received_at);
            self.listens(device, received_at);
        }
        let of_antenna = |device: &Arc<Device>| {
            let antenna = device.antennas.iter().find(|known| Some(known.antenna) == antenna);
            antenna.map(|antenna| antenna.zone.clone())
        };
        let (site, own_zone, cause) = match signal {
            Some((site, zone, cause)) => (Some(site), zone, Some(cause)),
            None => (device.as_ref().map(|device| device.site.clone()), None, None),
        };
        let zone: Option<ZoneId> = device.as_ref().and_then(of_antenna).or(own_zone);
        let zone = zone.or_else(|| device.as_ref()?.zone.clone());
        // Where nobody says where it was heard, it was heard nowhere.
        let (Some(site), Some(zone)) = (site, zone) else { return };
        if let Some(cause) = cause {
            self.signals.insert((site.clone(), epc.clone()), cause);
        }
        let believed = |at: &Instant| at.micros_since(received_at).abs() <= CLOCK_OFF_US_MAX;
        let at = at.filter(believed).unwrap_or(received_at);
        self.cleaner(&site).read(&Heard { epc, zone, rssi_dbm, at }, received_at);
    }

    /// Has the engine know what was found out, site by site.
    fn tell_facts(&mut self, now: Instant) {
        let mut found: Vec<(SiteId, Vec<Finding>)> = Vec::new();
        for (site, cleaner) in &mut self.sites {
            let findings = cleaner.advance(now);
            if !findings.is_empty() {
                found.push((site.clone(), findings));
            }
        }
        if found.is_empty() {
            self.signals.clear();
            return;
        }
        let mut requests: SmallVec<[Request<realtail_platform::Command>; 1]> = SmallVec::new();
        for (site, findings) in found {
            requests.push(self.report(site, findings, now));
        }
        self.signals.clear();
        let outcomes = self.ask(&requests);
        // What the pillar does not know, because it was switched off, must be found out again.
        if outcomes.iter().flatten().any(|outcome| matches!(outcome, Outcome::Refused(_))) {
            self.begin_from_state();
        }
    }

    /// The facts of one site, as old as the read that made the oldest of them certain.
    fn report(
        &mut self,
        site: SiteId,
        findings: Vec<Finding>,
        now: Instant,
    ) -> Request<realtail_platform::Command> {
        let received_at = findings.iter().map(|finding| finding.certain_at).min().unwrap_or(now);
        let mut cause = None;
        let replica = self.app.handle.read();
        let catalogue = &replica.machine.omnichannel.catalogue;
        let item = |epc: &Epc| {
            let gtin = ItemId::new(epc.sgtin()?.gtin().to_string()).ok()?;
            Some(catalogue.item(catalogue.item_no(&gtin).ok()?).item.clone())
        };
        let mut facts = Vec::with_capacity(findings.len());
        for Finding { mut fact, .. } in findings {
            fact.item = item(&fact.epc);
            if let Some(signal) = self.signals.remove(&(site.clone(), fact.epc.clone())) {
                // That it left follows from nothing that was heard.
                cause = cause.or(fact.to.is_some().then_some(signal));
            }
            facts.push(fact);
        }
        drop(replica);
        request(Command::Report { site, facts }, received_at, cause)
    }

    fn tell_silence(&mut self, now: Instant) {
        let mut commands = Vec::new();
        let replica = self.app.handle.read();
        let registry = &replica.machine.devices.registry;
        for (name, device) in &self.devices {
            let Some(silent_after_ms) = device.silent_after_ms else { continue };
            let since = self.known_since.get(name).copied().unwrap_or(now);
            let seen = self.app.device_seen(name);
            let last = seen.unwrap_or(since).max(since);
            let is_silent = now > last.plus_ms(i64::try_from(silent_after_ms).unwrap_or(i64::MAX));
            match registry.silent_since(name) {
                None if is_silent => commands.push(Command::TakeForSilent(name.clone(), last)),
                Some(_) if !is_silent && seen.is_some() => commands.push(Command::HearAgain(name.clone())),
                Some(_) | None => (),
            }
        }
        drop(replica);
        let requests: SmallVec<[_; 1]> =
            commands.into_iter().map(|command| request(command, now, None)).collect();
        if !requests.is_empty() {
            self.ask(&requests);
        }
    }

    fn complain(&self) {
        let passed_over = self.intake.passed_over.swap(0, Ordering::Relaxed);
        if passed_over > 0 {
            tracing::warn!("{passed_over} reads were passed over: more came than could be cleaned");
        }
    }

    /// Asks, and waits until the answer is durable; asks again where the engine is busy. None where it stops.
    fn ask(
        &self,
        requests: &SmallVec<[Request<realtail_platform::Command>; 1]>,
    ) -> Option<Vec<OutcomeOf<Retail>>> {
        while !self.stopping.load(Ordering::Relaxed) {
            let (sender, receiver) = std::sync::mpsc::sync_channel(1);
            let reply = Box::new(move |outcomes| {
                // Whoever asked may have stopped meanwhile.
                let _ = sender.send(outcomes);
            });
            match self.app.handle.submit(requests.clone(), reply) {
                Ok(()) => return receiver.recv().ok().map(|outcomes| outcomes.into_iter().collect()),
                Err(NotTaken::Busy | NotTaken::StorageFull) => std::thread::sleep(TELL_AGAIN),
                Err(NotTaken::Stopping) => return None,
            }
        }
        None
    }
}

fn request(
    command: Command,
    received_at: Instant,
    cause: Option<Cause>,
) -> Request<realtail_platform::Command> {
    let signal = match &command {
        Command::Report { .. } => TAGS_MOVED,
        Command::TakeForSilent(..) => "device.fell_silent",
        Command::HearAgain(_) => "device.heard_again",
        Command::Set(_) | Command::Remove(_) => "device.set",
        Command::ReadTemperature(_) => "retail.temperature.read",
        Command::WeighShelf(_) => "retail.shelf.weighed",
        Command::LookAtShelf(_) => "retail.shelf.seen",
        Command::SetBay(_) | Command::RemoveBay(..) => "planogram.set",
    };
    Request {
        command: realtail_platform::Command::Devices(command),
        signal: signal.into(),
        by: BY.into(),
        received_at,
        cause,
        keys: smallvec![],
    }
}
