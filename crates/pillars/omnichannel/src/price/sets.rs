//! Sets of positions, a bit for each: most baskets have at most 64, so that a set is one number.

use super::LINES_MAX;

/// How many numbers a set takes where a basket has at most 64 positions.
pub(crate) const FEW: usize = 1;

/// How many numbers it takes for as many positions as a basket can have.
pub(crate) const MANY: usize = LINES_MAX.div_ceil(64);

/// Some positions of a basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Set<const W: usize>([u64; W]);

impl<const W: usize> Set<W> {
    pub const NONE: Set<W> = Set([0; W]);

    pub fn add(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    pub fn remove(&mut self, position: usize) {
        self.0[position / 64] &= !(1 << (position % 64));
    }

    /// Those that are in the other too.
    pub fn and(&self, other: &Set<W>) -> Set<W> {
        Set(std::array::from_fn(|n| self.0[n] & other.0[n]))
    }

    /// Those that are not in the other.
    pub fn without(&self, other: &Set<W>) -> Set<W> {
        Set(std::array::from_fn(|n| self.0[n] & !other.0[n]))
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Its members, lowest first.
    pub fn members(self) -> Members<W> {
        Members { rest: self.0, word: 0 }
    }
}

/// The members of a set that were not told yet.
#[derive(Clone)]
pub(crate) struct Members<const W: usize> {
    rest: [u64; W],
    word: usize,
}

impl<const W: usize> Iterator for Members<W> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while let Some(rest) = self.rest.get_mut(self.word) {
            if *rest != 0 {
                let member = self.word * 64 + rest.trailing_zeros() as usize;
                *rest &= *rest - 1;
                return Some(member);
            }
            self.word += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{MANY, Set};

    #[test]
    fn a_set_tells_its_members_in_their_order() {
        let mut set = Set::<MANY>::NONE;
        [999, 0, 64, 63, 128, 7].iter().for_each(|position| set.add(*position));
        set.remove(128);
        assert_eq!((set.members().collect::<Vec<_>>(), set.len()), (vec![0, 7, 63, 64, 999], 5));
        let mut low = Set::NONE;
        [7, 8].iter().for_each(|position| low.add(*position));
        assert_eq!(set.and(&low).members().collect::<Vec<_>>(), [7]);
        assert_eq!(low.without(&set).members().collect::<Vec<_>>(), [8]);
        assert_eq!(low.without(&low), Set::NONE);
    }
}
