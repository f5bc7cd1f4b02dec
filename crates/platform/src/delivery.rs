//! Who is told of actions, how far each has got, and what was given up.

use crate::machine::Refusal;
use realtail_kernel::{Position, WebhookName};
use realtail_vocabulary::{DeadLetter, DeliveryEvent, Event, Webhook};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Letters kept for an endpoint; the oldest goes when there are more.
const DEAD_LETTERS_MAX: usize = 10_000;

/// An address, and how far it has got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Where to send what.
    pub webhook: Webhook,
    /// All actions up to this entry were delivered or given up.
    pub cursor: Position,
    /// What was given up, by the entry of the action.
    pub dead_letters: BTreeMap<Position, DeadLetter>,
    /// What is to be tried again.
    pub resend: BTreeSet<Position>,
}

/// All addresses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    endpoints: BTreeMap<WebhookName, Endpoint>,
}

impl Delivery {
    /// All addresses, by name.
    pub fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.endpoints.values()
    }

    /// The address of this name.
    pub fn endpoint(&self, webhook: &WebhookName) -> Option<&Endpoint> {
        self.endpoints.get(webhook)
    }

    fn known(&self, webhook: &WebhookName) -> Result<&Endpoint, Refusal> {
        self.endpoints
            .get(webhook)
            .ok_or_else(|| Refusal::Unknown { what: "webhook".into(), id: webhook.to_string() })
    }

    pub(crate) fn remove(&self, webhook: &WebhookName) -> Result<Vec<Event>, Refusal> {
        self.known(webhook)?;
        Ok(vec![Event::Delivery(DeliveryEvent::WebhookRemoved { webhook: webhook.clone() })])
    }

    pub(crate) fn advance(&self, webhook: &WebhookName, through: Position) -> Result<Vec<Event>, Refusal> {
        if self.known(webhook)?.cursor >= through {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Delivery(DeliveryEvent::Advanced { webhook: webhook.clone(), through })])
    }

    pub(crate) fn give_up(&self, letter: &DeadLetter) -> Result<Vec<Event>, Refusal> {
        self.known(&letter.webhook)?;
        Ok(vec![Event::Delivery(DeliveryEvent::GivenUp(letter.clone()))])
    }

    pub(crate) fn resend(&self, webhook: &WebhookName, position: Position) -> Result<Vec<Event>, Refusal> {
        if !self.known(webhook)?.dead_letters.contains_key(&position) {
            return Err(Refusal::Unknown { what: "dead letter".into(), id: format!("{webhook}/{position}") });
        }
        Ok(vec![Event::Delivery(DeliveryEvent::Resent { webhook: webhook.clone(), position })])
    }

    pub(crate) fn resent(&self, webhook: &WebhookName, position: Position) -> Result<Vec<Event>, Refusal> {
        if !self.known(webhook)?.resend.contains(&position) {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Delivery(DeliveryEvent::Redelivered { webhook: webhook.clone(), position })])
    }

    pub(crate) fn apply(&mut self, event: &DeliveryEvent, position: Position) {
        match event {
            DeliveryEvent::WebhookSet(webhook) => {
                let fresh = Endpoint {
                    webhook: webhook.clone(),
                    cursor: position,
                    dead_letters: BTreeMap::new(),
                    resend: BTreeSet::new(),
                };
                self.endpoints.entry(webhook.webhook.clone()).or_insert(fresh).webhook = webhook.clone();
            }
            DeliveryEvent::WebhookRemoved { webhook } => {
                self.endpoints.remove(webhook);
            }
            DeliveryEvent::Advanced { webhook, through } => {
                if let Some(endpoint) = self.endpoints.get_mut(webhook) {
                    endpoint.cursor = *through;
                }
            }
            DeliveryEvent::GivenUp(letter) => {
                if let Some(endpoint) = self.endpoints.get_mut(&letter.webhook) {
                    endpoint.resend.remove(&letter.position);
                    endpoint.dead_letters.insert(letter.position, letter.clone());
                    if endpoint.dead_letters.len() > DEAD_LETTERS_MAX {
                        endpoint.dead_letters.pop_first();
                    }
                }
            }
            DeliveryEvent::Resent { webhook, position } => {
                if let Some(endpoint) = self.endpoints.get_mut(webhook) {
                    endpoint.dead_letters.remove(position);
                    endpoint.resend.insert(*position);
                }
            }
            DeliveryEvent::Redelivered { webhook, position } => {
                if let Some(endpoint) = self.endpoints.get_mut(webhook) {
                    endpoint.resend.remove(position);
                }
            }
        }
    }
}
