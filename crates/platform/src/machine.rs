//! The whole retailer as one machine.

use crate::access::Access;
use crate::delivery::Delivery;
use crate::invariants;
use crate::policies;
use crate::shop::ShopNow;
use crate::switches::{Pillar, Switches};
use realtail_devices::Devices;
use realtail_intelligence::Intelligence;
use realtail_kernel::{
    Instant, KeyId, Machine, Mark, Platform, Position, Rejection, Stamp, WebhookName, Word,
};
use realtail_media::Media;
use realtail_mobile::Mobile;
use realtail_omnichannel as omnichannel;
use realtail_omnichannel::Omnichannel;
use realtail_vocabulary::{
    Action, ApiKey, CustomerEvent, DeadLetter, DeliveryEvent, Event, MediaEvent, MobileEvent, Observed,
    Webhook,
};
use serde::{Deserialize, Serialize};

/// What may be asked of the engine.
#[derive(Clone, Debug)]
pub enum Command {
    /// Something for the stock pillar.
    Omnichannel(Box<omnichannel::Command>),
    /// Something for the pillar of devices.
    Devices(realtail_devices::Command),
    /// Something for the pillar of forecasts.
    Intelligence(realtail_intelligence::Command),
    /// Something for the pillar of media.
    Media(realtail_media::Command),
    /// Something for the pillar of phones.
    Mobile(realtail_mobile::Command),
    /// Tell a shopper who is near of an offer.
    DecidePush(Box<realtail_mobile::DecidePush>),
    /// Put a policy in force, or out of it.
    SwitchPolicy(Word, bool),
    /// Let a pillar take part, or not.
    SwitchPillar(Pillar, bool),
    /// Take in a signal that no pillar answers by itself.
    Observe(Box<Observed>),
    /// Do something; only policies ask for this.
    Act(Action),
    /// Let somebody in.
    CreateKey(ApiKey),
    /// Let somebody in no more.
    RevokeKey(KeyId),
    /// Tell an address of actions.
    SetWebhook(Webhook),
    /// Tell it no more.
    RemoveWebhook(WebhookName),
    /// All actions up to an entry have been told.
    Advance(WebhookName, Position),
    /// An action could not be told.
    GiveUp(DeadLetter),
    /// Try again what was given up.
    Resend(WebhookName, Position),
    /// What was to be tried again has been told.
    Redelivered(WebhookName, Position),
}

impl From<omnichannel::Command> for Command {
    fn from(command: omnichannel::Command) -> Command {
        Command::Omnichannel(Box::new(command))
    }
}

/// Why a command was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The stock pillar refused.
    #[error(transparent)]
    Omnichannel(#[from] omnichannel::Refusal),
    /// Another pillar refused.
    #[error(transparent)]
    Pillar(#[from] Rejection),
    /// There is no such thing.
    #[error("there is no {what} {id:?}")]
    Unknown {
        /// What kind of thing.
        what: std::borrow::Cow<'static, str>,
        /// What it was called.
        id: String,
    },
    /// There is one already.
    #[error("there is a {what} {id:?} already")]
    Exists {
        /// What kind of thing.
        what: std::borrow::Cow<'static, str>,
        /// What it is called.
        id: String,
    },
}

/// The state of the whole retailer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Retail {
    /// Stock, supply, holds.
    pub omnichannel: Omnichannel,
    /// Devices, and what they found.
    pub devices: Devices,
    /// What models said, and what is planned.
    pub intelligence: Intelligence,
    /// Consent, campaigns, what is shown for money.
    pub media: Media,
    /// Notices to phones.
    pub mobile: Mobile,
    /// Which policies are in force, and which pillars take part.
    pub switches: Switches,
    /// API keys.
    pub access: Access,
    /// Webhooks.
    pub delivery: Delivery,
}

/// Whether another pillar's event makes a shopper known.
fn names_a_shopper(event: &Event) -> bool {
    matches!(
        event,
        Event::Media(MediaEvent::ConsentChanged(_))
            | Event::Mobile(MobileEvent::SubscriptionSet(_) | MobileEvent::QuietHoursSet { .. })
    )
}

/// The whole retailer at rest.
#[derive(Serialize, Deserialize)]
pub struct Frozen {
    omnichannel: omnichannel::Frozen,
    devices: Devices,
    intelligence: Intelligence,
    media: Media,
    mobile: Mobile,
    switches: Switches,
    access: Access,
    delivery: Delivery,
}

impl Machine for Retail {
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
        let decided = self.decided(command, now);
        if cfg!(debug_assertions) {
            let events = decided.as_ref().map_or(&[][..], Vec::as_slice);
            events.iter().for_each(|event| debug_assert_eq!(invariants::of_event(self, event, now), Ok(())));
        }
        decided
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        if let Event::Customer(CustomerEvent::Erased { customers }) = event {
            self.mobile.forget(customers);
        }
        if names_a_shopper(event) {
            // So that whoever is known by this alone can be erased like any other.
            self.omnichannel.apply(event, stamp);
        }
        match event {
            Event::Catalogue(_)
            | Event::Stock(_)
            | Event::Supply(_)
            | Event::Hold(_)
            | Event::Checkout(_)
            | Event::Order(_)
            | Event::Payment(_)
            | Event::Customer(_)
            | Event::Case(_)
            | Event::Wallet(_)
            | Event::Price(_)
            | Event::Observed(_)
            | Event::Routing(_)
            | Event::Return(_)
            | Event::Task(_) => self.omnichannel.apply(event, stamp),
            Event::Action(action) => {
                self.media.remember_told(action);
                self.omnichannel.apply(event, stamp);
            }
            Event::Device(event) => self.devices.apply(event, stamp),
            Event::Intelligence(event) => self.intelligence.apply(event, stamp),
            Event::Media(event) => self.media.apply(event, stamp),
            Event::Mobile(event) => self.mobile.apply(event, stamp),
            Event::Switch(event) => self.switches.apply(event),
            Event::Access(event) => self.access.apply(event),
            Event::Delivery(event) => self.delivery.apply(event, stamp.position),
        }
    }

    fn next_due(&self) -> Option<Instant> {
        let own = [self.devices.next_due(), self.media.next_due(), self.mobile.next_due()];
        own.into_iter().chain([self.omnichannel.next_due()]).flatten().min()
    }

    fn tick(&self, now: Instant) -> Vec<Event> {
        let mut events = self.omnichannel.tick(now);
        events.extend(self.devices.tick(now).into_iter().map(Event::Device));
        events.extend(self.media.tick(now).into_iter().map(Event::Media));
        events.extend(self.mobile.tick(now).into_iter().map(Event::Mobile));
        events
    }

    fn answers(&self, command: &Command) -> Option<Mark> {
        match command {
            Command::Omnichannel(command) => self.omnichannel.answers(command),
            _ => None,
        }
    }

    fn began(&self, event: &Event) -> Option<Mark> {
        match event {
            Event::Device(event) => self.devices.began(event),
            _ => None,
        }
    }
}

impl Retail {
    fn decided(&self, command: &Command, now: Instant) -> Result<Vec<Event>, Refusal> {
        match command {
            Command::Omnichannel(command) => Ok(self.omnichannel.decide(command, now)?),
            Command::Devices(command) => {
                self.switches.check(Pillar::Devices)?;
                Ok(self.devices.decide(command, now)?.into_iter().map(Event::Device).collect())
            }
            Command::Intelligence(command) => {
                self.switches.check(Pillar::Intelligence)?;
                let room = self.room(now);
                Ok(self
                    .intelligence
                    .decide_in(command, &room)?
                    .into_iter()
                    .map(Event::Intelligence)
                    .collect())
            }
            Command::Media(command) => {
                if !command.is_about_consent() {
                    self.switches.check(Pillar::Media)?;
                }
                let shop = ShopNow { stock: &self.omnichannel, now };
                Ok(self.media.decide_in(command, &shop, now)?.into_iter().map(Event::Media).collect())
            }
            Command::Mobile(command) => {
                self.switches.check(Pillar::Mobile)?;
                Ok(self.mobile.decide(command, now)?.into_iter().map(Event::Mobile).collect())
            }
            Command::DecidePush(ask) => {
                self.switches.check(Pillar::Mobile)?;
                Ok(vec![Event::Mobile(self.mobile.decide_push(ask, self, now).map_err(Rejection::from)?)])
            }
            Command::SwitchPolicy(policy, on) => {
                let events = self.switches.switch_policy(policy.as_str(), *on)?;
                Ok(events.into_iter().map(Event::Switch).collect())
            }
            Command::SwitchPillar(pillar, on) => {
                Ok(self.switches.switch_pillar(*pillar, *on).into_iter().map(Event::Switch).collect())
            }
            Command::Observe(observed) => {
                let interest =
                    self.switches.is_on(Pillar::Mobile).then(|| self.interest_in(observed)).flatten();
                Ok([Event::Observed(observed.clone())].into_iter().chain(interest).collect())
            }
            // Two events of one entry may both call for it.
            Command::Act(action) if self.omnichannel.has_told(action) || self.media.has_told(action) => {
                Ok(Vec::new())
            }
            Command::Act(action) => Ok(vec![Event::Action(action.clone())]),
            Command::CreateKey(key) => self.access.create(key),
            Command::RevokeKey(key) => self.access.revoke(key),
            Command::SetWebhook(webhook) => {
                Ok(vec![Event::Delivery(DeliveryEvent::WebhookSet(webhook.clone()))])
            }
            Command::RemoveWebhook(webhook) => self.delivery.remove(webhook),
            Command::Advance(webhook, through) => self.delivery.advance(webhook, *through),
            Command::GiveUp(letter) => self.delivery.give_up(letter),
            Command::Resend(webhook, position) => self.delivery.resend(webhook, *position),
            Command::Redelivered(webhook, position) => self.delivery.resent(webhook, *position),
        }
    }
}

impl Platform for Retail {
    type Frozen = Frozen;

    const SHAPE: u32 = 22;

    fn react(&self, event: &Event, now: Instant) -> Vec<(&'static str, Command)> {
        policies::react(event, self, now)
    }

    fn freeze(&self) -> Frozen {
        Frozen {
            omnichannel: self.omnichannel.freeze(),
            devices: self.devices.clone(),
            intelligence: self.intelligence.clone(),
            media: self.media.clone(),
            mobile: self.mobile.clone(),
            switches: self.switches.clone(),
            access: self.access.clone(),
            delivery: self.delivery.clone(),
        }
    }

    fn thaw(frozen: Frozen) -> Retail {
        let Frozen { omnichannel, devices, intelligence, mut media, mobile, switches, mut access, delivery } =
            frozen;
        access.index();
        media.index();
        let omnichannel = Omnichannel::thaw(omnichannel);
        Retail { omnichannel, devices, intelligence, media, mobile, switches, access, delivery }
    }

    fn check(&self) -> Result<(), String> {
        omnichannel::invariants::all(&self.omnichannel)?;
        invariants::of_the_pillars(self).map_err(|(invariant, words)| format!("{invariant}: {words}"))
    }
}
