//! Deterministic random numbers. Our own: the output of `rand`'s generators may change between versions.

/// Splitmix64 generator, seeded by a name and a salt. Not suitable for secrets.
#[derive(Debug)]
pub struct SeededRng(u64);

impl SeededRng {
    /// Creates a generator for `name` and `salt`.
    pub fn new(name: &str, salt: u64) -> Self {
        // FNV-1a spreads names that differ in one letter over the whole range.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Returns the next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from `low` to `high`, inclusive.
    pub fn random_range(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.next_u64() % span).unwrap_or_default()
    }

    /// Returns `true` with a probability of `percent`.
    pub fn random_percent(&mut self, percent: u32) -> bool {
        self.random_range(1, 100) <= percent
    }
}

#[cfg(test)]
mod tests {
    use super::SeededRng;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draws = |name, salt| {
            let mut rng = SeededRng::new(name, salt);
            [rng.next_u64(), rng.next_u64(), rng.next_u64()]
        };
        assert_eq!(draws("maya", 1), draws("maya", 1));
        assert_ne!(draws("maya", 1), draws("maya", 2));
        assert_ne!(draws("maya", 1), draws("mayb", 1));
    }

    #[test]
    fn numbers_stay_within_their_bounds() {
        let mut rng = SeededRng::new("bounds", 0);
        let drawn: Vec<u32> = (0..500).map(|_| rng.random_range(3, 5)).collect();
        assert!(drawn.iter().all(|number| (3..=5).contains(number)));
        assert!((3..=5).all(|number| drawn.contains(&number)));
    }
}
