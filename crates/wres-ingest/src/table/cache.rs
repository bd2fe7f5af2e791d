//! Texts to numbers, once for each different text.

use crate::hash::hash_bytes;
use arrow::array::{ArrayRef, StringArray};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};
use wres_domain::fitting;

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

/// What was last found for short texts, in front of a [`TextMap`]: one comparison of four words instead of a walk through a table
/// and a call to compare bytes. Each text has one slot, which it shares with others; the last one in it stays.
pub(crate) struct ShortTexts<V> {
    slots: Vec<Option<(ShortText, V)>>,
}

/// The same for texts that are too long for that, such as most labels of ethnic groups: found by their ends and compared whole.
pub(crate) struct LongTexts<V> {
    slots: Vec<Option<(Box<str>, V)>>,
}

/// Longest text of [`LongTexts`].
const LONGEST: usize = 256;

impl<V: Copy> LongTexts<V> {
    fn slot(text: &str) -> usize {
        let bytes = text.as_bytes();
        let eight =
            |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |eight| u64::from_le_bytes(*eight));
        let (half, last) = (bytes.len() / 2, bytes.len().saturating_sub(8));
        let mixed = eight(0) ^ eight(half).rotate_left(21) ^ eight(last).rotate_left(43) ^ bytes.len() as u64;
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize % SLOTS
    }

    /// What was found for a text, if it is still known.
    #[inline]
    pub(crate) fn get(&self, text: &str) -> Option<V> {
        match self.slots.get(Self::slot(text)) {
            Some(Some((known, value))) if **known == *text => Some(*value),
            _ => None,
        }
    }

    /// Remembers what was found.
    pub(crate) fn put(&mut self, text: &str, value: V) {
        if text.len() > LONGEST {
            return;
        }
        if self.slots.is_empty() {
            self.slots.resize_with(SLOTS, || None);
        }
        if let Some(slot) = self.slots.get_mut(Self::slot(text)) {
            *slot = Some((text.into(), value));
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }
}

impl<V> Default for LongTexts<V> {
    fn default() -> Self {
        Self { slots: Vec::new() }
    }
}

/// A text of up to 32 bytes: its words, those at the end overlapping others, and its length.
#[derive(Clone, Copy)]
pub(crate) struct ShortText {
    words: [u64; 4],
    length: u64,
}

impl PartialEq for ShortText {
    /// Word by word: compared as an array, the words would have to wait until they are in memory.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.words, other.words);
        (a ^ e) | (b ^ f) | (c ^ g) | (d ^ h) | (self.length ^ other.length) == 0
    }
}

const SLOTS: usize = 256;

impl ShortText {
    /// `None` for a longer text.
    #[inline]
    pub(crate) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let length = bytes.len();
        let eight = |at: usize| bytes[at..].first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk));
        let four = |at: usize| bytes[at..].first_chunk().map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)));
        let words = match length {
            0 => [0; 4],
            1..=3 => [u64::from(bytes[0]), u64::from(bytes[length / 2]), u64::from(bytes[length - 1]), 0],
            4..=7 => [four(0), four(length - 4), 0, 0],
            8..=16 => [eight(0), eight(length - 8), 0, 0],
            17..=32 => [eight(0), eight(8), eight(length - 16), eight(length - 8)],
            _ => return None,
        };
        Some(Self { words, length: length as u64 })
    }

    fn slot(&self) -> usize {
        let [a, b, c, d] = self.words;
        let mixed = (a ^ b.rotate_left(29) ^ c.rotate_left(17) ^ d.rotate_left(43) ^ self.length)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 56) as usize % SLOTS
    }
}

impl<V: Copy> ShortTexts<V> {
    /// What was found for a text, if it is still known.
    #[inline]
    pub(crate) fn get(&self, text: &ShortText) -> Option<V> {
        match self.slots.get(text.slot()) {
            Some(Some((known, value))) if known == text => Some(*value),
            _ => None,
        }
    }

    /// Remembers what was found.
    pub(crate) fn put(&mut self, text: ShortText, value: V) {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, None);
        }
        if let Some(slot) = self.slots.get_mut(text.slot()) {
            *slot = Some((text, value));
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
    }
}

impl<V> Default for ShortTexts<V> {
    fn default() -> Self {
        Self { slots: Vec::new() }
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
        let number = fitting(self.texts.len())?;
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
    use super::{Interner, LongTexts, ShortText, ShortTexts};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_texts_are_equal_only_if_they_are(one in "[ab]{0,33}", other in "[ab]{0,33}") {
            let (a, b) = (ShortText::of(&one), ShortText::of(&other));
            prop_assert_eq!(a.is_some(), one.len() <= 32);
            if let (Some(a), Some(b)) = (a, b) {
                prop_assert_eq!(a == b, one == other);
            }
        }

        #[test]
        fn what_is_known_of_a_short_text_is_what_was_put_there_last(texts in prop::collection::vec("[a-d]{0,6}", 1..200)) {
            let mut known = ShortTexts::default();
            let mut put = std::collections::HashMap::new();
            for (number, text) in texts.iter().enumerate() {
                let short = ShortText::of(text).unwrap();
                if let Some(found) = known.get(&short) {
                    prop_assert_eq!(Some(&found), put.get(text));
                }
                known.put(short, number);
                put.insert(text.clone(), number);
                prop_assert_eq!(known.get(&short), Some(number));
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_known_of_a_long_text_is_what_was_put_there_last(texts in prop::collection::vec("(abcdefgh|ABCDEFGH){3,9}[xyz]{0,3}", 1..200)) {
            let mut known = LongTexts::default();
            let mut put = std::collections::HashMap::new();
            for (number, text) in texts.iter().enumerate() {
                if let Some(found) = known.get(text) {
                    prop_assert_eq!(Some(&found), put.get(text));
                }
                known.put(text, number);
                put.insert(text.clone(), number);
                prop_assert_eq!(known.get(text), Some(number));
            }
        }
    }

    #[test]
    fn texts_are_numbered_in_the_order_in_which_they_come() {
        let mut interner = Interner::default();
        assert_eq!(["b", "a", "b"].map(|text| interner.number(text)), [Some(0), Some(1), Some(0)]);
        assert_eq!(interner.finish().len(), 2);
        assert_eq!(interner.number("c"), Some(0));
    }
}
