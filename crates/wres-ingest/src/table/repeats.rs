//! Rows that repeat another row of the same table exactly.

use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
};

/// The hashes of the rows so far, up to a limit.
pub(crate) struct Repeats {
    seen: HashSet<u64, BuildHasherDefault<Itself>>,
    limit: usize,
    /// Whether rows came after the limit.
    pub(crate) beyond: bool,
}

/// The hash is already a hash.
#[derive(Default)]
pub(crate) struct Itself(u64);

impl Hasher for Itself {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |state, &byte| state << 8 | u64::from(byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Repeats {
    pub(crate) fn new(limit: usize) -> Self {
        Self { seen: HashSet::default(), limit, beyond: false }
    }

    /// Whether a row has been seen before. Two different rows share a hash of 64 bits once in 40,000 million pairs of files of
    /// 20,000 rows.
    pub(crate) fn is_repeat(&mut self, hash: u64) -> bool {
        if self.seen.len() >= self.limit {
            self.beyond = true;
            return self.seen.contains(&hash);
        }
        !self.seen.insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;

    #[test]
    fn a_row_is_a_repeat_the_second_time_and_memory_is_bounded() {
        let mut repeats = Repeats::new(2);
        assert_eq!([1, 1, 2, 3, 3].map(|hash| repeats.is_repeat(hash)), [false, true, false, false, false]);
        assert!(repeats.beyond);
    }
}
