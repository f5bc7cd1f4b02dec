//! Keys and webhooks.

use super::Verdict;
use realtail_kernel::{KeyId, Position, WebhookName};
use realtail_platform::{Command, Retail};
use realtail_vocabulary::ApiKey;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a webhook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Endpoint {
    cursor: Position,
    dead: BTreeSet<Position>,
    resend: BTreeSet<Position>,
}

/// Who may come in, and who is told.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    keys: BTreeMap<KeyId, ApiKey>,
    webhooks: BTreeMap<WebhookName, Endpoint>,
}

impl Desk {
    fn webhook(&mut self, name: &WebhookName) -> Result<&mut Endpoint, String> {
        self.webhooks.get_mut(name).ok_or_else(|| format!("unknown webhook {name}"))
    }

    pub(super) fn decide(&mut self, command: &Command, position: Position) -> Verdict {
        match command {
            Command::Omnichannel(_)
            | Command::Devices(_)
            | Command::Intelligence(_)
            | Command::Media(_)
            | Command::Mobile(_)
            | Command::DecidePush(_)
            | Command::SwitchPolicy(..)
            | Command::SwitchPillar(..)
            | Command::Observe(_)
            | Command::Act(_) => Ok(Vec::new()),
            Command::CreateKey(key) => match self.keys.get(&key.key) {
                Some(known) if known == key => Ok(Vec::new()),
                Some(_) => Err(format!("exists key {}", key.key)),
                None => {
                    self.keys.insert(key.key.clone(), key.clone());
                    Ok(vec![format!("key {}", key.key)])
                }
            },
            Command::RevokeKey(key) => match self.keys.remove(key) {
                Some(_) => Ok(vec![format!("no key {key}")]),
                None => Err(format!("unknown key {key}")),
            },
            Command::SetWebhook(webhook) => {
                let fresh = Endpoint { cursor: position, ..Endpoint::default() };
                self.webhooks.entry(webhook.webhook.clone()).or_insert(fresh);
                Ok(vec![format!("webhook {}", webhook.webhook)])
            }
            Command::RemoveWebhook(name) => {
                self.webhook(name)?;
                self.webhooks.remove(name);
                Ok(vec![format!("no webhook {name}")])
            }
            Command::Advance(name, through) => {
                let endpoint = self.webhook(name)?;
                if endpoint.cursor >= *through {
                    return Ok(Vec::new());
                }
                endpoint.cursor = *through;
                Ok(vec![format!("{name} told through {through}")])
            }
            Command::GiveUp(letter) => {
                let endpoint = self.webhook(&letter.webhook)?;
                endpoint.resend.remove(&letter.position);
                endpoint.dead.insert(letter.position);
                Ok(vec![format!("{} gave up {}", letter.webhook, letter.position)])
            }
            Command::Resend(name, position) => {
                let endpoint = self.webhook(name)?;
                if !endpoint.dead.remove(position) {
                    return Err(format!("unknown dead letter {name}/{position}"));
                }
                endpoint.resend.insert(*position);
                Ok(vec![format!("{name} resends {position}")])
            }
            Command::Redelivered(name, position) => {
                let resent = self.webhook(name)?.resend.remove(position);
                Ok(resent.then(|| format!("{name} resent {position}")).into_iter().collect())
            }
        }
    }

    pub(super) fn compare(&self, retail: &Retail) -> Result<(), String> {
        let keys: BTreeSet<&KeyId> = retail.access.keys().map(|key| &key.key).collect();
        if keys != self.keys.keys().collect() {
            return Err(format!("the keys are {keys:?}, predicted {:?}", self.keys.keys()));
        }
        if let Some(key) = self.keys.values().find(|key| retail.access.bearer(&key.digest) != Some(key)) {
            return Err(format!("key {} is not found by its digest", key.key));
        }
        let found: BTreeMap<WebhookName, Endpoint> = retail
            .delivery
            .endpoints()
            .map(|e| {
                let dead = e.dead_letters.keys().copied().collect();
                let endpoint = Endpoint { cursor: e.cursor, dead, resend: e.resend.clone() };
                (e.webhook.webhook.clone(), endpoint)
            })
            .collect();
        if found == self.webhooks {
            return Ok(());
        }
        Err(format!("the webhooks are {found:?}, predicted {:?}", self.webhooks))
    }
}
