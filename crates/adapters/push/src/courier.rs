//! Couriers: one for each notice that waits.

use crate::Settings;
use crate::client::{Answer, Client, Parcel};
use crate::desk::{Desk, Letter, Outcome, Phone};
use crate::encrypt::encrypt;
use crate::vapid::Vapid;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use realtail_kernel::{PushId, SubscriptionId};
use ring::rand::SystemRandom;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often it is looked for notices that wait, decided just now or not.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// What all couriers share.
pub(crate) struct Office {
    pub desk: Arc<dyn Desk>,
    pub client: Client,
    pub vapid: Arc<Vapid>,
    pub settings: Settings,
}

/// Keeps couriers at work until it is told to stop.
pub(crate) async fn attend(office: Arc<Office>, mut stopped: watch::Receiver<bool>) {
    let mut changed = office.desk.changed();
    let mut couriers: JoinSet<PushId> = JoinSet::new();
    let mut at_work: BTreeSet<PushId> = BTreeSet::new();
    loop {
        changed.borrow_and_update();
        let room = office.settings.window.saturating_sub(couriers.len());
        if room > 0 {
            for push in office.desk.waiting(&at_work, room) {
                at_work.insert(push.clone());
                couriers.spawn(carry(office.clone(), push));
            }
        }
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return,
            Some(done) = couriers.join_next() => match done {
                Ok(push) => {
                    at_work.remove(&push);
                }
                Err(error) => tracing::error!("a courier to a phone has panicked: {error}"),
            },
            // A sender that is gone is told by the stop that comes next.
            _ = tokio::time::timeout(LOOK_AGAIN, changed.changed()) => (),
        }
    }
}

async fn carry(office: Arc<Office>, push: PushId) -> PushId {
    let outcome = office.tell(&push).await;
    if let Outcome::Failed(reason) = &outcome {
        tracing::info!("push {push} was not told: {reason}");
    }
    office.desk.settle(&push, outcome).await;
    push
}

impl Office {
    /// Tries until each phone has it, will never have it, or it is not worth telling any more.
    async fn tell(&self, push: &PushId) -> Outcome {
        let mut done: BTreeSet<SubscriptionId> = BTreeSet::new();
        let (mut sent, mut problem) = (false, "no phone took it".to_owned());
        for attempt in 1..=self.settings.attempts_max {
            // What was agreed to may have been withdrawn while this waited.
            let letter = match self.desk.letter(push) {
                Ok(letter) => letter,
                Err(_) if sent => break,
                Err(reason) => return Outcome::Failed(reason),
            };
            let phones = letter.phones.iter().filter(|phone| !done.contains(&phone.subscription));
            let answers =
                join_all(phones.map(async |phone| (phone, self.try_once(push, &letter, phone).await)));
            let mut wait = None;
            for (phone, answer) in answers.await {
                match answer {
                    Answer::Taken => sent = done.insert(phone.subscription.clone()) || sent,
                    Answer::Gone => {
                        self.desk.gone(push, &phone.subscription).await;
                        done.insert(phone.subscription.clone());
                        "the push service knows the phone no more".clone_into(&mut problem);
                    }
                    Answer::Refused(said) => {
                        done.insert(phone.subscription.clone());
                        problem = said;
                    }
                    Answer::Later(said, wish) => {
                        wait = wait.max(Some(self.wait(attempt, wish)));
                        problem = said;
                    }
                }
            }
            match wait {
                Some(wait) if attempt < self.settings.attempts_max => tokio::time::sleep(wait).await,
                Some(_) | None => break,
            }
        }
        if sent { Outcome::Sent } else { Outcome::Failed(problem) }
    }

    fn wait(&self, attempt: u32, wish: Option<Duration>) -> Duration {
        let doubled = self.settings.backoff_base.saturating_mul(2u32.saturating_pow(attempt - 1));
        doubled.min(self.settings.backoff_max).max(wish.unwrap_or_default())
    }

    async fn try_once(&self, push: &PushId, letter: &Letter, phone: &Phone) -> Answer {
        let now = self.desk.now();
        let ttl_s = letter.expires_at.micros_since(now) / 1_000_000;
        if ttl_s < 0 {
            return Answer::Refused("expired".to_owned());
        }
        let Ok(to) = phone.endpoint.parse() else { return Answer::Refused("no address".to_owned()) };
        let authorization = match self.vapid.authorization(&to, now) {
            Ok(authorization) => authorization,
            Err(fault) => return Answer::Refused(fault),
        };
        let Ok(body) = encrypt(phone, &letter.payload, &SystemRandom::new()) else {
            return Answer::Refused("it could not be encrypted".to_owned());
        };
        let parcel = Parcel { authorization, ttl_s, topic: topic(push), body: body.into() };
        self.client.post(&phone.endpoint, parcel).await
    }
}

/// The same notice sent twice takes its own place; at most 32 characters of base64url.
fn topic(push: &PushId) -> String {
    let digest = Sha256::digest(push.as_str().as_bytes());
    URL_SAFE_NO_PAD.encode(&digest[..24])
}
