//! Which holds stand of whom: a list through the slots, so that an owner of very many costs no more than one of few.

use super::{Hold, hash};
use realtail_kernel::{Index, OwnerId, Paged};

type Slots = Paged<Option<Hold>>;

const NONE: u32 = u32::MAX;

/// The neighbours of a slot in its owner's list.
#[derive(Clone, Copy, Debug)]
struct Links {
    older: u32,
    newer: u32,
}

/// The open holds of each owner, by their slots.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    /// The newest of each owner.
    newest: Index,
    links: Paged<Links>,
}

fn owner(slot: u32, slots: &Slots) -> Option<&OwnerId> {
    slots.get(slot as usize)?.as_ref().map(|hold| &hold.owner)
}

fn owner_hash(slot: u32, slots: &Slots) -> u64 {
    owner(slot, slots).map_or(0, |owner| hash(owner.as_str()))
}

impl Owners {
    /// The slots of an owner, the one added last first.
    pub fn slots(&self, of: &OwnerId, slots: &Slots) -> impl Iterator<Item = u32> {
        let newest = self.newest.find(hash(of.as_str()), |slot| owner(slot, slots) == Some(of));
        std::iter::successors(newest, |slot| {
            Some(self.links[*slot as usize].older).filter(|older| *older != NONE)
        })
    }

    /// Adds the hold that stands in a slot.
    pub fn add(&mut self, slot: u32, slots: &Slots) {
        while self.links.len() <= slot as usize {
            self.links.push(Links { older: NONE, newer: NONE });
        }
        let hashed = owner_hash(slot, slots);
        let newest = self.newest.find(hashed, |other| owner(other, slots) == owner(slot, slots));
        match newest {
            Some(newest) => self.newest.replace(hashed, newest, slot),
            None => self.newest.insert(hashed, slot),
        }
        let older = newest.unwrap_or(NONE);
        self.links[slot as usize] = Links { older, newer: NONE };
        if older != NONE {
            self.links[older as usize].newer = slot;
        }
    }

    /// Takes out the hold that stands in a slot.
    pub fn remove(&mut self, slot: u32, slots: &Slots) {
        let Links { older, newer } = self.links[slot as usize];
        if older != NONE {
            self.links[older as usize].newer = newer;
        }
        if newer != NONE {
            self.links[newer as usize].older = older;
            return;
        }
        let hashed = owner_hash(slot, slots);
        match older {
            NONE => self.newest.remove(hashed, slot),
            older => self.newest.replace(hashed, slot, older),
        }
    }
}
