//! The keys of the newest requests, so that a repetition is recognised, also after a restart.

use crate::entry::Key;
use realtail_kernel::{Index, Paged, Position};
use serde::{Deserialize, Serialize};

/// How many keys are remembered. A repetition that comes after so many others is taken for new.
const KEYS_MAX: usize = 2_000_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u128, u64, Position)", into = "(u128, u64, Position)")]
struct Known {
    name: u128,
    content: u64,
    position: Position,
}

impl From<(u128, u64, Position)> for Known {
    fn from((name, content, position): (u128, u64, Position)) -> Known {
        Known { name, content, position }
    }
}

impl From<Known> for (u128, u64, Position) {
    fn from(known: Known) -> (u128, u64, Position) {
        (known.name, known.content, known.position)
    }
}

/// A ring of keys with an index.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Window {
    ring: Paged<Known>,
    next: usize,
    #[serde(skip)]
    index: Index,
}

impl PartialEq for Window {
    fn eq(&self, other: &Window) -> bool {
        self.ring == other.ring && self.next == other.next
    }
}

/// Names are digests: any 64 bits of them are a good hash.
fn hash(name: u128) -> u64 {
    name as u64
}

impl Window {
    /// Where the request with this key stands, and with which content it came.
    pub fn find(&self, name: u128) -> Option<(Position, u64)> {
        let slot = self.index.find(hash(name), |slot| self.ring[slot as usize].name == name)?;
        let known = &self.ring[slot as usize];
        Some((known.position, known.content))
    }

    pub fn remember(&mut self, key: &Key, position: Position) {
        let known = Known { name: key.name, content: key.content, position };
        let slot = self.next;
        if slot == self.ring.len() {
            self.ring.push(known);
        } else {
            self.forget(slot);
            self.ring[slot] = known;
        }
        self.next = (slot + 1) % KEYS_MAX;
        self.index.insert(hash(key.name), slot as u32);
    }

    fn forget(&mut self, slot: usize) {
        self.index.remove(hash(self.ring[slot].name), slot as u32);
    }

    /// Makes again what is not kept in a snapshot.
    pub fn index(&mut self) {
        let mut index = Index::default();
        (0..).zip(self.ring.iter()).for_each(|(slot, known)| index.insert(hash(known.name), slot));
        self.index = index;
    }

    /// The same without the index.
    pub fn freeze(&self) -> Window {
        Window { ring: self.ring.clone(), next: self.next, index: Index::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::KeyKind;

    #[test]
    fn the_oldest_key_is_forgotten_first() {
        let mut window = Window::default();
        let key =
            |n: usize| Key { kind: KeyKind::Thing, name: (n as u128) << 64 | n as u128, content: n as u64 };
        for n in 0..KEYS_MAX + 3 {
            window.remember(&key(n), Position(n as u64));
        }
        assert_eq!(window.find(key(2).name), None);
        assert_eq!(window.find(key(3).name), Some((Position(3), 3)));
        let mut thawed = window.freeze();
        thawed.index();
        assert_eq!(thawed.find(key(KEYS_MAX + 2).name), window.find(key(KEYS_MAX + 2).name));
        assert_eq!(thawed.find(key(0).name), None);
    }
}
