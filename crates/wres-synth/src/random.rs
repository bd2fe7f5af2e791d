//! The generator of chance: small, fixed for ever, and the same on every machine.

/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
///
/// It is written here rather than taken from a library because a synthetic consortium must have the same bytes for a seed
/// on any machine and with any version of any dependency. Only integer arithmetic, and comparison with products and
/// quotients of doubles, are used anywhere in this crate: logarithms and exponentials may differ between machines.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Random {
    /// The stream of a seed for one purpose. Streams of different purposes do not disturb one another: more draws for one
    /// leave the others as they were.
    #[must_use]
    pub fn stream(seed: u64, purpose: &[u64]) -> Self {
        let state = purpose
            .iter()
            .fold(mix(seed.wrapping_add(GOLDEN)), |state, &part| mix(state ^ mix(part.wrapping_add(GOLDEN))));
        Self { state }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number in `[0, 1)`, a multiple of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// True with the probability given; never for 0, always for 1.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number in `0..end`, each as likely as any other to within `end / 2^64`; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number in `low..=high`; `low` where the range is empty.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = (i64::from(high) - i64::from(low) + 1).max(1);
        let step = i64::try_from(self.below(span.unsigned_abs())).unwrap_or(0);
        i32::try_from(i64::from(low) + step).unwrap_or(low)
    }

    /// One of the values; `None` where there is none.
    pub fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        let index = usize::try_from(self.below(values.len() as u64)).ok()?;
        values.get(index).copied()
    }

    /// The place of one of the weights, each as likely as its share of their sum; the last place for rounding.
    pub fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (place, weight) in weights.iter().enumerate() {
            if left < *weight {
                return place;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_bits_are_those_of_the_published_generator() {
        // The first three outputs of the authors' reference code for the state 1234567.
        let mut random = Random { state: 1_234_567 };
        assert_eq!(
            [random.bits(), random.bits(), random.bits()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn streams_of_different_purposes_differ() {
        let first = |purpose: &[u64]| Random::stream(7, purpose).bits();
        assert_ne!(first(&[1, 2]), first(&[2, 1]));
        assert_ne!(first(&[1]), first(&[1, 0]));
        assert_eq!(first(&[3]), first(&[3]));
    }

    #[test]
    fn chance_keeps_its_probability() {
        let mut random = Random::stream(1, &[]);
        let hits = (0..100_000).filter(|_| random.chance(0.3)).count();
        // Six standard deviations are 870.
        assert!((29_130..=30_870).contains(&hits), "{hits}");
        assert!(!random.chance(0.0) && random.chance(1.0));
    }

    #[test]
    fn ranges_are_kept_and_their_ends_are_reached() {
        let mut random = Random::stream(2, &[]);
        let draws: Vec<i32> = (0..1000).map(|_| random.between(-2, 2)).collect();
        assert_eq!((draws.iter().min(), draws.iter().max()), (Some(&-2), Some(&2)));
        assert_eq!(random.between(5, 1), 5);
        assert_eq!(random.pick::<u8>(&[]), None);
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::stream(3, &[]);
        let mut seen = [0_u32; 3];
        for _ in 0..30_000 {
            seen[random.weighted(&[1.0, 0.0, 2.0])] += 1;
        }
        assert!(seen[1] == 0 && (9_500..=10_500).contains(&seen[0]), "{seen:?}");
    }
}
