//! Random numbers by position.

const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
const ROUNDS: usize = 10;

/// Two random words for a key and a counter: Philox 2x64 with ten rounds.
///
/// Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11. Written here rather than
/// taken from a library because published intervals rest on these bits: they must not change with a dependency's version,
/// and a generator with a counter in place of a state gives every cell and replicate its own numbers without any order of
/// computation. It is thirty lines and is tested against the authors' known answers.
#[inline]
pub(super) fn philox(key: u64, counter: [u64; 2]) -> [u64; 2] {
    let [mut left, mut right] = counter;
    let mut key = key;
    for _ in 0..ROUNDS {
        let product = u128::from(left) * u128::from(MULTIPLIER);
        left = (product >> 64) as u64 ^ key ^ right;
        right = product as u64;
        key = key.wrapping_add(WEYL);
    }
    [left, right]
}

/// An endless sequence of random words belonging to a seed, a stream (a cell, say) and a substream (a replicate, say).
#[derive(Debug, Clone)]
pub struct Stream {
    seed: u64,
    stream: u64,
    block: u64,
    spare: Option<u64>,
}

impl Stream {
    /// Blocks of two words in a substream: more than any draw uses.
    const BLOCKS: u32 = 24;

    /// The sequence of this seed, stream and substream (below 2^40).
    #[must_use]
    pub fn new(seed: u64, stream: u64, substream: u64) -> Self {
        Self { seed, stream, block: substream << Self::BLOCKS, spare: None }
    }

    /// The next word.
    pub fn next_word(&mut self) -> u64 {
        if let Some(word) = self.spare.take() {
            return word;
        }
        let [word, spare] = philox(self.seed, [self.stream, self.block]);
        self.block = self.block.wrapping_add(1);
        self.spare = Some(spare);
        word
    }

    /// A uniform number in the open interval (0, 1), of 53 bits.
    pub fn uniform(&mut self) -> f64 {
        ((self.next_word() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Stream, philox};

    /// The authors' file of known answers (Random123 1.14.0, `kat_vectors`, lines `philox2x64 10`).
    #[test]
    fn the_known_answers_come_out() {
        assert_eq!(philox(0, [0, 0]), [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]);
        assert_eq!(philox(u64::MAX, [u64::MAX; 2]), [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]);
        let pi = philox(0xa409_3822_299f_31d0, [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344]);
        assert_eq!(pi, [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d]);
    }

    #[test]
    fn uniform_numbers_are_never_0_or_1_and_fill_the_interval() {
        let mut stream = Stream::new(7, 3, 1);
        let mut tenths = [0_u32; 10];
        for _ in 0..100_000 {
            let u = stream.uniform();
            assert!(u > 0.0 && u < 1.0);
            tenths[(u * 10.0) as usize] += 1;
        }
        // Each of ten counts of mean 10,000 has a standard deviation of 95.
        assert!(tenths.iter().all(|count| count.abs_diff(10_000) < 500), "{tenths:?}");
    }

    #[test]
    fn streams_and_substreams_differ() {
        let first = |stream: u64, substream: u64| Stream::new(1, stream, substream).next_word();
        assert!(first(0, 0) != first(1, 0) && first(0, 0) != first(0, 1));
    }
}
