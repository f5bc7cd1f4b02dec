//! A map whose clone costs next to nothing until one side changes.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

const PARTS: usize = 256;

/// A map in parts that clones share until they write to them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(deserialize = "K: Ord + serde::de::DeserializeOwned, V: serde::de::DeserializeOwned"))]
pub(crate) struct Shards<K, V> {
    /// None at all until there is something in them.
    parts: Vec<Arc<BTreeMap<K, V>>>,
}

impl<K, V> Default for Shards<K, V> {
    fn default() -> Shards<K, V> {
        Shards { parts: Vec::new() }
    }
}

fn part_of(key: &impl Hash) -> usize {
    let mut hasher = rustc_hash::FxHasher::default();
    key.hash(&mut hasher);
    // The low bits of this hash are the weak ones.
    (hasher.finish() >> 48) as usize % PARTS
}

impl<K: Ord + Hash + Clone, V: Clone> Shards<K, V> {
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.parts.get(part_of(key))?.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.get(key)?;
        Arc::make_mut(&mut self.parts[part_of(key)]).get_mut(key)
    }

    /// All that stands in it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// What stands under the key, to be changed.
    pub(crate) fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, Arc::default);
        }
        Arc::make_mut(&mut self.parts[part_of(&key)]).entry(key).or_default()
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if self.get(key).is_some() {
            Arc::make_mut(&mut self.parts[part_of(key)]).remove(key);
        }
    }

    /// Keeps what is to stay.
    pub(crate) fn retain(&mut self, stays: impl Fn(&V) -> bool) {
        for part in &mut self.parts {
            if part.values().any(|value| !stays(value)) {
                Arc::make_mut(part).retain(|_, value| stays(value));
            }
        }
    }
}
