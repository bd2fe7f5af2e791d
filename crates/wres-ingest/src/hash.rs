//! A quick hash of texts.

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn fold(state: u64, word: u64) -> u64 {
    // Added, so that no word folds to nothing.
    let product = u128::from((state ^ word).wrapping_add(0xD6E8_FEB8_6659_FD93)) * u128::from(MULTIPLIER);
    (product as u64) ^ (product >> 64) as u64
}

/// A hash of bytes, the same everywhere and always.
#[inline]
pub(crate) fn hash_bytes(seed: u64, bytes: &[u8]) -> u64 {
    let mut state = fold(seed ^ MULTIPLIER, bytes.len() as u64);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        state = fold(state, u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        let mut last = [0_u8; 8];
        last[..rest.len()].copy_from_slice(rest);
        state = fold(state, u64::from_le_bytes(last));
    }
    fold(state, MULTIPLIER)
}

#[cfg(test)]
mod tests {
    use super::hash_bytes;
    use std::collections::HashSet;

    #[test]
    fn like_texts_have_unlike_hashes() {
        let hashes: HashSet<u64> = (0..200_000).map(|n: u32| hash_bytes(0, format!("{n},x").as_bytes())).collect();
        assert_eq!(hashes.len(), 200_000);
        assert_ne!(hash_bytes(0, b"a"), hash_bytes(0, b"a\0"));
    }
}
