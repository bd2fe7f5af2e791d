//! Where fields end.

/// The positions of two bytes in a text, found 64 bytes at a time: fields are short, so that a search begun anew for each would
/// cost more than the looking.
#[derive(Debug)]
pub(super) struct Marks {
    /// The window that is looked at, and which of its bytes are still to be given, the first in the lowest bit.
    window: usize,
    found: u64,
    /// Where the next window begins.
    next: usize,
}

/// Bytes of a window.
const WINDOW: usize = 64;

impl Marks {
    /// Begins at a position.
    pub(super) fn from(position: usize) -> Self {
        Self { window: position, found: 0, next: position }
    }

    /// The next position that holds one of the two, or the length.
    #[inline]
    pub(super) fn next(&mut self, bytes: &[u8], one: u8, two: u8) -> usize {
        while self.found == 0 {
            let Some(rest) = bytes.get(self.next..).filter(|rest| !rest.is_empty()) else { return bytes.len() };
            self.window = self.next;
            self.found = match rest.first_chunk::<WINDOW>() {
                Some(window) => which(window, one, two),
                None => {
                    let mut window = [0; WINDOW];
                    window[..rest.len()].copy_from_slice(rest);
                    which(&window, one, two) & ((1 << rest.len()) - 1)
                }
            };
            self.next += WINDOW;
        }
        let at = self.window + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        at
    }
}

/// Which bytes of a window are one of two. Eight at a time: a byte equal to the wanted one becomes zero under exclusive or, and adding
/// 127 to the lower seven bits of each byte carries into its eighth unless it is zero (H. Warren, "Hacker's Delight", 2nd edition,
/// 2012, section 6-1).
#[inline]
fn which(window: &[u8; WINDOW], one: u8, two: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (ones, twos) = (LOW * u64::from(one), LOW * u64::from(two));
    let not_zero = |word: u64| ((word & !HIGH) + !HIGH) | word;
    let mut columns = 0;
    for (place, word) in window.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = !(not_zero(word ^ ones) & not_zero(word ^ twos)) & HIGH;
        columns |= (found >> 7) << place;
    }
    transposed(columns)
}

/// Bit `8 r + c` to bit `8 c + r`: eight bytes of eight bits, turned over at their diagonal (the same, section 7-3).
#[inline]
fn transposed(bits: u64) -> u64 {
    let swap = |bits: u64, apart: u32, which: u64| {
        let unlike = (bits ^ (bits >> apart)) & which;
        bits ^ unlike ^ (unlike << apart)
    };
    let bits = swap(bits, 7, 0x00AA_00AA_00AA_00AA);
    let bits = swap(bits, 14, 0x0000_CCCC_0000_CCCC);
    swap(bits, 28, 0x0000_0000_F0F0_F0F0)
}

#[cfg(test)]
mod tests {
    use super::Marks;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_mark_in_a_window_is_found(text in prop::collection::vec(any::<u8>(), 0..200), one: u8, two: u8) {
            let mut marks = Marks::from(0);
            let mut found = Vec::new();
            loop {
                let at = marks.next(&text, one, two);
                if at == text.len() {
                    break;
                }
                found.push(at);
            }
            let expected: Vec<usize> = (0..text.len()).filter(|&at| text[at] == one || text[at] == two).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
