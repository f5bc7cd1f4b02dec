//! What those who tell phones, and those who find out whom to tell, need of the engine.

use crate::config::Config;
use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use realtail_api::{App, PUSH_SENT, PushDoor};
use realtail_engine::{NotTaken, Request};
use realtail_kernel::{Instant, Position, PushId, SubscriptionId, Word};
use realtail_mobile::{Caps, Command as Mobile};
use realtail_platform::Command;
use realtail_push::{Desk, Letter, Outcome, Pending, Phone, Push, Settings, Vapid};
use realtail_vocabulary::SubscriptionEnd;
use smallvec::{SmallVec, smallvec};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::watch;

/// The wait before something is written down again that could not be.
const WRITE_AGAIN: Duration = Duration::from_millis(100);

/// Those who tell phones, as the interface sees them.
pub struct Door {
    vapid: Arc<Vapid>,
    caps: Caps,
    plain: bool,
}

impl Door {
    /// The shop's key, which is made at the first start, and what the settings say.
    pub fn open(config: &Config) -> anyhow::Result<Door> {
        let contact = config.push_contact();
        let vapid = Vapid::open(&config.data().join("push-signing-key"), contact)?;
        Ok(Door { vapid: vapid.into(), caps: config.push_caps()?, plain: config.push()?.plain })
    }
}

/// As browsers write it, with or without what fills up the last four characters.
fn decoded(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok()
}

impl PushDoor for Door {
    fn key(&self) -> String {
        self.vapid.public_key()
    }

    fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<(), (&'static str, String)> {
        realtail_push::check_address(endpoint, self.plain).map_err(|e| ("endpoint", e.to_string()))?;
        let (key, auth) = (decoded(p256dh).unwrap_or_default(), decoded(auth).unwrap_or_default());
        realtail_push::check_keys(&key, &auth).map_err(|problem| ("keys", problem.to_owned()))
    }

    fn caps(&self) -> Caps {
        self.caps
    }
}

/// The threads that find out whom to tell, and tell them.
pub struct Pushing {
    push: Push,
    scout: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Pushing {
    /// Starts both.
    pub fn start(app: &App, door: &Door, settings: Settings) -> std::io::Result<Pushing> {
        let push = Push::start(Arc::new(EngineDesk(app.clone())), door.vapid.clone(), settings)?;
        let (stop, stopped) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let app = app.clone();
        let run = move || runtime.block_on(app.scout.run(&app, stopped));
        let scout = std::thread::Builder::new().name("scout".to_owned()).spawn(run)?;
        Ok(Pushing { push, scout, stop })
    }

    /// Ends both.
    pub fn stop(self) {
        let Pushing { push, scout, stop } = self;
        stop.send_replace(true);
        if scout.join().is_err() {
            tracing::error!("the thread that finds out whom to tell has panicked");
        }
        push.stop();
    }
}

/// The engine as the couriers to phones see it.
struct EngineDesk(App);

impl EngineDesk {
    /// The entry that decided on a notice.
    fn position(&self, push: &PushId) -> Option<Position> {
        let state = self.0.handle.read();
        state.machine.mobile.notice(push).map(|(_, notice)| notice.position)
    }

    async fn write(&self, command: Mobile, signal: &'static str, push: &PushId) {
        // What came of a notice goes on with its trace.
        let cause = match self.position(push) {
            Some(position) => self.0.cause(position).await.ok(),
            None => None,
        };
        loop {
            let request = Request {
                command: Command::Mobile(command.clone()),
                signal: signal.into(),
                by: realtail_api::OUTBOX.into(),
                received_at: self.0.handle.now(),
                cause,
                keys: SmallVec::new(),
            };
            let (sender, receiver) = tokio::sync::oneshot::channel();
            let reply = Box::new(move |_| {
                // The courier may have stopped meanwhile.
                let _ = sender.send(());
            });
            match self.0.handle.submit(smallvec![request], reply) {
                Ok(()) => {
                    // Not answered where the engine stops: it is told again then.
                    let _ = receiver.await;
                    return;
                }
                Err(NotTaken::Stopping) => return,
                Err(NotTaken::Busy | NotTaken::StorageFull) => tokio::time::sleep(WRITE_AGAIN).await,
            }
        }
    }
}

impl Desk for EngineDesk {
    fn changed(&self) -> watch::Receiver<Position> {
        self.0.scout.watch()
    }

    fn waiting(&self, at_work: &BTreeSet<PushId>, max: usize) -> Vec<PushId> {
        realtail_api::pushes_waiting(&self.0, |push| !at_work.contains(push), max)
    }

    fn letter(&self, push: &PushId) -> Result<Letter, String> {
        let letter = realtail_api::push_letter(&self.0, push)?;
        let phones = letter.phones.into_iter().filter_map(|phone| {
            let (key, auth) = (decoded(&phone.p256dh)?, decoded(&phone.auth)?);
            Some(Phone { subscription: phone.subscription, endpoint: phone.endpoint, key, auth })
        });
        Ok(Letter {
            phones: phones.collect(),
            payload: letter.payload.to_string().into(),
            expires_at: letter.expires_at,
        })
    }

    fn settle<'a>(&'a self, push: &'a PushId, outcome: Outcome) -> Pending<'a, ()> {
        let command = match outcome {
            Outcome::Sent => {
                if let Some(seen) = self.position(push).and_then(|position| self.0.feed.get(position)) {
                    let (signal, received_at) = (seen.entry.signal.as_str(), seen.entry.received_at);
                    self.0.feed.delivered(signal, received_at, self.now(), PUSH_SENT);
                }
                Mobile::Sent(push.clone())
            }
            Outcome::Failed(reason) => {
                let reason: String = reason.chars().filter(|c| !c.is_control()).take(60).collect();
                let reason = Word::new(reason.trim()).or_else(|_| Word::new("failed"));
                let Ok(reason) = reason else { return Box::pin(std::future::ready(())) };
                Mobile::Failed(push.clone(), reason)
            }
        };
        Box::pin(self.write(command, "push.settled", push))
    }

    fn gone<'a>(&'a self, push: &'a PushId, phone: &'a SubscriptionId) -> Pending<'a, ()> {
        Box::pin(async move {
            let Some(customer) = realtail_api::push_customer(&self.0, push) else { return };
            let (subscription, why) = (phone.clone(), SubscriptionEnd::Gone);
            self.write(Mobile::Unsubscribe { customer, subscription, why }, "push.gone", push).await;
        })
    }

    fn now(&self) -> Instant {
        self.0.handle.now()
    }
}
