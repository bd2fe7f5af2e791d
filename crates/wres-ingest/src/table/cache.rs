//! Texts to numbers, once for each different text.

use crate::hash::hash_bytes;
use arrow::array::{ArrayRef, StringArray};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

/// A map from texts, with a hash that is quick for short ones. Entries are limited by [`MOST`], so nobody can fill the memory
/// or the chains of a bucket without end.
pub(crate) type TextMap<V> = HashMap<Box<str>, V, BuildHasherDefault<ShortHash>>;

/// Most different texts of a column in one batch, which has no more rows.
pub(crate) const MOST: usize = 1 << 16;

/// Multiplies and folds eight bytes at a time.
#[derive(Default)]
pub(crate) struct ShortHash(u64);

impl Hasher for ShortHash {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash_bytes(self.0, bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A dictionary of texts that grows.
#[derive(Default)]
pub(crate) struct Interner {
    known: TextMap<u16>,
    texts: Vec<Box<str>>,
}

impl Interner {
    /// The number of a text. `None` if there are already too many, which cannot be within one batch.
    pub(crate) fn number(&mut self, text: &str) -> Option<u16> {
        if let Some(&number) = self.known.get(text) {
            return Some(number);
        }
        let number = u16::try_from(self.texts.len()).ok()?;
        self.texts.push(text.into());
        self.known.insert(text.into(), number);
        Some(number)
    }

    /// The texts in the order of their numbers. Starts anew.
    pub(crate) fn finish(&mut self) -> ArrayRef {
        self.known.clear();
        Arc::new(StringArray::from_iter_values(std::mem::take(&mut self.texts)))
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn texts_are_numbered_in_the_order_in_which_they_come() {
        let mut interner = Interner::default();
        assert_eq!(["b", "a", "b"].map(|text| interner.number(text)), [Some(0), Some(1), Some(0)]);
        assert_eq!(interner.finish().len(), 2);
        assert_eq!(interner.number("c"), Some(0));
    }
}
