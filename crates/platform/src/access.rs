//! Who may come in: API keys by the digest of their secret.

use crate::machine::Refusal;
use realtail_kernel::KeyId;
use realtail_vocabulary::{AccessEvent, ApiKey, Digest, Event};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All keys that are good.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Access {
    keys: BTreeMap<KeyId, ApiKey>,
    #[serde(skip)]
    by_digest: FxHashMap<Digest, KeyId>,
}

impl Access {
    /// The key whose secret has this digest.
    pub fn bearer(&self, digest: &Digest) -> Option<&ApiKey> {
        self.keys.get(self.by_digest.get(digest)?)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &ApiKey> {
        self.keys.values()
    }

    pub(crate) fn create(&self, key: &ApiKey) -> Result<Vec<Event>, Refusal> {
        match self.keys.get(&key.key) {
            Some(known) if known == key => Ok(Vec::new()),
            Some(_) => Err(Refusal::Exists { what: "key".into(), id: key.key.to_string() }),
            None => Ok(vec![Event::Access(AccessEvent::KeyCreated(key.clone()))]),
        }
    }

    pub(crate) fn revoke(&self, key: &KeyId) -> Result<Vec<Event>, Refusal> {
        if !self.keys.contains_key(key) {
            return Err(Refusal::Unknown { what: "key".into(), id: key.to_string() });
        }
        Ok(vec![Event::Access(AccessEvent::KeyRevoked { key: key.clone() })])
    }

    /// Takes in who may come in, or may no more.
    pub fn apply(&mut self, event: &AccessEvent) {
        match event {
            AccessEvent::KeyCreated(key) => {
                self.by_digest.insert(key.digest, key.key.clone());
                self.keys.insert(key.key.clone(), key.clone());
            }
            AccessEvent::KeyRevoked { key } => {
                if let Some(key) = self.keys.remove(key) {
                    self.by_digest.remove(&key.digest);
                }
            }
        }
    }

    pub(crate) fn index(&mut self) {
        self.by_digest = self.keys.values().map(|key| (key.digest, key.key.clone())).collect();
    }
}
