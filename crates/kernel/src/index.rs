//! Numbers of things, found by the hash of a name.

use hashbrown::HashTable;

/// In so many parts, each of which grows at a time of its own: one table of all would stop everybody while it moves
/// millions.
const PARTS: usize = 256;

/// Which numbers have a hash. The things themselves are elsewhere, and growing never looks at them.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// None at all until there is something in them. What is kept of a hash, and the number.
    parts: Vec<HashTable<(u32, u32)>>,
}

/// What is kept of a hash.
fn kept(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// Spread again, for the bits that choose the part are the same in all of it.
fn spread(kept: u32) -> u64 {
    u64::from(kept).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Index {
    fn part(&self, kept: u32) -> Option<&HashTable<(u32, u32)>> {
        self.parts.get(kept as usize % PARTS)
    }

    fn part_mut(&mut self, kept: u32) -> &mut HashTable<(u32, u32)> {
        if self.parts.is_empty() {
            self.parts.resize_with(PARTS, HashTable::new);
        }
        &mut self.parts[kept as usize % PARTS]
    }

    /// The number with this hash that is the one.
    pub fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let kept = kept(hash);
        let same = |(other, no): &(u32, u32)| *other == kept && is_it(*no);
        self.part(kept)?.find(spread(kept), same).map(|(_, no)| *no)
    }

    /// All numbers with this hash, and a few more that look like it.
    pub fn like(&self, hash: u64) -> impl Iterator<Item = u32> {
        let kept = kept(hash);
        let alike = self.part(kept).into_iter().flat_map(move |part| part.iter_hash(spread(kept)));
        alike.filter(move |(other, _)| *other == kept).map(|(_, no)| *no)
    }

    /// Enters a number that is not there yet.
    pub fn insert(&mut self, hash: u64, no: u32) {
        let kept = kept(hash);
        self.part_mut(kept).insert_unique(spread(kept), (kept, no), |(kept, _)| spread(*kept));
    }

    /// Puts one number in the place of another that has the same hash.
    pub fn replace(&mut self, hash: u64, old: u32, new: u32) {
        let kept = kept(hash);
        if let Some(entry) = self.part_mut(kept).find_mut(spread(kept), |entry| *entry == (kept, old)) {
            entry.1 = new;
        }
    }

    /// Takes a number out.
    pub fn remove(&mut self, hash: u64, no: u32) {
        let kept = kept(hash);
        if let Ok(entry) = self.part_mut(kept).find_entry(spread(kept), |entry| *entry == (kept, no)) {
            entry.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few hashes, so that many numbers share one.
    fn hash(no: u32) -> u64 {
        u64::from(no % 1_000).wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    #[test]
    fn what_was_entered_is_found_until_it_is_taken_out() {
        let mut index = Index::default();
        assert_eq!(index.find(hash(7), |_| true), None);
        (0..10_000).for_each(|no| index.insert(hash(no), no));
        for no in 0..10_000 {
            assert_eq!(index.find(hash(no), |other| other == no), Some(no));
        }
        let mut alike: Vec<u32> = index.like(hash(7)).collect();
        alike.sort_unstable();
        assert_eq!(alike, (0..10).map(|n| n * 1_000 + 7).collect::<Vec<_>>());
        index.replace(hash(7), 7, 20_007);
        index.remove(hash(1_007), 1_007);
        index.remove(hash(8), 9);
        for (no, is_there) in
            [(7, false), (20_007, true), (1_007, false), (2_007, true), (8, true), (9, true)]
        {
            assert_eq!(index.find(hash(no), |other| other == no).is_some(), is_there, "{no}");
        }
    }
}
