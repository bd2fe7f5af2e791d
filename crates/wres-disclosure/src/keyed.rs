//! Random numbers that nobody can draw again without the key.

use std::fmt;

/// The key of everything that is drawn: of thresholds and of the order in which the search tries. Whoever has it can undo the
/// rounding of counts that they know nearly, so it stays where the key for identifiers stays, from which it is made.
#[derive(Clone)]
pub struct DisclosureKey([u8; 32]);

impl DisclosureKey {
    /// A key made from the bytes of a secret of any length.
    #[must_use]
    pub fn from_secret(secret: &[u8]) -> Self {
        Self(blake3::derive_key("wres disclosure: thresholds of controlled rounding, version 1", secret))
    }

    /// Numbers for one purpose, always the same ones for the same words.
    pub(crate) fn numbers(&self, words: &[&str]) -> Numbers {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        for word in words {
            hasher.update(&(word.len() as u64).to_le_bytes());
            hasher.update(word.as_bytes());
        }
        let mut state = [0; 8];
        state.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Numbers(u64::from_le_bytes(state))
    }

    /// A seal of bytes, which only the key can make.
    pub(crate) fn seal(&self, bytes: &[u8]) -> String {
        blake3::keyed_hash(&self.0, bytes).to_hex().to_string()
    }
}

impl fmt::Debug for DisclosureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisclosureKey(..)")
    }
}

/// A stream of numbers (SplitMix64 from a keyed seed: Steele, Lea and Flood 2014). What is drawn is never published; the seed is
/// what must not be guessed.
#[derive(Debug, Clone)]
pub(crate) struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below another; 0 where there is none.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next() % end }
    }

    /// The place of one of so many things.
    pub(crate) fn place(&mut self, of: usize) -> usize {
        usize::try_from(self.below(of as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::DisclosureKey;

    #[test]
    fn the_same_words_give_the_same_numbers_and_another_key_gives_others() {
        let draw = |secret: &[u8], words: &[&str]| {
            let mut numbers = DisclosureKey::from_secret(secret).numbers(words);
            (0..4).map(|_| numbers.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(b"one", &["a", "b"]), draw(b"one", &["a", "b"]));
        assert_ne!(draw(b"one", &["a", "b"]), draw(b"one", &["ab", ""]));
        assert_ne!(draw(b"one", &["a", "b"]), draw(b"two", &["a", "b"]));
    }

    #[test]
    fn a_key_is_not_printed() {
        assert_eq!(format!("{:?}", DisclosureKey::from_secret(b"secret")), "DisclosureKey(..)");
    }
}
