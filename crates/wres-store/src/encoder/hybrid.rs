//! The hybrid of runs and packed bits that Parquet writes small whole numbers in (Apache Parquet format, "Run Length Encoding /
//! Bit-Packing Hybrid").

/// Values that are packed together.
const GROUP: usize = 8;

/// How many bits the numbers up to `largest` need.
pub(super) fn width(largest: u32) -> u8 {
    (u32::BITS - largest.leading_zeros()) as u8
}

/// Appends numbers of `width` bits each. Eight and more equal ones in a row are written as their number and the value, others
/// bit by bit, the lowest first.
pub(super) fn encode(values: &[u32], width: u8, out: &mut Vec<u8>) {
    let (mut at, mut pending) = (0, 0);
    while at < values.len() {
        let value = values[at];
        let run = values[at..].iter().take_while(|other| **other == value).count();
        // Packed numbers before a run must fill their groups, if need be with the first of the run.
        let missing = (GROUP - (at - pending) % GROUP) % GROUP;
        if run >= missing + GROUP {
            pack(&values[pending..at + missing], width, out);
            repeat(value, run - missing, width, out);
            pending = at + run;
        }
        at += run;
    }
    pack(&values[pending..], width, out);
}

/// Appends `count` equal numbers, as [`encode`] does.
pub(super) fn encode_equal(value: u32, count: usize, width: u8, out: &mut Vec<u8>) {
    if count < GROUP {
        pack(&vec![value; count], width, out);
    } else {
        repeat(value, count, width, out);
    }
}

/// A run: its length and the number.
fn repeat(value: u32, count: usize, width: u8, out: &mut Vec<u8>) {
    varint((count as u64) << 1, out);
    out.extend(&value.to_le_bytes()[..usize::from(width.div_ceil(8))]);
}

/// Packs numbers; the last group is filled with zeros.
fn pack(values: &[u32], width: u8, out: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    let groups = values.len().div_ceil(GROUP);
    varint((groups as u64) << 1 | 1, out);
    let end = out.len() + groups * usize::from(width);
    let (mut word, mut bits) = (0_u64, 0);
    for &value in values {
        word |= u64::from(value) << bits;
        bits += u32::from(width);
        while bits >= 8 {
            out.push(word as u8);
            word >>= 8;
            bits -= 8;
        }
    }
    if bits > 0 {
        out.push(word as u8);
    }
    out.resize(end, 0);
}

/// Seven bits a byte, the lowest first.
fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::{encode, encode_equal, width};

    #[test]
    fn runs_and_packed_groups_are_as_the_format_says() {
        let encoded = |values: &[u32], width: u8| {
            let mut out = Vec::new();
            encode(values, width, &mut out);
            out
        };
        // The example of the format's description: 0 to 7 in three bits.
        assert_eq!(encoded(&[0, 1, 2, 3, 4, 5, 6, 7], 3), [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
        assert_eq!(encoded(&[5; 100], 3), [200, 1, 5]);
        assert_eq!(encoded(&[300; 9], 9), [18, 44, 1]);
        assert_eq!(encoded(&[1, 0, 1], 1), [0b11, 0b101]);
        assert_eq!(encoded(&[], 1), [0_u8; 0]);
        let mut mixed = vec![1, 0];
        mixed.extend([1; 20]);
        // Six of the twenty fill the group.
        assert_eq!(encoded(&mixed, 1), [0b11, 0b1111_1101, 28, 1]);
        assert_eq!(encoded(&[0; 8], 0), [16]);
    }

    #[test]
    fn equal_numbers_are_written_as_they_are_one_by_one() {
        for count in [1, 7, 8, 9, 1000] {
            let (mut one_by_one, mut together) = (Vec::new(), Vec::new());
            encode(&vec![1; count], 1, &mut one_by_one);
            encode_equal(1, count, 1, &mut together);
            assert_eq!(together, one_by_one);
        }
    }

    #[test]
    fn widths_hold_their_largest() {
        assert_eq!([0, 1, 2, 3, 4, 255, 256, u32::MAX].map(width), [0, 1, 2, 2, 3, 8, 9, 32]);
    }
}
