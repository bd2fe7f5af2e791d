//! People told apart: every `person_id` of a site becomes a small number, the same in all its tables, so that whatever is known
//! about a person is found by place and not by search.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// The number of nobody: a row without a `person_id`.
pub(crate) const NOBODY: u32 = u32::MAX;

/// The people of one site, numbered in the order in which they are first met.
#[derive(Default)]
pub(crate) struct People {
    numbers: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
}

impl People {
    /// Makes room for rows about people before the first is met.
    pub(crate) fn expect(&mut self, rows: usize) {
        if self.numbers.is_empty() {
            self.numbers.reserve(rows);
        }
    }

    /// The number of a person.
    pub(crate) fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(NOBODY);
        *self.numbers.entry(key).or_insert(next)
    }

    /// How many people there are.
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }
}

/// Spreads keys over a table. They are keyed hashes already, or the small numbers of an example, so one multiplication does.
#[derive(Default)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        // By 2^64 over the golden ratio, after Knuth; both halves of the product together depend on all bits of the key.
        let product = u128::from(self.0 ^ key) * 0x9E37_79B9_7F4A_7C15;
        let [low, high] = [0, 64].map(|bits| u64::try_from(product >> bits & u128::from(u64::MAX)).unwrap_or(0));
        self.0 = low ^ high;
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyHasher, People};
    use std::{collections::BTreeSet, hash::Hasher};

    #[test]
    fn a_person_has_one_number_however_often_met() {
        let mut people = People::default();
        let numbers: Vec<u32> = [7, u64::MAX, 7, 0, u64::MAX].map(|key| people.number(key)).to_vec();
        assert_eq!(numbers, [0, 1, 0, 2, 1]);
        assert_eq!(people.len(), 3);
    }

    #[test]
    fn keys_that_are_alike_are_spread() {
        // Multiples of a power of two are the worst for a multiplication: their low bits are all the same.
        for shift in [0, 8, 32, 48] {
            let hash = |key: u64| {
                let mut hasher = KeyHasher::default();
                hasher.write_u64(key << shift);
                hasher.finish() & 0xFFF
            };
            let places: BTreeSet<u64> = (0..4096).map(hash).collect();
            assert!(places.len() > 2000, "{shift}: {}", places.len());
        }
    }
}
