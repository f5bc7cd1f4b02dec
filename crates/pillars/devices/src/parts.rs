//! An ordered map in parts, whose clone costs nothing until one side changes.

use rustc_hash::FxHasher;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Bound;
use std::sync::Arc;

/// Parts that a map is in: a million tags make parts of four thousand, which are copied in well under a millisecond.
const PARTS: usize = 256;

/// A map in parts that clones share until they write to them.
#[derive(Clone, Debug)]
pub struct Parts<K, V> {
    /// None at all until there is something in them.
    parts: Vec<Arc<BTreeMap<K, V>>>,
    len: usize,
}

impl<K, V> Default for Parts<K, V> {
    fn default() -> Parts<K, V> {
        Parts { parts: Vec::new(), len: 0 }
    }
}

impl<K: Hash + Ord + Clone, V: Clone> Parts<K, V> {
    fn part(key: &K) -> usize {
        let mut hasher = FxHasher::default();
        key.hash(&mut hasher);
        (hasher.finish() >> 32) as usize % PARTS
    }

    fn part_mut(&mut self, key: &K) -> &mut BTreeMap<K, V> {
        if self.parts.is_empty() {
            self.parts = (0..PARTS).map(|_| Arc::default()).collect();
        }
        Arc::make_mut(&mut self.parts[Parts::<K, V>::part(key)])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What stands under this key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.parts.get(Parts::<K, V>::part(key))?.get(key)
    }

    /// What stands under this key, to be changed; what it is by default where nothing does.
    pub fn entry(&mut self, key: &K) -> &mut V
    where
        V: Default,
    {
        if self.get(key).is_none() {
            self.len += 1;
        }
        self.part_mut(key).entry(key.clone()).or_default()
    }

    /// Puts something under a key; tells what stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let before = self.part_mut(&key).insert(key, value);
        self.len += usize::from(before.is_none());
        before
    }

    /// Takes away what stands under a key.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.get(key)?;
        let before = self.part_mut(key).remove(key);
        self.len -= usize::from(before.is_some());
        before
    }

    /// All, in an order that is always the same.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// All behind `key` in that order; all where there is none.
    pub fn after<'a>(&'a self, key: Option<&'a K>) -> impl Iterator<Item = (&'a K, &'a V)> {
        let first = key.map_or(0, Parts::<K, V>::part);
        let from = key.map_or(Bound::Unbounded, Bound::Excluded);
        let begun = self.parts.get(first).into_iter();
        let begun = begun.flat_map(move |part| part.range::<K, _>((from, Bound::Unbounded)));
        begun.chain(self.parts.iter().skip(first + 1).flat_map(|part| part.iter()))
    }
}

/// Parts that are empty and parts that never were are the same.
impl<K: Hash + Ord + Clone, V: Clone + PartialEq> PartialEq for Parts<K, V> {
    fn eq(&self, other: &Parts<K, V>) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

impl<K: Hash + Ord + Clone, V: Clone> FromIterator<(K, V)> for Parts<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(all: I) -> Parts<K, V> {
        let mut parts = Parts::default();
        for (key, value) in all {
            parts.insert(key, value);
        }
        parts
    }
}

impl<K: Hash + Ord + Clone + Serialize, V: Clone + Serialize> Serialize for Parts<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, K, V> Deserialize<'de> for Parts<K, V>
where
    K: Hash + Ord + Clone + Deserialize<'de>,
    V: Clone + Deserialize<'de>,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Parts<K, V>, D::Error> {
        Vec::<(K, V)>::deserialize(deserializer).map(Parts::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_met_once_from_any_of_them_on_and_clones_keep_what_they_saw() {
        let mut live: Parts<u32, u32> = (0..1_000).map(|n| (n, n)).collect();
        let frozen = live.clone();
        assert_eq!((live.remove(&7), live.remove(&7), live.insert(8, 9)), (Some(7), None, Some(8)));
        *live.entry(&2_000) += 5;
        assert_eq!((live.len(), live.iter().count(), live.get(&2_000)), (1_000, 1_000, Some(&5)));
        assert_eq!((frozen.len(), frozen.get(&7), frozen.get(&8)), (1_000, Some(&7), Some(&8)));
        let order: Vec<u32> = frozen.iter().map(|(key, _)| *key).collect();
        for (n, key) in order.iter().enumerate().step_by(97) {
            assert!(frozen.after(Some(key)).map(|(key, _)| *key).eq(order[n + 1..].iter().copied()));
        }
        assert!(frozen.after(None).map(|(key, _)| *key).eq(order.iter().copied()));
        assert_eq!(Parts::<u32, u32>::default().after(Some(&3)).count(), 0);
        let mut emptied: Parts<u32, u32> = [(1, 1)].into_iter().collect();
        emptied.remove(&1);
        assert_eq!(emptied, Parts::default());
    }
}
