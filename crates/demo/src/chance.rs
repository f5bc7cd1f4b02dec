//! Chance that is always the same for the same seed: no draw depends on what was drawn before it.

/// What a draw is for, so that two uses of one number do not share their luck.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Use {
    /// Whether a basket is ordered online, and how its hold ends.
    Shopper = 1,
    /// How long a shopper thinks.
    Think = 2,
    /// What is missing from a delivery.
    Delivery = 3,
    /// What is counted, and what is found.
    Count = 4,
    /// Where a store lies.
    Place = 5,
    /// How long to wait before asking again.
    Wait = 7,
    /// How an order goes.
    Order = 8,
    /// The store that is shown whole.
    Floor = 9,
    /// The generated retailer.
    Generated = 6,
}

/// A stream of draws (SplitMix64).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    /// The draws that belong to `seed`, a use and a number, such as that of a receipt.
    pub(crate) fn of(seed: u64, purpose: Use, number: u64) -> Chance {
        let mut chance = Chance(seed ^ (purpose as u64).rotate_left(56));
        let mixed = chance.bits() ^ number;
        chance.0 = mixed;
        chance.bits();
        chance
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// At least 0, less than 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// At least `from`, less than `to`.
    pub(crate) fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.unit()
    }

    /// One of `0..count`; 0 where there is none.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((self.unit() * count as f64) as usize).min(count.saturating_sub(1))
    }

    /// Bell-shaped around 0 with deviation 1: the sum of twelve even draws.
    pub(crate) fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_draws_the_same() {
        let draw = |seed, purpose, number| Chance::of(seed, purpose, number).below(1_000_000);
        assert_eq!(draw(7, Use::Shopper, 1), draw(7, Use::Shopper, 1));
        assert_ne!(draw(7, Use::Shopper, 1), draw(7, Use::Shopper, 2));
        assert_ne!(draw(7, Use::Shopper, 1), draw(7, Use::Think, 1));
        assert_ne!(draw(7, Use::Shopper, 1), draw(8, Use::Shopper, 1));
    }

    #[test]
    fn draws_are_even() {
        let share = (0..100_000).filter(|n| Chance::of(1, Use::Shopper, *n).unit() < 0.15).count();
        assert!((14_500..15_500).contains(&share), "{share}");
        assert_eq!(Chance::of(1, Use::Count, 1).below(0), 0);
    }
}
